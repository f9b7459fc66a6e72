//! The trainer's left panel: teams at a glance, the list of injects, the attackers.

use super::super::act::Act;
use super::super::icons;
use super::super::session::{Dialog, LeftTab, List};
use super::super::theme;
use super::super::words;
use super::widgets::{card, chip, click_card, icon, reach, reason, scroll, small, soft, tabs, text};
use super::{Desk, talk};
use crate::rules::situation::InjectState;
use crate::view::{ActorItem, InjectItem, MoveItem, PartnerStatus, TrainerView};
use bevy_egui::egui::{self, Color32, RichText, Ui};

/// Draws it.
pub(crate) fn panel(ui: &mut Ui, desk: &mut Desk, view: &TrainerView) {
    let names = [
        (LeftTab::Teams, desk.say(words::TEAMS).to_owned()),
        (LeftTab::Injects, desk.say(words::INJECTS).to_owned()),
        (LeftTab::Attackers, desk.say(words::ATTACKERS).to_owned()),
        (LeftTab::Talk, super::messages(desk)),
    ];
    let current = if names.iter().any(|(tab, _)| *tab == desk.session.left) {
        desk.session.left
    } else {
        LeftTab::Teams
    };
    if let Some(tab) = tabs(ui, current, &names) {
        desk.act(Act::Left(tab));
    }
    scroll(ui, "trainer", |ui| match current {
        LeftTab::Injects => {
            for (index, inject) in view.injects.iter().enumerate() {
                let click = inject_row(ui, desk, inject);
                if index == 0 {
                    reach(ui, desk, List::Left, &click);
                }
            }
        }
        LeftTab::Talk => talk::list(ui, desk),
        LeftTab::Attackers => {
            for actor in &view.actors {
                actor_row(ui, desk, actor);
                view.moves.iter().filter(|of| of.actor == actor.actor).for_each(|of| move_row(ui, desk, of));
            }
        }
        _ => {
            view.partners.iter().for_each(|partner| team(ui, desk, partner));
            flights(ui, desk, view);
        }
    });
}

fn team(ui: &mut Ui, desk: &Desk, team: &PartnerStatus) {
    card(ui, false, |ui| {
        ui.horizontal(|ui| {
            text(ui, RichText::new(desk.of(&team.name)).size(theme::HEAD).color(theme::TEXT));
            if let Some(doctrine) = &team.autopilot {
                chip(ui, desk.say(words::AUTOPILOT), theme::ORANGE).on_hover_text(doctrine);
            }
        });
        let grid = egui::Grid::new(("team", team.partner)).num_columns(2).spacing([14.0, 3.0]);
        grid.show(ui, |ui| {
            let mut line = |name: words::Word, value: String, color: Color32| {
                ui.label(soft(desk.say(name)));
                ui.label(RichText::new(value).color(color));
                ui.end_row();
            };
            let alarm = |count: u16, color: Color32| if count > 0 { color } else { theme::TEXT };
            line(words::ORDERS_NOW, team.orders_this_turn.to_string(), theme::TEXT);
            line(
                words::PEOPLE,
                format!("{} / {} {}", team.free, team.on_shift, desk.say(words::FREE)),
                theme::TEXT,
            );
            line(words::NEW_ALERTS, team.alerts_new.to_string(), alarm(team.alerts_new, theme::YELLOW));
            line(words::CONFIRMED, team.confirmed.to_string(), alarm(team.confirmed, theme::ORANGE));
            line(words::HELD, team.held.to_string(), alarm(team.held, theme::RED));
            line(words::IMPAIRED, team.impaired.to_string(), alarm(team.impaired, theme::PURPLE));
            line(words::SHARES, team.shares.to_string(), theme::TEXT);
            line(words::TRUST, team.trust.to_string(), theme::TEXT);
        });
    });
}

fn flights(ui: &mut Ui, desk: &Desk, view: &TrainerView) {
    for (from, to, fact, arrives) in &view.transit {
        card(ui, false, |ui| {
            ui.horizontal_wrapped(|ui| {
                icon(ui, &icons::letter(), theme::GREEN, 20.0);
                ui.label(small(format!("{} → {}", desk.session.partner(*from), desk.session.partner(*to))));
                ui.label(small(words::ARRIVES.with(desk.lang(), arrives)));
            });
            text(ui, desk.of(fact));
        });
    }
}

fn inject_row(ui: &mut Ui, desk: &mut Desk, inject: &InjectItem) -> egui::Response {
    let (_, click) = click_card(ui, ("inject", inject.inject), false, |ui| {
        ui.horizontal_wrapped(|ui| {
            let color = match inject.state {
                InjectState::Pending => theme::SOFT,
                InjectState::Armed | InjectState::Delayed(_) => theme::ORANGE,
                InjectState::Fired => theme::GREEN,
                InjectState::Skipped => theme::PURPLE,
            };
            chip(ui, words::inject(inject.state).say(desk.lang()), color);
            ui.label(small(desk.of(&inject.when)));
            if inject.edited {
                chip(ui, desk.say(words::REWORDED), theme::SKY);
            }
        });
        text(ui, RichText::new(desk.of(&inject.title)).color(theme::TEXT).strong());
        text(ui, small(inject.to.join(", ")));
    });
    if click.clicked() {
        desk.act(Act::Open(Dialog::Inject(inject.inject)));
    }
    click
}

/// An inject opened, with its buttons.
pub(crate) fn inject_detail(ui: &mut Ui, desk: &mut Desk, inject: &InjectItem) {
    text(ui, super::widgets::head(desk.of(&inject.title)));
    text(
        ui,
        small(format!(
            "{} · {} · {}",
            words::inject(inject.state).say(desk.lang()),
            desk.of(&inject.when),
            inject.to.join(", ")
        )),
    );
    ui.add_space(4.0);
    text(ui, desk.of(&inject.text));
    for (name, part) in [(words::READ_ALOUD, &inject.read_aloud), (words::EXPECTED, &inject.expected)] {
        if !desk.of(part).is_empty() {
            ui.add_space(4.0);
            text(ui, small(desk.say(name)));
            text(ui, desk.of(part));
        }
    }
    for (name, parts) in [(words::HINTS, &inject.hints), (words::QUESTIONS, &inject.questions)] {
        if !parts.is_empty() {
            ui.add_space(4.0);
            text(ui, small(desk.say(name)));
            for part in parts {
                text(ui, format!("– {}", desk.of(part)));
            }
        }
    }
    if matches!(inject.state, InjectState::Pending | InjectState::Armed | InjectState::Delayed(_)) {
        ui.add_space(8.0);
        reason(ui, desk);
        ui.horizontal(|ui| {
            if ui.add(super::widgets::main_button(desk.say(words::FIRE))).clicked() {
                desk.act(Act::Fire(inject.inject));
                desk.act(Act::Close);
            }
            if ui.button(desk.say(words::SKIP)).clicked() {
                desk.act(Act::Skip(inject.inject));
                desk.act(Act::Close);
            }
        });
    }
}

fn actor_row(ui: &mut Ui, desk: &mut Desk, actor: &ActorItem) {
    let mut chosen = None;
    card(ui, false, |ui| {
        text(ui, RichText::new(desk.of(&actor.name)).size(theme::HEAD).color(theme::RED));
        text(ui, soft(desk.of(&actor.about)));
        if actor.has_left {
            text(ui, small(desk.say(words::HAS_LEFT)));
        }
        text(ui, small(words::KNOWN_NODES.with(desk.lang(), actor.known)));
        let means: Vec<&str> = [&actor.infrastructure, &actor.tool]
            .into_iter()
            .filter(|name| !name.is_empty())
            .map(String::as_str)
            .collect();
        if !means.is_empty() {
            text(ui, small(format!("{} {}", desk.say(words::USES), means.join(", "))));
        }
        ui.horizontal_wrapped(|ui| {
            for node in &actor.held {
                let name = desk.standing.map.nodes.iter().find(|other| other.id == *node);
                let Some(name) = name.map(|node| desk.of(&node.name)) else { continue };
                if ui.button(RichText::new(name).size(theme::SMALL)).clicked() {
                    chosen = Some(*node);
                }
            }
        });
    });
    if chosen.is_some() {
        desk.act(Act::Select(chosen));
    }
}

/// What an actor did in this turn, and why that and nothing else.
fn move_row(ui: &mut Ui, desk: &Desk, of: &MoveItem) {
    let name = RichText::new(desk.of(&of.text)).color(theme::TEXT);
    egui::CollapsingHeader::new(name).id_salt((of.actor, &of.text.en, &of.why.en)).show(ui, |ui| {
        text(ui, desk.of(&of.why));
        for (name, lines) in [(words::CONSIDERED, &of.others), (words::LEARNED, &of.learned)] {
            if !lines.is_empty() {
                text(ui, small(desk.say(name)));
            }
            for line in lines {
                text(ui, soft(format!("– {}", desk.of(line))));
            }
        }
    });
}
