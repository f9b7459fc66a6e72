//! What happens, as written: actors, injects, conditions, objectives, scoring, endings.

use super::Text;
use crate::scenario::words::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A fact that a picture can hold and a partner can share.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactDraft {
    /// An indicator of an actor: `indicator("crew", tool)`.
    Indicator(String, IndicatorKind),
    /// A technique is in use: `technique("T1190")`.
    Technique(String),
    /// A weakness exists: `weakness("transfer-zero-day")`.
    Weakness(String),
    /// What helps against a weakness: `mitigation("transfer-zero-day")`.
    Mitigation(String),
    /// An actor is active and may come: `warning("crew")`.
    Warning(String),
    /// Who it is: `attribution("crew")`.
    Attribution(String),
    /// Evidence fit for a prosecutor: `evidence("crew")`.
    Evidence(String),
    /// How to do a measure that requires it: `practice("adopt-callback")`.
    Practice(String),
}

/// An attacker. What it does not say comes from the stock adversary that it is like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    pub id: String,
    /// Id of a stock adversary of the catalogue, such as "criminal-2".
    #[serde(default)]
    pub like: Option<String>,
    #[serde(default)]
    pub name: Option<Text>,
    #[serde(default)]
    pub about: Option<Text>,
    #[serde(default)]
    pub kind: Option<ActorKind>,
    #[serde(default)]
    pub brain: Option<Brain>,
    /// Nodes it holds at the start, usually the Internet.
    pub start: Vec<String>,
    /// Odds in per mille of the techniques' base chances; 1000 where nothing says.
    #[serde(default)]
    pub skill: Option<u32>,
    /// Chance of being seen in per mille of the usual; 1000 where nothing says.
    #[serde(default)]
    pub stealth: Option<u32>,
    /// Attack points per turn.
    #[serde(default)]
    pub points: Option<u32>,
    /// First turn in which it acts.
    #[serde(default = "one")]
    pub from_turn: u32,
    /// Takes over what another actor holds and knows when it starts to act.
    #[serde(default)]
    pub buys_from: Option<String>,
    /// What it does when it has been thrown out of so many systems; it stays where nothing says.
    #[serde(default)]
    pub when_found: Option<WhenFound>,
    /// In order of preference.
    #[serde(default)]
    pub techniques: Option<Vec<String>>,
    pub wants: Vec<Want>,
    /// Names of its tools and infrastructure as an indicator would show them (documentation
    /// addresses and `.example` domains only).
    #[serde(default)]
    pub infrastructure: Option<Vec<String>>,
    #[serde(default)]
    pub tools: Option<Vec<String>>,
    /// Nodes it knows at the start.
    #[serde(default)]
    pub knows: Vec<String>,
    #[serde(default)]
    pub credentials: Vec<String>,
    /// For `script`: what it tries in which turn, with fallbacks.
    #[serde(default)]
    pub script: Vec<ScriptStep>,
}

/// A stock adversary of the catalogue: who usually comes, how well and with what. Where it starts and
/// what it is after is the scenario's to say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adversary {
    pub id: String,
    pub name: Text,
    pub about: Text,
    pub kind: ActorKind,
    pub brain: Brain,
    /// Odds in per mille of the techniques' base chances.
    pub skill: u32,
    /// Chance of being seen in per mille of the usual.
    pub stealth: u32,
    /// Attack points per turn.
    pub points: u32,
    /// In order of preference.
    pub techniques: Vec<String>,
    /// What it usually wants; the first is meant where a want names no goal.
    pub goals: Vec<Goal>,
    /// As an actor has it.
    #[serde(default)]
    pub when_found: Option<WhenFound>,
    /// As an actor has them.
    pub infrastructure: Vec<String>,
    pub tools: Vec<String>,
    pub basis: Vec<super::Basis>,
}

/// What an actor does once it knows that it was found: after having been thrown out of so many systems, 1 to 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenFound {
    /// It gives up what it holds and goes: `leave(1)`.
    Leave(u8),
    /// It wipes what it controls, then goes: `burn(2)`.
    Burn(u8),
}

impl WhenFound {
    /// From how many systems it has been thrown out by then.
    #[must_use]
    pub const fn after(self) -> u8 {
        match self {
            WhenFound::Leave(after) | WhenFound::Burn(after) => after,
        }
    }
}

/// Something an actor is after.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Want {
    /// The first goal of the stock adversary where it is absent.
    #[serde(default)]
    pub goal: Option<Goal>,
    /// Node ids or zone ids.
    pub nodes: Vec<String>,
    /// How much it is worth to the actor, 1 to 1000.
    pub worth: u32,
    /// First turn in which it is after it.
    #[serde(default)]
    pub not_before: u32,
    /// Last turn in which it is after it; to the end where absent.
    #[serde(default)]
    pub not_after: Option<u32>,
}

/// Kinds of wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    Steal,
    Encrypt,
    Wipe,
    Manipulate,
    Disrupt,
    Hold,
}

/// One line of a script.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptStep {
    pub turn: u32,
    pub technique: String,
    pub target: String,
    /// Tried in order when the first cannot be done.
    #[serde(default)]
    pub or: Vec<(String, String)>,
}

/// An entry of the MSEL.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    pub id: String,
    pub title: Text,
    pub kind: InjectKind,
    pub at: When,
    #[serde(default)]
    pub skip_if: Option<Condition>,
    /// "all", a partner ("bw") or a seat ("bw.press").
    pub to: Vec<String>,
    /// Who seems to send it.
    pub from: Text,
    pub medium: Medium,
    pub text: Text,
    /// What the trainer reads aloud, where it differs from the text.
    #[serde(default)]
    pub read_aloud: Text,
    pub expected: Text,
    #[serde(default)]
    pub hints: Vec<Text>,
    #[serde(default)]
    pub questions: Vec<Text>,
    #[serde(default)]
    pub choices: Vec<Choice>,
    #[serde(default)]
    pub effects: Vec<InjectEffect>,
    /// Id of the objective it serves.
    #[serde(default)]
    pub objective: Option<String>,
    /// Why no decision can influence it, where that is so.
    #[serde(default)]
    pub fixed_because: Text,
}

/// When an inject fires.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// At the start of this turn of the full version.
    Turn(u32),
    /// In the turn that holds this exercise hour (counted from StartEx).
    Hour(u32),
    /// At the start of the first turn after the condition became true.
    When(Condition),
    /// Only by the trainer's hand.
    Hand,
}

/// An answer that seats can give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub text: Text,
    #[serde(default)]
    pub effects: Vec<InjectEffect>,
}

/// What an inject or a choice does in the simulation.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InjectEffect {
    /// The partner learns a fact: `learn("bw", weakness("transfer-zero-day"))`.
    Learn(String, FactDraft),
    /// Public trust of a partner changes by points: `trust("bw", -5)`.
    Trust(String, i32),
    /// People come or go for some turns: `people("bw", analyst, -1, 2)`.
    People(String, People, i32, u32),
    /// A node stops for some turns: `down("bw-portal", 1)`.
    Down(String, u32),
    /// A node stops until its owner rebuilds or restores it: `down_until_mended("bw-portal")`.
    DownUntilMended(String),
    /// Whatever had stopped the node is over: `up("bw-portal")`.
    Up(String),
    /// The data on a node becomes wrong, and nobody is told: `falsify("bw-gauges")`.
    Falsify(String),
    /// The data on a node is right again, and its owner is told: `restore_data("bw-gauges")`.
    RestoreData(String),
    /// A partner's analysts look harder (or less hard) for some turns, per mille: `attention("bw", 100, 2)`.
    Attention(String, i32, u32),
    /// An actor gains or loses attack points once: `points("crew", 2)`.
    Points(String, i32),
    /// An actor changes its means, and what pointed at the old ones points nowhere: `rotate("crew", tool)`.
    Rotate(String, IndicatorKind),
    /// From now on a fact that the partner holds bears this label; a fact that it does not hold it
    /// learns under it: `label("bw", attribution("crew"), amber)`.
    Label(String, FactDraft, Tlp),
}

/// A small typed language over the situation, orders given and missing, and clocks.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// This turn or later.
    FromTurn(u32),
    /// Exercise hours passed since StartEx.
    FromHour(u32),
    /// The partner's picture holds the fact.
    Knows(String, FactDraft),
    /// The partner has confirmed a compromise of the node.
    Confirmed(String, String),
    /// The partner has confirmed at least this many compromised nodes.
    ConfirmedFrom(String, u32),
    /// Some actor holds the node (truth).
    Compromised(String),
    /// Some actor holds at least this many nodes of the partner (truth).
    CompromisedFrom(String, u32),
    Encrypted(String),
    /// At least this many of the partner's nodes are encrypted or wiped.
    EncryptedFrom(String, u32),
    Manipulated(String),
    /// Data left the node.
    Stolen(String),
    /// At least this many records of the partner left.
    StolenFrom(String, u32),
    /// The node's service level is below this, per mille.
    ServiceBelow(String, u32),
    Isolated(String),
    /// The owner has removed the weakness from its node, as far as it knows: `patched("bw-portal", "web-injection")`.
    Patched(String, String),
    /// The partner ordered the measure at least once.
    Ordered(String, String),
    /// The partner ordered the measure at this node or the zone around it, or at this zone or a node
    /// in it: `ordered_at("bw", "isolate-node", "bw-portal")`.
    OrderedAt(String, String, String),
    /// The partner ordered the measure in one of these turns, both included: `ordered_in("bw", "share", 3, 5)`.
    OrderedIn(String, String, u32, u32),
    /// Both partners ordered the measure in the same turn: `both_ordered("bw", "ca", "situation-conference")`.
    BothOrdered(String, String, String),
    /// It was so at the end of some turn, whatever came later: `ever(encrypted("bw-portal"))`.
    Ever(Box<Condition>),
    /// The first partner shared a fact of any kind with the second.
    Shared(String, String),
    /// The first partner shared this fact with the second.
    SharedFact(String, String, FactDraft),
    AidAsked(String),
    AidSent(String, String),
    /// The duty's clock runs and a stage is open.
    DutyOpen(String, String),
    DutyMissed(String, String),
    DutyMet(String, String),
    /// Public trust of the partner is below this, 0 to 100.
    TrustBelow(String, u32),
    /// The actor holds at least one node other than its start.
    Active(String),
    /// The inject has fired.
    Fired(String),
    /// The choice was made: inject, choice.
    Chosen(String, String),
}

/// What the exercise is for: objective -> capability -> critical tasks -> evidence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    pub id: String,
    pub text: Text,
    /// Met at the end of the exercise when this holds.
    pub met: Condition,
    pub capability: Text,
    pub tasks: Vec<Task>,
    /// It is about a duty (such objectives may be met always or never).
    #[serde(default)]
    pub duty: bool,
}

/// A critical task with the events that speak for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub id: String,
    pub text: Text,
    pub partner: String,
    pub evidence: Vec<Evidence>,
}

/// A pattern over events.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Evidence {
    /// The measure was ordered, by this turn if given; with `at` on one of these nodes or zones; with
    /// `on_word_of` after something from that partner had arrived.
    Ordered {
        measure: String,
        #[serde(default)]
        by_turn: Option<u32>,
        #[serde(default)]
        at: Vec<String>,
        #[serde(default)]
        on_word_of: Option<String>,
    },
    /// A fact was shared with the partner, within so many hours of being learned; with `facts` one of these.
    Shared {
        with: String,
        #[serde(default)]
        within_h: Option<u32>,
        #[serde(default)]
        facts: Vec<FactDraft>,
    },
    /// Every stage of the duty that fell due was met.
    Duty { duty: String },
    /// A condition held at the end of the exercise.
    Held(Condition),
}

/// Weights of harm and of the joint score.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Share of the outcomes in the joint score, percent; the rest is cooperation.
    pub outcome: u32,
    /// Partner -> weight in the joint outcome; equal where absent.
    #[serde(default)]
    pub weights: BTreeMap<String, u32>,
    #[serde(default)]
    pub harm: HarmWeights,
}

/// What each part of harm weighs, in per mille of its own points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HarmWeights {
    /// Service lost to attackers: worth x hours x loss.
    pub service: u32,
    /// Records that left.
    pub records: u32,
    /// Manipulated nodes: worth x hours.
    pub integrity: u32,
    /// Held nodes the partner does not know of, per hour.
    pub detection: u32,
    /// Held nodes, per hour.
    pub containment: u32,
    /// Encrypted or wiped nodes not yet brought back, per hour.
    pub recovery: u32,
    /// Late and missed notices.
    pub duties: u32,
    /// Service the partner stopped itself: worth x hours x loss.
    pub proportionality: u32,
}

impl Default for HarmWeights {
    fn default() -> Self {
        HarmWeights {
            service: 1000,
            records: 1000,
            integrity: 1000,
            detection: 1000,
            containment: 1000,
            recovery: 1000,
            duties: 1000,
            proportionality: 1000,
        }
    }
}

/// An ending before the last turn.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    pub id: String,
    pub when: Condition,
    pub text: Text,
}

fn one() -> u32 {
    1
}
