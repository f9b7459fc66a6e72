//! Where an exercise is going, for its trainer: played on from the true situation with the reference policy at
//! every desk and the scenario's attackers, on dice that the exercise never rolls itself. Two exercises in the same
//! situation get the same forecast, whatever their seeds.

use super::decisions::REFERENCE;
use super::paired::Paired;
use super::stats::{Distribution, Rate, distribution, rate};
use super::sweep::seed_of;
use crate::brain::{AttackPlan, Doctrine, Policy, orders, play_out};
use crate::rules::dice::Dice;
use crate::rules::inject::is_true;
use crate::rules::score::{Scale, score};
use crate::rules::situation::{InjectState, Phase, Situation, state};
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::{InjectId, NodeId};

/// Futures that are played.
pub const FUTURES: u32 = 200;
/// Of the seeds.
const SEED: u64 = 0x5EED_F0CA_5700;
/// What happens in fewer futures than this share, or in all but so many, drives nothing.
const RARE: f64 = 0.05;
/// Drivers that are told.
const DRIVERS: usize = 2;

/// What is to be expected if everybody goes on by the playbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The turn from which it was played on.
    pub turn: u16,
    /// The joint score in the end, 0 to 100.
    pub joint: Distribution,
    /// Per objective: how often it is met.
    pub objectives: Vec<Rate>,
    /// What parts good futures from bad ones most.
    pub drivers: Vec<Driver>,
    /// Futures that were played.
    pub futures: u32,
}

/// Something that may come, and what the joint score is with and without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    pub what: Happening,
    pub chance: Rate,
    /// Mean joint scores.
    pub with: f64,
    pub without: f64,
}

/// What may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// In the end the node is encrypted, wiped or falsified, or data has left it.
    Harmed(NodeId),
    /// The inject fires.
    Fires(InjectId),
}

/// What an inject, fired now, does to the odds.
#[derive(Debug, Clone, PartialEq)]
pub struct Odds {
    pub inject: InjectId,
    pub joint: Paired,
    pub objectives: Vec<Shift>,
}

/// How often an objective is met, 0 to 1, and what the inject changes in that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    pub without: f64,
    pub with: f64,
    /// On the same dice, in percentage points.
    pub change: Paired,
}

/// One way in which it ends.
struct End {
    joint: f64,
    now: Situation,
}

/// Plays on from a situation.
#[must_use]
pub fn forecast(scenario: &Scenario, scale: &Scale, now: &Situation) -> Forecast {
    let ends = ends(scenario, scale, now, None);
    let joints: Vec<f64> = ends.iter().map(|end| end.joint).collect();
    let met = |index: usize| share(&ends, |end| is_true(scenario, &end.now, &scenario.objectives[index].met));
    Forecast {
        turn: now.public.turn,
        joint: distribution(&joints),
        objectives: (0..scenario.objectives.len()).map(met).collect(),
        drivers: drivers(scenario, now, &ends),
        futures: FUTURES,
    }
}

/// Plays on with an inject fired now, and without, on the same dice.
#[must_use]
pub fn odds(scenario: &Scenario, scale: &Scale, now: &Situation, inject: InjectId) -> Odds {
    let (with, without) = (ends(scenario, scale, now, Some(inject)), ends(scenario, scale, now, None));
    let joints = |ends: &[End]| ends.iter().map(|end| end.joint).collect::<Vec<f64>>();
    let shift = |index: usize| {
        let is_met = |end: &End| is_true(scenario, &end.now, &scenario.objectives[index].met);
        let points = |ends: &[End]| -> Vec<f64> {
            ends.iter().map(|end| if is_met(end) { 100.0 } else { 0.0 }).collect()
        };
        Shift {
            without: share(&without, is_met).rate,
            with: share(&with, is_met).rate,
            change: Paired::of_futures(&points(&with), &points(&without)),
        }
    };
    Odds {
        inject,
        joint: Paired::of_futures(&joints(&with), &joints(&without)),
        objectives: (0..scenario.objectives.len()).map(shift).collect(),
    }
}

fn ends(scenario: &Scenario, scale: &Scale, now: &Situation, inject: Option<InjectId>) -> Vec<End> {
    let doctrine = Doctrine::new(scenario);
    let attackers = AttackPlan::without_foresight(scenario);
    let policies = vec![REFERENCE; scenario.partners.len()];
    (0..FUTURES)
        .map(|index| {
            let mut now = now.clone();
            now.minds.iter_mut().for_each(|mind| mind.is_seated = false);
            let dice = Dice::new(seed_of(SEED, index));
            let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
            if let Some(inject) = inject {
                turn::fire_by_hand(&mut table, inject);
            }
            play(&mut table, &doctrine, &policies, &attackers);
            End { joint: score(scenario, &now, scale).joint, now }
        })
        .collect()
}

/// From wherever in a turn it stands to its end.
fn play(table: &mut Table<'_, ()>, doctrine: &Doctrine, policies: &[Policy], attackers: &AttackPlan) {
    if table.now.public.phase == Phase::Situation {
        turn::open_orders(table);
    }
    if table.now.public.phase == Phase::Orders {
        orders(table, doctrine, |index| policies[index]);
        turn::resolve(table, attackers);
    }
    play_out(table, doctrine, policies, attackers);
}

fn share(ends: &[End], of: impl Fn(&End) -> bool) -> Rate {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    rate(count(ends.iter().filter(|end| of(end)).count()), count(ends.len()).max(1))
}

/// What parts good futures from bad ones: the difference in the joint score, times how often each comes.
fn drivers(scenario: &Scenario, now: &Situation, ends: &[End]) -> Vec<Driver> {
    let is_so = |what: Happening, now: &Situation| match what {
        Happening::Harmed(node) => {
            let node = &now.truth.nodes[node.index()];
            node.marks & (state::ENCRYPTED | state::WIPED | state::MANIPULATED) != 0 || node.stolen > 0
        }
        Happening::Fires(inject) => now.truth.injects[inject.index()] == InjectState::Fired,
    };
    let nodes = (0..scenario.nodes.len()).map(|index| Happening::Harmed(NodeId::at(index)));
    let injects = (0..scenario.injects.len()).map(|index| Happening::Fires(InjectId::at(index)));
    let mut found: Vec<(f64, Driver)> = nodes
        .chain(injects)
        .filter(|what| !is_so(*what, now))
        .filter_map(|what| {
            let chance = share(ends, |end| is_so(what, &end.now));
            let p = chance.rate;
            if !(RARE..=1.0 - RARE).contains(&p) {
                return None;
            }
            let mean = |so: bool| {
                let joints: Vec<f64> =
                    ends.iter().filter(|end| is_so(what, &end.now) == so).map(|end| end.joint).collect();
                distribution(&joints).mean
            };
            let (with, without) = (mean(true), mean(false));
            Some(((with - without).abs() * (p * (1.0 - p)).sqrt(), Driver { what, chance, with, without }))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().take(DRIVERS).map(|(_, driver)| driver).collect()
}
