//! Scenarios to choose from, as the picker shows them, and how one of them becomes an exercise. The
//! only file of the board that knows of scenario files.

use super::Elsewhere;
use super::attach::{self, Tended};
use crate::files;
use crate::host::Remote;
use crate::journal::Journal;
pub(crate) use crate::live::is_log;
use crate::live::link::Link;
use crate::scenario::report;
pub(crate) use crate::view::Synopsis as Sheet;
use crate::view::{Cut, synopsis};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// One place of the shelf.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub path: PathBuf,
    /// Changes when a file of it does.
    pub stamp: u64,
    /// The sheet, or every problem on a line of its own.
    pub sheet: Result<Sheet, Vec<String>>,
}

/// An exercise that was opened.
pub(crate) struct Opened {
    pub link: Box<dyn Link>,
    pub sheet: Sheet,
}

/// Everything that can be played in a folder, by name; a broken scenario stands there with what is
/// wrong with it.
pub(crate) fn entries(folder: &Path) -> Vec<Entry> {
    let Ok(read) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = read.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.join(files::ROOT).is_file());
    paths.sort();
    let mut entries: Vec<Entry> = paths.iter().map(|path| entry(path)).collect();
    entries.sort_by_key(|entry| entry.sheet.as_ref().map_or(u8::MAX, |sheet| sheet.difficulty));
    entries
}

/// One scenario, or the log of an exercise.
pub(crate) fn entry(path: &Path) -> Entry {
    if is_log(path) {
        return Entry { path: path.to_owned(), stamp: stamp(path), sheet: logged(path) };
    }
    let stamp = stamp(path);
    let loaded = files::load_scenario(path, None);
    let sheet = match &loaded.checked.scenario {
        Some(scenario) => {
            let cuts = loaded.cuts.iter().zip(&loaded.cut_titles).filter_map(|(id, title)| {
                let cut = files::load_scenario(path, Some(id)).checked.scenario?;
                let (minutes, turns) = (cut.about.minutes, cut.clock.turns.len());
                Some(Cut { id: id.to_owned(), title: title.clone(), minutes, turns })
            });
            Ok(Sheet { cuts: cuts.collect(), ..synopsis(scenario) })
        }
        None => Err(problems(&loaded)),
    };
    Entry { path: path.to_owned(), stamp, sheet }
}

/// The sheet of a logged exercise.
fn logged(path: &Path) -> Result<Sheet, Vec<String>> {
    let opening = Journal::open_read_only(path).and_then(|journal| journal.opening());
    opening
        .map(|opening| synopsis(&opening.scenario))
        .map_err(|error| vec![format!("{}: {error}", path.display())])
}

fn problems(loaded: &files::LoadedScenario) -> Vec<String> {
    let text = report::to_plain(&loaded.checked.problems, &loaded.sources);
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// A number that changes with any file below a folder: lengths and times of change. A log changes
/// with the exercise itself and is never read anew.
pub(crate) fn stamp(path: &Path) -> u64 {
    if is_log(path) {
        return 0;
    }
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let Ok(read) = std::fs::read_dir(folder) else { return 0 };
    let mut files: Vec<(PathBuf, u64)> = Vec::new();
    for file in read.flatten() {
        let Ok(meta) = file.metadata() else { continue };
        let changed = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let nanos =
            changed.map_or(0, |time| u64::try_from(time.as_nanos() & u128::from(u64::MAX)).unwrap_or(0));
        files.push((file.path(), nanos ^ meta.len().rotate_left(17)));
    }
    files.sort();
    let mix = |sum: u64, part: u64| (sum.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    files.iter().fold(files.len() as u64, |sum, (path, part)| {
        let name = path.as_os_str().as_encoded_bytes().iter().fold(0, |sum, byte| mix(sum, u64::from(*byte)));
        mix(mix(sum, name), *part)
    })
}

/// Makes an exercise of a scenario, or goes on from the log of one that was interrupted (paused), on a
/// host of its own process. Takes as long as the score's scale takes to compute, or the log to replay.
///
/// # Errors
/// Everything that is wrong with the files.
pub(crate) fn open(path: &Path, cut: Option<&str>, reach: &[OsString]) -> Result<Opened, Vec<String>> {
    attached(attach::start(path, cut, reach)?)
}

/// The exercise of a host that a board before this one left running.
///
/// # Errors
/// Why there is no line.
pub(crate) fn attached(host: Tended) -> Result<Opened, Vec<String>> {
    let sheet = host.remote().synopsis().map_err(|error| vec![error.to_string()])?;
    Ok(Opened { link: Box::new(host), sheet })
}

/// The exercise of a host elsewhere.
///
/// # Errors
/// Why there is no line.
pub(crate) fn elsewhere(host: &Elsewhere) -> Result<Opened, Vec<String>> {
    let words = |error: crate::host::RemoteError| vec![format!("{}: {error}", host.url)];
    let remote = Remote::with_key(&host.url, &host.key, host.trust.as_deref()).map_err(words)?;
    let sheet = remote.synopsis().map_err(words)?;
    Ok(Opened { link: Box::new(remote), sheet })
}
