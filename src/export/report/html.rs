//! A report as one page that needs nothing else, for screen and paper.

use super::{Block, Report, Table};
use crate::view::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../../assets/export/report.css");

/// The page in one language.
#[must_use]
pub fn html(report: &Report, lang: Lang) -> String {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (lang.of(&report.title)) " – " (lang.pick("Übungsbericht", "Exercise report")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                p.exercise { "ÜBUNG / EXERCISE" }
                main {
                    h1 { (lang.of(&report.title)) }
                    p.scope { (lang.of(&report.scope)) }
                    nav aria-label=(lang.pick("Inhalt", "Contents")) {
                        ol { @for section in &report.sections { li { a href={ "#" (section.slug) } { (lang.of(&section.title)) } } } }
                    }
                    @for section in &report.sections {
                        section id=(section.slug) {
                            h2 { (lang.of(&section.title)) }
                            @for block in &section.blocks { (self::block(block, lang)) }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

fn block(block: &Block, lang: Lang) -> Markup {
    html! {
        @match block {
            Block::Words(text) => p { (lang.of(text)) },
            Block::List(texts) => ul { @for text in texts { li { (lang.of(text)) } } },
            Block::Table(table) => (self::table(table, lang)),
        }
    }
}

fn table(table: &Table, lang: Lang) -> Markup {
    html! {
        div.wide {
            table {
                thead { tr { @for cell in &table.head { th scope="col" { (lang.of(cell)) } } } }
                tbody { @for row in &table.rows { tr { @for cell in row { td { (lang.of(cell)) } } } } }
            }
        }
    }
}
