//! Where zones and nodes stand: one side per partner, what they share between them, zones packed
//! without overlap, nodes in a grid inside their zone, with room for names that do not shrink with the
//! map. Plain numbers, y upwards, one unit is a pixel at full size.

use super::art::RING;
use crate::scenario::ids::{NodeId, PartnerId, ZoneId};
use crate::view::{MapView, Side};
use bevy::math::{Rect, Vec2};
use std::collections::BTreeMap;

/// Room around a node for its ring and badges.
const NODE: f32 = 2.0 * RING + 8.0;
/// Ground around the nodes of a zone, and between zones.
const ZONE_EDGE: f32 = 10.0;
const GAP: f32 = 12.0;
const SIDE_EDGE: f32 = 14.0;
const SIDE_GAP: f32 = 30.0;
/// Height of a side that the viewer does not see into.
const VEIL: f32 = 420.0;
/// Sizes that follow the text: multiples of the height of its letters.
const LINE: f32 = 1.15;
const ZONE_HEAD: f32 = 1.4;
const SIDE_HEAD: f32 = 2.4;
const LEAST_ZONE: f32 = 7.5;
const VEIL_WIDTH: f32 = 12.0;
/// How much room nodes give their names, from the most to none at all: width in letter heights, lines, and
/// the least zoom for which a smaller picture is worth it.
const NAMES: [(f32, u8, f32); 5] =
    [(8.5, 2, 0.72), (6.2, 2, 0.46), (5.2, 2, 0.38), (5.2, 1, 0.36), (0.0, 0, 0.0)];
/// Largest zoom.
const CLOSEST: f32 = 1.6;

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
    /// Height of a node's name in units of the map; 0 when names have no room.
    pub name: f32,
    /// Height of the strip at a zone's top that holds its title.
    pub head: f32,
    /// Width that each zone leaves the name of a node.
    pub widths: BTreeMap<ZoneId, f32>,
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

/// Sizes in units of the map at one zoom: texts keep their size on the screen, so they take more of
/// these units the farther away the eye is.
#[derive(Clone, Copy)]
struct Sizes {
    name: Vec2,
    cell: Vec2,
    zone_head: f32,
    side_head: f32,
    least_zone: f32,
    veil: f32,
}

impl Sizes {
    fn new(zoom: f32, text_px: f32, (width, lines, _): (f32, u8, f32)) -> Sizes {
        let text = text_px / zoom;
        let name = Vec2::new(width * text, f32::from(lines) * LINE * text);
        Sizes {
            name,
            cell: Vec2::new(NODE.max(name.x + 0.25 * text), NODE + name.y),
            zone_head: ZONE_HEAD * text,
            side_head: SIDE_HEAD * text,
            least_zone: LEAST_ZONE * text,
            veil: VEIL_WIDTH * text,
        }
    }
}

/// Lays a map out for an area of this size in pixels and text of this height: as large as possible, with
/// as much of the nodes' names as can be had.
pub(crate) fn lay_out(map: &MapView, partners: usize, area: Vec2, text_px: f32) -> Layout {
    let columns = columns(map, partners);
    let widest = map.nodes.len().clamp(1, 12);
    for names in NAMES {
        let found = largest(&columns, widest, area, text_px, names);
        if let Some((zoom, layout)) = found
            && zoom >= names.2
        {
            return layout;
        }
    }
    Layout::default()
}

/// The layout at the largest zoom at which everything is inside the area.
fn largest(
    columns: &[Column],
    widest: usize,
    area: Vec2,
    text_px: f32,
    names: (f32, u8, f32),
) -> Option<(f32, Layout)> {
    let (mut low, mut high) = (0.04f32, CLOSEST);
    let mut best = None;
    for _ in 0..9 {
        let zoom =
            if best.is_none() && high - low > 1.5 { names.2.max(low) } else { f32::midpoint(low, high) };
        match fitting(columns, widest, area / zoom, &Sizes::new(zoom, text_px, names)) {
            Some(layout) => {
                best = Some((zoom, layout));
                low = zoom;
            }
            // Below the least zoom these names are not wanted.
            None if zoom <= names.2 => return None,
            None => high = zoom,
        }
    }
    best
}

/// The first layout that is inside the area, preferring even shapes.
fn fitting(columns: &[Column], widest: usize, area: Vec2, sizes: &Sizes) -> Option<Layout> {
    let tries = (1..=widest.min(5)).flat_map(|shared| (1..=widest).map(move |own| (own, shared)));
    let mut layouts = tries.map(|(own, shared)| place(columns, own, shared, sizes));
    layouts.find(|layout| layout.bounds.is_some_and(|b| b.width() <= area.x && b.height() <= area.y))
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

fn place(columns: &[Column], own: usize, shared: usize, sizes: &Sizes) -> Layout {
    let mut layout = Layout { name: sizes.name.y, head: sizes.zone_head, ..Layout::default() };
    let mut x = 0.0;
    for column in columns {
        let wide = if column.side == Side::Shared { shared } else { own };
        let width = place_column(&mut layout, column, x, wide, sizes);
        x += width + SIDE_GAP;
    }
    let height = layout.sides.iter().map(|side| side.rect.height()).fold(VEIL, f32::max);
    for side in &mut layout.sides {
        // Sides are equally high; what one side has in it stands in the middle of it.
        let slack = Vec2::new(0.0, (height - side.rect.height()) / 2.0);
        let is_inside = |at: Vec2| side.rect.contains(at);
        for rect in layout.zones.values_mut().filter(|rect| is_inside(rect.center())) {
            *rect = Rect::from_center_size(rect.center() - slack, rect.size());
        }
        for at in layout.nodes.values_mut().filter(|at| is_inside(**at)) {
            *at -= slack;
        }
        side.rect.min.y = side.rect.max.y - height;
    }
    layout.bounds = layout.sides.iter().map(|side| side.rect).reduce(|a, b| a.union(b));
    layout
}

/// A zone on its shelf: nodes in one row, rows, and the width that it needs.
struct Spot<'b> {
    block: &'b Block,
    columns: usize,
    rows: usize,
    width: f32,
}

/// Packs a side's zones on shelves of at most so many nodes, each shelf as wide as the widest; returns
/// the side's width.
fn place_column(layout: &mut Layout, column: &Column, x: f32, wide: usize, sizes: &Sizes) -> f32 {
    if column.blocks.is_empty() {
        let rect = Rect::new(x, -VEIL, x + sizes.veil, 0.0);
        layout.sides.push(SideArea { side: column.side, rect, is_veiled: true });
        return sizes.veil;
    }
    let shelves = shelves(column, wide, sizes);
    let needs =
        |shelf: &[Spot]| shelf.iter().map(|spot| spot.width).sum::<f32>() + GAP * (shelf.len() as f32 - 1.0);
    let inner = shelves.iter().map(|shelf| needs(shelf)).fold(0.0, f32::max);
    let mut y = -sizes.side_head;
    for shelf in &shelves {
        let rows = shelf.iter().map(|spot| spot.rows).max().unwrap_or(1);
        let height = rows as f32 * sizes.cell.y + sizes.zone_head + ZONE_EDGE;
        // What is left of the shelf is shared out evenly.
        let more = (inner - needs(shelf)) / shelf.len() as f32;
        let mut left = x + SIDE_EDGE;
        for spot in shelf {
            let rect = Rect::new(left, y - height, left + spot.width + more, y);
            place_nodes(layout, spot, rect, sizes);
            left = rect.max.x + GAP;
        }
        y -= height + GAP;
    }
    let rect = Rect::new(x, y + GAP - SIDE_EDGE, x + inner + 2.0 * SIDE_EDGE, 0.0);
    layout.sides.push(SideArea { side: column.side, rect, is_veiled: false });
    rect.width()
}

fn shelves<'b>(column: &'b Column, wide: usize, sizes: &Sizes) -> Vec<Vec<Spot<'b>>> {
    let limit = wide as f32 * sizes.cell.x + 2.0 * ZONE_EDGE + 1.0;
    let mut shelves: Vec<Vec<Spot>> = Vec::new();
    let mut used = f32::INFINITY;
    for block in &column.blocks {
        // As even rows as possible.
        let rows = block.nodes.len().div_ceil(block.nodes.len().min(wide));
        let columns = block.nodes.len().div_ceil(rows);
        let width = (columns as f32 * sizes.cell.x + 2.0 * ZONE_EDGE).max(sizes.least_zone);
        let spot = Spot { block, columns, rows, width };
        match shelves.last_mut().filter(|_| used + GAP + width <= limit) {
            Some(shelf) => {
                used += GAP + width;
                shelf.push(spot);
            }
            None => {
                used = width;
                shelves.push(vec![spot]);
            }
        }
    }
    shelves
}

fn place_nodes(layout: &mut Layout, spot: &Spot, rect: Rect, sizes: &Sizes) {
    layout.zones.insert(spot.block.zone, rect);
    let step = Vec2::new((rect.width() - 2.0 * ZONE_EDGE) / spot.columns as f32, sizes.cell.y);
    layout.widths.insert(spot.block.zone, sizes.name.x.max(step.x - (sizes.cell.x - sizes.name.x).min(8.0)));
    let corner = Vec2::new(rect.min.x + ZONE_EDGE, rect.max.y - sizes.zone_head);
    for (index, node) in spot.block.nodes.iter().enumerate() {
        let (column, row) = (index % spot.columns, index / spot.columns);
        let offset = Vec2::new((column as f32 + 0.5) * step.x, row as f32 * step.y + NODE / 2.0);
        layout.nodes.insert(*node, corner + offset * Vec2::new(1.0, -1.0));
    }
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
            map.zones.push(ZoneView { id: zone, slug, name, kind, side: *side, family: None });
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
            fold: None,
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
        for area in [(500.0, 800.0), (650.0, 520.0), (1040.0, 845.0), (2000.0, 900.0)] {
            let layout = lay_out(&map, 2, Vec2::from(area), 14.0);
            assert_eq!(layout.nodes.len(), 90);
            let zones: Vec<Rect> = layout.zones.values().copied().collect();
            for (index, zone) in zones.iter().enumerate() {
                assert!(zones[index + 1..].iter().all(|other| !overlap(*zone, *other)));
            }
            for node in &map.nodes {
                let at = layout.nodes[&node.id];
                let least = at - Vec2::new(layout.widths[&node.zone] / 2.0, RING + layout.name);
                let zone = layout.zones[&node.zone];
                assert!(zone.contains(least) && zone.contains(at + RING), "{at:?} in {zone:?}");
            }
            let sides: Vec<Rect> = layout.sides.iter().map(|side| side.rect).collect();
            for (index, side) in sides.iter().enumerate() {
                assert!(sides[index + 1..].iter().all(|other| !overlap(*side, *other)));
            }
        }
    }

    #[test]
    fn nodes_keep_their_names_where_there_is_room() {
        let partner = |index: usize| Side::Partner(PartnerId::at(index));
        let zones: Vec<(Side, usize)> = (0..12).map(|zone| (partner(zone / 6), 7)).collect();
        let lines = |area: (f32, f32)| lay_out(&map(&zones), 2, Vec2::from(area), 14.0).name > 0.0;
        assert!(lines((1040.0, 845.0)), "84 nodes on a projector");
        assert!(!lines((300.0, 300.0)), "names would cover the nodes");
    }

    #[test]
    fn a_partner_that_cannot_be_seen_keeps_its_place() {
        let map = map(&[(Side::Partner(PartnerId(0)), 4), (Side::Shared, 2)]);
        let layout = lay_out(&map, 2, Vec2::new(700.0, 500.0), 14.0);
        assert_eq!(layout.sides.len(), 3);
        assert!(layout.sides[2].is_veiled && layout.sides[2].rect.min.x > layout.sides[1].rect.max.x);
    }
}
