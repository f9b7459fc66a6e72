//! Keyed dice: each roll is a function of (seed, turn, who, what, target, attempt), not of how many
//! rolls came before. The generator is Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel Random
//! Numbers: As Easy as 1, 2, 3", SC 2011), which is made for keys and the same on every machine.
//! Turning its words into chances is our own integer arithmetic, so no crate can change an old exercise.

use rand::rand_core::TryRng;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// One in a million: the unit of every chance in the rules.
pub const CERTAIN_PPM: u32 = 1_000_000;

/// What a roll is for; the first part of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Purpose {
    /// An attack action works.
    Attack,
    /// A sensor sees an attack action.
    Seen,
    /// Persistence brings an evicted actor back.
    Return,
    /// A measure works.
    Measure,
    /// Investigation, hunt or forensics finds something.
    Find,
    /// Background noise raises a false alert.
    Noise,
    /// Where and as what the false alert shows.
    NoiseShape,
    /// A release beyond the label reaches the attacker.
    Leak,
    /// A policy's own choice.
    Policy,
    /// A share or aid is handed over in time.
    Handover,
    /// An actor that was found wipes a system before it goes.
    Burn,
}

/// What is rolled for. Equal keys give equal rolls; a change elsewhere changes nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    pub turn: u16,
    pub purpose: Purpose,
    pub who: u8,
    pub what: u16,
    pub target: u16,
    pub attempt: u16,
}

/// What the trainer has decided instead of the dice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulings {
    /// Checks whose outcome is set.
    pub overruled: Vec<(Key, bool)>,
    /// Attack actions that do not happen, by the key of their check; each attempt of the turn.
    pub vetoed: Vec<Key>,
}

/// The dice of one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dice {
    seed: u64,
    /// Counts how often the trainer asked for new dice after an undo.
    reroll: u16,
    rulings: Rulings,
}

impl Dice {
    /// Fresh dice of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Dice { seed, reroll: 0, rulings: Rulings { overruled: Vec::new(), vetoed: Vec::new() } }
    }

    /// The same seed with new dice, or with what the trainer has decided.
    #[must_use]
    pub const fn with(seed: u64, reroll: u16, rulings: Rulings) -> Self {
        Dice { seed, reroll, rulings }
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The roll for a key: uniform over 0 to 999,999.
    #[must_use]
    #[inline]
    pub fn roll(&self, key: Key) -> u32 {
        scale(self.words(key, 0)[0], CERTAIN_PPM)
    }

    /// What the trainer has set for this check, if anything.
    #[must_use]
    #[inline]
    pub fn overruled(&self, key: Key) -> Option<bool> {
        if self.rulings.overruled.is_empty() {
            return None;
        }
        self.rulings.overruled.iter().rev().find(|(of, _)| *of == key).map(|(_, outcome)| *outcome)
    }

    /// Whether the trainer has vetoed an attack action with this key, whatever the attempt.
    #[must_use]
    #[inline]
    pub fn is_vetoed(&self, key: Key) -> bool {
        self.rulings.vetoed.iter().any(|of| Key { attempt: key.attempt, ..*of } == key)
    }

    /// A uniform choice among `n` (at least 1).
    #[must_use]
    #[inline]
    pub fn pick(&self, key: Key, n: u32) -> u32 {
        scale(self.words(key, 0)[1], n)
    }

    /// A generator of its own for a key, behind `rand`'s traits.
    #[must_use]
    pub fn stream(&self, key: Key) -> Stream {
        Stream { dice_seed: self.seed, counter: self.counter(key), block: 0, words: [0; 4], left: 0 }
    }

    #[inline]
    fn counter(&self, key: Key) -> [u32; 3] {
        [
            u32::from(key.turn) | (key.purpose as u32) << 16 | u32::from(key.who) << 24,
            u32::from(key.what) | u32::from(key.target) << 16,
            u32::from(key.attempt) | u32::from(self.reroll) << 16,
        ]
    }

    #[inline]
    fn words(&self, key: Key, block: u32) -> [u32; 4] {
        let [a, b, c] = self.counter(key);
        philox([a, b, c, block], self.seed)
    }
}

/// A uniform integer below `n` from one word: the high half of the product (bias below n / 2^32).
#[must_use]
#[inline]
pub const fn scale(word: u32, n: u32) -> u32 {
    ((word as u64 * n as u64) >> 32) as u32
}

/// Philox 4x32 with ten rounds.
#[must_use]
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the halves of a 64-bit product")]
const fn philox(counter: [u32; 4], seed: u64) -> [u32; 4] {
    let [mut a, mut b, mut c, mut d] = counter;
    let (mut k0, mut k1) = (seed as u32, (seed >> 32) as u32);
    let mut round = 0;
    while round < 10 {
        let p = a as u64 * 0xD251_1F53;
        let q = c as u64 * 0xCD9E_8D57;
        (a, b, c, d) = ((q >> 32) as u32 ^ b ^ k0, q as u32, (p >> 32) as u32 ^ d ^ k1, p as u32);
        k0 = k0.wrapping_add(0x9E37_79B9);
        k1 = k1.wrapping_add(0xBB67_AE85);
        round += 1;
    }
    [a, b, c, d]
}

/// A sequence of words belonging to one key.
#[derive(Debug, Clone)]
pub struct Stream {
    dice_seed: u64,
    counter: [u32; 3],
    block: u32,
    words: [u32; 4],
    left: usize,
}

impl Stream {
    /// The next word.
    #[inline]
    pub fn word(&mut self) -> u32 {
        if self.left == 0 {
            let [a, b, c] = self.counter;
            self.block += 1;
            self.words = philox([a, b, c, self.block], self.dice_seed);
            self.left = 4;
        }
        self.left -= 1;
        self.words[3 - self.left]
    }

    /// A uniform integer below `n` (at least 1).
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        scale(self.word(), n)
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from(self.word()) | u64::from(self.word()) << 32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.word().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_values() {
        // Known answers of the paper's reference implementation (Random123, kat_vectors).
        assert_eq!(philox([0; 4], 0), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 4], u64::MAX), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], 0x299f_31d0_a409_3822),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn rolls_depend_on_their_key_alone() {
        let dice = Dice::new(7);
        let key = Key { turn: 3, purpose: Purpose::Attack, who: 1, what: 4, target: 9, attempt: 0 };
        assert_eq!(dice.roll(key), dice.clone().roll(key));
        assert_ne!(dice.roll(key), dice.roll(Key { attempt: 1, ..key }));
        assert_ne!(dice.roll(key), Dice::with(7, 1, Rulings::default()).roll(key));
        assert_ne!(dice.roll(key), Dice::new(8).roll(key));
    }

    #[test]
    fn rolls_are_uniform() {
        let dice = Dice::new(1);
        let mut tenths = [0u32; 10];
        for attempt in 0..20_000 {
            let key = Key { turn: 1, purpose: Purpose::Seen, who: 0, what: 0, target: 0, attempt };
            tenths[(dice.roll(key) / 100_000) as usize] += 1;
        }
        // Chi-square with nine degrees of freedom: 27.9 is exceeded once in a thousand.
        let chi: f64 = tenths.iter().map(|n| (f64::from(*n) - 2000.0).powi(2) / 2000.0).sum();
        assert!(chi < 27.9, "chi-square {chi}");
    }
}
