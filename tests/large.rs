//! Large networks: what generators write out, what turns keep in mind about quiet nodes, how maps fold.

use planspiel::analysis::{Game, Setup, seed_of};
use planspiel::brain::Policy;
use planspiel::export::{Lang, svg, svg_to_open};
use planspiel::files::{Folder, load_scenario, load_with_catalog};
use planspiel::rules::mind::nodes_in;
use planspiel::rules::situation::Situation;
use planspiel::scenario::Scenario;
use planspiel::scenario::check::check;
use planspiel::scenario::ids::*;
use planspiel::scenario::model::Backup;
use planspiel::scenario::source::{Files, ReadError};
use planspiel::view::{MapView, Mark, WHOLE, seat_view, shared_map};
use std::collections::BTreeSet;
use std::path::Path;

fn statewide() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/statewide");
    load_scenario(&path, None).checked.scenario.expect("shipped scenarios check clean")
}

/// The sound scenario of `tests/broken` with this added.
struct Case(&'static str);

impl Files for Case {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        if path != "case.ron" {
            return Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")).read(path);
        }
        let parts = ["about", "time", "partners", "network", "actors", "play"];
        let include: Vec<String> = parts.iter().map(|part| format!("\"good/{part}.ron\"")).collect();
        Ok(format!("(format: 1, include: [{}], {})", include.join(", "), self.0))
    }
}

const TOWNS: &str = r#"generate: [(
    id: "town", count: 12, title: (de: "Orte", en: "Towns"), name: (de: "Ort {n}", en: "Town {n}"),
    names: [(de: "Ahausen", en: "Ahausen")],
    zones: [(id: "net", kind: office, owner: "bw", name: (de: "{name}", en: "{name}"))],
    nodes: [
        (id: "hall", like: "office", name: (de: "Rathaus", en: "Town hall")),
        (id: "web", like: "portal", name: (de: "Seite von {name}", en: "Site of {name}")),
        (id: "pool", like: "office", name: (de: "Bad", en: "Pool")),
    ],
    links: [(from: "internet", to: "web", services: ["https"]), (from: "web", to: "net", services: ["smb"])],
    dependencies: [(node: "hall", needs: any_of(["web", "pool"]), degrades_to: 500)],
    vary: [
        (every: 5, nodes: [(id: "hall", backup: none, worth: 9)]),
        (every: 4, from: 2, nodes: [(id: "hall", worth: 7)]),
        (copies: [10], nodes: [(id: "hall", worth: 11)]),
        (copies: [3], without: ["pool", "web"]),
    ],
)]"#;

fn towns() -> Scenario {
    let checked = check(&load_with_catalog(&Case(TOWNS), "case.ron"), None);
    checked.scenario.unwrap_or_else(|| panic!("{:#?}", checked.problems))
}

fn node<'s>(scenario: &'s Scenario, id: &str) -> Option<(NodeId, &'s planspiel::scenario::model::NodeDef)> {
    let place = scenario.nodes.iter().position(|node| node.id == id)?;
    Some((NodeId::at(place), &scenario.nodes[place]))
}

#[test]
fn copies_have_ids_names_and_references_of_their_own() {
    let scenario = towns();
    let name = |id| node(&scenario, id).map(|(_, node)| node.name.en.clone());
    assert_eq!(name("town-01-hall").as_deref(), Some("Ahausen: Town hall"));
    assert_eq!(name("town-12-web").as_deref(), Some("Site of Town 12"));
    let (web, _) = node(&scenario, "town-07-web").expect("the copy has it");
    let (hall, def) = node(&scenario, "town-07-hall").expect("the copy has it");
    assert_eq!(scenario.zones[def.zone.index()].id, "town-07-net");
    assert!(scenario.links.iter().any(|link| link.from == web && link.to == hall));
    let into: Vec<&str> = scenario
        .links
        .iter()
        .filter(|link| link.to == web)
        .map(|link| scenario.node(link.from).id.as_str())
        .collect();
    assert_eq!(into, ["internet"]);
    assert_eq!(scenario.families.len(), 1);
    assert_eq!(scenario.zones.iter().filter(|zone| zone.family == Some(FamilyId(0))).count(), 12);
}

#[test]
fn rules_say_in_what_copies_differ_and_the_later_one_counts() {
    let scenario = towns();
    let worth = |id: &str| node(&scenario, id).expect("it is there").1.worth;
    let worths: Vec<u32> = (1..=12).map(|n| worth(&format!("town-{n:02}-hall"))).collect();
    assert_eq!(worths, [2, 7, 2, 2, 9, 7, 2, 2, 2, 11, 2, 2]);
    assert_eq!(node(&scenario, "town-10-hall").expect("it is there").1.backup, Backup::None);
    assert_eq!(node(&scenario, "town-09-hall").expect("it is there").1.backup, Backup::Online);
    assert!(node(&scenario, "town-03-pool").is_none() && node(&scenario, "town-03-web").is_none());
    let (hall, _) = node(&scenario, "town-03-hall").expect("it is there");
    assert!(
        scenario.dependencies.iter().all(|dependency| dependency.node != hall),
        "nothing is left to need"
    );
}

/// What is kept about nodes is what one would find by looking at all of them.
#[test]
fn what_is_kept_for_speed_is_what_is_so() {
    let scenario = statewide();
    assert!(scenario.nodes.len() > 2000);
    let setup = Setup::all(&scenario, Policy::Playbook);
    let game = Game::new(&scenario, &setup);
    let mut again = Situation::new(&scenario);
    for seed in (0..40).map(|index| seed_of(3, index)) {
        let end = game.play(seed).end;
        game.replay(&mut again, seed);
        assert_eq!(end, again, "a situation that is used again is as good as a new one");
        for picture in &end.pictures {
            let marked =
                (0..scenario.nodes.len()).map(NodeId::at).filter(|node| picture.node(*node).marks != 0);
            assert!(picture.marked().eq(marked));
        }
        let lowered = end.truth.nodes.iter().enumerate();
        let lowered = lowered.filter(|(_, node)| node.level < 1000 || node.level_unforced < 1000);
        assert!(nodes_in(&end.truth.lowered.0).eq(lowered.map(|(index, _)| NodeId::at(index))));
    }
}

fn counted(map: &MapView) -> u32 {
    map.nodes.iter().map(|node| node.fold.as_ref().map_or(1, |fold| fold.nodes)).sum()
}

#[test]
fn a_large_map_folds_and_opens_zone_by_zone() {
    let scenario = statewide();
    let whole = shared_map(&scenario);
    let folded = whole.folded(&BTreeSet::new());
    assert!(folded.nodes.len() < WHOLE, "{} things are drawn", folded.nodes.len());
    assert_eq!(counted(&folded) as usize, whole.nodes.len());
    let zone = whole.zones.iter().find(|zone| zone.slug == "lk-04-net").expect("it is there").id;
    let open = whole.folded(&BTreeSet::from([zone]));
    assert_eq!(counted(&open) as usize, whole.nodes.len());
    let inside = whole.nodes.iter().filter(|node| node.zone == zone).count();
    assert_eq!(open.nodes.len(), folded.nodes.len() - 1 + inside);
    let drawing = svg_to_open(&scenario, &open, Lang::De, &["lk-04-net".to_owned()]);
    assert!(drawing.contains("href=\"?open=lk-04-net,lk-05-net\""), "the others still open");
    assert!(!svg(&scenario, &open, Lang::De).contains("<a "), "a file has nothing to open");
}

#[test]
fn a_fold_says_what_its_nodes_carry_and_nothing_of_others() {
    let scenario = statewide();
    let now = Situation::new(&scenario);
    let mut map = seat_view(&scenario, PartnerId(0), &now.pictures[0], now.public, &[]).map;
    let zone = map.zones.iter().find(|zone| zone.slug == "lk-09-net").expect("it is its own").id;
    assert!(map.zones.iter().all(|zone| !zone.slug.starts_with("co-")), "another partner's zones");
    let marks = [Mark::Confirmed, Mark::Suspected, Mark::Suspected];
    for (node, mark) in map.nodes.iter_mut().filter(|node| node.zone == zone).zip(marks) {
        node.marks.push(mark);
    }
    let folded = map.folded(&BTreeSet::new());
    let fold = folded.nodes.iter().find_map(|node| node.fold.as_ref().filter(|fold| fold.zone == zone));
    let marked = fold.map(|fold| fold.marked.clone());
    assert_eq!(marked, Some(vec![(Mark::Suspected, 2), (Mark::Confirmed, 1)]));
    let others = folded.nodes.iter().filter_map(|node| node.fold.as_ref()).filter(|fold| fold.zone != zone);
    assert!(others.into_iter().all(|fold| fold.marked.is_empty()));
}

#[test]
fn a_small_map_is_drawn_whole() {
    let scenario = towns();
    let map = shared_map(&scenario);
    assert_eq!(*map.folded(&BTreeSet::new()), map);
}
