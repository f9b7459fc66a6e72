//! Legal clocks: what is owed to whom, by when, and what the notice must say.

use super::super::act::Act;
use super::super::icons;
use super::super::session::List;
use super::super::theme;
use super::super::words;
use super::widgets::{chip, click_card, icon, reach, small, soft, text};
use super::{Desk, orders};
use crate::rules::order::Target;
use crate::rules::picture::StageState;
use crate::view::{DutyItem, SeatView, StageItem, Tone};
use bevy_egui::egui::{Color32, RichText, Ui};

/// From how many hours left on a clock turns orange.
const SOON_H: i64 = 12;

/// Draws them, running clocks first.
pub(crate) fn list(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    if view.duties.is_empty() {
        ui.label(soft(desk.say(words::EMPTY_DUTIES)));
    }
    let mut duties: Vec<&DutyItem> = view.duties.iter().collect();
    duties.sort_by_key(|duty| duty.started_h.is_none());
    for (index, duty) in duties.into_iter().enumerate() {
        let (_, click) = click_card(ui, ("duty", duty.duty), false, |ui| item(ui, desk, duty));
        if index == 0 {
            reach(ui, desk, List::Left, &click);
        }
        // Straight to the order that would give the notice.
        let is_it = |target| matches!(target, Target::Duty(of, _) if of == duty.duty);
        if click.clicked() {
            desk.act(Act::ToOrder(orders::place_of(view, is_it)));
        }
    }
}

fn item(ui: &mut Ui, desk: &Desk, duty: &DutyItem) {
    text(ui, RichText::new(desk.of(&duty.name)).color(theme::TEXT).strong());
    text(ui, small(desk.of(&duty.law)));
    ui.horizontal_wrapped(|ui| {
        if duty.started_h.is_none() {
            ui.label(soft(desk.say(words::RESTS)));
        }
        if duty.assumption {
            chip(ui, desk.say(words::ASSUMPTION), theme::ORANGE).on_hover_text(&duty.source);
        }
    });
    if duty.started_h.is_some() {
        duty.stages.iter().for_each(|stage| stage_item(ui, desk, stage));
    }
}

fn stage_color(stage: &StageItem) -> Color32 {
    match (stage.state, stage.left_h) {
        (StageState::Met, _) => theme::GREEN,
        (StageState::Overdue, _) => theme::RED,
        (StageState::Late, _) => theme::ORANGE,
        (_, Some(left)) if left <= SOON_H => theme::ORANGE,
        _ => theme::SKY,
    }
}

fn stage_item(ui: &mut Ui, desk: &Desk, stage: &StageItem) {
    let color = stage_color(stage);
    ui.horizontal_wrapped(|ui| {
        let tone = match stage.state {
            StageState::Met => Tone::Good,
            StageState::Overdue | StageState::Late => Tone::Bad,
            _ => Tone::Plain,
        };
        let (sketch, _) = icons::tone(tone);
        icon(ui, &sketch, color, 16.0);
        ui.label(desk.of(&stage.name));
        let is_due = matches!(stage.state, StageState::Open | StageState::Overdue);
        match stage.left_h.filter(|_| is_due) {
            Some(left) if left >= 0 => chip(ui, &words::LEFT.with(desk.lang(), left), color),
            Some(left) => chip(ui, &words::OVERDUE.with(desk.lang(), -left), color),
            None => chip(ui, words::stage(stage.state).say(desk.lang()), color),
        };
    });
    text(ui, small(format!("→ {}", desk.of(&stage.to))));
    if !stage.content.is_empty() && matches!(stage.state, StageState::Open | StageState::Overdue) {
        let content: Vec<&str> = stage.content.iter().map(|part| desk.of(part)).collect();
        text(ui, small(format!("{}: {}", desk.say(words::MUST_SAY), content.join("; "))));
    }
}
