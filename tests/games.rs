//! Golden games: each file in `tests/games` is an exercise as people would play it, order by order,
//! with what must come of it. A file says in one sentence which rule it shows, what is done in which
//! turn, in words, and which figures follow by hand; the last section, `expected`, holds what each
//! partner was told, what was really so, harm, score, ending and the fingerprint of the final
//! situation. A mismatch names the place (turn and partner), what was expected and what was found.
//!
//! `PLANSPIEL_WRITE_GAMES=1 cargo test --no-default-features --test games` writes what is found into
//! the `expected` of each file that differs, and fails, so that nobody takes it for a check. Read the
//! change before you keep it. The section `by_hand` is never written: it is for people to reckon.

#[path = "games/play.rs"]
mod play;
#[path = "games/told.rs"]
mod told;
#[path = "games/words.rs"]
mod words;
#[path = "games/written.rs"]
mod written;

use planspiel::files::{Folder, ROOT, load_scenario};
use planspiel::scenario::Scenario;
use planspiel::scenario::check::check;
use planspiel::scenario::source::load_all;
use play::{Found, play};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};
use written::Game;

/// Where `expected` begins in a file.
const EXPECTED: &str = "    expected: [\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/games")
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the games can be listed");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    files.sort();
    files
}

/// The games' own world, with its own catalogue and no other, from one of its root files.
fn world(root: &str) -> Scenario {
    let loaded = load_all(&Folder::new(folder().join("world")), &[root]);
    let checked = check(&loaded, None);
    let problems: Vec<&String> = checked.problems.iter().map(|problem| &problem.message).collect();
    assert!(problems.is_empty(), "the games' world is not sound: {problems:?}");
    checked.scenario.expect("a scenario without problems")
}

fn scenario(name: &str) -> Scenario {
    match name {
        "world" => return world(ROOT),
        "apart" => return world("apart.ron"),
        "found" => return world("found.ron"),
        _ => {}
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario is without errors")
}

fn read(text: &str) -> Result<Game, String> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| error.to_string())
}

/// What differs, place by place and line by line.
fn differences(expected: &Found, found: &Found) -> Vec<String> {
    let places = expected.iter().chain(found).map(|(place, _)| place.as_str());
    let mut seen: Vec<&str> = Vec::new();
    places.for_each(|place| {
        if !seen.contains(&place) {
            seen.push(place);
        }
    });
    let at = |list: &Found, place: &str, line: usize| -> Option<String> {
        list.iter().find(|(name, _)| name == place)?.1.get(line).cloned()
    };
    let mut differences = Vec::new();
    for place in seen {
        for line in 0.. {
            let (wanted, is) = (at(expected, place, line), at(found, place, line));
            if wanted.is_none() && is.is_none() {
                break;
            }
            if wanted != is {
                let words =
                    |line: Option<String>| line.map_or("nothing".to_owned(), |line| format!("{line:?}"));
                differences.push(format!(
                    "{place}, line {}: expected {}, found {}",
                    line + 1,
                    words(wanted),
                    words(is)
                ));
            }
        }
    }
    differences
}

/// The file with what was found in place of what was expected.
fn rewritten(text: &str, found: &Found) -> String {
    let end = text.find(EXPECTED).or_else(|| text.trim_end().strip_suffix(')').map(str::len));
    let mut new = text[..end.expect("a game ends with `)`")].to_owned();
    new.push_str(EXPECTED);
    for (place, lines) in found {
        match lines.as_slice() {
            [line] => new.push_str(&format!("        ({place:?}, [{line:?}]),\n")),
            lines => {
                let lines: String = lines.iter().map(|line| format!("            {line:?},\n")).collect();
                new.push_str(&format!("        ({place:?}, [\n{lines}        ]),\n"));
            }
        }
    }
    new.push_str("    ],\n)\n");
    new
}

/// What is wrong with a game; writes what is found into its file if that is asked for.
fn problems(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a game can be read");
    let played = read(&text).and_then(|game| {
        let played = play(&game, &Arc::new(scenario(&game.scenario)))?;
        Ok((game, played))
    });
    let (game, played) = match played {
        Ok(both) => both,
        Err(error) => return vec![error],
    };
    let differences = differences(&game.expected, &played.found);
    if !differences.is_empty() && env::var_os("PLANSPIEL_WRITE_GAMES").is_some() {
        fs::write(path, rewritten(&text, &played.found)).expect("a game can be written");
    }
    let by_hand = played.wrong.into_iter().map(|wrong| format!("by hand: {wrong}"));
    by_hand.chain(differences).collect()
}

#[test]
fn every_game_goes_as_written() {
    let files = files();
    assert!(files.len() >= 8, "only {} games", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_stem().expect("a file has a name").to_string_lossy();
        wrong.extend(problems(path).into_iter().map(|problem| format!("{name}: {problem}")));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(env::var_os("PLANSPIEL_WRITE_GAMES").is_none(), "games were written, not checked");
}

#[test]
fn every_game_says_what_it_shows_and_reckons_by_hand() {
    for path in files() {
        let game = read(&fs::read_to_string(&path).expect("a game can be read")).expect("a game");
        assert!(game.shows.ends_with('.'), "{}: `shows` is a sentence", path.display());
        let reckoned = game.policy.is_some() || !game.by_hand.is_empty();
        assert!(reckoned, "{}: no figure is reckoned by hand", path.display());
    }
}

#[test]
fn the_world_is_sound_with_the_built_in_catalogue_as_well() {
    let checked = load_scenario(&folder().join("world"), None).checked;
    let problems: Vec<&String> = checked.problems.iter().map(|problem| &problem.message).collect();
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_difference_names_turn_and_partner() {
    let lines = |place: &str, lines: &[&str]| {
        (place.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    };
    let expected = vec![lines("turn 1, north", &["a", "b"]), lines("turn 2, north", &["c"])];
    let found = vec![lines("turn 1, north", &["a", "x"]), lines("turn 2, south", &["c"])];
    assert_eq!(
        differences(&expected, &found),
        [
            "turn 1, north, line 2: expected \"b\", found \"x\"",
            "turn 2, north, line 1: expected \"c\", found nothing",
            "turn 2, south, line 1: expected nothing, found \"c\"",
        ]
    );
    assert!(differences(&found, &found).is_empty());
}
