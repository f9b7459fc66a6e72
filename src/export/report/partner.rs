//! The report for one partner: from what it was told alone. Also the parts that everybody's report tells
//! partner by partner.

use super::{Block, Report, Section, Table, same};
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::rules::event::Told;
use crate::rules::order::Target;
use crate::rules::picture::{NEVER, Picture, StageState};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Notice, names, wording};

pub(super) fn report(exercise: &Exercise, memory: &Memory, partner: PartnerId) -> Report {
    let scenario = exercise.scenario();
    let name = &scenario.partners[partner.index()].name;
    let notices = &memory.notices[partner.index()];
    Report {
        schema: "planspiel.report/1",
        title: scenario.about.title.clone(),
        scope: both(
            format!("Übungsbericht für {}: was dieses Team wusste und tat, sonst nichts.", name.de),
            format!("Exercise report for {}: what this team knew and did, and nothing else.", name.en),
        ),
        sections: vec![
            Section {
                slug: "course",
                title: both("Verlauf", "Time line"),
                blocks: vec![course(scenario, &[(partner, notices)])],
            },
            Section {
                slug: "sharing",
                title: both("Was Sie mitgeteilt haben", "What you shared"),
                blocks: shares(scenario, &[(partner, notices)]),
            },
            Section {
                slug: "duties",
                title: both("Meldepflichten", "Reporting duties"),
                blocks: duties(scenario, &[(partner, &exercise.now().pictures[partner.index()])]),
            },
        ],
    }
}

/// Hour of the exercise at the start of a turn; 0 before StartEx.
fn hour(scenario: &Scenario, turn: u16) -> u32 {
    let place = usize::from(turn.max(1)) - 1;
    scenario.clock.turns.get(place).map_or(0, |turn| turn.from_h)
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
        vec![same(turn.to_string()), same(hour(scenario, turn).to_string()), short, text]
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

/// Who told whom what, under which label, and when it arrived.
pub(super) fn shares(scenario: &Scenario, of: &[(PartnerId, &Vec<Notice>)]) -> Vec<Block> {
    let mut rows = Vec::new();
    for (partner, notices) in of {
        let done = notices.iter().filter_map(|(turn, told)| match told {
            Told::Done { order, .. } => Some((*turn, order.target)),
            _ => None,
        });
        for (turn, target) in done {
            let Target::Share { fact, to, label, pap, channel } = target else { continue };
            let to_each =
                (0..scenario.partners.len()).map(PartnerId::at).filter(|other| to >> other.index() & 1 == 1);
            for other in to_each {
                let arrived = notices.iter().find_map(|(at, told)| match told {
                    Told::Arrived { fact: of, to } if (*of, *to) == (fact, other) && *at >= turn => Some(*at),
                    _ => None,
                });
                rows.push(vec![
                    same(turn.to_string()),
                    same(&scenario.partners[partner.index()].short),
                    same(&scenario.partners[other.index()].short),
                    wording::fact(scenario, fact, 0),
                    same(wording::tlp(label)),
                    short_pap(pap),
                    word(names::channel(channel)),
                    arrived.map_or_else(|| both("nicht mehr", "not anymore"), |at| same(at.to_string())),
                ]);
            }
        }
    }
    if rows.is_empty() {
        return vec![Block::Words(both(
            "Niemand hat einem Partner etwas mitgeteilt.",
            "Nobody told a partner anything.",
        ))];
    }
    vec![Block::Table(Table {
        slug: "sharing",
        head: vec![
            both("Runde", "Turn"),
            both("von", "from"),
            both("an", "to"),
            both("Erkenntnis", "Finding"),
            both("Stufe", "Label"),
            same("PAP"),
            both("Weg", "Channel"),
            both("angekommen in Runde", "arrived in turn"),
        ],
        rows,
    })]
}

fn word(word: names::Word) -> Text {
    both(word.0, word.1)
}

/// The label without its explanation.
fn short_pap(pap: crate::scenario::words::Pap) -> Text {
    let all = names::pap(pap).1;
    same(all.split(' ').next().unwrap_or(all))
}

/// Every stage of every duty: when its clock started, and how it ended.
pub(super) fn duties(scenario: &Scenario, of: &[(PartnerId, &Picture)]) -> Vec<Block> {
    let mut rows = Vec::new();
    for (partner, picture) in of {
        let def = &scenario.partners[partner.index()];
        for (clock, duty) in picture.duties.iter().zip(&def.duties) {
            for (state, stage) in clock.stages.iter().zip(&duty.stages) {
                let started = if clock.started_h == NEVER {
                    both("nie", "never")
                } else {
                    same(clock.started_h.to_string())
                };
                let state = if clock.started_h == NEVER { StageState::Idle } else { *state };
                rows.push(vec![
                    same(&def.short),
                    duty.name.clone(),
                    stage.name.clone(),
                    stage.to.clone(),
                    duty.law.clone(),
                    started,
                    word(names::stage(state)),
                ]);
            }
        }
    }
    if rows.is_empty() {
        return vec![Block::Words(both(
            "In diesem Szenario gilt keine Meldepflicht.",
            "No reporting duty applies in this scenario.",
        ))];
    }
    vec![Block::Table(Table {
        slug: "duties",
        head: vec![
            both("Partner", "Partner"),
            both("Pflicht", "Duty"),
            both("Meldung", "Notice"),
            both("an", "to"),
            both("Grundlage", "Basis"),
            both("Frist läuft seit Stunde", "Clock started in hour"),
            both("Stand", "State"),
        ],
        rows,
    })]
}
