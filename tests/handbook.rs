//! The handbook of every shipped scenario: whole in both languages, readable whatever the size of the
//! network, with the rules' own chances, and without a single secret in what players get.

#[path = "handbook/secrets.rs"]
mod secrets;
#[path = "handbook/workbooks.rs"]
mod workbooks;

use planspiel::brain::{AttackPlan, Style};
use planspiel::export::document::{Block, Document, html, markdown};
use planspiel::files::load_scenario;
use planspiel::handbook::{KINDS, Kind};
use planspiel::rules::check::Cause;
use planspiel::rules::dice::{Dice, Purpose};
use planspiel::rules::odds::{seen_ppm, works_ppm};
use planspiel::rules::situation::{Phase, Situation};
use planspiel::rules::{Table, Transcript, turn};
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::ActorId;
use planspiel::scenario::model::Text;
use planspiel::scenario::words::Brain;
use planspiel::view::Lang;
use secrets::{Kind as Secret, found, public, secrets};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const LANGS: [Lang; 2] = [Lang::De, Lang::En];
/// A table longer than this is read by nobody.
const MOST_ROWS: usize = 130;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

fn shipped() -> Vec<(String, Scenario)> {
    let entries = std::fs::read_dir(folder("")).expect("the shipped scenarios can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry can be read"))
        .filter(|entry| entry.path().join("scenario.ron").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}: not all scenarios were found");
    let read = |name: String| {
        let loaded = load_scenario(&folder(&name), None);
        let scenario = loaded.checked.scenario.expect("a shipped scenario has no errors");
        (name, scenario)
    };
    names.into_iter().map(read).collect()
}

fn documents(scenario: &Scenario) -> Vec<(&'static Kind, String, Document)> {
    let of = |kind: &'static Kind| {
        kind.documents(scenario).into_iter().map(move |(name, document)| (kind, name, document))
    };
    KINDS.iter().flat_map(of).collect()
}

/// Every text of a document.
fn texts(document: &Document) -> Vec<&Text> {
    let mut texts = vec![&document.kind, &document.title, &document.scope];
    for section in &document.sections {
        texts.push(&section.title);
        for block in &section.blocks {
            match block {
                Block::Words(text) | Block::Heading(text) => texts.push(text),
                Block::List(list) | Block::Steps(list) => texts.extend(list),
                Block::Table(table) => texts.extend(table.head.iter().chain(table.rows.iter().flatten())),
                Block::Drawing(drawing) => texts.extend([&drawing.caption, &drawing.svg]),
            }
        }
    }
    texts
}

fn is_empty(block: &Block) -> bool {
    let blank = |text: &Text| text.de.trim().is_empty();
    match block {
        Block::Words(text) | Block::Heading(text) => blank(text),
        Block::List(list) | Block::Steps(list) => list.is_empty() || list.iter().any(blank),
        Block::Table(table) => {
            table.rows.is_empty() || table.rows.iter().any(|row| row.len() != table.head.len())
        }
        Block::Drawing(drawing) => !drawing.svg.de.contains("<svg") || blank(&drawing.caption),
    }
}

#[test]
fn every_document_is_whole_in_both_languages() {
    for (scenario_name, scenario) in shipped() {
        for (_, name, document) in documents(&scenario) {
            let at = format!("{scenario_name}: {name}");
            assert!(!document.sections.is_empty(), "{at} has no section");
            let slugs: BTreeSet<&str> =
                document.sections.iter().map(|section| section.slug.as_str()).collect();
            assert_eq!(
                slugs.len(),
                document.sections.len(),
                "{at}: two sections have the same name in links"
            );
            for section in &document.sections {
                assert!(!section.blocks.is_empty(), "{at}: {} is empty", section.title.en);
                let empty = section.blocks.iter().find(|block| is_empty(block));
                assert!(empty.is_none(), "{at}: {}: {empty:?} says nothing", section.title.en);
                let last = section.blocks.last();
                assert!(
                    !matches!(last, Some(Block::Heading(_))),
                    "{at}: {} ends in a heading",
                    section.title.en
                );
            }
            for text in texts(&document) {
                let is_plain = !text.de.contains('`') && !text.en.contains('`');
                assert!(is_plain, "{at}: marks that only programs read: {text:?}");
                let one_is_missing = text.de.is_empty() != text.en.is_empty();
                assert!(!one_is_missing, "{at}: only one language: {text:?}");
                let left = text.de.contains("{}") || text.en.contains("{}");
                assert!(!left, "{at}: a place was not filled: {text:?}");
            }
            let pages = LANGS.map(|lang| html(&document, lang));
            assert_ne!(pages[0], pages[1], "{at}: both languages are the same");
            assert!(
                pages.iter().all(|page| page.contains("ÜBUNG / EXERCISE")),
                "{at} does not say that it is an exercise"
            );
        }
    }
}

#[test]
fn a_large_network_stays_readable() {
    for (scenario_name, scenario) in shipped() {
        for (_, name, document) in documents(&scenario) {
            for table in document.tables() {
                let rows = table.rows.len();
                assert!(rows <= MOST_ROWS, "{scenario_name}: {name}: {}: {rows} rows", table.slug);
            }
        }
    }
}

#[test]
fn documents_are_the_same_again() {
    let (_, scenario) = shipped().remove(0);
    let again = documents(&scenario);
    for ((_, name, one), (.., other)) in documents(&scenario).iter().zip(&again) {
        assert!(one == other, "{name} differs from time to time");
    }
}

/// All that a document says in one language, as it is read.
fn read(document: &Document, lang: Lang) -> String {
    let page = html(document, lang);
    let plain = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")];
    let page = plain.iter().rev().fold(page, |page, (code, letter)| page.replace(code, letter));
    format!("{page}\n{}", markdown(document, lang))
}

#[test]
fn players_get_no_secret() {
    let mut leaks = Vec::new();
    for (scenario_name, scenario) in shipped() {
        let secrets = secrets(&scenario);
        for (kind, name, document) in documents(&scenario).iter().filter(|(kind, ..)| kind.is_for_players) {
            let public = public(&scenario);
            for lang in LANGS {
                let text = read(document, lang);
                let leaked = found(&text, &secrets, &public, lang);
                leaks.extend(
                    leaked.iter().map(|leak| format!("{scenario_name}: {name} ({}): {leak}", lang.tag())),
                );
            }
            assert!(kind.is_for_players);
        }
    }
    assert!(leaks.is_empty(), "\n{}", leaks.join("\n"));
}

/// How long a piece of a secret may be that is excused because players have it anyway: words of injects and
/// objectives quote measures ("Lock the controller in run mode"), name systems and say "72 hours".
const fn excusable(kind: Secret) -> usize {
    match kind {
        Secret::Inject | Secret::Objective => 50,
        Secret::Actor | Secret::Ending | Secret::Summary | Secret::Condition => 0,
        // Names of techniques, weaknesses, keys and offices.
        Secret::Technique | Secret::Weakness | Secret::Credential | Secret::Sender => usize::MAX,
    }
}

#[test]
fn nothing_that_matters_is_excused_as_public() {
    for (scenario_name, scenario) in shipped() {
        let public = public(&scenario);
        for secret in secrets(&scenario) {
            for lang in LANGS {
                let too_long = |piece: &String| piece.chars().count() > excusable(secret.kind);
                let pieces = secret.pieces(lang).into_iter().filter(too_long);
                let excused = pieces.into_iter().find(|piece| public.hold(piece, lang));
                assert!(
                    excused.is_none(),
                    "{scenario_name}: {:?} stands in a public text: {excused:?}",
                    secret.kind
                );
            }
        }
    }
}

#[test]
fn the_search_for_secrets_finds_them() {
    for (scenario_name, scenario) in shipped() {
        let (secrets, public) = (secrets(&scenario), public(&scenario));
        let all = documents(&scenario);
        let guide = &all.iter().find(|(_, name, _)| name == "facilitator-guide").expect("there is a guide").2;
        for lang in LANGS {
            let text = read(guide, lang);
            for kind in [
                Secret::Actor,
                Secret::Inject,
                Secret::Ending,
                Secret::Objective,
                Secret::Condition,
                Secret::Weakness,
            ] {
                let of: Vec<_> = secrets.iter().filter(|secret| secret.kind == kind).cloned().collect();
                let there = found(&text, &of, &public, lang);
                let wanted = of
                    .iter()
                    .filter(|secret| secret.pieces(lang).iter().any(|piece| !public.hold(piece, lang)));
                let missing = wanted.count().saturating_sub(there.len());
                assert_eq!(
                    missing,
                    0,
                    "{scenario_name} ({}): the guide lacks {missing} of {kind:?}",
                    lang.tag()
                );
            }
        }
        // One sentence of one inject, slipped into what players get.
        let (_, name, mut manual) = all.into_iter().next().expect("there is a manual");
        let inject = scenario.injects.last().expect("every shipped scenario has injects");
        manual.sections[0].blocks.push(Block::Words(inject.expected.clone()));
        for lang in LANGS {
            let leaked = found(&read(&manual, lang), &secrets, &public, lang);
            assert!(!leaked.is_empty(), "{scenario_name}: {name}: a planted secret was not found");
        }
    }
}

#[test]
fn an_edition_for_one_team_shows_no_system_of_another() {
    for (scenario_name, scenario) in shipped().into_iter().filter(|(_, scenario)| scenario.partners.len() > 1)
    {
        for (_, name, document) in documents(&scenario) {
            let Some(own) = name.strip_prefix("situation-manual") else { continue };
            let own = scenario.partner_named(own.trim_start_matches('-'));
            let text = read(&document, Lang::En);
            let others = scenario
                .partners
                .iter()
                .enumerate()
                .filter(|(place, _)| own.is_none_or(|own| own.index() != *place));
            let names: BTreeSet<&str> = scenario
                .nodes
                .iter()
                .filter(|node| node.owner.partner().is_none() || node.owner.partner() == own)
                .map(|node| node.name.en.as_str())
                .collect();
            for node in others.flat_map(|(_, other)| &other.nodes).map(|id| &scenario.node(*id).name.en) {
                let is_drawn =
                    text.contains(&format!("<td>{node}</td>")) || text.contains(&format!("| {node} |"));
                assert!(!is_drawn || names.contains(node.as_str()), "{scenario_name}: {name} shows {node}");
            }
            if let Some(own) = own {
                let first = scenario.partners[own.index()].nodes.first().expect("a partner has systems");
                let is_large = scenario.nodes.len() > planspiel::view::WHOLE;
                assert!(
                    is_large || text.contains(&scenario.node(*first).name.en),
                    "{name} lacks its own systems"
                );
            }
        }
    }
}

#[test]
fn dice_on_paper_have_the_chances_of_the_rules() {
    let scenario = load_scenario(&folder("two-rivers"), None).checked.scenario.expect("no errors");
    let plan = AttackPlan::new(&scenario, Style::All(Brain::Script));
    let (dice, mut now, mut transcript) = (Dice::new(7), Situation::new(&scenario), Transcript::default());
    let mut table = Table { scenario: &scenario, now: &mut now, dice: &dice, recorder: &mut transcript };
    while table.now.public.phase != Phase::Ended {
        turn::begin_turn(&mut table);
        turn::open_orders(&mut table);
        turn::resolve(&mut table, &plan);
    }
    let mut compared = [0, 0];
    for check in &transcript.checks {
        let (actor, technique) = (ActorId(check.key.who), usize::from(check.key.what));
        let fits = |mv: &&planspiel::scenario::model::Move| {
            mv.technique.index() == technique && mv.target.index() == usize::from(check.key.target)
        };
        let only_stealth = check.causes.iter().all(|(cause, _)| *cause == Cause::Stealth);
        let Some(mv) = scenario.moves.all.iter().find(fits) else { continue };
        match check.key.purpose {
            Purpose::Attack => {
                assert_eq!(works_ppm(&scenario, actor, mv), check.chance_ppm, "{check:?}");
                compared[0] += 1;
            }
            Purpose::Seen if only_stealth => {
                assert_eq!(seen_ppm(&scenario, actor, mv), check.chance_ppm, "{check:?}");
                compared[1] += 1;
            }
            _ => {}
        }
    }
    assert!(compared.iter().all(|count| *count > 5), "hardly anything was compared: {compared:?}");
}

fn planspiel(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_planspiel")).args(arguments).output().expect("the program runs")
}

#[test]
fn the_command_writes_what_it_says() {
    let out = std::env::temp_dir().join(format!("planspiel-handbook-{}", std::process::id()));
    let place = out.to_string_lossy().into_owned();
    let folder = folder("first-steps");
    let path = folder.to_string_lossy().into_owned();
    let german = planspiel(&["handbook", &path, "-o", &place, "--lang", "de"]);
    assert!(german.status.success(), "{german:?}");
    assert!(out.join("msel.de.csv").is_file() && !out.join("msel.en.csv").exists());
    let both = planspiel(&["handbook", &path, "-o", &place]);
    assert!(both.status.success(), "{both:?}");
    let scenario = load_scenario(&folder, None).checked.scenario.expect("no errors");
    for lang in LANGS {
        for (_, name, _) in documents(&scenario) {
            let endings: &[&str] =
                if cfg!(feature = "pdf") { &["html", "md", "pdf"] } else { &["html", "md"] };
            for ending in endings {
                let path = out.join(format!("{name}.{}.{ending}", lang.tag()));
                assert!(path.is_file(), "{} is missing", path.display());
            }
        }
        for name in ["msel", "evaluation-guide"] {
            assert!(out.join(format!("{name}.{}.xlsx", lang.tag())).is_file(), "{name} as a workbook");
        }
        let rows = std::fs::read_to_string(out.join(format!("msel.{}.csv", lang.tag()))).expect("a table");
        assert_eq!(rows.lines().count(), scenario.injects.len() + 1);
    }
    std::fs::remove_dir_all(&out).expect("what was written can be removed");
    let wrong = planspiel(&["handbook", "nowhere", "-o", &place]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
}
