//! What happens: actors, injects, objectives, endings, scoring.

use super::actors;
use super::addresses::real_in;
use super::book::{Book, Entry};
use super::conditions::{Context, place_of};
use super::desk::{Desk, Where};
use super::names::Kind;
use super::partners::{inner_id, seat};
use crate::scenario::draft::*;
use crate::scenario::ids::*;
use crate::scenario::limits::{CHOICES, LINE, MESSAGE, NAME};
use crate::scenario::model::{
    ActorDef, ChoiceDef, EndDef, EvidenceDef, InjectDef, ObjectiveDef, ScoringDef, TaskDef, WhenDef, ZoneDef,
};
use crate::scenario::model::{Condition as Checked, InjectEffect as Effect};
use crate::scenario::problem::{Code, Level};
use std::collections::BTreeMap;

/// Weight of the outcomes where the scenario does not say, percent.
const OUTCOME: u32 = 60;

/// What happens, checked.
pub(super) struct Play {
    pub(super) actors: Vec<ActorDef>,
    pub(super) injects: Vec<InjectDef>,
    pub(super) objectives: Vec<ObjectiveDef>,
    pub(super) ends: Vec<EndDef>,
    pub(super) scoring: ScoringDef,
}

/// Checks everything that happens.
pub(super) fn read(desk: &mut Desk<'_>, context: &Context<'_, '_>, zones: &[ZoneDef]) -> Play {
    let book = context.book;
    Play {
        actors: actors::read(desk, context, zones),
        injects: book.injects.iter().map(|entry| inject(desk, context, entry)).collect(),
        objectives: book.objectives.iter().map(|entry| objective(desk, context, entry)).collect(),
        ends: book.ends.iter().map(|entry| end(desk, context, entry)).collect(),
        scoring: scoring(desk, book),
    }
}

/// In place of a condition that could not be read; the scenario is refused then.
const NEVER: Checked = Checked::FromTurn(u32::MAX);

fn inject(desk: &mut Desk<'_>, context: &Context<'_, '_>, entry: &Entry<'_, Inject>) -> InjectDef {
    let (at, def) = (&entry.at, entry.def);
    inject_texts(desk, at, def);
    if let Some(objective) = &def.objective {
        desk.find(Kind::Objective, &at.field("objective"), objective);
    }
    let skip_if = def.skip_if.as_ref().and_then(|skip| context.condition(desk, &at.field("skip_if"), skip));
    InjectDef {
        id: def.id.clone(),
        title: def.title.clone(),
        kind: def.kind,
        at: when(desk, context, &at.field("at"), &def.at),
        skip_if,
        to: recipients(desk, context.book, &at.field("to"), &def.to),
        from: def.from.clone(),
        medium: def.medium,
        text: def.text.clone(),
        read_aloud: def.read_aloud.clone(),
        expected: def.expected.clone(),
        hints: def.hints.clone(),
        questions: def.questions.clone(),
        choices: choices(desk, context, &at.field("choices"), &def.choices),
        effects: effects(desk, context, &at.field("effects"), &def.effects),
        objective: def.objective.clone(),
        fixed_because: def.fixed_because.clone(),
    }
}

fn inject_texts(desk: &mut Desk<'_>, at: &Where<'_>, def: &Inject) {
    let texts = [
        ("title", &def.title, NAME),
        ("from", &def.from, NAME),
        ("text", &def.text, MESSAGE),
        ("expected", &def.expected, MESSAGE),
    ];
    for (field, text, most) in texts {
        desk.text_within(&at.field(field), text, most);
        for words in [&text.de, &text.en] {
            if let Some(real) = real_in(words) {
                let message = format!("`{real}` could belong to somebody");
                desk.report(Code::RealAddress, &at.field(field), message)
                    .level(Level::Warning)
                    .help("use addresses for documentation, such as 203.0.113.7 or desk@land.example");
            }
        }
    }
    for (field, text) in [("read_aloud", &def.read_aloud), ("fixed_because", &def.fixed_because)] {
        desk.text_if_any(&at.field(field), text);
    }
    for (field, list) in [("hints", &def.hints), ("questions", &def.questions)] {
        for (index, text) in list.iter().enumerate() {
            desk.text_within(&at.field(field).index(index), text, LINE);
        }
    }
}

fn when(desk: &mut Desk<'_>, context: &Context<'_, '_>, at: &Where<'_>, when: &When) -> WhenDef {
    let first = at.index(0);
    match when {
        When::Turn(turn) => {
            let turn = desk.range(&first, *turn, 1..=200);
            WhenDef::Turn(context.turn(desk, &first, turn))
        }
        When::Hour(hour) => WhenDef::Turn(context.version.turn_of_hour(*hour)),
        When::When(condition) => WhenDef::When(context.condition(desk, &first, condition).unwrap_or(NEVER)),
        When::Hand => WhenDef::Hand,
    }
}

fn recipients(
    desk: &mut Desk<'_>,
    book: &Book<'_>,
    at: &Where<'_>,
    to: &[String],
) -> Vec<(PartnerId, Option<u8>)> {
    if to.is_empty() {
        desk.report(Code::EmptyList, at, "the inject reaches nobody").help("write [\"all\"] or a partner");
    }
    let mut list = Vec::new();
    for (index, to) in to.iter().enumerate() {
        let at = at.index(index);
        if to == "all" {
            list.extend((0..book.partners.len()).map(|partner| (PartnerId::at(partner), None)));
            continue;
        }
        let (partner, seat_id) = match to.split_once('.') {
            Some((partner, seat)) => (partner, Some(seat)),
            None => (to.as_str(), None),
        };
        let Some(partner) = desk.partner(&at, partner) else { continue };
        let def = book.partners[partner.index()].def;
        list.push((partner, seat_id.and_then(|id| seat(desk, &at, def, id))));
    }
    list
}

fn choices(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    at: &Where<'_>,
    choices: &[Choice],
) -> Vec<ChoiceDef> {
    desk.limit(at, "choices", choices.len(), CHOICES);
    if choices.len() == 1 {
        desk.report(Code::OneChoice, at, "there is only one choice").help("add another, or none at all");
    }
    let mut first = BTreeMap::new();
    let mut list = Vec::with_capacity(choices.len());
    for (index, choice) in choices.iter().enumerate() {
        let here = at.index(index);
        inner_id(desk, at, index, &choice.id, &mut first);
        desk.text_within(&here.field("text"), &choice.text, LINE);
        let effects = effects(desk, context, &here.field("effects"), &choice.effects);
        list.push(ChoiceDef { id: choice.id.clone(), text: choice.text.clone(), effects });
    }
    list
}

fn effects(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    at: &Where<'_>,
    effects: &[InjectEffect],
) -> Vec<Effect> {
    let each = |(index, written)| effect(desk, context, &at.index(index), written);
    effects.iter().enumerate().filter_map(each).collect()
}

fn effect(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    at: &Where<'_>,
    effect: &InjectEffect,
) -> Option<Effect> {
    let (first, second, third, fourth) = (at.index(0), at.index(1), at.index(2), at.index(3));
    Some(match effect {
        InjectEffect::Learn(partner, fact) => {
            let (partner, fact) = (desk.partner(&first, partner), context.fact(desk, &second, fact));
            Effect::Learn(partner?, fact?)
        }
        InjectEffect::Trust(partner, points) => {
            let (partner, points) = (desk.partner(&first, partner), desk.signed(&second, *points, 100));
            Effect::Trust(partner?, points)
        }
        InjectEffect::People(partner, kind, count, turns) => {
            let (partner, count) = (desk.partner(&first, partner), desk.signed(&third, *count, 100));
            Effect::People(partner?, *kind, count, desk.range(&fourth, *turns, 1..=200))
        }
        InjectEffect::Attention(partner, gain, turns) => {
            let (partner, gain) = (desk.partner(&first, partner), desk.signed(&second, *gain, 1000));
            Effect::Attention(partner?, gain, desk.range(&third, *turns, 1..=200))
        }
        InjectEffect::Points(actor, points) => {
            let (actor, points) = (desk.actor(&first, actor), desk.signed(&second, *points, 100));
            Effect::Points(actor?, points)
        }
        InjectEffect::Rotate(actor, kind) => Effect::Rotate(desk.actor(&first, actor)?, *kind),
        InjectEffect::Label(partner, fact, label) => {
            let (partner, fact) = (desk.partner(&first, partner), context.fact(desk, &second, fact));
            Effect::Label(partner?, fact?, *label)
        }
        on_node => return node_effect(desk, at, on_node),
    })
}

/// What is done to a node.
fn node_effect(desk: &mut Desk<'_>, at: &Where<'_>, effect: &InjectEffect) -> Option<Effect> {
    let first = at.index(0);
    Some(match effect {
        InjectEffect::Down(node, turns) => {
            let (node, turns) = (desk.node(&first, node), desk.range(&at.index(1), *turns, 1..=200));
            Effect::Down(node?, turns)
        }
        InjectEffect::DownUntilMended(node) => Effect::DownUntilMended(desk.node(&first, node)?),
        InjectEffect::Up(node) => Effect::Up(desk.node(&first, node)?),
        InjectEffect::Falsify(node) => Effect::Falsify(desk.node(&first, node)?),
        InjectEffect::RestoreData(node) => Effect::RestoreData(desk.node(&first, node)?),
        _ => return None,
    })
}

fn objective(desk: &mut Desk<'_>, context: &Context<'_, '_>, entry: &Entry<'_, Objective>) -> ObjectiveDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("text"), &def.text);
    desk.text(&at.field("capability"), &def.capability);
    let list = at.field("tasks");
    let mut first = BTreeMap::new();
    let mut tasks = Vec::with_capacity(def.tasks.len());
    for (index, written) in def.tasks.iter().enumerate() {
        inner_id(desk, &list, index, &written.id, &mut first);
        tasks.extend(task(desk, context, &list.index(index), written));
    }
    if def.tasks.is_empty() {
        desk.report(Code::NoEvidence, &list, format!("the objective `{}` has no task", def.id));
    }
    ObjectiveDef {
        id: def.id.clone(),
        text: def.text.clone(),
        met: context.condition(desk, &at.field("met"), &def.met).unwrap_or(NEVER),
        capability: def.capability.clone(),
        tasks,
        duty: def.duty,
    }
}

fn task(desk: &mut Desk<'_>, context: &Context<'_, '_>, at: &Where<'_>, def: &Task) -> Option<TaskDef> {
    desk.text(&at.field("text"), &def.text);
    let partner = desk.partner(&at.field("partner"), &def.partner);
    let list = at.field("evidence");
    if def.evidence.is_empty() {
        let message = format!("the task `{}` has no evidence", def.id);
        desk.report(Code::NoEvidence, &list, message).help("name an event: ordered(measure: \"triage\")");
    }
    let each = |(index, written)| evidence(desk, context, partner, &list.index(index), written);
    let evidence = def.evidence.iter().enumerate().filter_map(each).collect();
    Some(TaskDef { id: def.id.clone(), text: def.text.clone(), partner: partner?, evidence })
}

fn evidence(
    desk: &mut Desk<'_>,
    context: &Context<'_, '_>,
    partner: Option<PartnerId>,
    at: &Where<'_>,
    evidence: &Evidence,
) -> Option<EvidenceDef> {
    Some(match evidence {
        Evidence::Ordered { measure, by_turn, at: places, on_word_of } => {
            let by_turn = by_turn.map(|turn| context.turn(desk, &at.field("by_turn"), turn));
            let (here, list) = (at.field("measure"), at.field("at"));
            let measure = if places.is_empty() {
                desk.measure(&here, measure)
            } else {
                context.placed(desk, &here, measure, "leave out `at`")
            };
            let places =
                places.iter().enumerate().filter_map(|(n, id)| place_of(desk, &list.index(n), id)).collect();
            let on_word_of =
                on_word_of.as_ref().and_then(|id| other(desk, partner, &at.field("on_word_of"), id));
            EvidenceDef::Ordered { measure: measure?, by_turn, at: places, on_word_of }
        }
        Evidence::Shared { with, within_h, facts } => {
            let list = at.field("facts");
            let with = other(desk, partner, &at.field("with"), with);
            let fact = |(n, fact): (usize, &FactDraft)| context.fact(desk, &list.index(n), fact);
            let facts = facts.iter().enumerate().filter_map(fact).collect();
            EvidenceDef::Shared { with: with?, within_h: *within_h, facts }
        }
        Evidence::Duty { duty } => {
            EvidenceDef::Duty { duty: context.duty(desk, partner, &at.field("duty"), duty)? }
        }
        Evidence::Held(condition) => EvidenceDef::Held(context.condition(desk, &at.index(0), condition)?),
    })
}

/// A partner other than the task's own.
fn other(desk: &mut Desk<'_>, own: Option<PartnerId>, at: &Where<'_>, id: &str) -> Option<PartnerId> {
    let found = desk.partner(at, id)?;
    if own == Some(found) {
        desk.report(Code::Itself, at, format!("`{id}` and itself; two different partners are needed"));
    }
    Some(found)
}

fn end(desk: &mut Desk<'_>, context: &Context<'_, '_>, entry: &Entry<'_, End>) -> EndDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("text"), &def.text);
    let when = context.condition(desk, &at.field("when"), &def.when).unwrap_or(NEVER);
    EndDef { id: def.id.clone(), when, text: def.text.clone() }
}

fn scoring(desk: &mut Desk<'_>, book: &Book<'_>) -> ScoringDef {
    let mut weights = vec![1; book.partners.len()];
    let Some(entry) = &book.scoring else {
        return ScoringDef { outcome: OUTCOME, weights, harm: HarmWeights::default() };
    };
    let (at, def) = (&entry.at, entry.def);
    let list = at.field("weights");
    for (id, weight) in &def.weights {
        let here = list.key(id);
        let weight = desk.range(&here, *weight, 0..=1000);
        if let Some(partner) = desk.find_key(Kind::Partner, &here, id) {
            weights[partner] = weight;
        }
    }
    if !weights.is_empty() && weights.iter().all(|weight| *weight == 0) {
        desk.report(Code::OutOfRange, &list, "every partner's weight is 0");
    }
    harm(desk, &at.field("harm"), &def.harm);
    ScoringDef { outcome: desk.range(&at.field("outcome"), def.outcome, 0..=100), weights, harm: def.harm }
}

fn harm(desk: &mut Desk<'_>, at: &Where<'_>, harm: &HarmWeights) {
    let parts = [
        ("service", harm.service),
        ("records", harm.records),
        ("integrity", harm.integrity),
        ("detection", harm.detection),
        ("containment", harm.containment),
        ("recovery", harm.recovery),
        ("duties", harm.duties),
        ("proportionality", harm.proportionality),
    ];
    for (field, weight) in parts {
        desk.range(&at.field(field), weight, 0..=10_000);
    }
}
