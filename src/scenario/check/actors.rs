//! Attackers: what they hold, know, master and want; addresses that could belong to somebody.

use super::addresses::{is_real_address, is_real_domain};
use super::adversaries;
use super::book::Entry;
use super::catalog::with;
use super::conditions::Context;
use super::desk::{Desk, Where};
use super::names::Kind;
use super::network::ends;
use crate::scenario::draft::*;
use crate::scenario::ids::*;
use crate::scenario::limits::{MEANS, SCRIPT, TURNS, WANTS};
use crate::scenario::model::{ActorDef, ScriptStepDef, WantDef, ZoneDef};
use crate::scenario::problem::Code;
use crate::scenario::words::{ActorKind, Brain};
use std::collections::BTreeSet;

/// In an actor's ranks: not mastered. In its distances: no way.
pub(super) const NONE: u8 = u8::MAX;
/// Skill and stealth that leave a technique's odds as they are, and the most of either, per mille.
pub(super) const USUAL: u32 = 1000;
pub(super) const MOST_SKILL: u32 = 3000;
/// Most attack points per turn.
pub(super) const MOST_POINTS: u32 = 100;

/// Checks every actor.
pub(super) fn read(desk: &mut Desk<'_>, context: &Context<'_, '_>, zones: &[ZoneDef]) -> Vec<ActorDef> {
    context.book.actors.iter().map(|entry| actor(desk, context, entry, zones)).collect()
}

fn actor(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    entry: &Entry<'_, Actor>,
    zones: &[ZoneDef],
) -> ActorDef {
    let at = &entry.at;
    written(desk, at, entry.def);
    let def = &adversaries::filled(desk, context.book, entry);
    let techniques = techniques(desk, &at.field("techniques"), def.techniques.as_deref().unwrap_or_default());
    let rank = rank(&techniques, context.book.techniques.len());
    let numbers = [("skill", def.skill.unwrap_or(USUAL)), ("stealth", def.stealth.unwrap_or(USUAL))];
    let [skill, stealth] = numbers.map(|(field, value)| desk.range(&at.field(field), value, 0..=MOST_SKILL));
    ActorDef {
        id: def.id.clone(),
        name: def.name.clone().unwrap_or_default(),
        about: def.about.clone().unwrap_or_default(),
        kind: def.kind.unwrap_or(ActorKind::Criminal),
        brain: def.brain.unwrap_or(Brain::Playbook),
        start: nodes(desk, &at.field("start"), &def.start),
        skill,
        stealth,
        points: desk.range(&at.field("points"), def.points.unwrap_or(0), 0..=MOST_POINTS),
        from_turn: from_turn(desk, context, at, def),
        buys_from: buys_from(desk, at, def),
        when_found: def.when_found.inspect(|found| when_found(desk, &at.field("when_found"), *found)),
        techniques,
        rank,
        wants: wants(desk, context, &at.field("wants"), &def.wants, zones),
        infrastructure: def.infrastructure.clone().unwrap_or_default(),
        tools: def.tools.clone().unwrap_or_default(),
        knows: nodes(desk, &at.field("knows"), &def.knows),
        credentials: credentials(desk, &at.field("credentials"), &def.credentials),
        script: script(desk, context, at, def),
        want_at: Vec::new(),
        distance: Vec::new(),
    }
}

/// What is written in an actor is right by itself.
fn written(desk: &mut Desk<'_>, at: &Where<'_>, def: &Actor) {
    for (field, text) in [("name", &def.name), ("about", &def.about)] {
        if let Some(text) = text {
            desk.text(&at.field(field), text);
        }
    }
    if def.start.is_empty() {
        desk.report(Code::EmptyList, &at.field("start"), "the actor starts nowhere")
            .help("start: [\"internet\"]");
    }
    let list = |names: &Option<Vec<String>>| names.clone().unwrap_or_default();
    means(desk, at, &list(&def.infrastructure), &list(&def.tools));
}

fn from_turn(desk: &mut Desk<'_>, context: &Context<'_, '_>, at: &Where<'_>, def: &Actor) -> u32 {
    let here = at.field("from_turn");
    let turn = desk.range(&here, def.from_turn, 1..=u32::try_from(TURNS).unwrap_or(u32::MAX));
    context.version.turn(turn)
}

/// A throw-out it would not even notice, or more than ever happen, is a mistake.
pub(super) fn when_found(desk: &mut Desk<'_>, at: &Where<'_>, found: WhenFound) {
    desk.range(&at.index(0), u32::from(found.after()), 1..=20);
}

fn buys_from(desk: &mut Desk<'_>, at: &Where<'_>, def: &Actor) -> Option<ActorId> {
    let seller = def.buys_from.as_ref()?;
    let here = at.field("buys_from");
    if *seller == def.id {
        desk.report(Code::Itself, &here, "the actor buys from itself");
    }
    desk.actor(&here, seller)
}

fn nodes(desk: &mut Desk<'_>, at: &Where<'_>, ids: &[String]) -> Vec<NodeId> {
    let find = |(index, id): (usize, &String)| desk.node(&at.index(index), id);
    ids.iter().enumerate().filter_map(find).collect()
}

fn credentials(desk: &mut Desk<'_>, at: &Where<'_>, ids: &[String]) -> Set64 {
    let find = |(index, id): (usize, &String)| desk.find(Kind::Credential, &at.index(index), id);
    ids.iter().enumerate().filter_map(find).fold(Set64::default(), with)
}

pub(super) fn techniques(desk: &mut Desk<'_>, at: &Where<'_>, ids: &[String]) -> Vec<TechniqueId> {
    let mut list = Vec::with_capacity(ids.len());
    for (index, id) in ids.iter().enumerate() {
        let here = at.index(index);
        let Some(technique) = desk.technique(&here, id) else { continue };
        if list.contains(&technique) {
            desk.report(Code::DuplicateId, &here, format!("`{id}` is named twice"))
                .help("delete one of the two");
        } else {
            list.push(technique);
        }
    }
    list
}

fn rank(techniques: &[TechniqueId], count: usize) -> Vec<u8> {
    let mut rank = vec![NONE; count];
    for (place, technique) in techniques.iter().enumerate() {
        rank[technique.index()] = u8::try_from(place).unwrap_or(NONE - 1);
    }
    rank
}

fn wants(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    at: &Where<'_>,
    wants: &[Want],
    zones: &[ZoneDef],
) -> Vec<WantDef> {
    desk.limit(at, "wants", wants.len(), WANTS);
    let wants = &wants[..wants.len().min(WANTS)];
    let mut list = Vec::with_capacity(wants.len());
    for (index, want) in wants.iter().enumerate() {
        let here = at.index(index);
        let nodes_at = here.field("nodes");
        if want.nodes.is_empty() {
            desk.report(Code::EmptyList, &nodes_at, "the want names no node");
        }
        let nodes = wanted(desk, &nodes_at, &want.nodes, zones);
        let worth = desk.range(&here.field("worth"), want.worth, 1..=1000);
        let not_before = context.turn(desk, &here.field("not_before"), want.not_before);
        let not_after = not_after(desk, context, &here, want);
        let goal = want.goal.unwrap_or(Goal::Hold);
        list.push(WantDef { goal, nodes, worth, not_before, not_after });
    }
    list
}

fn not_after(desk: &mut Desk<'_>, context: &Context<'_, '_>, at: &Where<'_>, want: &Want) -> Option<u32> {
    let last = want.not_after?;
    let here = at.field("not_after");
    if last < want.not_before.max(1) {
        let begins = desk.place(&at.field("not_before"));
        let message = format!("the want ends in turn {last}, before it begins");
        desk.report(Code::Contradiction, &here, message)
            .help("write the last turn in which the actor wants it")
            .related(begins, "it begins here");
    }
    Some(context.turn(desk, &here, last))
}

/// Nodes of a want: each once, in the order in which they are named.
fn wanted(desk: &mut Desk<'_>, at: &Where<'_>, ids: &[String], zones: &[ZoneDef]) -> Vec<NodeId> {
    let (mut named, mut seen, mut list) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (index, id) in ids.iter().enumerate() {
        if named.insert(id) {
            let nodes = ends(desk, &at.index(index), id, zones);
            list.extend(nodes.into_iter().filter(|node| seen.insert(*node)));
        }
    }
    list
}

fn script(desk: &mut Desk<'_>, context: &Context<'_, '_>, at: &Where<'_>, def: &Actor) -> Vec<ScriptStepDef> {
    let list = at.field("script");
    if def.brain == Some(Brain::Script) && def.script.is_empty() {
        let message = format!("`{}` follows a script that is empty", def.id);
        desk.report(Code::EmptyList, &list, message)
            .help("write script: [(turn: 1, technique: ..., target: ...)]");
    }
    let tries = def.script.iter().map(|step| 1 + step.or.len()).sum();
    desk.limit(&list, "steps and fallbacks", tries, SCRIPT);
    let each = |(index, step)| script_step(desk, context, &list.index(index), step);
    let mut steps: Vec<ScriptStepDef> = def.script.iter().enumerate().map(each).collect();
    steps.sort_by_key(|step| step.turn);
    steps
}

fn script_step(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    at: &Where<'_>,
    step: &ScriptStep,
) -> ScriptStepDef {
    let turn = desk.range(&at.field("turn"), step.turn, 1..=200);
    let (technique_at, target_at, or) = (at.field("technique"), at.field("target"), at.field("or"));
    let first = (desk.technique(&technique_at, &step.technique), desk.node(&target_at, &step.target));
    let mut tries = vec![first];
    for (index, (technique, target)) in step.or.iter().enumerate() {
        let here = or.index(index);
        tries.push((desk.technique(&here.index(0), technique), desk.node(&here.index(1), target)));
    }
    let tries = tries.into_iter().filter_map(|(technique, target)| Some((technique?, target?))).collect();
    ScriptStepDef { turn: context.version.turn(turn), tries }
}

/// Names of infrastructure and tools as indicators show them: nobody real is named.
pub(super) fn means(desk: &mut Desk<'_>, at: &Where<'_>, infrastructure: &[String], tools: &[String]) {
    for (field, names) in [("infrastructure", infrastructure), ("tools", tools)] {
        let list = at.field(field);
        desk.limit(&list, "names", names.len(), MEANS);
        for (index, name) in names.iter().enumerate() {
            let real = match field {
                "infrastructure" => is_real_address(name) || is_real_domain(name),
                _ => is_real_address(name),
            };
            if real {
                desk.report(
                    Code::RealAddress,
                    &list.index(index),
                    format!("`{name}` could belong to somebody"),
                )
                .help(
                    "use 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32 or names in .example",
                );
            }
        }
    }
}
