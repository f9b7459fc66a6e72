//! `sweep`: many exercises, distributions as JSON or in words.

use super::Failure;
use super::args::{Args, SweepArgs};
use super::play::{Cast, cast};
use crate::analysis::{self, Distribution, Setup, Sweep, SweepOptions};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

/// Plays many exercises.
pub(crate) fn sweep(options: &SweepArgs, args: &Args) -> Result<(), Failure> {
    if options.n == 0 {
        return Err(Failure::Usage("-n takes at least 1 exercise".to_owned()));
    }
    let cast = cast(&options.scenario, &options.players)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.unwrap_or(0))
        .build()
        .map_err(|error| Failure::Environment(format!("the threads could not be started: {error}")))?;
    let scale = pool.install(|| analysis::scale(&cast.scenario));
    if options.table {
        let header = pool.install(|| analysis::header(&cast.scenario, &scale, options.n, options.seed));
        anstream::print!("{header}");
        return Ok(());
    }
    let setup = Setup { policies: cast.policies.clone(), style: cast.style };
    let what = SweepOptions { n: options.n, seed: options.seed, setup, range: 0..options.n };
    let bar = progress(options.n, args.quiet || options.json);
    #[expect(clippy::disallowed_types, reason = "speed is reported, never decided by")]
    let started = std::time::Instant::now();
    let found = pool.install(|| analysis::sweep(&cast.scenario, &scale, &what, &|| bar.inc(1)));
    let seconds = started.elapsed().as_secs_f64();
    bar.finish_and_clear();
    if options.json {
        anstream::println!("{}", to_json(&cast, options, &found, seconds));
    } else {
        print_words(&cast, &found, seconds);
    }
    Ok(())
}

fn progress(n: u32, silent: bool) -> ProgressBar {
    let target = if silent { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
    let bar = ProgressBar::with_draw_target(Some(u64::from(n)), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} exercises, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn figures(of: &Distribution) -> Value {
    json!({"mean": of.mean, "ci95": of.ci95, "sd": of.sd,
        "p05": of.p05, "p25": of.p25, "p50": of.p50, "p75": of.p75, "p95": of.p95})
}

fn to_json(cast: &Cast, options: &SweepArgs, found: &Sweep, seconds: f64) -> Value {
    let scenario = &cast.scenario;
    let partners: serde_json::Map<String, Value> = scenario
        .partners
        .iter()
        .zip(&found.partners)
        .map(|(def, partner)| {
            let mut value = figures(&partner.outcome);
            value["cooperation"] = figures(&partner.cooperation);
            value["harm"] = figures(&partner.harm);
            (def.id.clone(), value)
        })
        .collect();
    let objectives: serde_json::Map<String, Value> = scenario
        .objectives
        .iter()
        .zip(&found.objectives)
        .map(|(def, rate)| (def.id.clone(), json!({"rate": rate.rate, "ci95": rate.ci95})))
        .collect();
    let injects: serde_json::Map<String, Value> = scenario
        .injects
        .iter()
        .zip(&found.injects)
        .map(|(def, rate)| (def.id.clone(), json!({"rate": rate.rate, "ci95": rate.ci95})))
        .collect();
    json!({
        "schema": "planspiel.sweep/1",
        "scenario": {"id": scenario.about.id, "hash": cast.hash},
        "n": found.n, "seed": options.seed,
        "joint": figures(&found.joint),
        "outcome": figures(&found.outcome),
        "cooperation": figures(&found.cooperation),
        "partners": partners, "objectives": objectives, "injects": injects,
        "turns": figures(&found.turns),
        "warnings": warnings(cast, found),
        "exercises_per_s": f64::from(found.n) / seconds,
        "turns_per_s": count(found.turns_played) / seconds,
    })
}

#[expect(clippy::cast_precision_loss, reason = "turns stay far below 2^53")]
fn count(n: u64) -> f64 {
    n as f64
}

/// What an author should look at.
fn warnings(cast: &Cast, found: &Sweep) -> Vec<String> {
    let mut warnings = Vec::new();
    for (inject, rate) in cast.scenario.injects.iter().zip(&found.injects) {
        if rate.rate == 0.0 && !matches!(inject.at, crate::scenario::model::WhenDef::Hand) {
            warnings.push(format!("inject {} never fired", inject.id));
        }
    }
    for (objective, rate) in cast.scenario.objectives.iter().zip(&found.objectives) {
        if !objective.duty && (rate.rate < 0.02 || rate.rate > 0.98) {
            warnings.push(format!("objective {} is met in {:.0} %", objective.id, rate.rate * 100.0));
        }
    }
    warnings
}

fn print_words(cast: &Cast, found: &Sweep, seconds: f64) {
    let line = |name: &str, of: &Distribution| {
        anstream::println!(
            "{name:<28} {:>6.1} ± {:<5.2} sd {:>5.1}   5 % {:>5.1}   50 % {:>5.1}   95 % {:>5.1}",
            of.mean,
            of.ci95,
            of.sd,
            of.p05,
            of.p50,
            of.p95
        );
    };
    anstream::println!("{}: {} exercises", cast.scenario.about.id, found.n);
    line("joint score", &found.joint);
    line("outcome without cooperation", &found.outcome);
    line("cooperation", &found.cooperation);
    for (def, partner) in cast.scenario.partners.iter().zip(&found.partners) {
        line(&format!("{} outcome", def.id), &partner.outcome);
        line(&format!("{} harm in points", def.id), &partner.harm);
        let parts: Vec<String> = crate::rules::score::Part::ALL
            .iter()
            .map(|part| format!("{} {:.0}", part.slug(), partner.parts[*part as usize]))
            .collect();
        anstream::println!("  mean harm: {}", parts.join(", "));
    }
    for (def, rate) in cast.scenario.objectives.iter().zip(&found.objectives) {
        anstream::println!("objective {:<24} met in {:>5.1} %", def.id, rate.rate * 100.0);
    }
    anstream::println!(
        "turns {:.1}, attack actions {:.1}, of which worked {:.1}",
        found.turns.mean,
        found.actions[0],
        found.actions[1]
    );
    for warning in warnings(cast, found) {
        anstream::println!("note: {warning}");
    }
    anstream::eprintln!(
        "{:.0} exercises/s, {:.0} turns/s",
        f64::from(found.n) / seconds,
        count(found.turns_played) / seconds
    );
}
