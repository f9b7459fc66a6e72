//! The report for one partner: from what it was told alone. Also the parts that everybody's report tells
//! partner by partner.

use super::changed::changed;
use super::plots::{Line, Plot, Row};
use crate::exercise::Exercise;
use crate::export::document::{Block, Document, Section, Table, same};
use crate::export::shared::served;
use crate::live::Memory;
use crate::rules::duty::due_h;
use crate::rules::event::Told;
use crate::rules::order::Target;
use crate::rules::picture::{NEVER, Picture, StageState, mark};
use crate::rules::sharing::{proper_label, proper_pap};
use crate::scenario::Scenario;
use crate::scenario::ids::{DutyId, FactId, PartnerId};
use crate::scenario::model::Text;
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
            format!("Übungsbericht für {}: was dieses Team wusste und tat, sonst nichts.", name.de),
            format!("Exercise report for {}: what this team knew and did, and nothing else.", name.en),
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

/// What partners were told, turn by turn.
pub(super) fn course(scenario: &Scenario, of: &[(PartnerId, &Vec<Notice>)]) -> Block {
    let mut lines: Vec<(u16, PartnerId, Text)> = of
        .iter()
        .flat_map(|(partner, notices)| notices.iter().map(move |(turn, told)| (*turn, *partner, told)))
        .filter_map(|(turn, partner, told)| {
            let line = wording::told(scenario, partner, turn, told)?;
            Some((turn, partner, line.text))
        })
        .collect();
    lines.sort_by_key(|(turn, partner, _)| (*turn, *partner));
    let row = |(turn, partner, text): (u16, PartnerId, Text)| {
        let short = same(&scenario.partners[partner.index()].short);
        vec![same(turn.to_string()), same(scenario.clock.from_h(turn).to_string()), short, text]
    };
    Block::Table(Table {
        slug: "course",
        head: vec![
            both("Runde", "Turn"),
            both("Stunde", "Hour"),
            both("Partner", "Partner"),
            both("Was geschah", "What happened"),
        ],
        rows: lines.into_iter().map(row).collect(),
    })
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
        let sent = notices.iter().filter_map(|(turn, told)| match told {
            Told::SharedWith { fact, to } => Some((*turn, *fact, *to)),
            _ => None,
        });
        for (turn, fact, to) in sent {
            let [label, way] = terms(scenario, notices, turn, fact, to);
            let learned = notices.iter().find_map(|(at, told)| match told {
                Told::Learned { fact: of, .. } if *of == fact => Some(*at),
                _ => None,
            });
            for other in
                (0..scenario.partners.len()).map(PartnerId::at).filter(|other| to >> other.index() & 1 == 1)
            {
                let arrived = notices.iter().find_map(|(at, told)| match told {
                    Told::Arrived { fact: of, to } if (*of, *to) == (fact, other) && *at >= turn => Some(*at),
                    _ => None,
                });
                let hours = arrived.zip(learned).map(|(at, learned)| hour(at) - hour(learned));
                let mut row = vec![
                    same(turn.to_string()),
                    same(&scenario.partners[partner.index()].short),
                    same(&scenario.partners[other.index()].short),
                    wording::fact(scenario, fact, 0),
                    label.clone(),
                    way.clone(),
                    arrived.map_or_else(|| both("nicht mehr", "not anymore"), |at| same(at.to_string())),
                    or_dash(hours),
                ];
                row.extend(all.map(|all| changed(scenario, all, [*partner, other], fact, arrived)));
                rows.push(row);
            }
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

/// Label with PAP, and channel, of what was shared: as ordered, else as a joint SITREP has them.
fn terms(scenario: &Scenario, notices: &[Notice], turn: u16, fact: FactId, to: u8) -> [Text; 2] {
    let ordered = notices.iter().find_map(|(at, told)| match told {
        Told::Done { order, .. } if *at == turn => match order.target {
            Target::Share { fact: of, to: whom, label, pap, channel } if (of, whom) == (fact, to) => {
                Some((label, pap, word(names::channel(channel))))
            }
            _ => None,
        },
        _ => None,
    });
    let (label, pap, way) = ordered.unwrap_or_else(|| {
        let what = scenario.facts[fact.index()];
        (proper_label(what), proper_pap(what), both("gemeinsamer Lagebericht", "joint SITREP"))
    });
    [same(format!("{}, PAP:{}", wording::tlp(label), pap.slug().to_uppercase())), way]
}

fn or_dash(hour: Option<u32>) -> Text {
    same(hour.map_or_else(|| "–".to_owned(), |hour| hour.to_string()))
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
                    if has_started { same(clock.started_h.to_string()) } else { both("nie", "never") };
                let due = has_started.then(|| due_h(scenario, *partner, stage, clock.started_h));
                let done = served(notices, DutyId::at(id), place).map(|turn| scenario.clock.from_h(turn));
                let state = if clock.started_h == NEVER { StageState::Idle } else { *state };
                rows.push(vec![
                    same(&def.short),
                    duty.name.clone(),
                    stage.name.clone(),
                    stage.to.clone(),
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
            both("Grundlage", "Basis"),
            both("Frist läuft seit Stunde", "Clock started in hour"),
            both("fällig bis Stunde", "due by hour"),
            both("erledigt in Stunde", "done in hour"),
            both("Stand", "State"),
        ],
        rows,
    };
    vec![table.or(both(
        "In diesem Szenario gilt keine Meldepflicht.",
        "No reporting duty applies in this scenario.",
    ))]
}
