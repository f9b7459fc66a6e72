//! Playing on in one's head: from a situation that somebody believes in, with everybody as they are
//! expected to be, on dice of its own. Nothing of the real exercise's dice gets in.

use super::{Doctrine, Policy, Seat};
use crate::rules::attack::Attackers;
use crate::rules::dice::{Dice, Key, Purpose};
use crate::rules::prevention;
use crate::rules::situation::{Phase, Situation};
use crate::rules::table::{Recorder, Table};
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;

/// Plays so many turns more, or to EndEx, partners by the playbook.
pub fn play_on<R: Recorder>(
    table: &mut Table<'_, R>,
    doctrine: &Doctrine,
    attackers: &(impl Attackers + ?Sized),
    turns: u16,
) {
    prevent(table, doctrine, |_| Policy::Playbook);
    let last = table.now.public.turn.saturating_add(turns);
    while table.now.public.phase != Phase::Ended && table.now.public.turn < last {
        turn::begin_turn(table);
        turn::open_orders(table);
        orders(table, doctrine, |_| Policy::Playbook);
        turn::resolve(table, attackers);
    }
}

/// Before StartEx, every partner spends its budget for prevention by its policy.
pub fn prevent<R: Recorder>(table: &mut Table<'_, R>, doctrine: &Doctrine, policy: impl Fn(usize) -> Policy) {
    if prevention::is_played(table.scenario) && table.now.public.phase == Phase::Briefing {
        orders(table, doctrine, policy);
    }
}

/// Every partner orders by its policy.
pub fn orders<R: Recorder>(table: &mut Table<'_, R>, doctrine: &Doctrine, policy: impl Fn(usize) -> Policy) {
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
    prevent(table, doctrine, |index| policies[index]);
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

/// By how much one way is better than the other on the same dice, less its standard error; no more than 0
/// where chance alone could make it so.
#[must_use]
pub fn lead(base: &[i64], other: &[i64]) -> i64 {
    let n = i64::try_from(base.len()).unwrap_or(1).max(1);
    let differences: Vec<i64> = base.iter().zip(other).map(|(base, other)| other - base).collect();
    let mean = differences.iter().sum::<i64>() / n;
    let squares: u128 = differences.iter().map(|of| u128::from(of.abs_diff(mean)).pow(2)).sum();
    let variance = squares / u128::try_from(n * (n - 1).max(1)).unwrap_or(1);
    mean - i64::try_from(variance.isqrt()).unwrap_or(i64::MAX)
}

/// One way in which it could go, on dice of its own.
pub struct Way {
    pub seed: u64,
    pub now: Situation,
}

/// Who orders what on a way, at a partner's desk.
pub type Orders<'o> = &'o (dyn Fn(&mut Seat<'_, '_, ()>) + Sync);

impl Way {
    /// Before StartEx.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: u64) -> Self {
        let mut now = Situation::new(scenario);
        now.minds.iter_mut().for_each(|mind| mind.is_seated = false);
        Way { seed, now }
    }

    /// Goes on to the orders of a later turn; says whether it comes to them, or has ended before.
    pub fn reaches(
        &mut self,
        doctrine: &Doctrine,
        scenario: &Scenario,
        turn: u16,
        decide: Orders<'_>,
    ) -> bool {
        let dice = Dice::new(self.seed);
        let mut table = Table { scenario, now: &mut self.now, dice: &dice, recorder: &mut () };
        let partners = || (0..scenario.partners.len()).map(PartnerId::at);
        while table.now.public.turn < turn && table.now.public.phase != Phase::Ended {
            let prevents = table.now.public.phase == Phase::Briefing && prevention::is_played(scenario);
            if prevents || table.now.public.phase == Phase::Orders {
                partners().for_each(|partner| decide(&mut Seat { table: &mut table, partner }));
            }
            if table.now.public.phase == Phase::Orders {
                turn::resolve(&mut table, doctrine.expected(scenario));
            }
            if table.now.public.phase != Phase::Ended {
                turn::begin_turn(&mut table);
                turn::open_orders(&mut table);
            }
        }
        self.now.public.phase == Phase::Orders && self.now.public.turn == turn
    }
}

/// One way in which it could have come to the orders of a turn, everybody as expected; `None` where it would have
/// ended before.
#[must_use]
pub fn draw(doctrine: &Doctrine, scenario: &Scenario, seed: u64, turn: u16) -> Option<Situation> {
    let mut way = Way::new(scenario, seed);
    way.reaches(doctrine, scenario, turn, &|seat| Policy::Playbook.play(doctrine, seat)).then_some(way.now)
}

#[cfg(test)]
mod tests {
    use super::lead;

    #[test]
    fn a_lead_is_what_chance_alone_could_not_give() {
        // The same on all dice: the whole difference, either way.
        assert_eq!(lead(&[1, 2, 3], &[11, 12, 13]), 10);
        assert_eq!(lead(&[11, 12, 13], &[1, 2, 3]), -10);
        assert_eq!(lead(&[5], &[12]), 7);
        // Mean 5, squares 50, by 2 x 1: a standard error of 5.
        assert_eq!(lead(&[0, 0], &[0, 10]), 0);
        // Mean 0, squares 400, by 4 x 3: a standard error of 5.
        assert_eq!(lead(&[0; 4], &[10, -10, 10, -10]), -5);
        // Much noise that both share counts for nothing.
        assert_eq!(lead(&[-9_000_000, 9_000_000], &[-8_999_999, 9_000_001]), 1);
        assert_eq!(lead(&[], &[]), 0);
    }
}
