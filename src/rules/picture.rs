//! What one partner knows: its picture (Lagebild). Compact and of fixed size; only events addressed
//! to the partner change it. Everything a partner's seats are shown, may order or are refused is
//! computed from here and from the scenario's public part, never from the truth.

use super::again::again;
use super::mind::nodes_in;
use super::order::{MAX_JOBS, Order, Target};
use super::situation::Derived;
use crate::scenario::ids::*;
use crate::scenario::words::{Pap, People, Tlp};
use serde::{Deserialize, Serialize};

/// How many alerts a queue holds; the oldest gives way.
pub const MAX_ALERTS: usize = 48;
/// How many duties a partner can have.
pub const MAX_DUTIES: usize = crate::scenario::limits::OWN_DUTIES;
/// How many stages a duty can have.
pub const MAX_STAGES: usize = crate::scenario::limits::STAGES;
/// "Never" for turns and hours.
pub const NEVER: u16 = u16::MAX;

/// What a partner believes about a node, as bits of [`Belief::marks`].
pub mod mark {
    /// An alert on it was confirmed; nobody has looked closely yet.
    pub const SUSPECTED: u16 = 1;
    /// Somebody looked and found an intruder.
    pub const CONFIRMED: u16 = 2;
    /// Cut off by our own order.
    pub const ISOLATED: u16 = 4;
    /// Its data is encrypted.
    pub const ENCRYPTED: u16 = 8;
    /// Its data is gone.
    pub const WIPED: u16 = 16;
    /// Its data was changed by somebody else.
    pub const MANIPULATED: u16 = 32;
    /// Data left from it.
    pub const STOLEN: u16 = 64;
    /// Forensics know how the intruder comes back.
    pub const SCOPED: u16 = 128;
    /// Run by hand.
    pub const MANUAL: u16 = 256;
    /// Its standby has taken over.
    pub const FAILED_OVER: u16 = 512;
    /// An offline copy was taken by our own order.
    pub const COPIED: u16 = 1024;
    /// Looked into without a finding.
    pub const LOOKED: u16 = 2048;
    /// Shut down by something (an outage that everybody sees).
    pub const OUT: u16 = 4096;
    /// Its backup turned out to be gone.
    pub const NO_BACKUP: u16 = 8192;
    /// An intruder was confirmed here once: stays when it is thrown out.
    pub const WAS_CONFIRMED: u16 = 16384;
    /// Those who use its falsified data were warned.
    pub const WARNED: u16 = 32768;
}

/// One node in a partner's picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Belief {
    pub marks: u16,
    /// Service level as its users feel it, per mille; only own nodes.
    pub level: u16,
    /// Turn of the last change of marks.
    pub since: u16,
    /// Bits of hardenings we added.
    pub hardened: u32,
    /// Bits of sensors we added.
    pub sensors: u16,
    /// Weaknesses we removed.
    pub patched: Set64,
}

impl Belief {
    /// Has one of these marks.
    #[must_use]
    #[inline]
    pub const fn is(&self, marks: u16) -> bool {
        self.marks & marks != 0
    }
}

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    New,
    Confirmed,
    False,
    Unclear,
}

/// An alert as a console shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Alert {
    /// The partner's own running number, from 1; 0 is an empty place.
    pub number: u16,
    pub node: NodeId,
    /// What it looks like.
    pub looks: TechniqueId,
    pub turn: u16,
    pub state: AlertState,
    /// Triages so far.
    pub tries: u8,
}

/// One fact in a partner's picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Held {
    /// Turn it was learned, [`NEVER`] if not held.
    pub turn: u16,
    /// Who told us: a partner's index, or [`Held::OWN`].
    pub from: u8,
    pub label: Tlp,
    /// What may be done with it.
    pub pap: Pap,
    /// For indicators: which generation of the actor's means it points at.
    pub generation: u8,
    /// Partners it was shared with, as bits.
    pub told: u8,
    /// Put to use: 1 block, 2 watch, 4 takedown; for a generation that may be over. 8: no personal data in it.
    pub used: u8,
    /// Partners who told us as well, as bits: not told back, not told twice.
    pub heard: u8,
}

impl Held {
    /// Found out by the partner itself.
    pub const OWN: u8 = 255;
    /// Put to use as a block.
    pub const BLOCKED: u8 = 1;
    /// Put to use in the sensors.
    pub const WATCHED: u8 = 2;
    /// Law enforcement, or the public, was told.
    pub const REFERRED: u8 = 4;
    /// Personal data were taken out.
    pub const REDACTED: u8 = 8;
    const NONE: Held = Held {
        turn: NEVER,
        from: Held::OWN,
        label: Tlp::Green,
        pap: Pap::Green,
        generation: 0,
        told: 0,
        used: 0,
        heard: 0,
    };

    /// The picture holds it.
    #[must_use]
    #[inline]
    pub const fn is_held(&self) -> bool {
        self.turn != NEVER
    }
}

/// How a stage of a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageState {
    /// The clock does not run.
    Idle,
    /// It runs.
    Open,
    Met,
    /// Served after its deadline.
    Late,
    /// The deadline has passed and nothing was served.
    Overdue,
}

/// A duty's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DutyClock {
    /// Exercise hour at which the picture held the trigger, [`NEVER`] before.
    pub started_h: u16,
    pub stages: [StageState; MAX_STAGES],
}

/// An order being carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Job {
    pub order: Order,
    /// Turn it was ordered in.
    pub from: u16,
    /// Turn in whose resolution it is done.
    pub ends: u16,
    /// Partners who ordered the same for the same turn, as bits; only of joint measures.
    pub with: u8,
}

/// Everything one partner knows.
#[derive(Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// Per node of the scenario; only what concerns the partner is ever touched.
    pub nodes: Vec<Belief>,
    /// Nodes that carry marks, as bits.
    pub marked: Derived<Vec<u64>>,
    pub alerts: Vec<Alert>,
    /// Number of the last alert.
    pub last_alert: u16,
    /// Per fact of the scenario.
    pub facts: Vec<Held>,
    pub duties: [DutyClock; MAX_DUTIES],
    /// Orders being carried out, by turn and order: not by who gave them first.
    pub jobs: Vec<Job>,
    /// People on shift this turn, and those of them who are free.
    pub on_shift: [u8; People::COUNT],
    pub free: [u8; People::COUNT],
    /// Links we cut, as bits of the scenario's links.
    pub cut: Vec<u64>,
    /// Injects received, and choices made (0 none, else choice + 1).
    pub inbox: Vec<u64>,
    pub choices: Vec<u8>,
    /// Measures ordered at least once.
    pub ordered: [u64; 2],
    /// Capacity on top, per mille, by crisis staff and the like.
    pub surge: u16,
    /// Partners we asked for aid, who asked us, whom we sent some.
    pub asked: u8,
    pub asked_by: u8,
    pub sent: u8,
    /// Partners we asked for information and who have not answered; who asked us and has no answer.
    pub inquired: u8,
    pub inquired_by: u8,
    /// Requests for information that reached us, and those we answered or declined.
    pub inquiries: [u8; 2],
    /// Partners who broke the label of what we told them, as bits.
    pub wary_of: u8,
    /// Partners we told anything, as bits.
    pub told: u8,
    pub evidence: bool,
    /// The exercise has begun; until then there is only prevention.
    pub has_started: bool,
    /// Public trust, 0 to 100, as polls and press show it.
    pub trust: u8,
    /// Counts own nodes on which an intruder is confirmed.
    pub confirmed: u16,
    /// Counts own nodes on which one was ever confirmed.
    pub ever_confirmed: u16,
}

again! {
    Picture { nodes marked alerts last_alert facts duties jobs on_shift free cut inbox choices ordered surge
        asked asked_by sent inquired inquired_by inquiries wary_of told evidence has_started trust confirmed
        ever_confirmed }
}

impl Picture {
    /// An empty picture of a scenario with these many nodes, facts, links and injects.
    #[must_use]
    pub(super) fn blank(nodes: usize, facts: usize, links: usize, injects: usize) -> Self {
        let belief = Belief { marks: 0, level: 1000, since: 0, hardened: 0, sensors: 0, patched: Set64(0) };
        let idle = DutyClock { started_h: NEVER, stages: [StageState::Idle; MAX_STAGES] };
        Picture {
            nodes: vec![belief; nodes],
            marked: Derived(vec![0; nodes.div_ceil(64)]),
            alerts: Vec::with_capacity(MAX_ALERTS),
            last_alert: 0,
            facts: vec![Held::NONE; facts],
            duties: [idle; MAX_DUTIES],
            jobs: Vec::with_capacity(MAX_JOBS),
            on_shift: [0; People::COUNT],
            free: [0; People::COUNT],
            cut: vec![0; links.div_ceil(64)],
            inbox: vec![0; injects.div_ceil(64)],
            choices: vec![0; injects],
            ordered: [0; 2],
            surge: 0,
            asked: 0,
            asked_by: 0,
            sent: 0,
            inquired: 0,
            inquired_by: 0,
            inquiries: [0; 2],
            wary_of: 0,
            told: 0,
            evidence: false,
            has_started: false,
            trust: 100,
            confirmed: 0,
            ever_confirmed: 0,
        }
    }

    /// Memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self)
            + size_of_val(&*self.nodes)
            + size_of_val(&*self.marked.0)
            + size_of_val(&*self.alerts)
            + size_of_val(&*self.facts)
            + size_of_val(&*self.jobs)
            + size_of_val(&*self.cut)
            + size_of_val(&*self.inbox)
            + self.choices.len()
    }

    /// A picture without any knowledge, for putting an order into words where only the scenario is
    /// at hand.
    #[must_use]
    pub fn blank_for_words(scenario: &crate::scenario::Scenario) -> Self {
        Self::blank(scenario.nodes.len(), scenario.facts.len(), scenario.links.len(), scenario.injects.len())
    }

    /// A fact of the picture.
    #[must_use]
    #[inline]
    pub fn fact(&self, fact: FactId) -> &Held {
        &self.facts[fact.index()]
    }

    /// A node of the picture.
    #[must_use]
    #[inline]
    pub fn node(&self, node: NodeId) -> &Belief {
        &self.nodes[node.index()]
    }

    /// Nodes that carry marks, ascending: its own, and others of zones of its own.
    pub fn marked(&self) -> impl Iterator<Item = NodeId> + '_ {
        nodes_in(&self.marked.0)
    }

    /// The alert with this number, while the queue still holds it.
    #[must_use]
    pub fn alert(&self, number: u16) -> Option<&Alert> {
        self.alerts.iter().find(|alert| alert.number == number)
    }

    /// The measure was ordered at least once.
    #[must_use]
    pub const fn has_ordered(&self, measure: MeasureId) -> bool {
        let index = measure.index();
        self.ordered[index / 64] >> (index % 64) & 1 == 1
    }

    /// A running order with this measure at this target.
    #[must_use]
    pub fn is_running(&self, measure: MeasureId, target: Target) -> bool {
        self.jobs.iter().any(|job| job.order.measure == measure && job.order.target == target)
    }

    /// The inject has reached this partner.
    #[must_use]
    pub fn has_inject(&self, inject: InjectId) -> bool {
        self.inbox[inject.index() / 64] >> (inject.index() % 64) & 1 == 1
    }

    /// The link was cut by this partner.
    #[must_use]
    pub fn has_cut(&self, link: LinkId) -> bool {
        self.cut[link.index() / 64] >> (link.index() % 64) & 1 == 1
    }
}
