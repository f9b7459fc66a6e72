//! What injects do, in words: for those who lead. They hold the truth and never stand in what players get.

use super::words::{fill, nodes, number};
use crate::export::document::joined;
use crate::scenario::Scenario;
use crate::scenario::ids::NodeId;
use crate::scenario::model::{InjectEffect, Text};
use crate::scenario::words::IndicatorKind;
use crate::view::conditions::{actor, fact, named, node};
use crate::view::wording::{both, people, tlp};

/// What an inject or an answer does in the simulation.
pub(super) fn effect(scenario: &Scenario, of: InjectEffect) -> Text {
    let signed = |n: i32| number(format!("{}{}", if n < 0 { "−" } else { "+" }, n.unsigned_abs()));
    let percent = |permille: i32| fill("{} %", "{}%", &[&signed(permille / 10)]);
    let turns = |n: u32| super::words::turns(n.max(1));
    match of {
        InjectEffect::Learn(who, what) => {
            fill("{} erfährt: „{}“", "{} learns: “{}”", &[&named(scenario, who), &fact(scenario, what)])
        }
        InjectEffect::Trust(who, points) => fill(
            "Vertrauen der Öffentlichkeit in {}: {}",
            "public trust in {}: {}",
            &[&named(scenario, who), &signed(points)],
        ),
        InjectEffect::People(who, kind, more, for_turns) => fill(
            "{}, {}: {} für {}",
            "{}, {}: {} for {}",
            &[&named(scenario, who), &people(kind), &signed(more), &turns(for_turns)],
        ),
        InjectEffect::Down(at, for_turns) => {
            fill("{} fällt aus: {}", "{} goes down: {}", &[&node(scenario, at), &turns(for_turns)])
        }
        InjectEffect::DownUntilMended(at) => fill(
            "{} fällt aus, bis neu aufgesetzt oder wiederhergestellt wird",
            "{} goes down until it is rebuilt or restored",
            &[&node(scenario, at)],
        ),
        InjectEffect::Up(at) => fill("{} läuft wieder", "{} is up again", &[&node(scenario, at)]),
        InjectEffect::Falsify(at) => fill(
            "Daten werden unbemerkt verfälscht: {}",
            "data is falsified, unnoticed: {}",
            &[&node(scenario, at)],
        ),
        InjectEffect::RestoreData(at) => {
            fill("Daten stimmen wieder: {}", "data is right again: {}", &[&node(scenario, at)])
        }
        InjectEffect::Attention(who, permille, for_turns) => fill(
            "Aufmerksamkeit der Analyse bei {}: {} für {}",
            "attention of the analysts at {}: {} for {}",
            &[&named(scenario, who), &percent(permille), &turns(for_turns)],
        ),
        InjectEffect::Points(who, points) => fill(
            "Angriffspunkte von „{}“: einmal {}",
            "attack points of “{}”: {} once",
            &[&actor(scenario, who), &signed(points)],
        ),
        InjectEffect::Rotate(who, IndicatorKind::Infrastructure) => fill(
            "„{}“ wechselt die Adressen; alte Indikatoren zeigen ins Leere",
            "“{}” changes its addresses; old indicators point nowhere",
            &[&actor(scenario, who)],
        ),
        InjectEffect::Rotate(who, IndicatorKind::Tool) => fill(
            "„{}“ wechselt das Werkzeug; alte Indikatoren zeigen ins Leere",
            "“{}” changes its tools; old indicators point nowhere",
            &[&actor(scenario, who)],
        ),
        InjectEffect::Label(who, what, label) => fill(
            "{}: „{}“ trägt jetzt {}",
            "{}: “{}” now bears {}",
            &[&named(scenario, who), &fact(scenario, what), &number(tlp(label))],
        ),
    }
}

/// All effects, or that there are none.
pub(super) fn effects(scenario: &Scenario, of: &[InjectEffect]) -> Text {
    let told: Vec<Text> = of.iter().map(|of| effect(scenario, *of)).collect();
    if told.is_empty() { both("keine", "none") } else { joined(told.iter(), "; ") }
}

/// Systems by name, or that there are none.
pub(super) fn nodes_or_none(scenario: &Scenario, of: &[NodeId]) -> Text {
    if of.is_empty() { both("keine", "none") } else { nodes(scenario, of) }
}
