//! What a scenario can say and what comes of it in play: each case adds a few words to a small sound
//! scenario in which no attacker acts, gives orders turn by turn and names the turns after which a
//! condition holds.

use planspiel::brain::{AttackPlan, Style};
use planspiel::files::{Folder, load_with_catalog};
use planspiel::rules::attack::{Action, Attackers, Mood};
use planspiel::rules::dice::Dice;
use planspiel::rules::duty::{due_h, triggered};
use planspiel::rules::event::Told;
use planspiel::rules::inject::is_true;
use planspiel::rules::mind::Mind;
use planspiel::rules::picture::mark;
use planspiel::rules::situation::{Phase, Situation};
use planspiel::rules::{Event, Order, Table, Target, apply, turn};
use planspiel::scenario::Scenario;
use planspiel::scenario::check::check;
use planspiel::scenario::ids::*;
use planspiel::scenario::model::{Fact, Within};
use planspiel::scenario::source::{Files, ReadError};
use planspiel::scenario::words::Tlp;
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

/// The sound scenario of these parts with this added.
fn scenario_of(parts: &[&str], added: &str) -> Scenario {
    let include: Vec<String> = parts.iter().map(|part| format!("\"good/{part}.ron\"")).collect();
    let text = format!("(format: 1, include: [{}], {added})", include.join(", "));
    let checked = check(&load_with_catalog(&Case(text), "case.ron"), None);
    checked.scenario.unwrap_or_else(|| panic!("{:#?}", checked.problems))
}

fn scenario(added: &str) -> Scenario {
    let added = format!("dials: (staff: 300), {added}");
    scenario_of(&["about", "time", "partners", "network", "actors", "play"], &added)
}

/// An objective that asks for a condition.
fn asks(condition: &str) -> String {
    format!(
        r#"objectives: [(id: "asked", text: (de: "Z", en: "G"), capability: (de: "K", en: "C"), met: {condition},
            tasks: [(id: "do", partner: "bw", text: (de: "T", en: "T"), evidence: [ordered(measure: "triage")])])]"#
    )
}

/// An inject at the start of a turn with these effects.
fn inject(id: &str, turn: u32, effects: &str) -> String {
    format!(
        r#"(id: "{id}", kind: contextual, at: turn({turn}), to: ["all"], medium: news, objective: "tell", effects: [{effects}],
            title: (de: "T", en: "T"), from: (de: "V", en: "F"), text: (de: "X", en: "X"), expected: (de: "E", en: "E"))"#
    )
}

struct Nobody;

impl Attackers for Nobody {
    fn next(&self, _: &Scenario, _: ActorId, _: &Mind, _: u16, _: Mood) -> Option<Action> {
        None
    }
}

/// An order in words: "bw patch bw-portal".
fn order(scenario: &Scenario, words: &str) -> (PartnerId, Order) {
    let mut words = words.split(' ');
    let mut next = || words.next().expect("an order has a partner, a measure and a target");
    let partner = scenario.partner_named(next()).expect("the partner is in the case");
    let measure = next();
    let measure = scenario.measures.iter().position(|known| known.id == measure).expect("a known measure");
    let place = next();
    let node = scenario.nodes.iter().position(|node| node.id == place).map(NodeId::at).map(Target::Node);
    let zone = scenario.zones.iter().position(|zone| zone.id == place).map(ZoneId::at).map(Target::Zone);
    (partner, Order { measure: MeasureId::at(measure), target: node.or(zone).unwrap_or(Target::Own) })
}

/// Plays a scenario with these orders, those of a turn together; what is so after each turn.
fn play<T>(scenario: &Scenario, orders: &[(u16, &str)], after: impl Fn(&Situation) -> T) -> Vec<T> {
    play_against(scenario, &Nobody, 7, orders, after)
}

/// The same against attackers, with these dice.
fn play_against<T>(
    scenario: &Scenario,
    attackers: &impl Attackers,
    seed: u64,
    orders: &[(u16, &str)],
    after: impl Fn(&Situation) -> T,
) -> Vec<T> {
    let (dice, mut now, mut seen) = (Dice::new(seed), Situation::new(scenario), Vec::new());
    let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
    while table.now.public.phase != Phase::Ended {
        turn::begin_turn(&mut table);
        turn::open_orders(&mut table);
        let number = table.now.public.turn;
        for (_, words) in orders.iter().filter(|(turn, _)| *turn == number) {
            let (partner, order) = order(scenario, words);
            turn::give(&mut table, partner, order).unwrap_or_else(|refusal| panic!("{words}: {refusal:?}"));
        }
        turn::resolve(&mut table, attackers);
        seen.push(after(table.now));
    }
    seen
}

/// The turns after which the condition holds.
fn turns(condition: &str, added: &str, orders: &[(u16, &str)]) -> Vec<usize> {
    let scenario = scenario(&format!("{}, {added}", asks(condition)));
    let goal = scenario.objectives.iter().find(|goal| goal.id == "asked").expect("it was added");
    let held = play(&scenario, orders, |now| is_true(&scenario, now, &goal.met));
    (1..).zip(held).filter(|(_, held)| *held).map(|(turn, _)| turn).collect()
}

#[test]
fn conditions_ask_where_and_when_something_was_ordered() {
    let orders =
        [(1, "bw patch bw-portal"), (2, "bw isolate-node bw-office"), (3, "ca isolate-node ca-office")];
    let cases: &[(&str, &[usize])] = &[
        (r#"patched("bw-portal", "web-injection")"#, &[2, 3, 4]),
        (r#"patched("ca-portal", "web-injection")"#, &[]),
        (r#"ordered_at("bw", "patch", "bw-portal")"#, &[1, 2, 3, 4]),
        (r#"ordered_at("bw", "patch", "bw-office")"#, &[]),
        (r#"ordered_at("bw", "isolate-node", "land")"#, &[2, 3, 4]),
        (r#"ordered_in("bw", "isolate-node", 1, 2)"#, &[2, 3, 4]),
        (r#"ordered_in("bw", "isolate-node", 3, 4)"#, &[]),
        (r#"both_ordered("bw", "ca", "isolate-node")"#, &[]),
        (r#"ever(isolated("ca-office"))"#, &[3, 4]),
    ];
    for (condition, expected) in cases {
        assert_eq!(turns(condition, "", &orders), *expected, "{condition}");
    }
    let together = [(2, "bw isolate-node bw-office"), (2, "ca isolate-node ca-office")];
    assert_eq!(turns(r#"both_ordered("bw", "ca", "isolate-node")"#, "", &together), [2, 3, 4]);
    let zone = [(1, "bw isolate-zone land")];
    assert_eq!(turns(r#"ordered_at("bw", "isolate-zone", "bw-office")"#, "", &zone), [1, 2, 3, 4]);
}

#[test]
fn what_was_so_for_a_while_is_remembered() {
    let there_and_back = [(1, "bw isolate-node bw-office"), (2, "bw reconnect-node bw-office")];
    assert_eq!(turns(r#"isolated("bw-office")"#, "", &there_and_back), [1]);
    assert_eq!(turns(r#"ever(isolated("bw-office"))"#, "", &there_and_back), [1, 2, 3, 4]);
    assert_eq!(turns(r#"not(ever(isolated("bw-office")))"#, "", &[]), [1, 2, 3, 4]);
}

#[test]
fn injects_stop_and_start_nodes_and_make_data_wrong_and_right() {
    let down = r#"service_below("bw-office", 500)"#;
    let out = inject("out", 1, r#"down_until_mended("bw-office")"#);
    let stays = format!("injects: [{out}]");
    assert_eq!(turns(down, &stays, &[]), [1, 2, 3, 4]);
    assert_eq!(turns(down, &stays, &[(1, "bw rebuild bw-office")]), [1, 2, 3]);
    assert_eq!(turns(down, &stays, &[(2, "bw restore-backup bw-office")]), [1, 2, 3]);
    let ends = format!("injects: [{out}, {}]", inject("back", 3, r#"up("bw-office")"#));
    assert_eq!(turns(down, &ends, &[]), [1, 2]);
    let wrong = inject("wrong", 2, r#"falsify("bw-portal")"#);
    let right = inject("right", 4, r#"restore_data("bw-portal")"#);
    let data = format!("injects: [{wrong}, {right}]");
    assert_eq!(turns(r#"manipulated("bw-portal")"#, &data, &[]), [2, 3]);
}

#[test]
fn an_actor_changes_its_means_when_an_inject_says_so() {
    let added = format!("injects: [{}]", inject("new", 3, r#"rotate("crew", infrastructure)"#));
    let scenario = scenario(&added);
    let generations = play(&scenario, &[], |now| now.truth.generations[0]);
    assert_eq!(generations, [[0, 0], [0, 0], [1, 0], [1, 0]]);
}

#[test]
fn an_inject_gives_a_fact_another_label() {
    let first = inject("first", 1, r#"label("bw", warning("crew"), red)"#);
    let later = inject("later", 3, r#"label("bw", warning("crew"), clear)"#);
    let scenario = scenario(&format!("injects: [{first}, {later}]"));
    let fact = scenario.fact(Fact::Warning(ActorId::at(0)));
    let labels = play(&scenario, &[], |now| {
        let held = now.pictures[0].fact(fact);
        (held.label, held.turn)
    });
    assert_eq!(labels, [(Tlp::Red, 1), (Tlp::Red, 1), (Tlp::Clear, 1), (Tlp::Clear, 1)]);
}

/// In how many of 200 exercises data leaves the portal in turns 3 and 4.
fn thefts(want: &str) -> [usize; 2] {
    let actor = format!(
        r#"actors: [(id: "crew", kind: criminal, brain: playbook, name: (de: "B", en: "B"), about: (de: "B", en: "B"), start: ["internet"],
            points: 2, skill: 800, techniques: ["T1190", "T1567.002"], wants: [(goal: steal, nodes: ["bw-portal"], worth: 200, {want})])]"#
    );
    let scenario = scenario_of(&["about", "time", "partners", "network", "play"], &actor);
    let portal = scenario.nodes.iter().position(|node| node.id == "bw-portal").expect("a node of the case");
    let plan = AttackPlan::new(&scenario, Style::Scenario);
    let mut thefts = [0; 2];
    for seed in 0..200 {
        let stolen = play_against(&scenario, &plan, seed, &[], |now| now.truth.nodes[portal].stolen);
        thefts[0] += usize::from(stolen[2] > stolen[1]);
        thefts[1] += usize::from(stolen[3] > stolen[2]);
    }
    thefts
}

#[test]
fn a_want_that_is_over_is_followed_no_longer() {
    let ([third, fourth], [open_third, open_fourth]) =
        (thefts("not_before: 3, not_after: 3"), thefts("not_before: 3"));
    assert!(third > 0 && fourth == 0, "{third} in turn 3, {fourth} in turn 4");
    assert!(open_third > 0 && open_fourth > 0, "{open_third} in turn 3, {open_fourth} in turn 4");
}

/// The good scenario whose first partner has this as well.
fn partner_with(added: &str, rest: &str) -> Scenario {
    let partner = format!(
        r#"partners: [(id: "bw", short: "BW", name: (de: "BW", en: "BW"), time_zone: "Asia/Jerusalem", languages: ["de", "en"],
            seats: [(id: "lead", roles: [lead], name: (de: "L", en: "L"))], people: {{operator: (day: 2, night: 1)}}, {added})]"#
    );
    let network = r#"zones: [(id: "lan", kind: office, owner: "bw", name: (de: "L", en: "L")), (id: "shed", kind: office, owner: "bw", name: (de: "S", en: "S"))],
        nodes: [(id: "pc", kind: workstation, zone: "lan", worth: 5, name: (de: "P", en: "P")), (id: "old", kind: server, zone: "shed", name: (de: "A", en: "A"))]"#;
    scenario_of(&["about"], &format!("{partner}, {network}, {rest}"))
}

fn days(scenario: &Scenario) -> Vec<bool> {
    scenario.clock.turns.iter().map(|turn| turn.day[0]).collect()
}

#[test]
fn each_partner_has_its_own_week_and_holidays() {
    // From Thursday, 7 January 2027, 08:00 in Jerusalem, eight working hours and the rest of the day.
    let time = r#"time: (start: "2027-01-07T06:00:00Z", hours: [10, 14, 10, 14, 10, 14, 10, 14])"#;
    let western = partner_with("", time);
    assert_eq!(days(&western), [true, false, true, false, false, false, false, false]);
    let own = r#"work_week: [sun, mon, tue, wed, thu], holidays: ["2027-01-07"]"#;
    assert_eq!(days(&partner_with(own, time)), [false, false, false, false, false, false, true, false]);
}

#[test]
fn a_turn_that_holds_a_whole_shift_is_a_day_shift() {
    // From Friday, midnight in Jerusalem: Friday, the weekend, Monday, then 72 hours to Friday.
    let time = r#"time: (start: "2027-01-07T22:00:00Z", hours: [24, 24, 24, 24, 14, 72])"#;
    assert_eq!(days(&partner_with("", time)), [true, false, false, true, false, true]);
}

#[test]
fn working_days_are_the_partners_own() {
    let time = r#"time: (start: "2027-01-07T06:00:00Z", hours: [24, 24])"#;
    let due = |added: &str| {
        let scenario = partner_with(&format!(r#"duties: ["gdpr-33"], {added}"#), time);
        let mut stage = scenario.partners[0].duties[0].stages[0].clone();
        stage.within = Within::WorkDays(2);
        due_h(&scenario, PartnerId::at(0), &stage, 0)
    };
    // Thursday and two working days: Monday; Monday as well from Sunday on; Tuesday without the Sunday.
    assert_eq!(due(""), 4 * 24);
    assert_eq!(due("work_week: [sun, mon, tue, wed, thu]"), 4 * 24);
    assert_eq!(due(r#"work_week: [sun, mon, tue, wed, thu], holidays: ["2027-01-10"]"#), 5 * 24);
}

#[test]
fn an_outage_without_an_attacker_starts_the_clock_of_an_incident() {
    let time = r#"time: (start: "2027-01-07T06:00:00Z", hours: [8, 8])"#;
    let starts = |node: &str, scope: &str| {
        let duties = format!(r#"duties: ["nis2-bsig"], {scope}"#);
        let scenario = partner_with(&duties, time);
        let duty = &scenario.partners[0].duties[0];
        let mut now = Situation::new(&scenario);
        let place = scenario.nodes.iter().position(|known| known.id == node).expect("a node of the case");
        let told = Told::Marked { node: NodeId::at(place), set: mark::OUT, clear: 0, turn: 1 };
        apply(&mut now, &Event::Told(PartnerId::at(0), told));
        triggered(&scenario, PartnerId::at(0), &now.pictures[0], duty)
    };
    assert!(starts("pc", ""));
    assert!(!starts("old", ""), "nothing hangs on it");
    assert!(starts("pc", r#"duty_scope: {"nis2-bsig": ["lan"]}"#));
    assert!(!starts("pc", r#"duty_scope: {"nis2-bsig": ["shed"]}"#));
}
