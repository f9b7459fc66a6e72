//! The network in a report: at the turning points what was true beside what the team that decided believed; for
//! one partner what it believed itself.

use super::decisions::{turning, when};
use crate::analysis::judged::Judged;
use crate::exercise::Exercise;
use crate::export::document::{Block, Drawing};
use crate::export::svg;
use crate::live::Memory;
use crate::rules::picture::mark;
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Lang, MapView, seat_view, trainer_view};
use std::collections::BTreeSet;

/// The turning points one after the other; a sentence where none is known.
pub(super) fn blocks(exercise: &Exercise, memory: &Memory, judged: Option<&Judged>) -> Vec<Block> {
    let Some(judged) = judged else {
        return vec![Block::Words(both(
            "Welche Entscheidungen den Ausschlag gaben, ist hier nicht berechnet; der Bericht mit Entscheidungswerten zeigt das Netz an diesen Stellen.",
            "Which decisions turned the exercise has not been computed here; the report with decision values shows the network at those points.",
        ))];
    };
    let mut points: Vec<(u16, PartnerId)> =
        turning(&judged.decisions).iter().map(|decision| (decision.turn, decision.partner)).collect();
    points.sort_unstable();
    if points.is_empty() {
        return vec![Block::Words(both(
            "Keine einzelne Entscheidung gab den Ausschlag.",
            "No single decision turned the exercise.",
        ))];
    }
    points.into_iter().flat_map(|(turn, partner)| point(exercise, memory, turn, partner)).collect()
}

fn point(exercise: &Exercise, memory: &Memory, turn: u16, partner: PartnerId) -> Vec<Block> {
    let scenario = exercise.scenario();
    let name = &scenario.partners[partner.index()].name;
    let events = memory.opened(turn);
    let now = memory.situation(scenario, events);
    let truth = trainer_view(scenario, &now, exercise.scale(), &memory.history[..events], &[], &[]).map;
    let when = when(turn);
    vec![
        Block::Heading(both(format!("{}: {}", when.de, name.de), format!("{}: {}", when.en, name.en))),
        drawing(
            scenario,
            &truth,
            both(
                "Wie es wirklich war, als die Aufträge gegeben wurden.",
                "How it really was when orders were given.",
            ),
        ),
        drawing(
            scenario,
            &believed(scenario, &now, partner),
            both(
                format!("Lagebild im selben Augenblick: {}.", name.de),
                format!("The picture at the same moment: {}.", name.en),
            ),
        ),
    ]
}

fn believed(scenario: &Scenario, now: &Situation, partner: PartnerId) -> MapView {
    seat_view(scenario, partner, &now.pictures[partner.index()], now.public, &[]).map
}

/// A partner's own pictures when orders were given: in the turn in which it first knew of a compromise, and in the last.
pub(super) fn own(exercise: &Exercise, memory: &Memory, partner: PartnerId) -> Vec<Block> {
    let scenario = exercise.scenario();
    let last = exercise.now().public.turn;
    if last == 0 {
        return vec![Block::Words(both("Noch wurde keine Runde gespielt.", "No turn has been played yet."))];
    }
    let then = |turn: u16| memory.situation(scenario, memory.opened(turn));
    let knows = |turn: &u16| {
        let picture = &then(*turn).pictures[partner.index()];
        let mut nodes = scenario.partners[partner.index()].nodes.iter();
        nodes.any(|node| picture.node(*node).is(mark::CONFIRMED))
    };
    let draw =
        |turn: u16, caption: Text| drawing(scenario, &believed(scenario, &then(turn), partner), caption);
    let first = (1..last).find(knows).map(|turn| {
        let caption = both(
            format!("Ihr Lagebild bei den Aufträgen in Runde {turn}, nach dem ersten bestätigten Befall."),
            format!(
                "Your picture when orders were given in turn {turn}, after the first confirmed compromise."
            ),
        );
        draw(turn, caption)
    });
    let caption = both(
        format!("Ihr Lagebild bei den letzten Aufträgen, in Runde {last}."),
        format!("Your picture at the last orders, in turn {last}."),
    );
    first.into_iter().chain([draw(last, caption)]).collect()
}

/// A map with everything folded that can be.
fn drawing(scenario: &Scenario, map: &MapView, caption: Text) -> Block {
    let map = map.folded(&BTreeSet::new());
    let draw = |lang| svg(scenario, &map, lang);
    Block::Drawing(Drawing { caption, svg: both(draw(Lang::De), draw(Lang::En)) })
}
