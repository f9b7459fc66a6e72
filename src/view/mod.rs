//! Views: the only door out of a seat's knowledge. A seat's view is made of its partner's picture,
//! of what its partner was told, and of the scenario's public part; it never receives the truth. The
//! trainer's view is made of every event, as the trainer's knowledge is.

mod cards;
pub mod conditions;
mod desk;
pub mod evidence;
mod fold;
mod lang;
mod moves;
pub mod names;
pub mod patterns;
mod red;
mod refusals;
mod score;
mod seat;
mod synopsis;
mod trainer;
pub mod wording;

pub use cards::orders;
pub use desk::*;
pub use fold::{FULL, Fold, WHOLE, name_in_zone};
pub use lang::Lang;
pub use moves::Move;
pub use red::{RedView, StepItem, red_view};
pub use score::{FigureView, PartView, PartnerScoreView, ScoreView, part_name, score_view};
pub use seat::{clock as clock_view, seat_view, shared_map};
pub use synopsis::{Cut, Synopsis, synopsis};
pub use trainer::{check_item, log_line, trainer_view};

use crate::rules::check::Check;
use crate::rules::event::Told;
use crate::rules::figures::PictureFigures;
use crate::rules::order::Order;
use crate::rules::picture::{AlertState, StageState};
use crate::rules::situation::{InjectState, Phase};
use crate::scenario::ids::*;
use crate::scenario::model::Text;
use crate::scenario::words::*;
use serde::{Deserialize, Serialize};

/// What one partner was told, with the turn it was told in: the seat's memory.
pub type Notice = (u16, Told);

/// Everything a partner's seat is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeatView {
    pub partner: PartnerId,
    pub slug: String,
    pub name: Text,
    pub clock: ClockView,
    pub map: MapView,
    pub inbox: Vec<InboxItem>,
    pub alerts: Vec<AlertItem>,
    pub facts: Vec<FactItem>,
    /// Before StartEx: the budget for prevention.
    pub prevention: Option<PreventionItem>,
    /// What may be ordered now, grouped by the measure's group in the order of the catalogue.
    pub orders: Vec<OrderCard>,
    /// What runs, with what was ordered in this turn and may be taken back.
    pub jobs: Vec<JobItem>,
    pub duties: Vec<DutyItem>,
    pub people: Vec<PeopleItem>,
    pub trust: u8,
    /// What happened, newest last, in plain words.
    pub recap: Vec<Line>,
}

impl SeatView {
    /// Orders can be given now.
    #[must_use]
    pub fn takes_orders(&self) -> bool {
        self.prevention.is_some() || self.clock.phase == Phase::Orders
    }
}

/// A budget for prevention, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreventionItem {
    pub budget: u32,
    pub left: u32,
}

/// Turn, phase and clocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClockView {
    /// 0 before StartEx.
    pub turn: u16,
    pub turns: u16,
    pub phase: Phase,
    /// Exercise time at the start of the turn, seconds since 1970 (UTC), and the hours it stands for.
    pub time_s: i64,
    pub hours: u32,
    /// Local time of each partner: slug, short name, minutes since midnight, day shift.
    pub local: Vec<LocalTime>,
    /// Advice for the timer: real minutes of this phase, and of all phases to come (this one included).
    pub phase_minutes: u32,
    pub minutes_left: u32,
    pub ending: Option<Text>,
}

/// One partner's local time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LocalTime {
    pub slug: String,
    pub short: String,
    pub minute: u16,
    pub day: bool,
}

/// The network as far as the viewer knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MapView {
    pub zones: Vec<ZoneView>,
    pub nodes: Vec<NodeView>,
    pub links: Vec<LinkView>,
}

/// On whose side something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Partner(PartnerId),
    /// Third parties and the Internet: between the partners.
    Shared,
}

/// A zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ZoneView {
    pub id: ZoneId,
    pub slug: String,
    pub name: Text,
    pub kind: ZoneKind,
    pub side: Side,
    /// What all zones like it are called together, where a generator made them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<Text>,
}

/// A node as the viewer knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NodeView {
    pub id: NodeId,
    pub slug: String,
    pub name: Text,
    pub kind: NodeKind,
    pub zone: ZoneId,
    pub side: Side,
    pub count: u32,
    /// The viewer's picture reaches here; otherwise it is drawn as unknown, not as healthy.
    pub known: bool,
    /// Service level, per mille.
    pub level: u16,
    pub marks: Vec<Mark>,
    /// Turn of the last change, 0 for none.
    pub since: u16,
    /// Harm points per hour of outage.
    pub worth: u32,
    pub records: u32,
    pub stakes: Text,
    /// Known weaknesses still open, by name.
    pub open: Vec<Text>,
    /// Trainer only: names of the actors that hold it.
    pub held_by: Vec<Text>,
    /// It stands for a whole zone: only on a map that was folded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fold: Option<Fold>,
}

/// What is believed (or, for the trainer, true) of a node. Each has a shape of its own on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Suspected,
    Confirmed,
    Isolated,
    Encrypted,
    Wiped,
    Manipulated,
    Stolen,
    Out,
    Carried,
    Copied,
    Looked,
    Working,
    /// Trainer only: its sensors see nothing.
    Blind,
    /// Trainer only: its backup is gone.
    BackupLost,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkView {
    pub id: LinkId,
    pub from: NodeId,
    pub to: NodeId,
    pub services: Vec<String>,
    pub trust: bool,
    pub cut: bool,
    /// An attack over it was seen (trainer: happened) this turn or the last.
    pub attacked: bool,
}

/// An inject as its seats got it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InboxItem {
    pub inject: InjectId,
    pub turn: u16,
    pub title: Text,
    pub from: Text,
    pub medium: Medium,
    pub text: Text,
    pub questions: Vec<Text>,
    pub choices: Vec<Text>,
    pub chosen: Option<u8>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlertItem {
    pub number: u16,
    pub turn: u16,
    pub node: NodeId,
    pub node_name: Text,
    pub looks: Text,
    pub state: AlertState,
}

/// A fact with its provenance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactItem {
    pub fact: FactId,
    pub text: Text,
    pub turn: u16,
    /// Partner that told it; `None` for own findings.
    pub from: Option<PartnerId>,
    pub label: Tlp,
    /// Reliability of the source and credibility of the content (Admiralty code, NATO STANAG 2511).
    pub admiralty: String,
    /// What may be done with it.
    pub pap: Pap,
    /// Partners that told us, whether we knew it or not.
    pub heard: Vec<PartnerId>,
    /// Partners it was shared with.
    pub told: Vec<PartnerId>,
    /// Partners that it has reached, with the turn.
    pub arrived: Vec<(PartnerId, u16)>,
    /// Partners that say they have read it, with the turn.
    pub read: Vec<(PartnerId, u16)>,
    /// The turn in which we told its sender that we have read it.
    pub acknowledged: Option<u16>,
    pub blocked: bool,
    pub watched: bool,
}

/// A measure with what it can be ordered for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderCard {
    pub measure: MeasureId,
    pub slug: String,
    pub name: Text,
    pub text: Text,
    pub breaks: Text,
    pub group: OrderGroup,
    pub people: Vec<(People, u8)>,
    pub turns: u32,
    /// Before StartEx: its price in points, 0 where it cannot be had then.
    pub prevention: Option<u32>,
    /// Chance that it works, per mille, as far as the partner can know.
    pub odds: u32,
    /// A number of it is an assumption or general knowledge.
    pub assumption: bool,
    pub source: String,
    pub choices: Vec<OrderChoice>,
    /// Why there is nothing to choose now, if so.
    pub blocked: Option<Text>,
}

/// One target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderChoice {
    pub order: Order,
    pub label: Text,
    /// Node to show on the map.
    pub node: Option<NodeId>,
}

/// A running order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobItem {
    pub order: Order,
    pub text: Text,
    pub from: u16,
    pub ends: u16,
    /// Ordered in this turn: may be taken back until resolution.
    pub fresh: bool,
}

/// A duty's clock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DutyItem {
    pub duty: DutyId,
    pub name: Text,
    pub law: Text,
    /// Exercise hour at which the clock started; `None` while it rests.
    pub started_h: Option<u16>,
    pub stages: Vec<StageItem>,
    pub assumption: bool,
    pub source: String,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageItem {
    pub name: Text,
    pub to: Text,
    pub content: Vec<Text>,
    pub state: StageState,
    /// Exercise hours left, negative when overdue; `None` while the clock rests.
    pub left_h: Option<i64>,
}

/// People of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeopleItem {
    pub kind: People,
    pub on_shift: u8,
    pub free: u8,
}

/// How a line reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Plain,
    Good,
    Bad,
}

/// One line of a recap or log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub turn: u16,
    pub text: Text,
    pub tone: Tone,
    pub node: Option<NodeId>,
}

/// Everything the trainer is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainerView {
    pub title: Text,
    pub clock: ClockView,
    pub map: MapView,
    pub partners: Vec<PartnerStatus>,
    pub injects: Vec<InjectItem>,
    pub actors: Vec<ActorItem>,
    /// Shares on their way: from, to, fact, turn of arrival.
    pub transit: Vec<(PartnerId, PartnerId, Text, u16)>,
    /// Checks of the latest resolution, in order.
    pub checks: Vec<CheckItem>,
    /// What the attackers did in the latest resolution, and why.
    pub moves: Vec<MoveItem>,
    pub log: Vec<Line>,
    pub score: ScoreView,
    /// How near the pictures were to the truth and to each other, turn by turn.
    pub pictures: Vec<PictureFigures>,
}

/// A team at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartnerStatus {
    pub partner: PartnerId,
    pub slug: String,
    pub name: Text,
    pub short: String,
    pub free: u8,
    pub on_shift: u8,
    pub orders_this_turn: u16,
    /// Before StartEx: its budget for prevention.
    pub prevention: Option<PreventionItem>,
    pub alerts_new: u16,
    pub confirmed: u16,
    /// Held nodes in truth.
    pub held: u16,
    pub impaired: u16,
    pub trust: u8,
    pub shares: u16,
    /// A policy plays for it: by what doctrine.
    pub autopilot: Option<String>,
}

/// An entry of the MSEL as the trainer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InjectItem {
    pub inject: InjectId,
    pub slug: String,
    pub title: Text,
    pub kind: InjectKind,
    pub state: InjectState,
    pub when: Text,
    pub to: Vec<String>,
    pub text: Text,
    /// The trainer has reworded it.
    pub edited: bool,
    pub read_aloud: Text,
    pub expected: Text,
    pub hints: Vec<Text>,
    pub questions: Vec<Text>,
}

/// An attacker as the trainer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorItem {
    pub actor: ActorId,
    pub name: Text,
    pub about: Text,
    pub brain: Brain,
    pub held: Vec<NodeId>,
    pub known: u16,
    pub infrastructure: String,
    pub tool: String,
    /// Somebody plays it from its red seat.
    pub is_seated: bool,
    /// It was found and has gone.
    pub has_left: bool,
    /// What it is going to do because somebody wants it to.
    pub plan: Vec<StepItem>,
    /// What it could do now, as far as it knows.
    pub choices: Vec<StepItem>,
}

/// A check that can be opened in front of the room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckItem {
    pub check: Check,
    pub text: Text,
    /// Each cause in words with the chance after it, parts per million.
    pub causes: Vec<(Text, u32)>,
}

/// An attacker's move with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveItem {
    pub actor: ActorId,
    pub node: Option<NodeId>,
    /// What it did and how it went.
    pub text: Text,
    /// How it decided.
    pub why: Text,
    /// The best of what it did not do, with what each seemed worth beside what it did.
    pub others: Vec<Text>,
    /// What it noticed of what came of it.
    pub learned: Vec<Text>,
}
