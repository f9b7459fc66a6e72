//! The network in a report: at the turning points what was true beside what the team that decided believed; for
//! one partner what it believed itself.

use super::decisions::{turning, when};
use crate::analysis::judged::Judged;
use crate::analysis::moments::{Moment, moments};
use crate::exercise::Exercise;
use crate::export::document::{Block, Drawing};
use crate::export::svg;
use crate::live::Memory;
use crate::rules::picture::{Picture, mark};
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
            "Welche Entscheidungen die Übung gewendet haben, ist hier nicht berechnet; der Bericht mit Entscheidungswerten zeigt das Netz an diesen Stellen.",
            "Which decisions turned the exercise is not computed here; the report with decision values shows the network at those points.",
        ))];
    };
    let moments = moments(exercise);
    let mut points: Vec<(u16, PartnerId)> =
        turning(&judged.decisions).iter().map(|decision| (decision.turn, decision.partner)).collect();
    points.sort_unstable();
    let blocks: Vec<Block> = points
        .into_iter()
        .filter_map(|(turn, partner)| Some((moments.iter().find(|moment| moment.turn == turn)?, partner)))
        .flat_map(|(moment, partner)| point(exercise, memory, moment, partner))
        .collect();
    if blocks.is_empty() {
        return vec![Block::Words(both(
            "Keine einzelne Entscheidung hat die Übung gewendet.",
            "No single decision turned the exercise.",
        ))];
    }
    blocks
}

fn point(exercise: &Exercise, memory: &Memory, moment: &Moment, partner: PartnerId) -> Vec<Block> {
    let scenario = exercise.scenario();
    let name = &scenario.partners[partner.index()].name;
    let past: Vec<_> = memory.history.iter().filter(|(at, _)| *at < moment.turn).copied().collect();
    let truth = trainer_view(scenario, &moment.start, exercise.scale(), &past, &[], &[]).map;
    let when = when(moment.turn);
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
            &believed(scenario, partner, &moment.start.pictures[partner.index()], moment),
            both(
                format!("Was {} im selben Augenblick glaubte.", name.de),
                format!("What {} believed at the same moment.", name.en),
            ),
        ),
    ]
}

fn believed(scenario: &Scenario, partner: PartnerId, picture: &Picture, moment: &Moment) -> MapView {
    seat_view(scenario, partner, picture, moment.start.public, &[]).map
}

/// A partner's own pictures: when it first knew of a compromise, and as it was when the last orders were given.
pub(super) fn own(exercise: &Exercise, partner: PartnerId) -> Vec<Block> {
    let scenario = exercise.scenario();
    let moments = moments(exercise);
    let picture = |moment: &Moment| moment.start.pictures[partner.index()].clone();
    let confirmed = |moment: &&Moment| {
        let nodes = scenario.partners[partner.index()].nodes.iter();
        nodes.into_iter().any(|node| picture(moment).node(*node).is(mark::CONFIRMED))
    };
    let first = moments.iter().find(confirmed);
    let last = moments.last().filter(|last| first.is_none_or(|first| first.turn != last.turn));
    let first = first.map(|moment| {
        let turn = moment.turn;
        (
            moment,
            both(
                format!("Ihr Lagebild in Runde {turn}: der erste bestätigte Einbruch."),
                format!("Your picture in turn {turn}: the first confirmed compromise."),
            ),
        )
    });
    let last = last.map(|moment| {
        let turn = moment.turn;
        (
            moment,
            both(
                format!("Ihr Lagebild bei den letzten Aufträgen, in Runde {turn}."),
                format!("Your picture at the last orders, in turn {turn}."),
            ),
        )
    });
    let draw = |(moment, caption): (&Moment, Text)| {
        drawing(scenario, &believed(scenario, partner, &picture(moment), moment), caption)
    };
    let blocks: Vec<Block> = first.into_iter().chain(last).map(draw).collect();
    if blocks.is_empty() {
        return vec![Block::Words(both("Noch wurde keine Runde gespielt.", "No turn has been played yet."))];
    }
    blocks
}

/// A map with everything folded that can be.
fn drawing(scenario: &Scenario, map: &MapView, caption: Text) -> Block {
    let map = map.folded(&BTreeSet::new());
    let draw = |lang| svg(scenario, &map, lang);
    Block::Drawing(Drawing { caption, svg: both(draw(Lang::De), draw(Lang::En)) })
}
