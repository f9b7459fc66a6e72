//! The score. Harm is counted while the exercise runs, in whole thousandths of a point; the figures
//! from 0 to 100 are made of it at the end and say how. They use only square roots and products, so
//! that every machine gets the same bits.

use super::event::World;
use super::picture::{Held, NEVER, Picture, StageState};
use super::situation::{HARM_PARTS, Situation};
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Fact, HarmWeights};
use serde::{Deserialize, Serialize};

/// The parts of harm, and of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Part {
    /// Service lost to attackers.
    Service,
    /// Records that left.
    Records,
    /// Manipulated nodes.
    Integrity,
    /// Held nodes the partner did not know of.
    Detection,
    /// Held nodes.
    Containment,
    /// Encrypted or wiped nodes not yet brought back.
    Recovery,
    /// Late and missed notices.
    Duties,
    /// Service the partner stopped itself.
    Proportionality,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Part; HARM_PARTS] = [
        Part::Service,
        Part::Records,
        Part::Integrity,
        Part::Detection,
        Part::Containment,
        Part::Recovery,
        Part::Duties,
        Part::Proportionality,
    ];

    /// The part as written in JSON.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Part::Service => "service",
            Part::Records => "records",
            Part::Integrity => "integrity",
            Part::Detection => "detection",
            Part::Containment => "containment",
            Part::Recovery => "recovery",
            Part::Duties => "duties",
            Part::Proportionality => "proportionality",
        }
    }

    /// The scenario's weight of it, per mille.
    #[must_use]
    pub const fn weight(self, weights: &HarmWeights) -> u32 {
        match self {
            Part::Service => weights.service,
            Part::Records => weights.records,
            Part::Integrity => weights.integrity,
            Part::Detection => weights.detection,
            Part::Containment => weights.containment,
            Part::Recovery => weights.recovery,
            Part::Duties => weights.duties,
            Part::Proportionality => weights.proportionality,
        }
    }
}

/// Harm per hour of a held node, in thousandths of a point: known and contained or not; and on top
/// while its owner does not know. Assumption.
const HELD_MILLI: u32 = 1000;
const UNKNOWN_MILLI: u32 = 1000;

/// Counts harm, weighed as the scenario says.
pub(super) fn harm<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, part: Part, milli: u32) {
    let weight = part.weight(&table.scenario.scoring.harm);
    let weighed = u64::from(milli) * u64::from(weight) / 1000;
    let milli = u32::try_from(weighed).unwrap_or(u32::MAX);
    if milli > 0 {
        table.world(World::Harmed { partner, part: part as u8, milli });
    }
}

/// The turn's harm accrues.
pub(super) fn accrue<R: Recorder>(table: &mut Table<'_, R>) {
    let hours = table.clock().hours;
    accrue_for(table, hours, hours);
}

/// An ending came true before the last turn: the hours that are left count as if all stayed as it is, so
/// that nobody gains by losing early. What partners shut off themselves they open when it is over.
pub(super) fn accrue_rest<R: Recorder>(table: &mut Table<'_, R>) {
    let turns = &table.scenario.clock.turns;
    let left = turns.iter().skip(usize::from(table.turn())).map(|turn| turn.hours).sum();
    accrue_for(table, left, 0);
}

fn accrue_for<R: Recorder>(table: &mut Table<'_, R>, hours: u32, shut_off_h: u32) {
    let mut held = [[0u32; 2]; crate::scenario::limits::PARTNERS];
    super::detect::held_of(table.now, table.scenario, &mut held);
    for (index, held) in held.iter().enumerate().take(table.scenario.partners.len()) {
        let partner = PartnerId::at(index);
        let [service, integrity, recovery, proportionality] = table.now.truth.partners[index].rates;
        harm(table, partner, Part::Service, service * hours);
        harm(table, partner, Part::Integrity, integrity * hours);
        harm(table, partner, Part::Recovery, recovery * hours);
        harm(table, partner, Part::Proportionality, proportionality * shut_off_h);
        harm(table, partner, Part::Containment, held[0] * HELD_MILLI * hours);
        harm(table, partner, Part::Detection, held[1] * UNKNOWN_MILLI * hours);
    }
}

/// The scale of a scenario's score: computed once outside the rules, stored with the exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Exercises behind each mean.
    pub n: u32,
    pub partners: Vec<PartnerScale>,
}

/// One partner's scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartnerScale {
    /// Mean harm in points if nobody acts: outcome 0.
    pub idle: f64,
    /// The same by part.
    pub idle_parts: [f64; HARM_PARTS],
    /// Mean outcome of the playbook policy.
    pub par: f64,
    /// Too little at stake for an outcome of its own (under 5 % of the scenario's idle harm).
    pub no_outcome: bool,
}

/// One partner's score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartnerScore {
    /// 0 (as if nobody had acted, or worse) to 100 (no harm at all).
    pub outcome: f64,
    /// Per part: 0 to 100 of what idleness would have cost there.
    pub parts: [f64; HARM_PARTS],
    /// Harm in points, unclipped, by part.
    pub harm: [f64; HARM_PARTS],
    pub par: f64,
    pub cooperation: Option<Cooperation>,
}

/// How well a partner worked with the others, each part 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cooperation {
    pub score: f64,
    /// How quickly others had what concerned them.
    pub timeliness: f64,
    /// What it changed in the receivers' odds.
    pub usefulness: f64,
    /// Labels kept, of what was shared.
    pub labels: f64,
    /// Aid asked in time and given.
    pub aid: f64,
}

/// The whole score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    pub joint: f64,
    /// Weighted power mean of the partners' outcomes.
    pub outcome: f64,
    pub cooperation: Option<f64>,
    pub partners: Vec<PartnerScore>,
}

/// Weights of the parts of cooperation: timeliness, usefulness, labels, aid.
pub const COOPERATION: [f64; 4] = [0.4, 0.3, 0.15, 0.15];
/// Hours in which an untold fact loses half its worth. Assumption; the doctrine's values for
/// indicators to weaknesses lie between 4 and 24 hours.
pub const HALF_LIFE_H: f64 = 12.0;
/// Odds changed at receivers that count half of the full usefulness, parts per million.
pub const USEFUL_HALF: f64 = 2_000_000.0;
/// What a broken label takes from label discipline, points.
pub const VIOLATION: f64 = 10.0;

/// The score as things stand.
#[must_use]
pub fn score(scenario: &Scenario, now: &Situation, scale: &Scale) -> Score {
    let alone = scenario.partners.len() < 2;
    let partners: Vec<PartnerScore> = (0..scenario.partners.len())
        .map(|index| {
            let scale = &scale.partners[index];
            let harm = now.truth.partners[index].harm.map(points);
            let total: f64 = harm.iter().sum();
            let mut parts = [0.0; HARM_PARTS];
            for (part, value) in parts.iter_mut().enumerate() {
                *value = scaled(harm[part], scale.idle_parts[part]);
            }
            let cooperation = (!alone).then(|| cooperation(scenario, now, PartnerId::at(index)));
            PartnerScore { outcome: scaled(total, scale.idle), parts, harm, par: scale.par, cooperation }
        })
        .collect();
    let outcome = power_mean(scenario, &partners, scale);
    let cooperation = (!alone).then(|| {
        let sum: f64 = partners.iter().filter_map(|p| p.cooperation.map(|c| c.score)).sum();
        sum / count(partners.len())
    });
    let joint = match cooperation {
        Some(cooperation) => {
            let share = if scale.partners.iter().all(|p| p.no_outcome) {
                0.0
            } else {
                f64::from(scenario.scoring.outcome) / 100.0
            };
            share * outcome + (1.0 - share) * cooperation
        }
        None => outcome,
    };
    let score = Score { joint, outcome, cooperation, partners };
    debug_assert!(score.is_within_scale(), "{score:?}");
    score
}

impl Score {
    /// Every figure that is told on the scale from 0 to 100 lies on it.
    #[must_use]
    pub fn is_within_scale(&self) -> bool {
        let of_partner = |partner: &PartnerScore| {
            let with_others = partner.cooperation;
            let with_others = with_others
                .map(|c| [c.score, c.timeliness, c.usefulness, c.labels, c.aid])
                .unwrap_or_default();
            [partner.outcome].into_iter().chain(partner.parts).chain(with_others)
        };
        let mut all = [self.joint, self.outcome, self.cooperation.unwrap_or_default()]
            .into_iter()
            .chain(self.partners.iter().flat_map(of_partner));
        all.all(|figure| (0.0..=100.0).contains(&figure))
    }
}

/// Thousandths as points; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "harm stays far below 2^53")]
fn points(milli: u64) -> f64 {
    milli as f64 / 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn count(n: usize) -> f64 {
    n as f64
}

/// 100 without harm, 0 at the idle mean or beyond; what idleness does not touch is whole unless harmed.
fn scaled(harm: f64, idle: f64) -> f64 {
    if harm <= 0.0 {
        return 100.0;
    }
    if idle <= 0.0 {
        return 0.0;
    }
    (100.0 * (1.0 - harm / idle)).clamp(0.0, 100.0)
}

/// Weighted power mean with exponent 1/4 of the outcomes clipped to 1..100: nobody makes up for a
/// partner that was left alone.
fn power_mean(scenario: &Scenario, partners: &[PartnerScore], scale: &Scale) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (index, partner) in partners.iter().enumerate() {
        if scale.partners[index].no_outcome {
            continue;
        }
        let weight = f64::from(scenario.scoring.weights[index]);
        sum += weight * partner.outcome.clamp(1.0, 100.0).sqrt().sqrt();
        weights += weight;
    }
    if weights <= 0.0 {
        return 0.0;
    }
    let root = sum / weights;
    (root * root * root * root).min(100.0)
}

/// How well one partner worked with the others.
fn cooperation(scenario: &Scenario, now: &Situation, partner: PartnerId) -> Cooperation {
    let truth = &now.truth.partners[partner.index()];
    let picture = &now.pictures[partner.index()];
    let timeliness = timeliness(scenario, now, partner);
    let useful = f64::from(truth.useful_ppm);
    let usefulness = 100.0 * useful / (useful + USEFUL_HALF);
    let shared = picture.facts.iter().any(|held| held.told != 0);
    let labels = if shared { (100.0 - VIOLATION * f64::from(truth.violations)).max(0.0) } else { 0.0 };
    let aid = aid(scenario, now, partner);
    let score = COOPERATION[0] * timeliness
        + COOPERATION[1] * usefulness
        + COOPERATION[2] * labels
        + COOPERATION[3] * aid;
    Cooperation { score, timeliness, usefulness, labels, aid }
}

/// Mean over what the partner found out and others could use: full worth when told at once, half
/// after [`HALF_LIFE_H`], nothing when never told. What the other side knew first does not count.
fn timeliness(scenario: &Scenario, now: &Situation, partner: PartnerId) -> f64 {
    let own = &now.pictures[partner.index()].facts;
    match timely(scenario, now, partner) {
        (_, 0.0) if own.iter().any(|held| held.told != 0) => 100.0,
        (_, 0.0) => 0.0,
        (worth, items) => 100.0 * worth / items,
    }
}

/// What a partner's findings were still worth to the others when they had them, of how many that they could use.
#[must_use]
pub fn timely(scenario: &Scenario, now: &Situation, partner: PartnerId) -> (f64, f64) {
    let (mut worth, mut items) = (0.0, 0.0);
    let own = &now.pictures[partner.index()].facts;
    for (index, held) in own.iter().enumerate() {
        if !held.is_held() || held.from != Held::OWN || held.turn == 0 {
            continue;
        }
        for other in (0..scenario.partners.len()).filter(|other| *other != partner.index()) {
            let theirs = &now.pictures[other].facts[index];
            let knew = theirs.is_held() && theirs.from == Held::OWN && theirs.turn <= held.turn;
            if knew || !concerns(scenario, FactId::at(index), PartnerId::at(other)) {
                continue;
            }
            items += 1.0;
            if theirs.is_held() && (theirs.from == partner.0 || theirs.heard >> partner.index() & 1 == 1) {
                worth += half_life(hours_between(scenario, held.turn, theirs.turn));
            }
        }
    }
    (worth, items)
}

/// Halves per [`HALF_LIFE_H`], interpolated linearly in between.
fn half_life(hours: f64) -> f64 {
    let (mut left, mut worth) = (hours, 1.0);
    while left >= HALF_LIFE_H {
        worth /= 2.0;
        left -= HALF_LIFE_H;
    }
    worth * (1.0 - left / HALF_LIFE_H / 2.0)
}

fn hours_between(scenario: &Scenario, from: u16, to: u16) -> f64 {
    let hour = |turn: u16| f64::from(scenario.clock.from_h(turn));
    if to == NEVER { f64::MAX } else { (hour(to) - hour(from)).max(0.0) }
}

/// Whether a fact could be of use to a partner at all: it has what the fact is about.
fn concerns(scenario: &Scenario, fact: FactId, partner: PartnerId) -> bool {
    let nodes = &scenario.partners[partner.index()].nodes;
    match scenario.facts[fact.index()] {
        Fact::Weakness(weakness) | Fact::Mitigation(weakness) => {
            nodes.iter().any(|node| scenario.node(*node).weaknesses.has(weakness.index()))
                && !scenario.partners[partner.index()].weaknesses.has(weakness.index())
        }
        Fact::Indicator(actor, _) | Fact::Warning(actor) => {
            let wants = &scenario.actors[actor.index()].wants;
            let its = |node: &NodeId| scenario.node(*node).owner.partner() == Some(partner);
            wants.iter().any(|want| want.nodes.iter().any(its))
        }
        Fact::Technique(_) | Fact::Attribution(_) | Fact::Evidence(_) | Fact::Practice(_) => false,
    }
}

/// Requests of others for aid or for information: those answered, of so many.
#[must_use]
pub fn answered(picture: &Picture) -> [u32; 2] {
    let [inquiries, answers] = picture.inquiries.map(u32::from);
    [(picture.asked_by & picture.sent).count_ones() + answers, picture.asked_by.count_ones() + inquiries]
}

/// Aid: 100 for a partner that answered every request, for aid or for information, and asked when it was overrun, less otherwise;
/// 0 where nothing was asked or given on either side.
fn aid(scenario: &Scenario, now: &Situation, partner: PartnerId) -> f64 {
    /// A partner with this many confirmed nodes at once is overrun. Assumption.
    const OVERRUN: u16 = 4;
    let picture = &now.pictures[partner.index()];
    let [given, wanted] = answered(picture);
    let asked = picture.asked != 0;
    let overrun = picture.confirmed >= OVERRUN;
    let others = scenario.partners.len() > 1;
    match (wanted, asked) {
        _ if !others => 0.0,
        (0, true) => 100.0,
        (0, false) if overrun => 0.0,
        (0, false) => 50.0 * f64::from(u8::from(picture.facts.iter().any(|held| held.told != 0))),
        (wanted, _) => 100.0 * f64::from(given) / f64::from(wanted),
    }
}

/// Duties: stages met, late and missed, over all partners.
#[must_use]
pub fn duties(scenario: &Scenario, now: &Situation) -> [u32; 3] {
    let mut counts = [0; 3];
    for (index, partner) in scenario.partners.iter().enumerate() {
        for (duty, def) in partner.duties.iter().enumerate() {
            for stage in &now.pictures[index].duties[duty].stages[..def.stages.len()] {
                match stage {
                    StageState::Met => counts[0] += 1,
                    StageState::Late => counts[1] += 1,
                    StageState::Overdue => counts[2] += 1,
                    StageState::Idle | StageState::Open => {}
                }
            }
        }
    }
    counts
}
