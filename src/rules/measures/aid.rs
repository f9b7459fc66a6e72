//! Partners for each other: requests for aid and information, people and tools on loan, the night watch.

use crate::rules::check;
use crate::rules::dice::{CERTAIN_PPM, Key, Purpose};
use crate::rules::event::{JobResult, Told, World};
use crate::rules::order::Target;
use crate::rules::picture::{AlertState, Job, mark};
use crate::rules::sharing;
use crate::rules::table::{Plain, Recorder, Table};
use crate::scenario::ids::*;
use crate::scenario::model::{Effect, MeasureDef};
use crate::scenario::words::People;

/// Asking for aid, and the end of aid that was sent.
pub(super) fn on_partner<R: Recorder>(
    table: &mut Table<'_, R>,
    partner: PartnerId,
    measure: &MeasureDef,
    other: PartnerId,
) -> JobResult {
    match measure.effect {
        Effect::AskAid => {
            table.world(World::AidAsked { partner });
            table.tell(partner, Told::AidAsked { of: other });
            table.tell(other, Told::AidWanted { by: partner });
        }
        Effect::LendTools(permille, turns) => {
            let until = table.turn() + u16::try_from(turns.max(1)).unwrap_or(u16::MAX / 2) - 1;
            let permille = i16::try_from(permille).unwrap_or(i16::MAX);
            table.world(World::Attention { partner: other, permille, until });
            table.tell(other, Told::AidArrived { from: partner });
        }
        Effect::AskInformation => {
            table.tell(partner, Told::InformationAsked { of: other });
            table.tell(other, Told::InformationWanted { by: partner });
        }
        Effect::DeclineInformation => {
            // It may have been answered in the same turn.
            if table.now.pictures[partner.index()].inquired_by >> other.index() & 1 == 0 {
                return JobResult::Nothing;
            }
            table.tell(partner, Told::InformationAnswered { to: other });
            table.tell(other, Told::InformationDeclined { by: partner });
        }
        Effect::Liaison | Effect::NightWatch => {}
        // The people were away while the order ran; they worked for the other side from its lead
        // time on (see `aid_arrives`) and come home now.
        Effect::SendAid => {}
        _ => return JobResult::Nothing,
    }
    JobResult::Worked
}

/// Turns between sending people and their first shift elsewhere (doctrine: remote analysts 12 to
/// 24 h). Assumption.
pub const AID_LEAD_TURNS: u16 = 2;

/// Aid on its way arrives: the sender's people count at the receiver until the order ends.
pub(in crate::rules) fn arrives<R: Recorder>(table: &mut Table<'_, R>) {
    let turn = table.turn();
    for index in 0..table.scenario.partners.len() {
        let sender = PartnerId::at(index);
        let mut place = 0;
        while let Some(job) = table.now.pictures[index].jobs.get(place).copied() {
            place += 1;
            let measure = &table.scenario.measures[job.order.measure.index()];
            let Target::Partner(receiver) = job.order.target else {
                continue;
            };
            if !measure.effect.is_aid() {
                continue;
            }
            if job.from == turn {
                table.world(World::AidGiven { partner: sender });
                table.tell(sender, Told::AidSent { to: receiver });
                if measure.effect == Effect::NightWatch {
                    hand_over(table, receiver, sender);
                }
            }
            if measure.effect != Effect::SendAid || !starts_now(table, sender, receiver, &job) {
                continue;
            }
            for (kind, count) in measure.people.iter().enumerate().filter(|(_, count)| **count > 0) {
                let count = i8::try_from(*count).unwrap_or(i8::MAX);
                let kind = People::ALL[kind];
                table.world(World::Extra { partner: receiver, kind, count, until: job.ends });
            }
            table.tell(receiver, Told::AidArrived { from: sender });
        }
    }
}

/// Whether the people of an order of aid begin their first shift at the receiver: after the lead time,
/// or one turn later where their partner was late with them.
fn starts_now<R: Recorder>(
    table: &mut Table<'_, R>,
    sender: PartnerId,
    receiver: PartnerId,
    job: &Job,
) -> bool {
    let waited = table.turn() - job.from;
    let is_due = waited == AID_LEAD_TURNS;
    if !is_due && waited != AID_LEAD_TURNS + 1 {
        return false;
    }
    let chance = sharing::reliability_ppm(&table.scenario.dials);
    if chance >= CERTAIN_PPM {
        return is_due;
    }
    let what = job.order.measure.index();
    let key = table.key(Purpose::Handover, sender.index(), what, receiver.index(), usize::from(job.from));
    let key = Key { turn: job.from + AID_LEAD_TURNS, ..key };
    // The roll is noted once, in the turn in which they are due.
    if is_due { table.check(key, chance, Plain) } else { !check::roll(table.dice, key, chance) }
}

/// The handover note of a night watch: how things stand in the picture of those who go to bed.
fn hand_over<R: Recorder>(table: &mut Table<'_, R>, of: PartnerId, to: PartnerId) {
    let picture = &table.now.pictures[of.index()];
    let nodes = &table.scenario.partners[of.index()].nodes;
    let narrow = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    let marked = |marks: u16| narrow(nodes.iter().filter(|node| picture.node(**node).is(marks)).count());
    let alerts = picture.alerts.iter().filter(|alert| alert.state == AlertState::New).count();
    let told = Told::Handover {
        from: of,
        suspected: marked(mark::SUSPECTED),
        confirmed: marked(mark::CONFIRMED),
        alerts: narrow(alerts),
        down: marked(mark::ENCRYPTED | mark::WIPED | mark::OUT),
    };
    table.tell(to, told);
}

/// People of partners who take this partner's night watch in this turn: it is night here and day there.
pub(in crate::rules) fn night_watch<R: Recorder>(
    table: &Table<'_, R>,
    partner: PartnerId,
) -> [u8; People::COUNT] {
    let mut people = [0u8; People::COUNT];
    let turn = table.turn();
    for (index, picture) in table.now.pictures.iter().enumerate() {
        if index == partner.index() || !table.clock().day[index] {
            continue;
        }
        for job in picture.jobs.iter().filter(|job| job.order.target == Target::Partner(partner)) {
            let measure = &table.scenario.measures[job.order.measure.index()];
            if measure.effect == Effect::NightWatch && job.from < turn {
                people.iter_mut().zip(measure.people).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    people
}
