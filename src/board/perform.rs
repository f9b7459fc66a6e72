//! Carries out what people do at this window: wishes go to the stage, everything else changes the
//! window's own memory. The only place where an act means something.

use super::act::Act;
use super::attach;
use super::debrief;
use super::map::{MapCamera, Standing};
use super::opening::{self, Opening, Wanted, open, show_entry};
use super::session::{Dialog, LeftTab, List, RightTab, Screen, Session, Toast};
use super::shelf;
use super::sim::{Line, Outcome, Preview, Shown, Step, View, ViewChanged, Wish};
use super::words;
use crate::conduct::{Act as Conduct, Audience};
use crate::exercise::Command;
use crate::live::link::Viewer;
use crate::rules::situation::Phase;
use crate::scenario::ids::{PartnerId, ZoneId};
use crate::scenario::model::Text;
use crate::scenario::words::Tlp;
use crate::view::wording::both;
use bevy::prelude::*;

/// How long a short message stays.
const TOAST_S: f64 = 6.0;

/// Adds what carries acts out.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Opening>()
        .add_systems(Startup, opening::stock)
        .add_systems(
            Update,
            (perform, opening::receive, opening::watch, opening::follow).chain().before(Step::Ask),
        )
        .add_systems(Update, (hear, keep_up, debrief::fetch).chain().after(Step::Mirror));
}

pub(super) fn words_text(word: words::Word) -> Text {
    both(word.0, word.1)
}

pub(super) fn toast(session: &mut Session, text: Text, now_s: f64, is_bad: bool) {
    session.toasts.retain(|toast| toast.text != text);
    session.toasts.push(Toast { text, is_bad, until_s: now_s + TOAST_S });
}

/// Says what came of wishes.
fn hear(time: Res<Time<Real>>, mut session: ResMut<Session>, mut outcomes: MessageReader<Outcome>) {
    let now_s = time.elapsed_secs_f64();
    for outcome in outcomes.read() {
        match outcome {
            Outcome::Done => session.sent = None,
            Outcome::Refused(text) | Outcome::Failed(text) => {
                // What could not be recorded is written on.
                if let Some(item) = session.sent.take() {
                    session.item = item;
                }
                toast(&mut session, text.clone(), now_s, true);
            }
        }
    }
    if session.toasts.iter().any(|toast| toast.until_s <= now_s) {
        session.toasts.retain(|toast| toast.until_s > now_s);
    }
}

/// Follows the exercise: fixes the planned end at the start, and sees who comes in.
fn keep_up(
    mut changed: MessageReader<ViewChanged>,
    shown: Res<Shown>,
    mut session: ResMut<Session>,
    mut wishes: MessageWriter<Wish>,
) {
    if changed.read().count() == 0 {
        return;
    }
    if session.dialog == Some(Dialog::Seats) {
        wishes.write(Wish::Seats);
    }
    let Some(view) = &shown.view else { return };
    let clock = view.clock();
    if clock.phase != Phase::Briefing && session.planned_end.is_none() {
        session.planned_end = Some(super::panels::projected_end(&shown));
    }
    if clock.phase == Phase::Briefing {
        session.planned_end = None;
    }
}

/// What performing needs besides the session.
struct Means<'a, 'w> {
    shown: &'a Shown,
    standing: &'a Standing,
    eye: &'a mut MapCamera,
    wishes: &'a mut MessageWriter<'w, Wish>,
    now_s: f64,
}

fn perform(
    mut commands: Commands,
    mut acts: MessageReader<Act>,
    mut session: ResMut<Session>,
    mut shown: ResMut<Shown>,
    standing: Res<Standing>,
    time: Res<Time<Real>>,
    mut eye: Single<&mut MapCamera>,
    (mut preview, mut opening, wanted): (ResMut<Preview>, ResMut<Opening>, Res<Wanted>),
    mut wishes: MessageWriter<Wish>,
) {
    for act in acts.read() {
        match act {
            Act::ChooseEntry(entry) if !opening.is_busy() => {
                session.entry = (*entry).min(session.entries.len().saturating_sub(1));
                session.cut = None;
                show_entry(&session, &mut preview);
            }
            Act::Seats => {
                // A key is shown once.
                shown.issued = None;
                session.dialog = Some(Dialog::Seats);
                wishes.write(Wish::Seats);
            }
            Act::OpenScenario if !opening.is_busy() => {
                open(&mut session, &mut opening, &wanted.reach);
            }
            Act::Leave => {
                if !session.is_elsewhere {
                    attach::part();
                }
                commands.remove_resource::<Line>();
                shown.reset();
                let (folder, lang, size) = (session.folder.clone(), session.lang, session.size);
                *session = Session { size, ..Session::new(folder.clone(), lang) };
                session.entries = shelf::entries(&folder);
                show_entry(&session, &mut preview);
            }
            act if session.screen == Screen::Debrief && debrief::lead(act, &mut session, &shown) => {}
            act => {
                let (eye, wishes) = (&mut *eye, &mut wishes);
                let now_s = time.elapsed_secs_f64();
                let mut means = Means { shown: &shown, standing: &standing, eye, wishes, now_s };
                if !window(act, &mut session, &mut means) {
                    exercise(act, &mut session, &mut means);
                }
            }
        }
    }
}

/// Acts that change only what this window shows; `false` for all others.
fn window(act: &Act, session: &mut Session, means: &mut Means) -> bool {
    match act {
        Act::ChooseCut(cut) => session.cut = *cut,
        Act::Back => back(session, means),
        Act::Language => session.lang = session.lang.other(),
        Act::Bigger(factor) => session.size = (session.size * factor).clamp(0.7, 2.0),
        Act::Calm => session.is_calm = !session.is_calm,
        Act::Open(dialog) => session.dialog = Some(dialog.clone()),
        Act::Close => {
            session.dialog = None;
            if means.shown.viewer() == Viewer::Trainer {
                session.reason.clear();
            }
        }
        Act::Left(tab) => {
            session.left = *tab;
            session.seek(List::Left);
        }
        Act::Right(tab) => {
            session.right = *tab;
            (session.row, session.choice) = (0, 0);
            session.seek(List::Right);
        }
        Act::Select(node) => {
            session.selected = *node;
            if node.is_some() {
                session.right = RightTab::Node;
                (session.row, session.choice) = (0, 0);
            }
        }
        Act::Fold(zone) => fold(session, *zone),
        Act::FoldChosen => {
            let zone = session.selected.and_then(|node| means.standing.foldable_of(node));
            zone.into_iter().for_each(|zone| fold(session, zone));
        }
        // On a folded zone there is nothing to commit: it opens.
        Act::Commit => {
            let chosen = session.selected.filter(|_| session.right == RightTab::Node);
            let Some(zone) = chosen.and_then(|node| means.standing.fold_of(node)) else { return false };
            fold(session, zone);
        }
        Act::Step(way) => step(session, means.standing, *way),
        Act::Row(way) => {
            session.row = session.row.saturating_add_signed(*way as isize);
            session.choice = 0;
        }
        Act::ToRow(row) => {
            (session.row, session.choice) = (*row, 0);
            session.search.clear();
        }
        Act::ToOrder(None) => toast(session, words_text(words::NO_SUCH_ORDER), means.now_s, true),
        Act::ToOrder(Some((row, choice))) => {
            session.right = RightTab::Orders;
            session.selected = None;
            session.search.clear();
            (session.row, session.choice) = (*row, *choice);
        }
        Act::Scroll(way) => session.pages += way,
        Act::Choice(way) => session.choice = session.choice.saturating_add_signed(*way as isize),
        Act::Search(text) => session.search.clone_from(text),
        Act::Reason(text) => session.reason.clone_from(text),
        Act::Figure(figure) => session.figure = *figure,
        Act::Fit => means.eye.wants_fit = true,
        Act::Zoom(factor) => means.eye.zoom_by(*factor),
        Act::Message(text) => session.message.clone_from(text),
        Act::MessageTo(to) => session.message_to = *to,
        Act::Item(item) => session.item = (**item).clone(),
        _ => return false,
    }
    true
}

fn back(session: &mut Session, means: &Means) {
    if session.dialog.take().is_some() {
        return;
    }
    match session.screen {
        Screen::Picker | Screen::Curtain(_) => {}
        Screen::Score if session.figure.is_some() => session.figure = None,
        Screen::Score => session.screen = Screen::Play,
        Screen::Debrief => session.screen = Screen::Play,
        Screen::Briefing => session.dialog = Some(Dialog::Leave),
        Screen::Play if session.selected.is_some() => {
            session.selected = None;
            session.right = RightTab::Orders;
        }
        Screen::Play => {
            let has_ended = means.shown.view.as_ref().is_some_and(|view| view.clock().phase == Phase::Ended);
            let may_leave = has_ended || means.shown.viewer() == Viewer::Trainer;
            session.dialog = may_leave.then_some(Dialog::Leave);
        }
    }
}

fn fold(session: &mut Session, zone: ZoneId) {
    if !session.open.remove(&zone) {
        session.open.insert(zone);
    }
}

fn step(session: &mut Session, standing: &Standing, way: i32) {
    let order = standing.order();
    if order.is_empty() {
        return;
    }
    let count = i64::try_from(order.len()).unwrap_or(1);
    let at = session.selected.and_then(|node| order.iter().position(|other| *other == node));
    let next = match at {
        Some(at) => i64::try_from(at).unwrap_or(0) + i64::from(way),
        None if way < 0 => count - 1,
        None => 0,
    };
    let next = usize::try_from(next.rem_euclid(count)).unwrap_or(0);
    session.selected = order.get(next).copied();
    session.right = RightTab::Node;
    (session.row, session.choice) = (0, 0);
}

/// Acts that the exercise has to hear of.
fn exercise(act: &Act, session: &mut Session, means: &mut Means) {
    let viewer = means.shown.viewer();
    let reason = Some(session.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let mut lead = |command: Command| {
        means.wishes.write(Wish::Do { viewer: Viewer::Trainer, command, reason: reason.clone() });
    };
    match act {
        Act::Next => next(session, means),
        Act::Start => {
            lead(Command::NextPhase);
            session.dialog = None;
            go_to_seat(session, means, Viewer::Partner(PartnerId(0)));
        }
        Act::Pause => {
            let paused = means.shown.revision.is_some_and(|revision| revision.paused);
            means.wishes.write(Wish::Pause(!paused));
        }
        Act::Seat(to) if *to != viewer || session.screen == Screen::Score => go_to_seat(session, means, *to),
        Act::LiftCurtain => {
            if let Screen::Curtain(to) = session.screen {
                let phase = means.shown.view.as_ref().map(|view| view.clock().phase);
                let is_briefed = phase == Some(Phase::Briefing) && to == Viewer::Trainer;
                session.screen = if is_briefed { Screen::Briefing } else { Screen::Play };
                session.left = if to == Viewer::Trainer { LeftTab::Teams } else { LeftTab::Inbox };
                session.right = if to == Viewer::Trainer { RightTab::Checks } else { RightTab::Orders };
                (session.row, session.choice) = (0, 0);
            }
        }
        Act::Fire(inject) => lead(Command::Fire { inject: *inject }),
        Act::Skip(inject) => lead(Command::Skip { inject: *inject }),
        Act::Overrule(key, success) => {
            lead(Command::Overrule { key: *key, success: *success });
            session.dialog = None;
            session.reason.clear();
        }
        Act::Veto(key) => {
            lead(Command::Veto { key: *key });
            session.dialog = None;
            session.reason.clear();
        }
        Act::Freeze => {
            let command = Command::Act(Conduct::Freeze);
            means.wishes.write(Wish::Do { viewer, command, reason: None });
            session.dialog = None;
        }
        Act::Thaw => lead(Command::Act(Conduct::Thaw)),
        Act::Issue(seat) => {
            means.wishes.write(Wish::Issue(*seat));
        }
        Act::Say => say(session, means),
        Act::Undo { turn, new_dice } => {
            lead(Command::Undo { turn: *turn, new_dice: *new_dice });
            session.dialog = None;
            session.reason.clear();
        }
        Act::End => {
            lead(Command::End);
            session.dialog = None;
            session.reason.clear();
        }
        Act::Debrief => debrief::begin(session, means.shown),
        Act::Fork(turn) => {
            means.wishes.write(Wish::Fork(*turn));
        }
        Act::Improve => record(session, means),
        Act::Score => {
            session.dialog = None;
            session.figure = None;
            if viewer == Viewer::Trainer && session.screen == Screen::Play {
                session.screen = Screen::Score;
                session.seek(List::Score);
            } else if session.screen == Screen::Score {
                session.screen = Screen::Play;
            } else {
                go_to_seat(session, means, Viewer::Trainer);
            }
        }
        _ => order(act, session, means, viewer),
    }
}

/// Behind a curtain: nobody sees the picture of a seat that is not theirs.
fn go_to_seat(session: &mut Session, means: &mut Means, to: Viewer) {
    means.wishes.write(Wish::See(to));
    session.screen = Screen::Curtain(to);
    session.dialog = None;
    session.selected = None;
    session.hovered = None;
    session.figure = None;
    session.reason.clear();
    session.search.clear();
}

/// The trainer says something to a partner, or to everybody.
fn say(session: &mut Session, means: &mut Means) {
    let text = std::mem::take(&mut session.message);
    if text.trim().is_empty() {
        return;
    }
    let to = session.message_to.map_or(Audience::Everyone, Audience::Partner);
    let command = Command::Act(Conduct::Say { to, label: Tlp::Amber });
    means.wishes.write(Wish::Do { viewer: Viewer::Trainer, command, reason: Some(text) });
}

/// What is written goes on the improvement plan.
fn record(session: &mut Session, means: &mut Means) {
    if !session.item.is_whole() {
        return toast(session, words_text(words::ITEM_PARTS), means.now_s, true);
    }
    let item = session.item.take();
    let command = Command::Act(Conduct::Improve { element: item.element, simulated: item.simulated });
    let reason = Some(item.planned.written());
    session.sent = Some(item);
    means.wishes.write(Wish::Do { viewer: Viewer::Trainer, command, reason });
}

fn next(session: &mut Session, means: &mut Means) {
    let phase = means.shown.view.as_ref().map(|view| view.clock().phase);
    match phase {
        Some(Phase::Briefing) => session.dialog = Some(Dialog::Start),
        Some(Phase::Ended) | None => {}
        Some(_) => {
            means.wishes.write(Wish::GoOn);
        }
    }
}

/// What a partner's seat orders.
fn order(act: &Act, session: &mut Session, means: &mut Means, viewer: Viewer) {
    let Viewer::Partner(partner) = viewer else {
        if matches!(act, Act::Commit | Act::UseRow) {
            toast(session, words_text(words::ONLY_PARTNERS), means.now_s, true);
        }
        return;
    };
    let takes_orders = matches!(&means.shown.view, Some(View::Seat(view)) if view.takes_orders());
    if let Act::Acknowledge(fact) = act {
        let command = Command::Act(Conduct::Acknowledge { partner, fact: *fact });
        means.wishes.write(Wish::Do { viewer, command, reason: None });
        return;
    }
    if !takes_orders && !matches!(act, Act::Choose(..)) {
        if !matches!(act, Act::Seat(_)) {
            toast(session, words_text(words::NOT_ORDERS), means.now_s, true);
        }
        return;
    }
    let mut act_on = |act: Conduct| {
        means.wishes.write(Wish::Do { viewer, command: Command::Act(act), reason: None });
    };
    match act {
        Act::Draft(order) => act_on(Conduct::Draft { partner, order: *order }),
        Act::DropDraft(order) => act_on(Conduct::Discard { partner, order: *order }),
        Act::UseRow => {
            if let Some(order) = super::panels::row_draft(session, means.shown) {
                act_on(Conduct::Draft { partner, order });
            }
        }
        Act::Commit => commit(session, means, partner),
        Act::TakeBack(order) => {
            let command = Command::TakeBack { partner, order: *order };
            means.wishes.write(Wish::Do { viewer, command, reason: None });
        }
        Act::TakeBackLast => {
            if let Some(draft) = means.shown.drafts().last() {
                return act_on(Conduct::Discard { partner, order: draft.order });
            }
            let Some(View::Seat(view)) = &means.shown.view else { return };
            if let Some(job) = view.jobs.iter().rev().find(|job| job.fresh) {
                let command = Command::TakeBack { partner, order: job.order };
                means.wishes.write(Wish::Do { viewer, command, reason: None });
            }
        }
        Act::Choose(inject, choice) => {
            let command = Command::Choose { partner, inject: *inject, choice: *choice };
            means.wishes.write(Wish::Do { viewer, command, reason: None });
        }
        _ => {}
    }
}

/// Gives what is drafted, or what the row would order. What is refused stays a draft.
fn commit(session: &mut Session, means: &mut Means, partner: PartnerId) {
    let mut orders: Vec<_> = means.shown.drafts().iter().map(|draft| draft.order).collect();
    if orders.is_empty() {
        orders.extend(super::panels::row_draft(session, means.shown));
    }
    let reason = Some(session.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    for order in orders {
        let command = Command::Order { partner, order };
        let viewer = Viewer::Partner(partner);
        means.wishes.write(Wish::Do { viewer, command, reason: reason.clone() });
    }
    session.reason.clear();
}
