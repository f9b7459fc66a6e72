//! The network: zones, nodes with their templates, links laid out node by node, dependencies.

use super::book::{Book, Entry};
use super::catalog::{Words, with};
use super::desk::{Desk, Where};
use super::generate::Grown;
use super::names::Kind;
use super::nodes;
use crate::scenario::draft::*;
use crate::scenario::ids::*;
use crate::scenario::limits::{LINK_PAIRS, LINKS, NAME, WORD};
use crate::scenario::model::*;
use crate::scenario::problem::Code;
use std::collections::BTreeMap;

/// The network as checked; what follows from catalogue and actors is added later.
pub(super) struct Network {
    pub(super) third_parties: Vec<ThirdPartyDef>,
    pub(super) zones: Vec<ZoneDef>,
    pub(super) families: Vec<FamilyDef>,
    pub(super) nodes: Vec<NodeDef>,
    pub(super) links: Vec<LinkDef>,
    pub(super) dependencies: Vec<DependencyDef>,
    pub(super) credentials: Vec<CredentialDef>,
}

/// Checks everything about the network.
pub(super) fn read(desk: &mut Desk<'_>, book: &Book<'_>, grown: &Grown, services: &mut Words) -> Network {
    let third_parties = book.third_parties.iter().map(|entry| third_party(desk, entry)).collect();
    let credentials = book.credentials.iter().map(|entry| credential(desk, entry)).collect();
    let mut zones: Vec<ZoneDef> = book.zones.iter().map(|entry| zone(desk, entry)).collect();
    for (zone, made) in zones[book.zones.len() - grown.zones.len()..].iter_mut().zip(&grown.zones) {
        zone.family = Some(FamilyId::at(made.family));
    }
    let families = book.generate.iter().map(|entry| family(entry.def)).collect();
    let nodes = nodes::read(desk, book, grown, &zones, services);
    for (index, node) in nodes.iter().enumerate() {
        if let Some(zone) = zones.get_mut(node.zone.index()) {
            zone.nodes.push(NodeId::at(index));
        }
    }
    worth(desk, book, &nodes);
    let links = Links::read(desk, book, &zones, &nodes, services);
    let dependencies = book.dependencies.iter().filter_map(|entry| dependency(desk, entry)).collect();
    if services.list().len() > WORD {
        let at = book.links.last().map(|entry| entry.at).or(book.nodes.last().map(|entry| entry.at));
        if let Some(at) = at {
            desk.limit(&at, "different services", services.list().len(), WORD);
        }
    }
    Network { third_parties, zones, families, nodes, links, dependencies, credentials }
}

/// What all nodes are worth to one partner stays within the words that harm is counted in.
fn worth(desk: &mut Desk<'_>, book: &Book<'_>, nodes: &[NodeDef]) {
    const MOST: u64 = 2_000_000;
    for (index, entry) in book.partners.iter().enumerate() {
        let own = nodes.iter().filter(|node| node.worth_to == Some(PartnerId::at(index)));
        let sum: u64 = own.map(|node| u64::from(node.worth)).sum();
        if sum > MOST {
            let message = format!("its nodes are worth {sum} harm points an hour, but {MOST} is the limit");
            desk.report(Code::OutOfRange, &entry.at.field("id"), message)
                .help("lower the worth of the nodes");
        }
    }
}

fn third_party(desk: &mut Desk<'_>, entry: &Entry<'_, ThirdParty>) -> ThirdPartyDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    short(desk, &at.field("short"), &def.short);
    ThirdPartyDef { id: def.id.clone(), name: def.name.clone(), short: def.short.clone() }
}

/// A short name for maps and tables: one to eight characters.
pub(super) fn short(desk: &mut Desk<'_>, at: &Where<'_>, short: &str) {
    const LONGEST: usize = 8;
    if short.trim().is_empty() {
        desk.report(Code::EmptyText, at, "the short name is empty");
    } else if short.chars().count() > LONGEST {
        let message = format!("the short name has more than {LONGEST} characters");
        desk.report(Code::TooLong, at, message).help("it stands on maps and in tables");
    }
}

fn credential(desk: &mut Desk<'_>, entry: &Entry<'_, Credential>) -> CredentialDef {
    desk.text(&entry.at.field("name"), &entry.def.name);
    CredentialDef { id: entry.def.id.clone(), name: entry.def.name.clone() }
}

fn zone(desk: &mut Desk<'_>, entry: &Entry<'_, Zone>) -> ZoneDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text_within(&at.field("name"), &def.name, NAME);
    let owner = def.owner.as_deref().map_or(Owner::Nobody, |id| owner(desk, &at.field("owner"), id));
    ZoneDef {
        id: def.id.clone(),
        name: def.name.clone(),
        kind: def.kind,
        owner,
        nodes: Vec::new(),
        family: None,
    }
}

fn family(def: &Generator) -> FamilyDef {
    FamilyDef { id: def.id.clone(), name: def.title.clone() }
}

/// A partner or a third party.
pub(super) fn owner(desk: &mut Desk<'_>, at: &Where<'_>, id: &str) -> Owner {
    if let Some(partner) = desk.names.get(Kind::Partner, id) {
        return Owner::Partner(PartnerId::at(partner));
    }
    if let Some(third) = desk.names.get(Kind::Third, id) {
        return Owner::Third(ThirdId::at(third));
    }
    let place = desk.place(at);
    desk.unknown(&[Kind::Partner, Kind::Third], place, id);
    Owner::Nobody
}

/// One end of a link or of a want: a node, or all nodes of a zone.
pub(super) fn ends(desk: &mut Desk<'_>, at: &Where<'_>, id: &str, zones: &[ZoneDef]) -> Vec<NodeId> {
    if let Some(node) = desk.names.get(Kind::Node, id) {
        return vec![NodeId::at(node)];
    }
    match desk.names.get(Kind::Zone, id) {
        Some(zone) => zones.get(zone).map(|zone| zone.nodes.clone()).unwrap_or_default(),
        None => {
            let place = desk.place(at);
            desk.unknown(&[Kind::Node, Kind::Zone], place, id);
            Vec::new()
        }
    }
}

/// Links as they are laid out: one per pair of nodes.
#[derive(Default)]
struct Links {
    pairs: usize,
    place: BTreeMap<(NodeId, NodeId), usize>,
    list: Vec<LinkDef>,
}

impl Links {
    fn read(
        desk: &mut Desk<'_>,
        book: &Book<'_>,
        zones: &[ZoneDef],
        nodes: &[NodeDef],
        services: &mut Words,
    ) -> Vec<LinkDef> {
        let mut links = Links::default();
        for entry in &book.links {
            links.add_all(desk, entry, zones, nodes, services);
            if links.is_full() {
                let message = format!("more than {LINKS} links between nodes, or {LINK_PAIRS} alike ones");
                desk.report(Code::TooMany, &entry.at, message).help("link fewer nodes, or use `count`");
                break;
            }
        }
        links.list
    }

    fn add_all(
        &mut self,
        desk: &mut Desk<'_>,
        entry: &Entry<'_, Link>,
        zones: &[ZoneDef],
        nodes: &[NodeDef],
        services: &mut Words,
    ) {
        let (at, def) = (&entry.at, entry.def);
        let from = ends(desk, &at.field("from"), &def.from, zones);
        let to = ends(desk, &at.field("to"), &def.to, zones);
        if def.from == def.to && from.len() == 1 {
            desk.report(Code::Itself, &at.field("to"), "the link leads from a node to the same node");
        }
        let set = def.services.iter().map(|service| services.intern(service)).fold(Set64::default(), with);
        unanswered(desk, at, def, &from, &to, nodes, services);
        for from in &from {
            for to in &to {
                if self.is_full() {
                    return;
                }
                self.add(*from, *to, set, def.trust);
                if def.two_way {
                    self.add(*to, *from, set, def.trust);
                }
            }
        }
    }

    fn is_full(&self) -> bool {
        self.list.len() > LINKS || self.pairs > LINK_PAIRS
    }

    fn add(&mut self, from: NodeId, to: NodeId, services: Set64, trust: bool) {
        self.pairs += 1;
        if from == to {
            return;
        }
        let place = *self.place.entry((from, to)).or_insert(self.list.len());
        if let Some(link) = self.list.get_mut(place) {
            link.services = Set64(link.services.0 | services.0);
            link.trust |= trust;
        } else {
            self.list.push(LinkDef { from, to, services, trust });
        }
    }
}

/// A service that nothing at the link's end offers.
fn unanswered(
    desk: &mut Desk<'_>,
    at: &Where<'_>,
    def: &Link,
    from: &[NodeId],
    to: &[NodeId],
    nodes: &[NodeDef],
    services: &Words,
) {
    if to.is_empty() || from.is_empty() {
        return;
    }
    let back = if def.two_way { from } else { &[] };
    let offered = to.iter().chain(back).filter_map(|node| nodes.get(node.index()));
    let offered = Set64(offered.fold(0, |set, node| set | node.services.0));
    for (index, service) in def.services.iter().enumerate() {
        let known = services.get(service).filter(|place| *place < WORD);
        if known.is_none_or(|place| offered.has(place)) {
            continue;
        }
        let words: Vec<&str> =
            offered.iter().filter_map(|place| services.list().get(place)).map(String::as_str).collect();
        let help = super::desk::suggest(service, words.iter().copied());
        let message = format!("`{}` does not offer `{service}`", def.to);
        desk.report(Code::NotOffered, &at.field("services").index(index), message).help(help);
    }
}

fn dependency(desk: &mut Desk<'_>, entry: &Entry<'_, Dependency>) -> Option<DependencyDef> {
    let (at, def) = (&entry.at, entry.def);
    let node = desk.node(&at.field("node"), &def.node);
    let (ids, any) = match &def.needs {
        Needs::AllOf(ids) => (ids, false),
        Needs::AnyOf(ids) => (ids, true),
    };
    let (needs_at, degrades_at) = (at.field("needs"), at.field("degrades_to"));
    let list = needs_at.index(0);
    if ids.is_empty() {
        desk.report(Code::EmptyList, &list, "the dependency needs nothing");
    }
    let mut needs = Vec::with_capacity(ids.len());
    for (index, id) in ids.iter().enumerate() {
        let here = list.index(index);
        if *id == def.node {
            desk.report(Code::Itself, &here, format!("`{id}` needs itself"));
        }
        needs.extend(desk.node(&here, id));
    }
    let degrades_to = desk.range(&degrades_at, def.degrades_to, 0..=1000);
    Some(DependencyDef { node: node?, needs, any, degrades_to: u16::try_from(degrades_to).unwrap_or(1000) })
}
