//! The turn, as a list to read: situation, orders, resolution, review.

use super::attack::{self, Attackers};
use super::detect;
use super::duty;
use super::event::{Event, Found, Public, Told, World};
use super::inject;
use super::measures;
use super::memo;
use super::mind::Step;
use super::order::{Order, Refusal, accept};
use super::prevention;
use super::score;
use super::service;
use super::sharing;
use super::situation::{Phase, Public as PublicState};
use super::table::{Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::Scenario;
use crate::scenario::words::People;

/// The next turn begins: injects that are due reach their seats, clocks tick, shifts are counted.
pub fn begin_turn<R: Recorder>(table: &mut Table<'_, R>) {
    let first = table.turn() == 0;
    let turn = table.turn() + 1;
    table.emit(Event::Public(Public::TurnBegan(turn)));
    table.emit(Event::Public(Public::PhaseBegan(Phase::Situation)));
    if first {
        prevention::take_effect(table);
        set_out(table);
    }
    inject::fire_due(table);
    shifts(table);
}

/// Orders may be given from here on.
pub fn open_orders<R: Recorder>(table: &mut Table<'_, R>) {
    table.emit(Event::Public(Public::PhaseBegan(Phase::Orders)));
}

/// A partner gives one order.
///
/// # Errors
/// Why it may not; then nothing has changed.
pub fn give<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, order: Order) -> Result<(), Refusal> {
    if !prevention::takes_orders(table.scenario, partner, table.now.public) {
        return Err(Refusal::NotNow);
    }
    let accepted = accept(table.scenario, partner, &table.now.pictures[partner.index()], order)?;
    let people = people(table, order);
    let from = table.turn();
    table.tell(partner, Told::Ordered { order, people, from, ends: from + accepted.turns });
    Ok(())
}

/// A partner takes an order of this turn back.
///
/// # Errors
/// When no such order was given in this turn.
pub fn take_back<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    order: Order,
) -> Result<(), Refusal> {
    let turn = table.turn();
    let picture = &table.now.pictures[partner.index()];
    if !prevention::takes_orders(table.scenario, partner, table.now.public) {
        return Err(Refusal::NotNow);
    }
    if !picture.jobs.iter().any(|job| job.order == order && job.from == turn) {
        return Err(Refusal::NotYours);
    }
    let people = people(table, order);
    table.tell(partner, Told::TakenBack { order, people });
    Ok(())
}

/// People an order keeps busy: nobody before StartEx.
fn people<R: Recorder>(table: &Table<'_, R>, order: Order) -> [u8; People::COUNT] {
    let has_started = table.turn() > 0;
    if has_started { table.scenario.measures[order.measure.index()].people } else { [0; People::COUNT] }
}

/// The turn is resolved, always in this order.
pub fn resolve<R: Recorder>(table: &mut Table<'_, R>, attackers: &(impl Attackers + ?Sized)) {
    open_resolution(table);
    attack::act(table, attackers);
    close_turn(table);
}

/// What comes before the attackers act: what is due arrives, orders progress.
pub fn open_resolution<R: Recorder>(table: &mut Table<'_, R>) {
    table.emit(Event::Public(Public::PhaseBegan(Phase::Resolution)));
    memo::orders(table);
    sharing::deliver(table);
    measures::aid::arrives(table);
    measures::progress(table);
}

/// An actor spends the points it has, and the turn is resolved to its end: for those who play on in their
/// heads.
pub fn resolve_from<R: Recorder>(
    table: &mut Table<'_, R>,
    actor: ActorId,
    attackers: &(impl Attackers + ?Sized),
) {
    attack::spend(table, actor, attackers);
    close_turn(table);
}

/// What follows when the attackers have acted.
fn close_turn<R: Recorder>(table: &mut Table<'_, R>) {
    detect::noise(table);
    service::settle(table);
    score::accrue(table);
    duty::tick(table);
    inject::trigger(table);
    table.emit(Event::Public(Public::PhaseBegan(Phase::Review)));
    let last = u32::from(table.turn()) >= table.scenario.turns();
    let is_over = table.now.public.end != PublicState::NO_END;
    if is_over && !last {
        score::accrue_rest(table);
    }
    if last || is_over {
        end(table);
    }
}

/// The exercise ends.
pub fn end<R: Recorder>(table: &mut Table<'_, R>) {
    duty::close(table);
    table.emit(Event::Public(Public::PhaseBegan(Phase::Ended)));
}

/// StartEx: what partners know from the start.
fn set_out<R: Recorder>(table: &mut Table<'_, R>) {
    for index in 0..table.scenario.partners.len() {
        for fact in &table.scenario.partners[index].knows {
            let what = table.scenario.facts[fact.index()];
            let (label, pap) = (sharing::proper_label(what), sharing::proper_pap(what));
            let own = super::picture::Held::OWN;
            let told = Told::Learned { fact: *fact, from: own, label, pap, generation: 0, turn: 0 };
            table.tell(PartnerId::at(index), told);
        }
    }
}

/// Who is on shift, and who of them is free.
fn shifts<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    for index in 0..table.scenario.partners.len() {
        let partner = PartnerId::at(index);
        let fatigue = table.now.truth.partners[index].fatigue;
        if fatigue > 0 {
            table.world(World::Fatigue { partner, permille: fatigue / 2 });
        }
        let on_shift = on_shift(table.scenario, table, partner, turn);
        let mut free = on_shift;
        for job in &table.now.pictures[index].jobs {
            let people = &table.scenario.measures[job.order.measure.index()].people;
            free.iter_mut().zip(people).for_each(|(free, n)| *free = free.saturating_sub(*n));
        }
        let before = &table.now.pictures[index];
        if before.on_shift != on_shift || before.free != free {
            table.tell(partner, Told::Shift { on_shift, free });
        }
    }
}

/// People x shift x surge, and what injects and aid add or take.
fn on_shift<R: Recorder>(
    scenario: &Scenario,
    table: &Table<'_, R>,
    partner: PartnerId,
    turn: u16,
) -> [u8; People::COUNT] {
    let def = &scenario.partners[partner.index()];
    let shift = usize::from(!table.clock().day[partner.index()]);
    let surge = 1000 + u32::from(table.now.pictures[partner.index()].surge);
    let truth = &table.now.truth.partners[partner.index()];
    let watch = if shift == 1 { measures::aid::night_watch(table, partner) } else { [0; People::COUNT] };
    let mut people = [0; People::COUNT];
    for (kind, count) in people.iter_mut().enumerate() {
        let staff = u32::from(def.people[kind][shift]) * scenario.dials.staff * surge;
        // Rounded to whole people.
        let mut here = i32::try_from((staff + 50_000) / 100_000).unwrap_or(i32::MAX);
        let (extra, until) = truth.extra[kind];
        if turn <= until {
            here += i32::from(extra);
        }
        here += i32::from(watch[kind]);
        *count = u8::try_from(here.clamp(0, 250)).unwrap_or(250);
    }
    people
}

/// A step is added to an actor's plan.
///
/// # Errors
/// Why the actor cannot do that.
pub fn steer<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, step: Step) -> Result<(), Refusal> {
    let mind = table.now.minds.get(actor.index()).ok_or(Refusal::NotYours)?;
    attack::plan::accept(table.scenario, actor, mind, step)?;
    table.find(actor, Found::Planned(step));
    Ok(())
}

/// A step is struck from an actor's plan.
///
/// # Errors
/// When it is not in there.
pub fn unsteer<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, step: Step) -> Result<(), Refusal> {
    let mind = table.now.minds.get(actor.index()).ok_or(Refusal::NotYours)?;
    if !mind.plan.contains(&step) {
        return Err(Refusal::Done);
    }
    table.find(actor, Found::Dropped(step));
    Ok(())
}

/// Somebody takes an actor's seat, or leaves it to its brain.
///
/// # Errors
/// When that is so already.
pub fn take_seat<R: Recorder>(table: &mut Table<'_, R>, actor: ActorId, on: bool) -> Result<(), Refusal> {
    let mind = table.now.minds.get(actor.index()).ok_or(Refusal::NotYours)?;
    if mind.is_seated == on {
        return Err(Refusal::Done);
    }
    table.find(actor, Found::Seated(on));
    Ok(())
}

/// A seat answers an inject.
///
/// # Errors
/// When the inject has not reached the partner, has no such choice, or was answered.
pub fn choose<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    inject: InjectId,
    choice: u8,
) -> Result<(), Refusal> {
    let picture = &table.now.pictures[partner.index()];
    let def = table.scenario.injects.get(inject.index()).ok_or(Refusal::NotYours)?;
    let chosen = def.choices.get(usize::from(choice)).ok_or(Refusal::NotYours)?;
    if !picture.has_inject(inject) {
        return Err(Refusal::NotYours);
    }
    if picture.choices[inject.index()] != 0 {
        return Err(Refusal::Done);
    }
    table.tell(partner, Told::Chosen { inject, choice });
    for effect in &chosen.effects {
        inject::take_effect(table, *effect);
    }
    Ok(())
}

/// The trainer fires an inject by hand.
pub fn fire_by_hand<R: Recorder>(table: &mut Table<'_, R>, inject: InjectId) {
    inject::fire(table, inject);
}

/// The trainer sets an inject to the start of a turn.
pub fn delay<R: Recorder>(table: &mut Table<'_, R>, inject: InjectId, turn: u16) {
    let state = super::situation::InjectState::Delayed(turn);
    table.world(World::Inject { inject, state });
}

/// The trainer sets everything that is still to come by time so many turns later. What would come
/// after the last turn comes no more, unless it is set to one.
pub fn shift_later<R: Recorder>(table: &mut Table<'_, R>, turns: u16) {
    use super::situation::InjectState as S;
    let now = table.turn();
    for index in 0..table.scenario.injects.len() {
        let at = match table.now.truth.injects[index] {
            S::Pending => table.scenario.agenda.at[index],
            S::Delayed(at) => at,
            S::Armed | S::Fired | S::Skipped => 0,
        };
        if at > now {
            delay(table, InjectId::at(index), at.saturating_add(turns));
        }
    }
}

/// The trainer skips an inject.
pub fn skip<R: Recorder>(table: &mut Table<'_, R>, inject: InjectId) {
    let state = super::situation::InjectState::Skipped;
    table.world(World::Inject { inject, state });
}
