//! What a machine can check about how this program is laid out: who may import whom, what the rules
//! may not touch, sizes, first lines, the lock file, the top folder. Reads text; takes a second.

#[path = "tidy/scan.rs"]
mod scan;
#[path = "tidy/scan_tests.rs"]
mod scan_tests;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// Rooms in reading order: each may use those before it, none after it.
const ROOMS: [&str; 17] = [
    "scenario", "rules", "conduct", "view", "exercise", "brain", "files", "analysis", "journal", "live",
    "report", "export", "import", "handbook", "host", "board", "cli",
];
/// Rooms that know no clock, file, thread, socket or window.
const PURE: [&str; 6] = ["scenario", "rules", "conduct", "view", "exercise", "brain"];
/// Files that are roots, not rooms: they see everything.
const ROOTS: [&str; 2] = ["lib", "main"];
const NOT_PURE_STD: [&str; 6] = ["time", "fs", "thread", "net", "env", "process"];
const NOT_PURE_TEXT: [&str; 3] = ["bevy", "HashMap", "HashSet"];
const HALF_DONE: [&str; 4] = ["#[ignore", "todo!", "unimplemented!", "thread::sleep"];
const TOP: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "scenarios",
    "assets",
    "tests",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "docs",
    "benches",
];
const LINES_PER_FILE: usize = 500;
const LINES_PER_FUNCTION: usize = 80;

/// One Rust file: its path from the top folder, as written and as code only.
struct Source {
    path: String,
    text: String,
    code: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: scan::code_only(text) }
    }

    /// `rules` for `src/rules/dice.rs` and for `src/rules.rs`.
    fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = inside.split('/').next().unwrap_or(inside);
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&top().join(folder), &mut paths).expect("the package's own folders can be read");
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(top()).expect("found below the top folder");
        let name = name.to_str().expect("our paths are ASCII").replace('\\', "/");
        Source::new(&name, &fs::read_to_string(path).expect("source files are UTF-8"))
    };
    paths.iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

/// Runs one rule over files and fails with everything it found and what would be right.
fn keep(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>, right: &str) {
    assert!(!sources.is_empty(), "no Rust file was found: this rule would keep nothing");
    let found: Vec<String> = sources.iter().flat_map(rule).collect();
    assert!(found.is_empty(), "\n{}\n\nRight would be: {right}\n", found.join("\n"));
}

fn wrong_imports(source: &Source) -> Vec<String> {
    let room = source.room();
    if ROOTS.contains(&room) {
        return Vec::new();
    }
    let rank = |name: &str| ROOMS.iter().position(|known| *known == name);
    let Some(own) = rank(room) else {
        return vec![format!(
            "{}: `{room}` is no room; give it a place in ROOMS in tests/tidy.rs",
            source.path
        )];
    };
    let mut wrong = Vec::new();
    for (used, line) in scan::firsts_after(&source.code, "crate") {
        match rank(&used) {
            Some(other) if other <= own => {}
            Some(_) => {
                wrong.push(format!("{}:{line}: `{room}` uses `{used}`, which comes after it", source.path));
            }
            None => wrong.push(format!("{}:{line}: `crate::{used}` is in no room", source.path)),
        }
    }
    wrong
}

#[test]
fn rooms_use_only_rooms_before_them() {
    let right = format!("a room uses itself and those before it in: {}.", ROOMS.join(", "));
    keep(&sources("src"), wrong_imports, &right);
}

fn impurities(source: &Source) -> Vec<String> {
    if !PURE.contains(&source.room()) {
        return Vec::new();
    }
    let std_uses = scan::firsts_after(&source.code, "std").into_iter();
    let std_uses = std_uses
        .filter(|(name, _)| NOT_PURE_STD.contains(&name.as_str()))
        .map(|(name, line)| format!("{}:{line}: std::{name}", source.path));
    let names = NOT_PURE_TEXT.iter().flat_map(|needle| {
        scan::lines_with(&source.code, needle)
            .into_iter()
            .map(move |line| format!("{}:{line}: {needle}", source.path))
    });
    std_uses.chain(names).collect()
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let right = "pure rooms are handed what they need, count time in turns, and keep order (Vec by id, BTreeMap); \
                 clocks, files, threads and windows belong to later rooms.";
    keep(&sources("src"), impurities, right);
}

fn long_file(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let is_long = lines > LINES_PER_FILE;
    is_long.then(|| format!("{}: {lines} lines", source.path)).into_iter().collect()
}

#[test]
fn files_are_short() {
    let right = format!("at most {LINES_PER_FILE} lines a file; split it by noun.");
    keep(&sources("src"), long_file, &right);
}

fn long_functions(source: &Source) -> Vec<String> {
    let functions = scan::functions(&source.code).into_iter();
    functions
        .filter(|function| function.lines > LINES_PER_FUNCTION)
        .map(|function| {
            format!("{}:{}: `{}`, {} lines", source.path, function.line, function.name, function.lines)
        })
        .collect()
}

#[test]
fn functions_are_short() {
    let right =
        format!("at most {LINES_PER_FUNCTION} lines a function; branches in the caller, leaves apart.");
    keep(&sources("src"), long_functions, &right);
}

fn missing_head(source: &Source) -> Vec<String> {
    if source.text.starts_with("//!") { Vec::new() } else { vec![source.path.clone()] }
}

#[test]
fn files_say_what_they_are() {
    let right = "the first line begins with `//!`: what the file is, for whom, what it never does.";
    keep(&sources("src"), missing_head, right);
}

fn silent_items(source: &Source) -> Vec<String> {
    scan::undocumented(&source.text).iter().map(|line| format!("{}:{line}", source.path)).collect()
}

#[test]
fn public_items_are_documented() {
    let right = "`///` above it (shape, unit, range, errors, panics, source), or `pub(crate)` or `pub(super)` for \
                 what nobody outside needs.";
    keep(&sources("src"), silent_items, right);
}

fn half_done(source: &Source) -> Vec<String> {
    let found = |needle: &&str| {
        let lines = scan::lines_with(&source.code, needle);
        lines.into_iter().map(|line| format!("{}:{line}: {needle}", source.path)).collect::<Vec<_>>()
    };
    HALF_DONE.iter().flat_map(found).collect()
}

#[test]
fn nothing_is_half_done() {
    let right = "tests that run, code that is there, and waiting for the thing itself with a deadline.";
    keep(&sources("src"), half_done, right);
    keep(&sources("tests"), half_done, right);
}

fn versions_of(lock: &str, package: &str) -> usize {
    let name = format!("name = \"{package}\"");
    lock.lines().filter(|line| *line == name).count()
}

#[test]
fn one_engine_and_one_egui() {
    let lock = fs::read_to_string(top().join("Cargo.lock")).expect("Cargo.lock is kept with the source");
    for package in ["bevy_app", "egui"] {
        let count = versions_of(&lock, package);
        assert_eq!(
            count, 1,
            "Cargo.lock has {count} versions of {package}; choose crates that share the one we use"
        );
    }
}

/// Names in the top folder: what git keeps; without git, what lies there, build output aside.
fn top_names() -> Vec<String> {
    let kept = Command::new("git").arg("ls-files").current_dir(top()).output();
    let kept = kept.ok().filter(|output| output.status.success()).map(|output| output.stdout);
    let kept = kept.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).filter(|list| !list.is_empty());
    let mut names: Vec<String> = match kept {
        Some(list) => list.lines().map(|path| path.split('/').next().unwrap_or(path).to_owned()).collect(),
        None => {
            let entries = fs::read_dir(top()).expect("the top folder can be read");
            let names = entries.map(|entry| entry.expect("an entry can be read").file_name());
            names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "target").collect()
        }
    };
    names.sort();
    names.dedup();
    names
}

fn strangers<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names.filter(|name| !name.starts_with('.') && !TOP.contains(name)).collect()
}

#[test]
fn the_top_folder_is_small() {
    let names = top_names();
    assert!(names.iter().any(|name| name == "Cargo.toml"), "this is not the top folder: {names:?}");
    let strangers = strangers(names.iter().map(String::as_str));
    assert!(
        strangers.is_empty(),
        "{strangers:?} at the top; right would be: {}, and hidden files.",
        TOP.join(", ")
    );
}

#[test]
fn the_readme_names_both_commands() {
    let readme = fs::read_to_string(top().join("README.md")).expect("there is a README");
    for command in ["cargo run --release", "bash tests/all"] {
        let stands_alone = readme.lines().any(|line| line.trim() == command);
        assert!(stands_alone, "README.md must give `{command}` on a line of its own");
    }
}

#[test]
fn each_rule_can_fail() {
    let view = |text: &str| Source::new("src/view.rs", text);
    assert!(wrong_imports(&view("use crate::rules::Order; use crate::{scenario, view};")).is_empty());
    assert_eq!(wrong_imports(&view("\nuse crate::{rules::{a, b}, exercise};")).len(), 1);
    assert_eq!(wrong_imports(&view("fn f() { crate::nowhere::go() }")).len(), 1);
    assert_eq!(wrong_imports(&Source::new("src/utils/mod.rs", "")).len(), 1);
    assert!(wrong_imports(&Source::new("src/main.rs", "use crate::anything;")).is_empty());

    assert!(impurities(&view("// std::time\nuse std::{fmt, collections::BTreeMap};")).is_empty());
    assert_eq!(impurities(&view("use std::{fmt, time::Instant};")), ["src/view.rs:1: std::time"]);
    assert_eq!(impurities(&view("use std::collections::HashMap;\nuse bevy::prelude::*;")).len(), 2);
    assert!(impurities(&Source::new("src/host/mod.rs", "use std::net::TcpStream;")).is_empty());

    assert_eq!(long_file(&view(&"//\n".repeat(LINES_PER_FILE + 1))).len(), 1);
    assert!(long_file(&view(&"//\n".repeat(LINES_PER_FILE))).is_empty());
    let lines = |count: usize| format!("fn f() {{\n{}}}", "g();\n".repeat(count - 2));
    assert_eq!(long_functions(&view(&lines(LINES_PER_FUNCTION + 1))).len(), 1);
    assert!(long_functions(&view(&lines(LINES_PER_FUNCTION))).is_empty());

    assert_eq!(missing_head(&view("use std::fmt;")).len(), 1);
    assert_eq!(silent_items(&view("pub fn silent() {}")), ["src/view.rs:1"]);
    assert_eq!(half_done(&view("#[ignore]\nfn f() { todo!() }")).len(), 2);
    assert!(half_done(&view("/// todo! is forbidden\nfn f() -> &str { \"todo!\" }")).is_empty());
    assert_eq!(versions_of("name = \"egui\"\nname = \"egui_plot\"\nname = \"egui\"", "egui"), 2);
    assert_eq!(strangers(["src", ".ci", "notes.txt"].into_iter()), ["notes.txt"]);
}
