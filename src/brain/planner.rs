//! The planner: the playbook with the stress where it promises most. It plays on from situations that it
//! could believe in, one turn ahead with each stress and from there by the playbook, on the same dice.
//!
//! Those situations are drawn from before StartEx, by the playbook against attackers as they usually are;
//! the few that look most like the partner's own picture are kept and made to agree with it (approximate
//! Bayesian computation: Tavaré, Balding, Griffiths, Donnelly 1997). Nothing of the truth gets in.

use super::ahead::{draw, harm, lead, orders, play_on, seeds};
use super::playbook::{self, Sharing, Stress};
use super::{Desk, Doctrine, Policy, Seat};
use crate::rules::belief;
use crate::rules::dice::Dice;
use crate::rules::situation::Situation;
use crate::rules::table::Table;
use crate::rules::turn;

/// Situations that are drawn, and those of them that are kept.
const DRAWN: u32 = 20;
const KEPT: usize = 8;
/// How many turns far it looks.
const TURNS: u16 = 10;

/// Gives the turn's orders.
pub(super) fn play(doctrine: &Doctrine, desk: &mut impl Desk) {
    let stress = desk.picture().has_started.then(|| choose(doctrine, desk)).flatten();
    playbook::play(doctrine, desk, Sharing::Honest, stress);
}

/// The stress with the least harm in the end, none where no other is better than chance.
fn choose(doctrine: &Doctrine, desk: &impl Desk) -> Option<Stress> {
    let (scenario, partner) = (desk.scenario(), desk.partner());
    let mut usual = Vec::with_capacity(KEPT);
    let mut stressed = Stress::ALL.map(|_| Vec::with_capacity(KEPT));
    let (mut base, mut now) = (Situation::new(scenario), Situation::new(scenario));
    for (seed, start) in believed(doctrine, desk) {
        let dice = Dice::new(seed);
        let ordered = |now: &mut Situation, stress: Option<Stress>| {
            now.clone_from(&start);
            let mut table = Table { scenario, now, dice: &dice, recorder: &mut () };
            playbook::play(doctrine, &mut Seat { table: &mut table, partner }, Sharing::Honest, stress);
        };
        let value = |now: &mut Situation| -> i64 {
            let mut table = Table { scenario, now, dice: &dice, recorder: &mut () };
            let other = |index: usize| if index == partner.index() { Policy::Idle } else { Policy::Playbook };
            orders(&mut table, doctrine, other);
            turn::resolve(&mut table, doctrine.expected(scenario));
            play_on(&mut table, doctrine, doctrine.expected(scenario), TURNS);
            -i64::try_from(harm(table.now)).unwrap_or(i64::MAX)
        };
        ordered(&mut base, None);
        now.clone_from(&base);
        let of_usual = value(&mut now);
        usual.push(of_usual);
        for (stress, values) in Stress::ALL.into_iter().zip(&mut stressed) {
            ordered(&mut now, Some(stress));
            // The same orders on the same dice come to the same.
            values.push(if now == base { of_usual } else { value(&mut now) });
        }
    }
    let others =
        Stress::ALL.into_iter().zip(&stressed).map(|(stress, values)| (stress, lead(&usual, values)));
    others.filter(|(_, lead)| *lead > 0).max_by_key(|(_, lead)| *lead).map(|(stress, _)| stress)
}

/// Situations that the partner could believe in, each with dice to play on.
fn believed(doctrine: &Doctrine, desk: &impl Desk) -> Vec<(u64, Situation)> {
    let (scenario, partner, picture) = (desk.scenario(), desk.partner(), desk.picture());
    let seeds = seeds(desk.dice(), desk.turn(), partner.0, 0, DRAWN);
    let mut drawn: Vec<(u32, u64, Situation)> = seeds
        .filter_map(|seed| {
            let sample = draw(doctrine, scenario, seed, desk.turn())?;
            Some((belief::distance(scenario, partner, picture, &sample), seed, sample))
        })
        .collect();
    drawn.sort_by_key(|(distance, ..)| *distance);
    drawn.truncate(KEPT);
    let agreed = drawn.into_iter().map(|(_, seed, mut sample)| {
        belief::agree(scenario, partner, picture, &mut sample);
        (!seed, sample)
    });
    agreed.collect()
}
