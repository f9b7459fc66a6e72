//! The debrief, in an order that guards against hindsight: each team's own account, what it could know, the
//! truth, the alternatives, luck. For the trainer, after EndEx.

use super::super::answer::{then, then_with};
use super::super::debriefing;
use super::super::here::{Here, Sent};
use super::super::judging::SoFar;
use super::lead::{confirm, so};
use super::watch::note_form;
use super::{fork, layout, replay, text};
use crate::analysis::moments::{Moment, moments};
use crate::conduct::{Act, Element, Planned, Said, Simulated};
use crate::exercise::Exercise;
use crate::export::document::block;
use crate::export::report::decisions::{luck, when};
use crate::live::Memory;
use crate::live::link::{DebriefStep, SimulatedView, TurningView};
use crate::rules::situation::Phase;
use crate::scenario::ids::{MeasureId, PartnerId, ZoneId};
use crate::view::element;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Where the debrief stands.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    #[serde(default)]
    step: String,
    turn: Option<u16>,
    /// So many of the replay's events have happened; without it, the turn's orders have just been opened.
    at: Option<usize>,
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
    let named = DebriefStep::ALL.into_iter().find(|step| step.slug() == at.step);
    let step = named.unwrap_or(DebriefStep::Own);
    let last = here.stage.public.turn;
    let asked = at.turn.unwrap_or(1).clamp(1, last.max(1));
    let (turn, shown) = here.hall.live.look_back(|exercise, memory| {
        let shown = match step {
            DebriefStep::Own => own(&here, exercise),
            DebriefStep::Known => replay::known(&here, exercise.scenario(), memory, asked),
            DebriefStep::Truth => return replay::truth(&here, exercise, memory, asked, at.at),
            DebriefStep::Alternatives => weighed(&here, exercise, memory, &so_far, asked),
            DebriefStep::Luck => html! { div id="judged" data-live {
                @match &so_far.hindsight {
                    Ok(found) => { @for part in &luck(exercise.scenario(), found) { (block(part, here.lang)) } }
                    Err(done) => { (computing(&here, *done, &link(step, asked))) }
                }
            } },
        };
        (asked, shown)
    });
    let body = html! {
        h1 { (title) }
        (steps(&here, step, turn))
        (shown)
        @if matches!(step, DebriefStep::Truth | DebriefStep::Alternatives) { (fork::card(&here, step, turn)) }
        (onward(&here, step, turn))
        (improve(&here, step))
        div id="notes" { (note_form(&here, None)) }
    };
    layout(&here, title, &body).into_response()
}

/// The address of a step at a turn.
#[must_use]
pub(super) fn link(step: DebriefStep, turn: u16) -> String {
    format!("/lead/debrief?step={}&turn={turn}", step.slug())
}

fn steps(here: &Here, step: DebriefStep, turn: u16) -> Markup {
    html! {
        nav.steps id="steps" aria-label=(here.say("Schritte der Nachbesprechung", "Steps of the debrief")) {
            ol { @for of in DebriefStep::ALL {
                li { a href=(link(of, turn)) aria-current=[(of == step).then_some("step")] { (of.name().say(here.lang)) } }
            } }
        }
    }
}

fn onward(here: &Here, step: DebriefStep, turn: u16) -> Markup {
    html! {
        @if let Some(next) = step.next() {
            p { a.button href=(link(next, turn)) { (here.say("Weiter:", "Next:")) " " (next.name().say(here.lang)) } }
        } @else {
            p { a.button href="/lead/report" { (here.say("Bericht herunterladen", "Download the report")) } }
            (declassify(here))
        }
    }
}

/// The last thing to do: the teams may read everything.
fn declassify(here: &Here) -> Markup {
    html! {
        section.card id="declassify" {
            h2 { (here.say("Bericht für die Teams freigeben", "Declassify the report for the teams")) }
            @if here.stage.conduct.is_declassified {
                p { (here.say("Freigegeben. Jedes Team findet den Bericht mit der Wahrheit auf seiner Seite „Lage“.", "Declassified. Each team finds the report with the truth on its “Situation” page.")) }
            } @else {
                p { (here.say("Bisher steht im Bericht eines Teams nur, was dieses Team wusste. Nach der Freigabe steht darin auch die Wahrheit: was der Angreifer tat, die Lagebilder und Aufträge der anderen, die Wertung, die Stufen der Auswertung mit ihren Gründen und der Verbesserungsplan mit allem, was dafür festgehalten ist. Andere Beobachtungen und die Rückmeldungen bleiben bei der Übungsleitung.", "So far a team's report holds only what that team knew. Once declassified it also holds the truth: what the attacker did, the other teams' pictures and orders, the score, the evaluators' ratings with their reasons, and the improvement plan with everything noted for it. Other observations and the feedback stay with the trainer.")) }
                (confirm(here, "/lead/declassify", here.say("Für alle Teams freigeben", "Declassify for all teams"), here.say("Zurücknehmen lässt sich das nicht.", "This cannot be taken back."), &html! {}))
            }
        }
    }
}

/// `POST /lead/declassify`.
pub async fn release(here: Here) -> Response {
    let done = so(here.conduct(Act::Declassify, None).await);
    then(&here, done, &format!("{}#declassify", link(DebriefStep::Luck, here.stage.public.turn)))
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
    let account = debriefing::account(exercise, partner, moment);
    html! {
        @if let Some(account) = &account {
            tr {
                th scope="row" { @if account.turn == 0 { (here.say("Vorsorge", "Prevention")) } @else { (account.turn) } }
                td { @for (place, decided) in account.decided.iter().enumerate() {
                    @if place > 0 { br; }
                    (text(here.lang, decided))
                } }
                td { @for reason in &account.reasons { (reason) br; } }
            }
        }
    }
}

/// The decisions that turned the exercise, how things stood at a turn, and what every decision was worth.
fn weighed(here: &Here, exercise: &Exercise, memory: &Memory, so_far: &SoFar, turn: u16) -> Markup {
    let points = debriefing::turning_points(exercise, &so_far.decisions);
    html! {
        div id="judged" data-live {
            @if let Some(done) = so_far.judging {
                (computing(here, done, &link(DebriefStep::Alternatives, turn)))
            }
            (turning(here, exercise, &points, so_far.judging.is_some()))
            (replay::turned(here, exercise, memory, turn, &points))
            @for part in &debriefing::weighed(exercise, so_far) { (block(part, here.lang)) }
        }
    }
}

/// The decisions that turned the exercise, as far as they are judged; each leads to its moment.
fn turning(here: &Here, exercise: &Exercise, points: &[TurningView], so_far: bool) -> Markup {
    html! {
        section.card id="turning" {
            h2 { @if so_far { (here.say("Wendepunkte bisher", "Turning points so far")) } @else { (here.say("Wendepunkte", "Turning points")) } }
            @if points.is_empty() {
                p { @if so_far { (here.say("Unter den Entscheidungen, die schon beurteilt sind, sticht keine heraus.", "None of the decisions judged so far stands out.")) } @else { (here.say("Keine einzelne Entscheidung sticht heraus.", "No single decision stands out.")) } }
            }
            ol { @for point in points { li {
                a href={ (link(DebriefStep::Alternatives, point.turn.max(1))) "#replay" } {
                    (text(here.lang, &when(point.turn)))
                    ", " (here.lang.of(&exercise.scenario().partners[point.partner.index()].name))
                }
                ": " strong { (text(here.lang, &point.value)) " " (here.say("Punkte", "points")) } " · " (text(here.lang, &point.orders))
            } } }
        }
    }
}

/// How far the computing is; the page looks again by itself, and by hand where nothing runs on it.
fn computing(here: &Here, (played, planned): (u64, u64), again: &str) -> Markup {
    html! {
        section.card data-again {
            p { (here.say("Wird berechnet.", "Being computed.")) " " (played) " " (here.say("von", "of")) " " (planned) }
            progress value=(played) max=(planned.max(1)) {}
            p { a.button href=(again) { (here.say("Noch einmal nachsehen", "Look again")) } }
        }
    }
}

/// What is to be better: noted while everybody is in the room.
fn improve(here: &Here, step: DebriefStep) -> Markup {
    let items = || here.stage.conduct.said.iter().filter_map(Said::planned);
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
                select id="element" name="element" { @for of in Element::ALL { option value=(of.slug()) { (here.lang.of(&element(of))) } } }
                @if step >= DebriefStep::Alternatives { (simulated(here)) }
                button { (here.say("Festhalten", "Record")) }
            }
            ul { @for (of, item) in items() {
                li { (item.what) " (" (here.lang.of(&element(of))) "; " (item.who) ": " (item.due) ")" }
            } }
        }
    }
}

/// What an item is in the simulation, chosen among what was computed, the best first; a word as long as nothing is.
fn simulated(here: &Here) -> Markup {
    let Some(found) = here.hall.improving.found() else {
        return html! { p.soft { (here.say(
            "Was Verbesserungen in der Simulation wert wären, wird von der Mitte der Übung an berechnet. Danach können Sie hier wählen, was Ihr Eintrag in der Simulation ist; der Bericht nennt dann seinen Nutzen.",
            "What improvements would be worth in the simulation is computed from the middle of the exercise on. After that you can choose here what your item is in the simulation; the report then tells its worth.",
        )) } };
    };
    let (choices, partners) = here
        .hall
        .live
        .look(|exercise| (debriefing::simulated(exercise, found), exercise.scenario().partners.len()));
    let of_partner = |partner: PartnerId| choices.iter().filter(move |choice| choice.partner == partner);
    html! {
        label for="simulated" { (here.say("In der Simulation ist das", "In the simulation this is")) }
        select id="simulated" name="simulated" {
            option value="" { (here.say("nichts davon", "none of these")) }
            @for partner in (0..partners).map(PartnerId::at) {
                optgroup label=(here.lang.of(&here.hall.scenario.partners[partner.index()].name)) {
                    @for SimulatedView { what, name, .. } in of_partner(partner) {
                        option value={ (what.measure.0) "." (what.zone.0) } { (here.lang.of(name)) }
                    }
                }
            }
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
    /// Places of a measure and a zone, with a point between; empty where it is nothing in the simulation.
    #[serde(default)]
    simulated: String,
}

impl Improvement {
    fn simulated(&self) -> Option<Simulated> {
        let (measure, zone) = self.simulated.split_once('.')?;
        Some(Simulated { measure: MeasureId(measure.parse().ok()?), zone: ZoneId(zone.parse().ok()?) })
    }
}

/// `POST /lead/improve`.
pub async fn add(here: Here, Sent(form): Sent<Improvement>) -> Response {
    let element = Element::ALL.into_iter().find(|of| of.slug() == form.element).unwrap_or(Element::Planning);
    let simulated = form.simulated();
    let item = Planned { who: form.who, due: form.due, what: form.what };
    let done = here.conduct(Act::Improve { element, simulated }, Some(item.written())).await;
    then_with(&here, done, "/lead/debrief", Some(&item.what))
}
