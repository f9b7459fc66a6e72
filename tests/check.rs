//! What the check makes of a sound scenario: clocks, cuts, links, moves, distances.

use planspiel::files::{Folder, load_with_catalog};
use planspiel::scenario::Scenario;
use planspiel::scenario::check::{check, hash};
use planspiel::scenario::ids::*;
use planspiel::scenario::model::*;
use planspiel::scenario::source::{Files, ReadError};
use std::path::Path;

/// A scenario given as text; the parts it includes come from `tests/broken/good`.
struct Case(String);

impl Files for Case {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        if path == "case.ron" {
            return Ok(self.0.clone());
        }
        Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")).read(path)
    }
}

/// The sound scenario with this added, in this version.
fn scenario(added: &str, cut: Option<&str>) -> Scenario {
    let parts = ["about", "time", "partners", "network", "actors", "play"];
    let include: Vec<String> = parts.iter().map(|part| format!("\"good/{part}.ron\"")).collect();
    let text = format!("(format: 1, include: [{}], {added})", include.join(", "));
    let loaded = load_with_catalog(&Case(text), "case.ron");
    let checked = check(&loaded, cut);
    checked.scenario.unwrap_or_else(|| panic!("{:#?}", checked.problems))
}

fn node(scenario: &Scenario, id: &str) -> NodeId {
    let place = scenario.nodes.iter().position(|node| node.id == id);
    NodeId::at(place.unwrap_or_else(|| panic!("there is a node {id}")))
}

fn link<'s>(scenario: &'s Scenario, from: &str, to: &str) -> Option<&'s LinkDef> {
    let (from, to) = (node(scenario, from), node(scenario, to));
    scenario.links.iter().find(|link| link.from == from && link.to == to)
}

/// Moves of a technique at a node.
fn moves<'s>(scenario: &'s Scenario, technique: &str, target: &str) -> Vec<&'s Move> {
    let target = node(scenario, target);
    let is = |mv: &&Move| mv.target == target && scenario.techniques[mv.technique.index()].id == technique;
    scenario.moves.all.iter().filter(is).collect()
}

#[test]
fn shifts_follow_local_time() {
    // Friday 06:00 UTC: 08:00 in Berlin, 23:00 on Thursday in Los Angeles.
    let scenario = scenario("", None);
    let days: Vec<Vec<bool>> = scenario.clock.turns.iter().map(|turn| turn.day.clone()).collect();
    assert_eq!(days, [[true, false], [false, true], [false, false], [false, false]]);
    assert_eq!(scenario.clock.turns[0].local_minute, [8 * 60, 23 * 60]);
    assert_eq!(scenario.clock.turns[3].from_h, 24);
    assert_eq!(scenario.clock.start_s, 1_791_525_600);
}

#[test]
fn a_cut_moves_turns_to_where_their_hours_are() {
    let cuts = r#"cuts: [(id: "short", title: (de: "K", en: "S"), minutes: 40, hours: [12, 20], tempo: 150)],
        ends: [(id: "end", when: all([from_turn(3), from_hour(10)]), text: (de: "E", en: "E"))]"#;
    let full = scenario(cuts, None);
    let short = scenario(cuts, Some("short"));
    assert_eq!((full.turns(), short.turns()), (4, 2));
    assert_eq!((full.about.minutes, short.about.minutes), (60, 40));
    assert_eq!((full.dials.tempo, short.dials.tempo), (100, 150));
    assert_eq!(short.cut.as_deref(), Some("short"));
    // Turn 2 of the full version begins in hour 8, turn 3 in hour 16.
    assert!(matches!((&full.injects[0].at, &short.injects[0].at), (WhenDef::Turn(2), WhenDef::Turn(1))));
    assert_eq!((full.actors[0].wants[1].not_before, short.actors[0].wants[1].not_before), (2, 1));
    assert_eq!(full.actors[0].from_turn, 1);
    let all = Condition::All(vec![Condition::FromTurn(2), Condition::FromHour(10)]);
    assert_eq!(short.ends[0].when, all);
    assert_ne!(hash(&full), hash(&short));
}

#[test]
fn zone_links_are_laid_out_and_alike_links_merged() {
    let scenario = scenario(
        r#"links: [
            (from: "bw-portal", to: "bw-office", services: ["rdp"], trust: true),
            (from: "county", to: "county", services: ["smb"]),
            (from: "bw-office", to: "ca-office", services: ["smb"], two_way: true),
        ]"#,
        None,
    );
    let merged = link(&scenario, "bw-portal", "bw-office").expect("it is in the zone `land`");
    assert_eq!(merged.services.iter().count(), 2);
    assert!(merged.trust);
    assert!(link(&scenario, "ca-office", "ca-portal").is_some());
    assert!(link(&scenario, "ca-office", "bw-office").is_some());
    assert!(scenario.links.iter().all(|link| link.from != link.to));
    let pairs: std::collections::BTreeSet<_> =
        scenario.links.iter().map(|link| (link.from, link.to)).collect();
    assert_eq!(pairs.len(), scenario.links.len());
}

#[test]
fn nodes_take_from_their_templates_what_they_do_not_say() {
    let scenario = scenario(
        r#"templates: [(id: "old", like: "office", os: "dos", worth: 9)],
        nodes: [(id: "pc", like: "old", zone: "land", name: (de: "P", en: "P"), worth: 4)]"#,
        None,
    );
    let pc = scenario.node(node(&scenario, "pc"));
    assert_eq!((pc.os.as_str(), pc.worth, pc.count), ("dos", 4, 1));
    assert_eq!(pc.backup, Backup::Online);
    assert_eq!(pc.weaknesses.iter().count(), 1);
    assert_eq!(pc.owner, Owner::Partner(PartnerId(0)));
    assert_eq!(pc.worth_to, Some(PartnerId(0)));
    assert!(scenario.partners[0].nodes.contains(&node(&scenario, "pc")));
}

/// A technique, a control and a sensor with round numbers.
const ROUND: &str = r#"
    techniques: [(
        id: "knock", tactic: impact, name: (de: "K", en: "K"), looks_like: (de: "K", en: "K"),
        needs: (reach: link, services: ["https"]), gives: [user], chance: 500, cost: 1,
        traces: {"sound": 500, "web": 0}, stopped_by: {"moat": 800, "wall": 500}, basis: [],
    )],
    controls: [(id: "moat", name: (de: "G", en: "M")), (id: "wall", name: (de: "M", en: "W"))],
    sensors: [(id: "ear", name: (de: "O", en: "E"), reads: {"sound": 400}, basis: [])],
    measures: [
        (id: "dig", group: contain, function: respond, name: (de: "G", en: "D"), text: (de: "G", en: "D"), roles: [operator],
            people: {operator: 1}, turns: 1, basis: [], target: node, effect: harden("moat", 1000)),
        (id: "listen", group: contain, function: respond, name: (de: "G", en: "D"), text: (de: "G", en: "D"), roles: [operator],
            people: {operator: 1}, turns: 1, basis: [], target: zone, effect: sensor("ear", 1000)),
    ],
    nodes: [(
        id: "castle", like: "portal", zone: "land", name: (de: "B", en: "C"),
        controls: {"moat": 500, "wall": 200}, sensors: {"ear": 500}, data: {"citizen-records": 2500},
    )],
    links: [(from: "internet", to: "castle", services: ["https", "smb"])],
    actors: [(
        id: "knight", kind: criminal, brain: playbook, name: (de: "R", en: "K"), about: (de: "R", en: "K"),
        start: ["internet"], points: 1, techniques: ["knock"], wants: [(goal: hold, nodes: ["castle"], worth: 5)],
    )]"#;

#[test]
fn controls_and_sensors_are_independent_layers() {
    let scenario = scenario(ROUND, None);
    let moves = moves(&scenario, "knock", "castle");
    assert_eq!(moves.len(), 1);
    // (1 - 0.8 x 0.5) x (1 - 0.5 x 0.2) and 1 - 0.5 x 0.4 x 0.5.
    assert_eq!((moves[0].left_ppm, moves[0].miss_ppm), (540_000, 900_000));
    let knock = moves[0].technique.index();
    let measure = |id: &str| scenario.measures.iter().find(|measure| measure.id == id).expect("it is there");
    let dig = usize::from(measure("dig").bit);
    assert_eq!(scenario.moves.harden_left[knock][dig], 200_000);
    let listen = usize::from(measure("listen").bit);
    assert_eq!(scenario.moves.sensor_miss[knock][listen], 800_000);
    let bits: Vec<u8> = scenario
        .measures
        .iter()
        .filter(|measure| matches!(measure.effect, Effect::Harden(..)))
        .map(|measure| measure.bit)
        .collect();
    assert!(bits.is_sorted() && bits.windows(2).all(|pair| pair[0] < pair[1]), "each has a bit of its own");
}

#[test]
fn moves_of_a_node_stand_together() {
    let scenario = scenario(ROUND, None);
    let table = &scenario.moves;
    for index in 0..scenario.nodes.len() {
        let ((from, between), (local, to)) = (table.into[index], table.on[index]);
        assert_eq!(between, local);
        let range = |from: u32, to: u32| table.all[from as usize..to as usize].iter();
        assert!(range(from, to).all(|mv| mv.target == NodeId::at(index)));
        assert!(range(from, between).all(|mv| scenario.links[mv.link.index()].to == mv.target));
        assert!(range(local, to).all(|mv| mv.link == LinkId(u16::MAX) && mv.source == mv.target));
    }
    assert_eq!(
        table.into.iter().map(|(from, to)| to - from).sum::<u32>() as usize
            + table.on.iter().map(|(from, to)| to - from).sum::<u32>() as usize,
        table.all.len()
    );
    // Over a link only where the target offers the service: the portal has no `smb`.
    assert!(moves(&scenario, "T1210", "castle").is_empty());
    // Without data there is nothing to take along.
    assert!(moves(&scenario, "T1567.002", "ca-portal").is_empty());
    assert!(!moves(&scenario, "T1567.002", "ca-office").is_empty());
}

#[test]
fn actors_know_how_far_it_is() {
    let scenario = scenario("", None);
    let crew = &scenario.actors[0];
    let distance = |id: &str| crew.distance[node(&scenario, id).index()];
    assert_eq!((distance("bw-portal"), distance("internet"), distance("ca-office")), (0, 1, 0));
    assert_eq!(distance("bw-office"), 255);
    assert_eq!(crew.want_at[node(&scenario, "ca-portal").index()], 2);
    let first = crew.techniques[0].index();
    assert_eq!((crew.rank[first], scenario.techniques[first].id.as_str()), (0, "T1190"));
    assert!(scenario.node(node(&scenario, "internet")).outside);
}

#[test]
fn numbers_follow_from_what_is_written() {
    let scenario = scenario(ROUND, None);
    let castle = scenario.node(node(&scenario, "castle"));
    // 2,500 records at 10 points a thousand.
    assert_eq!((castle.data_harm, castle.records, castle.personal), (25, 2500, true));
    // Three false alerts a day.
    assert_eq!(scenario.partners[0].noise_ppm_per_h, 125_000);
    assert!(scenario.partners[0].agreements[1].is_some() && scenario.partners[0].agreements[0].is_none());
    let known = scenario.weaknesses.iter().position(|weakness| weakness.known).expect("some are known");
    assert!(scenario.partners[0].weaknesses.has(known));
    for (index, fact) in scenario.facts.iter().enumerate() {
        assert_eq!(scenario.fact(*fact).index(), index);
    }
}
