//! Looking ahead. A brain that knows several ways to go about an attack plays each of them on in its head
//! to see which does the most harm in the end, and goes about its next turn in that way (parallel rollout:
//! Chang, Givan, Chong 2004). What it plays on from are situations that it could believe in: drawn from
//! before StartEx, those kept that look most like what it holds, and made to agree with that.

use super::{AttackPlan, Style};
use crate::brain::ahead::{draw, harm, lead, orders, play_on, seeds};
use crate::brain::{Doctrine, Policy};
use crate::rules::attack::{Action, Attackers, Mood};
use crate::rules::belief;
use crate::rules::dice::Dice;
use crate::rules::mind::Mind;
use crate::rules::situation::{Phase, Situation};
use crate::rules::table::Table;
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::ActorId;
use crate::scenario::words::Brain;

/// Situations that are drawn, and those of them that are kept.
const DRAWN: u32 = 24;
const KEPT: usize = 16;
/// How many turns far it looks.
const TURNS: u16 = 12;

/// What an actor that looks ahead knows by heart.
#[derive(Debug, Clone)]
pub(super) struct Foresight {
    doctrine: Doctrine,
    /// Ways to go about a turn: by experience, by what it likes, at the goal at once, spreading first.
    ways: Vec<AttackPlan>,
}

/// One actor goes about its turns in one way, or lies low in this one; the others by experience.
struct Moody<'a> {
    foresight: &'a Foresight,
    actor: ActorId,
    mood: Mood,
    /// The turn that has begun: who lies low does so for that long.
    turn: u16,
}

impl Attackers for Moody<'_> {
    fn next(
        &self,
        scenario: &Scenario,
        actor: ActorId,
        mind: &Mind,
        turn: u16,
        mood: Mood,
    ) -> Option<Action> {
        let is_it = actor == self.actor;
        if is_it && turn == self.turn && self.foresight.lies_low(self.mood) {
            return None;
        }
        let way = if is_it { self.foresight.way(self.mood) } else { self.foresight.way(Mood::default()) };
        way.next(scenario, actor, mind, turn, mood)
    }
}

impl Foresight {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let ways = vec![
            AttackPlan::new(scenario, Style::All(Brain::Adaptive)),
            AttackPlan::new(scenario, Style::All(Brain::Playbook)),
            AttackPlan::in_haste(scenario, Brain::Adaptive, 24),
            AttackPlan::in_haste(scenario, Brain::Adaptive, 1),
        ];
        Foresight { doctrine: Doctrine::new(scenario), ways }
    }

    /// The way of a mood; who lies low goes by experience in the turns after.
    pub(super) fn way(&self, mood: Mood) -> &AttackPlan {
        self.ways.get(usize::from(mood.0)).unwrap_or(&self.ways[0])
    }

    /// The last mood is to do nothing in this turn.
    pub(super) fn lies_low(&self, mood: Mood) -> bool {
        usize::from(mood.0) >= self.ways.len()
    }

    /// The mood with the most harm in the end; another than the first only where it is better than chance
    /// alone could make it.
    pub(super) fn mood(
        &self,
        scenario: &Scenario,
        actor: ActorId,
        mind: &Mind,
        turn: u16,
        dice: &Dice,
    ) -> Mood {
        let usual = Mood::default();
        let believed = self.believed(scenario, actor, mind, turn, dice);
        let mut now = Situation::new(scenario);
        let mut play = |mood: Mood| -> Vec<i64> {
            let attackers = Moody { foresight: self, actor, mood, turn };
            let played = believed.iter().map(|(seed, start)| {
                now.clone_from(start);
                let dice = Dice::new(*seed);
                let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
                if table.now.public.phase != Phase::Ended {
                    turn::resolve_from(&mut table, actor, &attackers);
                }
                play_on(&mut table, &self.doctrine, &attackers, TURNS);
                i64::try_from(harm(table.now)).unwrap_or(i64::MAX)
            });
            played.collect()
        };
        let base = play(usual);
        let count = u8::try_from(self.ways.len()).unwrap_or(u8::MAX);
        let others = (1..=count).map(Mood).map(|mood| (mood, lead(&base, &play(mood))));
        let better = others.filter(|(_, lead)| *lead > 0).max_by_key(|(_, lead)| *lead);
        better.map_or(usual, |(mood, _)| mood)
    }

    /// Situations in the middle of this turn that the actor could believe in, each with dice to play on.
    fn believed(
        &self,
        scenario: &Scenario,
        actor: ActorId,
        mind: &Mind,
        turn: u16,
        dice: &Dice,
    ) -> Vec<(u64, Situation)> {
        let seeds = seeds(dice, turn, 0x80 | actor.0, 0, DRAWN);
        let mut drawn: Vec<(u32, u64, Situation)> = seeds
            .filter_map(|seed| {
                let mut sample = draw(&self.doctrine, scenario, seed, turn)?;
                let dice = Dice::new(seed);
                let mut table = Table { scenario, now: &mut sample, dice: &dice, recorder: &mut () };
                orders(&mut table, &self.doctrine, |_| Policy::Playbook);
                turn::open_resolution(&mut table);
                Some((belief::distance_of_actor(actor, mind, &sample), seed, sample))
            })
            .collect();
        drawn.sort_by_key(|(distance, ..)| *distance);
        drawn.truncate(KEPT);
        let agreed = drawn.into_iter().map(|(_, seed, mut sample)| {
            belief::agree_with_actor(scenario, actor, mind, &mut sample);
            (!seed, sample)
        });
        agreed.collect()
    }
}
