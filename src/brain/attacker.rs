//! Brains of attackers. All three look at the same candidates, the moves that the actor believes
//! possible; they differ in how they choose: by a fixed time table, by a kill chain in order of
//! preference, or by expected value with what experience has taught.

mod best;
mod options;
mod search;

use best::{Expectation, Preference, best};
use options::{Options, gives, goal, reach};

use crate::rules::attack::{Action, Attackers, Mood};
use crate::rules::dice::Dice;
use crate::rules::mind::{Mind, grip};
use crate::rules::thought::{Basis, Thought, Weighed};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{ActorDef, Gain, WantDef};
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
    /// From which turn on, and what a foothold on each node is worth then: wanted nodes most, the
    /// way there less.
    worth: Vec<(u16, Vec<u32>)>,
    /// Per node: gain that would fulfil the want there, its worth, and its first and last turn.
    want: Vec<(u16, u32, [u16; 2])>,
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
        let actors: Vec<ActorPlan> =
            scenario.actors.iter().map(|actor| plan(scenario, actor, style)).collect();
        let looks = actors.iter().any(|actor| actor.brain == Brain::Search);
        AttackPlan { actors, ahead: looks.then(|| Box::new(search::Foresight::new(scenario))) }
    }

    /// The same with the worth of goals, beside that of what leads there, in quarters of the usual.
    fn in_haste(scenario: &Scenario, brain: Brain, quarters: u32) -> Self {
        let mut plan = AttackPlan::new(scenario, Style::All(brain));
        let wants = plan.actors.iter_mut().flat_map(|actor| &mut actor.want);
        wants.for_each(|(_, worth, _)| *worth = *worth * quarters / 4);
        plan
    }
}

fn plan(scenario: &Scenario, actor: &ActorDef, style: Style) -> ActorPlan {
    let brain = match style {
        Style::Scenario => actor.brain,
        Style::All(brain) => brain,
    };
    // Whether somebody sits in the seat is the mind's to know; here is what it does by itself.
    let brain = if brain == Brain::Human { Brain::Adaptive } else { brain };
    let want = |node: usize| match actor.want_at[node] {
        0 => (0, 0, [u16::MAX; 2]),
        place => {
            let want = &actor.wants[usize::from(place) - 1];
            let narrow = |turn: u32| u16::try_from(turn).unwrap_or(u16::MAX);
            let turns = [want.not_before, want.not_after.unwrap_or(u32::MAX)].map(narrow);
            (goal(want.goal), want.worth * 20, turns)
        }
    };
    let home = |gain: Gain| {
        actor.techniques.iter().copied().find(|id| {
            let technique = &scenario.techniques[id.index()];
            technique.reach == crate::scenario::model::Reach::Home && technique.gives.contains(&gain)
        })
    };
    let nodes = scenario.nodes.len();
    let options = |range: &(u32, u32)| Options::new(scenario, actor, *range);
    let into: Vec<Options> = scenario.moves.into.iter().map(options).collect();
    ActorPlan {
        brain,
        reach: reach(&into),
        into,
        on: scenario.moves.on.iter().map(options).collect(),
        worth: worth_over_time(scenario, actor),
        want: (0..nodes).map(want).collect(),
        renew: [home(Gain::NewInfrastructure), home(Gain::NewTools)],
    }
}

/// How many turns before it wants something an actor begins to work its way there.
const LEAD_TURNS: u32 = 1;

/// What footholds are worth, anew whenever a want becomes current.
fn worth_over_time(scenario: &Scenario, actor: &ActorDef) -> Vec<(u16, Vec<u32>)> {
    let mut turns: Vec<u32> =
        actor.wants.iter().map(|want| want.not_before.saturating_sub(LEAD_TURNS)).collect();
    turns.extend(actor.wants.iter().filter_map(|want| Some(want.not_after? + 1)));
    turns.push(0);
    turns.sort_unstable();
    turns.dedup();
    let narrow = |turn: u32| u16::try_from(turn).unwrap_or(u16::MAX);
    turns.into_iter().map(|turn| (narrow(turn), worth_at(scenario, actor, turn))).collect()
}

/// Wanted nodes are worth their want; each link further away halves it.
fn worth_at(scenario: &Scenario, actor: &ActorDef, turn: u32) -> Vec<u32> {
    let mut worth = vec![0; scenario.nodes.len()];
    let mut queue: std::collections::VecDeque<NodeId> = std::collections::VecDeque::new();
    let is_current = |want: &&WantDef| {
        want.not_before <= turn + LEAD_TURNS && want.not_after.is_none_or(|last| turn <= last)
    };
    for want in actor.wants.iter().filter(is_current) {
        for node in &want.nodes {
            worth[node.index()] = worth[node.index()].max(want.worth * 8);
            queue.push_back(*node);
        }
    }
    while let Some(node) = queue.pop_front() {
        let next = worth[node.index()] / 2;
        for link in &scenario.moves.enter[node.index()] {
            let from = scenario.links[link.index()].from;
            if worth[from.index()] < next {
                worth[from.index()] = next;
                queue.push_back(from);
            }
        }
    }
    worth
}

impl ActorPlan {
    /// Gain that would fulfil the want on a node, its worth, and from when; nothing once it is over.
    #[inline]
    fn want(&self, node: NodeId, turn: u16) -> (u16, u32, u16) {
        let (wanted, worth, [from, last]) = self.want[node.index()];
        if turn > last { (0, 0, u16::MAX) } else { (wanted, worth, from) }
    }

    /// Gains that would still bring something on a node that is held.
    #[inline]
    fn useful(&self, node: NodeId, held: u8, turn: u16) -> u16 {
        let (wanted, _, from) = self.want(node, turn);
        let unless = |bit: u8, gain: u16| if held & bit == 0 { gain } else { 0 };
        let goal = if turn >= from { wanted } else { 0 };
        let goal = if wanted == gives::STEAL { goal & unless(grip::STOLEN, gives::STEAL) } else { goal };
        let stage =
            if wanted == gives::STEAL { unless(grip::STAGED | grip::STOLEN, gives::STAGING) } else { 0 };
        let ruin = if wanted & (gives::ENCRYPT | gives::WIPE) != 0 { gives::NO_BACKUP } else { 0 };
        let blind = if wanted != 0 { gives::BLIND } else { 0 };
        goal | stage
            | ruin
            | blind
            | unless(grip::SCOUTED, gives::DISCOVERY)
            | unless(grip::LOOTED, gives::CREDENTIALS)
            | unless(grip::ADMIN, gives::ADMIN)
            | unless(grip::PERSISTENT, gives::PERSISTENCE)
    }

    /// What the actor wants of a node that it need not enter for it, and what that is worth now.
    #[inline]
    fn prize(&self, node: NodeId, held: u8, turn: u16) -> (u16, u32) {
        let (wanted, worth, from) = self.want(node, turn);
        let is_over = held & grip::DONE != 0 || wanted == gives::STEAL && held & grip::STOLEN != 0;
        if turn >= from && !is_over { (wanted, worth) } else { (0, 0) }
    }

    /// What a local move with these gains would be worth here and now, when it was tried so often.
    #[inline]
    fn local_worth(&self, gives: u16, tried: u8, node: NodeId, held: u8, turn: u16, near: u32) -> u32 {
        let (wanted, worth, from) = self.want(node, turn);
        let near = near.max(8);
        let mut sum = 0;
        if gives & wanted != 0 && turn >= from && (wanted != gives::STEAL || held & grip::STOLEN == 0) {
            sum += worth;
        }
        if gives & gives::STAGING != 0 && wanted == gives::STEAL && held & (grip::STAGED | grip::STOLEN) == 0
        {
            sum += worth / 2;
        }
        if gives & gives::DISCOVERY != 0 && held & grip::SCOUTED == 0 {
            sum += near * 4;
        }
        if gives & gives::CREDENTIALS != 0 && held & grip::LOOTED == 0 {
            sum += near * 3;
        }
        if gives & gives::ADMIN != 0 && held & grip::ADMIN == 0 {
            sum += near * 2;
        }
        if gives & gives::PERSISTENCE != 0 && held & grip::PERSISTENT == 0 {
            sum += near / 2;
        }
        let ruin = wanted & (gives::ENCRYPT | gives::WIPE) != 0;
        if gives & gives::NO_BACKUP != 0 && ruin && tried < 4 {
            sum += (worth * 2) >> tried;
        }
        if gives & gives::BLIND != 0 && wanted != 0 && tried < 2 {
            sum += near;
        }
        sum
    }

    /// What footholds are worth in this turn.
    #[inline]
    fn worth_now(&self, turn: u16) -> &[u32] {
        let current = self.worth.iter().rev().find(|(from, _)| *from <= turn);
        &current.unwrap_or(&self.worth[0]).1
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
