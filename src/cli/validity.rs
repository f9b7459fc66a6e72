//! `validity`: the page that says whether decision values measure decisions.

use super::Failure;
use super::args::ValidityArgs;
use super::play::playable;
use super::sweep::Bar;
use crate::analysis;
use crate::analysis::validity::{Extent, validity};
use crate::export::validity::{Study, page};
use crate::scenario::check::hash;
use std::sync::Arc;

/// Plays, judges and writes the page.
pub(crate) fn write(options: &ValidityArgs, quiet: bool) -> Result<(), Failure> {
    let scenario = Arc::new(playable(&options.scenario, None)?);
    let scale = analysis::scale(&scenario);
    let extent = Extent {
        n: options.n,
        rollouts: options.rollouts,
        hindsight: options.hindsight,
        lucky: options.lucky,
        again: (options.again, options.many),
    };
    let found = validity(&scenario, &scale, extent, &Bar::new("exercises", quiet));
    let study = Study { scenario: scenario.about.id.clone(), hash: hash(&scenario), extent, found };
    std::fs::write(&options.out, page(&study))
        .map_err(|error| Failure::Environment(format!("{}: {error}", options.out.display())))?;
    anstream::eprintln!("{} is written", options.out.display());
    Ok(())
}
