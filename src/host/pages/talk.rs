//! Messages: within the team, to a partner, to the trainer; what the trainer tells; "this is
//! unrealistic". Plain text, with a label.

use super::super::answer::{Problem, home, sorry, then_with};
use super::super::here::{Here, Sent};
use super::{clock_time, label_choice, layout, seat, tlp};
use crate::conduct::{Act, Audience, Seat};
use crate::scenario::ids::PartnerId;
use crate::scenario::words::Tlp;
use crate::view::DeskView;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /seat/talk`, `GET /lead/talk` and `GET /red/talk`.
pub async fn page(here: Here) -> Response {
    let seat = here.seat();
    let desk = here.stage.desk(seat).clone();
    let title = here.say("Nachrichten", "Messages");
    let body = html! {
        h1 { (title) }
        @if seat.partner().is_some() { (seat::pen(&here, &desk)) }
        (form(&here, seat))
        @if seat.partner().is_some() { (unrealistic(&here)) }
        (messages(&here, &desk))
    };
    layout(&here, title, &body).into_response()
}

/// A message to be written.
#[must_use]
pub fn form(here: &Here, seat: Seat) -> Markup {
    let partners = &here.hall.scenario.partners;
    html! {
        section.card {
            form method="post" action="/say" {
                label for="say-to" { (here.say("An", "To")) }
                select id="say-to" name="to" {
                    @if seat == Seat::Trainer { option value="everyone" { (here.say("alle", "everyone")) } }
                    @else { option value="trainer" { (here.say("die Übungsleitung (nur sie liest es)", "the trainer (nobody else reads it)")) } }
                    @if seat == Seat::Trainer || seat.partner().is_some() {
                        @for (index, partner) in partners.iter().enumerate() {
                            @let own = seat.partner() == Some(PartnerId::at(index));
                            option value=(partner.id) {
                                (here.lang.of(&partner.name)) @if own { " " (here.say("(unser Team)", "(our team)")) }
                            }
                        }
                    }
                }
                (label_choice(here, "say-label", Tlp::Amber))
                label for="say-text" { (here.say("Nachricht", "Message")) }
                textarea id="say-text" name="text" rows="3" required maxlength="4000" data-keep {}
                button.main { (here.say("Senden", "Send")) }
            }
        }
    }
}

fn unrealistic(here: &Here) -> Markup {
    html! {
        details {
            summary { (here.say("Das ist unrealistisch", "This is unrealistic")) }
            form method="post" action="/unrealistic" {
                p { (here.say("Geht an die Übungsleitung, ohne die Übung anzuhalten.", "Goes to the trainer without stopping the exercise.")) }
                label for="unrealistic" { (here.say("Was stimmt nicht?", "What is wrong?")) }
                textarea id="unrealistic" name="text" rows="2" maxlength="4000" data-keep {}
                button { (here.say("Melden", "Report")) }
            }
        }
    }
}

/// Everything that was said to this seat, newest first.
#[must_use]
pub fn messages(here: &Here, desk: &DeskView) -> Markup {
    html! {
        section id="messages" data-live {
            @if desk.messages.is_empty() { p.soft { (here.say("Noch nichts.", "Nothing yet.")) } }
            @for message in desk.messages.iter().rev() {
                article.message.own[message.is_own] {
                    p.soft {
                        strong { (here.lang.of(&message.from)) } " → " (here.lang.of(&message.to))
                        " · " (here.say("Runde", "turn")) " " (message.turn) " · " (clock_time(here, message.at_ms))
                        @if let Some(label) = message.label { " " (tlp(label)) }
                        @if let Some(kind) = &message.kind { " · " (here.lang.of(kind)) }
                    }
                    p.prose {
                        @match &message.text {
                            Some(text) => { (text) },
                            None => { span.soft { (here.say("(ohne Text)", "(no text)")) } },
                        }
                    }
                }
            }
        }
    }
}

/// A message.
#[derive(Debug, Deserialize)]
pub struct Message {
    to: String,
    label: Tlp,
    text: String,
}

/// `POST /say`.
pub async fn say(here: Here, Sent(form): Sent<Message>) -> Response {
    let to = match form.to.as_str() {
        "trainer" => Audience::Trainer,
        "everyone" => Audience::Everyone,
        slug => match here.hall.scenario.partner_named(slug) {
            Some(partner) => Audience::Partner(partner),
            None => return sorry(&here, Problem::NotHere),
        },
    };
    if form.text.trim().is_empty() {
        return sorry(&here, Problem::Unclear);
    }
    let done = here.conduct(Act::Say { to, label: form.label }, Some(form.text.clone())).await;
    then_with(&here, done, back(&here), Some(&form.text))
}

/// `POST /unrealistic`.
pub async fn flag(here: Here, Sent(form): Sent<super::join::Words>) -> Response {
    let done = here.conduct(Act::Unrealistic, Some(form.text.clone())).await;
    then_with(&here, done, back(&here), Some(&form.text))
}

fn back(here: &Here) -> &'static str {
    match here.seat() {
        Seat::Participant(..) => "/seat/talk",
        Seat::Trainer => "/lead/talk",
        Seat::Evaluator => "/watch/notes",
        _ => home(here),
    }
}
