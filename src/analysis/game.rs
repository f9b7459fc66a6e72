//! One exercise played by policies from StartEx to EndEx, as fast as the rules allow: nobody writes
//! anything down.

use super::barred::Barred;
use crate::brain::{AttackPlan, Desk, Doctrine, Policy, Seat, Style, play_out};
use crate::rules::dice::Dice;
use crate::rules::prevention;
use crate::rules::situation::{Phase, Situation};
use crate::rules::table::{Recorder, Table};
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, PartnerId};

/// Who plays.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Per partner.
    pub policies: Vec<Policy>,
    pub style: Style,
}

impl Setup {
    /// The same policy for every partner, attackers as the file says.
    #[must_use]
    pub fn all(scenario: &Scenario, policy: Policy) -> Self {
        Setup { policies: vec![policy; scenario.partners.len()], style: Style::Scenario }
    }
}

/// What is needed again and again to play one scenario with one setup.
pub struct Game<'a> {
    pub scenario: &'a Scenario,
    policies: &'a [Policy],
    doctrine: Doctrine,
    plan: AttackPlan,
    start: Situation,
    /// A measure that nobody may order.
    barred: Option<MeasureId>,
}

/// Before StartEx, with nobody in the attackers' seats.
fn unattended(scenario: &Scenario) -> Situation {
    let mut start = Situation::new(scenario);
    start.minds.iter_mut().for_each(|mind| mind.is_seated = false);
    start
}

/// A finished exercise.
pub struct Played {
    pub end: Situation,
    /// Turns that were played.
    pub turns: u32,
}

impl<'a> Game<'a> {
    /// Lays out the game.
    #[must_use]
    pub fn new(scenario: &'a Scenario, setup: &'a Setup) -> Self {
        Game {
            scenario,
            policies: &setup.policies,
            doctrine: Doctrine::new(scenario),
            plan: AttackPlan::new(scenario, setup.style),
            start: unattended(scenario),
            barred: None,
        }
    }

    /// The same game in which nobody may order this measure.
    #[must_use]
    pub fn without(self, measure: MeasureId) -> Self {
        Game { barred: Some(measure), ..self }
    }

    /// Plays one exercise.
    #[must_use]
    pub fn play(&self, seed: u64) -> Played {
        let mut now = self.start.clone();
        let turns = self.play_into(&mut now, seed, &mut ());
        Played { end: now, turns }
    }

    /// Plays one exercise while somebody writes down what happens.
    pub fn play_watched<R: Recorder>(&self, seed: u64, recorder: &mut R) -> u32 {
        let mut now = self.start.clone();
        self.play_into(&mut now, seed, recorder)
    }

    /// Plays one exercise in place, from StartEx; the situation's memory is used again.
    pub fn replay(&self, now: &mut Situation, seed: u64) -> u32 {
        now.clone_from(&self.start);
        self.play_into(now, seed, &mut ())
    }

    /// The same, and somebody listens.
    pub(super) fn replay_for(&self, now: &mut Situation, seed: u64, recorder: &mut impl Recorder) -> u32 {
        now.clone_from(&self.start);
        self.play_into(now, seed, recorder)
    }

    fn play_into<R: Recorder>(&self, now: &mut Situation, seed: u64, recorder: &mut R) -> u32 {
        let dice = Dice::new(seed);
        let mut table = Table { scenario: self.scenario, now, dice: &dice, recorder };
        match self.barred {
            None => play_out(&mut table, &self.doctrine, self.policies, &self.plan),
            Some(measure) => self.play_without(&mut table, measure),
        }
        u32::from(table.now.public.turn)
    }

    fn play_without<R: Recorder>(&self, table: &mut Table<'_, R>, measure: MeasureId) {
        if prevention::is_played(self.scenario) {
            self.order_without(table, measure);
        }
        while table.now.public.phase != Phase::Ended {
            turn::begin_turn(table);
            turn::open_orders(table);
            self.order_without(table, measure);
            turn::resolve(table, &self.plan);
        }
    }

    fn order_without<R: Recorder>(&self, table: &mut Table<'_, R>, measure: MeasureId) {
        for (index, policy) in self.policies.iter().enumerate() {
            let mut seat = Seat { table, partner: PartnerId::at(index) };
            policy.play(&self.doctrine, &mut Barred { desk: &mut seat, measure });
        }
    }

    /// What a policy would order at a desk, for exercises that are logged command by command.
    pub fn decide(&self, desk: &mut impl Desk) {
        let policy = self.policies[desk.partner().index()];
        policy.play(&self.doctrine, desk);
    }
}
