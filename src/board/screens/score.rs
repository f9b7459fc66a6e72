//! The score: every number opens to its formula, its turns and the events behind it.

use super::super::act::Act;
use super::super::panels::Desk;
use super::super::panels::widgets::{
    bar, card, chip, frame_reached, head, reach, scroll, small, soft, text, turn_pages,
};
use super::super::session::{Figure, List};
use super::super::sim::View;
use super::super::theme;
use super::super::words;
use crate::rules::situation::Phase;
use crate::scenario::model::Text;
use crate::view::{PartView, PartnerScoreView, ScoreView};
use bevy_egui::egui::{self, Color32, RichText, Sense, Ui};

/// Draws it.
pub(crate) fn score(root: &mut Ui, desk: &mut Desk) {
    let Some(View::Trainer(view)) = &desk.shown.view else { return };
    let score = &view.score;
    let width = root.ctx().viewport_rect().width();
    let frame = egui::Frame::new().fill(theme::GROUND).inner_margin(18);
    let side = egui::Frame::new().fill(theme::PANEL).inner_margin(18);
    egui::Panel::right("behind").exact_size((width * 0.36).max(420.0)).resizable(false).frame(side).show(
        root,
        |ui| {
            scroll(ui, "behind", |ui| {
                if desk.session.dialog.is_none() {
                    turn_pages(ui, desk, 300.0);
                }
                behind(ui, desk, score, view.clock.phase == Phase::Ended);
            });
        },
    );
    egui::CentralPanel::no_frame().frame(frame).show(root, |ui| {
        scroll(ui, "score", |ui| {
            totals(ui, desk, score);
            ui.add_space(10.0);
            let count = score.partners.len().clamp(1, 3);
            ui.columns(count, |columns| {
                for (index, partner) in score.partners.iter().enumerate() {
                    partner_card(&mut columns[index % count], desk, index, partner);
                }
            });
        });
    });
}

fn totals(ui: &mut Ui, desk: &Desk, score: &ScoreView) {
    ui.horizontal_wrapped(|ui| {
        let figure = |ui: &mut Ui, name: words::Word, value: String, color: Color32| {
            ui.vertical(|ui| {
                ui.label(small(desk.say(name)));
                ui.label(RichText::new(value).size(44.0).color(color));
            });
            ui.add_space(26.0);
        };
        figure(ui, words::JOINT, desk.lang().number(score.joint), theme::SKY);
        figure(
            ui,
            words::OUTCOME,
            format!(
                "{} ({})",
                desk.lang().number(score.outcome),
                desk.lang().percent(&score.outcome_share.to_string())
            ),
            theme::TEXT,
        );
        if let Some(cooperation) = score.cooperation {
            let share = 100u32.saturating_sub(score.outcome_share);
            let share = desk.lang().percent(&share.to_string());
            let value = format!("{} ({share})", desk.lang().number(cooperation));
            figure(ui, words::COOPERATION, value, theme::TEXT);
        }
    });
    let [met, late, missed] = score.duties;
    let duties = format!(
        "{met} {}, {late} {}, {missed} {}",
        desk.say(words::MET),
        desk.say(words::LATE),
        desk.say(words::MISSED)
    );
    ui.label(soft(words::DUTIES_SCORE.with(desk.lang(), duties)));
}

fn partner_card(ui: &mut Ui, desk: &mut Desk, index: usize, partner: &PartnerScoreView) {
    let mut opened = None;
    card(ui, false, |ui| {
        text(ui, RichText::new(desk.of(&partner.name)).size(24.0).color(theme::TEXT));
        ui.label(RichText::new(desk.lang().number(partner.outcome)).size(36.0).color(theme::SKY));
        let par = format!("{} {}", desk.say(words::PAR), desk.lang().number(partner.par));
        let harm = format!(
            "{par} · {} {} / {} {}",
            desk.say(words::HARM),
            desk.lang().number(partner.harm),
            desk.lang().number(partner.idle),
            desk.say(words::IDLE)
        );
        // A column would spread the words of a broken line over its width.
        ui.with_layout(egui::Layout::top_down(egui::Align::LEFT), |ui| text(ui, small(harm)));
        ui.add_space(6.0);
        let parts = partner.parts.iter().map(|part| (&part.name, part.figure));
        let with_others = partner.cooperation.iter().map(|figure| (&figure.name, figure.figure));
        for (part_index, (name, figure)) in parts.chain(with_others).enumerate() {
            if part_index == partner.parts.len() {
                ui.add_space(6.0);
            }
            let is_open = desk.session.figure == Some(Figure { partner: index, part: part_index });
            let click = part_row(ui, desk, name, figure, is_open);
            if index == 0 && part_index == 0 {
                reach(ui, desk, List::Score, &click);
            }
            if click.clicked() {
                opened = Some(Figure { partner: index, part: part_index });
            }
        }
    });
    if opened.is_some() {
        desk.act(Act::Figure(opened));
    }
}

fn part_row(ui: &mut Ui, desk: &Desk, name: &Text, figure: f64, is_open: bool) -> egui::Response {
    let row = ui.horizontal(|ui| {
        bar(ui, (figure / 100.0) as f32, 70.0, if is_open { theme::SKY } else { theme::GREEN });
        ui.label(RichText::new(desk.lang().number(figure)).color(theme::TEXT).underline());
        ui.label(RichText::new(desk.of(name)).color(if is_open { theme::SKY } else { theme::TEXT }));
    });
    let click = ui.interact(row.response.rect, row.response.id.with("press"), Sense::click());
    frame_reached(ui, &click);
    click
}

/// What the opened figure is made of; otherwise what the whole is made of, and the objectives.
fn behind(ui: &mut Ui, desk: &Desk, score: &ScoreView, has_ended: bool) {
    let opened = desk.session.figure.and_then(|figure| {
        let partner = score.partners.get(figure.partner)?;
        let with_others = figure.part.checked_sub(partner.parts.len());
        let with_others = with_others.and_then(|place| partner.cooperation.get(place));
        Some((partner, partner.parts.get(figure.part), with_others))
    });
    match opened {
        Some((partner, Some(part), _)) => {
            opened_figure(ui, desk, partner, (&part.name, part.figure, &part.formula));
            events_behind(ui, desk, part);
        }
        Some((partner, None, Some(of))) => {
            opened_figure(ui, desk, partner, (&of.name, of.figure, &of.formula));
        }
        _ => objectives(ui, desk, score, has_ended),
    }
}

fn objectives(ui: &mut Ui, desk: &Desk, score: &ScoreView, has_ended: bool) {
    text(ui, soft(desk.say(words::OPEN_NUMBER)));
    ui.add_space(10.0);
    for of in &score.totals {
        text(ui, RichText::new(desk.of(&of.name)).color(theme::TEXT));
        text(ui, small(desk.of(&of.formula)));
    }
    for partner in &score.partners {
        text(ui, RichText::new(desk.of(&partner.name)).color(theme::TEXT));
        text(ui, small(desk.of(&partner.formula)));
    }
    ui.add_space(10.0);
    ui.label(head(desk.say(words::OBJECTIVES)));
    // Nothing is missed before the end, and nothing is safe.
    let standing = |is_met: bool| match (is_met, has_ended) {
        (true, true) => (words::MET, theme::GREEN),
        (false, true) => (words::MISSED, theme::ORANGE),
        (true, false) => (words::MET_SO_FAR, theme::GREEN),
        (false, false) => (words::STILL_OPEN, theme::SOFT),
    };
    for (objective, is_met) in &score.objectives {
        ui.horizontal_top(|ui| {
            let (word, color) = standing(*is_met);
            chip(ui, desk.say(word), color);
            text(ui, desk.of(objective));
        });
    }
}

/// A figure and how it follows.
fn opened_figure(
    ui: &mut Ui,
    desk: &Desk,
    of: &PartnerScoreView,
    (name, figure, formula): (&Text, f64, &Text),
) {
    text(ui, soft(desk.of(&of.name)));
    text(ui, RichText::new(desk.of(name)).size(26.0).color(theme::TEXT));
    ui.label(RichText::new(desk.lang().number(figure)).size(44.0).color(theme::SKY));
    text(ui, desk.of(formula));
}

/// Turns and events behind a part of an outcome.
fn events_behind(ui: &mut Ui, desk: &Desk, part: &PartView) {
    ui.add_space(10.0);
    ui.label(soft(desk.say(words::BY_TURN)));
    bars(ui, &part.by_turn);
    ui.add_space(10.0);
    ui.label(soft(desk.say(words::BEHIND)));
    if part.events.is_empty() {
        text(ui, small(desk.say(words::NO_EVENTS)));
    }
    for line in &part.events {
        super::super::panels::widgets::line(ui, desk, line);
    }
}

/// Harm per turn as bars.
fn bars(ui: &mut Ui, by_turn: &[(u16, f64)]) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 110.0), Sense::hover());
    ui.painter().rect_filled(rect, 4.0, theme::GROUND);
    let Some(last) = by_turn.iter().map(|(turn, _)| *turn).max() else { return };
    let most = by_turn.iter().map(|(_, harm)| *harm).fold(1e-9, f64::max);
    let step = (rect.width() - 16.0) / f32::from(last.max(1));
    for (turn, harm) in by_turn {
        let x = rect.min.x + 8.0 + step * (f32::from(*turn) - 1.0);
        let height = (rect.height() - 34.0) * (*harm / most) as f32;
        let min = egui::pos2(x + step * 0.12, rect.max.y - 20.0 - height);
        let column = egui::Rect::from_min_max(min, egui::pos2(x + step * 0.88, rect.max.y - 20.0));
        ui.painter().rect_filled(column, 2.0, theme::RED);
        let at = egui::pos2(x + step / 2.0, rect.max.y - 10.0);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, turn, theme::big(theme::SMALL), theme::SOFT);
    }
}
