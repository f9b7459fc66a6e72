//! What an attack action that worked brings its actor, and does to others.

use super::{renew, take_hold};
use crate::rules::event::{Found, Told, World};
use crate::rules::mind::grip;
use crate::rules::picture::mark;
use crate::rules::score::{Part, harm};
use crate::rules::situation::state;
use crate::rules::table::{Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Gain, Move};
use crate::scenario::words::IndicatorKind;

/// What a technique that worked gives.
pub(super) fn gain<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, mv: &Move) {
    let scenario = table.scenario;
    let node = mv.target;
    for gain in &scenario.techniques[mv.technique.index()].gives {
        let held = table.now.grip(actor, node);
        match *gain {
            Gain::User => enter(table, actor, mv, held | grip::USER),
            Gain::Admin => enter(table, actor, mv, held | grip::USER | grip::ADMIN),
            Gain::Persistence => take_hold(table, actor, node, held | grip::PERSISTENT),
            Gain::Staging => take_hold(table, actor, node, held | grip::STAGED),
            Gain::Discovery => scout(table, actor, node, held),
            Gain::Credentials => loot(table, actor, node, held),
            Gain::Exfiltration(permille) => steal(table, actor, node, held, permille),
            Gain::Encryption => ruin(table, actor, node, state::ENCRYPTED),
            Gain::Wiping => ruin(table, actor, node, state::WIPED),
            Gain::Manipulation => {
                take_hold(table, actor, node, held | grip::DONE);
                table.world(World::NodeMarked { node, set: state::MANIPULATED, clear: 0 });
            }
            Gain::Disruption(turns) => disrupt(table, actor, node, turns),
            Gain::Blinding => table.world(World::NodeMarked { node, set: state::BLIND, clear: 0 }),
            Gain::BackupLoss => table.world(World::NodeMarked { node, set: state::BACKUP_LOST, clear: 0 }),
            Gain::NewInfrastructure => renew(table, actor, IndicatorKind::Infrastructure),
            Gain::NewTools => renew(table, actor, IndicatorKind::Tool),
        }
    }
}

fn enter<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, mv: &Move, value: u8) {
    if table.now.grip(actor, mv.target) & grip::ACCESS == 0 {
        table.world(World::Entered { actor, node: mv.target, technique: mv.technique });
    }
    take_hold(table, actor, mv.target, value);
}

fn scout<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, held: u8) {
    take_hold(table, actor, node, held | grip::SCOUTED);
    let scenario = table.scenario;
    for link in &scenario.moves.out[node.index()] {
        let to = scenario.links[link.index()].to;
        if !table.now.minds[actor.index()].knows(to) {
            table.find(actor, Found::Node(to));
        }
    }
}

fn loot<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, held: u8) {
    take_hold(table, actor, node, held | grip::LOOTED);
    let credentials = table.scenario.node(node).holds;
    if !credentials.is_empty() {
        table.world(World::CredentialsTaken { actor, credentials });
        table.find(actor, Found::Credentials(credentials));
    }
}

fn steal<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, held: u8, permille: u32) {
    let before = u32::from(table.now.truth.nodes[node.index()].stolen);
    let share = if held & grip::STAGED != 0 { 1000 } else { permille };
    let after = (before + share).min(1000);
    if after >= 1000 {
        take_hold(table, actor, node, held | grip::STOLEN);
    }
    let def = table.scenario.node(node);
    if after == before || def.data.is_empty() {
        return;
    }
    table.world(World::DataLeft { node, permille: u16::try_from(after).unwrap_or(1000) });
    let Some(partner) = def.worth_to.or(def.owner.partner()) else {
        return;
    };
    let records = u64::from(def.records) * u64::from(after - before) / 1000;
    table.world(World::RecordsLeft { partner, records: u32::try_from(records).unwrap_or(u32::MAX) });
    harm(table, partner, Part::Records, def.data_harm * (after - before));
}

/// Encrypted or wiped: everybody there sees it, and a ransom note names what was taken.
pub(super) fn ruin<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, set: u16) {
    let held = table.now.grip(actor, node);
    take_hold(table, actor, node, held | grip::DONE);
    table.world(World::NodeMarked { node, set, clear: 0 });
    let Some(owner) = table.owner(node) else { return };
    let turn = table.turn();
    let seen = if set == state::ENCRYPTED { mark::ENCRYPTED } else { mark::WIPED };
    table.tell(owner, Told::Marked { node, set: seen, clear: 0, turn });
    let mut from = NodeId(0);
    while let Some(other) = table.now.next_gripped(actor, grip::STOLEN, from) {
        from = NodeId(other.0 + 1);
        let told = table.now.pictures[owner.index()].node(other).is(mark::STOLEN);
        let left = table.now.truth.nodes[other.index()].stolen > 0;
        if table.owner(other) == Some(owner) && left && !told {
            table.tell(owner, Told::Marked { node: other, set: mark::STOLEN, clear: 0, turn });
        }
    }
}

fn disrupt<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, node: NodeId, turns: u32) {
    let held = table.now.grip(actor, node);
    take_hold(table, actor, node, held | grip::DONE);
    let until = u32::from(table.turn()) + turns.saturating_sub(1);
    table.world(World::Disrupted { node, until: u8::try_from(until).unwrap_or(u8::MAX) });
}
