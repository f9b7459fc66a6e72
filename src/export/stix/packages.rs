//! What went out together: a joint SITREP or an advisory as a STIX report, everything else as a grouping.

use super::facts::Known;
use super::{Bundle, Head};
use crate::export::shared::{Shared, Way};
use crate::export::stable::{second, time_ms};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::scenario::words::{Pap, Tlp};
use crate::view::names;
use crate::view::wording::{both, english, german, tlp};
use serde_json::json;
use std::collections::BTreeMap;

/// What goes out together: when, from whom, by which way, to whom, under which labels.
type Package = (u16, PartnerId, Way, PartnerId, Tlp, Pap);

/// Adds one object for each lot of facts that went out together.
pub(super) fn add(bundle: &mut Bundle<'_>, shared: &[Shared], known: &Known) {
    let mut packages: BTreeMap<Package, Vec<&Shared>> = BTreeMap::new();
    for item in shared {
        let package = (item.turn, item.from, item.way, item.to, item.label, item.pap);
        packages.entry(package).or_default().push(item);
    }
    for ((turn, from, way, to, label, pap), items) in packages {
        let mut refs: Vec<&String> = Vec::new();
        for id in
            items.iter().filter_map(|item| known.get(&(item.from, item.fact, item.generation))).flatten()
        {
            if !refs.contains(&id) {
                refs.push(id);
            }
        }
        let head = Head { by: from, turn, label };
        let name = name(bundle.scenario, turn, from, to, way);
        let about = about(&items, label, pap);
        let texts = [("name", &name), ("description", &about)];
        let labels = json!(["exercise", format!("pap:{}", pap.slug())]);
        let published = json!(time_ms(second(bundle.scenario, turn)));
        match way {
            Way::Sitrep | Way::Advisory => {
                let more = [
                    ("labels", labels),
                    ("report_types", json!(["threat-report"])),
                    ("published", published),
                    ("object_refs", json!(refs)),
                ];
                bundle.add("report", &head, &texts, &more);
            }
            Way::Channel(_) => {
                let more = [
                    ("labels", labels),
                    ("context", json!("suspicious-activity")),
                    ("object_refs", json!(refs)),
                ];
                bundle.add("grouping", &head, &texts, &more);
            }
        }
    }
}

fn name(scenario: &Scenario, turn: u16, from: PartnerId, to: PartnerId, way: Way) -> Text {
    let (from, to) = (&scenario.partners[from.index()].name, &scenario.partners[to.index()].name);
    let way = match way {
        Way::Channel(channel) => {
            let word = names::channel(channel);
            both(word.0, word.1)
        }
        Way::Sitrep => both("gemeinsamer Lagebericht", "joint SITREP"),
        Way::Advisory => both("öffentliche Warnung", "public advisory"),
    };
    let (de, en) = if turn == 0 {
        ("vor Beginn".to_owned(), "before StartEx".to_owned())
    } else {
        (format!("Runde {turn}"), format!("turn {turn}"))
    };
    both(
        format!("Übung: {} an {}, {} ({de})", german(from), german(to), german(&way)),
        format!("Exercise: {} to {}, {} ({en})", english(from), english(to), english(&way)),
    )
}

fn about(items: &[&Shared], label: Tlp, pap: Pap) -> Text {
    let (label, pap) = (tlp(label), pap.slug().to_uppercase());
    let arrived: Vec<u16> = items.iter().filter_map(|item| item.arrived).collect();
    let (de, en) = match (arrived.iter().min(), arrived.iter().max()) {
        (Some(first), Some(last)) if first == last => {
            (format!("angekommen in Runde {last}"), format!("arrived in turn {last}"))
        }
        (Some(first), Some(last)) => {
            (format!("angekommen in Runde {first} bis {last}"), format!("arrived in turns {first} to {last}"))
        }
        _ => ("bis zum Ende der Übung nicht angekommen".to_owned(), "not arrived when it ended".to_owned()),
    };
    both(format!("{label}, PAP:{pap}; {de}."), format!("{label}, PAP:{pap}; {en}."))
}
