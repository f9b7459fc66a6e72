//! `fork`: a new log that holds an exercise up to the start of a turn, to be played on from there: the same
//! seats, the same dice, other decisions.

use super::Failure;
use super::args::ForkArgs;
use super::log::failure;
use crate::live::fork::{ForkError, fork as write};

/// Writes the new log.
pub(crate) fn fork(options: &ForkArgs, quiet: bool) -> Result<(), Failure> {
    write(&options.log, options.at, &options.out).map_err(|error| match error {
        ForkError::Old(error) => failure(&options.log, &error),
        ForkError::New(error) => failure(&options.out, &error),
        ForkError::Damage(damage) => {
            anstream::eprintln!("planspiel: {}: {damage}", options.log.display());
            Failure::Faulty
        }
        ForkError::NoTurn { last } => {
            let has = match last {
                0 => "no turn of it has begun".to_owned(),
                last => format!("its turns are 1 to {last}"),
            };
            Failure::Usage(format!("{} has no turn {}; {has}", options.log.display(), options.at))
        }
    })?;
    if !quiet {
        let path = options.out.display();
        anstream::eprintln!(
            "{path} stands at the start of turn {}; `planspiel host {path}` goes on",
            options.at
        );
    }
    Ok(())
}
