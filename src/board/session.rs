//! What this window is showing and what its people have half done: never part of the exercise, and
//! gone when the window closes.

use super::shelf::{Entry, Sheet};
use super::words::Lang;
use crate::conduct::{Element, Planned, Simulated};
use crate::live::link::{DebriefStep, Viewer};
use crate::scenario::ids::{InjectId, NodeId, PartnerId, ZoneId};
use crate::scenario::model::Text;
use bevy::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Which screen is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    Picker,
    Briefing,
    /// Nothing of anybody's picture is drawn until the seat says it is ready.
    Curtain(Viewer),
    Play,
    Score,
    Debrief,
}

/// Where the debrief stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Debrief {
    pub step: DebriefStep,
    /// The furthest step so far: nothing beyond the next one is shown.
    pub reached: DebriefStep,
    pub turn: u16,
    /// In the truth, the moment after so many events; otherwise when the turn's orders were opened.
    pub events: Option<usize>,
}

impl Debrief {
    /// Before anything was shown.
    pub(crate) const START: Debrief =
        Debrief { step: DebriefStep::Own, reached: DebriefStep::Own, turn: 1, events: None };

    /// The turn from which it can be played on otherwise: once the truth is known.
    pub(crate) fn forks(self) -> Option<u16> {
        matches!(self.step, DebriefStep::Truth | DebriefStep::Alternatives).then_some(self.turn)
    }
}

/// A question or a text in front of everything else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dialog {
    Start,
    Undo(u16),
    End,
    Leave,
    Help,
    /// A real emergency: asks before everything stops.
    Emergency,
    /// How people come in, and who is there.
    Seats,
    Inject(InjectId),
    /// Place in the list of checks.
    Check(usize),
    /// To play on otherwise from this turn.
    Fork(u16),
    /// What is to improve.
    Improve,
}

/// An item of the improvement plan that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub planned: Planned,
    pub element: Element,
    pub simulated: Option<Simulated>,
}

impl Item {
    /// Nothing written yet.
    fn blank() -> Self {
        Item { planned: Planned::default(), element: Element::Planning, simulated: None }
    }

    /// What, who and by when are there.
    pub(crate) fn is_whole(&self) -> bool {
        let Planned { who, due, what } = &self.planned;
        [who, due, what].iter().all(|text| !text.trim().is_empty())
    }

    /// What is written, and nothing is left of it here.
    pub(crate) fn take(&mut self) -> Self {
        std::mem::replace(self, Item::blank())
    }
}

/// What the left panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftTab {
    Inbox,
    Alerts,
    Duties,
    Sharing,
    Teams,
    Injects,
    Attackers,
    /// Messages.
    Talk,
}

/// What the right panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RightTab {
    Orders,
    Node,
    /// Every node as a row.
    Table,
    Checks,
}

/// A list that keys lead into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Left,
    Right,
    Score,
}

/// A short message that goes away by itself.
#[derive(Debug, Clone)]
pub(crate) struct Toast {
    pub text: Text,
    pub is_bad: bool,
    /// Seconds since the program started at which it goes.
    pub until_s: f64,
}

/// Figure of the score page that is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub partner: usize,
    pub part: usize,
}

/// The window's own memory.
#[derive(Resource)]
pub(crate) struct Session {
    pub screen: Screen,
    pub lang: Lang,
    /// Wished size of everything, 1 is normal.
    pub size: f32,
    /// Nothing moves by itself.
    pub is_calm: bool,
    pub folder: PathBuf,
    pub entries: Vec<Entry>,
    pub entry: usize,
    /// Place in the list of cuts of the chosen entry; `None` is the full version.
    pub cut: Option<usize>,
    /// The scenario that is open.
    pub sheet: Option<Sheet>,
    pub opened: Option<(PathBuf, Option<String>)>,
    /// The exercise was running before this board came.
    pub is_attached: bool,
    /// Its host is not this board's.
    pub is_elsewhere: bool,
    pub dialog: Option<Dialog>,
    pub left: LeftTab,
    pub right: RightTab,
    pub selected: Option<NodeId>,
    pub hovered: Option<NodeId>,
    /// Zones of a large map that are open.
    pub open: BTreeSet<ZoneId>,
    /// Row that the arrow keys have reached, and the choice in it.
    pub row: usize,
    pub choice: usize,
    /// The list that a key has led into last, and how often one has.
    pub sought: Option<(List, u32)>,
    /// Pages turned, forward less back.
    pub pages: i32,
    pub search: String,
    pub reason: String,
    /// What the trainer is about to say, and to whom; `None` is everybody.
    pub message: String,
    pub message_to: Option<PartnerId>,
    pub toasts: Vec<Toast>,
    pub figure: Option<Figure>,
    pub debrief: Debrief,
    pub item: Item,
    /// The item that was last recorded, until it is known to be on the plan.
    pub sent: Option<Item>,
    /// Local wall-clock time at which the exercise should end, as first projected.
    pub planned_end: Option<jiff::Timestamp>,
}

impl Session {
    pub(crate) fn new(folder: PathBuf, lang: Lang) -> Self {
        Session {
            screen: Screen::Picker,
            lang,
            size: 1.0,
            is_calm: false,
            folder,
            entries: Vec::new(),
            entry: 0,
            cut: None,
            sheet: None,
            opened: None,
            is_attached: false,
            is_elsewhere: false,
            dialog: None,
            left: LeftTab::Inbox,
            right: RightTab::Orders,
            selected: None,
            hovered: None,
            open: BTreeSet::new(),
            row: 0,
            choice: 0,
            sought: None,
            pages: 0,
            search: String::new(),
            reason: String::new(),
            message: String::new(),
            message_to: None,
            toasts: Vec::new(),
            figure: None,
            debrief: Debrief::START,
            item: Item::blank(),
            sent: None,
            planned_end: None,
        }
    }

    /// Name of a partner in the language of the board.
    pub(crate) fn partner(&self, partner: PartnerId) -> &str {
        let names = self.sheet.as_ref().map(|sheet| &sheet.partners);
        names.and_then(|names| names.get(partner.index())).map_or("?", |(_, name)| self.lang.of(name))
    }

    /// Name of a viewer.
    pub(crate) fn viewer(&self, viewer: Viewer) -> &str {
        match viewer {
            Viewer::Trainer => super::words::TRAINER.say(self.lang),
            Viewer::Partner(partner) => self.partner(partner),
        }
    }

    /// Leads the keyboard into a list.
    pub(crate) fn seek(&mut self, list: List) {
        let times = self.sought.map_or(0, |(_, times)| times);
        self.sought = Some((list, times.wrapping_add(1)));
    }
}
