//! A participant's first page, and its duties.

use super::super::answer::then;
use super::super::here::{Here, Sent};
use super::{layout, report, situation, text};
use crate::conduct::Act;
use crate::rules::picture::StageState;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::view::{AlertItem, DeskView, SeatView, Tone, names};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The partner, its view and the seat's desk, of a participant.
///
/// # Panics
/// On a route for others.
#[must_use]
pub fn own(here: &Here) -> (PartnerId, Arc<SeatView>, Arc<DeskView>) {
    let seat = here.seat();
    let partner = seat.partner().expect("the route lets in participants only");
    (partner, here.stage.view(partner).clone(), here.stage.desk(seat).clone())
}

/// `GET /seat`: what we know.
pub async fn page(here: Here) -> Response {
    let (_, view, desk) = own(&here);
    let body = html! {
        h1 { (here.say("Lage", "Situation")) }
        (pen(&here, &desk))
        (role_card(&here, &desk))
        @if view.clock.phase == Phase::Briefing { (briefing(&here)) }
        @if let Some(ending) = &view.clock.ending { p.ending { (text(here.lang, ending)) } }
        @if view.clock.phase == Phase::Ended {
            p { a.button href="/seat/recap" { (here.say("Was Sie getan haben und was Ihr Team wusste", "What you did and what your team knew")) } }
            (feedback(&here))
            @if here.stage.conduct.is_declassified {
                p { (here.say("Die Übungsleitung hat die Übung freigegeben: Der Bericht nennt jetzt auch, was Ihr Team nicht wissen konnte.", "The trainer has declassified the exercise: the report now also tells what your team could not know.")) }
            }
            (report::buttons(&here, "/seat/report", here.say("Bericht Ihres Teams herunterladen", "Download your team's report")))
        }
        (situation::people(&here, &view))
        (news(&here, &view))
        (alerts(&here, &view))
        (jobs(&here, &view))
        (situation::situation(&here, &view))
        (situation::facts(&here, &view))
    };
    layout(&here, here.say("Lage", "Situation"), &body).into_response()
}

/// Who writes for this seat, when several devices share it.
#[must_use]
pub fn pen(here: &Here, desk: &DeskView) -> Markup {
    let is_own = here.guest.is_some_and(|guest| desk.writer == Some(guest.person));
    html! {
        div id="pen" data-live {
            @if !is_own {
                section.card.warn {
                    p { (here.say("An diesem Platz schreibt ein anderes Gerät. Sie lesen mit.", "Another device writes for this seat. You are reading along.")) }
                    form method="post" action="/pen" { button { (here.say("Stift übernehmen", "Take the pen over")) } }
                }
            } @else if desk.devices > 1 {
                p.soft { (here.say("Sie schreiben für diesen Platz; andere Geräte lesen mit:", "You write for this seat; other devices reading along:")) " " (desk.devices - 1) }
            }
        }
    }
}

/// `POST /pen`: this device writes from now on.
pub async fn take_pen(here: Here) -> Response {
    let done = here.conduct(Act::TakePen, None).await;
    then(&here, done, super::super::answer::home(&here))
}

fn role_card(here: &Here, desk: &DeskView) -> Markup {
    html! {
        @if desk.card != crate::scenario::model::Text::default() {
            details { summary { (here.say("Ihre Rolle", "Your role")) } p { (text(here.lang, &desk.card)) } }
        }
    }
}

fn briefing(here: &Here) -> Markup {
    let about = &here.hall.scenario.about;
    html! {
        section.card id="briefing" data-live {
            h2 { (here.say("Einweisung", "Briefing")) }
            p { (text(here.lang, &about.opening)) }
            h3 { (here.say("Lernziele", "Learning goals")) }
            ul { @for goal in &about.learning_goals { li { (text(here.lang, goal)) } } }
        }
    }
}

fn feedback(here: &Here) -> Markup {
    html! {
        section.card {
            h2 { (here.say("Wie war die Übung?", "How was the exercise?")) }
            form method="post" action="/feedback" {
                fieldset {
                    legend { (here.say("1 schwach, 5 gut", "1 poor, 5 good")) }
                    div.row { @for mark in 1..=5 {
                        label.choice { input type="radio" name="mark" value=(mark) required; (mark) }
                    } }
                }
                label for="feedback" { (here.say("Was sollen wir beibehalten, was ändern?", "What should we keep, what should we change?")) }
                textarea id="feedback" name="text" rows="4" maxlength="4000" {}
                button.main { (here.say("Abgeben", "Send")) }
            }
        }
    }
}

/// A mark and words.
#[derive(Debug, Deserialize)]
pub struct Feedback {
    mark: u8,
    #[serde(default)]
    text: String,
}

/// `POST /feedback`.
pub async fn give_feedback(here: Here, Sent(form): Sent<Feedback>) -> Response {
    let done = here.conduct(Act::Feedback { mark: form.mark }, Some(form.text.clone())).await;
    super::super::answer::then_with(&here, done, super::super::answer::home(&here), Some(&form.text))
}

/// What came in this turn.
fn news(here: &Here, view: &SeatView) -> Markup {
    let turn = view.clock.turn;
    html! {
        section id="news" data-live {
            h2 { (here.say("Neu in dieser Runde", "New this turn")) }
            @let lines: Vec<_> = view.recap.iter().filter(|line| line.turn == turn).collect();
            @if lines.is_empty() { p.soft { (here.say("Nichts Neues.", "Nothing new.")) } }
            ul.lines { @for line in lines.iter().rev() { li class=(tone(line.tone)) { (text(here.lang, &line.text)) } } }
        }
    }
}

/// How a line is to look.
#[must_use]
pub const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Bad => "bad",
    }
}

/// The queue of alerts.
#[must_use]
pub fn alerts(here: &Here, view: &SeatView) -> Markup {
    let row = |alert: &AlertItem| {
        html! {
            li class=(if alert.state == crate::rules::picture::AlertState::New { "new" } else { "" }) {
                strong { (text(here.lang, &alert.node_name)) } ": " (text(here.lang, &alert.looks))
                p.soft { "#" (alert.number) " · " (here.say("Runde", "turn")) " " (alert.turn) " · " (names::alert(alert.state).say(here.lang)) }
            }
        }
    };
    html! {
        section id="alerts" data-live {
            h2 { (here.say("Meldungen", "Alerts")) " (" (view.alerts.len()) ")" }
            @if view.alerts.is_empty() { p.soft { (here.say("Keine.", "None.")) } }
            ul.alerts { @for alert in &view.alerts { (row(alert)) } }
        }
    }
}

/// What runs.
#[must_use]
pub fn jobs(here: &Here, view: &SeatView) -> Markup {
    html! {
        section id="jobs" data-live {
            h2 { (here.say("Laufende Aufträge", "Running orders")) }
            @if view.jobs.is_empty() { p.soft { (here.say("Keine.", "None.")) } }
            ul { @for job in &view.jobs {
                li { (text(here.lang, &job.text)) span.soft { " · " (here.say("fertig in Runde", "done in turn")) " " (job.ends) } }
            } }
        }
    }
}

/// `GET /seat/duties`: what we owe by law, and by when.
pub async fn duties_page(here: Here) -> Response {
    let (_, view, _) = own(&here);
    let body = html! { h1 { (here.say("Pflichten", "Duties")) } (duties(&here, &view)) };
    layout(&here, here.say("Pflichten", "Duties"), &body).into_response()
}

/// Every duty with its clock.
#[must_use]
pub fn duties(here: &Here, view: &SeatView) -> Markup {
    html! {
        section id="duties" data-live {
            @for duty in &view.duties {
                article.card {
                    h2 { (text(here.lang, &duty.name)) }
                    p.soft {
                        (text(here.lang, &duty.law))
                        @if duty.assumption { " " span.assumption { (here.say("Annahme", "assumption")) } }
                    }
                    @if duty.started_h.is_none() {
                        p { (here.say("Die Uhr ruht, bis der Anlass bekannt ist.", "The clock rests until the cause is known.")) }
                    }
                    ol { @for stage in &duty.stages {
                        li {
                            strong { (text(here.lang, &stage.name)) } " → " (text(here.lang, &stage.to))
                            " · " (names::stage(stage.state).say(here.lang))
                            @if let Some(left) = stage.left_h && matches!(stage.state, StageState::Open | StageState::Overdue) {
                                @if left >= 0 { " · " (here.say("noch", "left:")) " " (left) " h" }
                                @else { " · " (here.say("überfällig seit", "overdue for")) " " (-left) " h" }
                            }
                            @if !stage.content.is_empty() {
                                ul.soft { @for content in &stage.content { li { (text(here.lang, content)) } } }
                            }
                        }
                    } }
                }
            }
            p.soft { (here.say("Abgegeben wird eine Meldung als Auftrag, Gruppe „Melden“.", "A notice is given as an order, group “Notify”.")) }
        }
    }
}
