//! A seat's right panel: orders as cards grouped by what they are for, drafts, what runs.

use super::super::act::Act;
use super::super::session::{RightTab, Session};
use super::super::sim::{Shown, View};
use super::super::theme;
use super::super::words;
use super::widgets::{card, chip, click_card, main_button, reason, scroll, sized, small, soft, tabs, text};
use super::{Desk, node, people, table};
use crate::rules::order::{Order, Target};
use crate::scenario::ids::NodeId;
use crate::scenario::words::{OrderGroup, People};
use crate::view::{DraftItem, JobItem, OrderCard, OrderChoice, PreventionItem, SeatView};
use bevy_egui::egui::{self, Align, Layout, RichText, Ui};

/// How many targets of one card are listed at once.
const LISTED: usize = 12;

/// Draws it.
pub(crate) fn panel(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    people::strip(ui, desk, view);
    ui.add_space(4.0);
    let names = [
        (RightTab::Orders, desk.say(words::ORDERS).to_owned()),
        (RightTab::Node, desk.say(words::NODE).to_owned()),
        (RightTab::Table, desk.say(words::ALL_NODES).to_owned()),
    ];
    let current = names.iter().map(|(tab, _)| *tab).find(|tab| *tab == desk.session.right);
    let current = current.unwrap_or(RightTab::Orders);
    if let Some(tab) = tabs(ui, current, &names) {
        desk.act(Act::Right(tab));
    }
    let has_footer = view.takes_orders() || !view.jobs.is_empty();
    if has_footer {
        let room = ui.available_height() * 0.5;
        let frame = egui::Frame::new().fill(theme::PANEL).inner_margin(egui::Margin::symmetric(0, 6));
        let drafts = desk.shown.drafts().len();
        let lines = view.jobs.len() + drafts;
        let fixed = if view.takes_orders() { if drafts > 0 { 190.0 } else { 100.0 } } else { 46.0 };
        let height = (lines as f32 * 34.0 + fixed).min(room);
        egui::Panel::bottom("drafts").resizable(false).exact_size(height).frame(frame).show(ui, |ui| {
            footer(ui, desk, view);
        });
    }
    scroll(ui, &format!("right {current:?}"), |ui| match current {
        RightTab::Node => node::card(ui, desk, Some(view)),
        RightTab::Table => table::list(ui, desk),
        _ => cards(ui, desk, view),
    });
}

/// Cards that can be ordered now, in the order in which they are listed.
fn rows(view: &SeatView) -> Vec<&OrderCard> {
    let of = |group: &OrderGroup| {
        let group = *group;
        view.orders.iter().filter(move |card| card.group == group && !card.choices.is_empty())
    };
    OrderGroup::ALL.iter().flat_map(of).collect()
}

/// Orders that can be given for a node now.
pub(crate) fn rows_at(view: &SeatView, node: NodeId) -> Vec<(&OrderCard, &OrderChoice)> {
    let pairs = view.orders.iter().flat_map(|card| card.choices.iter().map(move |choice| (card, choice)));
    pairs.filter(|(_, choice)| choice.node == Some(node)).collect()
}

/// Row and target of the first order whose target is one of these.
pub(crate) fn place_of(view: &SeatView, is_it: impl Fn(Target) -> bool) -> Option<(usize, usize)> {
    rows(view).iter().enumerate().find_map(|(row, card)| {
        let choice = card.choices.iter().position(|choice| is_it(choice.order.target))?;
        Some((row, choice))
    })
}

/// Choices of a card that the search leaves, those of the chosen node first.
fn choices<'c>(card: &'c OrderCard, session: &Session) -> Vec<&'c OrderChoice> {
    let wanted = session.search.to_lowercase();
    let fits = |choice: &&OrderChoice| {
        wanted.is_empty() || session.lang.of(&choice.label).to_lowercase().contains(&wanted)
    };
    let mut choices: Vec<&OrderChoice> = card.choices.iter().filter(fits).collect();
    choices.sort_by_key(|choice| choice.node.is_none() || choice.node != session.selected);
    choices
}

/// What the row that the arrow keys have reached would order.
pub(crate) fn row_draft(session: &Session, shown: &Shown) -> Option<Order> {
    let Some(View::Seat(view)) = &shown.view else { return None };
    if session.right == RightTab::Node {
        let rows = rows_at(view, session.selected?);
        let (_, choice) = rows.get(session.row.min(rows.len().checked_sub(1)?))?;
        return Some(choice.order);
    }
    let rows = rows(view);
    let card = rows.get(session.row.min(rows.len().checked_sub(1)?))?;
    let choices = choices(card, session);
    let choice = choices.get(session.choice.min(choices.len().checked_sub(1)?))?;
    Some(choice.order)
}

fn cards(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    if let Some(PreventionItem { budget, left }) = view.prevention {
        text(ui, soft(desk.say(words::PREVENTION)));
        text(ui, RichText::new(format!("{}: {left} / {budget}", desk.say(words::POINTS_LEFT))).strong());
    } else if !view.takes_orders() {
        text(ui, soft(desk.say(words::NOT_ORDERS)));
    }
    let rows = rows(view);
    let row = desk.session.row.min(rows.len().saturating_sub(1));
    for group in OrderGroup::ALL {
        let is_shown = |card: &&OrderCard| card.group == *group && card.prevention != Some(0);
        let all: Vec<&OrderCard> = view.orders.iter().filter(is_shown).collect();
        if all.is_empty() {
            continue;
        }
        ui.add_space(6.0);
        ui.label(RichText::new(words::group(*group).say(desk.lang())).size(theme::HEAD).color(theme::SKY));
        for order in all.iter().filter(|order| !order.choices.is_empty()) {
            let index = rows.iter().position(|other| other.measure == order.measure).unwrap_or(usize::MAX);
            one(ui, desk, order, index, index == row);
        }
        for order in all.iter().filter(|order| order.choices.is_empty()) {
            idle(ui, desk, order);
        }
    }
}

/// How long an order takes.
pub(crate) fn duration(desk: &Desk, order: &OrderCard) -> String {
    match (order.prevention, order.turns) {
        (Some(1), _) => desk.say(words::ONE_POINT).to_owned(),
        (Some(points), _) => words::N_POINTS.with(desk.lang(), points),
        (None, 0) => desk.say(words::AT_ONCE).to_owned(),
        (None, 1) => desk.say(words::ONE_TURN).to_owned(),
        (None, turns) => words::N_TURNS.with(desk.lang(), turns),
    }
}

/// Duration, people and odds in one line.
fn figures(ui: &mut Ui, desk: &Desk, order: &OrderCard) {
    let turns = duration(desk, order);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let people = order.prevention.is_none().then(|| people::cost(desk, &order.people));
        ui.label(small([Some(turns), people].into_iter().flatten().collect::<Vec<_>>().join(" · ")));
        if order.odds > 0 && order.odds < 1000 {
            let odds = desk.lang().percent(&(order.odds / 10).to_string());
            ui.label(small(format!("· {} {odds}", desk.say(words::ODDS))));
        }
        if order.assumption {
            chip(ui, desk.say(words::ASSUMPTION), theme::ORANGE).on_hover_text(&order.source);
        }
    });
}

fn one(ui: &mut Ui, desk: &mut Desk, order: &OrderCard, index: usize, is_open: bool) {
    if !is_open {
        let (_, click) = click_card(ui, ("order", order.measure), false, |ui| {
            text(ui, RichText::new(desk.of(&order.name)).color(theme::TEXT).strong());
            figures(ui, desk, order);
        });
        if click.clicked() {
            desk.act(Act::ToRow(index));
        }
        return;
    }
    let (_, response) = card(ui, true, |ui| {
        text(ui, RichText::new(desk.of(&order.name)).color(theme::TEXT).strong());
        figures(ui, desk, order);
        text(ui, soft(desk.of(&order.text)));
        let breaks = desk.of(&order.breaks);
        if !breaks.is_empty() {
            let note = format!("{}: {breaks}", desk.say(words::BREAKS));
            text(ui, RichText::new(note).size(theme::SMALL).color(theme::ORANGE));
        }
        targets(ui, desk, order);
    });
    if desk.session.row > 0 {
        response.scroll_to_me_once(ui, desk.session.row);
    }
}

/// Scrolls to a card when the row has changed, and not while somebody scrolls.
trait ScrollOnce {
    fn scroll_to_me_once(&self, ui: &Ui, row: usize);
}

impl ScrollOnce for egui::Response {
    fn scroll_to_me_once(&self, ui: &Ui, row: usize) {
        let id = egui::Id::new("row seen");
        let before = ui.ctx().data(|data| data.get_temp::<usize>(id));
        if before != Some(row) {
            ui.ctx().data_mut(|data| data.insert_temp(id, row));
            self.scroll_to_me(None);
        }
    }
}

fn targets(ui: &mut Ui, desk: &mut Desk, order: &OrderCard) {
    if order.choices.len() > 8 {
        let mut wanted = desk.session.search.clone();
        let edit = egui::TextEdit::singleline(&mut wanted)
            .hint_text(desk.say(words::SEARCH))
            .desired_width(f32::INFINITY);
        if ui.add(edit).changed() {
            desk.act(Act::Search(wanted));
        }
    }
    let found = choices(order, desk.session);
    let at = desk.session.choice.min(found.len().saturating_sub(1));
    let first = at.saturating_sub(LISTED - 1);
    for (index, choice) in found.iter().enumerate().skip(first).take(LISTED) {
        let is_at = index == at;
        row(ui, |ui| {
            let button = egui::Button::new(desk.say(words::DRAFT));
            let button = if is_at { button.stroke((1.5, theme::SKY)) } else { button };
            let clicked = ui.add(button).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let color = if is_at { theme::TEXT } else { theme::SOFT };
                text(ui, RichText::new(desk.of(&choice.label)).color(color));
            });
            if clicked {
                desk.act(Act::Draft(choice.order));
            }
        });
    }
    if found.len() > first + LISTED {
        ui.label(small(words::MORE.with(desk.lang(), found.len() - first - LISTED)));
    }
}

/// A card with nothing to order it for, and why.
fn idle(ui: &mut Ui, desk: &Desk, order: &OrderCard) {
    let reason = order.blocked.as_ref().map_or("", |reason| desk.of(reason));
    ui.horizontal_wrapped(|ui| {
        ui.add_space(10.0);
        ui.label(small(desk.of(&order.name))).on_hover_ui(|ui| {
            ui.set_max_width(380.0);
            text(ui, desk.of(&order.text));
            text(ui, soft(reason));
        });
    });
}

/// Drafts and what runs; the button stays in sight.
fn footer(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    let drafts = desk.shown.drafts().to_vec();
    let may_order = view.takes_orders();
    if may_order && !drafts.is_empty() {
        let frame = egui::Frame::new().fill(theme::PANEL);
        egui::Panel::bottom("commit").resizable(false).show_separator_line(false).frame(frame).show(
            ui,
            |ui| {
                committer(ui, desk, view, &drafts);
            },
        );
    }
    egui::ScrollArea::vertical().id_salt("footer").auto_shrink([false, false]).show(ui, |ui| {
        if !view.jobs.is_empty() {
            ui.label(soft(desk.say(words::RUNNING)));
            view.jobs.iter().for_each(|job| job_line(ui, desk, job));
        }
        if may_order {
            draft_lines(ui, desk, &drafts);
        }
    });
}

/// A row that is filled from the right.
fn row(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| ui.with_layout(Layout::right_to_left(Align::Center), content));
}

fn job_line(ui: &mut Ui, desk: &mut Desk, job: &JobItem) {
    row(ui, |ui| {
        if job.fresh && ui.button("×").on_hover_text(desk.say(words::TAKE_BACK)).clicked() {
            desk.act(Act::TakeBack(job.order));
        }
        if job.ends > 0 {
            ui.label(small(words::UNTIL.with(desk.lang(), job.ends)));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(egui::Label::new(desk.of(&job.text)).truncate());
        });
    });
}

fn draft_lines(ui: &mut Ui, desk: &mut Desk, drafts: &[DraftItem]) {
    ui.label(soft(desk.say(words::DRAFTS)));
    if drafts.is_empty() {
        ui.label(small(desk.say(words::NO_DRAFTS)));
    }
    for draft in drafts {
        row(ui, |ui| {
            if ui.button("×").on_hover_text(desk.say(words::DROP)).clicked() {
                desk.act(Act::DropDraft(draft.order));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let color = if draft.problem.is_some() { theme::ORANGE } else { theme::TEXT };
                let line = egui::Label::new(RichText::new(desk.of(&draft.text)).color(color)).truncate();
                let shown = ui.add(line);
                if let Some(problem) = &draft.problem {
                    shown.on_hover_text(desk.of(problem));
                }
            });
        });
        for warning in &draft.warnings {
            text(ui, RichText::new(desk.of(warning)).size(theme::SMALL).color(theme::ORANGE));
        }
    }
}

/// Why, and the button.
fn committer(ui: &mut Ui, desk: &mut Desk, view: &SeatView, drafts: &[DraftItem]) {
    if let Some(short) = shortage(drafts, view) {
        let note =
            format!("{} ({})", desk.say(words::TOO_MANY), desk.of(&crate::view::wording::people(short)));
        text(ui, RichText::new(note).size(theme::SMALL).color(theme::ORANGE));
    }
    let is_sent = reason(ui, desk);
    let name = words::COMMIT_ALL.with(desk.lang(), drafts.len());
    let width = ui.available_width();
    if sized(ui, [width, 36.0], main_button(&name)).clicked() || is_sent {
        desk.act(Act::Commit);
    }
}

/// A kind of people of which the drafts take more than are free.
fn shortage(drafts: &[DraftItem], view: &SeatView) -> Option<People> {
    let wanted = |kind: People| -> u32 {
        let cards = drafts
            .iter()
            .filter_map(|draft| view.orders.iter().find(|card| card.measure == draft.order.measure));
        let of_kind = cards.flat_map(|card| &card.people).filter(|(other, _)| *other == kind);
        of_kind.map(|(_, count)| u32::from(*count)).sum()
    };
    view.people.iter().find(|people| wanted(people.kind) > u32::from(people.free)).map(|people| people.kind)
}
