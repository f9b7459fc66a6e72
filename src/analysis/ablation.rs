//! What a measure or an inject is good for: the playbook with it against the playbook without it, on the
//! same dice.

use super::game::{Game, Setup};
use super::paired::{Comparison, judge};
use super::progress::Progress;
use super::row::Row;
use super::sweep::rows_of;
use crate::brain::Policy;
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::ids::MeasureId;
use crate::scenario::model::{Agenda, WhenDef};

/// What measures and injects are good for, one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct Ablations {
    /// Exercises behind each comparison.
    pub n: u32,
    /// Measures that the playbook ordered: with, minus the playbook that may not order it.
    pub measures: Vec<Comparison>,
    /// Injects that fired: with, minus the scenario in which it never does. Policies read no texts and
    /// take no decisions, so this is what its effects do, not what people make of it.
    pub injects: Vec<Comparison>,
    /// Measures that the playbook never ordered.
    pub never_ordered: Vec<usize>,
}

impl Ablations {
    /// How many comparisons were made; verdicts allow for it.
    #[must_use]
    pub fn tested(&self) -> usize {
        self.measures.len() + self.injects.len()
    }

    /// The comparison of a measure, if it was tested.
    #[must_use]
    pub fn measure(&self, index: usize) -> Option<&Comparison> {
        self.measures.iter().find(|comparison| comparison.index == index)
    }

    /// The comparison of an inject, if it was tested.
    #[must_use]
    pub fn inject(&self, index: usize) -> Option<&Comparison> {
        self.injects.iter().find(|comparison| comparison.index == index)
    }
}

/// Leaves out one thing after the other: `n` exercises for each, and `n` with everything.
#[must_use]
pub fn ablations(
    scenario: &Scenario,
    scale: &Scale,
    n: u32,
    seed: u64,
    progress: &impl Progress,
) -> Ablations {
    let setup = Setup::all(scenario, Policy::Playbook);
    let play = |game: &Game<'_>| rows_of(game, scale, seed, 0..n, &|| progress.played());
    progress.planned(u64::from(n));
    let all = play(&Game::new(scenario, &setup));
    let ordered = |measure: &usize| all.iter().any(|row| is_ordered(row, *measure));
    let (tested, never_ordered): (Vec<_>, Vec<_>) = (0..scenario.measures.len()).partition(ordered);
    let fired: Vec<usize> =
        (0..scenario.injects.len()).filter(|inject| all.iter().any(|row| row.has_fired(*inject))).collect();
    progress.planned(u64::from(n) * (tested.len() + fired.len()) as u64);
    let measure = |index: usize| {
        let without = play(&Game::new(scenario, &setup).without(MeasureId::at(index)));
        Comparison::new(index, &all, &without)
    };
    let inject = |index: usize| {
        let quiet = without_inject(scenario, index);
        Comparison::new(index, &all, &play(&Game::new(&quiet, &setup)))
    };
    let mut found = Ablations {
        n,
        measures: tested.into_iter().map(measure).collect(),
        injects: fired.into_iter().map(inject).collect(),
        never_ordered,
    };
    judge(&mut found.measures.iter_mut().chain(&mut found.injects).collect::<Vec<_>>());
    found
}

fn is_ordered(row: &Row, measure: usize) -> bool {
    (0..row.orders.len()).any(|partner| row.orders_of(partner, measure) > 0)
}

/// The scenario in which one inject waits for a hand that never comes.
fn without_inject(scenario: &Scenario, index: usize) -> Scenario {
    let mut quiet = scenario.clone();
    quiet.injects[index].at = WhenDef::Hand;
    quiet.agenda = Agenda::new(&quiet.injects, &quiet.clock);
    quiet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::load_scenario;
    use crate::rules::score::PartnerScale;
    use std::path::Path;

    #[test]
    fn what_is_left_out_does_not_happen() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
        let scenario = load_scenario(&path, None).checked.scenario.expect("a shipped scenario is right");
        let partner = PartnerScale { idle: 2000.0, idle_parts: [250.0; 8], par: 50.0, no_outcome: false };
        let scale = Scale { n: 1, partners: vec![partner; scenario.partners.len()] };
        let setup = Setup::all(&scenario, Policy::Playbook);
        let play = |game: &Game<'_>| rows_of(game, &scale, 9, 0..4, &|| {});
        let all = play(&Game::new(&scenario, &setup));
        let measure = (0..scenario.measures.len()).find(|measure| is_ordered(&all[0], *measure));
        let measure = measure.expect("the playbook orders something");
        let barred = play(&Game::new(&scenario, &setup).without(MeasureId::at(measure)));
        assert!(barred.iter().all(|row| !is_ordered(row, measure)));
        let fired = (0..scenario.injects.len()).find(|inject| all[0].has_fired(*inject));
        let fired = fired.expect("something fires");
        let quiet = without_inject(&scenario, fired);
        let silent = play(&Game::new(&quiet, &setup));
        assert!(silent.iter().all(|row| !row.has_fired(fired)));
        let others = (0..scenario.injects.len()).filter(|inject| silent[0].has_fired(*inject)).count();
        assert!(others > 0, "the others still come");
        let same = Comparison::new(0, &all, &all);
        assert_eq!((same.changed.rate, same.verdict), (0.0, super::super::paired::Verdict::Same));
    }
}
