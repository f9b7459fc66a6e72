//! What `show` and `new` make: maps without overlaps, drawings that are well-formed, facts that hold.

use planspiel::export::{Lang, dot, json, svg};
use planspiel::files::{load_scenario, load_with_catalog};
use planspiel::scenario::Scenario;
use planspiel::scenario::check::check;
use planspiel::scenario::graph::{GraphFacts, facts};
use planspiel::scenario::layout::{NodeSketch, Sketch, ZoneSketch, lay_out};
use planspiel::scenario::problem::Level;
use planspiel::scenario::source::{Files, ReadError};
use planspiel::scenario::template::TEMPLATE;
use planspiel::view::{Mark, shared_map};
use std::path::Path;

/// Every shipped scenario.
fn every() -> impl Iterator<Item = Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("the shipped scenarios can be listed");
    entries.map(|entry| shipped(&entry.expect("an entry can be read").file_name().to_string_lossy()))
}

fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("shipped scenarios check clean")
}

/// The template and the built-in catalogue.
struct Template;

impl Files for Template {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        let files = TEMPLATE.iter().chain(&planspiel::files::CATALOG);
        let found = files.into_iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or(ReadError::NotFound)
    }
}

fn slugs(
    scenario: &Scenario,
    nodes: impl IntoIterator<Item = planspiel::scenario::ids::NodeId>,
) -> Vec<&str> {
    nodes.into_iter().map(|node| scenario.node(node).id.as_str()).collect()
}

#[test]
fn the_template_checks_clean() {
    let checked = check(&load_with_catalog(&Template, "scenario.ron"), None);
    let faults: Vec<_> = checked.problems.iter().filter(|problem| problem.level != Level::Note).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(checked.scenario.is_some());
}

#[test]
fn shipped_maps_have_no_overlaps() {
    for scenario in every() {
        for lang in [Lang::De, Lang::En] {
            let sketch = Sketch {
                zones: scenario
                    .zones
                    .iter()
                    .map(|zone| ZoneSketch {
                        title: lang.of(&zone.name).to_owned(),
                        side: zone.owner.partner(),
                    })
                    .collect(),
                nodes: scenario
                    .nodes
                    .iter()
                    .map(|node| NodeSketch { label: lang.of(&node.name).to_owned(), zone: node.zone.index() })
                    .collect(),
            };
            lay_out(&sketch).assert_sound(&sketch);
        }
    }
}

#[test]
fn drawings_are_well_formed_and_the_same_each_time() {
    for scenario in every() {
        let map = shared_map(&scenario);
        let drawn = svg(&scenario, &map, Lang::De);
        assert_eq!(drawn, svg(&scenario, &map, Lang::De));
        assert_tags_close(&drawn);
        for node in &scenario.nodes {
            assert!(drawn.contains(&format!("id=\"node-{}\"", node.id)));
        }
    }
}

#[test]
fn drawings_survive_any_text_and_every_mark() {
    let mut scenario = shipped("first-steps");
    let nasty = "</title><script>alert('1 & 2')</script> \u{0} \"quoted\" \\\" עברית ]]>";
    scenario.about.title.en = nasty.to_owned();
    scenario.zones[0].name.en = nasty.to_owned();
    for node in &mut scenario.nodes {
        node.name.en = nasty.to_owned();
        node.stakes.en = nasty.to_owned();
    }
    let mut map = shared_map(&scenario);
    let marks = [
        Mark::Suspected,
        Mark::Confirmed,
        Mark::Isolated,
        Mark::Encrypted,
        Mark::Wiped,
        Mark::Manipulated,
        Mark::Stolen,
        Mark::Out,
        Mark::Carried,
        Mark::Copied,
        Mark::Looked,
        Mark::Working,
        Mark::Blind,
        Mark::BackupLost,
    ];
    for (index, mark) in marks.into_iter().enumerate() {
        let nodes = map.nodes.len();
        map.nodes[index % nodes].marks.push(mark);
    }
    map.nodes[0].known = false;
    map.links[0].cut = true;
    map.links[1].attacked = true;
    let drawn = svg(&scenario, &map, Lang::En);
    assert_tags_close(&drawn);
    assert!(!drawn.contains("<script"));
    let graph = dot(&scenario, Lang::En);
    let quotes = graph.replace("\\\\", "").matches('"').count();
    assert_eq!(quotes % 2, 0);
    assert!(!graph.contains("<script"));
}

#[test]
fn json_names_everything_by_its_own_id() {
    let scenario = shipped("two-rivers");
    let facts = facts(&scenario);
    let json = json(&scenario, &facts);
    assert_eq!(json["schema"], "planspiel.show/1");
    assert_eq!(json["nodes"].as_array().map(Vec::len), Some(scenario.nodes.len()));
    assert_eq!(json["links"].as_array().map(Vec::len), Some(scenario.links.len()));
    assert_eq!(json["facts"]["paths"].as_array().map(Vec::len), Some(facts.paths.len()));
}

#[test]
fn ways_begin_at_a_start_and_hang_together() {
    for scenario in every() {
        let facts = facts(&scenario);
        assert_eq!(facts.paths.is_empty(), scenario.actors.is_empty(), "{}", scenario.about.id);
        for path in &facts.paths {
            let actor = &scenario.actors[path.wanted.actor.index()];
            let mut held = actor.start.clone();
            for step in &path.steps {
                assert!(held.contains(&step.from), "{:?}", slugs(&scenario, [step.from]));
                held.push(step.to);
            }
            assert_eq!(path.steps.last().map(|step| step.to), Some(path.wanted.node));
            assert!(path.odds_ppm > 0 && path.odds_ppm <= 1_000_000);
        }
        assert_chokes_lie_on_ways(&facts);
    }
}

fn assert_chokes_lie_on_ways(facts: &GraphFacts) {
    for point in &facts.choke_points {
        for guarded in &point.guards {
            let path =
                facts.paths.iter().find(|path| path.wanted == *guarded).expect("what is guarded is wanted");
            assert!(path.steps.iter().any(|step| step.to == point.node));
        }
    }
}

#[test]
fn first_steps_hangs_on_its_workstations_and_its_directory() {
    let scenario = shipped("first-steps");
    let facts = facts(&scenario);
    assert_eq!(slugs(&scenario, facts.choke_points.iter().map(|point| point.node)), ["pc"]);
    let first = &facts.single_points[0];
    assert_eq!(slugs(&scenario, [first.node]), ["dir"]);
    assert_eq!(slugs(&scenario, first.down.iter().copied()), ["pc", "mail", "counter"]);
    assert!(facts.cycles.is_empty());
}

/// Every tag that opens closes again, in order.
fn assert_tags_close(text: &str) {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "at {}", &rest[..rest.len().min(80)]);
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
