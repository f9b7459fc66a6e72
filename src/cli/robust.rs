//! `robust`: the page that says whether what the scenarios show hangs on a single assumption.

use super::Failure;
use super::play::playable;
use super::sweep::Bar;
use crate::analysis;
use crate::analysis::robust::exercises;
use crate::export::robust::{Case, page};
use crate::scenario::check::hash;
use std::path::{Path, PathBuf};

/// The seed that all of it is played with.
const SEED: u64 = 1;

/// Moves the assumptions of each scenario and writes the page.
pub(crate) fn write(scenarios: &[PathBuf], out: &Path, quiet: bool) -> Result<(), Failure> {
    let mut cases = Vec::new();
    for path in scenarios {
        let scenario = playable(path, None)?;
        let bar = Bar::new("numbers", quiet);
        let scale = analysis::scale(&scenario);
        let found = analysis::robust::robust(&scenario, &scale, SEED, &bar);
        cases.push(Case {
            id: scenario.about.id.clone(),
            hash: hash(&scenario),
            n: exercises(&scenario),
            found,
        });
    }
    std::fs::write(out, page(&cases))
        .map_err(|error| Failure::Environment(format!("{}: {error}", out.display())))?;
    anstream::eprintln!("{} is written", out.display());
    Ok(())
}
