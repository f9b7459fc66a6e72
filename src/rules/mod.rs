//! The rules of the simulation: a pure, deterministic function of scenario, seed and log of commands.
//! No clock, thread, file or screen takes part. Reading order: `turn` (the turn as a list), `order`
//! (what a partner may do), `attack`, `detect`, `measures` and `findings`, `sharing`, `duty`,
//! `inject`, `service`, `score`; `situation`, `picture` and `mind` are what they change, by `event`
//! and `apply` alone; `dice` and `check` are chance.

pub mod attack;
pub mod belief;
pub mod check;
pub mod dice;
pub mod duty;
pub mod event;
pub mod figures;
pub mod fingerprint;
pub mod inject;
pub mod mind;
pub mod odds;
pub mod order;
pub mod picture;
pub mod prevention;
pub mod score;
pub mod sharing;
pub mod situation;
pub mod table;
pub mod thought;
pub mod turn;

mod again;
mod apply;
mod detect;
mod findings;
mod measures;
pub mod memo;
mod service;

pub use apply::apply;
pub use event::Event;
pub use order::{Order, Refusal, Target};
pub use situation::{Phase, Situation};
pub use table::{Recorder, Table, Transcript};
