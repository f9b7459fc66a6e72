//! `replay`: an exercise again from its log, and whether the log is what was written.

use super::Failure;
use super::args::{Args, ReplayArgs};
use super::play::print_words;
use crate::brain::{AttackPlan, Style};
use crate::exercise::Exercise;
use crate::journal::{Journal, JournalError, Link, Opening};
use crate::live::Memory;
use crate::live::replay::replay as repeat;
use crate::rules::fingerprint::{fingerprint, hex};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::view::wording;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// The moment, for a log's opening.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().to_string()
}

/// A new log.
pub(crate) fn create(path: &Path, opening: &Opening) -> Result<Journal, Failure> {
    Journal::create(path, opening).map_err(|error| failure(path, &error))
}

/// What is wrong with a log.
pub(crate) fn failure(path: &Path, error: &JournalError) -> Failure {
    let text = format!("{}: {error}", path.display());
    match error {
        JournalError::Missing | JournalError::Exists | JournalError::NotALog => Failure::Usage(text),
        JournalError::Damaged(_) => {
            anstream::eprintln!("planspiel: {text}");
            Failure::Faulty
        }
        _ => Failure::Environment(text),
    }
}

/// The exercise that a log holds, as far as it got.
pub(crate) fn exercise_of(log: &Path) -> Result<Exercise, Failure> {
    let journal = Journal::open_read_only(log).map_err(|error| failure(log, &error))?;
    played(log, &journal, None)
}

/// The links of a log that is as it was written.
pub(crate) fn intact(log: &Path) -> Result<Vec<Link>, Failure> {
    let journal = Journal::open_read_only(log).map_err(|error| failure(log, &error))?;
    journal.verify().map_err(|damage| failure(log, &JournalError::Damaged(damage)))?;
    journal.links().map_err(|error| failure(log, &error))
}

fn played(log: &Path, journal: &Journal, until: Option<u16>) -> Result<Exercise, Failure> {
    let opening = journal.opening().map_err(|error| failure(log, &error))?;
    let entries = journal.entries().map_err(|error| failure(log, &error))?;
    let style = Style::parse(&opening.attackers).map_err(Failure::Defect)?;
    let attackers = Arc::new(AttackPlan::new(&opening.scenario, style));
    repeat(&opening, &entries, attackers, until).map_err(|drift| {
        anstream::eprintln!("planspiel: {}: {drift}", log.display());
        Failure::Faulty
    })
}

/// Plays a log again.
pub(crate) fn replay(options: &ReplayArgs, args: &Args) -> Result<(), Failure> {
    let journal = Journal::open_read_only(&options.log).map_err(|error| failure(&options.log, &error))?;
    let verified = journal.verify();
    if let Err(damage) = &verified
        && options.verify
    {
        if options.json {
            let text = damage.to_string();
            anstream::println!(
                "{}",
                json!({"schema": "planspiel.replay/1", "intact": false, "damage": text})
            );
        }
        anstream::eprintln!("planspiel: {}: {damage}", options.log.display());
        return Err(Failure::Faulty);
    }
    let exercise = played(&options.log, &journal, options.until)?;
    if options.json {
        let head = verified.as_ref().map(|found| hex(&found.head)).unwrap_or_default();
        anstream::println!("{}", to_json(&exercise, &head));
    } else if let Some(seat) = &options.seat {
        print_seat(&exercise, seat, args)?;
    } else {
        print_words(exercise.scenario(), &exercise, args);
    }
    if options.verify && !options.json {
        anstream::println!("{} entries: chain and fingerprints as written", exercise.entries().len());
    }
    Ok(())
}

fn to_json(exercise: &Exercise, head: &str) -> serde_json::Value {
    let public = exercise.now().public;
    json!({
        "schema": "planspiel.replay/1",
        "scenario": {"id": exercise.scenario().about.id},
        "seed": exercise.seed(), "entries": exercise.entries().len(),
        "turn": public.turn, "phase": public.phase,
        "intact": true, "head": head,
        "fingerprint": fingerprint(exercise.now()),
        "score": {"joint": exercise.score().joint},
    })
}

/// The partner with this id.
pub(crate) fn partner_named(scenario: &Scenario, id: &str) -> Result<PartnerId, Failure> {
    scenario.partner_named(id).ok_or_else(|| {
        let known: Vec<&str> = scenario.partners.iter().map(|partner| partner.id.as_str()).collect();
        Failure::Usage(format!("there is no partner \"{id}\"; there are {}", known.join(", ")))
    })
}

/// What one partner's seats were told.
fn print_seat(exercise: &Exercise, seat: &str, args: &Args) -> Result<(), Failure> {
    let scenario = exercise.scenario();
    let partner = partner_named(scenario, seat)?;
    let memory = Memory::of(scenario.partners.len(), exercise.entries());
    for (turn, told) in &memory.notices[partner.index()] {
        if let Some(line) = wording::told(scenario, partner, *turn, told) {
            let text = args.language().of(&line.text);
            anstream::println!("{turn:>3}  {text}");
        }
    }
    Ok(())
}
