//! The top line: where the exercise stands, how long it lasts, who is looking, and the way on.

use super::super::act::Act;
use super::super::session::{Dialog, Screen};
use super::super::sim::Shown;
use super::super::theme;
use super::super::words::{self, Lang};
use super::Desk;
use super::widgets::{main_button, sized, small, soft};
use crate::live::link::Viewer;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::view::ClockView;
use bevy_egui::egui::{self, Align, Layout, RichText, Ui};

/// From how many minutes on a later end is worth a warning.
const OVERRUN_MIN: i64 = 3;

/// Draws it; returns its lower edge.
pub(crate) fn bar(root: &mut Ui, desk: &mut Desk) -> f32 {
    let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::symmetric(14, 8));
    let shown = egui::Panel::top("top").frame(frame).show(root, |ui| {
        let Some(clock) = desk.shown.view.as_ref().map(|view| view.clock().clone()) else { return };
        ui.horizontal(|ui| {
            standing(ui, desk, &clock);
            timer(ui, desk, &clock);
            exercise_time(ui, desk, &clock);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| controls(ui, desk, &clock));
        });
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            seats(ui, desk);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| tools(ui, desk, &clock));
        });
    });
    shown.response.rect.max.y
}

fn standing(ui: &mut Ui, desk: &Desk, clock: &ClockView) {
    ui.vertical(|ui| {
        ui.set_min_width(150.0);
        let turn =
            format!("{} {} {} {}", desk.say(words::TURN), clock.turn, desk.say(words::OF), clock.turns);
        ui.label(small(turn));
        ui.label(RichText::new(words::phase(clock.phase).say(desk.lang())).size(26.0).color(theme::TEXT));
    });
    phases(ui, clock.phase);
}

/// The four phases as steps, the present one filled.
fn phases(ui: &mut Ui, phase: Phase) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(92.0, 30.0), egui::Sense::hover());
    let all = [Phase::Situation, Phase::Orders, Phase::Resolution, Phase::Review];
    for (index, step) in all.into_iter().enumerate() {
        let at = egui::pos2(rect.min.x + 12.0 + 22.0 * index as f32, rect.center().y);
        let is_past = phase > step;
        let radius = if phase == step { 9.0 } else { 6.0 };
        if phase == step {
            ui.painter().circle_filled(at, radius, theme::SKY);
        } else if is_past {
            ui.painter().circle_filled(at, radius, theme::LINE);
        } else {
            ui.painter().circle_stroke(at, radius, egui::Stroke::new(2.0, theme::LINE));
        }
    }
}

fn timer(ui: &mut Ui, desk: &Desk, clock: &ClockView) {
    let Some(revision) = desk.shown.revision else { return };
    if matches!(clock.phase, Phase::Briefing | Phase::Ended) {
        return;
    }
    ui.vertical(|ui| {
        ui.set_min_width(110.0);
        if clock.phase_minutes == 0 {
            ui.label(small(desk.say(words::NO_LIMIT)));
            return;
        }
        let over = revision.timer_ms < 0;
        let seconds = revision.timer_ms.abs() / 1000;
        let text = format!("{}{}:{:02}", if over { "+" } else { "" }, seconds / 60, seconds % 60);
        let color = if revision.paused {
            theme::ORANGE
        } else if over {
            theme::RED
        } else {
            theme::TEXT
        };
        let note = if revision.paused {
            RichText::new(desk.say(words::PAUSED)).size(theme::SMALL).color(theme::ORANGE)
        } else if over {
            RichText::new(desk.say(words::TIMER_OVER)).size(theme::SMALL).color(theme::RED)
        } else {
            small(format!("{} min", clock.phase_minutes))
        };
        ui.label(note);
        ui.label(RichText::new(text).font(egui::FontId::monospace(26.0)).color(color));
    });
}

fn exercise_time(ui: &mut Ui, desk: &Desk, clock: &ClockView) {
    let lang = desk.lang();
    ui.vertical(|ui| {
        ui.label(small(format!("{} · {} {}", date(clock.time_s, lang), clock.hours, desk.say(words::HOURS))));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            for local in &clock.local {
                let (rect, response) = ui.allocate_exact_size(egui::vec2(18.0, 20.0), egui::Sense::hover());
                sun_or_moon(ui, rect, local.day);
                response.on_hover_text(if local.day { desk.say(words::DAY) } else { desk.say(words::NIGHT) });
                let text = format!("{} {:02}:{:02}", local.short, local.minute / 60, local.minute % 60);
                ui.label(RichText::new(text).size(18.0).color(theme::TEXT));
                ui.add_space(6.0);
            }
        });
    });
}

fn sun_or_moon(ui: &Ui, rect: egui::Rect, is_day: bool) {
    let center = rect.center();
    if is_day {
        ui.painter().circle_filled(center, 6.0, theme::YELLOW);
        for ray in 0..8u8 {
            let way = egui::Vec2::angled(f32::from(ray) * std::f32::consts::FRAC_PI_4);
            ui.painter().line_segment([center + way * 7.5, center + way * 9.5], (1.5, theme::YELLOW));
        }
    } else {
        ui.painter().circle_filled(center, 7.0, theme::SKY);
        ui.painter().circle_filled(center + egui::vec2(3.5, -2.0), 6.0, theme::PANEL);
    }
}

/// Day and hour of the exercise in UTC, as both sides read it.
fn date(time_s: i64, lang: Lang) -> String {
    let Ok(time) = jiff::Timestamp::from_second(time_s) else { return String::new() };
    let time = time.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let day = usize::try_from(time.weekday().to_monday_zero_offset()).unwrap_or(0);
    let days = match lang {
        Lang::De => ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    match lang {
        Lang::De => format!(
            "{} {}.{}. {:02}:{:02} UTC",
            days[day],
            time.day(),
            time.month(),
            time.hour(),
            time.minute()
        ),
        Lang::En => format!(
            "{} {}/{} {:02}:{:02} UTC",
            days[day],
            time.month(),
            time.day(),
            time.hour(),
            time.minute()
        ),
    }
}

fn controls(ui: &mut Ui, desk: &mut Desk, clock: &ClockView) {
    let next = match clock.phase {
        Phase::Briefing => words::START,
        Phase::Situation => words::NEXT_ORDERS,
        Phase::Orders => words::NEXT_RESOLUTION,
        Phase::Resolution => words::NEXT_REVIEW,
        Phase::Review if clock.turn >= clock.turns => words::END,
        Phase::Review => words::NEXT_SITUATION,
        Phase::Ended => words::SCORE,
    };
    let act = if clock.phase == Phase::Ended { Act::Score } else { Act::Next };
    if sized(ui, [150.0, 40.0], main_button(desk.say(next))).on_hover_text("Space").clicked() {
        desk.act(act);
    }
    if clock.phase != Phase::Ended {
        let paused = desk.shown.revision.is_some_and(|revision| revision.paused);
        let text = desk.say(if paused { words::RESUME } else { words::PAUSE });
        if sized(ui, [96.0, 40.0], egui::Button::new(text)).on_hover_text("P").clicked() {
            desk.act(Act::Pause);
        }
    }
    projection(ui, desk, clock);
}

/// When the exercise should end by the clock on the wall, and how much later than planned.
fn projection(ui: &mut Ui, desk: &Desk, clock: &ClockView) {
    if matches!(clock.phase, Phase::Briefing | Phase::Ended) {
        return;
    }
    let end = projected_end(desk.shown);
    let late_min = desk.session.planned_end.map_or(0, |planned| (end.as_second() - planned.as_second()) / 60);
    let local = end.to_zoned_datetime(jiff::tz::TimeZone::system());
    let time = desk.lang().hour(local.hour(), local.minute());
    if late_min >= OVERRUN_MIN {
        let text = format!("! {}", words::OVERRUN.with(desk.lang(), late_min));
        ui.label(RichText::new(text).color(theme::ORANGE));
    }
    ui.label(soft(words::ENDS_AT.with(desk.lang(), time)));
}

/// Whether the top line has to do with less: what is left out is in the help, too.
fn is_narrow(ui: &Ui) -> bool {
    ui.ctx().viewport_rect().width() < 1500.0
}

/// The time on the wall at which the exercise ends if every phase to come takes as long as advised.
pub(crate) fn projected_end(shown: &Shown) -> jiff::Timestamp {
    let now = jiff::Timestamp::now();
    let Some(clock) = shown.view.as_ref().map(super::super::sim::View::clock) else { return now };
    let later_min = clock.minutes_left.saturating_sub(clock.phase_minutes);
    let here_s = shown.revision.map_or(0, |revision| revision.timer_ms.max(0) / 1000);
    let left_s = i64::from(later_min) * 60 + here_s;
    now.checked_add(jiff::SignedDuration::from_secs(left_s)).unwrap_or(now)
}

/// Who looks: the trainer and each partner, the present one filled.
fn seats(ui: &mut Ui, desk: &mut Desk) {
    let now = desk.shown.viewer();
    let count = desk.session.sheet.as_ref().map_or(0, |sheet| sheet.partners.len());
    let partners = (0..count).map(|index| Viewer::Partner(PartnerId::at(index)));
    ui.label(small(desk.say(words::SEATS)));
    for (key, viewer) in [Viewer::Trainer].into_iter().chain(partners).enumerate() {
        let is_now = viewer == now;
        let name = desk.session.viewer(viewer).to_owned();
        let fill = if is_now { egui::Color32::from_rgb(0x1f, 0x5f, 0x86) } else { theme::CARD };
        let color = if is_now { theme::TEXT } else { theme::SOFT };
        let button = egui::Button::new(RichText::new(format!("{key}  {name}")).color(color)).fill(fill);
        if ui.add(button).clicked() && !is_now {
            desk.act(Act::Seat(viewer));
        }
    }
    if now == Viewer::Trainer {
        ui.add_space(6.0);
        let truth = if is_narrow(ui) { words::TRUTH_SHORT } else { words::TRUTH };
        ui.label(RichText::new(desk.say(truth)).size(theme::SMALL).color(theme::ORANGE));
    }
}

fn tools(ui: &mut Ui, desk: &mut Desk, clock: &ClockView) {
    let mut button = |ui: &mut Ui, text: &str, key: &str, act: Act| {
        if ui.button(text).on_hover_text(key).clicked() {
            desk.acts.push(act);
        }
    };
    let lang = desk.session.lang;
    button(ui, "?", "F1", Act::Open(Dialog::Help));
    button(ui, words::LANGUAGE.say(lang), "L", Act::Language);
    if !is_narrow(ui) {
        button(ui, "A+", ".", Act::Bigger(1.1));
        button(ui, "A−", ",", Act::Bigger(1.0 / 1.1));
    }
    if desk.session.screen == Screen::Play {
        button(ui, "⛶", "F", Act::Fit);
    }
    button(ui, words::EMERGENCY_SHORT.say(lang), "X", Act::Open(Dialog::Emergency));
    if desk.shown.viewer() == Viewer::Trainer {
        button(ui, words::PLACES.say(lang), "Q", Act::Seats);
        let name = if desk.session.screen == Screen::Score { words::BACK } else { words::SCORE };
        button(ui, name.say(lang), "W", Act::Score);
        if clock.phase == Phase::Ended {
            button(ui, words::DEBRIEF.say(lang), "B", Act::Debrief);
        }
        if clock.turn > 0 {
            button(ui, words::UNDO.say(lang), "U", Act::Open(Dialog::Undo(clock.turn)));
        }
        if !matches!(clock.phase, Phase::Briefing | Phase::Ended) {
            button(ui, words::END.say(lang), "", Act::Open(Dialog::End));
        }
    }
}
