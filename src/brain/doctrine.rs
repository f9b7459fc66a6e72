//! What a policy knows by heart of a scenario's catalogue: which measure does what.

use super::{AttackPlan, Style};
use crate::scenario::Scenario;
use crate::scenario::ids::{FactId, MeasureId, NodeId, ZoneId};
use crate::scenario::model::{Effect, Fact, TargetKind};
use crate::scenario::words::{Brain, NodeKind, ZoneKind};
use std::sync::OnceLock;

/// The catalogue's measures by what they do; `None` where the scenario has none.
#[derive(Debug, Clone)]
pub struct Doctrine {
    /// How attackers are expected to act, by those who look ahead.
    expected: OnceLock<AttackPlan>,
    pub triage: Option<MeasureId>,
    pub investigate: Option<MeasureId>,
    pub hunt: Option<MeasureId>,
    pub forensics: Option<MeasureId>,
    pub patch: Option<MeasureId>,
    pub rotate: Option<MeasureId>,
    pub isolate: Option<MeasureId>,
    pub reconnect: Option<MeasureId>,
    pub block: Option<MeasureId>,
    pub watch: Option<MeasureId>,
    pub evict: Option<MeasureId>,
    pub rebuild: Option<MeasureId>,
    pub restore: Option<MeasureId>,
    pub fail_over: Option<MeasureId>,
    pub go_manual: Option<MeasureId>,
    pub back_up: Option<MeasureId>,
    pub compare: Option<MeasureId>,
    pub preserve: Option<MeasureId>,
    pub attention: Option<MeasureId>,
    pub notify: Option<MeasureId>,
    pub share: Option<MeasureId>,
    pub ask_aid: Option<MeasureId>,
    pub send_aid: Option<MeasureId>,
    pub inform: Option<MeasureId>,
    pub resume: Option<MeasureId>,
    pub sitrep: Option<MeasureId>,
    pub correct: Option<MeasureId>,
    pub warn_reusers: Option<MeasureId>,
    pub decline: Option<MeasureId>,
    /// Measures that somebody must know before they can be ordered, on zones; by partner, for each of its
    /// `zones` a node there that the measure fits.
    pub practices: Vec<(MeasureId, Vec<Vec<Option<NodeId>>>)>,
    /// Crisis staff first, then what goes further.
    pub surges: Vec<MeasureId>,
    /// Measures that close a kind of weakness in a zone, and those that add a control to a node.
    pub protections: [Vec<MeasureId>; 2],
    /// Facts worth telling, the most urgent first.
    pub worth_telling: Vec<FactId>,
    /// Per partner: its nodes, the most valuable first.
    pub by_value: Vec<Vec<NodeId>>,
    /// Per node of the scenario: its place among its owner's in `by_value`.
    pub rank: Vec<u32>,
    /// Per partner and weakness: which of `by_value` have it, as bits.
    pub weak: Vec<Vec<Vec<u64>>>,
    /// Per partner: the first of `by_value` that hold data.
    pub with_data: Vec<Vec<NodeId>>,
    /// Per partner: its zones, the edge of the network first, then the most valuable.
    pub zones: Vec<Vec<ZoneId>>,
}

impl Doctrine {
    /// How attackers are expected to act: by experience, whatever the file says.
    #[must_use]
    pub fn expected(&self, scenario: &Scenario) -> &AttackPlan {
        self.expected.get_or_init(|| AttackPlan::new(scenario, Style::All(Brain::Adaptive)))
    }

    /// Reads a scenario's catalogue.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let with = |wanted: fn(Effect) -> bool| scenario.measure_with(wanted);
        let surges = (0..scenario.measures.len())
            .map(MeasureId::at)
            .filter(|id| matches!(scenario.measures[id.index()].effect, Effect::Surge(_)))
            .collect();
        let by_value: Vec<Vec<NodeId>> = scenario
            .partners
            .iter()
            .map(|partner| {
                let mut nodes = partner.nodes.clone();
                nodes.sort_by_key(|node| (u32::MAX - value(scenario, *node), *node));
                nodes
            })
            .collect();
        let zones: Vec<Vec<ZoneId>> = scenario
            .partners
            .iter()
            .map(|partner| {
                let worth = |zone: &ZoneId| -> u32 {
                    scenario.zones[zone.index()].nodes.iter().map(|node| value(scenario, *node)).sum()
                };
                let mut zones = partner.zones.clone();
                let edge = |zone: &ZoneId| scenario.zones[zone.index()].kind == ZoneKind::Perimeter;
                zones.sort_by_key(|zone| (!edge(zone), u32::MAX - worth(zone), *zone));
                zones
            })
            .collect();
        let mut worth_telling: Vec<FactId> = (0..scenario.facts.len()).map(FactId::at).collect();
        worth_telling.retain(|id| urgency(scenario.facts[id.index()]) <= LEAST_URGENT);
        worth_telling.sort_by_key(|id| (urgency(scenario.facts[id.index()]), *id));
        Doctrine {
            expected: OnceLock::new(),
            protections: protections(scenario),
            worth_telling,
            triage: with(|effect| effect == Effect::Triage),
            investigate: with(|effect| effect == Effect::Investigate),
            hunt: with(|effect| effect == Effect::Hunt),
            forensics: with(|effect| effect == Effect::Forensics),
            patch: with(|effect| effect == Effect::Patch),
            rotate: with(|effect| effect == Effect::RotateCredentials),
            isolate: with(|effect| effect == Effect::Isolate),
            reconnect: with(|effect| effect == Effect::Reconnect),
            block: with(|effect| matches!(effect, Effect::Block(_))),
            watch: with(|effect| matches!(effect, Effect::Watch(_))),
            evict: with(|effect| effect == Effect::Evict),
            rebuild: with(|effect| effect == Effect::Rebuild),
            restore: with(|effect| effect == Effect::Restore),
            fail_over: with(|effect| effect == Effect::FailOver),
            go_manual: with(|effect| effect == Effect::GoManual),
            back_up: with(|effect| effect == Effect::BackUp),
            compare: with(|effect| effect == Effect::Compare),
            preserve: with(|effect| effect == Effect::PreserveEvidence),
            attention: with(|effect| matches!(effect, Effect::Attention(..))),
            notify: with(|effect| effect == Effect::Notify),
            share: with(|effect| effect == Effect::Share),
            ask_aid: with(|effect| effect == Effect::AskAid),
            send_aid: with(|effect| effect == Effect::SendAid),
            inform: with(|effect| matches!(effect, Effect::Inform(_))),
            resume: with(|effect| effect == Effect::Resume),
            sitrep: joint(scenario, Effect::Sitrep),
            correct: with(|effect| effect == Effect::Correct),
            warn_reusers: with(|effect| effect == Effect::WarnReusers),
            decline: with(|effect| effect == Effect::DeclineInformation),
            practices: practices(scenario, &zones),
            surges,
            rank: rank(scenario.nodes.len(), &by_value),
            weak: weak(scenario, &by_value),
            with_data: with_data(scenario, &by_value),
            by_value,
            zones,
        }
    }
}

/// Practices for zones, with a node that each of them fits in every partner's zones.
fn practices(scenario: &Scenario, zones: &[Vec<ZoneId>]) -> Vec<(MeasureId, Vec<Vec<Option<NodeId>>>)> {
    let of_zones = |id: &&MeasureId| scenario.measures[id.index()].target == TargetKind::Zone;
    let fitting = |id: &MeasureId| {
        let with = scenario.measures[id.index()].only_with;
        let node = |zone: &ZoneId| {
            scenario.zones[zone.index()].nodes.iter().copied().find(|node| scenario.node(*node).has(with))
        };
        (*id, zones.iter().map(|zones| zones.iter().map(node).collect()).collect())
    };
    scenario.practices.iter().filter(of_zones).map(fitting).collect()
}

/// What protects whole zones, and what protects single nodes.
fn protections(scenario: &Scenario) -> [Vec<MeasureId>; 2] {
    let of = |target: TargetKind| {
        let measures = scenario.measures.iter().enumerate();
        let fits = measures.filter(|(_, measure)| {
            measure.target == target
                && measure.practice.is_none()
                && matches!(measure.effect, Effect::Clean(_) | Effect::Harden(..))
        });
        fits.map(|(index, _)| MeasureId::at(index)).collect()
    };
    [of(TargetKind::Zone), of(TargetKind::Node)]
}

/// The first joint measure with this effect.
fn joint(scenario: &Scenario, effect: Effect) -> Option<MeasureId> {
    let fits = |measure: &crate::scenario::model::MeasureDef| measure.joint && measure.effect == effect;
    scenario.measures.iter().position(fits).map(MeasureId::at)
}

fn rank(nodes: usize, by_value: &[Vec<NodeId>]) -> Vec<u32> {
    let mut rank = vec![0; nodes];
    for (place, node) in by_value.iter().flat_map(|nodes| (0..).zip(nodes)) {
        rank[node.index()] = place;
    }
    rank
}

fn weak(scenario: &Scenario, by_value: &[Vec<NodeId>]) -> Vec<Vec<Vec<u64>>> {
    let of = |nodes: &Vec<NodeId>| {
        let mut weak = vec![vec![0; nodes.len().div_ceil(64)]; scenario.weaknesses.len()];
        for (place, node) in nodes.iter().enumerate() {
            for weakness in scenario.node(*node).weaknesses.iter() {
                weak[weakness][place / 64] |= 1 << (place % 64);
            }
        }
        weak
    };
    by_value.iter().map(of).collect()
}

/// So many of the most valuable nodes with data are compared in turn.
const COMPARED: usize = 6;

fn with_data(scenario: &Scenario, by_value: &[Vec<NodeId>]) -> Vec<Vec<NodeId>> {
    let holds = |node: &NodeId| !scenario.node(*node).data.is_empty();
    by_value.iter().map(|nodes| nodes.iter().copied().filter(holds).take(COMPARED).collect()).collect()
}

/// What a node is worth to protect: its outage over a day, its data, its key role.
fn value(scenario: &Scenario, node: NodeId) -> u32 {
    let def = scenario.node(node);
    let key = matches!(def.kind, NodeKind::Directory | NodeKind::Backup);
    def.worth * 24 + def.data_harm + u32::from(key) * 200
}

/// What is less urgent than this is not worth a liaison's time.
const LEAST_URGENT: u8 = 3;

/// The order in which facts are worth telling.
const fn urgency(fact: Fact) -> u8 {
    match fact {
        Fact::Weakness(_) => 0,
        Fact::Indicator(..) => 1,
        Fact::Warning(_) => 2,
        Fact::Mitigation(_) => 3,
        Fact::Technique(_) => 4,
        Fact::Attribution(_) => 5,
        Fact::Evidence(_) => 6,
        Fact::Practice(_) => 3,
    }
}
