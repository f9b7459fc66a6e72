//! A power cut at any moment costs nothing that was acknowledged.

use crate::stage::*;
use planspiel::exercise::{Act, Command, Request};
use planspiel::journal::Journal;
use planspiel::live::Live;
use planspiel::view::clock_view;
use std::path::Path;

fn wal(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

#[test]
fn what_was_acknowledged_is_there_after_a_crash() {
    let folder = Folder::new("crash");
    let (log, copy) = (folder.file("log"), folder.file("copy"));
    let live = begin(&log, 21);
    let mut table = Table::at(&live, 21);
    table.play(2);
    // The files as a dead machine would leave them: nobody closed anything.
    std::fs::copy(&log, &copy).unwrap();
    std::fs::copy(wal(&log), wal(&copy)).unwrap();
    let views = table.views();
    let entries = live.look(|exercise| exercise.entries().to_vec());
    let again = resume(&copy);
    let mut there = again.look(|exercise| exercise.entries().to_vec());
    // It goes on with its timer stopped, and the log says so.
    assert_eq!(there.pop().map(|entry| entry.command), Some(Command::Act(Act::Pause)));
    assert_eq!(there, entries);
    assert!(Table::at(&again, 0).views() == views);
}

#[test]
fn a_torn_last_write_costs_only_what_was_not_acknowledged() {
    let folder = Folder::new("torn");
    let (log, copy) = (folder.file("log"), folder.file("copy"));
    let live = begin(&log, 22);
    Table::at(&live, 22).play(1);
    let entries = live.look(|exercise| exercise.entries().to_vec());
    let (bytes, tail) = (std::fs::read(&log).unwrap(), std::fs::read(wal(&log)).unwrap());
    for part in 0..=10 {
        std::fs::write(&copy, &bytes).unwrap();
        std::fs::write(wal(&copy), &tail[..tail.len() * part / 10]).unwrap();
        let mut journal = Journal::open(&copy).unwrap();
        let there = journal.entries().unwrap();
        assert_eq!(there[..], entries[..there.len()]);
        assert_eq!(journal.verify().unwrap().entries as usize, there.len());
        assert!(part < 10 || there.len() == entries.len());
        if let Some(next) = entries.get(there.len()) {
            journal.append(next).unwrap();
        }
        drop(journal);
        let _ = std::fs::remove_file(wal(&copy));
    }
}

#[test]
fn the_timer_goes_on_with_the_time_that_was_left() {
    let folder = Folder::new("left");
    let log = folder.file("log");
    let live = begin(&log, 23);
    Table::at(&live, 23).play(1);
    let next = Request { at_ms: 1_764_000_000_000, ..Command::NextPhase.into() };
    let began = live.carry(vec![next]).pop().expect("one answer");
    assert!(began.is_ok(), "{began:?}");
    let minutes = live.look(|exercise| clock_view(exercise.scenario(), exercise.now().public).phase_minutes);
    assert!(minutes > 0);
    drop(live);
    let journal = Journal::open(&log).unwrap();
    let attackers = attackers(&journal.opening().unwrap());
    // It was last known to run 45 seconds into the phase.
    let live =
        Live::resume(journal, attackers, Some(1_764_000_045_000)).map_err(|error| error.to_string()).unwrap();
    let revision = Table::at(&std::sync::Arc::new(live), 0).revision();
    assert_eq!((revision.timer_ms, revision.paused), (i64::from(minutes) * 60_000 - 45_000, true));
}
