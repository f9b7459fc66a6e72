//! `report`: an exercise's report from its log, as pages, PDF, Markdown, JSON, tables and workbooks.

use super::Failure;
use super::args::{Args, Format, ReportArgs};
use super::log::{exercise_of, partner_named};
use super::papers::paper;
use super::sweep::Bar;
use crate::analysis::improve::improvements;
use crate::analysis::judged::judged;
use crate::export::document::{Document, PaperSize, csv, html, markdown, xlsx};
use crate::export::report::{Computed, report};
use crate::view::Lang;
use clap::ValueEnum;
use std::path::Path;

/// Writes the report into a folder.
pub(crate) fn write(options: &ReportArgs, args: &Args) -> Result<(), Failure> {
    let formats = formats(&options.formats)?;
    let exercise = exercise_of(&options.log)?;
    let named = |id: &String| partner_named(exercise.scenario(), id);
    let whom = options.partner.as_ref().map(named).transpose()?;
    let bar = Bar::new("decisions", args.quiet);
    let computed = options.decisions.then(|| {
        let judged = judged(&exercise, options.rollouts, &bar);
        (judged, improvements(exercise.scenario(), exercise.scale(), &bar))
    });
    let computed = computed.as_ref().map_or(Computed::default(), |(judged, improvements)| Computed {
        judged: Some(judged),
        improvements: Some(improvements),
    });
    let found = report(&exercise, whom, computed);
    let failed = |error: std::io::Error| Failure::Environment(format!("{}: {error}", options.out.display()));
    std::fs::create_dir_all(&options.out).map_err(failed)?;
    for lang in args.languages() {
        for format in &formats {
            for (name, bytes) in files(&found, *format, lang, paper(options.paper, lang))? {
                std::fs::write(Path::new(&options.out).join(name), bytes).map_err(failed)?;
            }
        }
    }
    if !args.quiet {
        anstream::eprintln!("{} holds the report", options.out.display());
    }
    Ok(())
}

/// The formats asked for, else all that this build can write.
fn formats(asked: &[Format]) -> Result<Vec<Format>, Failure> {
    let can = |format: &Format| cfg!(feature = "pdf") || *format != Format::Pdf;
    if asked.is_empty() {
        return Ok(Format::value_variants().iter().copied().filter(can).collect());
    }
    if asked.iter().all(can) { Ok(asked.to_vec()) } else { Err(without_pdf()) }
}

fn without_pdf() -> Failure {
    let text =
        "this build of planspiel writes no PDF: build it with `--features pdf`, or leave pdf out of --format";
    Failure::Usage(text.to_owned())
}

/// The files of one format and language, with their names.
fn files(
    report: &Document,
    format: Format,
    lang: Lang,
    paper: PaperSize,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let one = |ending: &str, bytes: Vec<u8>| vec![(format!("report.{}.{ending}", lang.tag()), bytes)];
    Ok(match format {
        Format::Html => one("html", html(report, lang).into_bytes()),
        Format::Pdf => one("pdf", pdf(report, lang, paper)?),
        Format::Md => one("md", markdown(report, lang).into_bytes()),
        Format::Xlsx => one("xlsx", xlsx(report, lang)),
        Format::Csv => {
            let file = |table| csv(table, lang).into_bytes();
            report.tables().map(|table| (format!("{}.{}.csv", table.slug, lang.tag()), file(table))).collect()
        }
        Format::Json => {
            let json =
                serde_json::to_vec_pretty(report).map_err(|error| Failure::Defect(error.to_string()))?;
            vec![("report.json".to_owned(), json)]
        }
    })
}

#[cfg(feature = "pdf")]
fn pdf(report: &Document, lang: Lang, paper: PaperSize) -> Result<Vec<u8>, Failure> {
    crate::export::document::pdf(report, lang, paper).map_err(|error| Failure::Defect(error.to_string()))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Document, _: Lang, _: PaperSize) -> Result<Vec<u8>, Failure> {
    Err(without_pdf())
}
