//! What the things of a sweep are called, so that its parts can be told without the scenario.

use crate::scenario::Scenario;
use crate::scenario::model::Text;
use serde::{Deserialize, Serialize};

/// Titles and names in both languages, each list in the order of the scenario.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titles {
    /// The scenario's own.
    pub scenario: Text,
    pub partners: Vec<Text>,
    /// The partners' short names.
    pub shorts: Vec<String>,
    pub objectives: Vec<Text>,
    pub injects: Vec<Text>,
    /// The endings' texts.
    pub ends: Vec<Text>,
    pub measures: Vec<Text>,
    pub nodes: Vec<Text>,
}

impl Titles {
    /// Those of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Titles {
            scenario: scenario.about.title.clone(),
            partners: scenario.partners.iter().map(|def| def.name.clone()).collect(),
            shorts: scenario.partners.iter().map(|def| def.short.clone()).collect(),
            objectives: scenario.objectives.iter().map(|def| def.text.clone()).collect(),
            injects: scenario.injects.iter().map(|def| def.title.clone()).collect(),
            ends: scenario.ends.iter().map(|def| def.text.clone()).collect(),
            measures: scenario.measures.iter().map(|def| def.name.clone()).collect(),
            nodes: scenario.nodes.iter().map(|def| def.name.clone()).collect(),
        }
    }
}
