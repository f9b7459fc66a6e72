//! A scenario that cannot be wrong: what `check` makes of a draft. Everything refers by small id,
//! every list is within its limit, and what the rules would otherwise search for in each turn
//! (moves, adjacency, who owns what) is laid out here once.

pub use super::draft::{
    About, Access, Backup, Dials, End, Gain, Goal, HarmWeights, MeasureEffect, Reach, Requirement,
    TargetKind, Text, Within,
};
use super::ids::*;
use super::words::*;
use serde::{Deserialize, Serialize};

/// A checked scenario.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scenario {
    pub about: About,
    /// Which cut is played; `None` is the full version.
    pub cut: Option<String>,
    pub clock: TurnTable,
    pub dials: Dials,
    pub partners: Vec<PartnerDef>,
    pub third_parties: Vec<ThirdPartyDef>,
    pub zones: Vec<ZoneDef>,
    pub nodes: Vec<NodeDef>,
    pub links: Vec<LinkDef>,
    pub dependencies: Vec<DependencyDef>,
    pub services: Vec<String>,
    pub credentials: Vec<CredentialDef>,
    pub actors: Vec<ActorDef>,
    pub injects: Vec<InjectDef>,
    pub objectives: Vec<ObjectiveDef>,
    pub ends: Vec<EndDef>,
    pub scoring: ScoringDef,
    pub techniques: Vec<TechniqueDef>,
    pub measures: Vec<MeasureDef>,
    pub sensors: Vec<SensorDef>,
    pub controls: Vec<ControlDef>,
    pub weaknesses: Vec<WeaknessDef>,
    pub data_classes: Vec<DataClassDef>,
    /// Names of the data sources that traces and sensors refer to by number.
    pub data_sources: Vec<String>,
    pub facts: Vec<Fact>,
    pub moves: MoveTable,
}

/// The exercise clock, turn by turn.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TurnTable {
    /// Seconds since 1970 (UTC) at the start of turn 1.
    pub start_s: i64,
    pub turns: Vec<TurnDef>,
    /// Advice for the timer: real minutes of situation, orders, resolution, review.
    pub phase_minutes: [u32; 4],
}

/// One turn.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TurnDef {
    /// Exercise hours from StartEx to the start of this turn.
    pub from_h: u32,
    /// Exercise hours it stands for, 1 to 72.
    pub hours: u32,
    /// Per partner: day shift (most of the turn falls into 08:00 to 18:00 on a local working day).
    pub day: Vec<bool>,
    /// Per partner: local minutes since midnight at the start of the turn.
    pub local_minute: Vec<u16>,
}

/// A playing partner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PartnerDef {
    pub id: String,
    pub name: Text,
    pub short: String,
    pub time_zone: String,
    pub languages: Vec<String>,
    pub seats: Vec<SeatDef>,
    /// Per kind of people: day shift, otherwise.
    pub people: [[u8; 2]; People::COUNT],
    /// Per other partner: the agreement with it, if any.
    pub agreements: Vec<Option<AgreementDef>>,
    pub duties: Vec<DutyDef>,
    pub knows: Vec<FactId>,
    pub stakes: Text,
    /// Chance in parts per million of one more false alert in a turn hour (geometric).
    pub noise_ppm_per_h: u32,
    pub absent: Option<String>,
    /// Its nodes, ascending.
    pub nodes: Vec<NodeId>,
    pub zones: Vec<ZoneId>,
    /// Weaknesses it knows of from the start.
    pub weaknesses: Set64,
}

/// A seat.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeatDef {
    pub id: String,
    pub name: Text,
    pub roles: Vec<Role>,
    pub card: Text,
}

/// An agreement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgreementDef {
    pub text: Text,
    pub up_to: Tlp,
    pub within_h: u32,
}

/// An organisation that does not play.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ThirdPartyDef {
    pub id: String,
    pub name: Text,
    pub short: String,
}

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    Partner(PartnerId),
    Third(ThirdId),
    Nobody,
}

impl Owner {
    /// The partner, where it is one.
    #[must_use]
    #[inline]
    pub const fn partner(self) -> Option<PartnerId> {
        match self {
            Owner::Partner(partner) => Some(partner),
            Owner::Third(_) | Owner::Nobody => None,
        }
    }
}

/// A zone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ZoneDef {
    pub id: String,
    pub name: Text,
    pub kind: ZoneKind,
    pub owner: Owner,
    pub nodes: Vec<NodeId>,
}

/// A node.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NodeDef {
    pub id: String,
    pub name: Text,
    pub kind: NodeKind,
    pub zone: ZoneId,
    pub owner: Owner,
    pub count: u32,
    pub os: String,
    pub services: Set64,
    pub processes: Vec<String>,
    pub weaknesses: Set64,
    /// Control and coverage in per mille.
    pub controls: Vec<(ControlId, u32)>,
    /// Sensor and coverage in per mille.
    pub sensors: Vec<(SensorId, u32)>,
    pub accepts: Set64,
    pub holds: Set64,
    pub data: Vec<(DataClassId, u32)>,
    /// Harm points if all its data leaves.
    pub data_harm: u32,
    /// Records in all, and whether some are personal.
    pub records: u32,
    pub personal: bool,
    pub backup: Backup,
    /// Harm points per hour of full outage.
    pub worth: u32,
    pub worth_to: Option<PartnerId>,
    pub stakes: Text,
    pub standby: Option<NodeId>,
    pub manual: Option<u32>,
    /// An actor holds it at the start (the Internet): never counted as compromised.
    pub outside: bool,
}

/// A link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinkDef {
    pub from: NodeId,
    pub to: NodeId,
    pub services: Set64,
    pub trust: bool,
}

/// A node needs others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DependencyDef {
    pub node: NodeId,
    pub needs: Vec<NodeId>,
    /// One is enough.
    pub any: bool,
    pub degrades_to: u16,
}

/// A credential.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CredentialDef {
    pub id: String,
    pub name: Text,
}

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
}

/// A line of a script with its fallbacks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScriptStepDef {
    pub turn: u32,
    pub tries: Vec<(TechniqueId, NodeId)>,
}

/// A technique.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TechniqueDef {
    pub id: String,
    pub name: Text,
    pub tactic: Tactic,
    pub matrix: Matrix,
    pub looks_like: Text,
    pub reach: Reach,
    pub access: Access,
    pub services: Set64,
    pub weaknesses: Set64,
    pub credential: bool,
    pub os: Vec<String>,
    pub processes: Vec<String>,
    pub kinds: Vec<NodeKind>,
    pub gives: Vec<Gain>,
    /// Base chance in parts per million.
    pub chance_ppm: u32,
    pub cost: u32,
    pub traces: Vec<(u8, u32)>,
    /// Effectiveness in per mille, per control.
    pub stopped_by: Vec<(ControlId, u32)>,
    pub exposes: Option<IndicatorKind>,
    pub basis: Vec<BasisDef>,
}

/// What a number rests on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BasisDef {
    pub of: String,
    pub mark: Mark,
    pub source: String,
}

/// A measure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MeasureDef {
    pub id: String,
    pub name: Text,
    pub text: Text,
    pub breaks: Text,
    pub group: OrderGroup,
    pub function: CsfFunction,
    pub d3fend: Vec<String>,
    pub roles: Vec<Role>,
    pub people: [u8; People::COUNT],
    pub turns: u32,
    pub target: TargetKind,
    pub requires: Vec<Requirement>,
    pub chance_ppm: u32,
    pub effect: Effect,
    /// Service level of the target while it runs, per mille.
    pub service_while: u16,
    /// Its bit in a node's hardenings or extra sensors, where it adds one.
    pub bit: u8,
    pub basis: Vec<BasisDef>,
}

/// A measure's effect with its ids resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Triage,
    Investigate,
    Hunt,
    Forensics,
    Sensor(SensorId, u32),
    Patch,
    Clean(WeaknessId),
    Harden(ControlId, u32),
    RotateCredentials,
    Isolate,
    Reconnect,
    IsolateZone,
    ReconnectZone,
    CutLink,
    RestoreLink,
    Block(u32),
    Watch(u32),
    Evict,
    Rebuild,
    Restore,
    FailOver,
    GoManual,
    BackUp,
    Compare,
    PreserveEvidence,
    Takedown,
    Surge(u32),
    Attention(u32, u32),
    Inform(u32),
    Notify,
    Share,
    AskAid,
    SendAid,
    Advisory,
    Confer,
}

/// A sensor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SensorDef {
    pub id: String,
    pub name: Text,
    /// Data source and coverage in per mille.
    pub reads: Vec<(u8, u32)>,
}

/// A control.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ControlDef {
    pub id: String,
    pub name: Text,
}

/// A weakness.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WeaknessDef {
    pub id: String,
    pub name: Text,
    pub known: bool,
    pub remedy: Text,
}

/// A class of data.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DataClassDef {
    pub id: String,
    pub name: Text,
    pub personal: bool,
    /// Harm points per 1,000 records.
    pub weight: u32,
}

/// A duty of one partner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DutyDef {
    pub id: String,
    pub name: Text,
    pub law: Text,
    pub trigger: DutyTrigger,
    pub stages: Vec<DutyStageDef>,
    pub basis: Vec<BasisDef>,
}

/// A notice and its deadline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DutyStageDef {
    pub id: String,
    pub name: Text,
    pub within: Within,
    pub to: Text,
    pub content: Vec<Text>,
    pub harm: u32,
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
    Attention(PartnerId, i32, u32),
    Points(ActorId, i32),
}

/// A condition with its ids resolved; see [`super::draft::Condition`] for what each means.
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
    Ordered(PartnerId, MeasureId),
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
    Ordered { measure: MeasureId, by_turn: Option<u32> },
    Shared { with: PartnerId, within_h: Option<u32> },
    Duty { duty: DutyId },
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

/// Everything that could ever be tried on the network, laid out so that a brain finds it without
/// searching: over each link, and on each node.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct MoveTable {
    /// All moves; those of one target stand together, links before local ones.
    pub all: Vec<Move>,
    /// Per node: first and one past the last move over links to it.
    pub into: Vec<(u32, u32)>,
    /// Per node: first and one past the last local move on it.
    pub on: Vec<(u32, u32)>,
    /// Per node: links that leave it.
    pub out: Vec<Vec<LinkId>>,
    /// Per node: links that reach it.
    pub enter: Vec<Vec<LinkId>>,
    /// Measures that add a control, and those that add a sensor: a node's bit set counts these.
    pub hardenings: Vec<(ControlId, u32)>,
    pub extra_sensors: Vec<(SensorId, u32)>,
    /// Per technique and hardening: what is left of its odds, parts per million.
    pub harden_left: Vec<Vec<u32>>,
    /// Per technique and extra sensor: chance that it is not seen there, parts per million.
    pub sensor_miss: Vec<Vec<u32>>,
}

/// One technique over one link, or on one node.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Move {
    pub technique: TechniqueId,
    pub source: NodeId,
    pub target: NodeId,
    /// `u16::MAX` for local moves.
    pub link: LinkId,
    /// What the target's own controls leave of the odds, parts per million.
    pub left_ppm: u32,
    /// Chance that none of the target's own sensors sees it, parts per million.
    pub miss_ppm: u32,
}

impl Scenario {
    /// Number of turns.
    #[must_use]
    pub fn turns(&self) -> u32 {
        u32::try_from(self.clock.turns.len()).expect("the check limits the number of turns")
    }

    /// A node.
    #[must_use]
    #[inline]
    pub fn node(&self, id: NodeId) -> &NodeDef {
        &self.nodes[id.index()]
    }

    /// The partner with this slug.
    #[must_use]
    pub fn partner_named(&self, id: &str) -> Option<PartnerId> {
        self.partners.iter().position(|partner| partner.id == id).map(PartnerId::at)
    }

    /// Where a fact stands in the list of facts.
    #[must_use]
    #[inline]
    pub fn fact(&self, fact: Fact) -> FactId {
        Self::place_of_fact(fact, self.actors.len(), self.techniques.len(), self.weaknesses.len())
    }

    /// Where a fact stands in the list of facts of a scenario with so many actors, techniques and
    /// weaknesses.
    #[must_use]
    #[inline]
    pub fn place_of_fact(fact: Fact, actors: usize, techniques: usize, weaknesses: usize) -> FactId {
        let index = match fact {
            Fact::Indicator(actor, kind) => actor.index() * 2 + kind as usize,
            Fact::Warning(actor) => actors * 2 + actor.index(),
            Fact::Attribution(actor) => actors * 3 + actor.index(),
            Fact::Evidence(actor) => actors * 4 + actor.index(),
            Fact::Technique(technique) => actors * 5 + technique.index(),
            Fact::Weakness(weakness) => actors * 5 + techniques + weakness.index(),
            Fact::Mitigation(weakness) => actors * 5 + techniques + weaknesses + weakness.index(),
        };
        FactId::at(index)
    }

    /// Every fact, in the order of [`Scenario::fact`].
    #[must_use]
    pub fn list_facts(actors: usize, techniques: usize, weaknesses: usize) -> Vec<Fact> {
        let actor = || (0..actors).map(ActorId::at);
        let mut facts: Vec<Fact> =
            actor().flat_map(|a| IndicatorKind::ALL.iter().map(move |k| Fact::Indicator(a, *k))).collect();
        facts.extend(actor().map(Fact::Warning));
        facts.extend(actor().map(Fact::Attribution));
        facts.extend(actor().map(Fact::Evidence));
        facts.extend((0..techniques).map(|t| Fact::Technique(TechniqueId::at(t))));
        facts.extend((0..weaknesses).map(|w| Fact::Weakness(WeaknessId::at(w))));
        facts.extend((0..weaknesses).map(|w| Fact::Mitigation(WeaknessId::at(w))));
        facts
    }

    /// The first measure of the catalogue with this effect.
    #[must_use]
    pub fn measure_with(&self, wanted: impl Fn(Effect) -> bool) -> Option<MeasureId> {
        self.measures.iter().position(|measure| wanted(measure.effect)).map(MeasureId::at)
    }
}
