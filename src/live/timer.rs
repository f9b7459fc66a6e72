//! The timer of a phase: advice in real minutes that can be stopped. It decides nothing.

use std::time::Duration;
#[expect(clippy::disallowed_types, reason = "the timer is the only clock of an exercise, and only advice")]
type Moment = std::time::Instant;

/// The timer; every question says what time it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timer {
    limit: Duration,
    /// Time used up before it was last started.
    used: Duration,
    /// When it was last started; `None` while it is stopped.
    since: Option<Moment>,
}

impl Timer {
    /// The time it is.
    pub fn now() -> Moment {
        Moment::now()
    }

    /// A timer that has not started.
    pub fn stopped(minutes: u32) -> Self {
        Timer { limit: limit(minutes), used: Duration::ZERO, since: None }
    }

    /// It is stopped.
    pub fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// A new phase begins; a stopped timer stays stopped.
    pub fn begin(&mut self, minutes: u32, now: Moment) {
        (self.limit, self.used) = (limit(minutes), Duration::ZERO);
        self.since = self.since.map(|_| now);
    }

    /// Stops it.
    pub fn pause(&mut self, now: Moment) {
        self.used += self.since.take().map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
    }

    /// Starts it where it was stopped.
    pub fn go_on(&mut self, now: Moment) {
        self.since.get_or_insert(now);
    }

    /// Milliseconds left, negative when over; 0 for a phase without advice.
    pub fn left_ms(&self, now: Moment) -> i64 {
        if self.limit.is_zero() {
            return 0;
        }
        let running = self.since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        let ms = |time: Duration| i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        ms(self.limit).saturating_sub(ms(self.used + running))
    }
}

fn limit(minutes: u32) -> Duration {
    Duration::from_secs(u64::from(minutes) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_down_stops_and_begins_again() {
        let start = Timer::now();
        let after = |s: u64| start + Duration::from_secs(s);
        let mut timer = Timer::stopped(2);
        assert!(timer.is_paused());
        assert_eq!(timer.left_ms(after(500)), 120_000);
        timer.go_on(start);
        assert_eq!(timer.left_ms(after(30)), 90_000);
        timer.pause(after(30));
        timer.pause(after(40));
        assert_eq!(timer.left_ms(after(90)), 90_000);
        timer.go_on(after(100));
        timer.go_on(after(110));
        assert_eq!(timer.left_ms(after(200)), -10_000);
        timer.begin(1, after(200));
        assert_eq!(timer.left_ms(after(200)), 60_000);
        timer.pause(after(210));
        timer.begin(3, after(220));
        assert!(timer.is_paused());
        assert_eq!(timer.left_ms(after(300)), 180_000);
        timer.begin(0, after(300));
        timer.go_on(after(300));
        assert_eq!(timer.left_ms(after(400)), 0);
    }
}
