//! What goes over the line between a screen and an exercise: plain data, serialised, whatever the
//! transport. The board knows an exercise only through this.

use crate::conduct::Seat;
use crate::exercise::{Act, Command};
use crate::rules::order::Refusal;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::{DeskView, SeatView, TrainerView};
use serde::{Deserialize, Serialize};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Viewer {
    Trainer,
    Partner(PartnerId),
}

impl Viewer {
    /// A partner may draft, order, take back and choose, for itself alone, and call an emergency; the
    /// trainer may do everything.
    #[must_use]
    pub fn may(self, command: &Command) -> bool {
        match (self, command) {
            (Viewer::Trainer, _) => true,
            (
                Viewer::Partner(own),
                Command::Order { partner, .. }
                | Command::TakeBack { partner, .. }
                | Command::Choose { partner, .. }
                | Command::Act(
                    Act::Draft { partner, .. }
                    | Act::Discard { partner, .. }
                    | Act::Ready { partner, .. }
                    | Act::Acknowledge { partner, .. },
                ),
            ) => *partner == own,
            (Viewer::Partner(_), Command::Act(Act::Freeze)) => true,
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
    /// Something to be done. A partner's viewer may draft, order and choose for itself alone.
    Do {
        viewer: Viewer,
        command: Command,
        reason: Option<String>,
        /// Where the exercise stood for whoever asks to go on: once it is further, there is nothing to
        /// do, so that a question asked twice over a bad line goes on once.
        #[serde(default)]
        at: Option<Moment>,
    },
    /// Stops or restarts the timer; the exercise itself has no clock.
    Pause { paused: bool },
    /// How people come in, and who is there.
    Seats,
    /// A new key for a seat; devices that are in stay in.
    Issue { seat: Seat },
}

/// A turn and its phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub turn: u16,
    pub phase: Phase,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Revision(Revision),
    /// What a partner knows, and its share of the conduct as its first seat sees it.
    Seat(Box<SeatView>, Box<DeskView>),
    Trainer(Box<TrainerView>, Box<DeskView>),
    /// Written down and done; the revision after it.
    Done(Revision),
    Seats(Box<SeatsView>),
    Issued(IssuedView),
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
    /// A real emergency stopped everything ("Ernstfall / NO DUFF").
    pub frozen: bool,
}

/// How people come in, and who is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatsView {
    /// The address people type.
    pub address: String,
    /// The room's code, so that they know they are in the right exercise.
    pub room: String,
    pub seats: Vec<SeatItem>,
}

/// A seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatItem {
    pub seat: Seat,
    pub name: Text,
    /// Devices that sit there.
    pub devices: u32,
}

/// A key that was just issued, in clear: shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedView {
    pub seat: Seat,
    pub name: Text,
    pub key: String,
    /// Admits one device without typing.
    pub link: String,
}

/// A line to an exercise. In process the same bytes are exchanged as over a network.
pub trait Link: Send {
    /// Asks and waits for the answer.
    fn ask(&mut self, ask: &Ask) -> Answer;
}
