//! What happens, as checked: actors, facts, injects, conditions, objectives, endings, scoring.

use super::{Goal, HarmWeights, Text, TurnTable, WhenFound};
use crate::scenario::ids::*;
use crate::scenario::words::*;
use serde::{Deserialize, Serialize};

/// An attacker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ActorDef {
    pub id: String,
    pub name: Text,
    pub about: Text,
    pub kind: ActorKind,
    pub brain: Brain,
    pub start: Vec<NodeId>,
    /// Odds in per mille of the techniques' own.
    pub skill: u32,
    /// Chance of being seen in per mille of the usual.
    pub stealth: u32,
    pub points: u32,
    pub from_turn: u32,
    pub buys_from: Option<ActorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_found: Option<WhenFound>,
    /// In order of preference.
    pub techniques: Vec<TechniqueId>,
    /// Per technique of the scenario: its place in the order of preference, 255 if not mastered.
    pub rank: Vec<u8>,
    pub wants: Vec<WantDef>,
    pub infrastructure: Vec<String>,
    pub tools: Vec<String>,
    pub knows: Vec<NodeId>,
    pub credentials: Set64,
    pub script: Vec<ScriptStepDef>,
    /// Per node: index + 1 of the want that names it, 0 for none.
    pub want_at: Vec<u8>,
    /// Links to the nearest wanted node, per node (255: none).
    pub distance: Vec<u8>,
}

/// Something an actor is after.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WantDef {
    pub goal: Goal,
    pub nodes: Vec<NodeId>,
    pub worth: u32,
    pub not_before: u32,
    /// Last turn in which it is current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<u32>,
}

/// A line of a script with its fallbacks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScriptStepDef {
    pub turn: u32,
    pub tries: Vec<(TechniqueId, NodeId)>,
}

/// Something that a picture can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    Indicator(ActorId, IndicatorKind),
    Technique(TechniqueId),
    Weakness(WeaknessId),
    Mitigation(WeaknessId),
    Warning(ActorId),
    Attribution(ActorId),
    Evidence(ActorId),
    /// How a measure is done that not everybody knows: its place among the practices.
    Practice(u8),
}

/// An inject.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InjectDef {
    pub id: String,
    pub title: Text,
    pub kind: InjectKind,
    pub at: WhenDef,
    pub skip_if: Option<Condition>,
    /// Partners it reaches, with the seat index where it is for one seat.
    pub to: Vec<(PartnerId, Option<u8>)>,
    pub from: Text,
    pub medium: Medium,
    pub text: Text,
    pub read_aloud: Text,
    pub expected: Text,
    pub hints: Vec<Text>,
    pub questions: Vec<Text>,
    pub choices: Vec<ChoiceDef>,
    pub effects: Vec<InjectEffect>,
    pub objective: Option<String>,
    pub fixed_because: Text,
}

/// When the injects fire, in short: looked through every turn.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Agenda {
    /// Per inject: the turn it fires in by time, 0 for those that wait for something else.
    pub at: Vec<u16>,
    /// Injects that wait for a condition, and the first turn in which it could be true.
    pub waits: Vec<(InjectId, u16)>,
}

impl Agenda {
    /// The agenda of injects whose turns are counted by this clock.
    #[must_use]
    pub fn new(injects: &[InjectDef], clock: &TurnTable) -> Self {
        let mut agenda = Agenda::default();
        for (index, inject) in injects.iter().enumerate() {
            agenda.at.push(match &inject.at {
                WhenDef::Turn(turn) => narrow(*turn),
                WhenDef::When(_) | WhenDef::Hand => 0,
            });
            if let WhenDef::When(condition) = &inject.at {
                agenda.waits.push((InjectId::at(index), condition.not_before(clock)));
            }
        }
        agenda
    }
}

fn narrow(turn: u32) -> u16 {
    u16::try_from(turn).unwrap_or(u16::MAX)
}

/// When an inject fires; turns are those of the version that is played.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenDef {
    Turn(u32),
    When(Condition),
    Hand,
}

/// An answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChoiceDef {
    pub id: String,
    pub text: Text,
    pub effects: Vec<InjectEffect>,
}

/// What an inject or a choice does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InjectEffect {
    Learn(PartnerId, FactId),
    Trust(PartnerId, i32),
    People(PartnerId, People, i32, u32),
    Down(NodeId, u32),
    DownUntilMended(NodeId),
    Up(NodeId),
    Falsify(NodeId),
    RestoreData(NodeId),
    Attention(PartnerId, i32, u32),
    Points(ActorId, i32),
    Rotate(ActorId, IndicatorKind),
    Label(PartnerId, FactId, Tlp),
}

/// Where an order points on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Node(NodeId),
    Zone(ZoneId),
}

/// Something that conditions ask about and that the situation would forget: once it was so, it is
/// kept as a bit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Memo {
    OrderedAt(PartnerId, MeasureId, Place),
    /// First and last turn.
    OrderedIn(PartnerId, MeasureId, u32, u32),
    BothOrdered(PartnerId, PartnerId, MeasureId),
    Ever(Condition),
}

/// A condition with its ids resolved; see [`crate::scenario::draft::Condition`] for what each means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    FromTurn(u32),
    FromHour(u32),
    Knows(PartnerId, FactId),
    Confirmed(PartnerId, NodeId),
    ConfirmedFrom(PartnerId, u32),
    Compromised(NodeId),
    CompromisedFrom(PartnerId, u32),
    Encrypted(NodeId),
    EncryptedFrom(PartnerId, u32),
    Manipulated(NodeId),
    Stolen(NodeId),
    StolenFrom(PartnerId, u32),
    ServiceBelow(NodeId, u32),
    Isolated(NodeId),
    Patched(NodeId, WeaknessId),
    Ordered(PartnerId, MeasureId),
    /// The memo at this place of the scenario's list was made.
    Noted(u8),
    Shared(PartnerId, PartnerId),
    SharedFact(PartnerId, PartnerId, FactId),
    AidAsked(PartnerId),
    AidSent(PartnerId, PartnerId),
    DutyOpen(PartnerId, DutyId),
    DutyMissed(PartnerId, DutyId),
    DutyMet(PartnerId, DutyId),
    TrustBelow(PartnerId, u32),
    Active(ActorId),
    Fired(InjectId),
    Chosen(InjectId, u8),
}

impl Condition {
    /// The first turn in which it could be true, as far as the clock alone says.
    fn not_before(&self, clock: &TurnTable) -> u16 {
        match self {
            Condition::All(parts) => parts.iter().map(|part| part.not_before(clock)).max().unwrap_or(0),
            Condition::Any(parts) => {
                parts.iter().map(|part| part.not_before(clock)).min().unwrap_or(u16::MAX)
            }
            Condition::FromTurn(turn) => narrow(*turn),
            Condition::FromHour(hour) => {
                let first = clock.turns.iter().position(|turn| turn.from_h >= *hour);
                first.and_then(|index| u16::try_from(index + 1).ok()).unwrap_or(u16::MAX)
            }
            _ => 0,
        }
    }
}

/// An objective.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObjectiveDef {
    pub id: String,
    pub text: Text,
    pub met: Condition,
    pub capability: Text,
    pub tasks: Vec<TaskDef>,
    pub duty: bool,
}

/// A critical task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TaskDef {
    pub id: String,
    pub text: Text,
    pub partner: PartnerId,
    pub evidence: Vec<EvidenceDef>,
}

/// A pattern over events.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceDef {
    /// `at` is empty where any place will do.
    Ordered {
        measure: MeasureId,
        by_turn: Option<u32>,
        at: Vec<Place>,
        on_word_of: Option<PartnerId>,
    },
    /// `facts` is empty where any fact will do.
    Shared {
        with: PartnerId,
        within_h: Option<u32>,
        facts: Vec<FactId>,
    },
    Duty {
        duty: DutyId,
    },
    Held(Condition),
}

/// An ending.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndDef {
    pub id: String,
    pub when: Condition,
    pub text: Text,
}

/// Weights.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScoringDef {
    /// Share of the outcomes in the joint score, percent.
    pub outcome: u32,
    /// Per partner.
    pub weights: Vec<u32>,
    pub harm: HarmWeights,
}
