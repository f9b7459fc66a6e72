//! Playing on otherwise from a turn of an ended exercise: the card that offers it, and what its button does.

use super::super::answer::sorry;
use super::super::forking::{self, typed};
use super::super::here::{Here, Sent};
use super::debrief::link;
use crate::live::fork::beside;
use crate::live::link::DebriefStep;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// What to press or type to play on from a turn.
#[must_use]
pub fn card(here: &Here, step: DebriefStep, turn: u16) -> Markup {
    let turn = turn.max(1);
    html! {
        section.card id="fork" {
            h2 { (here.say("Anders weiterspielen ab Runde", "Play on otherwise from turn")) " " (turn) }
            @match here.hall.live.log() {
                None => p { (here.say("Diese Übung führt kein Protokoll; darum lässt sie sich nicht abzweigen.", "This exercise keeps no log; so it cannot be forked.")) },
                Some(log) => {
                    @let out = beside(&log, turn);
                    p { (here.say("Eine Abzweigung ist eine neue Übung mit denselben Plätzen, Schlüsseln und Würfeln. Sie steht am Anfang dieser Runde; was hier gespielt wurde, bleibt, wie es ist.", "A fork is a new exercise with the same seats, keys and dice. It stands at the start of this turn; what was played here stays as it is.")) }
                    @if out.exists() {
                        p { (here.say("Die Abzweigung liegt bereit. So geht es dort weiter:", "The fork is ready. This is how it goes on there:")) }
                    } @else {
                        form method="post" action="/lead/fork" {
                            input type="hidden" name="step" value=(step.slug());
                            input type="hidden" name="turn" value=(turn);
                            button.main { (here.say("Abzweigung anlegen", "Create the fork")) }
                        }
                        p { (here.say("Oder auf dem Rechner der Übungsleitung:", "Or on the trainer’s computer:")) }
                        pre { "planspiel fork " (typed(&log)) " --at " (turn) " -o " (typed(&out)) }
                        p { (here.say("Danach geht es dort weiter mit:", "Then it goes on there with:")) }
                    }
                    pre { "planspiel host " (typed(&out)) }
                },
            }
        }
    }
}

/// From which turn.
#[derive(Debug, Deserialize)]
pub struct From {
    #[serde(default)]
    step: String,
    turn: u16,
}

/// `POST /lead/fork`: writes the new log; pressed twice, it is there once.
pub async fn write(here: Here, Sent(form): Sent<From>) -> Response {
    let is_later = form.step == DebriefStep::Alternatives.slug();
    let step = if is_later { DebriefStep::Alternatives } else { DebriefStep::Truth };
    match forking::write(&here, form.turn).await {
        Ok(_) => Redirect::to(&format!("{}#fork", link(step, form.turn))).into_response(),
        Err(problem) => sorry(&here, problem),
    }
}
