//! The workbook, opened with another program's eyes.

use crate::{LANGS, NASTY, nasty, of, played, same, table};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use planspiel::export::document::{Block, Document, Table, xlsx};
use planspiel::view::Lang;
use std::io::{Cursor, Read};

fn opened(document: &Document, lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(xlsx(document, lang))).expect("it is a workbook")
}

/// A cell as the reports write figures: whole, or with as many places as the text has.
fn shown(cell: &Data, like: &str, lang: Lang) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => {
            let point = lang.pick(",", ".");
            let places = like.split_once(point).map_or(0, |(_, after)| after.len());
            format!("{number:.places$}").replace('.', point)
        }
        other => panic!("{other:?} stands where {like:?} should"),
    }
}

fn agrees(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str, table: &Table, lang: Lang) {
    let sheet = workbook.worksheet_range(name).expect("the sheet can be read");
    let formulas = workbook.worksheet_formula(name).expect("formulas can be read");
    assert!(formulas.is_empty(), "{name}: a text became a formula");
    let lines = std::iter::once(&table.head).chain(&table.rows);
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            let found = sheet.get_value((row, column)).unwrap_or(&Data::Empty);
            assert_eq!(
                shown(found, lang.of(cell), lang),
                lang.of(cell),
                "{name}, row {row}, column {column}"
            );
        }
    }
    assert_eq!(sheet.height(), table.rows.len() + 1, "{name}");
}

fn check(document: &Document, lang: Lang) {
    let mut workbook = opened(document, lang);
    let names = workbook.sheet_names();
    assert_eq!(names.len(), document.tables().count() + 1, "one sheet a table, and one for the words");
    assert!(names.iter().all(|name| name.chars().count() <= 31), "{names:?}");
    for (name, table) in names[1..].iter().zip(document.tables()) {
        agrees(&mut workbook, name, table, lang);
    }
    let words = workbook.worksheet_range(&names[0]).expect("the sheet can be read");
    let words: Vec<String> = words.rows().flatten().map(ToString::to_string).collect();
    let mut wanted = vec!["ÜBUNG / EXERCISE".to_owned()];
    wanted.extend([&document.title, &document.scope].map(|text| lang.of(text).to_owned()));
    wanted.extend(document.sections.iter().map(|section| lang.of(&section.title).to_owned()));
    for text in wanted {
        assert!(words.contains(&text), "{text:?} is missing among {words:#?}");
    }
}

#[test]
fn a_workbook_holds_every_table_cell_by_cell() {
    let report = played("two-rivers");
    LANGS.iter().for_each(|lang| check(&report, *lang));
}

#[test]
fn nothing_written_becomes_a_formula() {
    LANGS.iter().for_each(|lang| check(&nasty(), *lang));
    let mut workbook = opened(&nasty(), Lang::En);
    let sheet = workbook.worksheet_range_at(1).expect("a table").expect("that can be read");
    let first: Vec<&Data> = sheet.rows().skip(1).map(|row| &row[0]).collect();
    assert_eq!(first, NASTY.map(|text| Data::String(text.to_owned())).iter().collect::<Vec<_>>());
    // Columns of figures sort as figures.
    assert!(sheet.rows().skip(1).all(|row| row[1] == Data::Float(7.0)));
}

#[test]
fn figures_are_numbers_only_where_they_read_the_same() {
    let rows: Vec<Vec<String>> = [["1", "1,5", "1.5", "007", "12"], ["20", "10,0", "2.25", "7", "n"]]
        .map(|row| row.map(str::to_owned).to_vec())
        .to_vec();
    let document = of(vec![Block::Table(table(&["a", "b", "c", "d", "e"], &rows))]);
    let numbers = |lang: Lang| {
        let mut workbook = opened(&document, lang);
        let sheet = workbook.worksheet_range_at(1).expect("a table").expect("that can be read");
        (0..5).map(|column| matches!(sheet[(1, column)], Data::Float(_))).collect::<Vec<_>>()
    };
    assert_eq!(numbers(Lang::De), [true, true, false, false, false]);
    assert_eq!(numbers(Lang::En), [true, false, false, false, false]);
    LANGS.iter().for_each(|lang| check(&document, *lang));
}

#[test]
fn sheets_have_names_that_the_format_allows() {
    let one = || Block::Table(table(&["a"], &[vec!["x".to_owned()]]));
    let long = "Eine sehr lange Überschrift: [mit] allem/was\\stört? *";
    let mut document = of(vec![one(), Block::Heading(same(long)), one(), one()]);
    document.sections[0].title = same("History");
    document.kind = same("'");
    for lang in LANGS {
        check(&document, lang);
        let names = opened(&document, lang).sheet_names();
        assert_eq!(names[1..3], ["History ", "Eine sehr lange Überschrift- -m"]);
        assert_eq!(names[3], "Eine sehr lange Überschrift- 2");
    }
}

#[test]
fn a_workbook_is_the_same_tomorrow() {
    let document = nasty();
    for lang in LANGS {
        let bytes = xlsx(&document, lang);
        assert_eq!(bytes, xlsx(&document, lang));
        let mut archive = zip_part(&bytes, "docProps/core.xml");
        assert_eq!(archive.matches("2000-01-01T00:00:00Z").count(), 2, "{archive}");
        archive = zip_part(&bytes, "xl/worksheets/sheet2.xml");
        for (what, why) in [("state=\"frozen\"", "the head stays"), ("<autoFilter ref=\"A1:B17\"", "filters")]
        {
            assert!(archive.contains(what), "{why}: {archive}");
        }
    }
}

/// A file of the archive.
fn zip_part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut part = archive.by_name(name).expect("it holds this file");
    assert_eq!(part.last_modified(), Some(zip::DateTime::default()), "no clock");
    let mut text = String::new();
    part.read_to_string(&mut text).expect("it is text");
    text
}
