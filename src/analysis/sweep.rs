//! Sweeps: the same scenario played many times by policies.

use super::game::{Game, Setup};
use super::row::Row;
use super::stats::{Distribution, Rate, distribution, rate};
use super::tally::Tally;
use crate::rules::score::Scale;
use crate::rules::situation::{HARM_PARTS, Situation};
use crate::scenario::Scenario;
use crate::scenario::model::{InjectDef, WhenDef};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Injects per real hour that a staff can work through: about ten in two hours (the doctrine's guide).
pub const INJECTS_PER_H: f64 = 5.0;

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Ids of the partners.
    pub partners: Vec<String>,
    /// Ids of the objectives, and whether one is about a duty alone.
    pub objectives: Vec<(String, bool)>,
    /// Ids of the injects, and whether one is fired by hand.
    pub injects: Vec<(String, bool)>,
    /// How many endings there are.
    pub endings: usize,
    /// Their ids.
    pub ends: Vec<String>,
    /// Ids of the measures.
    pub measures: Vec<String>,
    /// Ids of the nodes.
    pub nodes: Vec<String>,
    /// Real minutes that a turn is advised to take; 0 for no advice.
    pub turn_minutes: u32,
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
            ends: scenario.ends.iter().map(|def| def.id.clone()).collect(),
            measures: scenario.measures.iter().map(|def| def.id.clone()).collect(),
            nodes: scenario.nodes.iter().map(|def| def.id.clone()).collect(),
            turn_minutes: scenario.phase_minutes().iter().sum(),
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

/// How a measure is used.
#[derive(Debug, Clone)]
pub struct MeasureUse {
    /// Exercises in which anybody ordered it, and each partner.
    pub anybody: Rate,
    pub partners: Vec<Rate>,
    /// Orders of it in an exercise, mean.
    pub orders: f64,
}

/// How often a node is touched.
#[derive(Debug, Clone, Copy)]
pub struct NodeUse {
    /// Exercises in which an attack action was tried on it.
    pub attacked: Rate,
    /// Exercises in which an order was given for it or for one of its links; orders for a whole zone do
    /// not count.
    pub ordered: Rate,
}

impl NodeUse {
    /// Nobody ever touched it.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.attacked.rate == 0.0 && self.ordered.rate == 0.0
    }
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
    /// Injects that fired per real hour of the turns that were played; all 0 without advised minutes.
    pub injects_per_h: Distribution,
    pub measures: Vec<MeasureUse>,
    pub nodes: Vec<NodeUse>,
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

/// Plays exercises on the current thread pool; `tick` is called after each.
#[must_use]
pub fn rows(
    scenario: &Scenario,
    scale: &Scale,
    options: &SweepOptions,
    tick: &(impl Fn() + Sync),
) -> Vec<Row> {
    let game = Game::new(scenario, &options.setup);
    rows_of(&game, scale, options.seed, options.range.clone(), tick)
}

/// The same for a game that is laid out.
pub(super) fn rows_of(
    game: &Game<'_>,
    scale: &Scale,
    seed: u64,
    range: Range<u32>,
    tick: &(impl Fn() + Sync),
) -> Vec<Row> {
    let scenario = game.scenario;
    range
        .into_par_iter()
        .map_init(
            || (Situation::new(scenario), Tally::new(scenario)),
            |(now, tally), index| {
                tally.clear();
                let turns = game.replay_for(now, seed_of(seed, index), tally);
                let row = Row::new(scenario, scale, now, turns, tally);
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

/// The figures over exercises, in the order of their places in the sweep.
#[must_use]
pub fn summary(subject: &Subject, rows: &[Row]) -> Sweep {
    let figures = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
    let mean = |of: &dyn Fn(&Row) -> f64| distribution(&figures(of)).mean;
    let partners = (0..subject.partners.len()).map(|p| PartnerDistribution {
        outcome: distribution(&figures(&|row| row.partners[p].0)),
        cooperation: distribution(&figures(&|row| row.partners[p].1)),
        harm: distribution(&figures(&|row| row.partners[p].2.iter().sum())),
        parts: std::array::from_fn(|part| mean(&|row| row.partners[p].2[part])),
    });
    let objectives = (0..subject.objectives.len()).map(|o| share(rows, |row| row.objectives >> o & 1 == 1));
    Sweep {
        n: count(rows.len()),
        joint: distribution(&figures(&|row| row.joint)),
        outcome: distribution(&figures(&|row| row.outcome)),
        cooperation: distribution(&figures(&|row| row.cooperation)),
        partners: partners.collect(),
        objectives: objectives.collect(),
        injects: (0..subject.injects.len()).map(|i| share(rows, |row| row.has_fired(i))).collect(),
        injects_per_h: distribution(&figures(&|row| injects_per_h(row, subject.turn_minutes))),
        measures: (0..subject.measures.len()).map(|m| measure_use(subject, rows, m)).collect(),
        nodes: node_uses(subject, rows),
        turns: distribution(&figures(&|row| f64::from(row.turns))),
        turns_played: rows.iter().map(|row| u64::from(row.turns)).sum(),
        actions: [mean(&|row| f64::from(row.actions[0])), mean(&|row| f64::from(row.actions[1]))],
        endings: endings(subject, rows),
        joints: figures(&|row| row.joint),
        outcomes: figures(&|row| row.outcome),
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// In how many exercises something is so.
fn share(rows: &[Row], is_so: impl Fn(&Row) -> bool) -> Rate {
    rate(count(rows.iter().filter(|row| is_so(row)).count()), count(rows.len()).max(1))
}

fn injects_per_h(row: &Row, turn_minutes: u32) -> f64 {
    let minutes = f64::from(row.turns) * f64::from(turn_minutes);
    if minutes > 0.0 { f64::from(row.fired()) * 60.0 / minutes } else { 0.0 }
}

fn measure_use(subject: &Subject, rows: &[Row], measure: usize) -> MeasureUse {
    let partners = 0..subject.partners.len();
    let orders = |row: &Row| partners.clone().map(|p| f64::from(row.orders_of(p, measure))).sum::<f64>();
    let all: Vec<f64> = rows.iter().map(orders).collect();
    MeasureUse {
        anybody: rate(count(all.iter().filter(|orders| **orders > 0.0).count()), count(rows.len()).max(1)),
        partners: partners.clone().map(|p| share(rows, |row| row.orders_of(p, measure) > 0)).collect(),
        orders: distribution(&all).mean,
    }
}

fn node_uses(subject: &Subject, rows: &[Row]) -> Vec<NodeUse> {
    let mut hits = vec![[0u32; 2]; subject.nodes.len()];
    for row in rows {
        row.attacked.iter().for_each(|node| hits[usize::from(*node)][0] += 1);
        row.ordered.iter().for_each(|node| hits[usize::from(*node)][1] += 1);
    }
    let n = count(rows.len()).max(1);
    hits.iter()
        .map(|[attacked, ordered]| NodeUse { attacked: rate(*attacked, n), ordered: rate(*ordered, n) })
        .collect()
}

/// Exercises by ending, those without any last.
fn endings(subject: &Subject, rows: &[Row]) -> Vec<u32> {
    let mut endings = vec![0; subject.endings + 1];
    for row in rows {
        endings[row.ending().map_or(subject.endings, |end| end.min(subject.endings))] += 1;
    }
    endings
}
