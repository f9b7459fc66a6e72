//! Who told whom what, under which label and by which way, and when notices were given: gathered once from the
//! events, for every file that speaks of it.

use crate::rules::event::{Event, Told};
use crate::rules::order::{Order, Target};
use crate::rules::picture::{Held, StageState};
use crate::rules::sharing::{proper_channel, proper_label, proper_pap};
use crate::scenario::Scenario;
use crate::scenario::ids::{DutyId, FactId, PartnerId};
use crate::scenario::model::{Effect, Fact, Text};
use crate::scenario::words::{Channel, IndicatorKind, Pap, Tlp};
use crate::view::Notice;
use crate::view::wording::{english, german};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// One fact that one partner told another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shared {
    pub(super) turn: u16,
    pub(super) from: PartnerId,
    pub(super) to: PartnerId,
    pub(super) fact: FactId,
    /// Of the actor's means that an indicator points at.
    pub(super) generation: u8,
    pub(super) label: Tlp,
    pub(super) pap: Pap,
    pub(super) way: Way,
    /// Turn of its arrival; `None` if the exercise ended before.
    pub(super) arrived: Option<u16>,
    /// Turn in which the sender found it out by itself; `None` if it was told.
    pub(super) found: Option<u16>,
}

/// The turn in which a notice of a duty was given, of what its partner was told.
pub(super) fn served(notices: &[Notice], duty: DutyId, stage: usize) -> Option<u16> {
    notices.iter().find_map(|(turn, told)| match told {
        Told::DutyStage { duty: of, stage: at, state: StageState::Met | StageState::Late }
            if *of == duty && usize::from(*at) == stage =>
        {
            Some(*turn)
        }
        _ => None,
    })
}

/// By which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Channel(Channel),
    /// Part of a joint SITREP.
    Sitrep,
    /// Part of a public advisory.
    Advisory,
}

impl Way {
    /// All that occur in files, in order.
    pub(super) fn all() -> impl Iterator<Item = Way> {
        Channel::ALL.iter().map(|channel| Way::Channel(*channel)).chain([Way::Sitrep, Way::Advisory])
    }

    /// As written in files.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Way::Channel(channel) => channel.slug(),
            Way::Sitrep => "joint_sitrep",
            Way::Advisory => "advisory",
        }
    }
}

/// What something looks like in a network or on a disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Observable {
    Ipv4(String),
    Ipv6(String),
    Url(String),
    Domain(String),
    File(String),
}

/// Everything that was shared, in the order in which it was sent.
pub(super) fn shared(scenario: &Scenario, history: &[(u16, Event)]) -> Vec<Shared> {
    let mut sent: Vec<Shared> = Vec::new();
    // Per partner and fact: the generation it holds, and since when if it found it out itself.
    let mut held: BTreeMap<(PartnerId, FactId), (u8, Option<u16>)> = BTreeMap::new();
    let mut undone = vec![0; scenario.partners.len()];
    for (turn, event) in history {
        let Event::Told(partner, told) = event else { continue };
        match *told {
            Told::Learned { fact, from, generation, .. } => {
                held.insert((*partner, fact), (generation, (from == Held::OWN).then_some(*turn)));
            }
            Told::SharedWith { fact, to } => {
                let (generation, found) = held.get(&(*partner, fact)).copied().unwrap_or_default();
                let usual = usual(scenario, *turn, *partner, fact);
                for to in receivers(scenario, to) {
                    sent.push(Shared { to, generation, found, ..usual.clone() });
                }
            }
            Told::Arrived { fact, to } => {
                let is_it = |item: &&mut Shared| {
                    (item.from, item.to, item.fact, item.arrived) == (*partner, to, fact, None)
                };
                if let Some(item) = sent.iter_mut().find(is_it) {
                    item.arrived = Some(*turn);
                }
            }
            // What an order sends stands before the word that it is done.
            Told::Done { order, .. } => {
                let since = std::mem::replace(&mut undone[partner.index()], sent.len());
                let own = sent[since..].iter_mut().filter(|item| item.from == *partner);
                own.for_each(|item| as_ordered(scenario, order, item));
            }
            _ => {}
        }
    }
    sent
}

/// As a fact usually goes.
fn usual(scenario: &Scenario, turn: u16, from: PartnerId, fact: FactId) -> Shared {
    let what = scenario.facts[fact.index()];
    Shared {
        turn,
        from,
        to: from,
        fact,
        generation: 0,
        label: proper_label(what),
        pap: proper_pap(what),
        way: Way::Channel(proper_channel(what)),
        arrived: None,
        found: None,
    }
}

fn as_ordered(scenario: &Scenario, order: Order, item: &mut Shared) {
    match (order.target, scenario.measures[order.measure.index()].effect) {
        (Target::Share { fact, label, pap, channel, .. }, _) if fact == item.fact => {
            (item.label, item.pap, item.way) = (label, pap, Way::Channel(channel));
        }
        (_, Effect::Sitrep) => item.way = Way::Sitrep,
        // As an advisory is sent by the rules.
        (_, Effect::Advisory) => (item.label, item.pap, item.way) = (Tlp::Green, Pap::Clear, Way::Advisory),
        _ => {}
    }
}

fn receivers(scenario: &Scenario, bits: u8) -> impl Iterator<Item = PartnerId> {
    (0..scenario.partners.len()).filter(move |index| bits >> index & 1 == 1).map(PartnerId::at)
}

/// The kind of a fact, as written in files.
pub(super) const fn kind(fact: Fact) -> &'static str {
    match fact {
        Fact::Indicator(_, IndicatorKind::Infrastructure) => "indicator_infrastructure",
        Fact::Indicator(_, IndicatorKind::Tool) => "indicator_tool",
        Fact::Technique(_) => "technique",
        Fact::Weakness(_) => "weakness",
        Fact::Mitigation(_) => "mitigation",
        Fact::Warning(_) => "warning",
        Fact::Attribution(_) => "attribution",
        Fact::Evidence(_) => "evidence",
        Fact::Practice(_) => "practice",
    }
}

/// All of them, in order.
pub(super) const KINDS: [&str; 9] = [
    "indicator_infrastructure",
    "indicator_tool",
    "technique",
    "weakness",
    "mitigation",
    "warning",
    "attribution",
    "evidence",
    "practice",
];

/// Name of what an indicator points at: an address, or a tool's file.
pub(super) fn means(scenario: &Scenario, fact: Fact, generation: u8) -> Option<&str> {
    let Fact::Indicator(actor, kind) = fact else { return None };
    let def = &scenario.actors[actor.index()];
    let names = if kind == IndicatorKind::Tool { &def.tools } else { &def.infrastructure };
    names.get(usize::from(generation) % names.len().max(1)).map(String::as_str)
}

/// What an indicator can be seen by; an address in a scenario is always one kept for documentation.
pub(super) fn observable(scenario: &Scenario, fact: Fact, generation: u8) -> Option<Observable> {
    let name = means(scenario, fact, generation)?;
    let text = name.to_owned();
    if matches!(fact, Fact::Indicator(_, IndicatorKind::Tool)) {
        return Some(Observable::File(text));
    }
    match name.parse() {
        Ok(IpAddr::V4(_)) => Some(Observable::Ipv4(text)),
        Ok(IpAddr::V6(_)) => Some(Observable::Ipv6(text)),
        Err(_) if name.contains(char::is_whitespace) => None,
        Err(_) if name.contains("://") => Some(Observable::Url(text)),
        Err(_) if name.contains('.') => Some(Observable::Domain(text)),
        Err(_) => None,
    }
}

/// The page of a technique in ATT&CK.
pub(super) fn attack_page(technique: &str) -> String {
    format!("https://attack.mitre.org/techniques/{}/", technique.replace('.', "/"))
}

/// German and English in one line, for formats that keep texts in one language, or one of them where they say the same.
pub(super) fn slashed(text: &Text) -> String {
    let (de, en) = (german(text), english(text));
    if de == en { de.to_owned() } else { format!("{de} / {en}") }
}
