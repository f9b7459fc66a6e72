//! What one attacker knows: the nodes it has discovered, what it holds, which credentials it believes
//! to work, and what it learned from success and failure. Brains decide from here and nothing else.

use super::again::again;
use crate::scenario::ids::*;
use serde::{Deserialize, Serialize};

/// An actor's hold on a node, as bits.
pub mod grip {
    /// Runs code with a user's rights.
    pub const USER: u8 = 1;
    /// Runs code with an administrator's rights.
    pub const ADMIN: u8 = 2;
    /// Comes back after an eviction that did not find it.
    pub const PERSISTENT: u8 = 4;
    /// Data is packed, ready to leave.
    pub const STAGED: u8 = 8;
    /// All that was there has left.
    pub const STOLEN: u8 = 16;
    /// Encrypted, wiped, manipulated or disrupted by it.
    pub const DONE: u8 = 32;
    /// Took the credentials that lay about.
    pub const LOOTED: u8 = 64;
    /// Looked where its links lead.
    pub const SCOUTED: u8 = 128;
    /// Any access.
    pub const ACCESS: u8 = USER | ADMIN;
}

/// Everything one actor knows.
#[derive(Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mind {
    /// Per node: what the actor believes to hold there.
    pub grips: Vec<u8>,
    /// Nodes it knows of, as bits.
    pub known: Vec<u64>,
    /// Nodes with any grip, as bits (derived from `grips`, kept for speed).
    pub held: Vec<u64>,
    /// Credentials it believes to work.
    pub credentials: Set64,
    /// Per technique: what it learned, from 0 (hopeless) to 255; starts at [`Mind::FRESH`].
    pub faith: Vec<u8>,
    /// Per technique: tries so far.
    pub tries: Vec<u8>,
    /// Per node: failures since the last success there.
    pub failures: Vec<u8>,
    /// Its current means: infrastructure, tool.
    pub generations: [u8; 2],
    /// Means it believes to be burned, as bits.
    pub burned: u8,
    /// How often it was thrown out of a system.
    pub lost: u8,
    /// It was found and has gone.
    pub has_left: bool,
    /// Attack points left this turn.
    pub points: u8,
    /// What people want it to do next, in order: each step waits until it is possible.
    pub plan: Vec<Step>,
    /// Somebody sits in its seat: it does what stands in its plan and nothing else.
    pub is_seated: bool,
}

/// A step of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    pub technique: TechniqueId,
    pub target: NodeId,
}

/// How many steps a plan can have.
pub const MAX_STEPS: usize = 12;

again! {
    Mind { grips known held credentials faith tries failures generations burned lost has_left points plan is_seated }
}

impl Mind {
    /// Faith in a technique before any experience.
    pub const FRESH: u8 = 128;

    pub(super) fn blank(nodes: usize, techniques: usize) -> Self {
        Mind {
            grips: vec![0; nodes],
            known: vec![0; nodes.div_ceil(64)],
            held: vec![0; nodes.div_ceil(64)],
            credentials: Set64(0),
            faith: vec![Self::FRESH; techniques],
            tries: vec![0; techniques],
            failures: vec![0; nodes],
            generations: [0; 2],
            burned: 0,
            lost: 0,
            has_left: false,
            points: 0,
            plan: Vec::new(),
            is_seated: false,
        }
    }

    /// Memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self)
            + self.grips.len()
            + size_of_val(&*self.known)
            + size_of_val(&*self.held)
            + self.faith.len()
            + self.tries.len()
            + self.failures.len()
            + size_of_val(&*self.plan)
    }

    /// What it believes to hold on a node.
    #[must_use]
    #[inline]
    pub fn grip(&self, node: NodeId) -> u8 {
        self.grips[node.index()]
    }

    /// It believes to run code on the node.
    #[must_use]
    #[inline]
    pub fn holds(&self, node: NodeId) -> bool {
        self.grip(node) & grip::ACCESS != 0
    }

    /// It knows of the node.
    #[must_use]
    #[inline]
    pub fn knows(&self, node: NodeId) -> bool {
        self.known[node.index() / 64] >> (node.index() % 64) & 1 == 1
    }
}

/// The nodes of a bit list, ascending.
pub fn nodes_in(bits: &[u64]) -> impl Iterator<Item = NodeId> + '_ {
    bits.iter()
        .enumerate()
        .flat_map(|(word, bits)| Set64(*bits).iter().map(move |bit| NodeId::at(word * 64 + bit)))
}
