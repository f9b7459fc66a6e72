//! Experiments on the same dice: exercise by exercise with and without something, and what of many such
//! comparisons stands out.

use super::row::Row;
use super::stats::{Rate, Z, distribution, rate, two_sided};

/// Chance that, of all comparisons of an experiment, any one stands out although nothing is behind it.
pub const FAMILY_ALPHA: f64 = 0.05;

/// Pairs that the interval of rare differences counts in beside those that were played: the square of the normal
/// quantile, rounded (Agresti and Coull 1998).
const MORE: f64 = 4.0;

/// A mean difference between pairs of exercises on the same dice, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    pub mean: f64,
    /// Half width of the 95 % interval of the mean.
    pub ci95: f64,
}

impl Paired {
    /// With minus without, pair by pair.
    #[must_use]
    pub fn of(with: &[f64], without: &[f64]) -> Self {
        let differences: Vec<f64> = with.iter().zip(without).map(|(with, without)| with - without).collect();
        let found = distribution(&differences);
        Paired { mean: found.mean, ci95: found.ci95 }
    }

    /// The same where few pairs may differ, and those by much: the interval is as wide as if [`MORE`] pairs more had
    /// differed, by as much as those that did (in the manner of Agresti and Coull 1998, who do it for shares). The
    /// usual interval is too narrow there: what happens in 2 of 250 futures may well happen in 5 of the next.
    #[must_use]
    pub(super) fn of_futures(with: &[f64], without: &[f64]) -> Self {
        let squared = |difference: f64| difference * difference;
        let plain = Self::of(with, without);
        let all = with.iter().zip(without).map(|(with, without)| squared(with - without));
        let (differ, squares) = all
            .filter(|square| *square > 0.0)
            .fold((0.0, 0.0), |(count, sum), square| (count + 1.0, sum + square));
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let n = with.len() as f64;
        if differ == 0.0 || n < 2.0 {
            return plain;
        }
        let more = squared(Z) * MORE * squares / differ / (n * (n - 1.0));
        Paired { mean: plain.mean, ci95: (squared(plain.ci95) + more).sqrt() }
    }

    /// Its 95 % interval lies above 0.
    #[must_use]
    pub fn is_gain(&self) -> bool {
        self.mean - self.ci95 > 0.0
    }

    /// Its 95 % interval lies below 0.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.mean + self.ci95 < 0.0
    }

    /// Two-sided p value of "no difference" (normal).
    fn p(&self) -> f64 {
        if self.mean == 0.0 { 1.0 } else { two_sided(self.mean, self.ci95) }
    }
}

/// The same in the joint score and in the partners' outcomes alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    pub joint: Paired,
    pub outcome: Paired,
}

impl Gain {
    /// What the rows of one sweep have over those of another on the same seeds.
    pub(super) fn of(with: &[Row], without: &[Row]) -> Self {
        let paired = |of: &dyn Fn(&Row) -> f64| {
            let figures = |rows: &[Row]| rows.iter().map(of).collect::<Vec<f64>>();
            Paired::of(&figures(with), &figures(without))
        };
        Gain { joint: paired(&|row| row.joint), outcome: paired(&|row| row.outcome) }
    }
}

/// What a comparison says, together with all others of its experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The joint score is higher with it.
    Pays,
    /// The joint score is lower with it.
    Costs,
    /// Exercises come out differently, but on average no difference stands out.
    Unclear,
    /// Not one exercise scored differently.
    Same,
}

impl Verdict {
    /// Its name for programs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Verdict::Pays => "pays",
            Verdict::Costs => "costs",
            Verdict::Unclear => "unclear",
            Verdict::Same => "same",
        }
    }
}

/// The exercise with something against the exercise without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Place of what was left out, in the scenario.
    pub index: usize,
    pub gain: Gain,
    /// Exercises that scored differently.
    pub changed: Rate,
    pub verdict: Verdict,
}

impl Comparison {
    /// Compares; the verdict comes with the others (see [`judge`]).
    pub(super) fn new(index: usize, with: &[Row], without: &[Row]) -> Self {
        let differs = |(with, without): &(&Row, &Row)| {
            with.joint.to_bits() != without.joint.to_bits()
                || with.outcome.to_bits() != without.outcome.to_bits()
        };
        let changed = with.iter().zip(without).filter(differs).count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let changed = rate(count(changed), count(with.len()).max(1));
        let verdict = if changed.rate == 0.0 { Verdict::Same } else { Verdict::Unclear };
        Comparison { index, gain: Gain::of(with, without), changed, verdict }
    }
}

/// Gives every comparison its verdict: Holm's step-down procedure (1979) over all of them, so that the
/// chance of any false "pays" or "costs" is [`FAMILY_ALPHA`] at most.
pub(super) fn judge(comparisons: &mut [&mut Comparison]) {
    comparisons.sort_by(|one, other| one.gain.joint.p().total_cmp(&other.gain.joint.p()));
    let mut left = f64::from(u32::try_from(comparisons.len()).unwrap_or(u32::MAX));
    for comparison in comparisons.iter_mut() {
        if comparison.gain.joint.p() * left > FAMILY_ALPHA {
            return;
        }
        let pays = comparison.gain.joint.mean > 0.0;
        comparison.verdict = if pays { Verdict::Pays } else { Verdict::Costs };
        left -= 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(index: usize, mean: f64, z: f64) -> Comparison {
        let paired = Paired { mean, ci95: 1.959_963_984_540_054 * mean.abs() / z };
        let gain = Gain { joint: paired, outcome: paired };
        Comparison { index, gain, changed: rate(5, 10), verdict: Verdict::Unclear }
    }

    #[test]
    fn what_differs_seldom_is_less_certain_than_it_looks() {
        let of = |hits: usize| {
            let with: Vec<f64> = (0..250).map(|place| if place < hits { 10.0 } else { 0.0 }).collect();
            Paired::of_futures(&with, &[0.0; 250])
        };
        // Two of 250: a share of 0.8 %, by Wilson up to 2.9 %; times ten.
        let two = of(2);
        assert!((two.mean - 0.08).abs() < 1e-9 && (0.18..0.21).contains(&two.ci95), "{two:?}");
        // By a sign test five of five could be chance (6 %), seven of seven (1.6 %) could not.
        assert!(!of(5).is_gain() && of(7).is_gain());
        // Where nothing differed there is nothing to judge by; where all pairs differ, next to nothing is added.
        assert_eq!(of(0), Paired { mean: 0.0, ci95: 0.0 });
        let noisy: Vec<f64> = (0..250).map(|place| if place % 2 == 0 { 9.0 } else { -7.0 }).collect();
        let plain = Paired::of(&noisy, &[0.0; 250]).ci95;
        let wider = Paired::of_futures(&noisy, &[0.0; 250]).ci95;
        assert!(plain < wider && wider < 1.05 * plain, "{plain} {wider}");
    }

    #[test]
    fn holm_asks_less_of_each_further_comparison() {
        // p about 0.0063, 0.0124, 0.0278, 0.6: with four comparisons the first three need p below
        // 0.0125, 0.0167 and 0.025; Bonferroni (0.0125) would take the same, plain 95 % one more.
        let mut all = [
            comparison(0, 1.0, 2.2),
            comparison(1, -1.0, 2.73),
            comparison(2, 1.0, 2.5),
            comparison(3, 1.0, 0.5),
        ];
        judge(&mut all.iter_mut().collect::<Vec<_>>());
        assert_eq!(
            all.map(|one| one.verdict),
            [Verdict::Unclear, Verdict::Costs, Verdict::Pays, Verdict::Unclear]
        );
        // p about 0.0099 and 0.03: alone the second passes at 0.05 after the first is out of the way.
        let mut two = [comparison(0, 1.0, 2.17), comparison(1, 1.0, 2.58)];
        judge(&mut two.iter_mut().collect::<Vec<_>>());
        assert_eq!(two.map(|one| one.verdict), [Verdict::Pays; 2]);
    }

    #[test]
    fn differences_that_never_vary_are_certain() {
        let same = Paired::of(&[2.0, 2.0], &[1.0, 1.0]);
        assert!(same.is_gain() && same.p() == 0.0, "{same:?}");
        let none = Paired::of(&[2.0, 1.0], &[2.0, 1.0]);
        assert!(!none.is_gain() && !none.is_loss() && none.p() == 1.0, "{none:?}");
    }
}
