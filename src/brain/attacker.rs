//! Brains of attackers. All three look at the same candidates, the moves that the actor believes
//! possible; they differ in how they choose: by a fixed time table, by a kill chain in order of
//! preference, or by expected value with what experience has taught.

mod best;
mod options;
mod place;
mod search;

use best::{Expectation, Preference, best};
use options::{Options, gives, reach};
use place::{Stretch, stretches};

use crate::rules::attack::{Action, Attackers, Mood};
use crate::rules::dice::Dice;
use crate::rules::mind::{Mind, grip};
use crate::rules::thought::{Basis, Thought, Weighed};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{ActorDef, Gain};
use crate::scenario::words::Brain;

/// Which brain plays the attackers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Each actor as the file says.
    Scenario,
    /// All actors by this brain.
    All(Brain),
}

impl Style {
    /// The style of a name as on the command line and in logs.
    ///
    /// # Errors
    /// The names that would have been right.
    pub fn parse(name: &str) -> Result<Style, String> {
        if name == "scenario" {
            return Ok(Style::Scenario);
        }
        // A person takes an actor's seat in an exercise; by itself nothing plays like one.
        let brains = || Brain::ALL.iter().filter(|brain| **brain != Brain::Human);
        brains().find(|brain| brain.slug() == name).map(|brain| Style::All(*brain)).ok_or_else(|| {
            let names: Vec<&str> = brains().map(|brain| brain.slug()).collect();
            format!("no attacker \"{name}\"; there are scenario, {}", names.join(", "))
        })
    }
}

/// One actor's plan: its possible moves by target, and what each node is worth to it.
#[derive(Debug, Clone)]
struct ActorPlan {
    brain: Brain,
    /// Per node: ways in.
    into: Vec<Options>,
    /// Per node: nodes into which there are ways from it, as bits; only words with some, ascending.
    reach: Vec<Vec<(u16, u64)>>,
    /// Per node: what can be done there once inside.
    on: Vec<Options>,
    /// What it wants over time; one stretch at least, from turn 0 on.
    stretches: Vec<Stretch>,
    /// Techniques for new infrastructure and tools.
    renew: [Option<TechniqueId>; 2],
}

/// Everything the attackers' brains know by heart of a scenario.
#[derive(Debug, Clone)]
pub struct AttackPlan {
    actors: Vec<ActorPlan>,
    /// What an actor that looks ahead expects of everybody, and the ways it knows to go about a turn.
    ahead: Option<Box<search::Foresight>>,
}

impl AttackPlan {
    /// Lays out an attack for a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario, style: Style) -> Self {
        let mut plan = AttackPlan::of(scenario, style, USUAL);
        if plan.actors.iter().any(|actor| actor.brain == Brain::Search) {
            plan.ahead = Some(Box::new(search::Foresight::new(scenario)));
        }
        plan
    }

    /// The same, but who would look ahead acts by experience: where many futures are played.
    #[must_use]
    pub fn without_foresight(scenario: &Scenario) -> Self {
        AttackPlan::of(scenario, Style::Scenario, USUAL)
    }

    /// By one brain, with the worth of goals, beside that of what leads there, in quarters of the usual.
    fn in_haste(scenario: &Scenario, brain: Brain, quarters: u32) -> Self {
        AttackPlan::of(scenario, Style::All(brain), quarters)
    }

    fn of(scenario: &Scenario, style: Style, quarters: u32) -> Self {
        let actors = scenario.actors.iter().map(|actor| plan(scenario, actor, style, quarters)).collect();
        AttackPlan { actors, ahead: None }
    }
}

/// Goals are worth what the file says.
const USUAL: u32 = 4;

fn plan(scenario: &Scenario, actor: &ActorDef, style: Style, quarters: u32) -> ActorPlan {
    let brain = match style {
        Style::Scenario => actor.brain,
        Style::All(brain) => brain,
    };
    // Whether somebody sits in the seat is the mind's to know; here is what it does by itself.
    let brain = if brain == Brain::Human { Brain::Adaptive } else { brain };
    let home = |gain: Gain| {
        actor.techniques.iter().copied().find(|id| {
            let technique = &scenario.techniques[id.index()];
            technique.reach == crate::scenario::model::Reach::Home && technique.gives.contains(&gain)
        })
    };
    let options = |range: &(u32, u32)| Options::new(scenario, actor, *range);
    let into: Vec<Options> = scenario.moves.into.iter().map(options).collect();
    let on: Vec<Options> = scenario.moves.on.iter().map(options).collect();
    ActorPlan {
        brain,
        reach: reach(&into),
        stretches: stretches(scenario, actor, quarters, [&into, &on]),
        into,
        on,
        renew: [home(Gain::NewInfrastructure), home(Gain::NewTools)],
    }
}

impl ActorPlan {
    /// What it wants in a turn.
    #[inline]
    fn stretch(&self, turn: u16) -> &Stretch {
        let current = self.stretches.iter().rev().find(|stretch| stretch.from <= turn);
        current.unwrap_or(&self.stretches[0])
    }
}

impl Attackers for AttackPlan {
    fn next(
        &self,
        scenario: &Scenario,
        actor: ActorId,
        mind: &Mind,
        turn: u16,
        mood: Mood,
    ) -> Option<Action> {
        let plan = &self.actors[actor.index()];
        match plan.brain {
            Brain::Search => match &self.ahead {
                Some(ahead) if ahead.lies_low(mood) => None,
                Some(ahead) => ahead.way(mood).next(scenario, actor, mind, turn, mood),
                None => adaptive(scenario, plan, mind, turn),
            },
            Brain::Script => script(scenario, actor, plan, mind, turn),
            Brain::Playbook => best::<Preference>(scenario, plan, mind, turn),
            Brain::Adaptive | Brain::Human => adaptive(scenario, plan, mind, turn),
        }
    }

    fn mood(&self, scenario: &Scenario, actor: ActorId, mind: &Mind, turn: u16, dice: &Dice) -> Mood {
        match &self.ahead {
            Some(ahead) if self.actors[actor.index()].brain == Brain::Search => {
                ahead.mood(scenario, actor, mind, turn, dice)
            }
            _ => Mood::default(),
        }
    }

    fn why(
        &self,
        scenario: &Scenario,
        actor: ActorId,
        mind: &Mind,
        turn: u16,
        mood: Mood,
        action: Action,
    ) -> Option<Thought> {
        let plan = &self.actors[actor.index()];
        if let (Brain::Search, Some(ahead)) = (plan.brain, &self.ahead) {
            let by = Basis::Rollouts(mood.0);
            let thought = ahead.way(mood).why(scenario, actor, mind, turn, mood, action);
            return thought.map(|thought| Thought { by, ..thought });
        }
        let (by, weighing) = why(scenario, plan, mind, turn, action);
        let Weighing { chosen, others, possible } = weighing;
        Some(Thought { actor, by, chosen, others, possible, at: 0 })
    }
}

/// How many of the actions it did not take an actor tells of.
const TOLD: usize = 3;

fn why(scenario: &Scenario, plan: &ActorPlan, mind: &Mind, turn: u16, action: Action) -> (Basis, Weighing) {
    let home = |technique| Weighed { technique, target: None, worth: 0 };
    let weighed = |(worth, index): &(u32, u32)| {
        let mv = scenario.moves.all[*index as usize];
        Weighed { technique: mv.technique, target: Some(mv.target), worth: *worth }
    };
    let index = match action {
        Action::Home(technique) => return (Basis::Renewal, Weighing::alone(home(technique))),
        Action::Move(index) => index,
    };
    let (basis, all) = match plan.brain {
        Brain::Script => return (Basis::Script, Weighing::alone(weighed(&(0, index)))),
        Brain::Playbook => (Basis::Preference, best::weighed::<Preference>(scenario, plan, mind, turn)),
        Brain::Adaptive | Brain::Search | Brain::Human => {
            (Basis::Expectation, best::weighed::<Expectation>(scenario, plan, mind, turn))
        }
    };
    let chosen = all.iter().find(|(_, of)| *of == index).map_or_else(|| weighed(&(0, index)), weighed);
    let others = all.iter().filter(|(_, of)| *of != index).take(TOLD).map(weighed).collect();
    (basis, Weighing { chosen, others, possible: u16::try_from(all.len()).unwrap_or(u16::MAX) })
}

/// What was weighed.
struct Weighing {
    chosen: Weighed,
    others: Vec<Weighed>,
    possible: u16,
}

impl Weighing {
    const fn alone(chosen: Weighed) -> Self {
        Weighing { chosen, others: Vec::new(), possible: 1 }
    }
}

/// Gets new means where the old are burned, else does what is worth most by experience.
fn adaptive(scenario: &Scenario, plan: &ActorPlan, mind: &Mind, turn: u16) -> Option<Action> {
    renewal(plan, mind).or_else(|| best::<Expectation>(scenario, plan, mind, turn))
}

/// An adaptive actor whose means are burned gets new ones first.
fn renewal(plan: &ActorPlan, mind: &Mind) -> Option<Action> {
    (0..2).filter(|kind| mind.burned >> kind & 1 == 1).find_map(|kind| plan.renew[kind]).map(Action::Home)
}

/// The time table: the first try of this turn's lines that has not been made and could be.
fn script(scenario: &Scenario, actor: ActorId, plan: &ActorPlan, mind: &Mind, turn: u16) -> Option<Action> {
    let steps = &scenario.actors[actor.index()].script;
    let due = steps.iter().filter(|step| step.turn <= u32::from(turn));
    for step in due {
        for (technique, target) in &step.tries {
            let index = target.index();
            let fits = [&plan.into[index], &plan.on[index]].into_iter().find_map(|options| {
                let candidate = options.candidates.iter().find(|option| option.technique == *technique)?;
                Some((candidate.gives, options.way(scenario, mind, *target, candidate)?))
            });
            let Some((gives, way)) = fits else { continue };
            if is_done(mind, *target, gives) {
                break;
            }
            return Some(Action::Move(way));
        }
    }
    None
}

/// A script's line has been achieved.
fn is_done(mind: &Mind, target: NodeId, gives: u16) -> bool {
    let held = mind.grip(target);
    // What brings full rights is not done with a foothold.
    let gives = if gives & gives::ADMIN != 0 { gives & !gives::FOOTHOLD } else { gives };
    let achieved = [
        (gives::ADMIN, grip::ADMIN),
        (gives::FOOTHOLD, grip::ACCESS),
        (gives::DISCOVERY, grip::SCOUTED),
        (gives::CREDENTIALS, grip::LOOTED),
        (gives::PERSISTENCE, grip::PERSISTENT),
        (gives::STAGING, grip::STAGED),
        (gives::STEAL, grip::STOLEN),
        (gives::ENCRYPT | gives::WIPE | gives::MANIPULATE | gives::DISRUPT, grip::DONE),
    ];
    achieved.iter().any(|(gain, bits)| gives & gain != 0 && held & bits != 0)
        || mind.failures[target.index()] > 8
}
