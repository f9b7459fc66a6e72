//! `report`: an exercise's report from its log, as pages, Markdown, JSON and tables.

use super::Failure;
use super::args::ReportArgs;
use super::log::{exercise_of, partner_named};
use super::sweep::Bar;
use crate::analysis::judged::judged;
use crate::export::document::{Document, csv, html, markdown};
use crate::export::report::report;
use crate::view::Lang;
use std::path::Path;

/// Writes the report into a folder.
pub(crate) fn write(options: &ReportArgs, quiet: bool) -> Result<(), Failure> {
    let exercise = exercise_of(&options.log)?;
    let named = |id: &String| partner_named(exercise.scenario(), id);
    let whom = options.partner.as_ref().map(named).transpose()?;
    let bar = Bar::new("decisions", quiet);
    let judged = options.decisions.then(|| judged(&exercise, options.rollouts, &bar));
    let found = report(&exercise, whom, judged.as_ref());
    files(&found, &options.out)
        .map_err(|error| Failure::Environment(format!("{}: {error}", options.out.display())))?;
    anstream::eprintln!("{} holds the report", options.out.display());
    Ok(())
}

fn files(report: &Document, out: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(out)?;
    for lang in [Lang::De, Lang::En] {
        std::fs::write(out.join(format!("report.{}.html", lang.tag())), html(report, lang))?;
        std::fs::write(out.join(format!("report.{}.md", lang.tag())), markdown(report, lang))?;
        for table in report.tables() {
            std::fs::write(out.join(format!("{}.{}.csv", table.slug, lang.tag())), csv(table, lang))?;
        }
    }
    let json = serde_json::to_vec_pretty(report).map_err(std::io::Error::other)?;
    std::fs::write(out.join("report.json"), json)
}
