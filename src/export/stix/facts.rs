//! Each fact as the STIX objects that fit it.

use super::{Bundle, Head, Telling, pattern, strictest};
use crate::export::shared::{Observable, Shared, attack_page, means, observable};
use crate::export::stable::{second, time_ms};
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, FactId, TechniqueId};
use crate::scenario::model::{Fact, Text};
use crate::scenario::words::{ActorKind, IndicatorKind, Matrix, Tlp};
use crate::view::wording::{both, fact as wording};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Objects that tell a fact, the one that stands for it first.
pub(super) type Known = BTreeMap<Telling, Vec<String>>;

/// Adds every fact that was told; gives the objects of each.
pub(super) fn add(bundle: &mut Bundle<'_>, shared: &[Shared]) -> Known {
    let labels = strictest(shared);
    let mut known = Known::new();
    // Evidence comes last: it points at what else was told of its actor.
    let is_evidence = |item: &&Shared| matches!(bundle.scenario.facts[item.fact.index()], Fact::Evidence(_));
    let (last, first): (Vec<_>, Vec<_>) = shared.iter().partition(is_evidence);
    for item in first.into_iter().chain(last) {
        let telling = (item.from, item.fact, item.generation);
        if !known.contains_key(&telling) {
            let objects = told(bundle, item, &labels, &known);
            known.insert(telling, objects);
        }
    }
    relate(bundle, shared, &labels, &known);
    known
}

fn told(
    bundle: &mut Bundle<'_>,
    item: &Shared,
    labels: &BTreeMap<Telling, Tlp>,
    known: &Known,
) -> Vec<String> {
    let scenario = bundle.scenario;
    let fact = scenario.facts[item.fact.index()];
    let head = head(item, labels);
    let about = wording(scenario, item.fact, item.generation);
    let texts = |name: &Text| (name.clone(), about.clone());
    match fact {
        Fact::Indicator(_, kind) => indicator(bundle, &head, item, (kind, &about), labels),
        Fact::Technique(technique) => technique_seen(bundle, &head, item, technique, &about),
        Fact::Weakness(weakness) => {
            let (name, about) = texts(&scenario.weaknesses[weakness.index()].name);
            vec![bundle.add("vulnerability", &head, &[("name", &name), ("description", &about)], &[])]
        }
        Fact::Mitigation(_) | Fact::Practice(_) => {
            vec![bundle.add("course-of-action", &head, &[("name", &about)], &[])]
        }
        Fact::Warning(actor) => {
            let (name, about) = texts(&scenario.actors[actor.index()].name);
            vec![bundle.add("intrusion-set", &head, &[("name", &name), ("description", &about)], &[])]
        }
        Fact::Attribution(actor) => {
            let def = &scenario.actors[actor.index()];
            let kind = match def.kind {
                ActorKind::Criminal => "criminal",
                ActorKind::Espionage => "spy",
                ActorKind::Disruptive => "unknown",
            };
            let (name, about) = texts(&def.name);
            let more = [("threat_actor_types", json!([kind]))];
            vec![bundle.add("threat-actor", &head, &[("name", &name), ("description", &about)], &more)]
        }
        Fact::Evidence(actor) => vec![evidence(bundle, &head, actor, &about, known)],
    }
}

fn head(item: &Shared, labels: &BTreeMap<Telling, Tlp>) -> Head {
    let telling = (item.from, item.fact, item.generation);
    Head { by: item.from, turn: item.turn, label: labels.get(&telling).copied().unwrap_or(item.label) }
}

/// An indicator with what it points at: an attacker's infrastructure or its malware.
fn indicator(
    bundle: &mut Bundle<'_>,
    head: &Head,
    item: &Shared,
    (kind, about): (IndicatorKind, &Text),
    labels: &BTreeMap<Telling, Tlp>,
) -> Vec<String> {
    let scenario = bundle.scenario;
    let fact = scenario.facts[item.fact.index()];
    let name = match means(scenario, fact, item.generation) {
        Some(name) => both(name, name),
        None => about.clone(),
    };
    let seen = observable(scenario, fact, item.generation);
    let observed =
        seen.as_ref().map(|what| (what, bundle.observe(what, label_of(scenario, labels, what, head.label))));
    let id = observed.as_ref().map(|(_, id)| id.as_str());
    let behind = match kind {
        IndicatorKind::Infrastructure => {
            let more = [("infrastructure_types", json!(["unknown"]))];
            bundle.add("infrastructure", head, &[("name", &name), ("description", about)], &more)
        }
        IndicatorKind::Tool => {
            let mut more = vec![("is_family", json!(false)), ("malware_types", json!(["unknown"]))];
            more.extend(id.map(|file| ("sample_refs", json!([file]))));
            bundle.add("malware", head, &[("name", &name), ("description", about)], &more)
        }
    };
    let Some((what, observed)) = observed else { return vec![behind] };
    let valid_from = time_ms(second(scenario, item.turn));
    let more = [
        ("indicator_types", json!(["malicious-activity"])),
        ("pattern", json!(pattern(what))),
        ("pattern_type", json!("stix")),
        ("valid_from", json!(valid_from)),
    ];
    let indicator = bundle.add("indicator", head, &[("name", &name), ("description", about)], &more);
    let mut objects = vec![indicator.clone(), behind.clone(), observed.clone()];
    objects.push(bundle.relate(head, &indicator, "indicates", &behind));
    if kind == IndicatorKind::Infrastructure {
        objects.push(bundle.relate(head, &behind, "consists-of", &observed));
    }
    objects.extend(sighting(bundle, head, item, &indicator, Some(&observed)));
    objects
}

/// The strictest label of everything that shows the same in a network.
fn label_of(scenario: &Scenario, labels: &BTreeMap<Telling, Tlp>, what: &Observable, own: Tlp) -> Tlp {
    let same = |(_, fact, generation): &Telling| {
        observable(scenario, scenario.facts[fact.index()], *generation).as_ref() == Some(what)
    };
    labels.iter().filter(|(telling, _)| same(telling)).map(|(_, label)| *label).fold(own, Tlp::min)
}

fn technique_seen(
    bundle: &mut Bundle<'_>,
    head: &Head,
    item: &Shared,
    technique: TechniqueId,
    about: &Text,
) -> Vec<String> {
    let def = &bundle.scenario.techniques[technique.index()];
    let chain = match def.matrix {
        Matrix::Enterprise => "mitre-attack",
        Matrix::Ics => "mitre-ics-attack",
    };
    let more = [
        (
            "external_references",
            json!([{ "source_name": "mitre-attack", "external_id": def.id, "url": attack_page(&def.id) }]),
        ),
        (
            "kill_chain_phases",
            json!([{ "kill_chain_name": chain, "phase_name": def.tactic.slug().replace('_', "-") }]),
        ),
    ];
    let pattern = bundle.add("attack-pattern", head, &[("name", &def.name), ("description", about)], &more);
    let seen = sighting(bundle, head, item, &pattern, None);
    [vec![pattern], seen].concat()
}

/// Whoever found something out itself has seen it.
fn sighting(
    bundle: &mut Bundle<'_>,
    head: &Head,
    item: &Shared,
    of: &str,
    observed: Option<&str>,
) -> Vec<String> {
    let Some(found) = item.found else { return Vec::new() };
    let at = time_ms(second(bundle.scenario, found));
    let mut more: Vec<(&str, Value)> = vec![
        ("sighting_of_ref", json!(of)),
        ("where_sighted_refs", json!([bundle.identities[item.from.index()]])),
        ("first_seen", json!(at)),
        ("last_seen", json!(at)),
        ("count", json!(1)),
    ];
    let mut objects = Vec::new();
    if let Some(observed) = observed {
        let seen = [
            ("first_observed", json!(at)),
            ("last_observed", json!(at)),
            ("number_observed", json!(1)),
            ("object_refs", json!([observed])),
        ];
        let data = bundle.add("observed-data", head, &[], &seen);
        more.push(("observed_data_refs", json!([data])));
        objects.push(data);
    }
    objects.push(bundle.add("sighting", head, &[], &more));
    objects
}

/// Evidence itself is no object of STIX: a note says that it was handed over.
fn evidence(bundle: &mut Bundle<'_>, head: &Head, actor: ActorId, about: &Text, known: &Known) -> String {
    let scenario = bundle.scenario;
    let of = [Fact::Attribution(actor), Fact::Warning(actor)].map(|fact| scenario.fact(fact));
    let named = of.iter().filter_map(|fact| known.get(&(head.by, *fact, 0))).find_map(|ids| ids.first());
    let refs = named.unwrap_or(&bundle.identities[head.by.index()]).clone();
    bundle.add("note", head, &[("content", about)], &[("object_refs", json!([refs]))])
}

/// What belongs together among what the same partner told.
fn relate(bundle: &mut Bundle<'_>, shared: &[Shared], labels: &BTreeMap<Telling, Tlp>, known: &Known) {
    let id = |of: &Shared| known.get(&(of.from, of.fact, of.generation)).and_then(|ids| ids.first());
    for item in shared {
        let Some((word, fact)) = belongs(bundle.scenario, item.fact) else { continue };
        let other = shared.iter().find(|other| (other.from, other.fact) == (item.from, fact));
        let Some((other, from, to)) = other.and_then(|other| Some((other, id(item)?, id(other)?))) else {
            continue;
        };
        let (one, two) = (head(item, labels), head(other, labels));
        let (turn, label) = (one.turn.max(two.turn), one.label.min(two.label));
        bundle.relate(&Head { by: item.from, turn, label }, from, word, to);
    }
}

/// The fact that another one belongs to, and how.
fn belongs(scenario: &Scenario, fact: FactId) -> Option<(&'static str, FactId)> {
    match scenario.facts[fact.index()] {
        Fact::Mitigation(weakness) => Some(("mitigates", scenario.fact(Fact::Weakness(weakness)))),
        Fact::Warning(actor) => Some(("attributed-to", scenario.fact(Fact::Attribution(actor)))),
        _ => None,
    }
}
