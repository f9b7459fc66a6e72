//! Everything that could ever be tried, laid out once: per node the moves over links to it, then
//! those on it, with what its own controls leave of the odds and what its own sensors miss.

use super::nodes::weigh_anew;
use crate::scenario::draft::Technique;
use crate::scenario::ids::*;
use crate::scenario::model::*;

/// Certain, in parts per million.
const CERTAIN_PPM: u32 = 1_000_000;

/// The network and catalogue that moves are made of.
pub(super) struct Ground<'g> {
    pub(super) nodes: &'g [NodeDef],
    pub(super) links: &'g [LinkDef],
    pub(super) techniques: &'g [TechniqueDef],
    /// Techniques as written, in the same order: services that the scenario lacks still count there.
    pub(super) written: Vec<&'g Technique>,
    pub(super) sensors: &'g [SensorDef],
    pub(super) measures: &'g [MeasureDef],
    /// Per technique: some actor masters it.
    pub(super) used: Vec<bool>,
}

/// Lays out the table.
pub(super) fn lay_out(ground: &Ground<'_>) -> MoveTable {
    let mut table = MoveTable::default();
    adjacency(ground, &mut table);
    let mut spot = Spot::default();
    for index in 0..ground.nodes.len() {
        spot.measure(ground, index);
        let from = length(&table);
        over_links(ground, &mut table, &spot, NodeId::at(index));
        let between = length(&table);
        on_node(ground, &mut table, &spot, NodeId::at(index));
        table.into.push((from, between));
        table.on.push((between, length(&table)));
    }
    tables(&mut table, ground.techniques, ground.sensors, ground.measures);
    table
}

fn length(table: &MoveTable) -> u32 {
    u32::try_from(table.all.len()).expect("links and techniques are limited to fewer moves than that")
}

fn adjacency(ground: &Ground<'_>, table: &mut MoveTable) {
    table.out = vec![Vec::new(); ground.nodes.len()];
    table.enter = vec![Vec::new(); ground.nodes.len()];
    for (index, link) in ground.links.iter().enumerate() {
        table.out[link.from.index()].push(LinkId::at(index));
        table.enter[link.to.index()].push(LinkId::at(index));
    }
}

/// What every technique would meet on one node.
#[derive(Default)]
struct Spot {
    /// Techniques that fit the node: which, what is left of the odds, and the chance of being missed.
    fit: Vec<(TechniqueId, u32, u32)>,
}

impl Spot {
    fn measure(&mut self, ground: &Ground<'_>, index: usize) {
        let node = &ground.nodes[index];
        self.fit.clear();
        for (place, technique) in ground.techniques.iter().enumerate() {
            if ground.used[place] && technique.reach != Reach::Home && fits(technique, node) {
                let (left, miss) =
                    (left_ppm(technique, &node.controls), miss_ppm(ground.sensors, technique, &node.sensors));
                self.fit.push((TechniqueId::at(place), left, miss));
            }
        }
    }
}

/// Kind, system, processes, weaknesses and credentials of the node allow the technique.
fn fits(technique: &TechniqueDef, node: &NodeDef) -> bool {
    let kind = technique.kinds.is_empty() || technique.kinds.contains(&node.kind);
    let os = technique.os.is_empty() || technique.os.contains(&node.os);
    let shared = || node.processes.iter().any(|process| technique.processes.contains(process));
    let processes = technique.processes.is_empty() || shared();
    let weak = technique.weaknesses.is_empty() || technique.weaknesses.meets(node.weaknesses);
    let opens = !technique.credential || !node.accepts.is_empty();
    kind && os && processes && weak && opens
}

fn over_links(ground: &Ground<'_>, table: &mut MoveTable, spot: &Spot, target: NodeId) {
    let node = &ground.nodes[target.index()];
    if node.outside {
        return;
    }
    for link in 0..table.enter[target.index()].len() {
        let link = table.enter[target.index()][link];
        let def = &ground.links[link.index()];
        for (technique, left_ppm, miss_ppm) in spot.fit.iter().copied() {
            let place = technique.index();
            if ground.techniques[place].reach == Reach::Link && carries(ground, def, node, place) {
                table.all.push(Move { technique, source: def.from, target, link, left_ppm, miss_ppm });
            }
        }
    }
}

/// The link leads to a service that the target offers and the technique uses.
fn carries(ground: &Ground<'_>, link: &LinkDef, target: &NodeDef, technique: usize) -> bool {
    let common = Set64(link.services.0 & target.services.0);
    if ground.written[technique].needs.services.is_empty() {
        return !common.is_empty() || link.services.is_empty();
    }
    common.meets(ground.techniques[technique].services)
}

fn on_node(ground: &Ground<'_>, table: &mut MoveTable, spot: &Spot, target: NodeId) {
    let node = &ground.nodes[target.index()];
    for (technique, left_ppm, miss_ppm) in spot.fit.iter().copied() {
        let def = &ground.techniques[technique.index()];
        if def.reach == Reach::Local && is_worth_it(def, node) {
            let link = LinkId(u16::MAX);
            table.all.push(Move { technique, source: target, target, link, left_ppm, miss_ppm });
        }
    }
}

/// The technique could give something there. On the Internet only techniques made for it do.
fn is_worth_it(technique: &TechniqueDef, node: &NodeDef) -> bool {
    let nobodys = node.outside && node.owner == Owner::Nobody;
    if nobodys && !technique.kinds.contains(&node.kind) {
        return false;
    }
    technique.gives.iter().any(|gain| match gain {
        Gain::Credentials => !node.holds.is_empty(),
        Gain::Staging | Gain::Exfiltration(_) => !node.data.is_empty(),
        Gain::BackupLoss => node.backup == Backup::Online,
        Gain::NewInfrastructure | Gain::NewTools => false,
        // Whoever starts there knows what links lead to.
        Gain::Discovery => !node.outside,
        _ => !nobodys,
    })
}

/// What controls leave of a technique's odds.
fn left_ppm(technique: &TechniqueDef, controls: &[(ControlId, u32)]) -> u32 {
    let mut left = CERTAIN_PPM;
    for (control, coverage) in controls {
        if let Some((_, effect)) = technique.stopped_by.iter().find(|(stops, _)| stops == control) {
            left = times(left, CERTAIN_PPM - effect * coverage);
        }
    }
    left
}

/// The chance that sensors see nothing of a technique.
fn miss_ppm(defs: &[SensorDef], technique: &TechniqueDef, sensors: &[(SensorId, u32)]) -> u32 {
    let mut miss = CERTAIN_PPM;
    for (sensor, coverage) in sensors {
        for (source, read) in &defs[sensor.index()].reads {
            if let Some((_, trace)) = technique.traces.iter().find(|(leaves, _)| leaves == source) {
                miss = times(miss, CERTAIN_PPM - coverage * read / 1000 * trace);
            }
        }
    }
    miss
}

fn times(ppm: u32, factor_ppm: u32) -> u32 {
    let product = u64::from(ppm) * u64::from(factor_ppm) / u64::from(CERTAIN_PPM);
    u32::try_from(product).unwrap_or(CERTAIN_PPM)
}

fn hardenings(measures: &[MeasureDef]) -> Vec<(ControlId, u32)> {
    let hardening = |measure: &MeasureDef| match measure.effect {
        Effect::Harden(control, coverage) => Some((control, coverage)),
        _ => None,
    };
    measures.iter().filter_map(hardening).collect()
}

fn extra_sensors(measures: &[MeasureDef]) -> Vec<(SensorId, u32)> {
    let sensor = |measure: &MeasureDef| match measure.effect {
        Effect::Sensor(sensor, coverage) => Some((sensor, coverage)),
        _ => None,
    };
    measures.iter().filter_map(sensor).collect()
}

fn harden_left(technique: &TechniqueDef, hardenings: &[(ControlId, u32)]) -> Vec<u32> {
    hardenings.iter().map(|hardening| left_ppm(technique, std::slice::from_ref(hardening))).collect()
}

fn sensor_miss(defs: &[SensorDef], technique: &TechniqueDef, sensors: &[(SensorId, u32)]) -> Vec<u32> {
    sensors.iter().map(|sensor| miss_ppm(defs, technique, std::slice::from_ref(sensor))).collect()
}

/// What controls leave, sensors miss and data is worth, after a number of the catalogue was changed in a checked
/// scenario.
pub fn measure_anew(scenario: &mut Scenario) {
    weigh_anew(scenario);
    for way in &mut scenario.moves.all {
        let (technique, node) =
            (&scenario.techniques[way.technique.index()], &scenario.nodes[way.target.index()]);
        way.left_ppm = left_ppm(technique, &node.controls);
        way.miss_ppm = miss_ppm(&scenario.sensors, technique, &node.sensors);
    }
    tables(&mut scenario.moves, &scenario.techniques, &scenario.sensors, &scenario.measures);
}

/// What measures that add a control leave, and those that add a sensor miss.
fn tables(
    table: &mut MoveTable,
    techniques: &[TechniqueDef],
    sensors: &[SensorDef],
    measures: &[MeasureDef],
) {
    table.hardenings = hardenings(measures);
    table.extra_sensors = extra_sensors(measures);
    table.harden_left =
        techniques.iter().map(|technique| harden_left(technique, &table.hardenings)).collect();
    table.sensor_miss =
        techniques.iter().map(|technique| sensor_miss(sensors, technique, &table.extra_sensors)).collect();
}
