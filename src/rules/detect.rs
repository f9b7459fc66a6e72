//! Detection: each attack action leaves traces that sensors may see; noise adds false alerts. An
//! alert says what a console would say, never the truth.

use super::attack::held_nodes;
use super::check::{Cause, Notes, permille, times};
use super::dice::{CERTAIN_PPM, Purpose};
use super::event::{Outcome, Sight, Told, World};
use super::odds::false_alert_ppm;
use super::picture::{MAX_ALERTS, mark};
use super::situation::{FALSE_ALERT, PartnerTruth, Situation, state};
use super::table::{Odds, Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Move, Reach};

/// No sensor is perfect.
pub(super) const MOST_PPM: u32 = 950_000;

/// Tests whether an attack action is seen, and raises the alert if so.
pub(super) fn watch<R: Recorder>(
    table: &mut Table<'_, R>,
    actor: ActorId,
    mv: &Move,
    outcome: Outcome,
) -> Sight {
    let Some(owner) = table.owner(mv.target) else {
        return Sight::Unwatched;
    };
    let gone = state::ISOLATED | state::DESTROYED;
    if outcome == Outcome::NoAnswer && table.now.truth.nodes[mv.target.index()].marks & gone != 0 {
        return Sight::Unwatched;
    }
    let attempt = table.now.minds[actor.index()].tries[mv.technique.index()];
    let key = table.key(
        Purpose::Seen,
        actor.index(),
        mv.technique.index(),
        mv.target.index(),
        usize::from(attempt),
    );
    let odds = SeenOdds { actor, mv: *mv, owner };
    if !table.check(key, CERTAIN_PPM - mv.miss_ppm, odds) {
        return Sight::Unseen;
    }
    raise(table, owner, mv.target, mv.technique, actor.0);
    if odds.watched(table.scenario, table.now) > 0 {
        let turn = table.turn();
        if !table.now.pictures[owner.index()].node(mv.target).is(mark::SUSPECTED | mark::CONFIRMED) {
            table.tell(
                owner,
                Told::Marked { node: mv.target, set: mark::SUSPECTED, clear: mark::LOOKED, turn },
            );
        }
    }
    Sight::Seen
}

/// Odds that an action is seen.
#[derive(Clone, Copy)]
struct SeenOdds {
    actor: ActorId,
    mv: Move,
    owner: PartnerId,
}

impl SeenOdds {
    /// How well the owner watches for the actor's current means, per mille.
    #[inline]
    fn watched(&self, scenario: &Scenario, now: &Situation) -> u16 {
        let Some(kind) = scenario.techniques[self.mv.technique.index()].exposes else {
            return 0;
        };
        let index = self.actor.index() * 2 + kind as usize;
        let (generation, gain) = now.truth.partners[self.owner.index()].watches[index];
        if generation == now.generation(self.actor, kind).saturating_add(1) { gain } else { 0 }
    }
}

impl Odds for SeenOdds {
    #[inline]
    fn chance(&self, scenario: &Scenario, now: &Situation, base_ppm: u32, notes: &mut impl Notes) -> u32 {
        let truth = &now.truth.nodes[self.mv.target.index()];
        if truth.marks & state::BLIND != 0 {
            notes.note(Cause::Sensors, 0);
            return 0;
        }
        let mut chance = base_ppm;
        let mut sensors = truth.sensors;
        while sensors != 0 {
            let bit = sensors.trailing_zeros() as u8;
            sensors &= sensors - 1;
            let miss = scenario.moves.sensor_miss[self.mv.technique.index()][usize::from(bit)];
            if miss < CERTAIN_PPM {
                chance = CERTAIN_PPM - times(CERTAIN_PPM - chance, miss);
                notes.note(Cause::ExtraSensor(bit), chance);
            }
        }
        chance = permille(chance, scenario.actors[self.actor.index()].stealth, MOST_PPM);
        notes.note(Cause::Stealth, chance);
        let attention = attention(&now.truth.partners[self.owner.index()], now.public.turn);
        if attention != 1000 {
            chance = permille(chance, attention, MOST_PPM);
            notes.note(Cause::Attention, chance);
        }
        let watched = u32::from(self.watched(scenario, now));
        if watched > 0 {
            chance = CERTAIN_PPM - times(CERTAIN_PPM - chance, CERTAIN_PPM - watched * 1000);
            notes.note(Cause::Watch, chance.min(MOST_PPM));
        }
        chance.min(MOST_PPM)
    }
}

/// How closely analysts look, per mille of the usual.
#[inline]
pub(super) fn attention(partner: &PartnerTruth, turn: u16) -> u32 {
    let gain = if turn <= partner.attention_until { i32::from(partner.attention) } else { 0 };
    u32::try_from((1000 + gain - i32::from(partner.fatigue)).max(200)).unwrap_or(200)
}

/// Puts an alert into a partner's queue.
fn raise<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    node: NodeId,
    looks: TechniqueId,
    actor: u8,
) {
    let place = usize::from(table.now.pictures[partner.index()].last_alert) % MAX_ALERTS;
    let place = u8::try_from(place).unwrap_or(0);
    table.world(World::AlertOrigin { partner, place, actor });
    let turn = table.turn();
    table.tell(partner, Told::Alert { node, looks, turn });
}

/// Background noise: false alerts at each partner's base rate, drawn one by one (geometric), so that
/// quiet costs one draw whatever the size of the network.
pub(super) fn noise<R: Recorder>(table: &mut Table<'_, R>) {
    /// More false alerts than this in a turn are nobody's exercise.
    const MOST: usize = 12;
    let scenario = table.scenario;
    let hours = table.clock().hours;
    for index in 0..scenario.partners.len() {
        let chance = false_alert_ppm(scenario, PartnerId::at(index), hours);
        let mut count = 0;
        while count < MOST && table.dice.roll(table.key(Purpose::Noise, index, 0, 0, count)) < chance {
            false_alert(table, PartnerId::at(index), count);
            count += 1;
        }
    }
}

fn false_alert<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, count: usize) {
    let scenario = table.scenario;
    let nodes = &scenario.partners[partner.index()].nodes;
    if nodes.is_empty() || scenario.techniques.is_empty() {
        return;
    }
    let mut shape = table.dice.stream(table.key(Purpose::NoiseShape, partner.index(), 0, 0, count));
    let node = nodes[shape.below(u32::try_from(nodes.len()).unwrap_or(1)) as usize];
    let looks = (0..8)
        .map(|_| TechniqueId::at(shape.below(u32::try_from(scenario.techniques.len()).unwrap_or(1)) as usize))
        .find(|id| scenario.techniques[id.index()].reach != Reach::Home)
        .unwrap_or(TechniqueId(0));
    raise(table, partner, node, looks, FALSE_ALERT);
}

/// Held nodes of a partner, for impact: (held, held without its knowledge).
pub(super) fn held_of(now: &Situation, scenario: &Scenario, counts: &mut [[u32; 2]]) {
    for actor in 0..now.minds.len() {
        for node in held_nodes(now, ActorId::at(actor)) {
            let Some(owner) = scenario.node(node).owner.partner() else {
                continue;
            };
            let known = mark::CONFIRMED | mark::SUSPECTED | mark::ENCRYPTED | mark::WIPED;
            counts[owner.index()][0] += 1;
            counts[owner.index()][1] += u32::from(!now.pictures[owner.index()].node(node).is(known));
        }
    }
}
