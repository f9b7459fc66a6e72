//! A log as JSON Lines, one line an entry: what was asked for, what it caused, and its link of the chain, exactly
//! as written. Free texts stand outside the chain and are left out. `docs/schema/journal.schema.json` describes a
//! line; from a line's own fields the link can be computed again.

use crate::journal::Link;
use crate::rules::fingerprint::hex;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// An entry as it stands in the chain, part by part as written.
#[derive(Debug, Deserialize)]
struct Written<'a> {
    number: u32,
    #[serde(borrow)]
    command: &'a RawValue,
    #[serde(borrow, default)]
    by: Option<&'a RawValue>,
    #[serde(default)]
    at_ms: Option<i64>,
    #[serde(borrow)]
    events: &'a RawValue,
    #[serde(borrow)]
    checks: &'a RawValue,
    #[serde(borrow, default)]
    thoughts: Option<&'a RawValue>,
    #[serde(borrow)]
    fingerprint: &'a RawValue,
}

/// A line.
#[derive(Debug, Serialize)]
struct Line<'a> {
    seq: u32,
    command: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_ms: Option<i64>,
    events: &'a RawValue,
    checks: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    thoughts: Option<&'a RawValue>,
    fingerprint: &'a RawValue,
    previous: String,
    /// Salted hash of the free text that is left out, where there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_hash: Option<String>,
    hash: String,
}

/// The lines of a log, each ended.
///
/// # Errors
/// When an entry is not what an entry looks like.
pub fn journal(links: &[Link]) -> serde_json::Result<String> {
    let mut lines = String::new();
    for link in links {
        let written: Written<'_> = serde_json::from_str(&link.payload)?;
        let line = Line {
            seq: written.number,
            command: written.command,
            by: written.by,
            at_ms: written.at_ms,
            events: written.events,
            checks: written.checks,
            thoughts: written.thoughts,
            fingerprint: written.fingerprint,
            previous: hex(&link.previous),
            text_hash: link.text_hash.as_deref().map(hex),
            hash: hex(&link.hash),
        };
        lines.push_str(&serde_json::to_string(&line)?);
        lines.push('\n');
    }
    Ok(lines)
}
