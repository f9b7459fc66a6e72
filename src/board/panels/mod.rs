//! Panels and screens in egui: they read the view and the session and hand acts to `perform`; they
//! change nothing themselves.

mod bottom;
mod checks;
mod dialogs;
mod duties;
mod left;
mod node;
mod orders;
mod people;
mod seats;
mod table;
mod talk;
mod top;
mod trainer;
pub(crate) mod widgets;

pub(crate) use orders::row_draft;
pub(crate) use top::projected_end;

use super::act::Act;
use super::map::{MapFrame, Standing};
use super::opening::Opening;
use super::screens;
use super::session::{List, Screen, Session};
use super::sim::{Shown, View, ViewChanged};
use super::theme;
use super::words::{self, Lang, Word};
use crate::scenario::model::Text;
use bevy::prelude::*;
use bevy::window::{PrimaryWindow, RequestRedraw};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

/// Pictures until everything stands: panels find their sizes in the next one, labels in the one after it.
const SETTLING: u8 = 3;

/// Adds panels and screens.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, draw);
}

/// What every panel is given.
pub(crate) struct Desk<'a> {
    pub session: &'a Session,
    pub shown: &'a Shown,
    pub standing: &'a Standing,
    pub is_opening: bool,
    pub acts: Vec<Act>,
}

impl Desk<'_> {
    pub(crate) fn lang(&self) -> Lang {
        self.session.lang
    }

    /// A word of the board in its language.
    pub(crate) fn say(&self, word: Word) -> &'static str {
        word.say(self.session.lang)
    }

    /// A text of the exercise in the board's language.
    pub(crate) fn of<'t>(&self, text: &'t Text) -> &'t str {
        self.session.lang.of(text)
    }

    pub(crate) fn act(&mut self, act: Act) {
        self.acts.push(act);
    }
}

fn draw(
    mut contexts: EguiContexts,
    window: Single<&Window, With<PrimaryWindow>>,
    (session, shown, standing, opening): (Res<Session>, Res<Shown>, Res<Standing>, Res<Opening>),
    mut frame: ResMut<MapFrame>,
    (mut acts, mut redraw): (MessageWriter<Act>, MessageWriter<RequestRedraw>),
    mut changed: MessageReader<ViewChanged>,
    (mut is_dressed, mut unsettled): (Local<bool>, Local<u8>),
) -> Result {
    let ctx = contexts.ctx_mut()?;
    if !*is_dressed {
        theme::dress(ctx);
        *is_dressed = true;
    }
    let zoom = theme::zoom(window.resolution.height(), session.size);
    if (ctx.zoom_factor() - zoom).abs() > 0.001 {
        ctx.set_zoom_factor(zoom);
    }
    let mut desk = Desk {
        session: &session,
        shown: &shown,
        standing: &standing,
        is_opening: opening.is_busy(),
        acts: Vec::new(),
    };
    let builder = egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(ctx.viewport_rect());
    let mut root = egui::Ui::new(ctx.clone(), "board".into(), builder);
    let free = match session.screen {
        Screen::Picker => Some(screens::picker(&mut root, &mut desk)),
        Screen::Briefing => Some(screens::briefing(&mut root, &mut desk)),
        Screen::Curtain(to) => {
            screens::curtain(&mut root, &mut desk, to);
            None
        }
        Screen::Play => Some(play(&mut root, &mut desk)),
        Screen::Score => {
            top::bar(&mut root, &mut desk);
            screens::score(&mut root, &mut desk);
            None
        }
        Screen::Debrief => {
            screens::debrief(&mut root, &mut desk);
            None
        }
    };
    dialogs::show(ctx, &mut desk);
    dialogs::emergency(ctx, &mut desk);
    dialogs::toasts(ctx, &desk);
    if let Some(rect) = free {
        node::hover_card(ctx, &desk, rect);
    }
    // What was done, and a map that has moved, show in the next picture: ask for it at once.
    let mut is_news = !desk.acts.is_empty() || changed.read().count() > 0;
    desk.acts.drain(..).for_each(|act| {
        acts.write(act);
    });
    is_news |= frame.set_if_neq(place(free, zoom, &session));
    is_news |= ctx.input(|input| !input.events.is_empty());
    *unsettled = if is_news { SETTLING } else { unsettled.saturating_sub(1) };
    if *unsettled > 0 {
        redraw.write(RequestRedraw);
    }
    Ok(())
}

/// What of the window is left to the map, in logical pixels.
fn place(free: Option<egui::Rect>, zoom: f32, session: &Session) -> MapFrame {
    let Some(rect) = free else {
        return MapFrame { text_zoom: zoom, ..MapFrame::default() };
    };
    let rect = Rect::new(rect.min.x * zoom, rect.min.y * zoom, rect.max.x * zoom, rect.max.y * zoom);
    MapFrame { rect, is_open: true, is_free: session.dialog.is_none(), text_zoom: zoom }
}

/// The exercise itself: top line, panels on three sides, the map in the middle.
fn play(root: &mut egui::Ui, desk: &mut Desk) -> egui::Rect {
    let top = top::bar(root, desk);
    let bottom = bottom::recap(root, desk);
    let width = root.ctx().viewport_rect().width();
    let left = (width * 0.19).clamp(290.0, 440.0);
    let right = (width * 0.225).clamp(320.0, 500.0);
    let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::same(10));
    let left_panel =
        egui::Panel::left("left").exact_size(left).resizable(false).frame(frame).show(root, |ui| match &desk
            .shown
            .view
        {
            Some(View::Seat(view)) => left::panel(ui, desk, view),
            Some(View::Trainer(view)) => trainer::panel(ui, desk, view),
            None => {
                ui.spinner();
            }
        });
    widgets::reach_nothing(root, desk, List::Left);
    let right_panel =
        egui::Panel::right("right").exact_size(right).resizable(false).frame(frame).show(root, |ui| {
            match &desk.shown.view {
                Some(View::Seat(view)) => orders::panel(ui, desk, view),
                Some(View::Trainer(view)) => checks::panel(ui, desk, view),
                None => {
                    ui.spinner();
                }
            }
        });
    widgets::reach_nothing(root, desk, List::Right);
    let (left, right) = (left_panel.response.rect.max.x, right_panel.response.rect.min.x);
    egui::Rect::from_min_max(egui::pos2(left, top), egui::pos2(right.max(left + 1.0), bottom.max(top + 1.0)))
}

/// The name of the messages' tab, with how many there are.
fn messages(desk: &Desk) -> String {
    match desk.shown.desk.as_ref().map_or(0, |desk| desk.messages.len()) {
        0 => desk.say(words::MESSAGES).to_owned(),
        count => format!("{} {count}", desk.say(words::MESSAGES)),
    }
}
