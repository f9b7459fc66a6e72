//! How far each actor could ever get if everything it tries works: what it wants and can never do,
//! steps of scripts that cannot be done, nodes that nobody can reach.

use super::book::Book;
use super::desk::{Desk, Where};
use crate::scenario::ids::*;
use crate::scenario::model::*;
use crate::scenario::problem::{Code, Level};

/// Access of one actor to one node.
const NO: u8 = 0;
const USER: u8 = 1;
const ADMIN: u8 = 2;

/// What one actor could hold at most.
#[derive(Clone, PartialEq, Eq)]
struct Reachable {
    access: Vec<u8>,
    credentials: Set64,
    /// Per technique: the actor can use it.
    masters: Vec<bool>,
}

/// Reports what is out of reach.
pub(super) fn check(desk: &mut Desk<'_>, book: &Book<'_>, scenario: &Scenario) {
    if scenario.actors.is_empty() {
        return;
    }
    let reached = reached(scenario);
    for (index, actor) in scenario.actors.iter().enumerate() {
        let at = &book.actors[index].at;
        wants(desk, at, scenario, actor, &reached[index]);
        script(desk, at, book, scenario, index);
    }
    unreached(desk, book, scenario, &reached);
}

/// The most that each actor could hold: everything it tries works, again and again.
fn reached(scenario: &Scenario) -> Vec<Reachable> {
    let mut from: Vec<Vec<u32>> = vec![Vec::new(); scenario.nodes.len()];
    for (index, mv) in (0..).zip(&scenario.moves.all) {
        from[mv.source.index()].push(index);
    }
    let mut reached: Vec<Reachable> = scenario.actors.iter().map(|actor| start(scenario, actor)).collect();
    loop {
        let before = reached.clone();
        for (index, actor) in scenario.actors.iter().enumerate() {
            if let Some(seller) = actor.buys_from {
                let bought = reached[seller.index()].clone();
                take_over(&mut reached[index], &bought);
            }
            spread(scenario, &from, &mut reached[index]);
        }
        if before == reached {
            return reached;
        }
    }
}

fn start(scenario: &Scenario, actor: &ActorDef) -> Reachable {
    let mut access = vec![NO; scenario.nodes.len()];
    for node in &actor.start {
        access[node.index()] = ADMIN;
    }
    let mut masters = vec![false; scenario.techniques.len()];
    let scripted = actor.script.iter().flat_map(|step| &step.tries).map(|(technique, _)| technique);
    for technique in actor.techniques.iter().chain(scripted) {
        masters[technique.index()] = true;
    }
    Reachable { access, credentials: actor.credentials, masters }
}

fn take_over(into: &mut Reachable, from: &Reachable) {
    into.credentials = Set64(into.credentials.0 | from.credentials.0);
    for (into, from) in into.access.iter_mut().zip(&from.access) {
        *into = (*into).max(*from);
    }
}

/// Goes on from every node that is held, and again from all of them after each new credential.
fn spread(scenario: &Scenario, from: &[Vec<u32>], reached: &mut Reachable) {
    let held = |reached: &Reachable| -> Vec<usize> {
        (0..reached.access.len()).filter(|index| reached.access[*index] > NO).collect()
    };
    let mut open = held(reached);
    while let Some(node) = open.pop() {
        for index in &from[node] {
            let mv = &scenario.moves.all[*index as usize];
            let credentials = reached.credentials;
            if is_possible(scenario, reached, mv) && gain(scenario, reached, mv) {
                open.push(mv.target.index());
            }
            if credentials != reached.credentials {
                open.extend(held(reached));
            }
        }
    }
}

fn is_possible(scenario: &Scenario, reached: &Reachable, mv: &Move) -> bool {
    let technique = &scenario.techniques[mv.technique.index()];
    let needed = if technique.access == Access::Admin { ADMIN } else { USER };
    let opens = !technique.credential || scenario.node(mv.target).accepts.meets(reached.credentials);
    let works = technique.chance_ppm > 0 && mv.left_ppm > 0;
    reached.masters[mv.technique.index()] && works && opens && reached.access[mv.source.index()] >= needed
}

/// Adds what a move gives; whether anything was new.
fn gain(scenario: &Scenario, reached: &mut Reachable, mv: &Move) -> bool {
    let place = mv.target.index();
    let (access, credentials) = (reached.access[place], reached.credentials);
    for gain in &scenario.techniques[mv.technique.index()].gives {
        match gain {
            Gain::User => reached.access[place] = reached.access[place].max(USER),
            Gain::Admin => reached.access[place] = ADMIN,
            Gain::Credentials => {
                reached.credentials = Set64(reached.credentials.0 | scenario.nodes[place].holds.0);
            }
            _ => {}
        }
    }
    access != reached.access[place] || credentials != reached.credentials
}

fn serves(goal: Goal, gain: &Gain) -> bool {
    match goal {
        Goal::Steal => matches!(gain, Gain::Exfiltration(_)),
        Goal::Encrypt => matches!(gain, Gain::Encryption),
        Goal::Wipe => matches!(gain, Gain::Wiping),
        Goal::Manipulate => matches!(gain, Gain::Manipulation),
        Goal::Disrupt => matches!(gain, Gain::Disruption(_)),
        Goal::Hold => matches!(gain, Gain::User | Gain::Admin),
    }
}

/// Whether the actor could ever do this at the node.
fn can(scenario: &Scenario, reached: &Reachable, goal: Goal, node: NodeId) -> bool {
    if goal == Goal::Hold {
        return reached.access[node.index()] > NO;
    }
    let moves = &scenario.moves;
    let ((from, _), (_, to)) = (moves.into[node.index()], moves.on[node.index()]);
    let gives =
        |mv: &&Move| scenario.techniques[mv.technique.index()].gives.iter().any(|gain| serves(goal, gain));
    let moves = &moves.all[from as usize..to as usize];
    moves.iter().filter(gives).any(|mv| is_possible(scenario, reached, mv))
}

fn wants(desk: &mut Desk<'_>, at: &Where<'_>, scenario: &Scenario, actor: &ActorDef, reached: &Reachable) {
    let list = at.field("wants");
    let mut any = actor.wants.is_empty();
    for (index, want) in actor.wants.iter().enumerate() {
        let here = list.index(index);
        let masters = |technique: &TechniqueId| {
            scenario.techniques[technique.index()].gives.iter().any(|gain| serves(want.goal, gain))
        };
        if !actor.techniques.iter().any(masters) {
            let message = format!("`{}` masters no technique that could do this", actor.id);
            desk.report(Code::NoMeans, &here.field("goal"), message)
                .help(format!("add one of: {}", techniques_for(scenario, want.goal).join(", ")));
            continue;
        }
        let can = |node: &NodeId| can(scenario, reached, want.goal, *node);
        let (able, unable): (Vec<NodeId>, Vec<NodeId>) = want.nodes.iter().copied().partition(can);
        any |= !able.is_empty();
        if unable.is_empty() {
            continue;
        }
        let message = format!("`{}` has no way to do this at {}", actor.id, named(scenario, &unable));
        let level = if able.is_empty() { Level::Warning } else { Level::Note };
        desk.report(Code::Unreachable, &here.field("nodes"), message)
            .level(level)
            .help("follow the links from its start: each step needs a service, a weakness or a credential");
    }
    if !any {
        let message = format!("`{}` can do nothing of what it wants", actor.id);
        desk.report(Code::ActorStuck, &list, message)
            .help("add links, weaknesses, credentials or techniques, or take the actor out");
    }
}

fn techniques_for(scenario: &Scenario, goal: Goal) -> Vec<&str> {
    const FEW: usize = 6;
    let gives = |technique: &&TechniqueDef| technique.gives.iter().any(|gain| serves(goal, gain));
    scenario.techniques.iter().filter(gives).map(|technique| technique.id.as_str()).take(FEW).collect()
}

/// A few ids for a message.
pub(super) fn named(scenario: &Scenario, nodes: &[NodeId]) -> String {
    const FEW: usize = 6;
    let names: Vec<String> =
        nodes.iter().take(FEW).map(|node| format!("`{}`", scenario.node(*node).id)).collect();
    let more = nodes.len().saturating_sub(FEW);
    if more == 0 { names.join(", ") } else { format!("{} and {more} more", names.join(", ")) }
}

/// Steps of a script for which there is no move.
fn script(desk: &mut Desk<'_>, at: &Where<'_>, book: &Book<'_>, scenario: &Scenario, index: usize) {
    let list = at.field("script");
    for (place, step) in book.actors[index].def.script.iter().enumerate() {
        let here = list.index(place);
        let (technique_at, or) = (here.field("technique"), here.field("or"));
        no_move(desk, &technique_at, scenario, &step.technique, &step.target);
        for (place, (technique, target)) in step.or.iter().enumerate() {
            no_move(desk, &or.index(place), scenario, technique, target);
        }
    }
}

fn no_move(desk: &mut Desk<'_>, at: &Where<'_>, scenario: &Scenario, technique: &str, target: &str) {
    let find = |def: &TechniqueDef| def.id == technique;
    let Some(place) = scenario.techniques.iter().position(find) else { return };
    if scenario.techniques[place].reach == Reach::Home {
        return;
    }
    let Some(node) = scenario.nodes.iter().position(|node| node.id == target) else { return };
    let ((from, _), (_, to)) = (scenario.moves.into[node], scenario.moves.on[node]);
    let mut moves = scenario.moves.all[from as usize..to as usize].iter();
    if moves.any(|mv| mv.technique.index() == place) {
        return;
    }
    let message = format!("{technique} can never be done at `{target}`");
    desk.report(Code::NoMove, at, message)
        .help("its kind, services, weaknesses and credentials must fit what the technique needs");
}

/// Partners' nodes that no actor can reach, directly or through what they depend on.
fn unreached(desk: &mut Desk<'_>, book: &Book<'_>, scenario: &Scenario, reached: &[Reachable]) {
    let hit = touched(scenario, reached);
    for (zone, def) in scenario.zones.iter().enumerate() {
        let nodes = def.nodes.iter().copied();
        let safe = |node: &NodeId| !hit[node.index()] && scenario.node(*node).owner.partner().is_some();
        let safe: Vec<NodeId> = nodes.filter(safe).collect();
        if !safe.is_empty() {
            let message = format!("no actor can ever reach {}", named(scenario, &safe));
            desk.report(Code::Unreachable, &book.zones[zone].at.field("id"), message)
                .level(Level::Note)
                .help("nothing can happen there; add a way in, or leave it as scenery");
        }
    }
}

/// Nodes that an actor may hold, that injects stop, or that depend on such nodes.
fn touched(scenario: &Scenario, reached: &[Reachable]) -> Vec<bool> {
    let held = |index: usize| reached.iter().any(|actor| actor.access[index] > NO);
    let mut hit: Vec<bool> = (0..scenario.nodes.len()).map(held).collect();
    let effects = scenario.injects.iter().flat_map(|inject| {
        inject.effects.iter().chain(inject.choices.iter().flat_map(|choice| &choice.effects))
    });
    for effect in effects {
        use InjectEffect::{Down, DownUntilMended, Falsify};
        let (Down(node, _) | DownUntilMended(node) | Falsify(node)) = effect else { continue };
        hit[node.index()] = true;
    }
    loop {
        let mut changed = false;
        for dependency in &scenario.dependencies {
            let reaches = dependency.needs.iter().any(|need| hit[need.index()]);
            if reaches && !hit[dependency.node.index()] {
                hit[dependency.node.index()] = true;
                changed = true;
            }
        }
        if !changed {
            return hit;
        }
    }
}
