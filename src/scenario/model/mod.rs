//! A scenario that cannot be wrong: what `check` makes of a draft. Everything refers by small id,
//! every list is within its limit, and what the rules would otherwise search for in each turn
//! (moves, adjacency, who owns what) is laid out here once.

mod catalog;
mod network;
mod play;

pub use super::draft::{
    About, Access, Backup, Dial, Dials, Gain, Goal, HarmWeights, MeasureEffect, Reach, Requirement,
    TargetKind, Text, WhenFound, Within,
};
pub use catalog::*;
pub use network::*;
pub use play::*;

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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<FamilyDef>,
    pub nodes: Vec<NodeDef>,
    pub links: Vec<LinkDef>,
    pub dependencies: Vec<DependencyDef>,
    pub services: Vec<String>,
    pub credentials: Vec<CredentialDef>,
    pub actors: Vec<ActorDef>,
    pub injects: Vec<InjectDef>,
    pub agenda: Agenda,
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
    /// What conditions want remembered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub memos: Vec<Memo>,
    pub moves: MoveTable,
    /// Measures that somebody must know before they can be ordered.
    pub practices: Vec<MeasureId>,
    /// Dependencies node by node; follows from `dependencies`.
    #[serde(skip)]
    pub around: DependenciesAround,
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

impl TurnTable {
    /// Exercise hours from StartEx to the start of a turn; 0 before StartEx, and for a turn there is not.
    #[must_use]
    pub fn from_h(&self, turn: u16) -> u32 {
        self.turns.get(usize::from(turn.max(1)) - 1).map_or(0, |turn| turn.from_h)
    }
}

/// One turn.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TurnDef {
    /// Exercise hours from StartEx to the start of this turn.
    pub from_h: u32,
    /// Exercise hours it stands for, 1 to 72.
    pub hours: u32,
    /// Per partner: day shift (the turn holds a whole one, 08:00 to 18:00 on a local working day, or
    /// at least half of it falls into such hours).
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
    #[serde(default, skip_serializing_if = "Calendar::is_usual")]
    pub calendar: Calendar,
    /// Per other partner: the agreement with it, if any.
    pub agreements: Vec<Option<AgreementDef>>,
    pub duties: Vec<DutyDef>,
    pub knows: Vec<FactId>,
    pub stakes: Text,
    /// Chance in parts per million of one more false alert in a turn hour (geometric).
    pub noise_ppm_per_h: u32,
    /// Points for what is done before StartEx.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub prevention: u32,
    pub absent: Option<String>,
    /// Its nodes, ascending.
    pub nodes: Vec<NodeId>,
    pub zones: Vec<ZoneId>,
    /// Weaknesses it knows of from the start.
    pub weaknesses: Set64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// On which days a partner works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Days of the week, as bits from Monday on.
    pub week: u8,
    /// Local dates without work, in days since 1970, ascending.
    pub holidays: Vec<i64>,
}

impl Default for Calendar {
    fn default() -> Self {
        Calendar { week: 0b1_1111, holidays: Vec::new() }
    }
}

impl Calendar {
    /// Monday to Friday, all year.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Calendar::default()
    }

    /// Whether people work on a local date, in days since 1970.
    #[must_use]
    pub fn works(&self, day: i64) -> bool {
        // 1970-01-01 was a Thursday.
        let weekday = (day + 3).rem_euclid(7);
        self.week >> weekday & 1 == 1 && self.holidays.binary_search(&day).is_err()
    }
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
    pub personal_data: bool,
}

impl Scenario {
    /// Measures that can do anything here, with their places: where nobody else plays, none that needs a partner.
    pub fn useful_measures(&self) -> impl Iterator<Item = (MeasureId, &MeasureDef)> {
        let is_alone = self.partners.len() < 2;
        let all = self.measures.iter().enumerate().map(|(index, measure)| (MeasureId::at(index), measure));
        all.filter(move |(_, measure)| !(is_alone && measure.needs_partner()))
    }

    /// Number of turns.
    #[must_use]
    pub fn turns(&self) -> u32 {
        u32::try_from(self.clock.turns.len()).expect("the check limits the number of turns")
    }

    /// Advice for the timer under the time pressure that is set: real minutes of situation, orders,
    /// resolution, review. A phase that has minutes keeps at least one.
    #[must_use]
    pub fn phase_minutes(&self) -> [u32; 4] {
        let pressure = self.dials.pressure.max(1);
        self.clock.phase_minutes.map(|minutes| {
            let scaled = (minutes.saturating_mul(100) + pressure / 2) / pressure;
            scaled.max(minutes.min(1))
        })
    }

    /// A node.
    #[must_use]
    #[inline]
    pub fn node(&self, id: NodeId) -> &NodeDef {
        &self.nodes[id.index()]
    }

    /// Places of the dependencies that need a node, ascending.
    #[must_use]
    #[inline]
    pub fn needed_by(&self, node: NodeId) -> &[u32] {
        &self.around.of(&self.dependencies, self.nodes.len(), node).needed_by
    }

    /// A node's own dependencies.
    pub fn dependencies_of(&self, node: NodeId) -> impl Iterator<Item = &DependencyDef> {
        let own = &self.around.of(&self.dependencies, self.nodes.len(), node).own;
        own.iter().map(|place| &self.dependencies[*place as usize])
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
            Fact::Practice(practice) => actors * 5 + techniques + weaknesses * 2 + usize::from(practice),
        };
        FactId::at(index)
    }

    /// Every fact, in the order of [`Scenario::fact`].
    #[must_use]
    pub fn list_facts(actors: usize, techniques: usize, weaknesses: usize, practices: u8) -> Vec<Fact> {
        let actor = || (0..actors).map(ActorId::at);
        let mut facts: Vec<Fact> =
            actor().flat_map(|a| IndicatorKind::ALL.iter().map(move |k| Fact::Indicator(a, *k))).collect();
        facts.extend(actor().map(Fact::Warning));
        facts.extend(actor().map(Fact::Attribution));
        facts.extend(actor().map(Fact::Evidence));
        facts.extend((0..techniques).map(|t| Fact::Technique(TechniqueId::at(t))));
        facts.extend((0..weaknesses).map(|w| Fact::Weakness(WeaknessId::at(w))));
        facts.extend((0..weaknesses).map(|w| Fact::Mitigation(WeaknessId::at(w))));
        facts.extend((0..practices).map(Fact::Practice));
        facts
    }

    /// The first measure of the catalogue with this effect that a partner can order by itself.
    #[must_use]
    pub fn measure_with(&self, wanted: impl Fn(Effect) -> bool) -> Option<MeasureId> {
        let fits =
            |measure: &MeasureDef| wanted(measure.effect) && !measure.joint && measure.practice.is_none();
        self.measures.iter().position(fits).map(MeasureId::at)
    }
}
