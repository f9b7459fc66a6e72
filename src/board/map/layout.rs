//! Where zones and nodes stand: one side per partner, what they share between them, zones packed
//! without overlap, nodes in a grid inside their zone. Plain numbers, y upwards, one unit is about a
//! pixel at full size.

use crate::scenario::ids::{NodeId, PartnerId, ZoneId};
use crate::view::{MapView, Side};
use bevy::math::{Rect, Vec2};
use std::collections::BTreeMap;

/// Room of one node with its label.
pub(crate) const CELL: Vec2 = Vec2::new(140.0, 156.0);
/// Ground above the nodes of a zone, for its name.
const ZONE_HEAD: f32 = 52.0;
const ZONE_EDGE: f32 = 12.0;
const GAP: f32 = 16.0;
/// Ground above the zones of a side, for its name.
const SIDE_HEAD: f32 = 84.0;
const SIDE_EDGE: f32 = 18.0;
const SIDE_GAP: f32 = 46.0;
/// Room of a partner whose network the viewer does not see.
const VEIL: Vec2 = Vec2::new(250.0, 420.0);

/// One side's area.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SideArea {
    pub side: Side,
    pub rect: Rect,
    /// The viewer does not see into it.
    pub is_veiled: bool,
}

/// Where everything stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Layout {
    pub sides: Vec<SideArea>,
    pub zones: BTreeMap<ZoneId, Rect>,
    pub nodes: BTreeMap<NodeId, Vec2>,
    pub bounds: Option<Rect>,
}

/// A zone that waits for its place.
struct Block {
    zone: ZoneId,
    nodes: Vec<NodeId>,
}

/// A side that waits for its place.
struct Column {
    side: Side,
    blocks: Vec<Block>,
}

/// Lays a map out for an area of this shape (width divided by height).
pub(crate) fn lay_out(map: &MapView, partners: usize, aspect: f32) -> Layout {
    let columns = columns(map, partners);
    let widest = map.nodes.len().clamp(1, 12);
    let mut best: Option<(f32, Layout)> = None;
    for own in 1..=widest {
        for shared in 1..=widest.min(5) {
            let layout = place(&columns, own, shared);
            let Some(bounds) = layout.bounds else { continue };
            let scale = (aspect / bounds.width()).min(1.0 / bounds.height());
            if best.as_ref().is_none_or(|(before, _)| scale > *before * 1.0001) {
                best = Some((scale, layout));
            }
        }
    }
    best.map(|(_, layout)| layout).unwrap_or_default()
}

/// Sides from left to right: half of the partners, what is shared, the other partners.
fn columns(map: &MapView, partners: usize) -> Vec<Column> {
    let left = partners.div_ceil(2);
    let partner = |index: usize| Side::Partner(PartnerId::at(index));
    let order = (0..left).map(partner).chain([Side::Shared]).chain((left..partners).map(partner));
    let columns = order.map(|side| {
        let zones = map.zones.iter().filter(|zone| zone.side == side);
        let blocks = zones.map(|zone| Block {
            zone: zone.id,
            nodes: map.nodes.iter().filter(|node| node.zone == zone.id).map(|node| node.id).collect(),
        });
        Column { side, blocks: blocks.filter(|block| !block.nodes.is_empty()).collect() }
    });
    columns.filter(|column| column.side != Side::Shared || !column.blocks.is_empty()).collect()
}

fn place(columns: &[Column], own: usize, shared: usize) -> Layout {
    let mut layout = Layout::default();
    let mut x = 0.0;
    for column in columns {
        let wide = if column.side == Side::Shared { shared } else { own };
        let width = place_column(&mut layout, column, x, wide);
        x += width + SIDE_GAP;
    }
    let height = layout.sides.iter().map(|side| side.rect.height()).fold(VEIL.y, f32::max);
    for side in &mut layout.sides {
        // Sides are equally high; what is shared and what is veiled stands in the middle.
        if side.is_veiled {
            let middle = Vec2::new(side.rect.center().x, -height / 2.0);
            side.rect = Rect::from_center_size(middle, Vec2::new(VEIL.x, height));
        } else {
            let slack = height - side.rect.height();
            let is_inside = |at: Vec2| side.rect.contains(at);
            for rect in layout.zones.values_mut().filter(|rect| is_inside(rect.center())) {
                *rect = Rect::from_center_size(rect.center() - Vec2::new(0.0, slack / 2.0), rect.size());
            }
            for at in layout.nodes.values_mut().filter(|at| is_inside(**at)) {
                at.y -= slack / 2.0;
            }
            side.rect.min.y = side.rect.max.y - height;
        }
    }
    layout.bounds = layout.sides.iter().map(|side| side.rect).reduce(|a, b| a.union(b));
    layout
}

/// Packs a side's zones on shelves of at most so many nodes; returns the side's width.
fn place_column(layout: &mut Layout, column: &Column, x: f32, wide: usize) -> f32 {
    if column.blocks.is_empty() {
        let rect = Rect::new(x, -VEIL.y, x + VEIL.x, 0.0);
        layout.sides.push(SideArea { side: column.side, rect, is_veiled: true });
        return VEIL.x;
    }
    let left = x + SIDE_EDGE;
    let limit = left + wide as f32 * CELL.x + 2.0 * ZONE_EDGE + 1.0;
    let (mut at, mut right) = (Vec2::new(left, -SIDE_HEAD), left);
    let mut shelf = 0.0f32;
    for block in &column.blocks {
        let columns = block.nodes.len().min(wide);
        let rows = block.nodes.len().div_ceil(columns);
        // As even rows as possible.
        let columns = block.nodes.len().div_ceil(rows);
        let size = Vec2::new(
            columns as f32 * CELL.x + 2.0 * ZONE_EDGE,
            rows as f32 * CELL.y + ZONE_HEAD + ZONE_EDGE,
        );
        if at.x > left && at.x + size.x > limit {
            at = Vec2::new(left, at.y - shelf - GAP);
            shelf = 0.0;
        }
        let rect = Rect::new(at.x, at.y - size.y, at.x + size.x, at.y);
        layout.zones.insert(block.zone, rect);
        for (index, node) in block.nodes.iter().enumerate() {
            let (column, row) = (index % columns, index / columns);
            let offset = Vec2::new((column as f32 + 0.5) * CELL.x, (row as f32 + 0.5) * CELL.y - 30.0);
            layout
                .nodes
                .insert(*node, Vec2::new(at.x + ZONE_EDGE, at.y - ZONE_HEAD) + offset * Vec2::new(1.0, -1.0));
        }
        right = right.max(rect.max.x);
        shelf = shelf.max(size.y);
        at.x = rect.max.x + GAP;
    }
    let rect = Rect::new(x, at.y - shelf - SIDE_EDGE, right + SIDE_EDGE, 0.0);
    layout.sides.push(SideArea { side: column.side, rect, is_veiled: false });
    rect.width()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::Text;
    use crate::scenario::words::{NodeKind, ZoneKind};
    use crate::view::{NodeView, ZoneView};

    fn map(zones: &[(Side, usize)]) -> MapView {
        let mut map = MapView::default();
        for (index, (side, count)) in zones.iter().enumerate() {
            let zone = ZoneId::at(index);
            let (slug, name, kind) = (String::new(), Text::default(), ZoneKind::Core);
            map.zones.push(ZoneView { id: zone, slug, name, kind, side: *side });
            for _ in 0..*count {
                let id = NodeId::at(map.nodes.len());
                map.nodes.push(node(id, zone, *side));
            }
        }
        map
    }

    fn node(id: NodeId, zone: ZoneId, side: Side) -> NodeView {
        NodeView {
            id,
            slug: String::new(),
            name: Text::default(),
            kind: NodeKind::Server,
            zone,
            side,
            count: 1,
            known: true,
            level: 1000,
            marks: Vec::new(),
            since: 0,
            worth: 0,
            records: 0,
            stakes: Text::default(),
            open: Vec::new(),
            held_by: Vec::new(),
        }
    }

    fn overlap(a: Rect, b: Rect) -> bool {
        let common = a.intersect(b);
        common.width() > 0.5 && common.height() > 0.5
    }

    #[test]
    fn nothing_overlaps_at_ninety_nodes_whatever_the_shape() {
        let (a, b) = (Side::Partner(PartnerId(0)), Side::Partner(PartnerId(1)));
        let zones = [
            (a, 7),
            (a, 12),
            (a, 1),
            (a, 9),
            (a, 11),
            (Side::Shared, 2),
            (Side::Shared, 3),
            (b, 5),
            (b, 14),
            (b, 3),
            (b, 13),
            (b, 10),
        ];
        let map = map(&zones);
        assert_eq!(map.nodes.len(), 90);
        for aspect in [0.6, 1.0, 1.4, 2.2] {
            let layout = lay_out(&map, 2, aspect);
            let zones: Vec<Rect> = layout.zones.values().copied().collect();
            for (index, zone) in zones.iter().enumerate() {
                assert!(zones[index + 1..].iter().all(|other| !overlap(*zone, *other)));
            }
            for node in &map.nodes {
                let cell = Rect::from_center_size(layout.nodes[&node.id], CELL * 0.9);
                let zone = layout.zones[&node.zone];
                assert!(zone.contains(cell.min) && zone.contains(cell.max), "{cell:?} in {zone:?}");
            }
            let sides: Vec<Rect> = layout.sides.iter().map(|side| side.rect).collect();
            for (index, side) in sides.iter().enumerate() {
                assert!(sides[index + 1..].iter().all(|other| !overlap(*side, *other)));
            }
        }
    }

    #[test]
    fn a_partner_that_cannot_be_seen_keeps_its_place() {
        let map = map(&[(Side::Partner(PartnerId(0)), 4), (Side::Shared, 2)]);
        let layout = lay_out(&map, 2, 1.4);
        assert_eq!(layout.sides.len(), 3);
        assert!(layout.sides[2].is_veiled && layout.sides[2].rect.min.x > layout.sides[1].rect.max.x);
    }
}
