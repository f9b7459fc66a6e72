//! Measures: who may order them, what they need, and that their effect fits what they point at.

use super::book::{Book, Entry};
use super::catalog::{basis, numbers};
use super::desk::{Desk, Where};
use crate::scenario::draft::{self, Measure, MeasureEffect, Requirement, TargetKind};
use crate::scenario::limits::ADDED;
use crate::scenario::model::{Effect, MeasureDef, OnlyWith};
use crate::scenario::problem::Code;
use crate::scenario::words::People;

/// Measures that add a control and those that add a sensor, counted so that each has a bit of its own.
#[derive(Default)]
struct Bits {
    hardenings: usize,
    sensors: usize,
}

/// Checks every measure.
pub(super) fn read(desk: &mut Desk<'_>, book: &Book<'_>) -> Vec<MeasureDef> {
    let mut bits = Bits::default();
    let mut measures: Vec<MeasureDef> =
        book.measures.iter().map(|entry| measure(desk, entry, &mut bits)).collect();
    let practices = measures.iter_mut().filter(|measure| measure.requires.contains(&Requirement::Practice));
    practices.zip(0..).for_each(|(measure, place)| measure.practice = Some(place));
    measures
}

/// Whether a measure must be known before it can be ordered.
pub(super) fn is_practice(measure: &Measure) -> bool {
    measure.requires.contains(&Requirement::Practice)
}

fn measure(desk: &mut Desk<'_>, entry: &Entry<'_, Measure>, bits: &mut Bits) -> MeasureDef {
    let (at, def) = (&entry.at, entry.def);
    desk.text(&at.field("name"), &def.name);
    desk.text(&at.field("text"), &def.text);
    desk.text_if_any(&at.field("breaks"), &def.breaks);
    let fields = ["people", "turns", "chance", "effect", "service_while", "prevention"];
    numbers(desk, at, &def.basis, &fields, &["name", "text", "roles", "d3fend", "requires", "breaks"]);
    if def.roles.is_empty() {
        desk.report(Code::EmptyList, &at.field("roles"), "no role may order it")
            .help("name roles: [analyst]");
    }
    let effect = effect(desk, &at.field("effect"), &def.effect).unwrap_or(Effect::Confer);
    target(desk, at, def);
    requirements(desk, at, def);
    let service = desk.range(&at.field("service_while"), def.service_while, 0..=1000);
    MeasureDef {
        id: def.id.clone(),
        name: def.name.clone(),
        text: def.text.clone(),
        breaks: def.breaks.clone(),
        group: def.group,
        function: def.function,
        d3fend: def.d3fend.clone(),
        roles: def.roles.clone(),
        people: people(desk, at, def),
        turns: desk.range(&at.field("turns"), def.turns, 0..=200),
        target: def.target,
        requires: def.requires.clone(),
        chance_ppm: desk.range(&at.field("chance"), def.chance, 0..=1000) * 1000,
        bit: bits.of(desk, at, effect),
        effect,
        service_while: u16::try_from(service).unwrap_or(1000),
        prevention: desk.range(&at.field("prevention"), def.prevention, 0..=100),
        joint: def.joint,
        only_with: def.only_with.as_ref().and_then(|with| only_with(desk, &at.field("only_with"), with)),
        practice: None,
        basis: basis(&def.basis),
    }
}

impl Bits {
    fn of(&mut self, desk: &mut Desk<'_>, at: &Where<'_>, effect: Effect) -> u8 {
        let (count, what, most) = match effect {
            Effect::Harden(..) => (&mut self.hardenings, "measures that add a control", ADDED),
            Effect::Sensor(..) => (&mut self.sensors, "measures that add a sensor", ADDED / 2),
            _ => return 0,
        };
        let bit = *count;
        *count += 1;
        desk.limit(&at.field("effect"), what, *count, most);
        u8::try_from(bit.min(most - 1)).unwrap_or(0)
    }
}

fn only_with(desk: &mut Desk<'_>, at: &Where<'_>, with: &draft::OnlyWith) -> Option<OnlyWith> {
    let first = at.index(0);
    Some(match with {
        draft::OnlyWith::Control(id) => OnlyWith::Control(desk.control(&first, id)?),
        draft::OnlyWith::Sensor(id) => OnlyWith::Sensor(desk.sensor(&first, id)?),
        draft::OnlyWith::Kind(kind) => OnlyWith::Kind(*kind),
    })
}

fn people(desk: &mut Desk<'_>, at: &Where<'_>, def: &Measure) -> [u8; People::COUNT] {
    let mut people = [0; People::COUNT];
    for (kind, count) in &def.people {
        desk.range(&at.field("people").key(kind.slug()), u32::from(*count), 0..=50);
        people[*kind as usize] = *count;
    }
    people
}

fn effect(desk: &mut Desk<'_>, at: &Where<'_>, effect: &MeasureEffect) -> Option<Effect> {
    use MeasureEffect as E;
    let first = at.index(0);
    let second = at.index(1);
    let effect = match effect {
        E::Sensor(id, value) => {
            let (sensor, value) = (desk.sensor(&first, id), desk.range(&second, *value, 0..=1000));
            Effect::Sensor(sensor?, value)
        }
        E::Harden(id, value) => {
            let (control, value) = (desk.control(&first, id), desk.range(&second, *value, 0..=1000));
            Effect::Harden(control?, value)
        }
        E::Clean(id) => Effect::Clean(desk.weakness(&first, id)?),
        E::Block(value) => Effect::Block(desk.range(&first, *value, 0..=1000)),
        E::Watch(value) => Effect::Watch(desk.range(&first, *value, 0..=1000)),
        E::Surge(value) => Effect::Surge(desk.range(&first, *value, 0..=5000)),
        E::Attention(value, turns) => {
            Effect::Attention(desk.range(&first, *value, 0..=1000), desk.range(&second, *turns, 1..=200))
        }
        E::Inform(points) => Effect::Inform(desk.range(&first, *points, 0..=100)),
        E::Attribute(points) => Effect::Attribute(desk.range(&first, *points, 0..=50)),
        E::LendTools(value, turns) => {
            Effect::LendTools(desk.range(&first, *value, 0..=1000), desk.range(&second, *turns, 1..=200))
        }
        E::PayRansom(points) => Effect::PayRansom(desk.range(&first, *points, 0..=50)),
        E::Withdraw(points) => Effect::Withdraw(desk.range(&first, *points, 0..=100)),
        other => plain_effect(other)?,
    };
    Some(effect)
}

fn plain_effect(effect: &MeasureEffect) -> Option<Effect> {
    use MeasureEffect as E;
    Some(match effect {
        E::Triage => Effect::Triage,
        E::Investigate => Effect::Investigate,
        E::Hunt => Effect::Hunt,
        E::Forensics => Effect::Forensics,
        E::Patch => Effect::Patch,
        E::RotateCredentials => Effect::RotateCredentials,
        E::Isolate => Effect::Isolate,
        E::Reconnect => Effect::Reconnect,
        E::IsolateZone => Effect::IsolateZone,
        E::ReconnectZone => Effect::ReconnectZone,
        E::CutLink => Effect::CutLink,
        E::RestoreLink => Effect::RestoreLink,
        E::Evict => Effect::Evict,
        E::Rebuild => Effect::Rebuild,
        E::Restore => Effect::Restore,
        E::FailOver => Effect::FailOver,
        E::GoManual => Effect::GoManual,
        E::BackUp => Effect::BackUp,
        E::Compare => Effect::Compare,
        E::PreserveEvidence => Effect::PreserveEvidence,
        E::Takedown => Effect::Takedown,
        E::Notify => Effect::Notify,
        E::Share => Effect::Share,
        E::AskAid => Effect::AskAid,
        E::SendAid => Effect::SendAid,
        E::Advisory => Effect::Advisory,
        E::Confer => Effect::Confer,
        E::Sitrep => Effect::Sitrep,
        E::RotateShared => Effect::RotateShared,
        E::Liaison => Effect::Liaison,
        E::NightWatch => Effect::NightWatch,
        E::AskInformation => Effect::AskInformation,
        E::DeclineInformation => Effect::DeclineInformation,
        E::Redact => Effect::Redact,
        E::Correct => Effect::Correct,
        E::WarnReusers => Effect::WarnReusers,
        E::Resume => Effect::Resume,
        E::Attribute(_) | E::LendTools(..) | E::PayRansom(_) | E::Withdraw(_) => return None,
        E::Sensor(..) | E::Clean(_) | E::Harden(..) | E::Block(_) => return None,
        E::Watch(_) | E::Surge(_) | E::Attention(..) | E::Inform(_) => return None,
    })
}

/// What the effect can point at.
fn targets(effect: &MeasureEffect) -> &'static [TargetKind] {
    use MeasureEffect as E;
    use TargetKind as T;
    match effect {
        E::Triage => &[T::Alert],
        E::Investigate | E::Forensics | E::Patch | E::RotateCredentials | E::Isolate | E::Reconnect => {
            &[T::Node]
        }
        E::Evict | E::Rebuild | E::Restore | E::FailOver | E::GoManual | E::BackUp | E::Compare => &[T::Node],
        E::PayRansom(_) | E::Withdraw(_) | E::Correct | E::WarnReusers | E::Resume => &[T::Node],
        E::PreserveEvidence => &[T::Own, T::Node],
        E::Sensor(..) | E::Harden(..) => &[T::Node, T::Zone],
        E::Hunt | E::Clean(_) | E::IsolateZone | E::ReconnectZone => &[T::Zone],
        E::CutLink | E::RestoreLink => &[T::Link],
        E::Block(_) | E::Watch(_) | E::Takedown | E::Attribute(_) | E::Redact => &[T::Fact],
        E::Advisory => &[T::Own, T::Fact],
        E::Surge(_) | E::Attention(..) | E::Inform(_) | E::Confer | E::Sitrep | E::RotateShared => &[T::Own],
        E::Notify => &[T::Duty],
        E::Share => &[T::Share],
        E::AskAid | E::SendAid | E::Liaison | E::NightWatch | E::LendTools(..) => &[T::Partner],
        E::AskInformation | E::DeclineInformation => &[T::Partner],
    }
}

fn target(desk: &mut Desk<'_>, at: &Where<'_>, def: &Measure) {
    let right = targets(&def.effect);
    if !right.contains(&def.target) {
        let words: Vec<String> = right.iter().map(|target| format!("{target:?}").to_lowercase()).collect();
        let place = desk.place(&at.field("effect"));
        desk.report(Code::Contradiction, &at.field("target"), "the effect cannot point at this")
            .help(format!("it can point at: {}", words.join(", ")))
            .related(place, "the effect");
    }
}

/// What is asked of a node can only be asked where the measure points at one.
fn requirements(desk: &mut Desk<'_>, at: &Where<'_>, def: &Measure) {
    use Requirement as R;
    let list = at.field("requires");
    for (index, requirement) in def.requires.iter().enumerate() {
        let of_node = match requirement {
            R::Suspected | R::Confirmed | R::Impaired | R::Isolated => true,
            R::KnownWeakness | R::Standby | R::Manual | R::Backup => true,
            R::Encrypted | R::Falsified | R::Carried => true,
            R::AnyConfirmed | R::Evidence | R::CrisisStaff | R::Asked => false,
            R::AskedForInformation | R::Practice => false,
        };
        if of_node && def.target != TargetKind::Node {
            let place = desk.place(&at.field("target"));
            let message = "this is asked of a node, but the measure does not point at one";
            desk.report(Code::Contradiction, &list.index(index), message)
                .help("it could never be ordered")
                .related(place, "the target");
        }
    }
}
