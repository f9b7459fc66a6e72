//! A document in both languages, gathered once and then written as a page, as PDF, as Markdown, as JSON and
//! as tables: the report of an exercise, the handbook of a scenario.

mod csv;
mod html;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
mod xlsx;

pub use csv::csv;
pub use html::{block, html};
pub use markdown::markdown;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, pdf};
pub use xlsx::{xlsx, xlsx_with};

use crate::scenario::model::Text;
use crate::view::Lang;
use crate::view::wording::both;
use serde::Serialize;

/// What a PDF is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperSize {
    A4,
    Letter,
}

impl PaperSize {
    /// What most readers of a language print on.
    #[must_use]
    pub const fn of(lang: Lang) -> Self {
        match lang {
            Lang::De => PaperSize::A4,
            Lang::En => PaperSize::Letter,
        }
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// `planspiel.report/1`, `planspiel.handbook/1`.
    pub schema: &'static str,
    /// What kind of document it is, as a short name: "Exercise report".
    pub kind: Text,
    pub title: Text,
    /// For whom it is, and what it leaves out.
    pub scope: Text,
    pub sections: Vec<Section>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its name in links and files, unique in the document.
    pub slug: String,
    pub title: Text,
    pub blocks: Vec<Block>,
}

/// What a section is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Words(Text),
    /// A heading below the section's.
    Heading(Text),
    List(Vec<Text>),
    /// A list with numbers.
    Steps(Vec<Text>),
    Table(Table),
    Drawing(Drawing),
}

/// A table; every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Its name as a file.
    pub slug: &'static str,
    pub head: Vec<Text>,
    pub rows: Vec<Vec<Text>>,
}

/// How a column of a table stands in a workbook that people work in.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The tables with this slug.
    pub table: &'static str,
    /// The column, from 0.
    pub column: u16,
    /// Its width.
    pub letters: u16,
    /// What can be entered, as a drop-down; anything if there is none.
    pub choices: Vec<Text>,
    /// What the entries mean, as a note at the head.
    pub note: Option<Text>,
}

impl Entry {
    /// Columns from the first, each so wide.
    #[must_use]
    pub fn widths(table: &'static str, letters: &[u16]) -> Vec<Self> {
        let entry = |(column, letters): (u16, &u16)| Entry {
            table,
            column,
            letters: *letters,
            choices: Vec::new(),
            note: None,
        };
        (0..).zip(letters).map(entry).collect()
    }
}

/// A drawing, as SVG that needs nothing else.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawing {
    /// What it shows, below it and for those who cannot see it.
    pub caption: Text,
    pub svg: Text,
}

impl Table {
    /// The table, or these words where it has no rows.
    #[must_use]
    pub fn or(self, words: Text) -> Block {
        if self.rows.is_empty() { Block::Words(words) } else { Block::Table(self) }
    }

    /// Per column, whether it holds figures and nothing else: they stand below each other.
    fn figures(&self, lang: Lang) -> Vec<bool> {
        let digit = |letter: char| letter.is_ascii_digit();
        // A dash stands where there is no figure.
        let of_figures = |letter: char| digit(letter) || "−-+±.,% –".contains(letter);
        let is_figures = |at: usize| {
            let mut cells = self.rows.iter().map(|row| lang.of(&row[at]));
            cells.clone().any(|cell| cell.contains(digit)) && cells.all(|cell| cell.chars().all(of_figures))
        };
        (0..self.head.len()).map(is_figures).collect()
    }
}

impl Section {
    /// A section.
    #[must_use]
    pub fn new(slug: impl Into<String>, title: Text, blocks: Vec<Block>) -> Self {
        Self { slug: slug.into(), title, blocks }
    }
}

impl Document {
    /// The document's tables, in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// Texts in one, in each language.
#[must_use]
pub fn joined<'t>(texts: impl Iterator<Item = &'t Text>, between: &str) -> Text {
    let texts: Vec<&Text> = texts.collect();
    let join = |of: fn(&Text) -> &String| {
        texts.iter().map(|text| of(text).as_str()).collect::<Vec<_>>().join(between)
    };
    both(join(|text| &text.de), join(|text| &text.en))
}

/// The same in both languages: names, figures, codes.
#[must_use]
pub fn same(text: impl Into<String>) -> Text {
    let text = text.into();
    both(text.clone(), text)
}
