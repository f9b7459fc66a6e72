//! One exercise played by policies from StartEx to EndEx, as fast as the rules allow: nobody writes
//! anything down.

use crate::brain::{AttackPlan, Desk, Doctrine, Policy, Style, play_out};
use crate::rules::dice::Dice;
use crate::rules::situation::Situation;
use crate::rules::table::{Recorder, Table};
use crate::scenario::Scenario;

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
        }
    }

    /// Plays one exercise.
    #[must_use]
    pub fn play(&self, seed: u64) -> Played {
        let mut now = self.start.clone();
        let turns = self.play_into(&mut now, seed, &mut ());
        Played { end: now, turns }
    }

    /// Plays one exercise in place, from StartEx; the situation's memory is used again.
    pub fn replay(&self, now: &mut Situation, seed: u64) -> u32 {
        now.clone_from(&self.start);
        self.play_into(now, seed, &mut ())
    }

    fn play_into<R: Recorder>(&self, now: &mut Situation, seed: u64, recorder: &mut R) -> u32 {
        let dice = Dice::new(seed);
        let mut table = Table { scenario: self.scenario, now, dice: &dice, recorder };
        play_out(&mut table, &self.doctrine, self.policies, &self.plan);
        u32::from(table.now.public.turn)
    }

    /// What a policy would order at a desk, for exercises that are logged command by command.
    pub fn decide(&self, desk: &mut impl Desk) {
        let policy = self.policies[desk.partner().index()];
        policy.play(&self.doctrine, desk);
    }
}
