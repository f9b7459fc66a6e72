//! Choosing by worth: every move that the actor believes possible is valued, and the best is taken.

use super::ActorPlan;
use super::options::{Candidate, gives};
use crate::rules::attack::Action;
use crate::rules::mind::{Mind, grip, nodes_in};
use crate::scenario::Scenario;
use crate::scenario::ids::*;

/// How a brain values what it could do.
pub(super) trait Taste {
    /// What a candidate is worth to it, from the worth of what it would gain and the failures so far.
    fn value(mind: &Mind, candidate: &Candidate, worth: u32, failures: u8) -> u32;
    /// No candidate with these odds is worth more to it.
    fn bound(odds: u16, worth: u32, failures: u8) -> u32;
}

/// The candidate that the brain values most, by its place in the move table; ties go to the first.
#[derive(Default)]
struct Best {
    points: u32,
    index: Option<u32>,
}

/// Where candidates are kept.
trait Keep {
    /// Only what is worth more than this is wanted.
    fn floor(&self) -> u32;
    fn keep(&mut self, points: u32, index: u32);
}

impl Keep for Best {
    #[inline]
    fn floor(&self) -> u32 {
        self.points
    }
    #[inline]
    fn keep(&mut self, points: u32, index: u32) {
        *self = Best { points, index: Some(index) };
    }
}

/// Every candidate with its worth, in the order in which they were looked at.
impl Keep for Vec<(u32, u32)> {
    fn floor(&self) -> u32 {
        0
    }
    fn keep(&mut self, points: u32, index: u32) {
        self.push((points, index));
    }
}

/// The best action.
#[inline]
pub(super) fn best<T: Taste>(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    turn: u16,
) -> Option<Action> {
    let mut best = Best::default();
    look::<T, Best>(scenario, plan, mind, turn, &mut best);
    best.index.map(Action::Move)
}

/// Every action that the actor thinks possible with its worth, the best first; ties as `best` has them.
pub(super) fn weighed<T: Taste>(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    turn: u16,
) -> Vec<(u32, u32)> {
    let mut all = Vec::new();
    look::<T, Vec<(u32, u32)>>(scenario, plan, mind, turn, &mut all);
    all.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    all
}

/// Networks of up to so many words of nodes are looked at without asking for memory.
const SMALL: usize = 8;

#[inline]
fn look<T: Taste, K: Keep>(scenario: &Scenario, plan: &ActorPlan, mind: &Mind, turn: u16, kept: &mut K) {
    let words = mind.held.len();
    if words <= SMALL {
        look_near::<T, K>(scenario, plan, mind, turn, &mut [0; SMALL][..words], kept);
    } else {
        look_near::<T, K>(scenario, plan, mind, turn, &mut vec![0; words], kept);
    }
}

/// `near` is room for the nodes that ways lead to from what is held, as bits.
#[inline]
fn look_near<T: Taste, K: Keep>(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    turn: u16,
    near: &mut [u64],
    kept: &mut K,
) {
    for node in nodes_in(&mind.held) {
        for (word, bits) in &plan.reach[node.index()] {
            near[usize::from(*word)] |= bits;
        }
    }
    let worths = plan.worth_now(turn);
    for (word, (held, near)) in mind.held.iter().zip(near).enumerate() {
        for bit in Set64(*near & mind.known[word] | held).iter() {
            let node = NodeId::at(word * 64 + bit);
            let worth = worths[node.index()];
            if held >> bit & 1 == 1 {
                work::<T, K>(plan, mind, node, turn, worth, kept);
            } else if worth > 0 {
                enter::<T, K>(scenario, plan, mind, node, turn, worth, kept);
            }
        }
    }
}

/// Ways into a node, and what can be done to it from outside.
#[inline]
fn enter<T: Taste, K: Keep>(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    node: NodeId,
    turn: u16,
    worth: u32,
    best: &mut K,
) {
    let options = &plan.into[node.index()];
    let failures = mind.failures[node.index()];
    let (wanted, prize) = plan.prize(node, mind.grips[node.index()], turn);
    let most = if options.gives & wanted != 0 { worth.max(prize) } else { worth };
    if T::bound(options.odds, most, failures) <= best.floor() {
        return;
    }
    for candidate in options.candidates.iter().filter(|option| option.gives & (gives::FOOTHOLD | wanted) != 0)
    {
        let worth = if candidate.gives & wanted != 0 { most } else { worth };
        let points = T::value(mind, candidate, worth, failures);
        if points > best.floor()
            && let Some(index) = options.way(scenario, mind, node, candidate)
        {
            best.keep(points, index);
        }
    }
}

/// What can be done on a node that is held.
#[inline]
fn work<T: Taste, K: Keep>(plan: &ActorPlan, mind: &Mind, node: NodeId, turn: u16, near: u32, best: &mut K) {
    let index = node.index();
    let held = mind.grips[index];
    if held & grip::DONE != 0 {
        return;
    }
    let options = &plan.on[index];
    let useful = plan.useful(node, held, turn) & options.gives;
    if useful == 0 {
        return;
    }
    let most = plan.local_worth(useful, 0, node, held, turn, near);
    if T::bound(options.odds, most, mind.failures[index]) <= best.floor() {
        return;
    }
    for candidate in &options.candidates {
        if candidate.gives & useful == 0 || candidate.admin && held & grip::ADMIN == 0 {
            continue;
        }
        let tried = mind.tries[candidate.technique.index()];
        let worth = plan.local_worth(candidate.gives, tried, node, held, turn, near);
        if worth > 0 {
            let points = T::value(mind, candidate, worth, mind.failures[index]);
            if points > best.floor() {
                best.keep(points, options.ways[usize::from(candidate.ways.0)].index);
            }
        }
    }
}

/// The kill chain: what is worth most, by the technique preferred most; gives up on a node after
/// many failures.
pub(super) struct Preference;

impl Taste for Preference {
    #[inline]
    fn value(_: &Mind, candidate: &Candidate, worth: u32, failures: u8) -> u32 {
        if failures > 12 {
            return 0;
        }
        (worth << 6 >> (failures / 4)).saturating_sub(u32::from(candidate.rank)).max(1)
    }
    #[inline]
    fn bound(_: u16, worth: u32, failures: u8) -> u32 {
        if failures > 12 || worth == 0 { 0 } else { (worth << 6 >> (failures / 4)).max(1) }
    }
}

/// A technique with this faith or less is dropped: resting is cheaper.
const HOPELESS: u8 = 16;

/// Expected value for the points it costs, by what experience says of the technique.
pub(super) struct Expectation;

impl Expectation {
    #[inline]
    fn points(odds: u16, faith: u8, worth: u32, failures: u8) -> u32 {
        let odds = (u32::from(odds) * u32::from(faith) * u32::from(faith)) >> 14;
        (worth * odds) >> (failures / 2).min(10)
    }
}

impl Taste for Expectation {
    #[inline]
    fn value(mind: &Mind, candidate: &Candidate, worth: u32, failures: u8) -> u32 {
        let faith = mind.faith[candidate.technique.index()];
        if faith <= HOPELESS { 0 } else { Self::points(candidate.odds, faith, worth, failures) }
    }
    #[inline]
    fn bound(odds: u16, worth: u32, failures: u8) -> u32 {
        Self::points(odds, u8::MAX, worth, failures)
    }
}
