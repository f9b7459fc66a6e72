//! How far a long experiment is, for whoever waits for it.

use super::decisions::Decision;
use super::hindsight::{Hindsight, NoHindsight};

/// Hears of exercises to be played and of those that were.
pub trait Progress: Sync {
    /// So many more exercises will be played, or whatever else is gone through one by one.
    fn planned(&self, exercises: u64);
    /// One was played.
    fn played(&self);
    /// Somebody still waits for it. Once nobody does, an experiment ends soon, and what it has found is a part.
    fn is_wanted(&self) -> bool {
        true
    }
    /// One of so many decisions has been judged; each is told once.
    fn judged(&self, _decision: &Decision, _of: u64) {}
    /// How the score came to be is known, or why it cannot be.
    fn explained(&self, _found: &Result<Hindsight, NoHindsight>) {}
}

/// Nobody waits.
impl Progress for () {
    fn planned(&self, _: u64) {}
    fn played(&self) {}
}
