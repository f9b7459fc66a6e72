//! Names under which partners, seats and attackers stand in open data. Their order follows from the fingerprint of
//! the exercise's end, which the data do not hold: a number says nothing about the place in the scenario.

use crate::conduct::Seat;
use crate::exercise::Exercise;
use crate::rules::fingerprint::fingerprint;
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, PartnerId};
use sha2::{Digest, Sha256};

/// The names.
pub(super) struct Aliases {
    partners: Vec<usize>,
    /// Every seat of every partner, with its number.
    seats: Vec<(Seat, usize)>,
    actors: Vec<usize>,
}

impl Aliases {
    pub(super) fn of(exercise: &Exercise) -> Self {
        let scenario = exercise.scenario();
        let secret = fingerprint(exercise.now());
        let seats = seats(scenario);
        let numbers = shuffled(&secret, "seat", seats.len());
        Aliases {
            partners: shuffled(&secret, "partner", scenario.partners.len()),
            seats: seats.into_iter().zip(numbers).collect(),
            actors: shuffled(&secret, "attacker", scenario.actors.len()),
        }
    }

    pub(super) fn partner(&self, partner: PartnerId) -> String {
        format!("partner-{}", self.partners[partner.index()])
    }

    pub(super) fn actor(&self, actor: ActorId) -> String {
        format!("attacker-{}", self.actors[actor.index()])
    }

    /// A seat; whoever leads or watches the exercise is `control`.
    pub(super) fn seat(&self, seat: Seat) -> String {
        let known = self.seats.iter().find(|(of, _)| *of == seat);
        known.map_or_else(|| "control".to_owned(), |(_, number)| format!("seat-{number}"))
    }

    /// Partners in the order of their names here.
    pub(super) fn partners(&self) -> Vec<PartnerId> {
        let mut ids: Vec<PartnerId> = (0..self.partners.len()).map(PartnerId::at).collect();
        ids.sort_by_key(|id| self.partners[id.index()]);
        ids
    }
}

fn seats(scenario: &Scenario) -> Vec<Seat> {
    let partners = scenario.partners.iter().enumerate();
    let seats = partners.flat_map(|(partner, def)| {
        let places = 0..u8::try_from(def.seats.len()).unwrap_or(u8::MAX);
        places.map(move |place| Seat::Participant(PartnerId::at(partner), place))
    });
    seats.collect()
}

/// The numbers from 1 in an order that only who knows the secret can tell.
fn shuffled(secret: &str, kind: &str, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|index| -> [u8; 32] { Sha256::digest(format!("{secret} {kind} {index}")).into() });
    let mut numbers = vec![0; count];
    for (number, index) in (1..).zip(order) {
        numbers[index] = number;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_given_once() {
        let mut numbers = shuffled("secret", "seat", 12);
        assert_ne!(numbers, shuffled("another", "seat", 12));
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    }
}
