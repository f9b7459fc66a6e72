//! Patterns of evidence in words: for those who lead and rate. They may hold the truth and never stand in what
//! players get.

use super::conditions::{condition, measure, named};
use super::patterns::{fill, number};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{EvidenceDef, Text};

/// What speaks for a critical task of a partner.
#[must_use]
pub fn evidence(scenario: &Scenario, partner: PartnerId, of: &EvidenceDef) -> Text {
    match of {
        EvidenceDef::Ordered { measure: what, by_turn: None } => {
            fill("„{}“ beauftragt", "“{}” ordered", &[&measure(scenario, *what)])
        }
        EvidenceDef::Ordered { measure: what, by_turn: Some(turn) } => fill(
            "„{}“ beauftragt bis Runde {}",
            "“{}” ordered by turn {}",
            &[&measure(scenario, *what), &number(turn)],
        ),
        EvidenceDef::Shared { with, within_h: None } => {
            fill("{} unterrichtet", "{} told", &[&named(scenario, *with)])
        }
        EvidenceDef::Shared { with, within_h: Some(hours) } => fill(
            "{} unterrichtet, binnen {} Stunden nach Bekanntwerden",
            "{} told, within {} hours of learning it",
            &[&named(scenario, *with), &number(hours)],
        ),
        EvidenceDef::Duty { duty } => {
            let duty = &scenario.partners[partner.index()].duties[duty.index()].name;
            fill("„{}“: fristgerecht, soweit fällig", "“{}”: on time, as far as due", &[duty])
        }
        EvidenceDef::Held(of) => {
            fill("Am Ende der Übung gilt: {}", "At the end of the exercise: {}", &[&condition(scenario, of)])
        }
    }
}
