//! What goes over the line between a screen and an exercise: plain data, serialised, whatever the
//! transport. The board knows an exercise only through this.

use crate::conduct::{Element, Planned, Seat, Simulated};
use crate::exercise::{Act, Command};
use crate::rules::order::Refusal;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::names::Word;
use crate::view::{DeskView, Line, MapView, SeatView, TrainerView};
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
    /// What one step of the debrief shows of a turn, and nothing of later steps; after EndEx only. The truth can be
    /// shown at any moment: after so many of its events.
    Debrief {
        step: DebriefStep,
        turn: u16,
        #[serde(default)]
        events: Option<usize>,
    },
    /// A log that stands at the start of a turn, to play on otherwise from there; after EndEx. It lies beside the
    /// exercise's own, once however often it is asked for.
    Fork { turn: u16 },
}

/// The steps of the debrief, in the order that guards against hindsight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebriefStep {
    /// Each team tells what it decided and why.
    Own,
    /// What each team could know, as it saw it.
    Known,
    Truth,
    Alternatives,
    Luck,
}

impl DebriefStep {
    /// All of them, in their order.
    pub const ALL: [DebriefStep; 5] = [
        DebriefStep::Own,
        DebriefStep::Known,
        DebriefStep::Truth,
        DebriefStep::Alternatives,
        DebriefStep::Luck,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            DebriefStep::Own => "own",
            DebriefStep::Known => "known",
            DebriefStep::Truth => "truth",
            DebriefStep::Alternatives => "alternatives",
            DebriefStep::Luck => "luck",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> Word {
        match self {
            DebriefStep::Own => Word("Eigene Darstellung", "Own account"),
            DebriefStep::Known => Word("Was man wissen konnte", "What could be known"),
            DebriefStep::Truth => Word("Die Wahrheit", "The truth"),
            DebriefStep::Alternatives => Word("Andere Wege", "Alternatives"),
            DebriefStep::Luck => Word("Zufall", "Luck"),
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Option<DebriefStep> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The one before it.
    #[must_use]
    pub fn before(self) -> Option<DebriefStep> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
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
    Debrief(Box<DebriefView>),
    Forked(ForkView),
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

/// What one step of the debrief shows of one turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DebriefView {
    pub step: DebriefStep,
    pub turn: u16,
    /// The last turn that was played.
    pub last: u16,
    /// Pictures of the network when orders were opened, or after the events; the truth first, from its step on.
    pub pictures: Vec<PictureView>,
    /// What really happened and what teams ordered, over all turns; in the step of the truth.
    pub events: Vec<Line>,
    /// So many of them have happened in the pictures.
    pub happened: usize,
    /// Turning points by decision value, the largest first.
    pub turning: Vec<TurningView>,
    pub pieces: Vec<Piece>,
    /// So many of so many futures, while values are being computed.
    pub computing: Option<(u64, u64)>,
    /// The improvement plan as far as it is written.
    #[serde(default)]
    pub plan: Vec<(Element, Planned)>,
    /// What an item of the plan can be in the simulation, partner by partner, the most worth first; none as long as
    /// that is not computed.
    #[serde(default)]
    pub simulated: Vec<SimulatedView>,
}

/// An improvement that can be simulated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedView {
    pub partner: PartnerId,
    pub what: Simulated,
    /// The measure, where, and the points of the joint score that it would have gained, with half of the 95 % interval.
    pub name: Text,
}

/// A log to play on from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkView {
    pub turn: u16,
    /// Its path on the host's machine, as one types it.
    pub log: String,
}

/// The network as somebody saw it, or as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureView {
    /// Whose picture; `None` is the truth.
    pub of: Option<PartnerId>,
    pub map: MapView,
    /// What the partner had been told in this turn and the one before, the latest first.
    pub told: Vec<Line>,
}

/// A decision that turned the exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurningView {
    /// 0 before StartEx.
    pub turn: u16,
    pub partner: PartnerId,
    /// What was ordered.
    pub orders: Text,
    /// Points of the joint score over the reference policy, with sign and half of the 95 % interval.
    pub value: Text,
    pub is_good: bool,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    Words(Text),
    Heading(Text),
    /// Every row has as many cells as the head.
    Table {
        head: Vec<Text>,
        rows: Vec<Vec<Text>>,
    },
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
