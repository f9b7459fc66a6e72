//! What stands in a log, row by row, as bytes: nothing is believed before it is checked.

use super::problem::{Damage, JournalError};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;

/// An entry as it stands in the file.
pub(super) struct Row {
    pub number: i64,
    pub previous: Vec<u8>,
    pub text_hash: Option<Vec<u8>>,
    pub payload: Vec<u8>,
    pub hash: Vec<u8>,
    /// Salt and text.
    pub text: Option<(Vec<u8>, Vec<u8>)>,
}

/// The opening's payload and hash.
pub(super) fn opening(connection: &Connection) -> Result<(Vec<u8>, Vec<u8>), JournalError> {
    let row = connection.query_row("SELECT payload, hash FROM opening", [], |row| {
        Ok((bytes(row.get_ref(0)?), bytes(row.get_ref(1)?)))
    });
    row.optional()?.ok_or(JournalError::Damaged(Damage::Opening))
}

/// Number and hash of the last entry, or those of the opening.
pub(super) fn last(connection: &Connection) -> Result<(u32, Vec<u8>), JournalError> {
    let sql = "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1";
    let last = connection.query_row(sql, [], |row| Ok((row.get(0)?, bytes(row.get_ref(1)?)))).optional()?;
    match last {
        Some(last) => Ok(last),
        None => Ok((0, opening(connection)?.1)),
    }
}

/// Every entry in order.
pub(super) fn each_row(
    connection: &Connection,
    mut found: impl FnMut(Row) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let sql = "SELECT e.number, e.previous, e.text_hash, e.payload, e.hash, t.salt, t.text, t.number \
               FROM entries e LEFT JOIN texts t ON t.number = e.number ORDER BY e.number";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = match row.get_ref(7)? {
            ValueRef::Null => None,
            _ => Some((bytes(row.get_ref(5)?), bytes(row.get_ref(6)?))),
        };
        let text_hash = match row.get_ref(2)? {
            ValueRef::Null => None,
            value => Some(bytes(value)),
        };
        found(Row {
            number: row.get(0)?,
            previous: bytes(row.get_ref(1)?),
            text_hash,
            payload: bytes(row.get_ref(3)?),
            hash: bytes(row.get_ref(4)?),
            text,
        })?;
    }
    Ok(())
}

/// Bytes of a text or blob; a damaged cell of another type has none of ours.
fn bytes(value: ValueRef<'_>) -> Vec<u8> {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_owned(),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => Vec::new(),
    }
}

/// What a payload says; `number` is its entry's, 0 for the opening.
pub(super) fn parse<T: DeserializeOwned>(number: u32, payload: &[u8]) -> Result<T, Damage> {
    serde_json::from_slice(payload).map_err(|error| Damage::Unreadable { number, text: error.to_string() })
}
