//! Situations that a partner could believe in, from its picture and its own orders alone. Ways in which the
//! exercise could have gone are played from before StartEx: the partner orders what it did order, everybody else is
//! as expected. Those whose picture is nearest to the real one are taken and made to agree with it (approximate
//! Bayesian computation: Tavaré, Balding, Griffiths, Donnelly 1997). That its own orders are played matters: to
//! have seen nothing says much after a search, and little where nobody looked. The same ways serve every turn, so
//! many can be played.

use super::moments::Moment;
use crate::brain::{Doctrine, Policy, Seat, Way};
use crate::rules::belief;
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use rayon::prelude::*;

/// Ways that are played for each situation that is taken.
const PLAYED: u32 = 4;
/// Seeds of what is played; the exercise's own seed has no part in it.
const SEED: u64 = 0x5EED_0FBE_11EF;

/// A situation that agrees with what the partner knew, and the seed of the dice on which it goes on.
pub(super) type Start = (u64, Situation);

/// Situations that a partner could believe in, each with a seed for what comes after.
pub(super) type Believed = Vec<Start>;

/// What a partner could believe, turn by turn.
pub(super) struct Beliefs<'a> {
    scenario: &'a Scenario,
    doctrine: &'a Doctrine,
    /// What was decided, in the order of the turns.
    moments: &'a [Moment],
    partner: PartnerId,
    /// All of them stand at the same turn, or have ended before it.
    ways: Vec<Way>,
    taken: u32,
}

impl<'a> Beliefs<'a> {
    /// Begins before StartEx; `taken` situations will be found each time. `salt` draws other ones.
    pub fn new(
        scenario: &'a Scenario,
        doctrine: &'a Doctrine,
        moments: &'a [Moment],
        partner: PartnerId,
        [taken, salt]: [u32; 2],
    ) -> Self {
        let way = |index: u32| Way::new(scenario, SEED ^ u64::from(salt) << 48 ^ u64::from(index));
        let ways = (0..taken * PLAYED).into_par_iter().map(way).collect();
        Beliefs { scenario, doctrine, moments, partner, ways, taken }
    }

    /// What can be believed at a moment; moments must be asked for in the order of their turns.
    pub fn of(&mut self, moment: &Moment) -> Believed {
        let (doctrine, scenario, moments, partner) =
            (self.doctrine, self.scenario, self.moments, self.partner);
        let after = |seed: u64| !seed ^ (u64::from(moment.turn) << 8 | u64::from(partner.0)) << 32;
        if moment.turn == 0 {
            let ways = self.ways.iter().take(self.taken as usize);
            return ways.map(|way| (after(way.seed), way.now.clone())).collect();
        }
        let decide = |seat: &mut Seat<'_, '_, ()>| {
            let turn = seat.table.now.public.turn;
            if seat.partner != partner {
                Policy::Playbook.play(doctrine, seat);
            } else if let Some(own) = moments.iter().find(|moment| moment.turn == turn) {
                own.given[partner.index()].play(seat);
            }
        };
        let picture = &moment.start.pictures[partner.index()];
        let mut near: Vec<(u32, usize)> = self
            .ways
            .par_iter_mut()
            .enumerate()
            .filter_map(|(place, way)| {
                let is_there = way.reaches(doctrine, scenario, moment.turn, &decide);
                is_there.then(|| (belief::distance(scenario, partner, picture, &way.now), place))
            })
            .collect();
        near.sort_unstable();
        near.truncate(self.taken as usize);
        // No longer by nearness: whoever takes one half takes any half.
        near.sort_unstable_by_key(|(_, place)| *place);
        let agreed = |(_, place): &(u32, usize)| {
            let Way { seed, now } = &self.ways[*place];
            let mut sample = now.clone();
            belief::agree(scenario, partner, picture, &mut sample);
            (after(*seed), sample)
        };
        near.par_iter().map(agreed).collect()
    }
}
