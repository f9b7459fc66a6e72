//! What is true at the start and nobody has been told: weaknesses, credentials that lie about.

use crate::export::document::Block;
use crate::handbook::effects::nodes_or_none;
use crate::handbook::words::{some, table_or};
use crate::scenario::Scenario;
use crate::scenario::ids::{NodeId, PartnerId};
use crate::scenario::model::{NodeDef, Text};
use crate::view::wording::both;

/// Both tables.
pub(super) fn blocks(scenario: &Scenario) -> Vec<Block> {
    vec![
        Block::Heading(both("Schwachstellen", "Weaknesses")),
        weaknesses(scenario),
        Block::Heading(both("Zugangsdaten", "Credentials")),
        credentials(scenario),
    ]
}

fn with(scenario: &Scenario, has: impl Fn(&NodeDef) -> bool) -> Vec<NodeId> {
    (0..scenario.nodes.len()).map(NodeId::at).filter(|id| has(scenario.node(*id))).collect()
}

fn weaknesses(scenario: &Scenario) -> Block {
    let rows = scenario.weaknesses.iter().enumerate().filter_map(|(place, def)| {
        let there = with(scenario, |node| node.weaknesses.has(place));
        if there.is_empty() {
            return None;
        }
        let owns = |partner: usize| {
            let id = PartnerId::at(partner);
            there.iter().any(|node| scenario.node(*node).owner.partner() == Some(id))
        };
        let known = scenario.partners.iter().enumerate();
        let known = known.filter(|(partner, of)| of.weaknesses.has(place) && owns(*partner));
        let known: Vec<&Text> = known.map(|(_, of)| &of.name).collect();
        let known = if known.is_empty() { both("niemandem", "nobody") } else { some(known.into_iter()) };
        Some(vec![def.name.clone(), nodes_or_none(scenario, &there), known, def.remedy.clone()])
    });
    let head = vec![
        both("Schwachstelle", "Weakness"),
        both("Wo", "Where"),
        both("Bekannt bei", "Known to"),
        both("Was hilft", "What helps"),
    ];
    let none = both("Es gibt keine.", "There are none.");
    table_or("weaknesses", head, rows.collect(), none)
}

fn credentials(scenario: &Scenario) -> Block {
    let rows = scenario.credentials.iter().enumerate().map(|(place, def)| {
        let lie = with(scenario, |node| node.holds.has(place));
        let open = with(scenario, |node| node.accepts.has(place));
        vec![def.name.clone(), nodes_or_none(scenario, &lie), nodes_or_none(scenario, &open)]
    });
    let head =
        vec![both("Zugangsdaten", "Credentials"), both("Liegen auf", "Lie on"), both("Öffnen", "Open")];
    let none = both("Das Szenario kennt keine.", "The scenario has none.");
    table_or("credentials", head, rows.collect(), none)
}
