//! Seat cards: one per seat, with what it is for, what it may draft, what to do first, and room for the key.
//! `host --cards` prints cards with keys; these are for the table before anybody has one.

use super::words::{fill, form, group};
use crate::export::document::{Block, Document, Section, joined, same};
use crate::scenario::Scenario;
use crate::scenario::model::{MeasureDef, PartnerDef, SeatDef, Text};
use crate::scenario::words::{OrderGroup, Role};
use crate::view::wording::both;

/// For the teams.
pub(super) fn cards(scenario: &Scenario) -> Document {
    let cards = scenario
        .partners
        .iter()
        .flat_map(|partner| partner.seats.iter().map(move |seat| card(scenario, partner, seat)));
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Platzkarten", "Seat cards"),
        title: scenario.about.title.clone(),
        scope: both(
            "Eine Karte je Platz. Der Schlüssel wird am Tag der Übung eingetragen.",
            "One card per seat. The key is filled in on the day of the exercise.",
        ),
        sections: cards.collect(),
    }
}

fn card(scenario: &Scenario, partner: &PartnerDef, seat: &SeatDef) -> Section {
    let leads = seat.roles.contains(&Role::Lead);
    let mut blocks = vec![Block::Words(seat.card.clone())];
    blocks.retain(|block| *block != Block::Words(Text::default()));
    blocks.push(Block::Heading(both("Was Sie entscheiden", "What you decide")));
    if leads {
        blocks.push(Block::Words(both(
            "Sie geben die Aufträge Ihres Teams frei. Sie dürfen außerdem entwerfen:",
            "You commit your team's orders. You may also draft:",
        )));
    } else {
        blocks.push(Block::Words(both(
            "Sie entwerfen, Ihre Leitung gibt frei:",
            "You draft, your lead commits:",
        )));
    }
    blocks.push(Block::List(drafts(scenario, seat)));
    blocks.push(Block::Heading(both("Zuerst", "First")));
    blocks.push(Block::Steps(first(seat.roles.first().copied().unwrap_or(Role::Lead)).to_vec()));
    blocks.push(form(
        "key",
        vec![
            both("Name", "Name"),
            both("Adresse", "Address"),
            both("Raumcode", "Room code"),
            both("Schlüssel", "Key"),
        ],
    ));
    let title = fill("{} · {}", "{} · {}", &[&same(&partner.short), &seat.name]);
    Section::new(format!("card-{}-{}", partner.id, seat.id), title, blocks)
}

/// What the seat may draft, by what it is for.
fn drafts(scenario: &Scenario, seat: &SeatDef) -> Vec<Text> {
    let may = |measure: &&MeasureDef| measure.roles.iter().any(|role| seat.roles.contains(role));
    let of = |wanted: &OrderGroup| {
        let names: Vec<&Text> = scenario
            .measures
            .iter()
            .filter(|measure| measure.group == *wanted)
            .filter(may)
            .map(|measure| &measure.name)
            .collect();
        (!names.is_empty())
            .then(|| fill("{}: {}", "{}: {}", &[&group(*wanted), &joined(names.into_iter(), ", ")]))
    };
    let groups: Vec<Text> = OrderGroup::ALL.iter().filter_map(of).collect();
    if groups.is_empty() { vec![both("nichts allein", "nothing alone")] } else { groups }
}

/// The first three things to do, by role.
fn first(role: Role) -> [Text; 3] {
    match role {
        Role::Lead => [
            both(
                "Lassen Sie jeden Platz in einem Satz sagen, was er sieht.",
                "Have each seat say in one sentence what it sees.",
            ),
            both(
                "Legen Sie fest, was in dieser Runde Vorrang hat, und wer den Partner unterrichtet.",
                "Settle what has priority this turn, and who tells the partner.",
            ),
            both(
                "Geben Sie die Aufträge frei, bevor die Zeit abläuft, jeden mit einem Grund.",
                "Commit the orders before time runs out, each with a reason.",
            ),
        ],
        Role::Analyst => [
            both(
                "Öffnen Sie die Liste der Alarme und bewerten Sie den auffälligsten.",
                "Open the list of alerts and triage the most conspicuous one.",
            ),
            both(
                "Sagen Sie dem Team, was gesichert ist und was Sie nur vermuten.",
                "Tell the team what is confirmed and what you only suspect.",
            ),
            both(
                "Schlagen Sie vor, welches System als Nächstes untersucht wird.",
                "Propose which system to investigate next.",
            ),
        ],
        Role::Operator => [
            both(
                "Gehen Sie Ihr Netz durch: Was hängt woran, was darf nie ausfallen?",
                "Go through your network: what depends on what, and what must never fail?",
            ),
            both(
                "Prüfen Sie, wovon es eine Datensicherung gibt, die niemand erreichen kann.",
                "Check what has a backup that nobody can reach.",
            ),
            both(
                "Sagen Sie zu jedem Vorschlag, was er kostet und wen er trifft.",
                "Say for every proposal what it costs and whom it hits.",
            ),
        ],
        Role::Forensic => [
            both(
                "Klären Sie mit der Analyse, welches System Sie zuerst auseinandernehmen.",
                "Settle with the analysts which system you take apart first.",
            ),
            both(
                "Sichern Sie Spuren, bevor jemand neu aufsetzt.",
                "Preserve traces before anybody rebuilds.",
            ),
            both(
                "Geben Sie jeden Indikator sofort an die Verbindung.",
                "Hand every indicator to the liaison at once.",
            ),
        ],
        Role::Liaison | Role::Legal | Role::Press => first_outward(role),
    }
}

/// The same for roles that speak to others.
fn first_outward(role: Role) -> [Text; 3] {
    match role {
        Role::Liaison => [
            both(
                "Stellen Sie fest, wie spät es beim Partner ist und wer dort erreichbar ist.",
                "Find out what time it is at the partner's and who can be reached there.",
            ),
            both(
                "Fragen Sie jeden Platz: Was davon würde dem Partner helfen?",
                "Ask each seat: what of this would help the partner?",
            ),
            both(
                "Teilen Sie es mit, mit der richtigen Stufe und auf dem schnellsten zulässigen Weg.",
                "Share it, with the right label and by the fastest way allowed.",
            ),
        ],
        Role::Legal => [
            both(
                "Legen Sie die Pflichtenkarten bereit und lesen Sie, wann welche Frist beginnt.",
                "Lay out the duty cards and read when each clock starts.",
            ),
            both(
                "Fragen Sie nach jeder Runde: Wissen wir jetzt etwas, das eine Frist auslöst?",
                "Ask after every turn: do we now know something that starts a clock?",
            ),
            both(
                "Melden Sie lieber früh und unvollständig als vollständig und zu spät.",
                "Report early and incomplete rather than complete and late.",
            ),
        ],
        _ => [
            both(
                "Schreiben Sie auf, was gesichert ist und gesagt werden darf.",
                "Write down what is confirmed and may be said.",
            ),
            both(
                "Stimmen Sie ab, wer spricht, und was der Partner sagen wird.",
                "Agree on who speaks, and on what the partner will say.",
            ),
            both(
                "Sprechen Sie, bevor es andere tun, und versprechen Sie nichts, was Sie nicht wissen.",
                "Speak before others do, and promise nothing you do not know.",
            ),
        ],
    }
}
