//! A red seat: what one actor knows, what it could do next, and what it is going to do. From its own mind
//! and what it noticed alone.

use super::wording::{both, english, german};
use super::{ClockView, Line, Tone, clock_view, moves};
use crate::rules::attack::plan;
use crate::rules::event::{Found, Outcome};
use crate::rules::mind::{Mind, Step, grip, nodes_in};
use crate::rules::situation::Public;
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, NodeId};
use crate::scenario::model::Text;
use serde::{Deserialize, Serialize};

/// What an actor's seat is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RedView {
    pub actor: ActorId,
    pub name: Text,
    pub about: Text,
    pub clock: ClockView,
    /// Somebody plays it; otherwise its brain goes on when the plan is done.
    pub is_seated: bool,
    /// Attack points in a turn.
    pub points: u32,
    pub held: Vec<HeldItem>,
    /// Nodes it knows of and does not hold.
    pub known: Vec<Text>,
    /// Credentials it believes to work.
    pub credentials: Vec<Text>,
    pub plan: Vec<StepItem>,
    /// What it could do now, as far as it knows.
    pub choices: Vec<StepItem>,
    /// What it noticed, the latest first.
    pub lines: Vec<Line>,
}

/// A node that an actor holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldItem {
    pub node: NodeId,
    pub name: Text,
    /// What it holds or has done there.
    pub marks: Vec<Text>,
}

/// A step with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepItem {
    pub step: Step,
    pub text: Text,
    /// Attack points.
    pub cost: u32,
    /// Chance by the catalogue, before whatever stands in its way, per mille.
    pub chance: u32,
}

/// What an actor's seat is shown: from its mind, what it noticed turn by turn, and the public part alone.
#[must_use]
pub fn red_view(
    scenario: &Scenario,
    actor: ActorId,
    mind: &Mind,
    public: Public,
    found: &[(u16, Found)],
) -> RedView {
    let def = &scenario.actors[actor.index()];
    let inside = |node: &NodeId| !scenario.node(*node).outside;
    let held = nodes_in(&mind.held).filter(inside).map(|node| HeldItem {
        node,
        name: scenario.node(node).name.clone(),
        marks: marks(mind.grip(node)),
    });
    let known = nodes_in(&mind.known).filter(|node| inside(node) && !mind.holds(*node));
    let item = |step: &Step| item(scenario, *step);
    RedView {
        actor,
        name: def.name.clone(),
        about: def.about.clone(),
        clock: clock_view(scenario, public),
        is_seated: mind.is_seated,
        points: def.points * scenario.dials.tempo / 100,
        held: held.collect(),
        known: known.map(|node| scenario.node(node).name.clone()).collect(),
        credentials: mind.credentials.iter().map(|key| scenario.credentials[key].name.clone()).collect(),
        plan: mind.plan.iter().map(item).collect(),
        choices: plan::choices(scenario, actor, mind).iter().map(item).collect(),
        lines: found.iter().rev().filter_map(|(turn, found)| line(scenario, *turn, found)).collect(),
    }
}

/// A step in words.
#[must_use]
pub fn item(scenario: &Scenario, step: Step) -> StepItem {
    let (technique, node) = (&scenario.techniques[step.technique.index()], scenario.node(step.target));
    let text = both(
        format!("{} → {}", german(&technique.name), german(&node.name)),
        format!("{} → {}", english(&technique.name), english(&node.name)),
    );
    StepItem { step, text, cost: technique.cost, chance: technique.chance_ppm / 1000 }
}

fn marks(held: u8) -> Vec<Text> {
    let table = [
        (grip::ADMIN, "volle Rechte", "admin rights"),
        (grip::PERSISTENT, "kommt wieder", "persistent"),
        (grip::SCOUTED, "erkundet", "scouted"),
        (grip::LOOTED, "Zugangsdaten gesucht", "searched for credentials"),
        (grip::STAGED, "Daten bereitgelegt", "data staged"),
        (grip::STOLEN, "Daten kopiert", "data taken"),
        (grip::DONE, "Ziel erreicht", "goal reached"),
    ];
    table.iter().filter(|(bit, ..)| held & bit != 0).map(|(_, de, en)| both(*de, *en)).collect()
}

/// What it noticed, as a line.
fn line(scenario: &Scenario, turn: u16, found: &Found) -> Option<Line> {
    let of = |text: Text, tone: Tone, node: Option<NodeId>| Some(Line { turn, text, tone, node });
    match *found {
        Found::Tried { technique, target, outcome } => {
            let step = item(scenario, Step { technique, target }).text;
            let (de, en) =
                super::trainer::outcome(if outcome == Outcome::Vetoed { Outcome::NoAnswer } else { outcome });
            let tone = if outcome == Outcome::Worked { Tone::Good } else { Tone::Bad };
            of(both(format!("{}: {de}", step.de), format!("{}: {en}", step.en)), tone, Some(target))
        }
        Found::Lost { node, .. } => {
            let name = &scenario.node(node).name;
            let text =
                both(format!("Zugang verloren: {}", german(name)), format!("Access lost: {}", english(name)));
            of(text, Tone::Bad, Some(node))
        }
        _ => {
            let text = moves::learned(scenario, std::slice::from_ref(found)).pop()?;
            of(text, Tone::Plain, None)
        }
    }
}
