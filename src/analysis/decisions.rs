//! What a turn's orders were worth, judged from what the partner could know: on situations that agree with
//! its picture, its real orders against those of the reference policy, on the same dice. No rollout uses the
//! exercise's own dice or its truth, so two exercises that look the same to a partner are judged the same.
//!
//! Situations are drawn by playing from before StartEx with attackers as they usually are; those whose
//! picture is nearest are kept and made to agree with the real one (approximate Bayesian computation: Tavaré,
//! Balding, Griffiths, Donnelly 1997). From there everybody goes on like the reference policy to EndEx.

use super::paired::Paired;
use super::progress::Progress;
use crate::brain::{Desk, Doctrine, Policy, Seat, draw, orders, play_on};
use crate::exercise::{Command, Entry, Exercise, fold};
use crate::rules::belief;
use crate::rules::dice::Dice;
use crate::rules::event::{Event, Public};
use crate::rules::order::Order;
use crate::rules::picture::Picture;
use crate::rules::score::{Scale, score};
use crate::rules::situation::{Phase, Situation};
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The policy that orders are compared with, and by which everybody goes on.
const REFERENCE: Policy = Policy::Playbook;
/// Situations drawn for each one that is kept.
const DRAWN: u32 = 4;
/// Futures that are played from each situation that is kept.
const FUTURES: u32 = 10;
/// Seeds of what is drawn; the exercise's own seed has no part in it.
const SEED: u64 = 0x5EED_0FBE_11EF;

/// A partner's orders of one turn, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub partner: PartnerId,
    pub turn: u16,
    pub orders: Vec<Order>,
    /// Points of the joint score that they gain over the reference policy's orders.
    pub value: Paired,
    /// The same over giving no orders.
    pub over_nothing: Paired,
    pub label: Label,
}

/// What can be said of a decision: only what the 95 % interval allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Good,
    Bad,
    /// No difference stands out.
    Open,
}

/// The start of a turn's orders, and what was ordered then.
struct Moment {
    start: Situation,
    given: Vec<Vec<Order>>,
}

/// Judges every partner's orders of every turn that was carried out, by `rollouts` futures each.
#[must_use]
pub fn decisions(exercise: &Exercise, rollouts: u32, progress: &impl Progress) -> Vec<Decision> {
    let scenario = exercise.scenario();
    let doctrine = Doctrine::new(scenario);
    let moments = moments(exercise);
    let partners = (0..scenario.partners.len()).map(PartnerId::at);
    let all: Vec<(u16, &Moment, PartnerId)> = moments
        .iter()
        .flat_map(|(turn, moment)| partners.clone().map(move |partner| (*turn, moment, partner)))
        .collect();
    progress.planned(all.len() as u64);
    let judge = Judge { scenario, scale: exercise.scale(), doctrine: &doctrine, rollouts };
    all.par_iter()
        .map(|(turn, moment, partner)| {
            let decision = judge.decision(*turn, moment, *partner);
            progress.played();
            decision
        })
        .collect()
}

/// Turns that were carried out, as they finally were: an undone one is gone.
fn moments(exercise: &Exercise) -> BTreeMap<u16, Moment> {
    let (scenario, entries) = (exercise.scenario(), exercise.entries());
    let begins = |entry: &Entry, phase: Phase| {
        entry.command == Command::NextPhase
            && entry.events.contains(&Event::Public(Public::PhaseBegan(phase)))
    };
    let mut found = BTreeMap::new();
    let mut opened = 0;
    for (place, entry) in entries.iter().enumerate() {
        if let Command::Undo { turn, .. } = entry.command {
            found.retain(|of, _| *of < turn);
        }
        if begins(entry, Phase::Orders) {
            opened = place + 1;
        }
        if begins(entry, Phase::Resolution) {
            let (start, end) = (fold(scenario, &entries[..opened]), fold(scenario, &entries[..place]));
            let turn = start.public.turn;
            let given = |picture: &Picture| {
                let jobs = picture.jobs.iter().filter(|job| job.from == turn);
                jobs.map(|job| job.order).collect()
            };
            let given = end.pictures.iter().map(given).collect();
            found.insert(turn, Moment { start, given });
        }
    }
    found
}

/// What is needed to judge.
struct Judge<'a> {
    scenario: &'a Scenario,
    scale: &'a Scale,
    doctrine: &'a Doctrine,
    rollouts: u32,
}

impl Judge<'_> {
    fn decision(&self, turn: u16, moment: &Moment, partner: PartnerId) -> Decision {
        let given = &moment.given[partner.index()];
        let believed = self.believed(turn, moment, partner);
        let worth = |play: &(dyn Fn(&mut Seat<'_, '_, ()>) + Sync)| -> Vec<f64> {
            // The futures of one situation are alike; the interval counts situations.
            let mean = |(seed, start): &(u64, Situation)| {
                let futures = (0..FUTURES).map(|future| {
                    let seed = !seed ^ u64::from(future) << 16;
                    self.future(seed, start, partner, play)
                });
                futures.sum::<f64>() / f64::from(FUTURES)
            };
            believed.iter().map(mean).collect()
        };
        let real = worth(&|seat| {
            for order in given {
                // What a drawn situation does not allow is left out there, as it would be in life.
                let _ = seat.give(*order);
            }
        });
        let reference = worth(&|seat| REFERENCE.play(self.doctrine, seat));
        let nothing = worth(&|_| {});
        let value = Paired::of(&real, &reference);
        let label = if value.is_gain() {
            Label::Good
        } else if value.is_loss() {
            Label::Bad
        } else {
            Label::Open
        };
        let over_nothing = Paired::of(&real, &nothing);
        Decision { partner, turn, orders: given.clone(), value, over_nothing, label }
    }

    /// Situations that the partner could believe in, each with a seed for its futures.
    fn believed(&self, turn: u16, moment: &Moment, partner: PartnerId) -> Vec<(u64, Situation)> {
        let picture = &moment.start.pictures[partner.index()];
        let kept = (self.rollouts / FUTURES).max(1);
        let place = u64::from(turn) << 8 | u64::from(partner.0);
        let mut drawn: Vec<(u32, u64, Situation)> = (0..u64::from(kept * DRAWN))
            .filter_map(|index| {
                let seed = SEED ^ place << 32 ^ index;
                let sample = draw(self.doctrine, self.scenario, seed, turn)?;
                Some((belief::distance(self.scenario, partner, picture, &sample), seed, sample))
            })
            .collect();
        drawn.sort_by_key(|(distance, seed, _)| (*distance, *seed));
        drawn.truncate(kept as usize);
        for (_, _, sample) in &mut drawn {
            belief::agree(self.scenario, partner, picture, sample);
        }
        drawn.into_iter().map(|(_, seed, sample)| (seed, sample)).collect()
    }

    /// The joint score in the end, if the partner orders like this now.
    fn future(
        &self,
        seed: u64,
        start: &Situation,
        partner: PartnerId,
        play: &dyn Fn(&mut Seat<'_, '_, ()>),
    ) -> f64 {
        let mut now = start.clone();
        let dice = Dice::new(seed);
        let mut table = Table { scenario: self.scenario, now: &mut now, dice: &dice, recorder: &mut () };
        play(&mut Seat { table: &mut table, partner });
        let other = |index: usize| if index == partner.index() { Policy::Idle } else { REFERENCE };
        orders(&mut table, self.doctrine, other);
        turn::resolve(&mut table, self.doctrine.expected(self.scenario));
        play_on(&mut table, self.doctrine, self.doctrine.expected(self.scenario), u16::MAX);
        score(self.scenario, &now, self.scale).joint
    }
}
