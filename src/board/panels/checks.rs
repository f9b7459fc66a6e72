//! The trainer's right panel: every check of the latest resolution with base rate, causes, chance and
//! roll, to be opened in front of the room.

use super::super::act::Act;
use super::super::icons;
use super::super::session::{Dialog, RightTab};
use super::super::theme;
use super::super::words;
use super::widgets::{card, chip, click_card, head, icon, scroll, small, soft, tabs, text};
use super::{Desk, node};
use crate::view::{CheckItem, Tone, TrainerView};
use bevy_egui::egui::{RichText, Ui};

/// Draws it.
pub(crate) fn panel(ui: &mut Ui, desk: &mut Desk, view: &TrainerView) {
    let names = [
        (RightTab::Checks, desk.say(words::CHECKS).to_owned()),
        (RightTab::Node, desk.say(words::NODE).to_owned()),
    ];
    let current = if desk.session.right == RightTab::Node { RightTab::Node } else { RightTab::Checks };
    if let Some(tab) = tabs(ui, current, &names) {
        desk.act(Act::Right(tab));
    }
    scroll(ui, if current == RightTab::Node { "node" } else { "checks" }, |ui| match current {
        RightTab::Node => node::card(ui, desk, None),
        _ => list(ui, desk, view),
    });
}

fn list(ui: &mut Ui, desk: &mut Desk, view: &TrainerView) {
    if view.checks.is_empty() {
        text(ui, soft(desk.say(words::EMPTY_CHECKS)));
    }
    for (index, item) in view.checks.iter().enumerate() {
        let is_at = desk.session.row == index && desk.session.row > 0;
        let (_, clicked) = click_card(ui, ("check", index), is_at, |ui| line(ui, desk, item));
        if clicked {
            desk.act(Act::Open(Dialog::Check(index)));
        }
    }
}

/// Parts per million as per cent.
pub(crate) fn percent(ppm: u32) -> String {
    format!("{:.1} %", f64::from(ppm) / 10_000.0)
}

fn line(ui: &mut Ui, desk: &Desk, item: &CheckItem) {
    ui.horizontal_top(|ui| {
        let (sketch, color) = icons::tone(if item.check.success { Tone::Good } else { Tone::Plain });
        icon(ui, &sketch, color, 16.0);
        ui.vertical(|ui| {
            text(ui, desk.of(&item.text));
            ui.horizontal_wrapped(|ui| {
                let result = if item.check.success { words::SUCCESS } else { words::FAILURE };
                ui.label(small(format!(
                    "{} {} · {} {} · {}",
                    desk.say(words::CHANCE),
                    percent(item.check.chance_ppm),
                    desk.say(words::ROLL),
                    percent(item.check.roll),
                    desk.say(result)
                )));
                if item.check.overruled {
                    chip(ui, desk.say(words::OVERRULED), theme::ORANGE);
                }
            });
        });
    });
}

/// A check opened: how its chance came about.
pub(crate) fn detail(ui: &mut Ui, desk: &mut Desk, item: &CheckItem) {
    text(ui, head(desk.of(&item.text)));
    ui.add_space(6.0);
    let step = |ui: &mut Ui, name: &str, ppm: u32| {
        ui.horizontal(|ui| {
            super::widgets::bar(ui, ppm as f32 / 1_000_000.0, 200.0, theme::SKY);
            ui.label(RichText::new(percent(ppm)).color(theme::TEXT));
            ui.label(soft(name));
        });
    };
    step(ui, desk.say(words::BASE), item.check.base_ppm);
    for (cause, after) in &item.causes {
        step(ui, desk.of(cause), *after);
    }
    ui.add_space(6.0);
    let (result, color) =
        if item.check.success { (words::SUCCESS, theme::GREEN) } else { (words::FAILURE, theme::ORANGE) };
    card(ui, false, |ui| {
        ui.label(
            RichText::new(format!(
                "{} {} · {} {} → {}",
                desk.say(words::CHANCE),
                percent(item.check.chance_ppm),
                desk.say(words::ROLL),
                percent(item.check.roll),
                desk.say(result)
            ))
            .size(theme::HEAD)
            .color(color),
        );
    });
    ui.add_space(6.0);
    let wish = format!(
        "{}: {}",
        desk.say(words::OVERRULE),
        desk.say(if item.check.success { words::FAILURE } else { words::SUCCESS })
    );
    if ui.button(wish).clicked() {
        desk.act(Act::Overrule(item.check.key, !item.check.success));
    }
    text(ui, small(desk.say(words::OVERRULE_NOTE)));
}
