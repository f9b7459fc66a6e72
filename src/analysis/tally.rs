//! What is kept of an exercise while it is played: who ordered what how often, and which nodes anybody
//! touched. It listens to events and changes nothing.

use crate::rules::event::{Event, Told, World};
use crate::rules::order::{Order, Target};
use crate::rules::table::Recorder;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, NodeId, PartnerId};

/// Counts of one exercise; its memory is used again for the next.
pub(super) struct Tally<'a> {
    scenario: &'a Scenario,
    /// Per partner and measure.
    orders: Vec<Vec<u16>>,
    /// Nodes as bits.
    attacked: Vec<u64>,
    ordered: Vec<u64>,
}

impl<'a> Tally<'a> {
    /// Nothing yet.
    pub(super) fn new(scenario: &'a Scenario) -> Self {
        let words = scenario.nodes.len().div_ceil(64);
        Tally {
            scenario,
            orders: vec![vec![0; scenario.measures.len()]; scenario.partners.len()],
            attacked: vec![0; words],
            ordered: vec![0; words],
        }
    }

    /// Forgets the last exercise.
    pub(super) fn clear(&mut self) {
        self.orders.iter_mut().for_each(|orders| orders.fill(0));
        self.attacked.fill(0);
        self.ordered.fill(0);
    }

    /// Per partner: measures ordered and how often, ascending by measure.
    pub(super) fn orders(&self) -> Vec<Vec<(u8, u16)>> {
        let partner = |counts: &Vec<u16>| {
            let given = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            given.map(|(measure, count)| (u8::try_from(measure).unwrap_or(u8::MAX), *count)).collect()
        };
        self.orders.iter().map(partner).collect()
    }

    /// Nodes that an attack action was tried on, ascending.
    pub(super) fn attacked(&self) -> Vec<u16> {
        set_bits(&self.attacked)
    }

    /// Nodes that an order was given for, or for one of their links, ascending.
    pub(super) fn ordered(&self) -> Vec<u16> {
        set_bits(&self.ordered)
    }

    fn order(&mut self, partner: PartnerId, order: Order) {
        let count = &mut self.orders[partner.index()][order.measure.index()];
        *count = count.saturating_add(1);
        match order.target {
            Target::Node(node) => set(&mut self.ordered, node),
            Target::Link(link) => {
                let link = &self.scenario.links[link.index()];
                set(&mut self.ordered, link.from);
                set(&mut self.ordered, link.to);
            }
            _ => {}
        }
    }

    fn take_back(&mut self, partner: PartnerId, measure: MeasureId) {
        let count = &mut self.orders[partner.index()][measure.index()];
        *count = count.saturating_sub(1);
    }
}

impl Recorder for Tally<'_> {
    const CHECKS: bool = false;

    #[inline]
    fn event(&mut self, event: &Event) {
        match event {
            Event::World(World::Acted { target, .. }) => set(&mut self.attacked, *target),
            Event::Told(partner, Told::Ordered { order, .. }) => self.order(*partner, *order),
            Event::Told(partner, Told::TakenBack { order, .. }) => self.take_back(*partner, order.measure),
            _ => {}
        }
    }

    fn check(&mut self, _: crate::rules::check::Check) {}
}

fn set(words: &mut [u64], node: NodeId) {
    words[node.index() / 64] |= 1 << (node.index() % 64);
}

fn set_bits(words: &[u64]) -> Vec<u16> {
    let is_set = |place: &usize| words[place / 64] >> (place % 64) & 1 == 1;
    (0..words.len() * 64).filter(is_set).filter_map(|place| u16::try_from(place).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back_in_order() {
        let mut words = vec![0; 3];
        [130, 0, 63, 64].iter().for_each(|node| set(&mut words, NodeId::at(*node)));
        assert_eq!(set_bits(&words), [0, 63, 64, 130]);
    }
}
