//! Looking ahead: the most promising actions are tried in the actor's head, and the exercise is played on
//! from each on the same dice; the one with the most harm in the end is taken, where it is better than
//! chance alone could make it. What it plays on from are situations that it could believe in: drawn from
//! before StartEx, those kept that look most like what it holds, and made to agree with that.

use super::best::{Expectation, Preference, best, weighed};
use super::{ActorPlan, adaptive};
use crate::brain::ahead::{draw, harm, lead, orders, play_on, seeds};
use crate::brain::{Doctrine, Policy};
use crate::rules::attack::Action;
use crate::rules::belief;
use crate::rules::dice::Dice;
use crate::rules::mind::Mind;
use crate::rules::situation::Situation;
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::ActorId;

/// How many actions are tried, and doing nothing more in this turn.
const TRIED: usize = 4;
/// Situations that are drawn, and those of them that are kept.
const DRAWN: u32 = 16;
const KEPT: usize = 10;
/// How many turns far it looks.
const TURNS: u16 = 10;

/// The action with the most harm in the end, among the best by experience.
pub(super) fn next(
    doctrine: &Doctrine,
    scenario: &Scenario,
    plan: &ActorPlan,
    actor: ActorId,
    (mind, turn): (&Mind, u16),
    dice: &Dice,
) -> Option<Action> {
    let usual = adaptive(scenario, plan, mind, turn);
    let others = others(scenario, plan, mind, turn, usual);
    if others.is_empty() {
        return usual;
    }
    let believed = believed(doctrine, scenario, actor, mind, turn, dice);
    let play = |action: Option<Action>| -> Vec<i64> {
        let mut now = Situation::new(scenario);
        let played = believed.iter().map(|(seed, start)| {
            now.clone_from(start);
            let dice = Dice::new(*seed);
            let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
            turn::resolve_from(&mut table, actor, action, doctrine.expected(scenario));
            play_on(&mut table, doctrine, TURNS);
            i64::try_from(harm(table.now)).unwrap_or(i64::MAX)
        });
        played.collect()
    };
    let base = play(usual);
    let others = others.into_iter().chain([None]);
    let others = others.map(|action| (action, lead(&base, &play(action))));
    let better = others.filter(|(_, lead)| *lead > 0).max_by_key(|(_, lead)| *lead);
    better.map_or(usual, |(action, _)| action)
}

/// What else it could do: the best on each of the most promising targets, and what it likes best.
fn others(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    turn: u16,
    usual: Option<Action>,
) -> Vec<Option<Action>> {
    let target = |action: Action| match action {
        Action::Move(index) => Some(scenario.moves.all[index as usize].target),
        Action::Home(_) => None,
    };
    let mut found = vec![usual];
    for (_, index) in weighed::<Expectation>(scenario, plan, mind, turn) {
        let action = Action::Move(index);
        let is_new = found.iter().flatten().all(|known| target(*known) != target(action));
        if is_new && found.len() < TRIED {
            found.push(Some(action));
        }
    }
    let liked = best::<Preference>(scenario, plan, mind, turn);
    if !found.contains(&liked) {
        found.push(liked);
    }
    found.remove(0);
    found
}

/// Situations in the middle of this turn that the actor could believe in, each with dice to play on.
fn believed(
    doctrine: &Doctrine,
    scenario: &Scenario,
    actor: ActorId,
    mind: &Mind,
    turn: u16,
    dice: &Dice,
) -> Vec<(u64, Situation)> {
    let thought = mind.tries.iter().map(|tries| u16::from(*tries)).sum();
    let seeds = seeds(dice, turn, 0x80 | actor.0, thought, DRAWN);
    let mut drawn: Vec<(u32, u64, Situation)> = seeds
        .filter_map(|seed| {
            let mut sample = draw(doctrine, scenario, seed, turn)?;
            let dice = Dice::new(seed);
            let mut table = Table { scenario, now: &mut sample, dice: &dice, recorder: &mut () };
            orders(&mut table, doctrine, |_| Policy::Playbook);
            turn::open_resolution(&mut table);
            Some((belief::distance_of_actor(actor, mind, &sample), seed, sample))
        })
        .collect();
    drawn.sort_by_key(|(distance, ..)| *distance);
    drawn.truncate(KEPT);
    let agreed = drawn.into_iter().map(|(_, seed, mut sample)| {
        belief::agree_with_actor(scenario, actor, mind, &mut sample);
        (!seed, sample)
    });
    agreed.collect()
}
