//! Whole screens: the picker, the briefing, the curtain between seats, the score.

pub(crate) mod debrief;
mod picker;
mod score;

pub(crate) use debrief::debrief;
pub(crate) use picker::picker;
pub(crate) use score::score;

use super::act::Act;
use super::panels::Desk;
use super::panels::widgets::{head, main_button, scroll, sized, soft, text};
use super::sim::View;
use super::theme;
use super::words;
use crate::live::link::Viewer;
use bevy_egui::egui::{self, Align, Layout, RichText, Ui};

/// The scenario is open and nobody has started: what is read aloud, and the way on.
pub(crate) fn briefing(root: &mut Ui, desk: &mut Desk) -> egui::Rect {
    let width = root.ctx().viewport_rect().width();
    let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(28);
    let shown = egui::Panel::left("briefing")
        .exact_size((width * 0.44).max(520.0))
        .resizable(false)
        .frame(frame)
        .show(root, |ui| {
            let Some(sheet) = &desk.session.sheet else { return };
            let foot = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::symmetric(0, 10));
            egui::Panel::bottom("start").resizable(false).frame(foot).show(ui, |ui| {
                prevention(ui, desk);
                ui.horizontal(|ui| {
                    let start = main_button(desk.say(words::START));
                    if sized(ui, [180.0, 48.0], start).on_hover_text("Space").clicked() {
                        desk.act(Act::Next);
                    }
                    let places = egui::Button::new(desk.say(words::PLACES));
                    if sized(ui, [90.0, 48.0], places).on_hover_text("Q").clicked() {
                        desk.act(Act::Seats);
                    }
                    if sized(ui, [90.0, 48.0], egui::Button::new(desk.say(words::BACK))).clicked() {
                        desk.act(Act::Leave);
                    }
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| picker::tools(ui, desk));
                });
            });
            scroll(ui, "briefing", |ui| {
                ui.label(soft(desk.say(words::BRIEFING)));
                text(ui, RichText::new(desk.of(&sheet.title)).size(theme::TITLE).color(theme::TEXT));
                ui.add_space(8.0);
                text(ui, RichText::new(desk.of(&sheet.opening)).size(20.0).color(theme::TEXT));
                if !sheet.goals.is_empty() {
                    ui.add_space(12.0);
                    ui.label(head(desk.say(words::GOALS)));
                    for goal in &sheet.goals {
                        text(ui, soft(format!("•  {}", desk.of(goal))));
                    }
                }
                if !desk.of(&sheet.note).is_empty() {
                    ui.add_space(12.0);
                    ui.label(head(desk.say(words::NOTE)));
                    text(ui, soft(desk.of(&sheet.note)));
                }
            });
        });
    let window = root.ctx().viewport_rect();
    egui::Rect::from_min_max(egui::pos2(shown.response.rect.max.x, window.min.y), window.max)
}

/// The teams that have points for prevention, each with the way to its seat.
fn prevention(ui: &mut Ui, desk: &mut Desk) {
    let Some(View::Trainer(view)) = &desk.shown.view else { return };
    let teams: Vec<_> = view
        .partners
        .iter()
        .filter_map(|team| Some((team.partner, team.name.clone(), team.prevention?.left)))
        .collect();
    ui.horizontal_wrapped(|ui| {
        for (place, (partner, name, left)) in teams.iter().enumerate() {
            if place == 0 {
                ui.label(soft(desk.say(words::PREVENTS)));
            }
            let name = format!("{} ({}: {})", desk.of(name), desk.say(words::POINTS_LEFT), left);
            let key = (partner.index() + 1).to_string();
            if ui.button(name).on_hover_text(key).clicked() {
                desk.act(Act::Seat(Viewer::Partner(*partner)));
            }
        }
    });
}

/// Nothing of anybody's picture: who is to take the seat, and a button that they press.
pub(crate) fn curtain(root: &mut Ui, desk: &mut Desk, to: Viewer) {
    let frame = egui::Frame::new().fill(theme::GROUND);
    egui::CentralPanel::no_frame().frame(frame).show(root, |ui| {
        let height = ui.available_height();
        ui.vertical_centered(|ui| {
            ui.add_space(height * 0.30);
            ui.label(RichText::new(desk.say(words::HAND_OVER)).size(28.0).color(theme::SOFT));
            ui.add_space(6.0);
            ui.label(RichText::new(desk.session.viewer(to)).size(64.0).color(theme::TEXT));
            ui.add_space(24.0);
            let button = main_button(desk.say(words::LIFT));
            if sized(ui, [320.0, 60.0], button).on_hover_text("Enter").clicked() {
                desk.act(Act::LiftCurtain);
            }
            ui.add_space(18.0);
            ui.label(soft(desk.say(words::CURTAIN_NOTE)));
        });
    });
}
