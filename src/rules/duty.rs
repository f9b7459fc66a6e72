//! Duties: clocks start when a partner's picture holds the trigger, not when it happened. Hours run
//! through nights and weekends; working days are counted by weekday (public holidays are not known).

use super::event::{JobResult, Told};
use super::picture::{NEVER, Picture, StageState, mark};
use super::score::{Part, harm};
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{DutyStageDef, Owner, Within};
use crate::scenario::words::DutyTrigger;

/// Exercise hour by which a stage is due, when its clock started at `started_h`.
#[must_use]
pub fn due_h(scenario: &Scenario, stage: &DutyStageDef, started_h: u16) -> u32 {
    let started = u32::from(started_h);
    match stage.within {
        Within::AtOnce => at_once_until(scenario, started),
        Within::Hours(hours) => started + hours,
        Within::Days(days) => started + days * 24,
        Within::WorkDays(days) => started + work_days(scenario, started, days) * 24,
        Within::Months(months) => started + months * 30 * 24,
    }
}

/// Without undue delay: until the end of the turn after the one in which it was learned.
fn at_once_until(scenario: &Scenario, started: u32) -> u32 {
    let turns = &scenario.clock.turns;
    let next = turns.iter().position(|turn| turn.from_h > started).unwrap_or(turns.len());
    turns.get(next).or(turns.last()).map_or(started, |turn| turn.from_h + turn.hours)
}

/// Calendar days that hold so many working days.
fn work_days(scenario: &Scenario, started_h: u32, days: u32) -> u32 {
    const DAY_S: i64 = 86_400;
    // 1970-01-01 was a Thursday.
    let start = (scenario.clock.start_s + i64::from(started_h) * 3600).div_euclid(DAY_S);
    let (mut left, mut calendar) = (days, 0);
    while left > 0 {
        calendar += 1;
        let weekday = (start + i64::from(calendar) + 3).rem_euclid(7);
        left -= u32::from(weekday < 5);
    }
    calendar
}

/// Marks without which no clock starts.
const TELLING: u16 = mark::WAS_CONFIRMED | mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::STOLEN;

/// Clocks start, and deadlines pass.
pub(super) fn tick<R: Recorder>(table: &mut Table<'_, R>) {
    for index in 0..table.scenario.partners.len() {
        let partner = PartnerId::at(index);
        let picture = &table.now.pictures[index];
        let seen = own_marked(table.scenario, partner, picture).fold(0, |all, (_, marks)| all | marks);
        for duty in 0..table.scenario.partners[index].duties.len() {
            let id = DutyId::at(duty);
            if table.now.pictures[index].duties[duty].started_h == NEVER {
                // Every trigger needs one of these marks on some node.
                if seen & TELLING != 0 {
                    start(table, partner, id);
                }
            } else {
                expire(table, partner, id);
            }
        }
    }
}

fn start<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, duty: DutyId) {
    let def = &table.scenario.partners[partner.index()].duties[duty.index()];
    if !triggered(table.scenario, partner, &table.now.pictures[partner.index()], def.trigger) {
        return;
    }
    let clock = table.clock();
    let hour = u16::try_from(clock.from_h + clock.hours).unwrap_or(NEVER - 1);
    let stages = u8::try_from(def.stages.len()).unwrap_or(u8::MAX);
    table.tell(partner, Told::DutyStarted { duty, hour, stages });
}

/// A partner's own nodes that carry marks, with these.
fn own_marked(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
) -> impl Iterator<Item = (NodeId, u16)> {
    let own = move |node: &NodeId| scenario.node(*node).owner == Owner::Partner(partner);
    picture.marked().filter(own).map(|node| (node, picture.node(node).marks))
}

/// Whether a picture holds what a duty's clock waits for.
#[must_use]
pub fn triggered(scenario: &Scenario, partner: PartnerId, picture: &Picture, trigger: DutyTrigger) -> bool {
    let own = || own_marked(scenario, partner, picture);
    let marked = |marks: u16| own().any(|(_, carried)| carried & marks != 0);
    match trigger {
        DutyTrigger::PersonalDataBreach => {
            own().any(|(node, marks)| scenario.node(node).personal && marks & mark::STOLEN != 0)
        }
        DutyTrigger::SignificantIncident => {
            marked(mark::WAS_CONFIRMED | mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::STOLEN)
        }
        DutyTrigger::PartnerAffected => {
            let agreed = scenario.partners[partner.index()].agreements.iter().any(Option::is_some);
            agreed && marked(mark::WAS_CONFIRMED | mark::ENCRYPTED | mark::WIPED)
        }
    }
}

/// A deadline that passes unserved does harm once.
fn expire<R: Recorder>(table: &mut Table<'_, R>, partner: PartnerId, duty: DutyId) {
    let def = &table.scenario.partners[partner.index()].duties[duty.index()];
    let clock = table.now.pictures[partner.index()].duties[duty.index()];
    let end_h = table.clock().from_h + table.clock().hours;
    for (index, stage) in def.stages.iter().enumerate() {
        let open = clock.stages[index] == StageState::Open;
        if open && due_h(table.scenario, stage, clock.started_h) <= end_h {
            let stage_id = u8::try_from(index).unwrap_or(u8::MAX);
            table.tell(partner, Told::DutyStage { duty, stage: stage_id, state: StageState::Overdue });
            harm(table, partner, Part::Duties, stage.harm * 1000);
        }
    }
}

/// A notice is served.
pub(super) fn serve<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    duty: DutyId,
    stage: u8,
) -> JobResult {
    let state = match table.now.pictures[partner.index()].duties[duty.index()].stages[usize::from(stage)] {
        StageState::Open => StageState::Met,
        StageState::Overdue => StageState::Late,
        StageState::Idle | StageState::Met | StageState::Late => return JobResult::Nothing,
    };
    table.tell(partner, Told::DutyStage { duty, stage, state });
    JobResult::Worked
}

/// At the end, a notice that was due and never served counts a second time.
pub(super) fn close<R: Recorder>(table: &mut Table<'_, R>) {
    for index in 0..table.scenario.partners.len() {
        for (duty, def) in table.scenario.partners[index].duties.iter().enumerate() {
            for (stage, stage_def) in def.stages.iter().enumerate() {
                if table.now.pictures[index].duties[duty].stages[stage] == StageState::Overdue {
                    harm(table, PartnerId::at(index), Part::Duties, stage_def.harm * 1000);
                }
            }
        }
    }
}
