//! What happened: the recap of the turn, larger while it is being reviewed.

use super::super::act::Act;
use super::super::theme;
use super::super::words;
use super::Desk;
use super::widgets::{self, head, scroll, small, soft};
use crate::rules::situation::Phase;
use crate::view::Line;
use bevy_egui::egui::{self, Ui};

/// Draws it; returns its upper edge.
pub(crate) fn recap(root: &mut Ui, desk: &mut Desk) -> f32 {
    let Some(view) = &desk.shown.view else { return root.ctx().viewport_rect().max.y };
    let (clock, lines) = (view.clock(), view.lines());
    let is_review = matches!(clock.phase, Phase::Review | Phase::Ended);
    let height = root.ctx().viewport_rect().height();
    // No more room than there is to read.
    let columns = if root.ctx().viewport_rect().width() > 1150.0 { 2 } else { 1 };
    let wanted = 84.0 + 27.0 * lines.len().div_ceil(columns) as f32;
    let size = if is_review {
        wanted.clamp(104.0, (height * 0.27).max(150.0))
    } else {
        (height * 0.12).clamp(104.0, 150.0)
    };
    let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::symmetric(14, 8));
    let shown =
        egui::Panel::bottom("recap").exact_size(size).resizable(false).frame(frame).show(root, |ui| {
            if let Some(ending) = &clock.ending {
                ui.label(head(desk.of(ending)));
            } else if clock.phase == Phase::Ended {
                ui.label(head(desk.say(words::ENDED)));
            } else if is_review {
                ui.label(head(words::RECAP_OF.with(desk.lang(), clock.turn)));
            } else {
                ui.label(soft(desk.say(words::RECAP)));
            }
            if lines.is_empty() {
                ui.label(small(desk.say(words::EMPTY_RECAP)));
                return;
            }
            let mut chosen = None;
            scroll(ui, "recap", |ui| {
                if desk.session.dialog.is_none() {
                    widgets::turn_pages(ui, desk, size * 0.6);
                }
                let newest: Vec<&Line> = lines.iter().rev().take(120).collect();
                ui.columns(columns, |columns| {
                    let count = columns.len();
                    let half = newest.len().div_ceil(count);
                    for (index, part) in newest.chunks(half.max(1)).enumerate() {
                        part.iter().for_each(|line| chosen = chosen.or(row(&mut columns[index], desk, line)));
                    }
                });
            });
            if let Some(node) = chosen {
                desk.act(Act::Select(Some(node)));
            }
        });
    shown.response.rect.min.y
}

/// One line with its sign; returns its node when clicked.
pub(crate) fn row(ui: &mut Ui, desk: &Desk, line: &Line) -> Option<crate::scenario::ids::NodeId> {
    let shown = widgets::line(ui, desk, line);
    let node = line.node?;
    // Not for the keyboard: a long recap would stand between everything else.
    let click = shown.interact(egui::Sense::CLICK);
    if click.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    click.clicked().then_some(node)
}
