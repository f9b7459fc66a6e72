//! Keys to acts. While a text is being written, keys write; otherwise egui gets none of those that mean
//! something here, so that one key never does two things.

use super::act::Act;
use super::session::{Dialog, Screen, Session};
use super::sim::{Shown, View};
use super::words::Word;
use crate::live::link::Viewer;
use crate::scenario::ids::PartnerId;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiInput, EguiPreUpdateSet, egui};

/// Keys as the help shows them.
pub(crate) const HELP: &[(Word, Word)] = &[
    (Word("F1", "F1"), Word("diese Hilfe", "this help")),
    (
        Word("Leertaste", "Space"),
        Word("nächste Phase (vor dem Start mit Rückfrage)", "next phase (asks before the start)"),
    ),
    (Word("P", "P"), Word("anhalten und weiter", "pause and resume")),
    (Word("0", "0"), Word("Platz der Übungsleitung", "trainer's seat")),
    (Word("1 … 9", "1 … 9"), Word("Platz eines Partners (mit Vorhang)", "a partner's seat (with a curtain)")),
    (
        Word("Tab", "Tab"),
        Word("nächstes System (mit Umschalt: voriges)", "next system (with shift: previous)"),
    ),
    (Word("↑ ↓", "↑ ↓"), Word("Zeile in der rechten Liste", "row in the list on the right")),
    (Word("← →", "← →"), Word("Ziel in der Zeile", "target in the row")),
    (Word("D", "D"), Word("Zeile entwerfen", "draft the row")),
    (
        Word("Enter", "Enter"),
        Word("Entwürfe erteilen; ohne Entwurf die Zeile", "commit the drafts; without any, the row"),
    ),
    (
        Word("Rücktaste", "Backspace"),
        Word("letzten Entwurf oder Auftrag zurücknehmen", "take back the last draft or order"),
    ),
    (
        Word("I  A  M  S", "I  A  M  S"),
        Word("Eingang, Meldungen, Pflichten, Austausch", "inbox, alerts, duties, sharing"),
    ),
    (Word("O  N  C", "O  N  C"), Word("Aufträge, System, Proben", "orders, system, checks")),
    (Word("+  −  F", "+  −  F"), Word("Karte größer, kleiner, ganz", "map larger, smaller, whole")),
    (Word("W", "W"), Word("Wertung", "score")),
    (Word("U", "U"), Word("Runde zurück (mit Rückfrage)", "undo the turn (asks)")),
    (Word("L", "L"), Word("Deutsch oder Englisch", "German or English")),
    (Word(",  .", ",  ."), Word("alles kleiner oder größer", "everything smaller or larger")),
    (Word("Esc", "Esc"), Word("schließen, zurück", "close, back")),
];

/// Adds the keys.
pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PreUpdate,
        (press, keep_keys).chain().after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass),
    );
}

/// egui is left the keys only while a text field has them.
fn keep_keys(mut contexts: Query<(&mut EguiInput, &mut bevy_egui::EguiContext)>) {
    for (mut input, mut context) in &mut contexts {
        if !context.get_mut().egui_wants_keyboard_input() {
            input.0.events.retain(|event| !matches!(event, egui::Event::Key { .. } | egui::Event::Text(_)));
        }
    }
}

fn press(
    mut contexts: EguiContexts,
    mut keyboard: MessageReader<KeyboardInput>,
    held: Res<ButtonInput<KeyCode>>,
    (session, shown): (Res<Session>, Res<Shown>),
    mut acts: MessageWriter<Act>,
) {
    let is_writing = contexts.ctx_mut().is_ok_and(|ctx| ctx.egui_wants_keyboard_input());
    let shift = held.pressed(KeyCode::ShiftLeft) || held.pressed(KeyCode::ShiftRight);
    let other = held.any_pressed([
        KeyCode::ControlLeft,
        KeyCode::ControlRight,
        KeyCode::AltLeft,
        KeyCode::SuperLeft,
        KeyCode::SuperRight,
    ]);
    for input in keyboard.read().filter(|input| input.state.is_pressed()) {
        if is_writing || other {
            continue;
        }
        let act = match &session.dialog {
            Some(dialog) => in_dialog(&input.logical_key, dialog, &shown),
            None => match session.screen {
                Screen::Picker => in_picker(&input.logical_key, &session),
                Screen::Briefing => in_briefing(&input.logical_key),
                Screen::Curtain(_) => in_curtain(&input.logical_key),
                Screen::Play | Screen::Score => in_play(&input.logical_key, shift, &session, &shown),
            },
        };
        if let Some(act) = act.or_else(|| anywhere(&input.logical_key)) {
            acts.write(act);
        }
    }
}

fn letter(key: &Key) -> Option<char> {
    let Key::Character(text) = key else { return None };
    text.chars().next().map(|letter| letter.to_ascii_lowercase())
}

fn anywhere(key: &Key) -> Option<Act> {
    match key {
        Key::F1 => Some(Act::Open(Dialog::Help)),
        Key::Escape => Some(Act::Back),
        _ => match letter(key)? {
            'l' => Some(Act::Language),
            ',' => Some(Act::Bigger(1.0 / 1.1)),
            '.' => Some(Act::Bigger(1.1)),
            '+' | '=' => Some(Act::Zoom(1.2)),
            '-' => Some(Act::Zoom(1.0 / 1.2)),
            'f' => Some(Act::Fit),
            _ => None,
        },
    }
}

fn in_dialog(key: &Key, dialog: &Dialog, shown: &Shown) -> Option<Act> {
    match (key, dialog) {
        (Key::Enter | Key::Space, Dialog::Start) => Some(Act::Start),
        (Key::Enter, Dialog::End) => Some(Act::End),
        (Key::Enter, Dialog::Leave) => Some(Act::Leave),
        (Key::Enter, Dialog::Undo(turn)) => Some(Act::Undo { turn: *turn, new_dice: false }),
        (Key::Enter | Key::Space | Key::Escape | Key::F1, _) => Some(Act::Close),
        (key, Dialog::Inject(inject)) => {
            let digit = letter(key)?.to_digit(10)?.checked_sub(1)?;
            let Some(View::Seat(view)) = &shown.view else { return None };
            let item = view.inbox.iter().find(|item| item.inject == *inject)?;
            let choice = u8::try_from(digit).ok()?;
            (usize::from(choice) < item.choices.len()).then_some(Act::Choose(*inject, choice))
        }
        _ => None,
    }
}

fn in_picker(key: &Key, session: &Session) -> Option<Act> {
    let cuts = super::chosen(session).map_or(0, |sheet| sheet.cuts.len());
    match key {
        Key::ArrowDown => Some(Act::ChooseEntry(session.entry + 1)),
        Key::ArrowUp => Some(Act::ChooseEntry(session.entry.saturating_sub(1))),
        Key::ArrowRight => {
            Some(Act::ChooseCut(session.cut.map_or(Some(0), |cut| Some(cut + 1)).filter(|c| *c < cuts)))
        }
        Key::ArrowLeft => Some(Act::ChooseCut(session.cut.and_then(|cut| cut.checked_sub(1)))),
        Key::Enter | Key::Space => Some(Act::OpenScenario),
        _ => None,
    }
}

fn in_briefing(key: &Key) -> Option<Act> {
    matches!(key, Key::Space | Key::Enter).then_some(Act::Next)
}

fn in_curtain(key: &Key) -> Option<Act> {
    matches!(key, Key::Enter | Key::Space).then_some(Act::LiftCurtain)
}

fn in_play(key: &Key, shift: bool, session: &Session, shown: &Shown) -> Option<Act> {
    use super::session::{LeftTab, RightTab};
    match key {
        Key::Space => return Some(Act::Next),
        Key::Tab => return Some(Act::Step(if shift { -1 } else { 1 })),
        Key::ArrowDown => return Some(Act::Row(1)),
        Key::ArrowUp => return Some(Act::Row(-1)),
        Key::ArrowRight => return Some(Act::Choice(1)),
        Key::ArrowLeft => return Some(Act::Choice(-1)),
        Key::Enter => return Some(Act::Commit),
        Key::Backspace => return Some(Act::TakeBackLast),
        _ => {}
    }
    let is_trainer = shown.viewer() == Viewer::Trainer;
    match letter(key)? {
        '0' => Some(Act::Seat(Viewer::Trainer)),
        digit @ '1'..='9' => {
            let index = usize::try_from(digit.to_digit(10)?).ok()? - 1;
            let count = session.sheet.as_ref().map_or(0, |sheet| sheet.partners.len());
            (index < count).then(|| Act::Seat(Viewer::Partner(PartnerId::at(index))))
        }
        'p' => Some(Act::Pause),
        'u' => {
            let turn = shown.view.as_ref().map_or(0, |view| view.clock().turn);
            (turn > 0).then_some(Act::Open(Dialog::Undo(turn)))
        }
        'd' => Some(Act::UseRow),
        'w' => Some(Act::Score),
        'i' => Some(Act::Left(if is_trainer { LeftTab::Injects } else { LeftTab::Inbox })),
        'a' => Some(Act::Left(if is_trainer { LeftTab::Attackers } else { LeftTab::Alerts })),
        'm' => Some(Act::Left(if is_trainer { LeftTab::Teams } else { LeftTab::Duties })),
        's' => Some(Act::Left(if is_trainer { LeftTab::Teams } else { LeftTab::Sharing })),
        'o' => Some(Act::Right(RightTab::Orders)),
        'n' => Some(Act::Right(RightTab::Node)),
        'c' => Some(Act::Right(RightTab::Checks)),
        'x' => selected_inject(session, shown).map(Act::Skip),
        _ => None,
    }
}

/// The inject whose text is open, for skipping it by key.
fn selected_inject(session: &Session, shown: &Shown) -> Option<crate::scenario::ids::InjectId> {
    let Some(View::Trainer(view)) = &shown.view else { return None };
    view.injects.get(session.row).map(|inject| inject.inject)
}
