//! Red seats: an actor's knowledge and plan; and the trainer's hand on any actor.

use super::super::answer::{Problem, sorry, then};
use super::super::here::{Here, Sent};
use super::{layout, text};
use crate::conduct::Seat;
use crate::exercise::Command;
use crate::rules::mind::Step;
use crate::scenario::ids::ActorId;
use crate::view::{RedView, StepItem};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /red`.
pub async fn page(here: Here) -> Response {
    let Seat::Red(actor) = here.seat() else { return sorry(&here, Problem::NotHere) };
    let view = here.stage.red(actor).clone();
    let title = here.lang.of(&view.name).to_owned();
    let body = html! {
        h1 { (title) }
        section id="red" data-live {
            p { (text(here.lang, &view.about)) }
            @if !view.is_seated {
                p.warn { (here.say(
                    "Diesen Angreifer spielt gerade das Programm; es führt zuerst aus, was hier geplant ist. Die Übungsleitung kann Ihnen den Platz ganz geben.",
                    "The program is playing this attacker at the moment; it carries out what is planned here first. The trainer can hand the seat over to you completely.",
                )) }
            }
            (steering(&here, actor, &view.plan, &view.choices, "/red"))
            (knowledge(&here, &view))
            h2 { (here.say("Verlauf", "Timeline")) }
            ul.lines { @for line in view.lines.iter().take(60) { li { span.soft { (line.turn) } " " (text(here.lang, &line.text)) } } }
        }
    };
    layout(&here, &title, &body).into_response()
}

fn knowledge(here: &Here, view: &RedView) -> Markup {
    html! {
        h2 { (here.say("Was Sie halten", "What you hold")) " (" (view.held.len()) ")" }
        ul { @for item in &view.held {
            li {
                (text(here.lang, &item.name))
                @for mark in &item.marks { " · " span.soft { (here.lang.of(mark)) } }
            }
        } }
        h2 { (here.say("Was Sie sonst kennen", "What else you know of")) " (" (view.known.len()) ")" }
        ul { @for name in &view.known { li { (text(here.lang, name)) } } }
        @if !view.credentials.is_empty() {
            h2 { (here.say("Zugangsdaten", "Credentials")) }
            ul { @for name in &view.credentials { li { (text(here.lang, name)) } } }
        }
    }
}

/// The plan with its choices, for a red seat or for the trainer.
#[must_use]
pub fn steering(here: &Here, actor: ActorId, plan: &[StepItem], choices: &[StepItem], at: &str) -> Markup {
    let id = format!("step-{}", actor.index());
    html! {
        h3 { (here.say("Plan", "Plan")) " (" (plan.len()) ")" }
        @if plan.is_empty() { p.soft { (here.say("Nichts geplant.", "Nothing planned.")) } }
        ol { @for item in plan {
            li {
                (words(here, item))
                form.inline method="post" action={ (at) "/unsteer" } {
                    (fields(actor, item.step))
                    button { (here.say("Streichen", "Remove")) }
                }
            }
        } }
        @if choices.is_empty() {
            p.soft { (here.say("Der Angreifer sieht gerade keine Möglichkeit.", "The attacker sees no move at the moment.")) }
        } @else {
            form method="post" action={ (at) "/steer" } {
                input type="hidden" name="actor" value=(actor.index());
                label for=(id) { (here.say("Als Nächstes, sobald es geht", "Next, as soon as possible")) }
                select id=(id) name="step" {
                    @for item in choices { option value=(encode(item.step)) { (words(here, item)) } }
                }
                button { (here.say("Einplanen", "Add to the plan")) }
            }
        }
    }
}

fn words(here: &Here, item: &StepItem) -> String {
    let odds = here.lang.percent(&((item.chance + 5) / 10).to_string());
    let points = here.say("Punkte", "points");
    format!("{} ({odds}, {} {points})", here.lang.of(&item.text), item.cost)
}

fn fields(actor: ActorId, step: Step) -> Markup {
    html! {
        input type="hidden" name="actor" value=(actor.index());
        input type="hidden" name="step" value=(encode(step));
    }
}

fn encode(step: Step) -> String {
    serde_json::to_string(&step).expect("a step has only JSON's kinds of values")
}

/// A step for an actor.
#[derive(Debug, Deserialize)]
pub struct Steered {
    actor: u8,
    step: String,
}

async fn carry(here: &Here, form: Steered, command: impl FnOnce(ActorId, Step) -> Command) -> Response {
    let Ok(step) = serde_json::from_str(&form.step) else { return sorry(here, Problem::Unclear) };
    let to = if here.seat() == Seat::Trainer { "/lead/truth" } else { "/red" };
    then(here, here.act(command(ActorId(form.actor), step), None).await, to)
}

/// `POST /red/steer` and `POST /lead/steer`.
pub async fn steer(here: Here, Sent(form): Sent<Steered>) -> Response {
    carry(&here, form, |actor, step| Command::Steer { actor, step }).await
}

/// `POST /red/unsteer` and `POST /lead/unsteer`.
pub async fn unsteer(here: Here, Sent(form): Sent<Steered>) -> Response {
    carry(&here, form, |actor, step| Command::Unsteer { actor, step }).await
}

/// Who plays an actor.
#[derive(Debug, Deserialize)]
pub struct Taken {
    actor: u8,
    on: bool,
}

/// `POST /lead/take-actor`: people play it, or its brain again.
pub async fn take(here: Here, Sent(form): Sent<Taken>) -> Response {
    let command = Command::TakeActor { actor: ActorId(form.actor), on: form.on };
    then(&here, here.act(command, None).await, "/lead/truth")
}
