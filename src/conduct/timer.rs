//! The timer of a phase: advice in real minutes that can be stopped. It decides nothing and reads no
//! clock: every question says what time it is, in milliseconds since 1970.

use serde::{Deserialize, Serialize};

/// The timer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    limit_ms: i64,
    /// Time used up before it was last started.
    used_ms: i64,
    /// When it was last started; `None` while it is stopped.
    since_ms: Option<i64>,
}

impl Timer {
    /// A timer that runs from its first phase on.
    pub(super) const fn running() -> Self {
        Timer { limit_ms: 0, used_ms: 0, since_ms: Some(0) }
    }

    /// It is stopped.
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.since_ms.is_none()
    }

    /// When it runs out, if it runs.
    #[must_use]
    pub fn ends_ms(&self) -> Option<i64> {
        let since = self.since_ms.filter(|_| self.limit_ms > 0)?;
        Some(since.saturating_add(self.limit_ms).saturating_sub(self.used_ms))
    }

    /// Milliseconds left, negative when over; 0 for a phase without advice.
    #[must_use]
    pub fn left_ms(&self, now_ms: i64) -> i64 {
        if self.limit_ms <= 0 {
            return 0;
        }
        self.limit_ms.saturating_sub(self.used_ms).saturating_sub(self.running_ms(now_ms))
    }

    /// A new phase begins; a stopped timer stays stopped.
    pub(super) fn begin(&mut self, minutes: u32, now_ms: i64) {
        (self.limit_ms, self.used_ms) = (i64::from(minutes) * 60_000, 0);
        self.since_ms = self.since_ms.map(|_| now_ms);
    }

    pub(super) fn pause(&mut self, now_ms: i64) {
        self.used_ms = self.used_ms.saturating_add(self.running_ms(now_ms));
        self.since_ms = None;
    }

    pub(super) fn go_on(&mut self, now_ms: i64) {
        self.since_ms.get_or_insert(now_ms);
    }

    /// More time, or less; never less than none.
    pub(super) fn extend(&mut self, seconds: i32) {
        self.limit_ms = self.limit_ms.saturating_add(i64::from(seconds) * 1000).max(0);
    }

    /// A clock that was set back gives no time back.
    fn running_ms(&self, now_ms: i64) -> i64 {
        self.since_ms.map_or(0, |since| now_ms.saturating_sub(since).max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_down_stops_and_begins_again() {
        const START: i64 = 1_764_000_000_000;
        let after = |s: i64| START + s * 1000;
        let mut timer = Timer::default();
        timer.begin(2, START);
        assert!(timer.is_paused());
        assert_eq!((timer.left_ms(after(500)), timer.ends_ms()), (120_000, None));
        timer.go_on(START);
        assert_eq!((timer.left_ms(after(30)), timer.ends_ms()), (90_000, Some(after(120))));
        timer.pause(after(30));
        timer.pause(after(40));
        assert_eq!(timer.left_ms(after(90)), 90_000);
        timer.go_on(after(100));
        timer.go_on(after(110));
        assert_eq!((timer.left_ms(after(200)), timer.ends_ms()), (-10_000, Some(after(190))));
        timer.extend(60);
        assert_eq!(timer.left_ms(after(200)), 50_000);
        timer.begin(1, after(200));
        assert_eq!(timer.left_ms(after(200)), 60_000);
        assert_eq!(timer.left_ms(after(100)), 60_000, "the clock was set back");
        timer.pause(after(210));
        timer.begin(3, after(220));
        assert!(timer.is_paused());
        assert_eq!(timer.left_ms(after(300)), 180_000);
        timer.begin(0, after(300));
        timer.go_on(after(300));
        assert_eq!((timer.left_ms(after(400)), timer.ends_ms()), (0, None));
    }
}
