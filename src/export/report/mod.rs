//! The report of an exercise, gathered from its log. For everybody, or for one partner: then it holds what
//! that partner was told and nothing else, until the trainer has declassified the exercise.

pub mod capabilities;
mod changed;
mod course;
pub mod decisions;
mod everybody;
mod network;
mod partner;
mod plan;
mod plots;
mod strengths;
mod turns;

use super::document::Document;
use crate::analysis::improve::Improvement;
use crate::analysis::judged::Judged;
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;

/// What was computed beside the log, as far as it was.
#[derive(Debug, Clone, Copy, Default)]
pub struct Computed<'c> {
    /// What decisions were worth and what was luck.
    pub judged: Option<&'c Judged>,
    /// What everything that could be had before StartEx would gain, the best first.
    pub improvements: Option<&'c [Improvement]>,
}

/// The report of an exercise as it stands, for everybody or for one partner; a partner's leaves out what was
/// computed until the exercise is declassified.
#[must_use]
pub fn report(exercise: &Exercise, whom: Option<PartnerId>, computed: Computed<'_>) -> Document {
    let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
    match whom {
        Some(partner) if !exercise.conduct().is_declassified => partner::report(exercise, &memory, partner),
        _ => everybody::report(exercise, &memory, computed, whom),
    }
}

/// What kind of document a report is.
fn kind() -> Text {
    both("Übungsbericht", "Exercise report")
}
