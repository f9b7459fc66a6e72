//! Whether what a scenario shows hangs on a single assumption: every number of its catalogue that is marked
//! as one is moved by a fifth, down and up, and the policies play again on the same dice. The score keeps
//! the scale of the scenario as it is.

use super::game::Setup;
use super::progress::Progress;
use super::sweep::{SweepOptions, sweep};
use crate::brain::{Policy, Style};
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::check::measure_anew;
use crate::scenario::model::{BasisDef, DutyDef, Effect, PartnerDef};
use crate::scenario::words::{Mark, People};
use crate::view::WHOLE;
use rayon::prelude::*;

/// Exercises of each policy for each number moved; of a large network, where listing all that could be ordered
/// takes long, fewer.
#[must_use]
pub fn exercises(scenario: &Scenario) -> u32 {
    if scenario.nodes.len() > WHOLE { 8 } else { 40 }
}

/// By how much a number is moved, percent.
pub const MOVED: u32 = 20;

const LADDER: [Policy; 6] = [
    Policy::Idle,
    Policy::Random,
    Policy::PlaybookWeak,
    Policy::Playbook,
    Policy::PlaybookSilent,
    Policy::PlaybookOpen,
];

/// What should be lower than what, as places in the ladder; the last two need a partner.
const ORDER: [(usize, usize, &str); 5] = [
    (0, 1, "idle < random"),
    (1, 2, "random < playbook-weak"),
    (2, 3, "playbook-weak < playbook"),
    (4, 3, "playbook-silent < playbook"),
    (5, 3, "playbook-open < playbook"),
];

/// A number of the catalogue, by its place in a checked scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// A technique's chance, what one control does against it, one of its traces.
    Chance(usize),
    StoppedBy(usize, usize),
    Trace(usize, usize),
    /// A measure's chance, the strength of its effect, its people, turns, and service while it runs.
    Works(usize),
    Strength(usize),
    People(usize, usize),
    Turns(usize),
    ServiceWhile(usize),
    /// How much of a data source a sensor sees.
    Reads(usize, usize),
    /// Harm when a stage of a partner's duty is late; of every partner that has this duty.
    Late(usize, usize, usize),
    /// Weight of a class of data.
    Weight(usize),
    /// An actor's skill, stealth and points a turn.
    Skill(usize),
    Stealth(usize),
    Points(usize),
}

impl Number {
    /// Every number marked as an assumption that the scenario can use: techniques that one of its actors masters,
    /// its measures, its sensors, its partners' duties, its data; and what its actors are able to do, which no
    /// figure measures.
    #[must_use]
    pub fn all(scenario: &Scenario) -> Vec<Number> {
        let mut all = Vec::new();
        let is_mastered = |index: usize| scenario.actors.iter().any(|actor| actor.rank[index] != u8::MAX);
        let techniques = scenario.techniques.iter().enumerate().filter(|(index, _)| is_mastered(*index));
        for (index, technique) in techniques {
            let assumed = |of: &str| is_assumed(&technique.basis, of);
            if assumed("chance") {
                all.push(Number::Chance(index));
            }
            if assumed("stopped_by") {
                all.extend((0..technique.stopped_by.len()).map(|place| Number::StoppedBy(index, place)));
            }
            if assumed("traces") {
                all.extend((0..technique.traces.len()).map(|place| Number::Trace(index, place)));
            }
        }
        for (index, measure) in scenario.measures.iter().enumerate() {
            let people = (0..People::COUNT).map(|kind| ("people", Number::People(index, kind)));
            let others = [
                ("chance", Number::Works(index)),
                ("effect", Number::Strength(index)),
                ("turns", Number::Turns(index)),
                ("service_while", Number::ServiceWhile(index)),
            ];
            let assumed = others.into_iter().chain(people).filter(|(of, _)| is_assumed(&measure.basis, of));
            all.extend(assumed.map(|(_, number)| number));
        }
        for (index, sensor) in scenario.sensors.iter().enumerate() {
            all.extend((0..sensor.reads.len()).map(|place| Number::Reads(index, place)));
        }
        for (partner, def) in scenario.partners.iter().enumerate() {
            let is_first = |id: &str| !scenario.partners[..partner].iter().any(|of| has_duty(of, id));
            for (index, duty) in def.duties.iter().enumerate().filter(|(_, duty)| is_first(&duty.id)) {
                if is_assumed(&duty.basis, "harm") {
                    all.extend((0..duty.stages.len()).map(|stage| Number::Late(partner, index, stage)));
                }
            }
        }
        let is_held = |class: &usize| {
            scenario.nodes.iter().any(|node| node.data.iter().any(|(of, _)| of.index() == *class))
        };
        all.extend((0..scenario.data_classes.len()).filter(is_held).map(Number::Weight));
        for actor in 0..scenario.actors.len() {
            all.extend([Number::Skill(actor), Number::Stealth(actor), Number::Points(actor)]);
        }
        let mut read = scenario.clone();
        all.retain(|number| number.change(&mut read, |value| value) > 0);
        all
    }

    /// Changes the number and returns what it was; 0 where there is none.
    fn change(self, scenario: &mut Scenario, to: impl FnOnce(u32) -> u32) -> u32 {
        let number = match self {
            Number::Chance(of) => &mut scenario.techniques[of].chance_ppm,
            Number::StoppedBy(of, place) => &mut scenario.techniques[of].stopped_by[place].1,
            Number::Trace(of, place) => &mut scenario.techniques[of].traces[place].1,
            Number::Works(of) => &mut scenario.measures[of].chance_ppm,
            Number::Turns(of) => &mut scenario.measures[of].turns,
            Number::Reads(of, place) => &mut scenario.sensors[of].reads[place].1,
            Number::Weight(of) => &mut scenario.data_classes[of].weight,
            Number::Skill(of) => &mut scenario.actors[of].skill,
            Number::Stealth(of) => &mut scenario.actors[of].stealth,
            Number::Points(of) => &mut scenario.actors[of].points,
            Number::Late(partner, duty, stage) => {
                let DutyDef { id, stages, .. } = &scenario.partners[partner].duties[duty];
                let (id, was) = (id.clone(), stages[stage].harm);
                let number = to(was);
                let of_all = scenario.partners.iter_mut().flat_map(|partner| &mut partner.duties);
                of_all.filter(|duty| duty.id == id).for_each(|duty| duty.stages[stage].harm = number);
                return was;
            }
            Number::Strength(of) => match strength(&mut scenario.measures[of].effect) {
                Some(strength) => strength,
                None => return 0,
            },
            Number::People(of, kind) => {
                let number = &mut scenario.measures[of].people[kind];
                let was = u32::from(*number);
                *number = u8::try_from(to(was)).unwrap_or(u8::MAX);
                return was;
            }
            Number::ServiceWhile(of) => {
                let number = &mut scenario.measures[of].service_while;
                let was = u32::from(*number);
                *number = u16::try_from(to(was)).unwrap_or(1000);
                return was;
            }
        };
        let was = *number;
        *number = to(was);
        was
    }

    /// The most it can be.
    const fn most(self) -> u32 {
        match self {
            Number::Chance(_) | Number::Works(_) => 1_000_000,
            Number::Turns(_) | Number::People(..) | Number::Points(_) => 200,
            Number::Late(..) | Number::Skill(_) | Number::Stealth(_) => 10_000,
            _ => 1000,
        }
    }

    /// What it is, as in the catalogue.
    #[must_use]
    pub fn name(self, scenario: &Scenario) -> String {
        let technique = |of: usize| &scenario.techniques[of].id;
        let measure = |of: usize| &scenario.measures[of].id;
        let actor = |of: usize| &scenario.actors[of].id;
        match self {
            Number::Chance(of) => format!("{}: chance", technique(of)),
            Number::StoppedBy(of, place) => {
                let (control, _) = scenario.techniques[of].stopped_by[place];
                format!("{}: stopped_by {}", technique(of), scenario.controls[control.index()].id)
            }
            Number::Trace(of, place) => {
                let (source, _) = scenario.techniques[of].traces[place];
                format!("{}: traces {}", technique(of), scenario.data_sources[usize::from(source)])
            }
            Number::Works(of) => format!("{}: chance", measure(of)),
            Number::Strength(of) => format!("{}: effect", measure(of)),
            Number::People(of, kind) => format!("{}: people {}", measure(of), People::ALL[kind].slug()),
            Number::Turns(of) => format!("{}: turns", measure(of)),
            Number::ServiceWhile(of) => format!("{}: service_while", measure(of)),
            Number::Reads(of, place) => {
                let (source, _) = scenario.sensors[of].reads[place];
                format!("{}: reads {}", scenario.sensors[of].id, scenario.data_sources[usize::from(source)])
            }
            Number::Late(partner, duty, stage) => {
                let duty = &scenario.partners[partner].duties[duty];
                format!("{}: harm {}", duty.id, duty.stages[stage].id)
            }
            Number::Weight(of) => format!("{}: weight", scenario.data_classes[of].id),
            Number::Skill(of) => format!("{}: skill", actor(of)),
            Number::Stealth(of) => format!("{}: stealth", actor(of)),
            Number::Points(of) => format!("{}: points", actor(of)),
        }
    }
}

fn has_duty(partner: &PartnerDef, id: &str) -> bool {
    partner.duties.iter().any(|duty| duty.id == id)
}

/// Some mark says that the number, or all of the entry, is an assumption.
fn is_assumed(basis: &[BasisDef], of: &str) -> bool {
    let own = basis.iter().find(|basis| basis.of == of);
    own.or_else(|| basis.iter().find(|basis| basis.of == "*"))
        .is_some_and(|basis| matches!(basis.mark, Mark::Assumption | Mark::General))
}

const fn strength(effect: &mut Effect) -> Option<&mut u32> {
    match effect {
        Effect::Sensor(_, strength)
        | Effect::Harden(_, strength)
        | Effect::Block(strength)
        | Effect::Watch(strength)
        | Effect::Surge(strength)
        | Effect::Attention(strength, _)
        | Effect::Inform(strength)
        | Effect::Attribute(strength)
        | Effect::LendTools(strength, _)
        | Effect::PayRansom(strength)
        | Effect::Withdraw(strength) => Some(strength),
        _ => None,
    }
}

/// An order of policies that is another one when a number is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    pub number: String,
    pub from: u32,
    pub to: u32,
    /// What should hold, for example `random < playbook-weak`.
    pub order: &'static str,
    /// Mean joint scores of the two, 0 to 100.
    pub means: [f64; 2],
}

/// What came of moving every number.
#[derive(Debug, Clone, PartialEq)]
pub struct Robust {
    /// Numbers that could be moved; whole numbers too small for a fifth cannot.
    pub moved: u32,
    pub too_small: u32,
    pub flips: Vec<Flip>,
}

/// Moves one number after the other.
#[must_use]
pub fn robust(scenario: &Scenario, scale: &Scale, seed: u64, progress: &impl Progress) -> Robust {
    let numbers = Number::all(scenario);
    progress.planned(numbers.len() as u64);
    let tried: Vec<(bool, Vec<Flip>)> = numbers
        .par_iter()
        .map(|number| {
            let found = flips(scenario, scale, *number, seed);
            progress.played();
            found
        })
        .collect();
    let count = |moved: bool| tried.iter().filter(|(is, _)| *is == moved).count();
    Robust {
        moved: u32::try_from(count(true)).unwrap_or(u32::MAX),
        too_small: u32::try_from(count(false)).unwrap_or(u32::MAX),
        flips: tried.into_iter().flat_map(|(_, flips)| flips).collect(),
    }
}

/// What flips when one number is moved, and whether it could be.
#[must_use]
pub fn flips(scenario: &Scenario, scale: &Scale, number: Number, seed: u64) -> (bool, Vec<Flip>) {
    let mut moved = scenario.clone();
    let from = number.change(&mut moved, |value| value);
    let by = |percent: u32| {
        let to = u64::from(from) * u64::from(percent) + 50;
        u32::try_from(to / 100).unwrap_or(u32::MAX).min(number.most())
    };
    let mut found = Vec::new();
    let mut was_moved = false;
    for to in [by(100 - MOVED), by(100 + MOVED)] {
        if to == from {
            continue;
        }
        was_moved = true;
        number.change(&mut moved, |_| to);
        measure_anew(&mut moved);
        let means = ladder(&moved, scale, seed);
        for (order, means) in reversed(&means, scenario.partners.len() > 1) {
            found.push(Flip { number: number.name(scenario), from, to, order, means });
        }
    }
    (was_moved, found)
}

/// Orders that these means turn round, with the two means of each.
fn reversed(means: &[f64; LADDER.len()], is_joint: bool) -> Vec<(&'static str, [f64; 2])> {
    let orders = if is_joint { &ORDER[..] } else { &ORDER[..3] };
    let turned = orders.iter().filter(|(low, high, _)| means[*low] >= means[*high]);
    turned.map(|(low, high, order)| (*order, [means[*low], means[*high]])).collect()
}

/// Mean joint score of each policy.
fn ladder(scenario: &Scenario, scale: &Scale, seed: u64) -> [f64; LADDER.len()] {
    LADDER.map(|policy| {
        let setup = Setup { policies: vec![policy; scenario.partners.len()], style: Style::Scenario };
        sweep(scenario, scale, &SweepOptions { seed, setup, range: 0..exercises(scenario) }).joint.mean
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_as_an_assumption_is_moved_and_nothing_else() {
        let basis = |of: &str, mark| BasisDef { of: of.to_owned(), mark, source: String::new() };
        let all = [basis("*", Mark::Assumption)];
        assert!(is_assumed(&all, "chance") && is_assumed(&all, "traces"));
        let but_one = [basis("*", Mark::Assumption), basis("chance", Mark::Official)];
        assert!(!is_assumed(&but_one, "chance") && is_assumed(&but_one, "traces"));
        assert!(!is_assumed(&[basis("chance", Mark::Assumption)], "traces"));
    }

    #[test]
    fn an_order_that_turns_round_is_told() {
        // idle, random, playbook-weak, playbook, playbook-silent, playbook-open
        assert_eq!(reversed(&[1.0, 2.0, 3.0, 6.0, 4.0, 5.0], true), []);
        assert_eq!(reversed(&[1.0, 2.0, 2.0, 6.0, 4.0, 5.0], true), [("random < playbook-weak", [2.0, 2.0])]);
        let silent_wins = [1.0, 2.0, 3.0, 6.0, 7.0, 5.0];
        assert_eq!(reversed(&silent_wins, true), [("playbook-silent < playbook", [7.0, 6.0])]);
        // With nobody to tell there is nothing to be silent about.
        assert_eq!(reversed(&silent_wins, false), []);
    }
}
