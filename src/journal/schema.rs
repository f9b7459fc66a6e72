//! The tables of a log and the triggers that keep it append-only. A log of another version is
//! refused, never changed.

use super::problem::{Damage, JournalError};
use rusqlite::Connection;

/// Marks a SQLite file as a log of ours ("PSLG").
pub(super) const APPLICATION_ID: i32 = 0x5053_4C47;
/// Version of the tables below.
pub(super) const VERSION: i32 = 1;

/// Everything in a log, by name and in the order in which it is made.
const PARTS: [(&str, &str); 11] = [
    (
        "opening",
        "CREATE TABLE opening (id INTEGER PRIMARY KEY CHECK (id = 1), payload TEXT NOT NULL, \
         hash BLOB NOT NULL) STRICT",
    ),
    (
        "entries",
        "CREATE TABLE entries (number INTEGER PRIMARY KEY, previous BLOB NOT NULL, text_hash BLOB, \
         payload TEXT NOT NULL, hash BLOB NOT NULL) STRICT",
    ),
    (
        "texts",
        "CREATE TABLE texts (number INTEGER PRIMARY KEY REFERENCES entries (number), salt BLOB NOT NULL, \
         text TEXT NOT NULL) STRICT",
    ),
    // INSERT OR REPLACE would pass by the triggers against deleting.
    (
        "opening_once",
        "CREATE TRIGGER opening_once BEFORE INSERT ON opening WHEN EXISTS (SELECT 1 FROM opening) \
         BEGIN SELECT RAISE(ABORT, 'a log has one opening'); END",
    ),
    (
        "opening_kept",
        "CREATE TRIGGER opening_kept BEFORE UPDATE ON opening \
         BEGIN SELECT RAISE(ABORT, 'the opening of a log is not changed'); END",
    ),
    (
        "opening_stays",
        "CREATE TRIGGER opening_stays BEFORE DELETE ON opening \
         BEGIN SELECT RAISE(ABORT, 'the opening of a log is not deleted'); END",
    ),
    (
        "entries_in_order",
        "CREATE TRIGGER entries_in_order BEFORE INSERT ON entries \
         WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries) \
         BEGIN SELECT RAISE(ABORT, 'entries of a log are added at its end'); END",
    ),
    (
        "entries_kept",
        "CREATE TRIGGER entries_kept BEFORE UPDATE ON entries \
         BEGIN SELECT RAISE(ABORT, 'entries of a log are not changed'); END",
    ),
    (
        "entries_stay",
        "CREATE TRIGGER entries_stay BEFORE DELETE ON entries \
         BEGIN SELECT RAISE(ABORT, 'entries of a log are not deleted'); END",
    ),
    (
        "texts_once",
        "CREATE TRIGGER texts_once BEFORE INSERT ON texts \
         WHEN EXISTS (SELECT 1 FROM texts WHERE number = NEW.number) \
         BEGIN SELECT RAISE(ABORT, 'an entry of a log has one text'); END",
    ),
    // Texts may be deleted: people may want theirs erased.
    (
        "texts_kept",
        "CREATE TRIGGER texts_kept BEFORE UPDATE ON texts \
         BEGIN SELECT RAISE(ABORT, 'texts of a log are not changed'); END",
    ),
];

/// Makes the tables, inside the caller's transaction.
pub(super) fn make(connection: &Connection) -> Result<(), JournalError> {
    PARTS.iter().try_for_each(|(_, sql)| connection.execute_batch(sql))?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// How a connection to a log behaves.
pub(super) fn set_up(connection: &Connection) -> Result<(), JournalError> {
    // A commit is on the disk when it returns; what is deleted is overwritten; nothing in the file
    // makes this program run code.
    for (name, value) in [
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("foreign_keys", "ON"),
        ("secure_delete", "ON"),
        ("cell_size_check", "ON"),
        ("trusted_schema", "OFF"),
    ] {
        connection.pragma_update_and_check(None, name, value, |_| Ok(())).or_else(no_answer)?;
    }
    Ok(())
}

/// Some settings answer with their new value, some with nothing.
fn no_answer(error: rusqlite::Error) -> rusqlite::Result<()> {
    if error == rusqlite::Error::QueryReturnedNoRows { Ok(()) } else { Err(error) }
}

/// The file is a log, and of this version.
pub(super) fn identify(connection: &Connection) -> Result<(), JournalError> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    if pragma("application_id")? != APPLICATION_ID {
        return Err(JournalError::NotALog);
    }
    match pragma("user_version")? {
        VERSION => Ok(()),
        version => Err(JournalError::OtherVersion { version }),
    }
}

/// Tables and triggers are those that were made.
pub(super) fn compare(connection: &Connection) -> Result<(), Damage> {
    let read = || -> rusqlite::Result<Vec<(String, String)>> {
        let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY rowid")?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    let found = read().map_err(|error| Damage::Tables { name: error.to_string() })?;
    let wanted = PARTS.iter().map(|(name, sql)| ((*name).to_owned(), (*sql).to_owned()));
    let different = wanted.clone().find(|part| !found.contains(part));
    let strange = found.iter().find(|part| !wanted.clone().any(|known| known == **part)).cloned();
    different.or(strange).map_or(Ok(()), |(name, _)| Err(Damage::Tables { name }))
}
