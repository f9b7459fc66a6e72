//! Scenario files: a draft as written, checked with every problem and its place, becomes a
//! `Scenario` that cannot be wrong. This room reads text handed to it; it opens no file itself.

pub mod check;
pub mod draft;
pub mod graph;
pub mod ids;
pub mod layout;
pub mod limits;
pub mod model;
pub mod problem;
pub mod report;
pub mod source;
pub mod suggest;
pub mod template;
pub mod words;

pub use model::Scenario;
