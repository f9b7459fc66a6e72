//! What an actor could do to each node: which techniques, from where, and what they would give.

use crate::rules::mind::{Mind, grip};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Access, ActorDef, Gain, Goal, Move};

/// Gains of a technique, as bits.
pub(super) mod gives {
    pub(in crate::brain::attacker) const FOOTHOLD: u16 = 1;
    pub(in crate::brain::attacker) const ADMIN: u16 = 2;
    pub(in crate::brain::attacker) const DISCOVERY: u16 = 4;
    pub(in crate::brain::attacker) const CREDENTIALS: u16 = 8;
    pub(in crate::brain::attacker) const PERSISTENCE: u16 = 16;
    pub(in crate::brain::attacker) const STAGING: u16 = 32;
    pub(in crate::brain::attacker) const STEAL: u16 = 64;
    pub(in crate::brain::attacker) const ENCRYPT: u16 = 128;
    pub(in crate::brain::attacker) const WIPE: u16 = 256;
    pub(in crate::brain::attacker) const MANIPULATE: u16 = 512;
    pub(in crate::brain::attacker) const DISRUPT: u16 = 1024;
    pub(in crate::brain::attacker) const BLIND: u16 = 2048;
    pub(in crate::brain::attacker) const NO_BACKUP: u16 = 4096;
    pub(in crate::brain::attacker) const INFRASTRUCTURE: u16 = 8192;
    pub(in crate::brain::attacker) const TOOLS: u16 = 16384;
}

/// A technique that one actor could use on one node, with what it is in short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) technique: TechniqueId,
    pub(super) gives: u16,
    /// Base odds per mille, divided by cost.
    pub(super) odds: u16,
    pub(super) rank: u8,
    pub(super) credential: bool,
    pub(super) admin: bool,
    /// Where its ways stand in [`Options::ways`].
    pub(super) ways: (u16, u16),
}

/// One way of using a technique on a node: from where, and its place in the scenario's move table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub(super) source: NodeId,
    pub(super) index: u32,
}

/// What one actor could do to one node, the most preferred technique first.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) candidates: Vec<Candidate>,
    pub(super) ways: Vec<Way>,
    /// Gains of all candidates together, and the best odds among them.
    pub(super) gives: u16,
    pub(super) odds: u16,
}

impl Options {
    pub(super) fn new(scenario: &Scenario, actor: &ActorDef, range: (u32, u32)) -> Self {
        let mut moves: Vec<(u8, u32)> = (range.0..range.1)
            .map(|index| (actor.rank[scenario.moves.all[index as usize].technique.index()], index))
            .filter(|(rank, _)| *rank != u8::MAX)
            .collect();
        moves.sort_unstable();
        let mut options = Options::default();
        for (rank, index) in moves {
            let Move { technique, source, .. } = scenario.moves.all[index as usize];
            let end = u16::try_from(options.ways.len() + 1).unwrap_or(u16::MAX);
            options.ways.push(Way { source, index });
            match options.candidates.last_mut() {
                Some(last) if last.technique == technique => last.ways.1 = end,
                _ => options.candidates.push(candidate(scenario, technique, rank, (end - 1, end))),
            }
        }
        for candidate in &options.candidates {
            options.gives |= candidate.gives;
            options.odds = options.odds.max(candidate.odds);
        }
        options
    }

    /// The first way of using a candidate on a node that the actor believes open.
    #[inline]
    pub(super) fn way(
        &self,
        scenario: &Scenario,
        mind: &Mind,
        target: NodeId,
        candidate: &Candidate,
    ) -> Option<u32> {
        if candidate.credential && !mind.credentials.meets(scenario.node(target).accepts) {
            return None;
        }
        let needed = if candidate.admin { grip::ADMIN } else { grip::ACCESS };
        let (from, to) = candidate.ways;
        let ways = &self.ways[usize::from(from)..usize::from(to)];
        let open = |way: &&Way| {
            let held = mind.grip(way.source);
            held & grip::ACCESS != 0 && held & needed != 0
        };
        ways.iter().find(open).map(|way| way.index)
    }
}

/// Per node, the nodes that ways lead to, as bits: words with some, ascending.
pub(super) fn reach(into: &[Options]) -> Vec<Vec<(u16, u64)>> {
    let mut reach: Vec<Vec<(u16, u64)>> = vec![Vec::new(); into.len()];
    for (target, options) in into.iter().enumerate() {
        let word = u16::try_from(target / 64).unwrap_or(u16::MAX);
        for way in &options.ways {
            let words = &mut reach[way.source.index()];
            match words.last_mut().filter(|(last, _)| *last == word) {
                Some((_, bits)) => *bits |= 1 << (target % 64),
                None => words.push((word, 1 << (target % 64))),
            }
        }
    }
    reach
}

fn candidate(scenario: &Scenario, technique: TechniqueId, rank: u8, ways: (u16, u16)) -> Candidate {
    let def = &scenario.techniques[technique.index()];
    Candidate {
        technique,
        gives: def.gives.iter().fold(0, |bits, gain| bits | bit(*gain)),
        odds: u16::try_from(def.chance_ppm / 1000 / def.cost.max(1)).unwrap_or(u16::MAX),
        rank,
        credential: def.credential,
        admin: def.access == Access::Admin,
        ways,
    }
}

const fn bit(gain: Gain) -> u16 {
    match gain {
        Gain::User => gives::FOOTHOLD,
        Gain::Admin => gives::FOOTHOLD | gives::ADMIN,
        Gain::Discovery => gives::DISCOVERY,
        Gain::Credentials => gives::CREDENTIALS,
        Gain::Persistence => gives::PERSISTENCE,
        Gain::Staging => gives::STAGING,
        Gain::Exfiltration(_) => gives::STEAL,
        Gain::Encryption => gives::ENCRYPT,
        Gain::Wiping => gives::WIPE,
        Gain::Manipulation => gives::MANIPULATE,
        Gain::Disruption(_) => gives::DISRUPT,
        Gain::Blinding => gives::BLIND,
        Gain::BackupLoss => gives::NO_BACKUP,
        Gain::NewInfrastructure => gives::INFRASTRUCTURE,
        Gain::NewTools => gives::TOOLS,
    }
}

pub(super) const fn goal(goal: Goal) -> u16 {
    match goal {
        Goal::Steal => gives::STEAL,
        Goal::Encrypt => gives::ENCRYPT,
        Goal::Wipe => gives::WIPE,
        Goal::Manipulate => gives::MANIPULATE,
        Goal::Disrupt => gives::DISRUPT,
        Goal::Hold => 0,
    }
}
