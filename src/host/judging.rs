//! Judging an ended exercise beside everything else: begun once, looked at as it goes.

use crate::analysis::Progress;
use crate::analysis::decisions::Decision;
use crate::analysis::hindsight::{Hindsight, NoHindsight};
use crate::analysis::judged::{Judged, judged};
use crate::exercise::Exercise;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Futures for each way to decide. For the flagship 20 s are wanted on two processors. Measured in November 2026 on an
/// AMD EPYC: 14.5 s from the first question to the last answer, by a build that checks itself. `report --decisions`,
/// which weighs improvements as well, took 18 to 20 s there, and 25 s on an Intel Xeon of 2.3 GHz before ways played
/// already were used again, which saves a tenth of the work.
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
    /// The exercise goes on: nobody waits for it any more.
    is_stopped: AtomicBool,
    parts: Mutex<Parts>,
    found: Mutex<Option<Arc<Judged>>>,
}

/// What has been found on the way.
#[derive(Debug, Default, Clone)]
struct Parts {
    /// Partner by partner, in the order of the turns.
    decisions: Vec<Decision>,
    /// How many there will be; 0 before anybody knows.
    of: u64,
    hindsight: Option<Result<Hindsight, NoHindsight>>,
}

/// What can be shown now.
#[derive(Debug)]
pub struct SoFar {
    /// Those judged so far, in the order of the turns.
    pub decisions: Vec<Decision>,
    /// So many of so many decisions are judged; `None` once all are.
    pub judging: Option<(u64, u64)>,
    /// How the score came to be, or why nobody can know; while it is computed: so many of so many parts are done.
    pub hindsight: Result<Result<Hindsight, NoHindsight>, (u64, u64)>,
}

impl Progress for Run {
    fn planned(&self, exercises: u64) {
        self.planned.fetch_add(exercises, Ordering::Relaxed);
    }
    fn played(&self) {
        self.played.fetch_add(1, Ordering::Relaxed);
    }
    fn is_wanted(&self) -> bool {
        !self.is_stopped.load(Ordering::Relaxed)
    }
    fn judged(&self, decision: &Decision, of: u64) {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.decisions.push(decision.clone());
        parts.of = of;
    }
    fn explained(&self, found: &Result<Hindsight, NoHindsight>) {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).hindsight = Some(found.clone());
    }
}

impl Judging {
    /// What is known of an ended exercise; the first to ask sets it going. Words that came after the end change
    /// nothing about what was decided.
    pub fn of(&self, exercise: impl FnOnce() -> Exercise, entries: usize) -> SoFar {
        let mut begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let run = match &*begun {
            Some(run) if run.entries == entries => run.clone(),
            before => {
                before.iter().for_each(|run| run.is_stopped.store(true, Ordering::Relaxed));
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

    /// The exercise goes on: what is being computed is of no use any more, and its people need the processors.
    pub fn stop(&self) {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        begun.iter().for_each(|run| run.is_stopped.store(true, Ordering::Relaxed));
    }

    /// What was found of just this log, if all of it was.
    #[must_use]
    pub fn found(&self, entries: usize) -> Option<Arc<Judged>> {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let run = begun.as_ref().filter(|run| run.entries == entries)?;
        run.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Run {
    fn so_far(&self) -> SoFar {
        let Parts { mut decisions, of, hindsight } =
            self.parts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        decisions.sort_by_key(|decision| (decision.turn, decision.partner.0));
        let judged = decisions.len() as u64;
        // An exercise in which nobody decided anything is explained all the same.
        let is_judged = hindsight.is_some() || of > 0 && judged == of;
        let done = (self.played.load(Ordering::Relaxed), self.planned.load(Ordering::Relaxed));
        SoFar { decisions, judging: (!is_judged).then_some((judged, of)), hindsight: hindsight.ok_or(done) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Paired;
    use crate::analysis::decisions::{Best, ForOthers, Label};
    use crate::scenario::ids::PartnerId;

    fn decision(turn: u16, partner: u8) -> Decision {
        let nothing = Paired { mean: 0.0, ci95: 0.0 };
        Decision {
            partner: PartnerId(partner),
            turn,
            orders: Vec::new(),
            value: nothing,
            over_nothing: nothing,
            label: Label::Open,
            best: Best { orders: None, regret: nothing },
            others: ForOthers::default(),
        }
    }

    #[test]
    fn what_nobody_waits_for_is_stopped() {
        let run = Arc::new(Run::default());
        let judging = Judging(Mutex::new(Some(run.clone())));
        assert!(run.is_wanted());
        judging.stop();
        assert!(!run.is_wanted() && judging.found(0).is_none());
        judging.stop();
    }

    #[test]
    fn what_is_judged_is_shown_while_the_rest_is_computed() {
        let run = Run::default();
        assert_eq!((run.so_far().judging, run.so_far().decisions.len()), (Some((0, 0)), 0));
        run.planned(4);
        for (done, (turn, partner)) in (1..).zip([(1, 0), (2, 0), (1, 1)]) {
            run.judged(&decision(turn, partner), 4);
            run.played();
            let so_far = run.so_far();
            assert_eq!(so_far.judging, Some((done, 4)));
            assert_eq!(so_far.hindsight, Err((done, 4)));
        }
        let shown: Vec<(u16, u8)> = run.so_far().decisions.iter().map(|of| (of.turn, of.partner.0)).collect();
        assert_eq!(shown, [(1, 0), (1, 1), (2, 0)]);
        run.judged(&decision(2, 1), 4);
        assert_eq!(run.so_far().judging, None);
        assert!(run.so_far().hindsight.is_err());
        run.explained(&Err(NoHindsight::EndedByHand));
        assert_eq!(run.so_far().hindsight, Ok(Err(NoHindsight::EndedByHand)));
    }
}
