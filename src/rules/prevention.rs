//! Prevention: what partners do before StartEx. Measures that have a price can be ordered from a budget,
//! keep nobody busy, and have taken effect when the exercise begins.

use super::event::Told;
use super::measures;
use super::order::Refusal;
use super::picture::Picture;
use super::situation::{Phase, Public};
use super::table::{Recorder, Table};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::MeasureDef;

/// Orders can be given: in the orders phase, or as prevention where there is a budget.
#[must_use]
pub fn takes_orders(scenario: &Scenario, partner: PartnerId, public: Public) -> bool {
    let prevents = public.phase == Phase::Briefing && scenario.partners[partner.index()].prevention > 0;
    prevents || public.phase == Phase::Orders
}

/// Some partner has a budget.
#[must_use]
pub fn is_played(scenario: &Scenario) -> bool {
    scenario.partners.iter().any(|partner| partner.prevention > 0)
}

/// Points that are left, before StartEx.
#[must_use]
pub fn left(scenario: &Scenario, partner: PartnerId, picture: &Picture) -> u32 {
    let price = |measure: usize| scenario.measures[measure].prevention;
    let spent: u32 = picture.jobs.iter().map(|job| price(job.order.measure.index())).sum();
    scenario.partners[partner.index()].prevention.saturating_sub(spent)
}

/// Whether the budget allows a measure.
///
/// # Errors
/// Why it does not.
pub(super) fn afford(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    measure: &MeasureDef,
) -> Result<(), Refusal> {
    let (needed, left) = (measure.prevention, left(scenario, partner, picture));
    if needed == 0 || scenario.partners[partner.index()].prevention == 0 {
        return Err(Refusal::NotNow);
    }
    if needed > left { Err(Refusal::NoBudget { needed, left }) } else { Ok(()) }
}

/// StartEx: what was ordered before takes effect.
pub(super) fn take_effect<R: Recorder>(table: &mut Table<'_, R>) {
    for index in 0..table.scenario.partners.len() {
        let partner = PartnerId::at(index);
        while let Some(job) = table.now.pictures[index].jobs.first().copied() {
            let result = measures::finish(table, partner, job);
            table.tell(partner, Told::Done { order: job.order, result });
        }
    }
}
