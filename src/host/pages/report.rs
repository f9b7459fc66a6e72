//! The report to take along: everybody's for the trainer, its own for a team.

use super::super::here::Here;
use super::seat;
use crate::export::document::html;
use crate::export::report::report;
use crate::scenario::ids::PartnerId;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// `GET /lead/report`: the truth included.
pub async fn lead(here: Here) -> Response {
    file(&here, None)
}

/// `GET /seat/report`: what this team knew and did.
pub async fn own(here: Here) -> Response {
    let (partner, ..) = seat::own(&here);
    file(&here, Some(partner))
}

fn file(here: &Here, whom: Option<PartnerId>) -> Response {
    let report = here.hall.live.look(|exercise| report(exercise, whom, None));
    let name = here.say("attachment; filename=\"bericht.html\"", "attachment; filename=\"report.html\"");
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_DISPOSITION, name)];
    (headers, html(&report, here.lang)).into_response()
}
