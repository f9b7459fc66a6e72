//! What each difficulty dial does: the playbook at several settings of it, on the same dice.

use super::game::{Game, Setup};
use super::paired::Paired;
use super::progress::Progress;
use super::row::Row;
use super::stats::{Distribution, distribution};
use super::sweep::{Subject, Sweep, rows_of, summary};
use crate::brain::Policy;
use crate::rules::score::Scale;
use crate::scenario::Scenario;
use crate::scenario::model::{Dial, Dials};

/// The playbook at one setting of a dial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DialPoint {
    /// What it was turned to, percent of the scenario's own setting.
    pub percent: u32,
    pub joint: Distribution,
    /// Joint score against that at the scenario's own setting, on the same dice.
    pub change: Paired,
    /// Advised real minutes of a turn.
    pub turn_minutes: u32,
    /// Injects per real hour, median.
    pub injects_per_h: f64,
}

/// What a dial does.
#[derive(Debug, Clone, PartialEq)]
pub struct DialEffect {
    pub dial: Dial,
    pub points: Vec<DialPoint>,
}

/// The settings a dial is tried at, ascending.
const fn settings(dial: Dial) -> &'static [u32] {
    match dial {
        Dial::Sharing => &[0, 100],
        Dial::Reliability => &[25, 50, 75, 100],
        Dial::Tempo | Dial::Skill | Dial::Noise | Dial::Staff | Dial::Pressure => &[50, 100, 150, 200],
    }
}

/// Tries dials: `n` exercises for every setting that plays differently, and `n` at the scenario's own.
#[must_use]
pub fn dial_effects(
    scenario: &Scenario,
    scale: &Scale,
    n: u32,
    seed: u64,
    dials: &[Dial],
    progress: &impl Progress,
) -> Vec<DialEffect> {
    let play = |scenario: &Scenario| {
        let setup = Setup::all(scenario, Policy::Playbook);
        rows_of(&Game::new(scenario, &setup), scale, seed, 0..n, &|| progress.played())
    };
    let turned = |dial: Dial, percent: u32| {
        let mut turned = scenario.clone();
        dial.turn(&mut turned.dials, percent);
        turned
    };
    let differ = |dial: &Dial| {
        settings(*dial).iter().filter(|percent| !plays_alike(scenario, &turned(*dial, **percent))).count()
    };
    progress.planned(u64::from(n) * (1 + dials.iter().map(differ).sum::<usize>()) as u64);
    let own = play(scenario);
    let point = |dial: Dial, percent: u32| {
        let turned = turned(dial, percent);
        let played = if plays_alike(scenario, &turned) { None } else { Some(play(&turned)) };
        dial_point(percent, &turned, &own, played.as_deref().unwrap_or(&own))
    };
    let effect = |dial: &Dial| DialEffect {
        dial: *dial,
        points: settings(*dial).iter().map(|percent| point(*dial, *percent)).collect(),
    };
    dials.iter().map(effect).collect()
}

/// Policies feel nothing of time pressure.
fn plays_alike(one: &Scenario, other: &Scenario) -> bool {
    let felt = |scenario: &Scenario| Dials { pressure: 100, ..scenario.dials };
    felt(one) == felt(other)
}

fn dial_point(percent: u32, turned: &Scenario, own: &[Row], rows: &[Row]) -> DialPoint {
    let joints = |rows: &[Row]| rows.iter().map(|row| row.joint).collect::<Vec<f64>>();
    let subject = Subject::new(turned);
    let found: Sweep = summary(&subject, rows);
    DialPoint {
        percent,
        joint: distribution(&joints(rows)),
        change: Paired::of(&joints(rows), &joints(own)),
        turn_minutes: subject.turn_minutes,
        injects_per_h: found.injects_per_h.p50,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::load_scenario;
    use crate::rules::check::Check;
    use crate::rules::dice::Purpose;
    use crate::rules::event::{Event, World};
    use crate::rules::situation::Situation;
    use crate::rules::table::Recorder;
    use std::path::Path;

    /// Listens for shares and for rolls about handing over.
    #[derive(Default)]
    struct Shares {
        /// Turn in which each was to arrive.
        arrives: Vec<u16>,
        rolls: usize,
    }

    impl Recorder for Shares {
        const CHECKS: bool = true;
        fn event(&mut self, event: &Event) {
            if let Event::World(World::Sent(transit)) = event {
                self.arrives.push(transit.arrives);
            }
        }
        fn check(&mut self, check: Check) {
            self.rolls += usize::from(check.key.purpose == Purpose::Handover);
        }
    }

    fn two_rivers() -> Scenario {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
        load_scenario(&path, None).checked.scenario.expect("a shipped scenario is right")
    }

    fn shares(scenario: &Scenario) -> Shares {
        let setup = Setup::all(scenario, Policy::Playbook);
        let (mut now, mut heard) = (Situation::new(scenario), Shares::default());
        Game::new(scenario, &setup).replay_for(&mut now, 7, &mut heard);
        heard
    }

    #[test]
    fn unreliable_partners_hand_over_one_turn_later() {
        let mut scenario = two_rivers();
        let reliable = shares(&scenario);
        scenario.dials.reliability = 0;
        let late = shares(&scenario);
        // Up to the first arrival both exercises are the same.
        assert_eq!(late.arrives[0], reliable.arrives[0] + 1);
        assert_eq!(reliable.rolls, 0, "no dice where everybody is reliable");
        assert!(late.rolls >= late.arrives.len(), "{} rolls", late.rolls);
    }

    #[test]
    fn time_pressure_shortens_phases_and_nothing_else() {
        let mut scenario = two_rivers();
        let before = scenario.phase_minutes();
        assert_eq!(before, scenario.clock.phase_minutes);
        let plays = shares(&scenario).arrives;
        scenario.dials.pressure = 200;
        let half = |minutes: u32| minutes.div_ceil(2);
        assert_eq!(scenario.phase_minutes(), before.map(half));
        assert_eq!(shares(&scenario).arrives, plays);
        scenario.dials.pressure = 500;
        let keeps_some =
            scenario.phase_minutes().iter().zip(before).all(|(now, before)| *now > 0 || before == 0);
        assert!(keeps_some, "{:?}", scenario.phase_minutes());
    }

    #[test]
    fn settings_are_within_what_a_dial_takes() {
        for dial in Dial::ALL {
            let (least, most) = dial.range();
            assert!(settings(dial).iter().all(|percent| (least..=most).contains(percent)), "{dial:?}");
        }
    }
}
