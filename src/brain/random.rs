//! Policies without a plan: random orders, one measure everywhere, and a hand that slips.

use super::Desk;
use crate::rules::dice::{Dice, Key, Purpose, Stream};
use crate::rules::order::{MAX_JOBS, Order, Refusal, Target, for_each_target, legal_orders};
use crate::rules::picture::Picture;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, PartnerId};

/// Chance in percent that [`Shaky`] gives a random order instead.
const SLIPS: u32 = 30;

fn stream(desk: &impl Desk, what: u16) -> Stream {
    let who = desk.partner().0;
    desk.dice().stream(Key { turn: desk.turn(), purpose: Purpose::Policy, who, what, target: 0, attempt: 0 })
}

/// One legal order, each as likely as the others and as "no more" (reservoir sampling: one pass, no
/// list).
fn any_order(desk: &impl Desk, stream: &mut Stream) -> Option<Order> {
    let mut chosen = None;
    let mut seen = 1;
    legal_orders(desk.scenario(), desk.partner(), desk.picture(), |order| {
        seen += 1;
        if stream.below(seen) == 0 {
            chosen = Some(order);
        }
    });
    chosen
}

/// Random legal orders until the people are busy or it picks "no more".
pub(super) fn play(desk: &mut impl Desk) {
    let mut stream = stream(desk, 0);
    for _ in 0..MAX_JOBS {
        let Some(order) = any_order(desk, &mut stream) else { return };
        if desk.give(order).is_err() {
            return;
        }
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
