//! The network with the facts of its graph, for scripts: `planspiel.show/1`. Everything is named by
//! the scenario's own ids.

use crate::scenario::Scenario;
use crate::scenario::graph::{AttackPath, GraphFacts, Wanted};
use crate::scenario::ids::NodeId;
use crate::scenario::model::Owner;
use serde_json::{Map, Value, json};

/// Name and version of what [`json()`] gives.
pub const SCHEMA: &str = "planspiel.show/1";

/// The network and its facts.
#[must_use]
pub fn json(scenario: &Scenario, facts: &GraphFacts) -> Value {
    json!({
        "schema": SCHEMA,
        "scenario": { "id": scenario.about.id, "title": scenario.about.title, "cut": scenario.cut },
        "partners": scenario.partners.iter()
            .map(|def| json!({ "id": def.id, "name": def.name, "short": def.short })).collect::<Vec<_>>(),
        "zones": zones(scenario),
        "nodes": nodes(scenario),
        "links": links(scenario),
        "dependencies": dependencies(scenario),
        "facts": {
            "paths": facts.paths.iter().map(|way| path(scenario, way)).collect::<Vec<_>>(),
            "closed": facts.closed.iter().map(|at| wanted(scenario, *at)).collect::<Vec<_>>(),
            "choke_points": facts.choke_points.iter().map(|point| json!({
                "node": slug(scenario, point.node),
                "guards": point.guards.iter().map(|at| wanted(scenario, *at)).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "single_points": facts.single_points.iter().map(|point| json!({
                "node": slug(scenario, point.node),
                "down": slugs(scenario, &point.down),
                "worth_per_h": worth(scenario, &point.worth),
            })).collect::<Vec<_>>(),
            "cycles": facts.cycles.iter().map(|cycle| slugs(scenario, cycle)).collect::<Vec<_>>(),
            "unreached": slugs(scenario, &facts.unreached),
        },
    })
}

fn slug(scenario: &Scenario, node: NodeId) -> &str {
    &scenario.node(node).id
}

fn slugs<'a>(scenario: &'a Scenario, nodes: &[NodeId]) -> Vec<&'a str> {
    nodes.iter().map(|node| slug(scenario, *node)).collect()
}

fn owner(scenario: &Scenario, owner: Owner) -> Option<&str> {
    match owner {
        Owner::Partner(partner) => Some(&scenario.partners[partner.index()].id),
        Owner::Third(third) => Some(&scenario.third_parties[third.index()].id),
        Owner::Nobody => None,
    }
}

fn worth(scenario: &Scenario, worth: &[u32]) -> Map<String, Value> {
    scenario.partners.iter().zip(worth).map(|(def, worth)| (def.id.clone(), json!(worth))).collect()
}

fn zones(scenario: &Scenario) -> Vec<Value> {
    let zone = scenario.zones.iter();
    zone.map(|zone| {
        json!({
            "id": zone.id, "name": zone.name, "kind": zone.kind, "owner": owner(scenario, zone.owner),
            "nodes": slugs(scenario, &zone.nodes),
        })
    })
    .collect()
}

fn nodes(scenario: &Scenario) -> Vec<Value> {
    let node = scenario.nodes.iter();
    node.map(|node| {
        json!({
            "id": node.id, "name": node.name, "kind": node.kind, "count": node.count,
            "zone": scenario.zones[node.zone.index()].id,
            "owner": owner(scenario, node.owner),
            "worth": node.worth,
            "worth_to": node.worth_to.map(|partner| scenario.partners[partner.index()].id.as_str()),
            "records": node.records,
            "weaknesses": node.weaknesses.iter()
                .map(|weakness| scenario.weaknesses[weakness].id.as_str()).collect::<Vec<_>>(),
        })
    })
    .collect()
}

fn links(scenario: &Scenario) -> Vec<Value> {
    let link = scenario.links.iter();
    link.map(|link| {
        json!({
            "from": slug(scenario, link.from), "to": slug(scenario, link.to), "trust": link.trust,
            "services": link.services.iter()
                .map(|service| scenario.services[service].as_str()).collect::<Vec<_>>(),
        })
    })
    .collect()
}

fn dependencies(scenario: &Scenario) -> Vec<Value> {
    let dependency = scenario.dependencies.iter();
    dependency
        .map(|dependency| {
            json!({
                "node": slug(scenario, dependency.node), "needs": slugs(scenario, &dependency.needs),
                "any": dependency.any, "degrades_to": dependency.degrades_to,
            })
        })
        .collect()
}

fn wanted(scenario: &Scenario, wanted: Wanted) -> Value {
    let actor = &scenario.actors[wanted.actor.index()];
    let goal = actor.wants[usize::from(wanted.want)].goal;
    json!({ "actor": actor.id, "goal": goal, "node": slug(scenario, wanted.node) })
}

fn path(scenario: &Scenario, path: &AttackPath) -> Value {
    let steps = path.steps.iter().map(|step| {
        json!({
            "technique": scenario.techniques[step.technique.index()].id,
            "from": slug(scenario, step.from), "to": slug(scenario, step.to), "odds_ppm": step.odds_ppm,
        })
    });
    json!({
        "actor": scenario.actors[path.wanted.actor.index()].id, "goal": path.goal,
        "node": slug(scenario, path.wanted.node), "odds_ppm": path.odds_ppm,
        "steps": steps.collect::<Vec<_>>(),
    })
}
