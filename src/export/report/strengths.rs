//! Strengths and areas for improvement, capability by capability, as an AAR/IP has them (HSEEP 2020): each rests on
//! a letter with its evidence, on what an evaluator wrote, or on a decision whose value stands out.

use super::capabilities::pieces;
use super::decisions::{figure, orders, regretted, turning, when};
use crate::analysis::decisions::{Decision, Label};
use crate::analysis::judged::Judged;
use crate::analysis::ratings::{TaskLetter, ratings};
use crate::conduct::{Category, Rating, Topic};
use crate::exercise::Exercise;
use crate::export::document::{Block, Table, joined, same};
use crate::live::Memory;
use crate::rules::order::Order;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::patterns::fill;
use crate::view::seat_name;
use crate::view::wording::both;

/// What went well, or is to improve.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Strength,
    Area,
}

/// The section's blocks. A team's edition leaves out what evaluators wrote for those who lead.
pub(super) fn blocks(
    exercise: &Exercise,
    memory: &Memory,
    judged: Option<&Judged>,
    whom: Option<PartnerId>,
) -> Vec<Block> {
    let mut found = of_tasks(exercise, memory);
    if whom.is_none() {
        found.extend(noted(exercise));
    }
    found.extend(judged.into_iter().flat_map(|judged| decided(exercise, judged)));
    let mut blocks = vec![Block::Words(both(
        "Eine Aufgabe mit P oder S ist eine Stärke, eine mit M oder U ein Verbesserungsfeld. Wo die Auswertung noch nicht bewertet hat, gilt der Vorschlag, und es steht dabei. Entscheidungen stehen hier, wenn ihr Wert sich klar vom Zufall abhebt.",
        "A task with P or S is a strength, one with M or U an area for improvement. Where no evaluator has rated yet, the suggestion counts, and it says so. Decisions are listed where their value stands out clearly from chance.",
    ))];
    for (kind, heading, slug) in [
        (Kind::Strength, both("Stärken", "Strengths"), "strengths"),
        (Kind::Area, both("Verbesserungsfelder", "Areas for improvement"), "areas"),
    ] {
        let rows = found.iter().filter(|(of, _)| *of == kind).map(|(_, row)| row.clone()).collect();
        let head = vec![
            both("Fähigkeit", "Capability"),
            both("Partner", "Partner"),
            both("Beobachtung", "Observation"),
            both("Beleg", "Evidence"),
        ];
        blocks.push(Block::Heading(heading));
        blocks.push(Table { slug, head, rows }.or(both("Nichts davon ist belegt.", "None is on record.")));
    }
    blocks
}

/// Tasks by their letter: the evaluator's, else the suggested one.
fn of_tasks(exercise: &Exercise, memory: &Memory) -> Vec<(Kind, Vec<Text>)> {
    let scenario = exercise.scenario();
    let teams = ratings(scenario, exercise.now(), exercise.conduct(), &memory.notices);
    let row = |partner: PartnerId, task: &TaskLetter| {
        let rated = task.rated.as_ref().map(|rated| rated.rating);
        let letter = rated.or(task.found.suggestion)?;
        let objective = &scenario.objectives[task.found.objective];
        let said = match rated {
            Some(_) => both(format!("Auswertung: {letter:?}"), format!("Evaluator: {letter:?}")),
            None => both(format!("Vorschlag: {letter:?}"), format!("Suggested: {letter:?}")),
        };
        let evidence = pieces(scenario, partner, task);
        let kind = match letter {
            Rating::P | Rating::S => Kind::Strength,
            Rating::M | Rating::U => Kind::Area,
        };
        let row = vec![
            objective.capability.clone(),
            same(&scenario.partners[partner.index()].short),
            objective.tasks[task.found.task].text.clone(),
            joined(std::iter::once(&said).chain(&evidence), "; "),
        ];
        Some((kind, row))
    };
    teams.iter().flat_map(|team| team.tasks.iter().filter_map(move |task| row(team.partner, task))).collect()
}

/// What evaluators noted as a strength or as something to improve.
fn noted(exercise: &Exercise) -> Vec<(Kind, Vec<Text>)> {
    let scenario = exercise.scenario();
    let rows = exercise.conduct().said.iter().filter_map(|said| {
        let Topic::Note(about, category) = said.topic else { return None };
        let kind = match category {
            Category::Strength => Kind::Strength,
            Category::Improvement => Kind::Area,
            _ => return None,
        };
        let whose = about
            .map_or_else(|| both("alle", "all"), |partner| same(&scenario.partners[partner.index()].short));
        let turn = when(said.turn);
        let from = seat_name(scenario, said.from);
        let source = fill("{}, {}", "{}, {}", &[&from, &turn]);
        Some((kind, vec![same("–"), whose, same(said.text.clone().unwrap_or_default()), source]))
    });
    rows.collect()
}

/// The turning points among the decisions, and what was missed most.
fn decided(exercise: &Exercise, judged: &Judged) -> Vec<(Kind, Vec<Text>)> {
    let scenario = exercise.scenario();
    let whose = |decision: &Decision| same(&scenario.partners[decision.partner.index()].short);
    let row = |decision: &Decision| {
        let kind = if decision.label == Label::Good { Kind::Strength } else { Kind::Area };
        let given = orders(exercise, decision.partner, &decision.orders);
        let what = fill("{}: {}", "{}: {}", &[&when(decision.turn), &given]);
        let worth =
            fill("{} Punkte gegenüber playbook", "{} points over playbook", &[&figure(decision.value)]);
        (kind, vec![same("–"), whose(decision), what, worth])
    };
    let missed = |decision: &Decision| {
        let best = decision.best.orders.as_ref()?;
        let but = |all: &[Order], known: &[Order]| -> Vec<Order> {
            all.iter().filter(|order| !known.contains(order)).copied().collect()
        };
        let (more, less) = (but(best, &decision.orders), but(&decision.orders, best));
        let of = |given: &[Order]| orders(exercise, decision.partner, given);
        let what = if more.is_empty() {
            fill("{}: besser ohne: {}", "{}: better without: {}", &[&when(decision.turn), &of(&less)])
        } else {
            fill("{}: nicht beauftragt: {}", "{}: not ordered: {}", &[&when(decision.turn), &of(&more)])
        };
        let worth = fill("versäumt: {} Punkte", "missed: {} points", &[&figure(decision.best.regret)]);
        Some((Kind::Area, vec![same("–"), whose(decision), what, worth]))
    };
    let turned = turning(&judged.decisions).into_iter().map(row);
    turned.chain(regretted(&judged.decisions).into_iter().filter_map(missed)).collect()
}
