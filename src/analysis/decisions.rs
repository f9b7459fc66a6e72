//! What a turn's orders were worth, judged from what the partner could know: on situations that agree with
//! its picture and with what it had ordered so far, its real orders against those of the reference policy, on the
//! same dice. No rollout uses the exercise's own dice or its truth, so two exercises that look the same to a
//! partner are judged the same.
//!
//! From each of those situations (see `believed.rs`) everybody goes on like the reference policy to EndEx, once
//! for each way to decide.

use super::believed::{Beliefs, Believed, Start};
use super::moments::{Decide, Futures, Given, Moment, moments};
use super::paired::Paired;
use super::progress::Progress;
use crate::brain::{Doctrine, Policy, Seat};
use crate::exercise::Exercise;
use crate::rules::dice::Dice;
use crate::rules::order::Order;
use crate::rules::situation::Situation;
use crate::rules::table::Table;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Effect;
use rayon::prelude::*;
use std::slice;

/// The policy that orders are compared with, and by which everybody goes on.
pub const REFERENCE: Policy = Policy::Playbook;
/// Policies whose orders are tried as well; the weak one several times.
const OTHERS: [Policy; 8] = [
    Policy::Planner,
    Policy::PlaybookSilent,
    Policy::PlaybookOpen,
    Policy::PlaybookUnaided,
    Policy::PlaybookWeak,
    Policy::PlaybookWeak,
    Policy::PlaybookWeak,
    Policy::PlaybookWeak,
];
/// Of the dice on which other policies choose what is tried.
const SEED: u64 = 0x5EED_0FBE_11EF;

/// A partner's orders of one turn, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub partner: PartnerId,
    /// 0 before StartEx.
    pub turn: u16,
    pub orders: Vec<Order>,
    /// Points of the joint score that they gain over the reference policy's orders.
    pub value: Paired,
    /// The same over giving no orders.
    pub over_nothing: Paired,
    pub label: Label,
    pub best: Best,
    pub others: ForOthers,
}

/// The best orders found among alternatives: chosen on one half of the situations, weighed on the other, so
/// that what looks best by chance gains nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// What it would have been to order; `None` where nothing better was found.
    pub orders: Option<Vec<Order>>,
    /// Points of the joint score that it gains over the real orders; 0 where nothing better was found.
    pub regret: Paired,
}

/// What was done for other partners and what was not, each by itself: points of the other partners' mean outcome.
/// `None` where there was nothing of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ForOthers {
    /// What telling them gained them.
    pub shared: Option<Paired>,
    /// What aid gained them.
    pub aided: Option<Paired>,
    /// What the reference policy would have told or lent them beside the real orders, and the partner did not,
    /// would have gained them.
    pub refused: Option<Paired>,
}

/// What can be said of a decision: only what the 95 % interval allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Good,
    Bad,
    /// No difference stands out.
    Open,
}

impl Label {
    /// What an interval allows.
    pub(super) fn of(value: Paired) -> Self {
        if value.is_gain() {
            Label::Good
        } else if value.is_loss() {
            Label::Bad
        } else {
            Label::Open
        }
    }
}

/// Judges every partner's orders of every turn that was carried out, by `rollouts` futures each, against the
/// playbook's.
#[must_use]
pub fn decisions(exercise: &Exercise, rollouts: u32, progress: &impl Progress) -> Vec<Decision> {
    each(exercise, REFERENCE, rollouts, progress, |judge, moment, partner, believed, of| {
        let decision = judge.decision(moment, partner, believed);
        progress.judged(&decision, of);
        decision
    })
}

/// Only what every decision was worth, in the same order, in points of the joint score, against a policy by which
/// everybody then goes on; by `rollouts` futures for each way to decide.
#[must_use]
pub fn values(exercise: &Exercise, reference: Policy, rollouts: u32) -> Vec<Paired> {
    each(exercise, reference, rollouts, &(), |judge, moment, partner, believed, _| {
        judge.value(moment, partner, believed)
    })
}

/// Decisions that are valued once more in one exercise, at most.
const AGAIN: usize = 4;

/// What `wanted` decisions of these partners in these exercises were worth, [`AGAIN`] in each at most: by `few`
/// futures, and once more by `many` on other situations and dice. Decisions that change nothing on any dice of the
/// few are passed over.
pub(super) fn values_again(
    exercises: impl Iterator<Item = (Exercise, PartnerId)>,
    reference: Policy,
    [few, many]: [u32; 2],
    wanted: usize,
    progress: &impl Progress,
) -> Vec<[Paired; 2]> {
    let mut found = Vec::new();
    let mut salt = 0;
    for (exercise, partner) in exercises {
        let scenario = exercise.scenario();
        let doctrine = Doctrine::new(scenario);
        let judge = Judge::new(&exercise, &doctrine, reference);
        let moments = moments(&exercise);
        let mut believed = |taken: u32| {
            salt += 1;
            Beliefs::new(scenario, &doctrine, &moments, partner, [taken, salt])
        };
        let mut beliefs = believed(few);
        let values = all(scenario, &moments, partner)
            .into_iter()
            .map(|moment| (moment, judge.value(moment, partner, &beliefs.of(moment))))
            .filter(|(_, value)| value.ci95 > 0.0);
        let values: Vec<(&Moment, Paired)> = values.collect();
        // Spread over the turns.
        let taken = AGAIN.min(values.len()).min(wanted - found.len());
        drop(beliefs);
        let mut beliefs = believed(if taken > 0 { many } else { 0 });
        for place in (0..taken).map(|place| (2 * place + 1) * values.len() / (2 * taken)) {
            let (moment, value) = values[place];
            found.push([value, judge.value(moment, partner, &beliefs.of(moment))]);
            progress.played();
        }
        if found.len() == wanted {
            break;
        }
    }
    found
}

/// Moments in which a partner decided; before StartEx only if it could prevent anything.
fn all<'m>(scenario: &Scenario, moments: &'m [Moment], partner: PartnerId) -> Vec<&'m Moment> {
    let could_prevent = scenario.partners[partner.index()].prevention > 0;
    moments.iter().filter(|moment| moment.turn > 0 || could_prevent).collect()
}

/// Goes through everybody's decisions, one after the other: what can be believed takes room, and one is enough to
/// occupy every processor. What is told stands in the order of the turns. `judge` hears how many there are.
fn each<T>(
    exercise: &Exercise,
    reference: Policy,
    rollouts: u32,
    progress: &impl Progress,
    judge: impl Fn(&Judge<'_>, &Moment, PartnerId, &Believed, u64) -> T,
) -> Vec<T> {
    let scenario = exercise.scenario();
    let doctrine = Doctrine::new(scenario);
    let found = Judge::new(exercise, &doctrine, reference);
    let moments = moments(exercise);
    let partners = || (0..scenario.partners.len()).map(PartnerId::at);
    let of_all: Vec<Vec<&Moment>> = partners().map(|partner| all(scenario, &moments, partner)).collect();
    let count = of_all.iter().map(|of| of.len() as u64).sum();
    progress.planned(count);
    let mut told: Vec<(u16, PartnerId, T)> = Vec::new();
    for (partner, of) in partners().zip(of_all) {
        let mut beliefs = Beliefs::new(scenario, &doctrine, &moments, partner, [rollouts, 0]);
        for moment in of.into_iter().take_while(|_| progress.is_wanted()) {
            told.push((moment.turn, partner, judge(&found, moment, partner, &beliefs.of(moment), count)));
            progress.played();
        }
    }
    told.sort_by_key(|(turn, partner, _)| (*turn, partner.0));
    told.into_iter().map(|(_, _, told)| told).collect()
}

/// What a way to decide comes to.
#[derive(Clone, Copy)]
struct Worth {
    /// The joint score.
    joint: f64,
    /// The other partners' mean outcome.
    others: f64,
}

/// A way to decide in one situation.
struct Way {
    /// After everybody has decided.
    decided: Situation,
    worth: Worth,
}

/// Situations, and ways to decide in each that were played already: the real orders, the reference policy's, none.
#[derive(Clone, Copy)]
struct Known<'k> {
    believed: &'k [Start],
    ways: &'k [Vec<Way>],
}

impl<'k> Known<'k> {
    /// The first so many situations, and the others.
    fn split_at(self, place: usize) -> (Known<'k>, Known<'k>) {
        let (before, after) = self.believed.split_at(place);
        let (ways_before, ways_after) = self.ways.split_at(place);
        (Known { believed: before, ways: ways_before }, Known { believed: after, ways: ways_after })
    }
}

/// What is needed to judge.
struct Judge<'a> {
    futures: Futures<'a>,
}

impl<'a> Judge<'a> {
    fn new(exercise: &'a Exercise, doctrine: &'a Doctrine, reference: Policy) -> Self {
        let scenario = exercise.scenario();
        Judge { futures: Futures { scenario, scale: exercise.scale(), doctrine, reference } }
    }

    /// What the real orders gain over the reference policy's.
    fn value(&self, moment: &Moment, partner: PartnerId, believed: &Believed) -> Paired {
        let given = &moment.given[partner.index()];
        let both = |at: &Start| self.real_and_usual(at, partner, given).map(|way| way.worth.joint);
        let (real, usual): (Vec<f64>, Vec<f64>) = believed.par_iter().map(both).map(Into::into).unzip();
        Paired::of_futures(&real, &usual)
    }

    /// The real orders, and the reference policy's.
    fn real_and_usual(&self, at: &Start, partner: PartnerId, given: &Given) -> [Way; 2] {
        let real = self.way(at, partner, &|_, seat| given.play(seat), &[]);
        let usual = self.way(at, partner, &|_, seat| self.futures.refer(seat), slice::from_ref(&real));
        [real, usual]
    }

    /// A way to decide, and what it comes to: played to the end unless it is one of those known.
    fn way(&self, (seed, start): &Start, partner: PartnerId, decide: Decide<'_>, known: &[Way]) -> Way {
        let decided = self.decided(*seed, start, partner, decide);
        // The same orders on the same dice come to the same end.
        let same = known.iter().find(|way| way.decided == decided);
        let worth = same.map_or_else(|| self.worth(*seed, decided.clone(), partner), |way| way.worth);
        Way { decided, worth }
    }

    /// What a situation comes to in which everybody has decided.
    fn worth(&self, seed: u64, decided: Situation, partner: PartnerId) -> Worth {
        let expected = self.futures.doctrine.expected(self.futures.scenario);
        let score = self.futures.end_of(seed, decided, expected);
        let others = score.partners.iter().enumerate().filter(|(index, _)| *index != partner.index());
        let others: Vec<f64> = others.map(|(_, of)| of.outcome).collect();
        #[expect(clippy::cast_precision_loss, reason = "a handful of partners")]
        let count = others.len().max(1) as f64;
        Worth { joint: score.joint, others: others.iter().sum::<f64>() / count }
    }

    /// A situation in which a partner decided like this, and everybody else by the reference.
    fn decided(&self, seed: u64, start: &Situation, partner: PartnerId, decide: Decide<'_>) -> Situation {
        let all = |index: usize, seat: &mut Seat<'_, '_, ()>| {
            if index == partner.index() { decide(index, seat) } else { self.futures.refer(seat) }
        };
        self.futures.decided(seed, start, &all)
    }

    fn decision(&self, moment: &Moment, partner: PartnerId, believed: &Believed) -> Decision {
        let given = &moment.given[partner.index()];
        let ways = |at: &Start| {
            let [real, usual] = self.real_and_usual(at, partner, given);
            let mut ways = vec![real, usual];
            ways.push(self.way(at, partner, &|_, _| {}, &ways));
            ways
        };
        let known: Vec<Vec<Way>> = believed.par_iter().map(ways).collect();
        let joint = |place: usize| -> Vec<f64> { known.iter().map(|ways| ways[place].worth.joint).collect() };
        let (real, usual, nothing) = (joint(0), joint(1), joint(2));
        let value = Paired::of_futures(&real, &usual);
        let known = Known { believed, ways: &known };
        Decision {
            partner,
            turn: moment.turn,
            orders: given.orders.clone(),
            value,
            over_nothing: Paired::of_futures(&real, &nothing),
            label: Label::of(value),
            best: self.best(moment, partner, known, &real),
            others: self.for_others(moment, partner, known),
        }
    }

    /// What these orders come to in each situation, beside the choices that were made.
    fn try_out(&self, orders: &[Order], given: &Given, partner: PartnerId, known: Known<'_>) -> Vec<Worth> {
        let decision = Given { orders: orders.to_vec(), choices: given.choices.clone() };
        let way = |(at, known): (&Start, &Vec<Way>)| {
            self.way(at, partner, &|_, seat| decision.play(seat), known).worth
        };
        known.believed.par_iter().zip(known.ways).map(way).collect()
    }

    /// The best of the real orders, none, and what other policies would order from the same picture.
    fn best(&self, moment: &Moment, partner: PartnerId, known: Known<'_>, real: &[f64]) -> Best {
        let given = &moment.given[partner.index()];
        let policies = [self.futures.reference, Policy::Idle].into_iter().chain(OTHERS);
        let mut tried: Vec<Vec<Order>> = vec![given.orders.clone()];
        for (index, policy) in policies.enumerate() {
            let orders = self.ordered(policy, SEED ^ index as u64, moment, partner);
            if !tried.contains(&orders) {
                tried.push(orders);
            }
        }
        let half = real.len() / 2;
        let (chosen_on, weighed_on) = known.split_at(half);
        let play = |orders: &[Order], known: Known<'_>| -> Vec<f64> {
            self.try_out(orders, given, partner, known).iter().map(|worth| worth.joint).collect()
        };
        let sum = |figures: &[f64]| figures.iter().sum::<f64>();
        let others = tried.iter().skip(1).map(|orders| (orders, sum(&play(orders, chosen_on))));
        let found = others.filter(|(_, worth)| *worth > sum(&real[..half]));
        match found.max_by(|(_, one), (_, other)| one.total_cmp(other)) {
            Some((orders, _)) => Best {
                orders: Some(orders.clone()),
                regret: Paired::of_futures(&play(orders, weighed_on), &real[half..]),
            },
            None => Best { orders: None, regret: Paired { mean: 0.0, ci95: 0.0 } },
        }
    }

    /// What a policy would order, from the partner's picture alone.
    fn ordered(&self, policy: Policy, seed: u64, moment: &Moment, partner: PartnerId) -> Vec<Order> {
        let mut now = moment.start.clone();
        let dice = Dice::new(seed);
        let scenario = self.futures.scenario;
        let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
        policy.play(self.futures.doctrine, &mut Seat { table: &mut table, partner });
        let jobs = &now.pictures[partner.index()].jobs;
        jobs.iter().filter(|job| job.from == moment.turn).map(|job| job.order).collect()
    }

    /// What the partner's sharing and its aid changed for the others, and what was refused them.
    fn for_others(&self, moment: &Moment, partner: PartnerId, known: Known<'_>) -> ForOthers {
        let given = &moment.given[partner.index()];
        let effect = |order: &Order| self.futures.scenario.measures[order.measure.index()].effect;
        let play = |orders: &[Order]| -> Vec<f64> {
            self.try_out(orders, given, partner, known).iter().map(|worth| worth.others).collect()
        };
        let real = || play(&given.orders);
        let without = |is_it: &dyn Fn(&Order) -> bool| {
            let rest: Vec<Order> = given.orders.iter().filter(|order| !is_it(order)).copied().collect();
            (rest.len() < given.orders.len()).then(|| Paired::of_futures(&real(), &play(&rest)))
        };
        let usual = self.ordered(self.futures.reference, SEED, moment, partner);
        let lacks = |usual: &&Order| {
            effect(usual).is_for_others() && !given.orders.iter().any(|order| order.does_as_much(**usual))
        };
        let lacking: Vec<Order> = usual.iter().filter(lacks).copied().collect();
        ForOthers {
            shared: without(&|order| effect(order).is_for_others() && !effect(order).is_aid()),
            aided: without(&|order| effect(order).is_aid()),
            refused: (!lacking.is_empty()).then(|| {
                let accepted =
                    given.orders.iter().filter(|order| effect(order) != Effect::DeclineInformation);
                let with: Vec<Order> = accepted.chain(&lacking).copied().collect();
                Paired::of_futures(&play(&with), &real())
            }),
        }
    }
}
