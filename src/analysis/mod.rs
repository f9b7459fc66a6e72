//! Numbers about scenarios: whole exercises played by policies, the scale of the score, sweeps.
//! Floating point lives here and in the score; what is summed is summed in a fixed order, so that
//! the same seed and n give the same bytes whatever the number of threads.

mod game;
mod scale;
mod shard;
mod stats;
mod sweep;
mod table;
mod worth;

pub use game::{Game, Played, Setup};
pub use scale::{SCALE_N, SCALE_SEED, scale};
pub use shard::{Shard, ShardProblem, merge};
pub use stats::{Distribution, Rate, distribution, rate};
pub use sweep::{PartnerDistribution, Row, Subject, Sweep, SweepOptions, rows, seed_of, summary, sweep};
pub use table::{FIRST, first_part, header};
pub use worth::{Gain, Paired, Shares, Worth, worth};
