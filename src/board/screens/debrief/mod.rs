//! The debrief on the wall: one step at a time, pictures side by side over a time line.

pub(crate) mod forms;
mod picture;

use super::super::act::Act;
use super::super::panels::Desk;
use super::super::panels::widgets::{
    bar, card, click_card, frame_reached, head, line, main_button, scroll, sized, small, soft, text,
    turn_pages,
};
use super::super::session::Dialog;
use super::super::theme;
use super::super::words::{self, Word};
use crate::live::link::{DebriefStep, DebriefView, Piece};
use crate::scenario::model::Text;
use bevy_egui::egui::{self, Align, Layout, RichText, Sense, Ui};

/// Room for a letter of a table; few are wider. Words up to so many letters do not break.
const LETTER: f32 = 9.5;
const LONG_WORD: usize = 16;

/// What a step is about.
const fn about(step: DebriefStep) -> Word {
    match step {
        DebriefStep::Own => words::LEAD_OWN,
        DebriefStep::Known => words::LEAD_KNOWN,
        DebriefStep::Truth => words::LEAD_TRUTH,
        DebriefStep::Alternatives => words::LEAD_ALTERNATIVES,
        DebriefStep::Luck => words::LEAD_LUCK,
    }
}

/// Draws it.
pub(crate) fn debrief(root: &mut Ui, desk: &mut Desk) {
    let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::symmetric(18, 10));
    egui::Panel::top("steps").frame(frame).show(root, |ui| steps(ui, desk));
    let step = desk.session.debrief.step;
    // What came for another step is not this step's; while a turn is on its way the old one stands.
    let view = desk.shown.debrief.as_deref().filter(|view| view.step == step);
    let frame = egui::Frame::new().fill(theme::GROUND).inner_margin(18);
    let Some(view) = view else {
        egui::CentralPanel::no_frame()
            .frame(frame)
            .show(root, |ui| ui.label(soft(desk.say(words::FETCHING))));
        return;
    };
    let side = egui::Frame::new().fill(theme::PANEL).inner_margin(14);
    let width = (root.ctx().viewport_rect().width() * 0.22).clamp(270.0, 420.0);
    if matches!(step, DebriefStep::Truth | DebriefStep::Alternatives) {
        egui::Panel::right("behind").exact_size(width).resizable(false).frame(side).show(root, |ui| {
            if step == DebriefStep::Truth { events(ui, desk, view) } else { turning(ui, desk, view) }
        });
    }
    egui::CentralPanel::no_frame().frame(frame).show(root, |ui| {
        if !view.pictures.is_empty() {
            time_line(ui, desk, view);
            let share = if step == DebriefStep::Truth { 1.0 } else { 0.58 };
            picture::side_by_side(ui, desk, view, ui.available_height() * share);
        }
        scroll(ui, "debrief", |ui| {
            turn_pages(ui, desk, 300.0);
            match step {
                DebriefStep::Known => told(ui, desk, view),
                DebriefStep::Own => accounts(ui, desk, &view.pieces),
                _ => pieces(ui, desk, &view.pieces),
            }
            if step == DebriefStep::Luck {
                computing(ui, desk, view);
            }
        });
    });
}

/// The steps, those to come without their names being a way to them, and the way on.
fn steps(ui: &mut Ui, desk: &mut Desk) {
    let at = desk.session.debrief;
    ui.horizontal(|ui| {
        ui.label(RichText::new(desk.say(words::DEBRIEF)).size(26.0).color(theme::TEXT));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(next) = at.step.next() {
                let words = words::STEP_NEXT.with(desk.lang(), desk.say(next.name()));
                let wide = if ui.ctx().viewport_rect().width() < 1500.0 { 250.0 } else { 300.0 };
                if sized(ui, [wide, 40.0], main_button(&words)).on_hover_text("Space").clicked() {
                    desk.act(Act::StepOn(1));
                }
            }
            if sized(ui, [90.0, 40.0], egui::Button::new(desk.say(words::BACK))).on_hover_text("B").clicked()
            {
                desk.act(Act::Debrief);
            }
            if ui.button(desk.say(words::LANGUAGE)).on_hover_text("L").clicked() {
                desk.act(Act::Language);
            }
            if ui.button(desk.say(words::IMPROVE_SHORT)).on_hover_text("I").clicked() {
                desk.act(Act::Open(Dialog::Improve));
            }
            if let Some(turn) = at.forks() {
                let words = words::FORK_SHORT.with(desk.lang(), turn);
                let about = words::FORK.with(desk.lang(), turn);
                if ui.button(words).on_hover_text(format!("{about} (A)")).clicked() {
                    desk.act(Act::Open(Dialog::Fork(turn)));
                }
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        for (place, step) in DebriefStep::ALL.into_iter().enumerate() {
            let words = format!("{}  {}", place + 1, desk.say(step.name()));
            let is_open = step <= at.reached || at.reached.next() == Some(step);
            let button = egui::Button::selectable(step == at.step, words);
            if ui.add_enabled(is_open, button).clicked() {
                desk.act(Act::DebriefStep(step));
            }
        }
    });
    text(ui, soft(desk.say(about(at.step))));
}

/// Every turn a mark; press or drag to be there.
fn time_line(ui: &mut Ui, desk: &mut Desk, view: &DebriefView) {
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 44.0), Sense::CLICK | Sense::DRAG);
    frame_reached(ui, &response);
    let (left, right) = (rect.min.x + 60.0, rect.max.x - 20.0);
    let (last, now) = (view.last.max(1), desk.session.debrief.turn);
    let step = (right - left) / f32::from((last - 1).max(1));
    let place = |turn: u16| egui::pos2(left + step * f32::from(turn - 1), rect.min.y + 14.0);
    let painter = ui.painter();
    let label = desk.say(words::TURN);
    let font = || theme::big(theme::SMALL);
    painter.text(rect.left_top() + egui::vec2(0.0, 6.0), egui::Align2::LEFT_TOP, label, font(), theme::SOFT);
    painter.line_segment([place(1), place(last)], egui::Stroke::new(3.0, theme::LINE));
    for turn in 1..=last {
        let at = place(turn);
        let is_turning = view.turning.iter().any(|point| point.turn.max(1) == turn);
        let (color, radius) = match (turn == now, is_turning) {
            (true, _) => (theme::SKY, 10.0),
            (false, true) => (theme::YELLOW, 7.0),
            (false, false) => (theme::LINE, 5.0),
        };
        painter.circle_filled(at, radius, color);
        let color = if turn == now { theme::TEXT } else { theme::SOFT };
        painter.text(at + egui::vec2(0.0, 20.0), egui::Align2::CENTER_CENTER, turn, font(), color);
    }
    if let Some(pointer) = response.interact_pointer_pos() {
        let turn = ((pointer.x - left) / step).round().clamp(0.0, f32::from(last - 1)) as u16 + 1;
        if turn != now {
            desk.act(Act::DebriefTurn(turn));
        }
    }
}

/// What every team was told for this turn.
fn told(ui: &mut Ui, desk: &Desk, view: &DebriefView) {
    let count = view.pictures.len().clamp(1, 3);
    ui.columns(count, |columns| {
        for (index, picture) in view.pictures.iter().enumerate() {
            let ui = &mut columns[index % count];
            ui.label(head(desk.say(words::TOLD_THEN)));
            for told in &picture.told {
                line(ui, desk, told);
            }
        }
    });
}

/// Everything that happened; each leads to the moment after it.
fn events(ui: &mut Ui, desk: &mut Desk, view: &DebriefView) {
    ui.label(head(format!("{}  {} / {}", desk.say(words::EVENTS), view.happened, view.events.len())));
    let moved = egui::Id::new("debrief moment");
    let is_moved = ui.ctx().data(|data| data.get_temp(moved)) != Some((view.turn, view.happened));
    ui.ctx().data_mut(|data| data.insert_temp(moved, (view.turn, view.happened)));
    scroll(ui, "events", |ui| {
        for (event, place) in view.events.iter().zip(1..) {
            let is_here = place == view.happened;
            let (_, click) = click_card(ui, ("event", place), is_here, |ui| {
                if place > view.happened {
                    ui.set_opacity(0.5);
                }
                line(ui, desk, event);
            });
            if is_here && is_moved {
                click.scroll_to_me(Some(Align::Center));
            }
            if click.clicked() {
                desk.act(Act::DebriefEvent(place));
            }
        }
    });
}

/// The turning points; each leads to its turn.
fn turning(ui: &mut Ui, desk: &mut Desk, view: &DebriefView) {
    ui.label(head(desk.say(words::TURNING)));
    computing(ui, desk, view);
    if view.turning.is_empty() && view.computing.is_none() {
        text(ui, soft(desk.say(words::NO_TURNING)));
    }
    scroll(ui, "turning", |ui| {
        for (place, point) in view.turning.iter().enumerate() {
            let is_here = point.turn.max(1) == desk.session.debrief.turn;
            let (_, click) = click_card(ui, ("turning", place), is_here, |ui| {
                let turn = match point.turn {
                    0 => desk.say(words::PREVENTION_SHORT).to_owned(),
                    turn => format!("{} {turn}", desk.say(words::TURN)),
                };
                let whose = format!("{}  {turn} · {}", place + 1, desk.session.partner(point.partner));
                text(ui, small(whose));
                let color = if point.is_good { theme::GREEN } else { theme::ORANGE };
                let value = format!("{} {}", desk.of(&point.value), desk.say(words::POINTS));
                ui.label(RichText::new(value).size(theme::HEAD).color(color));
                text(ui, desk.of(&point.orders));
            });
            if click.clicked() {
                desk.act(Act::Turning(place));
            }
        }
    });
}

/// How far the computing is.
fn computing(ui: &mut Ui, desk: &Desk, view: &DebriefView) {
    let Some((played, planned)) = view.computing else { return };
    let share = played as f32 / planned.max(1) as f32;
    let percent = desk.lang().percent(&format!("{:.0}", share * 100.0));
    ui.label(soft(words::COMPUTING.with(desk.lang(), percent)));
    bar(ui, share, ui.available_width().min(420.0), theme::SKY);
}

/// A column for each team.
fn accounts(ui: &mut Ui, desk: &Desk, all: &[Piece]) {
    let is_head = |piece: &Piece| matches!(piece, Piece::Heading(_));
    let teams = all.iter().filter(|piece| is_head(piece)).count();
    let count = teams.clamp(1, 3);
    ui.columns(count, |columns| {
        let mut team = 0;
        for (place, piece) in all.iter().enumerate() {
            team += usize::from(is_head(piece) && place > 0);
            pieces(&mut columns[team % count], desk, std::slice::from_ref(piece));
        }
    });
}

fn pieces(ui: &mut Ui, desk: &Desk, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Words(words) => {
                text(ui, soft(desk.of(words)));
                ui.add_space(8.0);
            }
            Piece::Heading(words) => {
                ui.label(RichText::new(desk.of(words)).size(24.0).color(theme::TEXT));
            }
            Piece::Table { head, rows } => {
                card(ui, false, |ui| table(ui, desk, head, rows));
                ui.add_space(10.0);
            }
        }
    }
}

/// Columns as wide as what stands in them, within reason; long texts break, but not within words.
fn table(ui: &mut Ui, desk: &Desk, head: &[Text], rows: &[Vec<Text>]) {
    // Letters of the longest cell and of the longest word.
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain([&head[column]]);
        let word = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        cells.fold((0, 0), |(cell, of), text| {
            let text = desk.of(text);
            (cell.max(text.chars().count()), of.max(word(text)))
        })
    };
    let columns: Vec<(usize, usize)> = (0..head.len()).map(longest).collect();
    let weights: Vec<f32> = columns.iter().map(|(cell, _)| (*cell).clamp(6, 48) as f32).collect();
    let least: Vec<f32> =
        columns.iter().map(|(_, word)| (*word).min(LONG_WORD) as f32 * LETTER + 10.0).collect();
    let (all, needed) = (weights.iter().sum::<f32>(), least.iter().sum::<f32>());
    let left = (ui.available_width().min(all * 11.0) - needed).max(0.0);
    let widths: Vec<f32> =
        least.iter().zip(&weights).map(|(least, weight)| least + left * weight / all).collect();
    let mut row = |cells: &[Text], is_head: bool| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (cell, width) in cells.iter().zip(&widths) {
                let size = egui::vec2(*width, 0.0);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
                    ui.set_width(size.x - 10.0);
                    ui.set_max_width(size.x - 10.0);
                    let words = desk.of(cell);
                    if is_head {
                        text(ui, small(words))
                    } else {
                        text(ui, words)
                    };
                });
                ui.add_space(10.0);
            }
        });
    };
    row(head, true);
    rows.iter().for_each(|cells| row(cells, false));
}
