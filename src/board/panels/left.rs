//! A seat's left panel: what came in, what the consoles say, what is owed by law, what was shared.

use super::super::act::Act;
use super::super::icons;
use super::super::session::{Dialog, LeftTab, List};
use super::super::theme;
use super::super::words;
use super::widgets::{chip, click_card, icon, reach, scroll, small, soft, tabs, text};
use super::{Desk, duties, talk};
use crate::rules::order::Target;
use crate::rules::picture::{AlertState, StageState};
use crate::scenario::ids::PartnerId;
use crate::view::{AlertItem, FactItem, InboxItem, SeatView, wording};
use bevy_egui::egui::{Color32, RichText, Ui};

/// Draws it.
pub(crate) fn panel(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    let open_choices =
        view.inbox.iter().filter(|item| !item.choices.is_empty() && item.chosen.is_none()).count();
    let new_alerts = view.alerts.iter().filter(|alert| alert.state == AlertState::New).count();
    let is_due = |state: StageState| matches!(state, StageState::Open | StageState::Overdue);
    let due = view.duties.iter().flat_map(|duty| &duty.stages).filter(|stage| is_due(stage.state)).count();
    let name = |word: words::Word, count: usize| {
        if count > 0 { format!("{} {count}", desk.say(word)) } else { desk.say(word).to_owned() }
    };
    let names = [
        (LeftTab::Inbox, name(words::INBOX, open_choices.max(view.inbox.len()))),
        (LeftTab::Alerts, name(words::ALERTS, new_alerts)),
        (LeftTab::Duties, name(words::DUTIES, due)),
        (LeftTab::Sharing, name(words::SHARED, view.facts.len())),
        (LeftTab::Talk, super::messages(desk)),
    ];
    let current = if names.iter().any(|(tab, _)| *tab == desk.session.left) {
        desk.session.left
    } else {
        LeftTab::Inbox
    };
    if let Some(tab) = tabs(ui, current, &names) {
        desk.act(Act::Left(tab));
    }
    scroll(ui, "left", |ui| match current {
        LeftTab::Alerts => alerts(ui, desk, view),
        LeftTab::Duties => duties::list(ui, desk, view),
        LeftTab::Talk => talk::list(ui, desk),
        LeftTab::Sharing => sharing(ui, desk, view),
        _ => inbox(ui, desk, view),
    });
}

fn inbox(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    if view.inbox.is_empty() {
        ui.label(soft(desk.say(words::EMPTY_INBOX)));
    }
    for (index, item) in view.inbox.iter().rev().enumerate() {
        let is_new = item.turn == view.clock.turn;
        let (_, click) =
            click_card(ui, ("inbox", item.inject), false, |ui| inbox_item(ui, desk, item, is_new));
        if index == 0 {
            reach(ui, desk, List::Left, &click);
        }
        if click.clicked() {
            desk.act(Act::Open(Dialog::Inject(item.inject)));
        }
    }
}

fn inbox_item(ui: &mut Ui, desk: &Desk, item: &InboxItem, is_new: bool) {
    ui.horizontal_wrapped(|ui| {
        let medium = words::medium(item.medium).say(desk.lang());
        chip(ui, medium, if is_new { theme::SKY } else { theme::SOFT });
        ui.label(small(format!("{} {}", desk.say(words::TURN), item.turn)));
        if !item.choices.is_empty() {
            let (word, color) = if item.chosen.is_some() {
                (words::CHOSEN, theme::GREEN)
            } else {
                (words::CHOICES, theme::ORANGE)
            };
            chip(ui, desk.say(word), color);
        }
    });
    text(ui, RichText::new(desk.of(&item.title)).color(theme::TEXT).strong());
    text(ui, small(format!("{} {}", desk.say(words::FROM), desk.of(&item.from))));
    let body = desk.of(&item.text);
    let short: String = body.chars().take(110).collect();
    let more = if short.len() < body.len() { " …" } else { "" };
    text(ui, soft(format!("{}{more}", short.trim_end())));
}

fn alert_color(state: AlertState) -> Color32 {
    match state {
        AlertState::New => theme::YELLOW,
        AlertState::Confirmed => theme::RED,
        AlertState::False => theme::GREEN,
        AlertState::Unclear => theme::ORANGE,
    }
}

fn alerts(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    if view.alerts.is_empty() {
        ui.label(soft(desk.say(words::EMPTY_ALERTS)));
    }
    for (index, alert) in view.alerts.iter().enumerate() {
        let is_chosen = desk.session.selected == Some(alert.node);
        let (_, click) = click_card(ui, ("alert", alert.number), is_chosen, |ui| alert_item(ui, desk, alert));
        if index == 0 {
            reach(ui, desk, List::Left, &click);
        }
        if click.clicked() {
            desk.act(Act::Select(Some(alert.node)));
        }
    }
}

fn alert_item(ui: &mut Ui, desk: &Desk, alert: &AlertItem) {
    ui.horizontal_wrapped(|ui| {
        ui.label(small(format!("#{} · {} {}", alert.number, desk.say(words::TURN), alert.turn)));
        chip(ui, words::alert(alert.state).say(desk.lang()), alert_color(alert.state));
    });
    text(ui, RichText::new(desk.of(&alert.node_name)).color(theme::TEXT).strong());
    text(ui, soft(desk.of(&alert.looks)));
}

fn sharing(ui: &mut Ui, desk: &mut Desk, view: &SeatView) {
    let flying = view.jobs.iter().filter(|job| matches!(job.order.target, Target::Share { .. }));
    for job in flying {
        super::widgets::card(ui, false, |ui| {
            ui.horizontal_wrapped(|ui| {
                icon(ui, &icons::letter(), theme::GREEN, 22.0);
                chip(ui, desk.say(words::IN_FLIGHT), theme::GREEN);
                ui.label(small(words::ARRIVES.with(desk.lang(), job.ends)));
            });
            text(ui, desk.of(&job.text));
        });
    }
    if view.facts.is_empty() {
        text(ui, soft(desk.say(words::EMPTY_FACTS)));
    }
    for (index, fact) in view.facts.iter().enumerate() {
        let (_, click) = click_card(ui, ("fact", fact.fact), false, |ui| fact_item(ui, desk, fact));
        if index == 0 {
            reach(ui, desk, List::Left, &click);
        }
        // Straight to the order that would pass it on.
        let is_it = |target| matches!(target, Target::Share { fact: of, .. } if of == fact.fact);
        if click.clicked() {
            desk.act(Act::ToOrder(super::orders::place_of(view, is_it)));
        }
    }
}

fn fact_item(ui: &mut Ui, desk: &mut Desk, fact: &FactItem) {
    text(ui, desk.of(&fact.text));
    ui.horizontal_wrapped(|ui| {
        chip(ui, wording::tlp(fact.label), theme::SOFT);
        ui.label(small(&fact.admiralty));
        match fact.from {
            Some(partner) => {
                let who = desk.session.partner(partner);
                chip(ui, &words::TOLD_BY.with(desk.lang(), who), theme::SKY);
            }
            None => {
                ui.label(small(desk.say(words::OWN_FINDING)));
            }
        }
        ui.label(small(format!("{} {}", desk.say(words::TURN), fact.turn)));
        if fact.blocked {
            chip(ui, desk.say(words::BLOCKED), theme::GREEN);
        }
        if fact.watched {
            chip(ui, desk.say(words::WATCHED), theme::GREEN);
        }
    });
    if fact.told.is_empty() && fact.from.is_none() {
        ui.label(RichText::new(desk.say(words::NOT_TOLD)).size(theme::SMALL).color(theme::ORANGE));
    }
    for to in &fact.told {
        let has = |list: &[(PartnerId, u16)]| list.iter().any(|(at, _)| at == to);
        let how = match (has(&fact.arrived), has(&fact.read)) {
            (_, true) => words::READ_BY,
            (true, false) => words::ARRIVED,
            (false, false) => words::ON_ITS_WAY,
        };
        let told = how.with(desk.lang(), desk.session.partner(*to));
        text(ui, RichText::new(told).size(theme::SMALL).color(theme::GREEN));
    }
    acknowledgement(ui, desk, fact);
}

/// What another partner told us: its sender wants to know that we have read it.
fn acknowledgement(ui: &mut Ui, desk: &mut Desk, fact: &FactItem) {
    if fact.heard.is_empty() {
        return;
    }
    if fact.acknowledged.is_some() {
        ui.label(small(desk.say(words::ACKNOWLEDGED)));
    } else if ui.button(desk.say(words::ACKNOWLEDGE)).clicked() {
        desk.act(Act::Acknowledge(fact.fact));
    }
}
