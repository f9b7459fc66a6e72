//! An interrupted exercise goes on where it was: its log is checked, played again and continued.

use super::Live;
use super::replay::{Drift, replay};
use crate::exercise::RULES_VERSION;
use crate::journal::{Damage, Journal, JournalError};
use crate::rules::attack::Attackers;
use std::fmt;
use std::sync::Arc;

/// Why an exercise cannot go on from its log.
#[derive(Debug)]
pub enum ResumeError {
    /// The log cannot be read.
    Journal(JournalError),
    /// The log has been changed or is damaged.
    Damage(Damage),
    /// An entry comes out differently.
    Drift(Box<Drift>),
    /// The log was begun under other rules; two kinds of rules in one log could not be replayed.
    RulesVersion { written: u32 },
}

impl Live {
    /// Goes on from a log; the timer is stopped.
    ///
    /// # Errors
    /// When the log is damaged, or does not lead where it led.
    pub fn resume(
        journal: Journal,
        attackers: Arc<dyn Attackers + Send + Sync>,
    ) -> Result<Live, ResumeError> {
        journal.verify().map_err(ResumeError::Damage)?;
        let opening = journal.opening().map_err(ResumeError::Journal)?;
        let entries = journal.entries().map_err(ResumeError::Journal)?;
        if opening.rules_version != RULES_VERSION {
            return Err(ResumeError::RulesVersion { written: opening.rules_version });
        }
        let exercise = replay(&opening, &entries, attackers, None).map_err(ResumeError::Drift)?;
        Ok(Live::paused(exercise, Some(journal)))
    }
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResumeError::Journal(error) => error.fmt(f),
            ResumeError::Damage(damage) => damage.fmt(f),
            ResumeError::Drift(drift) => drift.fmt(f),
            ResumeError::RulesVersion { written } => {
                write!(
                    f,
                    "the log was written under rules version {written}, these are version {RULES_VERSION}: "
                )?;
                write!(f, "it can be replayed and reported, but not continued")
            }
        }
    }
}

impl std::error::Error for ResumeError {}
