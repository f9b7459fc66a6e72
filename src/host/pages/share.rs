//! Sharing: which findings to whom, under which label, by which channel; and what came of it.

use super::super::answer::{Problem, sorry, then};
use super::super::here::{Here, Sent};
use super::{layout, seat, situation};
use crate::conduct::Act;
use crate::rules::order::{Order, Target};
use crate::scenario::ids::{FactId, MeasureId};
use crate::scenario::model::TargetKind;
use crate::scenario::words::{Channel, Pap, Tlp};
use crate::view::{SeatView, names, wording};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /seat/share`.
pub async fn page(here: Here) -> Response {
    let (_, view, desk) = seat::own(&here);
    let body = html! {
        h1 { (here.say("Austausch", "Sharing")) }
        (seat::pen(&here, &desk))
        (form(&here, &view))
        (super::orders::sheet(&here, &view, &desk))
        (situation::facts(&here, &view))
        p { a href="/seat/talk" { (here.say("Um Auskunft bitten, antworten, ablehnen: Nachrichten", "Ask for information, answer, decline: messages")) } }
    };
    layout(&here, here.say("Austausch", "Sharing"), &body).into_response()
}

fn form(here: &Here, view: &SeatView) -> Markup {
    let scenario = &here.hall.scenario;
    let others = scenario.partners.iter().enumerate().filter(|(index, _)| *index != view.partner.index());
    html! {
        section.card id="share" data-live {
            h2 { (here.say("Erkenntnis mitteilen", "Share a finding")) }
            @if view.facts.is_empty() {
                p.soft { (here.say("Noch gibt es nichts mitzuteilen.", "There is nothing to share yet.")) }
            } @else {
                form method="post" action="/seat/share" {
                    label for="fact" { (here.say("Was", "What")) }
                    select id="fact" name="fact" {
                        @for fact in &view.facts {
                            option value=(fact.fact.index()) { (here.lang.of(&fact.text)) " (" (wording::tlp(fact.label)) ")" }
                        }
                    }
                    label for="to" { (here.say("An wen", "To whom")) }
                    select id="to" name="to" {
                        @for (index, partner) in others.clone() { option value=(1u32 << index) { (here.lang.of(&partner.name)) } }
                        @if others.clone().count() > 1 {
                            option value=(others.clone().fold(0u32, |bits, (index, _)| bits | 1 << index)) { (here.say("alle Partner", "all partners")) }
                        }
                    }
                    (super::label_choice(here, "share-label", Tlp::Amber))
                    label for="pap" { (here.say("Was damit getan werden darf", "What may be done with it")) }
                    select id="pap" name="pap" {
                        @for pap in Pap::ALL { option value=(pap.slug()) selected[*pap == Pap::Green] { (names::pap(*pap).say(here.lang)) } }
                    }
                    label for="channel" { (here.say("Weg", "Channel")) }
                    select id="channel" name="channel" {
                        @for channel in Channel::ALL { option value=(channel.slug()) { (names::channel(*channel).say(here.lang)) } }
                    }
                    button { (here.say("Entwerfen", "Draft")) }
                }
            }
        }
    }
}

/// What is to be shared.
#[derive(Debug, Deserialize)]
pub struct Share {
    fact: u16,
    to: u8,
    label: Tlp,
    #[serde(default = "usual_pap")]
    pap: Pap,
    channel: Channel,
}

const fn usual_pap() -> Pap {
    Pap::Green
}

/// `POST /seat/share`: a draft of the order that shares it.
pub async fn share(here: Here, Sent(form): Sent<Share>) -> Response {
    let (partner, ..) = seat::own(&here);
    let measures = &here.hall.scenario.measures;
    let Some(measure) = measures.iter().position(|measure| measure.target == TargetKind::Share) else {
        return sorry(&here, Problem::NotHere);
    };
    let fact = FactId::at(usize::from(form.fact));
    let Share { to, label, pap, channel, .. } = form;
    let target = Target::Share { fact, to, label, pap, channel };
    let order = Order { measure: MeasureId::at(measure), target };
    let done = here.conduct(Act::Draft { partner, order }, None).await;
    then(&here, done, "/seat/share#sheet")
}

/// A finding that was read.
#[derive(Debug, Deserialize)]
pub struct Read {
    fact: u16,
}

/// `POST /seat/acknowledge`: its sender is told that it was read.
pub async fn acknowledge(here: Here, Sent(form): Sent<Read>) -> Response {
    let (partner, ..) = seat::own(&here);
    let act = Act::Acknowledge { partner, fact: FactId::at(usize::from(form.fact)) };
    then(&here, here.conduct(act, None).await, "/seat/share#facts")
}
