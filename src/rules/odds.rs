//! Odds as they stand at the start, before anybody has done anything: for those who roll real dice at a
//! table. What measures change of them stands with the rules that roll.

use super::attack::MOST_PPM as MOST_WORKS_PPM;
use super::check::{permille, times};
use super::detect::MOST_PPM as MOST_SEEN_PPM;
use super::dice::CERTAIN_PPM;
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, PartnerId};
use crate::scenario::model::Move;

pub use super::attack::RETURN_PPM;
pub use super::findings::{INDICATOR_AT_TRIAGE_PPM, KNOWING, MOST_PPM as MOST_FOUND_PPM, SCOPE_PPM};
pub use super::measures::aid::AID_LEAD_TURNS;
pub use super::sharing::{LEAK_PPM, NIGHT_H, NO_AGREEMENT_H, TRANSLATION_H, channel_h};

/// Chance that an actor's move works against what its target has from the start, parts per million.
#[must_use]
pub fn works_ppm(scenario: &Scenario, actor: ActorId, mv: &Move) -> u32 {
    let skill = scenario.actors[actor.index()].skill * scenario.dials.skill / 100;
    let base = scenario.techniques[mv.technique.index()].chance_ppm;
    times(permille(base, skill, MOST_WORKS_PPM), mv.left_ppm)
}

/// Chance that the target's own sensors see an actor's move, parts per million.
#[must_use]
pub fn seen_ppm(scenario: &Scenario, actor: ActorId, mv: &Move) -> u32 {
    let stealth = scenario.actors[actor.index()].stealth;
    permille(CERTAIN_PPM - mv.miss_ppm, stealth, MOST_SEEN_PPM)
}

/// Chance of one more false alert of a partner in a turn of so many hours, parts per million.
#[must_use]
pub fn false_alert_ppm(scenario: &Scenario, partner: PartnerId, hours: u32) -> u32 {
    let per_h = scenario.partners[partner.index()].noise_ppm_per_h;
    let rate = permille(per_h, scenario.dials.noise * 10, CERTAIN_PPM) * hours;
    // Mean `rate` millionths of alerts a turn: each further one with chance mean / (1 + mean).
    let chance = u64::from(rate) * u64::from(CERTAIN_PPM) / (u64::from(rate) + u64::from(CERTAIN_PPM));
    u32::try_from(chance).unwrap_or(0)
}
