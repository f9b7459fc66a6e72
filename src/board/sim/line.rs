//! The line to the exercise: wishes go out, the view comes in when the log has grown.

use super::{Outcome, ViewChanged, Wish};
use crate::live::link::{Answer, Ask, Link, Revision, Viewer};
use crate::view::{ClockView, Line as Told, MapView, SeatView, TrainerView};
use bevy::prelude::*;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often the exercise is asked whether something is new.
const EVERY: Duration = Duration::from_millis(250);

/// The open line. Without this resource nothing is asked.
#[derive(Resource)]
pub struct Line(Mutex<Box<dyn Link>>);

impl Line {
    /// A line over this link.
    #[must_use]
    pub fn new(link: Box<dyn Link>) -> Self {
        Line(Mutex::new(link))
    }

    fn ask(&self, ask: &Ask) -> Answer {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).ask(ask)
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
    /// How far the exercise is.
    pub revision: Option<Revision>,
    /// Who looks; the trainer until somebody else does.
    pub viewer: Option<Viewer>,
    /// The exercise did not answer the last time.
    pub is_lost: bool,
    stale: bool,
    since_ask: Duration,
}

impl Shown {
    /// Forgets everything: another exercise begins.
    pub fn reset(&mut self) {
        *self = Shown { stale: true, ..Shown::default() };
    }

    /// Who looks.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.viewer.unwrap_or(Viewer::Trainer)
    }
}

/// Sends wishes and says what came of them.
pub(super) fn ask(
    line: Option<Res<Line>>,
    mut shown: ResMut<Shown>,
    mut wishes: MessageReader<Wish>,
    mut outcomes: MessageWriter<Outcome>,
) {
    let Some(line) = line else {
        wishes.clear();
        return;
    };
    for wish in wishes.read() {
        let ask = match wish.clone() {
            Wish::Do { viewer, command, reason } => Ask::Do { viewer, command, reason },
            Wish::Pause(paused) => Ask::Pause { paused },
            Wish::See(viewer) => {
                shown.viewer = Some(viewer);
                shown.view = None;
                shown.stale = true;
                continue;
            }
        };
        match line.ask(&ask) {
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
            Answer::Seat(_) | Answer::Trainer(_) => shown.stale = true,
        }
    }
}

/// Asks how far the log is, and for the view if it has grown.
pub(super) fn fetch(
    line: Option<Res<Line>>,
    time: Option<Res<Time>>,
    mut shown: ResMut<Shown>,
    mut changed: MessageWriter<ViewChanged>,
) {
    let Some(line) = line else { return };
    shown.since_ask += time.map_or(EVERY, |time| time.delta());
    if !shown.stale && shown.since_ask < EVERY && shown.view.is_some() {
        return;
    }
    shown.since_ask = Duration::ZERO;
    let before = shown.revision.map(|revision| revision.entries);
    match line.ask(&Ask::Revision) {
        Answer::Revision(revision) => {
            shown.revision = Some(revision);
            shown.is_lost = false;
        }
        _ => shown.is_lost = true,
    }
    let grown = before != shown.revision.map(|revision| revision.entries);
    if !(grown || shown.stale || shown.view.is_none()) {
        return;
    }
    let view = match line.ask(&Ask::View(shown.viewer())) {
        Answer::Seat(view) => View::Seat(view),
        Answer::Trainer(view) => View::Trainer(view),
        _ => {
            shown.is_lost = true;
            return;
        }
    };
    shown.view = Some(view);
    shown.stale = false;
    changed.write(ViewChanged);
}
