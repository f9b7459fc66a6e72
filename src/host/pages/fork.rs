//! Playing on otherwise from a turn of an ended exercise: a log of its own that stands at the start of that turn.

use super::super::answer::{Problem, sorry};
use super::super::here::{Here, Sent};
use super::debrief::link;
use crate::live::LOG;
use crate::live::fork::fork;
use crate::live::link::DebriefStep;
use crate::rules::situation::Phase;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where the log that stands at the start of a turn goes: beside the exercise's own.
fn beside(log: &Path, turn: u16) -> PathBuf {
    let stem = log.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    log.with_file_name(format!("{stem}-turn-{turn}.{LOG}"))
}

/// A path as one writes it on a command line.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\._-+:".contains(letter);
    if path.chars().all(is_plain) { path } else { format!("\"{path}\"") }
}

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
    let Some(log) = here.hall.live.log().filter(|_| here.stage.public.phase == Phase::Ended) else {
        return sorry(&here, Problem::NotHere);
    };
    let is_later = form.step == DebriefStep::Alternatives.slug();
    let step = if is_later { DebriefStep::Alternatives } else { DebriefStep::Truth };
    let (turn, out) = (form.turn, beside(&log, form.turn));
    if !out.exists() {
        let made = tokio::task::spawn_blocking(move || fork(&log, turn, &out)).await;
        match made.map_err(|error| error.to_string()) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return failed(&here, &format!("{error:?}")),
            Err(error) => return failed(&here, &error),
        }
    }
    Redirect::to(&format!("{}#fork", link(step, turn))).into_response()
}

fn failed(here: &Here, error: &str) -> Response {
    anstream::eprintln!("planspiel: the fork could not be written: {error}");
    sorry(here, Problem::NotMade)
}
