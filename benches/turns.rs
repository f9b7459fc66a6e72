//! Speed of the rules on the flagship: turns a second on one core, a situation's clone and its size.
//! Run it with `cargo bench --no-default-features --bench turns`; the same figure for turns comes from
//! `planspiel sweep scenarios/two-rivers -n 3000 --threads 1 --play playbook`.
//!
//! On one of two cores of an AMD EPYC, otherwise idle: 248,000 turns a second (wanted: 200,000; the
//! sweep shows 238,000 to 241,000), a clone in 0.66 µs (wanted: 2), 12,640 bytes (wanted: 16 KiB).

use planspiel::analysis::{Game, Setup, seed_of};
use planspiel::brain::Policy;
use planspiel::files::load_scenario;
use planspiel::rules::situation::Situation;
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

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
    let scenario = load_scenario(&path, None).checked.scenario.expect("the flagship has no errors");
    let setup = Setup::all(&scenario, Policy::Playbook);
    let game = Game::new(&scenario, &setup);
    let mut now = Situation::new(&scenario);
    for round in 1..=3 {
        let mut turns = 0;
        let took =
            timed(|| (0..EXERCISES).for_each(|index| turns += game.replay(&mut now, seed_of(1, index))));
        println!("round {round}: {:.0} turns a second on one core", f64::from(turns) / took.as_secs_f64());
    }
    let end = game.play(seed_of(1, 1)).end;
    let took = timed(|| (0..CLONES).for_each(|_| drop(black_box(end.clone()))));
    println!("clone: {:.2} µs", took.as_secs_f64() * 1e6 / f64::from(CLONES));
    println!("size: {} bytes", end.bytes());
}
