//! What people at this window can do, whether by key or by button: one list, carried out in one place.

use super::session::{Dialog, Figure, Item, LeftTab, RightTab};
use crate::conduct::Seat as At;
use crate::live::link::{DebriefStep, Viewer};
use crate::rules::dice::Key;
use crate::rules::order::Order;
use crate::scenario::ids::{FactId, InjectId, NodeId, PartnerId, ZoneId};
use bevy::prelude::*;

/// One thing done.
#[derive(Message, Debug, Clone, PartialEq)]
pub(crate) enum Act {
    ChooseEntry(usize),
    ChooseCut(Option<usize>),
    OpenScenario,
    /// One screen back; asks before an exercise is left.
    Back,
    /// On to the next phase; the first time it asks.
    Next,
    Start,
    Pause,
    Seat(Viewer),
    LiftCurtain,
    Draft(Order),
    DropDraft(Order),
    Commit,
    TakeBack(Order),
    TakeBackLast,
    Choose(InjectId, u8),
    Fire(InjectId),
    Skip(InjectId),
    Overrule(Key, bool),
    /// An attacker's move, by its check, shall not happen.
    Veto(Key),
    /// A real emergency: everything stops. And its end.
    Freeze,
    Thaw,
    /// Asks how people come in.
    Seats,
    /// A new key for a seat.
    Issue(At),
    Message(String),
    MessageTo(Option<PartnerId>),
    /// Sends the message.
    Say,
    /// A finding was read: its sender is told.
    Acknowledge(FactId),
    Undo {
        turn: u16,
        new_dice: bool,
    },
    End,
    Leave,
    Language,
    Bigger(f32),
    Calm,
    Open(Dialog),
    Close,
    Left(LeftTab),
    Right(RightTab),
    Select(Option<NodeId>),
    /// Opens a folded zone of a large map, or folds it again.
    Fold(ZoneId),
    /// The same for the zone of the chosen node.
    FoldChosen,
    /// To the next or the previous node.
    Step(i32),
    /// Up or down in the list.
    Row(i32),
    /// To a row of the list, or out of it again.
    ToRow(usize),
    /// To a row of the orders and one of its targets; `None` when there is no such order now.
    ToOrder(Option<(usize, usize)>),
    /// To the next or previous choice in the row.
    Choice(i32),
    /// Use the row: draft it, open it, fire it.
    UseRow,
    Search(String),
    Reason(String),
    Score,
    /// Into the debrief, or out of it again.
    Debrief,
    /// To a step that was reached, or to the one after it.
    DebriefStep(DebriefStep),
    /// A step on or back.
    StepOn(i32),
    /// To a turn.
    DebriefTurn(u16),
    /// To the moment after so many events of the truth.
    DebriefEvent(usize),
    /// An event on or back.
    EventOn(i32),
    /// To the turn of a turning point, by its place in the list.
    Turning(usize),
    /// Asks for a log to play on otherwise from a turn.
    Fork(u16),
    /// What is written of an item of the improvement plan.
    Item(Box<Item>),
    /// The item goes on the plan.
    Improve,
    Figure(Option<Figure>),
    /// Pages on or back in the open window, otherwise in the recap.
    Scroll(i32),
    Fit,
    Zoom(f32),
}
