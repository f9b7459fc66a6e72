//! A competent crisis team's doctrine: stop what is known, look at what is suspected, tell the
//! partners what concerns them under the right label, serve the notices, bring back what is down.

use super::{Desk, Doctrine};
use crate::rules::order::{MAX_JOBS, Order, Target, enough_people, known_weaknesses};
use crate::rules::picture::{AlertState, Held, NEVER, Picture, StageState, mark};
use crate::rules::prevention::left;
use crate::rules::sharing::{proper_channel, proper_label, proper_pap};
use crate::scenario::ids::*;
use crate::scenario::model::{Fact, Owner, Text};
use crate::scenario::words::{Channel, IndicatorKind, Pap, Tlp};
use crate::view::wording::both;

/// How the playbook shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    Never,
    /// What concerns the partner, under the label it should carry.
    Honest,
    /// The same, and no aid asked for or given.
    WithoutAid,
    /// Everything to everybody, without a label.
    Everything,
}

/// A node below this worth per hour is isolated at once when an intruder is confirmed.
const CHEAP_WORTH: u32 = 8;
/// From this many confirmed nodes on a partner asks for aid.
const ASK_AID_FROM: u16 = 2;
/// Up to this many confirmed nodes a partner sends aid.
const SEND_AID_TO: u16 = 1;

/// The doctrine in words, for those who hand a partner to it.
#[must_use]
pub fn doctrine() -> Text {
    both(
        format!(
            "Sichert vor Beginn der Übung die wertvollsten Systeme, wo es Punkte für Vorsorge gibt. Meldet in der Frist, wirft bestätigte Eindringlinge hinaus und trennt Systeme von geringem Wert sofort, \
             sperrt und schließt, was bekannt ist. Teilt Erkenntnisse sofort mit, unter der gebotenen Weitergabestufe \
             und soweit die Vereinbarung reicht, und unterzeichnet alle {RHYTHM} Runden einen gemeinsamen Lagebericht. Bittet ab {ASK_AID_FROM} bestätigten Systemen um Hilfe und leistet \
             welche, solange es selbst höchstens {SEND_AID_TO} hat. Sind Daten verfälscht, warnt es die Nachnutzer und berichtigt sie, wenn nichts Besseres geht. Trifft keine Entscheidungen in Einlagen."
        ),
        format!(
            "Secures the most valuable systems before StartEx where there are points for prevention. Reports in time, throws confirmed intruders out and isolates systems of little worth at once, blocks and \
             closes what is known. Shares findings at once, under the label they should carry and as far as the \
             agreement reaches, and signs a joint SITREP every {RHYTHM} turns. Asks for aid from {ASK_AID_FROM} confirmed systems on and gives it while it has \
             {SEND_AID_TO} itself at most. Where data is falsified, warns those who use it, and corrects it where \
             nothing better can be done. Takes no decisions in injects."
        ),
    )
}

/// What can be put before everything else but notices and sharing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stress {
    /// Alerts and forensics before anybody is thrown out.
    Look,
    Hunt,
    /// Copies, watches and attention.
    Prepare,
    /// Whatever is suspected or confirmed is cut off, whatever it is worth.
    Isolate,
    /// Zones lose their weaknesses, from the edge inward.
    CloseZones,
    /// The most valuable nodes get more controls.
    Harden,
}

impl Stress {
    pub(super) const ALL: [Stress; 6] =
        [Stress::Look, Stress::Hunt, Stress::Prepare, Stress::Isolate, Stress::CloseZones, Stress::Harden];
}

fn stressed(doctrine: &Doctrine, desk: &mut impl Desk, marked: &Marked, stress: Stress) {
    match stress {
        Stress::Look => look(doctrine, desk, marked),
        Stress::Hunt => hunt(doctrine, desk),
        Stress::Prepare => prepare(doctrine, desk),
        Stress::Isolate => marked.each(desk, mark::CONFIRMED | mark::SUSPECTED, |desk, node| {
            order(desk, doctrine.isolate, Target::Node(node));
        }),
        Stress::CloseZones => {
            for zone in &doctrine.zones[desk.partner().index()] {
                for measure in &doctrine.protections[0] {
                    order(desk, Some(*measure), Target::Zone(*zone));
                }
            }
        }
        Stress::Harden => {
            for node in doctrine.by_value[desk.partner().index()].iter().take(6) {
                for measure in &doctrine.protections[1] {
                    order(desk, Some(*measure), Target::Node(*node));
                }
            }
        }
    }
}

/// Before StartEx: copies of what is most valuable, then known gaps closed and controls added there.
pub(super) fn prevent(doctrine: &Doctrine, desk: &mut impl Desk) {
    let partner = desk.partner();
    for node in doctrine.by_value[partner.index()].iter().take(MAX_JOBS) {
        if left(desk.scenario(), partner, desk.picture()) == 0 {
            return;
        }
        order(desk, doctrine.back_up, Target::Node(*node));
        order(desk, doctrine.patch, Target::Node(*node));
        for measure in &doctrine.protections[1] {
            order(desk, Some(*measure), Target::Node(*node));
        }
    }
}

/// Gives the turn's orders, the most urgent first.
pub(super) fn play(doctrine: &Doctrine, desk: &mut impl Desk, sharing: Sharing, stress: Option<Stress>) {
    if !desk.picture().has_started {
        return prevent(doctrine, desk);
    }
    let marked = &Marked::by(doctrine, desk);
    notify(doctrine, desk);
    report(doctrine, desk, sharing);
    if let Some(stress) = stress {
        stressed(doctrine, desk, marked, stress);
    }
    lead(doctrine, desk, marked);
    if matches!(sharing, Sharing::Honest | Sharing::Everything) {
        aid(doctrine, desk);
    }
    recover(doctrine, desk, marked);
    investigate(doctrine, desk, marked);
    contain(doctrine, desk, marked);
    use_facts(doctrine, desk);
    look(doctrine, desk, marked);
    hunt(doctrine, desk);
    adopt(doctrine, desk);
    prepare(doctrine, desk);
    compare(doctrine, desk);
}

fn order(desk: &mut impl Desk, measure: Option<MeasureId>, target: Target) -> bool {
    measure.is_some_and(|measure| desk.give(Order { measure, target }).is_ok())
}

/// Own nodes that carry marks, the most valuable first: orders do not change them. Nobody could give
/// orders for more of them than this in a turn.
struct Marked {
    nodes: [(NodeId, u16); 4 * MAX_JOBS],
    count: usize,
}

impl Marked {
    fn by(doctrine: &Doctrine, desk: &impl Desk) -> Self {
        let mut marked = Marked { nodes: [(NodeId(0), 0); 4 * MAX_JOBS], count: 0 };
        let (scenario, picture) = (desk.scenario(), desk.picture());
        let own = |node: &NodeId| scenario.node(*node).owner == Owner::Partner(desk.partner());
        for node in picture.marked().filter(own) {
            marked.insert(doctrine, (node, picture.node(node).marks));
        }
        marked
    }

    /// Puts a node where its value has it; what no longer fits falls out at the end.
    fn insert(&mut self, doctrine: &Doctrine, entry: (NodeId, u16)) {
        let rank = |(node, _): &(NodeId, u16)| doctrine.rank[node.index()];
        let place = self.nodes[..self.count].partition_point(|other| rank(other) < rank(&entry));
        self.count = (self.count + 1).min(self.nodes.len());
        if place < self.count {
            self.nodes.copy_within(place..self.count - 1, place + 1);
            self.nodes[place] = entry;
        }
    }

    /// Some node carries one of these marks.
    fn any(&self, marks: u16) -> bool {
        self.nodes[..self.count].iter().any(|(_, carried)| carried & marks != 0)
    }

    /// Hands those with one of these marks to `act`, one by one.
    fn each<D: Desk>(&self, desk: &mut D, marks: u16, mut act: impl FnMut(&mut D, NodeId)) {
        for (node, _) in self.nodes[..self.count].iter().filter(|(_, carried)| carried & marks != 0) {
            act(desk, *node);
        }
    }
}

/// Every open stage of every running duty.
fn notify(doctrine: &Doctrine, desk: &mut impl Desk) {
    let duties = desk.scenario().partners[desk.partner().index()].duties.len();
    for duty in 0..duties {
        let clock = desk.picture().duties[duty];
        if clock.started_h == NEVER {
            continue;
        }
        for (stage, state) in clock.stages.iter().enumerate() {
            if matches!(state, StageState::Open | StageState::Overdue) {
                let stage = u8::try_from(stage).unwrap_or(u8::MAX);
                order(desk, doctrine.notify, Target::Duty(DutyId::at(duty), stage));
            }
        }
    }
}

/// Crisis staff at the first confirmed intruder, more when it spreads; the public hears of what concerns
/// it from the partner itself.
fn lead(doctrine: &Doctrine, desk: &mut impl Desk, marked: &Marked) {
    let confirmed = usize::from(desk.picture().confirmed);
    for (index, surge) in doctrine.surges.iter().enumerate() {
        if confirmed > index * 2 {
            order(desk, Some(*surge), Target::Own);
        }
    }
    if marked.any(mark::STOLEN | mark::ENCRYPTED | mark::WIPED | mark::OUT) {
        order(desk, doctrine.inform, Target::Own);
    }
    marked.each(desk, mark::MANIPULATED, |desk, node| {
        order(desk, doctrine.warn_reusers, Target::Node(node));
    });
    if confirmed > 0 && !desk.picture().evidence {
        order(desk, doctrine.preserve, Target::Own);
    }
}

/// What is down is carried by hand or standby, then brought back.
fn recover(doctrine: &Doctrine, desk: &mut impl Desk, marked: &Marked) {
    marked.each(desk, mark::ENCRYPTED | mark::WIPED | mark::OUT, |desk, node| {
        let by_hand = desk.scenario().node(node).manual.unwrap_or(0);
        let gives = u32::from(desk.picture().node(node).level);
        if !order(desk, doctrine.fail_over, Target::Node(node)) && by_hand > gives {
            order(desk, doctrine.go_manual, Target::Node(node));
        }
    });
    marked.each(desk, mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED, |desk, node| {
        if !order(desk, doctrine.rebuild, Target::Node(node))
            && !order(desk, doctrine.restore, Target::Node(node))
        {
            order(desk, doctrine.correct, Target::Node(node));
        }
    });
    // Whether a system runs again shows when it is tried. A standby may go on.
    marked.each(desk, mark::MANUAL, |desk, node| {
        if !desk.picture().node(node).is(mark::ENCRYPTED | mark::WIPED | mark::ISOLATED) {
            order(desk, doctrine.resume, Target::Node(node));
        }
    });
}

/// A suspicion is looked into while the intruder is being thrown out: the look is finished first.
fn investigate(doctrine: &Doctrine, desk: &mut impl Desk, marked: &Marked) {
    marked.each(desk, mark::SUSPECTED, |desk, node| {
        order(desk, doctrine.investigate, Target::Node(node));
    });
}

/// Intruders are thrown out; where nobody could do that, cheap nodes are cut off; keys are changed.
fn contain(doctrine: &Doctrine, desk: &mut impl Desk, marked: &Marked) {
    marked.each(desk, mark::CONFIRMED | mark::SUSPECTED, |desk, node| {
        let def = &desk.scenario().nodes[node.index()];
        let bears = !desk.scenario().needed_by(node).is_empty();
        let (cheap, keys) = (def.worth < CHEAP_WORTH && !bears, !def.accepts.is_empty());
        let thrown_out = order(desk, doctrine.evict, Target::Node(node));
        if cheap && !thrown_out {
            order(desk, doctrine.isolate, Target::Node(node));
        }
        if keys {
            order(desk, doctrine.rotate, Target::Node(node));
        }
    });
    marked.each(desk, mark::ISOLATED, |desk, node| {
        if !desk.picture().node(node).is(mark::CONFIRMED | mark::SUSPECTED | mark::ENCRYPTED | mark::WIPED) {
            order(desk, doctrine.reconnect, Target::Node(node));
        }
    });
}

/// What is known is put to use: indicators block, weaknesses are closed where it matters.
fn use_facts(doctrine: &Doctrine, desk: &mut impl Desk) {
    for actor in 0..desk.scenario().actors.len() {
        for kind in IndicatorKind::ALL {
            let fact = desk.scenario().fact(Fact::Indicator(ActorId::at(actor), *kind));
            let held = desk.picture().fact(fact);
            if held.is_held() && held.used & Held::BLOCKED == 0 && held.pap >= Pap::Green {
                order(desk, doctrine.block, Target::Fact(fact));
            }
        }
    }
    let partner = desk.partner();
    let known = known_weaknesses(desk.scenario(), partner, desk.picture());
    let learned = known.0 & !desk.scenario().partners[partner.index()].weaknesses.0;
    if learned == 0 {
        return;
    }
    let Some(patch) = doctrine.patch else { return };
    let (weak, by_value) = (&doctrine.weak[partner.index()], &doctrine.by_value[partner.index()]);
    for word in 0..by_value.len().div_ceil(64) {
        let weak = Set64(learned).iter().fold(0, |bits, weakness| bits | weak[weakness][word]);
        for bit in Set64(weak).iter() {
            if enough_people(&desk.scenario().measures[patch.index()], desk.picture()).is_err() {
                return;
            }
            let node = by_value[word * 64 + bit];
            let there = desk.scenario().node(node).weaknesses.0 & !desk.picture().node(node).patched.0;
            if there & learned != 0 {
                order(desk, Some(patch), Target::Node(node));
            }
        }
    }
}

/// The queue of alerts, then what is confirmed in depth.
fn look(doctrine: &Doctrine, desk: &mut impl Desk, marked: &Marked) {
    for state in [AlertState::New, AlertState::Unclear] {
        let count = desk.picture().alerts.len();
        for index in (0..count).rev() {
            let alert = desk.picture().alerts[index];
            let dealt_with = desk.picture().node(alert.node).is(mark::CONFIRMED | mark::SUSPECTED);
            if alert.state == state && alert.tries < 2 && !dealt_with {
                order(desk, doctrine.triage, Target::Alert(alert.number));
            }
        }
    }
    marked.each(desk, mark::CONFIRMED | mark::ENCRYPTED, |desk, node| {
        if !desk.picture().node(node).is(mark::SCOPED) {
            order(desk, doctrine.forensics, Target::Node(node));
        }
    });
}

/// Analysts without anything else to do look through a zone: the edge every other turn, the others in
/// between.
fn hunt(doctrine: &Doctrine, desk: &mut impl Desk) {
    let zones = &doctrine.zones[desk.partner().index()];
    let turn = usize::from(desk.turn());
    let place = if turn % 2 == 1 { 0 } else { turn / 2 % zones.len().max(1) };
    if let Some(zone) = zones.get(place) {
        order(desk, doctrine.hunt, Target::Zone(*zone));
    }
}

/// With people to spare: watch for known means, close known gaps, take copies out of reach.
fn prepare(doctrine: &Doctrine, desk: &mut impl Desk) {
    let actors = desk.scenario().actors.len();
    let of = |actor: usize| desk.scenario().fact(Fact::Warning(ActorId::at(actor)));
    if !(0..actors).any(|actor| desk.picture().fact(of(actor)).is_held()) {
        return;
    }
    let partner = desk.partner();
    for actor in 0..actors {
        for kind in IndicatorKind::ALL {
            let fact = desk.scenario().fact(Fact::Indicator(ActorId::at(actor), *kind));
            order(desk, doctrine.watch, Target::Fact(fact));
        }
    }
    order(desk, doctrine.attention, Target::Own);
    for node in doctrine.by_value[partner.index()].iter().take(6) {
        order(desk, doctrine.back_up, Target::Node(*node));
    }
}

/// Every so many turns partners report together.
const RHYTHM: u16 = 4;

/// In the common rhythm, once partners have begun to talk: a joint SITREP. Says whether there is one.
/// Other joint acts need words between people: alone they warn the attacker.
fn together(doctrine: &Doctrine, desk: &mut impl Desk) -> bool {
    let is_talking =
        |picture: &Picture| picture.told != 0 || picture.facts.iter().any(|held| held.heard != 0);
    desk.turn().is_multiple_of(RHYTHM)
        && is_talking(desk.picture())
        && order(desk, doctrine.sitrep, Target::Own)
}

/// Practices that are known, where they help most.
fn adopt(doctrine: &Doctrine, desk: &mut impl Desk) {
    let partner = desk.partner();
    for (practice, fitting) in &doctrine.practices {
        let measure = &desk.scenario().measures[practice.index()];
        let fact = measure.practice.map(|practice| desk.scenario().fact(Fact::Practice(practice)));
        if !fact.is_some_and(|fact| desk.picture().fact(fact).is_held()) {
            continue;
        }
        let bit = measure.bit;
        for (zone, node) in doctrine.zones[partner.index()].iter().zip(&fitting[partner.index()]) {
            // It reaches every node of a zone that it fits, or none: one of them tells.
            let done = node.is_some_and(|node| desk.picture().node(node).hardened >> bit & 1 == 1);
            if !done && order(desk, Some(*practice), Target::Zone(*zone)) {
                return;
            }
        }
    }
}

/// Analysts with nothing else to do compare what is most valuable with a second source, in turn.
fn compare(doctrine: &Doctrine, desk: &mut impl Desk) {
    let nodes = &doctrine.with_data[desk.partner().index()];
    if !nodes.is_empty() {
        order(desk, doctrine.compare, Target::Node(nodes[usize::from(desk.turn()) % nodes.len()]));
    }
}

/// First of all the partners hear of it: in a joint SITREP where it is time for one, else fact by fact.
fn report(doctrine: &Doctrine, desk: &mut impl Desk, sharing: Sharing) {
    match sharing {
        Sharing::Never => {}
        Sharing::Everything => share(doctrine, desk, sharing),
        Sharing::Honest | Sharing::WithoutAid => {
            if !together(doctrine, desk) {
                share(doctrine, desk, sharing);
            }
        }
    }
}

/// Tells the partners: what is worth it, or simply everything.
fn share(doctrine: &Doctrine, desk: &mut impl Desk, sharing: Sharing) {
    if sharing == Sharing::Everything {
        for index in 0..desk.scenario().facts.len() {
            if desk.picture().facts[index].is_held() {
                tell(doctrine, desk, FactId::at(index), sharing);
            }
        }
        return;
    }
    for fact in &doctrine.worth_telling {
        let held = desk.picture().fact(*fact);
        if held.is_held() && held.from == Held::OWN {
            tell(doctrine, desk, *fact, sharing);
        }
    }
}

fn tell(doctrine: &Doctrine, desk: &mut impl Desk, id: FactId, sharing: Sharing) {
    let held = *desk.picture().fact(id);
    let fact = desk.scenario().facts[id.index()];
    let own = desk.partner();
    let everybody = (1u16 << desk.scenario().partners.len()) - 1;
    let others = u8::try_from(everybody & !(1 << own.index())).unwrap_or(0);
    let (label, to) = match sharing {
        Sharing::Everything => (Tlp::Clear, others & !held.told),
        Sharing::Honest | Sharing::WithoutAid if held.from == Held::OWN => {
            let label = proper_label(fact);
            let agreed = agreed(desk, label);
            let wary = if label < Tlp::Green { desk.picture().wary_of } else { 0 };
            (label, others & agreed & !(held.told | held.heard | wary))
        }
        Sharing::Honest | Sharing::WithoutAid | Sharing::Never => return,
    };
    if to != 0 {
        let (pap, channel) = match sharing {
            Sharing::Everything => (Pap::Clear, Channel::Feed),
            _ => (proper_pap(fact), proper_channel(fact)),
        };
        order(desk, doctrine.share, Target::Share { fact: id, to, label, pap, channel });
    }
}

/// Partners whose agreement covers this label.
fn agreed(desk: &impl Desk, label: Tlp) -> u8 {
    let agreements = &desk.scenario().partners[desk.partner().index()].agreements;
    let covers = |with: &Option<crate::scenario::model::AgreementDef>| {
        with.as_ref().is_some_and(|agreement| label >= agreement.up_to)
    };
    agreements
        .iter()
        .enumerate()
        .filter(|(_, with)| covers(with))
        .fold(0, |bits, (index, _)| bits | 1 << index)
}

/// Asks when overrun, helps when not.
fn aid(doctrine: &Doctrine, desk: &mut impl Desk) {
    let confirmed = desk.picture().confirmed;
    for other in 0..desk.scenario().partners.len() {
        if other == desk.partner().index() {
            continue;
        }
        let target = Target::Partner(PartnerId::at(other));
        if confirmed >= ASK_AID_FROM {
            order(desk, doctrine.ask_aid, target);
        }
        if confirmed <= SEND_AID_TO && desk.picture().asked_by >> other & 1 == 1 {
            order(desk, doctrine.send_aid, target);
        }
        if desk.picture().inquired_by >> other & 1 == 1 {
            order(desk, doctrine.decline, target);
        }
    }
}
