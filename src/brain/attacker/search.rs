//! Looking ahead: the most promising actions are tried in the actor's head, and the exercise is played on
//! from each on the same dice; the one with the most harm in the end is taken. What it plays on from is
//! what it believes: its own footholds in a network in which nobody has noticed anything yet.

use super::best::{Expectation, weighed};
use super::{ActorPlan, adaptive};
use crate::brain::ahead::{Ahead, harm, seeds};
use crate::rules::attack::Action;
use crate::rules::dice::Dice;
use crate::rules::mind::Mind;
use crate::rules::situation::Situation;
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::ActorId;

/// How many actions are tried, besides doing nothing more in this turn.
const TRIED: usize = 4;
/// How often each is played on.
const ROLLOUTS: u32 = 6;
/// How many turns far.
const TURNS: u16 = 8;

/// The action with the most harm in the end, among the best by experience.
pub(super) fn next(
    ahead: &Ahead,
    scenario: &Scenario,
    plan: &ActorPlan,
    actor: ActorId,
    (mind, turn): (&Mind, u16),
    dice: &Dice,
) -> Option<Action> {
    let usual = adaptive(scenario, plan, mind, turn);
    let mut tried: Vec<Option<Action>> = vec![usual];
    let others = weighed::<Expectation>(scenario, plan, mind, turn).into_iter();
    let others = others.map(|(_, index)| Some(Action::Move(index))).filter(|other| *other != usual);
    tried.extend(others.take(TRIED - 1));
    tried.push(None);
    if tried.len() < 3 {
        return usual;
    }
    let believed = Situation::believed_by(scenario, actor, mind, turn);
    let thought = mind.tries.iter().map(|tries| u16::from(*tries)).sum();
    let seeds: Vec<u64> = seeds(dice, turn, 0x80 | actor.0, thought, ROLLOUTS).collect();
    let mut now = believed.clone();
    let mut value = |action: Option<Action>| -> u64 {
        let played = seeds.iter().map(|seed| {
            now.clone_from(&believed);
            let dice = Dice::new(*seed);
            let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
            turn::resolve_from(&mut table, actor, action, &ahead.attackers);
            ahead.play_on(&mut table, TURNS);
            harm(table.now)
        });
        played.sum()
    };
    let values: Vec<u64> = tried.iter().map(|action| value(*action)).collect();
    let best = (0..tried.len()).max_by_key(|place| (values[*place], std::cmp::Reverse(*place)));
    best.and_then(|place| tried[place])
}
