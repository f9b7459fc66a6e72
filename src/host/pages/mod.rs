//! Pages: complete HTML that works without scripts. A script, where there is one, fetches the same
//! page again when the seat's mark changes and swaps the parts marked `data-live`.

pub mod checks;
pub mod debrief;
pub mod forecast;
pub mod fork;
pub mod inbox;
pub mod join;
pub mod lead;
pub mod msel;
pub mod orders;
pub mod people;
pub mod ratings;
pub mod recap;
pub mod red;
pub mod replay;
pub mod report;
pub mod score;
pub mod seat;
pub mod share;
pub mod situation;
pub mod talk;
pub mod wall;
pub mod watch;

use super::here::Here;
use crate::conduct::Seat;
use crate::rules::picture::AlertState;
use crate::rules::situation::Phase;
use crate::scenario::model::Text;
use crate::scenario::words::Tlp;
use crate::view::{Lang, TimerView, names, wording};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

/// A whole page.
#[must_use]
pub fn layout(here: &Here, title: &str, body: &Markup) -> Markup {
    let scenario = &here.hall.scenario;
    let mark = here.guest.map_or("", |guest| here.stage.mark(guest.seat));
    html! {
        (DOCTYPE)
        html lang=(here.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (here.lang.of(&scenario.about.title)) " · Planspiel" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
                script src="/live.js" defer {}
            }
            body data-mark=(mark) {
                a.skip href="#main" { (here.say("Zum Inhalt", "Skip to content")) }
                header {
                    p.exercise { "ÜBUNG / EXERCISE" }
                    (top(here))
                }
                @if let Some(guest) = here.guest { (tabs(here, guest.seat)) }
                main id="main" tabindex="-1" { (body) }
                (bottom(here))
            }
        }
    }
}

/// Phase, turn, timer, local times: on every page of a seat.
fn top(here: &Here) -> Markup {
    let Some(guest) = here.guest else { return html! {} };
    let (stage, lang) = (&here.stage, here.lang);
    let clock = &stage.clock;
    let desk = stage.desk(guest.seat);
    html! {
        div id="top" data-live {
            @if desk.is_frozen {
                div.frozen role="alert" {
                    strong lang="de" { "ERNSTFALL: Die Übung ist angehalten. Kein Teil der Übung." }
                    strong lang="en" { "NO DUFF: real emergency. The exercise is stopped." }
                }
            }
            div.status {
                p.seat { (lang.of(&desk.name)) }
                p.phase {
                    strong { (names::phase(clock.phase).say(lang)) }
                    @if clock.turn > 0 { " · " (here.say("Runde", "turn")) " " (clock.turn) "/" (clock.turns) }
                }
                p.timer { (timer(here, desk.timer)) }
                p.times {
                    @for local in &clock.local {
                        span.time { (local.short) " " (minute(local.minute)) @if local.day { " ☀" } @else { " ☾" } }
                    }
                }
            }
            @if desk.timer.last_orders_ms.is_some() {
                p.bell role="status" {
                    (here.say("Der Gong ist da: letzte Aufträge, dann wird ausgeführt.", "The bell: last orders, then they are carried out."))
                }
            }
        }
    }
}

/// The timer in words; the script makes it count.
fn timer(here: &Here, timer: TimerView) -> Markup {
    if here.stage.public.phase == Phase::Ended {
        return html! { (here.say("beendet", "ended")) };
    }
    match (timer.ends_ms, timer.left_ms) {
        (Some(ends), _) => html! {
            span data-ends=(ends) { (here.say("bis", "until")) " " (clock_time(here, ends)) }
        },
        (None, Some(left)) if left != 0 => html! {
            (here.say("angehalten, noch", "paused, left")) " " (minutes(left))
        },
        (None, _) if timer.is_paused => html! { (here.say("angehalten", "paused")) },
        _ => html! { (here.say("ohne Frist", "no limit")) },
    }
}

/// A moment by the wall clock of the reader's own site, else in UTC.
#[must_use]
pub fn clock_time(here: &Here, ms: i64) -> String {
    let partner = here.guest.and_then(|guest| guest.seat.partner());
    let zone =
        partner.map_or("UTC", |partner| here.hall.scenario.partners[partner.index()].time_zone.as_str());
    let Ok(moment) = jiff::Timestamp::from_millisecond(ms) else { return String::new() };
    match moment.in_tz(zone) {
        Ok(local) => local.strftime("%H:%M:%S").to_string(),
        Err(_) => moment.strftime("%H:%M:%S UTC").to_string(),
    }
}

/// Milliseconds as minutes and seconds.
#[must_use]
pub fn minutes(ms: i64) -> String {
    let sign = if ms < 0 { "−" } else { "" };
    let s = ms.unsigned_abs() / 1000;
    format!("{sign}{}:{:02}", s / 60, s % 60)
}

/// Minutes since midnight as a time of day.
#[must_use]
pub fn minute(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Where a seat can go.
fn tabs(here: &Here, seat: Seat) -> Markup {
    let list: &[(&str, &str, &str)] = match seat {
        Seat::Participant(..) => &[
            ("/seat", "Lage", "Situation"),
            ("/seat/inbox", "Eingang", "Inbox"),
            ("/seat/orders", "Aufträge", "Orders"),
            ("/seat/share", "Austausch", "Sharing"),
            ("/seat/duties", "Pflichten", "Duties"),
            ("/seat/talk", "Nachrichten", "Messages"),
            ("/seat/recap", "Verlauf", "Timeline"),
        ],
        Seat::Trainer => &[
            ("/lead", "Leitung", "Lead"),
            ("/lead/msel", "Einlagen", "Injects"),
            ("/lead/truth", "Wahrheit", "Truth"),
            ("/lead/checks", "Proben", "Checks"),
            ("/lead/talk", "Nachrichten", "Messages"),
            ("/lead/people", "Plätze", "Seats"),
            ("/lead/forecast", "Aussicht", "Forecast"),
            ("/lead/score", "Wertung", "Score"),
            ("/lead/debrief", "Nachbesprechung", "Debrief"),
            ("/watch", "Teams", "Teams"),
        ],
        Seat::Evaluator => &[
            ("/watch", "Teams", "Teams"),
            ("/watch/notes", "Notizen", "Notes"),
            ("/watch/ratings", "Bewertung", "Ratings"),
        ],
        Seat::Observer => &[("/watch", "Teams", "Teams")],
        Seat::Wall => &[],
        Seat::Red(_) => &[("/red", "Angriff", "Attack"), ("/red/talk", "Nachrichten", "Messages")],
    };
    html! {
        @if !list.is_empty() {
            nav id="pages" data-live aria-label=(here.say("Seiten", "Pages")) {
                ul {
                    @for (place, (path, de, en)) in list.iter().enumerate() {
                        @let fresh = fresh(here, seat, path);
                        li { a id={ "page-" (place) } href=(path) aria-current=[(here.path == *path).then_some("page")] {
                            (here.say(de, en)) @if fresh > 0 { " (" (fresh) ")" }
                        } }
                    }
                }
            }
        }
    }
}

/// How much came to a page in this turn.
fn fresh(here: &Here, seat: Seat, path: &str) -> usize {
    let turn = here.stage.clock.turn;
    match (path, seat.partner()) {
        ("/seat", Some(partner)) => {
            let alerts = &here.stage.view(partner).alerts;
            alerts.iter().filter(|alert| alert.state == AlertState::New).count()
        }
        ("/seat/inbox", Some(partner)) => {
            here.stage.view(partner).inbox.iter().filter(|item| item.turn == turn).count()
        }
        ("/seat/talk" | "/lead/talk", _) => {
            let messages = &here.stage.desk(seat).messages;
            messages.iter().filter(|message| message.turn == turn && !message.is_own).count()
        }
        _ => 0,
    }
}

/// Language, emergency, leaving: on every page.
fn bottom(here: &Here) -> Markup {
    let other = here.lang.other();
    html! {
        footer {
            form method="post" action="/language" {
                input type="hidden" name="back" value=(here.address);
                button name="lang" value=(other.tag()) lang=(other.tag()) { (other.pick("Deutsch", "English")) }
            }
            @if let Some(guest) = here.guest {
                @if guest.seat != Seat::Wall {
                    details.no-duff {
                        summary { (here.say("Ernstfall", "NO DUFF")) }
                        form method="post" action="/no-duff" {
                            p { (here.say("Nur bei einem wirklichen Notfall: Die Übung wird sofort für alle angehalten.", "Only in a real emergency: the exercise stops at once for everybody.")) }
                            label for="emergency" { (here.say("Was ist geschehen? (freiwillig)", "What happened? (optional)")) }
                            input id="emergency" name="text" maxlength="500" autocomplete="off";
                            button.danger { (here.say("Übung anhalten", "Stop the exercise")) }
                        }
                    }
                }
                details {
                    summary { (here.say("Platz verlassen", "Leave the seat")) }
                    form method="post" action="/leave" {
                        p { (here.say("Das Gerät wird abgemeldet. Zurück kommt man mit dem Schlüssel.", "This device is signed out. The key lets it in again.")) }
                        button { (here.say("Verlassen", "Leave")) }
                    }
                }
            }
            @if !here.hall.reach.is_encrypted {
                p.plain { (here.say("Diese Verbindung ist nicht verschlüsselt.", "This connection is not encrypted.")) }
            }
        }
    }
}

/// A text of the scenario, marked with its language where it fell back to the other one.
#[must_use]
pub fn text(lang: Lang, text: &Text) -> Markup {
    let is_missing = match lang {
        Lang::De => text.de.is_empty() && !text.en.is_empty(),
        Lang::En => text.en.is_empty() && !text.de.is_empty(),
    };
    html! {
        @if is_missing { span lang=(lang.other().tag()) { (lang.of(text)) } } @else { (lang.of(text)) }
    }
}

/// What is looked for on a page.
#[derive(Debug, Default, Deserialize)]
pub struct Search {
    #[serde(default)]
    pub q: String,
}

/// Where it is written.
#[must_use]
pub fn search_form(here: &Here, label: &str, written: &str) -> Markup {
    html! {
        form.search method="get" action=(here.path) role="search" {
            label for="q" { (label) }
            input id="q" name="q" value=(written) maxlength="100";
            button { (here.say("Suchen", "Search")) }
        }
    }
}

/// A label as printed.
#[must_use]
pub fn tlp(label: Tlp) -> Markup {
    html! { span.tlp { (wording::tlp(label)) } }
}

/// Labels to choose from, the least restricted first.
#[must_use]
pub fn label_choice(here: &Here, id: &str, chosen: Tlp) -> Markup {
    html! {
        label for=(id) { (here.say("Einstufung", "Label")) }
        select id=(id) name="label" {
            @for label in Tlp::ALL.iter().rev() {
                option value=(label.slug()) selected[*label == chosen] { (wording::tlp(*label)) }
            }
        }
    }
}
