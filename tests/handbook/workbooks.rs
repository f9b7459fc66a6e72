//! The MSEL and the evaluation guide as workbooks, opened with another program's eyes.

use crate::{LANGS, folder, shipped};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use planspiel::export::document::{Document, Entry, xlsx_with};
use planspiel::files::load_scenario;
use planspiel::handbook::KINDS;
use planspiel::scenario::Scenario;
use planspiel::view::Lang;
use std::io::{Cursor, Read};

fn workbook(name: &str, scenario: &Scenario) -> (Document, Vec<Entry>) {
    let kind = KINDS.iter().find(|kind| kind.name == name).expect("there is such a document");
    kind.workbook.expect("it is a workbook as well")(scenario)
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("it is a workbook")
}

/// Every part of the file whose name begins so, as text.
fn parts(bytes: &[u8], begin: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let names: Vec<String> =
        archive.file_names().filter(|name| name.starts_with(begin)).map(str::to_owned).collect();
    let mut read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).expect("it is listed").read_to_string(&mut text).expect("it is text");
        text
    };
    names.into_iter().map(&mut read).collect()
}

#[test]
fn the_msel_has_a_row_for_each_inject() {
    for (name, scenario) in shipped() {
        let (document, entries) = workbook("msel", &scenario);
        for lang in LANGS {
            let mut book = opened(xlsx_with(&document, &entries, lang));
            let sheet = book.worksheet_range_at(1).expect("a table").expect("that can be read");
            assert_eq!(sheet.height(), scenario.injects.len() + 1, "{name}");
            let titles: Vec<&str> = scenario.injects.iter().map(|inject| lang.of(&inject.title)).collect();
            for row in sheet.rows().skip(1) {
                let cell = row[3].to_string();
                assert!(titles.iter().any(|title| cell.starts_with(title)), "{name}: {cell}");
            }
            let widths: u16 = entries.iter().map(|entry| entry.letters).sum();
            assert!(entries.len() == sheet.width() && widths <= 220, "one page wide and still readable");
        }
    }
}

#[test]
fn evaluators_choose_a_letter_for_every_task() {
    for (name, scenario) in shipped() {
        let (document, entries) = workbook("evaluation-guide", &scenario);
        let bytes = xlsx_with(&document, &entries, Lang::En);
        let mut book = opened(bytes.clone());
        let tasks: Vec<String> =
            book.sheet_names().into_iter().filter(|name| name.ends_with("– tasks")).collect();
        let mut found = 0;
        for sheet in &tasks {
            let sheet = book.worksheet_range(sheet).expect("it can be read");
            let blank = |cell: &Data| *cell == Data::Empty || cell.to_string().is_empty();
            for row in sheet.rows().skip(1) {
                assert!(row[..4].iter().all(|cell| !blank(cell)), "{name}: {row:?}");
                assert!(row[4..].iter().all(blank), "{name}: {row:?} leaves room");
                found += 1;
            }
        }
        let wanted: usize = scenario.objectives.iter().map(|objective| objective.tasks.len()).sum();
        assert_eq!(found, wanted, "{name}");
        let sheets = parts(&bytes, "xl/worksheets/sheet");
        let lists = |list: &str| sheets.iter().filter(|sheet| sheet.contains(list)).count();
        assert_eq!(lists("&quot;P,S,M,U&quot;") + lists("\"P,S,M,U\""), tasks.len(), "{name}");
        let notes = parts(&bytes, "xl/comments");
        assert_eq!(notes.len(), tasks.len(), "{name}");
        assert!(notes.iter().all(|note| note.contains("U: unable to be performed. Not achieved.")));
    }
}

#[test]
fn the_same_scenario_gives_the_same_workbooks() {
    let read = || load_scenario(&folder("two-rivers"), None).checked.scenario.expect("no errors");
    for name in ["msel", "evaluation-guide"] {
        for lang in LANGS {
            let made = || {
                let (document, entries) = workbook(name, &read());
                xlsx_with(&document, &entries, lang)
            };
            assert!(made() == made(), "{name}");
        }
    }
}
