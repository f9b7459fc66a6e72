//! Looking into things: triage, investigation, hunting, forensics, comparing data. Each is a check
//! against what is really there; what comes of it is told as facts, right or wrong or nothing.

use super::check::{Cause, Notes, permille};
use super::dice::Purpose;
use super::event::{JobResult, Told, World};
use super::picture::{AlertState, Held, MAX_ALERTS, mark};
use super::sharing::{proper_label, proper_pap};
use super::situation::{FALSE_ALERT, Situation, state};
use super::table::{Odds, Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Fact, Owner};
use crate::scenario::words::{IndicatorKind, Pap, Tlp};

/// Chance that a confirmed alert already yields the indicator behind it. Assumption.
pub const INDICATOR_AT_TRIAGE_PPM: u32 = 300_000;
/// Chance that forensics on one node point at a further node of the same actor. Assumption.
pub const SCOPE_PPM: u32 = 500_000;
/// Gain when the partner knows what to look for, per mille of the base. Assumption.
pub const KNOWING: u32 = 1300;
/// Nothing is certain.
pub const MOST_PPM: u32 = 950_000;

/// Odds of a look, better for who knows an indicator of the actor.
struct Look {
    partner: PartnerId,
    actor: Option<ActorId>,
}

impl Odds for Look {
    fn chance(&self, scenario: &Scenario, now: &Situation, base_ppm: u32, notes: &mut impl Notes) -> u32 {
        let Some(actor) = self.actor else { return base_ppm };
        let picture = &now.pictures[self.partner.index()];
        let fits = |kind: IndicatorKind| {
            let held = picture.fact(scenario.fact(Fact::Indicator(actor, kind)));
            held.is_held() && held.generation == now.generation(actor, kind)
        };
        if !fits(IndicatorKind::Infrastructure) && !fits(IndicatorKind::Tool) {
            return base_ppm;
        }
        let chance = permille(base_ppm, KNOWING, MOST_PPM);
        notes.note(Cause::Foreknowledge, chance);
        chance
    }
}

/// How a fact comes: from whom, under which labels, of which generation.
#[derive(Clone, Copy)]
pub(super) struct Bearing {
    /// A partner's index, or [`Held::OWN`].
    pub(super) from: u8,
    pub(super) label: Tlp,
    pub(super) pap: Pap,
    pub(super) generation: u8,
}

/// A partner learns a fact; what it holds already in this generation is only heard again.
pub(super) fn learn<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    fact: FactId,
    bearing: Bearing,
) {
    let Bearing { from, label, pap, generation } = bearing;
    let held = *table.now.pictures[partner.index()].fact(fact);
    if held.is_held() && held.generation >= generation {
        if from != Held::OWN {
            table.tell(partner, Told::Heard { fact, from: PartnerId(from) });
        }
        return;
    }
    let turn = table.turn();
    table.tell(partner, Told::Learned { fact, from, label, pap, generation, turn });
}

/// A partner finds a fact out by itself.
fn discover<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, fact: Fact) {
    let generation = match fact {
        Fact::Indicator(actor, kind) => table.now.generation(actor, kind),
        _ => 0,
    };
    let id = table.scenario.fact(fact);
    let bearing = Bearing { from: Held::OWN, label: proper_label(fact), pap: proper_pap(fact), generation };
    learn(table, partner, id, bearing);
}

/// Says of an alert: confirmed, false or unclear.
pub(super) fn triage<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, number: u16) -> JobResult {
    let Some(alert) = table.now.pictures[partner.index()].alert(number).copied() else {
        return JobResult::Failed;
    };
    let place = (usize::from(number) - 1) % MAX_ALERTS;
    let origin = table.now.truth.partners[partner.index()].alerts[place];
    let base = table.scenario.measure_with(|effect| effect == crate::scenario::model::Effect::Triage);
    let base_ppm = base.map_or(750_000, |id| table.scenario.measures[id.index()].chance_ppm);
    let actor = (origin != FALSE_ALERT).then_some(ActorId(origin));
    let key = table.key(Purpose::Find, partner.index(), usize::from(number), 0, usize::from(alert.tries));
    if !table.check(key, base_ppm, Look { partner, actor }) {
        table.tell(partner, Told::Triaged { number, state: AlertState::Unclear });
        return JobResult::Nothing;
    }
    let Some(actor) = actor else {
        table.tell(partner, Told::Triaged { number, state: AlertState::False });
        return JobResult::Worked;
    };
    table.tell(partner, Told::Triaged { number, state: AlertState::Confirmed });
    let turn = table.turn();
    if !table.now.pictures[partner.index()].node(alert.node).is(mark::CONFIRMED) {
        table.tell(
            partner,
            Told::Marked { node: alert.node, set: mark::SUSPECTED, clear: mark::LOOKED, turn },
        );
    }
    discover(table, partner, Fact::Technique(alert.looks));
    if let Some(kind) = table.scenario.techniques[alert.looks.index()].exposes {
        let key = table.key(Purpose::Find, partner.index(), usize::from(number), 1, 0);
        if table.check(key, INDICATOR_AT_TRIAGE_PPM, super::table::Plain) {
            discover(table, partner, Fact::Indicator(actor, kind));
        }
    }
    JobResult::Worked
}

/// Looks into one node.
pub(super) fn investigate<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
    base_ppm: u32,
) -> JobResult {
    let turn = table.turn();
    let actor = table.now.holder(node);
    let key = table.key(Purpose::Find, partner.index(), 0x100, node.index(), 0);
    if !table.check(key, base_ppm, Look { partner, actor }) {
        return JobResult::Nothing;
    }
    let Some(actor) = actor else {
        table.tell(partner, Told::Marked { node, set: mark::LOOKED, clear: mark::SUSPECTED, turn });
        return JobResult::Nothing;
    };
    table.tell(
        partner,
        Told::Marked { node, set: mark::CONFIRMED, clear: mark::SUSPECTED | mark::LOOKED, turn },
    );
    discover(table, partner, Fact::Indicator(actor, IndicatorKind::Infrastructure));
    discover(table, partner, Fact::Warning(actor));
    entry(table, partner, actor, node);
    JobResult::Worked
}

/// How the actor came in: the technique and the weakness it used.
fn entry<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, actor: ActorId, node: NodeId) {
    let nodes = table.now.truth.nodes.len();
    let technique = TechniqueId(table.now.truth.entries[actor.index() * nodes + node.index()]);
    let Some(def) = table.scenario.techniques.get(technique.index()) else {
        return;
    };
    let used = def.weaknesses.0 & table.scenario.node(node).weaknesses.0;
    discover(table, partner, Fact::Technique(technique));
    for weakness in Set64(used).iter() {
        discover(table, partner, Fact::Weakness(WeaknessId::at(weakness)));
        discover(table, partner, Fact::Mitigation(WeaknessId::at(weakness)));
    }
}

/// Takes a node apart: tool, entry, what left, how it comes back, where else it is.
pub(super) fn forensics<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
    base_ppm: u32,
) -> JobResult {
    let turn = table.turn();
    let trace = |now: &Situation, actor: usize| now.grip(ActorId::at(actor), node) != 0;
    let actor = (0..table.now.minds.len()).find(|actor| trace(table.now, *actor)).map(ActorId::at);
    let key = table.key(Purpose::Find, partner.index(), 0x200, node.index(), 0);
    if !table.check(key, base_ppm, Look { partner, actor }) {
        return JobResult::Nothing;
    }
    let mut set = if table.now.is_held(node) { mark::CONFIRMED | mark::SCOPED } else { mark::LOOKED };
    if table.now.truth.nodes[node.index()].stolen > 0 {
        set |= mark::STOLEN;
    }
    table.tell(partner, Told::Marked { node, set, clear: mark::SUSPECTED, turn });
    let Some(actor) = actor else {
        return JobResult::Nothing;
    };
    discover(table, partner, Fact::Indicator(actor, IndicatorKind::Tool));
    discover(table, partner, Fact::Indicator(actor, IndicatorKind::Infrastructure));
    discover(table, partner, Fact::Warning(actor));
    discover(table, partner, Fact::Attribution(actor));
    if table.now.pictures[partner.index()].evidence {
        discover(table, partner, Fact::Evidence(actor));
    }
    entry(table, partner, actor, node);
    scope(table, partner, actor);
    JobResult::Worked
}

/// What is on a seized system is evidence against whoever left it there.
pub(super) fn take_evidence<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
) -> JobResult {
    let traces = |actor: &usize| table.now.grip(ActorId::at(*actor), node) != 0;
    let Some(actor) = (0..table.now.minds.len()).find(traces).map(ActorId::at) else {
        return JobResult::Nothing;
    };
    discover(table, partner, Fact::Evidence(actor));
    JobResult::Worked
}

/// Logs of one node point at others that the same actor holds.
fn scope<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, actor: ActorId) {
    let turn = table.turn();
    for word in 0..table.now.truth.held[actor.index()].len() {
        let held = Set64(table.now.truth.held[actor.index()][word]);
        for node in held.iter().map(|bit| NodeId::at(word * 64 + bit)) {
            let known = table.now.pictures[partner.index()].node(node).is(mark::SUSPECTED | mark::CONFIRMED);
            if known || table.owner(node) != Some(partner) {
                continue;
            }
            let key = table.key(Purpose::Find, partner.index(), 0x300, node.index(), 0);
            if table.check(key, SCOPE_PPM, super::table::Plain) {
                table.tell(partner, Told::Marked { node, set: mark::SUSPECTED, clear: mark::LOOKED, turn });
            }
        }
    }
}

/// Looks through a zone for footholds.
pub(super) fn hunt<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    zone: ZoneId,
    base_ppm: u32,
) -> JobResult {
    let turn = table.turn();
    let mut result = JobResult::Nothing;
    for place in 0..table.scenario.zones[zone.index()].nodes.len() {
        let node = table.scenario.zones[zone.index()].nodes[place];
        if table.scenario.node(node).owner != Owner::Partner(partner) {
            continue;
        }
        let Some(actor) = table.now.holder(node) else {
            continue;
        };
        let key = table.key(Purpose::Find, partner.index(), 0x400, node.index(), 0);
        if table.check(key, base_ppm, Look { partner, actor: Some(actor) }) {
            table.tell(
                partner,
                Told::Marked { node, set: mark::CONFIRMED, clear: mark::SUSPECTED | mark::LOOKED, turn },
            );
            discover(table, partner, Fact::Warning(actor));
            entry(table, partner, actor, node);
            result = JobResult::Worked;
        }
    }
    result
}

/// Compares data with an independent source: manipulation comes to light.
pub(super) fn compare<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
    base_ppm: u32,
) -> JobResult {
    let changed = table.now.truth.nodes[node.index()].marks & state::MANIPULATED != 0;
    let key = table.key(Purpose::Find, partner.index(), 0x500, node.index(), 0);
    if !changed || !table.check(key, base_ppm, super::table::Plain) {
        return JobResult::Nothing;
    }
    let turn = table.turn();
    table.tell(partner, Told::Marked { node, set: mark::MANIPULATED, clear: 0, turn });
    JobResult::Worked
}

/// Analysts wear out by what did not matter.
pub(super) fn tire<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, by: u16) {
    /// Nobody gets more worn out than this, per mille.
    const MOST: u16 = 500;
    let permille = (table.now.truth.partners[partner.index()].fatigue + by).min(MOST);
    table.world(World::Fatigue { partner, permille });
}
