//! Sheets that hold how things stand: one per partner, and the turn log of exercise control.

use crate::export::document::{Block, Section, same};
use crate::handbook::words::{blank, d100, fill, local, number, partners, table, table_or, within};
use crate::rules::odds::false_alert_ppm;
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{PartnerDef, Text};
use crate::scenario::words::People;
use crate::view::wording::{self, both};
use crate::view::{Side, seat_view};
use std::collections::BTreeSet;

/// The situation sheet of a team.
pub(super) fn sheet(scenario: &Scenario, id: PartnerId) -> Section {
    let def = &scenario.partners[id.index()];
    let now = Situation::new(scenario);
    let trust = now.pictures[id.index()].trust;
    let blocks = vec![
        Block::Words(fill(
            "Vertrauen der Öffentlichkeit zu Beginn: {} von 100. Bitte mit Bleistift führen; die Leitung sagt nach jeder Runde, was sich ändert.",
            "Public trust at the start: {} of 100. Keep it in pencil; exercise control says after each turn what changes.",
            &[&number(trust)],
        )),
        people(def),
        duties(def),
        systems(scenario, id, &now),
        Block::Heading(both("Was wir wissen", "What we know")),
        blank(
            "facts",
            vec![
                both("Erkenntnis", "Finding"),
                both("von wem, Runde", "from whom, turn"),
                both("Stufe", "Label"),
                both("weitergesagt an", "passed on to"),
            ],
            6,
        ),
    ];
    let title = fill("Lagezettel {}", "Situation sheet {}", &[&def.name]);
    Section::new(format!("sheet-state-{}", def.id), title, blocks)
}

fn people(def: &PartnerDef) -> Block {
    let kinds = People::ALL.iter().zip(&def.people).filter(|(_, [day, night])| day + night > 0);
    let rows =
        kinds.map(|(kind, [day, night])| vec![wording::people(*kind), number(day), number(night), same("")]);
    let head = vec![
        both("Leute", "People"),
        both("Tag", "Day"),
        both("sonst", "Otherwise"),
        both("gebunden bis Runde", "tied up until turn"),
    ];
    table("people", head, rows.collect())
}

fn duties(def: &PartnerDef) -> Block {
    let rows = def.duties.iter().flat_map(|duty| {
        duty.stages.iter().map(|stage| {
            let what = fill("{}: {}", "{}: {}", &[&duty.name, &stage.name]);
            vec![what, within(stage.within), same(""), same("")]
        })
    });
    let head = vec![
        both("Meldepflicht", "Duty"),
        both("Frist", "Deadline"),
        both("begann", "started"),
        both("gemeldet", "notice given"),
    ];
    table_or("duties", head, rows.collect(), both("Keine Meldepflichten.", "No reporting duties."))
}

/// Own systems as the team sees them; whole zones where they are very many.
fn systems(scenario: &Scenario, id: PartnerId, now: &Situation) -> Block {
    let map = seat_view(scenario, id, &now.pictures[id.index()], now.public, &[]).map;
    let map = map.folded(&BTreeSet::new());
    let own = map.nodes.iter().filter(|node| node.side == Side::Partner(id));
    let rows = own.map(|node| {
        let name = match &node.fold {
            Some(fold) => fill("{} ({} Systeme)", "{} ({} systems)", &[&node.name, &number(fold.nodes)]),
            None => node.name.clone(),
        };
        std::iter::once(name).chain(std::iter::repeat_n(same(""), 8)).collect()
    });
    let head = vec![
        both("System", "System"),
        both("läuft zu %", "runs at %"),
        both("Verdacht", "suspected"),
        both("befallen", "compromised"),
        both("getrennt", "isolated"),
        both("verschlüsselt", "encrypted"),
        both("aus", "down"),
        both("Notbetrieb", "emergency"),
        both("Notiz", "Note"),
    ];
    table("state", head, rows.collect())
}

/// Turn by turn, with what is known before and room for what happens.
pub(super) fn log(scenario: &Scenario) -> Vec<Block> {
    let mut head = vec![both("Runde", "Turn")];
    head.extend(partners(scenario).map(|id| {
        let short = same(&scenario.partners[id.index()].short);
        fill("{}: Ortszeit, Leute, Fehlalarm", "{}: local time, people, false alarm", &[&short])
    }));
    head.push(both("Was geschah; Würfe", "What happened; rolls"));
    let rows = scenario.clock.turns.iter().zip(1u32..).map(|(turn, place)| {
        let mut row = vec![number(place)];
        row.extend(partners(scenario).map(|id| {
            let shift = if turn.day[id.index()] { both("Tag", "day") } else { both("sonst", "otherwise") };
            let alarm = number(d100(false_alert_ppm(scenario, id, turn.hours)));
            fill("{}; {}; {}", "{}; {}; {}", &[&local(scenario, id, turn.from_h), &shift, &alarm])
        }));
        row.push(same(""));
        row
    });
    let how: Text = both(
        "Fehlalarm: Würfeln Sie für jedes Team. Liegt der Wurf nicht über der Zahl, kommt ein Fehlalarm auf einem beliebigen seiner Systeme; würfeln Sie dann noch einmal, bis ein Wurf darüber liegt.",
        "False alarm: roll for each team. If the roll is no higher than the number, a false alarm comes in on any of its systems; then roll again, until a roll is higher.",
    );
    vec![Block::Words(how), table("log", head, rows.collect())]
}
