//! Measures: orders that reach their end take effect here. What can be done is what the truth
//! allows; what the partner learns of it is told in events of its own.

use super::attack::renew;
use super::dice::{CERTAIN_PPM, Purpose};
use super::event::{JobResult, Told, World};
use super::findings;
use super::order::Target;
use super::picture::{Held, Job, mark};
use super::sharing::{self, Share};
use super::situation::state;
use super::table::{Plain, Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Effect, Fact, MeasureDef};
use crate::scenario::words::Pap;

pub(super) mod aid;
mod joint;
mod node;

/// Attack points that a takedown costs an actor in its next turn. Assumption.
const TAKEDOWN_POINTS: i8 = 2;

/// Orders of all partners progress; those that are due take effect, the older first, and those of one turn
/// in the order of the catalogue.
pub(super) fn progress<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    for index in 0..table.scenario.partners.len() {
        let mut place = 0;
        while let Some(job) = table.now.pictures[index].jobs.get(place).copied() {
            if job.from == turn {
                begin(table, PartnerId::at(index), job);
            }
            place += 1;
        }
    }
    for index in 0..table.scenario.partners.len() {
        let partner = PartnerId::at(index);
        let mut place = 0;
        while let Some(job) = table.now.pictures[index].jobs.get(place).copied() {
            if job.ends > turn {
                place += 1;
                continue;
            }
            let result = finish(table, partner, job);
            table.tell(partner, Told::Done { order: job.order, result });
        }
    }
}

/// Work on a node keeps it at a lower level meanwhile; who acts together finds each other; a conference
/// is on before anybody shares.
fn begin<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job) {
    let measure = &table.scenario.measures[job.order.measure.index()];
    let with = if measure.joint { joint::meet(table, partner, job) } else { 0 };
    match job.order.target {
        Target::Node(node) if measure.service_while < 1000 => {
            let until = u8::try_from(job.ends).unwrap_or(u8::MAX);
            table.world(World::WorkedOn { node, until, level: measure.service_while });
        }
        Target::Own if measure.effect == Effect::Confer && (with != 0 || !measure.joint) => {
            let turn = table.turn();
            table.world(World::Conferred { partner, turn });
        }
        _ => {}
    }
}

/// An order comes to its end.
pub(super) fn finish<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job) -> JobResult {
    let scenario = table.scenario;
    let measure = &scenario.measures[job.order.measure.index()];
    if measure.joint && job.with == 0 {
        return joint::alone(table, partner, measure, job.order.target);
    }
    if measure.chance_ppm < CERTAIN_PPM && !works(table, partner, job, measure) {
        return JobResult::Failed;
    }
    match job.order.target {
        Target::Node(node) => on_node(table, partner, measure, node),
        Target::Zone(zone) => on_zone(table, partner, measure, zone),
        Target::Alert(number) => findings::triage(table, partner, number),
        Target::Fact(fact) => on_fact(table, partner, measure, fact),
        Target::Link(link) => on_link(table, partner, measure.effect, link),
        Target::Share { fact, to, label, pap, channel } => {
            sharing::send(table, partner, Share { fact, to, label, pap, channel });
            JobResult::Worked
        }
        Target::Duty(duty, stage) => super::duty::serve(table, partner, duty, stage),
        Target::Partner(other) => aid::on_partner(table, partner, measure, other),
        Target::Own => on_own(table, partner, measure, job.with),
    }
}

fn works<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job, measure: &MeasureDef) -> bool {
    // Looking into something has chances of its own, against what is there.
    if matches!(
        measure.effect,
        Effect::Triage | Effect::Investigate | Effect::Hunt | Effect::Forensics | Effect::Compare
    ) {
        return true;
    }
    let target = match job.order.target {
        Target::Node(node) => node.index(),
        Target::Zone(zone) => zone.index(),
        Target::Link(link) => link.index(),
        Target::Fact(fact) => fact.index(),
        _ => 0,
    };
    // Who acts together rolls once.
    let who =
        if job.with == 0 { partner.index() } else { partner.index().min(job.with.trailing_zeros() as usize) };
    let key = table.key(Purpose::Measure, who, job.order.measure.index(), target, 0);
    table.check(key, measure.chance_ppm, Plain)
}

fn told<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId, set: u16, clear: u16) {
    let turn = table.turn();
    table.tell(partner, Told::Marked { node, set, clear, turn });
}

fn on_node<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    node: NodeId,
) -> JobResult {
    match measure.effect {
        Effect::Investigate => findings::investigate(table, partner, node, measure.chance_ppm),
        Effect::Forensics => findings::forensics(table, partner, node, measure.chance_ppm),
        Effect::Compare => findings::compare(table, partner, node, measure.chance_ppm),
        Effect::Isolate => {
            table.world(World::NodeMarked { node, set: state::ISOLATED, clear: 0 });
            told(table, partner, node, mark::ISOLATED, 0);
            JobResult::Worked
        }
        Effect::Reconnect => {
            table.world(World::NodeMarked { node, set: 0, clear: state::ISOLATED });
            told(table, partner, node, 0, mark::ISOLATED);
            JobResult::Worked
        }
        Effect::Patch => node::patch(table, partner, node),
        Effect::Harden(..) => node::harden(table, partner, measure, node),
        Effect::PreserveEvidence => node::seize(table, partner, node),
        Effect::PayRansom(points) => node::pay(table, partner, node, points),
        Effect::Withdraw(trust) => node::withdraw(table, partner, node, trust),
        Effect::Correct => {
            table.world(World::NodeMarked { node, set: 0, clear: state::MANIPULATED | state::WARNED });
            told(table, partner, node, 0, mark::MANIPULATED | mark::WARNED);
            JobResult::Worked
        }
        Effect::WarnReusers => {
            table.world(World::NodeMarked { node, set: state::WARNED, clear: 0 });
            told(table, partner, node, mark::WARNED, 0);
            JobResult::Worked
        }
        Effect::Resume => node::resume(table, partner, node),
        Effect::Sensor(..) => {
            table.world(World::SensorAdded { node, bit: measure.bit });
            table.world(World::NodeMarked { node, set: 0, clear: state::BLIND });
            table.tell(partner, Told::SensorAdded { node, bit: measure.bit });
            JobResult::Worked
        }
        Effect::RotateCredentials => {
            let credentials = table.scenario.node(node).accepts;
            table.world(World::CredentialsVoid { credentials });
            JobResult::Worked
        }
        Effect::Evict => node::evict(table, partner, node),
        Effect::Rebuild => node::rebuild(table, partner, node),
        Effect::Restore => node::restore(table, partner, node),
        Effect::FailOver | Effect::GoManual => {
            let seen = if measure.effect == Effect::FailOver { mark::FAILED_OVER } else { mark::MANUAL };
            table.world(World::NodeMarked { node, set: state::CARRIED, clear: 0 });
            told(table, partner, node, seen, 0);
            JobResult::Worked
        }
        Effect::BackUp => {
            if table.now.truth.nodes[node.index()].marks & state::DESTROYED != 0 {
                return JobResult::Failed;
            }
            table.world(World::NodeMarked { node, set: state::COPIED, clear: 0 });
            told(table, partner, node, mark::COPIED, 0);
            JobResult::Worked
        }
        _ => JobResult::Nothing,
    }
}

/// Public trust changes by so many points, between 0 and 100.
fn trust<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, points: i32) {
    let trust = i32::from(table.now.pictures[partner.index()].trust).saturating_add(points).clamp(0, 100);
    table.tell(partner, Told::Trust { points: u8::try_from(trust).unwrap_or(100) });
}

fn on_zone<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    zone: ZoneId,
) -> JobResult {
    if measure.effect == Effect::Hunt {
        return findings::hunt(table, partner, zone, measure.chance_ppm);
    }
    for place in 0..table.scenario.zones[zone.index()].nodes.len() {
        let node = table.scenario.zones[zone.index()].nodes[place];
        match measure.effect {
            Effect::IsolateZone => {
                table.world(World::NodeMarked { node, set: state::ISOLATED, clear: 0 });
                told(table, partner, node, mark::ISOLATED, 0);
            }
            Effect::ReconnectZone => {
                table.world(World::NodeMarked { node, set: 0, clear: state::ISOLATED });
                told(table, partner, node, 0, mark::ISOLATED);
            }
            Effect::Harden(..) => {
                node::harden(table, partner, measure, node);
            }
            Effect::Clean(weakness) => {
                let left = table.now.truth.nodes[node.index()].weaknesses.0 & !(1 << weakness.index());
                table.world(World::WeaknessesLeft { node, left: Set64(left) });
                table.tell(partner, Told::Patched { node, weaknesses: Set64(1 << weakness.index()) });
            }
            _ => return JobResult::Nothing,
        }
    }
    JobResult::Worked
}

/// Puts a known indicator to use, or has law enforcement act on it.
fn on_fact<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    fact: FactId,
) -> JobResult {
    let effect = measure.effect;
    let (actor, kind) = match (effect, table.scenario.facts[fact.index()]) {
        (Effect::Redact, _) => {
            table.tell(partner, Told::Used { fact, bit: Held::REDACTED });
            return JobResult::Worked;
        }
        (Effect::Attribute(points), Fact::Attribution(actor)) => {
            return joint::name(table, partner, actor, fact, points);
        }
        (_, Fact::Indicator(actor, kind)) => (actor, kind),
        _ => return JobResult::Nothing,
    };
    let held = *table.now.pictures[partner.index()].fact(fact);
    let generation = held.generation;
    let index = u8::try_from(actor.index() * 2 + kind as usize).unwrap_or(u8::MAX);
    let narrow = |permille: u32| u16::try_from(permille.min(1000)).unwrap_or(1000);
    match effect {
        Effect::Block(permille) => {
            if held.pap < Pap::Green {
                sharing::violate(table, partner, fact);
            }
            table.world(World::Blocked { partner, index, generation, permille: narrow(permille) });
            table.tell(partner, Told::Used { fact, bit: Held::BLOCKED });
        }
        Effect::Watch(permille) => {
            table.world(World::Watched { partner, index, generation, permille: narrow(permille) });
            table.tell(partner, Told::Used { fact, bit: Held::WATCHED });
        }
        Effect::Takedown => {
            table.tell(partner, Told::Used { fact, bit: Held::REFERRED });
            if measure.joint && table.now.truth.setback[actor.index()] > 0 {
                return JobResult::Worked;
            }
            if generation != table.now.generation(actor, kind) {
                return JobResult::Nothing;
            }
            table.world(World::SetBack { actor, points: TAKEDOWN_POINTS });
            renew(table, actor, kind);
        }
        _ => return JobResult::Nothing,
    }
    JobResult::Worked
}

fn on_link<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    effect: Effect,
    link: LinkId,
) -> JobResult {
    match effect {
        Effect::CutLink => {
            table.world(World::LinkCut { link });
            table.tell(partner, Told::LinkCut { link });
        }
        Effect::RestoreLink => {
            table.world(World::LinkRestored { link });
            table.tell(partner, Told::LinkRestored { link });
        }
        _ => return JobResult::Nothing,
    }
    JobResult::Worked
}

fn on_own<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    with: u8,
) -> JobResult {
    let turn = table.turn();
    let narrow = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    match measure.effect {
        Effect::Surge(permille) => table.tell(partner, Told::Surge { permille: narrow(permille) }),
        Effect::Attention(permille, turns) => {
            let permille = i16::try_from(permille).unwrap_or(i16::MAX);
            table.world(World::Attention { partner, permille, until: turn + narrow(turns) - 1 });
            let fatigue = table.now.truth.partners[partner.index()].fatigue / 2;
            table.world(World::Fatigue { partner, permille: fatigue });
        }
        Effect::Inform(points) => trust(table, partner, i32::try_from(points).unwrap_or(100)),
        Effect::Sitrep => sharing::report(table, partner, with),
        Effect::RotateShared => return joint::rotate_shared(table),
        Effect::PreserveEvidence => table.tell(partner, Told::EvidenceKept),
        Effect::Advisory => sharing::advise(table, partner),
        // It was on from the start of the turn: see `begin`.
        Effect::Confer => {}
        _ => return JobResult::Nothing,
    }
    JobResult::Worked
}
