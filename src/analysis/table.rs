//! The table that shows that decisions matter: one line per way of playing, on the same seeds. It
//! stands in a scenario's header, with a second part for the first seeds alone and a hash, so that a
//! test can keep it true without repeating all of it.

use super::game::{Game, Setup};
use super::stats::Distribution;
use super::sweep::{Sweep, SweepOptions, seed_of, sweep};
use crate::brain::{Policy, Style};
use crate::exercise::RULES_VERSION;
use crate::rules::fingerprint::{fingerprint, hex};
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::check::hash;
use crate::scenario::words::Brain;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// One way of playing.
struct Way {
    name: &'static str,
    policy: Policy,
    style: Style,
    /// Shared facts are replaced by useless ones.
    useless: bool,
    /// No more exercises than this, and of the first seeds no more than that.
    most: u32,
    first: u32,
}

/// A way of playing against the attackers of the file, as often as is asked.
const fn way(name: &'static str, policy: Policy) -> Way {
    Way { name, policy, style: Style::Scenario, useless: false, most: u32::MAX, first: FIRST }
}

const fn against(name: &'static str, brain: Brain) -> Way {
    Way { style: Style::All(brain), ..way(name, Policy::Playbook) }
}

const WAYS: [Way; 12] = [
    way("idle", Policy::Idle),
    way("random", Policy::Random),
    way("playbook-weak", Policy::PlaybookWeak),
    way("playbook", Policy::Playbook),
    Way { most: PLANNED, first: FEW, ..way("planner", Policy::Planner) },
    way("playbook-silent", Policy::PlaybookSilent),
    way("playbook-open", Policy::PlaybookOpen),
    Way { useless: true, ..way("playbook, useless facts", Policy::Playbook) },
    against("playbook vs script", Brain::Script),
    against("playbook vs playbook", Brain::Playbook),
    against("playbook vs adaptive", Brain::Adaptive),
    Way { most: SEARCHED, first: FEW, ..against("playbook vs search", Brain::Search) },
];

/// Exercises of those who think ahead: each takes as long as thousands of others.
const PLANNED: u32 = 200;
const SEARCHED: u32 = 300;
/// How many of the first seeds they play.
const FEW: u32 = 10;

/// How many of the seeds the second part of a header is made of.
pub const FIRST: u32 = 100;
/// Exercises whose fingerprints stand for the rules in the hash.
const PROBES: u32 = 20;

/// A scenario's header: the table for `n` exercises as comment lines, and what keeps it true.
#[must_use]
pub fn header(scenario: &Scenario, scale: &Scale, n: u32, seed: u64) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "// sweep --table -n {n} --seed {seed}: mean and half of its 95 % interval; harm in points"
    );
    let _ = writeln!(text, "// (planner: {PLANNED} at most, search: {SEARCHED} at most)");
    text.push_str(&table(scenario, scale, seed, |way| n.min(way.most)));
    text.push_str(&first_part(scenario, scale, seed));
    text
}

/// The part of a header that a test recomputes: the first seeds, and the hash.
#[must_use]
pub fn first_part(scenario: &Scenario, scale: &Scale, seed: u64) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "// the first {FIRST} of them, {FEW} where somebody thinks ahead:");
    text.push_str(&table(scenario, scale, seed, |way| way.first));
    let _ = writeln!(text, "// hash of rules, catalog and scenario: {}", stamp(scenario, seed));
    text
}

/// Changes with the rules, the catalogue and the scenario: the checked scenario's hash and the
/// fingerprints of a few exercises, hashed together.
fn stamp(scenario: &Scenario, seed: u64) -> String {
    let setup = Setup::all(scenario, Policy::Playbook);
    let game = Game::new(scenario, &setup);
    let mut hasher = Sha256::new();
    hasher.update(hash(scenario));
    hasher.update(RULES_VERSION.to_le_bytes());
    (0..PROBES).for_each(|index| hasher.update(fingerprint(&game.play(seed_of(seed, index)).end)));
    hex(&hasher.finalize())
}

/// One line per way of playing.
fn table(scenario: &Scenario, scale: &Scale, seed: u64, count: impl Fn(&Way) -> u32) -> String {
    let mut text = String::new();
    let head = ("policy", "joint", "outcome", "cooperation", "harm");
    let _ = writeln!(text, "//   {:<26} {:>14} {:>14} {:>14} {:>8}", head.0, head.1, head.2, head.3, head.4);
    for way in &WAYS {
        let found = play(scenario, scale, way, count(way), seed);
        let harm: f64 = found.partners.iter().map(|partner| partner.harm.mean).sum();
        let cell = |d: &Distribution| format!("{:.2} ± {:.2}", d.mean, d.ci95);
        let _ = writeln!(
            text,
            "//   {:<26} {:>14} {:>14} {:>14} {:>8.0}",
            way.name,
            cell(&found.joint),
            cell(&found.outcome),
            cell(&found.cooperation),
            harm
        );
    }
    text
}

fn play(scenario: &Scenario, scale: &Scale, way: &Way, n: u32, seed: u64) -> Sweep {
    let mut played = scenario.clone();
    if way.useless {
        played.dials.sharing = 0;
    }
    let setup = Setup { policies: vec![way.policy; scenario.partners.len()], style: way.style };
    sweep(&played, scale, &SweepOptions { seed, setup, range: 0..n })
}
