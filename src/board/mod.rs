//! The board: a window for the wall or the trainer's screen. Reading order: `sim` (the stage without a
//! window), `session` (what this window shows), `act` and `perform` (what people do), `map`, `panels`
//! and `screens` (what they see). It knows an exercise only through a link.

mod act;
mod attach;
mod debrief;
mod icons;
mod keys;
mod map;
mod opening;
mod panels;
mod perform;
mod screens;
mod session;
mod shelf;
pub mod sim;
mod sketch;
mod theme;
mod window;
mod words;

pub use words::Lang;

use bevy::prelude::*;
use session::Session;
use shelf::Sheet;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

/// A host elsewhere, and the key of its trainer's seat.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    pub url: String,
    pub key: String,
    /// Its certificate (PEM), where it made one itself.
    pub trust: Option<Vec<u8>>,
}

/// How the board starts.
#[derive(Debug, Clone)]
pub struct BoardOptions {
    /// One scenario to open at once: its folder or root file.
    pub scenario: Option<PathBuf>,
    /// A host elsewhere to attach to.
    pub connect: Option<Elsewhere>,
    /// How others reach the host behind the board: options of `planspiel host`. Without any, nobody
    /// else does.
    pub reach: Vec<OsString>,
    /// Where the picker looks for scenarios.
    pub folder: PathBuf,
    /// The language at the start.
    pub lang: Lang,
}

/// Why there is no board; each says what to do, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardError {
    /// There is no display to open a window on.
    NoDisplay,
    /// There is a display but nothing that can draw on it.
    NoGraphics,
    /// The window ended because of an error.
    Ended,
}

impl fmt::Display for BoardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BoardError::NoDisplay => f.write_str(
                "there is no display that the board could open on; start it from a graphical session, or set DISPLAY or \
                 WAYLAND_DISPLAY (Es gibt keinen Bildschirm für die Tafel; starten Sie sie aus einer \
                 grafischen Sitzung, oder setzen Sie DISPLAY oder WAYLAND_DISPLAY)",
            ),
            BoardError::NoGraphics => f.write_str(
                "the display was found, but nothing that can draw on it; install a Vulkan driver, such as the \
                 package mesa-vulkan-drivers (Es fehlt ein Grafiktreiber; installieren Sie einen für Vulkan, etwa \
                 das Paket mesa-vulkan-drivers)",
            ),
            BoardError::Ended => f.write_str(
                "the window ended because of an error of the graphics; the exercise itself is safe (Das Fenster \
                 endete durch einen Fehler der Grafik; die Übung selbst ist unversehrt)",
            ),
        }
    }
}

impl std::error::Error for BoardError {}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// Why there can be no window, or why it ended.
pub fn run(options: BoardOptions) -> Result<(), BoardError> {
    window::run(options)
}

/// The sheet of the open scenario, or of the one the picker points at.
fn chosen(session: &Session) -> Option<&Sheet> {
    let entry = || session.entries.get(session.entry).and_then(|entry| entry.sheet.as_ref().ok());
    session.sheet.as_ref().or_else(entry)
}

/// Name of a partner in the language of the board.
fn partner_name(session: &Session, partner: crate::scenario::ids::PartnerId) -> String {
    let names = chosen(session).map(|sheet| &sheet.partners);
    let name = names.and_then(|names| names.get(partner.index()));
    name.map_or_else(String::new, |(_, name)| session.lang.of(name).to_owned())
}
