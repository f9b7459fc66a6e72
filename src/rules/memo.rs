//! What conditions want remembered: orders by place and by turn, and what was so only for a while.
//! Kept as one bit each, so that a situation stays small.

use super::event::World;
use super::inject::is_true;
use super::order::{Order, Target};
use super::situation::Situation;
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{Memo, Place};

/// Orders of this turn that somebody asks about, before any of them takes effect.
pub(super) fn orders<R: Recorder>(table: &mut Table<'_, R>) {
    note(table, |scenario, now, memo| match memo {
        Memo::OrderedAt(partner, measure, place) => ordered(now, *partner)
            .any(|order| order.measure == *measure && is_at(scenario, order.target, *place)),
        Memo::OrderedIn(partner, measure, from, to) => {
            (*from..=*to).contains(&u32::from(now.public.turn))
                && ordered(now, *partner).any(|order| order.measure == *measure)
        }
        Memo::BothOrdered(one, other, measure) => {
            [one, other].iter().all(|partner| ordered(now, **partner).any(|order| order.measure == *measure))
        }
        Memo::Ever(_) => false,
    });
}

/// What is so at the end of a turn, and may not stay so.
pub(super) fn situation<R: Recorder>(table: &mut Table<'_, R>) {
    note(table, |scenario, now, memo| match memo {
        Memo::Ever(condition) => is_true(scenario, now, condition),
        Memo::OrderedAt(..) | Memo::OrderedIn(..) | Memo::BothOrdered(..) => false,
    });
}

/// Notes whatever holds and was not noted before, in the order of the scenario's list.
fn note<R: Recorder>(table: &mut Table<'_, R>, holds: impl Fn(&Scenario, &Situation, &Memo) -> bool) {
    for (index, memo) in table.scenario.memos.iter().enumerate() {
        if !table.now.truth.memos.has(index) && holds(table.scenario, table.now, memo) {
            table.world(World::Noted { memo: u8::try_from(index).unwrap_or(u8::MAX) });
        }
    }
}

/// What a partner ordered in this turn.
fn ordered(now: &Situation, partner: PartnerId) -> impl Iterator<Item = &Order> + '_ {
    let turn = now.public.turn;
    now.pictures[partner.index()].jobs.iter().filter(move |job| job.from == turn).map(|job| &job.order)
}

/// The target is the place, lies in it or holds it.
#[must_use]
pub fn is_at(scenario: &Scenario, target: Target, place: Place) -> bool {
    match (place, target) {
        (Place::Node(place), Target::Node(node)) => place == node,
        (Place::Node(place), Target::Zone(zone)) => scenario.node(place).zone == zone,
        (Place::Zone(place), Target::Zone(zone)) => place == zone,
        (Place::Zone(place), Target::Node(node)) => scenario.node(node).zone == place,
        _ => false,
    }
}
