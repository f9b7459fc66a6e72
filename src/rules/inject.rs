//! Injects: fired by time, by condition and by hand, skipped when `skip_if` holds; and the small
//! condition language that objectives and endings use as well.

use super::event::{Public, Told, World};
use super::findings::{Bearing, learn};
use super::mind::nodes_in;
use super::picture::{Held, NEVER, StageState, mark};
use super::sharing::{proper_label, proper_pap};
use super::situation::{InjectState, Situation, UNTIL_MENDED, state};
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Condition, Fact, InjectEffect, Owner, WhenDef};
use crate::scenario::words::Tlp;

/// Whether a condition holds. It may look at the truth: injects are the trainer's.
#[must_use]
pub fn is_true(scenario: &Scenario, now: &Situation, condition: &Condition) -> bool {
    use Condition as C;
    let picture = |partner: &PartnerId| &now.pictures[partner.index()];
    let marked = |node: &NodeId, marks: u16| now.truth.nodes[node.index()].marks & marks != 0;
    match condition {
        C::All(parts) => parts.iter().all(|part| is_true(scenario, now, part)),
        C::Any(parts) => parts.iter().any(|part| is_true(scenario, now, part)),
        C::Not(part) => !is_true(scenario, now, part),
        C::FromTurn(turn) => u32::from(now.public.turn) >= *turn,
        C::FromHour(hour) => hours_passed(scenario, now) >= *hour,
        C::Knows(partner, fact) => picture(partner).fact(*fact).is_held(),
        C::Confirmed(partner, node) => picture(partner).node(*node).is(mark::WAS_CONFIRMED),
        C::ConfirmedFrom(partner, count) => u32::from(picture(partner).ever_confirmed) >= *count,
        C::Compromised(node) => now.is_held(*node),
        C::CompromisedFrom(partner, count) => held_of(scenario, now, *partner) >= *count,
        C::Encrypted(node) => marked(node, state::ENCRYPTED | state::WIPED),
        C::EncryptedFrom(partner, count) => destroyed_of(scenario, now, *partner) >= *count,
        C::Manipulated(node) => marked(node, state::MANIPULATED),
        C::Stolen(node) => now.truth.nodes[node.index()].stolen > 0,
        C::StolenFrom(partner, records) => now.truth.partners[partner.index()].records_stolen >= *records,
        C::ServiceBelow(node, level) => u32::from(now.truth.nodes[node.index()].level) < *level,
        C::Isolated(node) => marked(node, state::ISOLATED),
        C::Patched(node, weakness) => {
            let owner = scenario.node(*node).owner.partner();
            owner.is_some_and(|owner| picture(&owner).node(*node).patched.has(weakness.index()))
        }
        C::Noted(memo) => now.truth.memos.has(usize::from(*memo)),
        C::Ordered(partner, measure) => picture(partner).has_ordered(*measure),
        C::Shared(from, to) => picture(from).told >> to.index() & 1 == 1,
        C::SharedFact(from, to, fact) => picture(from).fact(*fact).told >> to.index() & 1 == 1,
        C::AidAsked(partner) => picture(partner).asked != 0,
        C::AidSent(from, to) => picture(from).sent >> to.index() & 1 == 1,
        C::DutyOpen(partner, duty) => stage(now, *partner, *duty, &[StageState::Open, StageState::Overdue]),
        C::DutyMissed(partner, duty) => stage(now, *partner, *duty, &[StageState::Overdue, StageState::Late]),
        C::DutyMet(partner, duty) => {
            let clock = &picture(partner).duties[duty.index()];
            clock.started_h != NEVER
                && stage(now, *partner, *duty, &[StageState::Met])
                && !stage(now, *partner, *duty, &[StageState::Overdue, StageState::Late])
        }
        C::TrustBelow(partner, points) => u32::from(picture(partner).trust) < *points,
        C::Active(actor) => is_active(scenario, now, *actor),
        C::Fired(inject) => now.truth.injects[inject.index()] == InjectState::Fired,
        C::Chosen(inject, choice) => {
            now.pictures.iter().any(|picture| picture.choices[inject.index()] == choice + 1)
        }
    }
}

fn hours_passed(scenario: &Scenario, now: &Situation) -> u32 {
    scenario.clock.from_h(now.public.turn)
}

/// How many of these nodes are a partner's.
fn its(scenario: &Scenario, partner: PartnerId, nodes: impl Iterator<Item = NodeId>) -> u32 {
    let owner = Owner::Partner(partner);
    nodes.fold(0, |count, node| count + u32::from(scenario.node(node).owner == owner))
}

/// How many nodes of a partner some actor really holds.
fn held_of(scenario: &Scenario, now: &Situation, partner: PartnerId) -> u32 {
    let held = |word: usize| now.truth.held.iter().fold(0, |all, held| all | held[word]);
    let words = 0..now.truth.upset.len();
    words
        .map(|word| its(scenario, partner, Set64(held(word)).iter().map(|bit| NodeId::at(word * 64 + bit))))
        .sum()
}

/// How many nodes of a partner are encrypted or wiped.
fn destroyed_of(scenario: &Scenario, now: &Situation, partner: PartnerId) -> u32 {
    let destroyed = |node: &NodeId| now.truth.nodes[node.index()].marks & state::DESTROYED != 0;
    its(scenario, partner, nodes_in(&now.truth.upset).filter(destroyed))
}

fn stage(now: &Situation, partner: PartnerId, duty: DutyId, states: &[StageState]) -> bool {
    now.pictures[partner.index()].duties[duty.index()].stages.iter().any(|stage| states.contains(stage))
}

fn is_active(scenario: &Scenario, now: &Situation, actor: ActorId) -> bool {
    super::attack::held_nodes(now, actor).any(|node| !scenario.node(node).outside)
}

/// At the start of a turn: what is due by time or armed by its condition fires, or is skipped.
pub(super) fn fire_due<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    let at = table.scenario.agenda.at.chunks(64);
    for (word, at) in at.enumerate() {
        let states = &table.now.truth.injects[word * 64..];
        let due = |(at, state): (&u16, &InjectState)| match state {
            InjectState::Pending => *at == turn,
            InjectState::Armed => true,
            InjectState::Delayed(until) => *until <= turn,
            InjectState::Fired | InjectState::Skipped => false,
        };
        let bits = at
            .iter()
            .zip(&states[..at.len()])
            .rev()
            .fold(0, |bits, inject| bits << 1 | u64::from(due(inject)));
        for bit in Set64(bits).iter() {
            fire_or_skip(table, InjectId::at(word * 64 + bit));
        }
    }
}

fn fire_or_skip<R: Recorder>(table: &mut Table<'_, R>, inject: InjectId) {
    let def = &table.scenario.injects[inject.index()];
    if def.skip_if.as_ref().is_some_and(|skip| is_true(table.scenario, table.now, skip)) {
        table.world(World::Inject { inject, state: InjectState::Skipped });
    } else {
        fire(table, inject);
    }
}

/// Fires an inject: it reaches its seats and does what it does.
pub(super) fn fire<R: Recorder>(table: &mut Table<'_, R>, inject: InjectId) {
    table.world(World::Inject { inject, state: InjectState::Fired });
    let def = &table.scenario.injects[inject.index()];
    for (partner, _) in &def.to {
        if !table.now.pictures[partner.index()].has_inject(inject) {
            table.tell(*partner, Told::Inject { inject });
        }
    }
    for effect in &def.effects {
        take_effect(table, *effect);
    }
}

/// What an inject or a choice does.
pub(super) fn take_effect<R: Recorder>(table: &mut Table<'_, R>, effect: InjectEffect) {
    let turn = table.turn();
    let until = |turns: u32| turn + u16::try_from(turns.max(1)).unwrap_or(u16::MAX / 2) - 1;
    match effect {
        InjectEffect::Learn(partner, fact) => {
            let label = proper_label(table.scenario.facts[fact.index()]);
            learn_as_is(table, partner, fact, label);
        }
        InjectEffect::Trust(partner, points) => {
            let trust = i32::from(table.now.pictures[partner.index()].trust) + points;
            table.tell(partner, Told::Trust { points: u8::try_from(trust.clamp(0, 100)).unwrap_or(0) });
        }
        InjectEffect::People(partner, kind, count, turns) => {
            let count = i8::try_from(count).unwrap_or(0);
            table.world(World::Extra { partner, kind, count, until: until(turns) });
        }
        InjectEffect::Down(node, turns) => {
            // The largest number is kept for what nobody mends.
            let until = u8::try_from(until(turns)).unwrap_or(UNTIL_MENDED).min(UNTIL_MENDED - 1);
            table.world(World::Disrupted { node, until });
        }
        InjectEffect::DownUntilMended(node) => table.world(World::Disrupted { node, until: UNTIL_MENDED }),
        InjectEffect::Up(node) => table.world(World::Disrupted { node, until: 0 }),
        InjectEffect::Falsify(node) => {
            table.world(World::NodeMarked { node, set: state::MANIPULATED, clear: 0 });
        }
        InjectEffect::RestoreData(node) => restore_data(table, node),
        InjectEffect::Rotate(actor, kind) => super::attack::renew(table, actor, kind),
        InjectEffect::Label(partner, fact, label) => relabel(table, partner, fact, label),
        InjectEffect::Attention(partner, permille, turns) => {
            let permille = i16::try_from(permille).unwrap_or(0);
            table.world(World::Attention { partner, permille, until: until(turns) });
        }
        InjectEffect::Points(actor, points) => {
            let points = i8::try_from(-points).unwrap_or(0);
            table.world(World::SetBack { actor, points });
        }
    }
}

/// A partner learns a fact as it stands now.
fn learn_as_is<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, fact: FactId, label: Tlp) {
    let what = table.scenario.facts[fact.index()];
    let generation = match what {
        Fact::Indicator(actor, kind) => table.now.generation(actor, kind),
        _ => 0,
    };
    let told = Bearing { from: Held::OWN, label, pap: proper_pap(what), generation };
    learn(table, partner, fact, told);
}

fn relabel<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, fact: FactId, label: Tlp) {
    let held = table.now.pictures[partner.index()].fact(fact);
    if !held.is_held() {
        learn_as_is(table, partner, fact, label);
    } else if held.label != label {
        table.tell(partner, Told::Labelled { fact, label });
    }
}

/// Wrong data is right again; an owner who knew of it is told.
fn restore_data<R: Recorder>(table: &mut Table<'_, R>, node: NodeId) {
    table.world(World::NodeMarked { node, set: 0, clear: state::MANIPULATED });
    let Some(owner) = table.owner(node) else { return };
    if table.now.pictures[owner.index()].node(node).is(mark::MANIPULATED) {
        let turn = table.turn();
        table.tell(owner, Told::Marked { node, set: 0, clear: mark::MANIPULATED, turn });
    }
}

/// At the end of a turn: conditions that came true arm their injects, endings end the exercise.
pub(super) fn trigger<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    super::memo::situation(table);
    for (inject, from) in &table.scenario.agenda.waits {
        if turn < *from || table.now.truth.injects[inject.index()] != InjectState::Pending {
            continue;
        }
        if let WhenDef::When(condition) = &table.scenario.injects[inject.index()].at
            && is_true(table.scenario, table.now, condition)
        {
            table.world(World::Inject { inject: *inject, state: InjectState::Armed });
        }
    }
    let reached = table.scenario.ends.iter().position(|end| is_true(table.scenario, table.now, &end.when));
    if let Some(end) = reached {
        let end = u8::try_from(end).unwrap_or(0);
        table.emit(super::event::Event::Public(Public::EndReached(end)));
    }
}
