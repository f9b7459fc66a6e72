//! Sharing: what is told to whom under which label, how long it takes, what it costs, and what
//! happens when a label is broken.

use super::dice::{CERTAIN_PPM, Purpose};
use super::event::{Told, World};
use super::findings::{Bearing, learn, tire};
use super::order::Target;
use super::picture::{Held, Picture};
use super::score::{Part, harm};
use super::situation::{MAX_TRANSIT, Transit};
use super::table::{Plain, Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Dials, Effect, Fact};
use crate::scenario::words::{Channel, IndicatorKind, Pap, Tlp};

/// Hours to write, check and translate, by channel; the doctrine gives 0.5 to 2 h inside duty hours
/// for indicators and 4 to 24 h for reports, and hours to days for urgent legal assistance. Assumption
/// within those ranges.
const CHANNEL_H: [u32; Channel::COUNT] = [1, 4, 1, 2, 48];
/// Further hours where the two sides have no language in common. Assumption.
pub const TRANSLATION_H: u32 = 3;
/// Further hours in the receiver's night, unless a liaison is awake there or the phone wakes somebody. Assumption: half of the
/// nine hours between the two sides.
pub const NIGHT_H: u32 = 4;
/// Further hours where no agreement says who may send what: somebody has to ask. Assumption.
pub const NO_AGREEMENT_H: u32 = 4;
/// What an item that does not matter takes from the receiver's attention, per mille (doctrine: 1 to
/// 2 % an item). Assumption.
const TIRES: u16 = 20;
/// Chance that a release beyond the label reaches the attacker. Assumption.
pub const LEAK_PPM: u32 = 600_000;
/// What a broken label costs in public trust, points. Assumption.
const TRUST_COST: u8 = 3;
/// What passing on personal data without a basis costs, in points of harm, as a late notice does.
/// Assumption.
const UNLAWFUL_HARM: u32 = 20;

/// Hours that a channel takes in the receiver's day, with an agreement and a language in common.
#[must_use]
pub const fn channel_h(channel: Channel) -> u32 {
    CHANNEL_H[channel as usize]
}

/// The label a fact should carry: as open as it can be used, as closed as its source needs.
#[must_use]
pub const fn proper_label(fact: Fact) -> Tlp {
    match fact {
        Fact::Indicator(..) | Fact::Weakness(_) => Tlp::Amber,
        Fact::Technique(_) | Fact::Mitigation(_) | Fact::Warning(_) | Fact::Practice(_) => Tlp::Green,
        Fact::Attribution(_) => Tlp::AmberStrict,
        Fact::Evidence(_) => Tlp::Red,
    }
}

/// What may be done with a fact unless somebody says otherwise: indicators are there to be blocked;
/// evidence and attribution must not reach the actor.
#[must_use]
pub const fn proper_pap(fact: Fact) -> Pap {
    match fact {
        Fact::Indicator(..) => Pap::Green,
        Fact::Attribution(_) => Pap::Amber,
        Fact::Evidence(_) => Pap::Red,
        Fact::Technique(_)
        | Fact::Weakness(_)
        | Fact::Mitigation(_)
        | Fact::Warning(_)
        | Fact::Practice(_) => Pap::Clear,
    }
}

/// The way a fact usually goes.
#[must_use]
pub const fn proper_channel(fact: Fact) -> Channel {
    if matches!(fact, Fact::Evidence(_)) { Channel::LawEnforcement } else { Channel::Feed }
}

/// What is wrong with sending a fact in a certain way. It can be sent all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// A laxer label than the one it carries.
    Label,
    /// Passed on to somebody its source did not tell, under a label that does not allow it.
    Onward(PartnerId),
    /// A laxer PAP than the one it carries; where the label is broken, that counts already.
    Pap,
    /// Personal data to somebody without a basis in law, and not redacted.
    PersonalData(PartnerId),
    /// Evidence by another way than law enforcement's: a court will not take it.
    EvidenceChannel,
}

/// Everything that is wrong with sending a fact so, from what the sender knows.
pub fn breaches(
    scenario: &Scenario,
    from: PartnerId,
    picture: &Picture,
    share: Share,
) -> impl Iterator<Item = Breach> {
    let Share { fact, to, label, pap, channel } = share;
    let held = *picture.fact(fact);
    let what = scenario.facts[fact.index()];
    let others = move || (0..8).map(PartnerId::at).filter(move |other| to >> other.index() & 1 == 1);
    let source = (held.from != Held::OWN).then_some(PartnerId(held.from));
    // GREEN and CLEAR may be passed on in the community; what is stricter stays with its receiver.
    let onward = source.filter(|source| held.label < Tlp::Green && to & !(1 << source.index()) != 0);
    let is_evidence = matches!(what, Fact::Evidence(_));
    let personal = matches!(what, Fact::Attribution(_)) && held.used & Held::REDACTED == 0;
    let agreements = &scenario.partners[from.index()].agreements;
    let basis = |other: &PartnerId| {
        agreements[other.index()].as_ref().is_some_and(|agreement| agreement.personal_data)
    };
    let unlawful = others().filter(move |other| personal && !basis(other)).map(Breach::PersonalData);
    (label > held.label)
        .then_some(Breach::Label)
        .into_iter()
        .chain(onward.map(Breach::Onward))
        .chain((label <= held.label && pap > held.pap).then_some(Breach::Pap))
        .chain((is_evidence && channel != Channel::LawEnforcement).then_some(Breach::EvidenceChannel))
        .chain(unlawful)
}

/// A fact, to partners (as bits), in a certain way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub fact: FactId,
    pub to: u8,
    pub label: Tlp,
    pub pap: Pap,
    pub channel: Channel,
}

/// Sends a fact on its way.
pub(super) fn send<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId, share: Share) {
    let Share { fact, to, label, pap, channel } = share;
    let found: Vec<Breach> =
        breaches(table.scenario, from, &table.now.pictures[from.index()], share).collect();
    found.into_iter().for_each(|breach| break_rule(table, from, fact, breach));
    let generation = table.now.pictures[from.index()].fact(fact).generation;
    table.tell(from, Told::SharedWith { fact, to });
    for index in 0..table.scenario.partners.len() {
        if to >> index & 1 == 0 || table.now.truth.transit.len() >= MAX_TRANSIT {
            continue;
        }
        let receiver = PartnerId::at(index);
        if table.now.pictures[from.index()].inquired_by >> index & 1 == 1 {
            table.tell(from, Told::InformationAnswered { to: receiver });
        }
        if channel == Channel::Phone && !table.clock().day[index] {
            tire(table, receiver, TIRES);
        }
        let late = u16::from(!in_time(table, from, receiver, fact));
        let arrives = arrival(table, from, receiver, channel) + late;
        let transit = Transit { fact, from, to: receiver, label, pap, generation, arrives };
        if arrives == table.turn() {
            receive(table, transit);
        } else {
            table.world(World::Sent(transit));
        }
    }
}

/// What a breach costs besides what it is.
fn break_rule<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId, fact: FactId, breach: Breach) {
    match breach {
        Breach::Label | Breach::Pap => violate(table, from, fact),
        Breach::Onward(source) => {
            violate(table, from, fact);
            table.tell(source, Told::LabelBroken { by: from, fact });
        }
        Breach::PersonalData(_) => {
            table.world(World::Violated { partner: from });
            harm(table, from, Part::Duties, UNLAWFUL_HARM * 1000);
        }
        Breach::EvidenceChannel => table.world(World::Violated { partner: from }),
    }
}

/// Chance that what a partner hands over leaves in time.
pub(super) fn reliability_ppm(dials: &Dials) -> u32 {
    dials.reliability.min(100) * (CERTAIN_PPM / 100)
}

/// Whether a share goes out in time; otherwise it goes out one turn later. Nothing is late between
/// partners that sit together in a conference, and no dice are rolled where partners are reliable.
fn in_time<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId, to: PartnerId, fact: FactId) -> bool {
    let chance = reliability_ppm(&table.scenario.dials);
    if chance >= CERTAIN_PPM || confer(table, from, to) {
        return true;
    }
    let key = table.key(Purpose::Handover, from.index(), fact.index(), to.index(), 0);
    table.check(key, chance, Plain)
}

/// Both sit together in this turn.
fn confer<R: Recorder>(table: &Table<'_, R>, one: PartnerId, other: PartnerId) -> bool {
    let partners = &table.now.truth.partners;
    [one, other].iter().all(|partner| partners[partner.index()].confers == table.turn())
}

/// Turn in whose resolution a share arrives.
fn arrival<R: Recorder>(table: &Table<'_, R>, from: PartnerId, to: PartnerId, channel: Channel) -> u16 {
    let turn = table.turn();
    if confer(table, from, to) && channel != Channel::LawEnforcement {
        return turn;
    }
    let scenario = table.scenario;
    let clock = table.clock();
    let (sender, receiver) = (&scenario.partners[from.index()], &scenario.partners[to.index()]);
    let mut hours = CHANNEL_H[channel as usize];
    if sender.agreements[to.index()].is_none() {
        hours += NO_AGREEMENT_H;
    }
    if !has_liaison(table, from, to) {
        if !sender.languages.iter().any(|language| receiver.languages.contains(language)) {
            hours += TRANSLATION_H;
        }
        let wakes = matches!(channel, Channel::Liaison | Channel::Phone | Channel::LawEnforcement);
        if !clock.day[to.index()] && !wakes {
            hours += NIGHT_H;
        }
    }
    let due = clock.from_h + hours;
    let later = &scenario.clock.turns[usize::from(turn)..];
    let wait = later.iter().position(|next| next.from_h >= due).unwrap_or(later.len());
    turn + 1 + u16::try_from(wait).unwrap_or(u16::MAX / 2)
}

/// A liaison officer of one of them sits with the other.
fn has_liaison<R: Recorder>(table: &Table<'_, R>, one: PartnerId, other: PartnerId) -> bool {
    let turn = table.turn();
    let sits = |of: PartnerId, with: PartnerId| {
        table.now.pictures[of.index()].jobs.iter().any(|job| {
            job.order.target == Target::Partner(with)
                && job.from < turn
                && table.scenario.measures[job.order.measure.index()].effect == Effect::Liaison
        })
    };
    sits(one, other) || sits(other, one)
}

/// A label is broken: counted, resented, and perhaps read by the wrong people.
pub(super) fn violate<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId, fact: FactId) {
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
        Fact::Technique(_) | Fact::Weakness(_) | Fact::Mitigation(_) | Fact::Practice(_) => {}
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
            let (fact, channel) = (FactId::at(index), Channel::Feed);
            send(table, from, Share { fact, to, label: Tlp::Green, pap: Pap::Clear, channel });
        }
    }
    for actor in (0..table.scenario.actors.len()).map(ActorId::at) {
        let warning = table.scenario.fact(Fact::Warning(actor));
        let key = table.key(Purpose::Leak, from.index(), warning.index(), 1, 0);
        if table.now.pictures[from.index()].fact(warning).is_held() && table.check(key, LEAK_PPM, Plain) {
            super::attack::renew(table, actor, IndicatorKind::Infrastructure);
        }
    }
}

/// A joint SITREP: all that the partner found out and the agreements cover goes to those who sign.
pub(super) fn report<R: Recorder>(table: &mut Table<'_, R>, from: PartnerId, with: u8) {
    for index in 0..table.scenario.facts.len() {
        let held = table.now.pictures[from.index()].facts[index];
        let what = table.scenario.facts[index];
        if !held.is_held()
            || held.from != Held::OWN
            || matches!(what, Fact::Evidence(_) | Fact::Attribution(_))
        {
            continue;
        }
        let label = proper_label(what);
        let agreements = &table.scenario.partners[from.index()].agreements;
        let covers =
            |place: &usize| agreements[*place].as_ref().is_some_and(|agreement| label >= agreement.up_to);
        let covered = (0..agreements.len()).filter(covers).fold(0, |bits, place| bits | 1 << place);
        let to = with & covered & !(held.told | held.heard);
        if to != 0 {
            let (fact, pap, channel) = (FactId::at(index), proper_pap(what), Channel::Liaison);
            send(table, from, Share { fact, to, label, pap, channel });
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
    let Transit { fact, from, to, label, pap, generation, .. } = transit;
    table.tell(from, Told::Arrived { fact, to });
    if table.scenario.dials.sharing == 0 {
        tire(table, to, TIRES);
        return;
    }
    if !matters(table, to, fact, generation) {
        tire(table, to, TIRES);
    }
    learn(table, to, fact, Bearing { from: from.0, label, pap, generation });
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
        Fact::Technique(_) | Fact::Warning(_) | Fact::Practice(_) => true,
        Fact::Attribution(_) | Fact::Evidence(_) => false,
    }
}
