//! The checks: every roll with its causes. Those of the last resolution can be decided otherwise; those of earlier
//! turns are there to be looked at.

use super::super::here::Here;
use super::lead::{confirm, trainer_view};
use super::{layout, text};
use crate::live::Memory;
use crate::rules::dice::Purpose;
use crate::view::{CheckItem, check_item};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Of which turn; of the last resolution where nothing says.
#[derive(Debug, Default, Deserialize)]
pub struct Of {
    turn: Option<u16>,
}

/// `GET /lead/checks`.
pub async fn page(here: Here, Query(of): Query<Of>) -> Response {
    let title = here.say("Proben", "Checks");
    let body = html! {
        h1 { (title) @if let Some(turn) = of.turn { " · " (here.say("Runde", "Turn")) " " (turn) } }
        @match of.turn {
            Some(turn) => (earlier(&here, turn)),
            None => (latest(&here)),
        }
    };
    layout(&here, title, &body).into_response()
}

/// Those of the last resolution, each with the other outcome.
fn latest(here: &Here) -> Markup {
    let view = trainer_view(here);
    html! {
        section id="checks" data-live {
            @if view.checks.is_empty() { p.soft { (here.say("In dieser Runde wurde noch nichts gewürfelt.", "No dice have been rolled this turn yet.")) } }
            @for item in &view.checks { (check(here, item, &otherwise(here, item))) }
        }
    }
}

/// Those of a turn as it stands now, undone ones left out.
fn earlier(here: &Here, turn: u16) -> Markup {
    let items: Vec<CheckItem> = here.hall.live.look(|exercise| {
        let partners = exercise.scenario().partners.len();
        let found = Memory::checks_in(partners, exercise.entries(), turn);
        found.iter().map(|check| check_item(exercise.scenario(), check)).collect()
    });
    html! {
        p {
            @if turn > 1 { a href={ "/lead/checks?turn=" (turn - 1) } { (here.say("Runde davor", "Turn before")) } " · " }
            @if turn < here.stage.public.turn { a href={ "/lead/checks?turn=" (turn + 1) } { (here.say("Runde danach", "Turn after")) } " · " }
            a href="/lead/score" { (here.say("Wertung", "Score")) } " · "
            a href="/lead/checks" { (here.say("Letzte Durchführung", "Last resolution")) }
        }
        section id="checks" {
            @if items.is_empty() { p.soft { (here.say("In dieser Runde wurde nichts gewürfelt.", "No dice were rolled in this turn.")) } }
            @for item in &items { (check(here, item, &html! {})) }
        }
    }
}

/// A check with its causes, its roll, and what can be done about it.
fn check(here: &Here, item: &CheckItem, hand: &Markup) -> Markup {
    let permille = |ppm: u32| here.lang.percent(&here.lang.number(f64::from(ppm) / 10_000.0));
    html! {
        details.card {
            summary {
                (text(here.lang, &item.text)) " · "
                @if item.check.success { (here.say("gelungen", "worked")) } @else { (here.say("misslungen", "failed")) }
            }
            ul {
                li { (here.say("Grundwert", "Base rate")) ": " (permille(item.check.base_ppm)) }
                @for (cause, after) in &item.causes { li { (here.lang.of(cause)) " → " (permille(*after)) } }
                li { (here.say("Wurf", "Roll")) ": " (permille(item.check.roll)) }
            }
            (hand)
        }
    }
}

/// The trainer's word against the dice.
fn otherwise(here: &Here, item: &CheckItem) -> Markup {
    let fields = html! {
        input type="hidden" name="key" value=(serde_json::to_string(&item.check.key).unwrap_or_default());
        input type="hidden" name="success" value=(!item.check.success);
        label for={ "why-" (item.check.key.target) "-" (item.check.key.what) } { (here.say("Grund", "Reason")) }
        input name="text" maxlength="500" id={ "why-" (item.check.key.target) "-" (item.check.key.what) };
    };
    html! {
        @if item.check.key.purpose == Purpose::Attack {
            (confirm(here, "/lead/veto", here.say("Angriffszug untersagen", "Veto this move"), here.say("Die Runde wird ohne diesen Zug neu durchgeführt. Dem Angreifer ist, als habe niemand geantwortet.", "The turn is carried out again without this move. To the attacker it is as if nobody had answered."), &veto_fields(here, item)))
        }
        (confirm(here, "/lead/overrule", here.say("Anders entscheiden", "Overrule"), here.say("Die Runde wird mit diesem Ausgang neu durchgeführt.", "The turn is carried out again with this outcome."), &fields))
    }
}

fn veto_fields(here: &Here, item: &CheckItem) -> Markup {
    let key = item.check.key;
    let id = format!("veto-{}-{}-{}", key.target, key.what, key.attempt);
    html! {
        input type="hidden" name="key" value=(serde_json::to_string(&key).unwrap_or_default());
        label for=(id) { (here.say("Grund", "Reason")) }
        input name="text" maxlength="500" id=(id);
    }
}
