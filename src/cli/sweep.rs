//! `sweep`: many exercises; what they show in words, as JSON, or as a page with its data.

use super::Failure;
use super::args::{Args, Players, SweepArgs, SweepVerb};
use super::gate::{Gate, Judged};
use super::play::{Cast, cast};
use crate::analysis::{
    self, Ablations, DialEffect, Progress, Setup, Shard, Subject, SweepOptions, Titles, Worth,
};
use crate::exercise::RULES_VERSION;
use crate::export::sweep::{Findings, Names, csv, json, page, tables, words};
use crate::rules::score::Scale;
use crate::scenario::model::{Dial, Text};
use crate::view::Lang;
use crate::view::wording::both;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs;
use std::path::Path;

/// Experiments beyond the exercises themselves.
#[derive(Default)]
struct Experiments {
    worth: Option<Worth>,
    ablations: Option<Ablations>,
    dials: Vec<DialEffect>,
}

/// How a sweep is told.
struct Telling<'a> {
    lang: Lang,
    gate: Option<&'a Gate>,
    as_json: bool,
    out: Option<&'a Path>,
}

/// Plays many exercises, or puts together what was played.
pub(crate) fn sweep(options: &SweepArgs, args: &Args) -> Result<(), Failure> {
    if let Some(SweepVerb::Merge { dir, json, out }) = &options.merge {
        let telling = Telling { lang: args.language(), gate: None, as_json: *json, out: out.as_deref() };
        return tell(&merge(dir)?, &Experiments::default(), telling);
    }
    let path = options.scenario.as_deref().expect("clap asks for a scenario where there is no subcommand");
    if options.n == 0 {
        return Err(Failure::Usage("-n takes at least 1 exercise".to_owned()));
    }
    let (shown, players) = options.split_dials()?;
    let cast = cast(path, &players)?;
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
    let bar = Bar::new("exercises", args.quiet || options.json);
    let shard = pool.install(|| play(&cast, &scale, options, &players, &bar));
    if options.shard.is_some() {
        bar.0.finish_and_clear();
        return write(&shard, options.out.as_deref().expect("clap asks for a folder with a shard"));
    }
    let needs_worth = gate.as_ref().is_some_and(Gate::needs_worth);
    let experiments = pool.install(|| experiment(&cast, &scale, options, needs_worth, &shown, &bar));
    bar.0.finish_and_clear();
    let telling = Telling {
        lang: args.language(),
        gate: gate.as_ref(),
        as_json: options.json,
        out: options.out.as_deref(),
    };
    tell(&shard, &experiments, telling)
}

/// Who played, by the names of the command line.
fn cast_in_words(players: &Players, lang: Lang) -> String {
    let policies = if players.play.is_empty() { "playbook".to_owned() } else { players.play.join(", ") };
    let attacker = match players.difficulty.attacker.as_str() {
        "scenario" => lang.pick("wie im Szenario", "as in the scenario"),
        brain => brain,
    };
    let dials: Vec<&str> = players.difficulty.dial.iter().map(String::as_str).collect();
    let dials = if dials.is_empty() {
        String::new()
    } else {
        format!("; {} {}", lang.pick("Regler:", "dials:"), dials.join(", "))
    };
    let (teams, against) = (lang.pick("Teams:", "teams:"), lang.pick("Angreifer:", "attackers:"));
    format!("{teams} {policies}; {against} {attacker}{dials}")
}

/// Plays the exercises of the sweep, or of its part.
fn play(cast: &Cast, scale: &Scale, options: &SweepArgs, who: &Players, bar: &Bar) -> Shard {
    let (place, of) = options.shard.unwrap_or((1, 1));
    let range = Shard::range(options.n, place, of);
    let setup = Setup { policies: cast.policies.clone(), style: cast.style };
    bar.planned(range.len() as u64);
    let what = SweepOptions { seed: options.seed, setup, range };
    #[expect(clippy::disallowed_types, reason = "speed is reported, never decided by")]
    let started = std::time::Instant::now();
    let rows = analysis::rows(&cast.scenario, scale, &what, &|| bar.played());
    let seconds = started.elapsed().as_secs_f64();
    let mut players: Vec<String> = cast.policies.iter().map(|policy| format!("{policy:?}")).collect();
    players.push(cast.attacker.clone());
    players.extend(who.difficulty.dial.iter().cloned());
    let in_words: Text = both(cast_in_words(who, Lang::De), cast_in_words(who, Lang::En));
    Shard {
        scenario: (cast.scenario.about.id.clone(), cast.hash.clone()),
        rules: RULES_VERSION,
        n: options.n,
        seed: options.seed,
        players,
        cast: in_words,
        subject: Subject::new(&cast.scenario),
        titles: Titles::new(&cast.scenario),
        place,
        of,
        seconds,
        rows,
    }
}

/// Makes the experiments that are asked for.
fn experiment(
    cast: &Cast,
    scale: &Scale,
    options: &SweepArgs,
    needs_worth: bool,
    dials: &[Dial],
    bar: &Bar,
) -> Experiments {
    let (scenario, n, seed) = (&cast.scenario, options.n, options.seed);
    Experiments {
        worth: (options.worth || needs_worth).then(|| analysis::worth_for(scenario, scale, n, seed, bar)),
        ablations: options.worth.then(|| analysis::ablations(scenario, scale, n, seed, bar)),
        dials: if dials.is_empty() {
            Vec::new()
        } else {
            analysis::dial_effects(scenario, scale, n, seed, dials, bar)
        },
    }
}

/// Writes one part: under another name first, so that a part that is there is whole.
fn write(shard: &Shard, dir: &Path) -> Result<(), Failure> {
    let path = dir.join(format!("shard-{:04}-of-{:04}.json", shard.place, shard.of));
    let text = serde_json::to_vec(shard).map_err(|error| Failure::Defect(error.to_string()))?;
    fs::create_dir_all(dir).map_err(|error| unwritable(&path, &error))?;
    let part = path.with_extension("part");
    fs::write(&part, text)
        .and_then(|()| fs::rename(&part, &path))
        .map_err(|error| unwritable(&path, &error))?;
    anstream::println!("{}", path.display());
    Ok(())
}

fn unwritable(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::Environment(format!("{} could not be written: {error}", path.display()))
}

/// Reads the parts in a folder and puts them together.
fn merge(dir: &Path) -> Result<Shard, Failure> {
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
    analysis::merge(shards).map_err(|problem| {
        anstream::eprintln!("planspiel: {}: {problem}", dir.display());
        Failure::Faulty
    })
}

/// Tells what was found; a threshold that is not kept is a fault.
fn tell(whole: &Shard, experiments: &Experiments, telling: Telling<'_>) -> Result<(), Failure> {
    let found = analysis::summary(&whole.subject, &whole.rows);
    let worth = experiments.worth.as_ref();
    let judged = telling.gate.map_or_else(Vec::new, |gate| gate.judge(&whole.subject, &found, worth));
    let is_kept = judged.iter().all(Judged::is_met);
    let findings = Findings {
        lang: telling.lang,
        title: telling.lang.of(&whole.titles.scenario).to_owned(),
        scenario: &whole.scenario,
        seed: whole.seed,
        cast: telling.lang.of(&whole.cast).to_owned(),
        seconds: whole.seconds,
        subject: &whole.subject,
        names: Names::of(&whole.titles, telling.lang),
        rows: &whole.rows,
        found: &found,
        worth,
        ablations: experiments.ablations.as_ref(),
        dials: &experiments.dials,
        thresholds: judged.iter().map(|judged| judged.threshold(telling.lang)).collect(),
    };
    if telling.as_json {
        let mut all = json(&findings);
        if !judged.is_empty() {
            all["gate"] = judged.iter().map(Judged::json).collect();
        }
        anstream::println!("{all}");
    } else {
        anstream::print!("{}", words(&findings));
        speed(&findings);
    }
    if let Some(dir) = telling.out {
        publish(&findings, dir)?;
    }
    if is_kept { Ok(()) } else { Err(Failure::Faulty) }
}

/// How fast it went, for whoever watches.
#[expect(clippy::cast_precision_loss, reason = "turns stay far below 2^53")]
fn speed(of: &Findings<'_>) {
    let (exercises, turns) = (f64::from(of.found.n), of.found.turns_played as f64);
    anstream::eprintln!("{:.0} exercises/s, {:.0} turns/s", exercises / of.seconds, turns / of.seconds);
}

/// Writes the page and its data.
fn publish(of: &Findings<'_>, dir: &Path) -> Result<(), Failure> {
    fs::create_dir_all(dir).map_err(|error| unwritable(dir, &error))?;
    let put = |name: &str, text: String| {
        let path = dir.join(name);
        fs::write(&path, text).map_err(|error| unwritable(&path, &error))
    };
    for table in tables(of) {
        put(&format!("{}.csv", table.slug), csv(&table))?;
    }
    put("sweep.html", page(of))?;
    anstream::eprintln!("{}", dir.join("sweep.html").display());
    Ok(())
}

/// A progress bar on stderr.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// Counts these; not shown where nobody asked for talk.
    pub(super) fn new(what: &str, silent: bool) -> Self {
        let target =
            if silent { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) =
            ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {what}, {{eta}} left"))
        {
            bar.set_style(style);
        }
        Bar(bar)
    }
}

impl Progress for Bar {
    fn planned(&self, exercises: u64) {
        self.0.inc_length(exercises);
    }
    fn played(&self) {
        self.0.inc(1);
    }
}
