//! What improvements would be worth hangs on the scenario alone: it is computed in the second half of the exercise,
//! on one processor, and stands in the report from EndEx on.

use crate::analysis::Progress;
use crate::analysis::improve::{Improvement, improvements};
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

/// How far it is.
#[derive(Debug, Default)]
pub struct Improving {
    has_begun: AtomicBool,
    /// The host goes.
    is_stopped: AtomicBool,
    found: OnceLock<Vec<Improvement>>,
}

impl Progress for Improving {
    fn planned(&self, _: u64) {}
    fn played(&self) {}
    fn is_wanted(&self) -> bool {
        !self.is_stopped.load(Ordering::Relaxed)
    }
}

impl Improving {
    /// Sets it going, the first time; `None` after that.
    pub fn begin(self: &Arc<Self>, at: impl FnOnce() -> (Arc<Scenario>, Scale)) -> Option<JoinHandle<()>> {
        if self.has_begun.swap(true, Ordering::Relaxed) {
            return None;
        }
        let ((scenario, scale), own) = (at(), self.clone());
        Some(std::thread::spawn(move || {
            // One processor of its own: the exercise and its forecasts come first.
            let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
            let found = pool.install(|| improvements(&scenario, &scale, &*own));
            if own.is_wanted() {
                let _ = own.found.set(found);
            }
        }))
    }

    /// What every improvement would gain, the best first; `None` while it is not computed.
    #[must_use]
    pub fn found(&self) -> Option<&[Improvement]> {
        self.found.get().map(Vec::as_slice)
    }

    /// The host goes: nobody will read it.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::scale;
    use crate::files::load_scenario;
    use std::path::Path;

    fn begun(improving: &Arc<Improving>) -> Option<JoinHandle<()>> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps");
        let scenario = load_scenario(&path, None).checked.scenario.expect("a shipped scenario is right");
        improving.begin(|| (Arc::new(scenario.clone()), scale(&scenario)))
    }

    #[test]
    fn it_is_computed_once_and_not_for_a_host_that_has_gone() {
        let improving = Arc::new(Improving::default());
        let thread = begun(&improving).expect("nobody has begun before");
        assert!(begun(&improving).is_none());
        thread.join().expect("it does not panic");
        assert!(improving.found().is_some());

        let gone = Arc::new(Improving::default());
        gone.stop();
        begun(&gone).expect("nobody has begun before").join().expect("it does not panic");
        assert!(gone.found().is_none());
    }
}
