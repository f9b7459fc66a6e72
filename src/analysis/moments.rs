//! The moments of an exercise in which people decided, and playing on from them: on dice that the exercise
//! never rolls itself, with everybody as they are expected to be.

use crate::brain::{Doctrine, Policy, Seat, orders, play_out, prevent};
use crate::exercise::{Command, Entry, Exercise, fold};
use crate::rules::attack::Attackers;
use crate::rules::dice::Dice;
use crate::rules::event::{Event, Public};
use crate::rules::order::Order;
use crate::rules::picture::Picture;
use crate::rules::score::{Scale, Score, score};
use crate::rules::situation::{Phase, Situation};
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::{InjectId, PartnerId};
use std::collections::BTreeMap;

/// What a partner decided in one turn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    pub orders: Vec<Order>,
    /// Injects that were answered, and how.
    pub choices: Vec<(InjectId, u8)>,
}

/// Orders could be given, and what was given.
pub struct Moment {
    /// 0 before StartEx.
    pub turn: u16,
    /// When orders could first be given.
    pub start: Situation,
    /// When nothing more could be given.
    pub end: Situation,
    /// Per partner.
    pub given: Vec<Given>,
}

/// The moments of turns that were carried out, as they finally were: an undone one is gone. The first stands
/// before StartEx.
#[must_use]
pub fn moments(exercise: &Exercise) -> Vec<Moment> {
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
        let is_first = found.is_empty() && begins(entry, Phase::Situation);
        if is_first || begins(entry, Phase::Resolution) {
            let (start, end) = (fold(scenario, &entries[..opened]), fold(scenario, &entries[..place]));
            let turn = start.public.turn;
            let given = start.pictures.iter().zip(&end.pictures);
            let given = given.map(|(before, after)| given_in(turn, before, after)).collect();
            found.insert(turn, Moment { turn, start, end, given });
        }
    }
    found.into_values().collect()
}

fn given_in(turn: u16, before: &Picture, after: &Picture) -> Given {
    let jobs = after.jobs.iter().filter(|job| job.from == turn);
    let choices = before.choices.iter().zip(&after.choices).enumerate();
    let chosen = choices.filter(|(_, (before, after))| before != after);
    let chosen = chosen.map(|(index, (_, after))| (InjectId::at(index), after.saturating_sub(1)));
    Given { orders: jobs.map(|job| job.order).collect(), choices: chosen.collect() }
}

impl Given {
    /// Decides like this; what a situation does not allow is left out there, as it would be in life.
    pub(super) fn play(&self, seat: &mut Seat<'_, '_, ()>) {
        for (inject, choice) in &self.choices {
            let _ = turn::choose(seat.table, seat.partner, *inject, *choice);
        }
        for order in &self.orders {
            let _ = turn::give(seat.table, seat.partner, *order);
        }
    }
}

/// How it could go on.
pub(super) struct Futures<'a> {
    pub scenario: &'a Scenario,
    pub scale: &'a Scale,
    pub doctrine: &'a Doctrine,
    /// The policy by which everybody goes on.
    pub reference: Policy,
}

/// Who decides how, in the turn from which it goes on.
pub(super) type Decide<'d> = &'d (dyn Fn(usize, &mut Seat<'_, '_, ()>) + Sync);

impl Futures<'_> {
    /// The score in the end, if every partner decides like this now and attackers act like these.
    pub(super) fn end(
        &self,
        seed: u64,
        start: &Situation,
        decide: Decide<'_>,
        attackers: &dyn Attackers,
    ) -> Score {
        self.end_of(seed, self.decided(seed, start, decide), attackers)
    }

    /// The situation after every partner has decided like this.
    pub(super) fn decided(&self, seed: u64, start: &Situation, decide: Decide<'_>) -> Situation {
        let mut now = start.clone();
        let dice = Dice::new(seed);
        let mut table = Table { scenario: self.scenario, now: &mut now, dice: &dice, recorder: &mut () };
        for index in 0..self.scenario.partners.len() {
            decide(index, &mut Seat { table: &mut table, partner: PartnerId::at(index) });
        }
        now
    }

    /// The score in the end, if attackers act like these in the turn that is decided.
    pub(super) fn end_of(&self, seed: u64, mut now: Situation, attackers: &dyn Attackers) -> Score {
        let dice = Dice::new(seed);
        let mut table = Table { scenario: self.scenario, now: &mut now, dice: &dice, recorder: &mut () };
        let partners = self.scenario.partners.len();
        let expected = self.doctrine.expected(self.scenario);
        if table.now.public.phase == Phase::Briefing {
            turn::begin_turn(&mut table);
            turn::open_orders(&mut table);
            orders(&mut table, self.doctrine, |_| self.reference);
            turn::resolve(&mut table, expected);
        } else {
            turn::resolve(&mut table, attackers);
            unguided(table.now);
        }
        play_out(&mut table, self.doctrine, &vec![self.reference; partners], expected);
        score(self.scenario, &now, self.scale)
    }

    /// The score in the end, if everybody goes on by the reference.
    pub(super) fn on(&self, seed: u64, start: &Situation) -> Score {
        let expected = self.doctrine.expected(self.scenario);
        self.end(seed, start, &|_, seat| self.refer(seat), expected)
    }

    /// Decides by the reference.
    pub(super) fn refer(&self, seat: &mut Seat<'_, '_, ()>) {
        if seat.table.now.public.phase == Phase::Briefing {
            let own = seat.partner.index();
            let policy = |index: usize| if index == own { self.reference } else { Policy::Idle };
            prevent(seat.table, self.doctrine, policy);
        } else {
            self.reference.play(self.doctrine, seat);
        }
    }
}

/// Attackers whom nobody steers and in whose seats nobody sits.
pub(super) fn unguided(now: &mut Situation) {
    for mind in &mut now.minds {
        mind.is_seated = false;
        mind.plan.clear();
    }
}
