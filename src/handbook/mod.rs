//! Documents to print for an exercise, made from a scenario alone: for players what they may know before
//! StartEx, for those who lead everything. Each is a [`Document`]; who writes them as pages, as Markdown or
//! otherwise goes through [`KINDS`].
//!
//! What players get never names an attacker, an inject, an ending, evidence or a condition;
//! `tests/handbook.rs` looks for every one of them.

mod cards;
mod duties;
mod effects;
mod evaluation;
mod guide;
mod manual;
mod measures;
mod msel;
mod paper;
mod words;

pub use crate::view::conditions::condition;

use crate::export::document::{Document, Entry};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;

/// A kind of document.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its name as a file, without language and ending.
    pub name: &'static str,
    /// Players may read it before and during the exercise.
    pub is_for_players: bool,
    /// The document for everybody it is meant for.
    pub build: fn(&Scenario) -> Document,
    /// An edition for one partner's team, where partners know different things.
    pub edition: Option<fn(&Scenario, PartnerId) -> Document>,
    /// Its tables are written as CSV as well.
    pub has_tables: bool,
    /// The document as a workbook to work in, and how its columns stand there.
    pub workbook: Option<fn(&Scenario) -> (Document, Vec<Entry>)>,
}

/// Every document of a handbook, in the order of their use.
pub const KINDS: [Kind; 7] = [
    Kind {
        name: "situation-manual",
        is_for_players: true,
        build: manual::manual,
        edition: Some(manual::edition),
        has_tables: false,
        workbook: None,
    },
    Kind::new("seat-cards", true, cards::cards),
    Kind::new("duty-cards", true, duties::cards),
    Kind::new("facilitator-guide", false, guide::guide),
    Kind { has_tables: true, workbook: Some(msel::workbook), ..Kind::new("msel", false, msel::msel) },
    Kind { workbook: Some(evaluation::workbook), ..Kind::new("evaluation-guide", false, evaluation::guide) },
    Kind::new("paper-fallback", false, paper::fallback),
];

impl Kind {
    const fn new(name: &'static str, is_for_players: bool, build: fn(&Scenario) -> Document) -> Self {
        Kind { name, is_for_players, build, edition: None, has_tables: false, workbook: None }
    }

    /// The document and its editions, each with its name as a file. Where only one partner plays, there is
    /// one edition, and it bears the plain name.
    #[must_use]
    pub fn documents(&self, scenario: &Scenario) -> Vec<(String, Document)> {
        let partners = || (0..scenario.partners.len()).map(PartnerId::at);
        match self.edition {
            Some(edition) if scenario.partners.len() == 1 => {
                partners().map(|partner| (self.name.to_owned(), edition(scenario, partner))).collect()
            }
            Some(edition) => {
                let own = partners().map(|partner| {
                    let slug = &scenario.partners[partner.index()].id;
                    (format!("{}-{slug}", self.name), edition(scenario, partner))
                });
                std::iter::once((self.name.to_owned(), (self.build)(scenario))).chain(own).collect()
            }
            None => vec![(self.name.to_owned(), (self.build)(scenario))],
        }
    }
}
