//! Evaluators and observers, and the trainer looking over a shoulder: each team's picture and notes. Nothing here
//! gives an order.

use super::super::answer::{Problem, sorry, then_with};
use super::super::here::{Here, Sent};
use super::{inbox, layout, recap, seat, situation, talk, text};
use crate::conduct::{Act, Category, Seat};
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::view::category;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /watch`: whom to look at.
pub async fn page(here: Here) -> Response {
    let title = here.say("Teams", "Teams");
    let body = html! {
        h1 { (title) }
        section id="teams" data-live {
            @for (view, partner) in here.stage.views().iter().zip(&here.hall.scenario.partners) {
                article.card {
                    h2 { a href={ "/watch/team/" (partner.id) } { (text(here.lang, &view.name)) } }
                    p {
                        (here.say("Meldungen", "alerts")) ": " (view.alerts.len())
                        " · " (here.say("laufende Aufträge", "running orders")) ": " (view.jobs.len())
                        " · " (here.say("Erkenntnisse", "findings")) ": " (view.facts.len())
                    }
                }
            }
        }
    };
    layout(&here, title, &body).into_response()
}

/// `GET /watch/team/{slug}`: what a team sees, all on one page.
pub async fn team(here: Here, Path(slug): Path<String>) -> Response {
    let Some(partner) = here.hall.scenario.partner_named(&slug) else {
        return sorry(&here, Problem::NotHere);
    };
    let view = here.stage.view(partner).clone();
    let title = here.lang.of(&view.name).to_owned();
    let lead = here.stage.desk(Seat::Participant(partner, 0)).clone();
    let body = html! {
        h1 { (title) }
        @if here.seat() == Seat::Evaluator { (note_form(&here, Some(partner))) }
        (situation::people(&here, &view))
        (given(&here, &lead))
        (seat::alerts(&here, &view))
        (seat::jobs(&here, &view))
        (situation::situation(&here, &view))
        (situation::facts(&here, &view))
        h2 { (here.say("Eingang", "Inbox")) }
        (inbox::inbox(&here, &view, ""))
        h2 { (here.say("Pflichten", "Duties")) }
        (seat::duties(&here, &view))
        h2 { (here.say("Verlauf", "Timeline")) }
        (recap::recap(&here, &view))
    };
    layout(&here, &title, &body).into_response()
}

/// Drafts of a team, without buttons.
fn given(here: &Here, desk: &crate::view::DeskView) -> Markup {
    html! {
        @if let Some(sheet) = &desk.sheet {
            section id="drafts" data-live {
                h2 { (here.say("Entwürfe", "Drafts")) " (" (sheet.drafts.len()) ")" @if sheet.is_ready { " · " (here.say("fertig", "done")) } }
                ul { @for draft in &sheet.drafts { li { (text(here.lang, &draft.text)) } } }
            }
        }
    }
}

/// `GET /watch/notes`.
pub async fn notes_page(here: Here) -> Response {
    let title = here.say("Notizen", "Notes");
    let desk = here.stage.desk(here.seat()).clone();
    let seat = here.seat();
    let body = html! {
        h1 { (title) }
        (note_form(&here, None))
        @if seat == Seat::Evaluator {
            details { summary { (here.say("Nachricht an die Übungsleitung", "Message to the trainer")) } (talk::form(&here, seat)) }
        }
        (talk::messages(&here, &desk))
    };
    layout(&here, title, &body).into_response()
}

/// One key each: the script presses the button with that key.
const KEYS: [&str; 5] = ["s", "v", "e", "k", "x"];

pub(super) fn note_form(here: &Here, about: Option<PartnerId>) -> Markup {
    html! {
        section.card {
            h2 { (here.say("Beobachtung festhalten", "Record an observation")) }
            form method="post" action="/watch/note" {
                @if let Some(partner) = about {
                    input type="hidden" name="partner" value=(here.hall.scenario.partners[partner.index()].id);
                } @else {
                    label for="note-partner" { (here.say("Team", "Team")) }
                    select id="note-partner" name="partner" {
                        option value="" { (here.say("alle", "all")) }
                        @for partner in &here.hall.scenario.partners { option value=(partner.id) { (here.lang.of(&partner.name)) } }
                    }
                }
                label for="note-text" { (here.say("Was war zu sehen? Runde und Uhrzeit kommen von selbst dazu.", "What was there to see? Turn and time are added.")) }
                textarea id="note-text" name="text" rows="2" required maxlength="4000" data-keep {}
                div.row {
                    @for (kind, key) in Category::ALL.iter().zip(KEYS) {
                        button name="category" value=(category_slug(*kind)) data-key=(key) {
                            (here.lang.of(&category(*kind))) " " kbd { "Alt+" (key.to_uppercase()) }
                        }
                    }
                }
            }
        }
    }
}

const fn category_slug(category: Category) -> &'static str {
    match category {
        Category::Strength => "strength",
        Category::Improvement => "improvement",
        Category::Decision => "decision",
        Category::Communication => "communication",
        Category::Other => "other",
    }
}

/// An observation.
#[derive(Debug, Deserialize)]
pub struct Note {
    #[serde(default)]
    partner: String,
    category: Category,
    text: String,
}

/// `POST /watch/note`.
pub async fn note(here: Here, Sent(form): Sent<Note>) -> Response {
    let partner = here.hall.scenario.partner_named(&form.partner);
    if form.text.trim().is_empty() {
        return sorry(&here, Problem::Unclear);
    }
    let act = Act::Note { partner, category: form.category };
    let done = here.conduct(act, Some(form.text.clone())).await;
    let is_debrief = here.seat() == Seat::Trainer && here.stage.public.phase == Phase::Ended;
    let notes = if is_debrief { "/lead/debrief#notes" } else { "/watch/notes" };
    let to = partner
        .filter(|_| !is_debrief)
        .map_or_else(|| notes.to_owned(), |_| format!("/watch/team/{}", form.partner));
    then_with(&here, done, &to, Some(&form.text))
}
