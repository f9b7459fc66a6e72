//! What a sweep tells its author: a verdict in plain words, tables, plots. The same findings become a
//! page of their own, CSV files, words for a terminal, and JSON for programs.

mod csv;
mod draw;
mod figures;
mod json;
mod names;
mod page;
mod plots;
mod table;
mod tables;
mod verdict;
mod words;

pub use csv::csv;
pub use json::json;
pub use names::Names;
pub use page::page;
pub use table::{Cell, Column, Table};
pub use tables::tables;
pub use verdict::{Sentence, Tone, verdict};
pub use words::words;

use crate::analysis::{Ablations, DialEffect, Row, Subject, Sweep, Worth};
use crate::view::Lang;

/// Everything that was found out about a scenario.
pub struct Findings<'a> {
    pub lang: Lang,
    /// The scenario's title.
    pub title: String,
    /// Its id and the hash of what was checked.
    pub scenario: &'a (String, String),
    pub seed: u64,
    /// Who played: policies, attackers' brain, dials turned.
    pub cast: String,
    /// Seconds that the exercises took.
    pub seconds: f64,
    pub subject: &'a Subject,
    pub names: Names,
    /// The exercises, in the order of their seeds.
    pub rows: &'a [Row],
    pub found: &'a Sweep,
    pub worth: Option<&'a Worth>,
    pub ablations: Option<&'a Ablations>,
    /// What dials do, of those that were asked for.
    pub dials: &'a [DialEffect],
    pub thresholds: Vec<Threshold>,
}

/// A threshold of a gate, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    pub name: String,
    pub found: f64,
    /// What was wanted, for example "40 to 80".
    pub wanted: String,
    pub is_met: bool,
}

#[cfg(test)]
mod tests;
