//! From a path to a running exercise: a scenario begins one, the log of an interrupted one goes on.

use super::Live;
use crate::analysis;
use crate::brain::{AttackPlan, Style};
use crate::journal::{Journal, Opening};
use crate::scenario::Scenario;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the files of logs end with.
pub const LOG: &str = "planspiel";

/// Whether a path is a log rather than a scenario: by its ending, or by how the file begins.
#[must_use]
pub fn is_log(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == LOG) || begins_like_a_log(path)
}

/// A log is a database of SQLite.
fn begins_like_a_log(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

/// Begins an exercise of a scenario, with its dials as they stand, against these attackers (by name, and what that
/// means); its log will be in `folder` as soon as something happens. Without a seed, the moment gives one. Takes as
/// long as the score's scale takes to compute.
///
/// # Errors
/// Why there can be no log in that folder.
pub fn begin(
    scenario: Scenario,
    (attackers, style): (&str, Style),
    seed: Option<u64>,
    folder: &Path,
) -> Result<Live, String> {
    let now = jiff::Timestamp::now();
    let moment = now.as_nanosecond().unsigned_abs() & u128::from(u64::MAX >> 1);
    let seed = seed.unwrap_or_else(|| u64::try_from(moment).unwrap_or_default());
    let scale = analysis::scale(&scenario);
    let opening = Opening::new(scenario, scale, seed, attackers.to_owned(), now.to_string());
    let path = new_log(&opening, now, folder)?;
    let exercise = opening.exercise(Arc::new(AttackPlan::new(&opening.scenario, style)));
    Ok(Live::with_log_at(path, opening, exercise))
}

/// Goes on from a log, paused, with the time that was left at `last_ms` (as far as that is known).
///
/// # Errors
/// What is wrong with the log.
pub fn go_on(path: &Path, last_ms: Option<i64>) -> Result<Live, Vec<String>> {
    let words = |error: &dyn std::fmt::Display| vec![format!("{}: {error}", path.display())];
    let journal = Journal::open(path).map_err(|error| words(&error))?;
    let opening = journal.opening().map_err(|error| words(&error))?;
    let style = Style::parse(&opening.attackers).map_err(|error| words(&error))?;
    let attackers = Arc::new(AttackPlan::new(&opening.scenario, style));
    Live::resume(journal, attackers, last_ms).map_err(|error| words(&error))
}

/// Where a new log will be.
fn new_log(opening: &Opening, now: jiff::Timestamp, folder: &Path) -> Result<PathBuf, String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{}: {error}; name another folder for the log", folder.display()))?;
    let name = format!("{}-{}.{LOG}", opening.scenario.about.id, now.strftime("%Y%m%d-%H%M%S-%f"));
    Ok(folder.join(name))
}

/// Where logs are kept: `planspiel` below XDG_DATA_HOME, else below ~/.local/share.
#[must_use]
pub fn data_folder() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let share = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
    share.unwrap_or_else(|| PathBuf::from(".")).join("planspiel")
}
