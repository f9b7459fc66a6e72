//! An exercise's log for other people's tools: the same bytes from the same log, nothing that was not shared, no
//! address of anybody, no names in open data. What other people's libraries say of the files: `tests/validators`.

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use planspiel::analysis::scale;
use planspiel::brain::{AttackPlan, Policy, Style, play_to_end};
use planspiel::conduct::{Act, Audience, By, Category, Rating, Request, Seat};
use planspiel::exercise::{Command, Exercise};
use planspiel::export::journal::journal;
use planspiel::export::misp::misp;
use planspiel::export::navigator::navigator;
use planspiel::export::open_data::{File, Licence, Release, open_data};
use planspiel::export::stix::stix;
use planspiel::files::load_scenario;
use planspiel::journal::{Journal, Opening};
use planspiel::live::Memory;
use planspiel::rules::event::{Event, Outcome, Sight, Told, World};
use planspiel::rules::situation::Phase;
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::PartnerId;
use planspiel::scenario::model::{Fact, Owner};
use planspiel::scenario::words::Tlp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario has no errors")
}

fn begun(name: &str, seed: u64) -> Exercise {
    let scenario = Arc::new(shipped(name));
    let scale = scale(&scenario);
    let plan = Arc::new(AttackPlan::new(&scenario, Style::Scenario));
    Exercise::new(scenario, scale, seed, plan)
}

/// Plays on to the end; every command goes through `how`.
fn play(exercise: &mut Exercise, policy: Policy, how: impl Fn(Command) -> Request) {
    let policies = vec![policy; exercise.scenario().partners.len()];
    let mut carry =
        |exercise: &mut Exercise, command: Command| Ok::<_, ()>(exercise.run(how(command)).map(drop));
    play_to_end(exercise, &policies, &mut carry).expect("nothing is written down");
}

fn played(name: &str, seed: u64, policy: Policy) -> Exercise {
    let mut exercise = begun(name, seed);
    play(&mut exercise, policy, Request::from);
    exercise
}

const SECRET: &str = "Frau Beispiel meint, das bleibt unter uns";

fn said(command: impl Into<Command>, seat: Seat, person: u32, text: Option<&str>) -> Request {
    let by = Some(By { seat, person, id: None });
    Request { by, at_ms: 1_790_000_000_000, text: text.map(str::to_owned), ..Request::from(command.into()) }
}

/// People sit at the table, say and write things; the leads commit what the playbook would.
fn with_people() -> Exercise {
    let mut exercise = begun("two-rivers", 11);
    let partners = (0..exercise.scenario().partners.len()).map(PartnerId::at);
    let leads: Vec<Seat> = partners.map(|partner| Seat::Participant(partner, 0)).collect();
    let analyst = Seat::Participant(PartnerId::at(0), 1);
    let mut run = |request: Request| exercise.run(request).map(drop).expect("the request is allowed");
    for (person, seat) in (1..).zip(leads.iter().copied().chain([analyst, Seat::Evaluator])) {
        run(said(Command::Act(Act::Join { seat }), seat, person, Some("aa11")));
    }
    let act = Command::Act;
    run(said(act(Act::Pause), Seat::Trainer, 0, None));
    run(said(act(Act::GoOn), Seat::Trainer, 0, None));
    run(said(act(Act::Say { to: Audience::Trainer, label: Tlp::Amber }), analyst, 3, Some(SECRET)));
    let note = Act::Note { partner: Some(PartnerId::at(1)), category: Category::Strength };
    run(said(act(note), Seat::Evaluator, 4, Some(SECRET)));
    let rate = Act::Rate { partner: PartnerId::at(0), objective: 0, rating: Rating::S };
    run(said(act(rate), Seat::Evaluator, 4, Some(SECRET)));
    run(said(act(Act::Extend { seconds: -30 }), Seat::Trainer, 0, None));
    run(said(act(Act::Freeze), analyst, 3, Some(SECRET)));
    run(said(act(Act::Thaw), Seat::Trainer, 0, None));
    let is_order = |command: &Command| match command {
        Command::Order { partner, .. } => Some(*partner),
        _ => None,
    };
    let by_lead = |command: Command| match is_order(&command) {
        Some(partner) => {
            let person = u32::from(partner.0) + 1;
            said(command, Seat::Participant(partner, 0), person, Some(SECRET))
        }
        None => said(command, Seat::Trainer, 0, None),
    };
    play(&mut exercise, Policy::Playbook, by_lead);
    let feedback = said(act(Act::Feedback { mark: 4 }), analyst, 3, Some(SECRET));
    exercise.run(feedback).expect("after the end everybody may say what they think");
    let task = Act::RateTask { objective: 0, task: 0, rating: Rating::M, suggested: Some(Rating::S) };
    let rated = said(act(task), Seat::Evaluator, 4, Some(SECRET));
    exercise.run(rated).expect("after the end an evaluator rates tasks");
    exercise
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export");
    std::fs::create_dir_all(&path).expect("the build folder can be written to");
    path.join(name)
}

/// Writes an exercise's log; gives its file.
fn written(exercise: &Exercise, name: &str) -> PathBuf {
    let path = folder(name);
    let _ = std::fs::remove_file(&path);
    let scenario = (**exercise.scenario()).clone();
    let (scale, created) = (exercise.scale().clone(), "a day in May".to_owned());
    let opening = Opening::new(scenario, scale, exercise.seed(), "scenario".to_owned(), created);
    let mut log = Journal::create(&path, &opening).expect("there is no such file");
    log.append_all(exercise.entries()).expect("entries follow each other");
    path
}

/// A file with its content as text: of Parquet, one line a row.
fn as_text(File { path, bytes }: File) -> (String, String) {
    if path.ends_with(".parquet") {
        let text = parquet_rows(bytes).iter().map(|row| format!("{row}\n")).collect();
        return (path, text);
    }
    (path, String::from_utf8(bytes).expect("everything else is text"))
}

fn parquet_rows(bytes: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(Bytes::from(bytes)).expect("it is Parquet");
    let rows = reader.get_row_iter(None).expect("rows can be read");
    rows.collect::<Result<_, _>>().expect("every row can be read")
}

/// Every file of every format, as text.
fn everything(exercise: &Exercise, release: Release) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> =
        open_data(exercise, Licence::CcBy4, release).into_iter().map(as_text).collect();
    files.insert("stix".to_owned(), stix(exercise).to_string());
    files.insert("misp".to_owned(), misp(exercise).to_string());
    for layer in navigator(exercise) {
        files.insert(format!("navigator {}", layer.matrix.slug()), layer.json.to_string());
    }
    files
}

fn data(exercise: &Exercise, release: Release) -> BTreeMap<String, String> {
    let files = open_data(exercise, Licence::default(), release);
    files.into_iter().map(as_text).collect()
}

/// A table's rows, cells by column.
fn rows(files: &BTreeMap<String, String>, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(files[&format!("data/{table}.csv")].as_bytes());
    let found = reader.deserialize().collect::<Result<Vec<_>, _>>();
    found.expect("every row has its cells")
}

/// What was shared: once for each receiver.
fn sent(exercise: &Exercise) -> Vec<(PartnerId, Fact, u32)> {
    let scenario = exercise.scenario();
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let events = memory.history.iter().filter_map(|(_, event)| match event {
        Event::Told(from, Told::SharedWith { fact, to }) => {
            Some((*from, scenario.facts[fact.index()], to.count_ones()))
        }
        _ => None,
    });
    events.collect()
}

fn objects(bundle: &Value) -> &Vec<Value> {
    bundle["objects"].as_array().expect("a bundle holds objects")
}

fn texts<'v>(values: &'v [Value], kind: &str, key: &str) -> BTreeSet<&'v str> {
    values.iter().filter(|value| value["type"] == kind).filter_map(|value| value[key].as_str()).collect()
}

#[test]
fn the_same_log_gives_the_same_bytes() {
    let one = everything(&played("two-rivers", 7, Policy::Playbook), Release::Everything);
    let other = everything(&played("two-rivers", 7, Policy::Playbook), Release::Everything);
    assert_eq!(one, other);
    let different = everything(&played("two-rivers", 8, Policy::Playbook), Release::Everything);
    let id = |files: &BTreeMap<String, String>| {
        let bundle: Value = serde_json::from_str(&files["stix"]).expect("it was written as JSON");
        bundle["id"].clone()
    };
    assert_ne!(id(&one), id(&different));
}

/// A cell of Parquet stands for this cell of CSV.
fn is_same(field: &Field, cell: &str) -> bool {
    match field {
        Field::Null => cell.is_empty(),
        Field::Str(text) => text == cell && !text.is_empty(),
        Field::Bool(value) => value.to_string() == cell,
        Field::Long(value) => value.to_string() == cell,
        Field::Double(value) => format!("{value:.2}") == cell,
        _ => false,
    }
}

#[test]
fn parquet_holds_what_csv_holds() {
    let mut nulls = 0;
    for (name, release) in [("two-rivers", Release::Everything), ("first-steps", Release::ClearOnly)] {
        let exercise = played(name, 7, Policy::Playbook);
        let files: BTreeMap<String, Vec<u8>> = open_data(&exercise, Licence::default(), release)
            .into_iter()
            .map(|file| (file.path, file.bytes))
            .collect();
        let package: Value = serde_json::from_slice(&files["datapackage.json"]).expect("it is JSON");
        let resources = package["resources"].as_array().expect("a list");
        let tables = files.keys().filter_map(|path| path.strip_suffix(".csv")).collect::<Vec<_>>();
        assert!(tables.len() >= 8 && resources.len() == 2 * tables.len(), "{tables:?}");
        for table in tables {
            let path = format!("{table}.parquet");
            let told = resources.iter().find(|resource| resource["path"] == path.as_str());
            let told = told.expect("the package names every file");
            let reader = SerializedFileReader::new(Bytes::from(files[&path].clone())).expect("it is Parquet");
            let inside = reader.metadata().file_metadata().key_value_metadata().expect("a dictionary");
            let inside = inside[0].value.as_deref().expect("the dictionary is not empty");
            assert_eq!(told["schema"], serde_json::from_str::<Value>(inside).expect("it is JSON"));
            let mut csv = csv::Reader::from_reader(&files[&format!("{table}.csv")][..]);
            let head = csv.headers().expect("a head").clone();
            let columns = reader.metadata().file_metadata().schema_descr().columns().to_vec();
            assert!(head.iter().eq(columns.iter().map(|column| column.name())), "{name}: {table}");
            let lines: Vec<csv::StringRecord> = csv.records().collect::<Result<_, _>>().expect("rows");
            let rows = parquet_rows(files[&path].clone());
            assert_eq!(rows.len(), lines.len(), "{name}: {table}");
            for (row, line) in rows.iter().zip(&lines) {
                for ((column, field), cell) in row.get_column_iter().zip(line) {
                    assert!(is_same(field, cell), "{name}: {table}: {column}: {field} and {cell:?}");
                    nulls += usize::from(*field == Field::Null);
                }
            }
        }
    }
    assert!(nulls > 0, "some cell is empty");
}

fn is_documentation(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113))
        }
        IpAddr::V6(address) => address.segments()[..2] == [0x2001, 0xdb8],
    }
}

/// IPv4 addresses that a text speaks of.
fn addresses(text: &str) -> Vec<IpAddr> {
    let words = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    words.filter_map(|word| word.trim_matches('.').parse().ok()).collect()
}

#[test]
fn addresses_are_nobodys() {
    assert_eq!(addresses("[ipv4-addr:value = '8.8.8.8']; T1021.002, 1.0.0").len(), 1);
    let mut found = 0;
    for name in ["two-rivers", "dry-taps", "quiet-winter", "diverted"] {
        let exercise = played(name, 3, Policy::PlaybookOpen);
        for (file, text) in everything(&exercise, Release::Everything) {
            for address in addresses(&text) {
                assert!(is_documentation(address), "{name}: {file} speaks of {address}");
                found += 1;
            }
        }
        let bundle = stix(&exercise);
        let objects = objects(&bundle);
        let domains = texts(objects, "domain-name", "value");
        for value in domains.union(&texts(objects, "url", "value")) {
            let host = value.split_once("://").map_or(*value, |(_, rest)| rest);
            let host = host.split(['/', ':']).next().expect("a split gives one part at least");
            let top = host.rsplit('.').next();
            let ours =
                top == Some("example") || ["example.com", "example.org", "example.net"].contains(&host);
            assert!(ours, "{name}: {value}");
        }
    }
    assert!(found > 20, "addresses were shared: {found}");
}

#[test]
fn a_bundle_holds_what_was_shared_and_nothing_else() {
    let exercise = played("two-rivers", 7, Policy::Playbook);
    let scenario = exercise.scenario();
    let bundle = stix(&exercise);
    let objects = objects(&bundle);
    let sent = sent(&exercise);
    assert!(sent.len() > 10, "the playbook shares");
    let techniques = |exercise: &Exercise| -> BTreeSet<String> {
        let memory = Memory::of(2, exercise.entries());
        let acted = memory.history.iter().filter_map(|(_, event)| match event {
            Event::World(World::Acted { technique, .. }) => {
                Some(scenario.techniques[technique.index()].id.clone())
            }
            _ => None,
        });
        acted.collect()
    };
    let shared: BTreeSet<&str> = sent
        .iter()
        .filter_map(|(_, fact, _)| match fact {
            Fact::Technique(technique) => Some(scenario.techniques[technique.index()].id.as_str()),
            _ => None,
        })
        .collect();
    let told: BTreeSet<&str> = objects
        .iter()
        .filter(|object| object["type"] == "attack-pattern")
        .filter_map(|object| object["external_references"][0]["external_id"].as_str())
        .collect();
    assert_eq!(told, shared);
    assert!(techniques(&exercise).iter().any(|used| !told.contains(used.as_str())), "some was never shared");
    // Names of actors that nobody told stand nowhere.
    let named: BTreeSet<usize> = sent
        .iter()
        .filter_map(|(_, fact, _)| match fact {
            Fact::Warning(actor) | Fact::Attribution(actor) | Fact::Evidence(actor) => Some(actor.index()),
            _ => None,
        })
        .collect();
    let whole = bundle.to_string();
    for (index, actor) in scenario.actors.iter().enumerate() {
        assert_eq!(whole.contains(&actor.name.en), named.contains(&index), "{}", actor.name.en);
    }
}

#[test]
fn every_object_is_marked_and_an_exercise() {
    for name in ["two-rivers", "dry-taps"] {
        let exercise = played(name, 5, Policy::PlaybookOpen);
        let bundle = stix(&exercise);
        let ids: BTreeSet<&str> =
            objects(&bundle).iter().filter_map(|object| object["id"].as_str()).collect();
        assert_eq!(ids.len(), objects(&bundle).len(), "each id once");
        let observed = ["ipv4-addr", "ipv6-addr", "domain-name", "url", "file"];
        // The labels and what defines them are as others published them.
        let published = "2022-10-01T00:00:00.000Z";
        let (others, ours): (Vec<&Value>, Vec<&Value>) =
            objects(&bundle).iter().partition(|object| object["created"] == published);
        let definition = others.iter().find(|object| object["type"] == "extension-definition");
        let definition = definition.expect("TLP 2.0 is defined in the bundle");
        for label in others.iter().filter(|object| object["type"] == "marking-definition") {
            let extensions = label["extensions"].as_object().expect("TLP 2.0 is an extension");
            assert!(extensions.keys().all(|id| definition["id"] == id.as_str()), "{label}");
        }
        let author = definition["created_by_ref"].as_str().expect("an author");
        assert!(ids.contains(author), "{author} comes along");
        for object in ours {
            let marking = object["object_marking_refs"][0].as_str().expect("a marking");
            assert!(ids.contains(marking), "{object}");
            if !observed.contains(&object["type"].as_str().expect("a type")) {
                assert_eq!(object["labels"][0], "exercise", "{object}");
            }
        }
        // A share is one object, or part of one, for each receiver: arrival and label are told there.
        let packages: Vec<&Value> = objects(&bundle)
            .iter()
            .filter(|object| object["type"] == "grouping" || object["type"] == "report")
            .collect();
        let words =
            |package: &&Value| package["description"].as_str().is_some_and(|text| text.contains("TLP:"));
        assert!(!packages.is_empty() && packages.iter().all(words));
    }
}

#[test]
fn a_misp_event_bears_the_strictest_label() {
    let exercise = played("two-rivers", 7, Policy::PlaybookOpen);
    let event = misp(&exercise);
    let tags = |of: &Value| -> BTreeSet<String> {
        let tags = of["Tag"].as_array().expect("tags");
        tags.iter().filter_map(|tag| tag["name"].as_str()).map(str::to_owned).collect()
    };
    let order = ["tlp:red", "tlp:amber+strict", "tlp:amber", "tlp:green", "tlp:clear"];
    let rank = |of: &Value| {
        order.iter().position(|label| tags(of).contains(*label)).expect("every attribute has a TLP label")
    };
    let attributes = event["Event"]["Attribute"].as_array().expect("attributes");
    assert!(!attributes.is_empty());
    let strictest = attributes.iter().map(rank).min();
    assert_eq!(Some(rank(&event["Event"])), strictest);
    assert!(attributes.iter().chain([&event["Event"]]).all(|of| tags(of).contains("exercise")));
    let kinds: BTreeSet<Fact> = sent(&exercise).into_iter().map(|(_, fact, _)| fact).collect();
    assert!(attributes.len() <= kinds.len() * 2 && attributes.len() * 2 >= kinds.len());
}

#[test]
fn a_layer_tells_detected_from_missed() {
    let exercise = played("dry-taps", 3, Policy::Playbook);
    let scenario = exercise.scenario();
    let mut steps: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (_, event) in &Memory::of(scenario.partners.len(), exercise.entries()).history {
        if let Event::World(World::Acted { technique, outcome, seen, .. }) = event
            && *outcome != Outcome::Vetoed
        {
            let of = steps.entry(&scenario.techniques[technique.index()].id).or_default();
            *of = (of.0 + 1, of.1 + u32::from(*seen == Sight::Seen));
        }
    }
    let layers = navigator(&exercise);
    assert_eq!(layers.len(), 2, "process control is attacked there, too");
    let mut told = 0;
    for layer in &layers {
        let legend: BTreeMap<&str, &str> = layer.json["legendItems"]
            .as_array()
            .expect("a legend")
            .iter()
            .filter_map(|item| Some((item["color"].as_str()?, item["label"].as_str()?)))
            .collect();
        for technique in layer.json["techniques"].as_array().expect("techniques") {
            let (all, seen) = steps[technique["techniqueID"].as_str().expect("an id")];
            assert_eq!(technique["score"], seen * 100 / all);
            let words = legend[technique["color"].as_str().expect("a color")];
            let right = match seen {
                0 => "missed",
                seen if seen == all => "every step",
                _ => "in part",
            };
            assert!(words.ends_with(right), "{seen} of {all}: {words}");
            told += 1;
        }
    }
    assert_eq!(told, steps.len());
}

/// Everything by which a person, an organization or a system of the scenario could be called.
fn names(scenario: &Scenario) -> BTreeSet<String> {
    let seats = scenario.partners.iter().flat_map(|partner| &partner.seats).map(|seat| &seat.name);
    let partners = scenario.partners.iter().map(|partner| &partner.name);
    let actors = scenario.actors.iter().map(|actor| &actor.name);
    let own = scenario.nodes.iter().filter(|node| matches!(node.owner, Owner::Partner(_)));
    let texts = seats.chain(partners).chain(actors).chain(own.map(|node| &node.name));
    texts.flat_map(|text| [text.de.clone(), text.en.clone()]).filter(|name| name.len() > 4).collect()
}

#[test]
fn open_data_hold_no_names_and_nothing_above_clear() {
    let exercise = with_people();
    let scenario = exercise.scenario();
    assert_ne!(scenario.about.tlp, Tlp::Clear);
    let files = data(&exercise, Release::ClearOnly);
    let whole: String = files.values().map(String::as_str).collect();
    for name in names(scenario) {
        assert!(!whole.contains(&name), "{name}");
    }
    for hidden in [SECRET, &scenario.about.title.en, &scenario.about.title.de, &scenario.about.id] {
        assert!(!whole.contains(hidden), "{hidden}");
    }
    let label = |row: &BTreeMap<String, String>| row["tlp"].clone();
    let clear = rows(&files, "shares");
    assert!(clear.iter().all(|row| label(row) == "clear"));
    assert!(rows(&files, "attack-steps").is_empty(), "the scenario bears a label");
    // Released, everything is there, and the README of the closed version had said how much.
    let open = data(&exercise, Release::Everything);
    let receivers: u32 = sent(&exercise).iter().map(|(.., receivers)| receivers).sum();
    let all = rows(&open, "shares");
    assert_eq!(all.len(), receivers as usize);
    let left_out = all.iter().filter(|row| label(row) != "clear").count();
    assert!(left_out > 0 && clear.len() + left_out == all.len());
    let line = format!("`data/shares.csv`: {left_out} von {} Zeilen", all.len());
    assert!(files["README.md"].contains(&line), "{line}");
    let line = format!("`data/shares.csv`: {left_out} of {} rows", all.len());
    assert!(files["README.md"].contains(&line), "{line}");
    assert!(!rows(&open, "attack-steps").is_empty());
    let whole: String = open.values().map(String::as_str).collect();
    let seats = scenario.partners.iter().flat_map(|partner| &partner.seats);
    for seat in seats.flat_map(|seat| [&seat.name.de, &seat.name.en]) {
        assert!(!whole.contains(seat.as_str()), "{seat}");
    }
    assert!(!whole.contains(SECRET));
}

#[test]
fn shares_bear_the_labels_they_were_sent_under() {
    let mut ways: BTreeSet<String> = BTreeSet::new();
    for (name, policy) in
        [("two-rivers", Policy::PlaybookOpen), ("two-rivers", Policy::Playbook), ("dry-taps", Policy::Random)]
    {
        let exercise = played(name, 4, policy);
        let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
        let mut sent: Vec<(&str, &str)> = Vec::new();
        for (_, event) in &memory.history {
            if let Event::World(World::Sent(transit)) = event {
                sent.push((transit.label.slug(), transit.pap.slug()));
            }
        }
        // What arrives in the turn it was sent in is never on its way.
        let files = data(&exercise, Release::Everything);
        let shares = rows(&files, "shares");
        let later = shares.iter().filter(|row| row["arrived"] != row["turn"]);
        let mut told: Vec<(&str, &str)> =
            later.map(|row| (row["tlp"].as_str(), row["pap"].as_str())).collect();
        sent.sort_unstable();
        told.sort_unstable();
        assert!(sent.len() > 5, "{name}: {}", sent.len());
        assert_eq!(told, sent, "{name}");
        ways.extend(shares.iter().map(|row| row["channel"].clone()));
    }
    for way in ["feed", "joint_sitrep"] {
        assert!(ways.contains(way), "{way}: {ways:?}");
    }
}

#[test]
fn seats_stand_under_numbers_and_small_groups_are_named() {
    let exercise = with_people();
    let files = data(&exercise, Release::Everything);
    let seats: BTreeSet<String> = rows(&files, "orders").into_iter().map(|row| row["seat"].clone()).collect();
    assert_eq!(seats.len(), 2, "the leads committed everything: {seats:?}");
    assert!(seats.iter().all(|seat| seat.starts_with("seat-")), "{seats:?}");
    let readme = &files["README.md"];
    assert!(readme.contains("**Befund: Es gibt welche.") && readme.contains("**Finding: there are some."));
    for partner in ["partner-1", "partner-2"] {
        assert!(readme.contains(&format!("{partner}: Zahl der Plätze, die Aufträge freigaben: 1.")));
        assert!(readme.contains(&format!("{partner}: number of seats that committed orders: 1.")));
    }
    // Where programs played there is no seat to find.
    let alone = data(&played("two-rivers", 7, Policy::Playbook), Release::Everything);
    assert!(rows(&alone, "orders").iter().all(|row| row["seat"].is_empty()));
    assert!(!alone["README.md"].contains("number of seats"));
}

#[test]
fn an_undone_turn_never_was() {
    let mut exercise = begun("two-rivers", 7);
    let to_turn = |exercise: &mut Exercise, turn: u16| {
        let policies = [Policy::Playbook; 2];
        let mut carry = |exercise: &mut Exercise, command: Command| {
            if exercise.now().public.turn >= turn { Err(()) } else { Ok(exercise.run(command).map(drop)) }
        };
        let stopped = play_to_end(exercise, &policies, &mut carry);
        assert!(stopped.is_err() && exercise.now().public.turn == turn);
    };
    to_turn(&mut exercise, 4);
    let before = rows(&data(&exercise, Release::Everything), "orders").len();
    exercise.run(Command::Undo { turn: 2, new_dice: false }).expect("turn 2 has begun");
    let files = data(&exercise, Release::Everything);
    let after = rows(&files, "orders");
    assert!(!after.is_empty() && after.len() < before);
    assert!(after.iter().all(|row| row["turn"].parse::<u16>().is_ok_and(|turn| turn < 2)));
    assert_eq!(rows(&files, "turns").len(), 1);
    // While it runs, nobody is told what the attackers do.
    assert_ne!(exercise.now().public.phase, Phase::Ended);
    assert!(rows(&files, "attack-steps").is_empty());
}

#[test]
fn figures_are_those_of_the_exercise() {
    let exercise = played("golden-state", 2, Policy::Playbook);
    let files = data(&exercise, Release::ClearOnly);
    let turns = rows(&files, "turns");
    assert_eq!(turns.len(), usize::from(exercise.now().public.turn));
    let last = turns.last().expect("there were turns");
    assert_eq!(last["joint"], format!("{:.2}", exercise.score().joint));
    let outcomes: BTreeSet<String> =
        rows(&files, "partners").iter().map(|row| row["outcome"].clone()).collect();
    let right: BTreeSet<String> =
        exercise.score().partners.iter().map(|partner| format!("{:.2}", partner.outcome)).collect();
    assert_eq!(outcomes, right);
    let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
    let told = memory.notices.iter().flatten();
    let (mut ordered, mut taken) = (0, 0);
    told.for_each(|(_, told)| match told {
        Told::Ordered { .. } => ordered += 1,
        Told::TakenBack { .. } => taken += 1,
        _ => {}
    });
    let open = data(&exercise, Release::Everything);
    assert_eq!(rows(&open, "orders").len(), ordered - taken);
}

#[test]
fn a_journal_has_a_line_for_each_entry_and_no_words_of_people() {
    let exercise = with_people();
    // `tests/validators` reads this log, too.
    let path = written(&exercise, "people.planspiel");
    let log = Journal::open_read_only(&path).expect("it was just written");
    let lines = journal(&log.links().expect("links can be read")).expect("entries are entries");
    assert_eq!(lines.lines().count(), exercise.entries().len());
    assert!(!lines.contains(SECRET));
    for (entry, line) in exercise.entries().iter().zip(lines.lines()) {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        assert_eq!(line["seq"], entry.number);
        assert_eq!(line["fingerprint"], entry.fingerprint);
        assert_eq!(line["events"].as_array().map(Vec::len), Some(entry.events.len()));
        assert_eq!(line.get("text_hash").is_some(), entry.text.is_some());
        assert!(line.get("text").is_none());
    }
}

/// Names of an enum's variants as they stand in JSON.
fn variants(file: &str, name: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    let text = std::fs::read_to_string(path).expect("our own source can be read");
    let from = text.find(&format!("pub enum {name} {{")).expect("the enum is there");
    let body = text[from..].lines().skip(1).take_while(|line| *line != "}");
    let names =
        body.filter_map(|line| line.strip_prefix("    ")).filter(|line| line.starts_with(char::is_uppercase));
    let names = names.map(|line| line.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or(line));
    names.map(snake).collect()
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[test]
fn the_schema_knows_everything_that_can_stand_in_a_log() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/journal.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema is there");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let known = |name: &str| -> BTreeSet<String> {
        let def = &schema["$defs"][name];
        let parts = def["anyOf"].as_array().cloned().unwrap_or_else(|| vec![def.clone()]);
        let words = parts.iter().filter_map(|part| part["enum"].as_array()).flatten();
        let words = words.filter_map(|word| word.as_str().map(str::to_owned));
        let keys = parts.iter().filter_map(|part| part["properties"].as_object());
        words.chain(keys.flat_map(|keys| keys.keys().cloned())).collect()
    };
    for (file, name) in [
        ("rules/event.rs", "Event"),
        ("rules/event.rs", "Public"),
        ("rules/event.rs", "World"),
        ("rules/event.rs", "Told"),
        ("rules/event.rs", "Found"),
        ("rules/event.rs", "Outcome"),
        ("rules/order.rs", "Target"),
        ("rules/dice.rs", "Purpose"),
        ("rules/check.rs", "Cause"),
        ("rules/thought.rs", "Basis"),
        ("rules/situation.rs", "Phase"),
        ("conduct/act.rs", "Act"),
        ("conduct/act.rs", "Command"),
        ("conduct/act.rs", "Seat"),
    ] {
        let there = variants(file, name);
        assert!(there.len() > 2, "{name}: {there:?}");
        assert_eq!(known(&snake(name)), there, "docs/schema/journal.schema.json: $defs/{}", snake(name));
    }
}

fn planspiel(words: &[&str]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_planspiel"));
    command.args(words).output().expect("the program runs")
}

#[test]
fn wrong_usage_and_damage_are_said_plainly() {
    let log = written(&played("first-steps", 7, Policy::Playbook), "usage.planspiel");
    let log = log.to_str().expect("the build folder's name is UTF-8");
    let status = |words: &[&str]| planspiel(words).status.code();
    assert_eq!(status(&["export", log]), Some(2), "nothing was asked for");
    let (stix, layer) = (folder("usage.stix.json"), folder("usage.layer.json"));
    let (stix, layer) = (stix.to_str().expect("UTF-8"), layer.to_str().expect("UTF-8"));
    assert_eq!(status(&["export", log, "--stix", stix, "--released"]), Some(2), "of what?");
    assert_eq!(status(&["export", log, "--stix", stix, "--navigator", layer]), Some(0));
    assert!(Path::new(stix).exists() && Path::new(layer).exists());
    assert_eq!(status(&["export", "no-such-log", "--stix", stix]), Some(2));
    assert_eq!(status(&["export", log, "--stix", &format!("{log}/below/a/file")]), Some(3));
    let mut bytes = std::fs::read(log).expect("the log is there");
    let place =
        bytes.windows(9).position(|bytes| bytes == b"\"ordered\"").expect("somebody ordered something");
    bytes[place + 1] = b'O';
    let damaged = folder("damaged.planspiel");
    std::fs::write(&damaged, bytes).expect("the build folder can be written to");
    let damaged = damaged.to_str().expect("UTF-8");
    assert_eq!(status(&["export", damaged, "--journal", &format!("{stix}l")]), Some(1));
    assert!(!Path::new(&format!("{stix}l")).exists(), "nothing of a changed log leaves the house");
}
