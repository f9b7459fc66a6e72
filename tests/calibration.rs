//! The calibration page: a part is computed again and must stand there as it is; at most two figures
//! differ by more than the published ones among themselves, and those say why.

use planspiel::analysis::calibration::{Case, N, POPULATION, POSTURES, Tally, case, simulate};
use planspiel::export::calibration::tally_line;
use planspiel::files::calibration;
use std::path::Path;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/calibration.md");
    std::fs::read_to_string(path).expect("`planspiel calibrate` has written the page")
}

/// A case by its names.
fn case_of(posture: &str, intruder: &str, adversary: &str) -> Case {
    let posture = POSTURES.into_iter().find(|(name, _)| *name == posture).expect("a posture");
    let mut who = POPULATION.into_iter();
    let who =
        who.find(|(name, like, _)| (*name, *like) == (intruder, adversary)).expect("one of those who come");
    case(&calibration, posture, who).expect("the calibration's files are sound")
}

#[test]
fn the_page_is_what_the_simulation_gives() {
    let page = page();
    let parts = [
        ("weak", "extortion", "criminal-1"),
        ("usual", "theft", "criminal-2"),
        ("strong", "espionage", "espionage-3"),
    ];
    for (posture, intruder, adversary) in parts {
        let case = case_of(posture, intruder, adversary);
        let line = tally_line(&Tally::of(&case, &simulate(&case, N)));
        assert!(page.lines().any(|found| found == line), "`planspiel calibrate` would write: {line}");
    }
}

#[test]
fn the_shares_come_to_all() {
    assert_eq!(POSTURES.iter().map(|(_, share)| share).sum::<u32>(), 100);
    assert_eq!(POPULATION.iter().map(|(_, _, share)| share).sum::<u32>(), 100);
}

#[test]
fn few_figures_differ_and_those_say_why() {
    let page = page();
    let rows = || page.lines().filter(|line| line.starts_with("| ") && line.ends_with("| v |"));
    assert!(rows().count() >= 30, "both languages have their table");
    for word in ["**weicht ab**", "**differs**"] {
        let off: Vec<&str> = rows().filter(|row| row.contains(word)).collect();
        assert!(off.len() <= 2, "{off:#?}");
        for row in off {
            let what = row.split(" | ").next().unwrap_or_default().trim_start_matches("| ");
            let why = page.lines().find_map(|line| line.strip_prefix(&format!("*{what}*: ")));
            assert!(why.is_some_and(|why| why.len() > 40), "nothing says why: {what}");
        }
    }
}

#[test]
fn postures_differ_in_the_right_order() {
    let noticed = POSTURES.map(|(posture, _)| {
        let case = case_of(posture, "theft", "criminal-2");
        Tally::of(&case, &simulate(&case, 60)).noticed[0]
    });
    assert!(noticed[0] < noticed[1] && noticed[1] < noticed[2], "noticed internally: {noticed:?}");
}
