//! The timeline. While the exercise runs: everything the team was told. After EndEx: also what this seat did and
//! when, and what the team's picture was then. Never more than the team was told.

use super::super::here::Here;
use super::{clock_time, layout, minute, replay, seat, text, tlp};
use crate::conduct::{Act, Audience, Seat};
use crate::exercise::{Command, Entry, Exercise};
use crate::live::Memory;
use crate::rules::event::{Event, Public};
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::scenario::words::Tlp;
use crate::view::wording::{self, both};
use crate::view::{SeatView, clock_view, seat_name, seat_view};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Which turn's picture is to be shown.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    turn: Option<u16>,
}

/// `GET /seat/recap`.
pub async fn page(here: Here, Query(at): Query<At>) -> Response {
    let title = here.say("Verlauf", "Timeline");
    let (_, view, _) = seat::own(&here);
    let is_over = here.stage.public.phase == Phase::Ended;
    let body = html! {
        h1 { (title) }
        @if is_over { (own(&here, &view, at.turn)) } @else { (recap(&here, &view)) }
    };
    layout(&here, title, &body).into_response()
}

/// What the team was told, the latest turn first.
#[must_use]
pub fn recap(here: &Here, view: &SeatView) -> Markup {
    html! {
        section id="recap" data-live {
            @for turn in (0..=view.clock.turn).rev() {
                @if view.recap.iter().any(|line| line.turn == turn) {
                    h2 id={ "turn-" (turn) } { (here.say("Runde", "Turn")) " " (turn) }
                    (told(here, view, turn))
                }
            }
        }
    }
}

fn told(here: &Here, view: &SeatView, turn: u16) -> Markup {
    html! {
        ul.lines { @for line in view.recap.iter().filter(|line| line.turn == turn) {
            li class=(seat::tone(line.tone)) { (text(here.lang, &line.text)) }
        } }
    }
}

/// Something a seat did.
struct Deed {
    turn: u16,
    at_ms: i64,
    /// Number of the device.
    person: u32,
    what: Text,
    label: Option<Tlp>,
    /// In the seat's own words.
    words: Option<String>,
    /// Going back to an earlier turn undoes it.
    can_be_undone: bool,
}

/// After EndEx: what this seat did, beside what its team was told, turn by turn.
fn own(here: &Here, view: &SeatView, turn: Option<u16>) -> Markup {
    let seat = here.seat();
    let deeds = here.hall.live.look(|exercise| deeds(exercise, seat));
    let picture = turn.filter(|turn| (1..=view.clock.turn).contains(turn));
    html! {
        p { (here.say("Was Sie an diesem Platz getan haben, und was Ihr Team zur selben Zeit wusste.", "What you did at this seat, and what your team knew at the same time.")) }
        @if let Some(turn) = picture { (then(here, view.partner, turn)) }
        @for turn in 0..=view.clock.turn {
            @let own: Vec<&Deed> = deeds.iter().filter(|deed| deed.turn == turn).collect();
            @if !own.is_empty() || view.recap.iter().any(|line| line.turn == turn) {
                article.card id={ "turn-" (turn) } {
                    h2 { @if turn == 0 { (here.say("Vor StartEx", "Before StartEx")) } @else { (here.say("Runde", "Turn")) " " (turn) } }
                    @if turn > 0 && picture != Some(turn) { p { a href={ "/seat/recap?turn=" (turn) "#picture" } { (here.say("Unser Lagebild in dieser Runde", "Our picture in this turn")) } } }
                    div.pictures {
                        div {
                            h3 { (here.say("Was Sie taten", "What you did")) }
                            @if own.is_empty() { p.soft { (here.say("Nichts.", "Nothing.")) } }
                            ul.lines { @for deed in own { (line(here, deed)) } }
                        }
                        div {
                            h3 { (here.say("Was Ihr Team erfuhr", "What your team was told")) }
                            (told(here, view, turn))
                        }
                    }
                }
            }
        }
    }
}

fn line(here: &Here, deed: &Deed) -> Markup {
    let is_other = here.guest.is_some_and(|guest| guest.person != deed.person);
    html! {
        li {
            span.soft { (clock_time(here, deed.at_ms)) @if is_other { " " (here.say("(anderes Gerät an diesem Platz)", "(another device at this seat)")) } } " "
            (text(here.lang, &deed.what))
            @if let Some(label) = deed.label { " " (tlp(label)) }
            @if let Some(words) = &deed.words { br; (here.say("„", "“")) (words) (here.say("“", "”")) }
        }
    }
}

/// The team's picture as it was when it could decide.
fn then(here: &Here, partner: PartnerId, turn: u16) -> Markup {
    here.hall.live.look_back(|exercise, memory: &Memory| {
        let (scenario, events) = (exercise.scenario(), memory.opened(turn));
        let now = memory.situation(scenario, events);
        let notices = memory.told(partner, events);
        let view = seat_view(scenario, partner, &now.pictures[partner.index()], now.public, &notices);
        let clock = clock_view(scenario, now.public);
        let last = here.stage.public.turn;
        html! {
            section.card id="picture" {
                h2 { (here.say("Unser Lagebild in Runde", "Our picture in turn")) " " (turn)
                    span.soft { @for local in clock.local.iter().filter(|local| local.slug == view.slug) { " · " (minute(local.minute)) } } }
                p.row {
                    @if turn > 1 { a.button href={ "/seat/recap?turn=" (turn - 1) "#picture" } { (here.say("← Runde zurück", "← Turn back")) } }
                    @if turn < last { a.button href={ "/seat/recap?turn=" (turn + 1) "#picture" } { (here.say("Runde weiter →", "Turn on →")) } }
                }
                p.soft { (here.say("So sah Ihr Team die Lage, als es entscheiden konnte.", "This is how your team saw the situation when it could decide.")) }
                (replay::picture(here, &view.map))
                h3 { (here.say("Erkenntnisse bis dahin", "Findings until then")) }
                @if view.facts.is_empty() { p.soft { (here.say("Noch keine.", "None yet.")) } }
                ul { @for fact in &view.facts { li { (text(here.lang, &fact.text)) " " (tlp(fact.label)) } } }
            }
        }
    })
}

/// What came from a seat, in its order; what was undone with its turn is left out.
fn deeds(exercise: &Exercise, seat: Seat) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    let mut turn = 0;
    for entry in exercise.entries() {
        if let Command::Undo { turn: back, .. } = entry.command {
            deeds.retain(|deed| deed.turn < back || !deed.can_be_undone);
            turn = back;
        }
        if let Some(by) = entry.by.as_ref().filter(|by| by.seat == seat) {
            deeds.extend(deed(exercise, entry, seat).map(|deed| Deed { turn, person: by.person, ..deed }));
        }
        for event in &entry.events {
            if let Event::Public(Public::TurnBegan(of)) = event {
                turn = *of;
            }
        }
    }
    deeds
}

fn deed(exercise: &Exercise, entry: &Entry, seat: Seat) -> Option<Deed> {
    let scenario = exercise.scenario();
    let own = seat.partner()?;
    let order = |de: &str, en: &str, of| {
        let text = wording::order(scenario, own, &exercise.now().pictures[own.index()], of);
        both(format!("{de} {}", wording::german(&text)), format!("{en} {}", wording::english(&text)))
    };
    let mut label = None;
    let (what, can_be_undone) = match entry.command {
        Command::Order { order: of, .. } => (order("Auftrag erteilt:", "Order given:", of), true),
        Command::TakeBack { order: of, .. } => {
            (order("Auftrag zurückgenommen:", "Order taken back:", of), true)
        }
        Command::Choose { inject, choice, .. } => (wording::chosen(scenario, inject, choice), true),
        Command::Act(Act::Draft { order: of, .. }) => {
            (order("Auftrag entworfen:", "Order drafted:", of), false)
        }
        Command::Act(Act::Discard { order: of, .. }) => {
            (order("Entwurf gestrichen:", "Draft struck:", of), false)
        }
        Command::Act(Act::Ready { is_ready: true, .. }) => {
            (both("Das Team als fertig gemeldet", "Reported the team as done"), false)
        }
        Command::Act(Act::Say { to, label: with }) => {
            label = Some(with);
            let to = match to {
                Audience::Trainer => seat_name(scenario, Seat::Trainer),
                Audience::Partner(partner) => scenario.partners[partner.index()].name.clone(),
                Audience::Everyone => both("alle", "everyone"),
            };
            let (de, en) = (wording::german(&to), wording::english(&to));
            (both(format!("Nachricht an {de}"), format!("Message to {en}")), false)
        }
        Command::Act(Act::Acknowledge { fact, .. }) => {
            let generation = exercise.now().pictures[own.index()].fact(fact).generation;
            let fact = wording::fact(scenario, fact, generation);
            (
                both(format!("Eingang bestätigt: {}", fact.de), format!("Receipt acknowledged: {}", fact.en)),
                true,
            )
        }
        Command::Act(Act::Unrealistic) => {
            (both("„Das ist unrealistisch“ gemeldet", "Flagged “This is unrealistic”"), false)
        }
        Command::Act(Act::Freeze) => (both("Ernstfall ausgerufen", "Called NO DUFF"), false),
        Command::Act(Act::Feedback { mark }) => {
            (both(format!("Rückmeldung: {mark} von 5"), format!("Feedback: {mark} of 5")), false)
        }
        _ => return None,
    };
    let (at_ms, words) = (entry.at_ms, entry.text.clone());
    Some(Deed { turn: 0, at_ms, person: 0, what, label, words, can_be_undone })
}
