//! The catalogue as checked: techniques, measures and what they refer to.

use super::{Access, Gain, Reach, Requirement, TargetKind, Text, Within};
use crate::scenario::ids::*;
use crate::scenario::words::*;
use serde::{Deserialize, Serialize};

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
    /// Points of the budget for prevention that it takes before StartEx; 0: not to be had then.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub prevention: u32,
    /// Works only if another partner orders the same for the same turn.
    pub joint: bool,
    /// Does something only where this is there already.
    pub only_with: Option<OnlyWith>,
    /// Its place among the practices, where it is one.
    pub practice: Option<u8>,
    /// Its bit in a node's hardenings or extra sensors, where it adds one.
    pub bit: u8,
    pub basis: Vec<BasisDef>,
}

impl MeasureDef {
    /// It is for another partner, or done together with one.
    #[must_use]
    pub const fn needs_partner(&self) -> bool {
        self.joint || matches!(self.target, TargetKind::Partner | TargetKind::Share)
    }
}

/// What a node must have so that a measure does anything there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlyWith {
    Control(ControlId),
    Sensor(SensorId),
    Kind(NodeKind),
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
    Sitrep,
    RotateShared,
    Attribute(u32),
    Liaison,
    NightWatch,
    LendTools(u32, u32),
    AskInformation,
    DeclineInformation,
    Redact,
    PayRansom(u32),
    Withdraw(u32),
    Correct,
    WarnReusers,
    Resume,
}

impl Effect {
    /// Aid to a partner: people, their time, or what they work with.
    #[must_use]
    pub const fn is_aid(self) -> bool {
        matches!(self, Effect::SendAid | Effect::Liaison | Effect::NightWatch | Effect::LendTools(..))
    }

    /// Something done for partners: telling them, or aid.
    #[must_use]
    pub const fn is_for_others(self) -> bool {
        self.is_aid()
            || matches!(self, Effect::Share | Effect::Advisory | Effect::Sitrep | Effect::WarnReusers)
    }
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
    /// Nodes that it is about; all of the partner's where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<NodeId>,
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
