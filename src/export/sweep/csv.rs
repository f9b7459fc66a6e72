//! Tables as CSV (RFC 4180): figures in full, with a point, and headers that are the same in every
//! language.

use super::table::{Cell, Table};

/// A table as the text of a CSV file.
#[must_use]
pub fn csv(table: &Table) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let named =
        |place: usize| table.rows.iter().any(|row| matches!(row[place], Cell::Named(..) | Cell::Keyed(..)));
    let mut head = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        head.push(column.key.clone());
        if named(place) {
            head.push("name".to_owned());
        }
    }
    let written = writer.write_record(&head);
    let rows = table.rows.iter().try_for_each(|row| writer.write_record(row.iter().flat_map(fields)));
    let _: () = written.and(rows).expect("every row of a table is as long as its head");
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("what was text stays text")
}

fn fields(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Named(id, name) => vec![id.clone(), name.clone()],
        Cell::Keyed(slug, name) => vec![(*slug).to_owned(), (*name).to_owned()],
        Cell::Text(text) => vec![text.clone()],
        Cell::Word(_, slug) => vec![(*slug).to_owned()],
        Cell::Number(value, _) | Cell::Change(value) | Cell::Share(value) => vec![value.to_string()],
        Cell::Missing => vec![String::new()],
    }
}
