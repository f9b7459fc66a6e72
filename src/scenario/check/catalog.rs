//! The catalogue: techniques, sensors, controls, weaknesses, data classes and duties. What measures
//! do stands in `measures`.

use super::book::{Book, Entry};
use super::desk::{Desk, Where, suggest};
use super::names::Kind;
use crate::scenario::draft::*;
use crate::scenario::ids::*;
use crate::scenario::limits::{STAGES, WORD};
use crate::scenario::model::*;
use crate::scenario::problem::Code;
use std::collections::BTreeMap;

/// Words that get a number each: services and data sources.
#[derive(Debug, Default)]
pub(super) struct Words {
    places: BTreeMap<String, usize>,
    list: Vec<String>,
}

impl Words {
    /// The number of a word, new or known.
    pub(super) fn intern(&mut self, word: &str) -> usize {
        if let Some(place) = self.places.get(word) {
            return *place;
        }
        self.places.insert(word.to_owned(), self.list.len());
        self.list.push(word.to_owned());
        self.list.len() - 1
    }

    /// The number of a known word.
    pub(super) fn get(&self, word: &str) -> Option<usize> {
        self.places.get(word).copied()
    }

    /// All words, by number.
    pub(super) fn list(&self) -> &[String] {
        &self.list
    }
}

/// Fields of a technique and of a duty that hold no numbers; what they say may still rest on something.
const TECHNIQUE: [&str; 8] =
    ["name", "tactic", "matrix", "looks_like", "needs", "traces", "stopped_by", "exposes"];
const DUTY: [&str; 6] = ["name", "law", "trigger", "to", "content", "harm"];

/// The checked catalogue, measures aside.
pub(super) struct Catalog {
    pub(super) techniques: Vec<TechniqueDef>,
    pub(super) sensors: Vec<SensorDef>,
    pub(super) controls: Vec<ControlDef>,
    pub(super) weaknesses: Vec<WeaknessDef>,
    pub(super) data_classes: Vec<DataClassDef>,
    pub(super) duties: Vec<DutyDef>,
    pub(super) data_sources: Vec<String>,
}

/// Checks every entry, used or not.
pub(super) fn read(desk: &mut Desk<'_>, book: &Book<'_>, services: &Words) -> Catalog {
    let mut words = Words::default();
    let sensors = book.sensors.iter().map(|entry| sensor(desk, &mut words, entry)).collect();
    let techniques =
        book.techniques.iter().map(|entry| technique(desk, &mut words, services, entry)).collect();
    if let Some(entry) = book.techniques.last() {
        desk.limit(&entry.at.field("traces"), "data sources", words.list.len(), usize::from(u8::MAX));
    }
    Catalog {
        techniques,
        sensors,
        controls: book.controls.iter().map(|entry| control(desk, entry)).collect(),
        weaknesses: book.weaknesses.iter().map(|entry| weakness(desk, entry)).collect(),
        data_classes: book.data_classes.iter().map(|entry| data_class(desk, entry)).collect(),
        duties: book.duties.iter().map(|entry| duty(desk, entry)).collect(),
        data_sources: words.list,
    }
}

fn technique(
    desk: &mut Desk<'_>,
    words: &mut Words,
    services: &Words,
    entry: &Entry<'_, Technique>,
) -> TechniqueDef {
    let (at, def) = (&entry.at, entry.def);
    let needs = &def.needs;
    desk.text(&at.field("name"), &def.name);
    desk.text(&at.field("looks_like"), &def.looks_like);
    gives(desk, &at.field("gives"), &def.gives);
    numbers(desk, at, &def.basis, &technique_numbers(def), &TECHNIQUE);
    let known = |service: &String| services.get(service);
    TechniqueDef {
        id: def.id.clone(),
        name: def.name.clone(),
        tactic: def.tactic,
        matrix: def.matrix,
        looks_like: def.looks_like.clone(),
        reach: needs.reach,
        access: needs.access,
        services: needs.services.iter().filter_map(known).fold(Set64::default(), with),
        weaknesses: weaknesses(desk, &at.field("needs").field("weaknesses"), &needs.weaknesses),
        credential: needs.credential,
        os: needs.os.clone(),
        processes: needs.processes.clone(),
        kinds: needs.kinds.clone(),
        gives: def.gives.clone(),
        chance_ppm: desk.range(&at.field("chance"), def.chance, 0..=1000) * 1000,
        cost: desk.range(&at.field("cost"), def.cost, 1..=20),
        traces: traces(desk, words, &at.field("traces"), &def.traces),
        stopped_by: per_mille(desk, Kind::Control, &at.field("stopped_by"), &def.stopped_by, ControlId::at),
        exposes: def.exposes,
        basis: basis(&def.basis),
    }
}

/// A set with one more thing; what does not fit into the word was reported as too many.
pub(super) fn with(set: Set64, index: usize) -> Set64 {
    if index < WORD { set.with(index) } else { set }
}

fn gives(desk: &mut Desk<'_>, at: &Where<'_>, gives: &[Gain]) {
    if gives.is_empty() {
        desk.report(Code::EmptyList, at, "the technique gives nothing");
    }
    for (index, gain) in gives.iter().enumerate() {
        let at = at.index(index);
        match gain {
            Gain::Exfiltration(share) => {
                desk.range(&at.index(0), *share, 1..=1000);
            }
            Gain::Disruption(turns) => {
                desk.range(&at.index(0), *turns, 1..=200);
            }
            _ => {}
        }
    }
}

fn technique_numbers(def: &Technique) -> Vec<&'static str> {
    let mut fields = vec!["chance", "cost"];
    if !def.traces.is_empty() {
        fields.push("traces");
    }
    if !def.stopped_by.is_empty() {
        fields.push("stopped_by");
    }
    if def.gives.iter().any(|gain| matches!(gain, Gain::Exfiltration(_) | Gain::Disruption(_))) {
        fields.push("gives");
    }
    fields
}

fn weaknesses(desk: &mut Desk<'_>, at: &Where<'_>, ids: &[String]) -> Set64 {
    let find = |(index, id): (usize, &String)| desk.weakness(&at.index(index), id);
    ids.iter().enumerate().filter_map(find).map(WeaknessId::index).fold(Set64::default(), with)
}

fn traces(
    desk: &mut Desk<'_>,
    words: &mut Words,
    at: &Where<'_>,
    map: &BTreeMap<String, u32>,
) -> Vec<(u8, u32)> {
    let mut list = Vec::with_capacity(map.len());
    for (source, value) in map {
        let value = desk.range(&at.key(source), *value, 0..=1000);
        let place = words.intern(source);
        if let Ok(place) = u8::try_from(place) {
            list.push((place, value));
        }
    }
    list
}

/// A map from ids to per mille.
pub(super) fn per_mille<I>(
    desk: &mut Desk<'_>,
    kind: Kind,
    at: &Where<'_>,
    map: &BTreeMap<String, u32>,
    id_at: impl Fn(usize) -> I,
) -> Vec<(I, u32)> {
    let mut list = Vec::with_capacity(map.len());
    for (id, value) in map {
        let at = at.key(id);
        let value = desk.range(&at, *value, 0..=1000);
        if let Some(index) = desk.find_key(kind, &at, id) {
            list.push((id_at(index), value));
        }
    }
    list
}

fn sensor(desk: &mut Desk<'_>, words: &mut Words, entry: &Entry<'_, Sensor>) -> SensorDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    numbers(desk, at, &def.basis, &["reads"], &["name"]);
    if def.reads.is_empty() {
        desk.report(Code::EmptyList, &at.field("reads"), "the sensor reads nothing");
    }
    let reads = traces(desk, words, &at.field("reads"), &def.reads);
    SensorDef { id: def.id.clone(), name: def.name.clone(), reads }
}

fn control(desk: &mut Desk<'_>, entry: &Entry<'_, Control>) -> ControlDef {
    desk.text(&entry.at.field("name"), &entry.def.name);
    ControlDef { id: entry.def.id.clone(), name: entry.def.name.clone() }
}

fn weakness(desk: &mut Desk<'_>, entry: &Entry<'_, Weakness>) -> WeaknessDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    desk.text_if_any(&at.field("remedy"), &def.remedy);
    WeaknessDef { id: def.id.clone(), name: def.name.clone(), known: def.known, remedy: def.remedy.clone() }
}

fn data_class(desk: &mut Desk<'_>, entry: &Entry<'_, DataClass>) -> DataClassDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    numbers(desk, at, &def.basis, &["weight"], &["name", "personal"]);
    let weight = desk.range(&at.field("weight"), def.weight, 0..=1000);
    DataClassDef { id: def.id.clone(), name: def.name.clone(), personal: def.personal, weight }
}

fn duty(desk: &mut Desk<'_>, entry: &Entry<'_, Duty>) -> DutyDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    desk.text(&at.field("law"), &def.law);
    numbers(desk, at, &def.basis, &["stages"], &DUTY);
    let stages = at.field("stages");
    if def.stages.is_empty() {
        desk.report(Code::EmptyList, &stages, "the duty has no stage");
    }
    desk.limit(&stages, "stages", def.stages.len(), STAGES);
    let stage = |(index, stage): (usize, &DutyStage)| duty_stage(desk, &stages.index(index), stage);
    DutyDef {
        id: def.id.clone(),
        name: def.name.clone(),
        law: def.law.clone(),
        trigger: def.trigger,
        only: Vec::new(),
        stages: def.stages.iter().enumerate().map(stage).collect(),
        basis: basis(&def.basis),
    }
}

fn duty_stage(desk: &mut Desk<'_>, at: &Where<'_>, def: &DutyStage) -> DutyStageDef {
    desk.text(&at.field("name"), &def.name);
    desk.text(&at.field("to"), &def.to);
    for (index, text) in def.content.iter().enumerate() {
        desk.text(&at.field("content").index(index), text);
    }
    let within = at.field("within");
    match def.within {
        Within::AtOnce => {}
        Within::Hours(hours) => {
            desk.range(&within.index(0), hours, 1..=8760);
        }
        Within::Days(days) | Within::WorkDays(days) => {
            desk.range(&within.index(0), days, 1..=365);
        }
        Within::Months(months) => {
            desk.range(&within.index(0), months, 1..=24);
        }
    }
    DutyStageDef {
        id: def.id.clone(),
        name: def.name.clone(),
        within: def.within,
        to: def.to.clone(),
        content: def.content.clone(),
        harm: desk.range(&at.field("harm"), def.harm, 0..=1000),
    }
}

/// What the numbers rest on, as it is shown.
pub(super) fn basis(basis: &[Basis]) -> Vec<BasisDef> {
    let def =
        |basis: &Basis| BasisDef { of: basis.of.clone(), mark: basis.mark, source: basis.source.clone() };
    basis.iter().map(def).collect()
}

/// Every number of an entry rests on something; what is named exists and has a source. `others` are
/// the entry's fields without numbers.
pub(super) fn numbers(
    desk: &mut Desk<'_>,
    at: &Where<'_>,
    basis: &[Basis],
    fields: &[&str],
    others: &[&str],
) {
    let list = at.field("basis");
    for (index, basis) in basis.iter().enumerate() {
        let here = list.index(index);
        if basis.source.trim().is_empty() {
            desk.report(Code::NoBasis, &here.field("source"), "the source is empty");
        }
        let known = fields.iter().chain(others).copied();
        if basis.of != "*" && !known.clone().any(|field| field == basis.of) {
            let help = suggest(&basis.of, known);
            let message = format!("there is no field `{}` that could rest on it", basis.of);
            desk.report(Code::NoBasis, &here.field("of"), message).help(help);
        }
    }
    let rests = |field: &str| basis.iter().any(|basis| basis.of == field || basis.of == "*");
    let bare: Vec<&str> = fields.iter().copied().filter(|field| !rests(field)).collect();
    if !bare.is_empty() {
        let message = format!("nothing says what {} rests on", bare.join(", "));
        desk.report(Code::NoBasis, &list, message)
            .help("add (of: \"*\", mark: a, source: \"assumption: ...\")");
    }
}
