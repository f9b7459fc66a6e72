//! What can be wrong with a log, in words that name the place.

use std::fmt;
use std::io;

/// Why a log could not be made, opened, read or written.
#[derive(Debug)]
pub enum JournalError {
    /// There is a file of this name already; logs are never overwritten.
    Exists,
    /// There is no such file.
    Missing,
    /// The file is something else.
    NotALog,
    /// A log with tables of another version.
    OtherVersion { version: i32 },
    /// The log has been changed or is damaged.
    Damaged(Damage),
    /// Another writer was faster, or the entry does not follow the last one in the log.
    OutOfStep { last: u32, number: u32 },
    /// What SQLite says: disk full, no permission, locked.
    Sql(rusqlite::Error),
    /// What the file system says.
    File(io::Error),
}

/// The first thing in a log that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The opening does not match its hash, or its scenario does not.
    Opening,
    /// An entry is missing: another number stands where `expected` should be.
    Gap { expected: u32, found: i64 },
    /// The entry does not follow from the one before it.
    Chain { number: u32 },
    /// The entry does not match its hash.
    Altered { number: u32 },
    /// The free text of an entry does not match what the chain holds of it.
    Text { number: u32 },
    /// The entry (0: the opening) is as written, but this program cannot read it.
    Unreadable { number: u32, text: String },
    /// A table or trigger is not as it was made.
    Tables { name: String },
    /// The file itself is damaged, behind this entry (0: the opening).
    File { after: u32, text: String },
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JournalError::Exists => {
                write!(f, "there is a file of this name already; a log is never overwritten")
            }
            JournalError::Missing => write!(f, "there is no such file"),
            JournalError::NotALog => write!(f, "this file is not a log of an exercise"),
            JournalError::OtherVersion { version } => {
                let known = super::schema::VERSION;
                write!(f, "this log has format version {version}; this program reads version {known}")
            }
            JournalError::Damaged(damage) => damage.fmt(f),
            JournalError::OutOfStep { last, number } => {
                write!(
                    f,
                    "entry {number} does not follow entry {last}, the last in the log: does another program write to it?"
                )
            }
            JournalError::Sql(error) => error.fmt(f),
            JournalError::File(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for JournalError {}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Opening => write!(f, "the opening has been altered: it does not match its hash"),
            Damage::Gap { expected, found } => {
                write!(f, "entry {expected} is missing: entry {found} stands in its place")
            }
            Damage::Chain { number } => {
                write!(
                    f,
                    "entry {number}: the chain is broken, it does not follow from what stands before it"
                )
            }
            Damage::Altered { number } => {
                write!(f, "entry {number} has been altered: it does not match its hash")
            }
            Damage::Text { number } => {
                write!(f, "entry {number}: its text has been altered, it does not match its hash")
            }
            Damage::Unreadable { number: 0, text } => write!(f, "the opening cannot be read: {text}"),
            Damage::Unreadable { number, text } => write!(f, "entry {number} cannot be read: {text}"),
            Damage::Tables { name } => {
                write!(f, "the entries are intact, but what keeps them so is not as it was made: {name}")
            }
            Damage::File { after: 0, text } => write!(f, "the file is damaged: {text}"),
            Damage::File { after, text } => write!(f, "the file is damaged behind entry {after}: {text}"),
        }
    }
}

impl std::error::Error for Damage {}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => JournalError::NotALog,
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                JournalError::Damaged(Damage::File { after: 0, text: error.to_string() })
            }
            _ => JournalError::Sql(error),
        }
    }
}

impl From<Damage> for JournalError {
    fn from(damage: Damage) -> Self {
        JournalError::Damaged(damage)
    }
}

impl From<io::Error> for JournalError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => JournalError::Exists,
            io::ErrorKind::NotFound => JournalError::Missing,
            _ => JournalError::File(error),
        }
    }
}
