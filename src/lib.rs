//! Planspiel: a tabletop cyber-exercise simulator for authorities that must respond together.

pub mod brain;
pub mod files;
pub mod rules;
pub mod scenario;
