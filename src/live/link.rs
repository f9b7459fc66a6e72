//! What goes over the line between a screen and an exercise: plain data, serialised, whatever the
//! transport. The board knows an exercise only through this.

use crate::exercise::Command;
use crate::rules::order::Refusal;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::{SeatView, TrainerView};
use serde::{Deserialize, Serialize};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Viewer {
    Trainer,
    Partner(PartnerId),
}

impl Viewer {
    /// A partner may order, take back and choose, for itself alone; the trainer may do everything.
    #[must_use]
    pub fn may(self, command: &Command) -> bool {
        match (self, command) {
            (Viewer::Trainer, _) => true,
            (
                Viewer::Partner(own),
                Command::Order { partner, .. }
                | Command::TakeBack { partner, .. }
                | Command::Choose { partner, .. },
            ) => *partner == own,
            (Viewer::Partner(_), _) => false,
        }
    }
}

/// A question or a wish.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// How far the log has grown; cheap, asked often.
    Revision,
    /// Everything this viewer may see.
    View(Viewer),
    /// Something to be done. A partner's viewer may order, take back and choose for itself alone.
    Do { viewer: Viewer, command: Command, reason: Option<String> },
    /// Stops or restarts the timer; the exercise itself has no clock.
    Pause { paused: bool },
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Revision(Revision),
    Seat(Box<SeatView>),
    Trainer(Box<TrainerView>),
    /// Written down and done; the revision after it.
    Done(Revision),
    /// Not done, and why, with what would be allowed.
    Refused {
        refusal: Refusal,
        text: Text,
    },
    /// The exercise could not be reached or the log not written; nothing has changed.
    Failed {
        text: Text,
    },
}

/// How far the exercise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Entries in the log.
    pub entries: u32,
    /// Real milliseconds left in this phase by the advice for the timer; negative when over.
    pub timer_ms: i64,
    pub paused: bool,
}

/// A line to an exercise. In process the same bytes are exchanged as over a network.
pub trait Link: Send {
    /// Asks and waits for the answer.
    fn ask(&mut self, ask: &Ask) -> Answer;
}
