//! The check of a whole log: every link of the chain, every text, the tables and the file itself.

use super::chain::{self, Hash};
use super::problem::{Damage, JournalError};
use super::read::{self, Row};
use super::{Opening, schema};
use crate::exercise::Entry;
use crate::scenario::check::hash;
use rusqlite::Connection;

/// What was found in an intact log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries, besides the opening.
    pub entries: u32,
    /// Free texts that are there and match the chain, and those that were erased.
    pub texts: u32,
    pub erased: u32,
    /// The last link. Written down elsewhere, it shows later whether entries were cut off the end.
    pub head: Hash,
}

/// Checks everything; the first damage is named.
pub(super) fn verify(connection: &Connection) -> Result<Verified, Damage> {
    let head = opening(connection).map_err(|error| damage(error, 0))?;
    let mut found = Verified { entries: 0, texts: 0, erased: 0, head };
    read::each_row(connection, |row| entry(&mut found, &row))
        .map_err(|error| damage(error, found.entries))?;
    lost_texts(connection, found.entries)?;
    structure(connection).map_err(|error| damage(error, found.entries))?;
    schema::compare(connection)?;
    Ok(found)
}

/// Whatever goes wrong while an existing log is read is a damage of it.
fn damage(error: JournalError, after: u32) -> Damage {
    match error {
        JournalError::Damaged(Damage::File { text, .. }) => Damage::File { after, text },
        JournalError::Damaged(damage) => damage,
        other => Damage::File { after, text: other.to_string() },
    }
}

fn opening(connection: &Connection) -> Result<Hash, JournalError> {
    let (payload, hash_there) = read::opening(connection)?;
    let head = chain::opening(&payload);
    if hash_there != head {
        return Err(Damage::Opening.into());
    }
    let opening: Opening = read::parse(0, &payload)?;
    if hash(&opening.scenario) != opening.scenario_hash {
        return Err(Damage::Opening.into());
    }
    Ok(head)
}

fn entry(found: &mut Verified, row: &Row) -> Result<(), JournalError> {
    let number = found.entries + 1;
    if row.number != i64::from(number) {
        return Err(Damage::Gap { expected: number, found: row.number }.into());
    }
    if row.previous != found.head {
        return Err(Damage::Chain { number }.into());
    }
    let link = chain::link(&row.previous, row.text_hash.as_deref(), &row.payload);
    if row.hash != link {
        return Err(Damage::Altered { number }.into());
    }
    match (&row.text_hash, &row.text) {
        (None, None) => {}
        (Some(_), None) => found.erased += 1,
        (Some(hash), Some((salt, text))) if chain::text(salt, text) == hash[..] => found.texts += 1,
        (_, Some(_)) => return Err(Damage::Text { number }.into()),
    }
    let entry: Entry = read::parse(number, &row.payload)?;
    if entry.number != number || entry.text.is_some() {
        return Err(Damage::Altered { number }.into());
    }
    found.entries = number;
    found.head = link;
    Ok(())
}

/// Texts of entries that do not exist.
fn lost_texts(connection: &Connection, entries: u32) -> Result<(), Damage> {
    let sql = "SELECT min(number) FROM texts WHERE number NOT BETWEEN 1 AND ?1";
    let lost: rusqlite::Result<Option<i64>> = connection.query_row(sql, [entries], |row| row.get(0));
    match lost {
        Ok(None) => Ok(()),
        Ok(Some(number)) => Err(Damage::Text { number: u32::try_from(number).unwrap_or(0) }),
        Err(error) => Err(Damage::File { after: entries, text: error.to_string() }),
    }
}

/// SQLite's own check of its pages.
fn structure(connection: &Connection) -> Result<(), JournalError> {
    let answer: String = connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if answer == "ok" { Ok(()) } else { Err(Damage::File { after: 0, text: answer }.into()) }
}
