//! The opening of a log: everything an exercise is made of besides its commands.

use crate::exercise::{Exercise, RULES_VERSION};
use crate::rules::attack::Attackers;
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::check::hash;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What stands at the head of a log; the first link of its chain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Opening {
    /// The scenario as checked: the log needs no other file.
    pub scenario: Scenario,
    /// SHA-256 of the scenario, as `check::hash` gives it.
    pub scenario_hash: String,
    pub seed: u64,
    /// The score's scale, computed once for this exercise.
    pub scale: Scale,
    /// The attackers' brain by name: see [`crate::brain::Style::parse`].
    pub attackers: String,
    /// Version of the rules that wrote it.
    pub rules_version: u32,
    /// When, in the caller's words; the log reads no clock.
    pub created: String,
}

impl Opening {
    /// The opening of an exercise under today's rules.
    #[must_use]
    pub fn new(scenario: Scenario, scale: Scale, seed: u64, attackers: String, created: String) -> Self {
        let scenario_hash = hash(&scenario);
        Opening { scenario, scenario_hash, seed, scale, attackers, rules_version: RULES_VERSION, created }
    }

    /// The exercise before StartEx.
    #[must_use]
    pub fn exercise(&self, attackers: Arc<dyn Attackers + Send + Sync>) -> Exercise {
        Exercise::new(Arc::new(self.scenario.clone()), self.scale.clone(), self.seed, attackers)
    }
}
