//! Keys to acts. While a text is being written, keys write; otherwise egui gets none of those that mean
//! something here, so that one key never does two things.

use super::act::Act;
use super::session::{Dialog, Screen, Session};
use super::sim::{Shown, View};
use super::words::Word;
use crate::live::link::Viewer;
use crate::rules::situation::Phase;
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
        Word(
            "zum nächsten Knopf oder Eintrag (Umschalt: zurück)",
            "to the next button or entry (shift: back)",
        ),
    ),
    (
        Word("Enter, ↑ ↓", "Enter, ↑ ↓"),
        Word("Eingerahmtes drücken; zum nächsten Eintrag", "press what is framed; to the next entry"),
    ),
    (Word("J  K", "J  K"), Word("nächstes, voriges System", "next, previous system")),
    (
        Word("Z", "Z"),
        Word("Zone eines großen Netzes auf- oder zuklappen", "unfold or fold a zone of a large network"),
    ),
    (Word("↑ ↓", "↑ ↓"), Word("Auftrag in der rechten Liste", "order in the list on the right")),
    (Word("← →", "← →"), Word("Ziel des Auftrags", "target of the order")),
    (Word("D", "D"), Word("Auftrag entwerfen", "draft the order")),
    (
        Word("Enter", "Enter"),
        Word("Entwürfe erteilen; ohne Entwurf den Auftrag", "commit the drafts; without any, the order"),
    ),
    (
        Word("Rücktaste", "Backspace"),
        Word("letzten Entwurf oder Auftrag zurücknehmen", "take back the last draft or order"),
    ),
    (
        Word("I  A  M  S", "I  A  M  S"),
        Word("Platz: Eingang, Alarme, Pflichten, Austausch", "seat: inbox, alerts, duties, sharing"),
    ),
    (Word("O  N  T", "O  N  T"), Word("Aufträge, System, alle Systeme", "orders, system, all systems")),
    (
        Word("M  I  A  C", "M  I  A  C"),
        Word("Leitung: Teams, Einlagen, Angreifer, Proben", "trainer: teams, injects, attackers, checks"),
    ),
    (
        Word("Bild ↑ ↓", "Page ↑ ↓"),
        Word("blättern: Rückblick oder offenes Fenster", "scroll the recap or the open window"),
    ),
    (Word("+  −  F", "+  −  F"), Word("Karte größer, kleiner, ganz", "map larger, smaller, whole")),
    (Word("W", "W"), Word("Wertung", "score")),
    (Word("B", "B"), Word("Nachbesprechung (nach EndEx) und zurück", "debrief (after EndEx) and back")),
    (
        Word("Leertaste", "Space"),
        Word(
            "darin zum nächsten Schritt (Rücktaste: voriger)",
            "in it, to the next step (Backspace: previous)",
        ),
    ),
    (
        Word("← →  J  K  1 … 5", "← →  J  K  1 … 5"),
        Word("darin Runde, Ereignis, Wendepunkt", "in it, turn, event, turning point"),
    ),
    (Word("I  A", "I  A"), Word("darin Verbesserung, Abzweigung", "in it, improvement, fork")),
    (
        Word("U  E", "U  E"),
        Word("Runde zurück, Übung beenden (mit Rückfrage)", "undo the turn, end the exercise (asks)"),
    ),
    (
        Word("R  Q  X", "R  Q  X"),
        Word("Nachrichten, Plätze und Schlüssel, Ernstfall", "messages, seats and keys, NO DUFF"),
    ),
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

/// What the keyboard has reached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    /// Nothing: keys mean what the help says.
    Nothing,
    /// A button, a card, a row: arrows go on from there, Enter and Space press it.
    Control,
    /// A text field: everything is written there.
    Field,
}

impl Reached {
    fn of(ctx: &egui::Context) -> Self {
        if ctx.text_edit_focused() {
            Reached::Field
        } else if ctx.egui_wants_keyboard_input() {
            Reached::Control
        } else {
            Reached::Nothing
        }
    }

    /// Whether egui gets this key rather than the board.
    fn takes(self, key: egui::Key) -> bool {
        use egui::Key as K;
        let leads = matches!(
            key,
            K::ArrowUp | K::ArrowDown | K::ArrowLeft | K::ArrowRight | K::Enter | K::Space | K::Escape
        );
        match self {
            Reached::Field => true,
            Reached::Control => leads || key == K::Tab,
            Reached::Nothing => key == K::Tab,
        }
    }
}

/// egui is left the keys that lead to and through what is drawn, and all while a text is written. A
/// message that the same keys are still held counts as input for it and would never let it rest.
fn keep_keys(
    mut contexts: Query<(&mut EguiInput, &mut bevy_egui::EguiContext)>,
    mut held: Local<egui::Modifiers>,
) {
    for (mut input, mut context) in &mut contexts {
        let reached = Reached::of(context.get_mut());
        input.0.events.retain(|event| match event {
            egui::Event::ModifiersChanged(now) => std::mem::replace(&mut *held, *now) != *now,
            egui::Event::Key { key, .. } => reached.takes(*key),
            egui::Event::Text(_) => reached == Reached::Field,
            _ => true,
        });
    }
}

fn press(
    mut contexts: EguiContexts,
    mut keyboard: MessageReader<KeyboardInput>,
    held: Res<ButtonInput<KeyCode>>,
    (session, shown): (Res<Session>, Res<Shown>),
    mut acts: MessageWriter<Act>,
) {
    let reached = contexts.ctx_mut().map_or(Reached::Nothing, |ctx| Reached::of(ctx));
    let other = held.any_pressed([
        KeyCode::ControlLeft,
        KeyCode::ControlRight,
        KeyCode::AltLeft,
        KeyCode::SuperLeft,
        KeyCode::SuperRight,
    ]);
    for input in keyboard.read().filter(|input| input.state.is_pressed()) {
        if other || is_left(&input.logical_key, reached, &session) {
            continue;
        }
        if shown.revision.is_some_and(|revision| revision.frozen) {
            in_emergency(&input.logical_key).map(|act| acts.write(act));
            continue;
        }
        let act = match &session.dialog {
            Some(dialog) => in_dialog(&input.logical_key, dialog, &shown),
            None => match session.screen {
                Screen::Picker => in_picker(&input.logical_key, &session),
                Screen::Briefing => in_briefing(&input.logical_key, &session, &shown),
                Screen::Curtain(_) => in_curtain(&input.logical_key),
                Screen::Debrief => in_debrief(&input.logical_key, &session),
                Screen::Play | Screen::Score => in_play(&input.logical_key, &session, &shown),
            },
        };
        let is_emergency = session.sheet.is_some() && letter(&input.logical_key) == Some('x');
        let act = act.or_else(|| is_emergency.then_some(Act::Open(Dialog::Emergency)));
        if let Some(act) = act.or_else(|| anywhere(&input.logical_key)) {
            acts.write(act);
        }
    }
}

/// Whether a key is left to what the keyboard has reached.
fn is_left(key: &Key, reached: Reached, session: &Session) -> bool {
    let leads = matches!(
        key,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Enter | Key::Space
    );
    match (reached, key) {
        (Reached::Field, _) | (_, Key::Tab) => true,
        // A dialog closes at once; elsewhere the key only lets go.
        (Reached::Control, Key::Escape) => session.dialog.is_none(),
        (Reached::Control, _) => leads,
        (Reached::Nothing, _) => false,
    }
}

fn letter(key: &Key) -> Option<char> {
    let Key::Character(text) = key else { return None };
    text.chars().next().map(|letter| letter.to_ascii_lowercase())
}

fn anywhere(key: &Key) -> Option<Act> {
    match key {
        Key::F1 => Some(Act::Open(Dialog::Help)),
        Key::PageDown => Some(Act::Scroll(1)),
        Key::PageUp => Some(Act::Scroll(-1)),
        Key::Escape => Some(Act::Back),
        _ => match letter(key)? {
            '?' => Some(Act::Open(Dialog::Help)),
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
        (Key::Enter, Dialog::Emergency) => Some(Act::Freeze),
        (Key::Enter, Dialog::End) => Some(Act::End),
        // A running exercise is left by its button alone: Escape and Enter come too easily one after the other.
        (Key::Enter, Dialog::Leave) => Some(if is_running(shown) { Act::Close } else { Act::Leave }),
        // Enter belongs to what is being written.
        (Key::Enter | Key::Space, Dialog::Improve) => None,
        (Key::Enter, Dialog::Fork(turn)) if shown.forked.as_ref().is_none_or(|of| of.turn != *turn) => {
            Some(Act::Fork(*turn))
        }
        (Key::Enter, Dialog::Undo(turn)) => Some(Act::Undo { turn: *turn, new_dice: false }),
        (Key::ArrowDown, _) => Some(Act::Scroll(1)),
        (Key::ArrowUp, _) => Some(Act::Scroll(-1)),
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

fn is_running(shown: &Shown) -> bool {
    let phase = shown.view.as_ref().map(|view| view.clock().phase);
    phase.is_some_and(|phase| !matches!(phase, Phase::Briefing | Phase::Ended))
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

fn in_briefing(key: &Key, session: &Session, shown: &Shown) -> Option<Act> {
    match key {
        Key::Space | Key::Enter => Some(Act::Next),
        _ => match letter(key)? {
            'q' => Some(Act::Seats),
            digit if shown.prevents() => to_seat(digit, session),
            _ => None,
        },
    }
}

/// The partner's seat that a digit stands for.
fn to_seat(digit: char, session: &Session) -> Option<Act> {
    let index = usize::try_from(digit.to_digit(10)?).ok()?.checked_sub(1)?;
    let count = session.sheet.as_ref().map_or(0, |sheet| sheet.partners.len());
    (index < count).then(|| Act::Seat(Viewer::Partner(PartnerId::at(index))))
}

/// While everything stands still.
fn in_emergency(key: &Key) -> Option<Act> {
    match letter(key)? {
        'x' => Some(Act::Thaw),
        'l' => Some(Act::Language),
        _ => None,
    }
}

fn in_curtain(key: &Key) -> Option<Act> {
    matches!(key, Key::Enter | Key::Space).then_some(Act::LiftCurtain)
}

fn in_debrief(key: &Key, session: &Session) -> Option<Act> {
    let turn = session.debrief.turn;
    match key {
        Key::Space | Key::Enter => Some(Act::StepOn(1)),
        Key::Backspace => Some(Act::StepOn(-1)),
        Key::ArrowRight => Some(Act::DebriefTurn(turn.saturating_add(1))),
        Key::ArrowLeft => Some(Act::DebriefTurn(turn.saturating_sub(1))),
        Key::ArrowDown => Some(Act::Scroll(1)),
        Key::ArrowUp => Some(Act::Scroll(-1)),
        _ => match letter(key)? {
            'b' => Some(Act::Debrief),
            'j' => Some(Act::EventOn(1)),
            'k' => Some(Act::EventOn(-1)),
            'i' => Some(Act::Open(Dialog::Improve)),
            'a' => session.debrief.forks().map(|turn| Act::Open(Dialog::Fork(turn))),
            digit => usize::try_from(digit.to_digit(10)?).ok()?.checked_sub(1).map(Act::Turning),
        },
    }
}

fn in_play(key: &Key, session: &Session, shown: &Shown) -> Option<Act> {
    use super::session::{LeftTab, RightTab};
    match key {
        Key::Space => return Some(Act::Next),
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
        digit @ '1'..='9' => to_seat(digit, session),
        'p' => Some(Act::Pause),
        'q' => is_trainer.then_some(Act::Seats),
        'r' => Some(Act::Left(LeftTab::Talk)),
        'u' => {
            let turn = shown.view.as_ref().map_or(0, |view| view.clock().turn);
            (is_trainer && turn > 0).then_some(Act::Open(Dialog::Undo(turn)))
        }
        'e' => (is_trainer && is_running(shown)).then_some(Act::Open(Dialog::End)),
        'j' => Some(Act::Step(1)),
        'k' => Some(Act::Step(-1)),
        'z' => Some(Act::FoldChosen),
        'd' => Some(Act::UseRow),
        'w' => Some(Act::Score),
        'b' => Some(Act::Debrief),
        'i' => Some(Act::Left(if is_trainer { LeftTab::Injects } else { LeftTab::Inbox })),
        'a' => Some(Act::Left(if is_trainer { LeftTab::Attackers } else { LeftTab::Alerts })),
        'm' => Some(Act::Left(if is_trainer { LeftTab::Teams } else { LeftTab::Duties })),
        's' => Some(Act::Left(if is_trainer { LeftTab::Teams } else { LeftTab::Sharing })),
        'o' => Some(Act::Right(RightTab::Orders)),
        'n' => Some(Act::Right(RightTab::Node)),
        't' => Some(Act::Right(RightTab::Table)),
        'c' => Some(Act::Right(RightTab::Checks)),
        _ => None,
    }
}
