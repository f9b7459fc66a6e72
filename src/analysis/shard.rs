//! Sweeps in parts: shards that were played apart, on as many machines as there are, and put
//! together again. Whatever the number of shards, the figures are those of one run.

use super::row::Row;
use super::sweep::Subject;
use super::titles::Titles;
use crate::scenario::model::Text;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// One part of a sweep, with everything that must be the same in all of its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shard {
    /// The scenario's id and the hash of what was checked.
    pub scenario: (String, String),
    /// The program's rules.
    pub rules: u32,
    /// Exercises of the whole sweep.
    pub n: u32,
    pub seed: u64,
    /// Who played: policies in the order of the partners, attackers' brain, dials turned.
    pub players: Vec<String>,
    /// The same in words.
    pub cast: Text,
    pub subject: Subject,
    /// What its things are called.
    pub titles: Titles,
    /// Which part this is, from 1, and of how many.
    pub place: u32,
    pub of: u32,
    /// Seconds it took.
    pub seconds: f64,
    pub rows: Vec<Row>,
}

impl Shard {
    /// The exercises of part `place` (from 1) of `of`: contiguous, and no part larger than another by
    /// more than one.
    #[must_use]
    pub fn range(n: u32, place: u32, of: u32) -> Range<u32> {
        let cut = |part: u32| {
            let exercises = u64::from(n) * u64::from(part) / u64::from(of.max(1));
            u32::try_from(exercises).unwrap_or(n)
        };
        cut(place.saturating_sub(1))..cut(place)
    }
}

/// Why shards do not make a sweep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShardProblem {
    /// There are none.
    None,
    /// Parts that are missing, of how many.
    Missing(Vec<u32>, u32),
    /// A part that is there more than once.
    Twice(u32),
    /// A part is of another sweep: what is different there.
    Other(u32, &'static str),
    /// A part holds another number of exercises than it should.
    Incomplete(u32, u32),
}

impl fmt::Display for ShardProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShardProblem::None => {
                write!(f, "there are no shards; `sweep SCENARIO --shard 1/4 --out DIR` writes one")
            }
            ShardProblem::Missing(places, of) => {
                let places: Vec<String> = places.iter().map(|place| format!("{place}/{of}")).collect();
                write!(f, "shards are missing: {}", places.join(", "))
            }
            ShardProblem::Twice(place) => write!(f, "shard {place} is there twice; keep one of them"),
            ShardProblem::Other(place, what) => {
                write!(
                    f,
                    "shard {place} is of another sweep: its {what} differs from that of the first shard"
                )
            }
            ShardProblem::Incomplete(place, exercises) => {
                write!(f, "shard {place} must hold {exercises} exercises and does not; play it again")
            }
        }
    }
}

/// Puts shards together, in whatever order they come: all rows of the sweep, and the seconds they took.
///
/// # Errors
/// The first reason why they are not one whole sweep.
pub fn merge(mut shards: Vec<Shard>) -> Result<Shard, ShardProblem> {
    shards.sort_by_key(|shard| shard.place);
    let mut parts = shards.into_iter();
    let mut whole = parts.next().ok_or(ShardProblem::None)?;
    let of = whole.of;
    let mut there = vec![whole.place];
    complete(&whole)?;
    for part in parts {
        if let Some(what) = difference(&whole, &part) {
            return Err(ShardProblem::Other(part.place, what));
        }
        if there.contains(&part.place) {
            return Err(ShardProblem::Twice(part.place));
        }
        complete(&part)?;
        there.push(part.place);
        whole.seconds += part.seconds;
        whole.rows.extend(part.rows);
    }
    let missing: Vec<u32> = (1..=of).filter(|place| !there.contains(place)).collect();
    if !missing.is_empty() {
        return Err(ShardProblem::Missing(missing, of));
    }
    (whole.place, whole.of) = (1, 1);
    Ok(whole)
}

fn complete(shard: &Shard) -> Result<(), ShardProblem> {
    let exercises = u32::try_from(Shard::range(shard.n, shard.place, shard.of).len()).unwrap_or(u32::MAX);
    let held = u32::try_from(shard.rows.len()).unwrap_or(u32::MAX);
    if held == exercises { Ok(()) } else { Err(ShardProblem::Incomplete(shard.place, exercises)) }
}

/// What makes two shards parts of different sweeps.
fn difference(one: &Shard, other: &Shard) -> Option<&'static str> {
    let differs = [
        (
            one.scenario != other.scenario || one.subject != other.subject || one.titles != other.titles,
            "scenario",
        ),
        (one.rules != other.rules, "version of the rules"),
        (one.n != other.n, "number of exercises"),
        (one.seed != other.seed, "seed"),
        (one.players != other.players || one.cast != other.cast, "cast"),
        (one.of != other.of, "number of shards"),
    ];
    differs.iter().find(|(differs, _)| *differs).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_every_exercise_once() {
        for (n, of) in [(10, 3), (7, 7), (3, 5), (1000, 16)] {
            let all: Vec<u32> = (1..=of).flat_map(|place| Shard::range(n, place, of)).collect();
            assert_eq!(all, (0..n).collect::<Vec<_>>(), "{n} exercises in {of} shards");
        }
    }
}
