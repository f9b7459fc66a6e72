//! `export`: an exercise's log for other people's tools: STIX, MISP, the ATT&CK Navigator, JSON Lines, open data.

use super::Failure;
use super::log::{exercise_of, intact};
use crate::export::journal::journal;
use crate::export::misp::misp;
use crate::export::navigator::{Layer, navigator};
use crate::export::open_data::{Licence, Release, open_data};
use crate::export::stix::stix;
use clap::{ArgGroup, Args, ValueEnum};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What `export` takes.
#[derive(Debug, Clone, Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(true))]
pub(crate) struct ExportArgs {
    /// A log written by `run --log` or by an exercise.
    pub log: PathBuf,
    /// What partners told each other, as a STIX 2.1 bundle.
    #[arg(long, value_name = "FILE", group = "what")]
    pub stix: Option<PathBuf>,
    /// The same as an event in MISP's core format.
    #[arg(long, value_name = "FILE", group = "what")]
    pub misp: Option<PathBuf>,
    /// What the attackers used and what of it was seen, as a layer of the ATT&CK Navigator (4.5). If both
    /// matrices occur, that of industrial control systems goes to a file beside it (.ics.json).
    #[arg(long, value_name = "FILE", group = "what")]
    pub navigator: Option<PathBuf>,
    /// The log as JSON Lines, without free texts; described by docs/schema/journal.schema.json.
    #[arg(long, value_name = "FILE", group = "what")]
    pub journal: Option<PathBuf>,
    /// A folder of open data: tables without names, with descriptions for data portals.
    #[arg(long, value_name = "DIR", group = "what")]
    pub open_data: Option<PathBuf>,
    /// Terms of the open data.
    #[arg(long, value_enum, default_value = "dl-de-by-2.0", requires = "open_data")]
    pub licence: LicenceArg,
    /// Everybody who set a label agrees to publication: leave nothing out of the open data because of TLP.
    #[arg(long, requires = "open_data")]
    pub released: bool,
}

/// The licences by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LicenceArg {
    /// Datenlizenz Deutschland, attribution.
    #[value(name = "dl-de-by-2.0")]
    DlDeBy2,
    /// Creative Commons, attribution.
    #[value(name = "cc-by-4.0")]
    CcBy4,
    /// Public domain.
    #[value(name = "cc0")]
    Cc0,
}

/// Writes what was asked for.
pub(crate) fn write(options: &ExportArgs, quiet: bool) -> Result<(), Failure> {
    let say = |words: String| {
        if !quiet {
            anstream::eprintln!("{words}");
        }
    };
    // Nothing of a changed log leaves the house.
    let links = intact(&options.log)?;
    let exercise = exercise_of(&options.log)?;
    if let Some(path) = &options.stix {
        put_json(path, &stix(&exercise))?;
    }
    if let Some(path) = &options.misp {
        put_json(path, &misp(&exercise))?;
    }
    if let Some(path) = &options.navigator {
        layers(path, &navigator(&exercise), &say)?;
    }
    if let Some(path) = &options.journal {
        let lines = journal(&links).map_err(|error| Failure::Defect(error.to_string()))?;
        put(path, &lines)?;
    }
    if let Some(folder) = &options.open_data {
        let licence = match options.licence {
            LicenceArg::DlDeBy2 => Licence::DlDeBy2,
            LicenceArg::CcBy4 => Licence::CcBy4,
            LicenceArg::Cc0 => Licence::Cc0,
        };
        let release = if options.released { Release::Everything } else { Release::ClearOnly };
        for file in open_data(&exercise, licence, release) {
            put(&folder.join(&file.path), &file.bytes)?;
        }
        let folder = folder.display();
        say(format!("{folder}: README.md says what was left out and who can be recognized"));
    }
    Ok(())
}

/// The first layer goes to the file, the other beside it.
fn layers(path: &Path, layers: &[Layer], say: &dyn Fn(String)) -> Result<(), Failure> {
    for (place, layer) in layers.iter().enumerate() {
        let beside = path.with_extension(format!("{}.json", layer.matrix.slug()));
        put_json(if place == 0 { path } else { &beside }, &layer.json)?;
        if place > 0 {
            let (beside, matrix) = (beside.display(), layer.matrix.slug());
            say(format!("{beside} holds what was used of the {matrix} matrix"));
        }
    }
    Ok(())
}

fn put_json(path: &Path, value: &Value) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Defect(error.to_string()))?;
    put(path, text + "\n")
}

fn put(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| Failure::Environment(format!("{}: {error}", path.display())))
}
