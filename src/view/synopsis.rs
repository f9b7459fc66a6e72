//! What is said about a scenario before it is played: for the picker and the briefing.

use super::{MapView, shared_map};
use crate::scenario::Scenario;
use crate::scenario::model::Text;
use serde::{Deserialize, Serialize};

/// What the picker and the briefing say about a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Synopsis {
    pub title: Text,
    pub summary: Text,
    pub audience: Text,
    pub note: Text,
    pub opening: Text,
    pub goals: Vec<Text>,
    /// Length of the whole exercise in real minutes.
    pub minutes: u32,
    /// 1 to 5.
    pub difficulty: u8,
    pub turns: usize,
    pub nodes: usize,
    /// Short and full name of each partner, in their order.
    pub partners: Vec<(String, Text)>,
    /// The shorter versions.
    pub cuts: Vec<Cut>,
    pub map: MapView,
}

/// A shorter version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    pub id: String,
    pub title: Text,
    pub minutes: u32,
    pub turns: usize,
}

/// Of a scenario as it is played; its file knows the shorter versions.
#[must_use]
pub fn synopsis(scenario: &Scenario) -> Synopsis {
    let about = &scenario.about;
    Synopsis {
        title: about.title.clone(),
        summary: about.summary.clone(),
        audience: about.audience.clone(),
        note: about.note.clone(),
        opening: about.opening.clone(),
        goals: about.learning_goals.clone(),
        minutes: about.minutes,
        difficulty: about.difficulty,
        turns: scenario.clock.turns.len(),
        nodes: scenario.nodes.len(),
        partners: scenario.partners.iter().map(|p| (p.short.clone(), p.name.clone())).collect(),
        cuts: Vec::new(),
        map: shared_map(scenario),
    }
}
