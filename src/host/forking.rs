//! Playing on otherwise from a turn of an ended exercise: a log of its own that stands at the start of that turn,
//! beside the exercise's.

use super::answer::Problem;
use super::here::Here;
use crate::live::fork::{beside, fork};
use crate::live::link::{Answer, ForkView};
use crate::rules::situation::Phase;
use std::path::{Path, PathBuf};

/// Writes the log, and says where it is; asked twice, it is there once.
pub(super) async fn write(here: &Here, turn: u16) -> Result<PathBuf, Problem> {
    let log = here.hall.live.log().filter(|_| here.stage.public.phase == Phase::Ended);
    let log = log.ok_or(Problem::NotHere)?;
    let out = beside(&log, turn);
    if out.exists() {
        return Ok(out);
    }
    let to = out.clone();
    let made = tokio::task::spawn_blocking(move || fork(&log, turn, &to)).await;
    match made.map_err(|error| error.to_string()).and_then(|made| made.map_err(|error| format!("{error:?}")))
    {
        Ok(()) => Ok(out),
        Err(error) => {
            anstream::eprintln!("planspiel: the fork could not be written: {error}");
            Err(Problem::NotMade)
        }
    }
}

/// A path as one writes it on a command line.
pub(super) fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "/\\._-+:".contains(letter);
    if path.chars().all(is_plain) { path } else { format!("\"{path}\"") }
}

/// The same for a board.
pub(super) async fn answer(here: &Here, turn: u16) -> Result<Answer, Problem> {
    let out = write(here, turn).await?;
    Ok(Answer::Forked(ForkView { turn, log: typed(&out) }))
}
