//! Scenario files on disk and the catalogue that is built in: the only way from a path to a checked
//! scenario. Reads; never writes.

use crate::scenario::check::{Checked, check};
use crate::scenario::limits::FILE_BYTES;
use crate::scenario::model::Text;
use crate::scenario::source::{Files, Loaded, ReadError, Sources, load_all};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Name of a scenario's root file in its folder.
pub const ROOT: &str = "scenario.ron";

/// The built-in catalogue: names as problems show them, and texts.
pub const CATALOG: [(&str, &str); 8] = [
    ("catalog/weaknesses.ron", include_str!("../assets/catalog/weaknesses.ron")),
    ("catalog/controls.ron", include_str!("../assets/catalog/controls.ron")),
    ("catalog/data_classes.ron", include_str!("../assets/catalog/data_classes.ron")),
    ("catalog/sensors.ron", include_str!("../assets/catalog/sensors.ron")),
    ("catalog/techniques.ron", include_str!("../assets/catalog/techniques.ron")),
    ("catalog/measures.ron", include_str!("../assets/catalog/measures.ron")),
    ("catalog/duties.ron", include_str!("../assets/catalog/duties.ron")),
    ("catalog/adversaries.ron", include_str!("../assets/catalog/adversaries.ron")),
];

/// The calibration's files: an authority, who comes, and one root per posture.
const CALIBRATION: [(&str, &str); 5] = [
    ("organization.ron", include_str!("../assets/calibration/organization.ron")),
    ("intruders.ron", include_str!("../assets/calibration/intruders.ron")),
    ("weak.ron", include_str!("../assets/calibration/weak.ron")),
    ("usual.ron", include_str!("../assets/calibration/usual.ron")),
    ("strong.ron", include_str!("../assets/calibration/strong.ron")),
];

/// Files that are built in.
struct BuiltIn;

impl Files for BuiltIn {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        let files = CALIBRATION.iter().chain(&CATALOG);
        let found = files.into_iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (*text).to_owned()).ok_or(ReadError::NotFound)
    }
}

/// The calibration's files for a posture, such as "usual", with the built-in catalogue.
#[must_use]
pub fn calibration(posture: &str) -> Loaded {
    load_with_catalog(&BuiltIn, &format!("{posture}.ron"))
}

/// A folder of scenario files. Files of the built-in catalogue stand in every folder.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The files in that folder and below.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Folder { path: path.into() }
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        if let Some((_, text)) = CATALOG.iter().find(|(name, _)| *name == path) {
            return Ok((*text).to_owned());
        }
        read_file(&self.path.join(path))
    }
}

/// The text of one file, if it is not too large. Stops reading at the limit, so that neither a huge
/// file nor an endless one can fill the memory.
fn read_file(path: &Path) -> Result<String, ReadError> {
    let other = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => ReadError::NotFound,
        _ => ReadError::Other(error.to_string()),
    };
    let file = File::open(path).map_err(other)?;
    if file.metadata().map_err(other)?.is_dir() {
        return Err(ReadError::Other("it is a folder".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(other)?;
    if bytes.len() > FILE_BYTES {
        return Err(ReadError::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| ReadError::NotText)
}

/// A scenario as read and checked, with the texts that its problems point into.
#[derive(Debug)]
pub struct LoadedScenario {
    pub checked: Checked,
    pub sources: Sources,
    /// Ids of the shorter versions that the files offer.
    pub cuts: Vec<String>,
    /// Their titles, in the same order.
    pub cut_titles: Vec<Text>,
}

/// Reads and checks a scenario with the built-in catalogue. `path` is a scenario's folder, with
/// `scenario.ron` in it, or its root file. `cut` names a shorter version; `None` is the full one.
#[must_use]
pub fn load_scenario(path: &Path, cut: Option<&str>) -> LoadedScenario {
    let loaded = load(path);
    let checked = check(&loaded, cut);
    let cuts = || loaded.drafts.iter().flat_map(|(_, draft)| &draft.cuts);
    let (ids, titles) = (cuts().map(|cut| cut.id.clone()), cuts().map(|cut| cut.title.clone()));
    LoadedScenario { checked, cuts: ids.collect(), cut_titles: titles.collect(), sources: loaded.sources }
}

/// Reads a scenario's files and the built-in catalogue, without checking what they say.
#[must_use]
pub fn load(path: &Path) -> Loaded {
    let (folder, root) = folder_and_root(path);
    load_with_catalog(&Folder::new(folder), &root)
}

/// The same from files that the caller holds, such as those of an import or a test.
#[must_use]
pub fn load_with_catalog(files: &dyn Files, root: &str) -> Loaded {
    let roots: Vec<&str> = std::iter::once(root).chain(CATALOG.iter().map(|(name, _)| *name)).collect();
    load_all(files, &roots)
}

fn folder_and_root(path: &Path) -> (PathBuf, String) {
    if path.is_dir() {
        return (path.to_owned(), ROOT.to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let root = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    (folder, root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_a_folder_and_its_root_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        assert_eq!(folder_and_root(&folder), (folder.clone(), ROOT.to_owned()));
        let file = folder.join("one.ron");
        assert_eq!(folder_and_root(&file), (folder, "one.ron".to_owned()));
        assert_eq!(folder_and_root(Path::new("one.ron")), (PathBuf::new(), "one.ron".to_owned()));
    }

    #[test]
    fn what_is_not_there_or_is_a_folder_has_no_text() {
        let folder = Folder::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(folder.read("nothing.ron"), Err(ReadError::NotFound));
        assert!(matches!(folder.read("src"), Err(ReadError::Other(_))));
        assert!(folder.read("catalog/techniques.ron").is_ok_and(|text| text.contains("T1190")));
    }

    #[test]
    fn a_missing_root_file_is_the_only_problem() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let problems = load_scenario(&folder, None).checked.problems;
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [crate::scenario::problem::Code::FileNotFound]);
        assert!(problems[0].help.contains("planspiel new"), "{}", problems[0].help);
    }
}
