//! Evaluation guides: partner by partner, objective, capability, critical task, what speaks for it, and room
//! for P, S, M or U and for notes (HSEEP 2020).

use super::words::{blank, control_only, fill, form, partners, table};
use crate::conduct::Rating;
use crate::export::document::{Block, Document, Section, joined, same};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{ObjectiveDef, Text};
use crate::view::evidence::evidence;
use crate::view::wording::both;
use crate::view::{rating as rating_name, rating_meaning};

/// For evaluators.
pub(super) fn guide(scenario: &Scenario) -> Document {
    let key = Section::new("key", both("So wird bewertet", "How to rate"), key());
    let of = partners(scenario).map(|partner| sheet(scenario, partner));
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Bewertungsbogen", "Evaluation guide"),
        title: scenario.about.title.clone(),
        scope: control_only(both(
            "Für Auswerterinnen und Auswerter, ein Bogen je Team.",
            "For evaluators, one sheet per team.",
        )),
        sections: std::iter::once(key).chain(of).collect(),
    }
}

fn key() -> Vec<Block> {
    let rows =
        Rating::ALL.iter().map(|of| vec![same(format!("{of:?}")), rating_name(*of), rating_meaning(*of)]);
    vec![
        table(
            "key",
            vec![both("Stufe", "Letter"), both("Name", "Name"), both("Bedeutung", "Meaning")],
            rows.collect(),
        ),
        Block::Words(both(
            "Entscheidend ist: P, S und M erreichen das Ziel, nur U erreicht es nicht.",
            "What decides: P, S and M achieve the objective; only U does not.",
        )),
        Block::List(vec![
            both(
                "Beobachten, nicht helfen: Sie sagen niemandem, was erwartet wird.",
                "Observe, do not coach: tell nobody what is expected.",
            ),
            both(
                "Schreiben Sie auf, was Sie gesehen und gehört haben, mit der Runde; das Urteil kommt danach.",
                "Write down what you saw and heard, with the turn; the judgment comes afterward.",
            ),
            both(
                "Das Programm schlägt aus den Belegen eine Stufe vor. Sie bestätigen sie oder weichen mit einem Satz davon ab.",
                "The program suggests a letter from the evidence. You confirm it or deviate with one sentence.",
            ),
            both(
                "Urteilen Sie danach, was das Team in diesem Moment wissen konnte, nicht danach, wie es ausging.",
                "Judge by what the team could know at that moment, not by how it turned out.",
            ),
        ]),
    ]
}

fn sheet(scenario: &Scenario, partner: PartnerId) -> Section {
    let def = &scenario.partners[partner.index()];
    let mut blocks = vec![form(
        "header",
        vec![
            both("Auswerterin oder Auswerter", "Evaluator"),
            both("Datum und Ort", "Date and place"),
            both("Beobachtete Plätze", "Seats observed"),
        ],
    )];
    for objective in &scenario.objectives {
        blocks.extend(tasks(scenario, partner, objective));
    }
    if blocks.len() == 1 {
        blocks.push(Block::Words(both(
            "Das Szenario nennt für dieses Team keine eigenen Aufgaben; halten Sie fest, wie es zu den Zielen beiträgt.",
            "The scenario names no tasks of this team's own; note how it contributes to the objectives.",
        )));
    }
    blocks.push(Block::Heading(both("Stärken und Verbesserungen", "Strengths and areas for improvement")));
    blocks.push(blank(
        "findings",
        vec![
            both("Runde", "Turn"),
            both("Stärke oder Verbesserung", "Strength or improvement"),
            both("Was Sie gesehen haben", "What you saw"),
            both("Vorschlag", "Recommendation"),
        ],
        5,
    ));
    Section::new(format!("sheet-{}", def.id), def.name.clone(), blocks)
}

fn tasks(scenario: &Scenario, partner: PartnerId, objective: &ObjectiveDef) -> Vec<Block> {
    let own = objective.tasks.iter().filter(|task| task.partner == partner);
    let rows: Vec<Vec<Text>> = own
        .map(|task| {
            let speaks: Vec<Text> = task.evidence.iter().map(|of| evidence(scenario, partner, of)).collect();
            let speaks = joined(speaks.iter(), "; ");
            vec![task.text.clone(), speaks, same("☐ P  ☐ S  ☐ M  ☐ U"), same("")]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = vec![
        both("Kritische Aufgabe", "Critical task"),
        both("Was dafür spricht", "Evidence"),
        both("Stufe", "Rating"),
        both("Runde, Beobachtung, Begründung", "Turn, observation, reason"),
    ];
    vec![
        Block::Heading(objective.capability.clone()),
        Block::Words(fill("Übungsziel: {}", "Objective: {}", &[&objective.text])),
        table("rating", head, rows),
    ]
}
