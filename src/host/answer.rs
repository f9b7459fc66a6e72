//! Answers that are no page: where to go next, and what was wrong, as a page or as JSON.

use super::here::Here;
use super::pages::layout;
use super::writer::NoAnswer;
use crate::live::Undone;
use crate::rules::order::Refusal;
use crate::view::{Lang, wording};
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde_json::json;

/// Why something was not done, or is not shown.
#[derive(Debug)]
pub enum Problem {
    /// Nobody sits here.
    NoSession,
    /// Unknown, or not for this seat: nobody learns which.
    NotHere,
    /// What was sent cannot be understood.
    Unclear,
    /// More was sent than is read here.
    TooLarge,
    /// Too many requests: come back after this many seconds.
    TooFast(i64),
    /// The exercise refuses.
    Refused(Refusal),
    /// The exercise is busy or going away.
    Away,
    /// The log cannot be written.
    NotWritten,
    /// A file could not be made.
    NotMade,
}

impl From<NoAnswer> for Problem {
    fn from(error: NoAnswer) -> Problem {
        match error {
            NoAnswer::Busy => Problem::TooFast(1),
            NoAnswer::Closed => Problem::Away,
            NoAnswer::Undone(Undone::Refused(refusal)) => Problem::Refused(refusal),
            NoAnswer::Undone(Undone::NotWritten(error)) => {
                anstream::eprintln!("planspiel: the log cannot be written: {error}");
                Problem::NotWritten
            }
        }
    }
}

impl Problem {
    /// The status, as `interfaces` promises it.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Problem::NoSession => StatusCode::UNAUTHORIZED,
            Problem::NotHere => StatusCode::NOT_FOUND,
            Problem::Unclear => StatusCode::BAD_REQUEST,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooFast(_) => StatusCode::TOO_MANY_REQUESTS,
            Problem::Refused(Refusal::Stale { .. }) => StatusCode::CONFLICT,
            Problem::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Away => StatusCode::SERVICE_UNAVAILABLE,
            Problem::NotWritten | Problem::NotMade => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn sentence(&self, here: &Here) -> String {
        let say = |de: &'static str, en: &'static str| here.say(de, en).to_owned();
        match self {
            Problem::NoSession => say(
                "Dieses Gerät sitzt auf keinem Platz. Bitte neu beitreten.",
                "This device has no seat. Please join again.",
            ),
            Problem::NotHere => {
                say("Hier ist nichts für diesen Platz.", "There is nothing here for this seat.")
            }
            Problem::Unclear => say(
                "Das war nicht zu verstehen. Bitte noch einmal versuchen.",
                "That could not be understood. Please try again.",
            ),
            Problem::TooLarge => say(
                "Das ist zu lang. Bitte kürzen und noch einmal absenden.",
                "That is too long. Please shorten it and send it again.",
            ),
            Problem::TooFast(s) => match here.lang {
                Lang::De => format!("Zu schnell hintereinander. Bitte {s} s warten."),
                Lang::En => format!("Too fast. Please wait {s} s."),
            },
            Problem::Refused(refusal) => {
                here.lang.of(&wording::refusal(&here.hall.scenario, *refusal)).to_owned()
            }
            Problem::Away => say(
                "Die Übung ist gerade nicht erreichbar. Bitte gleich noch einmal.",
                "The exercise cannot be reached right now. Please try again in a moment.",
            ),
            Problem::NotWritten => say(
                "Nicht ausgeführt: Das Protokoll lässt sich nicht schreiben. Bitte die Übungsleitung rufen.",
                "Not done: the log cannot be written. Please call the trainer.",
            ),
            Problem::NotMade => say(
                "Diese Datei ließ sich nicht erstellen. Bitte eine andere Form wählen.",
                "This file could not be made. Please choose another form.",
            ),
        }
    }
}

/// The answer to something that was not done, as JSON under `/api/`, else as a page.
#[must_use]
pub fn sorry(here: &Here, problem: Problem) -> Response {
    sorry_with(here, problem, None)
}

/// The same, with the words that were sent: nobody types them twice.
#[must_use]
pub fn sorry_with(here: &Here, problem: Problem, written: Option<&str>) -> Response {
    let (status, sentence) = (problem.status(), problem.sentence(here));
    let mut response = if here.path.starts_with("/api/") {
        let code = serde_json::to_value(match &problem {
            Problem::Refused(refusal) => json!(refusal),
            _ => json!({}),
        });
        let body = json!({"error": sentence, "refusal": code.unwrap_or_default()});
        (status, Json(body)).into_response()
    } else {
        let title = here.say("Das ging nicht", "That did not work");
        let back = if here.guest.is_some() { home(here) } else { "/" };
        let body = html! {
            section.card {
                h1 { (title) }
                p { (sentence) }
                @if let Some(written) = written.filter(|text| !text.is_empty()) {
                    label for="written" { (here.say("Ihr Text, damit er nicht verloren geht", "Your text, so that it is not lost")) }
                    textarea id="written" rows="6" readonly { (written) }
                }
                p { a.button href=(back) { (here.say("Zurück", "Back")) } }
            }
        };
        (status, layout(here, title, &body)).into_response()
    };
    if let Problem::TooFast(s) = problem {
        response.headers_mut().insert(RETRY_AFTER, s.max(1).into());
    }
    response
}

/// Where a seat's pages begin.
#[must_use]
pub fn home(here: &Here) -> &'static str {
    use crate::conduct::Seat;
    match here.guest.map(|guest| guest.seat) {
        Some(Seat::Trainer) => "/lead",
        Some(Seat::Participant(..)) => "/seat",
        Some(Seat::Evaluator | Seat::Observer) => "/watch",
        Some(Seat::Wall) => "/wall",
        Some(Seat::Red(_)) => "/red",
        None => "/",
    }
}

/// On to a page after something was done, or what was wrong.
#[must_use]
pub fn then(here: &Here, done: Result<(), Problem>, to: &str) -> Response {
    then_with(here, done, to, None)
}

/// The same, with the words that were sent.
#[must_use]
pub fn then_with(here: &Here, done: Result<(), Problem>, to: &str, written: Option<&str>) -> Response {
    match done {
        Ok(()) => Redirect::to(to).into_response(),
        // Somebody else was faster, or it was sent twice: it is done all the same.
        Err(Problem::Refused(Refusal::Given)) => Redirect::to(to).into_response(),
        Err(problem) => sorry_with(here, problem, written),
    }
}
