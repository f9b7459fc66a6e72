//! Ways for links on a laid-out map: along the gutters between nodes, around every node and title,
//! with lanes beside one another where several share a gutter.

use crate::scenario::layout::{
    GAP, HEADING, ICON, Layout, MARGIN, NodeBox, PAD, Rect, TITLE, TITLE_FONT, TOP, ZONE_GAP, text_width,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A point of the map.
pub(super) type Point = (i32, i32);

/// What a corner costs, in units of length.
const BEND: i32 = 60;
/// Room left around obstacles.
const CLEAR: i32 = 9;
/// Distance of two lanes, at most.
const LANE: i32 = 5;
/// Distance of two lanes, at least, in tenths.
const CLOSEST_TENTHS: i32 = 28;
/// Widest bundle of lanes.
const ROOM: i32 = 64;
/// Maps with more nodes get straight lines.
const NODES: usize = 400;

/// One way per link: corners from node to node; neighbours differ in x or in y, not in both, except
/// where no way was found and the line is straight.
pub(super) fn routes(layout: &Layout, links: &[(usize, usize)]) -> Vec<Vec<Point>> {
    if layout.nodes.len() > NODES {
        return links.iter().map(|(from, to)| straight(layout, *from, *to)).collect();
    }
    let gutters = Gutters::new(layout);
    let ways: Vec<Vec<Point>> = links
        .iter()
        .map(|(from, to)| gutters.way(layout, *from, *to).unwrap_or_else(|| straight(layout, *from, *to)))
        .collect();
    lanes(ways, &gutters.obstacles[..layout.nodes.len()])
}

fn centre(icon: Rect) -> Point {
    (icon.x + ICON / 2, icon.y + ICON / 2)
}

fn straight(layout: &Layout, from: usize, to: usize) -> Vec<Point> {
    vec![centre(layout.nodes[from].icon), centre(layout.nodes[to].icon)]
}

/// Lines that links may run along, and what they must not cross.
struct Gutters {
    xs: Vec<i32>,
    ys: Vec<i32>,
    /// Node boxes by node, then titles.
    obstacles: Vec<Rect>,
}

impl Gutters {
    fn new(layout: &Layout) -> Gutters {
        let (mut xs, mut ys) = (vec![MARGIN / 2, layout.width - MARGIN / 2], vec![MARGIN + HEADING - 6]);
        for zone in &layout.zones {
            xs.extend([zone.area.x - ZONE_GAP / 2, zone.area.right() + ZONE_GAP / 2]);
            ys.push(zone.area.bottom() + ZONE_GAP / 2);
        }
        for node in &layout.nodes {
            xs.extend(beside(layout, node));
            ys.extend([node.area.y - TOP / 2, node.area.bottom() + GAP / 2]);
        }
        let mut obstacles: Vec<Rect> = layout.nodes.iter().map(|node| clear(node.area)).collect();
        obstacles.extend(layout.zones.iter().map(|zone| {
            // Titles are set in bold, which is wider.
            let w = text_width(&zone.title, TITLE_FONT) * 6 / 5 + 8;
            Rect { x: zone.area.x + PAD - 12, y: zone.area.y, w, h: TITLE - 4 }
        }));
        Gutters { xs: thin(xs), ys: thin(ys), obstacles }
    }

    /// The shortest way with few corners.
    fn way(&self, layout: &Layout, from: usize, to: usize) -> Option<Vec<Point>> {
        let ends = [centre(layout.nodes[from].icon), centre(layout.nodes[to].icon)];
        let with = |lines: &[i32], extra: [i32; 2]| {
            let mut lines = lines.to_vec();
            lines.extend(extra);
            lines.sort_unstable();
            lines.dedup();
            lines
        };
        let net = Net {
            xs: with(&self.xs, [ends[0].0, ends[1].0]),
            ys: with(&self.ys, [ends[0].1, ends[1].1]),
            ends: [from, to].map(|node| layout.nodes[node].area),
            icons: ends,
            obstacles: self
                .obstacles
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != from && *index != to)
                .map(|(_, obstacle)| *obstacle)
                .collect(),
        };
        net.shortest(ends[0], ends[1])
    }
}

/// Lines left and right of a node: half way to its neighbours in the row, or a little off.
fn beside(layout: &Layout, node: &NodeBox) -> [i32; 2] {
    let inside = layout.zones.iter().find(|zone| zone.area.contains(node.area)).map(|zone| zone.area);
    let (left_end, right_end) = inside.map_or((0, layout.width), |area| (area.x, area.right()));
    let row = layout.nodes.iter().filter(|other| other.area.y == node.area.y);
    let (mut left, mut right) = (left_end, right_end);
    for other in row {
        if other.area.right() <= node.area.x {
            left = left.max(other.area.right());
        }
        if other.area.x >= node.area.right() {
            right = right.min(other.area.x);
        }
    }
    let off = |end: i32, gap: i32| if end == left_end || end == right_end { PAD / 2 } else { gap / 2 };
    [node.area.x - off(left, node.area.x - left), node.area.right() + off(right, right - node.area.right())]
}

fn clear(area: Rect) -> Rect {
    Rect { x: area.x - CLEAR, y: area.y - CLEAR, w: area.w + 2 * CLEAR, h: area.h + 2 * CLEAR }
}

/// Sorted, without lines that nearly coincide.
fn thin(mut lines: Vec<i32>) -> Vec<i32> {
    lines.sort_unstable();
    lines.dedup_by(|later, earlier| *later - *earlier < 6);
    lines
}

/// The gutters with the ends of one link.
struct Net {
    xs: Vec<i32>,
    ys: Vec<i32>,
    ends: [Rect; 2],
    icons: [Point; 2],
    obstacles: Vec<Rect>,
}

/// Column, row, and whether the last step was vertical.
type Place = (usize, usize, bool);

impl Net {
    fn shortest(&self, from: Point, to: Point) -> Option<Vec<Point>> {
        let find = |lines: &[i32], at: i32| lines.binary_search(&at).ok();
        let start = (find(&self.xs, from.0)?, find(&self.ys, from.1)?);
        let goal = (find(&self.xs, to.0)?, find(&self.ys, to.1)?);
        let slot = |(x, y, vertical): Place| (y * self.xs.len() + x) * 2 + usize::from(vertical);
        let size = self.xs.len() * self.ys.len() * 2;
        let mut cost = vec![i32::MAX; size];
        let mut before: Vec<Option<Place>> = vec![None; size];
        let mut open = BinaryHeap::new();
        for vertical in [false, true] {
            cost[slot((start.0, start.1, vertical))] = 0;
            open.push(Reverse((0, 0, (start.0, start.1, vertical))));
        }
        while let Some(Reverse((_, so_far, place))) = open.pop() {
            if (place.0, place.1) == goal {
                return Some(self.trace(&before, place, slot));
            }
            if so_far > cost[slot(place)] {
                continue;
            }
            for next in self.steps(place) {
                let (a, b) = (self.point(place), self.point(next));
                if !self.is_free(a, b) {
                    continue;
                }
                let length = (a.0 - b.0).abs() + (a.1 - b.1).abs();
                let total = so_far + length + if place.2 == next.2 { 0 } else { BEND };
                if total < cost[slot(next)] {
                    cost[slot(next)] = total;
                    before[slot(next)] = Some(place);
                    let left = (b.0 - to.0).abs() + (b.1 - to.1).abs();
                    open.push(Reverse((total + left, total, next)));
                }
            }
        }
        None
    }

    fn point(&self, (x, y, _): Place) -> Point {
        (self.xs[x], self.ys[y])
    }

    fn steps(&self, (x, y, _): Place) -> impl Iterator<Item = Place> {
        let left = x.checked_sub(1).map(|x| (x, y, false));
        let up = y.checked_sub(1).map(|y| (x, y, true));
        let right = (x + 1 < self.xs.len()).then_some((x + 1, y, false));
        let down = (y + 1 < self.ys.len()).then_some((x, y + 1, true));
        [left, right, up, down].into_iter().flatten()
    }

    /// Crosses no obstacle; in the ends' own boxes only on the way to the icon, not over the label.
    fn is_free(&self, a: Point, b: Point) -> bool {
        let line = Rect {
            x: a.0.min(b.0),
            y: a.1.min(b.1),
            w: (a.0 - b.0).abs().max(1),
            h: (a.1 - b.1).abs().max(1),
        };
        let own = self.ends.iter().zip(&self.icons).all(|(area, icon)| {
            if !line.overlaps(*area) {
                return true;
            }
            let level = line.h == 1 && line.y == icon.1;
            let from_above = line.w == 1 && line.x == icon.0 && line.bottom() <= icon.1;
            level || from_above
        });
        own && !self.obstacles.iter().any(|obstacle| line.overlaps(*obstacle))
    }

    /// The corners of the way that ends there.
    fn trace(&self, before: &[Option<Place>], end: Place, slot: impl Fn(Place) -> usize) -> Vec<Point> {
        let mut corners = vec![self.point(end)];
        let mut place = end;
        while let Some(earlier) = before[slot(place)] {
            corners.push(self.point(earlier));
            place = earlier;
        }
        corners.reverse();
        let mut kept: Vec<Point> = Vec::new();
        for point in corners {
            if let [.., a, b] = kept[..]
                && (a.0 == b.0 && b.0 == point.0 || a.1 == b.1 && b.1 == point.1)
            {
                kept.pop();
            }
            kept.push(point);
        }
        kept
    }
}

/// A straight piece of a way: which way and piece, from where to where along its line.
struct Piece {
    way: usize,
    piece: usize,
    from: i32,
    to: i32,
}

/// Moves pieces that share a line onto lanes beside one another.
fn lanes(ways: Vec<Vec<Point>>, nodes: &[Rect]) -> Vec<Vec<Point>> {
    let mut lines: BTreeMap<(bool, i32), Vec<Piece>> = BTreeMap::new();
    for (way, corners) in ways.iter().enumerate() {
        for (piece, pair) in corners.windows(2).enumerate() {
            let vertical = pair[0].0 == pair[1].0;
            if !vertical && pair[0].1 != pair[1].1 {
                continue;
            }
            let (line, a, b) =
                if vertical { (pair[0].0, pair[0].1, pair[1].1) } else { (pair[0].1, pair[0].0, pair[1].0) };
            lines.entry((vertical, line)).or_default().push(Piece {
                way,
                piece,
                from: a.min(b),
                to: a.max(b),
            });
        }
    }
    let mut shift: Vec<Vec<i32>> = ways.iter().map(|way| vec![0; way.len().saturating_sub(1)]).collect();
    for ((vertical, line), pieces) in &mut lines {
        pieces.sort_by_key(|piece| (piece.from, piece.to, piece.way));
        let mut first = 0;
        while first < pieces.len() {
            let mut reach = pieces[first].to;
            let mut last = first + 1;
            while last < pieces.len() && pieces[last].from < reach {
                reach = reach.max(pieces[last].to);
                last += 1;
            }
            let room = room(nodes, *vertical, *line, (pieces[first].from, reach));
            spread(&pieces[first..last], room, &mut shift);
            first = last;
        }
    }
    ways.into_iter().zip(&shift).map(|(way, shift)| shifted(&way, shift)).collect()
}

/// Width that is free of nodes around a line between two ends along it; at an icon, what it offers.
fn room(nodes: &[Rect], vertical: bool, line: i32, (from, to): (i32, i32)) -> i32 {
    let mut free = ROOM;
    for obstacle in nodes {
        let (along, across) = if vertical {
            ((obstacle.y, obstacle.bottom()), (obstacle.x, obstacle.right()))
        } else {
            ((obstacle.x, obstacle.right()), (obstacle.y, obstacle.bottom()))
        };
        if along.0 >= to || along.1 <= from {
            continue;
        }
        let distance = (across.0 - line).max(line - across.1);
        free = free.min(if distance < 0 { ICON - 10 } else { 2 * distance });
    }
    free
}

/// Gives pieces that overlap lanes of their own, as few as will do.
fn spread(pieces: &[Piece], room: i32, shift: &mut [Vec<i32>]) {
    let mut ends: Vec<i32> = Vec::new();
    let mut lane_of = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let lane = ends.iter().position(|end| *end <= piece.from).unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(piece.to);
        }
        ends[lane] = piece.to;
        lane_of.push(lane);
    }
    let count = i32::try_from(ends.len()).unwrap_or(1).max(1);
    // Tenths, so that a bundle stays within its gutter where its lines can still be told apart.
    let step = (10 * LANE).min(10 * room / count).max(CLOSEST_TENTHS);
    for (piece, lane) in pieces.iter().zip(lane_of) {
        let lane = i32::try_from(lane).unwrap_or(0);
        shift[piece.way][piece.piece] = (2 * lane - (count - 1)) * step / 20;
    }
}

/// The corners of a way whose pieces moved sideways.
fn shifted(way: &[Point], shift: &[i32]) -> Vec<Point> {
    let mut moved = way.to_vec();
    for (piece, by) in shift.iter().enumerate() {
        let vertical = way[piece].0 == way[piece + 1].0;
        for corner in [piece, piece + 1] {
            if vertical { moved[corner].0 += by } else { moved[corner].1 += by }
        }
    }
    moved
}
