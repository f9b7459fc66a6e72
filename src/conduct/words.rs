//! What people wrote: messages, questions, observations, feedback. The words themselves can be
//! erased from a log; that something was said stays.

use super::act::{Audience, Category, Seat};
use crate::scenario::ids::PartnerId;
use crate::scenario::words::Tlp;

/// One thing somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub turn: u16,
    pub at_ms: i64,
    pub from: Seat,
    pub topic: Topic,
    /// `None` when it was erased, or when nothing was written.
    pub text: Option<String>,
}

/// What kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Message(Audience, Tlp),
    Unrealistic,
    Note(Option<PartnerId>, Category),
    Feedback(u8),
    Emergency,
    /// The trainer went back to the start of this turn; the text is the reason.
    Undone(u16),
}

impl Said {
    /// Whether a seat gets to read it. The trainer reads everything.
    #[must_use]
    pub fn is_for(&self, seat: Seat) -> bool {
        if seat == Seat::Trainer || seat == self.from {
            return true;
        }
        match self.topic {
            Topic::Message(Audience::Everyone, _) | Topic::Emergency | Topic::Undone(_) => true,
            Topic::Message(Audience::Partner(partner), _) => {
                let own = |seat: Seat| seat.partner() == Some(partner);
                own(seat) || self.from.partner().is_some() && seat.partner() == self.from.partner()
            }
            Topic::Note(..) => seat == Seat::Evaluator,
            Topic::Message(Audience::Trainer, _) | Topic::Unrealistic | Topic::Feedback(_) => false,
        }
    }
}
