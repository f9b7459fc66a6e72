//! Policies without a plan: random orders, one measure everywhere, and a hand that slips.

use super::Desk;
use super::sets::{Cost, KINDS, Sets};
use crate::rules::dice::{Dice, Key, Purpose, Stream};
use crate::rules::order::{MAX_JOBS, Order, Refusal, Target, for_each_target, legal_orders};
use crate::rules::picture::Picture;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, PartnerId};
use crate::scenario::words::People;
use std::cell::RefCell;

/// Chance in percent that [`Shaky`] gives a random order instead.
const SLIPS: u32 = 30;

fn stream(desk: &impl Desk, what: u16) -> Stream {
    let who = desk.partner().0;
    desk.dice().stream(Key { turn: desk.turn(), purpose: Purpose::Policy, who, what, target: 0, attempt: 0 })
}

/// One legal order, each as likely as the others (reservoir sampling: one pass, no list); `None` when
/// there is none.
fn any_order(desk: &impl Desk, stream: &mut Stream) -> Option<Order> {
    let mut chosen = None;
    let mut seen = 0;
    legal_orders(desk.scenario(), desk.partner(), desk.picture(), |order| {
        seen += 1;
        if stream.below(seen) == 0 {
            chosen = Some(order);
        }
    });
    chosen
}

/// What is needed to draw a set of orders, kept per thread so that a turn allocates nothing.
#[derive(Default)]
struct Draw {
    sets: Sets,
    /// Groups of orders that cost the same, and the legal orders with their group.
    groups: Vec<(Cost, u32)>,
    orders: Vec<(usize, Order)>,
    picked: Vec<u32>,
}

thread_local! {
    static DRAW: RefCell<Draw> = RefCell::default();
}

/// A set of legal orders: each set that the free people allow is as likely as every other, and so is
/// doing nothing.
pub(super) fn play(desk: &mut impl Desk) {
    let mut stream = stream(desk, 0);
    if !desk.picture().has_started {
        while let Some(order) = any_order(desk, &mut stream) {
            if desk.give(order).is_err() {
                return;
            }
        }
        return;
    }
    DRAW.with_borrow_mut(|draw| draw.play(desk, &mut stream));
}

impl Draw {
    fn play(&mut self, desk: &mut impl Desk, stream: &mut Stream) {
        let free = self.group(desk);
        self.sets.draw(&self.groups, free, stream, &mut self.picked);
        // Of each group, as many as were drawn: every choice of them is equally likely (Knuth's
        // algorithm S, one pass).
        for (group, order) in &self.orders {
            let (left, wanted) = (&mut self.groups[*group].1, &mut self.picked[*group]);
            if stream.below(*left) < *wanted {
                *wanted -= 1;
                let given = desk.give(*order);
                debug_assert!(given.is_ok(), "a legal order within the free people: {given:?}");
            }
            *left -= 1;
        }
    }

    /// Sorts the legal orders into groups; returns what is free.
    fn group(&mut self, desk: &impl Desk) -> Cost {
        self.groups.clear();
        self.orders.clear();
        let (scenario, picture) = (desk.scenario(), desk.picture());
        let places = MAX_JOBS - picture.jobs.len().min(MAX_JOBS);
        let people: usize = picture.free.iter().map(|free| usize::from(*free)).sum();
        legal_orders(scenario, desk.partner(), picture, |order| {
            let mut cost = [0; KINDS];
            cost[..People::COUNT].copy_from_slice(&scenario.measures[order.measure.index()].people);
            let known = self.groups.iter().position(|(of, _)| *of == cost);
            let group = known.unwrap_or_else(|| {
                self.groups.push((cost, 0));
                self.groups.len() - 1
            });
            self.groups[group].1 += 1;
            self.orders.push((group, order));
        });
        let costless = self.groups.iter().filter(|(cost, _)| *cost == [0; KINDS]);
        let costless: u32 = costless.map(|(_, count)| *count).sum();
        // Places matter only where more orders than that could be paid for.
        let counts_places = u8::from(people + costless as usize > places);
        self.groups.iter_mut().for_each(|(cost, _)| cost[People::COUNT] = counts_places);
        let mut free = [0; KINDS];
        free[..People::COUNT].copy_from_slice(&picture.free);
        free[People::COUNT] = counts_places * u8::try_from(places).unwrap_or(u8::MAX);
        free
    }
}

/// One measure at every target.
pub(super) fn spam(desk: &mut impl Desk, measure: MeasureId) {
    for _ in 0..MAX_JOBS {
        let mut next = None;
        let def = &desk.scenario().measures[measure.index()];
        for_each_target(desk.scenario(), desk.partner(), desk.picture(), def, |target: Target| {
            let order = Order { measure, target };
            if next.is_none() && desk.may_give(order) {
                next = Some(order);
            }
        });
        let Some(order) = next else { return };
        if desk.give(order).is_err() {
            return;
        }
    }
}

/// A desk whose orders go astray now and then.
pub(super) struct Shaky<'d, D: Desk> {
    pub desk: &'d mut D,
    pub given: u16,
}

impl<D: Desk> Desk for Shaky<'_, D> {
    fn scenario(&self) -> &Scenario {
        self.desk.scenario()
    }
    fn partner(&self) -> PartnerId {
        self.desk.partner()
    }
    fn turn(&self) -> u16 {
        self.desk.turn()
    }
    fn picture(&self) -> &Picture {
        self.desk.picture()
    }
    fn dice(&self) -> &Dice {
        self.desk.dice()
    }
    fn give(&mut self, order: Order) -> Result<(), Refusal> {
        self.given += 1;
        let mut stream = stream(self.desk, self.given);
        if stream.below(100) >= SLIPS {
            return self.desk.give(order);
        }
        match any_order(self.desk, &mut stream) {
            Some(other) => self.desk.give(other),
            None => Ok(()),
        }
    }
}
