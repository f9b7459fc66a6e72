//! Damage is found and named.

use crate::stage::*;
use planspiel::exercise::Entry;
use planspiel::journal::{Damage, Journal};
use rusqlite::{Connection, params};
use std::path::Path;

const TRIGGERS: [&str; 8] = [
    "opening_once",
    "opening_kept",
    "opening_stays",
    "entries_in_order",
    "entries_kept",
    "entries_stay",
    "texts_once",
    "texts_kept",
];

/// What is found in a copy of a log after someone with a free hand was at it.
fn after(log: &Path, tamper: impl FnOnce(&Connection)) -> Result<u32, Damage> {
    let copy = log.with_extension("copy");
    std::fs::copy(log, &copy).unwrap();
    let raw = Connection::open(&copy).unwrap();
    let triggers: Vec<(String, String)> = TRIGGERS
        .iter()
        .map(|name| {
            let sql = "SELECT sql FROM sqlite_schema WHERE name = ?1";
            ((*name).to_owned(), raw.query_row(sql, [name], |row| row.get(0)).unwrap())
        })
        .collect();
    triggers.iter().for_each(|(name, _)| raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    tamper(&raw);
    triggers.iter().for_each(|(_, sql)| raw.execute_batch(sql).unwrap());
    drop(raw);
    Journal::open(&copy).unwrap().verify().map(|found| found.entries)
}

fn flip(raw: &Connection, table: &str, column: &str, number: u32, place: usize) {
    let key = if table == "opening" { "id" } else { "number" };
    let sql = format!("SELECT CAST({column} AS BLOB) FROM {table} WHERE {key} = ?1");
    let mut bytes: Vec<u8> = raw.query_row(&sql, [number], |row| row.get(0)).unwrap();
    let place = place % bytes.len();
    bytes[place] ^= 1;
    let text = matches!(column, "payload" | "text");
    let value = if text { "CAST(?1 AS TEXT)".to_owned() } else { "?1".to_owned() };
    let sql = format!("UPDATE {table} SET {column} = {value} WHERE {key} = ?2");
    assert_eq!(raw.execute(&sql, params![bytes, number]).unwrap(), 1);
}

#[test]
fn a_flipped_byte_is_found_and_named() {
    let folder = Folder::new("flip");
    let log = folder.file("log");
    played(&log, 11, 3);
    let journal = Journal::open_read_only(&log).unwrap();
    let entries = journal.verify().unwrap().entries;
    assert!(entries > 12, "{entries}");
    let texts = journal.entries().unwrap();
    assert_eq!(after(&log, |_| {}), Ok(entries), "dropped and restored triggers alone are no damage");
    for number in [1, entries / 2, entries] {
        for place in [0, 17, 1001, usize::MAX / 2] {
            let found = after(&log, |raw| flip(raw, "entries", "payload", number, place));
            assert_eq!(found, Err(Damage::Altered { number }), "place {place}");
        }
        let found = after(&log, |raw| flip(raw, "entries", "hash", number, 5));
        assert_eq!(found, Err(Damage::Altered { number }));
        let found = after(&log, |raw| flip(raw, "entries", "previous", number, 5));
        assert_eq!(found, Err(Damage::Chain { number }));
        let found = after(&log, |raw| flip(raw, "opening", "payload", 1, number as usize * 97));
        assert_eq!(found, Err(Damage::Opening));
    }
    assert_eq!(after(&log, |raw| flip(raw, "opening", "hash", 1, 3)), Err(Damage::Opening));
    let number = texts.iter().find(|entry| entry.text.is_some()).expect("somebody gave a reason").number;
    for (table, column) in [("texts", "text"), ("texts", "salt")] {
        assert_eq!(after(&log, |raw| flip(raw, table, column, number, 3)), Err(Damage::Text { number }));
    }
    let found = after(&log, |raw| flip(raw, "entries", "text_hash", number, 3));
    assert_eq!(found, Err(Damage::Altered { number }));
    let words = Damage::Altered { number: 17 }.to_string();
    assert_eq!(words, "entry 17 has been altered: it does not match its hash");
}

#[test]
fn missing_moved_and_added_entries_are_named() {
    let folder = Folder::new("moved");
    let log = folder.file("log");
    played(&log, 12, 2);
    let entries = Journal::open_read_only(&log).unwrap().verify().unwrap().entries;
    let run = |sql: &str| after(&log, |raw| raw.execute_batch(sql).unwrap());
    assert_eq!(run("DELETE FROM entries WHERE number = 4"), Err(Damage::Gap { expected: 4, found: 5 }));
    assert_eq!(run("DELETE FROM entries WHERE number = 1"), Err(Damage::Gap { expected: 1, found: 2 }));
    let pull =
        "DELETE FROM entries WHERE number = 4; UPDATE entries SET number = number - 1 WHERE number > 4";
    assert_eq!(run(pull), Err(Damage::Chain { number: 4 }));
    let swap = "UPDATE entries SET number = -1 WHERE number = 3; UPDATE entries SET number = 3 WHERE \
                number = 4; UPDATE entries SET number = 4 WHERE number = -1";
    assert_eq!(run(swap), Err(Damage::Chain { number: 3 }));
    let add = "INSERT INTO entries SELECT max(number) + 1, hash, NULL, payload, hash FROM entries";
    assert_eq!(run(add), Err(Damage::Altered { number: entries + 1 }));
    let below = "INSERT INTO entries SELECT 0, hash, NULL, payload, hash FROM entries WHERE number = 1";
    assert_eq!(run(below), Err(Damage::Gap { expected: 1, found: 0 }));
    let text = "INSERT INTO texts VALUES (9999, x'00', 'a text of nobody')";
    assert_eq!(run(text), Err(Damage::Text { number: 9999 }));
    let text = "INSERT OR REPLACE INTO texts VALUES (1, x'00', 'a text that was not given')";
    assert_eq!(run(text), Err(Damage::Text { number: 1 }));
    let tables = run("CREATE TABLE more (a)");
    assert_eq!(tables, Err(Damage::Tables { name: "more".to_owned() }));
    // Entries cut off the end leave a shorter, intact chain: only its head tells.
    assert_eq!(
        run(&format!("DELETE FROM texts; DELETE FROM entries WHERE number = {entries}")),
        Ok(entries - 1)
    );
    let raw = Connection::open(&log).unwrap();
    raw.execute_batch("DROP TRIGGER entries_stay").unwrap();
    drop(raw);
    let found = Journal::open(&log).unwrap().verify();
    assert_eq!(found, Err(Damage::Tables { name: "entries_stay".to_owned() }));
}

/// All that can be read of a log, or what is wrong with it.
fn read(path: &Path) -> Result<(String, Vec<Entry>), String> {
    let journal = Journal::open(path).map_err(|error| error.to_string())?;
    journal.verify().map_err(|damage| damage.to_string())?;
    let opening = journal.opening().map_err(|error| error.to_string())?;
    let entries = journal.entries().map_err(|error| error.to_string())?;
    Ok((serde_json::to_string(&opening).unwrap(), entries))
}

#[test]
fn no_flipped_byte_of_the_file_changes_what_is_read() {
    let folder = Folder::new("bytes");
    let (log, copy) = (folder.file("log"), folder.file("copy"));
    played(&log, 13, 2);
    let whole = read(&log).unwrap();
    let bytes = std::fs::read(&log).unwrap();
    // Every byte of the header page would take long; every part of every page has its turn.
    let step = bytes.len() / 120 + 1;
    let places =
        (0..110).step_by(3).chain((110..bytes.len()).step_by(step)).chain(bytes.len() - 20..bytes.len());
    let mut found = 0;
    for place in places {
        let mut bytes = bytes.clone();
        bytes[place] ^= 1 << (place % 8);
        std::fs::write(&copy, &bytes).unwrap();
        match read(&copy) {
            Ok(read) => assert!(read == whole, "byte {place} changed what is read, unnoticed"),
            Err(_) => found += 1,
        }
    }
    assert!(found > 80, "{found}");
}

#[test]
fn a_truncated_log_says_so() {
    let folder = Folder::new("cut");
    let (log, copy) = (folder.file("log"), folder.file("copy"));
    played(&log, 14, 2);
    let bytes = std::fs::read(&log).unwrap();
    let lengths = [1, 15, 16, 17, 99, 100, 101, 512, 4095, 4096, 4097, 8192, bytes.len() / 2];
    for length in lengths.into_iter().chain([bytes.len() - 4096]) {
        std::fs::write(&copy, &bytes[..length]).unwrap();
        let why = read(&copy).expect_err("a truncated log is not whole");
        let known = ["not a log", "damaged", "altered", "missing", "cannot be read"];
        assert!(known.iter().any(|word| why.contains(word)), "{length}: {why}");
    }
    // The last byte may be one that says nothing: then nothing is missing without it.
    std::fs::write(&copy, &bytes[..bytes.len() - 1]).unwrap();
    assert!(read(&copy).is_err() || read(&copy) == read(&log), "a byte less reads as something else");
}
