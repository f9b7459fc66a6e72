//! One exercise shared by screens: the writer that proposes, writes down, commits and answers, and
//! the only clock of the program. Everybody asks through `link` or `carry`; the clock is advice and
//! decides nothing.

pub mod fork;
pub mod link;
pub mod replay;

mod begin;
mod in_process;
mod memory;
mod resume;

pub use begin::{LOG, begin, data_folder, go_on, is_log};
pub use in_process::InProcess;
pub use memory::Memory;
pub use resume::ResumeError;

use crate::conduct::{Act, Request, Seat};
use crate::exercise::{Command, Entry, Exercise};
use crate::journal::{Journal, JournalError, Opening};
use crate::rules::order::Refusal;
use crate::view::wording::{self, both};
use crate::view::{add_conduct, add_conduct_to_trainer, desk_view, seat_view, trainer_view};
use link::{Answer, Ask, Moment, Revision, Viewer};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Longest question that is read, in bytes.
pub const ASK_BYTES: usize = 64 * 1024;

/// One exercise behind a door through which one at a time may pass.
pub struct Live {
    room: Mutex<Room>,
    /// Entries in the log, for those who wait for more.
    grown: watch::Sender<u32>,
}

struct Room {
    exercise: Exercise,
    journal: Option<Journal>,
    /// Where a log will begin, and with what, as soon as there is something to write down.
    planned: Option<(PathBuf, Box<Opening>)>,
    memory: Memory,
}

/// Why something was not carried out; nothing has changed.
#[derive(Debug)]
pub enum Undone {
    /// The exercise refuses.
    Refused(Refusal),
    /// The log cannot be written.
    NotWritten(String),
}

/// Milliseconds since 1970 by this machine's clock: for timers and for the record, never for rules.
#[must_use]
pub fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

impl Live {
    /// Shares an exercise. Where there is a journal, it holds the exercise's entries so far and
    /// nothing else.
    #[must_use]
    pub fn new(exercise: Exercise, journal: Option<Journal>) -> Self {
        let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
        let grown = watch::Sender::new(count(exercise.entries()));
        Live { room: Mutex::new(Room { exercise, journal, planned: None, memory }), grown }
    }

    /// The same with a log that begins with the first entry: of an exercise in which nothing was played
    /// no file is left.
    #[must_use]
    pub fn with_log_at(path: PathBuf, opening: Opening, exercise: Exercise) -> Self {
        let live = Self::new(exercise, None);
        live.room().planned = Some((path, Box::new(opening)));
        live
    }

    /// Carries out requests as one group: each is proposed after the ones before it, all are on the disk
    /// together before any of them takes effect. The answers are the numbers of their entries.
    pub fn carry(&self, requests: Vec<Request>) -> Vec<Result<u32, Undone>> {
        let mut room = self.room();
        let answers = room.carry(requests);
        let entries = count(room.exercise.entries());
        drop(room);
        self.grown.send_if_modified(|known| std::mem::replace(known, entries) != entries);
        answers
    }

    /// The number of entries, and a wake-up when it grows.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u32> {
        self.grown.subscribe()
    }

    /// Answers one question.
    pub fn ask(&self, ask: &Ask) -> Answer {
        match ask {
            Ask::Revision => Answer::Revision(self.room().revision()),
            Ask::View(viewer) => self.room().view(*viewer),
            Ask::Do { viewer, command, reason, at } => {
                if self.room().is_past(*at) {
                    return Answer::Done(self.room().revision());
                }
                self.carry_out(*viewer, command, reason.as_deref())
            }
            Ask::Pause { paused } => self.pause(*paused),
            Ask::Debrief { .. } | Ask::Fork { .. } => {
                failed("Die Nachbesprechung führt ein Host.", "The debrief is led by a host.")
            }
            Ask::Seats | Ask::Issue { .. } => {
                failed("Plätze gibt es nur auf einem Host.", "There are seats on a host only.")
            }
        }
    }

    /// Answers one question as it comes over a line: JSON in, JSON out.
    ///
    /// # Panics
    /// Never: an answer can always be written as JSON.
    #[must_use]
    pub fn handle(&self, bytes: &[u8]) -> Vec<u8> {
        let answer = if bytes.len() > ASK_BYTES {
            failed("Die Anfrage ist zu lang.", "The question is too long.")
        } else {
            match serde_json::from_slice(bytes) {
                Ok(ask) => self.ask(&ask),
                Err(error) => failed(
                    format!("Die Anfrage ist nicht zu verstehen: {error}"),
                    format!("The question cannot be understood: {error}"),
                ),
            }
        };
        serde_json::to_vec(&answer).expect("an answer has only JSON's kinds of values")
    }

    /// Where its log is, or will be.
    #[must_use]
    pub fn log(&self) -> Option<PathBuf> {
        let room = self.room();
        let planned = room.planned.as_ref().map(|(path, _)| path.clone());
        planned.or_else(|| room.journal.as_ref().map(|journal| journal.path().to_owned()))
    }

    /// Looks at the exercise, for scores and reports of a running one.
    pub fn look<T>(&self, at: impl FnOnce(&Exercise) -> T) -> T {
        at(&self.room().exercise)
    }

    /// Looks at the exercise with what it remembers for views.
    pub fn look_back<T>(&self, at: impl FnOnce(&Exercise, &Memory) -> T) -> T {
        let room = self.room();
        at(&room.exercise, &room.memory)
    }

    /// One command of a screen that shares this machine.
    fn carry_out(&self, viewer: Viewer, command: &Command, reason: Option<&str>) -> Answer {
        if !viewer.may(command) {
            return self.room().refused(Refusal::NotYours);
        }
        let text = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
        let request = Request { at_ms: now_ms(), text, ..command.clone().into() };
        match self.carry(vec![request]).pop() {
            Some(Ok(_)) => Answer::Done(self.room().revision()),
            Some(Err(Undone::Refused(refusal))) => self.room().refused(refusal),
            Some(Err(Undone::NotWritten(error))) => failed(
                format!("Nicht ausgeführt, denn das Protokoll lässt sich nicht schreiben: {error}"),
                format!("Not done, for the log cannot be written: {error}"),
            ),
            None => unreachable!("one request has one answer"),
        }
    }

    /// The timer as wished; one that is so already needs no entry.
    fn pause(&self, paused: bool) -> Answer {
        let act = if paused { Act::Pause } else { Act::GoOn };
        match self.carry_out(Viewer::Trainer, &Command::Act(act), None) {
            Answer::Done(revision) => Answer::Revision(revision),
            Answer::Refused { refusal: Refusal::Done, .. } => Answer::Revision(self.room().revision()),
            other => other,
        }
    }

    /// Nothing is half done when somebody panics in here: a command takes effect in one step, after it
    /// was written down.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn revision(&self) -> Revision {
        let timer = self.exercise.conduct().timer;
        Revision {
            entries: count(self.exercise.entries()),
            timer_ms: timer.left_ms(now_ms()),
            paused: timer.is_paused(),
            frozen: self.exercise.conduct().frozen.is_some(),
        }
    }

    /// The exercise has gone on from there.
    fn is_past(&self, at: Option<Moment>) -> bool {
        let public = self.exercise.now().public;
        at.is_some_and(|at| (at.turn, at.phase) != (public.turn, public.phase))
    }

    fn view(&self, viewer: Viewer) -> Answer {
        let (scenario, now) = (self.exercise.scenario(), self.exercise.now());
        let (memory, conduct) = (&self.memory, self.exercise.conduct());
        match viewer {
            Viewer::Trainer => {
                let scale = self.exercise.scale();
                let mut view =
                    trainer_view(scenario, now, scale, &memory.history, &memory.checks, &memory.moves);
                add_conduct_to_trainer(&mut view, conduct);
                view.pictures = self.exercise.pictures();
                let desk = desk_view(scenario, conduct, now.public, Seat::Trainer, None);
                Answer::Trainer(Box::new(view), Box::new(desk))
            }
            Viewer::Partner(partner) => match now.pictures.get(partner.index()) {
                Some(picture) => {
                    let notices = &memory.notices[partner.index()];
                    let mut view = seat_view(scenario, partner, picture, now.public, notices);
                    add_conduct(&mut view, conduct);
                    let seat = Seat::Participant(partner, 0);
                    let desk = desk_view(scenario, conduct, now.public, seat, Some(picture));
                    Answer::Seat(Box::new(view), Box::new(desk))
                }
                None => self.refused(Refusal::NotYours),
            },
        }
    }

    /// Proposes each, writes all down, then lets them be: in this order.
    fn carry(&mut self, requests: Vec<Request>) -> Vec<Result<u32, Undone>> {
        let before = self.exercise.mark();
        let from = self.exercise.entries().len();
        let propose = |request| match self.exercise.run(request) {
            Ok(entry) => Ok(entry.number),
            Err(refusal) => Err(Undone::Refused(refusal)),
        };
        let answers: Vec<_> = requests.into_iter().map(propose).collect();
        match self.write_down(from) {
            Ok(()) => {
                self.exercise.entries()[from..].iter().for_each(|entry| self.memory.take(entry));
                answers
            }
            Err(error) => {
                self.exercise.go_back(before);
                let failed =
                    |answer: Result<u32, Undone>| answer.and(Err(Undone::NotWritten(error.to_string())));
                answers.into_iter().map(failed).collect()
            }
        }
    }

    fn write_down(&mut self, from: usize) -> Result<(), JournalError> {
        let entries = &self.exercise.entries()[from..];
        if entries.is_empty() {
            return Ok(());
        }
        if let Some((path, opening)) = &self.planned {
            self.journal = Some(Journal::create(path, opening)?);
            self.planned = None;
        }
        self.journal.as_mut().map_or(Ok(()), |journal| journal.append_all(entries))
    }

    fn refused(&self, refusal: Refusal) -> Answer {
        Answer::Refused { refusal, text: wording::refusal(self.exercise.scenario(), refusal) }
    }
}

fn count(entries: &[Entry]) -> u32 {
    u32::try_from(entries.len()).unwrap_or(u32::MAX)
}

fn failed(de: impl Into<String>, en: impl Into<String>) -> Answer {
    Answer::Failed { text: both(de, en) }
}
