//! Keeping a log: it is new, it grows at its end, it gives back what it was given.

use crate::stage::*;
use planspiel::exercise::{Command, Entry, Request};
use planspiel::journal::{Journal, JournalError, Verified};
use planspiel::live::is_log;
use rusqlite::Connection;
use std::path::Path;

fn entries(seed: u64) -> Vec<Entry> {
    let mut exercise = exercise(seed);
    for place in 0..8 {
        let reason = (place % 2 == 0).then(|| format!("Xq7Vz {place} — ünïcode, \"quoted\""));
        let proposal = exercise
            .propose(Request { text: reason, ..Command::NextPhase.into() })
            .expect("the exercise goes on");
        exercise.commit(proposal);
    }
    exercise.entries().to_vec()
}

#[test]
fn a_log_gives_back_what_it_was_given() {
    let folder = Folder::new("back");
    // A name that means something else in an address.
    let path = folder.file("day 1 #2?mode=memory%20.log");
    let entries = entries(u64::MAX);
    let mut journal = Journal::create(&path, &opening(u64::MAX)).unwrap();
    assert_eq!(journal.verify().map(|found| found.entries), Ok(0));
    for entry in &entries {
        journal.append(entry).unwrap();
    }
    assert_eq!(journal.last(), 8);
    assert_eq!(journal.path(), path);
    // Readers see what is written, while it is written.
    assert_eq!(Journal::open_read_only(&path).unwrap().entries().unwrap(), entries);
    drop(journal);
    // Its name does not tell, but how it begins; a scenario begins otherwise.
    assert!(is_log(&path));
    assert!(!is_log(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps/scenario.ron")));

    let names = folder.names();
    let journal = Journal::open_read_only(&path).unwrap();
    assert_eq!(journal.entries().unwrap(), entries);
    let (there, given) = (journal.opening().unwrap(), opening(u64::MAX));
    assert_eq!(serde_json::to_string(&there).unwrap(), serde_json::to_string(&given).unwrap());
    assert_eq!((there.scale, there.seed), (given.scale, u64::MAX));
    let Verified { entries, texts, erased, .. } = journal.verify().unwrap();
    assert_eq!((entries, texts, erased), (8, 4, 0));
    assert_eq!(names, folder.names(), "reading leaves nothing behind");
    assert_eq!(names.len(), 1, "a closed log is one file: {names:?}");
}

#[test]
fn a_log_is_never_overwritten_and_grows_only_at_its_end() {
    let folder = Folder::new("end");
    let path = folder.file("log");
    let entries = entries(1);
    let mut journal = Journal::create(&path, &opening(1)).unwrap();
    assert!(matches!(Journal::create(&path, &opening(1)), Err(JournalError::Exists)));
    let out_of_step = |result| matches!(result, Err::<(), JournalError>(JournalError::OutOfStep { .. }));
    assert!(out_of_step(journal.append(&entries[1])));
    journal.append(&entries[0]).unwrap();
    assert!(out_of_step(journal.append(&entries[0])));

    let mut other = Journal::open(&path).unwrap();
    other.append(&entries[1]).unwrap();
    assert!(out_of_step(journal.append(&entries[1])), "another writer was faster");
    assert!(out_of_step(journal.append(&entries[2])));
    other.append(&entries[2]).unwrap();
    assert_eq!(other.verify().unwrap().entries, 3);
    let mut reader = Journal::open_read_only(&path).unwrap();
    assert!(reader.append(&entries[3]).is_err());
    assert!(reader.erase_texts().is_err());
}

#[test]
fn sql_cannot_change_what_is_written() {
    let folder = Folder::new("sql");
    let path = folder.file("log");
    played(&path, 3, 2);
    let raw = Connection::open(&path).unwrap();
    for sql in [
        "UPDATE entries SET payload = '{}' WHERE number = 1",
        "DELETE FROM entries WHERE number = 1",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE number = 1",
        "INSERT INTO entries SELECT 0, previous, text_hash, payload, hash FROM entries LIMIT 1",
        "UPDATE opening SET payload = '{}'",
        "DELETE FROM opening",
        "INSERT OR REPLACE INTO opening SELECT * FROM opening",
        "UPDATE texts SET text = 'x'",
        "INSERT OR REPLACE INTO texts SELECT number, salt, 'x' FROM texts",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
    assert!(Journal::open(&path).unwrap().verify().is_ok());
}

#[test]
fn texts_can_be_erased_from_the_file_and_the_chain_stays_whole() {
    let folder = Folder::new("erase");
    let path = folder.file("log");
    let entries = entries(4);
    let mut journal = Journal::create(&path, &opening(4)).unwrap();
    entries.iter().for_each(|entry| journal.append(entry).unwrap());
    let before = journal.verify().unwrap();
    assert_eq!(journal.erase_texts().unwrap(), 4);
    let after = journal.verify().unwrap();
    assert_eq!((after.texts, after.erased, after.head), (0, 4, before.head));
    assert!(journal.entries().unwrap().iter().all(|entry| entry.text.is_none()));
    for name in folder.names() {
        let bytes = std::fs::read(folder.file(&name)).unwrap();
        assert!(!bytes.windows(5).any(|part| part == b"Xq7Vz"), "{name} still holds a text");
    }
    drop(journal);
    resume(&path);
}

#[test]
fn what_is_no_log_is_refused_in_words() {
    let folder = Folder::new("none");
    let why = |name: &str| Journal::open(&folder.file(name)).expect_err(name).to_string();
    assert_eq!(why("nothing"), "there is no such file");
    std::fs::create_dir(folder.file("folder")).unwrap();
    std::fs::write(folder.file("empty"), b"").unwrap();
    std::fs::write(folder.file("text"), b"Once upon a time there was a log of an exercise.").unwrap();
    std::fs::write(folder.file("start"), b"SQLite format 3\0 and then something else").unwrap();
    Connection::open(folder.file("other")).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    for name in ["folder", "empty", "text", "start", "other"] {
        assert_eq!(why(name), "this file is not a log of an exercise", "{name}");
    }
    played(&folder.file("log"), 5, 1);
    Connection::open(folder.file("log")).unwrap().pragma_update(None, "user_version", 2).unwrap();
    assert_eq!(why("log"), "this log has format version 2; this program reads version 1");
}
