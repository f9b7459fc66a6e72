//! The scenario picker: what there is to play, how long, how hard, and its network on the right.

use super::super::act::Act;
use super::super::panels::Desk;
use super::super::panels::widgets::{
    chip, click_card, head, icon, main_button, scroll, sized, small, soft, text,
};
use super::super::session::Dialog;
use super::super::shelf::{Entry, Sheet};
use super::super::sketch::Sketch;
use super::super::theme;
use super::super::words;
use bevy_egui::egui::{self, Align, Layout, RichText, Ui};

/// Draws it; returns what is left for the network.
pub(crate) fn picker(root: &mut Ui, desk: &mut Desk) -> egui::Rect {
    let width = root.ctx().viewport_rect().width();
    let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(28);
    let shown = egui::Panel::left("picker")
        .exact_size((width * 0.44).max(540.0))
        .resizable(false)
        .frame(frame)
        .show(root, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new("Planspiel").size(theme::TITLE).color(theme::TEXT));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| tools(ui, desk));
            });
            text(ui, soft(desk.say(words::TAGLINE)));
            ui.add_space(10.0);
            let foot = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::symmetric(0, 8));
            egui::Panel::bottom("open").resizable(false).frame(foot).show(ui, |ui| opener(ui, desk));
            scroll(ui, "entries", |ui| {
                if desk.session.entries.is_empty() {
                    text(ui, words::NO_SCENARIOS.with(desk.lang(), desk.session.folder.display()));
                }
                for (index, item) in desk.session.entries.iter().enumerate() {
                    let is_chosen = index == desk.session.entry;
                    let (_, click) =
                        click_card(ui, ("entry", index), is_chosen, |ui| entry(ui, desk, item, is_chosen));
                    if click.clicked() {
                        desk.act(Act::ChooseEntry(index));
                    }
                }
            });
        });
    let window = root.ctx().viewport_rect();
    egui::Rect::from_min_max(egui::pos2(shown.response.rect.max.x, window.min.y), window.max)
}

/// Language, size, help.
pub(crate) fn tools(ui: &mut Ui, desk: &mut Desk) {
    let all = [
        ("?", "F1", Act::Open(Dialog::Help)),
        (desk.say(words::LANGUAGE), "L", Act::Language),
        ("A+", ".", Act::Bigger(1.1)),
        ("A−", ",", Act::Bigger(1.0 / 1.1)),
    ];
    // In a narrow window the sizes are left to the help.
    let count = if ui.ctx().viewport_rect().width() < 1500.0 { 2 } else { all.len() };
    for (name, key, act) in all.into_iter().take(count) {
        if ui.button(name).on_hover_text(key).clicked() {
            desk.act(act);
        }
    }
}

fn entry(ui: &mut Ui, desk: &Desk, item: &Entry, is_chosen: bool) {
    match &item.sheet {
        Ok(sheet) => described(ui, desk, sheet, is_chosen),
        Err(problems) => {
            let name =
                item.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            ui.label(head(name));
            text(ui, RichText::new(desk.say(words::BROKEN)).color(theme::RED));
            for problem in problems.iter().take(if is_chosen { 12 } else { 2 }) {
                text(ui, small(problem));
            }
            text(ui, small(desk.say(words::FIX_AND_WAIT)));
        }
    }
}

fn described(ui: &mut Ui, desk: &Desk, sheet: &Sheet, is_chosen: bool) {
    text(ui, RichText::new(desk.of(&sheet.title)).size(24.0).color(theme::TEXT));
    ui.horizontal_wrapped(|ui| {
        let names: Vec<&str> = sheet.partners.iter().map(|(_, name)| desk.of(name)).collect();
        ui.label(soft(names.join(" · ")));
    });
    ui.horizontal_wrapped(|ui| {
        chip(ui, &words::MINUTES.with(desk.lang(), sheet.minutes), theme::SKY);
        chip(ui, &format!("{} {}", sheet.turns, desk.say(words::TURNS)), theme::SOFT);
        chip(ui, &format!("{} {}", sheet.nodes, desk.say(words::NODES)), theme::SOFT);
        ui.add_space(4.0);
        ui.label(small(desk.say(words::DIFFICULTY)));
        difficulty(ui, sheet.difficulty);
    });
    text(ui, RichText::new(desk.of(&sheet.summary)).color(if is_chosen { theme::TEXT } else { theme::SOFT }));
    if is_chosen && !desk.of(&sheet.audience).is_empty() {
        text(ui, small(format!("{}: {}", desk.say(words::AUDIENCE), desk.of(&sheet.audience))));
    }
}

/// One to five: filled and empty.
fn difficulty(ui: &mut Ui, level: u8) {
    ui.spacing_mut().item_spacing.x = 3.0;
    for step in 1..=5 {
        let sketch = if step <= level {
            Sketch::new().regular(0.0, 0.0, 0.9, 4, 0.0)
        } else {
            Sketch::new().path(&[[0.8, 0.0], [0.0, 0.8], [-0.8, 0.0], [0.0, -0.8], [0.8, 0.0]], 0.2)
        };
        icon(ui, &sketch, if step <= level { theme::ORANGE } else { theme::SOFT }, 14.0);
    }
    ui.spacing_mut().item_spacing.x = 8.0;
}

/// Which version, and the button.
fn opener(ui: &mut Ui, desk: &mut Desk) {
    let Some(Ok(sheet)) = desk.session.entries.get(desk.session.entry).map(|entry| entry.sheet.as_ref())
    else {
        return;
    };
    if !sheet.cuts.is_empty() {
        ui.vertical(|ui| {
            ui.label(soft(desk.say(words::VERSION)));
            let lang = desk.lang();
            let full = (None, desk.say(words::FULL).to_owned(), sheet.minutes, sheet.turns);
            let cuts = sheet.cuts.iter().enumerate();
            let cuts = cuts
                .map(|(index, cut)| (Some(index), lang.of(&cut.title).to_owned(), cut.minutes, cut.turns));
            for (cut, name, minutes, turns) in std::iter::once(full).chain(cuts) {
                let text = format!("{name}: {minutes} min, {turns} {}", desk.say(words::TURNS));
                if ui.radio(desk.session.cut == cut, text).clicked() {
                    desk.act(Act::ChooseCut(cut));
                }
            }
        });
    }
    if desk.is_opening {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(soft(desk.say(words::OPENING)));
        });
        return;
    }
    let width = ui.available_width();
    if sized(ui, [width, 48.0], main_button(desk.say(words::OPEN))).on_hover_text("Enter").clicked() {
        desk.act(Act::OpenScenario);
    }
}
