//! Grows the copies of generators: ids, names and references of each, and in what it differs.

use super::super::book::Entry;
use super::super::desk::Where;
use crate::scenario::draft::*;
use crate::scenario::limits::*;
use crate::scenario::source::{FileId, Loaded};
use std::collections::BTreeMap;

/// Something that was made, where its description stands, and of which generator.
pub(in crate::scenario::check) struct Grow<T> {
    at: Where<'static>,
    pub(in crate::scenario::check) family: usize,
    def: T,
}

impl<T> Grow<T> {
    /// The same as an entry of the book.
    pub(in crate::scenario::check) fn entry(&self) -> Entry<'_, T> {
        Entry { at: self.at, def: &self.def }
    }
}

/// Everything that generators make.
#[derive(Default)]
pub(in crate::scenario::check) struct Grown {
    pub(in crate::scenario::check) zones: Vec<Grow<Zone>>,
    pub(in crate::scenario::check) nodes: Vec<Grow<NodeDraft>>,
    pub(in crate::scenario::check) links: Vec<Grow<Link>>,
    pub(in crate::scenario::check) dependencies: Vec<Grow<Dependency>>,
    /// What is written about nodes, once each: in generators, and in their rules.
    pub(in crate::scenario::check) written: Vec<Grow<NodeDraft>>,
}

impl Grown {
    /// More than the check will take.
    fn is_too_large(&self) -> bool {
        self.zones.len() > ZONES
            || self.nodes.len() > NODES
            || self.links.len() > LINKS
            || self.dependencies.len() > DEPENDENCIES
    }
}

/// Makes all copies of all generators, in the order of the files.
pub(in crate::scenario::check) fn grow(loaded: &Loaded) -> Grown {
    let mut grown = Grown::default();
    let templates = templates(loaded);
    let drafts = loaded.drafts.iter().flat_map(|(file, draft)| {
        draft.generate.iter().enumerate().map(move |(index, def)| (*file, index, def))
    });
    for (family, (file, index, def)) in drafts.take(GENERATORS).enumerate() {
        let plan = Plan { file, index, family, def, templates: &templates };
        for copy in 1..=def.count.min(COPIES) {
            if grown.is_too_large() {
                return grown;
            }
            plan.copy(copy).grow(&mut grown);
        }
        plan.written(&mut grown);
    }
    grown
}

fn templates(loaded: &Loaded) -> BTreeMap<&str, &NodeDraft> {
    let mut templates = BTreeMap::new();
    for template in loaded.drafts.iter().flat_map(|(_, draft)| &draft.templates) {
        templates.entry(template.id.as_str()).or_insert(template);
    }
    templates
}

/// A generator and where it stands.
#[derive(Clone, Copy)]
struct Plan<'a> {
    file: FileId,
    index: usize,
    family: usize,
    def: &'a Generator,
    templates: &'a BTreeMap<&'a str, &'a NodeDraft>,
}

impl<'a> Plan<'a> {
    fn at(&self, list: &'static str, index: usize) -> Where<'static> {
        Where::Inner(self.file, [("generate", self.index), (list, index)])
    }

    fn copy(self, number: u32) -> Copy<'a> {
        // Two at least, so that a tenth copy renames none.
        let digits = self.def.count.min(COPIES).to_string().len().max(2);
        let own = usize::try_from(number - 1).ok().and_then(|index| self.def.names.get(index));
        let name = map_text(own.unwrap_or(&self.def.name), |words, _| fill(words, number, ""));
        let rules = self.def.vary.iter().filter(|rule| rule.fits(number)).collect();
        Copy { plan: self, number, prefix: format!("{}-{number:0digits$}", self.def.id), name, rules }
    }

    /// Each node as the first copy has it, and what rules say of it.
    fn written(&self, grown: &mut Grown) {
        let first = Copy { rules: Vec::new(), ..self.copy(1) };
        for (index, node) in self.def.nodes.iter().enumerate() {
            let def = first.node(node);
            grown.written.push(Grow { at: self.at("nodes", index), family: self.family, def });
        }
        for (place, rule) in self.def.vary.iter().enumerate() {
            for (index, node) in rule.nodes.iter().enumerate() {
                let path = [("generate", self.index), ("vary", place), ("nodes", index)];
                let def = NodeDraft { id: String::new(), ..first.referring(node) };
                grown.written.push(Grow { at: Where::Innermost(self.file, path), family: self.family, def });
            }
        }
    }
}

/// One copy.
struct Copy<'a> {
    plan: Plan<'a>,
    number: u32,
    /// What its ids begin with.
    prefix: String,
    name: Text,
    rules: Vec<&'a Variation>,
}

impl Copy<'_> {
    fn grow(&self, grown: &mut Grown) {
        let def = self.plan.def;
        for (index, zone) in def.zones.iter().enumerate() {
            let def = Zone { id: self.own(&zone.id), name: self.text(&zone.name), ..zone.clone() };
            grown.zones.push(self.put("zones", index, def));
        }
        for (index, node) in def.nodes.iter().enumerate().filter(|(_, node)| self.has(&node.id)) {
            grown.nodes.push(self.put("nodes", index, self.node(node)));
        }
        for (index, link) in def.links.iter().enumerate() {
            if self.has(&link.from) && self.has(&link.to) {
                let def = Link { from: self.id(&link.from), to: self.id(&link.to), ..link.clone() };
                grown.links.push(self.put("links", index, def));
            }
        }
        for (index, dependency) in def.dependencies.iter().enumerate() {
            grown
                .dependencies
                .extend(self.dependency(dependency).map(|def| self.put("dependencies", index, def)));
        }
    }

    fn put<T>(&self, list: &'static str, index: usize, def: T) -> Grow<T> {
        Grow { at: self.plan.at(list, index), family: self.plan.family, def }
    }

    /// The copy has it, or it is none of the generator's.
    fn has(&self, id: &str) -> bool {
        !self.rules.iter().any(|rule| rule.without.iter().any(|node| node == id))
    }

    fn own(&self, id: &str) -> String {
        format!("{}-{id}", self.prefix)
    }

    /// An id as it is outside: the copy's own thing where there is one.
    fn id(&self, id: &str) -> String {
        let def = self.plan.def;
        let local = def.nodes.iter().any(|node| node.id == id) || def.zones.iter().any(|zone| zone.id == id);
        if local { self.own(id) } else { id.to_owned() }
    }

    fn text(&self, text: &Text) -> Text {
        map_text(text, |words, language| fill(words, self.number, language(&self.name)))
    }

    fn dependency(&self, dependency: &Dependency) -> Option<Dependency> {
        let ids = dependency.needs.ids();
        let needs: Vec<String> = ids.iter().filter(|id| self.has(id)).map(|id| self.id(id)).collect();
        // Where rules took all that was needed, nothing is.
        if !self.has(&dependency.node) || (needs.is_empty() && !ids.is_empty()) {
            return None;
        }
        let needs = match dependency.needs {
            Needs::AllOf(_) => Needs::AllOf(needs),
            Needs::AnyOf(_) => Needs::AnyOf(needs),
        };
        Some(Dependency { node: self.id(&dependency.node), needs, degrades_to: dependency.degrades_to })
    }

    /// The node with what rules say of it.
    fn node(&self, written: &NodeDraft) -> NodeDraft {
        let mut node = written.clone();
        let changes = self.rules.iter().flat_map(|rule| &rule.nodes).filter(|node| node.id == written.id);
        changes.for_each(|change| replace(&mut node, change));
        if node.zone.is_none() {
            node.zone = self.plan.def.zones.first().map(|zone| zone.id.clone());
        }
        let name = node.name.clone().or_else(|| self.template_name(&node));
        let named = name.map(|name| self.named(&name));
        NodeDraft { id: self.own(&written.id), name: named, ..self.referring(&node) }
    }

    /// The node with its references as they are outside.
    fn referring(&self, node: &NodeDraft) -> NodeDraft {
        let outside = |id: &Option<String>| id.as_ref().map(|id| self.id(id));
        NodeDraft {
            zone: outside(&node.zone),
            standby: outside(&node.standby),
            stakes: node.stakes.as_ref().map(|text| self.text(text)),
            ..node.clone()
        }
    }

    /// The name led by the copy's, unless it says itself where that stands.
    fn named(&self, name: &Text) -> Text {
        map_text(name, |words, language| match words {
            "" => String::new(),
            words if words.contains('{') => fill(words, self.number, language(&self.name)),
            words => format!("{}: {words}", language(&self.name)),
        })
    }

    fn template_name(&self, node: &NodeDraft) -> Option<Text> {
        let mut like = node.like.as_deref();
        for _ in 0..TEMPLATE_DEPTH {
            let template = self.plan.templates.get(like?)?;
            if let Some(name) = &template.name {
                return Some(name.clone());
            }
            like = template.like.as_deref();
        }
        None
    }
}

/// What a rule says takes the place of what the node says.
fn replace(node: &mut NodeDraft, change: &NodeDraft) {
    macro_rules! replace {
        ($($field:ident)*) => {
            $(if change.$field.is_some() { node.$field.clone_from(&change.$field); })*
        };
    }
    replace!(like name kind zone owner count os services processes weaknesses controls sensors accepts holds
        data backup worth worth_to stakes standby manual);
}

fn fill(words: &str, number: u32, name: &str) -> String {
    words.replace("{n}", &number.to_string()).replace("{name}", name)
}

/// Each language's words anew, told how to get the same language of another text.
fn map_text(text: &Text, map: impl Fn(&str, fn(&Text) -> &str) -> String) -> Text {
    Text {
        de: map(&text.de, |text| &text.de),
        en: map(&text.en, |text| &text.en),
        he: map(&text.he, |text| &text.he),
        fr: map(&text.fr, |text| &text.fr),
        es: map(&text.es, |text| &text.es),
    }
}
