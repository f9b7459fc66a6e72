//! What the template is told: every text made fit for print, tables with the width of their columns.

use super::columns::{INSET_PT, Ruler, Wishes, breakable};
use super::fonts::{Fonts, Weight};
use crate::export::document::{Block, Document, Drawing, PaperSize, Section, Table};
use crate::scenario::model::Text;
use crate::view::Lang;
use serde_json::{Value, json};

const MARGIN_PT: f64 = 57.0;
const TEXT_PT: f64 = 10.5;
/// How high a drawing may be: the page without margins, its caption and a heading.
const DRAWING_PT: [f64; 2] = [580.0, 350.0];

/// Sections of a handbook that begin a page, beside the sheets that are handed out one by one.
const OWN_PAGE: [&str; 6] = ["measures", "injects", "contingency", "objectives", "debrief", "attackers"];

fn begins_page(slug: &str) -> bool {
    slug.starts_with("sheet-") || OWN_PAGE.contains(&slug)
}

/// A document on its way to paper.
struct Sheet<'a> {
    /// It is worked with on paper: a handbook.
    is_paper: bool,
    lang: Lang,
    paper: PaperSize,
    fonts: &'a Fonts,
}

/// The data of the template.
pub(super) fn of(document: &Document, lang: Lang, paper: PaperSize, fonts: &Fonts) -> Value {
    let is_paper = document.schema.starts_with("planspiel.handbook");
    let sheet = Sheet { is_paper, lang, paper, fonts };
    json!({
        "exercise": "ÜBUNG / EXERCISE",
        "lang": lang.tag(),
        "region": lang.pick("DE", "US"),
        "paper": match paper {
            PaperSize::A4 => "a4",
            PaperSize::Letter => "us-letter",
        },
        "margin_pt": MARGIN_PT,
        "text_pt": TEXT_PT,
        "page": lang.pick("Seite", "Page"),
        "of": lang.pick("von", "of"),
        "contents": lang.pick("Inhalt", "Contents"),
        "kind": sheet.text(&document.kind),
        "title": sheet.text(&document.title),
        "scope": sheet.text(&document.scope),
        "runs": sheet.runs(&document.sections),
    })
}

/// Which way a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Upright,
    Across,
}

impl Sheet<'_> {
    /// Width of what stands upright, and across.
    fn rooms(&self) -> [f64; 2] {
        let (width, height) = match self.paper {
            PaperSize::A4 => (595.27, 841.88),
            PaperSize::Letter => (612.0, 792.0),
        };
        [width - 2.0 * MARGIN_PT, height - 2.0 * MARGIN_PT]
    }

    fn ruler(&self) -> Ruler<'_> {
        Ruler { fonts: self.fonts, lang: self.lang }
    }

    /// Fit for print; a figure and its interval stay on one line.
    fn printable(&self, text: &Text) -> String {
        self.fonts.printable(self.lang.of(text)).replace(" ± ", "\u{a0}±\u{a0}")
    }

    /// A text over the whole width.
    fn text(&self, text: &Text) -> String {
        // Items of lists are a little narrower, headings larger.
        let room_em = self.rooms()[0] * 0.9 / TEXT_PT;
        breakable(&self.printable(text), room_em, Weight::Regular, self.ruler())
    }

    fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// Sections that follow each other on pages of the same way.
    fn runs(&self, sections: &[Section]) -> Vec<Value> {
        let ways: Vec<(Way, &Section)> =
            sections.iter().map(|section| (self.way(section), section)).collect();
        let runs = ways.chunk_by(|(one, _), (other, _)| one == other);
        let run = |run: &[(Way, &Section)]| {
            let sections: Vec<Value> = run.iter().map(|(way, section)| self.section(section, *way)).collect();
            json!({ "wide": run.iter().any(|(way, _)| *way == Way::Across), "sections": sections })
        };
        runs.map(run).collect()
    }

    /// The whole of a section stands across where one of its tables does not fit upright.
    fn way(&self, section: &Section) -> Way {
        let fits = |block: &Block| match block {
            Block::Table(table) => self.wishes(table).2.fit(self.rooms()[0]),
            _ => true,
        };
        if section.blocks.iter().all(fits) { Way::Upright } else { Way::Across }
    }

    fn section(&self, section: &Section, way: Way) -> Value {
        let (room, height) = (self.rooms()[way as usize], DRAWING_PT[way as usize]);
        let block = |block: &Block| match block {
            Block::Words(text) => json!({ "kind": "words", "text": self.text(text) }),
            Block::Heading(text) => json!({ "kind": "heading", "text": self.text(text) }),
            Block::List(texts) => json!({ "kind": "list", "texts": self.texts(texts) }),
            Block::Steps(texts) => json!({ "kind": "steps", "texts": self.texts(texts) }),
            Block::Table(table) => self.table(table, room),
            Block::Drawing(drawing) => self.drawing(drawing, room, height),
        };
        let blocks: Vec<Value> = section.blocks.iter().map(block).collect();
        json!({
            "title": self.text(&section.title),
            "begins": self.is_paper && begins_page(&section.slug),
            "is_card": section.slug.starts_with("card-"),
            "blocks": blocks,
        })
    }

    fn wishes(&self, table: &Table) -> (Vec<String>, Vec<Vec<String>>, Wishes) {
        let line = |cells: &[Text]| cells.iter().map(|cell| self.printable(cell)).collect::<Vec<_>>();
        let (head, rows) = (line(&table.head), table.rows.iter().map(|row| line(row)).collect::<Vec<_>>());
        let wishes = Wishes::of(&head, &rows, self.ruler());
        (head, rows, wishes)
    }

    fn table(&self, table: &Table, room: f64) -> Value {
        let (head, rows, wishes) = self.wishes(table);
        let columns = wishes.within(room);
        let fitted = |cells: &[String], weight: Weight| -> Vec<String> {
            let cells = cells.iter().zip(&columns.widths_pt);
            cells
                .map(|(cell, width)| {
                    breakable(cell, (width - 2.0 * INSET_PT) / columns.text_pt, weight, self.ruler())
                })
                .collect()
        };
        let figures = table.figures(self.lang);
        json!({
            "kind": "table",
            "text_pt": columns.text_pt,
            "inset_pt": INSET_PT,
            "columns": columns.widths_pt,
            "figures": figures,
            "head": fitted(&head, Weight::Bold),
            "rows": rows.iter().map(|row| fitted(row, Weight::Regular)).collect::<Vec<_>>(),
        })
    }

    /// A drawing as large as the page lets it be.
    fn drawing(&self, drawing: &Drawing, room: f64, height: f64) -> Value {
        let svg = self.printable(&drawing.svg);
        let width = ratio(&svg).map_or(room, |ratio| room.min(height * ratio));
        json!({ "kind": "drawing", "caption": self.text(&drawing.caption), "svg": svg, "width_pt": width })
    }
}

/// Width by height of a drawing, from its own words.
fn ratio(svg: &str) -> Option<f64> {
    let from = svg.find("viewBox=\"")? + "viewBox=\"".len();
    let numbers = svg[from..].split('"').next()?;
    let numbers: Vec<f64> = numbers.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some(width / height),
        _ => None,
    }
}
