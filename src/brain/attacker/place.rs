//! What each node is to an actor, in a stretch of the exercise in which its wants stay the same.

use super::options::{Options, gives, goal};
use crate::rules::mind::grip;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{ActorDef, WantDef};

/// A stretch of turns in which the same is wanted.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Its first turn; it lasts until the next one begins.
    pub(super) from: u16,
    /// By node.
    pub(super) places: Vec<Place>,
    /// Nodes where a foothold is worth something, as bits.
    pub(super) inviting: Vec<u64>,
}

/// A node in such a stretch.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// What a foothold there is worth: wanted nodes most, the way there less.
    pub(super) foothold: u32,
    /// What the gain that is wanted there is worth, and which it is; 0 where none is, or not yet.
    goal: u32,
    wanted: u16,
    /// Gains that could bring something once inside and that something there gives.
    usable: u16,
    /// What packing data is worth, what the first loss of backups, what blinding who looks on.
    staging: u32,
    no_backup: u32,
    blind: u32,
    /// No way in is worth more than this, before odds; 0 where nobody wants to go.
    pub(super) most_into: u32,
    /// Best odds of a way in, and of what can be done once inside.
    pub(super) odds_into: u16,
    pub(super) odds_on: u16,
}

/// How many turns before it wants something an actor begins to work its way there.
const LEAD_TURNS: u32 = 1;

/// The stretches of an exercise; goals count `quarters` quarters of their worth beside the way there.
pub(super) fn stretches(
    scenario: &Scenario,
    actor: &ActorDef,
    quarters: u32,
    [into, on]: [&[Options]; 2],
) -> Vec<Stretch> {
    let mut turns = vec![0];
    for want in &actor.wants {
        turns.extend([want.not_before.saturating_sub(LEAD_TURNS), want.not_before]);
        turns.extend(want.not_after.map(|last| last + 1));
    }
    turns.sort_unstable();
    turns.dedup();
    let stretch = |turn: u32| {
        let footholds = footholds(scenario, actor, turn);
        let place = |(node, foothold): (usize, u32)| {
            let place = actor.want_at[node].checked_sub(1);
            let want = place.map(|place| &actor.wants[usize::from(place)]);
            place_of(foothold, want, quarters, turn, [&into[node], &on[node]])
        };
        let from = u16::try_from(turn).unwrap_or(u16::MAX);
        let mut inviting = vec![0; footholds.len().div_ceil(64)];
        for node in (0..footholds.len()).filter(|node| footholds[*node] > 0) {
            inviting[node / 64] |= 1 << (node % 64);
        }
        Stretch { from, places: footholds.into_iter().enumerate().map(place).collect(), inviting }
    };
    turns.into_iter().map(stretch).collect()
}

/// What footholds are worth: wanted nodes their want; each link further away halves it.
fn footholds(scenario: &Scenario, actor: &ActorDef, turn: u32) -> Vec<u32> {
    let mut worth = vec![0; scenario.nodes.len()];
    let mut queue: std::collections::VecDeque<NodeId> = std::collections::VecDeque::new();
    let is_current = |want: &&WantDef| {
        want.not_before <= turn + LEAD_TURNS && want.not_after.is_none_or(|last| turn <= last)
    };
    for want in actor.wants.iter().filter(is_current) {
        for node in &want.nodes {
            worth[node.index()] = worth[node.index()].max(want.worth * 8);
            queue.push_back(*node);
        }
    }
    while let Some(node) = queue.pop_front() {
        let next = worth[node.index()] / 2;
        for link in &scenario.moves.enter[node.index()] {
            let from = scenario.links[link.index()].from;
            if worth[from.index()] < next {
                worth[from.index()] = next;
                queue.push_back(from);
            }
        }
    }
    worth
}

fn place_of(
    foothold: u32,
    want: Option<&WantDef>,
    quarters: u32,
    turn: u32,
    [into, on]: [&Options; 2],
) -> Place {
    let want = want.filter(|want| want.not_after.is_none_or(|last| turn <= last));
    let wanted = want.map_or(0, |want| goal(want.goal));
    let worth = want.map_or(0, |want| want.worth * 20 * quarters / 4);
    let is_time = want.is_some_and(|want| turn >= want.not_before);
    let of = |is_it: bool, value: u32| if is_it { value } else { 0 };
    let place = Place {
        foothold,
        goal: of(is_time, worth),
        wanted: if is_time { wanted } else { 0 },
        staging: of(wanted == gives::STEAL, worth / 2),
        no_backup: of(wanted & (gives::ENCRYPT | gives::WIPE) != 0, worth * 2),
        blind: of(wanted != 0, near(foothold)),
        odds_into: into.odds,
        odds_on: on.odds,
        ..Place::default()
    };
    let gain = |is_it: bool, gain: u16| if is_it { gain } else { 0 };
    let usable = place.wanted
        | STEPS
        | gain(wanted == gives::STEAL, gives::STAGING)
        | gain(wanted & (gives::ENCRYPT | gives::WIPE) != 0, gives::NO_BACKUP)
        | gain(wanted != 0, gives::BLIND);
    let prize = of(into.gives & place.wanted != 0, place.goal);
    Place { usable: usable & on.gives, most_into: of(foothold > 0, foothold.max(prize)), ..place }
}

/// Gains that lead on from any node.
const STEPS: u16 = gives::DISCOVERY | gives::CREDENTIALS | gives::PERSISTENCE | gives::ADMIN;

/// What being somewhere counts for what leads on from there.
fn near(foothold: u32) -> u32 {
    foothold.max(8)
}

/// By grip: gains that it leaves open.
static OPEN: [u16; 256] = {
    let mut open = [0; 256];
    let mut held = 0;
    while held < 256 {
        open[held] = open_beyond(held as u8);
        held += 1;
    }
    open
};

const fn open_beyond(held: u8) -> u16 {
    const CLOSED: [(u8, u16); 6] = [
        (grip::STOLEN, gives::STEAL | gives::STAGING),
        (grip::STAGED, gives::STAGING),
        (grip::SCOUTED, gives::DISCOVERY),
        (grip::LOOTED, gives::CREDENTIALS),
        (grip::ADMIN, gives::ADMIN),
        (grip::PERSISTENT, gives::PERSISTENCE),
    ];
    if held & grip::DONE != 0 {
        return 0;
    }
    let mut open = u16::MAX;
    let mut at = 0;
    while at < CLOSED.len() {
        if held & CLOSED[at].0 != 0 {
            open &= !CLOSED[at].1;
        }
        at += 1;
    }
    open
}

/// What gains that lead on count for, in halves of the foothold.
const HALVES: [(u16, u32); 4] =
    [(gives::DISCOVERY, 8), (gives::CREDENTIALS, 6), (gives::ADMIN, 4), (gives::PERSISTENCE, 1)];
/// Where their bits begin; they stand side by side.
const FIRST_STEP: u32 = STEPS.trailing_zeros();
/// The same for every set of them.
static HALVES_OF: [u8; 16] = {
    assert!(STEPS >> FIRST_STEP == 0b1111, "they stand side by side");
    let mut of = [0; 16];
    let mut set = 0;
    while set < 16 {
        let mut at = 0;
        while at < HALVES.len() {
            if (set as u16) << FIRST_STEP & HALVES[at].0 != 0 {
                of[set] += HALVES[at].1 as u8;
            }
            at += 1;
        }
        set += 1;
    }
    of
};

impl Place {
    /// Gains of a way into it that are wanted there, though it need not be entered for them, and what
    /// such a way is worth.
    #[inline]
    pub(super) fn prize(&self, held: u8) -> (u16, u32) {
        (self.wanted & OPEN[usize::from(held)], self.foothold.max(self.goal))
    }

    /// Gains that would still bring something to who holds it like this.
    #[inline]
    pub(super) fn useful(&self, held: u8) -> u16 {
        self.usable & OPEN[usize::from(held)]
    }

    /// What useful gains are worth to who holds it and tried the technique so often.
    #[inline]
    pub(super) fn worth(&self, gains: u16, tried: u8) -> u32 {
        let steps = usize::from(gains >> FIRST_STEP) % HALVES_OF.len();
        let mut sum = near(self.foothold) * u32::from(HALVES_OF[steps]) / 2;
        if gains & self.wanted != 0 {
            sum += self.goal;
        }
        if gains & gives::STAGING != 0 {
            sum += self.staging;
        }
        if gains & gives::NO_BACKUP != 0 && tried < 4 {
            sum += self.no_backup >> tried;
        }
        if gains & gives::BLIND != 0 && tried < 2 {
            sum += self.blind;
        }
        sum
    }
}
