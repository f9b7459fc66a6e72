//! The node card, and the small card under the pointer.

use super::super::act::Act;
use super::super::icons;
use super::super::theme;
use super::super::words;
use super::widgets::{bar, chip, click_card, icon, small, soft, text};
use super::{Desk, orders, people};
use crate::scenario::ids::NodeId;
use crate::view::{NodeView, SeatView};
use bevy_egui::egui::{self, Color32, RichText, Ui};

pub(crate) fn find<'d>(desk: &'d Desk, node: NodeId) -> Option<&'d NodeView> {
    let drawn = desk.standing.map.nodes.iter().find(|other| other.id == node);
    drawn.or_else(|| desk.standing.whole.nodes.iter().find(|other| other.id == node))
}

/// The chosen node with everything the viewer knows of it, and what can be ordered there.
pub(crate) fn card(ui: &mut Ui, desk: &mut Desk, seat: Option<&SeatView>) {
    let Some(node) = desk.session.selected.and_then(|node| find(desk, node)).cloned() else {
        text(ui, soft(desk.say(words::NOTHING_SELECTED)));
        return;
    };
    heading(ui, desk, &node);
    marks(ui, desk, &node);
    if node.known {
        level(ui, desk, &node);
    }
    facts(ui, desk, &node);
    if let Some(fold) = &node.fold {
        if ui.button(desk.say(words::UNFOLD)).clicked() {
            desk.act(Act::Fold(fold.zone));
        }
        return;
    }
    if let Some(seat) = seat.filter(|seat| seat.takes_orders()) {
        actions(ui, desk, seat, node.id);
    }
}

fn heading(ui: &mut Ui, desk: &Desk, node: &NodeView) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(44.0, 44.0), egui::Sense::hover());
        let body = icons::Body::of(node.kind).sketch(0.86);
        ui.painter().add(body.shape(rect, Color32::from_rgb(0x2c, 0x4a, 0x5e)));
        ui.painter().add(icons::glyph(node.kind).shape(rect.shrink(3.0), theme::TEXT));
        ui.vertical(|ui| {
            text(ui, RichText::new(desk.of(&node.name)).size(theme::HEAD).color(theme::TEXT));
            // What stands for a zone stands in its family's area.
            let map = if node.fold.is_some() { &desk.standing.map } else { &desk.standing.whole };
            let zone = map.zones.iter().find(|zone| zone.id == node.zone);
            let zone = zone.map_or("", |zone| desk.of(&zone.name));
            let kind = words::kind(node.kind).say(desk.lang());
            text(ui, small(format!("{kind} · {zone}")));
        });
    });
}

fn marks(ui: &mut Ui, desk: &Desk, node: &NodeView) {
    if !node.known {
        text(ui, soft(desk.say(words::UNKNOWN)));
        return;
    }
    let marks: Vec<_> = icons::MARKS.into_iter().filter(|mark| node.marks.contains(mark)).collect();
    if marks.is_empty() {
        ui.label(soft(desk.say(words::HEALTHY)));
    }
    ui.horizontal_wrapped(|ui| {
        for mark in marks {
            icon(ui, &icons::badge(mark), icons::color(mark), 20.0);
            ui.label(RichText::new(words::mark(mark).say(desk.lang())).color(icons::color(mark)));
            ui.add_space(6.0);
        }
    });
    if node.since > 0 {
        ui.label(small(words::SINCE.with(desk.lang(), node.since)));
    }
}

fn level(ui: &mut Ui, desk: &Desk, node: &NodeView) {
    ui.horizontal(|ui| {
        ui.label(soft(desk.say(words::LEVEL)));
        let share = f32::from(node.level) / 1000.0;
        let color = match node.level {
            1000.. => theme::GREEN,
            700.. => theme::YELLOW,
            _ => theme::RED,
        };
        bar(ui, share, 120.0, color);
        ui.label(desk.lang().percent(&(node.level / 10).to_string()));
    });
}

fn facts(ui: &mut Ui, desk: &Desk, node: &NodeView) {
    let line = |ui: &mut Ui, name: words::Word, value: String| {
        text(ui, soft(format!("{}: {value}", desk.say(name))));
    };
    if let Some(fold) = &node.fold {
        line(ui, words::SYSTEMS, fold.nodes.to_string());
        for (mark, count) in &fold.marked {
            line(ui, words::mark(*mark), count.to_string());
        }
    } else if node.count > 1 {
        line(ui, words::COUNT, node.count.to_string());
    }
    if node.worth > 0 {
        line(ui, words::WORTH, format!("{} {}", node.worth, desk.say(words::POINTS)));
    }
    if node.records > 0 {
        line(ui, words::RECORDS, desk.lang().grouped(node.records));
    }
    let stakes = desk.of(&node.stakes);
    if !stakes.is_empty() {
        line(ui, words::STAKES, stakes.to_owned());
    }
    if !node.held_by.is_empty() {
        let names: Vec<&str> = node.held_by.iter().map(|name| desk.of(name)).collect();
        let note = format!("{}: {}", desk.say(words::HELD_BY), names.join(", "));
        text(ui, RichText::new(note).color(theme::RED));
    }
    if !node.open.is_empty() {
        let names: Vec<&str> = node.open.iter().map(|name| desk.of(name)).collect();
        let note = format!("{}: {}", desk.say(words::WEAKNESSES), names.join(", "));
        text(ui, RichText::new(note).color(theme::ORANGE));
    }
}

fn actions(ui: &mut Ui, desk: &mut Desk, seat: &SeatView, node: NodeId) {
    let rows = orders::rows_at(seat, node);
    if rows.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new(desk.say(words::CAN_DO)).size(theme::HEAD).color(theme::SKY));
    let row = desk.session.row.min(rows.len() - 1);
    for (index, (order, choice)) in rows.into_iter().enumerate() {
        let (_, click) = click_card(ui, ("at", order.measure), index == row, |ui| {
            text(ui, RichText::new(desk.of(&order.name)).color(theme::TEXT).strong());
            let turns = orders::duration(desk, order);
            let odds = if order.odds < 1000 {
                let odds = desk.lang().percent(&(order.odds / 10).to_string());
                format!(" · {} {odds}", desk.say(words::ODDS))
            } else {
                String::new()
            };
            text(ui, small(format!("{turns} · {}{odds}", people::cost(desk, &order.people))));
            let breaks = desk.of(&order.breaks);
            if !breaks.is_empty() {
                text(ui, RichText::new(breaks).size(theme::SMALL).color(theme::ORANGE));
            }
            if order.assumption {
                chip(ui, desk.say(words::ASSUMPTION), theme::ORANGE).on_hover_text(&order.source);
            }
        });
        if click.clicked() {
            desk.act(Act::Draft(choice.order));
        }
    }
}

/// The card under the pointer.
pub(crate) fn hover_card(ctx: &egui::Context, desk: &Desk, free: egui::Rect) {
    let Some(node) = desk.session.hovered.and_then(|node| find(desk, node)) else { return };
    let Some(pointer) = ctx.pointer_latest_pos().filter(|at| free.contains(*at)) else { return };
    let width = 300.0;
    let x = if pointer.x + width + 30.0 > free.max.x { pointer.x - width - 34.0 } else { pointer.x + 22.0 };
    let y = if pointer.y > free.center().y { pointer.y - 150.0 } else { pointer.y + 14.0 };
    let area = egui::Area::new("hover".into()).order(egui::Order::Tooltip).interactable(false);
    area.fixed_pos(egui::pos2(x.max(free.min.x), y)).show(ctx, |ui| {
        let frame =
            egui::Frame::new().fill(theme::CARD).stroke((1.0, theme::LINE)).corner_radius(8).inner_margin(10);
        frame.show(ui, |ui| {
            ui.set_width(width);
            heading(ui, desk, node);
            marks(ui, desk, node);
            if node.known && node.level < 1000 {
                level(ui, desk, node);
            }
            let stakes = desk.of(&node.stakes);
            if !stakes.is_empty() {
                text(ui, small(stakes));
            }
        });
    });
}
