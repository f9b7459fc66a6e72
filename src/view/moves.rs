//! An attacker's moves in words, for the trainer: what it did, why that and not something else, and what
//! it learned. From its own mind alone, as it decided.

use super::MoveItem;
use super::wording::{both, english, german};
use crate::rules::event::{Event, Found, Outcome, World};
use crate::rules::thought::{Basis, Thought, Weighed};
use crate::scenario::Scenario;
use crate::scenario::model::Text;
use crate::scenario::words::IndicatorKind;

/// A thought with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    thought: Thought,
    outcome: Option<Outcome>,
    found: Vec<Found>,
}

impl Move {
    /// From the events between this thought and the actor's next one.
    #[must_use]
    pub fn new(thought: &Thought, events: &[Event]) -> Self {
        let outcome = events.iter().find_map(|event| match event {
            Event::World(World::Acted { outcome, .. }) => Some(*outcome),
            _ => None,
        });
        let found = events.iter().filter_map(|event| match event {
            Event::Found(actor, found) if *actor == thought.actor => Some(*found),
            _ => None,
        });
        Move { thought: thought.clone(), outcome, found: found.collect() }
    }
}

/// A move in words.
#[must_use]
pub(super) fn item(scenario: &Scenario, of: &Move) -> MoveItem {
    let Move { thought, outcome, found } = of;
    let action = action(scenario, &thought.chosen);
    let (de, en) = outcome.map_or(("", ""), super::trainer::outcome);
    let text = if de.is_empty() {
        action
    } else {
        both(format!("{}: {de}", action.de), format!("{}: {en}", action.en))
    };
    let others = thought.others.iter().map(|other| {
        let action = self::action(scenario, other);
        let share = u64::from(other.worth) * 100 / u64::from(thought.chosen.worth.max(1));
        both(
            format!("{} ({share} % so viel wert)", action.de),
            format!("{} (worth {share}% as much)", action.en),
        )
    });
    MoveItem {
        actor: thought.actor,
        node: thought.chosen.target,
        text,
        why: why(thought),
        others: others.collect(),
        learned: learned(scenario, found),
    }
}

fn action(scenario: &Scenario, of: &Weighed) -> Text {
    let technique = &scenario.techniques[of.technique.index()].name;
    match of.target {
        None => technique.clone(),
        Some(node) => {
            let node = &scenario.node(node).name;
            both(
                format!("{} → {}", german(technique), german(node)),
                format!("{} → {}", english(technique), english(node)),
            )
        }
    }
}

fn why(thought: &Thought) -> Text {
    let possible = thought.possible;
    match thought.by {
        Basis::Script => both("So steht es im Drehbuch.", "That is what its script says."),
        Basis::Told => both("So hat man es ihm gesagt.", "It was told to."),
        Basis::Rollouts(way) => {
            let (de, en) = match way {
                0 => ("nach Erfahrung vorgehen", "go by experience"),
                1 => ("die bevorzugten Techniken nutzen", "use the techniques it likes best"),
                2 => ("sofort auf das Ziel losgehen", "strike at the goal at once"),
                3 => ("sich erst ausbreiten", "spread first"),
                _ => ("stillhalten", "lie low"),
            };
            both(
                format!("Vorausgedacht: Am meisten bringt es jetzt, {de}; {possible} Züge erwogen."),
                format!("Thought ahead: now it pays most to {en}; {possible} moves considered."),
            )
        }
        Basis::Renewal => both(
            "Die Mittel sind bekannt geworden; zuerst müssen neue her.",
            "Its means became known; it gets new ones first.",
        ),
        Basis::Preference => both(
            format!("Das wertvollste Ziel mit der bevorzugten Technik; {possible} Züge erwogen."),
            format!("The most valuable target by the technique it likes best; {possible} moves considered."),
        ),
        Basis::Expectation => both(
            format!("Der höchste erwartete Wert nach allem bisher Erfahrenen; {possible} Züge erwogen."),
            format!("The highest expected worth by all it has experienced; {possible} moves considered."),
        ),
    }
}

/// What it noticed; its own bookkeeping aside.
pub(super) fn learned(scenario: &Scenario, found: &[Found]) -> Vec<Text> {
    let mut lines = Vec::new();
    let nodes: Vec<&Text> = found
        .iter()
        .filter_map(|found| match found {
            Found::Node(node) => Some(&scenario.node(*node).name),
            _ => None,
        })
        .collect();
    if !nodes.is_empty() {
        let names =
            |pick: fn(&Text) -> &str| nodes.iter().map(|name| pick(name)).collect::<Vec<_>>().join(", ");
        lines.push(both(format!("sieht jetzt: {}", names(german)), format!("now sees: {}", names(english))));
    }
    for found in found {
        let line = match found {
            Found::Credentials(_) => both("hat Zugangsdaten erbeutet", "has taken credentials"),
            Found::CredentialsDead(_) => {
                both("weiß, dass die Zugangsdaten nicht mehr gelten", "knows that its credentials are dead")
            }
            Found::Lost { .. } => {
                both("merkt, dass der Zugang dort verloren ist", "notices that it is no longer there")
            }
            Found::Left => both("gibt auf und zieht ab", "gives up and leaves"),
            Found::Burned(IndicatorKind::Infrastructure) => {
                both("weiß, dass die Adresse gesperrt ist", "knows that its address is blocked")
            }
            Found::Burned(IndicatorKind::Tool) => {
                both("weiß, dass das Werkzeug erkannt wird", "knows that its tool is recognized")
            }
            Found::Renewed(IndicatorKind::Infrastructure) => {
                both("hat eine neue Adresse", "has a new address")
            }
            Found::Renewed(IndicatorKind::Tool) => both("hat ein neues Werkzeug", "has a new tool"),
            Found::Tried { outcome: Outcome::Failed, .. } => {
                both("traut dieser Technik weniger", "trusts this technique less")
            }
            Found::Tried { outcome: Outcome::NoAnswer | Outcome::Vetoed, .. } => {
                both("hält das Ziel für abgeschaltet", "thinks the target is off")
            }
            Found::Seated(_) | Found::Planned(_) | Found::Dropped(_) => continue,
            Found::Points(_) | Found::Node(_) | Found::Gripped { .. } | Found::Tried { .. } => continue,
        };
        lines.push(line);
    }
    lines
}
