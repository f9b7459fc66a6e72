//! The report for one partner: from what it was told alone. Also the parts that everybody's report tells
//! partner by partner.

use super::changed::changed;
use super::course::course;
use super::plots::{Line, Plot, Row};
use crate::exercise::Exercise;
use crate::export::document::{Block, Document, Section, Table, joined, same};
use crate::export::shared::{Way, served, shared};
use crate::live::Memory;
use crate::rules::duty::due_h;
use crate::rules::event::{Event, Told};
use crate::rules::picture::{Held, NEVER, Picture, StageState, mark};
use crate::scenario::Scenario;
use crate::scenario::ids::{DutyId, PartnerId};
use crate::scenario::model::Text;
use crate::scenario::words::{Pap, Tlp};
use crate::view::wording::both;
use crate::view::{Notice, names, wording};

pub(super) fn report(exercise: &Exercise, memory: &Memory, partner: PartnerId) -> Document {
    let scenario = exercise.scenario();
    let name = &scenario.partners[partner.index()].name;
    let notices = &memory.notices[partner.index()];
    Document {
        schema: "planspiel.report/1",
        kind: super::kind(),
        title: scenario.about.title.clone(),
        scope: both(
            format!(
                "Übungsbericht für {}: was dieses Team erfuhr und was aus seinen Aufträgen wurde, sonst nichts.",
                name.de
            ),
            format!(
                "Exercise report for {}: what this team was told and what came of its orders, and nothing else.",
                name.en
            ),
        ),
        sections: vec![
            Section::new(
                "network",
                both("Ihr Lagebild", "Your picture"),
                super::network::own(exercise, memory, partner),
            ),
            Section::new("course", both("Verlauf", "Time line"), own_course(exercise, memory, partner)),
            Section::new(
                "sharing",
                both("Was Sie mitgeteilt haben", "What you shared"),
                shares(scenario, &[(partner, notices)], None),
            ),
            Section::new(
                "received",
                both("Was Ihnen mitgeteilt wurde", "What you were told"),
                vec![received(scenario, notices)],
            ),
            Section::new(
                "duties",
                both("Meldepflichten", "Reporting duties"),
                duties(scenario, &[(partner, &exercise.now().pictures[partner.index()], notices)]),
            ),
        ],
    }
}

/// How many of its systems a team believed to be affected, what it did, and what it was told.
fn own_course(exercise: &Exercise, memory: &Memory, partner: PartnerId) -> Vec<Block> {
    let scenario = exercise.scenario();
    let notices = &memory.notices[partner.index()];
    let table = course(scenario, &[(partner, notices)]);
    let pictures = exercise.pictures_of(partner);
    let Some((last, _)) = pictures.last() else { return vec![table] };
    let nodes = &scenario.partners[partner.index()].nodes;
    let line = |name: Text, of: Option<PartnerId>, marks: u16| {
        let count = |picture: &Picture| nodes.iter().filter(|node| picture.node(**node).is(marks)).count();
        let count = |picture: &Picture| f64::from(u32::try_from(count(picture)).unwrap_or(u32::MAX));
        Line { name, of, points: pictures.iter().map(|(turn, picture)| (*turn, count(picture))).collect() }
    };
    let lines = vec![
        line(both("verdächtig", "suspected"), None, mark::SUSPECTED),
        line(both("bestätigt", "confirmed"), Some(partner), mark::CONFIRMED),
        line(
            both("zerstört oder verfälscht", "destroyed or falsified"),
            None,
            mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED,
        ),
    ];
    let most = lines.iter().flat_map(|line| &line.points).map(|(_, count)| *count).fold(0.0, f64::max);
    let turns = |is_it: fn(&Told) -> bool| {
        notices.iter().filter(|(_, told)| is_it(told)).map(|(turn, _)| *turn).collect::<Vec<u16>>()
    };
    let plot = Plot {
        caption: both(
            "So viele eigene Systeme hielt Ihr Team am Ende jeder Runde für betroffen; darunter, wie oft es etwas tat.",
            "How many of its own systems your team believed to be affected at the end of each turn; below, how often it did something.",
        ),
        high: (most / 4.0).ceil().max(1.0) * 4.0,
        last: *last,
        lines,
        rows: vec![
            Row { name: both("Aufträge", "Orders"), turns: turns(|told| matches!(told, Told::Done { .. })) },
            Row {
                name: both("Mitteilungen", "Findings shared"),
                turns: turns(|told| matches!(told, Told::SharedWith { .. })),
            },
        ],
    };
    vec![Block::Drawing(plot.drawn()), table]
}

/// Who told whom what, under which label, and when it arrived; what went out in a joint SITREP included. Where all
/// may be told, also what it changed.
pub(super) fn shares(
    scenario: &Scenario,
    of: &[(PartnerId, &Vec<Notice>)],
    all: Option<&Memory>,
) -> Vec<Block> {
    let hour = |turn: u16| scenario.clock.from_h(turn);
    let mut rows = Vec::new();
    for (partner, notices) in of {
        let told = notices.iter().map(|(turn, told)| (*turn, Event::Told(*partner, *told)));
        for of in shared(scenario, &told.collect::<Vec<_>>()) {
            let hours = of.arrived.zip(of.found).map(|(at, found)| hour(at) - hour(found));
            let mut row = vec![
                same(of.turn.to_string()),
                same(&scenario.partners[of.from.index()].short),
                same(&scenario.partners[of.to.index()].short),
                wording::fact(scenario, of.fact, of.generation),
                marking(of.label, of.pap),
                way(of.way),
                of.arrived
                    .map_or_else(|| both("nicht vor EndEx", "not before EndEx"), |at| same(at.to_string())),
                or_dash(hours),
            ];
            row.extend(all.map(|all| changed(scenario, all, [of.from, of.to], of.fact, of.arrived)));
            rows.push(row);
        }
    }
    let mut head = vec![
        both("Runde", "Turn"),
        both("von", "from"),
        both("an", "to"),
        both("Erkenntnis", "Finding"),
        both("Kennzeichnung", "Label"),
        both("Weg", "Channel"),
        both("angekommen in Runde", "arrived in turn"),
        both("Stunden nach der Erkenntnis", "hours after it was learned"),
    ];
    head.extend(all.map(|_| both("was es geändert hat", "what it changed")));
    let table = Table { slug: "sharing", head, rows };
    vec![table.or(both("Niemand hat einem Partner etwas mitgeteilt.", "Nobody told a partner anything."))]
}

/// What other partners told, and under which label.
fn received(scenario: &Scenario, notices: &[Notice]) -> Block {
    let row = |(turn, told): &Notice| match told {
        Told::Learned { fact, from, label, pap, generation, .. } if *from != Held::OWN => Some(vec![
            same(turn.to_string()),
            same(&scenario.partners[usize::from(*from)].short),
            wording::fact(scenario, *fact, *generation),
            marking(*label, *pap),
        ]),
        _ => None,
    };
    let table = Table {
        slug: "received",
        head: vec![
            both("Runde", "Turn"),
            both("von", "from"),
            both("Erkenntnis", "Finding"),
            both("Kennzeichnung", "Label"),
        ],
        rows: notices.iter().filter_map(row).collect(),
    };
    table.or(both("Niemand hat Ihnen etwas Neues mitgeteilt.", "Nobody told you anything new."))
}

/// A label with its PAP.
fn marking(label: Tlp, pap: Pap) -> Text {
    same(format!("{}, PAP:{}", wording::tlp(label), pap.slug().to_uppercase()))
}

/// By which way something was told.
fn way(way: Way) -> Text {
    match way {
        Way::Channel(channel) => word(names::channel(channel)),
        Way::Sitrep => both("gemeinsamer Lagebericht", "joint SITREP"),
        Way::Advisory => both("öffentliche Warnung", "public advisory"),
    }
}

fn or_dash(number: Option<u32>) -> Text {
    same(number.map_or_else(|| "–".to_owned(), |number| number.to_string()))
}

fn word(word: names::Word) -> Text {
    both(word.0, word.1)
}

/// Every stage of every duty: when its clock started, until when it was due, when it was done, and how it ended.
pub(super) fn duties(scenario: &Scenario, of: &[(PartnerId, &Picture, &Vec<Notice>)]) -> Vec<Block> {
    let mut rows = Vec::new();
    for (partner, picture, notices) in of {
        let def = &scenario.partners[partner.index()];
        for (id, (clock, duty)) in picture.duties.iter().zip(&def.duties).enumerate() {
            for (place, (state, stage)) in clock.stages.iter().zip(&duty.stages).enumerate() {
                let has_started = clock.started_h != NEVER;
                let started =
                    if has_started { same(clock.started_h.to_string()) } else { both("–", "–") };
                let due = has_started.then(|| due_h(scenario, *partner, stage, clock.started_h));
                let done = served(notices, DutyId::at(id), place).map(u32::from);
                let state = if clock.started_h == NEVER { StageState::Idle } else { *state };
                rows.push(vec![
                    same(&def.short),
                    duty.name.clone(),
                    stage.name.clone(),
                    stage.to.clone(),
                    joined(stage.content.iter(), "; "),
                    duty.law.clone(),
                    started,
                    or_dash(due),
                    or_dash(done),
                    word(names::stage(state)),
                ]);
            }
        }
    }
    let table = Table {
        slug: "duties",
        head: vec![
            both("Partner", "Partner"),
            both("Pflicht", "Duty"),
            both("Meldung", "Notice"),
            both("an", "to"),
            both("Inhalt", "Content"),
            both("Grundlage", "Basis"),
            both("Frist läuft seit Stunde", "Clock started in hour"),
            both("fällig bis Stunde", "due by hour"),
            both("gemeldet in Runde", "filed in turn"),
            both("Stand", "State"),
        ],
        rows,
    };
    vec![table.or(both(
        "In diesem Szenario gilt keine Meldepflicht.",
        "No reporting duty applies in this scenario.",
    ))]
}
