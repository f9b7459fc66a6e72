//! The trainer's right panel: every check of the latest resolution with base rate, causes, chance and
//! roll, to be opened in front of the room.

use super::super::act::Act;
use super::super::icons;
use super::super::session::{Dialog, List, RightTab};
use super::super::theme;
use super::super::words::{self, Lang};
use super::widgets::{card, chip, click_card, head, icon, reach, reason, scroll, small, soft, tabs, text};
use super::{Desk, node, table};
use crate::rules::dice::Purpose;
use crate::rules::situation::Phase;
use crate::view::{CheckItem, Tone, TrainerView};
use bevy_egui::egui::{RichText, Ui};

/// Draws it.
pub(crate) fn panel(ui: &mut Ui, desk: &mut Desk, view: &TrainerView) {
    let names = [
        (RightTab::Checks, desk.say(words::CHECKS).to_owned()),
        (RightTab::Node, desk.say(words::NODE).to_owned()),
        (RightTab::Table, desk.say(words::ALL_NODES).to_owned()),
    ];
    let current = names.iter().map(|(tab, _)| *tab).find(|tab| *tab == desk.session.right);
    let current = current.unwrap_or(RightTab::Checks);
    if let Some(tab) = tabs(ui, current, &names) {
        desk.act(Act::Right(tab));
    }
    scroll(ui, &format!("right {current:?}"), |ui| match current {
        RightTab::Node => node::card(ui, desk, None),
        RightTab::Table => table::list(ui, desk),
        _ => list(ui, desk, view),
    });
}

fn list(ui: &mut Ui, desk: &mut Desk, view: &TrainerView) {
    if view.checks.is_empty() {
        text(ui, soft(desk.say(words::EMPTY_CHECKS)));
    }
    for (index, item) in view.checks.iter().enumerate() {
        let (_, click) = click_card(ui, ("check", index), false, |ui| line(ui, desk, item));
        if index == 0 {
            reach(ui, desk, List::Right, &click);
        }
        if click.clicked() {
            desk.act(Act::Open(Dialog::Check(index)));
        }
    }
}

/// Parts per million as per cent.
fn percent(ppm: u32, lang: Lang) -> String {
    lang.percent(&lang.number(f64::from(ppm) / 10_000.0))
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
                    percent(item.check.chance_ppm, desk.lang()),
                    desk.say(words::ROLL),
                    percent(item.check.roll, desk.lang()),
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
            ui.label(RichText::new(percent(ppm, desk.lang())).color(theme::TEXT));
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
                percent(item.check.chance_ppm, desk.lang()),
                desk.say(words::ROLL),
                percent(item.check.roll, desk.lang()),
                desk.say(result)
            ))
            .size(theme::HEAD)
            .color(color),
        );
    });
    ui.add_space(6.0);
    let phase = desk.shown.view.as_ref().map(|view| view.clock().phase);
    if !matches!(phase, Some(Phase::Resolution | Phase::Review)) {
        text(ui, small(desk.say(words::OVERRULE_LATE)));
        return;
    }
    let wish = format!(
        "{}: {}",
        desk.say(words::OVERRULE),
        desk.say(if item.check.success { words::FAILURE } else { words::SUCCESS })
    );
    reason(ui, desk);
    if ui.button(wish).clicked() {
        desk.act(Act::Overrule(item.check.key, !item.check.success));
    }
    text(ui, small(desk.say(words::OVERRULE_NOTE)));
    if item.check.key.purpose == Purpose::Attack {
        if ui.button(desk.say(words::VETO)).clicked() {
            desk.act(Act::Veto(item.check.key));
        }
        text(ui, small(desk.say(words::VETO_NOTE)));
    }
}
