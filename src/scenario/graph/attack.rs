//! Attackers' ways: a graph of how far into which node an actor can be, searched for the likeliest way.

use super::{AttackPath, ChokePoint, GraphFacts, PathStep, Wanted};
use crate::scenario::ids::*;
use crate::scenario::model::{Access, Gain, Goal, Move, Reach, Scenario};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BinaryHeap;

/// Everything is certain from here, parts per million.
const CERTAIN_PPM: u32 = 1_000_000;
/// Cost of a step that halves the chance.
const HALF: u64 = 1 << 16;
/// Cost of any step, so that of two equally likely ways the shorter counts.
const STEP: u64 = 64;
/// How far into a node: not at all counts nothing, then user, then admin, then the goal there.
const LEVELS: usize = 3;
const USER: usize = 0;
const ADMIN: usize = 1;
/// What an actor is after is done.
const DONE: usize = 2;

/// Cost of a chance: how often it halves certainty, in 65,536ths. Whole numbers, by repeated squaring,
/// so that it is the same everywhere.
pub(super) fn cost(chance_ppm: u32) -> u64 {
    if chance_ppm == 0 {
        return u64::MAX;
    }
    // The chance as a binary fraction: 1 << 31 is certain.
    let mut part = (u64::from(chance_ppm.min(CERTAIN_PPM)) << 31) / u64::from(CERTAIN_PPM);
    let mut halvings = 0;
    while part < 1 << 30 {
        part <<= 1;
        halvings += 1;
    }
    // Now between a half and one: the fraction's binary digits.
    let mut cost = halvings * HALF;
    let mut digit = HALF / 2;
    if part < 1 << 31 {
        while digit > 0 {
            part = (part * part) >> 31;
            if part < 1 << 30 {
                part <<= 1;
                cost += digit;
            }
            digit /= 2;
        }
    }
    cost
}

/// How far an actor is into which node.
type Spot = usize;

fn spot(node: NodeId, level: usize) -> Spot {
    node.index() * LEVELS + level
}

/// A step that an actor can take.
struct Edge {
    to: Spot,
    step: PathStep,
}

/// Everything that an actor, with those it takes over from, could ever do.
struct Reachable<'a> {
    scenario: &'a Scenario,
    starts: Vec<NodeId>,
    edges: Vec<Vec<Edge>>,
}

/// Fills in ways, closed ends, choke points and unreached nodes.
pub(super) fn add(scenario: &Scenario, facts: &mut GraphFacts) {
    let mut guards: BTreeMap<NodeId, Vec<Wanted>> = BTreeMap::new();
    let mut seen = vec![false; scenario.nodes.len()];
    for actor in (0..scenario.actors.len()).map(ActorId::at) {
        let reachable = Reachable::new(scenario, actor);
        let (cost, before) = reachable.search(None);
        for (node, seen) in (0..scenario.nodes.len()).map(NodeId::at).zip(&mut seen) {
            *seen |= (0..LEVELS).any(|level| cost[spot(node, level)] < u64::MAX);
        }
        let first = facts.paths.len();
        for (wanted, goal) in wants(scenario, actor) {
            let end = spot(wanted.node, if goal == Goal::Hold { USER } else { DONE });
            if cost[end] == u64::MAX {
                facts.closed.push(wanted);
                continue;
            }
            let steps = trace(&before, end);
            let odds = steps.iter().fold(u64::from(CERTAIN_PPM), |odds, step| {
                odds * u64::from(step.odds_ppm) / u64::from(CERTAIN_PPM)
            });
            let odds_ppm = u32::try_from(odds).unwrap_or(CERTAIN_PPM);
            facts.paths.push(AttackPath { wanted, goal, odds_ppm, steps });
        }
        choke(&reachable, &facts.paths[first..], &mut guards);
    }
    facts.unreached = (0..scenario.nodes.len()).filter(|node| !seen[*node]).map(NodeId::at).collect();
    facts.choke_points = guards.into_iter().map(|(node, guards)| ChokePoint { node, guards }).collect();
    facts.choke_points.sort_by_key(|point| Reverse(point.guards.len()));
}

/// What an actor is after, node by node.
fn wants(scenario: &Scenario, actor: ActorId) -> impl Iterator<Item = (Wanted, Goal)> {
    let wants = scenario.actors[actor.index()].wants.iter().zip(0u8..);
    wants.flat_map(move |(want, place)| {
        want.nodes.iter().map(move |node| (Wanted { actor, want: place, node: *node }, want.goal))
    })
}

/// Nodes on the likeliest ways without which there is no way.
fn choke(reachable: &Reachable<'_>, paths: &[AttackPath], guards: &mut BTreeMap<NodeId, Vec<Wanted>>) {
    let mut on_a_way: Vec<NodeId> = paths.iter().flat_map(|path| &path.steps).map(|step| step.to).collect();
    on_a_way.sort_unstable();
    on_a_way.dedup();
    on_a_way.retain(|node| !reachable.starts.contains(node));
    for node in on_a_way {
        let (cost, _) = reachable.search(Some(node));
        let lost = paths.iter().filter(|path| {
            let end = spot(path.wanted.node, if path.goal == Goal::Hold { USER } else { DONE });
            path.wanted.node != node && cost[end] == u64::MAX
        });
        let lost: Vec<Wanted> = lost.map(|path| path.wanted).collect();
        if !lost.is_empty() {
            guards.entry(node).or_default().extend(lost);
        }
    }
}

impl<'a> Reachable<'a> {
    fn new(scenario: &'a Scenario, actor: ActorId) -> Reachable<'a> {
        let mut team = vec![actor];
        while let Some(from) = scenario.actors[team[team.len() - 1].index()].buys_from {
            if team.contains(&from) {
                break;
            }
            team.push(from);
        }
        let mut starts: Vec<NodeId> =
            team.iter().flat_map(|actor| scenario.actors[actor.index()].start.iter().copied()).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut reachable = Reachable { scenario, starts, edges: Vec::new() };
        reachable.edges.resize_with(scenario.nodes.len() * LEVELS, Vec::new);
        let goals: BTreeMap<NodeId, Vec<Goal>> =
            wants(scenario, actor).fold(BTreeMap::new(), |mut goals, (wanted, goal)| {
                goals.entry(wanted.node).or_default().push(goal);
                goals
            });
        for mv in &scenario.moves.all {
            let odds_ppm = team.iter().map(|actor| odds(scenario, *actor, mv)).max().unwrap_or(0);
            if odds_ppm > 0 {
                reachable.add(mv, odds_ppm, goals.get(&mv.target).map_or(&[], Vec::as_slice));
            }
        }
        reachable
    }

    fn add(&mut self, mv: &Move, odds_ppm: u32, goals: &[Goal]) {
        let def = &self.scenario.techniques[mv.technique.index()];
        let from = if def.reach == Reach::Link { mv.source } else { mv.target };
        let step = PathStep { technique: mv.technique, from, to: mv.target, odds_ppm };
        let levels = if def.access == Access::Admin { ADMIN..=ADMIN } else { USER..=ADMIN };
        for level in levels {
            let mut edge = |to| self.edges[spot(from, level)].push(Edge { to: spot(mv.target, to), step });
            for gain in &def.gives {
                match gain {
                    Gain::User => edge(USER),
                    Gain::Admin => {
                        edge(USER);
                        edge(ADMIN);
                    }
                    _ => {}
                }
                if goals.iter().any(|goal| fulfils(*gain, *goal)) {
                    edge(DONE);
                }
            }
        }
    }

    /// Least cost of every spot, and the step that leads to it on the way of least cost; without
    /// ever being on one node, if that is given.
    fn search(&self, without: Option<NodeId>) -> (Vec<u64>, Vec<Option<(Spot, PathStep)>>) {
        let mut cost_of = vec![u64::MAX; self.edges.len()];
        let mut before = vec![None; self.edges.len()];
        let mut open = BinaryHeap::new();
        for start in &self.starts {
            for level in [USER, ADMIN] {
                cost_of[spot(*start, level)] = 0;
                open.push(Reverse((0, spot(*start, level))));
            }
        }
        while let Some(Reverse((so_far, at))) = open.pop() {
            if so_far > cost_of[at] {
                continue;
            }
            for edge in &self.edges[at] {
                if without == Some(edge.step.to) {
                    continue;
                }
                let total = so_far.saturating_add(cost(edge.step.odds_ppm)).saturating_add(STEP);
                if total < cost_of[edge.to] {
                    cost_of[edge.to] = total;
                    before[edge.to] = Some((at, edge.step));
                    open.push(Reverse((total, edge.to)));
                }
            }
        }
        (cost_of, before)
    }
}

fn trace(before: &[Option<(Spot, PathStep)>], end: Spot) -> Vec<PathStep> {
    let mut steps = Vec::new();
    let mut at = end;
    while let Some((earlier, step)) = before[at] {
        steps.push(step);
        at = earlier;
    }
    steps.reverse();
    steps
}

/// Chance of a move for an actor against the target's own controls; nothing for what it has not learned.
fn odds(scenario: &Scenario, actor: ActorId, mv: &Move) -> u32 {
    let def = &scenario.actors[actor.index()];
    if def.rank[mv.technique.index()] == u8::MAX {
        return 0;
    }
    let base = u64::from(scenario.techniques[mv.technique.index()].chance_ppm);
    let left = base * u64::from(mv.left_ppm) / u64::from(CERTAIN_PPM) * u64::from(def.skill) / 1000;
    u32::try_from(left).unwrap_or(u32::MAX).min(CERTAIN_PPM)
}

const fn fulfils(gain: Gain, goal: Goal) -> bool {
    matches!(
        (gain, goal),
        (Gain::Exfiltration(_), Goal::Steal)
            | (Gain::Encryption, Goal::Encrypt)
            | (Gain::Wiping, Goal::Wipe)
            | (Gain::Manipulation, Goal::Manipulate)
            | (Gain::Disruption(_), Goal::Disrupt)
    )
}
