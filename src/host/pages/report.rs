//! The report to take along, as a page, as PDF and as a workbook: everybody's for the trainer, its own for a
//! team, until the trainer declassifies the exercise.

use super::super::answer::{Problem, sorry};
use super::super::here::Here;
use super::seat;
use crate::export::document::{Document, html, xlsx};
use crate::export::report::{Computed, report};
use crate::scenario::ids::PartnerId;
use crate::view::Lang;
use axum::extract::Query;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use tokio::sync::Semaphore;

/// What kind of file is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    format: String,
}

/// A kind of file: how it is asked for, and its type.
const PAGE: (&str, &str) = ("html", "text/html; charset=utf-8");
const PDF: (&str, &str) = ("pdf", "application/pdf");
const WORKBOOK: (&str, &str) = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// Setting a report keeps a processor busy: one at a time, the exercise comes first.
static PRESS: Semaphore = Semaphore::const_new(1);

/// `GET /lead/report?format=`: the truth included.
pub async fn lead(here: Here, Query(asked): Query<Asked>) -> Response {
    file(&here, None, &asked.format).await
}

/// `GET /seat/report?format=`: what this team knew and did; the truth, too, once the exercise is declassified.
pub async fn own(here: Here, Query(asked): Query<Asked>) -> Response {
    let (partner, ..) = seat::own(&here);
    file(&here, Some(partner), &asked.format).await
}

/// Where to get the report in each form that this build can make.
#[must_use]
pub fn buttons(here: &Here, address: &str, words: &str) -> Markup {
    html! {
        p {
            a.button href=(address) { (words) }
            @if cfg!(feature = "pdf") {
                " " a.button href={ (address) "?format=" (PDF.0) } { (here.say("Bericht als PDF", "Report as PDF")) }
            }
            " " a.button href={ (address) "?format=" (WORKBOOK.0) } { (here.say("Bericht als Arbeitsmappe (XLSX)", "Report as workbook (XLSX)")) }
        }
    }
}

async fn file(here: &Here, whom: Option<PartnerId>, format: &str) -> Response {
    let form = match format {
        "" | "html" => PAGE,
        "pdf" if cfg!(feature = "pdf") => PDF,
        "xlsx" => WORKBOOK,
        _ => return sorry(here, Problem::NotHere),
    };
    // What was computed meanwhile stands in the report, too; a team's leaves it out unless declassified.
    let judged = here.hall.judged_before();
    let computed = Computed { judged: judged.as_deref(), improvements: here.hall.improving.found() };
    let report = here.hall.live.look(|exercise| report(exercise, whom, computed));
    let _turn = PRESS.acquire().await.expect("nobody closes the press");
    let lang = here.lang;
    let made = tokio::task::spawn_blocking(move || made(&report, lang, form.0)).await;
    let bytes = match made.map_err(|error| error.to_string()).flatten() {
        Ok(bytes) => bytes,
        Err(error) => {
            anstream::eprintln!("planspiel: the report could not be made: {error}");
            return sorry(here, Problem::NotMade);
        }
    };
    let name = format!("attachment; filename=\"{}.{}\"", here.say("bericht", "report"), form.0);
    ([(CONTENT_TYPE, form.1.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response()
}

fn made(report: &Document, lang: Lang, format: &str) -> Result<Vec<u8>, String> {
    match format {
        #[cfg(feature = "pdf")]
        "pdf" => crate::export::document::pdf(report, lang, crate::export::document::PaperSize::of(lang))
            .map_err(|error| error.to_string()),
        "xlsx" => Ok(xlsx(report, lang)),
        _ => Ok(html(report, lang).into_bytes()),
    }
}
