//! A power cut at any moment costs nothing that was acknowledged.

use crate::stage::*;
use planspiel::exercise::{Act, Command};
use planspiel::journal::Journal;
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
