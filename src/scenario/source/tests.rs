//! Broken and hostile scenarios: each text with the problems it must show.

use super::*;
use std::collections::BTreeMap;
use std::time::Instant;

struct Folder(BTreeMap<String, String>);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::NotFound)
    }
}

fn folder(files: &[(&str, &str)]) -> Folder {
    Folder(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

/// Each problem as "code line:column message (help)".
fn shown(loaded: &Loaded) -> Vec<String> {
    let line = |problem: &Problem| {
        let at = loaded.sources.line_column(&problem.place);
        format!("{} {}:{} {} ({})", problem.code, at.line, at.column, problem.message, problem.help)
    };
    loaded.problems.iter().map(line).collect()
}

fn load_text(text: &str) -> Loaded {
    load(&folder(&[("scenario.ron", text)]), "scenario.ron")
}

/// `expected` are beginnings of what is shown.
fn check(text: &str, expected: &[&str]) {
    let found = shown(&load_text(text));
    let right = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, wanted)| found.starts_with(wanted));
    assert!(right, "{text}\nfound {found:#?}\nexpected {expected:#?}");
}

#[test]
fn sound_files_show_nothing() {
    check("(format: 1)", &[]);
    check("\u{feff}(format: 1)", &[]);
    check("/* a /* b */ */ Draft(format: Some(1), // c\n zones: [],)", &[]);
    check("(format: 1, zones: [(id: r#\"a\"(\"#, kind: office, name: (en: \"(\"))])", &[]);
}

#[test]
fn probe() {
    for text in std::env::var("PROBE").unwrap_or_default().split("~~") {
        println!("{text}\n{:#?}", shown(&load_text(text)));
    }
}
