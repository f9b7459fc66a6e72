//! Measures on one node: closing, throwing out, setting up anew, bringing back, paying, withdrawing.

use super::{told, trust};
use crate::rules::attack::throw_out;
use crate::rules::event::{JobResult, Told, World};
use crate::rules::findings;
use crate::rules::mind::grip;
use crate::rules::order::open_weaknesses;
use crate::rules::picture::mark;
use crate::rules::service::would_run;
use crate::rules::situation::{UNTIL_MENDED, state};
use crate::rules::table::{Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Backup, MeasureDef};

/// Adds a control, where what it builds on is there.
pub(super) fn harden<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    node: NodeId,
) -> JobResult {
    if !table.scenario.node(node).has(measure.only_with) {
        return JobResult::Nothing;
    }
    table.world(World::Hardened { node, bit: measure.bit });
    table.tell(partner, Told::Hardened { node, bit: measure.bit });
    JobResult::Worked
}

/// Investigators take the system with them: evidence, and nobody works on it meanwhile.
pub(super) fn seize<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    table.tell(partner, Told::EvidenceKept);
    findings::take_evidence(table, partner, node)
}

/// What paying costs in public trust, points. Assumption.
const RANSOM_TRUST: u8 = 10;

/// The key works; the intruder stays, and has money. (It comes here only where the check went well.)
pub(super) fn pay<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
    points: u32,
) -> JobResult {
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
pub(super) fn withdraw<R: Recorder>(
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

/// Removes what the partner knows of; what it does not know of stays.
pub(super) fn patch<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    let known = open_weaknesses(table.scenario, partner, &table.now.pictures[partner.index()], node);
    let left = Set64(table.now.truth.nodes[node.index()].weaknesses.0 & !known.0);
    table.world(World::WeaknessesLeft { node, left });
    table.tell(partner, Told::Patched { node, weaknesses: known });
    if known.is_empty() { JobResult::Nothing } else { JobResult::Worked }
}

/// Throws actors out; persistence that nobody found stays.
pub(super) fn evict<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
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
const RECOVERED: u16 = mark::ENCRYPTED
    | mark::WIPED
    | mark::MANIPULATED
    | mark::WARNED
    | mark::OUT
    | mark::MANUAL
    | mark::FAILED_OVER;

/// Sets a node up anew.
pub(super) fn rebuild<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    for actor in 0..table.now.minds.len() {
        throw_out(table, ActorId::at(actor), node, grip::STOLEN);
    }
    let destroyed = table.now.truth.nodes[node.index()].marks & state::DESTROYED != 0;
    let empty = destroyed && !has_backup(table, node);
    let clear = state::DESTROYED | state::MANIPULATED | state::BLIND | state::CARRIED | state::WARNED;
    table.world(World::NodeMarked { node, set: 0, clear });
    mend(table, node);
    if empty {
        table.world(World::WorkedOn { node, until: u8::MAX, level: REBUILT_EMPTY });
    }
    let seen = RECOVERED;
    told(table, partner, node, 0, seen | mark::SUSPECTED | mark::CONFIRMED | mark::SCOPED);
    JobResult::Worked
}

/// Brings a node back from its backup; an intruder who is still there stays.
pub(super) fn restore<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    if !has_backup(table, node) {
        told(table, partner, node, mark::NO_BACKUP, 0);
        return JobResult::Failed;
    }
    let clear = state::DESTROYED | state::MANIPULATED | state::CARRIED | state::WARNED;
    table.world(World::NodeMarked { node, set: 0, clear });
    mend(table, node);
    told(table, partner, node, 0, RECOVERED);
    JobResult::Worked
}

/// Ends an outage that lasts until somebody mends the node.
fn mend<R: Recorder>(table: &mut Table<'_, R>, node: NodeId) {
    if table.now.truth.nodes[node.index()].down_until == UNTIL_MENDED {
        table.world(World::Disrupted { node, until: 0 });
    }
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

/// Service level of what was rebuilt without any backup, per mille: the data is gone. Assumption.
const REBUILT_EMPTY: u16 = 600;

/// Back to the system itself, if it runs; it is tried before anybody stops working by hand.
pub(super) fn resume<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, node: NodeId) -> JobResult {
    if !would_run(table.scenario, table.now, node) {
        return JobResult::Nothing;
    }
    table.world(World::NodeMarked { node, set: 0, clear: state::CARRIED });
    told(table, partner, node, 0, mark::MANUAL | mark::FAILED_OVER);
    JobResult::Worked
}
