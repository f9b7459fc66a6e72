//! Nodes: what is written in each, what comes from its template, and that together it is enough.

use super::book::{Book, Entry, is_slug};
use super::catalog::{Words, per_mille, with};
use super::desk::{Desk, Where};
use super::generate::{Grow, Grown};
use super::names::Kind;
use super::network::owner;
use crate::scenario::draft::*;
use crate::scenario::ids::*;
use crate::scenario::limits::{NAME, TEMPLATE_DEPTH};
use crate::scenario::model::{NodeDef, Owner, Scenario, ZoneDef};
use crate::scenario::problem::Code;
use crate::scenario::words::NodeKind;
use std::collections::BTreeSet;

/// Most harm points per hour of one node.
const WORTH: u32 = 1000;
/// Most records of one class on one node.
const RECORDS: u32 = 50_000_000;
/// Most harm points that the data of one node can cause.
const DATA_HARM: u64 = 1_000_000;

/// Checks templates and nodes; the nodes with what their templates give.
pub(super) fn read(
    desk: &mut Desk<'_>,
    book: &Book<'_>,
    grown: &Grown,
    zones: &[ZoneDef],
    services: &mut Words,
) -> Vec<NodeDef> {
    for template in &book.templates {
        written(desk, template);
        circle(desk, book, template);
    }
    let by_hand = &book.nodes[..book.nodes.len() - grown.nodes.len()];
    for entry in by_hand.iter().copied().chain(grown.written.iter().map(Grow::entry)) {
        written(desk, &entry);
    }
    let mut nodes = Vec::with_capacity(book.nodes.len());
    for entry in &book.nodes {
        let merged = merged(desk, book, entry.def);
        nodes.push(node(desk, book, entry, &merged, zones, services));
    }
    nodes
}

/// What is written in a node or template is right by itself.
fn written(desk: &mut Desk<'_>, entry: &Entry<'_, NodeDraft>) {
    let (at, def) = (&entry.at, entry.def);
    if let Some(like) = &def.like {
        desk.find(Kind::Template, &at.field("like"), like);
    }
    if let Some(zone) = &def.zone {
        desk.zone(&at.field("zone"), zone);
    }
    for (field, id) in [("owner", &def.owner), ("worth_to", &def.worth_to)] {
        let Some(id) = id else { continue };
        let here = at.field(field);
        if field == "owner" {
            owner(desk, &here, id);
        } else {
            desk.partner(&here, id);
        }
    }
    if let Some(standby) = &def.standby {
        desk.node(&at.field("standby"), standby);
        if *standby == def.id {
            desk.report(Code::Itself, &at.field("standby"), "the node stands by for itself");
        }
    }
    texts(desk, at, def);
    numbers(desk, at, def);
    lists(desk, at, def);
    maps(desk, at, def);
}

fn texts(desk: &mut Desk<'_>, at: &Where<'_>, def: &NodeDraft) {
    if let Some(name) = &def.name {
        desk.text_within(&at.field("name"), name, NAME);
    }
    if let Some(stakes) = &def.stakes {
        desk.text_if_any(&at.field("stakes"), stakes);
    }
}

fn numbers(desk: &mut Desk<'_>, at: &Where<'_>, def: &NodeDraft) {
    let numbers = [
        ("count", def.count, 1..=1_000_000),
        ("worth", def.worth, 0..=WORTH),
        ("manual", def.manual, 0..=1000),
    ];
    for (field, value, range) in numbers {
        if let Some(value) = value {
            desk.range(&at.field(field), value, range);
        }
    }
    if let Some(Backup::Offline { age_h }) = def.backup {
        desk.range(&at.field("backup").field("age_h"), age_h, 0..=8760);
    }
}

fn lists(desk: &mut Desk<'_>, at: &Where<'_>, def: &NodeDraft) {
    let lists = [
        ("accepts", &def.accepts, Kind::Credential),
        ("holds", &def.holds, Kind::Credential),
        ("weaknesses", &def.weaknesses, Kind::Weakness),
    ];
    for (field, list, kind) in lists {
        for (index, id) in list.iter().flatten().enumerate() {
            desk.find(kind, &at.field(field).index(index), id);
        }
    }
    for (index, service) in def.services.iter().flatten().enumerate() {
        if !is_slug(service) {
            let message = format!("`{service}` is not a short plain name");
            desk.report(Code::NotASlug, &at.field("services").index(index), message);
        }
    }
}

fn maps(desk: &mut Desk<'_>, at: &Where<'_>, def: &NodeDraft) {
    let empty = std::collections::BTreeMap::new();
    let map = |map: &Option<_>| map.clone().unwrap_or_else(|| empty.clone());
    per_mille(desk, Kind::Control, &at.field("controls"), &map(&def.controls), ControlId::at);
    per_mille(desk, Kind::Sensor, &at.field("sensors"), &map(&def.sensors), SensorId::at);
    let data_at = at.field("data");
    for (id, records) in def.data.iter().flatten() {
        let here = data_at.key(id);
        desk.range(&here, *records, 0..=RECORDS);
        desk.find_key(Kind::DataClass, &here, id);
    }
}

/// The templates of a node, nearest first; ends where they lead in a circle.
fn templates<'a>(desk: &Desk<'_>, book: &Book<'a>, def: &NodeDraft) -> Vec<Entry<'a, NodeDraft>> {
    let mut chain: Vec<Entry<'a, NodeDraft>> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = def.like.as_deref();
    while let Some(index) = next.and_then(|like| desk.names.get(Kind::Template, like)) {
        if !seen.insert(index) || seen.len() > TEMPLATE_DEPTH {
            break;
        }
        let entry = book.templates[index];
        chain.push(entry);
        next = entry.def.like.as_deref();
    }
    chain
}

fn circle(desk: &mut Desk<'_>, book: &Book<'_>, template: &Entry<'_, NodeDraft>) {
    let id = &template.def.id;
    let chain = templates(desk, book, template.def);
    let Some(back) = chain.iter().position(|entry| entry.def.id == *id) else {
        if chain.len() >= TEMPLATE_DEPTH {
            let message = format!("more than {TEMPLATE_DEPTH} templates are like one another");
            desk.report(Code::TooDeep, &template.at.field("like"), message).help("join some of them");
        }
        return;
    };
    let path: Vec<&str> = chain[..=back].iter().map(|entry| entry.def.id.as_str()).collect();
    let message = format!("the template `{id}` leads back to itself");
    desk.report(Code::TemplateCycle, &template.at.field("like"), message)
        .help(format!("break the circle {id} > {}", path.join(" > ")));
}

/// A node with everything that it does not say itself taken from its templates.
fn merged(desk: &Desk<'_>, book: &Book<'_>, def: &NodeDraft) -> NodeDraft {
    macro_rules! fill {
        ($into:ident from $from:expr; $($field:ident)*) => {
            $(if $into.$field.is_none() { $into.$field.clone_from(&$from.$field); })*
        };
    }
    let mut merged = def.clone();
    for template in templates(desk, book, def) {
        fill!(merged from template.def;
            name kind zone owner count os services processes weaknesses controls sensors accepts holds data
            backup worth worth_to stakes standby manual);
    }
    merged
}

fn node(
    desk: &mut Desk<'_>,
    book: &Book<'_>,
    entry: &Entry<'_, NodeDraft>,
    def: &NodeDraft,
    zones: &[ZoneDef],
    services: &mut Words,
) -> NodeDef {
    missing(desk, entry, def);
    let zone = def.zone.as_ref().and_then(|id| desk.names.get(Kind::Zone, id)).unwrap_or(0);
    let own = def.owner.as_ref().map(|id| found_owner(desk, id));
    let owner = own.or(zones.get(zone).map(|zone| zone.owner)).unwrap_or(Owner::Nobody);
    let kind = def.kind.unwrap_or(NodeKind::Server);
    let worth_to = def.worth_to.as_ref().and_then(|id| desk.names.get(Kind::Partner, id)).map(PartnerId::at);
    let data = data(desk, def);
    let harm = data_harm(desk, book, entry, &data);
    let set = |desk: &Desk<'_>, kind: Kind, list: &Option<Vec<String>>| {
        let found = list.iter().flatten().filter_map(|id| desk.names.get(kind, id));
        found.fold(Set64::default(), with)
    };
    let offered = def.services.iter().flatten().map(|service| services.intern(service));
    NodeDef {
        id: def.id.clone(),
        name: def.name.clone().unwrap_or_default(),
        kind,
        zone: ZoneId::at(zone),
        owner,
        count: def.count.unwrap_or(1).max(1),
        os: def.os.clone().unwrap_or_default(),
        services: offered.fold(Set64::default(), with),
        processes: def.processes.clone().unwrap_or_default(),
        weaknesses: set(desk, Kind::Weakness, &def.weaknesses),
        controls: coverage(desk, Kind::Control, &def.controls, ControlId::at),
        sensors: coverage(desk, Kind::Sensor, &def.sensors, SensorId::at),
        accepts: set(desk, Kind::Credential, &def.accepts),
        holds: set(desk, Kind::Credential, &def.holds),
        records: data.iter().fold(0, |sum, (_, records)| sum.saturating_add(*records)),
        personal: data.iter().any(|(class, records)| *records > 0 && is_personal(book, *class)),
        data_harm: harm,
        data,
        backup: def.backup.unwrap_or(Backup::None),
        worth: def.worth.unwrap_or(0).min(WORTH),
        worth_to: worth_to.or(owner.partner()),
        stakes: def.stakes.clone().unwrap_or_default(),
        standby: def.standby.as_ref().and_then(|id| desk.names.get(Kind::Node, id)).map(NodeId::at),
        manual: def.manual.map(|level| level.min(1000)),
        outside: owner == Owner::Nobody && kind == NodeKind::Internet,
    }
}

fn missing(desk: &mut Desk<'_>, entry: &Entry<'_, NodeDraft>, def: &NodeDraft) {
    let fields = [("name", def.name.is_none()), ("kind", def.kind.is_none()), ("zone", def.zone.is_none())];
    let missing: Vec<&str> = fields.iter().filter(|(_, missing)| *missing).map(|(field, _)| *field).collect();
    // What a mistake of form hides may be there.
    if missing.is_empty() || desk.is_incomplete() {
        return;
    }
    let message = format!("the node `{}` has no {}", def.id, missing.join(" and no "));
    let help = "write it here or in the template that the node is like";
    desk.report(Code::MissingField, &entry.at.field("id"), message).help(help);
}

fn found_owner(desk: &Desk<'_>, id: &str) -> Owner {
    let partner = desk.names.get(Kind::Partner, id).map(|index| Owner::Partner(PartnerId::at(index)));
    let third = || desk.names.get(Kind::Third, id).map(|index| Owner::Third(ThirdId::at(index)));
    partner.or_else(third).unwrap_or(Owner::Nobody)
}

fn coverage<I>(
    desk: &Desk<'_>,
    kind: Kind,
    map: &Option<std::collections::BTreeMap<String, u32>>,
    id_at: impl Fn(usize) -> I,
) -> Vec<(I, u32)> {
    let found = |(id, value): (&String, &u32)| Some((id_at(desk.names.get(kind, id)?), (*value).min(1000)));
    map.iter().flatten().filter_map(found).collect()
}

fn data(desk: &Desk<'_>, def: &NodeDraft) -> Vec<(DataClassId, u32)> {
    let found = |(id, records): (&String, &u32)| {
        let index = desk.names.get(Kind::DataClass, id)?;
        Some((DataClassId::at(index), (*records).min(RECORDS)))
    };
    def.data.iter().flatten().filter_map(found).collect()
}

fn is_personal(book: &Book<'_>, class: DataClassId) -> bool {
    book.data_classes.get(class.index()).is_some_and(|class| class.def.personal)
}

/// Harm points if all of this leaves.
fn harm_of(data: &[(DataClassId, u32)], weight: impl Fn(DataClassId) -> u32) -> u64 {
    let harm = |(class, records): &(DataClassId, u32)| u64::from(*records) * u64::from(weight(*class));
    data.iter().map(harm).sum::<u64>() / 1000
}

/// What the data of every node is worth, after a weight was changed in a checked scenario.
pub(super) fn weigh_anew(scenario: &mut Scenario) {
    for node in &mut scenario.nodes {
        let harm = harm_of(&node.data, |class| scenario.data_classes[class.index()].weight);
        node.data_harm = u32::try_from(harm.min(DATA_HARM)).unwrap_or(0);
    }
}

/// Harm points if all data of a node leaves.
fn data_harm(
    desk: &mut Desk<'_>,
    book: &Book<'_>,
    entry: &Entry<'_, NodeDraft>,
    data: &[(DataClassId, u32)],
) -> u32 {
    let weight =
        |class: DataClassId| book.data_classes.get(class.index()).map_or(0, |class| class.def.weight);
    let harm = harm_of(data, weight);
    if harm > DATA_HARM {
        let message = format!("its data would cause {harm} harm points, but {DATA_HARM} is the limit");
        desk.report(Code::OutOfRange, &entry.at.field("data"), message)
            .help("lower the records or the weight");
    }
    u32::try_from(harm.min(DATA_HARM)).unwrap_or(0)
}
