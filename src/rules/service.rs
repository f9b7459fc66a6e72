//! Service levels: what each node gives its users, with outages that cascade along dependencies.
//! Levels are the greatest fixed point below what each node could give by itself, so cycles settle
//! whichever way they are walked. Settled only in turns in which something changed.

use super::event::{Told, World};
use super::mind::nodes_in;
use super::picture::{NEVER, mark};
use super::situation::{NodeTruth, Situation, UNTIL_MENDED, state};
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{DependencyDef, NodeDef};

/// A needed node counts as up from this level, per mille.
pub const UP: u16 = 500;
/// Harm per hour for a node that is encrypted or wiped and not yet brought back, in thousandths of a
/// point per point of worth. Assumption.
const RECOVERY_SHARE: u32 = 200;

/// Brings levels and harm per hour up to date, if anything changed.
pub(super) fn settle<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    if table.now.truth.settle_at > turn {
        return;
    }
    let mut scratch = Scratch::take(table.scenario.nodes.len());
    let next = own_levels(table.scenario, table.now, &mut scratch);
    ways_in(table.scenario, table.now, &mut scratch.level);
    cascade(table.scenario, table.now, &mut scratch.level, &mut scratch.fallen);
    cascade(table.scenario, table.now, &mut scratch.unforced, &mut scratch.fallen);
    let mut rates = [[0u32; 4]; crate::scenario::limits::PARTNERS];
    for word in 0..table.now.truth.upset.len() {
        let lowered = scratch.level.touched[word] | scratch.unforced.touched[word];
        let doubtful = lowered | table.now.truth.upset[word] | table.now.truth.lowered.0[word];
        for node in Set64(doubtful).iter().map(|bit| NodeId::at(word * 64 + bit)) {
            let (level, unforced) = (scratch.level.of(node), scratch.unforced.of(node));
            let before = &table.now.truth.nodes[node.index()];
            count(table.scenario.node(node), before.marks, level, unforced, &mut rates);
            if before.level != level || before.level_unforced != unforced {
                change(table, node, level, unforced);
            }
        }
    }
    for (index, rates) in rates.into_iter().enumerate().take(table.scenario.partners.len()) {
        if table.now.truth.partners[index].rates != rates {
            table.world(World::Rates { partner: PartnerId::at(index), rates });
        }
    }
    table.world(World::Settled { next });
    scratch.give_back();
}

/// Levels of all nodes, whole where nothing lowers them: only those are touched, and made whole again.
#[derive(Default)]
struct Levels {
    of: Vec<u16>,
    /// Nodes that were lowered, as bits.
    touched: Vec<u64>,
}

impl Levels {
    /// A node's level, per mille.
    #[inline]
    fn of(&self, node: NodeId) -> u16 {
        self.of[node.index()]
    }

    #[inline]
    fn set(&mut self, node: NodeId, level: u16) {
        self.of[node.index()] = level;
        self.touched[node.index() / 64] |= 1 << (node.index() % 64);
    }

    fn resize(&mut self, nodes: usize) {
        self.of.resize(nodes, 1000);
        self.touched.resize(nodes.div_ceil(64), 0);
    }

    fn make_whole(&mut self) {
        for (word, touched) in self.touched.iter_mut().enumerate() {
            for bit in Set64(std::mem::take(touched)).iter() {
                self.of[word * 64 + bit] = 1000;
            }
        }
    }
}

/// Two lists of levels, kept per thread so that settling allocates nothing.
#[derive(Default)]
struct Scratch {
    level: Levels,
    unforced: Levels,
    /// Nodes that count as down and whose dependents are still to be looked at.
    fallen: Vec<NodeId>,
}

thread_local! {
    static SPARE: std::cell::Cell<Option<Scratch>> = const { std::cell::Cell::new(None) };
}

impl Scratch {
    fn take(nodes: usize) -> Scratch {
        let mut scratch = SPARE.take().unwrap_or_default();
        scratch.level.resize(nodes);
        scratch.unforced.resize(nodes);
        scratch
    }

    fn give_back(mut self) {
        self.level.make_whole();
        self.unforced.make_whole();
        SPARE.set(Some(self));
    }
}

/// What each node could give by itself: with everything, and without the partners' own orders.
/// Returns the next turn in which something wears off by itself.
fn own_levels(scenario: &Scenario, now: &Situation, scratch: &mut Scratch) -> u16 {
    let turn = u8::try_from(now.public.turn).unwrap_or(u8::MAX);
    let mut next = NEVER;
    for node in nodes_in(&now.truth.upset) {
        let index = node.index();
        let truth = &now.truth.nodes[index];
        let (down, worked) = (runs(truth.down_until, turn), runs(truth.work_until, turn));
        let (mut level, mut unforced) = (1000, 1000);
        if down || worked || truth.marks & (state::DESTROYED | state::ISOLATED | state::CARRIED) != 0 {
            let by_choice = truth.marks & state::CARRIED != 0;
            let carried = truth.marks & state::CARRIED != 0;
            let carried = if carried { carried_level(now, &scenario.nodes[index]) } else { 0 };
            if down || truth.marks & state::DESTROYED != 0 {
                unforced = carried;
            }
            level = unforced;
            if by_choice {
                level = level.min(carried);
            }
            if truth.marks & state::ISOLATED != 0 {
                level = level.min(carried);
            }
            if worked {
                level = level.min(truth.work_level.max(carried));
            }
            for until in [truth.down_until, truth.work_until] {
                if runs(until, turn) && until < UNTIL_MENDED {
                    next = next.min(u16::from(until) + 1);
                }
            }
        }
        if level < 1000 {
            scratch.level.set(node, level);
        }
        if unforced < 1000 {
            scratch.unforced.set(node, unforced);
        }
    }
    next
}

/// How far [`would_run`] follows dependencies; beyond it counts what was settled last.
const FOLLOWED: u8 = 8;

/// A node would serve by itself in this turn: nobody destroyed or stopped it, and neither what it needs.
pub(super) fn would_run(scenario: &Scenario, now: &Situation, node: NodeId) -> bool {
    is_whole(now, node) && needs_run(scenario, now, node, FOLLOWED)
}

fn is_whole(now: &Situation, node: NodeId) -> bool {
    let truth = &now.truth.nodes[node.index()];
    let turn = u8::try_from(now.public.turn).unwrap_or(u8::MAX);
    truth.marks & state::DESTROYED == 0 && !runs(truth.down_until, turn)
}

fn needs_run(scenario: &Scenario, now: &Situation, node: NodeId, depth: u8) -> bool {
    let serves = |need: &NodeId| {
        let truth = &now.truth.nodes[need.index()];
        let stands_in = truth.marks & state::CARRIED != 0 && carried_level(now, scenario.node(*need)) >= UP;
        let runs = truth.marks & state::ISOLATED == 0 && is_whole(now, *need);
        stands_in
            || runs && if depth == 0 { truth.level >= UP } else { needs_run(scenario, now, *need, depth - 1) }
    };
    let stops = |dependency: &&DependencyDef| dependency.degrades_to < UP;
    scenario.dependencies_of(node).filter(stops).all(|dependency| is_met(dependency, serves))
}

fn is_met(dependency: &DependencyDef, up: impl Fn(&NodeId) -> bool) -> bool {
    if dependency.any { dependency.needs.iter().any(up) } else { dependency.needs.iter().all(up) }
}

/// Something that lasts until the end of a turn (0 is nothing) still does.
#[inline]
const fn runs(until: u8, turn: u8) -> bool {
    until > 0 && until >= turn
}

/// Each way in that was cut takes its share of a node's service: whoever came that way is left out.
fn ways_in(scenario: &Scenario, now: &Situation, level: &mut Levels) {
    for (word, cut) in now.truth.cut.iter().enumerate().filter(|(_, cut)| **cut != 0) {
        for link in Set64(*cut).iter().map(|bit| LinkId::at(word * 64 + bit)) {
            let node = scenario.links[link.index()].to;
            let ways = &scenario.moves.enter[node.index()];
            let first = ways.iter().find(|way| now.truth.is_cut(**way));
            // A node is looked at once, at the first of its links that are cut.
            if first == Some(&link) {
                level.set(node, share_of_ways(now, ways, level.of(node)));
            }
        }
    }
}

fn share_of_ways(now: &Situation, ways: &[LinkId], level: u16) -> u16 {
    let cut = ways.iter().filter(|link| now.truth.is_cut(**link)).count();
    let open = u32::from(level) * u32::try_from(ways.len() - cut).unwrap_or(0);
    u16::try_from(open / u32::try_from(ways.len()).unwrap_or(1)).unwrap_or(level)
}

/// Run by hand, or by a standby that is itself in order.
fn carried_level(now: &Situation, def: &NodeDef) -> u16 {
    let by_hand = u16::try_from(def.manual.unwrap_or(0)).unwrap_or(1000);
    let stands = |node: &NodeTruth| node.marks & (state::DESTROYED | state::ISOLATED) == 0;
    match def.standby {
        Some(standby) if stands(&now.truth.nodes[standby.index()]) => 1000,
        _ => by_hand,
    }
}

/// What people who work by hand give, whatever else is down.
fn by_hand(scenario: &Scenario, now: &Situation, node: NodeId) -> u16 {
    let def = scenario.node(node);
    let is_by_hand = now.truth.nodes[node.index()].marks & state::CARRIED != 0 && def.standby.is_none();
    if is_by_hand { u16::try_from(def.manual.unwrap_or(0)).unwrap_or(1000) } else { 0 }
}

/// Lowers levels along dependencies until nothing changes.
fn cascade(scenario: &Scenario, now: &Situation, level: &mut Levels, fallen: &mut Vec<NodeId>) {
    fallen.extend(nodes_in(&level.touched).filter(|node| level.of(*node) < UP));
    while let Some(node) = fallen.pop() {
        for dependency in scenario.needed_by(node) {
            let dependency = &scenario.dependencies[*dependency as usize];
            let met = is_met(dependency, |node| level.of(*node) >= UP);
            let before = level.of(dependency.node);
            let lowered = dependency.degrades_to.max(by_hand(scenario, now, dependency.node));
            if !met && before > lowered {
                level.set(dependency.node, lowered);
                if before >= UP && lowered < UP {
                    fallen.push(dependency.node);
                }
            }
        }
    }
}

fn change<R: Recorder>(table: &mut Table<'_, R>, node: NodeId, level: u16, unforced: u16) {
    let before = table.now.truth.nodes[node.index()].level;
    table.world(World::Level { node, level, unforced });
    let Some(owner) = table.owner(node) else { return };
    if before == level {
        return;
    }
    table.tell(owner, Told::Level { node, level });
    let turn = table.turn();
    let attacked = unforced < UP;
    let known = table.now.pictures[owner.index()].node(node).is(mark::OUT);
    if attacked && !known {
        table.tell(owner, Told::Marked { node, set: mark::OUT, clear: 0, turn });
    } else if !attacked && known {
        table.tell(owner, Told::Marked { node, set: 0, clear: mark::OUT, turn });
    }
}

/// Adds what one node does to its partner's harm per hour.
fn count(def: &NodeDef, marks: u16, level: u16, unforced: u16, rates: &mut [[u32; 4]]) {
    let Some(partner) = def.worth_to else { return };
    let rate = &mut rates[partner.index()];
    rate[0] += def.worth * (1000 - u32::from(unforced));
    rate[3] += def.worth * u32::from(unforced.saturating_sub(level));
    // Nobody decides on wrong values that were taken off the net.
    if marks & (state::MANIPULATED | state::ISOLATED) == state::MANIPULATED {
        rate[1] += def.worth * if marks & state::WARNED != 0 { 500 } else { 1000 };
    }
    if marks & state::DESTROYED != 0 {
        rate[2] += def.worth * RECOVERY_SHARE;
    }
}
