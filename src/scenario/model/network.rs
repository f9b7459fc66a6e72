//! The network as checked, and everything that could ever be tried on it.

use super::{Backup, OnlyWith, Text};
use crate::scenario::ids::*;
use crate::scenario::words::*;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

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
    /// The generator it is a copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyId>,
}

/// All copies of one generator.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FamilyDef {
    pub id: String,
    pub name: Text,
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

impl NodeDef {
    /// Whether it has what a measure needs to do anything there; always where that needs nothing.
    #[must_use]
    pub fn has(&self, wanted: Option<OnlyWith>) -> bool {
        match wanted {
            None => true,
            Some(OnlyWith::Control(control)) => self.controls.iter().any(|(there, _)| *there == control),
            Some(OnlyWith::Sensor(sensor)) => self.sensors.iter().any(|(there, _)| *there == sensor),
            Some(OnlyWith::Kind(kind)) => self.kind == kind,
        }
    }
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

/// Places of the dependencies that concern a node, ascending.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// What it needs.
    pub(super) own: Vec<u32>,
    /// What needs it.
    pub(super) needed_by: Vec<u32>,
}

/// Dependencies node by node, laid out when first asked.
#[derive(Debug, Clone, Default)]
pub struct DependenciesAround(OnceLock<Vec<Around>>);

impl DependenciesAround {
    #[inline]
    pub(super) fn of(&self, dependencies: &[DependencyDef], nodes: usize, node: NodeId) -> &Around {
        &self.0.get_or_init(|| lay_out(dependencies, nodes))[node.index()]
    }
}

fn lay_out(dependencies: &[DependencyDef], nodes: usize) -> Vec<Around> {
    let mut around = vec![Around::default(); nodes];
    for (index, dependency) in (0..).zip(dependencies) {
        around[dependency.node.index()].own.push(index);
        for need in &dependency.needs {
            around[need.index()].needed_by.push(index);
        }
    }
    around
}

/// A credential.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CredentialDef {
    pub id: String,
    pub name: Text,
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
