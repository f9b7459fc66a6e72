//! A document as Markdown.

use super::{Block, Document, Table};
use crate::scenario::model::Text;
use crate::view::Lang;

/// The document in one language.
#[must_use]
pub fn markdown(document: &Document, lang: Lang) -> String {
    let mut page =
        format!("ÜBUNG / EXERCISE\n\n# {}\n\n{}\n", lang.of(&document.title), lang.of(&document.scope));
    for section in &document.sections {
        page.push_str(&format!("\n## {}\n", lang.of(&section.title)));
        for block in &section.blocks {
            page.push('\n');
            match block {
                Block::Words(text) => page.push_str(&format!("{}\n", lang.of(text))),
                Block::List(texts) => {
                    texts.iter().for_each(|text| page.push_str(&format!("- {}\n", lang.of(text))));
                }
                Block::Heading(text) => page.push_str(&format!("### {}\n", lang.of(text))),
                Block::Steps(texts) => {
                    let numbered = texts.iter().enumerate();
                    numbered
                        .for_each(|(at, text)| page.push_str(&format!("{}. {}\n", at + 1, lang.of(text))));
                }
                Block::Drawing(drawing) => {
                    let elsewhere = lang.pick(
                        "Zeichnung in der HTML- und der PDF-Fassung",
                        "drawing in the HTML and PDF editions",
                    );
                    page.push_str(&format!("*{} ({elsewhere})*\n", lang.of(&drawing.caption)));
                }
                Block::Table(table) => page.push_str(&self::table(table, lang)),
            }
        }
    }
    page
}

fn table(table: &Table, lang: Lang) -> String {
    let line = |cells: &[Text]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell_of(lang.of(cell))).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", " --- |".repeat(table.head.len()));
    let rows: String = table.rows.iter().map(|row| line(row)).collect();
    format!("{}{rule}{rows}", line(&table.head))
}

/// What would end a cell or a line is written otherwise.
fn cell_of(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
