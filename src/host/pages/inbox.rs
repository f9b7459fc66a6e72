//! The inbox: what came in from outside, and the decisions it asks for.

use super::super::answer::then;
use super::super::here::{Here, Sent};
use super::{Search, layout, search_form, seat, text};
use crate::exercise::Command;
use crate::rules::situation::Phase;
use crate::scenario::ids::InjectId;
use crate::view::{InboxItem, SeatView, names};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /seat/inbox`.
pub async fn page(here: Here, Query(search): Query<Search>) -> Response {
    let (_, view, desk) = seat::own(&here);
    let body = html! {
        h1 { (here.say("Eingang", "Inbox")) }
        (seat::pen(&here, &desk))
        (search_form(&here, here.say("Suchen", "Search"), &search.q))
        (inbox(&here, &view, &search.q))
    };
    layout(&here, here.say("Eingang", "Inbox"), &body).into_response()
}

/// Everything that came in, newest first.
#[must_use]
pub fn inbox(here: &Here, view: &SeatView, search: &str) -> Markup {
    let wanted = search.to_lowercase();
    let fits = |item: &&InboxItem| {
        let all = [&item.title, &item.from, &item.text];
        wanted.is_empty() || all.iter().any(|text| here.lang.of(text).to_lowercase().contains(&wanted))
    };
    let items: Vec<&InboxItem> = view.inbox.iter().rev().filter(fits).collect();
    html! {
        section id="inbox" data-live {
            @if items.is_empty() { p.soft { (here.say("Nichts da.", "Nothing here.")) } }
            @for item in items {
                article.card.new[item.turn == view.clock.turn] {
                    h2 { (text(here.lang, &item.title)) }
                    p.soft {
                        (names::medium(item.medium).say(here.lang)) " · " (here.say("von", "from")) " " (text(here.lang, &item.from))
                        " · " (here.say("Runde", "turn")) " " (item.turn)
                        @if let Some(seats) = recipients(here, view, item) { " · " (here.say("für", "for")) " " (seats) }
                    }
                    p.prose { (text(here.lang, &item.text)) }
                    @if !item.questions.is_empty() { ul { @for question in &item.questions { li { (text(here.lang, question)) } } } }
                    (choices(here, view, item))
                }
            }
        }
    }
}

/// The team's seats that it is addressed to; nothing where it is for all of them.
fn recipients(here: &Here, view: &SeatView, item: &InboxItem) -> Option<String> {
    let scenario = &here.hall.scenario;
    let to = &scenario.injects.get(item.inject.index())?.to;
    let own = to.iter().filter(|(partner, _)| *partner == view.partner);
    let places: Option<Vec<u8>> = own.map(|(_, seat)| *seat).collect();
    let seats = &scenario.partners[view.partner.index()].seats;
    let names = places?.into_iter().filter_map(|place| seats.get(usize::from(place)));
    let names: Vec<&str> = names.map(|seat| here.lang.of(&seat.name)).collect();
    (!names.is_empty() && names.len() < seats.len()).then(|| names.join(", "))
}

fn choices(here: &Here, view: &SeatView, item: &InboxItem) -> Markup {
    let seat = here.seat();
    let is_own = seat.partner() == Some(view.partner);
    let may_choose = is_own && here.stage.conduct.may_choose(&here.hall.scenario, seat, item.inject);
    let is_open = item.chosen.is_none() && matches!(view.clock.phase, Phase::Situation | Phase::Orders);
    html! {
        @if !item.choices.is_empty() {
            h3 { (here.say("Entscheidung", "Decision")) }
            @if let Some(chosen) = item.chosen && let Some(choice) = item.choices.get(usize::from(chosen)) {
                p { strong { (here.say("Entschieden:", "Decided:")) } " " (text(here.lang, choice)) }
            } @else if is_open && may_choose {
                form method="post" action="/seat/choose" {
                    input type="hidden" name="inject" value=(item.inject.index());
                    @for (index, choice) in item.choices.iter().enumerate() {
                        button name="choice" value=(index) { (text(here.lang, choice)) }
                    }
                }
            } @else {
                ul { @for choice in &item.choices { li { (text(here.lang, choice)) } } }
                p.soft { (here.say("Das entscheidet die Leitung des Teams oder wer hier genannt ist.", "The team's lead decides this, or whoever is named here.")) }
            }
        }
    }
}

/// An answer to an inject.
#[derive(Debug, Deserialize)]
pub struct Choice {
    inject: u8,
    choice: u8,
}

/// `POST /seat/choose`.
pub async fn choose(here: Here, Sent(form): Sent<Choice>) -> Response {
    let (partner, ..) = seat::own(&here);
    let inject = InjectId::at(usize::from(form.inject));
    let done = here.act(Command::Choose { partner, inject, choice: form.choice }, None).await;
    then(&here, done, "/seat/inbox")
}
