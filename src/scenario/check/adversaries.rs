//! Stock adversaries of the catalogue, and actors that are like one of them.

use super::actors::{MOST_POINTS, MOST_SKILL, means, techniques, when_found};
use super::book::{Book, Entry};
use super::catalog::numbers;
use super::desk::{Desk, Where};
use super::names::Kind;
use crate::scenario::draft::{Actor, Adversary};
use crate::scenario::problem::Code;

/// Fields with numbers, and those without.
const NUMBERS: [&str; 3] = ["skill", "stealth", "points"];
const OTHERS: [&str; 9] =
    ["name", "about", "kind", "brain", "techniques", "goals", "when_found", "infrastructure", "tools"];

/// Checks every stock adversary, used or not.
pub(super) fn check(desk: &mut Desk<'_>, book: &Book<'_>) {
    for entry in &book.adversaries {
        let (at, def) = (&entry.at, entry.def);
        desk.text(&at.field("name"), &def.name);
        desk.text(&at.field("about"), &def.about);
        for (field, value, most) in [
            ("skill", def.skill, MOST_SKILL),
            ("stealth", def.stealth, MOST_SKILL),
            ("points", def.points, MOST_POINTS),
        ] {
            desk.range(&at.field(field), value, 0..=most);
        }
        techniques(desk, &at.field("techniques"), &def.techniques);
        if def.goals.is_empty() {
            desk.report(Code::EmptyList, &at.field("goals"), "the adversary wants nothing")
                .help("name what it usually wants: [steal, encrypt]");
        }
        if let Some(found) = def.when_found {
            when_found(desk, &at.field("when_found"), found);
        }
        means(desk, at, &def.infrastructure, &def.tools);
        numbers(desk, at, &def.basis, &NUMBERS, &OTHERS);
    }
}

/// An actor with everything that it does not say itself taken from the stock adversary it is like.
pub(super) fn filled(desk: &mut Desk<'_>, book: &Book<'_>, entry: &Entry<'_, Actor>) -> Actor {
    let mut actor = entry.def.clone();
    if let Some(like) = &entry.def.like {
        let found = desk.find(Kind::Adversary, &entry.at.field("like"), like);
        match found {
            Some(index) => fill(&mut actor, book.adversaries[index].def),
            // What else is missing would have come from there.
            None => return actor,
        }
    }
    missing(desk, &entry.at, &actor);
    actor
}

fn fill(actor: &mut Actor, stock: &Adversary) {
    macro_rules! fill {
        ($($field:ident)*) => {
            $(actor.$field.get_or_insert_with(|| stock.$field.clone());)*
        };
    }
    fill!(name about kind brain skill stealth points techniques infrastructure tools);
    actor.when_found = actor.when_found.or(stock.when_found);
    let goal = stock.goals.first().copied();
    for want in &mut actor.wants {
        want.goal = want.goal.or(goal);
    }
}

fn missing(desk: &mut Desk<'_>, at: &Where<'_>, def: &Actor) {
    // What a mistake of form hides may be there.
    if desk.is_incomplete() {
        return;
    }
    let fields = [
        ("name", def.name.is_none()),
        ("about", def.about.is_none()),
        ("kind", def.kind.is_none()),
        ("brain", def.brain.is_none()),
        ("points", def.points.is_none()),
        ("techniques", def.techniques.is_none()),
    ];
    let missing: Vec<&str> = fields.iter().filter(|(_, missing)| *missing).map(|(field, _)| *field).collect();
    if !missing.is_empty() {
        let message = format!("the actor `{}` has no {}", def.id, missing.join(" and no "));
        desk.report(Code::MissingField, &at.field("id"), message)
            .help("write it here, or take it from a stock adversary: like: \"criminal-2\"");
    }
    let wants = at.field("wants");
    for index in def.wants.iter().enumerate().filter(|(_, want)| want.goal.is_none()).map(|(index, _)| index)
    {
        let message = format!("the actor `{}` has a want without a goal", def.id);
        desk.report(Code::MissingField, &wants.index(index), message)
            .help("write the goal: steal, encrypt, wipe, manipulate, disrupt or hold");
    }
}
