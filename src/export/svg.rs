//! The network as one self-contained SVG: zones on their owners' sides, nodes with shape, sign and
//! label, links in the gutters, a legend. For print, slides and screens; every state has a shape
//! besides its colour, every node a tooltip.

mod legend;
mod links;
mod nodes;

use super::icons::{GREY, INK, side};
use super::{Lang, xml};
use crate::scenario::Scenario;
use crate::scenario::ids::{NodeId, PartnerId, ZoneId};
use crate::scenario::layout::{
    Layout, MARGIN, NodeSketch, PAD, Sketch, TITLE, TITLE_FONT, ZoneSketch, lay_out, text_width,
};
use crate::scenario::model::Owner;
use crate::view::{MapView, Side, ZoneView, name_in_zone};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Height of the drawing's own title.
const HEAD: i32 = 62;
/// Narrowest drawing: the legend needs room.
const WIDTH: i32 = 860;

/// A map with where everything on it stands.
struct Drawing<'a> {
    scenario: &'a Scenario,
    map: &'a MapView,
    lang: Lang,
    /// Zones that are open already, where folded ones can be opened.
    open: Option<&'a [String]>,
    layout: Layout,
    /// Place in the map of each node.
    place: BTreeMap<NodeId, usize>,
}

/// The map as SVG. `map` decides what is shown: everything, or what a seat knows.
#[must_use]
pub fn svg(scenario: &Scenario, map: &MapView, lang: Lang) -> String {
    draw(scenario, map, lang, None)
}

/// The same as a page whose folded zones open by a click, beside those that are open already: each links
/// to its own address with `?open=` and the zones' ids.
#[must_use]
pub fn svg_to_open(scenario: &Scenario, map: &MapView, lang: Lang, open: &[String]) -> String {
    draw(scenario, map, lang, Some(open))
}

fn draw(scenario: &Scenario, map: &MapView, lang: Lang, open: Option<&[String]>) -> String {
    let drawing = Drawing {
        scenario,
        map,
        lang,
        open,
        layout: lay_out(&sketch(map, lang)),
        place: map.nodes.iter().enumerate().map(|(place, node)| (node.id, place)).collect(),
    };
    let mut out = String::new();
    drawing.write(&mut out).expect("writing to a string cannot fail");
    out
}

/// The map as the layout wants it. A node whose zone is not on the map stands in the first zone.
fn sketch(map: &MapView, lang: Lang) -> Sketch {
    let zone = |id| map.zones.iter().position(|zone| zone.id == id).unwrap_or(0);
    Sketch {
        zones: map
            .zones
            .iter()
            .map(|zone| ZoneSketch {
                title: lang.of(&zone.name).to_owned(),
                side: match zone.side {
                    Side::Partner(partner) => Some(partner),
                    Side::Shared => None,
                },
            })
            .collect(),
        nodes: map
            .nodes
            .iter()
            .map(|node| {
                let zone = zone(node.zone);
                let above = map.zones.get(zone).map_or("", |zone| lang.of(&zone.name));
                NodeSketch { label: name_in_zone(lang.of(&node.name), above).to_owned(), zone }
            })
            .collect(),
    }
}

const STYLE: &str = "
text{font-family:'DejaVu Sans','Noto Sans',Arial,Helvetica,sans-serif;fill:#1b2733}
.label{font-size:11px;text-anchor:middle;paint-order:stroke;stroke-linejoin:round;stroke-width:3.5px}
.zone{font-size:13px;font-weight:600;paint-order:stroke;stroke-linejoin:round;stroke-width:5px}
.count{font-size:9px;fill:#3d4854}
.link{fill:none;stroke:#8793a0;stroke-width:1.25}
.trust{fill:none;stroke:#3d4854;stroke-width:1.7;stroke-dasharray:6 3.5}
.attacked{stroke:#d55e00;stroke-width:2.6}
.cut{stroke:#aab3bc;stroke-dasharray:1.5 4}
.sign{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.badge{fill:none;stroke:#fff;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
";

impl Drawing<'_> {
    fn write(&self, out: &mut String) -> std::fmt::Result {
        let width = self.layout.width.max(WIDTH);
        let legend = legend::entries(self);
        let legend_height = legend::height(&legend, width);
        let height = HEAD + self.layout.height + legend_height;
        let title = self.lang.of(&self.scenario.about.title);
        let summary = self.summary();
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" lang=\"{}\" aria-label=\"{}\">",
            self.lang.tag(),
            xml(&format!("{title}: {summary}")),
        )?;
        writeln!(out, "<title>{}</title>\n<desc>{}</desc>", xml(title), xml(&summary))?;
        writeln!(out, "<style>{STYLE}</style>")?;
        links::arrowheads(out)?;
        writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>")?;
        self.head(out, title, &summary)?;
        let inset = (width - self.layout.width) / 2;
        writeln!(out, "<g transform=\"translate({inset} {HEAD})\">")?;
        self.sides(out)?;
        self.zones(out)?;
        self.links(out)?;
        self.titles(out)?;
        self.nodes(out)?;
        writeln!(out, "</g>")?;
        legend::write(out, self, &legend, HEAD + self.layout.height, width)?;
        writeln!(out, "</svg>")
    }

    /// Who, how many nodes and links.
    fn summary(&self) -> String {
        let names: Vec<&str> = self.scenario.partners.iter().map(|def| self.lang.of(&def.name)).collect();
        let nodes: u32 =
            self.map.nodes.iter().map(|node| node.fold.as_ref().map_or(1, |fold| fold.nodes)).sum();
        let folds = self.map.nodes.iter().filter(|node| node.fold.is_some()).count();
        let (links, zones) = (self.map.links.len(), self.map.zones.len());
        let counts = match (self.lang, folds) {
            (Lang::De, 0) => format!("{nodes} Knoten, {links} Verbindungen, {zones} Zonen"),
            (Lang::En, 0) => format!("{nodes} nodes, {links} links, {zones} zones"),
            (Lang::De, _) => format!("{nodes} Knoten, davon gefaltet: {folds} Zonen"),
            (Lang::En, _) => format!("{nodes} nodes, of which folded: {folds} zones"),
        };
        format!("{}. {counts}", names.join(" · "))
    }

    fn head(&self, out: &mut String, title: &str, summary: &str) -> std::fmt::Result {
        writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"38\" font-size=\"22\" font-weight=\"700\">{}</text>\n\
             <text x=\"{MARGIN}\" y=\"59\" font-size=\"13\" style=\"fill:{GREY}\">{}</text>",
            xml(title),
            xml(summary),
        )
    }

    /// Headings of the sides.
    fn sides(&self, out: &mut String) -> std::fmt::Result {
        for area in &self.layout.sides {
            let name = match area.side {
                Some(partner) => self.lang.of(&self.scenario.partners[partner.index()].name),
                None if self.scenario.partners.len() > 1 => {
                    self.lang.pick("Zwischen den Partnern", "Between the partners")
                }
                None => self.lang.pick("Außerhalb", "Outside"),
            };
            let (line, _) = side(area.side.map(PartnerId::index));
            let font = if text_width(name, 15) > area.area.w { 11 } else { 15 };
            let (x, y) = (area.area.x, area.area.y);
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{}\" font-size=\"{font}\" font-weight=\"700\" style=\"fill:{line}\">{}</text>\n\
                 <rect x=\"{x}\" y=\"{}\" width=\"{}\" height=\"3\" rx=\"1.5\" fill=\"{line}\"/>",
                y + 14,
                xml(name),
                y + 20,
                area.area.w,
            )?;
        }
        Ok(())
    }

    fn zones(&self, out: &mut String) -> std::fmt::Result {
        for (zone, drawn) in self.map.zones.iter().zip(&self.layout.zones) {
            let (line, ground) = self.colours(zone.side);
            let area = drawn.area;
            writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"12\" fill=\"{ground}\" stroke=\"{line}\" \
                 stroke-opacity=\"0.55\"><title>{}</title></rect>",
                area.x,
                area.y,
                area.w,
                area.h,
                xml(&self.zone_words(zone)),
            )?;
        }
        Ok(())
    }

    /// Titles of zones, over the links.
    fn titles(&self, out: &mut String) -> std::fmt::Result {
        for (zone, drawn) in self.map.zones.iter().zip(&self.layout.zones) {
            let (line, ground) = self.colours(zone.side);
            writeln!(
                out,
                "<text class=\"zone\" stroke=\"{ground}\" x=\"{}\" y=\"{}\" style=\"fill:{line}\">{}</text>",
                drawn.area.x + PAD - 8,
                drawn.area.y + (TITLE + TITLE_FONT) / 2 - 1,
                xml(&drawn.title),
            )?;
            let joint = self.joint(zone.id);
            if !joint.is_empty() {
                let words = format!("{} {joint}", self.lang.pick("Alle verbunden mit:", "Each linked with:"));
                writeln!(
                    out,
                    "<text font-size=\"11\" x=\"{}\" y=\"{}\" style=\"fill:{GREY}\">{}</text>",
                    drawn.area.x + PAD - 8,
                    drawn.area.bottom() - 10,
                    xml(&words),
                )?;
            }
        }
        Ok(())
    }

    /// What most of the folded zones of an area are linked with, in words: their lines are not drawn.
    fn joint(&self, area: ZoneId) -> String {
        let bundles = self.bundles();
        let nodes = bundles.iter().filter(|(_, zone)| *zone == area).map(|(node, _)| *node);
        nodes.map(|node| self.lang.of(&self.scenario.node(node).name)).collect::<Vec<_>>().join(", ")
    }

    fn colours(&self, on: Side) -> (&'static str, &'static str) {
        match on {
            Side::Partner(partner) => side(Some(partner.index())),
            Side::Shared => side(None),
        }
    }

    /// A zone in words: its full name and whose it is.
    fn zone_words(&self, zone: &ZoneView) -> String {
        let def = &self.scenario.zones[zone.id.index()];
        let name = self.lang.of(&zone.name);
        self.owner(def.owner).map_or_else(|| name.to_owned(), |owner| format!("{name} ({owner})"))
    }

    fn owner(&self, owner: Owner) -> Option<&str> {
        match owner {
            Owner::Partner(partner) => Some(self.lang.of(&self.scenario.partners[partner.index()].name)),
            Owner::Third(third) => Some(self.lang.of(&self.scenario.third_parties[third.index()].name)),
            Owner::Nobody => None,
        }
    }
}
