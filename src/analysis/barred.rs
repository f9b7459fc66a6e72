//! A desk at which one measure cannot be ordered: what a policy makes of the exercise without it.

use crate::brain::Desk;
use crate::rules::dice::Dice;
use crate::rules::order::{Order, Refusal};
use crate::rules::picture::Picture;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, PartnerId};

/// Somebody's desk without one measure.
pub(super) struct Barred<'d, D> {
    pub desk: &'d mut D,
    pub measure: MeasureId,
}

impl<D: Desk> Desk for Barred<'_, D> {
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
        if order.measure == self.measure { Err(Refusal::UnknownMeasure) } else { self.desk.give(order) }
    }
    fn may_give(&self, order: Order) -> bool {
        order.measure != self.measure && self.desk.may_give(order)
    }
}
