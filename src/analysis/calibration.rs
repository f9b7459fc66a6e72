//! What the catalogue comes to over a year, beside what others have counted: one authority, one
//! intruder, 364 days, again and again, for three postures and nine stock adversaries. Figures are
//! those that reports publish: who noticed first and after how long, what was stopped and seen, how
//! quickly files that were encrypted came back.

mod figures;

pub use figures::{Figure, Unit, figures};

use super::game::{Game, Setup};
use super::sweep::seed_of;
use crate::brain::Policy;
use crate::rules::event::{Event, Found, Public, Told, World};
use crate::rules::mind::grip;
use crate::rules::picture::{Held, mark};
use crate::rules::situation::state;
use crate::rules::table::Recorder;
use crate::scenario::Scenario;
use crate::scenario::check::{Checked, check};
use crate::scenario::ids::{NodeId, PartnerId};
use crate::scenario::model::{Fact, Owner};
use crate::scenario::source::Loaded;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Simulated years per posture and adversary.
pub const N: u32 = 200;
/// Seed of the calibration.
const SEED: u64 = 2026;
/// Turns by which the intruder comes later, in turn: three weeks in all, so that nothing hangs on the day.
const ARRIVALS: [u32; 5] = [0, 2, 4, 6, 8];
/// Whose year it is.
const OFFICE: &str = "office";

/// How well the authority is prepared: the name of its file, and its share of all, percent. Assumption.
pub const POSTURES: [(&str, u32); 3] = [("weak", 30), ("usual", 48), ("strong", 22)];

/// Who comes: the intruder of the files, the stock adversary it is like, and its share of all that come,
/// percent. Assumption; the doctrine's reports count who was caught, not who came.
pub const POPULATION: [(&str, &str, u32); 11] = [
    ("extortion", "criminal-1", 16),
    ("extortion", "criminal-2", 11),
    ("extortion", "criminal-3", 3),
    ("theft", "criminal-1", 14),
    ("theft", "criminal-2", 20),
    ("theft", "criminal-3", 6),
    ("espionage", "espionage-1", 10),
    ("espionage", "espionage-2", 11),
    ("espionage", "espionage-3", 5),
    ("sabotage", "disruptive-2", 3),
    ("sabotage", "disruptive-3", 1),
];

/// Who noticed an intrusion first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The authority itself.
    Internal,
    /// Somebody else told it.
    External,
    /// The intruder gave notice: something was encrypted or wiped.
    Adversary,
}

/// One simulated year in which somebody got in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intrusion {
    /// Weight among all.
    pub weight: f64,
    pub posture: &'static str,
    pub intruder: &'static str,
    pub adversary: &'static str,
    /// Days from the first foothold to the first who noticed; `None` if nobody did.
    pub noticed: Option<(f64, Source)>,
    /// Days from the first foothold to the second node, if there was one.
    pub breakout_d: Option<f64>,
    /// Days from the first encrypted or wiped node to the first moment in which none was: `None` inside
    /// if that never came.
    pub restored: Option<Option<f64>>,
}

/// A posture with one adversary.
#[derive(Debug)]
pub struct Case {
    pub posture: &'static str,
    pub intruder: &'static str,
    pub adversary: &'static str,
    pub weight: f64,
    /// One per arrival.
    pub scenarios: Vec<Scenario>,
}

/// The scenario of a posture's files with one intruder, who is like this stock adversary and comes so
/// many turns later than written.
#[must_use]
pub fn with_intruder(mut loaded: Loaded, intruder: &str, adversary: &str, turns: u32) -> Checked {
    for (_, draft) in &mut loaded.drafts {
        draft.actors.retain(|actor| actor.id == intruder);
        for actor in &mut draft.actors {
            actor.like = Some(adversary.to_owned());
            actor.from_turn += turns;
            actor.wants.iter_mut().for_each(|want| want.not_after = want.not_after.map(|last| last + turns));
        }
    }
    check(&loaded, None)
}

/// Every posture with every adversary, by the files that `files` has for a posture.
///
/// # Errors
/// What is wrong with the files.
pub fn cases(files: impl Fn(&str) -> Loaded) -> Result<Vec<Case>, String> {
    let mut cases = Vec::with_capacity(POSTURES.len() * POPULATION.len());
    for posture in POSTURES {
        for who in POPULATION {
            cases.push(case(&files, posture, who)?);
        }
    }
    Ok(cases)
}

/// A posture with one of those who come.
///
/// # Errors
/// What is wrong with the files.
pub fn case(
    files: &impl Fn(&str) -> Loaded,
    (posture, of_posture): (&'static str, u32),
    (intruder, adversary, share): (&'static str, &'static str, u32),
) -> Result<Case, String> {
    let comes = |turns: &u32| {
        let checked = with_intruder(files(posture), intruder, adversary, *turns);
        let messages: Vec<&str> = checked.problems.iter().map(|problem| problem.message.as_str()).collect();
        checked.scenario.ok_or_else(|| format!("{posture} with {adversary}: {}", messages.join("; ")))
    };
    let scenarios = ARRIVALS.iter().map(comes).collect::<Result<_, _>>()?;
    let weight = f64::from(of_posture) * f64::from(share) / 10_000.0;
    Ok(Case { posture, intruder, adversary, weight, scenarios })
}

/// Simulates `n` years of a case; those in which somebody got in, in the order of their seeds.
#[must_use]
pub fn simulate(case: &Case, n: u32) -> Vec<Intrusion> {
    let setup = Setup::all(&case.scenarios[0], Policy::Playbook);
    let games: Vec<Game<'_>> = case.scenarios.iter().map(|scenario| Game::new(scenario, &setup)).collect();
    let year = |index: u32| {
        let game = &games[index as usize % games.len()];
        let mut watcher = Watcher::new(game.scenario);
        game.play_watched(seed_of(SEED, index), &mut watcher);
        watcher.intrusion(case, n)
    };
    (0..n).into_par_iter().filter_map(year).collect()
}

/// One line of what came of a case: years in which somebody got in, by whom that was noticed, and the
/// median of the days until then.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    pub posture: &'static str,
    pub intruder: &'static str,
    pub adversary: &'static str,
    pub entered: usize,
    /// Internally, from outside, by the intruder itself, by nobody.
    pub noticed: [usize; 4],
    pub median_d: f64,
    pub ruined: usize,
}

impl Tally {
    /// Counts the intrusions of a case.
    #[must_use]
    pub fn of(case: &Case, intrusions: &[Intrusion]) -> Self {
        let mut noticed = [0; 4];
        for one in intrusions {
            noticed[one.noticed.map_or(3, |(_, source)| source as usize)] += 1;
        }
        Tally {
            posture: case.posture,
            intruder: case.intruder,
            adversary: case.adversary,
            entered: intrusions.len(),
            noticed,
            median_d: figures::median(intrusions, |one| one.noticed.map(|(days, _)| days)),
            ruined: intrusions.iter().filter(|one| one.restored.is_some()).count(),
        }
    }
}

/// Share of attack steps that controls and chance stop, and of those that raise an alert: over every
/// step that is possible anywhere on the authority's nodes, as those who test controls try them.
#[must_use]
pub fn stopped_and_seen(scenario: &Scenario) -> [f64; 2] {
    const CERTAIN: f64 = 1_000_000.0;
    let office = scenario.partner_named(OFFICE).map(Owner::Partner);
    let tried = scenario.moves.all.iter().filter(|mv| Some(scenario.node(mv.target).owner) == office);
    let (mut count, mut stopped, mut seen) = (0.0, 0.0, 0.0);
    for mv in tried {
        let works = f64::from(scenario.techniques[mv.technique.index()].chance_ppm) / CERTAIN;
        count += 1.0;
        stopped += 1.0 - works * f64::from(mv.left_ppm) / CERTAIN;
        seen += 1.0 - f64::from(mv.miss_ppm) / CERTAIN;
    }
    [stopped, seen].map(|sum| if count > 0.0 { 100.0 * sum / count } else { 0.0 })
}

/// Writes down when what happened to the authority.
struct Watcher<'a> {
    scenario: &'a Scenario,
    office: PartnerId,
    turn: u16,
    /// Share of the intruder's points that is spent in this turn.
    spent: f64,
    entered_h: Option<f64>,
    first: Option<NodeId>,
    moved_h: Option<f64>,
    noticed: Option<(f64, Source)>,
    ruined: BTreeSet<NodeId>,
    ruined_h: Option<f64>,
    restored_h: Option<f64>,
}

impl<'a> Watcher<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        Watcher {
            scenario,
            office: scenario.partner_named(OFFICE).unwrap_or(PartnerId(0)),
            turn: 1,
            spent: 0.0,
            entered_h: None,
            first: None,
            moved_h: None,
            noticed: None,
            ruined: BTreeSet::new(),
            ruined_h: None,
            restored_h: None,
        }
    }

    /// Exercise hour at this share of the turn.
    fn hour(&self, share: f64) -> f64 {
        let turn = &self.scenario.clock.turns[usize::from(self.turn) - 1];
        f64::from(turn.from_h) + f64::from(turn.hours) * share
    }

    fn is_own(&self, node: NodeId) -> bool {
        self.scenario.node(node).owner == Owner::Partner(self.office)
    }

    fn world(&mut self, event: &World) {
        match *event {
            World::Gripped { node, grip: held, .. } if held & grip::ACCESS != 0 && self.is_own(node) => {
                let now = self.hour(self.spent);
                let first = *self.first.get_or_insert(node);
                self.entered_h.get_or_insert(now);
                if first != node {
                    self.moved_h.get_or_insert(now);
                }
            }
            World::NodeMarked { node, set, clear } if self.is_own(node) => {
                if set & state::DESTROYED != 0 {
                    let now = self.hour(self.spent);
                    self.ruined.insert(node);
                    self.ruined_h.get_or_insert(now);
                } else if clear & state::DESTROYED != 0 && self.ruined.remove(&node) && self.ruined.is_empty()
                {
                    let now = self.hour(1.0);
                    self.restored_h.get_or_insert(now);
                }
            }
            _ => {}
        }
    }

    fn told(&mut self, told: &Told) {
        let Some(entered) = self.entered_h.filter(|_| self.noticed.is_none()) else { return };
        let about_intruder = |fact: Fact| {
            matches!(fact, Fact::Indicator(..) | Fact::Warning(_) | Fact::Attribution(_) | Fact::Evidence(_))
        };
        let noticed = match *told {
            Told::Marked { set, .. } if set & (mark::ENCRYPTED | mark::WIPED) != 0 => {
                Some((self.hour(self.spent), Source::Adversary))
            }
            Told::Marked { set, .. } if set & (mark::SUSPECTED | mark::CONFIRMED) != 0 => {
                Some((self.hour(0.5), Source::Internal))
            }
            Told::Learned { fact, from, .. }
                if from != Held::OWN && about_intruder(self.scenario.facts[fact.index()]) =>
            {
                Some((self.hour(0.5), Source::External))
            }
            _ => None,
        };
        self.noticed = noticed.map(|(hour, source)| ((hour - entered).max(0.0) / 24.0, source));
    }

    fn intrusion(&self, case: &Case, n: u32) -> Option<Intrusion> {
        let entered = self.entered_h?;
        let since = |from: f64| move |hour: f64| (hour - from).max(0.0) / 24.0;
        Some(Intrusion {
            weight: case.weight / f64::from(n),
            posture: case.posture,
            intruder: case.intruder,
            adversary: case.adversary,
            noticed: self.noticed,
            breakout_d: self.moved_h.map(since(entered)),
            restored: self.ruined_h.map(|from| self.restored_h.map(since(from))),
        })
    }
}

impl Recorder for Watcher<'_> {
    const CHECKS: bool = false;

    fn event(&mut self, event: &Event) {
        match event {
            Event::Public(Public::TurnBegan(turn)) => (self.turn, self.spent) = (*turn, 0.0),
            Event::World(world) => self.world(world),
            Event::Told(partner, told) if *partner == self.office => self.told(told),
            Event::Found(actor, Found::Points(left)) => {
                let all = f64::from(self.scenario.actors[actor.index()].points.max(1));
                self.spent = (1.0 - f64::from(*left) / all).clamp(0.0, 1.0);
            }
            _ => {}
        }
    }

    fn check(&mut self, _: crate::rules::check::Check) {}
}
