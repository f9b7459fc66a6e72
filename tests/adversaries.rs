//! Stock adversaries: in place of a scenario's own attackers, a better one of the same kind does more
//! harm. They keep what the place demands (start, wants, credentials, the scenario's own techniques);
//! who they are, how skilled, how quiet, how quick and how they decide comes from the catalogue.

use planspiel::analysis::{Game, Setup};
use planspiel::brain::Policy;
use planspiel::files::load;
use planspiel::scenario::Scenario;
use planspiel::scenario::check::check;
use planspiel::scenario::words::ActorKind;
use rayon::prelude::*;
use std::path::Path;

/// Exercises per grade.
const N: u64 = 160;

/// A shipped scenario with a stock adversary in place of each actor of a kind.
fn with_stock(id: &str, kind: ActorKind, grade: usize) -> Scenario {
    let mut loaded = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(id));
    let like = format!("{}-{grade}", kind.slug());
    let drafts = loaded.drafts.iter().flat_map(|(_, draft)| &draft.adversaries);
    let stock = drafts.clone().find(|stock| stock.id == like).expect("a stock adversary").clone();
    let mut replaced = 0;
    for actor in loaded.drafts.iter_mut().flat_map(|(_, draft)| &mut draft.actors) {
        if actor.kind != Some(kind) {
            continue;
        }
        let own = actor.techniques.take().unwrap_or_default();
        let known = |technique: &String| own.contains(technique);
        let more = stock.techniques.iter().filter(|technique| !known(technique)).cloned();
        actor.techniques = Some(own.iter().cloned().chain(more).collect());
        (actor.like, actor.brain, actor.skill, actor.stealth, actor.points) =
            (Some(like.clone()), None, None, None, None);
        replaced += 1;
    }
    assert!(replaced > 0, "{id} has no actor of the kind {}", kind.slug());
    let checked = check(&loaded, None);
    checked.scenario.unwrap_or_else(|| panic!("{id} with {like}: {:#?}", checked.problems))
}

/// Mean harm of all partners in points, with half the width of its 95 % interval.
fn harm(scenario: &Scenario) -> (f64, f64) {
    let setup = Setup::all(scenario, Policy::Playbook);
    let game = Game::new(scenario, &setup);
    let one = |seed: u64| -> f64 {
        let end = game.play(seed).end;
        let milli: u64 = end.truth.partners.iter().flat_map(|partner| partner.harm).sum();
        milli as f64 / 1000.0
    };
    let harms: Vec<f64> = (0..N).into_par_iter().map(one).collect();
    let mean = harms.iter().sum::<f64>() / N as f64;
    let variance = harms.iter().map(|harm| (harm - mean).powi(2)).sum::<f64>() / (N - 1) as f64;
    (mean, 1.96 * (variance / N as f64).sqrt())
}

fn rises(id: &str, kind: ActorKind) {
    let grades = [1, 2, 3].map(|grade| harm(&with_stock(id, kind, grade)));
    println!("{id} {}: {grades:?}", kind.slug());
    for pair in grades.windows(2) {
        let ((lower, below), (higher, above)) = (pair[0], pair[1]);
        assert!(lower + below < higher - above, "{id} {}: {grades:?}", kind.slug());
    }
}

#[test]
fn better_criminals_do_more_harm() {
    rises("two-rivers", ActorKind::Criminal);
    rises("golden-state", ActorKind::Criminal);
    rises("diverted", ActorKind::Criminal);
    rises("katastrophenfall", ActorKind::Criminal);
}

#[test]
fn better_spies_do_more_harm() {
    rises("quiet-winter", ActorKind::Espionage);
}

#[test]
fn better_saboteurs_do_more_harm() {
    rises("dry-taps", ActorKind::Disruptive);
}
