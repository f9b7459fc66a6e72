//! Order cards: every measure with what it costs, what it breaks, how likely it works as far as the
//! partner can know, and what it can be ordered for now.

use super::wording;
use super::{OrderCard, OrderChoice};
use crate::rules::order::{Order, Refusal, Target, accept, for_each_target};
use crate::rules::picture::Picture;
use crate::rules::prevention;
use crate::rules::situation::Public;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::BasisDef;
use crate::scenario::words::{Mark, People};

/// All measures that can do anything here as cards; outside the orders phase with nothing to choose.
#[must_use]
pub fn orders(scenario: &Scenario, partner: PartnerId, picture: &Picture, public: Public) -> Vec<OrderCard> {
    let is_open = prevention::takes_orders(scenario, partner, public);
    let useful = scenario.useful_measures();
    useful.map(|(id, _)| card(scenario, partner, picture, is_open, id)).collect()
}

fn card(
    scenario: &Scenario,
    partner: PartnerId,
    picture: &Picture,
    is_open: bool,
    id: MeasureId,
) -> OrderCard {
    let measure = &scenario.measures[id.index()];
    let mut choices = Vec::new();
    let mut reason = None;
    if is_open {
        for_each_target(scenario, partner, picture, measure, |target| {
            let order = Order { measure: id, target };
            match accept(scenario, partner, picture, order) {
                Ok(_) => choices.push(choice(scenario, partner, picture, order)),
                Err(refusal) => reason = Some(more_telling(reason, refusal)),
            }
        });
    } else {
        reason = Some(Refusal::NotNow);
    }
    let blocked = if choices.is_empty() {
        Some(reason.map_or_else(wording::nothing_to_choose, |refusal| wording::refusal(scenario, refusal)))
    } else {
        None
    };
    OrderCard {
        measure: id,
        slug: measure.id.clone(),
        name: measure.name.clone(),
        text: measure.text.clone(),
        breaks: measure.breaks.clone(),
        group: measure.group,
        people: People::ALL
            .iter()
            .zip(measure.people)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| (*kind, count))
            .collect(),
        turns: measure.turns,
        prevention: (is_open && !picture.has_started).then_some(measure.prevention),
        odds: measure.chance_ppm / 1000,
        assumption: is_assumption(&measure.basis),
        source: source(&measure.basis),
        choices,
        blocked,
    }
}

/// Of two reasons the one that helps more: what is missing rather than what is done.
const fn more_telling(before: Option<Refusal>, now: Refusal) -> Refusal {
    match before {
        Some(Refusal::NoPeople { .. } | Refusal::NoBudget { .. }) | None => now,
        Some(before) => before,
    }
}

fn choice(scenario: &Scenario, partner: PartnerId, picture: &Picture, order: Order) -> OrderChoice {
    let node = match order.target {
        Target::Node(node) => Some(node),
        Target::Alert(number) => picture.alert(number).map(|alert| alert.node),
        _ => None,
    };
    OrderChoice { order, label: wording::target(scenario, partner, picture, order.target), node }
}

/// Some number of the entry is an assumption or general knowledge.
pub(super) fn is_assumption(basis: &[BasisDef]) -> bool {
    basis.is_empty() || basis.iter().any(|basis| matches!(basis.mark, Mark::Assumption | Mark::General))
}

/// Where the entry's numbers come from.
pub(super) fn source(basis: &[BasisDef]) -> String {
    let parts: Vec<String> = basis.iter().map(|basis| format!("{}: {}", basis.of, basis.source)).collect();
    parts.join("; ")
}
