//! Generators as written: many alike parts of a network (municipalities, districts, agencies) from one
//! description, and rules that say in what some of them differ.

use super::{Dependency, Link, NodeDraft, Text, Zone};
use serde::Deserialize;

/// One part of the network, so many times.
///
/// Ids of its zones and nodes are short inside and begin with the generator's and the copy's number
/// outside: the seventh of 35 copies of `kreis` has the node `kreis-07-mail`. Inside, an id means the
/// copy's own node or zone where there is one, else what has that id in the network.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generator {
    pub id: String,
    /// Copies, from 1.
    pub count: u32,
    /// All copies together: "Landkreise".
    pub title: Text,
    /// One copy: "Landkreis {n}", where {n} is its number.
    pub name: Text,
    /// Names of the first copies, where they have names of their own.
    #[serde(default)]
    pub names: Vec<Text>,
    /// Zones of each copy; {name} is the copy's name.
    pub zones: Vec<Zone>,
    /// Nodes of each copy. One that names no zone stands in the first. Its name is led by the copy's,
    /// or holds it as {name}.
    pub nodes: Vec<NodeDraft>,
    #[serde(default)]
    pub links: Vec<Link>,
    #[serde(default)]
    pub dependencies: Vec<Dependency>,
    /// In what some copies differ; where several rules fit, the later one counts.
    #[serde(default)]
    pub vary: Vec<Variation>,
}

/// Some copies and in what they differ.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variation {
    /// Each copy whose number is this many after the one before; with `from`, counted from there.
    #[serde(default)]
    pub every: Option<u32>,
    /// First copy of `every`; its own number where absent.
    #[serde(default)]
    pub from: Option<u32>,
    /// These copies, by number.
    #[serde(default)]
    pub copies: Vec<u32>,
    /// Nodes that these copies do not have, with their links and dependencies.
    #[serde(default)]
    pub without: Vec<String>,
    /// What these copies' nodes say instead, field by field.
    #[serde(default)]
    pub nodes: Vec<NodeDraft>,
}

impl Variation {
    /// Whether it is about the copy with this number, from 1.
    #[must_use]
    pub fn fits(&self, copy: u32) -> bool {
        let listed = self.copies.contains(&copy);
        let regular = self.every.filter(|every| *every > 0).is_some_and(|every| {
            let first = self.from.unwrap_or(every);
            copy >= first && (copy - first).is_multiple_of(every)
        });
        listed || regular
    }
}
