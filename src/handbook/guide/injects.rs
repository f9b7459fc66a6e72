//! Injects at full length: what to read, what is expected, hints, questions, answers and what they do.

use crate::export::document::{Block, joined, same};
use crate::handbook::effects::effects;
use crate::handbook::msel::{kind, numbered, objective, to, trigger, way, when};
use crate::handbook::words::{fill, table};
use crate::scenario::Scenario;
use crate::scenario::model::{InjectDef, Text};
use crate::scenario::words::InjectKind;
use crate::view::wording::both;

/// Everything but contingency injects.
pub(super) fn planned(scenario: &Scenario) -> Vec<Block> {
    let none = both("Dieses Szenario hat keine Einlagen.", "This scenario has no injects.");
    chosen(scenario, |kind| kind != InjectKind::Contingency, none)
}

/// Contingency injects: fired only if play stalls.
pub(super) fn contingency(scenario: &Scenario) -> Vec<Block> {
    let none = both(
        "Dieses Szenario hat keine. Improvisieren Sie mit einer Frage von außen: Presse, Ministerium, ein betroffener Bürger.",
        "This scenario has none. Improvise with a question from outside: press, ministry, a resident affected.",
    );
    chosen(scenario, |kind| kind == InjectKind::Contingency, none)
}

fn chosen(scenario: &Scenario, wanted: impl Fn(InjectKind) -> bool, none: Text) -> Vec<Block> {
    let blocks: Vec<Block> = numbered(scenario)
        .into_iter()
        .map(|(number, id)| (number, &scenario.injects[id.index()]))
        .filter(|(_, def)| wanted(def.kind))
        .flat_map(|(number, def)| inject(scenario, &number, def))
        .collect();
    if blocks.is_empty() { vec![Block::Words(none)] } else { blocks }
}

fn inject(scenario: &Scenario, number: &str, def: &InjectDef) -> Vec<Block> {
    let mut rows = vec![
        vec![
            both("Art, Ziel", "Type, objective"),
            fill("{}; {}", "{}; {}", &[&kind(def.kind), &objective(scenario, def)]),
        ],
        vec![
            both("Wann", "When"),
            fill("{}; {}", "{}; {}", &[&when(scenario, def), &trigger(scenario, def)]),
        ],
        vec![both("An", "To"), to(scenario, def)],
        vec![both("Von", "From"), fill("{}, {}", "{}, {}", &[&def.from, &way(def)])],
        vec![both("Text", "Text"), def.text.clone()],
    ];
    let optional = [
        (both("Vorlesen", "Read aloud"), def.read_aloud.clone()),
        (both("Erwartete Reaktion", "Expected action"), def.expected.clone()),
        (both("Steht fest, weil", "Fixed because"), def.fixed_because.clone()),
    ];
    rows.extend(
        optional
            .into_iter()
            .filter(|(_, text)| *text != Text::default())
            .map(|(name, text)| vec![name, text]),
    );
    if !def.effects.is_empty() {
        rows.push(vec![both("Wirkung", "Effect"), effects(scenario, &def.effects)]);
    }
    for (place, choice) in def.choices.iter().enumerate() {
        let letter = char::from(b'A' + u8::try_from(place).unwrap_or(25));
        let name = both(format!("Antwort {letter}"), format!("Answer {letter}"));
        let does = effects(scenario, &choice.effects);
        rows.push(vec![name, fill("{} Wirkung: {}", "{} Effect: {}", &[&choice.text, &does])]);
    }
    for (place, hint) in (1..).zip(&def.hints) {
        rows.push(vec![both(format!("Hinweis {place}"), format!("Hint {place}")), hint.clone()]);
    }
    if !def.questions.is_empty() {
        rows.push(vec![both("Fragen", "Questions"), joined(def.questions.iter(), " ")]);
    }
    let title = fill("{} · {}", "{} · {}", &[&same(number), &def.title]);
    vec![
        Block::Heading(title),
        table("inject", vec![both("Angabe", "Item"), both("Inhalt", "Content")], rows),
    ]
}
