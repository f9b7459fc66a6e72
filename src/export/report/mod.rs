//! The report of an exercise: gathered once from its log, in both languages, then written as a page, as
//! Markdown, as JSON and as tables. For everybody, or for one partner: then it holds what that partner was
//! told and nothing else.

mod csv;
mod decisions;
mod everybody;
mod html;
mod markdown;
mod partner;

pub use csv::csv;
pub use html::html;
pub use markdown::markdown;

use crate::analysis::decisions::Decision;
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use serde::Serialize;

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// `planspiel.report/1`.
    pub schema: &'static str,
    pub title: Text,
    /// For whom it is, and what it leaves out.
    pub scope: Text,
    pub sections: Vec<Section>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its name in links and files.
    pub slug: &'static str,
    pub title: Text,
    pub blocks: Vec<Block>,
}

/// What a section is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Words(Text),
    List(Vec<Text>),
    Table(Table),
}

/// A table; every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Its name as a file.
    pub slug: &'static str,
    pub head: Vec<Text>,
    pub rows: Vec<Vec<Text>>,
}

/// The report of an exercise as it stands, for everybody or for one partner. `decisions` are what single
/// decisions were worth, if that was computed; a partner's report leaves them out.
#[must_use]
pub fn report(exercise: &Exercise, whom: Option<PartnerId>, decisions: &[Decision]) -> Report {
    let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
    match whom {
        Some(partner) => partner::report(exercise, &memory, partner),
        None => everybody::report(exercise, &memory, decisions),
    }
}

impl Table {
    /// The table, or these words where it has no rows.
    fn or(self, words: Text) -> Block {
        if self.rows.is_empty() { Block::Words(words) } else { Block::Table(self) }
    }
}

impl Report {
    /// The report's tables, in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// Texts in one, in each language.
fn joined<'t>(texts: impl Iterator<Item = &'t Text>, between: &str) -> Text {
    let texts: Vec<&Text> = texts.collect();
    let join = |of: fn(&Text) -> &String| {
        texts.iter().map(|text| of(text).as_str()).collect::<Vec<_>>().join(between)
    };
    both(join(|text| &text.de), join(|text| &text.en))
}

/// The same in both languages: names, figures, codes.
fn same(text: impl Into<String>) -> Text {
    let text = text.into();
    both(text.clone(), text)
}
