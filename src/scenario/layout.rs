//! Where zones and nodes stand on a drawn map: the first partner left, what belongs to nobody or to
//! third parties in the middle, further partners right. Zones are boxes in columns, nodes a grid in
//! their box, each with room for its label. Whole numbers only: the same map everywhere.

mod columns;
mod wrap;

pub use wrap::{text_width, wrap};

use super::ids::PartnerId;
use columns::{Arrangement, Column};

/// Type size of a node's label.
pub const LABEL_FONT: i32 = 11;
/// Type size of a zone's title.
pub const TITLE_FONT: i32 = 13;
/// Height of one line of a label.
pub const LABEL_LINE: i32 = 13;
/// Edge of a node's icon.
pub const ICON: i32 = 40;
/// Room between two node boxes, at least: links run here.
pub const GAP: i32 = 30;
/// Room between a zone's left, right and lower edge and its nodes.
pub const PAD: i32 = 30;
/// Room between a zone's title and its nodes.
pub const TOP: i32 = 22;
/// Height of the bar that holds a zone's title.
pub const TITLE: i32 = 28;
/// Room between two zones, at least.
pub const ZONE_GAP: i32 = 26;
/// Room between two sides.
pub const SIDE_GAP: i32 = 44;
/// Room around everything.
pub const MARGIN: i32 = 30;
/// Height of a side's own heading.
pub const HEADING: i32 = 34;
/// Narrowest node box.
const NODE_WIDTH: i32 = 92;
/// Longest line of a label, in tenths of a type size (25 letters).
const LABEL_TENTHS: i32 = 150;
/// Most that a row may grow so that columns end at the same height.
const ROW_GROWTH: i32 = 44;
/// How much smaller a map may come out, in percent, for one column of zones less.
const COLUMN_COST: i32 = 8;
/// What the map's width is to its height, in tenths.
const ASPECT_TENTHS: i32 = 16;

/// What is to be drawn: zones, and nodes that name their zone by its place in the list.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    pub zones: Vec<ZoneSketch>,
    pub nodes: Vec<NodeSketch>,
}

/// A zone to be drawn.
#[derive(Debug, Clone)]
pub struct ZoneSketch {
    pub title: String,
    /// On whose side; `None` is the middle.
    pub side: Option<PartnerId>,
}

/// A node to be drawn.
#[derive(Debug, Clone)]
pub struct NodeSketch {
    pub label: String,
    /// Place of its zone in the sketch.
    pub zone: usize,
}

/// A box: left, top, width, height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

impl Rect {
    /// One past the right edge.
    #[must_use]
    pub const fn right(self) -> i32 {
        self.x + self.w
    }

    /// One past the lower edge.
    #[must_use]
    pub const fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// The boxes share a point other than an edge.
    #[must_use]
    pub const fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// The other box lies in this one.
    #[must_use]
    pub const fn contains(self, other: Rect) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// A drawn zone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ZoneBox {
    pub area: Rect,
    /// Its title as it fits; the baseline is in the middle of the title bar.
    pub title: String,
}

/// A drawn node.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeBox {
    /// Icon and label together.
    pub area: Rect,
    pub icon: Rect,
    /// One or two lines, centred below the icon.
    pub label: Vec<String>,
    /// Where the label's lines are.
    pub text: Rect,
}

/// A side with everything on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SideBox {
    /// `None` is the middle.
    pub side: Option<PartnerId>,
    /// Heading and zones.
    pub area: Rect,
}

/// The drawn map; zones and nodes in the order of the sketch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    pub width: i32,
    pub height: i32,
    pub sides: Vec<SideBox>,
    pub zones: Vec<ZoneBox>,
    pub nodes: Vec<NodeBox>,
}

impl Layout {
    /// Fails unless every zone, node and label has a place of its own, each node in its zone.
    ///
    /// # Panics
    /// If two boxes overlap or something stands outside.
    pub fn assert_sound(&self, sketch: &Sketch) {
        let whole = Rect { x: 0, y: 0, w: self.width, h: self.height };
        let apart = |boxes: &[Rect]| {
            for (index, one) in boxes.iter().enumerate() {
                assert!(whole.contains(*one), "{one:?} is outside {whole:?}");
                let clash = boxes[index + 1..].iter().find(|other| one.overlaps(**other));
                assert!(clash.is_none(), "{one:?} overlaps {clash:?}");
            }
        };
        apart(&self.zones.iter().map(|zone| zone.area).collect::<Vec<_>>());
        apart(&self.nodes.iter().map(|node| node.area).collect::<Vec<_>>());
        for (node, drawn) in sketch.nodes.iter().zip(&self.nodes) {
            let zone = self.zones[node.zone].area;
            let inside = Rect { y: zone.y + TITLE, h: zone.h - TITLE, ..zone };
            assert!(inside.contains(drawn.area), "{:?} is outside {zone:?}", drawn.area);
            assert!(drawn.area.contains(drawn.icon) && drawn.area.contains(drawn.text), "{drawn:?}");
        }
    }
}

/// A zone with what its nodes need.
#[derive(Debug, Clone)]
struct Block {
    zone: usize,
    nodes: Vec<usize>,
    /// Width of its widest node.
    cell: i32,
    title: i32,
}

/// Lays everything out.
///
/// # Panics
/// If a node names a zone that is not in the sketch.
#[must_use]
pub fn lay_out(sketch: &Sketch) -> Layout {
    let labels: Vec<Vec<String>> = sketch.nodes.iter().map(|node| wrap(&node.label, LABEL_TENTHS)).collect();
    let blocks = blocks(sketch, &labels);
    let mut sides: Vec<Option<PartnerId>> = sketch.zones.iter().map(|zone| zone.side).collect();
    sides.sort_by_key(|side| rank(*side));
    sides.dedup();
    let on_side = |side| -> Vec<&Block> {
        blocks.iter().filter(|block| sketch.zones[block.zone].side == side).collect()
    };
    let choices: Vec<Vec<Arrangement<'_>>> =
        sides.iter().map(|side| columns::options(&on_side(*side))).collect();
    let chosen = choose(&choices);
    let height = chosen.iter().map(|option| option.height).max().unwrap_or(0);
    let mut layout = Layout {
        width: 0,
        height: height + HEADING + 2 * MARGIN,
        sides: Vec::new(),
        zones: vec![ZoneBox::default(); sketch.zones.len()],
        nodes: vec![NodeBox::default(); sketch.nodes.len()],
    };
    let mut x = MARGIN;
    for (side, option) in sides.iter().zip(&chosen) {
        let area = Rect { x, y: MARGIN, w: option.width, h: HEADING + height };
        layout.sides.push(SideBox { side: *side, area });
        for column in &option.columns {
            place_column(&mut layout, sketch, &labels, column, (x, MARGIN + HEADING, height));
            x += column.width + ZONE_GAP;
        }
        x += SIDE_GAP - ZONE_GAP;
    }
    layout.width = (x - SIDE_GAP).max(MARGIN) + MARGIN;
    layout
}

/// The first partner, the middle, then the others.
fn rank(side: Option<PartnerId>) -> usize {
    match side {
        Some(PartnerId(0)) => 0,
        None => 1,
        Some(partner) => 1 + partner.index(),
    }
}

fn blocks(sketch: &Sketch, labels: &[Vec<String>]) -> Vec<Block> {
    let mut blocks: Vec<Block> = (0..sketch.zones.len())
        .map(|zone| Block {
            zone,
            nodes: Vec::new(),
            cell: NODE_WIDTH,
            title: text_width(&title(&sketch.zones[zone].title), TITLE_FONT) + 2 * PAD,
        })
        .collect();
    for (index, node) in sketch.nodes.iter().enumerate() {
        let block = &mut blocks[node.zone];
        block.nodes.push(index);
        let widest = labels[index].iter().map(|line| text_width(line, LABEL_FONT)).max().unwrap_or(0);
        block.cell = block.cell.max(widest + 4);
    }
    blocks
}

/// A zone's title on one line.
fn title(text: &str) -> String {
    wrap::cut(text, LABEL_TENTHS * 2)
}

/// Height of a node's box.
pub(super) const fn node_height() -> i32 {
    4 + ICON + 4 + 2 * LABEL_LINE + 4
}

/// The sides' options that together make the map largest on a screen.
fn choose<'a>(choices: &[Vec<Arrangement<'a>>]) -> Vec<Arrangement<'a>> {
    let mut heights: Vec<i32> = choices.iter().flatten().map(|option| option.height).collect();
    heights.sort_unstable();
    heights.dedup();
    let mut best: Option<(i64, Vec<&Arrangement<'a>>)> = None;
    for height in heights {
        let fits = choices.iter().map(|side| {
            side.iter().filter(|option| option.height <= height).min_by_key(|o| (o.width, o.height))
        });
        let Some(options) = fits.collect::<Option<Vec<&Arrangement<'a>>>>() else { continue };
        let width: i32 = options.iter().map(|option| option.width + SIDE_GAP).sum();
        let columns: usize = options.iter().map(|option| option.columns.len() - 1).sum();
        let columns = i32::try_from(columns).unwrap_or(i32::MAX / 100);
        // Fewer columns keep a side's zones near the middle, and links short.
        let size = (width * 10).max((height + HEADING) * ASPECT_TENTHS);
        let size = i64::from(size) * i64::from(100 + COLUMN_COST * columns);
        if best.as_ref().is_none_or(|(least, _)| size < *least) {
            best = Some((size, options));
        }
    }
    best.map(|(_, options)| options.into_iter().cloned().collect()).unwrap_or_default()
}

/// Stacks a column's zones; what is left of the height goes to their rows, then between them.
fn place_column(
    layout: &mut Layout,
    sketch: &Sketch,
    labels: &[Vec<String>],
    column: &Column<'_>,
    (x, top, height): (i32, i32, i32),
) {
    let rows: i32 = column.zones.iter().map(|(_, fit)| fit.rows).sum();
    let mut spare = height - column.height;
    let growth = if rows > 0 { (spare / rows).min(ROW_GROWTH) } else { 0 };
    spare -= growth * rows;
    let count = i32::try_from(column.zones.len()).unwrap_or(i32::MAX);
    let between = if count > 1 { (spare / (count - 1)).min(3 * ZONE_GAP) } else { 0 };
    let mut y = top + (spare - between * (count - 1)) / 2;
    for (block, fit) in &column.zones {
        let area = Rect { x, y, w: column.width, h: fit.height + growth * fit.rows };
        layout.zones[block.zone] = ZoneBox { area, title: title(&sketch.zones[block.zone].title) };
        let slot = (area.w - 2 * PAD + GAP) / fit.columns.max(1);
        for (place, node) in (0i32..).zip(&block.nodes) {
            let (row, col) = (place / fit.columns, place % fit.columns);
            let step = node_height() + GAP + growth;
            let cell = Rect {
                x: area.x + PAD + col * slot + (slot - GAP - block.cell) / 2,
                y: area.y + TITLE + TOP + row * step + growth / 2,
                w: block.cell,
                h: node_height(),
            };
            layout.nodes[*node] = node_box(cell, labels[*node].clone());
        }
        y = area.bottom() + ZONE_GAP + between;
    }
}

fn node_box(area: Rect, label: Vec<String>) -> NodeBox {
    let icon = Rect { x: area.x + (area.w - ICON) / 2, y: area.y + 4, w: ICON, h: ICON };
    let w = label.iter().map(|line| text_width(line, LABEL_FONT)).max().unwrap_or(0);
    let lines = i32::try_from(label.len()).unwrap_or(0);
    let text = Rect { x: area.x + (area.w - w) / 2, y: icon.bottom() + 4, w, h: lines * LABEL_LINE };
    NodeBox { area, icon, label, text }
}

#[cfg(test)]
mod tests;
