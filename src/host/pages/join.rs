//! Coming in: language first, then the room's code, a seat and its key; or a link that was handed out.

use super::super::answer::{Problem, home, sorry};
use super::super::hall::Kept;
use super::super::here::{Here, Sent, cookie, session_cookie};
use super::super::secret;
use super::layout;
use crate::conduct::{Act, Seat};
use crate::view::{Lang, seat_name, seat_slug, seats};
use axum::extract::Query;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// A year: seats do not expire.
const LONG_S: u32 = 31_536_000;

/// What stands behind the question mark.
#[derive(Debug, Deserialize)]
pub struct Room {
    #[serde(default)]
    room: String,
}

/// `GET /`: the way in.
pub async fn door(here: Here, headers: HeaderMap, Query(query): Query<Room>) -> Response {
    if here.guest.is_some() {
        return Redirect::to(home(&here)).into_response();
    }
    let typed = secret::as_typed(&query.room);
    let is_right = typed == here.hall.room;
    let body = html! {
        section.card {
            h1 { (here.lang.of(&here.hall.scenario.about.title)) }
            form method="post" action="/language" {
                input type="hidden" name="back" value="/";
                p.row {
                    button name="lang" value="de" lang="de" aria-pressed=(here.lang == Lang::De) { "Deutsch" }
                    button name="lang" value="en" lang="en" aria-pressed=(here.lang == Lang::En) { "English" }
                }
            }
            @if is_right {
                (seat_form(&here))
            } @else {
                (room_form(&here, !typed.is_empty()))
            }
        }
    };
    let page = layout(&here, here.say("Beitreten", "Join"), &body);
    let mut response = page.into_response();
    if cookie(&headers, "device").is_none() {
        set(&here, &mut response, "device", &secret::new_token());
    }
    response
}

fn room_form(here: &Here, is_wrong: bool) -> Markup {
    html! {
        form method="get" action="/" {
            @if is_wrong {
                p.wrong role="alert" { (here.say("Dieser Raumcode gehört zu keiner Übung hier.", "That room code belongs to no exercise here.")) }
            }
            label for="room" { (here.say("Raumcode (sechs Zeichen)", "Room code (six characters)")) }
            input id="room" name="room" required maxlength="12" autocomplete="off" autocapitalize="characters" spellcheck="false";
            button.main { (here.say("Weiter", "Next")) }
        }
    }
}

/// At the door all red seats are one, even where there is none: nobody learns there who attacks.
const RED: &str = "red";

fn seat_form(here: &Here) -> Markup {
    let scenario = &here.hall.scenario;
    html! {
        form method="post" action="/join" {
            input type="hidden" name="room" value=(here.hall.room);
            fieldset {
                legend { (here.say("Ihr Platz", "Your seat")) }
                @for seat in seats(scenario).into_iter().filter(|seat| !matches!(seat, Seat::Red(_))) {
                    label.choice {
                        input type="radio" name="seat" value=(seat_slug(scenario, seat)) required;
                        span { (here.lang.of(&seat_name(scenario, seat))) }
                        @if here.stage.conduct.is_taken(seat) {
                            span.soft { " · " (here.say("besetzt", "taken")) }
                        }
                    }
                }
                label.choice {
                    input type="radio" name="seat" value=(RED) required;
                    span { (here.say("Rot", "Red")) }
                }
            }
            label for="key" { (here.say("Schlüssel von Ihrer Platzkarte (acht Zeichen)", "Key from your seat card (eight characters)")) }
            input id="key" name="key" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false";
            button.main { (here.say("Platz nehmen", "Take the seat")) }
        }
    }
}

/// A seat and its key.
#[derive(Debug, Deserialize)]
pub struct Key {
    room: String,
    seat: String,
    key: String,
}

/// `POST /join`: in with a key.
pub async fn join(here: Here, headers: HeaderMap, Sent(form): Sent<Key>) -> Response {
    let scenario = &here.hall.scenario;
    let is_meant = |seat: &Seat| match seat {
        Seat::Red(_) => form.seat == RED,
        _ => seat_slug(scenario, *seat) == form.seat,
    };
    let device = cookie(&headers, &device_cookie(&here)).unwrap_or_default();
    let mut entered = Err(Kept::Wrong);
    if secret::as_typed(&form.room) == here.hall.room {
        let seats: Vec<Seat> = seats(scenario).into_iter().filter(is_meant).collect();
        entered = here.hall.enter_with_key(&device, &seats, &form.key).await;
    }
    entered_or_sorry(&here, entered)
}

fn entered_or_sorry(here: &Here, entered: Result<String, Kept>) -> Response {
    match entered {
        Ok(session) => {
            let mut response = Redirect::to("/").into_response();
            set(here, &mut response, &session_cookie(&here.hall), &session);
            response
        }
        Err(Kept::Wrong) => {
            let text = here.say(
                "Der Schlüssel passt nicht zu diesem Platz, oder der Link wurde schon benutzt.",
                "The key does not fit this seat, or the link was used already.",
            );
            let body = html! {
                section.card {
                    h1 { (here.say("Kein Zutritt", "No entry")) }
                    p role="alert" { (text) }
                    p { a.button href={ "/?room=" (here.hall.room) } { (here.say("Noch einmal", "Try again")) } }
                }
            };
            (StatusCode::FORBIDDEN, layout(here, here.say("Kein Zutritt", "No entry"), &body)).into_response()
        }
        Err(Kept::Wait(s)) => sorry(here, Problem::TooFast(s)),
        Err(Kept::Failed(error)) => sorry(here, error.into()),
    }
}

/// A code from a link.
#[derive(Debug, Deserialize)]
pub struct Claim {
    #[serde(default)]
    code: String,
}

/// `GET /claim`: shows a button and spends nothing, whoever looks at links on the way.
pub async fn claim(here: Here, Query(query): Query<Claim>) -> Response {
    let Some(seat) = here.hall.claimed(&query.code) else { return entered_or_sorry(&here, Err(Kept::Wrong)) };
    let body = html! {
        section.card {
            h1 { (here.lang.of(&here.hall.scenario.about.title)) }
            p { (here.say("Ihr Platz:", "Your seat:")) " " strong { (here.lang.of(&seat_name(&here.hall.scenario, seat))) } }
            form method="post" action="/claim" {
                input type="hidden" name="code" value=(query.code);
                button.main { (here.say("Platz nehmen", "Take the seat")) }
            }
        }
    };
    layout(&here, here.say("Beitreten", "Join"), &body).into_response()
}

/// `POST /claim`: in with a code, which is spent.
pub async fn spend(here: Here, Sent(form): Sent<Claim>) -> Response {
    let entered = here.hall.enter_with_claim(&form.code).await;
    entered_or_sorry(&here, entered)
}

/// `POST /leave`: this device is signed out.
pub async fn leave(here: Here) -> Response {
    if let Some(guest) = here.guest
        && let Err(problem) = here.conduct(Act::Leave { person: guest.person }, None).await
    {
        return sorry(&here, problem);
    }
    let mut response = Redirect::to("/").into_response();
    let gone = format!("{}=; Path=/; Max-Age=0", session_cookie(&here.hall));
    if let Ok(value) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// A language and the page to go back to.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: String,
    #[serde(default)]
    back: String,
}

/// `POST /language`: this device reads the other language.
pub async fn language(here: Here, Sent(form): Sent<Choice>) -> Response {
    let Some(lang) = Lang::parse(&form.lang) else { return sorry(&here, Problem::Unclear) };
    // Only to a page of ours.
    let is_ours = form.back.starts_with('/') && !form.back.starts_with("//") && !form.back.contains('\\');
    let mut response = Redirect::to(if is_ours { &form.back } else { "/" }).into_response();
    let chosen = format!("lang={}; Path=/; Max-Age={LONG_S}; SameSite=Lax", lang.tag());
    if let Ok(value) = HeaderValue::from_str(&chosen) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// `POST /no-duff`: everything stops.
pub async fn no_duff(here: Here, Sent(form): Sent<Words>) -> Response {
    let done = here.conduct(Act::Freeze, Some(form.text)).await;
    super::super::answer::then(&here, done, home(&here))
}

/// Some words.
#[derive(Debug, Deserialize)]
pub struct Words {
    #[serde(default)]
    pub text: String,
}

fn device_cookie(here: &Here) -> String {
    if here.hall.reach.is_encrypted { "__Host-device".to_owned() } else { "device".to_owned() }
}

fn set(here: &Here, response: &mut Response, name: &str, value: &str) {
    let name = if name == "device" { device_cookie(here) } else { name.to_owned() };
    let secure = if here.hall.reach.is_encrypted { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={LONG_S}; HttpOnly; SameSite=Strict{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// The seat of a slug.
#[must_use]
pub fn seat_named(here: &Here, slug: &str) -> Option<Seat> {
    seats(&here.hall.scenario).into_iter().find(|seat| seat_slug(&here.hall.scenario, *seat) == slug)
}
