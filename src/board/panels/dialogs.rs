//! What stands in front of everything else: questions before what cannot be undone lightly, opened
//! injects and checks, help; and short messages.

use super::super::act::Act;
use super::super::icons::{self, MARKS};
use super::super::keys;
use super::super::screens::debrief::forms;
use super::super::session::{Dialog, Screen};
use super::super::sim::View;
use super::super::theme;
use super::super::words;
use super::widgets::{chip, head, icon, main_button, reason, sized, small, soft, text, turn_pages};
use super::{Desk, checks, seats, trainer};
use crate::scenario::ids::InjectId;
use crate::scenario::words::NodeKind;
use crate::view::{InboxItem, Tone};
use bevy_egui::egui::{self, Color32, RichText, Ui};

/// Draws the open dialog, if any.
pub(crate) fn show(ctx: &egui::Context, desk: &mut Desk) {
    let Some(dialog) = desk.session.dialog.clone() else { return };
    if matches!(desk.session.screen, Screen::Curtain(_))
        && !matches!(dialog, Dialog::Help | Dialog::Emergency)
    {
        return;
    }
    let size = ctx.viewport_rect().size();
    let width = match dialog {
        Dialog::Help => (size.x * 0.86).min(1240.0),
        Dialog::Seats => (size.x * 0.8).min(980.0),
        Dialog::Improve | Dialog::Fork(_) => (size.x * 0.7).min(820.0),
        Dialog::Inject(_) | Dialog::Check(_) => (size.x * 0.6).min(720.0),
        _ => 480.0,
    };
    let frame =
        egui::Frame::new().fill(theme::PANEL).stroke((1.0, theme::LINE)).corner_radius(12).inner_margin(22);
    let modal = egui::Modal::new("dialog".into()).frame(frame).backdrop_color(Color32::from_black_alpha(170));
    let shown = modal.show(ctx, |ui| {
        ui.set_width(width);
        egui::ScrollArea::vertical()
            .max_height(size.y * 0.8)
            .min_scrolled_height(size.y * 0.78)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                turn_pages(ui, desk, 120.0);
                content(ui, desk, &dialog);
            });
    });
    if shown.backdrop_response.clicked() {
        desk.act(Act::Close);
    }
}

fn content(ui: &mut Ui, desk: &mut Desk, dialog: &Dialog) {
    match dialog {
        Dialog::Start => {
            question(ui, desk, words::START, desk.say(words::START_ASK), &[(words::YES_START, Act::Start)]);
        }
        Dialog::Undo(turn) => {
            let ask = words::UNDO_ASK.with(desk.lang(), turn);
            let same = (words::UNDO_SAME, Act::Undo { turn: *turn, new_dice: false });
            let new = (words::UNDO_NEW, Act::Undo { turn: *turn, new_dice: true });
            let mut answers = vec![same, new];
            if *turn > 1 {
                answers.push((words::UNDO_EARLIER, Act::Open(Dialog::Undo(turn - 1))));
            }
            question(ui, desk, words::UNDO, &ask, &answers);
        }
        Dialog::End => question(ui, desk, words::END, desk.say(words::END_ASK), &[(words::END, Act::End)]),
        Dialog::Leave => {
            question(ui, desk, words::LEAVE, desk.say(words::LEAVE_ASK), &[(words::LEAVE, Act::Leave)]);
        }
        Dialog::Help => help(ui, desk),
        Dialog::Emergency => {
            let yes = (words::EMERGENCY, Act::Freeze);
            question(ui, desk, words::EMERGENCY, desk.say(words::EMERGENCY_ASK), &[yes]);
        }
        Dialog::Seats => {
            seats::list(ui, desk);
            close(ui, desk);
        }
        Dialog::Fork(turn) => {
            forms::fork(ui, desk, *turn);
            close(ui, desk);
        }
        Dialog::Improve => {
            forms::improve(ui, desk);
            close(ui, desk);
        }
        Dialog::Inject(inject) => inject_of(ui, desk, *inject),
        Dialog::Check(index) => {
            if let Some(View::Trainer(view)) = &desk.shown.view
                && let Some(item) = view.checks.get(*index)
            {
                checks::detail(ui, desk, item);
            }
            close(ui, desk);
        }
    }
}

fn question(ui: &mut Ui, desk: &mut Desk, title: words::Word, ask: &str, answers: &[(words::Word, Act)]) {
    ui.label(head(desk.say(title)));
    ui.add_space(6.0);
    text(ui, ask);
    if matches!(answers.first(), Some((_, Act::Undo { .. } | Act::End))) {
        ui.add_space(6.0);
        reason(ui, desk);
    }
    ui.add_space(12.0);
    ui.horizontal_wrapped(|ui| {
        for (index, (name, act)) in answers.iter().enumerate() {
            let button =
                if index == 0 { main_button(desk.say(*name)) } else { egui::Button::new(desk.say(*name)) };
            if sized(ui, [190.0, 38.0], button).on_hover_text(if index == 0 { "Enter" } else { "" }).clicked()
            {
                desk.act(act.clone());
            }
        }
        let cancel = egui::Button::new(desk.say(words::CANCEL));
        if sized(ui, [120.0, 38.0], cancel).on_hover_text("Esc").clicked() {
            desk.act(Act::Close);
        }
    });
}

fn close(ui: &mut Ui, desk: &mut Desk) {
    ui.add_space(12.0);
    if ui.button(desk.say(words::CLOSE)).on_hover_text("Esc").clicked() {
        desk.act(Act::Close);
    }
}

fn inject_of(ui: &mut Ui, desk: &mut Desk, inject: InjectId) {
    match &desk.shown.view {
        Some(View::Seat(view)) => {
            if let Some(item) = view.inbox.iter().find(|item| item.inject == inject) {
                letter(ui, desk, item);
            }
        }
        Some(View::Trainer(view)) => {
            if let Some(item) = view.injects.iter().find(|item| item.inject == inject) {
                trainer::inject_detail(ui, desk, item);
            }
        }
        None => {}
    }
    close(ui, desk);
}

/// An inject as its seat reads it.
fn letter(ui: &mut Ui, desk: &mut Desk, item: &InboxItem) {
    ui.horizontal_wrapped(|ui| {
        chip(ui, words::medium(item.medium).say(desk.lang()), theme::SKY);
        ui.label(small(format!("{} {} · {}", desk.say(words::TURN), item.turn, desk.of(&item.from))));
    });
    text(ui, RichText::new(desk.of(&item.title)).size(26.0).color(theme::TEXT));
    ui.add_space(6.0);
    text(ui, RichText::new(desk.of(&item.text)).size(18.0).color(theme::TEXT));
    if !item.questions.is_empty() {
        ui.add_space(8.0);
        ui.label(small(desk.say(words::QUESTIONS)));
        item.questions.iter().for_each(|question| {
            text(ui, desk.of(question));
        });
    }
    if item.choices.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.label(small(desk.say(if item.chosen.is_some() { words::CHOSEN } else { words::CHOICES })));
    for (index, choice) in item.choices.iter().enumerate() {
        let label = format!("{}  {}", index + 1, desk.of(choice));
        if let Some(chosen) = item.chosen {
            let is_chosen = usize::from(chosen) == index;
            ui.horizontal_top(|ui| {
                let (sketch, color) = icons::tone(if is_chosen { Tone::Good } else { Tone::Plain });
                icon(ui, &sketch, color, 18.0);
                text(ui, RichText::new(label).color(if is_chosen { theme::GREEN } else { theme::SOFT }));
            });
            continue;
        }
        if ui.add(egui::Button::new(label).wrap()).clicked()
            && let Ok(choice) = u8::try_from(index)
        {
            desk.act(Act::Choose(item.inject, choice));
        }
    }
}

fn help(ui: &mut Ui, desk: &mut Desk) {
    let lang = desk.lang();
    ui.columns(2, |columns| {
        let ui = &mut columns[0];
        ui.label(head(desk.say(words::KEYS)));
        egui::Grid::new("keys").num_columns(2).spacing([18.0, 5.0]).show(ui, |ui| {
            for (key, what) in keys::HELP {
                ui.label(RichText::new(key.say(lang)).color(theme::SKY).strong());
                ui.label(what.say(lang));
                ui.end_row();
            }
        });
        let ui = &mut columns[1];
        ui.label(head(desk.say(words::LEGEND)));
        ui.columns(2, |columns| legend(columns, lang));
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let mut is_calm = desk.session.is_calm;
        if ui.checkbox(&mut is_calm, desk.say(words::CALM)).changed() {
            desk.act(Act::Calm);
        }
        ui.add_space(16.0);
        ui.label(soft(desk.say(words::SIZE)));
        for (name, factor) in [("A−", 1.0 / 1.1), ("A+", 1.1)] {
            if ui.button(name).clicked() {
                desk.act(Act::Bigger(factor));
            }
        }
        ui.add_space(16.0);
        if ui.button(desk.say(words::LANGUAGE)).clicked() {
            desk.act(Act::Language);
        }
    });
    close(ui, desk);
}

fn legend(columns: &mut [Ui], lang: words::Lang) {
    for mark in MARKS {
        columns[0].horizontal(|ui| {
            icon(ui, &icons::badge(mark), icons::color(mark), 20.0);
            ui.label(words::mark(mark).say(lang));
        });
    }
    for kind in NodeKind::ALL {
        columns[1].horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(26.0, 26.0), egui::Sense::hover());
            let fill = Color32::from_rgb(0x2c, 0x4a, 0x5e);
            ui.painter().add(icons::Body::of(*kind).sketch(0.86).shape(rect, fill));
            ui.painter().add(icons::glyph(*kind).shape(rect.shrink(2.0), theme::TEXT));
            ui.label(words::kind(*kind).say(lang));
        });
    }
}

/// A real emergency: every screen says so, in both languages, before everything else.
pub(crate) fn emergency(ctx: &egui::Context, desk: &mut Desk) {
    if !desk.shown.revision.is_some_and(|revision| revision.frozen) {
        return;
    }
    let frame = egui::Frame::new().fill(theme::RED.gamma_multiply(0.25)).inner_margin(30);
    let frame = frame.stroke((3.0, theme::RED)).corner_radius(12);
    let modal = egui::Modal::new("emergency".into()).frame(frame).backdrop_color(Color32::BLACK);
    modal.show(ctx, |ui| {
        ui.set_width((ctx.viewport_rect().width() * 0.7).min(900.0));
        ui.vertical_centered(|ui| {
            ui.label(RichText::new("ERNSTFALL · NO DUFF").size(52.0).color(theme::TEXT).strong());
            for lang in [words::Lang::De, words::Lang::En] {
                ui.label(RichText::new(words::EMERGENCY_NOW.say(lang)).size(24.0).color(theme::TEXT));
            }
            ui.add_space(24.0);
            let over = main_button(desk.say(words::EMERGENCY_OVER));
            if sized(ui, [420.0, 44.0], over).on_hover_text("X").clicked() {
                desk.act(Act::Thaw);
            }
            ui.label(small(desk.say(words::EMERGENCY_NOTE)));
        });
    });
}

/// Short messages above the bottom edge.
pub(crate) fn toasts(ctx: &egui::Context, desk: &Desk) {
    let mut toasts: Vec<(&str, bool)> =
        desk.session.toasts.iter().map(|toast| (desk.of(&toast.text), toast.is_bad)).collect();
    if desk.shown.is_lost {
        toasts.push((desk.say(words::UNREACHABLE), true));
    }
    if toasts.is_empty() {
        return;
    }
    let area = egui::Area::new("toasts".into()).order(egui::Order::Foreground).interactable(false);
    area.anchor(egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, -26.0)).show(ctx, |ui| {
        for (message, is_bad) in toasts {
            let color = if is_bad { theme::ORANGE } else { theme::GREEN };
            let frame = egui::Frame::new()
                .fill(theme::CARD_UP)
                .stroke((1.5, color))
                .corner_radius(8)
                .inner_margin(12);
            frame.show(ui, |ui| {
                ui.set_max_width(620.0);
                text(ui, RichText::new(message).size(18.0).color(theme::TEXT));
            });
        }
    });
}
