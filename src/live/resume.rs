//! An interrupted exercise goes on where it was: its log is checked, played again and continued.

use super::replay::{Drift, replay};
use super::{Live, Undone};
use crate::conduct::{Act, Request};
use crate::exercise::{Command, RULES_VERSION};
use crate::journal::{Damage, Journal, JournalError};
use crate::rules::attack::Attackers;
use crate::rules::situation::Phase;
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
    /// The log cannot be written.
    NotWritten(String),
}

impl Live {
    /// Goes on from a log; the timer is stopped with what was left at `last_ms`, when the exercise was
    /// last known to run.
    ///
    /// # Errors
    /// When the log is damaged, or does not lead where it led.
    pub fn resume(
        journal: Journal,
        attackers: Arc<dyn Attackers + Send + Sync>,
        last_ms: Option<i64>,
    ) -> Result<Live, ResumeError> {
        journal.verify().map_err(ResumeError::Damage)?;
        let opening = journal.opening().map_err(ResumeError::Journal)?;
        let entries = journal.entries().map_err(ResumeError::Journal)?;
        let last_entry_ms = entries.last().map_or(0, |entry| entry.at_ms);
        let last_ms = last_ms.unwrap_or(0).max(last_entry_ms);
        if opening.rules_version != RULES_VERSION {
            return Err(ResumeError::RulesVersion { written: opening.rules_version });
        }
        let exercise = replay(&opening, &entries, attackers, None).map_err(ResumeError::Drift)?;
        let is_running = !matches!(exercise.now().public.phase, Phase::Briefing | Phase::Ended)
            && !exercise.conduct().timer.is_paused();
        let live = Live::new(exercise, Some(journal));
        if is_running {
            let request = Request { at_ms: last_ms, ..Command::Act(Act::Pause).into() };
            if let Some(Err(Undone::NotWritten(error))) = live.carry(vec![request]).pop() {
                return Err(ResumeError::NotWritten(error));
            }
        }
        Ok(live)
    }
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResumeError::Journal(error) => error.fmt(f),
            ResumeError::Damage(damage) => damage.fmt(f),
            ResumeError::Drift(drift) => drift.fmt(f),
            ResumeError::NotWritten(error) => f.write_str(error),
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
