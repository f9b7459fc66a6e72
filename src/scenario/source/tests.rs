//! Broken and hostile scenarios: each text with the problems it must show.

use super::*;
use crate::scenario::limits::{DEPTH, PROBLEMS_PER_FILE};
use crate::scenario::report::{Colour, to_plain, to_pretty};
use std::collections::BTreeMap;

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
fn mistakes_of_form_are_all_shown() {
    check("", &["PS0101 1:1 the file is empty"]);
    check("(format: 1) x", &["PS0101 1:13 something follows"]);
    check("(format: 1, zones: [", &["PS0101 1:21 `]` is missing"]);
    check("(format: 1, zones: [)]", &["PS0101 1:21 `]` is missing", "PS0101 1:22 something follows"]);
    check("(format: 1,\n zones: [\n (id: \"a\",\n],\n)", &["PS0101 4:1 `)` is missing"]);
    check("(format: 1 /* x", &["PS0101 1:12 a comment begins here"]);
    check("(format: 1, include: [\"a, b\n])", &["PS0101 1:23 a text begins here"]);
    check("(format: 1;)", &["PS0101 1:11 this does not belong here"]);
    check(
        "(format: 1, nodes: [(id: \"a\" os: \"b\"), (id \"b\"), (id = \"c\")])",
        &[
            "PS0101 1:26 a comma is missing",
            "PS0101 1:41 a colon is missing",
            "PS0101 1:54 `=` where a colon",
        ],
    );
    check(
        "(format: 1, time: (start: , hours: [1,,2]), nodes: [{\"a\"}])",
        &[
            "PS0101 1:27 a value is",
            "PS0101 1:39 a value is",
            "PS0101 1:57 a `:` and a value",
            "PS0112 1:53 expected a group",
        ],
    );
    check("(format: 1, nodes: [(id:\"\\q\")])", &["PS0101 1:25 unknown escape"]);
}

#[test]
fn two_of_a_kind_are_shown() {
    check("(format: 1, format: 1)", &["PS0113 1:13 `format` is given twice"]);
    check(
        "(format: 1, nodes: [(id: \"a\", controls: {\"a\": 1, \"b\": 1, \"a\": 2})])",
        &["PS0113 1:58 `\"a\"` is"],
    );
    let loaded = load_text("(format: 1, zones: [], zones: [])");
    assert_eq!(loaded.problems[0].related[0].0, Place::new("scenario.ron", 12, 17));
}

#[test]
fn wrong_names_and_values_are_all_shown() {
    check("(fromat: 1)", &["PS0110 1:2 unknown field `fromat` (did you mean `format`?)"]);
    check(
        "(format: 1, zones: [(id: \"a\", kind: ofice, name: ()), (id: 3, knd: office), (id: \"b\", kind: \"core\", name: \"x\")], x: 3)",
        &[
            "PS0117 1:37 unknown word `ofice` in `zones[0].kind` (did you mean `office`?)",
            "PS0112 1:60 expected a text in quotes in `zones[1].id`, found `3`",
            "PS0110 1:63 unknown field `knd` in `zones[1]` (did you mean `kind`?)",
            "PS0111 1:55 missing field `name` in `zones[1]`",
            "PS0112 1:93 expected a word without quotes in `zones[2].kind`, found `\"core\"`",
            "PS0112 1:107 expected a text in languages in `zones[2].name`, found `\"x\"`",
            "PS0110 1:114 unknown field `x` (possible fields: format, include",
        ],
    );
    check(
        "(format: 1, about: [], zones: ())",
        &["PS0112 1:20 expected a group", "PS0112 1:31 expected a list"],
    );
    check(
        "(format: 1, time: (start: \"\", hours: [1, -2, 2.5, 99999999999, NaN, inf]))",
        &[
            "PS0301 1:42 `-2`",
            "PS0112 1:46",
            "PS0301 1:51",
            "PS0112 1:64 expected a whole",
            "PS0112 1:69 expected a whole",
        ],
    );
    check(
        "(format: 1, nodes: [(id: \"ä\", os: 1)], partners: [(id: \"\", people: {analist: (day: 1), legal: (day: 300)})])",
        &[
            "PS0112 1:35",
            "PS0117 1:69 unknown word `analist`",
            "PS0301 1:101 `300`",
            "PS0111 1:51 missing fields `name`, `short`, `time_zone`, `languages`, `seats` in `partners[0]`",
        ],
    );
    check("Foo(format: 1)", &["PS0112 1:1 unexpected name `Foo`"]);
    check("[]", &["PS0112 1:1 expected a group of fields, found a list"]);
    check("(1)", &["PS0112 1:2 expected a word in `(0)`, found `1`"]);
}

#[test]
fn conditions_are_checked_like_the_rest() {
    let when = |condition: &str| format!("(format: 1, ends: [(id: \"x\", text: (), when: {condition})])");
    check(
        &when("knows(\"a\")"),
        &["PS0112 1:46 expected 2 values in parentheses in `ends[0].when`, found 1"],
    );
    check(&when("knows"), &["PS0112 1:46 `knows` needs values in parentheses"]);
    check(&when("from_turn(\"a\")"), &["PS0112 1:56 expected a whole number"]);
    check(&when("from_turn(1, 2)"), &["PS0112 1:59 too many values"]);
    check(
        &when("all([knows(\"a\", indicator(\"b\", tol)), fird(\"x\"), not(fired(3))])"),
        &[
            "PS0117 1:77 unknown word `tol`",
            "PS0117 1:84 unknown word `fird`",
            "PS0112 1:105 expected a text",
        ],
    );
}

#[test]
fn what_follows_from_a_mistake_is_not_shown() {
    // A field that is there but wrong is not missing; neither is one that was misspelt.
    check(
        "(format: 1, zones: [(id: 1, kind: 2, name: 3), (ids: \"a\", kind: core, name: ())])",
        &["PS0112 1:26", "PS0112 1:35", "PS0112 1:44", "PS0110 1:49"],
    );
    check("(format: \"1\")", &["PS0112 1:10"]);
}

#[test]
fn the_rest_of_a_faulty_file_is_read() {
    let loaded =
        load_text("(format: 1, zones: [(id: 1)], nodes: [(id: 2), (id: \"b\", kid: web, os: \"x\")])");
    let draft = &loaded.drafts[0].1;
    assert_eq!((draft.format, draft.zones.len(), draft.nodes.len()), (Some(1), 0, 2));
    let file = loaded.drafts[0].0;
    let os = loaded.sources.place(file, &[Step::Field("nodes"), Step::Index(1), Step::Field("os")]);
    assert_eq!(&loaded.sources.text(file)[os.start..os.end], "\"x\"");
}

#[test]
fn the_format_version_is_asked_for() {
    check("()", &["PS0114 1:1 the root file does not say"]);
    check("(format: 2)", &["PS0114 1:10 format version 2 is not known"]);
}

#[test]
fn includes_are_followed_in_order() {
    let files = folder(&[
        ("scenario.ron", "(format: 1, include: [\"parts/a.ron\", \"b.ron\"])"),
        ("parts/a.ron", "(include: [\"c.ron\", \"../d.ron\"])"),
        ("parts/c.ron", "(zones: [(id: 1)])"),
        ("d.ron", "()"),
        ("b.ron", "()"),
        ("catalog.ron", "()"),
    ]);
    let loaded = load_all(&files, &["scenario.ron", "catalog.ron"]);
    let names: Vec<_> = loaded.drafts.iter().map(|(file, _)| loaded.sources.name(*file)).collect();
    assert_eq!(names, ["scenario.ron", "parts/a.ron", "parts/c.ron", "d.ron", "b.ron", "catalog.ron"]);
    assert_eq!(loaded.problems[0].place, Place::new("parts/c.ron", 14, 15));
}

#[test]
fn includes_that_cannot_be_followed_are_shown() {
    let check = |files: &[(&str, &str)], expected: &[&str]| {
        let found = shown(&load(&folder(files), "scenario.ron"));
        let right =
            found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| f.starts_with(e));
        assert!(right, "{found:#?}");
    };
    check(&[], &["PS0102 1:1 there is no file `scenario.ron`"]);
    check(
        &[("scenario.ron", "(format: 1, include: [\"../x\", \"no.ron\", \"/etc/x\", \"a\\\\b\"])")],
        &[
            "PS0106 1:23 `../x` leads out",
            "PS0106 1:41 `/etc/x`",
            "PS0106 1:51",
            "PS0107 1:31 the included file `no.ron`",
        ],
    );
    check(
        &[
            ("scenario.ron", "(format: 1, include: [\"a.ron\"])"),
            ("a.ron", "(include: [\"./scenario.ron\"])"),
        ],
        &[
            "PS0105 1:12 `scenario.ron` includes itself in a circle (break the circle scenario.ron > a.ron > scenario.ron)",
        ],
    );
    check(
        &[("scenario.ron", "(format: 1, include: [\"a.ron\", \"a.ron\"])"), ("a.ron", "()")],
        &["PS0115 1:32 `a.ron` is included twice"],
    );
}

#[test]
fn too_many_and_too_large_files_are_refused() {
    let names: Vec<String> = (0..100).map(|n| format!("{n}.ron")).collect();
    let root = format!("(format: 1, include: {names:?})");
    let mut files = folder(&[("scenario.ron", &root)]);
    files.0.extend(names.iter().map(|name| (name.clone(), "()".to_owned())));
    let loaded = load(&files, "scenario.ron");
    assert_eq!(loaded.sources.len(), FILES);
    assert!(loaded.problems.iter().all(|problem| problem.code == Code::TooManyFiles));

    let large = " ".repeat(FILE_BYTES - 2) + "()";
    files.0.extend(names.iter().map(|name| (name.clone(), large.clone())));
    let loaded = load(&files, "scenario.ron");
    assert!(loaded.problems.iter().any(|problem| problem.code == Code::TooLarge));
    assert!(loaded.sources.iter().map(|(_, text)| text.len()).sum::<usize>() <= TOTAL_BYTES);
}

#[test]
fn files_without_text_are_shown() {
    struct Broken(ReadError);
    impl Files for Broken {
        fn read(&self, _: &str) -> Result<String, ReadError> {
            Err(self.0.clone())
        }
    }
    for (error, code) in [
        (ReadError::NotFound, Code::FileNotFound),
        (ReadError::TooLarge, Code::TooLarge),
        (ReadError::NotText, Code::NotText),
        (ReadError::Other("no\npermission".to_owned()), Code::Unreadable),
    ] {
        let loaded = load(&Broken(error), "scenario.ron");
        assert_eq!(loaded.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code]);
    }
}

#[test]
fn paths_lead_to_their_places() {
    use Step::{Field, Index, Key};
    let text = "(format: 1,
 ends: [(id: \"ä\", text: (), when: hand), (when: knows(\"bw\", warning(\"x\")), id: \"b\", text: ())],
 dials: Some((tempo: 5)),
 nodes: [(id: \"n\", controls: {\"edr\": 6, r\"x\": 7})])";
    let loaded = load_text(text);
    let at = |path: &[Step<'_>]| {
        let place = loaded.sources.place(FileId::ROOT, path);
        &text[place.start..place.end]
    };
    assert_eq!(at(&[Field("ends"), Index(0), Field("id")]), "\"b\"", "the faulty first one is not counted");
    assert_eq!(at(&[Field("ends"), Index(0), Field("when"), Index(1), Index(0)]), "\"x\"");
    assert_eq!(at(&[Field("dials"), Field("tempo")]), "5");
    assert_eq!(at(&[Field("nodes"), Index(0), Field("controls"), Key("edr")]), "6");
    assert_eq!(at(&[Field("nodes"), Index(0), Field("kind")]), "(");
    assert_eq!(at(&[Field("nodes"), Index(7)]), "nodes");
    assert_eq!(at(&[Field("no"), Index(7)]), "(");
    let key =
        loaded.sources.key_place(FileId::ROOT, &[Field("nodes"), Index(0), Field("controls"), Key("edr")]);
    assert_eq!(&text[key.start..key.end], "\"edr\"");
    let at = loaded.sources.line_column(&Place::new("scenario.ron", 26, 29));
    assert_eq!((at.line, at.column, at.end_line, at.end_column), (2, 15, 2, 17));
}

/// The same for slow cases: whatever is found, it is found soon and without a crash.
fn survives(name: &str, text: &str) -> Loaded {
    let loaded = load_text(text);
    assert!(!loaded.problems.is_empty(), "{name} shows a problem");
    assert!(loaded.problems.len() <= 2 * PROBLEMS_PER_FILE + 2, "{name}");
    for problem in &loaded.problems {
        assert!(problem.message.len() < 2_000 && problem.help.len() < 2_000, "{name}: messages stay short");
        let _ = loaded.sources.line_column(&problem.place);
    }
    let _ = to_plain(&loaded.problems, &loaded.sources);
    let _ = to_pretty(&loaded.problems, &loaded.sources, Colour::Off);
    loaded
}

#[test]
fn hostile_files_are_survived() {
    let deep = 100_000;
    let nested_conditions = |depth: usize| {
        let (open, close) = ("not(".repeat(depth), ")".repeat(depth));
        format!("(format: 1, ends: [(id: \"x\", text: (), when: {open}from_turn(1){close})])")
    };
    let many = |entry: &str, n: usize| format!("(format: 1, zones: [{}])", entry.repeat(n));
    for (name, text) in [
        ("lists", "[".repeat(deep)),
        ("parentheses", "(".repeat(deep)),
        ("fields", "(a: ".repeat(deep)),
        ("mixed", "([{".repeat(deep)),
        ("mismatched", "(]".repeat(deep)),
        ("closing", ")".repeat(deep)),
        ("conditions", nested_conditions(deep)),
        ("somes", format!("(format: {})", "Some(".repeat(deep))),
        ("open text", format!("(format: 1, include: [\"{}", "x".repeat(2_000_000))),
        ("comments", "/*".repeat(deep)),
        ("slashes", format!("(format: 1 {}", "/* */".repeat(deep))),
        ("nul", "\0".repeat(deep)),
        ("nul inside", format!("(format: 1, {} include: [])", "\0".repeat(deep))),
        ("commas", format!("({})", ",".repeat(deep))),
        ("colons", format!("({})", ":".repeat(deep))),
        ("equals", format!("({})", "=".repeat(deep))),
        ("quotes", format!("({})", "'".repeat(deep))),
        ("hashes", "#".repeat(deep)),
        ("raw", format!("(format: r{}", "#".repeat(deep))),
        ("raw quotes", format!("(format: r####{}", "\"###".repeat(deep))),
        ("digits", format!("(format: {})", "9".repeat(100_000))),
        ("long name", format!("({}: 1)", "a".repeat(100_000))),
        ("long word", many(&format!("(kind: {}),", "ä".repeat(10_000)), 5)),
        ("many faults", many("(id: 1, kind: x, nme: 2),", 20_000)),
        ("many missing", many("(),", 100_000)),
        ("twins", format!("(format: 1, {})", "zones: [], ".repeat(50_000))),
        ("too large", " ".repeat(FILE_BYTES + 1)),
        ("spaces", " ".repeat(1_000_000)),
        ("wide", format!("(format: 1, {})", "€".repeat(300_000))),
    ] {
        survives(name, &text);
    }
}

#[test]
fn conditions_may_nest_as_deep_as_the_limit_says() {
    let nested = |depth: usize| {
        let (open, close) = ("all([".repeat(depth / 2), "])".repeat(depth / 2));
        format!("(format: 1, ends: [(id: \"x\", text: (), when: {open}from_turn(1){close})])")
    };
    check(&nested(DEPTH - 4), &[]);
    check(&nested(DEPTH), &["PS0109 1:"]);
}

/// A small scenario with one of everything that the grammar knows.
const SOUND: &str = r##"#![enable(implicit_some)]
// Größe
(
    format: 1,
    about: (id: "x", title: (de: "Ä", en: r#"a "b" c"#), summary: (), authors: ["x"], licence: "CC0", tlp: clear,
        minutes: 20, difficulty: 1, attack_version: "18.1"), /* b /* c */ */
    time: (start: "2026-10-09T06:00:00Z", hours: [4, 4]),
    zones: [(id: "a", kind: office, name: (en: "A"))],
    nodes: [(id: "n", controls: {"edr": 600}, backup: offline(age_h: 3), worth: Some(0x10))],
    ends: [(id: "e", text: (), when: all([not(fired("x")), knows("bw", indicator("c", tool))]))],
)
"##;

#[test]
fn the_sound_scenario_is_sound() {
    check(SOUND, &[]);
}

proptest::proptest! {
    /// Whatever is cut out of a sound file or put into it, reading ends and every place is in the text.
    #[test]
    fn damaged_files_are_survived(at in 0..SOUND.len(), cut in 0..30_usize, put in "[ -~äß€\"\\\\(){}\\[\\]:,/*#]{0,6}") {
        let start = SOUND.floor_char_boundary(at);
        let end = SOUND.floor_char_boundary((at + cut).min(SOUND.len())).max(start);
        let text = format!("{}{put}{}", &SOUND[..start], &SOUND[end..]);
        let loaded = load_text(&text);
        for problem in &loaded.problems {
            assert!(text.get(problem.place.start..problem.place.end).is_some(), "{problem:?} in {text}");
        }
        let _ = to_pretty(&loaded.problems, &loaded.sources, Colour::On);
        assert!(!loaded.drafts.is_empty() || !loaded.problems.is_empty());
    }

    /// The same for any text at all.
    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}|[a(){}\\[\\]:,\"'#/*r =1.-]{0,60}") {
        let loaded = load_text(&text);
        assert!(!loaded.drafts.is_empty() || !loaded.problems.is_empty(), "{text}");
    }
}
