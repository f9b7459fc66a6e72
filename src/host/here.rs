//! Who asks, in which language, and whether they may: worked out once, before a handler runs.

use super::answer::{Problem, sorry};
use super::hall::Hall;
use super::secret;
use super::stage::Stage;
use crate::conduct::{Act, By, Command, Request, Seat};
use crate::live::now_ms;
use crate::view::Lang;
use axum::extract::{FromRequest, FromRequestParts, Request as HttpRequest, State};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::sync::Arc;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anyone,
    /// Every seat.
    Seated,
    Trainer,
    Participant,
    /// Evaluators, and the trainer.
    Evaluator,
    /// Observers, evaluators, and the trainer.
    Watcher,
    /// Red seats.
    Red,
}

impl Who {
    /// Whether a seat is among them.
    #[must_use]
    pub const fn has(self, seat: Seat) -> bool {
        match self {
            Who::Anyone | Who::Seated => true,
            Who::Trainer => matches!(seat, Seat::Trainer),
            Who::Participant => matches!(seat, Seat::Participant(..)),
            Who::Evaluator => matches!(seat, Seat::Trainer | Seat::Evaluator),
            Who::Red => matches!(seat, Seat::Red(_)),
            Who::Watcher => matches!(seat, Seat::Trainer | Seat::Evaluator | Seat::Observer),
        }
    }
}

/// A device at a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    pub person: u32,
    pub seat: Seat,
}

/// Everything a handler needs to know about a request.
#[derive(Clone)]
pub struct Here {
    pub hall: Arc<Hall>,
    pub stage: Arc<Stage>,
    pub lang: Lang,
    pub guest: Option<Guest>,
    /// Path of the page.
    pub path: String,
    /// The same with what stands behind the question mark.
    pub address: String,
}

impl Here {
    /// The seat of whoever asks.
    ///
    /// # Panics
    /// On a route that lets in people without a seat.
    #[must_use]
    pub fn seat(&self) -> Seat {
        self.guest.expect("the route lets in seats only").seat
    }

    /// Does something in the name of whoever asks.
    ///
    /// # Errors
    /// Why it was not done.
    pub async fn act(&self, command: Command, text: Option<String>) -> Result<(), Problem> {
        self.send(Request { text: text.filter(|text| !text.trim().is_empty()), ..command.into() }, None).await
    }

    /// The same with a client's mark and what the client had before its eyes.
    ///
    /// # Errors
    /// Why it was not done.
    pub async fn send(&self, request: Request, id: Option<String>) -> Result<(), Problem> {
        let request = Request { by: self.by(id), at_ms: now_ms(), ..request };
        self.hall.writer.carry(request).await.map(|_| ()).map_err(Problem::from)
    }

    /// Whoever asks, with their client's mark.
    #[must_use]
    pub fn by(&self, id: Option<String>) -> Option<By> {
        self.guest.map(|guest| By { seat: guest.seat, person: guest.person, id })
    }

    /// An act of the conduct.
    ///
    /// # Errors
    /// Why it was not done.
    pub async fn conduct(&self, act: Act, text: Option<String>) -> Result<(), Problem> {
        self.act(Command::Act(act), text).await
    }

    /// One of two texts.
    #[must_use]
    pub const fn say(&self, de: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(de, en)
    }
}

impl FromRequestParts<Arc<Hall>> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, hall: &Arc<Hall>) -> Result<Here, Infallible> {
        let stage = hall.stage();
        let lang = language(&parts.headers);
        let session = bearer(&parts.headers).or_else(|| cookie(&parts.headers, &session_cookie(hall)));
        let known = session.and_then(|token| stage.person(&secret::hash_token(&token)));
        let guest = known.map(|(person, known)| Guest { person, seat: known.seat });
        let address = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
        Ok(Here { hall: hall.clone(), stage, lang, guest, path: parts.uri.path().to_owned(), address })
    }
}

/// A form that was sent; what cannot be understood is answered like everything else that cannot.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Hall>> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: HttpRequest, hall: &Arc<Hall>) -> Result<Self, Response> {
        understood(request, hall).await.map(|Form(form)| Sent(form))
    }
}

/// The same as JSON, for programs.
pub struct SentJson<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Hall>> for SentJson<T> {
    type Rejection = Response;

    async fn from_request(request: HttpRequest, hall: &Arc<Hall>) -> Result<Self, Response> {
        understood(request, hall).await.map(|Json(form)| SentJson(form))
    }
}

async fn understood<E: FromRequest<Arc<Hall>>>(
    request: HttpRequest,
    hall: &Arc<Hall>,
) -> Result<E, Response> {
    let (mut parts, body) = request.into_parts();
    let Ok(here) = Here::from_request_parts(&mut parts, hall).await;
    E::from_request(HttpRequest::from_parts(parts, body), hall).await.map_err(|rejection| {
        let is_long = rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE;
        sorry(&here, if is_long { Problem::TooLarge } else { Problem::Unclear })
    })
}

/// Lets in who may, and not too often.
pub async fn guard(
    State((hall, who)): State<(Arc<Hall>, Who)>,
    request: HttpRequest,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(here) = Here::from_request_parts(&mut parts, &hall).await;
    let is_api = here.path.starts_with("/api/");
    let is_read = parts.method == Method::GET || parts.method == Method::HEAD;
    match here.guest {
        None if who == Who::Anyone => {}
        None if is_api => return sorry(&here, Problem::NoSession),
        None if is_read => return Redirect::to("/").into_response(),
        None => return sorry(&here, Problem::NoSession),
        Some(guest) if !who.has(guest.seat) => return sorry(&here, Problem::NotHere),
        Some(guest) if !is_read && !hall.may_write(guest.person) => return sorry(&here, Problem::TooFast(1)),
        Some(_) => {}
    }
    next.run(HttpRequest::from_parts(parts, body)).await
}

/// The name of the session's cookie. Two hosts on one machine do not take each other's.
#[must_use]
pub fn session_cookie(hall: &Hall) -> String {
    let prefix = if hall.reach.is_encrypted { "__Host-" } else { "" };
    format!("{prefix}planspiel-{}", hall.room)
}

/// A cookie's value.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(str::to_owned)
}

/// The language that was chosen, else the first of the browser's that we speak.
fn language(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, "lang").and_then(|tag| Lang::parse(&tag));
    chosen.unwrap_or_else(|| {
        let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let tags = wanted.split(',').filter_map(|part| part.split(';').next());
        tags.filter_map(|tag| Lang::parse(tag.trim())).next().unwrap_or(Lang::En)
    })
}
