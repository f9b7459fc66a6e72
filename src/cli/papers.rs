//! Arguments of the commands that make something of a log or of many exercises.

use crate::export::document;
use crate::view::Lang;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// What `report` takes.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct ReportArgs {
    /// A log written by `run --log` or by an exercise.
    pub log: PathBuf,
    /// The folder that the report goes to.
    #[arg(long, short, value_name = "DIR", default_value = "report")]
    pub out: PathBuf,
    /// What to write; by default everything that this build can.
    #[arg(long = "format", value_name = "FORMAT", value_enum, value_delimiter = ',')]
    pub formats: Vec<Format>,
    /// For this partner only: what it knew and did.
    #[arg(long = "for", value_name = "PARTNER")]
    pub partner: Option<String>,
    /// What single decisions were worth and improvements would be, too; takes some seconds.
    #[arg(long, conflicts_with = "partner")]
    pub decisions: bool,
    /// Futures played for each way to decide.
    #[arg(long, value_name = "N", default_value_t = 500, requires = "decisions", value_parser = clap::value_parser!(u32).range(20..))]
    pub rollouts: u32,
    /// What the PDF is printed on; by default A4 in German and Letter in English.
    #[arg(long, value_name = "PAPER", value_enum)]
    pub paper: Option<Paper>,
}

/// What a PDF is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Paper {
    A4,
    Letter,
}

/// The paper that was asked for, else what most readers of the language print on.
pub(crate) fn paper(asked: Option<Paper>, lang: Lang) -> document::PaperSize {
    match asked {
        Some(Paper::A4) => document::PaperSize::A4,
        Some(Paper::Letter) => document::PaperSize::Letter,
        None => document::PaperSize::of(lang),
    }
}

/// What `handbook` takes.
#[derive(Debug, ClapArgs)]
pub(crate) struct HandbookArgs {
    /// A scenario's folder or file.
    pub scenario: PathBuf,
    /// For another version of the scenario, for example a marked cut.
    #[arg(long, value_name = "CUT")]
    pub cut: Option<String>,
    /// The folder that the documents go to.
    #[arg(long, short, value_name = "DIR", default_value = "handbook")]
    pub out: PathBuf,
    /// What the PDFs are printed on; by default A4 in German and Letter in English.
    #[arg(long, value_name = "PAPER", value_enum)]
    pub paper: Option<Paper>,
}

/// A kind of file that a document can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A page that needs nothing else.
    Html,
    /// For print, tagged for screen readers.
    Pdf,
    Md,
    /// Both languages in one file.
    Json,
    /// Each table.
    Csv,
    /// A workbook with all tables.
    Xlsx,
}

/// Of `validity`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ValidityArgs {
    /// A scenario's folder or file.
    #[arg(default_value = "scenarios/two-rivers")]
    pub scenario: PathBuf,
    /// Exercises of each policy.
    #[arg(short, default_value_t = 125)]
    pub n: u32,
    /// Futures played for each way to decide.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub rollouts: u32,
    /// Futures played for each way that a turn could have gone, with hindsight.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub hindsight: u32,
    /// Further exercises of each policy in which only luck is computed.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub lucky: u32,
    /// Decisions whose value is computed again.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub again: u32,
    /// By so many futures.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub many: u32,
    /// The page.
    #[arg(long, short, value_name = "FILE", default_value = "docs/validity.md")]
    pub out: PathBuf,
}

/// Of `fork`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ForkArgs {
    /// A log written by `run --log` or by an exercise.
    pub log: PathBuf,
    /// The turn at whose start the new exercise stands.
    #[arg(long, value_name = "TURN")]
    pub at: u16,
    /// The new log.
    #[arg(long, short, value_name = "LOG")]
    pub out: PathBuf,
}
