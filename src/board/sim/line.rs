//! The line to the exercise: wishes go out, the view comes in when the log has grown. A line may be
//! asked at once, or on a thread of its own, so that a slow one never holds a picture back.

use super::{Outcome, ViewChanged, Wish};
use crate::exercise::Command;
use crate::live::link::{
    Answer, Ask, DebriefView, ForkView, IssuedView, Link, Moment, Revision, SeatsView, Viewer,
};
use crate::view::{ClockView, DeskView, DraftItem, Line as Told, MapView, SeatView, TrainerView};
use bevy::prelude::*;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often the exercise is asked whether something is new.
const EVERY: Duration = Duration::from_millis(250);
/// How long a picture waits for the answer to what somebody has just done: a host on this machine
/// answers within it, so that the next key already meets what this one brought about.
const PATIENCE: Duration = Duration::from_millis(100);

/// The open line. Without this resource nothing is asked.
#[derive(Resource)]
pub struct Line(Mutex<Way>);

/// How questions reach the exercise.
enum Way {
    /// Asked and answered at once.
    Here { link: Box<dyn Link>, answers: VecDeque<(Ask, Answer)> },
    /// Asked on another thread; answers come in the order of the questions.
    There { ask: Sender<Ask>, answers: Receiver<(Ask, Answer)> },
}

impl Line {
    /// A line over a link that answers at once.
    #[must_use]
    pub fn new(link: Box<dyn Link>) -> Self {
        Line(Mutex::new(Way::Here { link, answers: VecDeque::new() }))
    }

    /// A line over a link that may be slow.
    #[must_use]
    pub fn behind(mut link: Box<dyn Link>) -> Self {
        let (ask, asked) = channel::<Ask>();
        let (answer, answers) = channel();
        std::thread::spawn(move || {
            // Ends when the board lets the line go.
            for ask in asked {
                let answered = link.ask(&ask);
                if answer.send((ask, answered)).is_err() {
                    return;
                }
            }
        });
        Line(Mutex::new(Way::There { ask, answers }))
    }

    fn send(&self, question: Ask) {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Way::Here { link, answers } => {
                let answer = link.ask(&question);
                answers.push_back((question, answer));
            }
            // A thread that has ended answers no more; the line is lost then.
            Way::There { ask, .. } => drop(ask.send(question)),
        }
    }

    fn receive(&self, patience: Duration) -> Option<(Ask, Answer)> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Way::Here { answers, .. } => answers.pop_front(),
            Way::There { answers, .. } => answers.recv_timeout(patience).ok(),
        }
    }
}

/// What a viewer may see.
#[derive(Debug, Clone)]
pub enum View {
    /// A partner's seat.
    Seat(Box<SeatView>),
    /// The trainer.
    Trainer(Box<TrainerView>),
}

impl View {
    /// Turn, phase and clocks.
    #[must_use]
    pub fn clock(&self) -> &ClockView {
        match self {
            View::Seat(view) => &view.clock,
            View::Trainer(view) => &view.clock,
        }
    }

    /// The network as far as the viewer knows it.
    #[must_use]
    pub fn map(&self) -> &MapView {
        match self {
            View::Seat(view) => &view.map,
            View::Trainer(view) => &view.map,
        }
    }

    /// What was told, oldest first.
    #[must_use]
    pub fn lines(&self) -> &[Told] {
        match self {
            View::Seat(view) => &view.recap,
            View::Trainer(view) => &view.log,
        }
    }
}

/// A map to stand on the stage while no exercise is open.
#[derive(Resource, Default)]
pub struct Preview(pub Option<MapView>);

/// The latest view.
#[derive(Resource, Default)]
pub struct Shown {
    /// What is seen; nothing before the first answer.
    pub view: Option<View>,
    /// The viewer's share of what people do around the rules.
    pub desk: Option<Box<DeskView>>,
    /// How people come in, as it was when it was last asked.
    pub seats: Option<Box<SeatsView>>,
    /// The key that was issued last; shown once.
    pub issued: Option<IssuedView>,
    /// The step of the debrief that was asked for last.
    pub debrief: Option<Box<DebriefView>>,
    /// The log that was asked for last, to play on from.
    pub forked: Option<ForkView>,
    /// How far the exercise is.
    pub revision: Option<Revision>,
    /// Who looks; the trainer until somebody else does.
    pub viewer: Option<Viewer>,
    /// The exercise did not answer the last time.
    pub is_lost: bool,
    stale: bool,
    /// Asked and not answered: whether something is new, what is to be seen.
    asks_revision: bool,
    asks_view: bool,
    /// Somebody has done something, and what came of it is not known.
    asks_outcome: bool,
    /// Questions without an answer so far.
    waits: u32,
    since_ask: Duration,
}

impl Shown {
    /// Forgets everything: another exercise begins.
    pub fn reset(&mut self) {
        *self = Shown { stale: true, ..Shown::default() };
    }

    /// An answer is on its way: the next picture should come soon.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waits > 0
    }

    /// How long to wait for the next answer: not at all for what is only asked now and then.
    const fn patience(&self) -> Duration {
        let is_urgent = self.waits > 0 && (self.stale || self.asks_view || self.asks_outcome);
        if is_urgent { PATIENCE } else { Duration::ZERO }
    }

    /// Nobody has started, and some team has points for prevention.
    #[must_use]
    pub fn prevents(&self) -> bool {
        let teams = match &self.view {
            Some(View::Trainer(view)) => &view.partners[..],
            _ => &[],
        };
        teams.iter().any(|team| team.prevention.is_some())
    }

    /// What the looking partner is about to order.
    #[must_use]
    pub fn drafts(&self) -> &[DraftItem] {
        let sheet = self.desk.as_ref().and_then(|desk| desk.sheet.as_ref());
        sheet.map_or(&[], |sheet| &sheet.drafts)
    }

    /// Who looks.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.viewer.unwrap_or(Viewer::Trainer)
    }
}

/// Sends wishes on their way.
pub(super) fn ask(line: Option<Res<Line>>, mut shown: ResMut<Shown>, mut wishes: MessageReader<Wish>) {
    let Some(line) = line else {
        wishes.clear();
        return;
    };
    for wish in wishes.read() {
        shown.asks_outcome |= !matches!(wish, Wish::See(_));
        match wish.clone() {
            Wish::Do { viewer, command, reason } => {
                send(&line, &mut shown, Ask::Do { viewer, command, reason, at: None });
            }
            Wish::GoOn => {
                let at = shown.view.as_ref().map(View::clock);
                let at = at.map(|clock| Moment { turn: clock.turn, phase: clock.phase });
                let (viewer, command) = (Viewer::Trainer, Command::NextPhase);
                send(&line, &mut shown, Ask::Do { viewer, command, reason: None, at });
            }
            Wish::Pause(paused) => send(&line, &mut shown, Ask::Pause { paused }),
            Wish::Seats => send(&line, &mut shown, Ask::Seats),
            Wish::Issue(seat) => send(&line, &mut shown, Ask::Issue { seat }),
            Wish::Debrief(step, turn, events) => {
                send(&line, &mut shown, Ask::Debrief { step, turn, events });
            }
            Wish::Fork(turn) => send(&line, &mut shown, Ask::Fork { turn }),
            Wish::See(viewer) => {
                shown.viewer = Some(viewer);
                (shown.view, shown.desk) = (None, None);
                shown.stale = true;
            }
        }
    }
}

fn send(line: &Line, shown: &mut Shown, ask: Ask) {
    shown.waits += 1;
    line.send(ask);
}

/// Asks how far the log is, and for the view if it has grown; takes in whatever was answered.
pub(super) fn fetch(
    line: Option<Res<Line>>,
    time: Option<Res<Time>>,
    mut shown: ResMut<Shown>,
    mut outcomes: MessageWriter<Outcome>,
    mut changed: MessageWriter<ViewChanged>,
) {
    let Some(line) = line else { return };
    shown.since_ask += time.map_or(EVERY, |time| time.delta());
    take_answers(&line, &mut shown, &mut outcomes, &mut changed);
    let is_due = shown.stale || shown.view.is_none() || shown.since_ask >= EVERY;
    if is_due && !shown.asks_revision {
        shown.since_ask = Duration::ZERO;
        shown.asks_revision = true;
        send(&line, &mut shown, Ask::Revision);
        take_answers(&line, &mut shown, &mut outcomes, &mut changed);
    }
}

fn take_answers(
    line: &Line,
    shown: &mut Shown,
    outcomes: &mut MessageWriter<Outcome>,
    changed: &mut MessageWriter<ViewChanged>,
) {
    while let Some((asked, answer)) = line.receive(shown.patience()) {
        shown.waits = shown.waits.saturating_sub(1);
        match asked {
            Ask::Revision => take_revision(line, shown, answer),
            Ask::View(viewer) => {
                shown.asks_view = false;
                // Somebody else may look by now.
                if viewer == shown.viewer() {
                    take_view(shown, answer, changed);
                }
            }
            Ask::Do { .. }
            | Ask::Pause { .. }
            | Ask::Seats
            | Ask::Issue { .. }
            | Ask::Debrief { .. }
            | Ask::Fork { .. } => take_outcome(shown, answer, outcomes),
        }
    }
}

fn take_revision(line: &Line, shown: &mut Shown, answer: Answer) {
    shown.asks_revision = false;
    let before = shown.revision.map(|revision| revision.entries);
    match answer {
        Answer::Revision(revision) => {
            shown.revision = Some(revision);
            shown.is_lost = false;
        }
        _ => shown.is_lost = true,
    }
    let has_grown = before != shown.revision.map(|revision| revision.entries);
    if (has_grown || shown.stale || shown.view.is_none()) && !shown.asks_view && !shown.is_lost {
        // What changes from here on makes it stale again.
        shown.stale = false;
        shown.asks_view = true;
        let viewer = shown.viewer();
        send(line, shown, Ask::View(viewer));
    }
}

fn take_view(shown: &mut Shown, answer: Answer, changed: &mut MessageWriter<ViewChanged>) {
    let (view, desk) = match answer {
        Answer::Seat(view, desk) => (View::Seat(view), desk),
        Answer::Trainer(view, desk) => (View::Trainer(view), desk),
        _ => {
            shown.is_lost = true;
            shown.stale = true;
            return;
        }
    };
    (shown.view, shown.desk) = (Some(view), Some(desk));
    changed.write(ViewChanged);
}

fn take_outcome(shown: &mut Shown, answer: Answer, outcomes: &mut MessageWriter<Outcome>) {
    shown.asks_outcome = false;
    match answer {
        Answer::Done(revision) | Answer::Revision(revision) => {
            shown.revision = Some(revision);
            shown.stale = true;
            outcomes.write(Outcome::Done);
        }
        Answer::Refused { text, .. } => {
            outcomes.write(Outcome::Refused(text));
        }
        Answer::Failed { text } => {
            outcomes.write(Outcome::Failed(text));
        }
        // What was only looked up changes nothing and is no outcome.
        Answer::Seats(seats) => shown.seats = Some(seats),
        Answer::Issued(issued) => {
            shown.issued = Some(issued);
            shown.stale = true;
            outcomes.write(Outcome::Done);
        }
        Answer::Debrief(view) => shown.debrief = Some(view),
        Answer::Forked(forked) => shown.forked = Some(forked),
        Answer::Seat(..) | Answer::Trainer(..) => shown.stale = true,
    }
}
