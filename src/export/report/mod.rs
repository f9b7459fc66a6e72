//! The report of an exercise, gathered from its log. For everybody, or for one partner: then it holds what
//! that partner was told and nothing else, until the trainer has declassified the exercise.

pub mod capabilities;
pub mod decisions;
mod everybody;
mod network;
mod partner;
mod plan;
mod plots;
mod turns;

use super::document::Document;
use crate::analysis::judged::Judged;
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;

/// The report of an exercise as it stands, for everybody or for one partner. `judged` is what
/// decisions were worth and what was luck, if that was computed; a partner's report leaves it out until the
/// exercise is declassified.
#[must_use]
pub fn report(exercise: &Exercise, whom: Option<PartnerId>, judged: Option<&Judged>) -> Document {
    let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
    match whom {
        Some(partner) if !exercise.conduct().is_declassified => partner::report(exercise, &memory, partner),
        _ => everybody::report(exercise, &memory, judged, whom),
    }
}

/// What kind of document a report is.
fn kind() -> Text {
    both("Übungsbericht", "Exercise report")
}
