//! Objectives and capabilities: what was met, what speaks for each critical task, and what evaluators made of it.

use crate::analysis::evidence::Found;
use crate::analysis::ratings::{TaskLetter, TeamLetter, ratings};
use crate::conduct::Rating;
use crate::exercise::Exercise;
use crate::export::document::{Block, Table, joined, same};
use crate::live::Memory;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::{EvidenceDef, Text};
use crate::view::evidence::evidence as in_words;
use crate::view::patterns::fill;
use crate::view::wording::both;
use crate::view::{ScoreView, rating, rating_meaning};

/// Objective, capability, critical task, evidence, suggestion, and what evaluators said.
pub(super) fn blocks(exercise: &Exercise, memory: &Memory, score: &ScoreView) -> Vec<Block> {
    let scenario = exercise.scenario();
    let met = scenario.objectives.iter().zip(&score.objectives).map(|(def, (text, is_met))| {
        let state = if *is_met { both("erfüllt", "met") } else { both("nicht erfüllt", "not met") };
        vec![text.clone(), def.capability.clone(), state]
    });
    let objectives = Table {
        slug: "objectives",
        head: vec![both("Ziel", "Objective"), both("Fähigkeit", "Capability"), both("Stand", "State")],
        rows: met.collect(),
    };
    let teams = ratings(scenario, exercise.now(), exercise.conduct(), &memory.notices);
    vec![
        Block::Table(objectives),
        Block::Table(tasks(scenario, &teams)),
        Block::Words(rule()),
        letters(scenario, &teams),
        Block::List(key()),
    ]
}

/// How a letter comes about.
#[must_use]
pub fn rule() -> Text {
    both(
        "Vorgeschlagen wird P, wenn sich alles fand, was für die Aufgabe zu erwarten war, und U, wenn sich nichts davon fand. Fand sich ein Teil, so ist es U, wo das Ziel verfehlt wurde, sonst S, oder M, wenn eine Meldepflicht versäumt wurde. Die Stufe einer Aufgabe sagt, ob das Team sie erfüllt hat; die eines Ziels, ob das Ziel erreicht wurde. Ein verfehltes Ziel hat die Stufe U. Ein erreichtes hat die schlechteste Stufe, die eine Aufgabe des Teams dafür bekommen hat, aber keine schlechtere als M: Ein U hieße, dass es verfehlt wurde. Vorschläge zählen erst, wenn die Auswertung sie bestätigt; eine Stufe, die sie dem Ziel selbst gibt, geht vor.",
        "P is suggested where everything was found that could be expected for the task, and U where none of it was. Where part of it was found, it is U if the objective was not achieved, otherwise S, or M if a reporting duty was not met. The letter of a task says whether the team performed it; that of an objective, whether it was achieved. An objective that was not achieved is U. One that was achieved has the worst letter that one of the team’s tasks for it got, M at worst: U would say that it was not achieved. Suggestions count only when an evaluator has confirmed them; a letter that an evaluator gives the objective itself goes first.",
    )
}

/// What the letters mean.
fn key() -> Vec<Text> {
    let line = |of: &Rating| {
        let (name, meaning) = (rating(*of), rating_meaning(*of));
        both(format!("{of:?} ({}): {}", name.de, meaning.de), format!("{of:?} ({}): {}", name.en, meaning.en))
    };
    Rating::ALL.iter().map(line).collect()
}

fn tasks(scenario: &Scenario, teams: &[TeamLetter]) -> Table {
    let mut all: Vec<(PartnerId, &TaskLetter)> =
        teams.iter().flat_map(|team| team.tasks.iter().map(|task| (team.partner, task))).collect();
    all.sort_by_key(|(_, task)| (task.found.objective, task.found.task));
    let row = |(partner, task): (PartnerId, &TaskLetter)| {
        let def = &scenario.objectives[task.found.objective].tasks[task.found.task];
        let pieces = pieces(scenario, partner, task);
        let letter = |of: Option<Rating>, none: Text| of.map_or(none, |of| same(format!("{of:?}")));
        let rated = task.rated.as_ref();
        vec![
            same(&scenario.partners[partner.index()].short),
            def.text.clone(),
            joined(pieces.iter(), "; "),
            letter(task.found.suggestion, both("kein Vorschlag", "no suggestion")),
            letter(rated.map(|rated| rated.rating), both("nicht bewertet", "not rated")),
            same(rated.and_then(|rated| rated.text.clone()).unwrap_or_else(|| "–".to_owned())),
        ]
    };
    Table {
        slug: "tasks",
        head: vec![
            both("Partner", "Partner"),
            both("Wichtige Aufgabe", "Critical task"),
            both("Was dafür spricht", "Evidence"),
            both("Vorschlag", "Suggested"),
            both("Auswertung", "Evaluator"),
            both("Grund", "Reason"),
        ],
        rows: all.into_iter().map(row).collect(),
    }
}

/// The teams' letters for objectives, as far as evaluators have rated.
fn letters(scenario: &Scenario, teams: &[TeamLetter]) -> Block {
    let row = |team: &TeamLetter| {
        let letter = team.letter()?;
        let from = match team.given {
            Some(_) => both("von der Auswertung vergeben", "given by an evaluator"),
            None if !team.is_met => both("Ziel verfehlt", "objective not achieved"),
            None => both("folgt aus den Aufgaben", "follows from the tasks"),
        };
        let reason = team.given.as_ref().and_then(|given| given.text.clone());
        Some(vec![
            scenario.objectives[team.objective].text.clone(),
            same(&scenario.partners[team.partner.index()].short),
            same(format!("{letter:?}")),
            from,
            same(reason.unwrap_or_else(|| "–".to_owned())),
        ])
    };
    let table = Table {
        slug: "ratings",
        head: vec![
            both("Ziel", "Objective"),
            both("Partner", "Partner"),
            both("Stufe", "Rating"),
            both("Woher", "How"),
            both("Grund", "Reason"),
        ],
        rows: teams.iter().filter_map(row).collect(),
    };
    table.or(both(
        "Noch hat niemand eine Stufe bestätigt; darum hat auch kein Ziel eine.",
        "No evaluator has confirmed a letter yet, so no objective has one.",
    ))
}

/// Each piece of evidence for a task in words, and whether it was found.
#[must_use]
pub fn pieces(scenario: &Scenario, partner: PartnerId, task: &TaskLetter) -> Vec<Text> {
    let def = &scenario.objectives[task.found.objective].tasks[task.found.task];
    let looked_for = def.evidence.iter().zip(&task.found.found);
    looked_for.map(|(of, found)| piece(scenario, partner, of, found)).collect()
}

fn piece(scenario: &Scenario, partner: PartnerId, of: &EvidenceDef, found: &Found) -> Text {
    let what = in_words(scenario, partner, of);
    if !found.applies {
        return match of {
            EvidenceDef::Duty { duty } => {
                let duty = &scenario.partners[partner.index()].duties[duty.index()].name;
                fill("– „{}“: nicht ausgelöst", "– “{}”: not triggered", &[duty])
            }
            _ => fill("– {}", "– {}", &[&what]),
        };
    }
    // Turn 0 is before StartEx.
    let when = |before: &str, [one, more]: [&str; 2]| {
        let (first, rest): (Vec<u16>, Vec<u16>) = found.turns.iter().partition(|turn| **turn == 0);
        let rest: Vec<String> = rest.iter().map(u16::to_string).collect();
        let name = if rest.len() == 1 { one } else { more };
        let rest = (!rest.is_empty()).then(|| format!("{name} {}", rest.join(", ")));
        first.iter().map(|_| before.to_owned()).chain(rest).collect::<Vec<_>>().join(", ")
    };
    match (found.holds, found.turns.is_empty()) {
        (false, _) => both(format!("✗ {}", what.de), format!("✗ {}", what.en)),
        (true, true) => both(format!("✓ {}", what.de), format!("✓ {}", what.en)),
        (true, false) => both(
            format!("✓ {} ({})", what.de, when("Vorsorge", ["Runde", "Runden"])),
            format!("✓ {} ({})", what.en, when("prevention", ["turn", "turns"])),
        ),
    }
}
