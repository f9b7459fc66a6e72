//! A document as one page that needs nothing else, for screen and paper.

use super::{Block, Document, Table};
use crate::view::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../../assets/export/document.css");

/// The page in one language.
#[must_use]
pub fn html(document: &Document, lang: Lang) -> String {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (lang.of(&document.title)) " – " (lang.of(&document.kind)) }
                style { (PreEscaped(STYLE)) }
            }
            body data-schema=(document.schema) {
                p.exercise { "ÜBUNG / EXERCISE" }
                main {
                    p.kind { (lang.of(&document.kind)) }
                    h1 { (lang.of(&document.title)) }
                    p.scope { (lang.of(&document.scope)) }
                    nav aria-label=(lang.pick("Inhalt", "Contents")) {
                        ol { @for section in &document.sections { li { a href={ "#" (section.slug) } { (lang.of(&section.title)) } } } }
                    }
                    @for section in &document.sections {
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

/// A block, to stand in a page.
#[must_use]
pub fn block(block: &Block, lang: Lang) -> Markup {
    html! {
        @match block {
            Block::Words(text) => p { (lang.of(text)) },
            Block::Heading(text) => h3 { (lang.of(text)) },
            Block::List(texts) => ul { @for text in texts { li { (lang.of(text)) } } },
            Block::Steps(texts) => ol { @for text in texts { li { (lang.of(text)) } } },
            Block::Table(table) => (self::table(table, lang)),
            Block::Drawing(drawing) => figure {
                (PreEscaped(lang.of(&drawing.svg)))
                figcaption { (lang.of(&drawing.caption)) }
            },
        }
    }
}

fn table(table: &Table, lang: Lang) -> Markup {
    let figures = table.figures(lang);
    html! {
        div.wide {
            table data-table=(table.slug) {
                thead { tr { @for (cell, figure) in table.head.iter().zip(&figures) { th.figure[*figure] scope="col" { (lang.of(cell)) } } } }
                tbody { @for row in &table.rows { tr { @for (cell, figure) in row.iter().zip(&figures) { td.figure[*figure] { (lang.of(cell)) } } } } }
            }
        }
    }
}
