//! Sharing: what is told to whom under which label, how long it takes, what it costs, and what
//! happens when a label is broken.

use super::dice::Purpose;
use super::event::{Told, World};
use super::findings::{learn, tire};
use super::picture::Held;
use super::situation::{MAX_TRANSIT, Transit};
use super::table::{Plain, Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::Fact;
use crate::scenario::words::{Channel, IndicatorKind, Tlp};

/// Hours to write, check and translate, by channel; the doctrine gives 0.5 to 2 h inside duty hours
/// for indicators and 4 to 24 h for reports. Assumption within those ranges.
const CHANNEL_H: [u32; Channel::COUNT] = [1, 4, 1, 2];
/// Further hours where the two sides have no language in common. Assumption.
const TRANSLATION_H: u32 = 3;
/// Further hours in the receiver's night, unless a liaison is awake there. Assumption: half of the
/// nine hours between the two sides.
const NIGHT_H: u32 = 4;
/// What an item that does not matter takes from the receiver's attention, per mille (doctrine: 1 to
/// 2 % an item). Assumption.
const TIRES: u16 = 20;
/// Chance that a release beyond the label reaches the attacker. Assumption.
const LEAK_PPM: u32 = 600_000;
/// What a broken label costs in public trust, points. Assumption.
const TRUST_COST: u8 = 3;

/// The label a fact should carry: as open as it can be used, as closed as its source needs.
#[must_use]
pub const fn proper_label(fact: Fact) -> Tlp {
    match fact {
        Fact::Indicator(..) | Fact::Weakness(_) => Tlp::Amber,
        Fact::Technique(_) | Fact::Mitigation(_) | Fact::Warning(_) => Tlp::Green,
        Fact::Attribution(_) => Tlp::AmberStrict,
        Fact::Evidence(_) => Tlp::Red,
    }
}

/// Whether sending a fact so breaks the label it carries: a laxer label, or a public release of
/// anything that is not CLEAR. Labels are ordered from RED to CLEAR.
#[must_use]
pub fn breaks_label(held: &Held, label: Tlp) -> bool {
    label > held.label
}

/// Sends a fact on its way.
pub(super) fn send<R: Recorder>(
    table: &mut Table<'_, R>,
    from: PartnerId,
    fact: FactId,
    to: u8,
    label: Tlp,
    channel: Channel,
) {
    let held = *table.now.pictures[from.index()].fact(fact);
    if breaks_label(&held, label) {
        violate(table, from, fact);
    }
    table.tell(from, Told::SharedWith { fact, to });
    for index in 0..table.scenario.partners.len() {
        if to >> index & 1 == 0 || table.now.truth.transit.len() >= MAX_TRANSIT {
            continue;
        }
        let receiver = PartnerId::at(index);
        let arrives = arrival(table, from, receiver, channel);
        let generation = held.generation;
        table.world(World::Sent(Transit { fact, from, to: receiver, label, generation, arrives }));
    }
}

/// Turn in whose resolution a share arrives.
fn arrival<R: Recorder>(table: &Table<'_, R>, from: PartnerId, to: PartnerId, channel: Channel) -> u16 {
    let turn = table.turn();
    let confers = &table.now.truth.partners;
    if confers[from.index()].confers == turn || confers[to.index()].confers == turn {
        return turn;
    }
    let scenario = table.scenario;
    let clock = table.clock();
    let (sender, receiver) = (&scenario.partners[from.index()], &scenario.partners[to.index()]);
    let mut hours = CHANNEL_H[channel as usize];
    if !sender.languages.iter().any(|language| receiver.languages.contains(language)) {
        hours += TRANSLATION_H;
    }
    if !clock.day[to.index()] && channel != Channel::Liaison {
        hours += NIGHT_H;
    }
    let due = clock.from_h + hours;
    let later = &scenario.clock.turns[usize::from(turn)..];
    let wait = later.iter().position(|next| next.from_h >= due).unwrap_or(later.len());
    turn + 1 + u16::try_from(wait).unwrap_or(u16::MAX / 2)
}

/// A label is broken: counted, resented, and perhaps read by the wrong people.
fn violate<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId, fact: FactId) {
    table.world(World::Violated { partner: from });
    let trust = table.now.pictures[from.index()].trust.saturating_sub(TRUST_COST);
    table.tell(from, Told::Trust { points: trust });
    let key = table.key(Purpose::Leak, from.index(), fact.index(), 0, 0);
    if table.check(key, LEAK_PPM, Plain) {
        leak(table, fact);
    }
}

/// What leaks about an actor makes it change its means.
fn leak<R: Recorder>(table: &mut Table<'_, R>, fact: FactId) {
    match table.scenario.facts[fact.index()] {
        Fact::Indicator(actor, kind) => super::attack::renew(table, actor, kind),
        Fact::Warning(actor) | Fact::Attribution(actor) | Fact::Evidence(actor) => {
            super::attack::renew(table, actor, IndicatorKind::Infrastructure);
        }
        // A weakness or technique that everybody reads about changes nobody's means.
        Fact::Technique(_) | Fact::Weakness(_) | Fact::Mitigation(_) => {}
    }
}

/// A public advisory: every technique and mitigation the partner holds goes to all partners, and
/// the attackers read it, too.
pub(super) fn advise<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId) {
    let everybody = (1u32 << table.scenario.partners.len()) - 1;
    let others = u8::try_from(everybody).unwrap_or(u8::MAX) & !(1 << from.index());
    for index in 0..table.scenario.facts.len() {
        let open = matches!(table.scenario.facts[index], Fact::Technique(_) | Fact::Mitigation(_));
        let held = &table.now.pictures[from.index()].facts[index];
        if open && held.is_held() && others & !(held.told | held.heard) != 0 {
            let to = others & !(held.told | held.heard);
            send(table, from, FactId::at(index), to, Tlp::Green, Channel::Feed);
        }
    }
}

/// What is due arrives.
pub(super) fn deliver<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    if table.now.truth.transit.iter().all(|transit| transit.arrives > turn) {
        return;
    }
    for index in 0..table.now.truth.transit.len() {
        let transit = table.now.truth.transit[index];
        if transit.arrives <= turn {
            receive(table, transit);
        }
    }
    table.world(World::Delivered { turn });
}

fn receive<R: Recorder>(table: &mut Table<'_, R>, transit: Transit) {
    let Transit { fact, from, to, label, generation, .. } = transit;
    table.tell(from, Told::Arrived { fact, to });
    if table.scenario.dials.sharing == 0 {
        tire(table, to, TIRES);
        return;
    }
    if !matters(table, to, fact, generation) {
        tire(table, to, TIRES);
    }
    learn(table, to, fact, from.0, label, generation);
}

/// Whether a fact can be of use to its receiver: it is new to it, and there is something it fits.
fn matters<R: Recorder>(table: &Table<'_, R>, to: PartnerId, fact: FactId, generation: u8) -> bool {
    let held = table.now.pictures[to.index()].fact(fact);
    if held.is_held() && held.generation >= generation {
        return false;
    }
    match table.scenario.facts[fact.index()] {
        Fact::Indicator(actor, kind) => generation == table.now.generation(actor, kind),
        Fact::Weakness(weakness) | Fact::Mitigation(weakness) => {
            let nodes = &table.scenario.partners[to.index()].nodes;
            nodes.iter().any(|node| table.scenario.node(*node).weaknesses.has(weakness.index()))
        }
        Fact::Technique(_) | Fact::Warning(_) => true,
        Fact::Attribution(_) | Fact::Evidence(_) => false,
    }
}
