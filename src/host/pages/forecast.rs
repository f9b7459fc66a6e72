//! Where this is going: for the trainer's own eyes, never on the wall, never for a team or an evaluator.

use super::super::answer::{Problem, sorry};
use super::super::here::Here;
use super::{layout, text};
use crate::analysis::forecast::{Driver, Forecast, Happening, Odds, forecast, odds};
use crate::export::report::decisions::signed;
use crate::rules::situation::{InjectState, Phase};
use crate::scenario::ids::InjectId;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Which inject is asked about.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    inject: Option<u16>,
}

/// `GET /lead/forecast`: computed beside the exercise, which waits for nothing.
pub async fn page(here: Here, Query(asked): Query<Asked>) -> Response {
    let title = here.say("Aussicht", "Forecast");
    if here.stage.public.phase == Phase::Ended {
        let body = html! {
            h1 { (title) }
            section id="forecast" data-live { p { (here.say("Die Übung ist beendet. Was daraus geworden ist, steht in der Nachbesprechung.", "The exercise has ended. What came of it stands in the debrief.")) } }
        };
        return layout(&here, title, &body).into_response();
    }
    let scenario = here.hall.scenario.clone();
    let asked = asked.inject.map(|index| InjectId::at(usize::from(index)));
    let asked = asked.filter(|inject| inject.index() < scenario.injects.len());
    let (now, scale) = here.hall.live.look(|exercise| (exercise.now().clone(), exercise.scale().clone()));
    let pending: Vec<InjectId> = (0..scenario.injects.len())
        .map(InjectId::at)
        .filter(|inject| {
            let state = now.truth.injects[inject.index()];
            matches!(state, InjectState::Pending | InjectState::Armed | InjectState::Delayed(_))
        })
        .collect();
    let asked = asked.filter(|inject| pending.contains(inject));
    let computed = tokio::task::spawn_blocking(move || {
        let odds = asked.map(|inject| odds(&scenario, &scale, &now, inject));
        (forecast(&scenario, &scale, &now), odds)
    });
    let Ok((found, odds)) = computed.await else { return sorry(&here, Problem::Unclear) };
    let body = html! {
        h1 { (title) }
        p.soft { (here.say("Nur für Ihre Augen. So ginge es aus, wenn von hier an alle Teams nach der Vorgehensweise playbook handelten.", "For your eyes only. This is how it would end if from here on every team acted by the playbook policy.")) }
        section id="forecast" data-live { (band(&here, &found)) }
        @if let Some(odds) = &odds { (what_it_does(&here, odds)) }
        (ask(&here, &pending, asked))
    };
    layout(&here, title, &body).into_response()
}

fn band(here: &Here, found: &Forecast) -> Markup {
    let lang = here.lang;
    let number = |value: f64| lang.number(value);
    let percent = |share: f64| lang.percent(&format!("{:.0}", share * 100.0));
    html! {
        section.card {
            h2 { (here.say("Gemeinsame Wertung am Ende", "Joint score in the end")) }
            p {
                strong { (number(found.joint.p05)) " – " (number(found.joint.p95)) }
                " " (here.say("Punkte in neun von zehn Fortsetzungen, im Mittel", "points in nine of ten futures, on average")) " "
                (number(found.joint.mean)) " ± " (number(found.joint.ci95))
            }
            p.soft { (found.futures) " " (here.say("Fortsetzungen ab Runde", "futures from turn")) " " (found.turn.max(1)) "." }
        }
        section.card {
            h2 { (here.say("Ziele", "Objectives")) }
            table {
                thead { tr { th scope="col" { (here.say("Ziel", "Objective")) } th scope="col" { (here.say("wird erreicht", "is met")) } th scope="col" { (here.say("95-%-Intervall", "95% interval")) } } }
                tbody { @for (objective, rate) in here.hall.scenario.objectives.iter().zip(&found.objectives) {
                    tr { td { (text(lang, &objective.text)) } td { (percent(rate.rate)) } td { (percent(rate.ci95[0])) "\u{a0}–\u{a0}" (percent(rate.ci95[1])) } }
                } }
            }
        }
        section.card {
            h2 { (here.say("Woran es am meisten hängt", "What it hangs on most")) }
            @if found.drivers.is_empty() { p { (here.say("Nichts Einzelnes sticht heraus.", "Nothing in particular stands out.")) } }
            ul { @for driver in &found.drivers { li { (told(here, driver)) } } }
        }
    }
}

fn told(here: &Here, driver: &Driver) -> Markup {
    let scenario = &here.hall.scenario;
    let (lang, number) = (here.lang, |value: f64| here.lang.number(value));
    html! {
        @match driver.what {
            Happening::Harmed(node) => { (here.say("Schaden an", "Damage to")) " " (text(lang, &scenario.node(node).name)) }
            Happening::Fires(inject) => { (here.say("Einlage", "Inject")) " " (here.say("„", "“")) (text(lang, &scenario.injects[inject.index()].title)) (here.say("“", "”")) }
        }
        ": " (here.say("in", "in")) " " (lang.percent(&format!("{:.0}", driver.chance.rate * 100.0))) " "
        (here.say("der Fortsetzungen; dann", "of the futures; then")) " " (number(driver.with)) " "
        (here.say("Punkte, sonst", "points, otherwise")) " " (number(driver.without)) "."
    }
}

/// What an inject, fired now, would do.
fn what_it_does(here: &Here, odds: &Odds) -> Markup {
    let scenario = &here.hall.scenario;
    let percent = |share: f64| here.lang.percent(&format!("{:.0}", share * 100.0));
    html! {
        section.card id="odds" {
            h2 { (here.say("Jetzt eingespielt:", "Fired now:")) " " (text(here.lang, &scenario.injects[odds.inject.index()].title)) }
            p {
                (here.say("Gemeinsame Wertung", "Joint score")) ": " (text(here.lang, &signed(odds.joint))) " "
                (here.say("Punkte, auf denselben Würfeln.", "points, on the same dice."))
            }
            table {
                thead { tr {
                    th scope="col" { (here.say("Ziel", "Objective")) }
                    th scope="col" { (here.say("ohne", "without")) }
                    th scope="col" { (here.say("mit", "with")) }
                    th scope="col" { (here.say("Änderung in Prozentpunkten", "change in percentage points")) }
                } }
                tbody { @for (objective, shift) in scenario.objectives.iter().zip(&odds.objectives) {
                    tr {
                        td { (text(here.lang, &objective.text)) }
                        td { (percent(shift.without)) }
                        td { (percent(shift.with)) }
                        td { (text(here.lang, &signed(shift.change))) }
                    }
                } }
            }
            p.soft { (here.say("± ist das halbe 95-%-Intervall.", "± is half of the 95% interval.")) }
        }
    }
}

fn ask(here: &Here, pending: &[InjectId], asked: Option<InjectId>) -> Markup {
    html! {
        @if !pending.is_empty() {
            form.card method="get" action="/lead/forecast" {
                label for="inject" { (here.say("Was täte diese Einlage, jetzt eingespielt?", "What would this inject do, fired now?")) }
                select id="inject" name="inject" {
                    @for inject in pending {
                        option value=(inject.index()) selected[asked == Some(*inject)] { (text(here.lang, &here.hall.scenario.injects[inject.index()].title)) }
                    }
                }
                button { (here.say("Ausrechnen", "Compute")) }
            }
        }
    }
}
