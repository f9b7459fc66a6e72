//! Faulty scenarios with the problems that are expected of them. Each file in `tests/broken` is a
//! small scenario, most of it included from `tests/broken/good`. What is wrong stands at the end of
//! its line: `//~ error PS0201`, with a column if that matters (`//~ error PS0201 12`), or elsewhere
//! (`//~ note PS0401 @good/network.ron:9`). Exactly these problems must be found, no others.

use planspiel::files::{Folder, load_with_catalog};
use planspiel::scenario::check::check;
use planspiel::scenario::problem::Code;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One problem: where, how bad, which; the column where it is given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    file: String,
    line: usize,
    level: String,
    code: String,
    column: Option<usize>,
}

impl Line {
    fn matches(&self, found: &Line) -> bool {
        let column = self.column.is_none() || self.column == found.column;
        let (mut own, mut other) = (self.clone(), found.clone());
        (own.column, other.column) = (None, None);
        column && own == other
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

fn cases() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the cases can be listed");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".ron"));
    names.sort();
    names
}

/// The markers of a case.
fn expected(name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder().join(name)).expect("a case can be read");
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        lines.extend(line.split("//~").skip(1).map(|marker| parse(name, index + 1, marker)));
    }
    lines
}

fn parse(file: &str, line: usize, marker: &str) -> Line {
    let mut words = marker.split_whitespace();
    let level = words.next().expect("a marker says how bad it is").to_owned();
    let code = words.next().expect("a marker says which code").to_owned();
    assert!(Code::from_slug(&code).is_some(), "{file}:{line}: there is no code {code}");
    let mut expected = Line { file: file.to_owned(), line, level, code, column: None };
    match words.next() {
        Some(place) if place.starts_with('@') => {
            let (file, line) = place[1..].rsplit_once(':').expect("a place is @file:line");
            expected.file = file.to_owned();
            expected.line = line.parse().expect("a line is a number");
        }
        Some(column) => expected.column = Some(column.parse().expect("a column is a number")),
        None => {}
    }
    expected
}

/// What the check finds, and the same for people.
fn found(name: &str) -> (Vec<Line>, Vec<String>) {
    let loaded = load_with_catalog(&Folder::new(folder()), name);
    let checked = check(&loaded, None);
    let faulty = checked.problems.iter().any(|problem| problem.level.slug() == "error");
    assert_eq!(checked.scenario.is_none(), faulty, "{name}: a scenario if and only if there is no error");
    let mut lines = Vec::new();
    let mut words = Vec::new();
    for problem in &checked.problems {
        let at = loaded.sources.line_column(&problem.place);
        let (file, level, code) = (problem.place.file.clone(), problem.level.slug().to_owned(), problem.code);
        words.push(format!(
            "{file}:{}:{} {level} {code} {} ({})",
            at.line, at.column, problem.message, problem.help
        ));
        lines.push(Line { file, line: at.line, level, code: code.to_string(), column: Some(at.column) });
    }
    (lines, words)
}

/// What differs between what is expected and what is found.
fn differences(name: &str) -> Vec<String> {
    let (lines, words) = found(name);
    let mut open: Vec<bool> = vec![true; lines.len()];
    let mut differences = Vec::new();
    let mut markers = expected(name);
    markers.sort_by_key(|marker| marker.column.is_none());
    for marker in markers {
        match (0..lines.len()).find(|index| open[*index] && marker.matches(&lines[*index])) {
            Some(index) => open[index] = false,
            None => differences.push(format!("{name}: not found: {marker:?}")),
        }
    }
    let strangers = (0..lines.len()).filter(|index| open[*index]);
    differences.extend(strangers.map(|index| format!("{name}: not expected: {}", words[index])));
    differences
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let cases = cases();
    assert!(cases.len() >= 32, "only {} cases", cases.len());
    let differences: Vec<String> = cases.iter().flat_map(|name| differences(name)).collect();
    assert!(differences.is_empty(), "\n{}\n", differences.join("\n"));
}

/// Codes of mistakes of form, which the reader's own tests show.
const ELSEWHERE: &str = "PS01";

#[test]
fn every_code_of_the_check_has_a_case() {
    let shown: BTreeSet<String> =
        cases().iter().flat_map(|name| expected(name)).map(|marker| marker.code).collect();
    let is_missing = |code: &&Code| !shown.contains(code.slug()) && !code.slug().starts_with(ELSEWHERE);
    let missing: Vec<&str> = Code::ALL.iter().filter(is_missing).map(|code| code.slug()).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn an_unknown_cut_is_an_error() {
    let loaded = load_with_catalog(&Folder::new(folder()), "none.ron");
    let checked = check(&loaded, Some("afternoon"));
    assert!(checked.scenario.is_none());
    let problem = checked.problems.first().expect("the cut is reported");
    assert_eq!(problem.code, Code::UnknownId);
    assert!(problem.message.contains("afternoon"), "{}", problem.message);
}
