//! Judging an ended exercise beside everything else: begun once, looked at as it goes.

use crate::analysis::Progress;
use crate::analysis::judged::{Judged, judged};
use crate::exercise::Exercise;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Futures for each way to decide. For the flagship 20 s are wanted on two processors; 16 to 18 s were measured on an
/// AMD EPYC before ways were played by each partner's own orders.
pub const ROLLOUTS: u32 = 500;

/// How far it is.
#[derive(Debug, Default)]
pub struct Judging(Mutex<Option<Arc<Run>>>);

/// One computation.
#[derive(Debug, Default)]
struct Run {
    /// Entries of the log that is judged: another log is another computation.
    entries: usize,
    planned: AtomicU64,
    played: AtomicU64,
    found: Mutex<Option<Arc<Judged>>>,
}

/// What can be shown now.
#[derive(Debug)]
pub enum SoFar {
    /// So many of so many parts.
    Computing(u64, u64),
    Done(Arc<Judged>),
}

impl Progress for Run {
    fn planned(&self, exercises: u64) {
        self.planned.fetch_add(exercises, Ordering::Relaxed);
    }
    fn played(&self) {
        self.played.fetch_add(1, Ordering::Relaxed);
    }
}

impl Judging {
    /// What is known of an ended exercise; the first to ask sets it going. Words that came after the end change
    /// nothing about what was decided.
    pub fn of(&self, exercise: impl FnOnce() -> Exercise, entries: usize) -> SoFar {
        let mut begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let run = match &*begun {
            Some(run) if run.entries == entries => run.clone(),
            _ => {
                let run = Arc::new(Run { entries, ..Run::default() });
                *begun = Some(run.clone());
                let (exercise, own) = (exercise(), run.clone());
                std::thread::spawn(move || {
                    let judge = || judged(&exercise, ROLLOUTS, &*own);
                    // All processors: the exercise has ended. A pool of its own, so that no forecast waits for it.
                    let pool = rayon::ThreadPoolBuilder::new().build();
                    let found = match &pool {
                        Ok(pool) => pool.install(judge),
                        Err(_) => judge(),
                    };
                    *own.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(found));
                });
                run
            }
        };
        drop(begun);
        run.so_far()
    }

    /// What was found of just this log, if it was.
    #[must_use]
    pub fn found(&self, entries: usize) -> Option<Arc<Judged>> {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match begun.as_ref().filter(|run| run.entries == entries)?.so_far() {
            SoFar::Done(found) => Some(found),
            SoFar::Computing(..) => None,
        }
    }
}

impl Run {
    fn so_far(&self) -> SoFar {
        match &*self.found.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(found) => SoFar::Done(found.clone()),
            None => {
                SoFar::Computing(self.played.load(Ordering::Relaxed), self.planned.load(Ordering::Relaxed))
            }
        }
    }
}
