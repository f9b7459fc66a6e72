//! Findings as words for a terminal: the verdict first, then the tables.

use super::Findings;
use super::table::{Cell, Table};
use super::tables::tables;
use super::verdict::{Tone, verdict};
use crate::view::Lang;
use std::fmt::Write;

/// Widest first column; longer names are cut.
const NAME: usize = 44;

/// The verdict and the tables that a terminal has room for.
#[must_use]
pub fn words(of: &Findings<'_>) -> String {
    let mut text = String::new();
    let exercises = of.lang.grouped(of.found.n);
    let of_what = of.lang.pick("Übungen", "exercises");
    let _ = writeln!(text, "{}: {exercises} {of_what}\n", of.title);
    for sentence in verdict(of) {
        let mark = if sentence.tone == Tone::Look { "!" } else { "-" };
        let _ = writeln!(text, "{mark} {}", sentence.text);
    }
    for table in tables(of).iter().filter(|table| has_room(of, table)) {
        let _ = write!(text, "\n{}", laid_out(of.lang, table));
    }
    let [tried, worked] = of.found.actions.map(|mean| super::figures::number(of.lang, mean, 1));
    let _ = match of.lang {
        Lang::De => writeln!(text, "\nAngriffsaktionen je Übung: {tried}, davon gelungen {worked}"),
        Lang::En => writeln!(text, "\nattack actions per exercise: {tried}, of which {worked} worked"),
    };
    text
}

/// Long tables stand in the files alone; those of injects and measures where an experiment was made.
fn has_room(of: &Findings<'_>, table: &Table) -> bool {
    match table.slug {
        "nodes" | "exercises" => false,
        "injects" | "measures" => of.ablations.is_some(),
        _ => true,
    }
}

/// Columns of equal width; rows without any use are left out.
fn laid_out(lang: Lang, table: &Table) -> String {
    let shown = |row: &Vec<Cell>| row.iter().map(|cell| short(cell, lang)).collect::<Vec<_>>();
    let used = |row: &&Vec<Cell>| table.slug != "measures" || row.get(2) != Some(&Cell::Share(0.0));
    let head: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().filter(used).map(shown).collect();
    let width = |place: usize| {
        let cells = rows.iter().map(|row| row[place].chars().count());
        cells.chain([head[place].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(place, cell)| {
            let gap = " ".repeat(widths[place] - cell.chars().count());
            if table.is_figure(place) { format!("{gap}{cell}") } else { format!("{cell}{gap}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut text = format!("{}\n  {}\n", table.title, line(&head));
    for row in &rows {
        let _ = writeln!(text, "  {}", line(row));
    }
    text
}

fn short(cell: &Cell, lang: Lang) -> String {
    let text = cell.shown(lang);
    if text.chars().count() <= NAME {
        return text;
    }
    let cut: String = text.chars().take(NAME - 1).collect();
    format!("{}…", cut.trim_end())
}
