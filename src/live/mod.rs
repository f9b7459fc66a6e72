//! One exercise shared by screens: the writer that proposes, writes down, commits and answers, and
//! the only clock of the program. Everybody asks through `link`; the clock is advice and decides
//! nothing.

pub mod link;
pub mod replay;

mod in_process;
mod memory;
mod resume;
mod timer;

pub use in_process::InProcess;
pub use memory::Memory;
pub use resume::ResumeError;

use crate::exercise::{Command, Entry, Exercise};
use crate::journal::{Journal, JournalError, Opening};
use crate::rules::order::Refusal;
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::view::wording::{self, both};
use crate::view::{seat_view, trainer_view};
use link::{Answer, Ask, Revision, Viewer};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use timer::Timer;

/// Longest question that is read, in bytes.
pub const ASK_BYTES: usize = 64 * 1024;
/// Longest reason for a command, in characters.
pub const REASON_CHARS: usize = 4000;

/// One exercise behind a door through which one at a time may pass.
pub struct Live {
    room: Mutex<Room>,
}

struct Room {
    exercise: Exercise,
    journal: Option<Journal>,
    /// Where a log will begin, and with what, as soon as there is something to write down.
    planned: Option<(PathBuf, Box<Opening>)>,
    memory: Memory,
    timer: Timer,
}

impl Live {
    /// Shares an exercise. Where there is a journal, it holds the exercise's entries so far and
    /// nothing else. The timer runs.
    #[must_use]
    pub fn new(exercise: Exercise, journal: Option<Journal>) -> Self {
        let live = Self::paused(exercise, journal);
        live.room().timer.go_on(Timer::now());
        live
    }

    /// The same with a log that begins with the first entry: of an exercise in which nothing was played
    /// no file is left.
    #[must_use]
    pub fn with_log_at(path: PathBuf, opening: Opening, exercise: Exercise) -> Self {
        let live = Self::new(exercise, None);
        live.room().planned = Some((path, Box::new(opening)));
        live
    }

    fn paused(exercise: Exercise, journal: Option<Journal>) -> Self {
        let memory = Memory::of(exercise.scenario().partners.len(), exercise.entries());
        let timer = Timer::stopped(minutes(&exercise));
        Live { room: Mutex::new(Room { exercise, journal, planned: None, memory, timer }) }
    }

    /// Answers one question.
    pub fn ask(&self, ask: &Ask) -> Answer {
        let mut room = self.room();
        match ask {
            Ask::Revision => Answer::Revision(room.revision()),
            Ask::View(viewer) => room.view(*viewer),
            Ask::Do { viewer, command, reason } => room.carry_out(*viewer, command, reason.as_deref()),
            Ask::Pause { paused } => {
                room.pause(*paused);
                Answer::Revision(room.revision())
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

    /// Looks at the exercise, for scores and reports of a running one.
    pub fn look<T>(&self, at: impl FnOnce(&Exercise) -> T) -> T {
        at(&self.room().exercise)
    }

    /// Nothing is half done when somebody panics in here: a command takes effect in one step, after it
    /// was written down.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn revision(&self) -> Revision {
        Revision {
            entries: u32::try_from(self.exercise.entries().len()).unwrap_or(u32::MAX),
            timer_ms: self.timer.left_ms(Timer::now()),
            paused: self.timer.is_paused(),
        }
    }

    fn view(&self, viewer: Viewer) -> Answer {
        let (scenario, now) = (self.exercise.scenario(), self.exercise.now());
        let memory = &self.memory;
        match viewer {
            Viewer::Trainer => {
                let scale = self.exercise.scale();
                let view = trainer_view(scenario, now, scale, &memory.history, &memory.checks);
                Answer::Trainer(Box::new(view))
            }
            Viewer::Partner(partner) => match now.pictures.get(partner.index()) {
                Some(picture) => {
                    let notices = &memory.notices[partner.index()];
                    Answer::Seat(Box::new(seat_view(scenario, partner, picture, now.public, notices)))
                }
                None => self.refused(Refusal::NotYours),
            },
        }
    }

    /// Proposes, writes down, commits: in this order.
    fn carry_out(&mut self, viewer: Viewer, command: &Command, reason: Option<&str>) -> Answer {
        if !may(viewer, command) {
            return self.refused(Refusal::NotYours);
        }
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > REASON_CHARS) {
            return failed(
                format!("Die Begründung ist zu lang: höchstens {REASON_CHARS} Zeichen."),
                format!("The reason is too long: {REASON_CHARS} characters at most."),
            );
        }
        let proposal = match self.exercise.propose(command.clone(), reason) {
            Ok(proposal) => proposal,
            Err(refusal) => return self.refused(refusal),
        };
        if let Err(error) = self.write_down(&proposal.entry) {
            return failed(
                format!("Nicht ausgeführt, denn das Protokoll lässt sich nicht schreiben: {error}"),
                format!("Not done, for the log cannot be written: {error}"),
            );
        }
        let public = |exercise: &Exercise| (exercise.now().public.turn, exercise.now().public.phase);
        let before = public(&self.exercise);
        self.memory.take(self.exercise.commit(proposal));
        if public(&self.exercise) != before {
            self.timer.begin(minutes(&self.exercise), Timer::now());
        }
        Answer::Done(self.revision())
    }

    fn write_down(&mut self, entry: &Entry) -> Result<(), JournalError> {
        if let Some((path, opening)) = &self.planned {
            self.journal = Some(Journal::create(path, opening)?);
            self.planned = None;
        }
        self.journal.as_mut().map_or(Ok(()), |journal| journal.append(entry))
    }

    fn pause(&mut self, paused: bool) {
        let now = Timer::now();
        if paused { self.timer.pause(now) } else { self.timer.go_on(now) }
    }

    fn refused(&self, refusal: Refusal) -> Answer {
        Answer::Refused { refusal, text: wording::refusal(self.exercise.scenario(), refusal) }
    }
}

/// A partner may order, take back and choose, for itself alone; the trainer may do everything.
fn may(viewer: Viewer, command: &Command) -> bool {
    let acts = |own: PartnerId| {
        matches!(command,
            Command::Order { partner, .. }
            | Command::TakeBack { partner, .. }
            | Command::Choose { partner, .. } if *partner == own)
    };
    match viewer {
        Viewer::Trainer => true,
        Viewer::Partner(own) => acts(own),
    }
}

fn failed(de: impl Into<String>, en: impl Into<String>) -> Answer {
    Answer::Failed { text: both(de, en) }
}

/// Advice for the timer in this phase, real minutes; 0 for none.
fn minutes(exercise: &Exercise) -> u32 {
    let [situation, orders, resolution, review] = exercise.scenario().clock.phase_minutes;
    match exercise.now().public.phase {
        Phase::Situation => situation,
        Phase::Orders => orders,
        Phase::Resolution => resolution,
        Phase::Review => review,
        Phase::Briefing | Phase::Ended => 0,
    }
}
