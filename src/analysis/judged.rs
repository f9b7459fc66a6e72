//! An exercise judged: what single decisions were worth, and how the score came to be.

use super::decisions::{Decision, REFERENCE, decisions};
use super::hindsight::{Hindsight, NoHindsight, hindsight, turns};
use super::progress::Progress;
use crate::exercise::Exercise;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// From what partners could know, turn by turn.
    pub decisions: Vec<Decision>,
    /// From the truth; or why not.
    pub hindsight: Result<Hindsight, NoHindsight>,
    /// Futures that were played for each way to decide.
    pub rollouts: u32,
}

/// Judges an exercise by `rollouts` futures for each way to decide. What is found is told as it comes.
#[must_use]
pub fn judged(exercise: &Exercise, rollouts: u32, progress: &impl Progress) -> Judged {
    progress.planned(turns(exercise));
    let decisions = decisions(exercise, rollouts, progress);
    let hindsight = hindsight(exercise, REFERENCE, rollouts, 0, progress);
    progress.explained(&hindsight);
    Judged { decisions, hindsight, rollouts }
}
