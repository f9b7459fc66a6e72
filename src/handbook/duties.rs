//! Duty cards: one per duty of a partner, to have at hand while the clock runs.

use super::words::{blank, fill, nodes, table, trigger, within};
use crate::export::document::{Block, Document, Section, same};
use crate::scenario::Scenario;
use crate::scenario::model::{DutyDef, DutyStageDef, PartnerDef, Text};
use crate::view::wording::both;

/// For the teams.
pub(super) fn cards(scenario: &Scenario) -> Document {
    let cards = scenario
        .partners
        .iter()
        .flat_map(|partner| partner.duties.iter().map(move |duty| card(scenario, partner, duty)));
    let mut sections: Vec<Section> = cards.collect();
    if sections.is_empty() {
        let none = both(
            "In dieser Übung hat niemand Meldepflichten.",
            "Nobody has reporting duties in this exercise.",
        );
        sections.push(Section::new("none", both("Meldepflichten", "Duties"), vec![Block::Words(none)]));
    }
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Pflichtenkarten", "Duty cards"),
        title: scenario.about.title.clone(),
        scope: both(
            "Eine Karte je Meldepflicht, für das Team, das sie trifft. Übungshilfe, keine Rechtsberatung: Maßgeblich ist die Vorschrift.",
            "One card per reporting duty, for the team that has it. An exercise aid, not legal advice: the law itself governs.",
        ),
        sections,
    }
}

fn card(scenario: &Scenario, partner: &PartnerDef, duty: &DutyDef) -> Section {
    let mut rows = vec![
        vec![both("Grundlage", "Basis"), duty.law.clone()],
        vec![both("Die Frist beginnt", "The clock starts"), trigger(duty.trigger)],
    ];
    if !duty.only.is_empty() {
        rows.push(vec![both("Betrifft nur", "Concerns only"), nodes(scenario, &duty.only)]);
    }
    let mut blocks = vec![table("duty", vec![both("Angabe", "Item"), both("Inhalt", "Content")], rows)];
    duty.stages.iter().for_each(|stage| blocks.extend(self::stage(stage)));
    let title = fill("{} · {}", "{} · {}", &[&same(&partner.short), &duty.name]);
    Section::new(format!("card-duty-{}-{}", partner.id, duty.id), title, blocks)
}

fn stage(stage: &DutyStageDef) -> Vec<Block> {
    let title = fill("{}: {}", "{}: {}", &[&stage.name, &within(stage.within)]);
    let box_of = |text: &Text| fill("☐ {}", "☐ {}", &[text]);
    let mut blocks = vec![Block::Heading(title), Block::Words(fill("An: {}", "To: {}", &[&stage.to]))];
    if !stage.content.is_empty() {
        blocks.push(Block::List(stage.content.iter().map(box_of).collect()));
    }
    blocks.push(blank(
        "clock",
        vec![
            both("Frist begann", "Clock started"),
            both("Fällig bis", "Due by"),
            both("Gemeldet (Runde, Uhrzeit)", "Notice given (turn, time)"),
            both("Durch wen", "By whom"),
        ],
        1,
    ));
    blocks
}
