//! Leads through the debrief: steps in their order, turns, and asking for what they show.

use super::act::Act;
use super::session::{Debrief, Dialog, Screen, Session};
use super::sim::{Shown, View, Wish};
use crate::live::link::{DebriefStep, Viewer};
use crate::rules::situation::Phase;
use bevy::prelude::*;

/// How often is looked how far the computing is.
const EVERY_S: f64 = 1.0;

/// From the trainer's seat, after EndEx: where it was left.
pub(super) fn begin(session: &mut Session, shown: &Shown) {
    let has_ended = shown.view.as_ref().map(View::clock).is_some_and(|clock| clock.phase == Phase::Ended);
    if has_ended && shown.viewer() == Viewer::Trainer {
        session.screen = Screen::Debrief;
        session.dialog = None;
    }
}

/// Acts that mean something in the debrief; `false` for all others. Nobody gets past a step unseen.
pub(super) fn lead(act: &Act, session: &mut Session, shown: &Shown) -> bool {
    let debrief = &mut session.debrief;
    match act {
        Act::Debrief => session.screen = Screen::Play,
        Act::DebriefStep(step) if *step <= debrief.reached => debrief.step = *step,
        Act::DebriefStep(step) if debrief.reached.next() == Some(*step) => {
            (debrief.step, debrief.reached) = (*step, *step);
        }
        Act::StepOn(way) => {
            let to = if *way > 0 { debrief.step.next() } else { debrief.step.before() };
            debrief.step = to.unwrap_or(debrief.step);
            debrief.reached = debrief.reached.max(debrief.step);
        }
        Act::DebriefTurn(turn) => {
            let last = shown.debrief.as_ref().map_or(1, |view| view.last.max(1));
            (debrief.turn, debrief.events) = ((*turn).clamp(1, last), None);
        }
        Act::DebriefEvent(events) => to_event(debrief, shown, *events),
        Act::EventOn(way) => {
            let happened = shown.debrief.as_ref().map_or(0, |view| view.happened);
            let from = debrief.events.unwrap_or(happened);
            to_event(debrief, shown, from.saturating_add_signed(*way as isize));
        }
        Act::Turning(place) => {
            let points = shown.debrief.as_ref().map_or(&[][..], |view| &view.turning);
            if let Some(point) = points.get(*place) {
                (debrief.turn, debrief.events) = (point.turn.max(1), None);
            }
        }
        // What would leave the exercise, or change it, is asked on the other screens.
        Act::Open(dialog) => {
            let is_asked_here =
                matches!(dialog, Dialog::Help | Dialog::Emergency | Dialog::Fork(_) | Dialog::Improve);
            return !is_asked_here;
        }
        _ => return false,
    }
    true
}

/// To the moment after the first so many events, where the truth is shown.
fn to_event(debrief: &mut Debrief, shown: &Shown, events: usize) {
    let view = shown.debrief.as_ref().filter(|view| view.step == debrief.step);
    let Some(view) = view.filter(|view| !view.events.is_empty()) else { return };
    let events = events.clamp(1, view.events.len());
    (debrief.turn, debrief.events) = (view.events[events - 1].turn.max(1), Some(events));
}

/// What was asked for, how far the log was, and when.
type Asked = ((DebriefStep, u16, Option<usize>), u32, f64);

/// Asks for what the step shows, and again while it is being computed.
pub(super) fn fetch(
    time: Res<Time<Real>>,
    mut session: ResMut<Session>,
    shown: Res<Shown>,
    mut wishes: MessageWriter<Wish>,
    mut asked: Local<Option<Asked>>,
) {
    if session.screen != Screen::Debrief {
        *asked = None;
        return;
    }
    // A turn was undone elsewhere: the exercise goes on.
    if shown.view.as_ref().is_some_and(|view| view.clock().phase != Phase::Ended) {
        session.screen = Screen::Play;
        return;
    }
    let (now_s, debrief) = (time.elapsed_secs_f64(), session.debrief);
    let is_computing = shown.debrief.as_ref().is_some_and(|view| view.computing.is_some());
    let wanted = (debrief.step, debrief.turn, debrief.events);
    let entries = shown.revision.map_or(0, |revision| revision.entries);
    let is_asked = asked.is_some_and(|(what, of, at_s)| {
        let is_fresh = !is_computing || shown.is_waiting() || now_s - at_s < EVERY_S;
        what == wanted && of == entries && is_fresh
    });
    if !is_asked {
        *asked = Some((wanted, entries, now_s));
        wishes.write(Wish::Debrief(wanted.0, wanted.1, wanted.2));
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Lang;
    use super::*;

    #[test]
    fn nobody_gets_to_the_truth_past_what_could_be_known() {
        let mut session = Session::new(std::path::PathBuf::new(), Lang::En);
        let shown = Shown::default();
        assert!(!lead(&Act::DebriefStep(DebriefStep::Truth), &mut session, &shown));
        assert_eq!(session.debrief.step, DebriefStep::Own);
        for step in &DebriefStep::ALL[1..] {
            lead(&Act::StepOn(1), &mut session, &shown);
            assert_eq!((session.debrief.step, session.debrief.reached), (*step, *step));
        }
        lead(&Act::DebriefStep(DebriefStep::Known), &mut session, &shown);
        lead(&Act::StepOn(-1), &mut session, &shown);
        assert_eq!((session.debrief.step, session.debrief.reached), (DebriefStep::Own, DebriefStep::Luck));
        assert!(
            lead(&Act::DebriefStep(DebriefStep::Luck), &mut session, &shown),
            "what was seen may be seen again"
        );
    }

    #[test]
    fn a_running_exercise_has_no_debrief() {
        let mut session = Session::new(std::path::PathBuf::new(), Lang::En);
        session.screen = Screen::Play;
        begin(&mut session, &Shown::default());
        assert_eq!(session.screen, Screen::Play);
    }
}
