//! What was said: the trainer's line to the teams, and what a seat was told.

use super::super::act::Act;
use super::super::theme;
use super::super::words;
use super::Desk;
use super::widgets::{card, chip, main_button, small, soft, text};
use crate::live::link::Viewer;
use crate::scenario::ids::PartnerId;
use crate::view::{MessageItem, wording};
use bevy_egui::egui::{self, Ui};

/// Everything said to whoever looks, newest first; above it, for the trainer, what to say next.
pub(crate) fn list(ui: &mut Ui, desk: &mut Desk) {
    if desk.shown.viewer() == Viewer::Trainer {
        compose(ui, desk);
        ui.add_space(8.0);
    }
    let messages = desk.shown.desk.as_ref().map_or(&[][..], |desk| &desk.messages);
    if messages.is_empty() {
        ui.label(soft(desk.say(words::NO_MESSAGES)));
    }
    messages.iter().rev().for_each(|message| item(ui, desk, message));
}

fn item(ui: &mut Ui, desk: &Desk, message: &MessageItem) {
    card(ui, false, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(small(format!("{} {}", desk.say(words::TURN), message.turn)));
            if let Some(kind) = &message.kind {
                chip(ui, desk.of(kind), theme::ORANGE);
            }
            if let Some(label) = message.label {
                chip(ui, wording::tlp(label), theme::SOFT);
            }
        });
        text(ui, small(format!("{} → {}", desk.of(&message.from), desk.of(&message.to))));
        text(ui, message.text.as_deref().unwrap_or("–"));
    });
}

fn compose(ui: &mut Ui, desk: &mut Desk) {
    let count = desk.session.sheet.as_ref().map_or(0, |sheet| sheet.partners.len());
    let to = [None].into_iter().chain((0..count).map(|index| Some(PartnerId::at(index))));
    ui.horizontal_wrapped(|ui| {
        for to in to {
            let name = to.map_or(desk.say(words::EVERYBODY), |partner| desk.session.partner(partner));
            let is_chosen = desk.session.message_to == to;
            if ui.selectable_label(is_chosen, name).clicked() {
                desk.act(Act::MessageTo(to));
            }
        }
    });
    let mut message = desk.session.message.clone();
    let edit = egui::TextEdit::multiline(&mut message)
        .hint_text(desk.say(words::MESSAGE))
        .desired_rows(2)
        .char_limit(crate::conduct::TEXT_CHARS)
        .desired_width(f32::INFINITY);
    if ui.add(edit).changed() {
        desk.act(Act::Message(message));
    }
    let has_words = !desk.session.message.trim().is_empty();
    if ui.add_enabled(has_words, main_button(desk.say(words::SEND))).clicked() {
        desk.act(Act::Say);
    }
}
