//! A scenario as written: plain serde structs, one per thing an author can say. Nothing here is
//! checked beyond its form; `check` turns a `Draft` into a `Scenario` or says why not. The root file,
//! every included file and every catalogue file have the same shape, so that an author may put any
//! section anywhere, override a catalogue entry by its id, or add one.

mod catalog;
mod dials;
mod generate;
mod network;
mod play;

pub use catalog::*;
pub use dials::*;
pub use generate::*;
pub use network::*;
pub use play::*;

use super::words::{Role, Tlp, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format version this program reads and writes.
pub const FORMAT: u32 = 1;

/// A text in several languages; a missing one is a warning and falls back visibly.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Text {
    /// German (de-DE).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub de: String,
    /// English (en-US).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// Hebrew.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub he: String,
    /// French.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fr: String,
    /// Spanish.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub es: String,
}

/// One file: the root, an include or a catalogue. Lists of several files are joined in order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// Format version; the root file must say it.
    pub format: Option<u32>,
    /// Further files of the same shape, relative to this one, inside the scenario's folder.
    pub include: Vec<String>,
    pub about: Option<About>,
    pub time: Option<Time>,
    /// Marked shorter versions for a short afternoon.
    pub cuts: Vec<Cut>,
    pub dials: Option<Dials>,
    pub partners: Vec<Partner>,
    pub third_parties: Vec<ThirdParty>,

    pub templates: Vec<NodeDraft>,
    pub zones: Vec<Zone>,
    pub nodes: Vec<NodeDraft>,
    pub links: Vec<Link>,
    pub dependencies: Vec<Dependency>,
    pub credentials: Vec<Credential>,
    /// Many alike parts of the network.
    pub generate: Vec<Generator>,

    pub actors: Vec<Actor>,
    pub injects: Vec<Inject>,
    pub objectives: Vec<Objective>,
    pub scoring: Option<Scoring>,
    pub ends: Vec<End>,

    pub techniques: Vec<Technique>,
    pub measures: Vec<Measure>,
    pub sensors: Vec<Sensor>,
    pub controls: Vec<Control>,
    pub weaknesses: Vec<Weakness>,
    pub data_classes: Vec<DataClass>,
    pub duties: Vec<Duty>,
    pub adversaries: Vec<Adversary>,
}

/// What the scenario is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    pub id: String,
    pub title: Text,
    pub summary: Text,
    pub authors: Vec<String>,
    pub licence: String,
    /// Label of the scenario file itself.
    pub tlp: Tlp,
    #[serde(default)]
    pub audience: Text,
    /// Length of the whole exercise in real minutes, briefing and hot wash included.
    pub minutes: u32,
    /// 1 (first time) to 5 (experienced crisis staffs).
    pub difficulty: u8,
    #[serde(default)]
    pub learning_goals: Vec<Text>,
    /// ATT&CK version of the technique ids, e.g. "18.1".
    pub attack_version: String,
    /// What is fact and what is invented.
    #[serde(default)]
    pub note: Text,
    /// Read aloud at StartEx.
    #[serde(default)]
    pub opening: Text,
    /// Questions for the hot wash.
    #[serde(default)]
    pub debrief: Vec<Text>,
}

/// The exercise clock.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// Exercise time at the start of turn 1, RFC 3339 in UTC: "2026-10-09T06:00:00Z".
    pub start: String,
    /// Exercise hours of each turn (1 to 72); the number of entries is the number of turns.
    pub hours: Vec<u32>,
    /// Advice for the timer, real minutes per phase.
    #[serde(default)]
    pub phase_minutes: PhaseMinutes,
}

/// Real minutes per phase: advice only.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PhaseMinutes {
    pub situation: u32,
    pub orders: u32,
    pub resolution: u32,
    pub review: u32,
}

impl Default for PhaseMinutes {
    fn default() -> Self {
        PhaseMinutes { situation: 2, orders: 6, resolution: 1, review: 2 }
    }
}

/// A shorter version of the same exercise.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    pub id: String,
    pub title: Text,
    pub minutes: u32,
    /// Hours of each turn, in place of the full list.
    pub hours: Vec<u32>,
    /// Attack points per turn in percent of the full version's.
    #[serde(default = "hundred")]
    pub tempo: u32,
}

/// A playing partner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    pub id: String,
    pub name: Text,
    /// Short name for maps and tables, e.g. "BW".
    pub short: String,
    /// IANA time zone, e.g. "Europe/Berlin".
    pub time_zone: String,
    pub languages: Vec<String>,
    pub seats: Vec<Seat>,
    /// People on a day shift (08:00 to 18:00 local, on working days) and otherwise.
    pub people: BTreeMap<super::words::People, Shift>,
    /// Days on which people work.
    #[serde(default = "monday_to_friday")]
    pub work_week: Vec<Weekday>,
    /// Local dates on which they do not: "2027-01-06".
    #[serde(default)]
    pub holidays: Vec<String>,
    /// Agreements with other partners: who, how quickly, over which channels.
    #[serde(default)]
    pub agreements: Vec<Agreement>,
    /// Ids of duties from the catalogue.
    #[serde(default)]
    pub duties: Vec<String>,
    /// Duty -> nodes or zones that it is about; all of the partner's where it is not named.
    #[serde(default)]
    pub duty_scope: BTreeMap<String, Vec<String>>,
    /// Facts held at StartEx.
    #[serde(default)]
    pub knows: Vec<FactDraft>,
    /// What is at stake for the public.
    #[serde(default)]
    pub stakes: Text,
    /// False alerts per 24 hours over all zones, in tenths (35 means 3.5 a day).
    #[serde(default = "default_noise")]
    pub noise_tenths: u32,
    /// Points for prevention: what is done before StartEx, at the prices of the measures.
    #[serde(default)]
    pub prevention: u32,
    /// Policy that plays when nobody comes.
    #[serde(default)]
    pub absent: Option<String>,
}

/// How many people of a kind are on duty.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    pub day: u8,
    #[serde(default)]
    pub night: u8,
}

/// A seat of a partner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    pub id: String,
    pub name: Text,
    pub roles: Vec<Role>,
    /// Card text: what this person is for.
    #[serde(default)]
    pub card: Text,
}

/// What one partner promised another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    pub with: String,
    /// What is promised, in words.
    pub text: Text,
    /// Highest label that may be passed under it.
    #[serde(default = "amber")]
    pub up_to: Tlp,
    /// Promised hours from knowing to telling.
    #[serde(default = "default_within_h")]
    pub within_h: u32,
    /// There is a basis in law for passing personal data to it, such as an adequacy decision.
    #[serde(default)]
    pub personal_data: bool,
}

/// An organisation that owns nodes but does not play.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThirdParty {
    pub id: String,
    pub name: Text,
    pub short: String,
}

pub(crate) fn hundred() -> u32 {
    100
}
pub(crate) fn thousand() -> u32 {
    1000
}
fn monday_to_friday() -> Vec<Weekday> {
    Weekday::ALL[..5].to_vec()
}
fn default_noise() -> u32 {
    30
}
fn default_within_h() -> u32 {
    24
}
fn amber() -> Tlp {
    Tlp::Amber
}
