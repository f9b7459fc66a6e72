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
/// How far into a node: user, admin, then each goal done there.
const LEVELS: usize = 7;
const USER: usize = 0;
const ADMIN: usize = 1;
/// Most credentials; each is a bit of a word.
const LOGINS: usize = 64;

/// What must be reached for a goal.
const fn level_of(goal: Goal) -> usize {
    match goal {
        Goal::Hold => USER,
        Goal::Steal => 2,
        Goal::Encrypt => 3,
        Goal::Wipe => 4,
        Goal::Manipulate => 5,
        Goal::Disrupt => 6,
    }
}

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
    to: Aim,
    /// Logins one of which is needed; none needed if empty.
    opened_by: Set64,
    step: PathStep,
}

/// What a step leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Aim {
    Spot(Spot),
    /// A credential is taken.
    Login(usize),
}

/// The step that leads to something, from where, and with which login if that came later.
#[derive(Debug, Clone, Copy)]
struct Before {
    at: Spot,
    step: PathStep,
    login: Option<usize>,
}

/// Everything that an actor, with those it takes over from, could ever do.
struct Reachable<'a> {
    scenario: &'a Scenario,
    starts: Vec<NodeId>,
    /// Logins held at the start.
    logins: Set64,
    edges: Vec<Vec<Edge>>,
}

/// Fills in ways, closed ends, choke points and unreached nodes.
pub(super) fn add(scenario: &Scenario, facts: &mut GraphFacts) {
    let mut guards: BTreeMap<NodeId, Vec<Wanted>> = BTreeMap::new();
    let mut seen = vec![false; scenario.nodes.len()];
    for actor in (0..scenario.actors.len()).map(ActorId::at) {
        let reachable = Reachable::new(scenario, actor);
        let found = reachable.search(None);
        for (node, seen) in (0..scenario.nodes.len()).map(NodeId::at).zip(&mut seen) {
            *seen |= (0..LEVELS).any(|level| found.reaches(spot(node, level)));
        }
        let first = facts.paths.len();
        for (wanted, goal) in wants(scenario, actor) {
            let end = spot(wanted.node, level_of(goal));
            if !found.reaches(end) {
                facts.closed.push(wanted);
                continue;
            }
            let steps = found.way(end);
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
        let found = reachable.search(Some(node));
        let lost = paths.iter().filter(|path| {
            let end = spot(path.wanted.node, level_of(path.goal));
            path.wanted.node != node && !found.reaches(end)
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
        let logins = team.iter().fold(Set64::default(), |logins, actor| {
            Set64(logins.0 | scenario.actors[actor.index()].credentials.0)
        });
        let mut reachable = Reachable { scenario, starts, logins, edges: Vec::new() };
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
        let target = self.scenario.node(mv.target);
        let opened_by = if def.credential { target.accepts } else { Set64::default() };
        let mut aims: Vec<Aim> = Vec::new();
        for gain in &def.gives {
            match gain {
                Gain::User => aims.push(Aim::Spot(spot(mv.target, USER))),
                Gain::Admin => aims.extend([USER, ADMIN].map(|level| Aim::Spot(spot(mv.target, level)))),
                Gain::Credentials => aims.extend(target.holds.iter().map(Aim::Login)),
                _ => {}
            }
            let done = goals.iter().filter(|goal| fulfils(*gain, **goal));
            aims.extend(done.map(|goal| Aim::Spot(spot(mv.target, level_of(*goal)))));
        }
        for level in levels {
            let edges = aims.iter().map(|to| Edge { to: *to, opened_by, step });
            self.edges[spot(from, level)].extend(edges);
        }
    }

    /// Every spot that can be reached, likeliest first; without ever being on one node, if that is
    /// given. A step that needs a login waits until one of them was taken somewhere.
    fn search(&self, without: Option<NodeId>) -> Found {
        let mut found = Found::new(self.edges.len());
        let mut open = BinaryHeap::new();
        for start in &self.starts {
            for level in [USER, ADMIN] {
                found.cost[spot(*start, level)] = 0;
                open.push(Reverse((0, Aim::Spot(spot(*start, level)))));
            }
        }
        let mut logins = self.logins;
        let mut waiting: Vec<(Spot, &Edge)> = Vec::new();
        while let Some(Reverse((so_far, aim))) = open.pop() {
            let (edges, login): (Vec<(Spot, &Edge)>, Option<usize>) = match aim {
                Aim::Spot(at) if so_far > found.cost[at] => continue,
                Aim::Spot(at) => (self.edges[at].iter().map(|edge| (at, edge)).collect(), None),
                Aim::Login(login) if logins.has(login) => continue,
                Aim::Login(login) => {
                    logins = logins.with(login);
                    let opens = |(_, edge): &mut (Spot, &Edge)| edge.opened_by.has(login);
                    (waiting.extract_if(.., opens).collect(), Some(login))
                }
            };
            for (at, edge) in edges {
                if without == Some(edge.step.to) {
                    continue;
                }
                if !edge.opened_by.is_empty() && !edge.opened_by.meets(logins) {
                    waiting.push((at, edge));
                    continue;
                }
                let total = so_far.saturating_add(cost(edge.step.odds_ppm)).saturating_add(STEP);
                if found.improve(edge.to, total, Before { at, step: edge.step, login }) {
                    open.push(Reverse((total, edge.to)));
                }
            }
        }
        found
    }
}

/// What a search came to.
struct Found {
    cost: Vec<u64>,
    before: Vec<Option<Before>>,
    login_cost: Vec<u64>,
    login_before: Vec<Option<Before>>,
}

impl Found {
    fn new(spots: usize) -> Found {
        Found {
            cost: vec![u64::MAX; spots],
            before: vec![None; spots],
            login_cost: vec![u64::MAX; LOGINS],
            login_before: vec![None; LOGINS],
        }
    }

    fn reaches(&self, at: Spot) -> bool {
        self.cost[at] < u64::MAX
    }

    /// Notes a way if it is better than what is known.
    fn improve(&mut self, aim: Aim, total: u64, by: Before) -> bool {
        let (cost, before) = match aim {
            Aim::Spot(at) => (&mut self.cost[at], &mut self.before[at]),
            Aim::Login(login) => (&mut self.login_cost[login], &mut self.login_before[login]),
        };
        if total >= *cost {
            return false;
        }
        (*cost, *before) = (total, Some(by));
        true
    }

    /// All steps that lead there, those that bring the needed logins first.
    fn way(&self, end: Spot) -> Vec<PathStep> {
        let mut steps = Vec::new();
        self.gather(self.before[end], &mut steps);
        steps
    }

    fn gather(&self, before: Option<Before>, steps: &mut Vec<PathStep>) {
        let Some(Before { at, step, login }) = before else { return };
        if let Some(login) = login {
            self.gather(self.login_before[login], steps);
        }
        self.gather(self.before[at], steps);
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
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
