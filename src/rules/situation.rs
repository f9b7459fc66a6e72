//! The situation: the truth, each partner's picture, each actor's mind, and what is public. It clones
//! in about a microsecond, is never serialised as a whole, and only `apply` changes it.

use super::again::again;
use super::mind::Mind;
use super::picture::Picture;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::words::{Brain, IndicatorKind, Pap, People, Tlp};
use serde::{Deserialize, Serialize};

/// What follows from the rest and is kept so that nobody has to look for it. Two situations never
/// differ in it alone, so it is no part of a fingerprint.
#[derive(Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Derived<T>(pub T);

impl<T: Clone> Clone for Derived<T> {
    fn clone(&self) -> Self {
        Derived(self.0.clone())
    }

    fn clone_from(&mut self, source: &Self) {
        self.0.clone_from(&source.0);
    }
}

impl<T> std::hash::Hash for Derived<T> {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// How many shares can be on their way at once; more wait for a place and are refused.
pub const MAX_TRANSIT: usize = 96;
/// Parts of harm.
pub const HARM_PARTS: usize = 8;

/// The four phases of a turn, always in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before StartEx.
    Briefing,
    Situation,
    Orders,
    Resolution,
    Review,
    /// After EndEx.
    Ended,
}

/// What everybody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Public {
    /// 0 before StartEx, then 1 to the number of turns.
    pub turn: u16,
    pub phase: Phase,
    /// Index of the ending that came true, [`Public::NO_END`] if none did.
    pub end: u8,
}

impl Public {
    /// No ending came true.
    pub const NO_END: u8 = u8::MAX;
}

/// State of a node in truth, as bits of [`NodeTruth::marks`].
pub mod state {
    /// Cut off by its owner.
    pub const ISOLATED: u16 = 1;
    /// Its data is encrypted.
    pub const ENCRYPTED: u16 = 2;
    /// Its data is gone.
    pub const WIPED: u16 = 4;
    /// Its data was changed.
    pub const MANIPULATED: u16 = 8;
    /// Its sensors see nothing.
    pub const BLIND: u16 = 16;
    /// Its online backup is gone.
    pub const BACKUP_LOST: u16 = 32;
    /// An offline copy was taken.
    pub const COPIED: u16 = 64;
    /// Run by hand, or its standby has taken over.
    pub const CARRIED: u16 = 128;
    /// Those who use its data know that it is wrong.
    pub const WARNED: u16 = 256;
    /// Out of service through an attacker.
    pub const DESTROYED: u16 = ENCRYPTED | WIPED;
    /// What service levels and harm per hour hang on.
    pub const SETTLES: u16 = ISOLATED | DESTROYED | MANIPULATED | CARRIED | WARNED;
}

/// One node in truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeTruth {
    pub weaknesses: Set64,
    /// Bits of hardenings added by measures.
    pub hardened: u32,
    /// Bits of sensors added by measures.
    pub sensors: u16,
    pub marks: u16,
    /// Stopped by a disruption until the end of this turn, or [`UNTIL_MENDED`].
    pub down_until: u8,
    /// Being worked on until the end of this turn, and the level it keeps meanwhile.
    pub work_until: u8,
    pub work_level: u16,
    /// Service level with everything, per mille.
    pub level: u16,
    /// Service level if the partners had stopped nothing themselves.
    pub level_unforced: u16,
    /// Data that left, per mille.
    pub stolen: u16,
}

/// A disruption that ends when the node is rebuilt or restored, and not before.
pub const UNTIL_MENDED: u8 = u8::MAX;

/// Truth about an alert: an actor's index, or false.
pub const FALSE_ALERT: u8 = u8::MAX;

/// A share on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Transit {
    pub fact: FactId,
    pub from: PartnerId,
    pub to: PartnerId,
    pub label: Tlp,
    pub pap: Pap,
    pub generation: u8,
    /// Turn in whose resolution it arrives.
    pub arrives: u16,
}

/// Truth that belongs to one partner but that it does not see as such.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartnerTruth {
    /// Harm in thousandths of a point, by part: see [`super::score::Part`].
    pub harm: [u64; HARM_PARTS],
    /// Per place of the alert queue: which actor, or [`FALSE_ALERT`].
    pub alerts: Vec<u8>,
    /// Per actor and kind of indicator: generation + 1 that is blocked (0 none) and how well.
    pub blocks: Vec<(u8, u16)>,
    /// The same for watches.
    pub watches: Vec<(u8, u16)>,
    /// Attention of its analysts on top, per mille (may be negative), and until when.
    pub attention: i16,
    pub attention_until: u16,
    /// Worn out by too much that did not matter, per mille.
    pub fatigue: u16,
    /// People added or missing through injects and aid, until the end of a turn.
    pub extra: [(i8, u16); People::COUNT],
    /// A situation conference runs in this turn.
    pub confers: u16,
    /// What its shares changed in the receivers' odds, parts per million summed.
    pub useful_ppm: u32,
    pub violations: u16,
    pub records_stolen: u32,
    /// Harm per hour as things stand, in thousandths of a point: service, integrity, recovery,
    /// proportionality.
    pub rates: [u32; 4],
    /// Requests for aid it answered, and those it left open.
    pub aid_given: u8,
    pub aid_asked: u8,
}

/// State of an inject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InjectState {
    Pending,
    /// Its condition came true; it fires at the start of the next turn.
    Armed,
    Fired,
    Skipped,
    /// The trainer has set it to the start of this turn, whatever it waited for before.
    Delayed(u16),
}

/// What is really so.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Truth {
    pub nodes: Vec<NodeTruth>,
    /// Per actor and node: what it really holds.
    pub grips: Vec<u8>,
    /// Per actor: nodes it really runs code on, as bits (derived from `grips`).
    pub held: Vec<Vec<u64>>,
    /// Nodes that were ever out of order, as bits (derived): all others are whole.
    pub upset: Vec<u64>,
    /// Nodes that give less than everything, as bits.
    pub lowered: Derived<Vec<u64>>,
    /// Turn in which service levels are to be settled anew, at the latest.
    pub settle_at: u16,
    /// Per actor and node: technique by which it came in.
    pub entries: Vec<u8>,
    /// Links cut, as bits.
    pub cut: Vec<u64>,
    /// Per actor: credentials that really work.
    pub credentials: Vec<Set64>,
    /// Per actor: generations of infrastructure and tool.
    pub generations: Vec<[u8; 2]>,
    /// Per actor: attack points it lacks in its next turn, or has more of where negative.
    pub setback: Vec<i8>,
    pub transit: Vec<Transit>,
    pub partners: Vec<PartnerTruth>,
    pub injects: Vec<InjectState>,
    /// What conditions wanted remembered and came about.
    pub memos: Set64,
    /// Attack actions and successes so far.
    pub actions: u16,
    pub successes: u16,
    /// True and false alerts so far.
    pub alerts: [u16; 2],
}

impl Truth {
    /// Whether a link is cut.
    #[must_use]
    #[inline]
    pub fn is_cut(&self, link: LinkId) -> bool {
        self.cut[link.index() / 64] >> (link.index() % 64) & 1 == 1
    }
}

again! {
    Truth { nodes grips held upset lowered settle_at entries cut credentials generations setback transit
        partners injects memos actions successes alerts }
    Situation { public truth pictures minds }
}

/// Everything at one moment of an exercise.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Situation {
    pub public: Public,
    pub truth: Truth,
    pub pictures: Vec<Picture>,
    pub minds: Vec<Mind>,
}

impl Situation {
    /// The situation before StartEx.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let (nodes, partners, actors) =
            (scenario.nodes.len(), scenario.partners.len(), scenario.actors.len());
        let mut situation = Situation {
            public: Public { turn: 0, phase: Phase::Briefing, end: Public::NO_END },
            truth: blank_truth(scenario),
            pictures: vec![
                Picture::blank(
                    nodes,
                    scenario.facts.len(),
                    scenario.links.len(),
                    scenario.injects.len()
                );
                partners
            ],
            minds: vec![Mind::blank(nodes, scenario.techniques.len()); actors],
        };
        for (index, actor) in scenario.actors.iter().enumerate() {
            situation.truth.credentials[index] = actor.credentials;
            situation.minds[index].credentials = actor.credentials;
            situation.minds[index].is_seated = actor.brain == Brain::Human;
        }
        situation
    }

    /// Memory it takes, in bytes, with everything its lists hold.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let truth = &self.truth;
        let shared = size_of_val(&*truth.nodes)
            + truth.grips.len()
            + truth.entries.len()
            + size_of_val(&*truth.cut)
            + truth.held.iter().map(|held| size_of_val(&**held) + size_of_val(held)).sum::<usize>()
            + size_of_val(&*truth.upset)
            + size_of_val(&*truth.lowered.0)
            + size_of_val(&*truth.credentials)
            + size_of_val(&*truth.generations)
            + truth.setback.len()
            + size_of_val(&*truth.transit)
            + size_of_val(&*truth.injects);
        let partner = |partner: &PartnerTruth| {
            size_of_val(partner)
                + partner.alerts.len()
                + size_of_val(&*partner.blocks)
                + size_of_val(&*partner.watches)
        };
        let partners: usize = truth.partners.iter().map(partner).sum();
        let pictures: usize = self.pictures.iter().map(Picture::bytes).sum();
        let minds: usize = self.minds.iter().map(Mind::bytes).sum();
        size_of_val(self) + shared + partners + pictures + minds
    }

    /// What an actor really holds on a node.
    #[must_use]
    #[inline]
    pub fn grip(&self, actor: ActorId, node: NodeId) -> u8 {
        self.truth.grips[actor.index() * self.truth.nodes.len() + node.index()]
    }

    /// The next node, from one on, on which an actor really has one of these grips.
    pub(super) fn next_gripped(&self, actor: ActorId, grips: u8, from: NodeId) -> Option<NodeId> {
        /// So many are looked at in one go: nearly all are empty.
        const STRIDE: usize = 64;
        let nodes = self.truth.nodes.len();
        let of_actor = &self.truth.grips[actor.index() * nodes..][..nodes];
        let mut start = from.index();
        for chunk in of_actor.get(start..)?.chunks(STRIDE) {
            if chunk.iter().fold(0, |all, grip| all | grip) & grips != 0 {
                let place = chunk.iter().position(|grip| grip & grips != 0)?;
                return Some(NodeId::at(start + place));
            }
            start += STRIDE;
        }
        None
    }

    /// Some actor really runs code on the node.
    #[must_use]
    #[inline]
    pub fn is_held(&self, node: NodeId) -> bool {
        self.holder(node).is_some()
    }

    /// The first actor that really runs code on the node.
    #[must_use]
    #[inline]
    pub fn holder(&self, node: NodeId) -> Option<ActorId> {
        (0..self.minds.len())
            .map(ActorId::at)
            .find(|actor| self.grip(*actor, node) & super::mind::grip::ACCESS != 0)
    }

    /// The current generation of an actor's means.
    #[must_use]
    #[inline]
    pub fn generation(&self, actor: ActorId, kind: IndicatorKind) -> u8 {
        self.truth.generations[actor.index()][kind as usize]
    }
}

fn blank_truth(scenario: &Scenario) -> Truth {
    let (nodes, actors) = (scenario.nodes.len(), scenario.actors.len());
    let node = |def: &crate::scenario::model::NodeDef| NodeTruth {
        weaknesses: def.weaknesses,
        hardened: 0,
        sensors: 0,
        marks: 0,
        down_until: 0,
        work_until: 0,
        work_level: 1000,
        level: 1000,
        level_unforced: 1000,
        stolen: 0,
    };
    let partner = PartnerTruth {
        harm: [0; HARM_PARTS],
        alerts: vec![FALSE_ALERT; super::picture::MAX_ALERTS],
        blocks: vec![(0, 0); actors * 2],
        watches: vec![(0, 0); actors * 2],
        attention: 0,
        attention_until: 0,
        fatigue: 0,
        extra: [(0, 0); People::COUNT],
        confers: 0,
        useful_ppm: 0,
        violations: 0,
        records_stolen: 0,
        rates: [0; 4],
        aid_given: 0,
        aid_asked: 0,
    };
    Truth {
        nodes: scenario.nodes.iter().map(node).collect(),
        grips: vec![0; nodes * actors],
        held: vec![vec![0; nodes.div_ceil(64)]; actors],
        upset: vec![0; nodes.div_ceil(64)],
        lowered: Derived(vec![0; nodes.div_ceil(64)]),
        settle_at: super::picture::NEVER,
        entries: vec![u8::MAX; nodes * actors],
        cut: vec![0; scenario.links.len().div_ceil(64)],
        credentials: vec![Set64(0); actors],
        generations: vec![[0; 2]; actors],
        setback: vec![0; actors],
        transit: Vec::with_capacity(MAX_TRANSIT),
        partners: vec![partner; scenario.partners.len()],
        injects: vec![InjectState::Pending; scenario.injects.len()],
        memos: Set64(0),
        actions: 0,
        successes: 0,
        alerts: [0; 2],
    }
}
