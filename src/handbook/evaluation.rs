//! Evaluation guides: partner by partner, objective, capability, critical task, what speaks for it, and room
//! for P, S, M or U and for notes (HSEEP 2020); to print, or as a workbook to fill in.

use super::words::{blank, control_only, fill, form, partners, table, table_or};
use crate::conduct::Rating;
use crate::export::document::{Block, Document, Entry, Section, joined, same};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{ObjectiveDef, Text};
use crate::view::evidence::evidence;
use crate::view::wording::both;
use crate::view::{rating as rating_name, rating_meaning};

/// For evaluators.
pub(super) fn guide(scenario: &Scenario) -> Document {
    of(scenario, partners(scenario).map(|partner| sheet(scenario, partner)))
}

/// For evaluators who write on a computer: one sheet for each team's tasks, one for what else they saw.
pub(super) fn workbook(scenario: &Scenario) -> (Document, Vec<Entry>) {
    let document = of(scenario, partners(scenario).map(|partner| sheet_to_fill(scenario, partner)));
    let letter = |of: &Rating| same(format!("{of:?}"));
    let line = |of: &Rating| {
        fill("{}: {}. {}", "{}: {}. {}", &[&letter(of), &rating_name(*of), &rating_meaning(*of)])
    };
    let lines: Vec<Text> = Rating::ALL.iter().map(line).collect();
    let mut entries = Entry::widths("tasks", &[26, 18, 30, 32, 9, 8, 36, 28]);
    entries.extend(Entry::widths("findings", &[8, 22, 50, 50]));
    for entry in &mut entries {
        match (entry.table, entry.column) {
            ("tasks", 4) => {
                entry.choices = Rating::ALL.iter().map(letter).collect();
                entry.note = Some(joined(lines.iter(), "\n"));
            }
            ("findings", 1) => {
                entry.choices = vec![both("Stärke", "Strength"), both("Verbesserung", "Improvement")];
            }
            _ => {}
        }
    }
    (document, entries)
}

fn of(scenario: &Scenario, sheets: impl Iterator<Item = Section>) -> Document {
    let key = Section::new("key", both("So wird bewertet", "How to rate"), key());
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Bewertungsbogen", "Evaluation guide"),
        title: scenario.about.title.clone(),
        scope: control_only(both(
            "Für Auswerterinnen und Auswerter, ein Bogen je Team.",
            "For evaluators, one sheet per team.",
        )),
        sections: std::iter::once(key).chain(sheets).collect(),
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
        blocks.push(Block::Words(no_tasks()));
    }
    blocks.extend(findings(both("Stärken und Verbesserungen", "Strengths and areas for improvement"), 5));
    Section::new(format!("sheet-{}", def.id), def.name.clone(), blocks)
}

fn no_tasks() -> Text {
    both(
        "Das Szenario nennt für dieses Team keine eigenen Aufgaben; halten Sie fest, wie es zu den Zielen beiträgt.",
        "The scenario names no tasks of this team's own; note how it contributes to the objectives.",
    )
}

/// Room for what an evaluator saw beyond the tasks.
fn findings(title: Text, rows: usize) -> [Block; 2] {
    let head = vec![
        both("Runde", "Turn"),
        both("Stärke oder Verbesserung", "Strength or improvement"),
        both("Was Sie gesehen haben", "What you saw"),
        both("Vorschlag", "Recommendation"),
    ];
    [Block::Heading(title), blank("findings", head, rows)]
}

/// A team's tasks in one table, to be filled in.
fn sheet_to_fill(scenario: &Scenario, partner: PartnerId) -> Section {
    let def = &scenario.partners[partner.index()];
    let head = vec![
        both("Übungsziel", "Objective"),
        both("Fähigkeit", "Capability"),
        both("Kritische Aufgabe", "Critical task"),
        both("Was dafür spricht", "Evidence"),
        both("Stufe", "Rating"),
        both("Runde", "Turn"),
        both("Beobachtung", "Observation"),
        both("Begründung", "Reason"),
    ];
    let row = |objective: &ObjectiveDef, [task, speaks]: [Text; 2]| {
        let (goal, capability) = (objective.text.clone(), objective.capability.clone());
        let entries = std::iter::repeat_n(same(""), 4);
        [goal, capability, task, speaks].into_iter().chain(entries).collect()
    };
    let of_one = |objective| own(scenario, partner, objective).map(move |task| row(objective, task));
    let rows = scenario.objectives.iter().flat_map(of_one).collect();
    let short = same(&def.short);
    let mut blocks = vec![
        Block::Heading(fill("{} – Aufgaben", "{} – tasks", &[&short])),
        table_or("tasks", head, rows, no_tasks()),
    ];
    blocks.extend(findings(fill("{} – Beobachtungen", "{} – observations", &[&short]), 20));
    Section::new(format!("sheet-{}", def.id), def.name.clone(), blocks)
}

/// A team's tasks towards an objective, each with what speaks for it.
fn own<'s>(
    scenario: &'s Scenario,
    partner: PartnerId,
    objective: &'s ObjectiveDef,
) -> impl Iterator<Item = [Text; 2]> + 's {
    objective.tasks.iter().filter(move |task| task.partner == partner).map(move |task| {
        let speaks: Vec<Text> = task.evidence.iter().map(|of| evidence(scenario, partner, of)).collect();
        [task.text.clone(), joined(speaks.iter(), "; ")]
    })
}

fn tasks(scenario: &Scenario, partner: PartnerId, objective: &ObjectiveDef) -> Vec<Block> {
    let rows: Vec<Vec<Text>> = own(scenario, partner, objective)
        .map(|[task, speaks]| vec![task, speaks, same("☐ P  ☐ S  ☐ M  ☐ U"), same("")])
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
