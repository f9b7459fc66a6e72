//! What is kept of one exercise of a sweep: enough for every figure, small enough for a million.

use super::tally::Tally;
use crate::rules::inject::is_true;
use crate::rules::score::{Scale, score};
use crate::rules::situation::{HARM_PARTS, InjectState, Situation};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// What is kept of one exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub(super) joint: f64,
    pub(super) outcome: f64,
    pub(super) cooperation: f64,
    /// Per partner: outcome, cooperation, harm by part.
    pub(super) partners: Vec<(f64, f64, [f64; HARM_PARTS])>,
    /// Objectives met, and injects fired, as bits.
    pub(super) objectives: u64,
    pub(super) injects: Vec<u64>,
    pub(super) turns: u32,
    pub(super) actions: [u16; 2],
    pub(super) end: u8,
    /// Per partner: measures ordered (by place in the catalogue) and how often.
    pub(super) orders: Vec<Vec<(u8, u16)>>,
    /// Nodes that were attacked, and that orders were given for.
    pub(super) attacked: Vec<u16>,
    pub(super) ordered: Vec<u16>,
}

impl Row {
    /// The row of an exercise that has ended.
    pub(super) fn new(
        scenario: &Scenario,
        scale: &Scale,
        now: &Situation,
        turns: u32,
        tally: &Tally<'_>,
    ) -> Self {
        let score = score(scenario, now, scale);
        let partners = score
            .partners
            .iter()
            .map(|partner| (partner.outcome, partner.cooperation.map_or(0.0, |c| c.score), partner.harm));
        Row {
            joint: score.joint,
            outcome: score.outcome,
            cooperation: score.cooperation.unwrap_or(0.0),
            partners: partners.collect(),
            objectives: met(scenario, now),
            injects: fired(scenario, now),
            turns,
            actions: [now.truth.actions, now.truth.successes],
            end: now.public.end,
            orders: tally.orders(),
            attacked: tally.attacked(),
            ordered: tally.ordered(),
        }
    }

    /// Joint score, 0 to 100.
    #[must_use]
    pub const fn joint(&self) -> f64 {
        self.joint
    }

    /// The partners' outcomes without cooperation, 0 to 100.
    #[must_use]
    pub const fn outcome(&self) -> f64 {
        self.outcome
    }

    /// Cooperation, 0 to 100; 0 where nobody can cooperate.
    #[must_use]
    pub const fn cooperation(&self) -> f64 {
        self.cooperation
    }

    /// Turns that were played.
    #[must_use]
    pub const fn turns(&self) -> u32 {
        self.turns
    }

    /// Place of the ending that came true; `None` after the last turn.
    #[must_use]
    pub fn ending(&self) -> Option<usize> {
        (self.end != u8::MAX).then_some(usize::from(self.end))
    }

    /// How many injects fired.
    #[must_use]
    pub fn fired(&self) -> u32 {
        self.injects.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether an inject fired.
    pub(super) fn has_fired(&self, inject: usize) -> bool {
        self.injects[inject / 64] >> (inject % 64) & 1 == 1
    }

    /// How often a partner ordered a measure.
    pub(super) fn orders_of(&self, partner: usize, measure: usize) -> u16 {
        let orders = &self.orders[partner];
        let found = orders.iter().find(|(ordered, _)| usize::from(*ordered) == measure);
        found.map_or(0, |(_, count)| *count)
    }
}

fn met(scenario: &Scenario, now: &Situation) -> u64 {
    let objectives = scenario.objectives.iter().enumerate().take(64);
    objectives
        .fold(0, |bits, (index, objective)| bits | u64::from(is_true(scenario, now, &objective.met)) << index)
}

fn fired(scenario: &Scenario, now: &Situation) -> Vec<u64> {
    let mut injects = vec![0; scenario.injects.len().div_ceil(64)];
    for (index, state) in now.truth.injects.iter().enumerate() {
        injects[index / 64] |= u64::from(*state == InjectState::Fired) << (index % 64);
    }
    injects
}
