//! Every order that stood, with the seat that gave it and what came of it: a fold over the entries, in which an
//! undone turn never was.

use super::Source;
use crate::conduct::{Command, Seat};
use crate::exercise::Entry;
use crate::rules::event::{Event, JobResult, Public, Told};
use crate::rules::order::Order;
use crate::scenario::ids::PartnerId;

/// An order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) turn: u16,
    pub(super) partner: PartnerId,
    pub(super) order: Order,
    /// `None` where a program played.
    pub(super) seat: Option<Seat>,
    pub(super) result: &'static str,
}

/// Every order that was given and not taken back, in order.
pub(super) fn orders(of: &Source<'_>) -> Vec<Given> {
    let mut given = stood(of.exercise.entries());
    for partner in of.aliases.partners() {
        let mut done: Vec<(u16, Order, JobResult)> = Vec::new();
        for (turn, told) in &of.memory.notices[partner.index()] {
            if let Told::Done { order, result } = told {
                done.push((*turn, *order, *result));
            }
        }
        for order in given.iter_mut().filter(|order| order.partner == partner) {
            let place = done.iter().position(|(turn, of, _)| *of == order.order && *turn >= order.turn);
            order.result = place.map_or("running", |place| slug(done.remove(place).2));
        }
    }
    given
}

fn stood(entries: &[Entry]) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    let mut turn = 0;
    for entry in entries {
        match entry.command {
            Command::Undo { turn: back, .. } => {
                turn = back;
                given.retain(|order| order.turn < back);
            }
            Command::Order { partner, order } => {
                let seat = entry.by.as_ref().map(|by| by.seat);
                given.push(Given { turn, partner, order, seat, result: "running" });
            }
            Command::TakeBack { partner, order } => {
                let is_it =
                    |given: &Given| (given.turn, given.partner, given.order) == (turn, partner, order);
                if let Some(place) = given.iter().rposition(is_it) {
                    given.remove(place);
                }
            }
            _ => {}
        }
        for event in &entry.events {
            if let Event::Public(Public::TurnBegan(began)) = event {
                turn = *began;
            }
        }
    }
    given
}

const fn slug(result: JobResult) -> &'static str {
    match result {
        JobResult::Worked => "worked",
        JobResult::Nothing => "nothing",
        JobResult::Failed => "failed",
    }
}
