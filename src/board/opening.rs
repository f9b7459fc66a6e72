//! From the shelf to an exercise: fills the shelf, opens what was chosen on another thread, and loads
//! changed files again while nobody has started.

use super::Elsewhere;
use super::attach;
use super::perform::{toast, words_text};
use super::session::{Debrief, Screen, Session};
use super::shelf::{self, Opened};
use super::sim::{Line, Preview, Shown};
use super::words;
use crate::live::link::Viewer;
use crate::rules::situation::Phase;
use crate::view::wording;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// How often scenario files are looked at for changes.
const WATCH_S: f64 = 1.0;

/// What to open as soon as the window is there.
#[derive(Resource, Default)]
pub(super) struct Wanted {
    pub scenario: Option<PathBuf>,
    pub connect: Option<Elsewhere>,
    /// Options of the host behind the board.
    pub reach: Vec<OsString>,
}

/// An exercise on its way: its scale is being computed on another thread.
#[derive(Resource, Default)]
pub(super) struct Opening(Option<Mutex<Receiver<Result<Opened, Vec<String>>>>>);

impl Opening {
    /// Something is being opened.
    pub(super) const fn is_busy(&self) -> bool {
        self.0.is_some()
    }
}

/// Fills the shelf and opens what was asked for.
pub(super) fn stock(
    mut session: ResMut<Session>,
    wanted: Res<Wanted>,
    mut preview: ResMut<Preview>,
    mut opening: ResMut<Opening>,
) {
    if let Some(host) = wanted.connect.clone() {
        (session.is_attached, session.is_elsewhere) = (true, true);
        on_a_thread(&mut opening, move || shelf::elsewhere(&host));
        return;
    }
    match &wanted.scenario {
        Some(path) => {
            session.entries = vec![shelf::entry(path)];
            open(&mut session, &mut opening, &wanted.reach);
        }
        None => {
            session.entries = shelf::entries(&session.folder.clone());
            if let Some(host) = attach::running() {
                session.is_attached = true;
                on_a_thread(&mut opening, move || shelf::attached(host));
            }
        }
    }
    show_entry(&session, &mut preview);
}

pub(super) fn show_entry(session: &Session, preview: &mut Preview) {
    let entry = session.entries.get(session.entry);
    preview.0 = entry.and_then(|entry| entry.sheet.as_ref().ok()).map(|sheet| sheet.map.clone());
}

pub(super) fn open(session: &mut Session, opening: &mut Opening, reach: &[OsString]) {
    let Some(entry) = session.entries.get(session.entry) else { return };
    let Ok(sheet) = &entry.sheet else { return };
    let cut = session.cut.and_then(|cut| sheet.cuts.get(cut)).map(|cut| cut.id.clone());
    let path = entry.path.clone();
    session.opened = Some((path.clone(), cut.clone()));
    session.is_attached = false;
    let reach = reach.to_vec();
    on_a_thread(opening, move || shelf::open(&path, cut.as_deref(), &reach));
}

fn on_a_thread(opening: &mut Opening, work: impl FnOnce() -> Result<Opened, Vec<String>> + Send + 'static) {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        // A board that was closed meanwhile no longer listens.
        let _ = send.send(work());
    });
    opening.0 = Some(Mutex::new(receive));
}

/// Takes the opened exercise over.
pub(super) fn receive(
    mut commands: Commands,
    mut opening: ResMut<Opening>,
    mut session: ResMut<Session>,
    mut shown: ResMut<Shown>,
    mut preview: ResMut<Preview>,
    mut window: Single<&mut Window, With<PrimaryWindow>>,
    time: Res<Time<Real>>,
) {
    let Some(receiver) = &opening.0 else { return };
    let received = receiver.lock().unwrap_or_else(std::sync::PoisonError::into_inner).try_recv();
    match received {
        Err(TryRecvError::Empty) => {}
        Err(TryRecvError::Disconnected) => opening.0 = None,
        Ok(Err(problems)) => {
            opening.0 = None;
            let index = session.entry;
            if session.is_attached {
                let text = problems.join("\n");
                toast(&mut session, wording::both(text.clone(), text), time.elapsed_secs_f64(), true);
                session.entries = shelf::entries(&session.folder.clone());
            } else if let Some(entry) = session.entries.get_mut(index) {
                entry.sheet = Err(problems);
            }
            session.is_attached = false;
            session.screen = Screen::Picker;
            session.sheet = None;
            show_entry(&session, &mut preview);
        }
        Ok(Ok(opened)) => {
            opening.0 = None;
            window.title = format!("Planspiel: {}", session.lang.of(&opened.sheet.title));
            preview.0 = Some(opened.sheet.map.clone());
            session.sheet = Some(opened.sheet);
            session.planned_end = None;
            session.debrief = Debrief::START;
            // What was interrupted is seen by the trainer alone until they say so.
            let is_log = session.opened.as_ref().is_some_and(|(path, _)| shelf::is_log(path));
            let is_resumed = is_log || session.is_attached;
            session.screen = if is_resumed { Screen::Curtain(Viewer::Trainer) } else { Screen::Briefing };
            shown.reset();
            commands.insert_resource(Line::behind(opened.link));
        }
    }
}

/// The exercise was started elsewhere: this board follows, with the curtain down.
pub(super) fn follow(shown: Res<Shown>, mut session: ResMut<Session>) {
    let has_started = shown.view.as_ref().is_some_and(|view| view.clock().phase != Phase::Briefing);
    if has_started && session.screen == Screen::Briefing {
        session.screen = Screen::Curtain(Viewer::Trainer);
        session.dialog = None;
    }
}

/// Loads changed files again while nobody has started.
pub(super) fn watch(
    mut commands: Commands,
    time: Res<Time<Real>>,
    mut shown: ResMut<Shown>,
    mut session: ResMut<Session>,
    mut preview: ResMut<Preview>,
    (mut opening, wanted): (ResMut<Opening>, Res<Wanted>),
    mut last_s: Local<f64>,
) {
    let has_started = shown.view.as_ref().is_some_and(|view| view.clock().phase != Phase::Briefing);
    let now_s = time.elapsed_secs_f64();
    if now_s - *last_s < WATCH_S || opening.is_busy() || (has_started && session.sheet.is_some()) {
        return;
    }
    *last_s = now_s;
    if !matches!(session.screen, Screen::Picker | Screen::Briefing) || session.is_attached {
        return;
    }
    let index = session.entry;
    let Some(entry) = session.entries.get_mut(index) else { return };
    if shelf::stamp(&entry.path) == entry.stamp {
        return;
    }
    *entry = shelf::entry(&entry.path.clone());
    let is_fine = entry.sheet.is_ok();
    if is_fine {
        toast(&mut session, words_text(words::RELOADED), now_s, false);
    }
    match (session.screen, is_fine) {
        (Screen::Briefing, true) => open(&mut session, &mut opening, &wanted.reach),
        (Screen::Briefing, false) => {
            session.screen = Screen::Picker;
            session.sheet = None;
            commands.remove_resource::<Line>();
            shown.reset();
        }
        _ => {}
    }
    show_entry(&session, &mut preview);
}
