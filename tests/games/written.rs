//! A game as written in a file: who plays what on which dice, what they do turn by turn in words,
//! figures reckoned by hand, and what is expected. Nothing here knows the scenario yet.

use planspiel::rules::score::Part;
use planspiel::scenario::draft::FactDraft;
use planspiel::scenario::words::{Channel, Pap, Tlp};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One game.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// The rule it shows, in one sentence.
    pub shows: String,
    /// `world`, `apart` (the same without agreements, with a third attacker), `found` (the same with two attackers
    /// who know when they are found), or a shipped scenario.
    pub scenario: String,
    pub seed: u64,
    /// Who plays the attackers: `scenario`, or one brain for all.
    #[serde(default = "as_the_file_says")]
    pub attackers: String,
    /// Harm in points, per partner, at which its outcome is 0.
    pub idle: Vec<f64>,
    /// The policy that plays all partners to the end; turns are empty then.
    #[serde(default)]
    pub policy: Option<String>,
    /// Per partner: what it orders before StartEx.
    #[serde(default)]
    pub before: BTreeMap<String, Vec<Order>>,
    /// What people do, turn by turn. After an undo the next one is the turn that was gone back to.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// Figures reckoned by hand; never written by the test.
    pub by_hand: Vec<ByHand>,
    /// Places and the lines found there, as the test writes them.
    #[serde(default)]
    pub expected: Vec<(String, Vec<String>)>,
}

fn as_the_file_says() -> String {
    "scenario".to_owned()
}

/// What happens at the table in one turn, in this order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Turn {
    /// The trainer, while orders are open.
    pub trainer: Vec<Trainer>,
    /// Per partner: inject and choice.
    pub choose: BTreeMap<String, Vec<(String, String)>>,
    /// Per partner, in the order they are given.
    pub orders: BTreeMap<String, Vec<Order>>,
    /// The trainer, in the review.
    pub after: Vec<Trainer>,
}

/// A measure at a target, accepted as written unless it says why it is refused.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    pub order: String,
    #[serde(default = "own")]
    pub at: Target,
    /// The refusal's code; nothing may have changed then.
    #[serde(default)]
    pub refused: Option<String>,
}

fn own() -> Target {
    Target::Own
}

/// What an order points at, by ids as in scenario files.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Own,
    Alert(u16),
    Node(String),
    Zone(String),
    /// `a > b`.
    Link(String),
    Fact(FactDraft),
    Partner(String),
    /// Duty and stage.
    Duty(String, String),
    Share {
        fact: FactDraft,
        to: Vec<String>,
        label: Tlp,
        /// What may be done with it; as usual for such a fact where it is left out.
        #[serde(default)]
        pap: Option<Pap>,
        channel: Channel,
    },
}

/// A command of the trainer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trainer {
    Fire(String),
    Skip(String),
    /// The first check of this kind in the turn, and the outcome that is set.
    Overrule(Check, bool),
    /// Back to the start of a turn, with these dice.
    Undo(u16, Reroll),
    /// An actor is to do this next: technique and target.
    Steer(String, String, String),
    /// It is to do that no more.
    Unsteer(String, String, String),
    /// Somebody plays an actor: it does what it is told and nothing else.
    Take(String),
    End,
}

/// Which dice are rolled after an undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reroll {
    Same,
    New,
}

/// A check in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Actor, technique and target.
    Attack(String, String, String),
    /// Actor and node: persistence brings it back.
    Return(String, String),
}

/// A figure reckoned by hand, in the comment above it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByHand {
    /// Harm in points at the end.
    Harm(String, Part, f64),
    /// Outcome at the end, 0 to 100.
    Outcome(String, f64),
    /// A part of cooperation at the end, 0 to 100.
    Cooperation(String, Cooperation, f64),
    /// Public trust at the end.
    Trust(String, u8),
    /// After these turns, counted as played, the situation is the same to the byte.
    Same(usize, usize),
    /// After these turns, counted as played, it is not.
    Other(usize, usize),
}

/// Parts of cooperation.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cooperation {
    Timeliness,
    Usefulness,
    Labels,
    Aid,
}
