//! Nodes: shape, sign, label, badges, and a tooltip that says the same in words.

use super::{Drawing, GREY, INK, Lang, Write, xml};
use crate::export::icons::{Family, VERMILLION, badge, sign};
use crate::scenario::layout::{LABEL_FONT, LABEL_LINE, NodeBox};
use crate::view::{Fold, Mark, NodeView};

/// Badges beside an icon, at most; more are in the tooltip.
const BADGES: usize = 3;

/// Fill, line and sign of a node's shape.
struct Look {
    fill: &'static str,
    line: &'static str,
    sign: &'static str,
    /// Attributes of the outline.
    dash: &'static str,
}

fn look(node: &NodeView, side: &'static str) -> Look {
    let is = |mark| node.marks.contains(&mark);
    if is(Mark::Encrypted) || is(Mark::Wiped) || is(Mark::Out) {
        return Look { fill: "#20262d", line: "#000000", sign: "#ffffff", dash: "" };
    }
    if is(Mark::Confirmed) {
        return Look { fill: VERMILLION, line: "#8f3f00", sign: "#ffffff", dash: isolated(node) };
    }
    if is(Mark::Manipulated) {
        return Look { fill: "#a8447f", line: "#6f2653", sign: "#ffffff", dash: isolated(node) };
    }
    if is(Mark::Suspected) {
        return Look { fill: "#fbe3b0", line: "#b87f00", sign: INK, dash: isolated(node) };
    }
    if !node.known {
        return Look { fill: "#f7f8f9", line: "#8793a0", sign: GREY, dash: " stroke-dasharray=\"2 3\"" };
    }
    Look { fill: "#ffffff", line: side, sign: INK, dash: isolated(node) }
}

fn isolated(node: &NodeView) -> &'static str {
    if node.marks.contains(&Mark::Isolated) { " stroke-dasharray=\"7 4\"" } else { "" }
}

impl Drawing<'_> {
    /// All nodes.
    pub(super) fn nodes(&self, out: &mut String) -> std::fmt::Result {
        for (node, drawn) in self.map.nodes.iter().zip(&self.layout.nodes) {
            let (side, ground) = self.colours(node.side);
            let link = node.fold.as_ref().and_then(|fold| self.opening(fold));
            if let Some(link) = &link {
                writeln!(out, "<a href=\"{}\">", xml(link))?;
            }
            writeln!(
                out,
                "<g id=\"{}\" role=\"img\" aria-label=\"{}\"><title>{}</title>",
                xml(&format!("node-{}", node.slug)),
                xml(self.lang.of(&node.name)),
                xml(&self.words(node)),
            )?;
            self.shape(out, node, drawn, side)?;
            for (line, text) in (0i32..).zip(&drawn.label) {
                writeln!(
                    out,
                    "<text class=\"label\" stroke=\"{ground}\" x=\"{}\" y=\"{}\">{}</text>",
                    drawn.area.x + drawn.area.w / 2,
                    drawn.text.y + LABEL_FONT - 1 + line * LABEL_LINE,
                    xml(text),
                )?;
            }
            writeln!(out, "</g>{}", if link.is_some() { "</a>" } else { "" })?;
        }
        Ok(())
    }

    /// Where a click on a folded zone leads.
    fn opening(&self, fold: &Fold) -> Option<String> {
        let own = &self.scenario.zones[fold.zone.index()].id;
        let zones: Vec<&str> = self.open?.iter().chain([own]).map(String::as_str).collect();
        Some(format!("?open={}", zones.join(",")))
    }

    fn shape(
        &self,
        out: &mut String,
        node: &NodeView,
        drawn: &NodeBox,
        side: &'static str,
    ) -> std::fmt::Result {
        let look = look(node, side);
        let icon = drawn.icon;
        if node.fold.is_some() {
            // Two more behind it: there are several.
            for offset in [8, 4] {
                let (x, y) = (icon.x + offset, icon.y - offset);
                let outline = Family::of(node.kind).outline();
                writeln!(
                    out,
                    "<path transform=\"translate({x} {y})\" d=\"{outline}\" fill=\"#ffffff\" stroke=\"{}\"/>",
                    look.line
                )?;
            }
        }
        writeln!(
            out,
            "<g transform=\"translate({} {})\"><path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"2\"{}/>\
             <path class=\"sign\" transform=\"translate(9 9) scale(0.917)\" d=\"{}\" stroke=\"{}\"/></g>",
            icon.x,
            icon.y,
            Family::of(node.kind).outline(),
            look.fill,
            look.line,
            look.dash,
            sign(node.kind),
            look.sign,
        )?;
        for (row, mark) in (0i32..).zip(node.marks.iter().take(BADGES)) {
            let y = icon.y - 2 + row * 15;
            write_badge(out, *mark, icon.right() - 3, y)?;
            if let Some((_, count)) =
                node.fold.iter().flat_map(|fold| &fold.marked).find(|(of, _)| of == mark)
            {
                let (x, y) = (icon.right() + 13, y + 11);
                writeln!(out, "<text class=\"count\" x=\"{x}\" y=\"{y}\">{count}</text>")?;
            }
        }
        if node.count > 1 {
            let y = icon.bottom() - 1;
            let x = icon.x - 3;
            writeln!(
                out,
                "<text class=\"count\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\">×{}</text>",
                short(node.count)
            )?;
        }
        Ok(())
    }

    /// What is to be known of a node, in words.
    fn words(&self, node: &NodeView) -> String {
        let lang = self.lang;
        let def = self.scenario.node(node.id);
        let mut parts = vec![lang.of(&node.name).to_owned()];
        if let Some(fold) = &node.fold {
            parts.push(format!("{} {}", fold.nodes, lang.pick("Systeme", "systems")));
        } else if node.count > 1 {
            parts.push(format!("{} {}", node.count, lang.pick("Geräte", "machines")));
        }
        parts.extend(self.owner(def.owner).map(str::to_owned));
        if node.worth > 0 {
            parts.push(match lang {
                Lang::De => format!("Wert {} je Stunde Ausfall", node.worth),
                Lang::En => format!("worth {} per hour of outage", node.worth),
            });
        }
        if node.records > 0 {
            parts.push(format!("{} {}", node.records, lang.pick("Datensätze", "records")));
        }
        if !node.known {
            parts.push(lang.pick("kein Einblick", "no insight").to_owned());
        }
        if node.level < 1000 {
            parts.push(format!("{} {} %", lang.pick("Leistung", "service"), node.level / 10));
        }
        let of_fold = |mark: &Mark| node.fold.as_ref()?.marked.iter().find(|(of, _)| of == mark);
        parts.extend(node.marks.iter().map(|mark| {
            let (de, en) = badge(*mark).words;
            let words = lang.pick(de, en);
            of_fold(mark).map_or_else(|| words.to_owned(), |(_, count)| format!("{count} {words}"))
        }));
        let stakes = lang.of(&node.stakes);
        if !stakes.is_empty() {
            parts.push(stakes.to_owned());
        }
        parts.join(" · ")
    }
}

/// A mark's badge with its upper left corner there.
pub(super) fn write_badge(out: &mut String, mark: Mark, x: i32, y: i32) -> std::fmt::Result {
    let badge = badge(mark);
    writeln!(
        out,
        "<g transform=\"translate({x} {y})\"><path d=\"{}\" fill=\"{}\" stroke=\"#ffffff\"/>\
         <path class=\"badge\" d=\"{}\"/></g>",
        badge.outline, badge.colour, badge.sign,
    )
}

/// A number in at most four characters.
fn short(count: u32) -> String {
    match count {
        0..=999 => count.to_string(),
        1000..=999_999 => format!("{}k", count / 1000),
        _ => format!("{}M", count / 1_000_000),
    }
}
