//! `fork`: a new log that holds an exercise up to the start of a turn, to be played on from there: the same
//! seats, the same dice, other decisions.

use super::Failure;
use super::args::ForkArgs;
use super::log::{create, failure, now};
use crate::exercise::{Command, Entry};
use crate::journal::{Journal, Opening};
use crate::rules::event::{Event, Public};

/// Writes the new log.
pub(crate) fn fork(options: &ForkArgs, quiet: bool) -> Result<(), Failure> {
    let journal = Journal::open_read_only(&options.log).map_err(|error| failure(&options.log, &error))?;
    if let Err(damage) = journal.verify() {
        anstream::eprintln!("planspiel: {}: {damage}", options.log.display());
        return Err(Failure::Faulty);
    }
    let entries = journal.entries().map_err(|error| failure(&options.log, &error))?;
    let start = starts(&entries, options.at).ok_or_else(|| {
        let last = (1..).take_while(|turn| starts(&entries, *turn).is_some()).last();
        let has = match last {
            Some(last) => format!("its turns are 1 to {last}"),
            None => "no turn of it has begun".to_owned(),
        };
        Failure::Usage(format!("{} has no turn {}; {has}", options.log.display(), options.at))
    })?;
    let opening = journal.opening().map_err(|error| failure(&options.log, &error))?;
    let opening = Opening { created: now(), ..opening };
    let mut forked = create(&options.out, &opening)?;
    forked.append_all(&entries[..=start]).map_err(|error| failure(&options.out, &error))?;
    if !quiet {
        let path = options.out.display();
        anstream::eprintln!(
            "{path} stands at the start of turn {}; `planspiel host {path}` goes on",
            options.at
        );
    }
    Ok(())
}

/// The place of the entry by which a turn began, the last time it did.
fn starts(entries: &[Entry], turn: u16) -> Option<usize> {
    entries.iter().rposition(|entry| {
        entry.command == Command::NextPhase && entry.events.contains(&Event::Public(Public::TurnBegan(turn)))
    })
}
