//! Speed of the rules: turns a second on one core, on the flagship and on the statewide exercise; what a
//! turn costs on larger and larger networks at equal activity; a situation's clone and its size.
//! Run it with `cargo bench --no-default-features --bench turns`; the same figure for turns comes from
//! `planspiel sweep scenarios/two-rivers -n 3000 --threads 1 --play playbook`.
//!
//! Wanted on one core: 300,000 turns a second on the flagship, 100,000 on the statewide exercise; a clone in 2 µs
//! and 16 KiB; from 100 to 10,000 nodes less than five times the cost. Found by the sweep in November 2026, on one
//! of two cores of two machines with an AMD EPYC, otherwise idle: 135,000 and 180,000 on the flagship, 49,000 and
//! 72,000 on the statewide exercise; later, on an Intel Xeon of 2.3 GHz, 79,000 to 93,000 and 30,000 to 45,000.
//! Neither rate is reached.

use planspiel::analysis::{Game, Setup, seed_of};
use planspiel::brain::Policy;
use planspiel::files::{Folder, load_scenario, load_with_catalog};
use planspiel::rules::situation::Situation;
use planspiel::scenario::Scenario;
use planspiel::scenario::check::check;
use planspiel::scenario::source::{Files, ReadError};
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

const EXERCISES: u32 = 3000;
const CLONES: u32 = 200_000;

#[expect(clippy::disallowed_types, reason = "a benchmark measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let started = std::time::Instant::now();
    work();
    started.elapsed()
}

fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario has no errors")
}

/// The flagship with so many nodes in all, where nothing happens on those that are added.
struct Larger {
    files: Folder,
    nodes: usize,
}

impl Files for Larger {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        if path == "larger.ron" { Ok(self.text()) } else { self.files.read(path) }
    }
}

impl Larger {
    /// Nodes of the flagship itself.
    const OWN: usize = 86;

    fn text(&self) -> String {
        let more = (self.nodes - Self::OWN) / 2;
        let in_copy = if more < 500 { more.min(50) } else { 50 };
        let copies = more / in_copy;
        let nodes: String = (0..in_copy)
            .map(|n| {
                format!(
                    "(id: \"n{n}\", like: \"app\", owner: \"OWNER\", name: (de: \"S{n}\", en: \"S{n}\")),"
                )
            })
            .collect();
        let links: String = (1..in_copy)
            .map(|n| format!("(from: \"n{}\", to: \"n{n}\", services: [\"https\", \"smb\"]),", n - 1))
            .collect();
        let needs: String = (1..in_copy)
            .map(|n| format!("(node: \"n{n}\", needs: all_of([\"n{}\"]), degrades_to: 300),", n - 1))
            .collect();
        let of = |owner: &str| {
            let text = format!(
                "(id: \"x{owner}\", count: {copies}, title: (de: \"T\", en: \"T\"), name: (de: \"N {{n}}\", en: \"N {{n}}\"), \
                 zones: [(id: \"z\", kind: office, name: (de: \"{{name}}\", en: \"{{name}}\"))], nodes: [{nodes}], \
                 links: [{links}], dependencies: [{needs}]),"
            );
            text.replace("OWNER", owner)
        };
        format!("(format: 1, include: [\"scenario.ron\"], generate: [{}{}])", of("bw"), of("ca"))
    }

    fn scenario(nodes: usize) -> Scenario {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
        let loaded = load_with_catalog(&Larger { files: Folder::new(folder), nodes }, "larger.ron");
        let checked = check(&loaded, None);
        checked.scenario.unwrap_or_else(|| panic!("{:#?}", checked.problems.first()))
    }
}

/// Turns a second, the best of some rounds.
fn speed(scenario: &Scenario, exercises: u32) -> f64 {
    let setup = Setup::all(scenario, Policy::Playbook);
    let game = Game::new(scenario, &setup);
    let mut now = Situation::new(scenario);
    let round = |now: &mut Situation| {
        let mut turns = 0;
        let took = timed(|| (0..exercises).for_each(|index| turns += game.replay(now, seed_of(1, index))));
        f64::from(turns) / took.as_secs_f64()
    };
    (0..3).map(|_| round(&mut now)).fold(0.0, f64::max)
}

fn main() {
    let flagship = shipped("two-rivers");
    for (name, scenario) in [("two-rivers", &flagship), ("statewide", &shipped("statewide"))] {
        let speed = speed(scenario, EXERCISES);
        println!("{name}, {} nodes: {speed:.0} turns a second on one core", scenario.nodes.len());
    }
    let mut first = None;
    for nodes in [100, 300, 1000, 3000, 10_000] {
        let scenario = Larger::scenario(nodes);
        let cost_us = 1e6 / speed(&scenario, EXERCISES / 3);
        let times = cost_us / *first.get_or_insert(cost_us);
        println!("{} nodes: {cost_us:.2} µs a turn, {times:.2} times", scenario.nodes.len());
    }
    let setup = Setup::all(&flagship, Policy::Playbook);
    let end = Game::new(&flagship, &setup).play(seed_of(1, 1)).end;
    let took = timed(|| (0..CLONES).for_each(|_| drop(black_box(end.clone()))));
    println!("clone: {:.2} µs", took.as_secs_f64() * 1e6 / f64::from(CLONES));
    println!("size: {} bytes", end.bytes());
}
