//! `sweep`: many exercises, distributions as JSON or in words.

use super::Failure;
use super::args::{Args, SweepArgs, SweepVerb};
use super::gate::{Gate, Judged};
use super::play::cast;
use crate::analysis::{
    self, Distribution, Gain, Paired, Rate, Setup, Shard, Shares, Subject, Sweep, SweepOptions, Worth,
};
use crate::exercise::RULES_VERSION;
use crate::rules::score::Part;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What is printed of a sweep.
struct Printed<'a> {
    scenario: &'a (String, String),
    seed: u64,
    subject: &'a Subject,
    found: Sweep,
    seconds: f64,
    worth: Option<Worth>,
    judged: Vec<Judged>,
}

/// Plays many exercises, or puts together what was played.
pub(crate) fn sweep(options: &SweepArgs, args: &Args) -> Result<(), Failure> {
    if let Some(SweepVerb::Merge { dir, json }) = &options.merge {
        return merge(dir, *json);
    }
    let path = options.scenario.as_deref().expect("clap asks for a scenario where there is no subcommand");
    if options.n == 0 {
        return Err(Failure::Usage("-n takes at least 1 exercise".to_owned()));
    }
    let cast = cast(path, &options.players)?;
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
    let gate = options.gate.as_deref().map(Gate::read).transpose()?;
    let (place, of) = options.shard.unwrap_or((1, 1));
    let setup = Setup { policies: cast.policies.clone(), style: cast.style };
    let range = Shard::range(options.n, place, of);
    let bar = progress(range.len() as u64, args.quiet || options.json);
    let what = SweepOptions { seed: options.seed, setup, range };
    #[expect(clippy::disallowed_types, reason = "speed is reported, never decided by")]
    let started = std::time::Instant::now();
    let rows = pool.install(|| analysis::rows(&cast.scenario, &scale, &what, &|| bar.inc(1)));
    let seconds = started.elapsed().as_secs_f64();
    bar.finish_and_clear();
    let mut players: Vec<String> = cast.policies.iter().map(|policy| format!("{policy:?}")).collect();
    players.push(cast.attacker.clone());
    players.extend(options.players.dial.iter().cloned());
    let shard = Shard {
        scenario: (cast.scenario.about.id.clone(), cast.hash.clone()),
        rules: RULES_VERSION,
        n: options.n,
        seed: options.seed,
        players,
        subject: Subject::new(&cast.scenario),
        place,
        of,
        seconds,
        rows,
    };
    if let Some(dir) = &options.out {
        return write(&shard, dir);
    }
    let asks_worth = options.worth || gate.as_ref().is_some_and(Gate::needs_worth);
    let worth =
        asks_worth.then(|| pool.install(|| analysis::worth(&cast.scenario, &scale, options.n, options.seed)));
    print(&shard, options.json, worth, gate.as_ref())
}

/// Writes one part: under another name first, so that a part that is there is whole.
fn write(shard: &Shard, dir: &Path) -> Result<(), Failure> {
    let path = dir.join(format!("shard-{:04}-of-{:04}.json", shard.place, shard.of));
    let failed = |error: &dyn std::fmt::Display| {
        Failure::Environment(format!("{} could not be written: {error}", path.display()))
    };
    let text = serde_json::to_vec(shard).map_err(|error| Failure::Defect(error.to_string()))?;
    fs::create_dir_all(dir).map_err(|error| failed(&error))?;
    let part = path.with_extension("part");
    fs::write(&part, text).and_then(|()| fs::rename(&part, &path)).map_err(|error| failed(&error))?;
    anstream::println!("{}", path.display());
    Ok(())
}

/// Reads the parts in a folder and prints them as one sweep.
fn merge(dir: &Path, json: bool) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::Usage(format!(
            "{} could not be read: {error}; name the folder with the parts",
            dir.display()
        ))
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("shard-") && name.ends_with(".json") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut shards = Vec::new();
    for path in &paths {
        let read = fs::read(path).map_err(|error| error.to_string());
        let shard = read.and_then(|text| serde_json::from_slice(&text).map_err(|error| error.to_string()));
        shards.push(shard.map_err(|error| {
            anstream::eprintln!("planspiel: {} is no shard: {error}; play it again", path.display());
            Failure::Faulty
        })?);
    }
    let whole = analysis::merge(shards).map_err(|problem| {
        anstream::eprintln!("planspiel: {}: {problem}", dir.display());
        Failure::Faulty
    })?;
    print(&whole, json, None, None)
}

/// Prints what was found; a threshold that is not kept is a fault.
fn print(whole: &Shard, json: bool, worth: Option<Worth>, gate: Option<&Gate>) -> Result<(), Failure> {
    let found = analysis::summary(&whole.subject, &whole.rows);
    let judged = gate.map_or_else(Vec::new, |gate| gate.judge(&whole.subject, &found, worth.as_ref()));
    let is_kept = judged.iter().all(Judged::is_met);
    let printed = Printed {
        scenario: &whole.scenario,
        seed: whole.seed,
        subject: &whole.subject,
        found,
        seconds: whole.seconds,
        worth,
        judged,
    };
    if json {
        anstream::println!("{}", printed.to_json());
    } else {
        printed.print_words();
    }
    if is_kept { Ok(()) } else { Err(Failure::Faulty) }
}

/// Sharing, aid and luck as sentences.
fn worth_in_words(worth: &Worth) -> [String; 3] {
    let gain = |name: &str, gain: &Gain| {
        format!(
            "{name} is worth {:.1} ± {:.1} points of joint score on the same dice ({:.1} ± {:.1} in outcome alone).",
            gain.joint.mean, gain.joint.ci95, gain.outcome.mean, gain.outcome.ci95
        )
    };
    let Shares { policy, attacker, both, luck } = worth.shares;
    let percent = |share: f64| share * 100.0;
    [
        gain("Sharing", &worth.sharing),
        gain("Aid", &worth.aid),
        format!(
            "Of the differences between exercises {:.0} % come from how teams play, {:.0} % from who attacks, \
             {:.0} % from both together, {:.0} % from luck.",
            percent(policy),
            percent(attacker),
            percent(both),
            percent(luck)
        ),
    ]
}

fn worth_json(worth: &Worth) -> Value {
    let paired = |of: &Paired| json!({"mean": of.mean, "ci95": of.ci95});
    let gain = |of: &Gain| json!({"joint": paired(&of.joint), "outcome": paired(&of.outcome)});
    let Shares { policy, attacker, both, luck } = worth.shares;
    json!({"sharing": gain(&worth.sharing), "aid": gain(&worth.aid),
        "variance": {"policy": policy, "attacker": attacker, "both": both, "luck": luck}})
}

fn progress(n: u64, silent: bool) -> ProgressBar {
    let target = if silent { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
    let bar = ProgressBar::with_draw_target(Some(n), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} exercises, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn figures(of: &Distribution) -> Value {
    json!({"mean": of.mean, "ci95": of.ci95, "sd": of.sd,
        "p05": of.p05, "p25": of.p25, "p50": of.p50, "p75": of.p75, "p95": of.p95})
}

/// A rate per id.
fn rates(ids: &[(String, bool)], rates: &[Rate]) -> Value {
    ids.iter()
        .zip(rates)
        .map(|((id, _), rate)| (id.clone(), json!({"rate": rate.rate, "ci95": rate.ci95})))
        .collect::<serde_json::Map<String, Value>>()
        .into()
}

#[expect(clippy::cast_precision_loss, reason = "turns stay far below 2^53")]
fn count(n: u64) -> f64 {
    n as f64
}

impl Printed<'_> {
    fn to_json(&self) -> Value {
        let found = &self.found;
        let partners: serde_json::Map<String, Value> = self
            .subject
            .partners
            .iter()
            .zip(&found.partners)
            .map(|(id, partner)| {
                let mut value = figures(&partner.outcome);
                value["cooperation"] = figures(&partner.cooperation);
                value["harm"] = figures(&partner.harm);
                (id.clone(), value)
            })
            .collect();
        let mut all = json!({
            "schema": "planspiel.sweep/1",
            "scenario": {"id": self.scenario.0, "hash": self.scenario.1},
            "n": found.n, "seed": self.seed,
            "joint": figures(&found.joint),
            "outcome": figures(&found.outcome),
            "cooperation": figures(&found.cooperation),
            "partners": partners,
            "objectives": rates(&self.subject.objectives, &found.objectives),
            "injects": rates(&self.subject.injects, &found.injects),
            "turns": figures(&found.turns),
            "warnings": self.warnings(),
            "exercises_per_s": f64::from(found.n) / self.seconds,
            "turns_per_s": count(found.turns_played) / self.seconds,
        });
        if let Some(worth) = &self.worth {
            all["worth"] = worth_json(worth);
        }
        if !self.judged.is_empty() {
            all["gate"] = self.judged.iter().map(Judged::json).collect();
        }
        all
    }

    /// What an author should look at.
    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        for ((id, by_hand), rate) in self.subject.injects.iter().zip(&self.found.injects) {
            if rate.rate == 0.0 && !by_hand {
                warnings.push(format!("inject {id} never fired"));
            }
        }
        for ((id, duty), rate) in self.subject.objectives.iter().zip(&self.found.objectives) {
            if !duty && (rate.rate < 0.02 || rate.rate > 0.98) {
                warnings.push(format!("objective {id} is met in {:.0} %", rate.rate * 100.0));
            }
        }
        warnings
    }

    fn print_words(&self) {
        let found = &self.found;
        anstream::println!("{}: {} exercises", self.scenario.0, found.n);
        self.worth.iter().flat_map(worth_in_words).for_each(|sentence| anstream::println!("{sentence}"));
        print_line("joint score", &found.joint);
        print_line("outcome without cooperation", &found.outcome);
        print_line("cooperation", &found.cooperation);
        for (id, partner) in self.subject.partners.iter().zip(&found.partners) {
            print_line(&format!("{id} outcome"), &partner.outcome);
            print_line(&format!("{id} harm in points"), &partner.harm);
            let part = |part: &Part| format!("{} {:.0}", part.slug(), partner.parts[*part as usize]);
            let parts: Vec<String> = Part::ALL.iter().map(part).collect();
            anstream::println!("  mean harm: {}", parts.join(", "));
        }
        for ((id, _), rate) in self.subject.objectives.iter().zip(&found.objectives) {
            anstream::println!("objective {id:<24} met in {:>5.1} %", rate.rate * 100.0);
        }
        anstream::println!(
            "turns {:.1}, attack actions {:.1}, of which worked {:.1}",
            found.turns.mean,
            found.actions[0],
            found.actions[1]
        );
        for warning in self.warnings() {
            anstream::println!("note: {warning}");
        }
        self.judged.iter().for_each(|judged| anstream::println!("{}", judged.line()));
        let (exercises, turns) = (f64::from(found.n), count(found.turns_played));
        anstream::eprintln!(
            "{:.0} exercises/s, {:.0} turns/s",
            exercises / self.seconds,
            turns / self.seconds
        );
    }
}

fn print_line(name: &str, of: &Distribution) {
    anstream::println!(
        "{name:<28} {:>6.1} ± {:<5.2} sd {:>5.1}   5 % {:>5.1}   50 % {:>5.1}   95 % {:>5.1}",
        of.mean,
        of.ci95,
        of.sd,
        of.p05,
        of.p50,
        of.p95
    );
}
