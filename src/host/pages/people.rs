//! Seats and who sits in them: keys anew, people moved or shown out, a policy for who is away.

use super::super::answer::{Problem, sorry, then};
use super::super::here::{Here, Sent};
use super::join::seat_named;
use super::layout;
use crate::brain::playbook_doctrine;
use crate::conduct::{Act, Seat};
use crate::view::{seat_name, seat_slug, seats};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// `GET /lead/people`.
pub async fn page(here: Here) -> Response {
    let title = here.say("Plätze", "Seats");
    let body = html! {
        h1 { (title) }
        p { (here.say("Adresse:", "Address:")) " " strong { (here.hall.reach.origin) } " · " (here.say("Raumcode:", "Room code:")) " " strong { (here.hall.room) } }
        (super::lead::confirm(&here, "/lead/cards", here.say("Platzkarten für alle ausstellen", "Issue seat cards for everybody"), here.say("Alle Plätze außer dem der Übungsleitung bekommen neue Schlüssel; alte gelten nicht mehr. Angemeldete Geräte bleiben.", "Every seat but the trainer's gets a new key; old ones no longer work. Devices that are in stay in."), &html! {}))
        section id="autopilot" data-live { (autopilots(&here)) }
        section id="people" data-live { @for seat in seats(&here.hall.scenario) { (seat_card(&here, seat)) } }
    };
    layout(&here, title, &body).into_response()
}

fn autopilots(here: &Here) -> Markup {
    html! {
        h2 { (here.say("Wer nicht da ist", "Who is away")) }
        p.soft { (here.say("Wie die Automatik spielt:", "How the policy plays:")) " " (super::text(here.lang, &playbook_doctrine())) }
        @for (index, partner) in here.hall.scenario.partners.iter().enumerate() {
            @let on = here.stage.conduct.autopilot[index];
            form.inline method="post" action="/lead/autopilot" {
                input type="hidden" name="partner" value=(partner.id);
                input type="hidden" name="on" value=(!on);
                (here.lang.of(&partner.name)) " "
                button { (if on { here.say("Menschen spielen wieder", "people play again") } else { here.say("Automatik spielen lassen", "let a policy play") }) }
            }
        }
    }
}

fn seat_card(here: &Here, seat: Seat) -> Markup {
    let scenario = &here.hall.scenario;
    let slug = seat_slug(scenario, seat);
    let at: Vec<_> = here.stage.conduct.at(seat).collect();
    html! {
        article.card {
            h3 { (here.lang.of(&seat_name(scenario, seat))) " (" (at.len()) ")" }
            ul { @for (number, person) in &at {
                li {
                    (here.say("Gerät", "device")) " " (number)
                    @if person.has_pen { " · " (here.say("schreibt", "writes")) }
                    form.inline method="post" action="/lead/move" {
                        input type="hidden" name="person" value=(number);
                        label for={ "move-" (number) } { (here.say("versetzen nach", "move to")) }
                        select id={ "move-" (number) } name="seat" {
                            @for other in seats(scenario) { option value=(seat_slug(scenario, other)) selected[other == seat] { (here.lang.of(&seat_name(scenario, other))) } }
                        }
                        button { (here.say("Versetzen", "Move")) }
                    }
                    form.inline method="post" action="/lead/show-out" {
                        input type="hidden" name="person" value=(number);
                        button { (here.say("Abmelden", "Sign out")) }
                    }
                }
            } }
            form.inline method="post" action="/lead/issue" {
                input type="hidden" name="seat" value=(slug);
                button { (here.say("Neuer Schlüssel", "New key")) }
            }
        }
    }
}

/// A seat.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    seat: String,
}

/// `POST /lead/issue`: shows the new key once.
pub async fn issue(here: Here, Sent(form): Sent<Wanted>) -> Response {
    let Some(seat) = seat_named(&here, &form.seat) else { return sorry(&here, Problem::NotHere) };
    match here.hall.issue(seat, here.by(None)).await {
        Ok(issued) => {
            let title = here.say("Neuer Schlüssel", "New key");
            let body = html! {
                h1 { (title) }
                (super::super::cards::card(&here.hall, &issued))
                section.card {
                    p { (here.say("Er wird nur dieses eine Mal gezeigt. Der alte gilt nicht mehr; angemeldete Geräte bleiben.", "It is shown this once. The old one no longer works; devices that are in stay in.")) }
                    p { a.button href="/lead/people" { (here.say("Zurück", "Back")) } }
                }
            };
            layout(&here, title, &body).into_response()
        }
        Err(error) => sorry(&here, error.into()),
    }
}

/// `POST /lead/cards`: new keys for everybody, as cards to print; shown once.
pub async fn issue_all(here: Here) -> Response {
    let mut issued = Vec::new();
    for seat in seats(&here.hall.scenario).into_iter().filter(|seat| *seat != Seat::Trainer) {
        match here.hall.issue(seat, here.by(None)).await {
            Ok(card) => issued.push(card),
            Err(error) => return sorry(&here, error.into()),
        }
    }
    let title = here.say("Platzkarten", "Seat cards");
    let body = html! {
        h1 { (title) }
        p { (here.say("Jetzt drucken: Die Schlüssel werden nur dieses eine Mal gezeigt.", "Print them now: the keys are shown this once.")) }
        @for card in &issued { (super::super::cards::card(&here.hall, card)) }
    };
    layout(&here, title, &body).into_response()
}

/// A device, and where it shall go.
#[derive(Debug, Deserialize)]
pub struct Device {
    person: u32,
    #[serde(default)]
    seat: String,
}

/// `POST /lead/move`.
pub async fn move_to(here: Here, Sent(form): Sent<Device>) -> Response {
    let Some(seat) = seat_named(&here, &form.seat) else { return sorry(&here, Problem::NotHere) };
    then(&here, here.conduct(Act::Move { person: form.person, seat }, None).await, "/lead/people")
}

/// `POST /lead/show-out`.
pub async fn show_out(here: Here, Sent(form): Sent<Device>) -> Response {
    then(&here, here.conduct(Act::Leave { person: form.person }, None).await, "/lead/people")
}

/// A partner that a policy plays, or its people again.
#[derive(Debug, Deserialize)]
pub struct Autopilot {
    partner: String,
    on: bool,
}

/// `POST /lead/autopilot`.
pub async fn autopilot(here: Here, Sent(form): Sent<Autopilot>) -> Response {
    let Some(partner) = here.hall.scenario.partner_named(&form.partner) else {
        return sorry(&here, Problem::NotHere);
    };
    let act = Act::Autopilot { partner, on: form.on };
    // Both languages: who reads it is not known here.
    let doctrine = playbook_doctrine();
    let text = form.on.then(|| format!("{} / {}", doctrine.de, doctrine.en));
    then(&here, here.conduct(act, text).await, "/lead/people")
}
