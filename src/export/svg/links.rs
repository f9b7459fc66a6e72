//! Links: one line per pair of nodes, whichever way it goes, along the gutters of the map.

use super::{Drawing, Write, xml};
use crate::export::route::{Point, routes};
use crate::scenario::ids::{NodeId, ZoneId};
use crate::scenario::layout::ICON;
use crate::view::LinkView;
use std::collections::{BTreeMap, BTreeSet};

/// Radius of a corner.
const CORNER: i32 = 7;

/// All links between two nodes, in places of the map.
struct Line<'a> {
    from: usize,
    to: usize,
    links: Vec<&'a LinkView>,
    /// Some link goes back.
    both: bool,
}

/// The arrowheads that lines refer to.
pub(super) fn arrowheads(out: &mut String) -> std::fmt::Result {
    writeln!(out, "<defs>")?;
    for (name, colour) in [("plain", "#8793a0"), ("trust", "#3d4854"), ("attacked", "#d55e00")] {
        writeln!(
            out,
            "<marker id=\"to-{name}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 0.5L8 4L0 7.5Z\" fill=\"{colour}\"/></marker>",
        )?;
    }
    writeln!(out, "</defs>")
}

impl Drawing<'_> {
    /// All lines.
    pub(super) fn links(&self, out: &mut String) -> std::fmt::Result {
        let lines = self.lines();
        let ends: Vec<(usize, usize)> = lines.iter().map(|line| (line.from, line.to)).collect();
        let ways = routes(&self.layout, &ends);
        for (line, way) in lines.iter().zip(&ways) {
            self.line(out, line, way)?;
        }
        Ok(())
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines: BTreeMap<(usize, usize), Line<'_>> = BTreeMap::new();
        let bundles = self.bundles();
        for link in self.map.links.iter().filter(|link| !self.is_bundled(&bundles, link)) {
            let (Some(&from), Some(&to)) = (self.place.get(&link.from), self.place.get(&link.to)) else {
                continue;
            };
            let line = lines.entry((from.min(to), from.max(to))).or_insert_with(|| Line {
                from,
                to,
                links: Vec::new(),
                both: false,
            });
            line.both |= line.from != from;
            line.links.push(link);
        }
        lines.into_values().filter(|line| line.from != line.to).collect()
    }

    /// Nodes with so many links to folded zones of one area that lines would hide what they lead to.
    pub(super) fn bundles(&self) -> BTreeSet<(NodeId, ZoneId)> {
        const MANY: usize = 5;
        let mut counts: BTreeMap<(NodeId, ZoneId), usize> = BTreeMap::new();
        for link in &self.map.links {
            if let Some(ends) = self.ends_of_bundle(link) {
                *counts.entry(ends).or_default() += 1;
            }
        }
        counts.into_iter().filter(|(_, count)| *count >= MANY).map(|(ends, _)| ends).collect()
    }

    /// The one end, and the area in which the folded other end stands.
    fn ends_of_bundle(&self, link: &LinkView) -> Option<(NodeId, ZoneId)> {
        let node = |id: NodeId| self.place.get(&id).map(|place| &self.map.nodes[*place]);
        let (from, to) = (node(link.from)?, node(link.to)?);
        match (&from.fold, &to.fold) {
            (None, Some(_)) => Some((from.id, to.zone)),
            (Some(_), None) => Some((to.id, from.zone)),
            _ => None,
        }
    }

    fn is_bundled(&self, bundles: &BTreeSet<(NodeId, ZoneId)>, link: &LinkView) -> bool {
        !link.attacked && !link.cut && self.ends_of_bundle(link).is_some_and(|ends| bundles.contains(&ends))
    }

    fn line(&self, out: &mut String, line: &Line<'_>, way: &[Point]) -> std::fmt::Result {
        let trust = line.links.iter().any(|link| link.trust);
        let attacked = line.links.iter().any(|link| link.attacked);
        let cut = line.links.iter().all(|link| link.cut);
        let class = if trust { "trust" } else { "link" };
        let state = match (attacked, cut) {
            (_, true) => " cut",
            (true, false) => " attacked",
            (false, false) => "",
        };
        let head = match (attacked, trust) {
            (true, _) => "attacked",
            (false, true) => "trust",
            (false, false) => "plain",
        };
        let way = trimmed(way);
        let back = if line.both { format!(" marker-start=\"url(#to-{head})\"") } else { String::new() };
        writeln!(
            out,
            "<path class=\"{class}{state}\" d=\"{}\" marker-end=\"url(#to-{head})\"{back}><title>{}</title></path>",
            path(&way),
            xml(&self.link_words(line)),
        )?;
        if cut && let [a, b, ..] = way[way.len() / 2 - 1..] {
            let (x, y) = ((a.0 + b.0) / 2, (a.1 + b.1) / 2);
            let (left, top) = (x - 5, y - 5);
            writeln!(
                out,
                "<path d=\"M{left} {top}l10 10m0 -10l-10 10\" stroke=\"#1b2733\" stroke-width=\"2\"/>"
            )?;
        }
        Ok(())
    }

    fn link_words(&self, line: &Line<'_>) -> String {
        let name = |node| self.lang.of(&self.scenario.node(node).name);
        let words = line
            .links
            .iter()
            .map(|link| format!("{} → {}: {}", name(link.from), name(link.to), link.services.join(", ")));
        words.collect::<Vec<_>>().join(" · ")
    }
}

/// The way without what lies under the icons at both ends.
fn trimmed(way: &[Point]) -> Vec<Point> {
    let mut way = way.to_vec();
    for _ in 0..2 {
        if let [end, next, ..] = way[..] {
            let (dx, dy) = (next.0 - end.0, next.1 - end.1);
            let length = dx.abs().max(dy.abs());
            let by = (ICON / 2 + 1).min(length - 1).max(0);
            if length > 0 {
                way[0] = (end.0 + dx * by / length, end.1 + dy * by / length);
            }
        }
        way.reverse();
    }
    way
}

/// An SVG path with rounded corners.
fn path(way: &[Point]) -> String {
    let Some(first) = way.first() else { return String::new() };
    let mut out = format!("M{} {}", first.0, first.1);
    for corner in way.windows(3) {
        let [a, b, c] = [corner[0], corner[1], corner[2]];
        let (before, after) = (toward(b, a), toward(b, c));
        let _ = write!(out, "L{} {}Q{} {} {} {}", before.0, before.1, b.0, b.1, after.0, after.1);
    }
    if let [.., last] = way[..] {
        let _ = write!(out, "L{} {}", last.0, last.1);
    }
    out
}

/// A little way from a corner to the next.
fn toward(corner: Point, to: Point) -> Point {
    let (dx, dy) = (to.0 - corner.0, to.1 - corner.1);
    let length = dx.abs().max(dy.abs()).max(1);
    let by = CORNER.min(length / 2);
    (corner.0 + dx * by / length, corner.1 + dy * by / length)
}
