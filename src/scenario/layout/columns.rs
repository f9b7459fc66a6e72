//! How the zones of one side can be stacked in columns, for the layout to choose from.

use super::{Block, GAP, PAD, TITLE, TOP, ZONE_GAP, node_height};

/// Most columns of zones on a side, and of nodes in a zone, that are tried.
const COLUMNS: usize = 12;
const GRID: i32 = 12;

/// A zone's grid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    pub columns: i32,
    pub rows: i32,
    pub height: i32,
}

/// Zones one above the other.
#[derive(Debug, Clone)]
pub(super) struct Column<'a> {
    pub width: i32,
    pub height: i32,
    pub zones: Vec<(&'a Block, Fit)>,
}

/// One way to draw a side.
#[derive(Debug, Clone)]
pub(super) struct Arrangement<'a> {
    pub width: i32,
    pub height: i32,
    pub columns: Vec<Column<'a>>,
}

impl Block {
    fn count(&self) -> i32 {
        i32::try_from(self.nodes.len()).expect("nodes are limited")
    }

    fn width(&self, columns: i32) -> i32 {
        let columns = columns.min(self.count()).max(1);
        (2 * PAD + columns * (self.cell + GAP) - GAP).max(self.title)
    }

    /// The flattest grid that fits a width.
    fn fit(&self, width: i32) -> Fit {
        let columns = ((width - 2 * PAD + GAP) / (self.cell + GAP)).clamp(1, self.count().max(1));
        let rows = (self.count() + columns - 1) / columns;
        // As many columns as rows need, so that the last row is not nearly empty.
        let columns = if rows > 0 { (self.count() + rows - 1) / rows } else { 1 };
        let height = TITLE + TOP + (rows * (node_height() + GAP) - GAP).max(0) + PAD;
        Fit { columns, rows, height }
    }
}

/// Every arrangement worth a thought: so many columns of zones, so many nodes side by side.
pub(super) fn options<'a>(blocks: &[&'a Block]) -> Vec<Arrangement<'a>> {
    let mut options = Vec::new();
    for count in 1..=COLUMNS.min(blocks.len()) {
        for grid in 1..=GRID {
            options.push(arrange(blocks, count, grid));
        }
    }
    let most = blocks.iter().map(|block| block.count()).max().unwrap_or(0);
    for grid in [16, 24, 32, 48, 64, 96, 128].into_iter().filter(|grid| *grid < most) {
        options.push(arrange(blocks, 1, grid));
    }
    options
}

/// Cuts the zones, in their order, into columns of nearly the same height.
fn arrange<'a>(blocks: &[&'a Block], count: usize, grid: i32) -> Arrangement<'a> {
    let heights: Vec<i32> =
        blocks.iter().map(|block| block.fit(block.width(grid)).height + ZONE_GAP).collect();
    let (mut low, mut high) = (heights.iter().copied().max().unwrap_or(0), heights.iter().sum::<i32>());
    while low < high {
        let middle = low + (high - low) / 2;
        if cuts(&heights, middle).len() <= count { high = middle } else { low = middle + 1 }
    }
    let mut columns = Vec::new();
    let mut from = 0;
    for to in cuts(&heights, low) {
        columns.push(column(&blocks[from..to], grid));
        from = to;
    }
    let width: i32 = columns.iter().map(|column| column.width + ZONE_GAP).sum();
    let height = columns.iter().map(|column| column.height).max().unwrap_or(0);
    Arrangement { width: (width - ZONE_GAP).max(0), height, columns }
}

/// Ends of columns none of which is higher than that.
fn cuts(heights: &[i32], most: i32) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut height = 0;
    for (index, own) in heights.iter().enumerate() {
        if height + own > most && height > 0 {
            ends.push(index);
            height = 0;
        }
        height += own;
    }
    ends.push(heights.len());
    ends
}

fn column<'a>(blocks: &[&'a Block], grid: i32) -> Column<'a> {
    let width = blocks.iter().map(|block| block.width(grid)).max().unwrap_or(0);
    let zones: Vec<(&Block, Fit)> = blocks.iter().map(|block| (*block, block.fit(width))).collect();
    let height: i32 = zones.iter().map(|(_, fit)| fit.height + ZONE_GAP).sum();
    Column { width, height: (height - ZONE_GAP).max(0), zones }
}
