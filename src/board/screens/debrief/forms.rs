//! What the debrief asks for in front of everything else: a turn to play on from, and what is to improve.

use super::super::super::act::Act;
use super::super::super::panels::Desk;
use super::super::super::panels::widgets::{card, head, main_button, small, soft, text};
use super::super::super::session::Item;
use super::super::super::words;
use crate::conduct::{Element, TEXT_CHARS};
use crate::live::link::{DebriefView, SimulatedView};
use crate::view::element;
use bevy_egui::egui::{self, RichText, Ui};

/// Letters of who and by when.
const LINE_CHARS: usize = 200;
/// Around what is written.
const ROOM: egui::Margin = egui::Margin::symmetric(8, 6);

/// A log of its own from a turn on: what that is, and once it is there, how it goes on.
pub(crate) fn fork(ui: &mut Ui, desk: &mut Desk, turn: u16) {
    ui.label(head(words::FORK.with(desk.lang(), turn)));
    text(ui, desk.say(words::FORK_ABOUT));
    ui.add_space(10.0);
    let ready = desk.shown.forked.as_ref().filter(|forked| forked.turn == turn);
    if let Some(forked) = ready {
        text(ui, desk.say(words::FORK_READY));
        let command = RichText::new(format!("planspiel host {}", forked.log)).monospace();
        ui.add(egui::Label::new(command).wrap().selectable(true));
    } else if ui.add(main_button(desk.say(words::FORK_NOW))).on_hover_text("Enter").clicked() {
        desk.act(Act::Fork(turn));
    }
}

/// What, who, by when, and in what; below it what is on the plan already.
pub(crate) fn improve(ui: &mut Ui, desk: &mut Desk) {
    ui.label(head(desk.say(words::IMPROVE)));
    let mut item = desk.session.item.clone();
    let view = desk.shown.debrief.as_deref();
    ui.label(small(desk.say(words::ITEM_WHAT)));
    let what = egui::TextEdit::multiline(&mut item.planned.what).char_limit(TEXT_CHARS - 2 * LINE_CHARS);
    ui.add(what.desired_rows(2).margin(ROOM).desired_width(f32::INFINITY));
    for (name, line) in [(words::ITEM_WHO, &mut item.planned.who), (words::ITEM_DUE, &mut item.planned.due)] {
        ui.label(small(desk.say(name)));
        let edit = egui::TextEdit::singleline(line).char_limit(LINE_CHARS).margin(ROOM);
        ui.add(edit.desired_width(f32::INFINITY));
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(small(desk.say(words::ITEM_ELEMENT)));
        for of in Element::ALL {
            ui.selectable_value(&mut item.element, of, desk.of(&element(of)));
        }
    });
    ui.add_space(6.0);
    simulated(ui, desk, view, &mut item);
    if item != desk.session.item {
        desk.act(Act::Item(Box::new(item)));
    }
    ui.add_space(10.0);
    if ui.add(main_button(desk.say(words::RECORD))).clicked() {
        desk.act(Act::Improve);
    }
    ui.add_space(8.0);
    for (of, planned) in view.map_or(&[][..], |view| &view.plan) {
        card(ui, false, |ui| {
            text(ui, planned.what.as_str());
            text(ui, small(format!("{} · {} · {}", planned.who, planned.due, desk.of(&element(*of)))));
        });
    }
}

/// What the item is in the simulation, where that is computed.
fn simulated(ui: &mut Ui, desk: &Desk, view: Option<&DebriefView>, item: &mut Item) {
    let choices = view.map_or(&[][..], |view| &view.simulated);
    if choices.is_empty() {
        text(ui, soft(desk.say(words::ITEM_NOT_YET)));
        return;
    }
    let named = |of: &SimulatedView| format!("{}: {}", desk.session.partner(of.partner), desk.of(&of.name));
    let chosen = choices.iter().find(|of| Some(of.what) == item.simulated);
    let chosen = chosen.map_or_else(|| desk.say(words::ITEM_NONE).to_owned(), named);
    ui.label(small(desk.say(words::ITEM_SIMULATED)));
    let list = egui::ComboBox::from_id_salt("simulated").width(ui.available_width()).truncate();
    list.selected_text(chosen).show_ui(ui, |ui| {
        ui.selectable_value(&mut item.simulated, None, desk.say(words::ITEM_NONE));
        for of in choices {
            ui.selectable_value(&mut item.simulated, Some(of.what), named(of));
        }
    });
}
