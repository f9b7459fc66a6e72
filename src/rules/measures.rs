//! Measures: orders that reach their end take effect here. What can be done is what the truth
//! allows; what the partner learns of it is told in events of its own.

use super::attack::{renew, throw_out};
use super::dice::{CERTAIN_PPM, Purpose};
use super::event::{JobResult, Told, World};
use super::findings;
use super::mind::grip;
use super::order::Target;
use super::picture::{Held, Job, mark};
use super::sharing;
use super::situation::state;
use super::table::{Plain, Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Backup, Effect, Fact, MeasureDef};
use crate::scenario::words::People;

/// Service level of what was rebuilt without any backup, per mille: the data is gone. Assumption.
const REBUILT_EMPTY: u16 = 600;
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

/// Work on a node keeps it at a lower level meanwhile; a conference is on before anybody shares.
fn begin<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job) {
    let measure = &table.scenario.measures[job.order.measure.index()];
    match job.order.target {
        Target::Node(node) if measure.service_while < 1000 => {
            let until = u8::try_from(job.ends).unwrap_or(u8::MAX);
            table.world(World::WorkedOn { node, until, level: measure.service_while });
        }
        Target::Own if measure.effect == Effect::Confer => {
            let turn = table.turn();
            table.world(World::Conferred { partner, turn });
        }
        _ => {}
    }
}

/// An order comes to its end.
fn finish<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job) -> JobResult {
    let scenario = table.scenario;
    let measure = &scenario.measures[job.order.measure.index()];
    if measure.chance_ppm < CERTAIN_PPM && !works(table, partner, job, measure) {
        return JobResult::Failed;
    }
    match job.order.target {
        Target::Node(node) => on_node(table, partner, measure, node),
        Target::Zone(zone) => on_zone(table, partner, measure, zone),
        Target::Alert(number) => findings::triage(table, partner, number),
        Target::Fact(fact) => on_fact(table, partner, measure.effect, fact),
        Target::Link(link) => on_link(table, partner, measure.effect, link),
        Target::Share { fact, to, label, channel } => {
            sharing::send(table, partner, fact, to, label, channel);
            JobResult::Worked
        }
        Target::Duty(duty, stage) => super::duty::serve(table, partner, duty, stage),
        Target::Partner(other) => on_partner(table, partner, measure, other),
        Target::Own => on_own(table, partner, measure),
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
    let key = table.key(Purpose::Measure, partner.index(), job.order.measure.index(), target, 0);
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
        Effect::Patch => patch(table, partner, node),
        Effect::Harden(..) => {
            table.world(World::Hardened { node, bit: measure.bit });
            table.tell(partner, Told::Hardened { node, bit: measure.bit });
            JobResult::Worked
        }
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
        Effect::Evict => evict(table, partner, node),
        Effect::Rebuild => rebuild(table, partner, node),
        Effect::Restore => restore(table, partner, node),
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

/// Removes what the partner knows of; what it does not know of stays.
fn patch<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    let known =
        super::order::open_weaknesses(table.scenario, partner, &table.now.pictures[partner.index()], node);
    let left = Set64(table.now.truth.nodes[node.index()].weaknesses.0 & !known.0);
    table.world(World::WeaknessesLeft { node, left });
    table.tell(partner, Told::Patched { node, weaknesses: known });
    if known.is_empty() { JobResult::Nothing } else { JobResult::Worked }
}

/// Throws actors out; persistence that nobody found stays.
fn evict<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    let scoped = table.now.pictures[partner.index()].node(node).is(mark::SCOPED);
    let left = grip::STOLEN | grip::LOOTED | grip::SCOUTED;
    let keep = if scoped { left } else { left | grip::PERSISTENT };
    for actor in 0..table.now.minds.len() {
        throw_out(table, ActorId::at(actor), node, keep);
    }
    told(table, partner, node, 0, mark::SUSPECTED | mark::CONFIRMED | mark::SCOPED);
    JobResult::Worked
}

/// Sets a node up anew.
fn rebuild<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    for actor in 0..table.now.minds.len() {
        throw_out(table, ActorId::at(actor), node, grip::STOLEN);
    }
    let destroyed = table.now.truth.nodes[node.index()].marks & state::DESTROYED != 0;
    let empty = destroyed && !has_backup(table, node);
    let clear = state::DESTROYED | state::MANIPULATED | state::BLIND;
    table.world(World::NodeMarked { node, set: 0, clear });
    if empty {
        table.world(World::WorkedOn { node, until: u8::MAX, level: REBUILT_EMPTY });
    }
    let seen = mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::OUT;
    told(table, partner, node, 0, seen | mark::SUSPECTED | mark::CONFIRMED | mark::SCOPED);
    JobResult::Worked
}

/// Brings a node back from its backup; an intruder who is still there stays.
fn restore<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    if !has_backup(table, node) {
        told(table, partner, node, mark::NO_BACKUP, 0);
        return JobResult::Failed;
    }
    table.world(World::NodeMarked { node, set: 0, clear: state::DESTROYED | state::MANIPULATED });
    let seen = mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::OUT;
    told(table, partner, node, 0, seen);
    JobResult::Worked
}

fn has_backup<R: Recorder>(table: &Table<'_, R>, node: NodeId) -> bool {
    let marks = table.now.truth.nodes[node.index()].marks;
    match table.scenario.node(node).backup {
        _ if marks & state::COPIED != 0 => true,
        Backup::None => false,
        Backup::Online => marks & state::BACKUP_LOST == 0,
        Backup::Offline { .. } => true,
    }
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
                table.world(World::Hardened { node, bit: measure.bit });
                table.tell(partner, Told::Hardened { node, bit: measure.bit });
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
    effect: Effect,
    fact: FactId,
) -> JobResult {
    let Fact::Indicator(actor, kind) = table.scenario.facts[fact.index()] else {
        return JobResult::Nothing;
    };
    let generation = table.now.pictures[partner.index()].fact(fact).generation;
    let index = u8::try_from(actor.index() * 2 + kind as usize).unwrap_or(u8::MAX);
    let narrow = |permille: u32| u16::try_from(permille.min(1000)).unwrap_or(1000);
    match effect {
        Effect::Block(permille) => {
            table.world(World::Blocked { partner, index, generation, permille: narrow(permille) });
            table.tell(partner, Told::Used { fact, bit: Held::BLOCKED });
        }
        Effect::Watch(permille) => {
            table.world(World::Watched { partner, index, generation, permille: narrow(permille) });
            table.tell(partner, Told::Used { fact, bit: Held::WATCHED });
        }
        Effect::Takedown => {
            table.tell(partner, Told::Used { fact, bit: 4 });
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

/// Asking for aid, and the end of aid that was sent.
fn on_partner<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    other: PartnerId,
) -> JobResult {
    match measure.effect {
        Effect::AskAid => {
            table.world(World::AidAsked { partner });
            table.tell(partner, Told::AidAsked { of: other });
            table.tell(other, Told::AidWanted { by: partner });
        }
        // The people were away while the order ran; they worked for the other side from its lead
        // time on (see `aid_arrives`) and come home now.
        Effect::SendAid => {}
        _ => return JobResult::Nothing,
    }
    JobResult::Worked
}

/// Turns between sending people and their first shift elsewhere (doctrine: remote analysts 12 to
/// 24 h). Assumption.
pub const AID_LEAD_TURNS: u16 = 2;

/// Aid on its way arrives: the sender's people count at the receiver until the order ends.
pub(super) fn aid_arrives<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    for index in 0..table.scenario.partners.len() {
        let sender = PartnerId::at(index);
        let mut place = 0;
        while let Some(job) = table.now.pictures[index].jobs.get(place).copied() {
            place += 1;
            let measure = &table.scenario.measures[job.order.measure.index()];
            let Target::Partner(receiver) = job.order.target else {
                continue;
            };
            if measure.effect != Effect::SendAid {
                continue;
            }
            if job.from == turn {
                table.world(World::AidGiven { partner: sender });
                table.tell(sender, Told::AidSent { to: receiver });
            }
            if job.from + AID_LEAD_TURNS != turn {
                continue;
            }
            for (kind, count) in measure.people.iter().enumerate().filter(|(_, count)| **count > 0) {
                let count = i8::try_from(*count).unwrap_or(i8::MAX);
                let kind = People::ALL[kind];
                table.world(World::Extra { partner: receiver, kind, count, until: job.ends });
            }
            table.tell(receiver, Told::AidArrived { from: sender });
        }
    }
}

fn on_own<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, measure: &MeasureDef) -> JobResult {
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
        Effect::Inform(points) => {
            let trust = u32::from(table.now.pictures[partner.index()].trust) + points;
            table.tell(partner, Told::Trust { points: u8::try_from(trust.min(100)).unwrap_or(100) });
        }
        Effect::PreserveEvidence => table.tell(partner, Told::EvidenceKept),
        Effect::Advisory => sharing::advise(table, partner),
        // It was on from the start of the turn: see `begin`.
        Effect::Confer => {}
        _ => return JobResult::Nothing,
    }
    JobResult::Worked
}
