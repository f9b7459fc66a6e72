//! What partners told each other, as a STIX 2.1 bundle (OASIS, 2021) for a threat intelligence platform. It holds
//! what was shared and nothing else of the truth; every object of ours is labelled `exercise` and marked with the TLP
//! 2.0 label under which it was shared. The labels come along with what defines them, so that a reader needs nothing
//! else. English in the objects, German in `language-content`.

mod facts;
mod packages;

use super::shared::{Observable, Shared, shared};
use super::stable::{id, second, time_ms};
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::scenario::Scenario;
use crate::scenario::ids::{FactId, PartnerId};
use crate::scenario::model::Text;
use crate::scenario::words::Tlp;
use crate::view::wording::{english, german};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where ids of what can be observed begin (STIX 2.1, section 2.9).
const OBSERVABLES: Uuid = Uuid::from_u128(0x00ab_edb4_aa42_466c_9c01_fed2_3315_a9b7);
/// The extension by which TLP 2.0 is part of STIX, and since when.
const TLP_EXTENSION: &str = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
const TLP_CREATED: &str = "2022-10-01T00:00:00.000Z";
/// Who published it: the Cybersecurity and Infrastructure Security Agency of the United States.
const TLP_AUTHOR: &str = "identity--b3bca3c2-1f3d-4b54-b44f-dac42c3a8f01";

/// The bundle of everything that partners told each other.
#[must_use]
pub fn stix(exercise: &Exercise) -> Value {
    let scenario = exercise.scenario();
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    let shared = shared(scenario, &memory.history);
    let mut bundle = Bundle::new(scenario);
    let known = facts::add(&mut bundle, &shared);
    packages::add(&mut bundle, &shared, &known);
    bundle.close()
}

/// A fact as one partner tells it: the same fact told by two is two objects.
type Telling = (PartnerId, FactId, u8);

/// A bundle that grows.
struct Bundle<'a> {
    scenario: &'a Scenario,
    identities: Vec<String>,
    objects: Vec<Value>,
    labels: Vec<Tlp>,
}

/// A property and what it says.
type Named<'t> = (&'static str, &'t Text);

/// What every object of ours says.
struct Head {
    by: PartnerId,
    turn: u16,
    label: Tlp,
}

impl<'a> Bundle<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let mut bundle = Bundle { scenario, identities: Vec::new(), objects: Vec::new(), labels: Vec::new() };
        bundle.mark(Tlp::Clear);
        for partner in &scenario.partners {
            let mut object = bundle.common(0, Tlp::Clear);
            set(&mut object, "identity_class", "organization");
            set(&mut object, "sectors", json!(["government"]));
            let identity = bundle.finish("identity", object, &[("name", &partner.name)]);
            bundle.identities.push(identity);
        }
        bundle
    }

    fn common(&self, turn: u16, label: Tlp) -> Map<String, Value> {
        let at = time_ms(second(self.scenario, turn));
        let mut object = Map::new();
        set(&mut object, "spec_version", "2.1");
        set(&mut object, "created", at.as_str());
        set(&mut object, "modified", at);
        set(&mut object, "labels", json!(["exercise"]));
        set(&mut object, "lang", "en");
        set(&mut object, "object_marking_refs", json!([marking(label)]));
        object
    }

    /// Adds an object of a partner, with its texts by property; gives its id.
    fn add(&mut self, kind: &str, head: &Head, texts: &[Named<'_>], more: &[(&str, Value)]) -> String {
        self.mark(head.label);
        let mut object = self.common(head.turn, head.label);
        set(&mut object, "created_by_ref", self.identities[head.by.index()].as_str());
        for (key, value) in more {
            set(&mut object, key, value.clone());
        }
        self.finish(kind, object, texts)
    }

    /// Adds something that one can see in a network or on a disk; gives its id.
    fn observe(&mut self, what: &Observable, label: Tlp) -> String {
        self.mark(label);
        let (kind, key, value) = parts(what);
        let content = format!("{{\"{key}\":{}}}", json!(value));
        let id = format!("{kind}--{}", Uuid::new_v5(&OBSERVABLES, content.as_bytes()));
        if !self.objects.iter().any(|known| known["id"] == id.as_str()) {
            self.objects.push(json!({
                "type": kind, "spec_version": "2.1", "id": id, key: value,
                "object_marking_refs": [marking(label)],
            }));
        }
        id
    }

    fn relate(&mut self, head: &Head, from: &str, word: &str, to: &str) -> String {
        let ends =
            [("relationship_type", json!(word)), ("source_ref", json!(from)), ("target_ref", json!(to))];
        self.add("relationship", head, &[], &ends)
    }

    /// Gives an object its id, which follows from everything else in it, and its German.
    fn finish(&mut self, kind: &str, mut object: Map<String, Value>, texts: &[Named<'_>]) -> String {
        set(&mut object, "type", kind);
        texts.iter().for_each(|(key, text)| set(&mut object, key, english(text)));
        let own = format!("{kind}--{}", id(&Value::Object(object.clone()).to_string()));
        set(&mut object, "id", own.as_str());
        let is_new = !self.objects.iter().any(|known| known["id"] == own.as_str());
        if is_new {
            let german = in_german(&object, &own, texts);
            self.objects.push(Value::Object(object));
            if let Some(german) = german {
                self.finish("language-content", german, &[]);
            }
        }
        own
    }

    /// The label's own object will be part of the bundle.
    fn mark(&mut self, label: Tlp) {
        if !self.labels.contains(&label) {
            self.labels.push(label);
        }
    }

    fn close(mut self) -> Value {
        self.labels.sort_unstable();
        let mut objects = tlp_extension().to_vec();
        objects.extend(self.labels.iter().map(|label| definition(*label)));
        objects.append(&mut self.objects);
        let own = id(&Value::Array(objects.clone()).to_string());
        json!({ "type": "bundle", "id": format!("bundle--{own}"), "objects": objects })
    }
}

fn set(object: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    object.insert(key.to_owned(), value.into());
}

/// What an object says in German, unless it says the same.
fn in_german(of: &Map<String, Value>, id: &str, texts: &[Named<'_>]) -> Option<Map<String, Value>> {
    let mut words = Map::new();
    let differs = |(_, text): &&Named<'_>| german(text) != english(text);
    texts.iter().filter(differs).for_each(|(key, text)| set(&mut words, key, german(text)));
    if words.is_empty() {
        return None;
    }
    let mut object = of.clone();
    let own = ["spec_version", "created", "modified", "created_by_ref", "labels", "object_marking_refs"];
    object.retain(|key, _| own.contains(&key.as_str()));
    set(&mut object, "object_ref", id);
    set(&mut object, "object_modified", of["modified"].clone());
    set(&mut object, "contents", json!({ "de": words }));
    Some(object)
}

/// Type, property and value of what can be observed.
fn parts(what: &Observable) -> (&'static str, &'static str, &str) {
    match what {
        Observable::Ipv4(value) => ("ipv4-addr", "value", value),
        Observable::Ipv6(value) => ("ipv6-addr", "value", value),
        Observable::Url(value) => ("url", "value", value),
        Observable::Domain(value) => ("domain-name", "value", value),
        Observable::File(name) => ("file", "name", name),
    }
}

/// What finds it, in STIX's own language of patterns.
fn pattern(what: &Observable) -> String {
    let (kind, key, value) = parts(what);
    let value = value.replace('\\', "\\\\").replace('\'', "\\'");
    format!("[{kind}:{key} = '{value}']")
}

/// The official objects of TLP 2.0 in STIX (OASIS, TLP 2.0 marking definitions): id, name, word.
const fn official(label: Tlp) -> (&'static str, &'static str, &'static str) {
    match label {
        Tlp::Clear => ("94868c89-83c2-464b-929b-a1a8aa3c8487", "TLP:CLEAR", "clear"),
        Tlp::Green => ("bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "TLP:GREEN", "green"),
        Tlp::Amber => ("55d920b0-5e8b-4f79-9ee9-91f868d9b421", "TLP:AMBER", "amber"),
        Tlp::AmberStrict => ("939a9414-2ddd-4d32-a0cd-375ea402b003", "TLP:AMBER+STRICT", "amber+strict"),
        Tlp::Red => ("e828b379-4e03-4974-9ac4-e53a884c97c1", "TLP:RED", "red"),
    }
}

fn marking(label: Tlp) -> String {
    format!("marking-definition--{}", official(label).0)
}

/// TLP 2.0 as OASIS published it (common objects of STIX), and its author, of whom only the id was published: the
/// date is that of the extension.
fn tlp_extension() -> [Value; 2] {
    let extension = json!({
        "type": "extension-definition", "spec_version": "2.1", "id": TLP_EXTENSION,
        "created_by_ref": TLP_AUTHOR, "created": TLP_CREATED, "modified": TLP_CREATED,
        "name": "TLP 2.0", "description": "This defines TLP 2.0 as a STIX extension",
        "schema": "https://github.com/oasis-open/cti-stix-common-objects/tree/master/extension-definition-specifications/tlp-2.0",
        "version": "1.0.0", "extension_types": ["property-extension"],
    });
    let author = json!({
        "type": "identity", "spec_version": "2.1", "id": TLP_AUTHOR,
        "created": TLP_CREATED, "modified": TLP_CREATED,
        "name": "Cybersecurity and Infrastructure Security Agency", "identity_class": "organization",
    });
    [extension, author]
}

fn definition(label: Tlp) -> Value {
    let (_, name, word) = official(label);
    json!({
        "type": "marking-definition", "spec_version": "2.1", "id": marking(label),
        "created": TLP_CREATED, "name": name,
        "extensions": { TLP_EXTENSION: { "extension_type": "property-extension", "tlp_2_0": word } },
    })
}

/// The strictest label under which a partner told each fact: that is the one its object bears.
fn strictest(shared: &[Shared]) -> BTreeMap<Telling, Tlp> {
    let mut labels: BTreeMap<Telling, Tlp> = BTreeMap::new();
    for item in shared {
        let label = labels.entry((item.from, item.fact, item.generation)).or_insert(item.label);
        *label = item.label.min(*label);
    }
    labels
}
