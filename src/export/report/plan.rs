//! The improvement plan: what people wrote down in the room, and what improvements would be worth in simulated
//! exercises.

use super::decisions::signed;
use crate::analysis::improve::{EXERCISES, Improvement};
use crate::conduct::{Category, Simulated, Topic};
use crate::exercise::Exercise;
use crate::export::document::{Block, Table, same};
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{element, seat_name};

/// Improvements that are told for each partner.
const EACH: usize = 5;

/// The section's blocks, for everybody or for a team.
pub(super) fn blocks(
    exercise: &Exercise,
    improvements: Option<&[Improvement]>,
    whom: Option<PartnerId>,
) -> Vec<Block> {
    let scenario = exercise.scenario();
    let noted = exercise.conduct().said.iter().filter_map(|said| {
        let from = seat_name(scenario, said.from);
        let nobody = || same("–");
        match (said.topic, said.planned()) {
            (_, Some((of, item))) => {
                let gain = gained(said.simulated(), improvements);
                Some(vec![from, same(item.what), same(item.who), same(item.due), element(of), gain])
            }
            (Topic::Note(_, Category::Improvement), None) => {
                let what = same(said.text.clone().unwrap_or_default());
                Some(vec![from, what, nobody(), nobody(), nobody(), nobody()])
            }
            _ => None,
        }
    });
    let noted = Table {
        slug: "improvements",
        head: vec![
            both("von", "from"),
            both("Was besser werden soll", "What is to improve"),
            both("Wer", "Who"),
            both("Bis wann", "By when"),
            both("Worin", "Element"),
            both("Simulierter Nutzen, Punkte", "Simulated worth, points"),
        ],
        rows: noted.collect(),
    };
    let none =
        both("Niemand hat festgehalten, was besser werden soll.", "Nobody recorded what is to improve.");
    let mut blocks = vec![noted.or(none)];
    // It was written for those who lead the exercise.
    if whom.is_none() {
        blocks.extend(suggested(exercise));
    }
    blocks.push(Block::Heading(both("Simulierter Nutzen", "Simulated worth")));
    let Some(improvements) = improvements else {
        blocks.push(Block::Words(both(
            "Was Verbesserungen wert wären, ist noch nicht berechnet; das geschieht von der Mitte der Übung an, oder die Übungsleitung lässt es eigens berechnen.",
            "What improvements would be worth has not been computed yet; that is done from the middle of the exercise on, or the trainer has it computed.",
        )));
        return blocks;
    };
    blocks.push(Block::Words(both(
        format!(
            "Jede Maßnahme der Vorsorge wurde in jedem der wichtigsten Netzbereiche jedes Partners vor StartEx zusätzlich getroffen. Der Nutzen ist, was die gemeinsame Wertung dadurch im Mittel über {EXERCISES} Übungen auf denselben Würfeln gewinnt, wenn alle Teams nach playbook handeln, gegen die Angreifer des Szenarios. Genannt sind je Partner bis zu {EACH}, deren Nutzen sich klar vom Zufall abhebt. Was sie kosten, steht nicht darin."
        ),
        format!(
            "Every preventive measure was taken in addition, before StartEx, in each of the most important zones of each partner. Its worth is what the joint score gains by it on average over {EXERCISES} exercises on the same dice, with every team acting by playbook, against the scenario’s attackers. Listed are up to {EACH} for each partner whose worth stands out clearly from chance. What they cost is not in it."
        ),
    )));
    blocks.push(worth(exercise, improvements));
    blocks
}

/// What an item of the plan would gain in the simulation; a word where nobody has said what it is there, or where it
/// is not computed yet.
fn gained(simulated: Option<Simulated>, improvements: Option<&[Improvement]>) -> Text {
    let Some(of) = simulated else { return both("nicht simuliert", "not simulated") };
    let Some(improvements) = improvements else {
        return both("noch nicht berechnet", "not computed yet");
    };
    let is_it = |found: &&Improvement| (found.measure, found.zone) == (of.measure, of.zone);
    improvements
        .iter()
        .find(is_it)
        .map_or_else(|| both("dort ohne Wirkung", "no effect there"), |found| signed(found.gain))
}

/// What people wrote in their feedback: nobody has taken it on yet.
fn suggested(exercise: &Exercise) -> Vec<Block> {
    let rows: Vec<Vec<Text>> = exercise
        .conduct()
        .said
        .iter()
        .filter_map(|said| match (said.topic, said.text.as_deref()) {
            (Topic::Feedback(mark), Some(text)) if !text.trim().is_empty() => {
                let of_five = both(format!("{mark} von 5"), format!("{mark} of 5"));
                Some(vec![seat_name(exercise.scenario(), said.from), of_five, same(text)])
            }
            _ => None,
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = vec![both("von", "from"), both("Urteil", "Rating"), both("Text", "Text")];
    vec![
        Block::Heading(both("Aus den Rückmeldungen", "From the feedback")),
        Block::Words(both(
            "Noch hat das niemand übernommen. Was davon besser werden soll, braucht eine Zuständigkeit und einen Termin.",
            "Nobody has taken this on yet. Whatever is to improve needs an owner and a date.",
        )),
        Block::Table(Table { slug: "suggested", head, rows }),
    ]
}

fn worth(exercise: &Exercise, improvements: &[Improvement]) -> Block {
    let scenario = exercise.scenario();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    for (index, partner) in scenario.partners.iter().enumerate() {
        let own = improvements.iter().filter(|of| of.partner.index() == index && of.is_sure());
        for of in own.take(EACH) {
            rows.push(vec![
                same(&partner.short),
                scenario.measures[of.measure.index()].name.clone(),
                scenario.zones[of.zone.index()].name.clone(),
                same(of.nodes.to_string()),
                signed(of.gain),
            ]);
        }
    }
    let table = Table {
        slug: "worth",
        head: vec![
            both("Partner", "Partner"),
            both("Maßnahme", "Measure"),
            both("Netzbereich", "Zone"),
            both("Systeme", "Systems"),
            both("Punkte", "Points"),
        ],
        rows,
    };
    table.or(both(
        "Keine einzelne Verbesserung hebt sich klar vom Zufall ab.",
        "No single improvement stands out clearly from chance.",
    ))
}
