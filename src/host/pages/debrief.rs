//! The debrief, in an order that guards against hindsight: each team's own account, what it could know, the
//! truth, the alternatives, luck. For the trainer, after EndEx.

use super::super::answer::then_with;
use super::super::here::{Here, Sent};
use super::super::judging::SoFar;
use super::{layout, text};
use crate::analysis::judged::Judged;
use crate::analysis::moments::{Moment, moments};
use crate::conduct::{Act, Category, Topic};
use crate::exercise::{Command, Exercise};
use crate::export::document::{Block, block};
use crate::export::report::decisions::{alternatives, luck, orders};
use crate::live::Memory;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::view::{MapView, seat_view, trainer_view, wording};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The steps, in their order.
const STEPS: [(&str, &str, &str); 5] = [
    ("own", "Eigene Darstellung", "Own account"),
    ("known", "Was man wissen konnte", "What could be known"),
    ("truth", "Die Wahrheit", "The truth"),
    ("alternatives", "Andere Wege", "Alternatives"),
    ("luck", "Zufall", "Luck"),
];

/// Where the debrief stands.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    #[serde(default)]
    step: String,
    turn: Option<u16>,
}

/// `GET /lead/debrief`.
pub async fn page(here: Here, Query(at): Query<At>) -> Response {
    let title = here.say("Nachbesprechung", "Debrief");
    if here.stage.public.phase != Phase::Ended {
        let body = html! {
            h1 { (title) }
            p { (here.say("Die Nachbesprechung beginnt nach EndEx.", "The debrief begins after EndEx.")) }
        };
        return layout(&here, title, &body).into_response();
    }
    // What follows is computed while the teams speak for themselves.
    let so_far = here.hall.judged();
    let step = STEPS.iter().position(|(slug, ..)| *slug == at.step).unwrap_or(0);
    let last = here.stage.public.turn;
    let turn = at.turn.unwrap_or(1).min(last);
    let shown = here.hall.live.look_back(|exercise, memory| match STEPS[step].0 {
        "own" => own(&here, exercise),
        "known" => known(&here, exercise, memory, turn),
        "truth" => truth(&here, exercise, memory, turn),
        "alternatives" => {
            computed(&here, &so_far, &link(step, turn), |judged| alternatives(exercise, judged))
        }
        _ => computed(&here, &so_far, &link(step, turn), |judged| luck(exercise.scenario(), judged)),
    });
    let body = html! {
        h1 { (title) }
        (steps(&here, step, turn))
        @if matches!(STEPS[step].0, "known" | "truth") { (time_line(&here, step, turn, last)) }
        (shown)
        (onward(&here, step, turn))
        (improve(&here))
    };
    layout(&here, title, &body).into_response()
}

fn link(step: usize, turn: u16) -> String {
    format!("/lead/debrief?step={}&turn={turn}", STEPS[step].0)
}

fn steps(here: &Here, step: usize, turn: u16) -> Markup {
    html! {
        nav.steps aria-label=(here.say("Schritte der Nachbesprechung", "Steps of the debrief")) {
            ol { @for (place, (_, de, en)) in STEPS.iter().enumerate() {
                li { a href=(link(place, turn)) aria-current=[(place == step).then_some("step")] { (here.say(de, en)) } }
            } }
        }
    }
}

fn time_line(here: &Here, step: usize, turn: u16, last: u16) -> Markup {
    html! {
        nav.turns aria-label=(here.say("Runden", "Turns")) {
            @for of in 1..=last { a href=(link(step, of)) aria-current=[(of == turn).then_some("true")] { (of) } " " }
        }
        h2 { (here.say("Runde", "Turn")) " " (turn) }
    }
}

fn onward(here: &Here, step: usize, turn: u16) -> Markup {
    html! {
        @if let Some((_, de, en)) = STEPS.get(step + 1) {
            p { a.button href=(link(step + 1, turn)) { (here.say("Weiter:", "Next:")) " " (here.say(de, en)) } }
        } @else {
            p { a.button href="/lead/report" { (here.say("Bericht herunterladen", "Download the report")) } }
        }
    }
}

/// What each team did and why, in its own words; the trainer lets each team speak to it.
fn own(here: &Here, exercise: &Exercise) -> Markup {
    let moments = moments(exercise);
    let questions = &exercise.scenario().about.debrief;
    html! {
        p { (here.say("Jedes Team erzählt: Was war für uns die Lage? Was haben wir entschieden, und warum? Noch spricht niemand von der Wahrheit.", "Each team tells: What was the situation for us? What did we decide, and why? Nobody speaks of the truth yet.")) }
        @if !questions.is_empty() { ul { @for question in questions { li { (text(here.lang, question)) } } } }
        @for partner in (0..exercise.scenario().partners.len()).map(PartnerId::at) {
            article.card {
                h2 { (here.lang.of(&exercise.scenario().partners[partner.index()].name)) }
                table {
                    thead { tr { th scope="col" { (here.say("Runde", "Turn")) } th scope="col" { (here.say("Aufträge", "Orders")) } th scope="col" { (here.say("Gründe", "Reasons")) } } }
                    tbody { @for moment in &moments { (account(here, exercise, moment, partner)) } }
                }
            }
        }
    }
}

fn account(here: &Here, exercise: &Exercise, moment: &Moment, partner: PartnerId) -> Markup {
    let given = &moment.given[partner.index()];
    let reasons = exercise.entries().iter().filter_map(|entry| match entry.command {
        Command::Order { partner: of, order } if of == partner && given.orders.contains(&order) => {
            entry.text.as_deref()
        }
        _ => None,
    });
    let reasons: Vec<&str> = reasons.collect();
    html! {
        @if moment.turn > 0 || !given.orders.is_empty() {
            tr {
                th scope="row" { @if moment.turn == 0 { (here.say("Vorsorge", "Prevention")) } @else { (moment.turn) } }
                td {
                    (text(here.lang, &orders(exercise, partner, &given.orders)))
                    @for (inject, choice) in &given.choices {
                        @let def = &exercise.scenario().injects[inject.index()];
                        br; (text(here.lang, &def.title)) ": " (text(here.lang, &def.choices[usize::from(*choice)].text))
                    }
                }
                td { @for reason in &reasons { (reason) br; } }
            }
        }
    }
}

/// Every team's picture side by side when orders were opened, and what it was told in that turn.
fn known(here: &Here, exercise: &Exercise, memory: &Memory, turn: u16) -> Markup {
    let scenario = exercise.scenario();
    let moments = moments(exercise);
    let Some(moment) = moments.iter().find(|moment| moment.turn == turn) else { return html! {} };
    html! {
        p { (here.say("So sah jedes Team die Lage, als es entschied. Was hier nicht steht, konnte es nicht wissen.", "This is how each team saw the situation when it decided. What does not stand here it could not know.")) }
        div.pictures { @for partner in (0..scenario.partners.len()).map(PartnerId::at) {
            @let notices = &memory.notices[partner.index()];
            @let view = seat_view(scenario, partner, &moment.start.pictures[partner.index()], moment.start.public, &[]);
            article.card {
                h3 { (here.lang.of(&scenario.partners[partner.index()].name)) }
                (picture(here, &view.map))
                ul.lines { @for (at, told) in notices.iter().filter(|(at, _)| at + 1 == turn || *at == turn) {
                    @if let Some(line) = wording::told(scenario, partner, *at, told) { li { span.soft { (line.turn) } " " (text(here.lang, &line.text)) } }
                } }
            }
        } }
    }
}

/// The truth at the same moment, and what really happened in that turn.
fn truth(here: &Here, exercise: &Exercise, memory: &Memory, turn: u16) -> Markup {
    let scenario = exercise.scenario();
    let moments = moments(exercise);
    let Some(moment) = moments.iter().find(|moment| moment.turn == turn) else { return html! {} };
    let scale = exercise.scale();
    let past: Vec<_> = memory.history.iter().filter(|(at, _)| *at < turn).copied().collect();
    let then = trainer_view(scenario, &moment.start, scale, &past, &[], &[]);
    let whole = trainer_view(scenario, exercise.now(), scale, &memory.history, &[], &[]);
    html! {
        p { (here.say("So war es wirklich, im selben Augenblick, und das geschah in dieser Runde.", "This is how it really was, at the same moment, and this is what happened in that turn.")) }
        (picture(here, &then.map))
        ul.lines { @for line in whole.log.iter().filter(|line| line.turn == turn) { li { (text(here.lang, &line.text)) } } }
    }
}

/// A network as it was: drawn into the page, for no address leads to the past.
fn picture(here: &Here, map: &MapView) -> Markup {
    let svg = here.hall.drawing("debrief", map, here.lang, &super::super::folds::Open::of(here));
    let data = format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg.as_bytes()));
    html! { div.map { img src=(data) alt=(here.say("Zeichnung des Netzes zu diesem Zeitpunkt", "Drawing of the network at that time")); } }
}

/// What is computed, as far as it is.
fn computed(
    here: &Here,
    so_far: &SoFar,
    again: &str,
    blocks: impl FnOnce(&Arc<Judged>) -> Vec<Block>,
) -> Markup {
    match so_far {
        SoFar::Done(judged) => html! { @for part in &blocks(judged) { (block(part, here.lang)) } },
        SoFar::Computing(played, planned) => html! {
            section.card {
                p { (here.say("Wird berechnet.", "Being computed.")) " " (played) " " (here.say("von", "of")) " " (planned) }
                progress value=(played) max=((*planned).max(1)) {}
                p { a.button href=(again) { (here.say("Noch einmal nachsehen", "Look again")) } }
            }
        },
    }
}

/// Elements of preparedness of an improvement (POETE: planning, organization, equipment, training, exercises;
/// FEMA, Comprehensive Preparedness Guide 201, 2018).
const POETE: [(&str, &str, &str); 5] = [
    ("planning", "Planung", "Planning"),
    ("organization", "Organisation", "Organization"),
    ("equipment", "Ausstattung", "Equipment"),
    ("training", "Ausbildung", "Training"),
    ("exercises", "Übung", "Exercises"),
];

/// What is to be better: noted while everybody is in the room.
fn improve(here: &Here) -> Markup {
    let said = here.stage.conduct.said.iter();
    let items: Vec<&str> = said
        .filter(|said| matches!(said.topic, Topic::Note(_, Category::Improvement)))
        .filter_map(|said| said.text.as_deref())
        .collect();
    html! {
        section.card id="improve" {
            h2 { (here.say("Was besser werden soll", "What is to improve")) }
            form method="post" action="/lead/improve" {
                label for="what" { (here.say("Was", "What")) }
                textarea id="what" name="what" rows="2" required maxlength="2000" data-keep {}
                label for="who" { (here.say("Wer", "Who")) }
                input id="who" name="who" required maxlength="200";
                label for="due" { (here.say("Bis wann", "By when")) }
                input id="due" name="due" required maxlength="100";
                label for="element" { (here.say("Worin", "Element")) }
                select id="element" name="element" { @for (slug, de, en) in POETE { option value=(slug) { (here.say(de, en)) } } }
                button { (here.say("Festhalten", "Record")) }
            }
            ul { @for item in &items { li { (item) } } }
        }
    }
}

/// An improvement.
#[derive(Debug, Deserialize)]
pub struct Improvement {
    what: String,
    who: String,
    due: String,
    element: String,
}

/// `POST /lead/improve`.
pub async fn add(here: Here, Sent(form): Sent<Improvement>) -> Response {
    let element = POETE.iter().find(|(slug, ..)| *slug == form.element).unwrap_or(&POETE[0]);
    let Improvement { what, who, due, .. } = &form;
    let words =
        format!("{} ({}; {}: {})", what.trim(), here.say(element.1, element.2), who.trim(), due.trim());
    let act = Act::Note { partner: None, category: Category::Improvement };
    let done = here.conduct(act, Some(words)).await;
    then_with(&here, done, "/lead/debrief", Some(what))
}
