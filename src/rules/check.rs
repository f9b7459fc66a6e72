//! Chances and checks. A chance starts from a base rate and is changed by causes, each an independent
//! layer; a check is one roll against it. Whoever wants to explain it collects the causes; in a sweep
//! nobody does, and the same code computes the same chance without keeping them.

use super::dice::{CERTAIN_PPM, Dice, Key};
use serde::{Deserialize, Serialize};

/// Why a chance is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The actor's skill (per mille of the base).
    Skill,
    /// The target's own controls, together.
    Controls,
    /// A control added by a measure; the number is its place in the scenario's list.
    Hardening(u8),
    /// A known indicator put to use as a block.
    Block,
    /// The target's own sensors, together.
    Sensors,
    /// A sensor added by a measure.
    ExtraSensor(u8),
    /// The actor's stealth.
    Stealth,
    /// Analysts who look harder, or are worn out.
    Attention,
    /// A known indicator put to use in the sensors.
    Watch,
    /// Persistence already found, or knowing what to look for.
    Foreknowledge,
}

/// Collects the causes of a chance, or does not.
pub trait Notes {
    /// The chance after this cause, parts per million.
    fn note(&mut self, cause: Cause, after_ppm: u32);
}

impl Notes for () {
    #[inline]
    fn note(&mut self, _: Cause, _: u32) {}
}

impl Notes for Vec<(Cause, u32)> {
    fn note(&mut self, cause: Cause, after_ppm: u32) {
        self.push((cause, after_ppm));
    }
}

/// What is left of a chance behind a layer: both in parts per million, rounded down.
#[must_use]
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a product of two parts per million stays below one")]
pub const fn times(chance_ppm: u32, factor_ppm: u32) -> u32 {
    (chance_ppm as u64 * factor_ppm as u64 / CERTAIN_PPM as u64) as u32
}

/// A chance scaled by per mille, at most `cap_ppm`.
#[must_use]
#[inline]
pub fn permille(chance_ppm: u32, permille: u32, cap_ppm: u32) -> u32 {
    let scaled = u64::from(chance_ppm) * u64::from(permille) / 1000;
    u32::try_from(scaled).unwrap_or(u32::MAX).min(cap_ppm)
}

/// A check as it went, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub key: Key,
    /// Base chance in parts per million.
    pub base_ppm: u32,
    /// Each cause with the chance after it, in parts per million.
    pub causes: Vec<(Cause, u32)>,
    /// The chance that was rolled against.
    pub chance_ppm: u32,
    /// 0 to 999,999; a success is a roll below the chance.
    pub roll: u32,
    pub success: bool,
    /// The trainer set the outcome.
    pub overruled: bool,
}

/// Rolls against a chance; what the trainer has set wins.
#[inline]
pub(super) fn roll(dice: &Dice, key: Key, chance_ppm: u32) -> bool {
    match dice.overruled(key) {
        Some(outcome) => outcome,
        None => chance_ppm >= CERTAIN_PPM || (chance_ppm > 0 && dice.roll(key) < chance_ppm),
    }
}
