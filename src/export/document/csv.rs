//! A document's table as CSV (RFC 4180).

use super::Table;
use crate::view::Lang;

/// The table in one language.
#[must_use]
pub fn csv(table: &Table, lang: Lang) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let head = writer.write_record(table.head.iter().map(|cell| lang.of(cell)));
    let mut rows = table.rows.iter();
    let rows = rows.try_for_each(|row| writer.write_record(row.iter().map(|cell| lang.of(cell))));
    let _: () = head.and(rows).expect("every row of a table is as long as its head");
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("what was text stays text")
}
