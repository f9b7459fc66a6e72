//! Situations that somebody could believe in: what they know is as they know it, and the rest is filled in
//! from elsewhere. For those who play on in their heads; nothing of the real truth gets in.

use super::mind::{Mind, grip};
use super::picture::{AlertState, Held, MAX_ALERTS, Picture, mark};
use super::situation::{FALSE_ALERT, InjectState, Situation, state};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{ActorDef, Effect, Fact, Goal};
use crate::scenario::words::IndicatorKind;

/// How far what an actor holds is from what it holds in a situation: nodes that differ.
#[must_use]
pub fn distance_of_actor(actor: ActorId, mind: &Mind, other: &Situation) -> u32 {
    let theirs = &other.minds[actor.index()].held;
    mind.held.iter().zip(theirs).map(|(own, theirs)| (own ^ theirs).count_ones()).sum()
}

/// Puts an actor's mind into a sampled situation in the middle of a turn, with what is certain from it:
/// what it holds, what it did, and nothing that it would have noticed.
pub fn agree_with_actor(scenario: &Scenario, actor: ActorId, mind: &Mind, sample: &mut Situation) {
    for (index, held) in mind.grips.iter().enumerate() {
        let node = NodeId::at(index);
        let before = sample.truth.nodes[index].marks;
        let def = &scenario.actors[actor.index()];
        let mut after = before;
        if def.want_at[index] != 0 {
            after &= !(state::DESTROYED | state::MANIPULATED);
        }
        after |= done_by(def, index, *held);
        if held & grip::ACCESS != 0 {
            after &= !state::ISOLATED;
        }
        if before != after {
            sample.truth.nodes[index].marks = after;
            upset(sample, node);
        }
        if held & grip::STOLEN != 0 {
            sample.truth.nodes[index].stolen = 1000;
        }
        hold(sample, actor, node, *held);
    }
    sample.truth.credentials[actor.index()] = mind.credentials;
    sample.truth.generations[actor.index()] = mind.generations;
    sample.minds[actor.index()] = Mind { is_seated: false, plan: Vec::new(), ..mind.clone() };
}

/// What an actor has done to a node on which it holds this, as marks of the truth.
fn done_by(actor: &ActorDef, node: usize, held: u8) -> u16 {
    let want = usize::from(actor.want_at[node]);
    if held & grip::DONE == 0 || want == 0 {
        return 0;
    }
    match actor.wants[want - 1].goal {
        Goal::Encrypt => state::ENCRYPTED,
        Goal::Wipe => state::WIPED,
        Goal::Manipulate => state::MANIPULATED,
        Goal::Steal | Goal::Disrupt | Goal::Hold => 0,
    }
}

fn upset(situation: &mut Situation, node: NodeId) {
    situation.truth.upset[node.index() / 64] |= 1 << (node.index() % 64);
    situation.truth.settle_at = 0;
}

/// An actor holds this on a node, in truth and as far as it knows.
fn hold(situation: &mut Situation, actor: ActorId, node: NodeId, held: u8) {
    let nodes = situation.truth.nodes.len();
    situation.truth.grips[actor.index() * nodes + node.index()] = held;
    situation.minds[actor.index()].grips[node.index()] = held;
    let (word, bit) = (node.index() / 64, 1u64 << (node.index() % 64));
    for bits in [&mut situation.truth.held[actor.index()], &mut situation.minds[actor.index()].held] {
        if held & grip::ACCESS != 0 {
            bits[word] |= bit;
        } else {
            bits[word] &= !bit;
        }
    }
    if held & grip::ACCESS != 0 {
        situation.minds[actor.index()].known[word] |= bit;
    }
}

/// How far a partner's picture is from the one it has in a situation: nodes and facts that differ.
#[must_use]
pub fn distance(scenario: &Scenario, partner: PartnerId, picture: &Picture, other: &Situation) -> u32 {
    /// What is visible of an attack.
    const VISIBLE: u16 = mark::SUSPECTED
        | mark::WAS_CONFIRMED
        | mark::ENCRYPTED
        | mark::WIPED
        | mark::MANIPULATED
        | mark::STOLEN;
    let theirs = &other.pictures[partner.index()];
    let nodes = scenario.partners[partner.index()].nodes.iter();
    let nodes =
        nodes.map(|node| ((picture.node(*node).marks ^ theirs.node(*node).marks) & VISIBLE).count_ones());
    let facts = picture.facts.iter().zip(&theirs.facts);
    let facts = facts.map(|(own, theirs)| u32::from(own.is_held() != theirs.is_held()));
    nodes.sum::<u32>() + facts.sum::<u32>()
}

/// Puts a partner's picture into a sampled situation of the same turn, and what is certain from it into
/// that situation's truth: what the partner did itself, what everybody sees, and what it has confirmed.
pub fn agree(scenario: &Scenario, partner: PartnerId, picture: &Picture, sample: &mut Situation) {
    sample.pictures[partner.index()].clone_from(picture);
    for node in &scenario.partners[partner.index()].nodes {
        agree_on_node(scenario, picture, *node, sample);
    }
    for (word, cut) in picture.cut.iter().enumerate() {
        sample.truth.cut[word] |= cut;
    }
    agree_on_means(scenario, partner, picture, sample);
    let truth = &mut sample.truth.partners[partner.index()];
    for alert in &picture.alerts {
        let place = (usize::from(alert.number) - 1) % MAX_ALERTS;
        let holder = sample.minds.iter().position(|mind| mind.holds(alert.node));
        truth.alerts[place] = match (alert.state, holder) {
            (AlertState::False, _) | (_, None) => FALSE_ALERT,
            (_, Some(actor)) => u8::try_from(actor).unwrap_or(FALSE_ALERT),
        };
    }
    for inject in (0..scenario.injects.len()).map(InjectId::at).filter(|inject| picture.has_inject(*inject)) {
        sample.truth.injects[inject.index()] = InjectState::Fired;
    }
}

fn agree_on_node(scenario: &Scenario, picture: &Picture, node: NodeId, sample: &mut Situation) {
    let belief = picture.node(node);
    let table = [
        (mark::ISOLATED, state::ISOLATED),
        (mark::ENCRYPTED, state::ENCRYPTED),
        (mark::WIPED, state::WIPED),
        (mark::MANUAL | mark::FAILED_OVER, state::CARRIED),
        (mark::COPIED, state::COPIED),
        (mark::WARNED, state::WARNED),
    ];
    let truth = &mut sample.truth.nodes[node.index()];
    let before = truth.marks;
    for (seen, so) in table {
        truth.marks = if belief.is(seen) { truth.marks | so } else { truth.marks & !so };
    }
    truth.marks |= if belief.is(mark::MANIPULATED) { state::MANIPULATED } else { 0 };
    truth.weaknesses = Set64(scenario.node(node).weaknesses.0 & !belief.patched.0);
    (truth.hardened, truth.sensors) = (belief.hardened, belief.sensors);
    if belief.is(mark::STOLEN) {
        truth.stolen = truth.stolen.max(1);
    }
    if before != truth.marks {
        upset(sample, node);
    }
    let holder = sample.holder(node);
    let thrown_out =
        belief.is(mark::WAS_CONFIRMED | mark::LOOKED) && !belief.is(mark::CONFIRMED | mark::SUSPECTED);
    if belief.is(mark::CONFIRMED) && holder.is_none() && !scenario.actors.is_empty() {
        let busiest = (0..sample.minds.len()).max_by_key(|actor| {
            let held: u32 = sample.truth.held[*actor].iter().map(|bits| bits.count_ones()).sum();
            (held, std::cmp::Reverse(*actor))
        });
        let actor = ActorId::at(busiest.unwrap_or(0));
        let held = sample.grip(actor, node) | grip::USER | grip::ADMIN;
        hold(sample, actor, node, held);
    } else if thrown_out {
        for actor in (0..sample.minds.len()).map(ActorId::at) {
            let held = sample.grip(actor, node) & !grip::ACCESS;
            hold(sample, actor, node, held);
        }
    }
}

/// Indicators that the partner holds point at means that exist, and its blocks and watches stand.
fn agree_on_means(scenario: &Scenario, partner: PartnerId, picture: &Picture, sample: &mut Situation) {
    let strength = |wanted: fn(Effect) -> Option<u32>| {
        let found = scenario.measures.iter().find_map(|measure| wanted(measure.effect));
        u16::try_from(found.unwrap_or(0)).unwrap_or(1000)
    };
    let block = strength(|effect| if let Effect::Block(permille) = effect { Some(permille) } else { None });
    let watch = strength(|effect| if let Effect::Watch(permille) = effect { Some(permille) } else { None });
    for actor in (0..scenario.actors.len()).map(ActorId::at) {
        for kind in IndicatorKind::ALL {
            let held = picture.fact(scenario.fact(Fact::Indicator(actor, *kind)));
            if !held.is_held() {
                continue;
            }
            let place = *kind as usize;
            let means = &mut sample.truth.generations[actor.index()][place];
            *means = (*means).max(held.generation);
            sample.minds[actor.index()].generations[place] = *means;
            let index = actor.index() * 2 + place;
            let truth = &mut sample.truth.partners[partner.index()];
            let set = |used: u8, permille: u16| {
                if held.used & used != 0 { (held.generation.saturating_add(1), permille) } else { (0, 0) }
            };
            truth.blocks[index] = set(Held::BLOCKED, block);
            truth.watches[index] = set(Held::WATCHED, watch);
        }
    }
}
