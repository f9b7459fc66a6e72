//! Where an actor wants to go: which nodes its wants name, and how many links away each node is.

use super::actors::NONE;
use crate::scenario::ids::*;
use crate::scenario::model::{ActorDef, LinkDef, NodeDef};
use std::collections::VecDeque;

/// Adds an actor's wants and distances per node.
pub(super) fn add(actor: &mut ActorDef, nodes: &[NodeDef], links: &[LinkDef]) {
    actor.want_at = want_at(actor, nodes.len());
    actor.distance = distances(&actor.want_at, links);
}

/// Per node the first want that names it, counted from 1; 0 for none.
fn want_at(actor: &ActorDef, nodes: usize) -> Vec<u8> {
    let mut want_at = vec![0; nodes];
    for (index, want) in actor.wants.iter().enumerate() {
        for node in &want.nodes {
            let place = &mut want_at[node.index()];
            if *place == 0 {
                *place = u8::try_from(index + 1).unwrap_or(u8::MAX);
            }
        }
    }
    want_at
}

/// Links to the nearest wanted node, walked backwards from all of them at once.
fn distances(want_at: &[u8], links: &[LinkDef]) -> Vec<u8> {
    let mut enter: Vec<Vec<NodeId>> = vec![Vec::new(); want_at.len()];
    for link in links {
        enter[link.to.index()].push(link.from);
    }
    let mut distance = vec![NONE; want_at.len()];
    let wanted = (0..want_at.len()).filter(|index| want_at[*index] > 0);
    let mut queue: VecDeque<usize> = wanted.collect();
    for index in &queue {
        distance[*index] = 0;
    }
    while let Some(index) = queue.pop_front() {
        let next = distance[index].saturating_add(1).min(NONE - 1);
        for from in &enter[index] {
            if distance[from.index()] == NONE {
                distance[from.index()] = next;
                queue.push_back(from.index());
            }
        }
    }
    distance
}
