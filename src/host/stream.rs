//! What makes pages live: a stream that says only that something changed for this seat, and the same
//! as a question for clients that cannot hold a stream.

use super::here::Here;
use axum::Json;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;
use tokio_stream::wrappers::WatchStream;

/// A sign of life, so that both ends notice a dead line.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// The mark of a device that no longer has its seat. Browsers do not pass an empty one on.
const GONE: &str = "-";

/// `GET /stream`: the seat's mark now, and whenever it changes. A missed one costs nothing: the next
/// says the same.
pub async fn stream(here: Here) -> Response {
    let Some(guest) = here.guest else {
        return super::answer::sorry(&here, super::answer::Problem::NoSession);
    };
    let mut last = String::new();
    let hall = here.hall;
    let marks = WatchStream::new(hall.writer.watch()).filter_map(move |stage| {
        // Whoever was moved or signed out learns it by being asked to come in again.
        let is_in = stage.conduct.person(guest.person).is_some_and(|p| p.seat == guest.seat && !p.has_left);
        let mark = if is_in { stage.mark(guest.seat) } else { GONE };
        let is_new = mark != last;
        mark.clone_into(&mut last);
        let event = is_new.then(|| Ok::<_, Infallible>(Event::default().event("mark").data(mark)));
        std::future::ready(event)
    });
    let mut closing = hall.closing.clone();
    let until_closed = async move {
        // The sender lives as long as the host: an error means the same as "closing".
        let _ = closing.wait_for(|is_closing| *is_closing).await;
    };
    let marks = marks.take_until(Box::pin(until_closed));
    let keep_alive = KeepAlive::new().interval(HEARTBEAT).event(Event::default().event("alive").data(""));
    ([("x-accel-buffering", "no")], Sse::new(marks).keep_alive(keep_alive)).into_response()
}

/// `GET /mark`: the same, asked once.
pub async fn mark(here: Here) -> Response {
    let mark = here.guest.map_or("", |guest| here.stage.mark(guest.seat));
    Json(json!({"mark": mark})).into_response()
}
