//! The log of one exercise: an append-only, hash-chained SQLite file that holds everything needed to
//! play the exercise again. An entry is on the disk before it takes effect; a crash loses nothing
//! that was acknowledged. Free texts stand beside the chain, which holds their salted hash, so that
//! they can be erased. Reads no clock; never overwrites a file.

mod chain;
mod opening;
mod problem;
mod read;
mod schema;
mod verify;

pub use chain::Hash;
pub use opening::Opening;
pub use problem::{Damage, JournalError};
pub use verify::Verified;

use crate::exercise::Entry;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};
use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// An open log. One program writes to it at a time; any number may read.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    path: PathBuf,
    last: u32,
    head: Vec<u8>,
}

/// One link of the chain, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The entry's number, from 1.
    pub number: u32,
    /// Hash of the link before it; of the opening for the first.
    pub previous: Vec<u8>,
    /// Salted hash of the entry's free text, if it had one.
    pub text_hash: Option<Vec<u8>>,
    /// The entry as JSON, without its text.
    pub payload: String,
    pub hash: Vec<u8>,
}

impl Journal {
    /// A new log with its opening.
    ///
    /// # Errors
    /// When there is a file already, or the disk does not take it.
    ///
    /// # Panics
    /// Never: an opening can always be written as JSON.
    pub fn create(path: &Path, opening: &Opening) -> Result<Journal, JournalError> {
        OpenOptions::new().write(true).create_new(true).open(path)?;
        let journal = Self::begin(path, opening);
        if journal.is_err() {
            // Half a log helps nobody and would stand in the way of the next try.
            let _ = fs::remove_file(path);
        }
        journal
    }

    fn begin(path: &Path, opening: &Opening) -> Result<Journal, JournalError> {
        let mut connection = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        schema::set_up(&connection)?;
        // Small pages leave few bytes of the file unused, where a flipped one would not be noticed.
        connection.pragma_update(None, "page_size", 512)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        let payload = serde_json::to_string(opening).expect("an opening has only JSON's kinds of values");
        let head = chain::opening(payload.as_bytes());
        let write = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        schema::make(&write)?;
        write
            .execute("INSERT INTO opening (id, payload, hash) VALUES (1, ?1, ?2)", params![payload, head])?;
        write.commit()?;
        settle(&connection)?;
        sync_folder(path)?;
        Ok(Journal { connection, path: path.to_owned(), last: 0, head: head.to_vec() })
    }

    /// A log to be continued, also one whose writer was interrupted.
    ///
    /// # Errors
    /// When there is no such log, or it cannot be written to.
    pub fn open(path: &Path) -> Result<Journal, JournalError> {
        look_at(path)?;
        let connection = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        schema::set_up(&connection)?;
        Self::opened(connection, path)
    }

    /// A log to be read, also while another program writes to it. Leaves nothing behind.
    ///
    /// # Errors
    /// When there is no such log.
    pub fn open_read_only(path: &Path) -> Result<Journal, JournalError> {
        look_at(path)?;
        let only_read = flags(OpenFlags::SQLITE_OPEN_READ_ONLY);
        let connection = if beside(path, "-wal").exists() {
            Connection::open_with_flags(path, only_read)?
        } else {
            // Nobody writes: the file is all there is, even where nothing may be written next to it.
            Connection::open_with_flags(unchanging(path), only_read | OpenFlags::SQLITE_OPEN_URI)?
        };
        Self::opened(connection, path)
    }

    fn opened(connection: Connection, path: &Path) -> Result<Journal, JournalError> {
        schema::identify(&connection)?;
        let (last, head) = read::last(&connection)?;
        Ok(Journal { connection, path: path.to_owned(), last, head })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Number of the last entry when it was opened or last written to; 0 for none.
    #[must_use]
    pub fn last(&self) -> u32 {
        self.last
    }

    /// Adds one entry; when this returns, it is on the disk.
    ///
    /// # Errors
    /// When the disk does not take it, or the entry does not follow the last one; then the log is as
    /// it was.
    pub fn append(&mut self, entry: &Entry) -> Result<(), JournalError> {
        self.append_all(std::slice::from_ref(entry))
    }

    /// Adds entries that follow each other; when this returns, all are on the disk, with one wait for it.
    ///
    /// # Errors
    /// When the disk does not take them, or they do not follow the last one; then the log is as it was.
    ///
    /// # Panics
    /// Never: an entry can always be written as JSON.
    pub fn append_all(&mut self, entries: &[Entry]) -> Result<(), JournalError> {
        let write = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (last, mut head) = read::last(&write)?;
        let first = entries.first().map_or(last + 1, |entry| entry.number);
        if last != self.last || head != self.head {
            return Err(JournalError::OutOfStep { last, number: first });
        }
        for (entry, number) in entries.iter().zip(last + 1..) {
            if entry.number != number {
                return Err(JournalError::OutOfStep { last: number - 1, number: entry.number });
            }
            head = insert(&write, entry, &head)?;
        }
        write.commit()?;
        self.last = last + u32::try_from(entries.len()).unwrap_or(0);
        self.head = head;
        Ok(())
    }

    /// The opening. What it says is believed; see [`Journal::verify`].
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn opening(&self) -> Result<Opening, JournalError> {
        let (payload, _) = read::opening(&self.connection)?;
        Ok(read::parse(0, &payload)?)
    }

    /// Every entry in order, with the texts that were not erased. See [`Journal::verify`].
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        let mut entries = Vec::new();
        read::each_row(&self.connection, |row| {
            let number = u32::try_from(row.number).unwrap_or(0);
            let entry: Entry = read::parse(number, &row.payload)?;
            let text = row.text.map(|(_, text)| String::from_utf8_lossy(&text).into_owned());
            entries.push(Entry { text, ..entry });
            Ok(())
        })?;
        Ok(entries)
    }

    /// Every link of the chain in order, as it was written: without texts. See [`Journal::verify`].
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn links(&self) -> Result<Vec<Link>, JournalError> {
        let mut links = Vec::new();
        read::each_row(&self.connection, |row| {
            let number = u32::try_from(row.number).unwrap_or(0);
            let payload = String::from_utf8(row.payload)
                .map_err(|error| Damage::Unreadable { number, text: error.to_string() })?;
            let (previous, text_hash, hash) = (row.previous, row.text_hash, row.hash);
            links.push(Link { number, previous, text_hash, payload, hash });
            Ok(())
        })?;
        Ok(links)
    }

    /// Checks the chain, the texts and the file. A changed byte that nothing is read from (unused
    /// space, SQLite's own counters) is no damage.
    ///
    /// # Errors
    /// The first damage, with its entry.
    pub fn verify(&self) -> Result<Verified, Damage> {
        verify::verify(&self.connection)
    }

    /// Erases all free texts, in the file as well; the chain stays whole. Returns how many.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn erase_texts(&mut self) -> Result<usize, JournalError> {
        let erased = self.connection.execute("DELETE FROM texts", [])?;
        settle(&self.connection)?;
        Ok(erased)
    }
}

/// Writes one entry after the link `head`; gives the next link.
fn insert(write: &Transaction<'_>, entry: &Entry, head: &[u8]) -> Result<Vec<u8>, JournalError> {
    let bare = Entry { text: None, ..entry.clone() };
    let payload = serde_json::to_string(&bare).expect("an entry has only JSON's kinds of values");
    let text = match &entry.text {
        Some(text) => {
            let salt: Vec<u8> = write.query_row("SELECT randomblob(32)", [], |row| row.get(0))?;
            Some((chain::text(&salt, text.as_bytes()), salt, text))
        }
        None => None,
    };
    let text_hash = text.as_ref().map(|(hash, ..)| hash.as_slice());
    let link = chain::link(head, text_hash, payload.as_bytes());
    let sql = "INSERT INTO entries (number, previous, text_hash, payload, hash) VALUES (?1, ?2, ?3, ?4, ?5)";
    write.prepare_cached(sql)?.execute(params![entry.number, head, text_hash, payload, link])?;
    if let Some((_, salt, text)) = &text {
        let sql = "INSERT INTO texts (number, salt, text) VALUES (?1, ?2, ?3)";
        write.prepare_cached(sql)?.execute(params![entry.number, salt, text])?;
    }
    Ok(link.to_vec())
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Moves everything into the one file.
fn settle(connection: &Connection) -> Result<(), JournalError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// The file is there and begins like a database.
fn look_at(path: &Path) -> Result<(), JournalError> {
    if !fs::metadata(path)?.is_file() {
        return Err(JournalError::NotALog);
    }
    let mut first = [0; MAGIC.len()];
    let begins = File::open(path)?.read_exact(&mut first);
    if begins.is_ok() && first == *MAGIC { Ok(()) } else { Err(JournalError::NotALog) }
}

/// The new file's name is on the disk as well.
fn sync_folder(path: &Path) -> Result<(), JournalError> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The address by which SQLite opens a file that nobody changes.
fn unchanging(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut address = String::from("file:");
    if cfg!(windows) {
        address.push('/');
    }
    for byte in absolute.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                address.push(char::from(*byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address + "?immutable=1"
}
