//! Replay: the commands of a log carried out again, and everything they cause compared with what was
//! written. Reads entries only; writes nothing.

use crate::exercise::{Command, Entry, Exercise, RULES_VERSION};
use crate::journal::Opening;
use crate::rules::attack::Attackers;
use crate::rules::event::{Event, Public};
use crate::rules::order::Refusal;
use crate::view::wording;
use std::fmt;
use std::sync::Arc;

/// The first entry that comes out differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// The entry.
    pub number: u32,
    /// The turn it belongs to.
    pub turn: u16,
    /// What differs.
    pub difference: Difference,
    /// Version of the rules that wrote the log.
    pub rules_version: u32,
}

/// What differs between an entry and its repetition.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// Another number stands in its place.
    Number { found: u32 },
    /// The command is refused now.
    Refused { refusal: Refusal, text: String },
    /// An event, counted from 1; `None` where there are no more.
    Event { place: usize, written: Option<Event>, computed: Option<Event> },
    /// A check, counted from 1.
    Check { place: usize },
    /// The situation after it.
    Fingerprint { written: String, computed: String },
}

/// Carries out the commands of a log, up to the end of turn `until` in the course that counted (an
/// undone turn counts as it was played last), and compares every entry.
///
/// # Errors
/// The first entry that comes out differently.
pub fn replay(
    opening: &Opening,
    entries: &[Entry],
    attackers: Arc<dyn Attackers + Send + Sync>,
    until: Option<u16>,
) -> Result<Exercise, Box<Drift>> {
    let mut exercise = opening.exercise(attackers);
    let wanted = until.map_or(entries.len(), |turn| entries_until(entries, turn));
    for entry in &entries[..wanted] {
        repeat(&mut exercise, entry).map_err(|difference| {
            let (number, turn) = (entry.number, exercise.now().public.turn);
            Box::new(Drift { number, turn, difference, rules_version: opening.rules_version })
        })?;
    }
    Ok(exercise)
}

/// How many entries lead to the end of a turn, undone turns as they were played last.
fn entries_until(entries: &[Entry], until: u16) -> usize {
    let mut turn = 0;
    let mut wanted = 0;
    for (index, entry) in entries.iter().enumerate() {
        if let Command::Undo { turn: back, .. } = entry.command {
            turn = back;
        }
        for event in &entry.events {
            if let Event::Public(Public::TurnBegan(begun)) = event {
                turn = *begun;
            }
        }
        if turn <= until {
            wanted = index + 1;
        }
    }
    wanted
}

/// Carries out one command if it comes out as written.
fn repeat(exercise: &mut Exercise, entry: &Entry) -> Result<(), Difference> {
    let proposal = exercise.propose(entry.request()).map_err(|refusal| {
        let text = wording::english(&wording::refusal(exercise.scenario(), refusal)).to_owned();
        Difference::Refused { refusal, text }
    })?;
    compare(entry, &proposal.entry)?;
    exercise.commit(proposal);
    Ok(())
}

fn compare(written: &Entry, computed: &Entry) -> Result<(), Difference> {
    if written.number != computed.number {
        return Err(Difference::Number { found: written.number });
    }
    if let Some(index) = first_different(&written.events, &computed.events) {
        let at = |events: &[Event]| events.get(index).copied();
        let (written, computed) = (at(&written.events), at(&computed.events));
        return Err(Difference::Event { place: index + 1, written, computed });
    }
    if let Some(index) = first_different(&written.checks, &computed.checks) {
        return Err(Difference::Check { place: index + 1 });
    }
    if written.fingerprint != computed.fingerprint {
        let (written, computed) = (written.fingerprint.clone(), computed.fingerprint.clone());
        return Err(Difference::Fingerprint { written, computed });
    }
    Ok(())
}

fn first_different<T: PartialEq>(written: &[T], computed: &[T]) -> Option<usize> {
    let longest = written.len().max(computed.len());
    (0..longest).find(|index| written.get(*index) != computed.get(*index))
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}, turn {}: {}", self.number, self.turn, self.difference)?;
        if self.rules_version != RULES_VERSION {
            let written = self.rules_version;
            write!(
                f,
                "; the log was written under rules version {written}, these are version {RULES_VERSION}"
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Drift {}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let event = |event: &Option<Event>| event.map_or("nothing".to_owned(), |event| format!("{event:?}"));
        match self {
            Difference::Number { found } => write!(f, "entry {found} stands in its place"),
            Difference::Refused { text, .. } => write!(f, "the command is refused now: {text}"),
            Difference::Event { place, written, computed } => {
                write!(f, "event {place} is {} instead of {}", event(computed), event(written))
            }
            Difference::Check { place } => write!(f, "check {place} differs"),
            Difference::Fingerprint { written, computed } => {
                write!(f, "fingerprint {computed} instead of {written}")
            }
        }
    }
}
