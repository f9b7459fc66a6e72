//! Puts the board together: Bevy with a window, egui on top, the stage underneath; looks first whether
//! there is a display at all.

use super::act::Act;
use super::attach;
use super::session::Session;
use super::sim::{Shown, SimPlugin};
use super::{BoardError, BoardOptions, keys, map, opening, panels, perform};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::error_handler::{RenderErrorHandler, RenderErrorPolicy};
use bevy::window::{ExitCondition, PresentMode, WindowResolution};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::EguiPlugin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// While something moves: fifteen pictures a second, which a projector and a slow machine can follow.
const MOVING: Duration = Duration::from_millis(66);
/// While nothing moves but the timer.
const TICKING: Duration = Duration::from_secs(1);
/// While nothing moves at all: often enough to see that a file has changed.
const RESTING: Duration = Duration::from_secs(2);

/// Opens the window and stays until it is closed.
pub(super) fn run(options: BoardOptions) -> Result<(), BoardError> {
    if !has_display() {
        return Err(BoardError::NoDisplay);
    }
    // Until the first picture a panic means that this machine cannot show a window, which is no defect and
    // is said in a sentence; afterwards it is one, and is reported as everywhere.
    let drawn = Drawn::default();
    let before = Arc::new(std::panic::take_hook());
    let (is_drawn, report) = (drawn.0.clone(), before.clone());
    std::panic::set_hook(Box::new(move |info| {
        if is_drawn.load(Ordering::Relaxed) {
            report(info);
        }
    }));
    let is_drawn = drawn.0.clone();
    let is_elsewhere = options.connect.is_some();
    let result = std::panic::catch_unwind(|| app(options).insert_resource(drawn).run());
    std::panic::set_hook(Box::new(move |info| before(info)));
    match result {
        Ok(AppExit::Success) => {
            if !is_elsewhere {
                attach::part();
            }
            Ok(())
        }
        Ok(AppExit::Error(_)) => Err(BoardError::Ended),
        Err(cause) if is_drawn.load(Ordering::Relaxed) => std::panic::resume_unwind(cause),
        Err(cause) => {
            let text = cause.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or_default();
            Err(if text.contains("event loop") { BoardError::NoDisplay } else { BoardError::NoGraphics })
        }
    }
}

/// Whether the window has shown a picture.
#[derive(Resource, Clone, Default)]
struct Drawn(Arc<AtomicBool>);

fn first_picture(drawn: Res<Drawn>) {
    drawn.0.store(true, Ordering::Relaxed);
}

/// On Linux a window needs a display server; elsewhere the system always has one.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("WAYLAND_DISPLAY") || is_set("DISPLAY")
}

fn app(options: BoardOptions) -> App {
    let window = Window {
        title: "Planspiel".to_owned(),
        resolution: WindowResolution::new(1280, 720),
        present_mode: PresentMode::AutoVsync,
        ..default()
    };
    let windows = WindowPlugin {
        primary_window: Some(window),
        exit_condition: ExitCondition::OnPrimaryClosed,
        ..default()
    };
    let log = LogPlugin { filter: "error,wgpu_hal=off,bevy_winit=off".to_owned(), ..default() };
    let mut app = App::new();
    app.add_plugins(DefaultPlugins.set(windows).set(log))
        .add_plugins((EguiPlugin::default(), SimPlugin))
        .insert_resource(WinitSettings::desktop_app())
        .insert_resource(RenderErrorHandler(|_, world, _| {
            world.write_message(AppExit::error());
            RenderErrorPolicy::StopRendering
        }))
        .insert_resource(Session::new(options.folder.clone(), options.lang))
        .insert_resource(opening::Wanted {
            scenario: options.scenario,
            connect: options.connect,
            reach: options.reach.clone(),
        })
        .add_message::<Act>()
        .add_plugins((map::plugin, panels::plugin, keys::plugin, perform::plugin))
        .add_systems(Last, (first_picture, pace));
    app
}

/// A board at rest does not burn a core: pictures come with what people do, and by the clock only as
/// often as something moves.
fn pace(
    moving: Query<(), With<map::Traveller>>,
    (session, shown, opening): (Res<Session>, Res<Shown>, Res<opening::Opening>),
    frame: Res<map::MapFrame>,
    mut settings: ResMut<WinitSettings>,
) {
    let is_moving = frame.is_open && !session.is_calm && !moving.is_empty();
    let is_computing = shown.debrief.as_ref().is_some_and(|view| view.computing.is_some());
    let is_running = shown.revision.is_some_and(|revision| !revision.paused)
        && shown.view.as_ref().is_some_and(|view| view.clock().phase_minutes > 0);
    // Answers come on a thread that wakes nobody.
    let wait = if is_moving || shown.is_waiting() {
        MOVING
    } else if is_running || is_computing || opening.is_busy() || !session.toasts.is_empty() {
        TICKING
    } else {
        RESTING
    };
    let mode = UpdateMode::reactive(wait);
    if settings.focused_mode != mode {
        settings.focused_mode = mode;
        settings.unfocused_mode = mode;
    }
}
