//! What attackers think before they act: for the trainer, never for the rules.

use crate::scenario::ids::{ActorId, NodeId, TechniqueId};
use serde::{Deserialize, Serialize};

/// What an actor thought before it acted: from its own mind alone, as it decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thought {
    pub actor: ActorId,
    pub by: Basis,
    pub chosen: Weighed,
    /// The best of what it did not do, best first.
    pub others: Vec<Weighed>,
    /// How many actions it thought possible.
    pub possible: u16,
    /// Place, among the events of its resolution, of the first that came of it.
    pub at: u32,
}

/// An action with what it seemed worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    pub technique: TechniqueId,
    /// `None` for work at home.
    pub target: Option<NodeId>,
    /// In the actor's own measure; comparable within one decision alone.
    pub worth: u32,
}

/// How an actor decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// By the time table of the file.
    Script,
    /// By the worth of the target, then by the technique it prefers.
    Preference,
    /// By expected worth: odds as experience has taught them, for the points it costs.
    Expectation,
    /// Its means were burned: it gets new ones first.
    Renewal,
    /// Somebody told it to: the trainer, or whoever sits in its seat.
    Told,
    /// By playing on in its head from what it believes, and going about its turn in the way that promised
    /// most: by its number among the ways its brain knows.
    Rollouts(u8),
}
