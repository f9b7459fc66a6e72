//! Distributions of simulated figures, with their uncertainty.

use serde::{Deserialize, Serialize};

/// A distribution of one figure over many exercises.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    pub mean: f64,
    /// Half width of the 95 % interval of the mean (normal; n is in the hundreds at least).
    pub ci95: f64,
    pub sd: f64,
    pub p05: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p95: f64,
}

/// A share of exercises.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// 0 to 1.
    pub rate: f64,
    /// 95 % interval (Wilson 1927), which stays within 0 to 1.
    pub ci95: [f64; 2],
}

/// 97.5 % quantile of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// Summarises figures; all zero for none.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn distribution(figures: &[f64]) -> Distribution {
    if figures.is_empty() {
        return Distribution {
            mean: 0.0,
            ci95: 0.0,
            sd: 0.0,
            p05: 0.0,
            p25: 0.0,
            p50: 0.0,
            p75: 0.0,
            p95: 0.0,
        };
    }
    let n = figures.len() as f64;
    let mean = figures.iter().sum::<f64>() / n;
    let squares: f64 = figures.iter().map(|x| (x - mean) * (x - mean)).sum();
    let sd = if figures.len() > 1 { (squares / (n - 1.0)).sqrt() } else { 0.0 };
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| quantile(&sorted, share);
    Distribution {
        mean,
        ci95: Z * sd / n.sqrt(),
        sd,
        p05: at(0.05),
        p25: at(0.25),
        p50: at(0.5),
        p75: at(0.75),
        p95: at(0.95),
    }
}

/// Linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within a list"
)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let low = place.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (sorted[high] - sorted[low]) * (place - low as f64)
}

/// How often something happened in `n` exercises (at least 1).
#[must_use]
pub fn rate(hits: u32, n: u32) -> Rate {
    let (n, p) = (f64::from(n), f64::from(hits) / f64::from(n));
    let spread = Z * Z / n;
    let middle = (p + spread / 2.0) / (1.0 + spread);
    let half = Z * (p * (1.0 - p) / n + spread / (4.0 * n)).sqrt() / (1.0 + spread);
    Rate { rate: p, ci95: [(middle - half).max(0.0), (middle + half).min(1.0)] }
}

/// Two-sided p value of "the mean is 0" for a mean and the half width of its 95 % interval (normal);
/// 0 where nothing varies.
#[must_use]
pub(super) fn two_sided(mean: f64, ci95: f64) -> f64 {
    let z = Z * mean.abs() / ci95;
    if z.is_finite() { erfc(z / std::f64::consts::SQRT_2) } else { 0.0 }
}

/// Complementary error function for x of at least 0, relative error below 1.2e-7 everywhere (Press,
/// Teukolsky, Vetterling, Flannery: "Numerical Recipes", 6.2, Chebyshev fit).
fn erfc(x: f64) -> f64 {
    const FIT: [f64; 10] = [
        0.170_872_77,
        -0.822_152_23,
        1.488_515_87,
        -1.135_203_98,
        0.278_868_07,
        -0.186_288_06,
        0.096_784_18,
        0.374_091_96,
        1.000_023_68,
        -1.265_512_23,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    t * (FIT.iter().fold(0.0, |sum, factor| sum * t + factor) - x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_sample() {
        let d = distribution(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert!((d.mean - 5.0).abs() < 1e-12);
        assert!((d.sd - (32.0f64 / 7.0).sqrt()).abs() < 1e-12);
        assert!((d.p50 - 4.5).abs() < 1e-12);
        assert!((d.p25 - 4.0).abs() < 1e-12);
    }

    #[test]
    fn p_values_of_a_textbook() {
        // Two-sided: z = 1.96 is 5 %, z = 2.5758 is 1 %, z = 3.2905 is 0.1 %.
        for (z, p) in [(1.959_964, 0.05), (2.575_829, 0.01), (3.290_527, 0.001), (0.674_490, 0.5)] {
            let found = two_sided(z, Z);
            assert!((found / p - 1.0).abs() < 1e-5, "z {z}: {found}");
        }
        assert!(two_sided(-1.0, 0.0) == 0.0);
    }

    #[test]
    fn wilson_interval_of_a_textbook_case() {
        // 10 of 20: 0.299 to 0.701.
        let r = rate(10, 20);
        assert!((r.ci95[0] - 0.2993).abs() < 1e-4, "{r:?}");
        assert!((r.ci95[1] - 0.7007).abs() < 1e-4, "{r:?}");
        assert!(rate(0, 50).ci95[0].abs() < 1e-12);
    }
}
