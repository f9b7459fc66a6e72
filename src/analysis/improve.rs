//! What improvements would be worth: each measure that can be had before StartEx, in each zone of each partner,
//! against the same exercises on the same dice without it, everybody by the reference policy.

use super::decisions::REFERENCE;
use super::paired::Paired;
use super::progress::Progress;
use super::sweep::seed_of;
use crate::brain::{AttackPlan, Doctrine, play_out, prevent};
use crate::rules::dice::Dice;
use crate::rules::order::{Order, Target};
use crate::rules::score::{Scale, score};
use crate::rules::situation::Situation;
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, PartnerId, ZoneId};
use crate::scenario::model::TargetKind;
use rayon::prelude::*;

/// Exercises of each comparison.
pub const EXERCISES: u32 = 200;
/// Zones of a partner that are tried: the edge of its network first, then the most valuable ones.
const ZONES: usize = 10;
/// A gain is told from so many halves of its 95 % interval on: among a hundred comparisons, hardly one does that
/// by chance (3.3 standard errors).
const SURE: f64 = 1.7;
/// Of the seeds.
const SEED: u64 = 0x5EED_0BE7_7E12;

/// A measure in a zone, taken before StartEx.
#[derive(Debug, Clone, PartialEq)]
pub struct Improvement {
    pub partner: PartnerId,
    pub measure: MeasureId,
    pub zone: ZoneId,
    /// Systems of the zone on which it is taken.
    pub nodes: u32,
    /// Points of the joint score that it gains.
    pub gain: Paired,
}

impl Improvement {
    /// It stands out clearly from chance that it pays.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.gain.mean > SURE * self.gain.ci95
    }
}

/// What every improvement would gain, the best first.
#[must_use]
pub fn improvements(scenario: &Scenario, scale: &Scale, progress: &impl Progress) -> Vec<Improvement> {
    let doctrine = Doctrine::new(scenario);
    // Money is no object here: what it costs is for others to weigh.
    let mut rich = scenario.clone();
    rich.partners.iter_mut().for_each(|partner| partner.prevention = 1_000_000);
    let attackers = AttackPlan::without_foresight(scenario);
    let bench = Bench { scenario, rich: &rich, scale, doctrine: &doctrine, attackers: &attackers };
    let tried = bench.candidates();
    progress.planned(tried.len() as u64 + 1);
    let without = if progress.is_wanted() { bench.joints(None) } else { Vec::new() };
    progress.played();
    let mut found: Vec<Improvement> = tried
        .par_iter()
        .filter(|_| progress.is_wanted())
        .map(|(partner, measure, zone, orders)| {
            let gain = Paired::of(&bench.joints(Some((*partner, orders))), &without);
            progress.played();
            let nodes = u32::try_from(orders.len()).unwrap_or(u32::MAX);
            Improvement { partner: *partner, measure: *measure, zone: *zone, nodes, gain }
        })
        .collect();
    found.sort_by(|one, other| other.gain.mean.total_cmp(&one.gain.mean));
    found
}

/// Where they are tried.
struct Bench<'a> {
    scenario: &'a Scenario,
    rich: &'a Scenario,
    scale: &'a Scale,
    doctrine: &'a Doctrine,
    attackers: &'a AttackPlan,
}

/// A measure at everything in a zone that it can be ordered for.
type Candidate = (PartnerId, MeasureId, ZoneId, Vec<Order>);

impl Bench<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let scenario = self.scenario;
        let measures = (0..scenario.measures.len()).map(MeasureId::at);
        let measures: Vec<MeasureId> =
            measures.filter(|id| scenario.measures[id.index()].prevention > 0).collect();
        let mut found = Vec::new();
        for partner in (0..scenario.partners.len()).map(PartnerId::at) {
            for zone in self.doctrine.zones[partner.index()].iter().take(ZONES) {
                for measure in &measures {
                    let orders = self.accepted(partner, *measure, *zone);
                    if !orders.is_empty() {
                        found.push((partner, *measure, *zone, orders));
                    }
                }
            }
        }
        found
    }

    /// What is accepted beside what the reference policy does before StartEx.
    fn accepted(&self, partner: PartnerId, measure: MeasureId, zone: ZoneId) -> Vec<Order> {
        let mut now = self.prepared();
        let dice = Dice::new(SEED);
        let mut table = Table { scenario: self.rich, now: &mut now, dice: &dice, recorder: &mut () };
        let nodes = || self.scenario.zones[zone.index()].nodes.iter().map(|node| Target::Node(*node));
        let targets: Vec<Target> = match self.scenario.measures[measure.index()].target {
            TargetKind::Zone => vec![Target::Zone(zone)],
            _ => nodes().collect(),
        };
        let orders = targets.into_iter().map(|target| Order { measure, target });
        orders.filter(|order| turn::give(&mut table, partner, *order).is_ok()).collect()
    }

    fn prepared(&self) -> Situation {
        let mut now = Situation::new(self.scenario);
        let dice = Dice::new(SEED);
        let mut table = Table { scenario: self.scenario, now: &mut now, dice: &dice, recorder: &mut () };
        prevent(&mut table, self.doctrine, |_| REFERENCE);
        now
    }

    /// Joint scores with orders before StartEx, or without.
    fn joints(&self, with: Option<(PartnerId, &Vec<Order>)>) -> Vec<f64> {
        let mut start = self.prepared();
        if let Some((partner, orders)) = with {
            let dice = Dice::new(SEED);
            let mut table = Table { scenario: self.rich, now: &mut start, dice: &dice, recorder: &mut () };
            for order in orders {
                let _ = turn::give(&mut table, partner, *order);
            }
        }
        let policies = vec![REFERENCE; self.scenario.partners.len()];
        let joint = |index: u32| {
            let mut now = start.clone();
            let dice = Dice::new(seed_of(SEED, index));
            let mut table = Table { scenario: self.scenario, now: &mut now, dice: &dice, recorder: &mut () };
            play_out(&mut table, self.doctrine, &policies, self.attackers);
            score(self.scenario, &now, self.scale).joint
        };
        (0..EXERCISES).map(joint).collect()
    }
}
