//! The only place that changes a situation. An event says everything it needs: folding the events of
//! a log gives the same situation on every machine.

use super::event::{Event, Found, Outcome, Public, Told, World};
use super::mind::{Mind, grip};
use super::picture::{
    Alert, AlertState, Belief, Held, Job, MAX_ALERTS, MAX_STAGES, NEVER, Picture, StageState, mark,
};
use super::situation::{PartnerTruth, Situation, Truth, state};
use crate::scenario::ids::*;
use crate::scenario::words::People;

/// Applies one event.
#[inline]
pub fn apply(now: &mut Situation, event: &Event) {
    match event {
        Event::Public(public) => apply_public(now, *public),
        Event::World(world) => apply_world(&mut now.truth, world),
        Event::Told(partner, told) => apply_told(&mut now.pictures[partner.index()], told),
        Event::Found(actor, found) => apply_found(&mut now.minds[actor.index()], *found),
    }
}

fn apply_public(now: &mut Situation, event: Public) {
    match event {
        Public::TurnBegan(turn) => {
            now.public.turn = turn;
            now.pictures.iter_mut().for_each(|picture| picture.has_started = true);
        }
        Public::PhaseBegan(phase) => now.public.phase = phase,
        Public::EndReached(end) => now.public.end = end,
    }
}

fn apply_world(truth: &mut Truth, event: &World) {
    match *event {
        World::NodeMarked { node, set, clear } => {
            let before = truth.nodes[node.index()].marks;
            let after = before & !clear | set;
            truth.nodes[node.index()].marks = after;
            if (before ^ after) & state::SETTLES != 0 {
                upset(truth, node);
            }
        }
        World::WeaknessesLeft { node, left } => truth.nodes[node.index()].weaknesses = left,
        World::Hardened { node, bit } => truth.nodes[node.index()].hardened |= 1 << bit,
        World::SensorAdded { node, bit } => truth.nodes[node.index()].sensors |= 1 << bit,
        World::Disrupted { node, until } => {
            truth.nodes[node.index()].down_until = until;
            upset(truth, node);
        }
        World::WorkedOn { node, until, level } => {
            let worked = &mut truth.nodes[node.index()];
            (worked.work_until, worked.work_level) = (until, level);
            upset(truth, node);
        }
        World::Level { node, level, unforced } => {
            let levels = &mut truth.nodes[node.index()];
            (levels.level, levels.level_unforced) = (level, unforced);
            set_bit(&mut truth.lowered.0, node, level < 1000 || unforced < 1000);
        }
        World::Settled { next } => truth.settle_at = next,
        World::Gripped { actor, node, grip } => set_grip(truth, actor, node, grip),
        World::Entered { actor, node, technique } => {
            let nodes = truth.nodes.len();
            truth.entries[actor.index() * nodes + node.index()] = technique.0;
        }
        World::DataLeft { node, permille } => truth.nodes[node.index()].stolen = permille,
        World::LinkCut { link } => {
            truth.cut[link.index() / 64] |= 1 << (link.index() % 64);
            truth.settle_at = 0;
        }
        World::LinkRestored { link } => {
            truth.cut[link.index() / 64] &= !(1 << (link.index() % 64));
            truth.settle_at = 0;
        }
        World::CredentialsTaken { actor, credentials } => {
            truth.credentials[actor.index()].0 |= credentials.0;
        }
        World::CredentialsVoid { credentials } => {
            truth.credentials.iter_mut().for_each(|set| set.0 &= !credentials.0);
        }
        World::Renewed { actor, kind } => {
            let generation = &mut truth.generations[actor.index()][kind as usize];
            *generation = generation.saturating_add(1);
        }
        World::SetBack { actor, points } => truth.setback[actor.index()] = points,
        World::Acted { outcome, .. } => {
            truth.actions += 1;
            truth.successes += u16::from(outcome == Outcome::Worked);
        }
        World::Sent(transit) => truth.transit.push(transit),
        World::Delivered { turn } => truth.transit.retain(|transit| transit.arrives > turn),
        World::Noted { memo } => truth.memos = truth.memos.with(usize::from(memo)),
        World::Inject { inject, state } => truth.injects[inject.index()] = state,
        World::AlertOrigin { partner, place, actor } => {
            truth.partners[partner.index()].alerts[usize::from(place)] = actor;
            truth.alerts[usize::from(actor == super::situation::FALSE_ALERT)] += 1;
        }
        World::Rates { partner, .. }
        | World::RecordsLeft { partner, .. }
        | World::Blocked { partner, .. }
        | World::Watched { partner, .. }
        | World::Attention { partner, .. }
        | World::Fatigue { partner, .. }
        | World::Extra { partner, .. }
        | World::Conferred { partner, .. }
        | World::Useful { partner, .. }
        | World::Violated { partner }
        | World::Harmed { partner, .. }
        | World::AidAsked { partner }
        | World::AidGiven { partner } => apply_partner(&mut truth.partners[partner.index()], event),
    }
}

/// Levels must be settled anew because of a node.
fn upset(truth: &mut Truth, node: NodeId) {
    set_bit(&mut truth.upset, node, true);
    truth.settle_at = 0;
}

/// The events that change what is true of one partner.
fn apply_partner(partner: &mut PartnerTruth, event: &World) {
    match *event {
        World::Rates { rates, .. } => partner.rates = rates,
        World::RecordsLeft { records, .. } => {
            partner.records_stolen = partner.records_stolen.saturating_add(records);
        }
        World::Blocked { index, generation, permille, .. } => {
            partner.blocks[usize::from(index)] = (generation.saturating_add(1), permille);
        }
        World::Watched { index, generation, permille, .. } => {
            partner.watches[usize::from(index)] = (generation.saturating_add(1), permille);
        }
        World::Attention { permille, until, .. } => {
            (partner.attention, partner.attention_until) = (permille, until);
        }
        World::Fatigue { permille, .. } => partner.fatigue = permille,
        World::Extra { kind, count, until, .. } => partner.extra[kind as usize] = (count, until),
        World::Conferred { turn, .. } => partner.confers = turn,
        World::Useful { ppm, .. } => partner.useful_ppm = partner.useful_ppm.saturating_add(ppm),
        World::Violated { .. } => partner.violations += 1,
        World::Harmed { part, milli, .. } => partner.harm[usize::from(part)] += u64::from(milli),
        World::AidAsked { .. } => partner.aid_asked += 1,
        World::AidGiven { .. } => partner.aid_given += 1,
        _ => {}
    }
}

fn set_grip(truth: &mut Truth, actor: ActorId, node: NodeId, value: u8) {
    let nodes = truth.nodes.len();
    truth.grips[actor.index() * nodes + node.index()] = value;
    set_bit(&mut truth.held[actor.index()], node, value & grip::ACCESS != 0);
}

#[inline]
fn set_bit(bits: &mut [u64], node: NodeId, on: bool) {
    let (word, bit) = (node.index() / 64, 1u64 << (node.index() % 64));
    if on {
        bits[word] |= bit;
    } else {
        bits[word] &= !bit;
    }
}

fn apply_told(picture: &mut Picture, event: &Told) {
    match *event {
        Told::Shift { on_shift, free } => (picture.on_shift, picture.free) = (on_shift, free),
        Told::Alert { node, looks, turn } => push_alert(picture, node, looks, turn),
        Told::Triaged { number, state } => {
            if let Some(alert) = picture.alerts.iter_mut().find(|alert| alert.number == number) {
                alert.state = state;
                alert.tries = alert.tries.saturating_add(1);
            }
        }
        Told::Marked { node, set, clear, turn } => mark_node(picture, node, set, clear, turn),
        Told::Level { node, level } => picture.nodes[node.index()].level = level,
        Told::Patched { node, weaknesses } => picture.nodes[node.index()].patched.0 |= weaknesses.0,
        Told::Hardened { node, bit } => picture.nodes[node.index()].hardened |= 1 << bit,
        Told::SensorAdded { node, bit } => picture.nodes[node.index()].sensors |= 1 << bit,
        Told::LinkCut { link } => picture.cut[link.index() / 64] |= 1 << (link.index() % 64),
        Told::LinkRestored { link } => picture.cut[link.index() / 64] &= !(1 << (link.index() % 64)),
        Told::Learned { fact, from, label, pap, generation, turn } => {
            let told = &picture.facts[fact.index()];
            let heard = if from == Held::OWN { 0 } else { 1 << from };
            picture.inquired &= !heard;
            let before = if told.is_held() && told.generation == generation { told.told } else { 0 };
            picture.facts[fact.index()] =
                Held { turn, from, label, pap, generation, told: before, used: 0, heard };
        }
        Told::Heard { fact, from } => {
            picture.facts[fact.index()].heard |= 1 << from.index();
            picture.inquired &= !(1 << from.index());
        }
        Told::Used { fact, bit } => picture.facts[fact.index()].used |= bit,
        Told::SharedWith { fact, to } => {
            picture.facts[fact.index()].told |= to;
            picture.told |= to;
        }
        Told::Labelled { fact, label } => picture.facts[fact.index()].label = label,
        Told::Arrived { .. } => {}
        Told::Ordered { order, people, from, ends } => {
            take(&mut picture.free, &people);
            // Turn by turn, and within a turn as the catalogue has them: who clicked first decides nothing.
            let place = picture.jobs.partition_point(|job| (job.from, job.order) < (from, order));
            picture.jobs.insert(place, Job { order, from, ends, with: 0 });
            let index = order.measure.index();
            picture.ordered[index / 64] |= 1 << (index % 64);
        }
        Told::TakenBack { order, people } => take_back(picture, order, &people),
        Told::Done { order, .. } => remove_job(picture, order),
        Told::DutyStarted { duty, hour, stages } => {
            let clock = &mut picture.duties[duty.index()];
            clock.started_h = hour;
            clock.stages[..usize::from(stages).min(MAX_STAGES)].fill(StageState::Open);
        }
        Told::DutyStage { duty, stage, state } => {
            picture.duties[duty.index()].stages[usize::from(stage)] = state;
        }
        Told::Inject { inject } => picture.inbox[inject.index() / 64] |= 1 << (inject.index() % 64),
        Told::Chosen { inject, choice } => picture.choices[inject.index()] = choice + 1,
        Told::Surge { permille } => picture.surge += permille,
        Told::AidArrived { .. } | Told::Handover { .. } => {}
        Told::Joined { order, with } => {
            if let Some(job) = picture.jobs.iter_mut().find(|job| job.order == order) {
                job.with = with;
            }
        }
        Told::AidAsked { .. }
        | Told::AidWanted { .. }
        | Told::AidSent { .. }
        | Told::InformationAsked { .. }
        | Told::InformationWanted { .. }
        | Told::InformationAnswered { .. }
        | Told::InformationDeclined { .. }
        | Told::LabelBroken { .. } => apply_contact(picture, event),
        Told::EvidenceKept => picture.evidence = true,
        Told::Trust { points } => picture.trust = points,
    }
}

/// Requests, answers and aid between partners.
fn apply_contact(picture: &mut Picture, event: &Told) {
    match *event {
        Told::AidSent { to } => picture.sent |= 1 << to.index(),
        Told::AidWanted { by } => picture.asked_by |= 1 << by.index(),
        Told::AidAsked { of } => picture.asked |= 1 << of.index(),
        Told::InformationAsked { of } => picture.inquired |= 1 << of.index(),
        Told::InformationWanted { by } => {
            picture.inquired_by |= 1 << by.index();
            picture.inquiries[0] = picture.inquiries[0].saturating_add(1);
        }
        Told::InformationAnswered { to } => {
            picture.inquired_by &= !(1 << to.index());
            picture.inquiries[1] = picture.inquiries[1].saturating_add(1);
        }
        Told::InformationDeclined { by } => picture.inquired &= !(1 << by.index()),
        Told::LabelBroken { by, .. } => picture.wary_of |= 1 << by.index(),
        _ => {}
    }
}

fn take(free: &mut [u8; People::COUNT], people: &[u8; People::COUNT]) {
    free.iter_mut().zip(people).for_each(|(free, n)| *free = free.saturating_sub(*n));
}

fn give(free: &mut [u8; People::COUNT], people: &[u8; People::COUNT]) {
    free.iter_mut().zip(people).for_each(|(free, n)| *free = free.saturating_add(*n));
}

/// An order of this turn is taken back: its people are free again.
fn take_back(picture: &mut Picture, order: super::order::Order, people: &[u8; People::COUNT]) {
    give(&mut picture.free, people);
    remove_job(picture, order);
    let index = order.measure.index();
    if !picture.jobs.iter().any(|job| job.order.measure == order.measure) {
        picture.ordered[index / 64] &= !(1 << (index % 64));
    }
}

fn remove_job(picture: &mut Picture, order: super::order::Order) {
    if let Some(index) = picture.jobs.iter().position(|job| job.order == order) {
        picture.jobs.remove(index);
    }
}

/// A full queue gives up its oldest alert; places are reused in turn.
fn push_alert(picture: &mut Picture, node: NodeId, looks: TechniqueId, turn: u16) {
    let alert = Alert { number: picture.last_alert + 1, node, looks, turn, state: AlertState::New, tries: 0 };
    let place = usize::from(picture.last_alert) % MAX_ALERTS;
    picture.last_alert += 1;
    if place < picture.alerts.len() {
        picture.alerts[place] = alert;
    } else {
        picture.alerts.push(alert);
    }
}

fn mark_node(picture: &mut Picture, node: NodeId, set: u16, clear: u16, turn: u16) {
    let belief: &mut Belief = &mut picture.nodes[node.index()];
    let before = belief.marks;
    let ever = if set & mark::CONFIRMED != 0 { mark::WAS_CONFIRMED } else { 0 };
    belief.marks = before & !clear | set | ever;
    belief.since = turn;
    let marks = belief.marks;
    set_bit(&mut picture.marked.0, node, marks != 0);
    let belief = &picture.nodes[node.index()];
    let counts = |marks: u16, bit: u16| u16::from(marks & bit != 0);
    picture.confirmed += counts(belief.marks, mark::CONFIRMED);
    picture.confirmed -= counts(before, mark::CONFIRMED);
    picture.ever_confirmed += counts(ever & !before, mark::WAS_CONFIRMED);
}

fn apply_found(mind: &mut Mind, event: Found) {
    match event {
        Found::Points(points) => mind.points = points,
        Found::Node(node) => set_bit(&mut mind.known, node, true),
        Found::Gripped { node, grip: value } => {
            mind.grips[node.index()] = value;
            set_bit(&mut mind.held, node, value & grip::ACCESS != 0);
            set_bit(&mut mind.known, node, true);
        }
        Found::Credentials(set) => mind.credentials.0 |= set.0,
        Found::CredentialsDead(set) => mind.credentials.0 &= !set.0,
        Found::Tried { technique, target, outcome } => learn_from_try(mind, technique, target, outcome),
        Found::Left => mind.has_left = true,
        Found::Lost { node, technique } => {
            mind.lost = mind.lost.saturating_add(1);
            mind.grips[node.index()] &= !grip::ACCESS;
            set_bit(&mut mind.held, node, false);
            if technique.0 != u8::MAX {
                let faith = &mut mind.faith[technique.index()];
                *faith -= *faith / 3;
            }
        }
        Found::Seated(on) => mind.is_seated = on,
        Found::Planned(step) => mind.plan.push(step),
        Found::Dropped(step) => {
            if let Some(place) = mind.plan.iter().position(|planned| *planned == step) {
                mind.plan.remove(place);
            }
        }
        Found::Burned(kind) => mind.burned |= 1 << kind as u8,
        Found::Renewed(kind) => {
            mind.burned &= !(1 << kind as u8);
            mind.generations[kind as usize] = mind.generations[kind as usize].saturating_add(1);
        }
    }
}

/// Faith in a technique rises slowly with success and falls fast with failure: what is blocked or
/// stopped is dropped.
fn learn_from_try(mind: &mut Mind, technique: TechniqueId, target: NodeId, outcome: Outcome) {
    let faith = &mut mind.faith[technique.index()];
    let failures = &mut mind.failures[target.index()];
    match outcome {
        Outcome::Worked => {
            *faith += (u8::MAX - *faith) / 8;
            *failures = 0;
        }
        Outcome::Failed => {
            *faith -= *faith / 5;
            *failures = failures.saturating_add(1);
        }
        Outcome::Blocked => {
            *faith -= *faith / 3;
            *failures = failures.saturating_add(1);
        }
        Outcome::NoAnswer | Outcome::Vetoed => *failures = failures.saturating_add(2),
    }
    mind.tries[technique.index()] = mind.tries[technique.index()].saturating_add(1);
}

const _: () = assert!(NEVER == u16::MAX, "an unheld fact is never older than the exercise");
