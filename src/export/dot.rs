//! The network for Graphviz: zones as clusters, owners as colours, trust links dashed.

use super::icons::{Family, side};
use super::{Lang, xml};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Owner;
use std::fmt::Write;

/// The network in the DOT language; node and cluster names are the scenario's own ids.
#[must_use]
pub fn dot(scenario: &Scenario, lang: Lang) -> String {
    let mut out = String::new();
    write_graph(&mut out, scenario, lang).expect("writing to a string cannot fail");
    out
}

fn write_graph(out: &mut String, scenario: &Scenario, lang: Lang) -> std::fmt::Result {
    writeln!(out, "digraph {} {{", quoted(&scenario.about.id))?;
    writeln!(out, "  label={}; labelloc=t; fontname=\"Helvetica\";", quoted(lang.of(&scenario.about.title)))?;
    writeln!(out, "  rankdir=LR; compound=true; node [fontname=\"Helvetica\", fontsize=11, style=filled];")?;
    writeln!(out, "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#8793a0\"];")?;
    for zone in &scenario.zones {
        let (line, ground) = side(partner(zone.owner));
        writeln!(out, "  subgraph {} {{", quoted(&format!("cluster_{}", zone.id)))?;
        writeln!(
            out,
            "    label={}; style=\"rounded,filled\"; color=\"{line}\"; fillcolor=\"{ground}\"; fontcolor=\"{line}\";",
            quoted(lang.of(&zone.name))
        )?;
        for node in zone.nodes.iter().map(|node| scenario.node(*node)) {
            let (line, _) = side(partner(node.owner));
            let count = if node.count > 1 { format!(" ×{}", node.count) } else { String::new() };
            writeln!(
                out,
                "    {} [label={}, shape={}, fillcolor=\"#ffffff\", color=\"{line}\", tooltip={}];",
                quoted(&node.id),
                quoted(&format!("{}{count}", lang.of(&node.name))),
                shape(Family::of(node.kind)),
                quoted(lang.of(&node.stakes)),
            )?;
        }
        writeln!(out, "  }}")?;
    }
    for link in &scenario.links {
        let (from, to) = (scenario.node(link.from), scenario.node(link.to));
        let services: Vec<&str> =
            link.services.iter().map(|service| scenario.services[service].as_str()).collect();
        let trust = if link.trust { ", style=dashed, color=\"#3d4854\"" } else { "" };
        let (from, to, services) = (quoted(&from.id), quoted(&to.id), quoted(&services.join(", ")));
        writeln!(out, "  {from} -> {to} [tooltip={services}{trust}];")?;
    }
    writeln!(out, "}}")
}

fn partner(owner: Owner) -> Option<usize> {
    owner.partner().map(PartnerId::index)
}

const fn shape(family: Family) -> &'static str {
    match family {
        Family::Office => "box",
        Family::Store => "cylinder",
        Family::Crossing => "octagon",
        Family::Process => "hexagon",
        Family::Outside => "ellipse",
    }
}

/// A quoted string of the DOT language. Graphviz reads XML entities in it, so they are written out.
fn quoted(text: &str) -> String {
    format!("\"{}\"", xml(text).replace('\\', "\\\\"))
}
