//! Generators: grows the copies before anything is checked, so that all other checks see a network as
//! if it had been written out; then checks the generators themselves. What is wrong in every copy is
//! said once.

mod grow;

pub(super) use grow::{Grow, Grown, grow};

use super::book::Book;
use super::desk::{Desk, Where, suggest};
use crate::scenario::draft::*;
use crate::scenario::limits::{COPIES, NAME};
use crate::scenario::problem::{Code, Place, Problem};
use crate::scenario::source::{Sources, Step};
use std::collections::BTreeMap;

/// Checks what is written in generators; what they make is checked with everything else.
pub(super) fn check(desk: &mut Desk<'_>, book: &Book<'_>) {
    for entry in &book.generate {
        let (at, def) = (&entry.at, entry.def);
        desk.range(&at.field("count"), def.count, 1..=COPIES);
        desk.text_within(&at.field("title"), &def.title, NAME);
        for (field, empty) in [("zones", def.zones.is_empty()), ("nodes", def.nodes.is_empty())] {
            if empty {
                desk.report(Code::EmptyList, &at.field(field), format!("the copies have no {field}"));
            }
        }
        names(desk, at, def);
        placeholders(desk, at, def);
        for (index, variation) in def.vary.iter().enumerate() {
            vary(desk, &at.field("vary").index(index), def, variation);
        }
    }
}

/// Each copy has a name of its own.
fn names(desk: &mut Desk<'_>, at: &Where<'_>, def: &Generator) {
    desk.text_within(&at.field("name"), &def.name, NAME);
    desk.limit(&at.field("names"), "names", def.names.len(), def.count as usize);
    let without_names = (def.count as usize).saturating_sub(def.names.len());
    let alike = |words: &str| !words.is_empty() && !words.contains("{n}");
    if without_names > 1 && [&def.name.de, &def.name.en].into_iter().any(|words| alike(words)) {
        let message = format!("{without_names} copies of `{}` have the same name", def.id);
        desk.report(Code::AlikeCopies, &at.field("name"), message)
            .help("write {n} for the number, or give each copy a name in `names`");
    }
}

/// Texts hold no placeholders but those that are filled in.
fn placeholders(desk: &mut Desk<'_>, at: &Where<'_>, def: &Generator) {
    unknown(desk, &at.field("name"), &def.name, &["n"]);
    let (zones, nodes) = (at.field("zones"), at.field("nodes"));
    for (index, zone) in def.zones.iter().enumerate() {
        unknown(desk, &zones.index(index).field("name"), &zone.name, &["n", "name"]);
    }
    for (index, node) in def.nodes.iter().enumerate() {
        for (field, text) in [("name", &node.name), ("stakes", &node.stakes)] {
            if let Some(text) = text {
                unknown(desk, &nodes.index(index).field(field), text, &["n", "name"]);
            }
        }
    }
}

fn unknown(desk: &mut Desk<'_>, at: &Where<'_>, text: &Text, allowed: &[&str]) {
    for words in [&text.de, &text.en, &text.he, &text.fr, &text.es] {
        let inside = words.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name));
        for name in inside.filter(|name| !allowed.contains(name)) {
            let wanted: Vec<String> = allowed.iter().map(|name| format!("{{{name}}}")).collect();
            desk.report(Code::Placeholder, at, format!("nothing is filled in for {{{name}}}"))
                .help(format!("there are: {}", wanted.join(", ")));
        }
    }
}

/// A rule is about some copies, and about nodes that they have.
fn vary(desk: &mut Desk<'_>, at: &Where<'_>, def: &Generator, variation: &Variation) {
    let count = def.count.min(COPIES);
    if !(1..=count).any(|copy| variation.fits(copy)) {
        desk.report(Code::NoCopy, at, "the rule is about no copy")
            .help(format!("say every: so many, or copies: [numbers from 1 to {count}]"));
    }
    let copies = at.field("copies");
    for (index, copy) in variation.copies.iter().enumerate() {
        desk.range(&copies.index(index), *copy, 1..=count);
    }
    let (without, nodes) = (at.field("without"), at.field("nodes"));
    for (index, id) in variation.without.iter().enumerate() {
        known(desk, &without.index(index), def, id);
    }
    for (index, node) in variation.nodes.iter().enumerate() {
        known(desk, &nodes.index(index).field("id"), def, &node.id);
    }
}

fn known(desk: &mut Desk<'_>, at: &Where<'_>, def: &Generator, id: &str) {
    let ids = def.nodes.iter().map(|node| node.id.as_str());
    if ids.clone().all(|own| own != id) {
        desk.report(Code::UnknownId, at, format!("no node of `{}` has the id `{id}`", def.id))
            .help(suggest(id, ids));
    }
}

/// What is the same problem at the same place of a generator is kept once, with the number of copies.
pub(super) fn once(problems: Vec<Problem>, sources: &Sources) -> Vec<Problem> {
    let sections: Vec<Place> =
        sources.files().map(|file| sources.place(file, &[Step::Field("generate")])).collect();
    let grown = |problem: &Problem| {
        let place = &problem.place;
        sections.iter().any(|of| of.file == place.file && of.start < place.start && place.end <= of.end)
    };
    let mut seen: BTreeMap<(Code, Place), usize> = BTreeMap::new();
    let mut kept: Vec<Problem> = Vec::with_capacity(problems.len());
    let mut more: BTreeMap<usize, usize> = BTreeMap::new();
    for problem in problems {
        if grown(&problem) {
            let key = (problem.code, problem.place.clone());
            if let Some(first) = seen.get(&key) {
                *more.entry(*first).or_default() += usize::from(kept[*first].message != problem.message);
                continue;
            }
            seen.insert(key, kept.len());
        }
        kept.push(problem);
    }
    for (index, count) in more.into_iter().filter(|(_, count)| *count > 0) {
        kept[index].message.push_str(&format!(", and {count} more like this"));
    }
    kept
}
