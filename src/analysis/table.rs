//! The table that shows that decisions matter: one line per way of playing, on the same seeds.

use super::game::Setup;
use super::stats::distribution;
use super::sweep::{Sweep, SweepOptions, sweep};
use crate::brain::{Policy, Style};
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::words::Brain;
use std::fmt::Write;

/// One way of playing.
struct Way {
    name: &'static str,
    policy: Policy,
    style: Style,
    /// Shared facts are replaced by useless ones.
    useless: bool,
}

const WAYS: [Way; 10] = [
    Way { name: "idle", policy: Policy::Idle, style: Style::Scenario, useless: false },
    Way { name: "random", policy: Policy::Random, style: Style::Scenario, useless: false },
    Way { name: "playbook-weak", policy: Policy::PlaybookWeak, style: Style::Scenario, useless: false },
    Way { name: "playbook", policy: Policy::Playbook, style: Style::Scenario, useless: false },
    Way { name: "playbook-silent", policy: Policy::PlaybookSilent, style: Style::Scenario, useless: false },
    Way { name: "playbook-open", policy: Policy::PlaybookOpen, style: Style::Scenario, useless: false },
    Way { name: "playbook, useless facts", policy: Policy::Playbook, style: Style::Scenario, useless: true },
    Way {
        name: "playbook vs script",
        policy: Policy::Playbook,
        style: Style::All(Brain::Script),
        useless: false,
    },
    Way {
        name: "playbook vs playbook",
        policy: Policy::Playbook,
        style: Style::All(Brain::Playbook),
        useless: false,
    },
    Way {
        name: "playbook vs adaptive",
        policy: Policy::Playbook,
        style: Style::All(Brain::Adaptive),
        useless: false,
    },
];

/// The table as text, ready for a scenario's header.
#[must_use]
pub fn table(scenario: &Scenario, scale: &Scale, n: u32, seed: u64) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:<26} {:>14} {:>14} {:>14} {:>10}",
        "policy", "joint", "outcome", "cooperation", "harm"
    );
    for way in &WAYS {
        let found = play(scenario, scale, way, n, seed);
        let harm: Vec<f64> = found.partners.iter().map(|partner| partner.harm.mean).collect();
        let cell = |d: &super::Distribution| format!("{:.2} ± {:.2}", d.mean, d.ci95);
        let _ = writeln!(
            text,
            "{:<26} {:>14} {:>14} {:>14} {:>10.0}",
            way.name,
            cell(&found.joint),
            cell(&distribution(&found.outcomes)),
            cell(&found.cooperation),
            harm.iter().sum::<f64>()
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
    sweep(&played, scale, &SweepOptions { n, seed, setup, range: 0..n }, &|| ())
}
