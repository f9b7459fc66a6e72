//! A new log that holds an exercise up to the start of a turn, to be played on from there: the same seats, the
//! same dice, other decisions. The old log is only read.

use super::LOG;
use crate::exercise::{Command, Entry};
use crate::journal::{Damage, Journal, JournalError, Opening};
use crate::rules::event::{Event, Public};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why a log cannot be forked.
#[derive(Debug)]
pub enum ForkError {
    /// The old log cannot be read.
    Old(JournalError),
    /// The old log has been changed or is damaged.
    Damage(Damage),
    /// It has no such turn; its turns are 1 to this, 0 for none.
    NoTurn { last: u16 },
    /// The new log cannot be written.
    New(JournalError),
}

/// Where the log that stands at the start of a turn goes: beside the exercise's own.
#[must_use]
pub fn beside(log: &Path, turn: u16) -> PathBuf {
    let stem = log.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    log.with_file_name(format!("{stem}-turn-{turn}.{LOG}"))
}

/// Writes the new log.
///
/// # Errors
/// Why not; then there is no new log.
pub fn fork(log: &Path, turn: u16, out: &Path) -> Result<(), ForkError> {
    let journal = Journal::open_read_only(log).map_err(ForkError::Old)?;
    journal.verify().map_err(ForkError::Damage)?;
    let entries = journal.entries().map_err(ForkError::Old)?;
    let starts = starts(&entries);
    let last = starts.keys().next_back().copied().unwrap_or(0);
    let start = *starts.get(&turn).ok_or(ForkError::NoTurn { last })?;
    let opening = journal.opening().map_err(ForkError::Old)?;
    let opening = Opening { created: jiff::Timestamp::now().to_string(), ..opening };
    let mut forked = Journal::create(out, &opening).map_err(ForkError::New)?;
    let written = forked.append_all(&entries[..=start]).map_err(ForkError::New);
    if written.is_err() {
        // Half a log helps nobody and would stand in the way of the next try.
        let _ = std::fs::remove_file(out);
    }
    written
}

/// Per turn that was not undone for good: the place of the entry after which the exercise stood at its start, the
/// last time it did.
fn starts(entries: &[Entry]) -> BTreeMap<u16, usize> {
    let mut starts = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        match entry.command {
            Command::Undo { turn, .. } => {
                starts.retain(|of, _| *of < turn);
                starts.insert(turn, place);
            }
            Command::NextPhase => starts.extend(entry.events.iter().filter_map(|event| match event {
                Event::Public(Public::TurnBegan(turn)) => Some((*turn, place)),
                _ => None,
            })),
            _ => {}
        }
    }
    starts
}
