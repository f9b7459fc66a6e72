//! What people want an actor to do: the trainer who steers it, or whoever sits in its seat. From the
//! actor's own mind alone; what turns out to be impossible fails like every other move.

use super::Action;
use crate::rules::mind::{MAX_STEPS, Mind, Step, grip};
use crate::rules::order::Refusal;
use crate::rules::thought::{Basis, Thought, Weighed};
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, NodeId};
use crate::scenario::model::{Access, Reach};

/// The first step that the actor believes possible now, with the move it takes.
pub(super) fn next(scenario: &Scenario, actor: ActorId, mind: &Mind) -> Option<(Step, Action)> {
    mind.plan.iter().find_map(|step| Some((*step, Action::Move(way(scenario, actor, mind, *step)?))))
}

/// The move by which an actor believes it could take a step now.
fn way(scenario: &Scenario, actor: ActorId, mind: &Mind, step: Step) -> Option<u32> {
    let is_open = |index: &u32| {
        let mv = &scenario.moves.all[*index as usize];
        mv.technique == step.technique && is_open(scenario, mind, *index)
    };
    let mastered = scenario.actors[actor.index()].rank[step.technique.index()] != u8::MAX;
    moves(scenario, step.target).filter(|_| mastered).find(is_open)
}

/// Every move on a node, over links and on it.
fn moves(scenario: &Scenario, node: NodeId) -> impl Iterator<Item = u32> + use<> {
    let (into, on) = (scenario.moves.into[node.index()], scenario.moves.on[node.index()]);
    (into.0..into.1).chain(on.0..on.1)
}

fn is_open(scenario: &Scenario, mind: &Mind, index: u32) -> bool {
    let mv = &scenario.moves.all[index as usize];
    let def = &scenario.techniques[mv.technique.index()];
    let held = mind.grip(mv.source);
    let enough = if def.access == Access::Admin { grip::ADMIN } else { grip::ACCESS };
    let has_key = !def.credential || mind.credentials.meets(scenario.node(mv.target).accepts);
    held & enough != 0 && has_key && def.reach != Reach::Home
}

/// Everything that an actor could be told to do now, by target and technique.
#[must_use]
pub fn choices(scenario: &Scenario, actor: ActorId, mind: &Mind) -> Vec<Step> {
    let rank = &scenario.actors[actor.index()].rank;
    let mut steps: Vec<Step> = Vec::new();
    for target in crate::rules::mind::nodes_in(&mind.known) {
        let from = steps.len();
        for index in moves(scenario, target).filter(|index| is_open(scenario, mind, *index)) {
            let step = Step { technique: scenario.moves.all[index as usize].technique, target };
            if rank[step.technique.index()] != u8::MAX && !steps[from..].contains(&step) {
                steps.push(step);
            }
        }
    }
    steps
}

/// Whether a step may be added to an actor's plan: it knows the target and how it is done.
///
/// # Errors
/// Why not.
pub fn accept(scenario: &Scenario, actor: ActorId, mind: &Mind, step: Step) -> Result<(), Refusal> {
    if step.technique.index() >= scenario.techniques.len() || step.target.index() >= scenario.nodes.len() {
        return Err(Refusal::NotYours);
    }
    let limit = u8::try_from(MAX_STEPS).unwrap_or(u8::MAX);
    let mastered = scenario.actors[actor.index()].rank[step.technique.index()] != u8::MAX;
    let fits = |index: u32| scenario.moves.all[index as usize].technique == step.technique;
    match () {
        () if mind.plan.len() >= MAX_STEPS => Err(Refusal::TooMany { limit }),
        () if mind.plan.contains(&step) => Err(Refusal::Running),
        () if !mastered || !mind.knows(step.target) => Err(Refusal::NotYours),
        () if !moves(scenario, step.target).any(fits) => Err(Refusal::NotYours),
        () => Ok(()),
    }
}

/// For the trainer: it did what it was told.
pub(super) fn thought(actor: ActorId, mind: &Mind, step: Step) -> Thought {
    let chosen = Weighed { technique: step.technique, target: Some(step.target), worth: 0 };
    let possible = u16::try_from(mind.plan.len()).unwrap_or(u16::MAX);
    Thought { actor, by: Basis::Told, chosen, others: Vec::new(), possible, at: 0 }
}
