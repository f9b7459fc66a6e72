//! `calibrate`: the page that sets simulated distributions beside published ones.

use super::Failure;
use crate::analysis::calibration::{N, Tally, cases, figures, simulate};
use crate::export::calibration::page;
use std::path::Path;

/// Writes the page.
pub(crate) fn write(out: &Path) -> Result<(), Failure> {
    let page = computed()?;
    let disk = |error: std::io::Error| Failure::Environment(format!("{}: {error}", out.display()));
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(disk)?;
    }
    std::fs::write(out, page).map_err(disk)?;
    anstream::eprintln!("{} is written", out.display());
    Ok(())
}

/// Compares the page with what would be written.
pub(crate) fn check(out: &Path) -> Result<(), Failure> {
    let found = std::fs::read_to_string(out).map_err(|error| {
        Failure::Environment(format!("{}: {error}; `planspiel calibrate` writes it", out.display()))
    })?;
    let page = computed()?;
    if found == page {
        anstream::eprintln!("{} is what the simulation gives", out.display());
        return Ok(());
    }
    let differs = page.lines().zip(found.lines()).position(|(right, found)| right != found);
    let line = differs.unwrap_or_else(|| page.lines().count().min(found.lines().count()));
    let right = page.lines().nth(line).unwrap_or("(the end)");
    anstream::eprintln!("{}:{}: this would be right: {right}", out.display(), line + 1);
    anstream::eprintln!(
        "`planspiel calibrate` writes the page anew; read what has changed before you keep it"
    );
    Err(Failure::Faulty)
}

fn computed() -> Result<String, Failure> {
    let cases = cases(crate::files::calibration).map_err(Failure::Defect)?;
    let (mut all, mut tallies) = (Vec::new(), Vec::new());
    for case in &cases {
        let intrusions = simulate(case, N);
        tallies.push(Tally::of(case, &intrusions));
        all.extend(intrusions);
    }
    Ok(page(&figures(&cases, &all), &tallies))
}
