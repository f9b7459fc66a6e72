//! Orders: what a partner may do, and why not. Acceptance and the list of legal orders see the
//! partner's picture and the public part of the scenario, never the truth.

use super::picture::{Held, Picture, StageState, mark};
use super::prevention;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Backup, Effect, Fact, MeasureDef, Owner, Requirement, TargetKind};
use crate::scenario::words::{Channel, IndicatorKind, Pap, People, Role, Tlp};
use serde::{Deserialize, Serialize};

/// How many orders of a partner can run at once.
pub const MAX_JOBS: usize = 32;

/// What an order points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Own,
    /// An alert by the partner's own number.
    Alert(u16),
    Node(NodeId),
    Zone(ZoneId),
    Link(LinkId),
    Fact(FactId),
    Partner(PartnerId),
    Duty(DutyId, u8),
    /// A fact to partners (as bits); to all with `clear` is a public release.
    Share {
        fact: FactId,
        to: u8,
        label: Tlp,
        #[serde(default = "usual_pap")]
        pap: Pap,
        channel: Channel,
    },
}

/// What orders meant before they said so.
const fn usual_pap() -> Pap {
    Pap::Green
}

/// An order: a measure at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Order {
    pub measure: MeasureId,
    pub target: Target,
}

impl Order {
    /// It is this order, or tells the same to everybody whom this one tells.
    #[must_use]
    pub fn does_as_much(self, other: Order) -> bool {
        match (self.target, other.target) {
            (Target::Share { fact, to, .. }, Target::Share { fact: same, to: wanted, .. }) => {
                self.measure == other.measure && fact == same && to & wanted == wanted
            }
            _ => self == other,
        }
    }
}

/// An order that may be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Accepted {
    pub partner: PartnerId,
    pub order: Order,
    /// Turn in whose resolution it is done, counted from the current one.
    pub turns: u16,
}

/// Why an order is refused, and what would have been allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Refusal {
    /// Orders are given in the orders phase.
    NotNow,
    /// It opens after the end of the exercise.
    NotEnded,
    /// No such measure in this scenario.
    UnknownMeasure,
    /// The measure points at something else.
    WrongTarget { expected: TargetKind },
    /// The target is not the partner's own, or not known to it.
    NotYours,
    /// A seat with one of the measure's roles must draft it.
    WrongRole,
    /// Too few people are free.
    NoPeople { kind: People, needed: u8, free: u8 },
    /// Too few points of the budget for prevention are left.
    NoBudget { needed: u32, left: u32 },
    /// Something the measure needs is missing from the picture.
    Missing { requirement: Requirement },
    /// The same order runs already.
    Running,
    /// There is nothing left to do there.
    Done,
    /// Too many orders run at once.
    TooMany { limit: u8 },
    /// A text, or a client's mark, is longer than this.
    TooLong { limit: u16 },
    /// Words are needed, and there are none.
    NoText,
    /// The log holds as much of this kind as it takes.
    Full,
    /// A real emergency was called: nothing happens until the trainer goes on.
    Frozen,
    /// Somebody else at this seat holds the pen.
    NoPen,
    /// The lead commits.
    LeadOnly,
    /// This very order, by its client's mark, was given already.
    Given,
    /// The order was written for another turn or for a sheet that has changed since.
    Stale { turn: u16, sheet: u32 },
}

/// Whether a partner may give an order, judged from its picture alone.
///
/// # Errors
/// The first reason why not.
pub fn accept(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    order: Order,
) -> Result<Accepted, Refusal> {
    let measure = scenario.measures.get(order.measure.index()).ok_or(Refusal::UnknownMeasure)?;
    affordable(scenario, partner, picture, measure)?;
    fits(scenario, partner, picture, measure, order.target)?;
    needed(scenario, partner, picture, measure, order)?;
    if !picture.has_started {
        return Ok(Accepted { partner, order, turns: 0 });
    }
    let turns = u16::try_from(measure.turns).unwrap_or(u16::MAX);
    let sooner = u16::from(knows_how(scenario, partner, picture, measure, order.target));
    Ok(Accepted { partner, order, turns: turns.saturating_sub(sooner) })
}

/// There are place, people and budget for one more of this measure, whatever it is aimed at.
fn affordable(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    measure: &MeasureDef,
) -> Result<(), Refusal> {
    if picture.jobs.len() >= MAX_JOBS {
        return Err(Refusal::TooMany { limit: u8::try_from(MAX_JOBS).unwrap_or(u8::MAX) });
    }
    if picture.has_started {
        enough_people(measure, picture)
    } else {
        prevention::afford(scenario, partner, picture, measure)
    }
}

/// What an order needs is there, it does not run already, and something is left to do.
fn needed(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    measure: &MeasureDef,
    order: Order,
) -> Result<(), Refusal> {
    for requirement in &measure.requires {
        if !holds(scenario, partner, picture, order, *requirement) {
            return Err(Refusal::Missing { requirement: *requirement });
        }
    }
    if picture.is_running(order.measure, order.target) {
        return Err(Refusal::Running);
    }
    if is_useful(scenario, picture, measure, order) { Ok(()) } else { Err(Refusal::Done) }
}

/// Whoever knows what helps against every weakness that is to be closed needs a turn less.
fn knows_how(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    measure: &MeasureDef,
    target: Target,
) -> bool {
    let (Effect::Patch, Target::Node(node)) = (measure.effect, target) else { return false };
    let open = open_weaknesses(scenario, partner, picture, node);
    let helps =
        |weakness: usize| picture.fact(scenario.fact(Fact::Mitigation(WeaknessId::at(weakness)))).is_held();
    !open.is_empty() && open.iter().all(helps)
}

/// Whether a seat with these roles may draft the measure; the lead may draft all.
#[must_use]
pub fn may_draft(roles: &[Role], measure: &MeasureDef) -> bool {
    roles.contains(&Role::Lead) || roles.iter().any(|role| measure.roles.contains(role))
}

/// The people an order would need are free.
///
/// # Errors
/// Of whom there are too few.
#[inline]
pub fn enough_people(measure: &MeasureDef, picture: &Picture) -> Result<(), Refusal> {
    for (index, needed) in measure.people.iter().enumerate() {
        if *needed > picture.free[index] {
            let (kind, free) = (People::ALL[index], picture.free[index]);
            return Err(Refusal::NoPeople { kind, needed: *needed, free });
        }
    }
    Ok(())
}

/// The target is of the measure's kind, and the partner's to order about.
fn fits(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    measure: &MeasureDef,
    target: Target,
) -> Result<(), Refusal> {
    let own = |node: NodeId| {
        scenario.nodes.get(node.index()).is_some_and(|node| node.owner == Owner::Partner(partner))
    };
    let other = |to: PartnerId| to != partner && to.index() < scenario.partners.len();
    let ok = match (measure.target, target) {
        (TargetKind::Own, Target::Own) => true,
        (TargetKind::Alert, Target::Alert(number)) => picture.alert(number).is_some(),
        (TargetKind::Node, Target::Node(node)) => own(node),
        (TargetKind::Zone, Target::Zone(zone)) => {
            scenario.zones.get(zone.index()).is_some_and(|zone| zone.owner == Owner::Partner(partner))
        }
        (TargetKind::Link, Target::Link(link)) => {
            scenario.links.get(link.index()).is_some_and(|link| own(link.from) || own(link.to))
        }
        (TargetKind::Fact, Target::Fact(fact)) => holds_fact(picture, fact),
        (TargetKind::Partner, Target::Partner(to)) => other(to),
        (TargetKind::Duty, Target::Duty(duty, stage)) => scenario.partners[partner.index()]
            .duties
            .get(duty.index())
            .is_some_and(|duty| usize::from(stage) < duty.stages.len()),
        (TargetKind::Share, Target::Share { fact, to, .. }) => {
            let everybody = (1u16 << scenario.partners.len()) - 1;
            let own_bit = 1u8 << partner.index();
            holds_fact(picture, fact) && to != 0 && u16::from(to) <= everybody && to & own_bit == 0
        }
        _ => {
            return Err(Refusal::WrongTarget { expected: measure.target });
        }
    };
    if ok { Ok(()) } else { Err(Refusal::NotYours) }
}

fn holds_fact(picture: &Picture, fact: FactId) -> bool {
    picture.facts.get(fact.index()).is_some_and(Held::is_held)
}

/// A requirement, judged from the picture.
#[must_use]
pub fn holds(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    order: Order,
    requirement: Requirement,
) -> bool {
    use Requirement as R;
    let target = order.target;
    let belief = match target {
        Target::Node(node) => Some((picture.node(node), scenario.node(node), node)),
        _ => None,
    };
    let marked = |marks: u16| belief.is_some_and(|(belief, ..)| belief.is(marks));
    match requirement {
        R::Suspected => marked(mark::SUSPECTED | mark::CONFIRMED),
        R::Confirmed => marked(mark::CONFIRMED),
        R::Impaired => marked(mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::OUT),
        R::Isolated => marked(mark::ISOLATED),
        R::KnownWeakness => {
            belief.is_some_and(|(_, _, node)| !open_weaknesses(scenario, partner, picture, node).is_empty())
        }
        R::Standby => belief.is_some_and(|(_, def, _)| def.standby.is_some()),
        R::Manual => belief.is_some_and(|(_, def, _)| def.manual.is_some()),
        R::Backup => {
            marked(mark::COPIED)
                || belief.is_some_and(|(_, def, _)| def.backup != Backup::None) && !marked(mark::NO_BACKUP)
        }
        R::AnyConfirmed => picture.confirmed > 0,
        R::Evidence => picture.evidence,
        R::CrisisStaff => picture.surge > 0,
        R::Asked => match target {
            Target::Partner(to) => picture.asked_by >> to.index() & 1 == 1,
            _ => picture.asked_by != 0,
        },
        R::AskedForInformation => match target {
            Target::Partner(to) => picture.inquired_by >> to.index() & 1 == 1,
            _ => picture.inquired_by != 0,
        },
        R::Encrypted => marked(mark::ENCRYPTED),
        R::Falsified => marked(mark::MANIPULATED),
        R::Carried => marked(mark::MANUAL | mark::FAILED_OVER),
        R::Practice => {
            let practice = scenario.measures[order.measure.index()].practice;
            practice.is_some_and(|practice| picture.fact(scenario.fact(Fact::Practice(practice))).is_held())
        }
    }
}

/// Weaknesses of an own node that the partner knows of and has not removed.
#[must_use]
pub fn open_weaknesses(scenario: &Scenario, partner: PartnerId, picture: &Picture, node: NodeId) -> Set64 {
    let there = scenario.node(node).weaknesses.0 & !picture.node(node).patched.0;
    if there == 0 { Set64(0) } else { Set64(there & known_weaknesses(scenario, partner, picture).0) }
}

/// Weaknesses the partner knows of, from the start or because it learned of them.
#[must_use]
pub fn known_weaknesses(scenario: &Scenario, partner: PartnerId, picture: &Picture) -> Set64 {
    let from = scenario.fact(Fact::Weakness(WeaknessId::at(0))).index();
    let facts = &picture.facts[from..from + scenario.weaknesses.len()];
    let learned = facts.iter().rev().fold(0, |bits, held| bits << 1 | u64::from(held.is_held()));
    Set64(scenario.partners[partner.index()].weaknesses.0 | learned)
}

/// Something is left to do: not done already as far as the partner knows.
fn is_useful(scenario: &Scenario, picture: &Picture, measure: &MeasureDef, order: Order) -> bool {
    let target = order.target;
    use super::picture::AlertState as A;
    let belief = match target {
        Target::Node(node) => Some(picture.node(node)),
        _ => None,
    };
    let marked = |marks: u16| belief.is_some_and(|belief| belief.is(marks));
    let zone_has = |marks: u16, wanted: bool| match target {
        Target::Zone(zone) => {
            scenario.zones[zone.index()].nodes.iter().any(|node| picture.node(*node).is(marks) == wanted)
        }
        _ => false,
    };
    match (measure.effect, target) {
        (Effect::Triage, Target::Alert(number)) => {
            picture.alert(number).is_some_and(|alert| matches!(alert.state, A::New | A::Unclear))
        }
        (Effect::Isolate, _) => !marked(mark::ISOLATED),
        (Effect::Reconnect, _) => marked(mark::ISOLATED),
        (Effect::IsolateZone, _) => zone_has(mark::ISOLATED, false),
        (Effect::ReconnectZone, _) => zone_has(mark::ISOLATED, true),
        (Effect::Harden(..), Target::Zone(zone)) => {
            let is_open = |node: &NodeId| picture.node(*node).hardened >> measure.bit & 1 == 0;
            let fits = |node: &NodeId| scenario.node(*node).has(measure.only_with);
            scenario.zones[zone.index()].nodes.iter().any(|node| fits(node) && is_open(node))
        }
        (Effect::Harden(..), _) => belief.is_some_and(|b| b.hardened >> measure.bit & 1 == 0),
        (Effect::Sensor(..), _) => belief.is_some_and(|b| b.sensors >> measure.bit & 1 == 0),
        (Effect::FailOver, _) => !marked(mark::FAILED_OVER),
        (Effect::GoManual, _) => !marked(mark::MANUAL),
        (Effect::WarnReusers, _) => !marked(mark::WARNED),
        (Effect::BackUp, _) => !marked(mark::COPIED | mark::ENCRYPTED | mark::WIPED),
        (Effect::CutLink, Target::Link(link)) => !picture.has_cut(link),
        (Effect::RestoreLink, Target::Link(link)) => picture.has_cut(link),
        (Effect::Block(_), Target::Fact(fact)) => {
            is_indicator(scenario, fact) && !used(picture, fact, Held::BLOCKED)
        }
        (Effect::Watch(_), Target::Fact(fact)) => {
            is_indicator(scenario, fact) && !used(picture, fact, Held::WATCHED)
        }
        (Effect::Takedown, Target::Fact(fact)) => {
            matches!(scenario.facts[fact.index()], Fact::Indicator(_, IndicatorKind::Infrastructure))
                && !used(picture, fact, Held::REFERRED)
        }
        (Effect::Attribute(_), Target::Fact(fact)) => {
            matches!(scenario.facts[fact.index()], Fact::Attribution(_))
                && !used(picture, fact, Held::REFERRED)
        }
        (Effect::Redact, Target::Fact(fact)) => {
            matches!(scenario.facts[fact.index()], Fact::Attribution(_))
                && !used(picture, fact, Held::REDACTED)
        }
        (Effect::Withdraw(_), _) => !marked(mark::ISOLATED),
        (Effect::PreserveEvidence, Target::Node(_)) => marked(mark::WAS_CONFIRMED | mark::ENCRYPTED),
        (Effect::AskInformation, Target::Partner(of)) => picture.inquired >> of.index() & 1 == 0,
        (Effect::Surge(_) | Effect::PreserveEvidence | Effect::Inform(_), _) => {
            !picture.has_ordered(order.measure)
        }
        (Effect::Notify, Target::Duty(duty, stage)) => matches!(
            picture.duties[duty.index()].stages[usize::from(stage)],
            StageState::Open | StageState::Overdue
        ),
        (Effect::Share, Target::Share { fact, to, .. }) => {
            let held = picture.fact(fact);
            to & !(held.told | held.heard) != 0
        }
        (Effect::AskAid, Target::Partner(to)) => picture.asked >> to.index() & 1 == 0,
        (Effect::Clean(weakness), Target::Zone(zone)) => {
            scenario.zones[zone.index()].nodes.iter().any(|node| {
                scenario.node(*node).weaknesses.has(weakness.index())
                    && !picture.node(*node).patched.has(weakness.index())
            })
        }
        _ => true,
    }
}

fn is_indicator(scenario: &Scenario, fact: FactId) -> bool {
    matches!(scenario.facts[fact.index()], Fact::Indicator(..))
}

fn used(picture: &Picture, fact: FactId, bit: u8) -> bool {
    picture.fact(fact).used & bit != 0
}

/// Every target of a measure that could make sense, in a fixed order; not yet accepted.
pub fn for_each_target(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    measure: &MeasureDef,
    mut found: impl FnMut(Target),
) {
    let def = &scenario.partners[partner.index()];
    let others = || (0..scenario.partners.len()).map(PartnerId::at).filter(move |other| *other != partner);
    match measure.target {
        TargetKind::Own => found(Target::Own),
        TargetKind::Alert => picture.alerts.iter().for_each(|alert| found(Target::Alert(alert.number))),
        TargetKind::Node => def.nodes.iter().for_each(|node| found(Target::Node(*node))),
        TargetKind::Zone => def.zones.iter().for_each(|zone| found(Target::Zone(*zone))),
        TargetKind::Link => {
            for (index, link) in scenario.links.iter().enumerate() {
                let own = |node: NodeId| scenario.node(node).owner == Owner::Partner(partner);
                if own(link.from) || own(link.to) {
                    found(Target::Link(LinkId::at(index)));
                }
            }
        }
        TargetKind::Fact => held_facts(picture).for_each(|fact| found(Target::Fact(fact))),
        TargetKind::Partner => others().for_each(|other| found(Target::Partner(other))),
        TargetKind::Duty => {
            for (duty, def) in def.duties.iter().enumerate() {
                (0..def.stages.len()).for_each(|stage| {
                    found(Target::Duty(DutyId::at(duty), u8::try_from(stage).unwrap_or(u8::MAX)));
                });
            }
        }
        TargetKind::Share => {
            for fact in held_facts(picture) {
                let what = scenario.facts[fact.index()];
                let label = super::sharing::proper_label(what);
                let pap = super::sharing::proper_pap(what);
                let channel = super::sharing::proper_channel(what);
                others().for_each(|other| {
                    let to = 1 << other.index();
                    found(Target::Share { fact, to, label, pap, channel });
                });
            }
        }
    }
}

/// Facts the picture holds, ascending.
pub fn held_facts(picture: &Picture) -> impl Iterator<Item = FactId> + '_ {
    let held = |(_, held): &(usize, &Held)| held.is_held();
    picture.facts.iter().enumerate().filter(held).map(|(index, _)| FactId::at(index))
}

/// Every order the partner may give now, in a fixed order: one label and channel per share.
pub fn legal_orders(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    mut found: impl FnMut(Order),
) {
    for (index, measure) in scenario.measures.iter().enumerate() {
        if affordable(scenario, partner, picture, measure).is_err() {
            continue;
        }
        let id = MeasureId::at(index);
        for_each_target(scenario, partner, picture, measure, |target| {
            // Each of these targets fits.
            let order = Order { measure: id, target };
            if needed(scenario, partner, picture, measure, order).is_ok() {
                found(order);
            }
        });
    }
}
