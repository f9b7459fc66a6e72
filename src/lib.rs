//! Planspiel: a tabletop cyber-exercise simulator for authorities that must respond together.

pub mod analysis;
#[cfg(feature = "board")]
pub mod board;
pub mod brain;
pub mod cli;
pub mod exercise;
pub mod export;
pub mod files;
pub mod journal;
pub mod live;
pub mod rules;
pub mod scenario;
pub mod view;
