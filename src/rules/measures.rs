//! Measures: orders that reach their end take effect here. What can be done is what the truth
//! allows; what the partner learns of it is told in events of its own.

use super::attack::{renew, throw_out};
use super::dice::{CERTAIN_PPM, Purpose};
use super::event::{JobResult, Told, World};
use super::findings;
use super::mind::grip;
use super::order::Target;
use super::picture::{AlertState, Held, Job, mark};
use super::sharing::{self, Share};
use super::situation::state;
use super::table::{Plain, Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Backup, Effect, Fact, MeasureDef, OnlyWith};
use crate::scenario::words::{Pap, People};

mod joint;

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
fn finish<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, job: Job) -> JobResult {
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
        Target::Partner(other) => on_partner(table, partner, measure, other),
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
        Effect::Patch => patch(table, partner, node),
        Effect::Harden(..) => harden(table, partner, measure, node),
        Effect::PreserveEvidence => seize(table, partner, node),
        Effect::PayRansom(points) => pay(table, partner, node, points),
        Effect::Withdraw(trust) => withdraw(table, partner, node, trust),
        Effect::Correct => {
            table.world(World::NodeMarked { node, set: 0, clear: state::MANIPULATED | state::WARNED });
            told(table, partner, node, 0, mark::MANIPULATED);
            JobResult::Worked
        }
        Effect::WarnReusers => {
            table.world(World::NodeMarked { node, set: state::WARNED, clear: 0 });
            JobResult::Worked
        }
        Effect::Resume => {
            table.world(World::NodeMarked { node, set: 0, clear: state::CARRIED });
            told(table, partner, node, 0, mark::MANUAL | mark::FAILED_OVER);
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

/// Adds a control, where what it builds on is there.
fn harden<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    node: NodeId,
) -> JobResult {
    let def = table.scenario.node(node);
    let is_there = match measure.only_with {
        None => true,
        Some(OnlyWith::Control(control)) => def.controls.iter().any(|(there, _)| *there == control),
        Some(OnlyWith::Sensor(sensor)) => def.sensors.iter().any(|(there, _)| *there == sensor),
        Some(OnlyWith::Kind(kind)) => def.kind == kind,
    };
    if !is_there {
        return JobResult::Nothing;
    }
    table.world(World::Hardened { node, bit: measure.bit });
    table.tell(partner, Told::Hardened { node, bit: measure.bit });
    JobResult::Worked
}

/// Investigators take the system with them: evidence, and nobody works on it meanwhile.
fn seize<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    table.tell(partner, Told::EvidenceKept);
    findings::take_evidence(table, partner, node)
}

/// What paying costs in public trust, points. Assumption.
const RANSOM_TRUST: u8 = 10;

/// The key works; the intruder stays, and has money. (It comes here only where the check went well.)
fn pay<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId, points: u32) -> JobResult {
    let points = i8::try_from(points).unwrap_or(i8::MAX);
    for actor in (0..table.now.minds.len()).map(ActorId::at) {
        if table.now.grip(actor, node) & grip::DONE != 0 {
            table.world(World::SetBack { actor, points: -points });
        }
    }
    trust(table, partner, -i32::from(RANSOM_TRUST));
    table.world(World::NodeMarked { node, set: 0, clear: state::ENCRYPTED });
    told(table, partner, node, 0, mark::ENCRYPTED | mark::OUT);
    JobResult::Worked
}

/// Data goes off the net; if it was right, those who rely on it resent that.
fn withdraw<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
    points: u32,
) -> JobResult {
    if table.now.truth.nodes[node.index()].marks & state::MANIPULATED == 0 {
        trust(table, partner, -i32::try_from(points).unwrap_or(i32::MAX));
    }
    table.world(World::NodeMarked { node, set: state::ISOLATED, clear: 0 });
    told(table, partner, node, mark::ISOLATED, 0);
    JobResult::Worked
}

/// Public trust changes by so many points, between 0 and 100.
fn trust<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, points: i32) {
    let trust = i32::from(table.now.pictures[partner.index()].trust).saturating_add(points).clamp(0, 100);
    table.tell(partner, Told::Trust { points: u8::try_from(trust).unwrap_or(100) });
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

/// What is over when a node is back; nobody works by hand any more.
const RECOVERED: u16 =
    mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::OUT | mark::MANUAL | mark::FAILED_OVER;

/// Sets a node up anew.
fn rebuild<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    for actor in 0..table.now.minds.len() {
        throw_out(table, ActorId::at(actor), node, grip::STOLEN);
    }
    let destroyed = table.now.truth.nodes[node.index()].marks & state::DESTROYED != 0;
    let empty = destroyed && !has_backup(table, node);
    let clear = state::DESTROYED | state::MANIPULATED | state::BLIND | state::CARRIED | state::WARNED;
    table.world(World::NodeMarked { node, set: 0, clear });
    if empty {
        table.world(World::WorkedOn { node, until: u8::MAX, level: REBUILT_EMPTY });
    }
    let seen = RECOVERED;
    told(table, partner, node, 0, seen | mark::SUSPECTED | mark::CONFIRMED | mark::SCOPED);
    JobResult::Worked
}

/// Brings a node back from its backup; an intruder who is still there stays.
fn restore<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    if !has_backup(table, node) {
        told(table, partner, node, mark::NO_BACKUP, 0);
        return JobResult::Failed;
    }
    let clear = state::DESTROYED | state::MANIPULATED | state::CARRIED | state::WARNED;
    table.world(World::NodeMarked { node, set: 0, clear });
    told(table, partner, node, 0, RECOVERED);
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
                harden(table, partner, measure, node);
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
        Effect::LendTools(permille, turns) => {
            let until = table.turn().saturating_add(u16::try_from(turns).unwrap_or(u16::MAX / 2));
            let permille = i16::try_from(permille).unwrap_or(i16::MAX);
            table.world(World::Attention { partner: other, permille, until });
            table.tell(other, Told::AidArrived { from: partner });
        }
        Effect::AskInformation => {
            table.tell(partner, Told::InformationAsked { of: other });
            table.tell(other, Told::InformationWanted { by: partner });
        }
        Effect::DeclineInformation => {
            table.tell(partner, Told::InformationAnswered { to: other });
            table.tell(other, Told::InformationDeclined { by: partner });
        }
        Effect::Liaison | Effect::NightWatch => {}
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
            if !measure.effect.is_aid() {
                continue;
            }
            if job.from == turn {
                table.world(World::AidGiven { partner: sender });
                table.tell(sender, Told::AidSent { to: receiver });
                if measure.effect == Effect::NightWatch {
                    hand_over(table, receiver, sender);
                }
            }
            if measure.effect != Effect::SendAid || job.from + AID_LEAD_TURNS != turn {
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

/// The handover note of a night watch: how things stand in the picture of those who go to bed.
fn hand_over<R: Recorder>(table: &mut Table<'_, R>, of: PartnerId, to: PartnerId) {
    let picture = &table.now.pictures[of.index()];
    let nodes = &table.scenario.partners[of.index()].nodes;
    let narrow = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    let marked = |marks: u16| narrow(nodes.iter().filter(|node| picture.node(**node).is(marks)).count());
    let alerts = picture.alerts.iter().filter(|alert| alert.state == AlertState::New).count();
    let told = Told::Handover {
        from: of,
        suspected: marked(mark::SUSPECTED),
        confirmed: marked(mark::CONFIRMED),
        alerts: narrow(alerts),
        down: marked(mark::ENCRYPTED | mark::WIPED | mark::OUT),
    };
    table.tell(to, told);
}

/// People of partners who take this partner's night watch in this turn: it is night here and day there.
pub(super) fn night_watch<R: Recorder>(table: &Table<'_, R>, partner: PartnerId) -> [u8; People::COUNT] {
    let mut people = [0u8; People::COUNT];
    let turn = table.turn();
    for (index, picture) in table.now.pictures.iter().enumerate() {
        if index == partner.index() || !table.clock().day[index] {
            continue;
        }
        for job in picture.jobs.iter().filter(|job| job.order.target == Target::Partner(partner)) {
            let measure = &table.scenario.measures[job.order.measure.index()];
            if measure.effect == Effect::NightWatch && job.from < turn {
                people.iter_mut().zip(measure.people).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    people
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
