//! The MSEL (German: Drehbuch): every inject as one line, numbered by when it comes, as a table, as CSV and as a workbook.

use super::words::{control_only, fill, local, number, partners, table_or};
use crate::export::document::{Block, Document, Entry, Section, joined, same};
use crate::scenario::Scenario;
use crate::scenario::ids::{InjectId, PartnerId};
use crate::scenario::model::{InjectDef, Text, WhenDef};
use crate::scenario::words::InjectKind;
use crate::view::conditions::condition;
use crate::view::names;
use crate::view::wording::both;

/// For exercise control.
pub(super) fn msel(scenario: &Scenario) -> Document {
    let rows = numbered(scenario).into_iter();
    let rows = rows.map(|(number, id)| row(scenario, &number, &scenario.injects[id.index()])).collect();
    let head = vec![
        both("Nr.", "No."),
        both("Wann", "When"),
        both("An", "To"),
        both("Titel, Art", "Title, type"),
        both("Von, auf welchem Weg", "From, by"),
        both("Auslöser", "Trigger"),
        both("Text", "Text"),
        both("Erwartete Reaktion", "Expected action"),
        both("Übungsziel", "Objective"),
    ];
    let none = both("Dieses Szenario hat keine Einlagen.", "This scenario has no injects.");
    let how = both(
        "Zeitgesteuerte Einlagen tragen Runde und laufende Nummer (2.01), bedingte ein B, von Hand einzuspielende ein H. Was vorgelesen wird, steht im Leitfaden.",
        "Injects by time bear turn and serial number (2.01), conditional ones a B, those fired by hand an H. What is read aloud is in the facilitator guide.",
    );
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Drehbuch", "Master scenario events list (MSEL)"),
        title: scenario.about.title.clone(),
        scope: control_only(both("Alle Einlagen in ihrer Reihenfolge.", "All injects in their order.")),
        sections: vec![Section::new(
            "wide-msel",
            both("Einlagen", "Injects"),
            vec![Block::Words(how), table_or("msel", head, rows, none)],
        )],
    }
}

/// The same to work in: long texts in columns that fit on a page together.
pub(super) fn workbook(scenario: &Scenario) -> (Document, Vec<Entry>) {
    (msel(scenario), Entry::widths("msel", &[8, 18, 18, 20, 20, 24, 40, 36, 20]))
}

/// All injects with their numbers: by turn, then those that wait for a condition, then those by hand.
pub(super) fn numbered(scenario: &Scenario) -> Vec<(String, InjectId)> {
    let order = |id: &InjectId| match scenario.injects[id.index()].at {
        WhenDef::Turn(turn) => (0, turn),
        WhenDef::When(_) => (1, 0),
        WhenDef::Hand => (2, 0),
    };
    let mut ids: Vec<InjectId> = (0..scenario.injects.len()).map(InjectId::at).collect();
    ids.sort_by_key(order);
    let mut before = None;
    let mut serial = 0;
    ids.into_iter()
        .map(|id| {
            let of = order(&id);
            serial = if before == Some(of) { serial + 1 } else { 1 };
            before = Some(of);
            let number = match of {
                (0, turn) => format!("{turn}.{serial:02}"),
                (1, _) => format!("B.{serial:02}"),
                _ => format!("H.{serial:02}"),
            };
            (number, id)
        })
        .collect()
}

fn row(scenario: &Scenario, number: &str, def: &InjectDef) -> Vec<Text> {
    vec![
        same(number),
        when(scenario, def),
        to(scenario, def),
        fill("{} ({})", "{} ({})", &[&def.title, &kind(def.kind)]),
        fill("{}, {}", "{}, {}", &[&def.from, &way(def)]),
        trigger(scenario, def),
        def.text.clone(),
        def.expected.clone(),
        objective(scenario, def),
    ]
}

/// When it comes: turn and the partners' local time, or what it waits for.
pub(super) fn when(scenario: &Scenario, def: &InjectDef) -> Text {
    match &def.at {
        WhenDef::Turn(turn) => {
            let from_h = scenario.clock.from_h(u16::try_from(*turn).unwrap_or(u16::MAX));
            let times: Vec<Text> = partners(scenario)
                .map(|id| {
                    let short = same(&scenario.partners[id.index()].short);
                    fill("{} {}", "{} {}", &[&short, &local(scenario, id, from_h)])
                })
                .collect();
            fill("Runde {} ({})", "Turn {} ({})", &[&number(turn), &joined(times.iter(), "; ")])
        }
        WhenDef::When(_) => both("bedingt", "conditional"),
        WhenDef::Hand => both("von Hand", "by hand"),
    }
}

/// What makes it come, and what keeps it away.
pub(super) fn trigger(scenario: &Scenario, def: &InjectDef) -> Text {
    let comes = match &def.at {
        WhenDef::Turn(_) => both("Zeit", "time"),
        WhenDef::When(of) => fill("Sobald: {}", "As soon as: {}", &[&condition(scenario, of)]),
        WhenDef::Hand => both("Entscheidung der Übungsleitung", "exercise control decides"),
    };
    match &def.skip_if {
        None => comes,
        Some(of) => fill("{}. Entfällt, wenn: {}", "{}. Skipped if: {}", &[&comes, &condition(scenario, of)]),
    }
}

/// Whom it reaches.
pub(super) fn to(scenario: &Scenario, def: &InjectDef) -> Text {
    let seat = |(id, seat): &(PartnerId, Option<u8>)| {
        let partner = &scenario.partners[id.index()];
        match seat.and_then(|place| partner.seats.get(usize::from(place))) {
            Some(seat) => fill("{} {}", "{} {}", &[&same(&partner.short), &seat.name]),
            None => same(&partner.short),
        }
    };
    let seats: Vec<Text> = def.to.iter().map(seat).collect();
    joined(seats.iter(), ", ")
}

/// Its type (HSEEP).
pub(super) fn kind(of: InjectKind) -> Text {
    match of {
        InjectKind::Contextual => both("Lageeinlage", "contextual inject"),
        InjectKind::ExpectedAction => both("erwartete Reaktion", "expected action event"),
        InjectKind::Contingency => both("Steuerungseinlage", "contingency inject"),
        InjectKind::Complexity => both("erschwerende Einlage", "complexity inject"),
    }
}

/// By which way it arrives.
pub(super) fn way(def: &InjectDef) -> Text {
    let word = names::medium(def.medium);
    both(word.0, word.1)
}

/// The objective it serves.
pub(super) fn objective(scenario: &Scenario, def: &InjectDef) -> Text {
    let found = def.objective.as_ref().and_then(|id| scenario.objectives.iter().find(|of| of.id == *id));
    found.map_or_else(|| same("–"), |of| of.capability.clone())
}
