//! What partners told each other, as one event in MISP's core format: an attribute for each fact, tagged with the
//! labels under which it was shared, with the event itself under the strictest.

use super::shared::{Observable, Shared, attack_page, observable, shared, slashed};
use super::stable::{id, second, time};
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::scenario::Scenario;
use crate::scenario::model::Fact;
use crate::scenario::words::{Pap, Tlp};
use crate::view::wording::{english, fact as wording, tlp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The event of everything that partners told each other.
#[must_use]
pub fn misp(exercise: &Exercise) -> Value {
    let scenario = exercise.scenario();
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let shared = shared(scenario, &memory.history);
    // An event holds each value once, whoever told it.
    let mut told: BTreeMap<Typed, Vec<&Shared>> = BTreeMap::new();
    for item in &shared {
        told.entry(typed(scenario, item)).or_default().push(item);
    }
    let attributes: Vec<Value> =
        told.iter().map(|(typed, items)| attribute(scenario, typed, items)).collect();
    let last = shared.iter().map(|item| item.turn).max().unwrap_or(0);
    let title = &scenario.about.title;
    let info = format!("Übung / Exercise: {}", slashed(title));
    let name = "Planspiel";
    let org = json!({ "uuid": id("misp organization").to_string(), "name": name });
    let mut tags = tags(&shared.iter().collect::<Vec<_>>());
    tags.push(json!({ "name": format!("exercise:planspiel=\"{}\"", scenario.about.id) }));
    let mut event = json!({
        "info": info,
        "date": &time(scenario.clock.start_s)[..10],
        "timestamp": second(scenario, last).to_string(),
        "published": false,
        // Complete; threat level undefined; this organization only: whoever imports it decides who else sees it.
        "analysis": "2",
        "threat_level_id": "4",
        "distribution": "0",
        "Orgc": org,
        "Tag": tags,
        "Attribute": attributes,
    });
    event["uuid"] = json!(id(&event.to_string()).to_string());
    json!({ "Event": event })
}

/// Category, type and value of an attribute.
type Typed = (&'static str, &'static str, String);

/// One fact with everything that was said of it.
fn attribute(scenario: &Scenario, (category, kind, value): &Typed, items: &[&Shared]) -> Value {
    let first = items[0];
    let fact = scenario.facts[first.fact.index()];
    let about = wording(scenario, first.fact, first.generation);
    let way = |item: &&Shared| {
        let short = |at: usize| &scenario.partners[at].short;
        let (from, to) = (short(item.from.index()), short(item.to.index()));
        format!("{from} → {to}, Runde / turn {}, {}", item.turn, tlp(item.label))
    };
    let ways: Vec<String> = items.iter().map(way).collect();
    let seen = |item: &&&Shared| item.found.is_some();
    let sightings: Vec<Value> = items.iter().filter(seen).map(|item| sighting(scenario, item)).collect();
    let mut attribute = json!({
        "category": category, "type": kind, "value": value,
        "to_ids": observable(scenario, fact, first.generation).is_some(),
        "timestamp": second(scenario, first.turn).to_string(),
        "distribution": "5",
        "disable_correlation": false,
        "comment": format!("{}. {}", slashed(&about), ways.join("; ")),
        "Tag": attribute_tags(scenario, items, fact),
    });
    attribute["uuid"] = json!(id(&attribute.to_string()).to_string());
    if !sightings.is_empty() {
        attribute["Sighting"] = json!(sightings);
    }
    attribute
}

fn typed(scenario: &Scenario, item: &Shared) -> Typed {
    let fact = scenario.facts[item.fact.index()];
    let about = || slashed(&wording(scenario, item.fact, item.generation));
    match observable(scenario, fact, item.generation) {
        Some(Observable::Ipv4(value) | Observable::Ipv6(value)) => ("Network activity", "ip-dst", value),
        Some(Observable::Domain(value)) => ("Network activity", "domain", value),
        Some(Observable::Url(value)) => ("Network activity", "url", value),
        Some(Observable::File(value)) => ("Payload delivery", "filename", value),
        None => match fact {
            Fact::Technique(technique) => {
                let page = attack_page(&scenario.techniques[technique.index()].id);
                ("External analysis", "link", page)
            }
            Fact::Attribution(actor) => {
                ("Attribution", "threat-actor", english(&scenario.actors[actor.index()].name).to_owned())
            }
            Fact::Evidence(_) => ("Attribution", "text", about()),
            Fact::Indicator(..) => ("Network activity", "text", about()),
            Fact::Warning(_) | Fact::Weakness(_) | Fact::Mitigation(_) | Fact::Practice(_) => {
                ("External analysis", "text", about())
            }
        },
    }
}

fn sighting(scenario: &Scenario, item: &Shared) -> Value {
    let partner = &scenario.partners[item.from.index()];
    let at = second(scenario, item.found.unwrap_or(item.turn));
    let content = format!("{} {} {} {at}", partner.id, item.fact.index(), item.generation);
    json!({
        "uuid": id(&content).to_string(), "type": "0", "date_sighting": at.to_string(), "source": partner.short,
    })
}

fn label_tag(label: Tlp) -> Value {
    json!({ "name": tlp(label).to_lowercase() })
}

fn pap_tag(pap: Pap) -> Value {
    json!({ "name": format!("PAP:{}", pap.slug().to_uppercase()) })
}

/// The strictest labels of what was shared; with nothing shared there is nothing to protect.
fn tags(items: &[&Shared]) -> Vec<Value> {
    let label = items.iter().map(|item| item.label).min().unwrap_or(Tlp::Clear);
    let pap = items.iter().map(|item| item.pap).min().unwrap_or(Pap::Clear);
    vec![label_tag(label), pap_tag(pap), json!({ "name": "exercise" })]
}

fn attribute_tags(scenario: &Scenario, items: &[&Shared], fact: Fact) -> Vec<Value> {
    let mut tags = tags(items);
    if let Fact::Technique(technique) = fact {
        let def = &scenario.techniques[technique.index()];
        // ATT&CK's own name of a part of a technique is what stands after the colon.
        let name = english(&def.name).rsplit(": ").next().unwrap_or_default();
        tags.push(json!({ "name": format!("misp-galaxy:mitre-attack-pattern=\"{name} - {}\"", def.id) }));
    }
    tags
}
