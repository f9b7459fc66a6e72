//! Sweeps: the same scenario played many times by policies.

use super::game::{Game, Setup};
use super::stats::{Distribution, Rate, distribution, rate};
use crate::rules::inject::is_true;
use crate::rules::score::{Scale, score};
use crate::rules::situation::{HARM_PARTS, InjectState, Situation};
use crate::scenario::Scenario;
use crate::scenario::model::{InjectDef, WhenDef};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// The seed of exercise `index` of a sweep: SplitMix64 (Steele, Lea, Flood 2014) of both.
#[must_use]
pub const fn seed_of(seed: u64, index: u32) -> u64 {
    let mut z = seed.wrapping_add((index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// What to sweep.
#[derive(Debug, Clone)]
pub struct SweepOptions {
    pub seed: u64,
    pub setup: Setup,
    /// Which exercises, by their place in the sweep: all, or those of a shard.
    pub range: Range<u32>,
}

/// What a sweep's figures are about, in the order of the scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Ids of the partners.
    pub partners: Vec<String>,
    /// Ids of the objectives, and whether one is about a duty alone.
    pub objectives: Vec<(String, bool)>,
    /// Ids of the injects, and whether one is fired by hand.
    pub injects: Vec<(String, bool)>,
    /// How many endings there are.
    pub endings: usize,
}

impl Subject {
    /// The subject of a scenario's sweeps.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let by_hand = |inject: &InjectDef| matches!(inject.at, WhenDef::Hand);
        Subject {
            partners: scenario.partners.iter().map(|def| def.id.clone()).collect(),
            objectives: scenario.objectives.iter().map(|def| (def.id.clone(), def.duty)).collect(),
            injects: scenario.injects.iter().map(|def| (def.id.clone(), by_hand(def))).collect(),
            endings: scenario.ends.len(),
        }
    }
}

/// One partner's figures.
#[derive(Debug, Clone)]
pub struct PartnerDistribution {
    pub outcome: Distribution,
    pub cooperation: Distribution,
    pub harm: Distribution,
    /// Mean harm in points, by part.
    pub parts: [f64; HARM_PARTS],
}

/// What a sweep found.
#[derive(Debug, Clone)]
pub struct Sweep {
    pub n: u32,
    pub joint: Distribution,
    /// The partners' outcomes alone: the joint score without cooperation.
    pub outcome: Distribution,
    pub cooperation: Distribution,
    pub partners: Vec<PartnerDistribution>,
    pub objectives: Vec<Rate>,
    pub injects: Vec<Rate>,
    pub turns: Distribution,
    /// Turns played in all.
    pub turns_played: u64,
    /// Attack actions and successes, mean.
    pub actions: [f64; 2],
    /// Exercises by ending; the last is "no ending came true".
    pub endings: Vec<u32>,
    /// Per exercise: joint score, in the order of the seeds.
    pub joints: Vec<f64>,
    /// Per exercise: outcome without cooperation.
    pub outcomes: Vec<f64>,
}

/// What is kept of one exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    joint: f64,
    outcome: f64,
    cooperation: f64,
    partners: Vec<(f64, f64, [f64; HARM_PARTS])>,
    objectives: u64,
    injects: Vec<u64>,
    turns: u32,
    actions: [u16; 2],
    end: u8,
}

/// Plays exercises on the current thread pool; `tick` is called after each.
#[must_use]
pub fn rows(
    scenario: &Scenario,
    scale: &Scale,
    options: &SweepOptions,
    tick: &(impl Fn() + Sync),
) -> Vec<Row> {
    let game = Game::new(scenario, &options.setup);
    options
        .range
        .clone()
        .into_par_iter()
        .map_init(
            || Situation::new(scenario),
            |now, index| {
                let turns = game.replay(now, seed_of(options.seed, index));
                let row = row(scenario, scale, now, turns);
                tick();
                row
            },
        )
        .collect()
}

/// Plays exercises and sums them up.
#[must_use]
pub fn sweep(scenario: &Scenario, scale: &Scale, options: &SweepOptions) -> Sweep {
    summary(&Subject::new(scenario), &rows(scenario, scale, options, &|| {}))
}

fn row(scenario: &Scenario, scale: &Scale, now: &Situation, turns: u32) -> Row {
    let score = score(scenario, now, scale);
    let mut objectives = 0;
    for (index, objective) in scenario.objectives.iter().enumerate().take(64) {
        objectives |= u64::from(is_true(scenario, now, &objective.met)) << index;
    }
    let mut injects = vec![0; scenario.injects.len().div_ceil(64)];
    for (index, state) in now.truth.injects.iter().enumerate() {
        injects[index / 64] |= u64::from(*state == InjectState::Fired) << (index % 64);
    }
    let partners = score
        .partners
        .iter()
        .map(|partner| (partner.outcome, partner.cooperation.map_or(0.0, |c| c.score), partner.harm))
        .collect();
    Row {
        joint: score.joint,
        outcome: score.outcome,
        cooperation: score.cooperation.unwrap_or(0.0),
        partners,
        objectives,
        injects,
        turns,
        actions: [now.truth.actions, now.truth.successes],
        end: now.public.end,
    }
}

/// The figures over exercises, in the order of their places in the sweep.
#[must_use]
pub fn summary(subject: &Subject, rows: &[Row]) -> Sweep {
    let n = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let figures = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
    let mean = |of: &dyn Fn(&Row) -> f64| distribution(&figures(of)).mean;
    let partners = (0..subject.partners.len()).map(|p| PartnerDistribution {
        outcome: distribution(&figures(&|row| row.partners[p].0)),
        cooperation: distribution(&figures(&|row| row.partners[p].1)),
        harm: distribution(&figures(&|row| row.partners[p].2.iter().sum())),
        parts: std::array::from_fn(|part| mean(&|row| row.partners[p].2[part])),
    });
    let hits =
        |of: &dyn Fn(&Row) -> bool| u32::try_from(rows.iter().filter(|row| of(row)).count()).unwrap_or(0);
    let objectives =
        (0..subject.objectives.len()).map(|o| rate(hits(&|row| row.objectives >> o & 1 == 1), n.max(1)));
    let injects = (0..subject.injects.len())
        .map(|i| rate(hits(&|row| row.injects[i / 64] >> (i % 64) & 1 == 1), n.max(1)));
    let mut endings: BTreeMap<u8, u32> = BTreeMap::new();
    rows.iter().for_each(|row| *endings.entry(row.end).or_default() += 1);
    let ending = |end: usize| endings.get(&u8::try_from(end).unwrap_or(u8::MAX)).copied().unwrap_or(0);
    Sweep {
        n,
        joint: distribution(&figures(&|row| row.joint)),
        outcome: distribution(&figures(&|row| row.outcome)),
        cooperation: distribution(&figures(&|row| row.cooperation)),
        partners: partners.collect(),
        objectives: objectives.collect(),
        injects: injects.collect(),
        turns: distribution(&figures(&|row| f64::from(row.turns))),
        turns_played: rows.iter().map(|row| u64::from(row.turns)).sum(),
        actions: [mean(&|row| f64::from(row.actions[0])), mean(&|row| f64::from(row.actions[1]))],
        endings: (0..subject.endings).chain([usize::from(u8::MAX)]).map(ending).collect(),
        joints: figures(&|row| row.joint),
        outcomes: figures(&|row| row.outcome),
    }
}
