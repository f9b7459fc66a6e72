//! The exercise clock: turns of the full version or of a cut, shifts by local time, and the way from
//! turns of the full version to those that are played.

use super::book::{Book, Entry};
use super::desk::{Desk, Where, suggest};
use super::names::Kind;
use crate::scenario::draft::{Cut, Partner, PhaseMinutes, Time};
use crate::scenario::limits::{HOLIDAYS, TURN_H, TURNS};
use crate::scenario::model::{Calendar, TurnDef, TurnTable};
use crate::scenario::problem::{Code, Place};
use crate::scenario::source::FileId;
use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// Local working hours, and how many there are in a whole shift.
const DAY_SHIFT: std::ops::Range<i8> = 8..18;
const SHIFT_H: usize = 10;

/// The version that is played.
pub(super) struct Version<'a> {
    pub(super) table: TurnTable,
    pub(super) cut: Option<&'a Cut>,
    /// Per partner: on which days it works.
    pub(super) calendars: Vec<Calendar>,
    /// Hours of each turn of the full version.
    full_h: Vec<u32>,
}

impl Version<'_> {
    /// Number of turns that are played.
    pub(super) fn turns(&self) -> u32 {
        u32::try_from(self.table.turns.len()).unwrap_or(u32::MAX)
    }

    /// The turn that is played when the full version's turn begins; one past the last turn for what
    /// lies after the end.
    pub(super) fn turn(&self, full: u32) -> u32 {
        if self.cut.is_none() || full == 0 {
            return full;
        }
        let before = self.full_h.iter().take(full as usize - 1);
        if full as usize > self.full_h.len() {
            return self.turns() + 1;
        }
        self.turn_of_hour(before.sum())
    }

    /// The turn that holds this exercise hour; one past the last turn after the end.
    pub(super) fn turn_of_hour(&self, hour: u32) -> u32 {
        let holds = |turn: &TurnDef| (turn.from_h..turn.from_h + turn.hours).contains(&hour);
        let index = self.table.turns.iter().position(holds).unwrap_or(self.table.turns.len());
        u32::try_from(index + 1).unwrap_or(u32::MAX)
    }
}

/// Reads the clock of the full version and of the cut that is asked for.
pub(super) fn read<'a>(desk: &mut Desk<'_>, book: &Book<'a>, cut: Option<&str>) -> Version<'a> {
    for cut in &book.cuts {
        check_cut(desk, cut);
    }
    let cut = cut.and_then(|id| chosen(desk, book, id));
    let calendars: Vec<Calendar> = book.partners.iter().map(|partner| calendar(desk, partner)).collect();
    let Some(time) = &book.time else {
        let table = TurnTable { start_s: 0, turns: Vec::new(), phase_minutes: [0; 4] };
        return Version { table, cut, calendars, full_h: Vec::new() };
    };
    let start = start(desk, time);
    let full_h = hours(desk, &time.at, &time.def.hours);
    let within = |hours: &u32| (*hours).clamp(1, TURN_H);
    let of_cut = |cut: &Cut| cut.hours.iter().take(TURNS).map(within).collect();
    let played: Vec<u32> = cut.map_or_else(|| full_h.clone(), of_cut);
    let zones = zones(desk, book);
    let table = TurnTable {
        start_s: start.as_second(),
        turns: turns(start, &played, &zones, &calendars),
        phase_minutes: phase_minutes(time.def.phase_minutes),
    };
    Version { table, cut, calendars, full_h }
}

fn check_cut(desk: &mut Desk<'_>, cut: &Entry<'_, Cut>) {
    let (at, def) = (&cut.at, cut.def);
    desk.text(&at.field("title"), &def.title);
    desk.range(&at.field("minutes"), def.minutes, 1..=2880);
    desk.range(&at.field("tempo"), def.tempo, 0..=1000);
    hours(desk, at, &def.hours);
}

fn chosen<'a>(desk: &mut Desk<'_>, book: &Book<'a>, id: &str) -> Option<&'a Cut> {
    let found = desk.names.get(Kind::Cut, id);
    if found.is_none() {
        let place = Place::top(desk.sources.name(FileId::ROOT));
        let help = suggest(id, desk.names.of(Kind::Cut));
        desk.report_at(Code::UnknownId, place, format!("no cut has the id `{id}`")).help(help);
    }
    book.cuts.get(found?).map(|cut| cut.def)
}

fn start(desk: &mut Desk<'_>, time: &Entry<'_, Time>) -> Timestamp {
    time.def.start.parse().unwrap_or_else(|_| {
        let message = format!("`{}` is no point in time", time.def.start);
        desk.report(Code::BadTime, &time.at.field("start"), message)
            .help("write it in UTC, like \"2026-10-09T06:00:00Z\"");
        Timestamp::UNIX_EPOCH
    })
}

fn hours(desk: &mut Desk<'_>, at: &Where<'_>, hours: &[u32]) -> Vec<u32> {
    let at = at.field("hours");
    if hours.is_empty() {
        desk.report(Code::EmptyList, &at, "there is no turn").help("write the hours of each turn: [4, 4, 8]");
    }
    desk.limit(&at, "turns", hours.len(), TURNS);
    let turn = |(index, hours): (usize, &u32)| desk.range(&at.index(index), *hours, 1..=TURN_H);
    hours.iter().enumerate().take(TURNS).map(turn).collect()
}

fn phase_minutes(minutes: PhaseMinutes) -> [u32; 4] {
    [minutes.situation, minutes.orders, minutes.resolution, minutes.review].map(|minutes| minutes.min(480))
}

/// The partners' time zones.
fn zones(desk: &mut Desk<'_>, book: &Book<'_>) -> Vec<TimeZone> {
    let database = TimeZoneDatabase::bundled();
    let zone = |partner: &Entry<'_, Partner>| {
        let name = &partner.def.time_zone;
        database.get(name).unwrap_or_else(|_| {
            unknown_zone(desk, &database, &partner.at.field("time_zone"), name);
            TimeZone::UTC
        })
    };
    book.partners.iter().map(zone).collect()
}

fn unknown_zone(desk: &mut Desk<'_>, database: &TimeZoneDatabase, at: &Where<'_>, name: &str) {
    let known: Vec<String> = database.available().map(|known| known.to_string()).collect();
    let city = |known: &String| known.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(name));
    let help = match known.iter().find(|known| city(known)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => suggest(name, known.iter().map(String::as_str)),
    };
    let help = if help.is_empty() { "use an IANA name such as \"Europe/Berlin\"".to_owned() } else { help };
    desk.report(Code::BadTime, at, format!("`{name}` is no time zone")).help(help);
}

/// Days on which a partner works.
fn calendar(desk: &mut Desk<'_>, partner: &Entry<'_, Partner>) -> Calendar {
    let (at, def) = (&partner.at, partner.def);
    let week_at = at.field("work_week");
    if def.work_week.is_empty() {
        desk.report(Code::EmptyList, &week_at, format!("`{}` never works", def.id))
            .help("write the days on which people work: [mon, tue, wed, thu, fri]");
    }
    let mut week = 0;
    for (index, day) in def.work_week.iter().enumerate() {
        let bit = 1 << *day as u8;
        if week & bit != 0 {
            let message = format!("`{}` is named twice", day.slug());
            desk.report(Code::DuplicateId, &week_at.index(index), message).help("delete one of the two");
        }
        week |= bit;
    }
    Calendar { week, holidays: holidays(desk, &at.field("holidays"), &def.holidays) }
}

fn holidays(desk: &mut Desk<'_>, at: &Where<'_>, dates: &[String]) -> Vec<i64> {
    desk.limit(at, "holidays", dates.len(), HOLIDAYS);
    let mut days = Vec::with_capacity(dates.len());
    for (index, date) in dates.iter().enumerate() {
        let here = at.index(index);
        let Ok(day) = date.parse::<Date>() else {
            desk.report(Code::BadTime, &here, format!("`{date}` is no date"))
                .help("write year, month and day, like \"2027-01-06\"");
            continue;
        };
        let day = day_number(day);
        if days.contains(&day) {
            desk.report(Code::DuplicateId, &here, format!("`{date}` is named twice"))
                .help("delete one of the two");
        }
        days.push(day);
    }
    days.sort_unstable();
    days
}

/// Days since 1970.
fn day_number(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

fn turns(start: Timestamp, hours: &[u32], zones: &[TimeZone], calendars: &[Calendar]) -> Vec<TurnDef> {
    let mut from_h = 0;
    let mut turns = Vec::with_capacity(hours.len());
    for hours in hours.iter().copied() {
        let day = |(zone, calendar): (&TimeZone, &Calendar)| is_day(start, from_h, hours, zone, calendar);
        let local = |zone: &TimeZone| local_minute(&at_hour(start, from_h, 0, zone));
        turns.push(TurnDef {
            from_h,
            hours,
            day: zones.iter().zip(calendars).map(day).collect(),
            local_minute: zones.iter().map(local).collect(),
        });
        from_h += hours;
    }
    turns
}

fn at_hour(start: Timestamp, hour: u32, minutes: i64, zone: &TimeZone) -> DateTime {
    let passed = SignedDuration::from_mins(i64::from(hour) * 60 + minutes);
    zone.to_datetime(start.checked_add(passed).unwrap_or(start))
}

fn local_minute(local: &DateTime) -> u16 {
    let minutes = i32::from(local.hour()) * 60 + i32::from(local.minute());
    u16::try_from(minutes).unwrap_or(0)
}

/// The turn holds a whole day shift, or at least half of its hours are working hours; the middle of
/// each hour counts.
fn is_day(start: Timestamp, from_h: u32, hours: u32, zone: &TimeZone, calendar: &Calendar) -> bool {
    let working_on = |hour: u32| {
        let local = at_hour(start, from_h + hour, 30, zone);
        let day = day_number(local.date());
        (DAY_SHIFT.contains(&local.hour()) && calendar.works(day)).then_some(day)
    };
    let working: Vec<i64> = (0..hours).filter_map(working_on).collect();
    let whole_shift = working.chunk_by(|a, b| a == b).any(|of_day| of_day.len() >= SHIFT_H);
    whole_shift || working.len() * 2 >= hours as usize
}
