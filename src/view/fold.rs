//! Large maps, folded: the zones that a generator made, and very full ones, each as one thing with how
//! many systems it stands for and what is known of them. Zones open one by one. Works on what a viewer
//! sees already, so it shows nothing that the viewer may not know.

use super::{LinkView, MapView, Mark, NodeView, ZoneView};
use crate::scenario::ids::{NodeId, ZoneId};
use crate::scenario::model::Text;
use crate::scenario::words::NodeKind;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many nodes a map is drawn whole.
pub const WHOLE: usize = 300;
/// A zone that no generator made is folded from so many nodes on.
pub const FULL: usize = 30;

/// What stands for all nodes of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    pub zone: ZoneId,
    /// Nodes of the zone.
    pub nodes: u32,
    /// How many of them carry a mark, worst first.
    pub marked: Vec<(Mark, u32)>,
}

impl MapView {
    /// Zones that are folded unless somebody opens them; none on a map that is drawn whole.
    #[must_use]
    pub fn foldable(&self) -> BTreeSet<ZoneId> {
        if self.nodes.len() <= WHOLE {
            return BTreeSet::new();
        }
        let mut nodes: BTreeMap<ZoneId, usize> = BTreeMap::new();
        self.nodes.iter().for_each(|node| *nodes.entry(node.zone).or_default() += 1);
        let folds = |zone: &&ZoneView| {
            let count = nodes.get(&zone.id).copied().unwrap_or(0);
            count > 0 && (zone.family.is_some() || count > FULL)
        };
        self.zones.iter().filter(folds).map(|zone| zone.id).collect()
    }

    /// The map with everything folded that can be, except for what is open.
    #[must_use]
    pub fn folded(&self, open: &BTreeSet<ZoneId>) -> Cow<'_, MapView> {
        let closed: BTreeSet<ZoneId> = self.foldable().difference(open).copied().collect();
        if closed.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut folder = Folder { map: self, closed, place: BTreeMap::new(), areas: BTreeMap::new() };
        let (zones, nodes) = folder.zones_and_nodes();
        let links = folder.links();
        Cow::Owned(MapView { zones, nodes, links })
    }
}

/// A system's name where its zone's name stands above it already.
#[must_use]
pub fn name_in_zone<'n>(name: &'n str, zone: &str) -> &'n str {
    name.strip_prefix(zone).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(name)
}

struct Folder<'a> {
    map: &'a MapView,
    closed: BTreeSet<ZoneId>,
    /// Per node of a closed zone: the node that stands for it.
    place: BTreeMap<NodeId, NodeId>,
    /// Per family and side: the zone in whose area its closed zones stand.
    areas: BTreeMap<(super::Side, String), ZoneId>,
}

impl Folder<'_> {
    fn zones_and_nodes(&mut self) -> (Vec<ZoneView>, Vec<NodeView>) {
        let (mut zones, mut folds) = (Vec::new(), Vec::new());
        let mut inside: BTreeMap<ZoneId, Vec<&NodeView>> = BTreeMap::new();
        for node in self.map.nodes.iter().filter(|node| self.closed.contains(&node.zone)) {
            inside.entry(node.zone).or_default().push(node);
        }
        for zone in &self.map.zones {
            let Some(nodes) = inside.get(&zone.id) else {
                zones.push(zone.clone());
                continue;
            };
            let area = self.area(zone);
            if area == zone.id {
                let name = zone.family.clone().unwrap_or_else(|| zone.name.clone());
                zones.push(ZoneView { name, ..zone.clone() });
            }
            let fold = stand_in(zone, area, nodes);
            self.place.extend(nodes.iter().map(|node| (node.id, fold.id)));
            folds.push(fold);
        }
        let open = self.map.nodes.iter().filter(|node| !self.closed.contains(&node.zone)).cloned();
        let mut nodes: Vec<NodeView> = open.chain(folds).collect();
        nodes.sort_by_key(|node| node.id);
        (zones, nodes)
    }

    /// Where a closed zone stands: with those of its family, else by itself.
    fn area(&mut self, zone: &ZoneView) -> ZoneId {
        let Some(family) = &zone.family else { return zone.id };
        let key = (zone.side, format!("{}\n{}", family.de, family.en));
        *self.areas.entry(key).or_insert(zone.id)
    }

    /// Links between what is drawn; those that run side by side become one.
    fn links(&self) -> Vec<LinkView> {
        let mut links: BTreeMap<(NodeId, NodeId), LinkView> = BTreeMap::new();
        let drawn = |node: NodeId| self.place.get(&node).copied().unwrap_or(node);
        for link in &self.map.links {
            let (from, to) = (drawn(link.from), drawn(link.to));
            if from == to {
                continue;
            }
            let own = LinkView { from, to, ..link.clone() };
            let Some(known) = links.get_mut(&(from, to)) else {
                links.insert((from, to), own);
                continue;
            };
            known.services.extend(own.services);
            known.services.sort();
            known.services.dedup();
            known.trust |= link.trust;
            known.attacked |= link.attacked;
            known.cut &= link.cut;
        }
        links.into_values().collect()
    }
}

fn stand_in(zone: &ZoneView, area: ZoneId, nodes: &[&NodeView]) -> NodeView {
    let mut marked: BTreeMap<Mark, u32> = BTreeMap::new();
    nodes.iter().flat_map(|node| &node.marks).for_each(|mark| *marked.entry(*mark).or_default() += 1);
    let mut held_by: Vec<Text> = Vec::new();
    for name in nodes.iter().flat_map(|node| &node.held_by) {
        if !held_by.contains(name) {
            held_by.push(name.clone());
        }
    }
    let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    NodeView {
        id: nodes[0].id,
        slug: zone.slug.clone(),
        name: zone.name.clone(),
        kind: NodeKind::Server,
        zone: area,
        side: zone.side,
        count,
        known: nodes.iter().any(|node| node.known),
        level: nodes.iter().map(|node| node.level).min().unwrap_or(1000),
        marks: marked.keys().copied().collect(),
        since: nodes.iter().map(|node| node.since).max().unwrap_or(0),
        worth: nodes.iter().map(|node| node.worth).sum(),
        records: nodes.iter().fold(0, |sum, node| sum.saturating_add(node.records)),
        stakes: Text::default(),
        open: Vec::new(),
        held_by,
        fold: Some(Fold { zone: zone.id, nodes: count, marked: marked.into_iter().collect() }),
    }
}
