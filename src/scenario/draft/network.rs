//! The network as written: zones, nodes with templates and groups, links, dependencies, credentials.

use super::Text;
use crate::scenario::words::{NodeKind, ZoneKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An area of the map; its owner is the default owner of its nodes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    pub id: String,
    pub name: Text,
    pub kind: ZoneKind,
    /// A partner, a third party, or nobody (the Internet).
    #[serde(default)]
    pub owner: Option<String>,
}

/// A node or a template for nodes. Everything a node does not say comes from its template.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NodeDraft {
    pub id: String,
    /// Id of a template.
    pub like: Option<String>,
    pub name: Option<Text>,
    pub kind: Option<NodeKind>,
    pub zone: Option<String>,
    pub owner: Option<String>,
    /// A group of alike machines that is played as one node.
    pub count: Option<u32>,
    pub os: Option<String>,
    /// Services offered, as slugs: "https", "smb", "rdp", "mail", "sftp", "modbus", "update".
    pub services: Option<Vec<String>>,
    pub processes: Option<Vec<String>>,
    /// Ids of weaknesses from the catalogue.
    pub weaknesses: Option<Vec<String>>,
    /// Control id -> coverage in per mille.
    pub controls: Option<BTreeMap<String, u32>>,
    /// Sensor id -> coverage in per mille.
    pub sensors: Option<BTreeMap<String, u32>>,
    /// Credentials that open this node.
    pub accepts: Option<Vec<String>>,
    /// Credentials that lie about on it.
    pub holds: Option<Vec<String>>,
    /// Data class id -> number of records.
    pub data: Option<BTreeMap<String, u32>>,
    pub backup: Option<Backup>,
    /// Harm points per hour of full outage.
    pub worth: Option<u32>,
    /// Partner to whom it is worth that; the owner where absent.
    pub worth_to: Option<String>,
    /// What the public loses when it is out.
    pub stakes: Option<Text>,
    /// Another node that can take over (measure "fail over").
    pub standby: Option<String>,
    /// It can be run by hand at this service level in per mille (measure "go manual").
    pub manual: Option<u32>,
}

/// What can be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Backup {
    None,
    /// Reachable from the node, so an attacker can destroy it.
    Online,
    /// Out of reach; what came after it is lost.
    Offline {
        age_h: u32,
    },
}

/// Who can reach what through which service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// A node id or a zone id (every node of it).
    pub from: String,
    /// A node id or a zone id.
    pub to: String,
    pub services: Vec<String>,
    #[serde(default)]
    pub two_way: bool,
    /// A VPN, federation or supplier's update channel; may cross partners.
    #[serde(default)]
    pub trust: bool,
}

/// A node needs others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    pub node: String,
    pub needs: Needs,
    /// Service level in per mille while the need is not met.
    #[serde(default)]
    pub degrades_to: u32,
}

/// How many of the needed nodes must be up.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    AllOf(Vec<String>),
    AnyOf(Vec<String>),
}

impl Needs {
    /// The ids.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        match self {
            Needs::AllOf(ids) | Needs::AnyOf(ids) => ids,
        }
    }
}

/// Something that opens nodes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    pub id: String,
    pub name: Text,
}
