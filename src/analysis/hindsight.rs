//! With hindsight: from the true state, how the joint score came to be what it was. Turn by turn, what each
//! partner's decisions changed (Shapley value over who decides as they did; Shapley 1953), what the attackers'
//! own way to play changed, and what the dice did.
//!
//! The parts add up to the actual score minus what was to be expected before StartEx with the reference policy
//! at every desk. Each part is computed by itself on dice of its own; what is missing to the sum is Monte
//! Carlo error and is told, too.

use super::moments::{Futures, Moment, moments, unguided};
use super::paired::Paired;
use super::progress::Progress;
use super::stats::distribution;
use super::sweep::seed_of;
use crate::brain::{Doctrine, Policy, Seat};
use crate::exercise::{Command, Exercise};
use crate::rules::attack::Attackers;
use crate::rules::situation::{Phase, Situation};
use rayon::prelude::*;

/// Of the seeds; the exercise's own has no part in them.
const SEED: u64 = 0x5EED_0FA1_1600;

/// How a joint score came to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Hindsight {
    /// The joint score.
    pub actual: f64,
    /// The joint score to be expected before StartEx, with the reference policy at every desk.
    pub reference: Paired,
    pub turns: Vec<TurnParts>,
    /// Sums over all turns.
    pub whole: Parts,
    /// Actual minus reference minus the sum of all parts; 0 but for Monte Carlo error.
    pub rest: Paired,
}

/// A turn's parts.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnParts {
    /// 0 before StartEx.
    pub turn: u16,
    pub parts: Parts,
}

/// Points of the joint score, by who or what they came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// What each partner's decisions changed, against the reference policy's.
    pub partners: Vec<Paired>,
    /// What it changed that the attackers played as they did, and not as they are expected to.
    pub attackers: Paired,
    /// What the dice gave: the score to be expected after them, minus before them. What trainers did by hand
    /// counts here as well.
    pub luck: Paired,
}

/// Why there is no hindsight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHindsight {
    /// The exercise goes on.
    NotEnded,
    /// It was ended by hand before its last turn: nothing says how it would have ended.
    EndedByHand,
}

/// Why an exercise cannot be taken apart.
fn hindrance(exercise: &Exercise) -> Option<NoHindsight> {
    if exercise.now().public.phase != Phase::Ended {
        return Some(NoHindsight::NotEnded);
    }
    let by_hand = exercise.entries().iter().any(|entry| entry.command == Command::End);
    by_hand.then_some(NoHindsight::EndedByHand)
}

/// How many turns will be gone through, the time before StartEx among them.
pub(super) fn turns(exercise: &Exercise) -> u64 {
    if hindrance(exercise).is_some() { 0 } else { u64::from(exercise.now().public.turn) + 1 }
}

/// Takes an ended exercise apart, by `rollouts` futures for each way that a turn could have gone. `salt` gives other
/// dice: who averages over exercises needs others for each, or all of them share one Monte Carlo error. Progress
/// hears of every turn that is done, the time before StartEx among them.
///
/// # Errors
/// Why it cannot be done.
pub fn hindsight(
    exercise: &Exercise,
    reference: Policy,
    rollouts: u32,
    salt: u64,
    progress: &impl Progress,
) -> Result<Hindsight, NoHindsight> {
    if let Some(why) = hindrance(exercise) {
        return Err(why);
    }
    let scenario = exercise.scenario();
    let doctrine = Doctrine::new(scenario);
    let futures = Futures { scenario, scale: exercise.scale(), doctrine: &doctrine, reference };
    let judge = Judge { futures, rollouts, salt, attackers: exercise.attackers() };
    let moments = moments(exercise);
    let actual = exercise.score().joint;
    let told: Option<Vec<(TurnParts, Paired)>> = (0..moments.len())
        .into_par_iter()
        .map(|place| {
            let found =
                progress.is_wanted().then(|| judge.turn(&moments[place], moments.get(place + 1), actual));
            progress.played();
            found
        })
        .collect();
    // Nobody waits for it any more.
    let Some(told) = told else { return Err(NoHindsight::NotEnded) };
    let reference = mean(&judge.played_on(&Situation::new(scenario), Role::BeforeAll, 0));
    let turns: Vec<TurnParts> = told.iter().map(|(turn, _)| turn.clone()).collect();
    let partners =
        (0..scenario.partners.len()).map(|of| sum(turns.iter().map(|turn| turn.parts.partners[of])));
    let whole = Parts {
        partners: partners.collect(),
        attackers: sum(turns.iter().map(|turn| turn.parts.attackers)),
        luck: sum(turns.iter().map(|turn| turn.parts.luck)),
    };
    let parts = whole.partners.iter().map(|part| part.mean).sum::<f64>();
    let parts = parts + whole.attackers.mean + whole.luck.mean;
    // Each turn's luck ends where the next turn's decisions begin: both estimate the same, on other dice.
    let seams = told.iter().map(|(_, seam)| *seam).chain([reference]);
    let rest = Paired { mean: actual - reference.mean - parts, ci95: sum(seams).ci95 };
    Ok(Hindsight { actual, reference, turns, whole, rest })
}

/// Dice for different questions about a turn are different dice.
#[derive(Clone, Copy)]
enum Role {
    BeforeAll,
    Decisions,
    After,
}

/// What is needed to judge.
struct Judge<'a> {
    futures: Futures<'a>,
    rollouts: u32,
    salt: u64,
    attackers: &'a (dyn Attackers + Send + Sync),
}

impl Judge<'_> {
    /// A turn's parts, and the Monte Carlo error of its seams to the turns around it.
    fn turn(&self, moment: &Moment, next: Option<&Moment>, actual: f64) -> (TurnParts, Paired) {
        let partners = self.futures.scenario.partners.len();
        let mut start = moment.start.clone();
        unguided(&mut start);
        // By who decides as they did, as bits: the score of each future.
        let coalitions: Vec<Vec<f64>> = (0..1_usize << partners)
            .map(|who| {
                self.played(moment, &start, who, self.futures.doctrine.expected(self.futures.scenario))
            })
            .collect();
        let all = coalitions.last().expect("the empty coalition is one");
        let mut guided = start.clone();
        for (mind, real) in guided.minds.iter_mut().zip(&moment.end.minds) {
            (mind.is_seated, mind.plan) = (real.is_seated, real.plan.clone());
        }
        let everybody = (1 << partners) - 1;
        let real = self.played(moment, &guided, everybody, self.attackers);
        let before = mean(&real);
        let after = match next {
            Some(next) => mean(&self.played_on(&next.start, Role::After, next.turn)),
            None => Paired { mean: actual, ci95: 0.0 },
        };
        let luck = Paired { mean: after.mean - before.mean, ci95: after.ci95.hypot(before.ci95) };
        let parts = Parts {
            partners: (0..partners).map(|partner| shapley(&coalitions, partner, partners)).collect(),
            attackers: Paired::of(&real, all),
            luck,
        };
        let seam = sum([mean(&coalitions[0]), after].into_iter());
        (TurnParts { turn: moment.turn, parts }, seam)
    }

    /// Futures in which these partners decide as they did, on the same dice whoever they are.
    fn played(&self, moment: &Moment, start: &Situation, who: usize, attackers: &dyn Attackers) -> Vec<f64> {
        let decide = |index: usize, seat: &mut Seat<'_, '_, ()>| {
            if who >> index & 1 == 1 { moment.given[index].play(seat) } else { self.futures.refer(seat) }
        };
        self.seeds(Role::Decisions, moment.turn)
            .map(|seed| self.futures.end(seed, start, &decide, attackers).joint)
            .collect()
    }

    /// Futures in which everybody goes on by the reference.
    fn played_on(&self, start: &Situation, role: Role, turn: u16) -> Vec<f64> {
        let mut start = start.clone();
        unguided(&mut start);
        self.seeds(role, turn).map(|seed| self.futures.on(seed, &start).joint).collect()
    }

    fn seeds(&self, role: Role, turn: u16) -> impl Iterator<Item = u64> + use<> {
        let of = SEED ^ self.salt << 32 ^ u64::from(turn) << 2 ^ role as u64;
        (0..self.rollouts).map(move |index| seed_of(of, index))
    }
}

/// A partner's Shapley value, future by future.
fn shapley(coalitions: &[Vec<f64>], partner: usize, partners: usize) -> Paired {
    let own = 1 << partner;
    let futures = coalitions[0].len();
    let worth = |future: usize| {
        let without = (0..coalitions.len()).filter(|who| who & own == 0);
        without
            .map(|who| {
                weight(who.count_ones(), partners) * (coalitions[who | own][future] - coalitions[who][future])
            })
            .sum::<f64>()
    };
    mean(&(0..futures).map(worth).collect::<Vec<_>>())
}

/// How many orders of arrival have just these others before one, of all orders.
fn weight(others: u32, partners: usize) -> f64 {
    let partners = u32::try_from(partners).unwrap_or(u32::MAX);
    let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
    factorial(others) * factorial(partners - others - 1) / factorial(partners)
}

fn mean(figures: &[f64]) -> Paired {
    let found = distribution(figures);
    Paired { mean: found.mean, ci95: found.ci95 }
}

/// Sum of what was computed independently.
fn sum(parts: impl Iterator<Item = Paired>) -> Paired {
    let add =
        |sum: Paired, part: Paired| Paired { mean: sum.mean + part.mean, ci95: sum.ci95.hypot(part.ci95) };
    parts.fold(Paired { mean: 0.0, ci95: 0.0 }, add)
}

#[cfg(test)]
mod tests {
    use super::{shapley, weight};

    #[test]
    fn shapley_values_share_the_whole_gain() {
        // Nobody 0; the first alone 10, the second alone 4, both 20: 13 and 7.
        let coalitions = vec![vec![0.0; 2], vec![10.0; 2], vec![4.0; 2], vec![20.0; 2]];
        assert!((shapley(&coalitions, 0, 2).mean - 13.0).abs() < 1e-12);
        assert!((shapley(&coalitions, 1, 2).mean - 7.0).abs() < 1e-12);
        // Of three: 1/3 first or last, 1/6 for each way to come second.
        let weights: Vec<f64> = (0..3).map(|others| weight(others, 3)).collect();
        assert!((weights[0] - 1.0 / 3.0).abs() < 1e-12 && (weights[1] - 1.0 / 6.0).abs() < 1e-12);
        assert!((weights[2] - 1.0 / 3.0).abs() < 1e-12);
    }
}
