//! What speaks for each critical task, and the rating that would follow from it. An evaluator confirms it or
//! says otherwise; where the author names no evidence there is no suggestion.

use crate::conduct::Rating;
use crate::rules::event::Told;
use crate::rules::inject::is_true;
use crate::rules::memo::is_at;
use crate::rules::order::{Order, Target};
use crate::rules::picture::{Held, NEVER, StageState};
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Condition, EvidenceDef, Memo, TaskDef};
use crate::view::Notice;

/// A critical task with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskFound {
    /// Places in the scenario's objectives and in the objective's tasks.
    pub objective: usize,
    pub task: usize,
    /// Per pattern of evidence.
    pub found: Vec<Found>,
    /// `None` where no evidence is named.
    pub suggestion: Option<Rating>,
}

/// A pattern of evidence, looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// It could be expected: a duty whose clock never started asks for nothing.
    pub applies: bool,
    pub holds: bool,
    /// Turns of the events that speak for it, 0 for before StartEx; none where the end itself does.
    pub turns: Vec<u16>,
}

/// Every task of every objective, as things stand. `notices` are what each partner was told, with its turn.
#[must_use]
pub fn evidence(scenario: &Scenario, now: &Situation, notices: &[Vec<Notice>]) -> Vec<TaskFound> {
    let objectives = scenario.objectives.iter().enumerate();
    objectives
        .flat_map(|(objective, def)| {
            let is_met = is_true(scenario, now, &def.met);
            def.tasks.iter().enumerate().map(move |(task, def)| {
                let look = |pattern: &EvidenceDef| look(scenario, now, notices, def, pattern);
                let found: Vec<Found> = def.evidence.iter().map(look).collect();
                let suggestion = suggest(&def.evidence, &found, is_met);
                TaskFound { objective, task, found, suggestion }
            })
        })
        .collect()
}

/// Of what applies, all that was looked for: P. Some of it, and the objective was met all the same: S, or M where a
/// duty was not met, for a rule was not kept. Some of it, and the objective was not met, or nothing: U. The letters
/// mean what HSEEP (2020, section 5) says: P, S and M achieve the target, U does not.
fn suggest(looked_for: &[EvidenceDef], found: &[Found], is_met: bool) -> Option<Rating> {
    let applying = || looked_for.iter().zip(found).filter(|(_, found)| found.applies);
    let holding = applying().filter(|(_, found)| found.holds).count();
    let is_unlawful = applying().any(|(of, found)| matches!(of, EvidenceDef::Duty { .. }) && !found.holds);
    match holding {
        _ if applying().count() == 0 => None,
        0 => Some(Rating::U),
        all if all == applying().count() => Some(Rating::P),
        _ if !is_met => Some(Rating::U),
        _ if is_unlawful => Some(Rating::M),
        _ => Some(Rating::S),
    }
}

fn look(
    scenario: &Scenario,
    now: &Situation,
    notices: &[Vec<Notice>],
    task: &TaskDef,
    pattern: &EvidenceDef,
) -> Found {
    let own = &notices[task.partner.index()];
    match pattern {
        EvidenceDef::Ordered { measure, by_turn, at: places, on_word_of } => {
            let counts = |(turn, order): &(u16, Order)| {
                by_turn.is_none_or(|last| u32::from(*turn) <= last)
                    && on_word_of.is_none_or(|from| is_after_word(own, from, *turn, *order))
                    && (places.is_empty() || places.iter().any(|of| is_at(scenario, order.target, *of)))
            };
            let found = at(given(own, *measure).into_iter().filter(counts).map(|(turn, _)| turn).collect());
            // The exercise ended before it was due.
            let is_due = by_turn.is_none_or(|last| last <= u32::from(now.public.turn));
            Found { applies: found.holds || is_due, ..found }
        }
        EvidenceDef::Shared { with, within_h, facts } => at(shares(scenario, own, *with, *within_h, facts)),
        EvidenceDef::Duty { duty } => {
            let clock = &now.pictures[task.partner.index()].duties[duty.index()];
            let stages = scenario.partners[task.partner.index()].duties[duty.index()].stages.len();
            let met = clock.stages.iter().take(stages).all(|stage| *stage == StageState::Met);
            let turns = own.iter().filter_map(|(turn, told)| match told {
                Told::DutyStage { duty: of, state: StageState::Met, .. } if of == duty => Some(*turn),
                _ => None,
            });
            let applies = clock.started_h != NEVER;
            Found { applies, holds: applies && met, ..at(turns.collect()) }
        }
        EvidenceDef::Held(condition) => Found {
            applies: last_turn(scenario, condition) <= u32::from(now.public.turn),
            holds: is_true(scenario, now, condition),
            turns: Vec::new(),
        },
    }
}

/// The last turn that a condition speaks of; 0 where it speaks of none. Before it nothing can be said.
fn last_turn(scenario: &Scenario, of: &Condition) -> u32 {
    match of {
        Condition::Not(of) => last_turn(scenario, of),
        Condition::All(of) | Condition::Any(of) => {
            of.iter().map(|of| last_turn(scenario, of)).max().unwrap_or(0)
        }
        Condition::FromTurn(turn) => *turn,
        Condition::Noted(memo) => match &scenario.memos[usize::from(*memo)] {
            Memo::OrderedIn(.., last) => *last,
            Memo::Ever(of) => last_turn(scenario, of),
            Memo::OrderedAt(..) | Memo::BothOrdered(..) => 0,
        },
        _ => 0,
    }
}

/// Found in these turns, each named once.
fn at(mut turns: Vec<u16>) -> Found {
    turns.dedup();
    Found { applies: true, holds: !turns.is_empty(), turns }
}

/// Whether an order of a turn came after word from a partner: of the finding that it points at, where it points at
/// one, otherwise of anything.
fn is_after_word(own: &[Notice], partner: PartnerId, turn: u16, order: Order) -> bool {
    let is_it = |fact: FactId| match order.target {
        Target::Fact(of) => of == fact,
        _ => true,
    };
    own.iter().take_while(|(at, _)| *at <= turn).any(|(_, told)| match told {
        Told::Learned { fact, from, .. } => usize::from(*from) == partner.index() && is_it(*fact),
        Told::Heard { fact, from } => *from == partner && is_it(*fact),
        _ => false,
    })
}

/// A measure's orders that were not taken back, each with its turn; 0 is before StartEx.
fn given(own: &[Notice], measure: MeasureId) -> Vec<(u16, Order)> {
    let mut given: Vec<(u16, Order)> = Vec::new();
    for (turn, told) in own {
        match told {
            Told::Ordered { order, .. } if order.measure == measure => given.push((*turn, *order)),
            Told::TakenBack { order, .. } => given.retain(|of| *of != (*turn, *order)),
            _ => {}
        }
    }
    given
}

/// Turns in which something of one's own (of `facts`, where there are any) was told to a partner soon enough
/// after it was known.
fn shares(
    scenario: &Scenario,
    own: &[Notice],
    with: PartnerId,
    within_h: Option<u32>,
    facts: &[FactId],
) -> Vec<u16> {
    let hour = |turn: u16| scenario.clock.from_h(turn);
    let known = |fact: FactId, until: u16| {
        own.iter().rev().find_map(|(turn, told)| match told {
            Told::Learned { fact: of, from, .. } if *of == fact && *turn <= until && *from == Held::OWN => {
                Some(*turn)
            }
            _ => None,
        })
    };
    let sent = own.iter().filter_map(|(turn, told)| match told {
        Told::SharedWith { fact, to } if to >> with.index() & 1 == 1 => {
            (facts.is_empty() || facts.contains(fact)).then_some((*turn, *fact))
        }
        _ => None,
    });
    let soon = sent.filter(|(turn, fact)| {
        let since = known(*fact, *turn).map_or(0, |from| hour(*turn) - hour(from));
        within_h.is_none_or(|most| since <= most)
    });
    soon.map(|(turn, _)| turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_follows_from_what_was_found() {
        let told = EvidenceDef::Shared { with: PartnerId::at(1), within_h: None, facts: Vec::new() };
        let duty = EvidenceDef::Duty { duty: DutyId::at(0) };
        let rated = |looked_for: [&EvidenceDef; 2], holds: [Option<bool>; 2], is_met: bool| {
            let found = holds.map(|holds| Found {
                applies: holds.is_some(),
                holds: holds == Some(true),
                turns: Vec::new(),
            });
            suggest(&looked_for.map(Clone::clone), &found, is_met)
        };
        assert_eq!(suggest(&[], &[], true), None);
        assert_eq!(rated([&duty, &duty], [None, None], true), None);
        assert_eq!(rated([&duty, &told], [None, Some(true)], true), Some(Rating::P));
        assert_eq!(rated([&told, &told], [Some(true), Some(true)], false), Some(Rating::P));
        assert_eq!(rated([&told, &told], [Some(true), Some(false)], true), Some(Rating::S));
        assert_eq!(rated([&told, &duty], [Some(true), Some(false)], true), Some(Rating::M));
        assert_eq!(rated([&told, &duty], [Some(false), Some(true)], true), Some(Rating::S));
        assert_eq!(rated([&told, &told], [Some(true), Some(false)], false), Some(Rating::U));
        assert_eq!(rated([&told, &told], [Some(false), Some(false)], true), Some(Rating::U));
    }
}
