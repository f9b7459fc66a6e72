//! Planspiel: a tabletop cyber-exercise simulator for authorities that must respond together.

pub mod rules;
pub mod scenario;
