//! Catalogue entries as written: techniques, measures, sensors, controls, weaknesses, data classes
//! and duties. Every number rests on something: `basis` says on what, field by field; `"*"` covers
//! the fields not named.

use super::Text;
use crate::scenario::words::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one number (or, with `"*"`, every other number) of an entry rests on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Field name, `"*"` for the rest.
    pub of: String,
    pub mark: Mark,
    /// Paper, law or report; for assumptions the reasoning.
    pub source: String,
}

/// An attack technique.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// ATT&CK id, e.g. "T1190".
    pub id: String,
    pub name: Text,
    pub tactic: Tactic,
    #[serde(default = "enterprise")]
    pub matrix: Matrix,
    /// What it looks like on a console, for alerts; never the truth about who or why.
    pub looks_like: Text,
    pub needs: TechniqueNeeds,
    pub gives: Vec<Gain>,
    /// Base chance in per mille.
    pub chance: u32,
    /// Attack points.
    pub cost: u32,
    /// Data source -> trace in per mille: how clearly it shows there.
    pub traces: BTreeMap<String, u32>,
    /// Control id -> effectiveness in per mille at full coverage.
    #[serde(default)]
    pub stopped_by: BTreeMap<String, u32>,
    /// Which indicator its use exposes, if any.
    #[serde(default)]
    pub exposes: Option<IndicatorKind>,
    pub basis: Vec<Basis>,
}

/// What must hold before a technique can be tried on a target.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TechniqueNeeds {
    pub reach: Reach,
    /// Access the actor must already have on the target (`local`), or on the source (`link`).
    #[serde(default = "access_none")]
    pub access: Access,
    /// Link and target must share one of these; empty: any service.
    #[serde(default)]
    pub services: Vec<String>,
    /// The target must have one of these; empty: none needed.
    #[serde(default)]
    pub weaknesses: Vec<String>,
    /// The actor must hold a credential that the target accepts.
    #[serde(default)]
    pub credential: bool,
    #[serde(default)]
    pub os: Vec<String>,
    #[serde(default)]
    pub processes: Vec<String>,
    /// Only on nodes of these kinds; empty: any.
    #[serde(default)]
    pub kinds: Vec<NodeKind>,
}

/// From where a technique acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Over a link from a node the actor holds (the Internet included).
    Link,
    /// On a node the actor holds already.
    Local,
    /// Not on a node at all: the actor works at home (new infrastructure, new tools).
    Home,
}

/// How far an actor is into a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    None,
    User,
    Admin,
}

/// What a technique that works gives its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gain {
    User,
    Admin,
    /// Knows the nodes that links lead to from here.
    Discovery,
    /// Every credential that lies about on the node.
    Credentials,
    /// Comes back after an eviction that did not find it.
    Persistence,
    /// Data is packed, ready to leave.
    Staging,
    /// Data leaves: per mille of what is there (needs no staging; staged data leaves whole).
    Exfiltration(u32),
    Encryption,
    Wiping,
    Manipulation,
    /// The node's service stops for this many turns.
    Disruption(u32),
    /// The node's sensors see nothing more.
    Blinding,
    /// The node's online backup is gone.
    BackupLoss,
    /// New infrastructure: old infrastructure indicators point nowhere.
    NewInfrastructure,
    /// New tools: old tool indicators point nowhere.
    NewTools,
}

/// A measure a partner can order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub id: String,
    pub name: Text,
    /// Plain language: what happens when one orders this.
    pub text: Text,
    pub group: OrderGroup,
    pub function: CsfFunction,
    #[serde(default)]
    pub d3fend: Vec<String>,
    /// Who may draft it.
    pub roles: Vec<Role>,
    /// People it keeps busy while it runs.
    pub people: BTreeMap<People, u8>,
    /// Turns until it is done; 0: within the turn it is ordered in.
    pub turns: u32,
    pub target: TargetKind,
    #[serde(default)]
    pub requires: Vec<Requirement>,
    /// Chance in per mille that it works.
    #[serde(default = "super::thousand")]
    pub chance: u32,
    pub effect: MeasureEffect,
    /// What it breaks, in plain words; what it breaks in the rules follows from the effect.
    #[serde(default)]
    pub breaks: Text,
    /// Service level of the target in per mille while it runs (1000: nothing stops).
    #[serde(default = "super::thousand")]
    pub service_while: u32,
    /// Points that it takes before StartEx, per target; left out: it cannot be done then.
    #[serde(default)]
    pub prevention: u32,
    /// Works only if another partner orders the same for the same turn; alone it warns the attacker.
    #[serde(default)]
    pub joint: bool,
    /// Does something only where this is there already.
    #[serde(default)]
    pub only_with: Option<OnlyWith>,
    pub basis: Vec<Basis>,
}

/// What a node must have so that a measure does anything there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlyWith {
    /// A control, from the start.
    Control(String),
    /// A sensor, from the start.
    Sensor(String),
    /// A node of this kind.
    Kind(NodeKind),
}

/// What an order points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// The partner as a whole.
    Own,
    Alert,
    /// One of the partner's own nodes.
    Node,
    /// One of the partner's zones.
    Zone,
    /// A link that starts or ends at one of the partner's nodes.
    Link,
    /// A fact in the partner's picture.
    Fact,
    /// Another partner.
    Partner,
    /// A stage of a duty.
    Duty,
    /// A fact to a partner (measure "share").
    Share,
}

/// What the partner's picture must hold before the measure can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// The node is suspected or confirmed compromised.
    Suspected,
    /// The node is confirmed compromised.
    Confirmed,
    /// The node is known to be out of service, encrypted, wiped or manipulated.
    Impaired,
    /// The node is isolated.
    Isolated,
    /// The node has a weakness the partner knows of.
    KnownWeakness,
    /// The node has a standby.
    Standby,
    /// The node can be run by hand.
    Manual,
    /// The node has a backup.
    Backup,
    /// At least one confirmed compromise anywhere.
    AnyConfirmed,
    /// Evidence has been preserved.
    Evidence,
    /// Crisis staff is active.
    CrisisStaff,
    /// The partner asked for aid.
    Asked,
    /// The partner asked for information.
    AskedForInformation,
    /// The node's data is known to be encrypted.
    Encrypted,
    /// The node's data is known to be falsified.
    Falsified,
    /// The node is run by hand or by its standby.
    Carried,
    /// The practice is known: from the start, or because a partner shared it.
    Practice,
}

/// What a measure does in the rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureEffect {
    /// Says of an alert: confirmed, false or unclear.
    Triage,
    /// Looks into one node: foothold, technique, tool.
    Investigate,
    /// Looks through a zone for footholds.
    Hunt,
    /// Takes a node apart: indicators, scope, evidence.
    Forensics,
    /// Adds a sensor with this coverage in per mille.
    Sensor(String, u32),
    /// Removes every weakness of the node that the partner knows of.
    Patch,
    /// Removes one weakness from every node of a zone.
    Clean(String),
    /// Adds a control with this coverage in per mille.
    Harden(String, u32),
    /// Every credential the node accepts is worthless to those who took it.
    RotateCredentials,
    Isolate,
    Reconnect,
    IsolateZone,
    ReconnectZone,
    CutLink,
    RestoreLink,
    /// Puts a known indicator to use as a block; the figure is its effectiveness in per mille.
    Block(u32),
    /// Puts a known indicator to use in the sensors; the figure is the gain in per mille.
    Watch(u32),
    /// Throws actors out of a node, unless persistence was not found.
    Evict,
    /// Sets a node up anew: no access, no persistence, no manipulation; data from backup if any.
    Rebuild,
    /// Brings a node back from its backup.
    Restore,
    FailOver,
    GoManual,
    /// Takes an offline copy now.
    BackUp,
    /// Compares data with an independent source.
    Compare,
    PreserveEvidence,
    /// Law enforcement acts against an actor's infrastructure.
    Takedown,
    /// More people for a while: per mille on top.
    Surge(u32),
    /// Analysts look harder for this many turns: detection gain in per mille.
    Attention(u32, u32),
    /// Public trust gain in points.
    Inform(u32),
    /// Serves a stage of a duty.
    Notify,
    /// Passes a fact to partners.
    Share,
    AskAid,
    /// Lends this many people of the measure's own kinds.
    SendAid,
    /// Tells everybody, the attacker included.
    Advisory,
    /// A situation conference: what those who take part share arrives without delay this turn.
    Confer,
    /// A joint SITREP: all that each side found out and the agreement covers, signed by both.
    Sitrep,
    /// Changes the keys of what partners share: third parties' systems and trust links.
    RotateShared,
    /// Names the attacker in public: costs it this many attack points in its next turn.
    Attribute(u32),
    /// A liaison officer at a partner: exchanges take neither the night nor a translation.
    Liaison,
    /// Takes a partner's night watch, while it is night there and day here.
    NightWatch,
    /// Detection tools for a partner: its analysts see more, per mille, for this many turns.
    LendTools(u32, u32),
    AskInformation,
    DeclineInformation,
    /// Takes personal data out of a finding, so that it may be shared without a basis for them.
    Redact,
    /// Pays for the key of an encrypted node; the attacker has this many points more next turn.
    PayRansom(u32),
    /// Takes published data off the net; trust suffers this many points if they were right.
    Withdraw(u32),
    /// Publishes corrected data with their provenance.
    Correct,
    /// Tells those who use the data: half the harm of what is still falsified.
    WarnReusers,
    /// Back from manual operation or standby.
    Resume,
}

/// Something that reads data sources.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensor {
    pub id: String,
    pub name: Text,
    /// Data source -> coverage in per mille.
    pub reads: BTreeMap<String, u32>,
    pub basis: Vec<Basis>,
}

/// Something that stops techniques; how well stands with each technique.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    pub id: String,
    pub name: Text,
    #[serde(default)]
    pub d3fend: Vec<String>,
}

/// Something that can be exploited until it is patched or cleaned.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weakness {
    pub id: String,
    pub name: Text,
    /// Known to its owner from the start; otherwise it must be learned (found, shared, published).
    #[serde(default)]
    pub known: bool,
    /// What helps against it, in words.
    #[serde(default)]
    pub remedy: Text,
}

/// A class of data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataClass {
    pub id: String,
    pub name: Text,
    #[serde(default)]
    pub personal: bool,
    /// Harm points per 1,000 records that leave.
    pub weight: u32,
    pub basis: Vec<Basis>,
}

/// A statutory or agreed duty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: String,
    pub name: Text,
    /// Law, regulation or agreement.
    pub law: Text,
    pub trigger: DutyTrigger,
    pub stages: Vec<DutyStage>,
    pub basis: Vec<Basis>,
}

/// One notice with its deadline, counted from when the partner's picture held the trigger.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyStage {
    pub id: String,
    pub name: Text,
    pub within: Within,
    pub to: Text,
    /// What the notice must contain.
    #[serde(default)]
    pub content: Vec<Text>,
    /// Harm points when it is late; missed counts double.
    #[serde(default = "default_duty_harm")]
    pub harm: u32,
}

/// A deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// Without undue delay: in the turn after the one in which it was learned, at the latest.
    AtOnce,
    Hours(u32),
    Days(u32),
    WorkDays(u32),
    Months(u32),
}

fn enterprise() -> Matrix {
    Matrix::Enterprise
}
fn access_none() -> Access {
    Access::None
}
fn default_duty_harm() -> u32 {
    20
}
