//! Small pieces that panels are made of.

use super::super::act::Act;
use super::super::session::List;
use super::super::sketch::Sketch;
use super::super::theme;
use bevy_egui::egui::{self, Color32, Response, RichText, Sense, Stroke, Ui};

/// A picture as high as a line.
pub(crate) fn icon(ui: &mut Ui, sketch: &Sketch, color: Color32, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(size, size), Sense::hover());
    ui.painter().add(sketch.shape(rect, color));
    response
}

/// Text of less weight.
pub(crate) fn soft(text: impl Into<String>) -> RichText {
    RichText::new(text).color(theme::SOFT)
}

/// Small text of less weight.
pub(crate) fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).size(theme::SMALL).color(theme::SOFT)
}

/// A heading inside a panel.
pub(crate) fn head(text: impl Into<String>) -> RichText {
    RichText::new(text).size(theme::HEAD).color(theme::TEXT)
}

/// A word in a frame of its colour.
pub(crate) fn chip(ui: &mut Ui, text: &str, color: Color32) -> Response {
    let frame = egui::Frame::new()
        .stroke(Stroke::new(1.0, color))
        .corner_radius(5)
        .inner_margin(egui::Margin::symmetric(6, 1));
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::big(theme::SMALL), color);
    // A word in a frame is not broken: it begins a new row where it has no room.
    if galley.size().x + 14.0 > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    frame.show(ui, |ui| ui.add(egui::Label::new(galley))).response
}

/// A card; `is_chosen` lifts it.
pub(crate) fn card<R>(ui: &mut Ui, is_chosen: bool, content: impl FnOnce(&mut Ui) -> R) -> (R, Response) {
    let (fill, line) = if is_chosen { (theme::CARD_UP, theme::SKY) } else { (theme::CARD, theme::CARD) };
    let frame = egui::Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.5, line))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(10, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    });
    (shown.inner, shown.response)
}

/// A card that can be clicked as a whole.
pub(crate) fn click_card<R>(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    is_chosen: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> (R, Response) {
    let (inner, response) = card(ui, is_chosen, content);
    let click = ui.interact(response.rect, ui.id().with(id), Sense::click());
    frame_reached(ui, &click);
    (inner, click)
}

/// Frames what the pointer touches or the keyboard has reached, and brings the latter into sight.
pub(crate) fn frame_reached(ui: &Ui, click: &Response) {
    if click.hovered() {
        ui.painter().rect_stroke(click.rect, 8.0, Stroke::new(1.5, theme::SKY), egui::StrokeKind::Inside);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if click.has_focus() {
        ui.painter().rect_stroke(click.rect, 8.0, theme::FOCUS, egui::StrokeKind::Inside);
    }
    if click.gained_focus() {
        // In the middle, so that the keyboard finds the next one on either side.
        click.scroll_to_me(Some(egui::Align::Center));
    }
}

/// Lets the keyboard reach an entry of a list when a key has led into the list since the last time.
pub(crate) fn reach(ui: &Ui, desk: &super::Desk, list: List, entry: &Response) {
    let Some((sought, times)) = desk.session.sought.filter(|(sought, _)| *sought == list) else { return };
    let id = egui::Id::new(("sought", sought as u8));
    if ui.ctx().data(|data| data.get_temp::<u32>(id)) == Some(times) {
        return;
    }
    if ui.clip_rect().contains(entry.rect.center()) {
        ui.ctx().data_mut(|data| data.insert_temp(id, times));
        entry.request_focus();
    } else {
        // Only what can be seen can be reached: it comes into sight first.
        entry.scroll_to_me(Some(egui::Align::Center));
        ui.ctx().data_mut(|data| data.insert_temp(egui::Id::new("awaited"), times));
    }
}

/// A key that led into a list with nothing in it has led nowhere, and leads nowhere later.
pub(crate) fn reach_nothing(ui: &Ui, desk: &super::Desk, list: List) {
    let awaited = ui.ctx().data(|data| data.get_temp::<u32>(egui::Id::new("awaited")));
    let sought = desk.session.sought.filter(|(sought, _)| *sought == list);
    if let Some((sought, times)) = sought.filter(|(_, times)| awaited != Some(*times)) {
        ui.ctx().data_mut(|data| data.insert_temp(egui::Id::new(("sought", sought as u8)), times));
    }
}

/// Scrolls as many pages as keys have turned since the last time.
pub(crate) fn turn_pages(ui: &Ui, desk: &super::Desk, page: f32) {
    let id = egui::Id::new("pages");
    let before = ui.ctx().data(|data| data.get_temp::<i32>(id)).unwrap_or(0);
    let pages = desk.session.pages;
    if pages != before {
        ui.ctx().data_mut(|data| data.insert_temp(id, pages));
        ui.scroll_with_delta(egui::vec2(0.0, -page * (pages - before) as f32));
    }
}

/// A field for why something is done, in the words of whoever does it; `true` when Enter ends it.
pub(crate) fn reason(ui: &mut Ui, desk: &mut super::Desk) -> bool {
    let mut reason = desk.session.reason.clone();
    let edit = egui::TextEdit::singleline(&mut reason)
        .hint_text(desk.say(super::super::words::REASON))
        .margin(egui::Margin::symmetric(8, 6))
        .desired_width(f32::INFINITY);
    let written = ui.add(edit);
    if written.changed() {
        desk.act(Act::Reason(reason));
    }
    written.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

/// Tabs in a row: returns the one that was clicked.
pub(crate) fn tabs<T: Copy + PartialEq>(ui: &mut Ui, current: T, tabs: &[(T, String)]) -> Option<T> {
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 7.0;
        for (tab, name) in tabs {
            let is_current = *tab == current;
            let fill = if is_current { Color32::from_rgb(0x1f, 0x5f, 0x86) } else { theme::CARD };
            let text =
                RichText::new(name).size(15.0).color(if is_current { theme::TEXT } else { theme::SOFT });
            if ui.add(egui::Button::new(text).fill(fill)).clicked() {
                clicked = Some(*tab);
            }
        }
    });
    ui.add_space(4.0);
    clicked
}

/// The one button that leads on.
pub(crate) fn main_button(text: &str) -> egui::Button<'static> {
    let text = RichText::new(text.to_owned()).color(Color32::from_rgb(0x06, 0x16, 0x20)).strong();
    egui::Button::new(text).fill(theme::SKY)
}

/// A button of a given size with its text in the middle.
pub(crate) fn sized(ui: &mut Ui, size: impl Into<egui::Vec2>, button: egui::Button<'_>) -> Response {
    ui.add_sized(size, button)
}

/// A bar from nothing to full.
pub(crate) fn bar(ui: &mut Ui, share: f32, width: f32, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 12.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, theme::GROUND);
    let filled =
        egui::Rect::from_min_size(rect.min, egui::vec2(rect.width() * share.clamp(0.0, 1.0), rect.height()));
    ui.painter().rect_filled(filled, 3.0, color);
    response
}

/// Scrolls what does not fit and keeps the panel's width.
pub(crate) fn scroll<R>(ui: &mut Ui, id: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    let area = egui::ScrollArea::vertical().id_salt(id.to_owned()).auto_shrink([false, false]);
    area.show(ui, |ui| {
        ui.set_width(ui.available_width() - 4.0);
        content(ui)
    })
    .inner
}

/// A text that breaks.
pub(crate) fn text(ui: &mut Ui, text: impl Into<egui::WidgetText>) -> Response {
    ui.add(egui::Label::new(text).wrap())
}

/// One line of a recap or log, with its sign and turn.
pub(crate) fn line(ui: &mut Ui, desk: &super::Desk, line: &crate::view::Line) -> Response {
    let shown = ui.horizontal_top(|ui| {
        let (sketch, color) = super::super::icons::tone(line.tone);
        icon(ui, &sketch, color, 16.0);
        ui.label(small(line.turn.to_string()));
        ui.add(egui::Label::new(desk.of(&line.text)).wrap());
    });
    shown.response
}
