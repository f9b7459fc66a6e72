//! Patterns of evidence in words: for those who lead and rate. They may hold the truth and never stand in what
//! players get.

use super::conditions::{condition, fact, measure, named, place};
use super::patterns::{fill, number, one_of};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{Condition, EvidenceDef, Memo, Text};

/// What speaks for a critical task of a partner.
#[must_use]
pub fn evidence(scenario: &Scenario, partner: PartnerId, of: &EvidenceDef) -> Text {
    match of {
        EvidenceDef::Ordered { measure: what, by_turn, at, on_word_of } => {
            let what = measure(scenario, *what);
            let mut text = fill("„{}“ beauftragt", "“{}” ordered", &[&what]);
            if !at.is_empty() {
                let places: Vec<Text> = at.iter().map(|of| place(scenario, *of)).collect();
                text = fill("{} für {}", "{} for {}", &[&text, &one_of(&places)]);
            }
            if let Some(turn) = by_turn {
                text = fill("{} bis Runde {}", "{} by turn {}", &[&text, &number(turn)]);
            }
            if let Some(from) = on_word_of {
                let from = named(scenario, *from);
                text = fill("{}, nach einer Nachricht von {}", "{}, after word from {}", &[&text, &from]);
            }
            text
        }
        EvidenceDef::Shared { with, within_h, facts } => {
            let with = named(scenario, *with);
            let mut text = fill("an {} mitgeteilt", "{} was told", &[&with]);
            if !facts.is_empty() {
                let facts: Vec<Text> =
                    facts.iter().map(|of| fill("„{}“", "“{}”", &[&fact(scenario, *of)])).collect();
                text = fill("{}: {}", "{}: {}", &[&text, &one_of(&facts)]);
            }
            if let Some(hours) = within_h {
                text = fill(
                    "{}, binnen {} Stunden nach Bekanntwerden",
                    "{}, within {} hours of learning it",
                    &[&text, &number(hours)],
                );
            }
            text
        }
        EvidenceDef::Duty { duty } => {
            let duty = &scenario.partners[partner.index()].duties[duty.index()].name;
            fill("„{}“: alles Fällige fristgerecht", "“{}”: everything due was on time", &[duty])
        }
        // What looks at every turn says so itself.
        EvidenceDef::Held(of) if looks_back(scenario, of) => condition(scenario, of),
        EvidenceDef::Held(of) => {
            fill("Am Ende der Übung gilt: {}", "At the end of the exercise: {}", &[&condition(scenario, of)])
        }
    }
}

/// Nothing but conditions about what was so in some turn.
fn looks_back(scenario: &Scenario, of: &Condition) -> bool {
    match of {
        Condition::Not(of) => looks_back(scenario, of),
        Condition::All(of) | Condition::Any(of) => of.iter().all(|of| looks_back(scenario, of)),
        Condition::Noted(memo) => matches!(scenario.memos[usize::from(*memo)], Memo::Ever(_)),
        _ => false,
    }
}
