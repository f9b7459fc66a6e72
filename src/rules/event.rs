//! Events: everything that ever changes a situation. Each names its audience by its kind: the truth
//! (for the trainer alone), one partner's picture, one actor's mind, or the public.

use super::mind::Step;
use super::order::Order;
use super::picture::{AlertState, StageState};
use super::situation::{InjectState, Phase, Transit};
use crate::scenario::ids::*;
use crate::scenario::words::{IndicatorKind, Pap, People, Tlp};
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Everybody is told.
    Public(Public),
    /// So it is; nobody but the trainer is told.
    World(World),
    /// One partner's seats are told, perhaps wrongly.
    Told(PartnerId, Told),
    /// One actor notices.
    Found(ActorId, Found),
}

/// Who learns of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Everybody,
    Trainer,
    Partner(PartnerId),
    Actor(ActorId),
}

impl Event {
    /// Who learns of it; the trainer always does.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            Event::Public(_) => Audience::Everybody,
            Event::World(_) => Audience::Trainer,
            Event::Told(partner, _) => Audience::Partner(*partner),
            Event::Found(actor, _) => Audience::Actor(*actor),
        }
    }
}

/// What everybody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Public {
    TurnBegan(u16),
    PhaseBegan(Phase),
    /// The exercise ends early with this ending.
    EndReached(u8),
}

/// A change of what is really so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum World {
    NodeMarked {
        node: NodeId,
        set: u16,
        clear: u16,
    },
    WeaknessesLeft {
        node: NodeId,
        left: Set64,
    },
    Hardened {
        node: NodeId,
        bit: u8,
    },
    SensorAdded {
        node: NodeId,
        bit: u8,
    },
    Disrupted {
        node: NodeId,
        until: u8,
    },
    WorkedOn {
        node: NodeId,
        until: u8,
        level: u16,
    },
    Level {
        node: NodeId,
        level: u16,
        unforced: u16,
    },
    /// Levels are settled until this turn; harm per hour follows.
    Settled {
        next: u16,
    },
    Rates {
        partner: PartnerId,
        rates: [u32; 4],
    },
    Gripped {
        actor: ActorId,
        node: NodeId,
        grip: u8,
    },
    Entered {
        actor: ActorId,
        node: NodeId,
        technique: TechniqueId,
    },
    DataLeft {
        node: NodeId,
        permille: u16,
    },
    RecordsLeft {
        partner: PartnerId,
        records: u32,
    },
    LinkCut {
        link: LinkId,
    },
    LinkRestored {
        link: LinkId,
    },
    CredentialsTaken {
        actor: ActorId,
        credentials: Set64,
    },
    CredentialsVoid {
        credentials: Set64,
    },
    Renewed {
        actor: ActorId,
        kind: IndicatorKind,
    },
    SetBack {
        actor: ActorId,
        points: i8,
    },
    /// An attack action was tried.
    Acted {
        actor: ActorId,
        technique: TechniqueId,
        source: NodeId,
        target: NodeId,
        outcome: Outcome,
        seen: Sight,
    },
    AlertOrigin {
        partner: PartnerId,
        place: u8,
        actor: u8,
    },
    Blocked {
        partner: PartnerId,
        index: u8,
        generation: u8,
        permille: u16,
    },
    Watched {
        partner: PartnerId,
        index: u8,
        generation: u8,
        permille: u16,
    },
    Attention {
        partner: PartnerId,
        permille: i16,
        until: u16,
    },
    Fatigue {
        partner: PartnerId,
        permille: u16,
    },
    Extra {
        partner: PartnerId,
        kind: People,
        count: i8,
        until: u16,
    },
    Conferred {
        partner: PartnerId,
        turn: u16,
    },
    Useful {
        partner: PartnerId,
        ppm: u32,
    },
    Violated {
        partner: PartnerId,
    },
    Sent(Transit),
    /// What was due by this turn has arrived.
    Delivered {
        turn: u16,
    },
    Harmed {
        partner: PartnerId,
        part: u8,
        milli: u32,
    },
    Inject {
        inject: InjectId,
        state: InjectState,
    },
    /// Something came about that conditions want remembered.
    Noted {
        memo: u8,
    },
    AidAsked {
        partner: PartnerId,
    },
    AidGiven {
        partner: PartnerId,
    },
}

/// Whether sensors saw an attack action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    Seen,
    Unseen,
    /// Nobody watches there.
    Unwatched,
}

/// How an attack action went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Worked,
    Failed,
    /// A block by a known indicator was in the way.
    Blocked,
    /// Nothing answered: cut off, shut down, or no longer held.
    NoAnswer,
    /// The trainer did not let it happen: to the actor as if nothing had answered.
    Vetoed,
}

/// What one partner is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    Shift {
        on_shift: [u8; People::COUNT],
        free: [u8; People::COUNT],
    },
    Alert {
        node: NodeId,
        looks: TechniqueId,
        turn: u16,
    },
    Triaged {
        number: u16,
        state: AlertState,
    },
    Marked {
        node: NodeId,
        set: u16,
        clear: u16,
        turn: u16,
    },
    Level {
        node: NodeId,
        level: u16,
    },
    Patched {
        node: NodeId,
        weaknesses: Set64,
    },
    Hardened {
        node: NodeId,
        bit: u8,
    },
    SensorAdded {
        node: NodeId,
        bit: u8,
    },
    LinkCut {
        link: LinkId,
    },
    LinkRestored {
        link: LinkId,
    },
    Learned {
        fact: FactId,
        from: u8,
        label: Tlp,
        pap: Pap,
        generation: u8,
        turn: u16,
    },
    /// Somebody told us what we knew.
    Heard {
        fact: FactId,
        from: PartnerId,
    },
    Used {
        fact: FactId,
        bit: u8,
    },
    SharedWith {
        fact: FactId,
        to: u8,
    },
    /// A fact bears another label from now on.
    Labelled {
        fact: FactId,
        label: Tlp,
    },
    /// What was sent has reached its receiver.
    Arrived {
        fact: FactId,
        to: PartnerId,
    },
    Ordered {
        order: Order,
        people: [u8; People::COUNT],
        from: u16,
        ends: u16,
    },
    TakenBack {
        order: Order,
        people: [u8; People::COUNT],
    },
    /// An order came to its end; whether it did what it should.
    Done {
        order: Order,
        result: JobResult,
    },
    DutyStarted {
        duty: DutyId,
        hour: u16,
        stages: u8,
    },
    DutyStage {
        duty: DutyId,
        stage: u8,
        state: StageState,
    },
    Inject {
        inject: InjectId,
    },
    Chosen {
        inject: InjectId,
        choice: u8,
    },
    Surge {
        permille: u16,
    },
    AidAsked {
        of: PartnerId,
    },
    AidWanted {
        by: PartnerId,
    },
    AidSent {
        to: PartnerId,
    },
    AidArrived {
        from: PartnerId,
    },
    /// Others ordered the same joint measure for the same turn: these, as bits.
    Joined {
        order: Order,
        with: u8,
    },
    /// We took a partner's night watch: how things stand there.
    Handover {
        from: PartnerId,
        suspected: u8,
        confirmed: u8,
        alerts: u8,
        down: u8,
    },
    InformationAsked {
        of: PartnerId,
    },
    InformationWanted {
        by: PartnerId,
    },
    /// We told a partner something that had asked us.
    InformationAnswered {
        to: PartnerId,
    },
    /// A partner will not tell us what we asked for.
    InformationDeclined {
        by: PartnerId,
    },
    /// It came out that a partner broke the label of what we had told it.
    LabelBroken {
        by: PartnerId,
        fact: FactId,
    },
    EvidenceKept,
    Trust {
        points: u8,
    },
}

/// What came of an order, as its partner sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobResult {
    Worked,
    /// It was done and brought nothing.
    Nothing,
    /// It could not be done.
    Failed,
}

/// What one actor notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    Points(u8),
    Node(NodeId),
    Gripped {
        node: NodeId,
        grip: u8,
    },
    Credentials(Set64),
    CredentialsDead(Set64),
    Tried {
        technique: TechniqueId,
        target: NodeId,
        outcome: Outcome,
    },
    /// It lost a node it came into by this technique.
    Lost {
        node: NodeId,
        technique: TechniqueId,
    },
    Burned(IndicatorKind),
    Renewed(IndicatorKind),
    /// It was found and has given up.
    Left,
    /// Somebody sits in its seat, or nobody any more.
    Seated(bool),
    /// A step was added to its plan.
    Planned(Step),
    /// A step left its plan: it was tried, or struck.
    Dropped(Step),
}
