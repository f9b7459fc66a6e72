//! The scale of a scenario's score: what idleness costs (0) and what the playbook reaches (par).
//! Default dials, fixed seeds; computed once and stored with an exercise.

use super::game::{Game, Setup};
use super::sweep::seed_of;
use crate::brain::Policy;
use crate::rules::score::{PartnerScale, Scale, score};
use crate::rules::situation::HARM_PARTS;
use crate::scenario::Scenario;
use crate::scenario::model::Dials;
use rayon::prelude::*;

/// Exercises behind the scale.
pub const SCALE_N: u32 = 1000;
/// Their seed.
pub const SCALE_SEED: u64 = 0x5CA1E;
/// A partner whose idle harm is below this share of the scenario's has no outcome of its own.
const LEAST_SHARE: f64 = 0.05;

/// Computes the scale of a scenario.
#[must_use]
pub fn scale(scenario: &Scenario) -> Scale {
    let mut plain = scenario.clone();
    let tempo = if scenario.cut.is_some() { scenario.dials.tempo } else { 100 };
    plain.dials = Dials { tempo, ..Dials::default() };
    let idle = idle_harm(&plain);
    let totals: Vec<f64> = idle.iter().map(|parts| parts.iter().sum()).collect();
    let all: f64 = totals.iter().sum();
    let partners = idle
        .into_iter()
        .zip(&totals)
        .map(|(idle_parts, total)| PartnerScale {
            idle: *total,
            idle_parts,
            par: 0.0,
            no_outcome: *total < LEAST_SHARE * all,
        })
        .collect();
    let mut scale = Scale { n: SCALE_N, partners };
    let pars = par(&plain, &scale);
    scale.partners.iter_mut().zip(pars).for_each(|(partner, par)| partner.par = par);
    scale
}

/// Mean harm in points by partner and part if nobody acts.
fn idle_harm(scenario: &Scenario) -> Vec<[f64; HARM_PARTS]> {
    let setup = Setup::all(scenario, Policy::Idle);
    let game = Game::new(scenario, &setup);
    let harms: Vec<Vec<[u64; HARM_PARTS]>> = (0..SCALE_N)
        .into_par_iter()
        .map(|index| {
            let end = game.play(seed_of(SCALE_SEED, index)).end;
            end.truth.partners.iter().map(|partner| partner.harm).collect()
        })
        .collect();
    (0..scenario.partners.len()).map(|partner| mean_harm(harms.iter().map(|of| &of[partner]))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "harm stays far below 2^53")]
fn mean_harm<'h>(harms: impl Iterator<Item = &'h [u64; HARM_PARTS]>) -> [f64; HARM_PARTS] {
    let mut sums = [0u64; HARM_PARTS];
    for harm in harms {
        sums.iter_mut().zip(harm).for_each(|(sum, milli)| *sum += milli);
    }
    sums.map(|sum| sum as f64 / 1000.0 / f64::from(SCALE_N))
}

/// Mean outcome of the playbook by partner.
fn par(scenario: &Scenario, scale: &Scale) -> Vec<f64> {
    let setup = Setup::all(scenario, Policy::Playbook);
    let game = Game::new(scenario, &setup);
    let outcomes: Vec<Vec<f64>> = (0..SCALE_N)
        .into_par_iter()
        .map(|index| {
            let end = game.play(seed_of(SCALE_SEED, index)).end;
            score(scenario, &end, scale).partners.iter().map(|partner| partner.outcome).collect()
        })
        .collect();
    let mean = |partner: usize| outcomes.iter().map(|of| of[partner]).sum::<f64>() / f64::from(SCALE_N);
    (0..scenario.partners.len()).map(mean).collect()
}
