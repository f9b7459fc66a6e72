//! What happens by itself: the end of the grace after the bell, the policy of a partner that is away, computing what
//! the report needs, the end of computing what nobody waits for, and the note of when the exercise was last known
//! to run.

use super::hall::Hall;
use crate::brain::{Policy, suggest};
use crate::conduct::Request;
use crate::exercise::Command;
use crate::live::now_ms;
use crate::rules::prevention::takes_orders;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How often the note is written.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// Carries the orders out when the grace after the bell is over.
pub async fn ring(hall: Arc<Hall>) {
    let mut stages = hall.writer.watch();
    loop {
        let last_orders = stages.borrow_and_update().conduct.last_orders_ms;
        match last_orders {
            Some(until_ms) => {
                let left_ms = until_ms.saturating_sub(now_ms());
                let over = tokio::time::sleep(Duration::from_millis(u64::try_from(left_ms).unwrap_or(0)));
                tokio::select! {
                    () = over => carry_out(&hall, until_ms).await,
                    changed = stages.changed() => if changed.is_err() { return },
                }
            }
            None => {
                if stages.changed().await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Goes on, unless somebody has stopped it meanwhile.
async fn carry_out(hall: &Hall, until_ms: i64) {
    let stage = hall.stage();
    if stage.conduct.last_orders_ms == Some(until_ms) && stage.public.phase == Phase::Orders {
        let request = Request { at_ms: now_ms(), ..Command::NextPhase.into() };
        if let Err(error) = hall.writer.carry(request).await {
            anstream::eprintln!("planspiel: the turn could not be carried out: {error:?}");
            // The next try comes with the next change; without a pause a full disk would keep us busy.
            tokio::time::sleep(NOTE_EVERY).await;
        }
    }
}

/// Plays for partners that are away, at the beginning of each orders phase and before StartEx.
pub async fn stand_in(hall: Arc<Hall>) {
    let mut stages = hall.writer.watch();
    let mut played = None;
    loop {
        let stage = stages.borrow_and_update().clone();
        let moment = (stage.public.turn, stage.public.phase, stage.conduct.autopilot.clone());
        if played.as_ref() != Some(&moment) {
            let away = stage.conduct.autopilot.iter().enumerate().filter(|(_, on)| **on);
            for partner in away.map(|(index, _)| PartnerId::at(index)) {
                if takes_orders(&hall.scenario, partner, stage.public) {
                    play(&hall, partner).await;
                }
            }
        }
        played = Some(moment);
        if stages.changed().await.is_err() {
            return;
        }
    }
}

/// In the second half of the exercise, computes what improvements would be worth: at EndEx it is there.
pub async fn improve(hall: Arc<Hall>) {
    let mut stages = hall.writer.watch();
    loop {
        let public = stages.borrow_and_update().public;
        if public.phase == Phase::Ended || 2 * u32::from(public.turn) >= hall.scenario.turns() {
            let at = || hall.live.look(|exercise| (exercise.scenario().clone(), exercise.scale().clone()));
            hall.improving.begin(at);
            return;
        }
        if stages.changed().await.is_err() {
            return;
        }
    }
}

/// A turn was undone after EndEx: what is being computed of the end stops.
pub async fn stop_judging(hall: Arc<Hall>) {
    let mut stages = hall.writer.watch();
    while stages.changed().await.is_ok() {
        if stages.borrow_and_update().public.phase != Phase::Ended {
            hall.stop_judging();
        }
    }
}

async fn play(hall: &Hall, partner: PartnerId) {
    let orders = hall.live.look(|exercise| suggest(exercise, partner, Policy::Playbook));
    for order in orders {
        let request = Request { at_ms: now_ms(), ..Command::Order { partner, order }.into() };
        // What the rules refuse now, the policy will see in the next turn.
        let _ = hall.writer.carry(request).await;
    }
}

/// Notes every second that the exercise runs, beside its log: after a crash the timer goes on from there.
pub async fn note(hall: Arc<Hall>, path: PathBuf) {
    let mut beat = tokio::time::interval(NOTE_EVERY);
    loop {
        beat.tick().await;
        if !hall.stage().conduct.timer.is_paused() {
            // Only advice is lost with it.
            let _ = tokio::fs::write(&path, now_ms().to_string()).await;
        }
    }
}
