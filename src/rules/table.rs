//! The table at which one exercise is resolved: the scenario, the situation, the dice and whoever
//! writes down what happens. Every change goes through `Table::emit`.

use super::apply::apply;
use super::check::{self, Cause, Check, Notes};
use super::dice::{Dice, Key, Purpose};
use super::event::{Event, Found, Told, World};
use super::situation::Situation;
use super::thought::Thought;
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, NodeId, PartnerId};

/// Writes down what happens: provenance, full checks, texts. With or without it, the situation is
/// the same to the byte.
pub trait Recorder {
    /// Full check records are wanted.
    const CHECKS: bool;
    /// Something happened, after it was applied.
    fn event(&mut self, event: &Event);
    /// A check was made; only called where [`Recorder::CHECKS`] says so.
    fn check(&mut self, check: Check);
    /// An attacker thought something; only called where [`Recorder::CHECKS`] says so.
    fn thought(&mut self, _: Thought) {}
}

/// Writes nothing down (sweeps).
impl Recorder for () {
    const CHECKS: bool = false;
    #[inline]
    fn event(&mut self, _: &Event) {}
    #[inline]
    fn check(&mut self, _: Check) {}
}

/// Everything that happened, in order.
#[derive(Debug, Default, Clone)]
pub struct Transcript {
    pub events: Vec<Event>,
    pub checks: Vec<Check>,
    pub thoughts: Vec<Thought>,
}

impl Recorder for Transcript {
    const CHECKS: bool = true;
    fn event(&mut self, event: &Event) {
        self.events.push(*event);
    }
    fn check(&mut self, check: Check) {
        self.checks.push(check);
    }
    fn thought(&mut self, thought: Thought) {
        let at = u32::try_from(self.events.len()).unwrap_or(u32::MAX);
        self.thoughts.push(Thought { at, ..thought });
    }
}

/// What a resolution needs.
pub struct Table<'a, R: Recorder> {
    pub scenario: &'a Scenario,
    pub now: &'a mut Situation,
    pub dice: &'a Dice,
    pub recorder: &'a mut R,
}

impl<R: Recorder> Table<'_, R> {
    /// Applies an event and has it written down.
    #[inline]
    pub(super) fn emit(&mut self, event: Event) {
        apply(self.now, &event);
        self.recorder.event(&event);
    }

    #[inline]
    pub(super) fn world(&mut self, event: World) {
        self.emit(Event::World(event));
    }

    #[inline]
    pub(super) fn tell(&mut self, partner: PartnerId, told: Told) {
        self.emit(Event::Told(partner, told));
    }

    #[inline]
    pub(super) fn find(&mut self, actor: ActorId, found: Found) {
        self.emit(Event::Found(actor, found));
    }

    /// The turn.
    #[inline]
    pub(super) fn turn(&self) -> u16 {
        self.now.public.turn
    }

    /// The turn's place in the turn table.
    #[inline]
    pub(super) fn clock(&self) -> &crate::scenario::model::TurnDef {
        &self.scenario.clock.turns[usize::from(self.now.public.turn.max(1)) - 1]
    }

    /// The partner that owns a node.
    #[inline]
    pub(super) fn owner(&self, node: NodeId) -> Option<PartnerId> {
        self.scenario.node(node).owner.partner()
    }

    /// A key in this turn.
    #[inline]
    pub(super) fn key(
        &self,
        purpose: Purpose,
        who: usize,
        what: usize,
        target: usize,
        attempt: usize,
    ) -> Key {
        let narrow = |n: usize| u16::try_from(n & 0xffff).unwrap_or(0);
        Key {
            turn: self.turn(),
            purpose,
            who: u8::try_from(who & 0xff).unwrap_or(0),
            what: narrow(what),
            target: narrow(target),
            attempt: narrow(attempt),
        }
    }

    /// Makes a check. `odds` computes the chance and notes its causes; it runs with notes only where
    /// somebody writes them down.
    #[inline]
    pub(super) fn check(&mut self, key: Key, base_ppm: u32, odds: impl Odds) -> bool {
        if !R::CHECKS {
            let chance = odds.chance(self.scenario, self.now, base_ppm, &mut ());
            return check::roll(self.dice, key, chance);
        }
        let mut causes: Vec<(Cause, u32)> = Vec::new();
        let chance_ppm = odds.chance(self.scenario, self.now, base_ppm, &mut causes);
        let success = check::roll(self.dice, key, chance_ppm);
        let overruled = self.dice.overruled(key).is_some();
        let roll = self.dice.roll(key);
        self.recorder.check(Check { key, base_ppm, causes, chance_ppm, roll, success, overruled });
        success
    }
}

/// How a chance follows from a base and the situation.
pub trait Odds {
    /// The chance in parts per million; each cause that changes it is noted.
    fn chance(&self, scenario: &Scenario, now: &Situation, base_ppm: u32, notes: &mut impl Notes) -> u32;
}

/// Nothing changes the base.
pub struct Plain;

impl Odds for Plain {
    #[inline]
    fn chance(&self, _: &Scenario, _: &Situation, base_ppm: u32, _: &mut impl Notes) -> u32 {
        base_ppm
    }
}
