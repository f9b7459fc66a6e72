//! How near partners' pictures are to the truth, and to each other: the three pictures on one graph as
//! figures. For the trainer; no rule reads them.

use super::mind::grip;
use super::picture::mark;
use super::situation::{Situation, state};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::Fact;
use serde::{Deserialize, Serialize};

/// The figures at the end of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFigures {
    pub turn: u16,
    /// Per partner: see [`correctness`].
    pub correctness: Vec<u8>,
    /// Per pair of partners: see [`agreement`].
    pub agreement: Vec<(PartnerId, PartnerId, u8)>,
}

/// The figures of a situation.
#[must_use]
pub fn pictures(scenario: &Scenario, now: &Situation, turn: u16) -> PictureFigures {
    let partners = || (0..scenario.partners.len()).map(PartnerId::at);
    let pairs = partners().flat_map(|a| partners().filter(move |b| *b > a).map(move |b| (a, b)));
    PictureFigures {
        turn,
        correctness: partners().map(|partner| correctness(scenario, now, partner)).collect(),
        agreement: pairs.map(|(a, b)| (a, b, agreement(scenario, now, a, b))).collect(),
    }
}

/// Of a partner's own nodes that are compromised, destroyed or falsified, or that it believes to be so: the
/// share that are both, in percent (Jaccard index); 100 where there are none of either.
#[must_use]
pub fn correctness(scenario: &Scenario, now: &Situation, partner: PartnerId) -> u8 {
    const BELIEVED: u16 =
        mark::SUSPECTED | mark::CONFIRMED | mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED;
    let picture = &now.pictures[partner.index()];
    let nodes = scenario.partners[partner.index()].nodes.iter();
    overlap(nodes.map(|node| {
        let is_so = now.truth.nodes[node.index()].marks & (state::DESTROYED | state::MANIPULATED) != 0
            || (0..now.minds.len()).any(|actor| now.grip(ActorId::at(actor), *node) & grip::ACCESS != 0);
        (is_so, picture.node(*node).is(BELIEVED))
    }))
}

/// Of the facts about attackers and weaknesses that either partner holds: the share that both hold, in
/// percent (Jaccard index); 100 where neither holds any.
#[must_use]
pub fn agreement(scenario: &Scenario, now: &Situation, one: PartnerId, other: PartnerId) -> u8 {
    let held = |partner: PartnerId, index: usize| now.pictures[partner.index()].facts[index];
    let facts = scenario.facts.iter().enumerate();
    let facts = facts.filter(|(_, fact)| !matches!(fact, Fact::Practice(_)));
    overlap(facts.map(|(index, _)| {
        let (own, theirs) = (held(one, index), held(other, index));
        let same = own.generation == theirs.generation;
        (own.is_held(), theirs.is_held() && (same || !own.is_held()))
    }))
}

/// In percent, of the pairs of which one side is so: those of which both are.
fn overlap(pairs: impl Iterator<Item = (bool, bool)>) -> u8 {
    let (mut either, mut both) = (0u32, 0u32);
    for (one, other) in pairs {
        either += u32::from(one || other);
        both += u32::from(one && other);
    }
    u8::try_from((100 * both).checked_div(either).unwrap_or(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn what_both_sides_have_counts_against_what_either_has() {
        let check = |pairs: &[(bool, bool)], percent: u8| {
            assert_eq!(overlap(pairs.iter().copied()), percent, "{pairs:?}");
        };
        check(&[], 100);
        check(&[(false, false)], 100);
        check(&[(true, true), (false, false)], 100);
        check(&[(true, false)], 0);
        check(&[(true, true), (true, false), (false, true), (false, false)], 33);
    }
}
