//! The line within one process: the same bytes as over a network, without the network.

use super::Live;
use super::link::{Answer, Ask, Link};
use crate::view::wording::both;
use std::sync::Arc;

/// A line to an exercise of this process.
#[derive(Clone)]
pub struct InProcess {
    live: Arc<Live>,
}

impl InProcess {
    /// A line to this exercise.
    #[must_use]
    pub fn new(live: Arc<Live>) -> Self {
        InProcess { live }
    }
}

impl Link for InProcess {
    fn ask(&mut self, ask: &Ask) -> Answer {
        let answer = serde_json::to_vec(ask).map(|bytes| self.live.handle(&bytes));
        answer.and_then(|bytes| serde_json::from_slice(&bytes)).unwrap_or_else(|error| Answer::Failed {
            text: both(
                format!("Die Antwort ist nicht zu verstehen: {error}"),
                format!("The answer cannot be understood: {error}"),
            ),
        })
    }
}
