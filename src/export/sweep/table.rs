//! A table once, for pages, terminals and CSV files.

use super::figures::{number, percent, signed};
use crate::view::Lang;

/// A table of findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name of its CSV file, without the ending.
    pub slug: &'static str,
    pub title: String,
    /// What one should know to read it.
    pub note: String,
    pub columns: Vec<Column>,
    /// Each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the CSV file: English, never translated.
    pub key: String,
    /// What stands above it for people.
    pub label: String,
}

impl Column {
    /// A column.
    pub(super) fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Column { key: key.into(), label: label.into() }
    }
}

/// What stands in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Something of the scenario, by id and name; two columns of a CSV file.
    Named(String, String),
    /// Something of the sweep's own, by a word for programs and one for people; two columns as well.
    Keyed(&'static str, &'static str),
    Text(String),
    /// A word for people and one for programs.
    Word(&'static str, &'static str),
    /// A figure, and how many places people are shown.
    Number(f64, usize),
    /// A difference, with its sign.
    Change(f64),
    /// 0 to 1; per cent for people.
    Share(f64),
    /// Nothing is known.
    Missing,
}

impl Cell {
    /// As people read it.
    pub(super) fn shown(&self, lang: Lang) -> String {
        match self {
            Cell::Named(_, name) => name.clone(),
            Cell::Text(text) => text.clone(),
            Cell::Word(shown, _) | Cell::Keyed(_, shown) => (*shown).to_owned(),
            Cell::Number(value, places) => number(lang, *value, *places),
            Cell::Change(value) => signed(lang, *value, 2),
            Cell::Share(share) => percent(lang, *share),
            Cell::Missing => "–".to_owned(),
        }
    }

    /// Figures stand at the right.
    pub(super) const fn is_figure(&self) -> bool {
        matches!(self, Cell::Number(..) | Cell::Change(_) | Cell::Share(_) | Cell::Missing)
    }
}

impl Table {
    /// Whether a column holds figures and nothing else.
    pub(super) fn is_figure(&self, place: usize) -> bool {
        let cells = || self.rows.iter().map(|row| &row[place]);
        cells().all(Cell::is_figure) && cells().any(|cell| *cell != Cell::Missing)
    }

    /// Whether there is anything in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
