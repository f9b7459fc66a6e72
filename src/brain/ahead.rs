//! Playing on in one's head: from a situation that somebody believes in, with everybody as they are
//! expected to be, on dice of its own. Nothing of the real exercise's dice gets in.

use super::{AttackPlan, Doctrine, Policy, Seat, Style};
use crate::rules::attack::Attackers;
use crate::rules::dice::{Dice, Key, Purpose};
use crate::rules::situation::{Phase, Situation};
use crate::rules::table::{Recorder, Table};
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::words::Brain;

/// What is expected of everybody: partners by the playbook, attackers by experience.
#[derive(Debug, Clone)]
pub struct Ahead {
    pub doctrine: Doctrine,
    pub attackers: AttackPlan,
}

impl Ahead {
    /// Reads a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let attackers = AttackPlan::new(scenario, Style::All(Brain::Adaptive));
        Ahead { doctrine: Doctrine::new(scenario), attackers }
    }

    /// Plays so many turns more, or to EndEx.
    pub fn play_on<R: Recorder>(&self, table: &mut Table<'_, R>, turns: u16) {
        let last = table.now.public.turn.saturating_add(turns);
        while table.now.public.phase != Phase::Ended && table.now.public.turn < last {
            turn::begin_turn(table);
            turn::open_orders(table);
            orders(table, &self.doctrine, |_| Policy::Playbook);
            turn::resolve(table, &self.attackers);
        }
    }
}

/// Every partner orders by its policy.
pub fn orders<R: Recorder>(
    table: &mut Table<'_, R>,
    doctrine: &Doctrine,
    policy: impl Fn(usize) -> Policy,
) {
    for index in 0..table.scenario.partners.len() {
        let mut seat = Seat { table, partner: PartnerId::at(index) };
        policy(index).play(doctrine, &mut seat);
    }
}

/// Plays an exercise to its end, each partner by its policy.
pub fn play_out<R: Recorder>(
    table: &mut Table<'_, R>,
    doctrine: &Doctrine,
    policies: &[Policy],
    attackers: &(impl Attackers + ?Sized),
) {
    while table.now.public.phase != Phase::Ended {
        turn::begin_turn(table);
        turn::open_orders(table);
        orders(table, doctrine, |index| policies[index]);
        turn::resolve(table, attackers);
    }
}

/// Seeds for playing on: they hang on who thinks, when, and how often it has thought in this turn.
pub fn seeds(dice: &Dice, turn: u16, who: u8, thought: u16, count: u32) -> impl Iterator<Item = u64> {
    let what = u16::MAX;
    let key = Key { turn, purpose: Purpose::Policy, who, what, target: 0, attempt: thought };
    let mut stream = dice.stream(key);
    (0..count).map(move |_| u64::from(stream.word()) << 32 | u64::from(stream.word()))
}

/// Harm of all partners, in thousandths of a point.
#[must_use]
pub fn harm(now: &Situation) -> u64 {
    now.truth.partners.iter().flat_map(|partner| partner.harm).sum()
}
