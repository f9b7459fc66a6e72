//! The conduct of an exercise (HSEEP): what people do around the rules. Who sits where, whose pen it
//! is, drafts, the phase's timer, messages, notes and ratings, an emergency that stops everything. A
//! fold over what was accepted; the rules never see it, and it decides nothing about the situation.

mod act;
mod allow;
mod fold;
mod timer;
mod words;

pub use act::{Act, Audience, By, Category, Command, Element, Rating, Request, Seat, Seen, Simulated};
pub use allow::allow;
pub use timer::Timer;
pub use words::{Planned, Said, Topic};

use crate::rules::order::Order;
use crate::scenario::Scenario;
use crate::scenario::ids::{FactId, InjectId, PartnerId};
use crate::scenario::model::Text;
use crate::scenario::words::Role;
use serde::{Deserialize, Serialize};

/// Longest free text of a person, in characters.
pub const TEXT_CHARS: usize = 4000;
/// Longest mark that a client gives its order, in bytes.
pub const CLIENT_ID_BYTES: usize = 64;
/// Drafts on one partner's sheet.
pub const MAX_DRAFTS: usize = 64;
/// Devices that may ever join one exercise.
pub const MAX_PEOPLE: usize = 4000;
/// Free texts in one exercise.
pub const MAX_SAID: usize = 20_000;
/// Time after the bell in which orders of everyone are still taken, milliseconds.
pub const GRACE_MS: u32 = 2000;

/// Everything about an exercise that the rules do not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conduct {
    /// Per partner.
    pub sheets: Vec<Sheet>,
    pub timer: Timer,
    /// An emergency was called: who called it. Nothing happens until the trainer goes on.
    pub frozen: Option<Seat>,
    /// The trainer rang the bell for the orders phase: until when orders are still taken.
    pub last_orders_ms: Option<i64>,
    /// Devices in the order in which they joined; a person's number is its place, from 1.
    pub people: Vec<Person>,
    /// Each seat's key, as it was issued last.
    pub keys: Vec<SeatKey>,
    /// Everything anybody wrote, in order.
    pub said: Vec<Said>,
    /// The evaluators' ratings of objectives, the latest per partner and objective.
    pub ratings: Vec<Rated>,
    /// The evaluators' ratings of critical tasks, the latest per task.
    pub task_ratings: Vec<TaskRated>,
    /// The trainer lets the teams read the report of the whole exercise.
    pub is_declassified: bool,
    /// Hints given: inject and step.
    pub hints: Vec<(InjectId, u8)>,
    /// Injects that the trainer has reworded, the latest words of each.
    pub edits: Vec<(InjectId, Text)>,
    /// Findings that their receivers say they have read: who, what, in which turn.
    pub acknowledged: Vec<(PartnerId, FactId, u16)>,
    /// Per partner: a policy plays it until its people are back.
    pub autopilot: Vec<bool>,
    /// Per partner: by what doctrine, in words.
    pub doctrine: Vec<Option<String>>,
}

/// One partner's sheet: what it is about to order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Grows whenever an order is given, taken back or struck, and with every phase.
    pub revision: u32,
    pub drafts: Vec<Draft>,
    /// The lead says that the team is done with this turn.
    pub is_ready: bool,
    /// Orders that came with a client's mark: the mark, and what the client was told.
    pub receipts: Vec<Receipt>,
    /// When any of its seats last did something, milliseconds since 1970.
    pub last_ms: Option<i64>,
    /// Per other partner: when this one last turned to it.
    pub contact_ms: Vec<Option<i64>>,
    /// Orders given in this turn, for going back to the start of it.
    given: Vec<(u16, Order, Seat)>,
}

/// An order that is not given yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub order: Order,
    /// Seat that wrote it; `None` for one without a browser.
    pub by: Option<Seat>,
}

/// What a client is told of its order, and told again when it asks again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub id: String,
    pub turn: u16,
    /// The sheet's revision after it.
    pub sheet: u32,
    pub order: Order,
}

/// What opens a seat. Neither the key nor the claim code itself is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatKey {
    pub seat: Seat,
    /// Salted hash of the key.
    pub key: String,
    /// Hash of a code that admits one device without the key; gone when it was spent.
    pub claim: Option<String>,
}

/// A device at a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub seat: Seat,
    /// Hash of its session; empty when it was erased.
    pub session: String,
    pub has_left: bool,
    /// Writes for its seat; the others at the seat read.
    pub has_pen: bool,
}

/// A rating by an evaluator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    pub partner: PartnerId,
    /// Place in the scenario's list of objectives.
    pub objective: u8,
    pub rating: Rating,
    pub turn: u16,
    /// Evidence or the reason to differ from the suggestion.
    pub text: Option<String>,
}

/// A rating of a critical task by an evaluator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRated {
    /// Places in the scenario's list of objectives and in the objective's list of tasks.
    pub objective: u8,
    pub task: u8,
    pub rating: Rating,
    /// What the evidence suggested when it was rated.
    pub suggested: Option<Rating>,
    /// The reason; there is one wherever the rating differs from the suggestion, unless it was erased.
    pub text: Option<String>,
}

impl Conduct {
    /// Before anybody came.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let partners = scenario.partners.len();
        Conduct {
            sheets: vec![Sheet { contact_ms: vec![None; partners], ..Sheet::default() }; partners],
            timer: Timer::running(),
            frozen: None,
            last_orders_ms: None,
            people: Vec::new(),
            keys: Vec::new(),
            said: Vec::new(),
            ratings: Vec::new(),
            task_ratings: Vec::new(),
            is_declassified: false,
            hints: Vec::new(),
            edits: Vec::new(),
            acknowledged: Vec::new(),
            autopilot: vec![false; partners],
            doctrine: vec![None; partners],
        }
    }

    /// A person by number.
    #[must_use]
    pub fn person(&self, number: u32) -> Option<&Person> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.people.get(place)
    }

    /// People at a seat who have not left, with their numbers.
    pub fn at(&self, seat: Seat) -> impl Iterator<Item = (u32, &Person)> {
        let numbered = self.people.iter().zip(1..);
        numbered.filter(move |(person, _)| person.seat == seat && !person.has_left).map(|(p, n)| (n, p))
    }

    /// Somebody sits there.
    #[must_use]
    pub fn is_taken(&self, seat: Seat) -> bool {
        self.at(seat).next().is_some()
    }

    /// A seat that answers an inject for its partner: one that it is addressed to by name, or whoever
    /// commits.
    #[must_use]
    pub fn may_choose(&self, scenario: &Scenario, seat: Seat, inject: InjectId) -> bool {
        let Seat::Participant(partner, place) = seat else { return seat == Seat::Trainer };
        let to = scenario.injects.get(inject.index()).map_or(&[][..], |def| &def.to);
        to.contains(&(partner, Some(place))) || self.may_commit(scenario, seat)
    }

    /// A seat that commits orders for its partner: the lead's, or any while no lead has joined.
    #[must_use]
    pub fn may_commit(&self, scenario: &Scenario, seat: Seat) -> bool {
        let Seat::Participant(partner, place) = seat else { return seat == Seat::Trainer };
        let seats = &scenario.partners[partner.index()].seats;
        let leads = |place: usize| seats.get(place).is_some_and(|seat| seat.roles.contains(&Role::Lead));
        let taken = |place: usize| {
            u8::try_from(place).is_ok_and(|place| self.is_taken(Seat::Participant(partner, place)))
        };
        leads(usize::from(place)) || !(0..seats.len()).any(|place| leads(place) && taken(place))
    }
}
