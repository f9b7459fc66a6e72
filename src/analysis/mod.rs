//! Numbers about scenarios: whole exercises played by policies, the scale of the score, sweeps.
//! Floating point lives here and in the score; what is summed is summed in a fixed order, so that
//! the same seed and n give the same bytes whatever the number of threads.

mod ablation;
mod barred;
mod believed;
pub mod calibration;
pub mod decisions;
mod dials;
pub mod evidence;
pub mod forecast;
mod game;
pub mod hindsight;
pub mod improve;
pub mod judged;
pub mod moments;
mod paired;
mod progress;
pub mod ratings;
pub mod robust;
mod row;
mod scale;
mod shard;
mod stats;
mod sweep;
mod table;
mod tally;
mod titles;
pub mod validity;
mod worth;

pub use ablation::{Ablations, ablations};
pub use dials::{DialEffect, DialPoint, dial_effects};
pub use game::{Game, Played, Setup};
pub use paired::{Comparison, FAMILY_ALPHA, Gain, Paired, Verdict};
pub use progress::Progress;
pub use row::Row;
pub use scale::{SCALE_N, SCALE_SEED, scale};
pub use shard::{Shard, ShardProblem, merge};
pub use stats::{Distribution, Rate, distribution, rate};
pub use sweep::{
    INJECTS_PER_H, MeasureUse, NodeUse, PartnerDistribution, Subject, Sweep, SweepOptions, rows, seed_of,
    summary, sweep,
};
pub use table::{FIRST, first_part, header};
pub use titles::Titles;
pub use worth::{Shares, Worth, worth, worth_for};
