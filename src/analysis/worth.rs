//! What decisions are worth on a scenario: sharing and aid, each against the same play without it on the
//! same dice; and how the differences between exercises divide into how teams play, who attacks, and luck.

use super::game::Setup;
use super::paired::Gain;
use super::progress::Progress;
use super::row::Row;
use super::sweep::{SweepOptions, rows};
use crate::brain::{Policy, Style};
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::words::Brain;

/// Shares of the variance of the joint score, 0 to 1; together 1 where anything varies.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Shares {
    /// How teams play: random, playbook-weak, playbook, planner.
    pub policy: f64,
    /// Who attacks: script, playbook, adaptive.
    pub attacker: f64,
    /// Some ways of playing do better against some attackers.
    pub both: f64,
    /// The dice: everything else.
    pub luck: f64,
}

/// What decisions are worth on a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The playbook against the playbook that never shares.
    pub sharing: Gain,
    /// The playbook against the playbook that neither asks for aid nor gives any.
    pub aid: Gain,
    pub shares: Shares,
}

const POLICIES: [Policy; 4] = [Policy::Random, Policy::PlaybookWeak, Policy::Playbook, Policy::Planner];
const BRAINS: [Brain; 3] = [Brain::Script, Brain::Playbook, Brain::Adaptive];

/// Exercises for each policy against each attacker, at most: the planner takes its time.
const MIXED_AT_MOST: u32 = 60;

/// Plays what is needed: `n` exercises with and without sharing and aid, and no more than 60 of them for each
/// policy against each attacker.
#[must_use]
pub fn worth(scenario: &Scenario, scale: &Scale, n: u32, seed: u64) -> Worth {
    worth_for(scenario, scale, n, seed, &())
}

/// The same for somebody who waits.
#[must_use]
pub fn worth_for(scenario: &Scenario, scale: &Scale, n: u32, seed: u64, progress: &impl Progress) -> Worth {
    let mixed = n.min(MIXED_AT_MOST);
    let cells = POLICIES.len() * BRAINS.len();
    progress.planned(u64::from(n) * 3 + u64::from(mixed) * cells as u64);
    let played = |policy, style, n| {
        let setup = Setup { policies: vec![policy; scenario.partners.len()], style };
        rows(scenario, scale, &SweepOptions { seed, setup, range: 0..n }, &|| progress.played())
    };
    let honest = played(Policy::Playbook, Style::Scenario, n);
    let against = |policy| Gain::of(&honest, &played(policy, Style::Scenario, n));
    let joints = |rows: Vec<Row>| rows.iter().map(Row::joint).collect::<Vec<f64>>();
    let cells: Vec<Vec<Vec<f64>>> = POLICIES
        .iter()
        .map(|policy| BRAINS.iter().map(|brain| joints(played(*policy, Style::All(*brain), mixed))).collect())
        .collect();
    Worth {
        sharing: against(Policy::PlaybookSilent),
        aid: against(Policy::PlaybookUnaided),
        shares: shares(&cells),
    }
}

/// Variance components of a full factorial design (Fisher 1925): `cells[policy][attacker]` holds one
/// figure per seed. The population's own variances, not estimates of a larger one's.
fn shares(cells: &[Vec<Vec<f64>>]) -> Shares {
    let mean = |figures: &mut dyn Iterator<Item = f64>| {
        let (sum, count) = figures.fold((0.0, 0.0), |(sum, count), x| (sum + x, count + 1.0));
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let cell = |row: &Vec<f64>| mean(&mut row.iter().copied());
    let all = mean(&mut cells.iter().flatten().flatten().copied());
    let square = |x: f64| (x - all) * (x - all);
    let total = mean(&mut cells.iter().flatten().flatten().map(|x| square(*x)));
    if total <= 0.0 {
        return Shares::default();
    }
    let policy = mean(&mut cells.iter().map(|row| square(mean(&mut row.iter().map(cell)))));
    let attackers = cells.first().map_or(0, Vec::len);
    let column = |place: usize| mean(&mut cells.iter().map(|row| cell(&row[place])));
    let attacker = mean(&mut (0..attackers).map(|place| square(column(place))));
    let between = mean(&mut cells.iter().flatten().map(|row| square(cell(row))));
    Shares {
        policy: policy / total,
        attacker: attacker / total,
        both: ((between - policy - attacker) / total).max(0.0),
        luck: (total - between) / total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures for two policies, two attackers and two seeds.
    fn cells(of: impl Fn(f64, f64, f64) -> f64) -> Vec<Vec<Vec<f64>>> {
        let both = [0.0, 1.0];
        both.map(|p| both.map(|a| both.map(|s| of(p, a, s)).to_vec()).to_vec()).to_vec()
    }

    #[test]
    fn shares_go_to_what_makes_the_difference() {
        let near = |found: Shares, wanted: [f64; 4]| {
            let found = [found.policy, found.attacker, found.both, found.luck];
            let is_near = found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-12);
            assert!(is_near, "{found:?}, wanted {wanted:?}");
        };
        near(shares(&cells(|p, _, _| 10.0 * p)), [1.0, 0.0, 0.0, 0.0]);
        near(shares(&cells(|_, a, _| 10.0 * a)), [0.0, 1.0, 0.0, 0.0]);
        near(shares(&cells(|_, _, s| 10.0 * s)), [0.0, 0.0, 0.0, 1.0]);
        near(shares(&cells(|p, a, _| if p == a { 1.0 } else { 0.0 })), [0.0, 0.0, 1.0, 0.0]);
        // By hand: variances 4, 1 and 0.25 of the three, independent of each other.
        near(shares(&cells(|p, a, s| 4.0 * p + 2.0 * a + s)), [4.0 / 5.25, 1.0 / 5.25, 0.0, 0.25 / 5.25]);
        near(shares(&cells(|_, _, _| 5.0)), [0.0; 4]);
    }
}
