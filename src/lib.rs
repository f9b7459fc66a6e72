//! Planspiel: a tabletop cyber-exercise simulator for authorities that must respond together.
//!
//! This is the map. Rooms stand in the order in which they may import each other: each may use those
//! above it, never those below (`tests/tidy.rs` keeps it).
//!
//! - [`scenario`]: what an author wrote, checked with every problem and its place, becomes a
//!   `Scenario` that cannot be wrong.
//! - [`rules`]: the turn. Pure and deterministic: scenario, seed and commands give events; events
//!   alone change a situation. Begin with `rules/turn.rs`.
//! - [`conduct`]: what people do around the rules: seats, drafts, the timer, messages, ratings.
//! - [`view`]: the only door out of a seat's knowledge.
//! - [`exercise`]: entries and the situation they lead to: propose, write down, commit.
//! - [`brain`]: policies for either side; they sit in a seat like everybody else.
//! - [`analysis`]: many exercises: the score's scale, sweeps, experiments on the same dice, the table of a
//!   scenario's header, the calibration against published figures; what one exercise shows: evidence for
//!   tasks, what decisions were worth, what was luck, where it is going.
//! - [`journal`], [`live`]: the log on disk; one exercise shared by screens, and the only clock.
//! - [`export`]: drawings, facts, the page of a sweep, the report of an exercise, its log for other people's
//!   tools, open data.
//! - [`handbook`]: documents to print, from a scenario alone: for players what they may know, for those who lead
//!   everything.
//! - [`host`]: an exercise for browsers and boards: pages, seats and keys, live streams, the API.
//! - `board`: the window (feature `board`); it knows an exercise only through `live::link`.
//! - [`files`], [`cli`]: from a path to a scenario, from arguments to calls.
//!
//! What holds everywhere: an order goes seat, decide, journal, apply, knowledge, view, and never
//! back. No rule reads a clock, a file or a thread. No seat's view is given the truth. Chances are
//! whole parts per million, and each roll has a key of its own, so that a change in one place leaves
//! all other dice as they were.

pub mod analysis;
#[cfg(feature = "board")]
pub mod board;
pub mod brain;
pub mod cli;
pub mod conduct;
pub mod exercise;
pub mod export;
pub mod files;
pub mod handbook;
pub mod host;
pub mod journal;
pub mod live;
pub mod rules;
pub mod scenario;
pub mod view;
