//! What a finding that was shared changed for its receiver, from the events alone: whether it was news, what the
//! receiver did with it, and how many attack steps met what was done. What somebody merely thought of it leaves no
//! trace.

use crate::export::document::joined;
use crate::live::Memory;
use crate::rules::event::{Event, JobResult, Told, World};
use crate::rules::order::{Order, Target};
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, FactId, NodeId, PartnerId, TechniqueId};
use crate::scenario::model::{Fact, Text};
use crate::view::conditions::measure;
use crate::view::patterns::{fill, number};
use crate::view::wording::both;

/// What a finding changed that one partner told another, and that arrived in this turn.
pub(super) fn changed(
    scenario: &Scenario,
    memory: &Memory,
    [from, to]: [PartnerId; 2],
    fact: FactId,
    arrived: Option<u16>,
) -> Text {
    let Some(arrived) = arrived else { return both("–", "–") };
    let notices = &memory.notices[to.index()];
    let is_news = notices.iter().any(|(turn, told)| match told {
        Told::Learned { fact: of, from: by, .. } => {
            *turn == arrived && *of == fact && usize::from(*by) == from.index()
        }
        _ => false,
    });
    if !is_news {
        return both("war schon bekannt", "was known already");
    }
    let mut uses: Vec<Text> = Vec::new();
    for (turn, told) in notices.iter().filter(|(turn, _)| *turn >= arrived) {
        if let Told::Done { order, result: JobResult::Worked } = told
            && is_about(scenario, *order, fact)
        {
            let name = measure(scenario, order.measure);
            let use_ = fill("„{}“ in Runde {}", "“{}” in turn {}", &[&name, &number(turn)]);
            if !uses.contains(&use_) {
                uses.push(use_);
            }
        }
    }
    let [before, since] = closed(scenario, memory, to, fact, arrived);
    uses.extend(closed_in_words(scenario, fact, since));
    match met(scenario, memory, [from, to], fact, arrived) {
        0 => {}
        1 => uses.push(both("traf auf 1 Angriffsschritt", "met 1 attack step")),
        steps => {
            uses.push(fill("traf auf {} Angriffsschritte", "met {} attack steps", &[&number(steps)]));
        }
    }
    match scenario.facts[fact.index()] {
        _ if !uses.is_empty() => joined(uses.iter(), "; "),
        _ if let Some(closed) = closed_in_words(scenario, fact, before) => {
            fill("neu; schon vorher {}", "new; {} already before", &[&closed])
        }
        Fact::Indicator(..) | Fact::Weakness(_) | Fact::Mitigation(_) | Fact::Practice(_) => {
            both("neu; kein Auftrag dazu", "new; not acted on")
        }
        // No order can point at these.
        Fact::Technique(_) | Fact::Warning(_) | Fact::Attribution(_) | Fact::Evidence(_) => {
            both("neu", "new")
        }
    }
}

/// An order uses the finding: it points at it, or applies the practice that was told.
fn is_about(scenario: &Scenario, order: Order, fact: FactId) -> bool {
    match scenario.facts[fact.index()] {
        Fact::Practice(practice) => scenario.measures[order.measure.index()].practice == Some(practice),
        _ => order.target == Target::Fact(fact),
    }
}

/// On how many systems the receiver closed the weakness that was told, before its arrival and since.
fn closed(scenario: &Scenario, memory: &Memory, to: PartnerId, fact: FactId, arrived: u16) -> [usize; 2] {
    let (Fact::Weakness(weakness) | Fact::Mitigation(weakness)) = scenario.facts[fact.index()] else {
        return [0; 2];
    };
    let mut nodes: Vec<NodeId> = Vec::new();
    let mut counts = [0; 2];
    for (turn, told) in &memory.notices[to.index()] {
        if let Told::Patched { node, weaknesses } = told
            && weaknesses.has(weakness.index())
            && !nodes.contains(node)
        {
            nodes.push(*node);
            counts[usize::from(*turn >= arrived)] += 1;
        }
    }
    counts
}

/// A weakness closed on so many systems; `None` where it is on none.
fn closed_in_words(scenario: &Scenario, fact: FactId, systems: usize) -> Option<Text> {
    let on = match systems {
        0 => return None,
        1 => both("auf 1 System geschlossen", "closed on 1 system"),
        count => fill("auf {} Systemen geschlossen", "closed on {} systems", &[&number(count)]),
    };
    // It is not the mitigation that was closed.
    let is_other = matches!(scenario.facts[fact.index()], Fact::Mitigation(_));
    Some(if is_other { fill("Schwachstelle {}", "weakness {}", &[&on]) } else { on })
}

/// Attack steps against the receiver, from the turn of the arrival on, whose odds fell by what it did on this
/// finding: the rules credit the sender with each, just before the step itself.
fn met(
    scenario: &Scenario,
    memory: &Memory,
    [from, to]: [PartnerId; 2],
    fact: FactId,
    arrived: u16,
) -> usize {
    let mut is_credited = false;
    let mut steps = 0;
    for (_, event) in memory.history.iter().filter(|(turn, _)| *turn >= arrived) {
        match event {
            Event::World(World::Useful { partner, .. }) => is_credited |= *partner == from,
            Event::World(World::Acted { actor, technique, target, .. }) => {
                let is_theirs = scenario.node(*target).owner.partner() == Some(to);
                steps +=
                    usize::from(is_credited && is_theirs && concerns(scenario, fact, *actor, *technique));
                is_credited = false;
            }
            _ => {}
        }
    }
    steps
}

/// The finding is what a step by this actor and technique would meet.
fn concerns(scenario: &Scenario, fact: FactId, actor: ActorId, technique: TechniqueId) -> bool {
    let def = &scenario.techniques[technique.index()];
    match scenario.facts[fact.index()] {
        Fact::Indicator(of, kind) => of == actor && def.exposes == Some(kind),
        Fact::Weakness(weakness) => def.weaknesses.has(weakness.index()),
        _ => false,
    }
}
