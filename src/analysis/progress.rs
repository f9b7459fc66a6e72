//! How far a long experiment is, for whoever waits for it.

/// Hears of exercises to be played and of those that were.
pub trait Progress: Sync {
    /// So many more exercises will be played, or whatever else is gone through one by one.
    fn planned(&self, exercises: u64);
    /// One was played.
    fn played(&self);
}

/// Nobody waits.
impl Progress for () {
    fn planned(&self, _: u64) {}
    fn played(&self) {}
}
