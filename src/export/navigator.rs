//! What the attackers used, as layers for the ATT&CK Navigator (layer format 4.5): each technique with how many
//! of its steps were seen. Tells the truth of an exercise, so it is for afterwards.

use super::shared::{attack_page, slashed};
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::rules::event::{Event, Outcome, Sight, Told, World};
use crate::rules::picture::Held;
use crate::scenario::Scenario;
use crate::scenario::ids::TechniqueId;
use crate::scenario::model::{Fact, Text};
use crate::scenario::words::Matrix;
use crate::view::wording::{both, english, german};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One layer: the Navigator keeps each matrix in a layer of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    pub matrix: Matrix,
    pub json: Value,
}

/// How the steps by one technique went.
#[derive(Debug, Clone, Copy, Default)]
struct Steps {
    all: u32,
    worked: u32,
    seen: u32,
    /// Nobody watched there.
    unwatched: u32,
    first: u16,
    last: u16,
}

/// What became of a technique's steps; decides its color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Detected,
    Partly,
    Missed,
}

impl Verdict {
    const ALL: [Verdict; 3] = [Verdict::Detected, Verdict::Partly, Verdict::Missed];

    const fn of(steps: Steps) -> Verdict {
        match steps.seen {
            0 => Verdict::Missed,
            all if all == steps.all => Verdict::Detected,
            _ => Verdict::Partly,
        }
    }

    /// Told apart without telling red from green, too.
    const fn color(self) -> &'static str {
        match self {
            Verdict::Detected => "#9ecae1",
            Verdict::Partly => "#fdd49e",
            Verdict::Missed => "#e6550d",
        }
    }

    fn words(self) -> Text {
        match self {
            Verdict::Detected => both("erkannt: jeder Schritt", "detected: every step"),
            Verdict::Partly => both("teils erkannt", "detected in part"),
            Verdict::Missed => both("nicht erkannt", "missed"),
        }
    }
}

/// The layers: one for each matrix of which something was used, Enterprise first; always at least one.
#[must_use]
pub fn navigator(exercise: &Exercise) -> Vec<Layer> {
    let scenario = exercise.scenario();
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let mut used: BTreeMap<TechniqueId, Steps> = BTreeMap::new();
    let mut known: BTreeMap<TechniqueId, u16> = BTreeMap::new();
    for (turn, event) in &memory.history {
        match *event {
            Event::World(World::Acted { technique, outcome, seen, .. }) if outcome != Outcome::Vetoed => {
                note(used.entry(technique).or_default(), *turn, outcome, seen);
            }
            Event::Told(_, Told::Learned { fact, from: Held::OWN, .. }) => {
                if let Fact::Technique(technique) = scenario.facts[fact.index()] {
                    known.entry(technique).or_insert(*turn);
                }
            }
            _ => {}
        }
    }
    let of = |matrix: Matrix| {
        let here = |technique: &TechniqueId| scenario.techniques[technique.index()].matrix == matrix;
        let techniques: Vec<Value> = used
            .iter()
            .filter(|(technique, _)| here(technique))
            .map(|(technique, steps)| row(scenario, *technique, *steps, known.get(technique)))
            .collect();
        Layer { matrix, json: layer(exercise, matrix, &techniques) }
    };
    let is_used = |matrix: Matrix| used.keys().any(|id| scenario.techniques[id.index()].matrix == matrix);
    let layers: Vec<Layer> = Matrix::ALL.iter().filter(|matrix| is_used(**matrix)).map(|m| of(*m)).collect();
    if layers.is_empty() { vec![of(Matrix::Enterprise)] } else { layers }
}

fn note(steps: &mut Steps, turn: u16, outcome: Outcome, seen: Sight) {
    if steps.all == 0 {
        steps.first = turn;
    }
    steps.last = turn;
    steps.all += 1;
    steps.worked += u32::from(outcome == Outcome::Worked);
    steps.seen += u32::from(seen == Sight::Seen);
    steps.unwatched += u32::from(seen == Sight::Unwatched);
}

fn row(scenario: &Scenario, technique: TechniqueId, steps: Steps, known: Option<&u16>) -> Value {
    let def = &scenario.techniques[technique.index()];
    let verdict = Verdict::of(steps);
    let words = verdict.words();
    let Steps { all, worked, seen, unwatched, first, last } = steps;
    let comment = format!(
        "{}: {}; {seen} von {all} Schritten gesehen, {worked} gelungen, Runde {first} bis {last}. / {}: {}; {seen} \
         of {all} steps seen, {worked} worked, turns {first} to {last}.",
        german(&def.name),
        words.de,
        english(&def.name),
        words.en,
    );
    let figure = |name: &str, value: u32| json!({ "name": name, "value": value.to_string() });
    let mut metadata = vec![
        figure("Schritte / steps", all),
        figure("gelungen / worked", worked),
        figure("gesehen / seen", seen),
        figure("ohne Sensoren / nobody watching", unwatched),
        figure("zuerst in Runde / first in turn", u32::from(first)),
    ];
    metadata.extend(known.map(|turn| figure("benannt in Runde / named in turn", u32::from(*turn))));
    json!({
        "techniqueID": def.id,
        "score": seen * 100 / all.max(1),
        "color": verdict.color(),
        "comment": comment,
        "enabled": true,
        "metadata": metadata,
        "links": [{ "label": format!("ATT&CK {}", def.id), "url": attack_page(&def.id) }],
        "showSubtechniques": def.id.contains('.'),
    })
}

fn layer(exercise: &Exercise, matrix: Matrix, techniques: &[Value]) -> Value {
    let scenario = exercise.scenario();
    let about = &scenario.about;
    let domain = match matrix {
        Matrix::Enterprise => "enterprise-attack",
        Matrix::Ics => "ics-attack",
    };
    let version = about.attack_version.split('.').next().unwrap_or_default();
    let legend = Verdict::ALL.map(|verdict| {
        let words = verdict.words();
        json!({ "label": format!("{} / {}", words.de, words.en), "color": verdict.color() })
    });
    let title = &about.title;
    let fact = |name: &str, value: String| json!({ "name": name, "value": value });
    json!({
        "name": format!("Übung / Exercise: {}", slashed(title)),
        "versions": { "attack": version, "navigator": "5.1.0", "layer": "4.5" },
        "domain": domain,
        "description": "Übung: was die Angreifer benutzten, und ob Sensoren es sahen. Wert: Anteil der gesehenen \
                        Schritte in Prozent. / Exercise: what the attackers used, and whether sensors saw it. \
                        Score: share of steps that were seen, percent.",
        "sorting": 0,
        "layout": { "layout": "side", "aggregateFunction": "average", "showID": true, "showName": true,
            "showAggregateScores": false, "countUnscored": false, "expandedSubtechniques": "annotated" },
        "hideDisabled": false,
        "techniques": techniques,
        "gradient": { "colors": [Verdict::Missed.color(), Verdict::Partly.color(), Verdict::Detected.color()],
            "minValue": 0, "maxValue": 100 },
        "legendItems": legend,
        "metadata": [
            fact("Szenario / scenario", about.id.clone()),
            fact("Startwert / seed", exercise.seed().to_string()),
            fact("Runde / turn", exercise.now().public.turn.to_string()),
        ],
        "showTacticRowBackground": false,
        "selectTechniquesAcrossTactics": true,
        "selectSubtechniquesWithParent": false,
        "selectVisibleTechniques": false,
    })
}
