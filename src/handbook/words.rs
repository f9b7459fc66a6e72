//! Words that several documents share: names, deadlines, times, lists, tables with room to write.

use crate::export::document::{Block, Table, joined, same};
use crate::scenario::Scenario;
use crate::scenario::ids::{NodeId, PartnerId};
use crate::scenario::model::{Text, Within};
use crate::scenario::words::{DutyTrigger, OrderGroup, People, Role};
pub(super) use crate::view::patterns::{fill, number};
use crate::view::wording::both;
use crate::view::{Lang, names, wording};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// How many names a list tells before it counts the rest.
const NAMED: usize = 12;

/// A chance as a roll of two ten-sided dice: the highest number that is a success, 1 to 100, to the nearest.
pub(super) fn d100(ppm: u32) -> String {
    ((ppm + 5_000) / 10_000).to_string()
}

/// Everybody who plays.
pub(super) fn partners(scenario: &Scenario) -> impl Iterator<Item = PartnerId> {
    (0..scenario.partners.len()).map(PartnerId::at)
}

/// The first names of a list and how many more there are.
pub(super) fn some<'t>(texts: impl Iterator<Item = &'t Text>) -> Text {
    let texts: Vec<&Text> = texts.collect();
    let named = joined(texts.iter().take(NAMED).copied(), ", ");
    match texts.len().checked_sub(NAMED) {
        None | Some(0) => named,
        Some(more) => {
            fill("{} und {} weitere", "{} and {} more", &[&named, &number(Lang::De.grouped(count(more)))])
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Systems by name; whole zones where a long list holds all of one.
pub(super) fn nodes(scenario: &Scenario, ids: &[NodeId]) -> Text {
    if ids.len() <= NAMED {
        return joined(ids.iter().map(|id| &scenario.node(*id).name), ", ");
    }
    let mut rest = ids.to_vec();
    let mut named: Vec<&Text> = Vec::new();
    for zone in &scenario.zones {
        if zone.nodes.len() > 1 && zone.nodes.iter().all(|node| rest.contains(node)) {
            rest.retain(|node| !zone.nodes.contains(node));
            named.push(&zone.name);
        }
    }
    named.extend(rest.iter().map(|id| &scenario.node(*id).name));
    some(named.into_iter())
}

/// A role of a seat.
pub(super) fn role(role: Role) -> Text {
    match role {
        Role::Lead => both("Leitung", "lead"),
        Role::Analyst => wording::people(People::Analyst),
        Role::Operator => wording::people(People::Operator),
        Role::Forensic => wording::people(People::Forensic),
        Role::Liaison => wording::people(People::Liaison),
        Role::Legal => wording::people(People::Legal),
        Role::Press => wording::people(People::Press),
    }
}

/// What a group of orders is for.
pub(super) fn group(group: OrderGroup) -> Text {
    let word = names::group(group);
    both(word.0, word.1)
}

/// People that a measure keeps busy.
pub(super) fn people(of: &[u8; People::COUNT]) -> Text {
    let busy = People::ALL.iter().zip(of).filter(|(_, count)| **count > 0);
    let busy: Vec<Text> = busy
        .map(|(kind, count)| fill("{} {}", "{} {}", &[&number(count), &wording::people(*kind)]))
        .collect();
    if busy.is_empty() { both("niemand", "nobody") } else { joined(busy.iter(), ", ") }
}

/// How long a measure takes.
pub(super) fn turns(turns: u32) -> Text {
    match turns {
        0 => both("gleiche Runde", "same turn"),
        1 => both("1 Runde", "1 turn"),
        _ => both(format!("{turns} Runden"), format!("{turns} turns")),
    }
}

/// A deadline.
pub(super) fn within(within: Within) -> Text {
    let text = |n: u32, de: [&str; 2], en: [&str; 2]| {
        let place = usize::from(n != 1);
        both(format!("binnen {n} {}", de[place]), format!("within {n} {}", en[place]))
    };
    match within {
        Within::AtOnce => both(
            "unverzüglich, spätestens in der Runde nach dem Bekanntwerden",
            "at once, no later than the turn after it became known",
        ),
        Within::Hours(n) => text(n, ["Stunde", "Stunden"], ["hour", "hours"]),
        Within::Days(n) => text(n, ["Tages", "Tagen"], ["day", "days"]),
        Within::WorkDays(n) => text(n, ["Arbeitstages", "Arbeitstagen"], ["business day", "business days"]),
        Within::Months(n) => text(n, ["Monats", "Monaten"], ["month", "months"]),
    }
}

/// What makes a duty's clock start.
pub(super) fn trigger(of: DutyTrigger) -> Text {
    match of {
        DutyTrigger::PersonalDataBreach => both(
            "sobald Ihr Team weiß, dass personenbezogene Daten abgeflossen sind",
            "as soon as your team knows that personal data has left",
        ),
        DutyTrigger::SignificantIncident => both(
            "sobald Ihr Team einen Befall bestätigt hat oder weiß, dass ein wichtiges System ausgefallen, verschlüsselt oder verfälscht ist",
            "as soon as your team has confirmed a compromise or knows that an important system is down, encrypted or falsified",
        ),
        DutyTrigger::PartnerAffected => both(
            "sobald Ihr Team einen Befall bestätigt hat, von dem ein Partner mit Vereinbarung wissen sollte",
            "as soon as your team has confirmed a compromise that a partner with an agreement should know of",
        ),
    }
}

/// Local date and time of a partner, so many exercise hours after StartEx.
pub(super) fn local(scenario: &Scenario, of: PartnerId, hour: u32) -> Text {
    const DAYS: [[&str; 2]; 7] = [
        ["Mo", "Mon"],
        ["Di", "Tue"],
        ["Mi", "Wed"],
        ["Do", "Thu"],
        ["Fr", "Fri"],
        ["Sa", "Sat"],
        ["So", "Sun"],
    ];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let zone = TimeZoneDatabase::bundled().get(&scenario.partners[of.index()].time_zone);
    let start = Timestamp::from_second(scenario.clock.start_s).unwrap_or_default();
    let then = start.checked_add(SignedDuration::from_hours(i64::from(hour))).unwrap_or(start);
    let local = zone.unwrap_or(TimeZone::UTC).to_datetime(then);
    let index = |number: i8| usize::try_from(number - 1).unwrap_or(0);
    let [de, en] = DAYS[index(local.weekday().to_monday_one_offset())];
    let (day, month) = (local.day(), local.month());
    let time = |lang: Lang| lang.hour(local.hour(), local.minute());
    both(
        format!("{de} {day}.{month}., {}", time(Lang::De)),
        format!("{en} {} {day}, {}", MONTHS[index(month)], time(Lang::En)),
    )
}

/// A table.
pub(super) fn table(slug: &'static str, head: Vec<Text>, rows: Vec<Vec<Text>>) -> Block {
    Block::Table(Table { slug, head, rows })
}

/// A form of two columns, the second left blank.
pub(super) fn form(slug: &'static str, fields: Vec<Text>) -> Block {
    let head = vec![both("Angabe", "Item"), both("Eintrag", "Entry")];
    table(slug, head, fields.into_iter().map(|field| vec![field, same("")]).collect())
}

/// A table with so many empty rows to write in.
pub(super) fn blank(slug: &'static str, head: Vec<Text>, rows: usize) -> Block {
    let row = vec![same(""); head.len()];
    table(slug, head, vec![row; rows])
}

/// Words, where there are any.
pub(super) fn words(text: &Text) -> Option<Block> {
    (*text != Text::default()).then(|| Block::Words(text.clone()))
}

/// The table's rows, or these words where it has none.
pub(super) fn table_or(slug: &'static str, head: Vec<Text>, rows: Vec<Vec<Text>>, none: Text) -> Block {
    Table { slug, head, rows }.or(none)
}

/// The lines that every document ends its scope with.
pub(super) fn control_only(of: Text) -> Text {
    fill(
        "{} Nur für die Übungsleitung: Wer spielt, liest das nicht.",
        "{} For exercise control only: players do not read this.",
        &[&of],
    )
}
