//! What people wrote: messages, questions, observations, feedback. The words themselves can be
//! erased from a log; that something was said stays.

use super::act::{Audience, Category, Element, Seat, Simulated};
use crate::scenario::ids::PartnerId;
use crate::scenario::words::Tlp;
use serde::{Deserialize, Serialize};

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
    /// Something on the improvement plan, and what it is in the simulation.
    Improve(Element, Option<Simulated>),
    Feedback(u8),
    Emergency,
    /// The trainer went back to the start of this turn; the text is the reason.
    Undone(u16),
}

/// An item of the improvement plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Planned {
    pub who: String,
    pub due: String,
    pub what: String,
}

impl Planned {
    /// As the text of an act: who, by when and what, each on a line of its own; the last may have several.
    #[must_use]
    pub fn written(&self) -> String {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}\n{}\n{}", line(&self.who), line(&self.due), self.what.trim())
    }

    fn read(text: &str) -> Self {
        let mut lines = text.splitn(3, '\n').map(str::to_owned);
        let mut next = || lines.next().unwrap_or_default();
        Planned { who: next(), due: next(), what: next() }
    }
}

impl Said {
    /// What was put on the improvement plan, and what has to change for it; empty where it was erased.
    #[must_use]
    pub fn planned(&self) -> Option<(Element, Planned)> {
        match self.topic {
            Topic::Improve(element, _) => {
                Some((element, self.text.as_deref().map(Planned::read).unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// What an item of the improvement plan is in the simulation.
    #[must_use]
    pub fn simulated(&self) -> Option<Simulated> {
        match self.topic {
            Topic::Improve(_, simulated) => simulated,
            _ => None,
        }
    }

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
            Topic::Note(..) | Topic::Improve(..) => seat == Seat::Evaluator,
            Topic::Message(Audience::Trainer, _) | Topic::Unrealistic | Topic::Feedback(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_of_the_plan_comes_back_as_it_was_written() {
        let item = Planned {
            who: "Section 45".to_owned(),
            due: "March 31".to_owned(),
            what: "Offline copies:\nfirst the registry".to_owned(),
        };
        assert_eq!(Planned::read(&item.written()), item);
        // A line that was pasted in does not move the others.
        let pasted = Planned { who: " Section\n45 ".to_owned(), ..item.clone() };
        assert_eq!(Planned::read(&pasted.written()), item);
    }
}
