//! Choosing by worth: every move that the actor believes possible is valued, and the best is taken.

use super::ActorPlan;
use super::options::{Candidate, gives};
use super::place::Place;
use crate::rules::attack::Action;
use crate::rules::mind::{Mind, grip, nodes_in};
use crate::scenario::Scenario;
use crate::scenario::ids::*;

/// How a brain values what it could do.
pub(super) trait Taste {
    /// What a candidate is worth to it, from the worth of what it would gain and the failures so far.
    fn value(mind: &Mind, candidate: &Candidate, worth: u32, failures: u8) -> u32;
    /// No candidate with these odds is worth more to it, if it has no more faith in any technique.
    fn bound(odds: u16, faith: u8, worth: u32, failures: u8) -> u32;
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
pub(super) fn best<T: Taste>(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    turn: u16,
) -> Option<Action> {
    with_room(mind, |near| {
        let mut best = Best::default();
        Look::new(scenario, plan, mind, turn, near).over::<T, Best>(&mut best);
        best.index.map(Action::Move)
    })
}

/// Every action that the actor thinks possible with its worth, the best first; ties as `best` has them.
pub(super) fn weighed<T: Taste>(
    scenario: &Scenario,
    plan: &ActorPlan,
    mind: &Mind,
    turn: u16,
) -> Vec<(u32, u32)> {
    let mut all = Vec::new();
    with_room(mind, |near| {
        Look::new(scenario, plan, mind, turn, near).over::<T, Vec<(u32, u32)>>(&mut all);
    });
    all.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    all
}

/// Networks of up to so many words of nodes are looked at without asking for memory.
const SMALL: usize = 8;

/// Does something with room for nodes as bits.
#[inline]
fn with_room<A>(mind: &Mind, what: impl FnOnce(&mut [u64]) -> A) -> A {
    let words = mind.held.len();
    if words <= SMALL { what(&mut [0; SMALL][..words]) } else { what(&mut vec![0; words]) }
}

/// What an actor looks at.
struct Look<'a> {
    scenario: &'a Scenario,
    plan: &'a ActorPlan,
    mind: &'a Mind,
    places: &'a [Place],
    /// Nodes that it knows of and that ways lead to from what it holds, as bits.
    near: &'a [u64],
    /// The most faith it has in any technique.
    faith: u8,
}

impl<'a> Look<'a> {
    #[inline]
    fn new(
        scenario: &'a Scenario,
        plan: &'a ActorPlan,
        mind: &'a Mind,
        turn: u16,
        near: &'a mut [u64],
    ) -> Self {
        for node in nodes_in(&mind.held) {
            for (word, bits) in &plan.reach[node.index()] {
                near[usize::from(*word)] |= bits;
            }
        }
        let stretch = plan.stretch(turn);
        for ((near, known), inviting) in near.iter_mut().zip(&mind.known).zip(&stretch.inviting) {
            *near &= known & inviting;
        }
        let faith = mind.faith.iter().copied().fold(0, u8::max);
        Look { scenario, plan, mind, places: &stretch.places, near, faith }
    }

    /// Nothing at a node, held or near, is worth more than this; 0 where nothing is worth anything.
    #[inline]
    fn bound<T: Taste>(&self, node: NodeId, is_held: bool) -> u32 {
        let place = &self.places[node.index()];
        let failures = self.mind.failures[node.index()];
        let (odds, most) = if is_held {
            let useful = place.useful(self.mind.grips[node.index()]);
            (place.odds_on, place.worth(useful, 0))
        } else {
            (place.odds_into, place.most_into)
        };
        if most == 0 { 0 } else { T::bound(odds, self.faith, most, failures) }
    }

    /// What is held or near, in order.
    #[inline]
    fn over<T: Taste, K: Keep>(&self, kept: &mut K) {
        for (word, (held, near)) in self.mind.held.iter().zip(self.near).enumerate() {
            let mut rest = held | near;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let node = NodeId::at(word * 64 + bit as usize);
                let is_held = held >> bit & 1 == 1;
                if self.bound::<T>(node, is_held) <= kept.floor() {
                    continue;
                }
                if is_held {
                    self.work::<T, K>(node, kept);
                } else {
                    self.enter::<T, K>(node, kept);
                }
            }
        }
    }

    /// Ways into a node, and what can be done to it from outside.
    #[inline]
    fn enter<T: Taste, K: Keep>(&self, node: NodeId, kept: &mut K) {
        let (mind, place, options) = (self.mind, &self.places[node.index()], &self.plan.into[node.index()]);
        let failures = mind.failures[node.index()];
        let (wanted, prize) = place.prize(mind.grips[node.index()]);
        for candidate in &options.candidates {
            if candidate.gives & (gives::FOOTHOLD | wanted) == 0 {
                continue;
            }
            let worth = if candidate.gives & wanted != 0 { prize } else { place.foothold };
            let points = T::value(mind, candidate, worth, failures);
            if points > kept.floor()
                && let Some(index) = options.way(self.scenario, mind, node, candidate)
            {
                kept.keep(points, index);
            }
        }
    }

    /// What can be done on a node that is held.
    #[inline]
    fn work<T: Taste, K: Keep>(&self, node: NodeId, kept: &mut K) {
        let (mind, place, options) = (self.mind, &self.places[node.index()], &self.plan.on[node.index()]);
        let held = mind.grips[node.index()];
        let failures = mind.failures[node.index()];
        let useful = place.useful(held);
        for candidate in &options.candidates {
            let gains = candidate.gives & useful;
            if gains == 0 || candidate.admin && held & grip::ADMIN == 0 {
                continue;
            }
            let worth = place.worth(gains, mind.tries[candidate.technique.index()]);
            if worth > 0 {
                let points = T::value(mind, candidate, worth, failures);
                if points > kept.floor() {
                    kept.keep(points, options.ways[usize::from(candidate.ways.0)].index);
                }
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
    fn bound(_: u16, _: u8, worth: u32, failures: u8) -> u32 {
        if failures > 12 { 0 } else { (worth << 6 >> (failures / 4)).max(1) }
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
    fn bound(odds: u16, faith: u8, worth: u32, failures: u8) -> u32 {
        Self::points(odds, faith, worth, failures)
    }
}
