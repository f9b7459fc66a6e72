//! Duties: clocks start when a partner's picture holds the trigger, not when it happened. Hours run
//! through nights and weekends; working days are those of the partner's own calendar.

use super::event::{JobResult, Told};
use super::picture::{NEVER, Picture, StageState, mark};
use super::score::{Part, harm};
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{DutyDef, DutyStageDef, Owner, Within};
use crate::scenario::words::DutyTrigger;

/// Exercise hour by which a stage is due, when its clock started at `started_h`.
#[must_use]
pub fn due_h(scenario: &Scenario, partner: PartnerId, stage: &DutyStageDef, started_h: u16) -> u32 {
    let started = u32::from(started_h);
    match stage.within {
        Within::AtOnce => at_once_until(scenario, started),
        Within::Hours(hours) => started + hours,
        Within::Days(days) => started + days * 24,
        Within::WorkDays(days) => started + work_days(scenario, partner, started, days) * 24,
        Within::Months(months) => started + months * 30 * 24,
    }
}

/// Without undue delay: until the end of the turn after the one in which it was learned.
fn at_once_until(scenario: &Scenario, started: u32) -> u32 {
    let turns = &scenario.clock.turns;
    let next = turns.iter().position(|turn| turn.from_h > started).unwrap_or(turns.len());
    turns.get(next).or(turns.last()).map_or(started, |turn| turn.from_h + turn.hours)
}

/// Calendar days that hold so many working days of the partner.
fn work_days(scenario: &Scenario, partner: PartnerId, started_h: u32, days: u32) -> u32 {
    // Beyond so many days in a row without work the calendar is of no help.
    const MOST_OFF: u32 = 100;
    let start = local_day(scenario, partner, started_h);
    let calendar = &scenario.partners[partner.index()].calendar;
    let (mut left, mut passed) = (days, 0);
    while left > 0 && passed < days * 7 + MOST_OFF {
        passed += 1;
        left -= u32::from(calendar.works(start + i64::from(passed)));
    }
    passed
}

/// The partner's local date in an exercise hour, in days since 1970.
fn local_day(scenario: &Scenario, partner: PartnerId, hour: u32) -> i64 {
    const DAY_MIN: i64 = 1440;
    /// Clocks east of Greenwich are at most so far ahead.
    const AHEAD_MIN: i64 = 780;
    let clock = &scenario.clock;
    let minute = |hour: u32| clock.start_s.div_euclid(60) + i64::from(hour) * 60;
    let Some(turn) = clock.turns.iter().rev().find(|turn| turn.from_h <= hour) else { return 0 };
    let local = i64::from(turn.local_minute[partner.index()]);
    let ahead = (local - minute(turn.from_h)).rem_euclid(DAY_MIN);
    let ahead = if ahead > AHEAD_MIN { ahead - DAY_MIN } else { ahead };
    (minute(hour) + ahead).div_euclid(DAY_MIN)
}

/// Marks without which no clock starts.
const TELLING: u16 =
    mark::WAS_CONFIRMED | mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::STOLEN | mark::OUT;

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
    if !triggered(table.scenario, partner, &table.now.pictures[partner.index()], def) {
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
pub fn triggered(scenario: &Scenario, partner: PartnerId, picture: &Picture, duty: &DutyDef) -> bool {
    let bound = |node: NodeId| duty.only.is_empty() || duty.only.contains(&node);
    let own = || own_marked(scenario, partner, picture).filter(|(node, _)| bound(*node));
    let marked = |marks: u16| own().any(|(_, carried)| carried & marks != 0);
    match duty.trigger {
        DutyTrigger::PersonalDataBreach => {
            own().any(|(node, marks)| scenario.node(node).personal && marks & mark::STOLEN != 0)
        }
        DutyTrigger::SignificantIncident => {
            let out = |(node, marks): (NodeId, u16)| scenario.node(node).worth > 0 && marks & mark::OUT != 0;
            marked(mark::WAS_CONFIRMED | mark::ENCRYPTED | mark::WIPED | mark::MANIPULATED | mark::STOLEN)
                || own().any(out)
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
        if open && due_h(table.scenario, partner, stage, clock.started_h) <= end_h {
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
