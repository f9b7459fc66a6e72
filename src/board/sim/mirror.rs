//! Entities, states and messages follow the view. An entity stands for one zone, node or link that
//! the viewer may see; it is changed only when what it stands for has changed.

use super::{EventTold, PhaseState, Preview, Shown, Turn, View, ViewChanged};
use crate::live::link::Viewer;
use crate::scenario::ids::{LinkId, NodeId, ZoneId};
use crate::view::{LinkView, MapView, NodeView, ZoneView};
use bevy::prelude::*;
use std::collections::BTreeMap;

/// A zone on the map.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct ZoneOnMap(pub ZoneView);

/// A node on the map.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct NodeOnMap(pub NodeView);

/// A link on the map.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct LinkOnMap(pub LinkView);

/// Which entity stands for what.
#[derive(Resource, Default)]
pub struct Stage {
    zones: BTreeMap<ZoneId, Entity>,
    nodes: BTreeMap<NodeId, Entity>,
    links: BTreeMap<LinkId, Entity>,
    viewer: Option<Viewer>,
    told: usize,
}

/// Brings entities, states and messages in line with the view.
pub(super) fn follow(
    mut commands: Commands,
    shown: Res<Shown>,
    preview: Res<Preview>,
    mut changed: MessageReader<ViewChanged>,
    mut stage: ResMut<Stage>,
    things: (Query<&ZoneOnMap>, Query<&NodeOnMap>, Query<&LinkOnMap>),
    mut turn: ResMut<NextState<Turn>>,
    mut phase: ResMut<NextState<PhaseState>>,
    mut told: MessageWriter<EventTold>,
) {
    if changed.read().count() == 0 && !preview.is_changed() {
        return;
    }
    let empty = MapView::default();
    let map = shown.view.as_ref().map(View::map).or(preview.0.as_ref()).unwrap_or(&empty);
    let zones = map.zones.iter().map(|zone| (zone.id, ZoneOnMap(zone.clone())));
    let nodes = map.nodes.iter().map(|node| (node.id, NodeOnMap(node.clone())));
    let links = map.links.iter().map(|link| (link.id, LinkOnMap(link.clone())));
    let (zones_now, nodes_now, links_now) = (&things.0, &things.1, &things.2);
    sync(&mut commands, &mut stage.zones, zones, |entity| zones_now.get(entity).ok());
    sync(&mut commands, &mut stage.nodes, nodes, |entity| nodes_now.get(entity).ok());
    sync(&mut commands, &mut stage.links, links, |entity| links_now.get(entity).ok());

    let Some(view) = &shown.view else { return };
    NextState::set_if_neq(&mut turn, Turn(view.clock().turn));
    NextState::set_if_neq(&mut phase, PhaseState(view.clock().phase));

    let lines = view.lines();
    let known = if stage.viewer == Some(shown.viewer()) { stage.told.min(lines.len()) } else { lines.len() };
    for line in &lines[known..] {
        told.write(EventTold(line.clone()));
    }
    stage.told = lines.len();
    stage.viewer = Some(shown.viewer());
}

/// Spawns what is new, changes what has changed, removes what is gone.
fn sync<'q, Id: Ord + Copy, C: Component + PartialEq>(
    commands: &mut Commands,
    index: &mut BTreeMap<Id, Entity>,
    wanted: impl Iterator<Item = (Id, C)>,
    current: impl Fn(Entity) -> Option<&'q C>,
) {
    let mut gone = std::mem::take(index);
    for (id, component) in wanted {
        let entity = match gone.remove(&id) {
            Some(entity) => {
                if current(entity) != Some(&component) {
                    commands.entity(entity).insert(component);
                }
                entity
            }
            None => commands.spawn(component).id(),
        };
        index.insert(id, entity);
    }
    for entity in gone.into_values() {
        commands.entity(entity).despawn();
    }
}
