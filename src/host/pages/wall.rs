//! The wall: only what everybody in the room may see.

use super::super::here::Here;
use super::{layout, minute, talk, text};
use crate::rules::situation::Phase;
use crate::view::names;
use axum::response::{IntoResponse, Response};
use maud::html;

/// `GET /wall`.
pub async fn page(here: Here) -> Response {
    let stage = &here.stage;
    let clock = &stage.clock;
    let title = here.lang.of(&here.hall.scenario.about.title).to_owned();
    let desk = stage.desk(crate::conduct::Seat::Wall).clone();
    let body = html! {
        section.wall id="wall" data-live {
            h1 { (title) }
            p.huge { (names::phase(clock.phase).say(here.lang)) }
            @if clock.turn > 0 { p.large { (here.say("Runde", "Turn")) " " (clock.turn) " / " (clock.turns) } }
            @for local in &clock.local { p.large { (local.short) " " (minute(local.minute)) @if local.day { " ☀" } @else { " ☾" } } }
            @if clock.phase == Phase::Briefing { p.prose { (text(here.lang, &here.hall.scenario.about.opening)) } }
            @if let Some(ending) = &clock.ending { p.prose { (text(here.lang, ending)) } }
        }
        (talk::messages(&here, &desk))
    };
    layout(&here, &title, &body).into_response()
}
