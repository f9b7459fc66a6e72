//! Ids and times in files for other tools: both follow from the content and the scenario's own clock, so that
//! the same log gives the same bytes.

use crate::scenario::Scenario;
use jiff::Timestamp;
use uuid::Uuid;

/// What our ids are derived from, apart from content; nobody else's begin there.
const SPACE: &str = "planspiel";

/// The id of something by its content: a UUID of version 5 (RFC 9562).
pub(super) fn id(content: &str) -> Uuid {
    Uuid::new_v5(&Uuid::new_v5(&Uuid::NAMESPACE_URL, SPACE.as_bytes()), content.as_bytes())
}

/// Seconds since 1970 at the start of a turn; of turn 1 for what is before StartEx.
pub(super) fn second(scenario: &Scenario, turn: u16) -> i64 {
    scenario.clock.start_s + i64::from(scenario.clock.from_h(turn)) * 3600
}

/// Seconds since 1970 at the end of the last turn.
pub(super) fn end_second(scenario: &Scenario) -> i64 {
    let end_h = scenario.clock.turns.last().map_or(0, |turn| turn.from_h + turn.hours);
    scenario.clock.start_s + i64::from(end_h) * 3600
}

/// RFC 3339 in UTC, to the second.
pub(super) fn time(second: i64) -> String {
    Timestamp::from_second(second).unwrap_or_default().to_string()
}

/// RFC 3339 in UTC, to the millisecond, as STIX wants it.
pub(super) fn time_ms(second: i64) -> String {
    time(second).replace('Z', ".000Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_times_follow_from_what_they_are_of() {
        assert_eq!(id("a"), id("a"));
        assert_ne!(id("a"), id("b"));
        assert_eq!(id("a").get_version_num(), 5);
        assert_eq!(time_ms(1_792_159_200), "2026-10-16T14:00:00.000Z");
    }
}
