//! What needs what: the same cascade as in the rules, asked of one outage after another.

use super::SinglePoint;
use crate::scenario::ids::*;
use crate::scenario::model::Scenario;
use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;
use std::cmp::Reverse;

/// A needed node counts as up from this level, per mille; the rules say the same.
const UP: u16 = 500;

/// Nodes whose outage takes down at least one other, the costliest first.
pub(super) fn single_points(scenario: &Scenario) -> Vec<SinglePoint> {
    let mut needed: Vec<NodeId> =
        scenario.dependencies.iter().flat_map(|dependency| dependency.needs.iter().copied()).collect();
    needed.sort_unstable();
    needed.dedup();
    let mut points: Vec<SinglePoint> = needed
        .into_iter()
        .map(|node| single_point(scenario, node))
        .filter(|point| !point.down.is_empty())
        .collect();
    points.sort_by_key(|point| (Reverse(point.worth.iter().sum::<u32>()), point.node));
    points
}

fn single_point(scenario: &Scenario, node: NodeId) -> SinglePoint {
    let level = levels(scenario, node);
    let down = (0..level.len()).map(NodeId::at).filter(|other| *other != node && level[other.index()] < UP);
    // In thousandths until all is summed.
    let mut worth = vec![0u64; scenario.partners.len()];
    for (def, level) in scenario.nodes.iter().zip(&level) {
        if let Some(partner) = def.worth_to {
            worth[partner.index()] += u64::from(def.worth) * u64::from(1000 - level.min(&1000));
        }
    }
    let worth = worth.into_iter().map(|thousandths| u32::try_from(thousandths / 1000).unwrap_or(u32::MAX));
    SinglePoint { node, down: down.collect(), worth: worth.collect() }
}

/// Service levels with one node out; a fallback takes orders, so none counts.
fn levels(scenario: &Scenario, out: NodeId) -> Vec<u16> {
    let mut level = vec![1000u16; scenario.nodes.len()];
    level[out.index()] = 0;
    loop {
        let mut changed = false;
        for dependency in &scenario.dependencies {
            let up = |node: &NodeId| level[node.index()] >= UP;
            let met = match dependency.any {
                true => dependency.needs.iter().any(up),
                false => dependency.needs.iter().all(up),
            };
            let own = &mut level[dependency.node.index()];
            if !met && *own > dependency.degrades_to {
                *own = dependency.degrades_to;
                changed = true;
            }
        }
        if !changed {
            return level;
        }
    }
}

/// Nodes that need one another in a circle, each circle in ascending order.
pub(super) fn cycles(scenario: &Scenario) -> Vec<Vec<NodeId>> {
    let mut graph: DiGraph<NodeId, ()> = DiGraph::new();
    let places: Vec<_> = (0..scenario.nodes.len()).map(|node| graph.add_node(NodeId::at(node))).collect();
    for dependency in &scenario.dependencies {
        for need in &dependency.needs {
            graph.update_edge(places[dependency.node.index()], places[need.index()], ());
        }
    }
    let mut cycles: Vec<Vec<NodeId>> = tarjan_scc(&graph)
        .into_iter()
        .filter(|part| part.len() > 1 || graph.contains_edge(part[0], part[0]))
        .map(|part| {
            let mut nodes: Vec<NodeId> = part.into_iter().map(|place| graph[place]).collect();
            nodes.sort_unstable();
            nodes
        })
        .collect();
    cycles.sort_unstable();
    cycles
}
