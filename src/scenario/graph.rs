//! Questions of the network, for `show` and for authors: how attackers can get where they want, what
//! all their ways pass, what a single outage takes down. Bounds, not forecasts: sensors, orders and
//! what an actor would have to find out first are left aside.

mod attack;
mod outage;

use super::ids::*;
use super::model::{Goal, Scenario};
use serde::Serialize;

/// What the network says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GraphFacts {
    /// The likeliest way to each wanted node, by actor, want and node.
    pub paths: Vec<AttackPath>,
    /// Wanted nodes to which no way leads.
    pub closed: Vec<Wanted>,
    /// Nodes that every way of an actor to some wanted node passes, those with most such first.
    pub choke_points: Vec<ChokePoint>,
    /// Nodes whose outage alone takes down others, the costliest first.
    pub single_points: Vec<SinglePoint>,
    /// Nodes that need one another in a circle.
    pub cycles: Vec<Vec<NodeId>>,
    /// Nodes that no actor can ever enter, nor do there what it is after.
    pub unreached: Vec<NodeId>,
}

/// A node that an actor is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Wanted {
    pub actor: ActorId,
    /// Place in the actor's list of wants.
    pub want: u8,
    pub node: NodeId,
}

/// The likeliest way of an actor to a wanted node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttackPath {
    pub wanted: Wanted,
    pub goal: Goal,
    /// Chance that every step works at the first try, parts per million, rounded down.
    pub odds_ppm: u32,
    pub steps: Vec<PathStep>,
}

/// One step of a way: over a link, or on the node itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PathStep {
    pub technique: TechniqueId,
    pub from: NodeId,
    pub to: NodeId,
    /// Chance against the target's own controls and the actor's skill, parts per million.
    pub odds_ppm: u32,
}

/// A node that cannot be avoided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChokePoint {
    pub node: NodeId,
    /// What it stands before.
    pub guards: Vec<Wanted>,
}

/// A node whose outage takes down others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SinglePoint {
    pub node: NodeId,
    /// Other nodes that fall below the level that counts as up.
    pub down: Vec<NodeId>,
    /// Per partner: harm points per hour of the outage, its own node and partial losses included.
    pub worth: Vec<u32>,
}

/// Answers every question.
#[must_use]
pub fn facts(scenario: &Scenario) -> GraphFacts {
    let mut facts = GraphFacts {
        single_points: outage::single_points(scenario),
        cycles: outage::cycles(scenario),
        ..GraphFacts::default()
    };
    attack::add(scenario, &mut facts);
    facts
}

#[cfg(test)]
mod tests;
