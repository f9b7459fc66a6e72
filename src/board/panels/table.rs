//! Every node as a row, with the same that the map shows: for people who cannot see the picture, and for
//! finding one by name.

use super::super::act::Act;
use super::super::icons;
use super::super::session::List;
use super::super::theme;
use super::super::words;
use super::widgets::{click_card, icon, reach, small, soft, text};
use super::{Desk, node};
use crate::scenario::ids::NodeId;
use crate::view::NodeView;
use bevy_egui::egui::{self, RichText, Ui};

/// Draws them as the map is read: side by side, zone by zone.
pub(crate) fn list(ui: &mut Ui, desk: &mut Desk) {
    let mut wanted = desk.session.search.clone();
    let edit = egui::TextEdit::singleline(&mut wanted)
        .hint_text(desk.say(words::SEARCH_NODE))
        .margin(egui::Margin::symmetric(8, 6))
        .desired_width(f32::INFINITY);
    if ui.add(edit).changed() {
        desk.act(Act::Search(wanted));
    }
    let wanted = desk.session.search.to_lowercase();
    // Whoever searches finds what is folded as well.
    let nodes: Vec<NodeView> = if wanted.is_empty() {
        desk.standing.order().into_iter().filter_map(|id| node::find(desk, id)).cloned().collect()
    } else {
        desk.standing.whole.nodes.clone()
    };
    let nodes = nodes.into_iter();
    let nodes: Vec<NodeView> = nodes.filter(|node| fits(desk, node, &wanted)).collect();
    // A key that leads here leads to the chosen row, otherwise to the first.
    let chosen = desk.session.selected.filter(|chosen| nodes.iter().any(|node| node.id == *chosen));
    let first: Option<NodeId> = chosen.or(nodes.first().map(|node| node.id));
    for node in &nodes {
        let is_chosen = desk.session.selected == Some(node.id);
        let (_, click) = click_card(ui, ("row", node.id), is_chosen, |ui| row(ui, desk, node));
        if Some(node.id) == first {
            reach(ui, desk, List::Right, &click);
        }
        if click.clicked() {
            desk.act(Act::Select(Some(node.id)));
        }
    }
}

fn zone<'d>(desk: &'d Desk, node: &NodeView) -> &'d str {
    let zone = desk.standing.whole.zones.iter().find(|zone| zone.id == node.zone);
    zone.map_or("", |zone| desk.of(&zone.name))
}

fn fits(desk: &Desk, node: &NodeView, wanted: &str) -> bool {
    let kind = words::kind(node.kind).say(desk.lang());
    [desk.of(&node.name), &node.slug, kind, zone(desk, node)]
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
}

/// Name, id, kind, zone and state of one node.
fn row(ui: &mut Ui, desk: &Desk, node: &NodeView) {
    let name = desk.of(&node.name);
    let name = if node.count > 1 { format!("{name} ({})", node.count) } else { name.to_owned() };
    text(ui, RichText::new(name).color(theme::TEXT).strong());
    let kind = words::kind(node.kind).say(desk.lang());
    text(ui, small(format!("{} · {kind} · {}", node.slug, zone(desk, node))));
    if !node.known {
        text(ui, small(desk.say(words::UNKNOWN)));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let marks = icons::MARKS.into_iter().filter(|mark| node.marks.contains(mark));
        let mut is_quiet = true;
        for mark in marks {
            is_quiet = false;
            icon(ui, &icons::badge(mark), icons::color(mark), 18.0);
            ui.label(RichText::new(words::mark(mark).say(desk.lang())).color(icons::color(mark)));
        }
        if node.level < 1000 {
            let level = desk.lang().percent(&(node.level / 10).to_string());
            ui.label(RichText::new(format!("{} {level}", desk.say(words::LEVEL))).color(theme::YELLOW));
        } else if is_quiet {
            ui.label(soft(desk.say(words::HEALTHY)));
        }
    });
}
