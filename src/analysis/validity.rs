//! Whether decision values measure decisions: exercises by policies of known skill, told apart by the raw
//! score and by what their decisions were worth. The reference is none of those told apart.

use super::decisions::{Label, values, values_again};
use super::hindsight::hindsight;
use super::progress::Progress;
use super::stats::{Rate, rate};
use super::sweep::seed_of;
use crate::brain::{AttackPlan, Policy, Style, play_to_end};
use crate::exercise::{Command, Exercise};
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use std::sync::Arc;

/// The reference here.
pub const REFERENCE: Policy = Policy::PlaybookUnaided;
/// The policies, by name, from the least skilled on.
pub const POLICIES: [(&str, Policy); 4] = [
    ("random", Policy::Random),
    ("playbook-weak", Policy::PlaybookWeak),
    ("playbook", Policy::Playbook),
    ("planner", Policy::Planner),
];

/// How much is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Exercises of each policy.
    pub n: u32,
    /// Futures for each way to decide.
    pub rollouts: u32,
    /// Futures for each way that a turn could have gone, with hindsight.
    pub hindsight: u32,
    /// Exercises of each policy, beyond `n`, in which only luck is computed.
    pub lucky: u32,
    /// Decisions whose value is computed again by very many futures, and those.
    pub again: (u32, u32),
}

/// What was found of one policy's exercises.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    pub name: &'static str,
    /// Per exercise: joint score, and the sum of what all decisions were worth over the reference policy's.
    pub scores: Vec<f64>,
    pub values: Vec<f64>,
    /// Per exercise: the sum of the values below 0 alone, what decisions lost.
    pub losses: Vec<f64>,
    /// Per exercise, those for luck alone included, with hindsight: what all partners' decisions changed, luck, and
    /// what is missing to the sum of all parts in halves of its 95 % interval.
    pub changed: Vec<f64>,
    pub lucks: Vec<f64>,
    pub rests: Vec<f64>,
    /// Decisions called good or bad, and all.
    pub labelled: (u32, u32),
}

impl Skill {
    /// Judges every decision of an exercise.
    fn judge(&mut self, exercise: &Exercise, rollouts: u32) {
        let values = values(exercise, REFERENCE, rollouts);
        self.scores.push(exercise.score().joint);
        self.values.push(values.iter().map(|value| value.mean).sum());
        self.losses.push(values.iter().map(|value| value.mean.min(0.0)).sum());
        for value in &values {
            self.labelled.1 += 1;
            self.labelled.0 += u32::from(Label::of(*value) != Label::Open);
        }
    }

    /// Exercises whose parts add up within the 95 % interval.
    #[must_use]
    pub fn adds_up(&self) -> Rate {
        share(self.rests.iter().map(|rest| rest.abs() <= 1.0))
    }
}

/// All that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Validity {
    pub skills: Vec<Skill>,
    /// How many intervals of decision values cover the value by very many futures.
    pub covered: Rate,
    pub tested: u32,
}

/// Plays, judges every decision, and judges some again. No two exercises have the same dice.
#[must_use]
pub fn validity(
    scenario: &Arc<Scenario>,
    scale: &Scale,
    extent: Extent,
    progress: &impl Progress,
) -> Validity {
    let each = u64::from(extent.n) + u64::from(extent.lucky);
    progress.planned(POLICIES.len() as u64 * each + u64::from(extent.again.0));
    let skills = (0..POLICIES.len()).map(|place| skill(scenario, scale, place, extent, progress)).collect();
    let covered = coverage(scenario, scale, extent, progress);
    Validity {
        skills,
        tested: u32::try_from(covered.len()).unwrap_or(u32::MAX),
        covered: share(covered.into_iter()),
    }
}

fn skill(
    scenario: &Arc<Scenario>,
    scale: &Scale,
    place: usize,
    extent: Extent,
    progress: &impl Progress,
) -> Skill {
    let (name, policy) = POLICIES[place];
    let nothing = Vec::new;
    let mut skill = Skill {
        name,
        scores: nothing(),
        values: nothing(),
        losses: nothing(),
        changed: nothing(),
        lucks: nothing(),
        rests: nothing(),
        labelled: (0, 0),
    };
    for index in 0..extent.n + extent.lucky {
        let exercise = played(scenario, scale, seed_of(place as u64, index), policy);
        if index < extent.n {
            skill.judge(&exercise, extent.rollouts);
        }
        // Dice of its own here, too: luck is to be nothing on average over exercises.
        let salt = 1 + place as u64 * (u64::from(extent.n) + u64::from(extent.lucky)) + u64::from(index);
        let parts = hindsight(&exercise, REFERENCE, extent.hindsight, salt, &());
        let parts = parts.expect("policies play to the end");
        skill.changed.push(parts.whole.partners.iter().map(|part| part.mean).sum());
        skill.lucks.push(parts.whole.luck.mean);
        skill.rests.push(parts.rest.mean / parts.rest.ci95.max(f64::MIN_POSITIVE));
        progress.played();
    }
    skill
}

/// Whether the intervals of decisions cover what very many futures say. Decisions that change nothing on
/// any of the dice are left out: their interval is a point, which says nothing of what is rarer than that.
fn coverage(scenario: &Arc<Scenario>, scale: &Scale, extent: Extent, progress: &impl Progress) -> Vec<bool> {
    let (wanted, many) = extent.again;
    // As many exercises as it takes; of some all decisions change nothing.
    let exercises = (0..10 * wanted).map(|index| {
        let (round, place) = (index as usize / POLICIES.len(), index as usize % POLICIES.len());
        let exercise = played(scenario, scale, seed_of(POLICIES.len() as u64, index), POLICIES[place].1);
        (exercise, PartnerId::at(round % scenario.partners.len()))
    });
    values_again(exercises, REFERENCE, [extent.rollouts, many], wanted as usize, progress)
        .into_iter()
        .map(|[few, again]| (again.mean - few.mean).abs() <= few.ci95)
        .collect()
}

fn share(of: impl Iterator<Item = bool>) -> Rate {
    let (mut hits, mut all) = (0, 0);
    for hit in of {
        all += 1;
        hits += u32::from(hit);
    }
    rate(hits, all.max(1))
}

fn played(scenario: &Arc<Scenario>, scale: &Scale, seed: u64, policy: Policy) -> Exercise {
    let plan = Arc::new(AttackPlan::new(scenario, Style::Scenario));
    let mut exercise = Exercise::new(Arc::clone(scenario), scale.clone(), seed, plan);
    let policies = vec![policy; scenario.partners.len()];
    let mut carry = |exercise: &mut Exercise, command: Command| {
        Ok::<_, std::convert::Infallible>(exercise.run(command).map(drop))
    };
    let Ok(()) = play_to_end(&mut exercise, &policies, &mut carry);
    exercise
}

/// Area under the ROC curve: the chance that one of `high` lies above one of `low`, ties counted half
/// (Mann, Whitney 1947).
#[must_use]
pub fn auc(low: &[f64], high: &[f64]) -> f64 {
    let mut above = 0.0;
    let mut pairs = 0.0;
    for one in low {
        for other in high {
            pairs += 1.0;
            above += match other.total_cmp(one) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    if pairs > 0.0 { above / pairs } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::auc;

    #[test]
    fn the_area_counts_pairs() {
        let is = |low: &[f64], high: &[f64], wanted: f64| (auc(low, high) - wanted).abs() < 1e-12;
        assert!(is(&[1.0, 2.0], &[3.0, 4.0], 1.0));
        assert!(is(&[3.0, 4.0], &[1.0, 2.0], 0.0));
        // Of four pairs two lie above, one is a tie.
        assert!(is(&[1.0, 3.0], &[2.0, 3.0], 0.625));
        assert!(is(&[], &[1.0], 0.5));
    }
}
