//! What can be asked of an exercise: commands to the rules, and acts of its conduct.

use crate::rules::dice::Key;
use crate::rules::mind::Step;
use crate::rules::order::Order;
use crate::scenario::ids::{ActorId, FactId, InjectId, MeasureId, PartnerId, ZoneId};
use crate::scenario::words::Tlp;
use serde::{Deserialize, Serialize};

/// A place from which somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    Trainer,
    Evaluator,
    Observer,
    /// The picture on the wall.
    Wall,
    /// A partner's seat by its place in the scenario.
    Participant(PartnerId, u8),
    /// The red seat of an actor.
    Red(ActorId),
}

impl Seat {
    /// The partner whose seat it is.
    #[must_use]
    pub const fn partner(self) -> Option<PartnerId> {
        match self {
            Seat::Participant(partner, _) => Some(partner),
            _ => None,
        }
    }
}

/// Something a seat or the trainer wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// On to the next phase; from the briefing to turn 1, from the last review to EndEx.
    NextPhase,
    Order {
        partner: PartnerId,
        order: Order,
    },
    TakeBack {
        partner: PartnerId,
        order: Order,
    },
    Choose {
        partner: PartnerId,
        inject: InjectId,
        choice: u8,
    },
    /// The trainer fires an inject by hand.
    Fire {
        inject: InjectId,
    },
    /// The trainer skips an inject that has not fired.
    Skip {
        inject: InjectId,
    },
    /// The trainer sets an inject that has not fired to the start of a later turn.
    Delay {
        inject: InjectId,
        turn: u16,
    },
    /// The trainer sets everything that is still to come by time so many turns later.
    ShiftLater {
        turns: u16,
    },
    /// The trainer sets the outcome of a check of this turn; the turn is resolved again.
    Overrule {
        key: Key,
        success: bool,
    },
    /// The trainer does not let an attack action of this turn happen, named by its check; the turn is
    /// resolved again.
    Veto {
        key: Key,
    },
    /// An actor is to do this next, as soon as it can: the trainer steers it, or whoever sits in its seat.
    Steer {
        actor: ActorId,
        step: Step,
    },
    /// It is to do that no more.
    Unsteer {
        actor: ActorId,
        step: Step,
    },
    /// Somebody plays an actor from its red seat, or its brain again.
    TakeActor {
        actor: ActorId,
        on: bool,
    },
    /// The trainer rewords an inject that has not fired; the text is a [`Text`] as JSON.
    ///
    /// [`Text`]: crate::scenario::model::Text
    Edit {
        inject: InjectId,
    },
    /// Back to the start of a turn, with the same or with new dice.
    Undo {
        turn: u16,
        new_dice: bool,
    },
    /// EndEx before its time.
    End,
    /// Something around the rules.
    Act(Act),
}

/// An act of the conduct. Its free text, where it has one, stands beside it in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The timer stops.
    Pause,
    /// The timer runs.
    GoOn,
    /// More or less time for this phase, seconds.
    Extend {
        seconds: i32,
    },
    /// The bell of the orders phase: orders of everyone are still taken for so long.
    Bell {
        grace_ms: u32,
    },
    /// A real emergency ("Ernstfall / NO DUFF"): everything stops.
    Freeze,
    /// The emergency is over; the timer stays stopped.
    Thaw,
    Draft {
        partner: PartnerId,
        order: Order,
    },
    Discard {
        partner: PartnerId,
        order: Order,
    },
    Ready {
        partner: PartnerId,
        is_ready: bool,
    },
    /// A key for a seat; the text is its salted hash and, after a space, the hash of a claim code.
    /// Devices that are in stay in.
    Issue {
        seat: Seat,
    },
    /// A device joins; the text is the hash of its session and, after a space, that of the claim code
    /// it spends.
    Join {
        seat: Seat,
    },
    /// A device leaves, or is shown out.
    Leave {
        person: u32,
    },
    /// A device moves to another seat.
    Move {
        person: u32,
        seat: Seat,
    },
    /// A device takes its seat's pen over.
    TakePen,
    /// A message with its label; the text is what it says.
    Say {
        to: Audience,
        label: Tlp,
    },
    /// "This is unrealistic": to the trainer, without stopping the room.
    Unrealistic,
    /// A partner has read a finding that another one told it.
    Acknowledge {
        partner: PartnerId,
        fact: FactId,
    },
    /// An evaluator's observation; the text is the observation.
    Note {
        partner: Option<PartnerId>,
        category: Category,
    },
    /// The trainer puts something on the improvement plan; the text is who, by when and what, each on a line of its
    /// own (see `words`).
    Improve {
        element: Element,
        /// What it is in the simulation, where it can be simulated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        simulated: Option<Simulated>,
    },
    /// An evaluator rates an objective; the text is the evidence.
    Rate {
        partner: PartnerId,
        objective: u8,
        rating: Rating,
    },
    /// After the end an evaluator rates a critical task: confirms what the evidence suggested, or says
    /// otherwise; the text is the reason.
    RateTask {
        objective: u8,
        task: u8,
        rating: Rating,
        /// What the evidence suggested; `None` where none was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suggested: Option<Rating>,
    },
    /// After the end the trainer lets the teams read the report of the whole exercise.
    Declassify,
    /// A step of an inject's hint ladder goes to a team.
    Hint {
        inject: InjectId,
        step: u8,
        to: PartnerId,
    },
    /// After the end: 1 (poor) to 5 (good); the text says more.
    Feedback {
        mark: u8,
    },
    /// A policy plays for a partner, or its people again; from the next turn. The text says by what
    /// doctrine.
    Autopilot {
        partner: PartnerId,
        on: bool,
    },
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Privately to the trainer.
    Trainer,
    /// All seats of a partner: among themselves, from another partner, or the trainer's private line.
    Partner(PartnerId),
    /// Every seat.
    Everyone,
}

/// What an observation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Strength,
    Improvement,
    Decision,
    Communication,
    Other,
}

impl Category {
    /// All, in the order of their keys.
    pub const ALL: [Category; 5] = [
        Category::Strength,
        Category::Improvement,
        Category::Decision,
        Category::Communication,
        Category::Other,
    ];
}

/// An improvement as it can be simulated: a preventive measure in a zone, taken before StartEx.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulated {
    pub measure: MeasureId,
    pub zone: ZoneId,
}

/// What has to change for an improvement: POETE (FEMA, Comprehensive Preparedness Guide 201, 2018).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    Planning,
    Organization,
    Equipment,
    Training,
    Exercises,
}

impl Element {
    /// All, in the order of their letters.
    pub const ALL: [Element; 5] =
        [Element::Planning, Element::Organization, Element::Equipment, Element::Training, Element::Exercises];

    /// Its name in forms.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Element::Planning => "planning",
            Element::Organization => "organization",
            Element::Equipment => "equipment",
            Element::Training => "training",
            Element::Exercises => "exercises",
        }
    }
}

/// HSEEP's ratings of a capability target (HSEEP 2020, section 5), best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Rating {
    /// Performed without challenges.
    P,
    /// Performed with some challenges.
    S,
    /// Performed with major challenges.
    M,
    /// Unable to be performed.
    U,
}

impl Rating {
    /// All, best first.
    pub const ALL: [Rating; 4] = [Rating::P, Rating::S, Rating::M, Rating::U];
}

/// Who asked, from which device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    pub seat: Seat,
    /// The device's number, 0 for one that did not join (the board that runs the exercise).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub person: u32,
    /// The client's own mark: the same mark again is the same order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A command with who gave it, when, and in what words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub command: Command,
    /// `None` for policies and for screens that share one machine.
    pub by: Option<By>,
    /// Milliseconds since 1970 by the clock of whoever keeps the log; 0 where there is none.
    pub at_ms: i64,
    pub text: Option<String>,
    /// What its sender had before their eyes, if that matters; not part of the log.
    pub seen: Option<Seen>,
}

/// The turn and the sheet's revision that an order was written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub turn: u16,
    pub sheet: u32,
}

impl From<Command> for Request {
    fn from(command: Command) -> Self {
        Request { command, by: None, at_ms: 0, text: None, seen: None }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}
