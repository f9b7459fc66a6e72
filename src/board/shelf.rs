//! Scenarios to choose from, as the picker shows them, and how one of them becomes an exercise. The
//! only file of the board that knows of scenario files.

use crate::files;
use crate::journal::Journal;
pub(crate) use crate::live::is_log;
use crate::live::link::Link;
use crate::live::{InProcess, begin, data_folder, go_on};
use crate::scenario::model::{Scenario, Text};
use crate::scenario::report;
use crate::view::{MapView, shared_map};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the picker and the briefing say about a scenario.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub title: Text,
    pub summary: Text,
    pub audience: Text,
    pub note: Text,
    pub opening: Text,
    pub goals: Vec<Text>,
    /// Length of the whole exercise in real minutes.
    pub minutes: u32,
    /// 1 to 5.
    pub difficulty: u8,
    pub turns: usize,
    pub nodes: usize,
    /// Short and full name of each partner, in their order.
    pub partners: Vec<(String, Text)>,
    /// The shorter versions.
    pub cuts: Vec<Cut>,
    pub map: MapView,
}

/// A shorter version.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    pub id: String,
    pub title: Text,
    pub minutes: u32,
    pub turns: usize,
}

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
            Ok(Sheet { cuts: cuts.collect(), ..sheet(scenario) })
        }
        None => Err(problems(&loaded)),
    };
    Entry { path: path.to_owned(), stamp, sheet }
}

/// The sheet of a logged exercise.
fn logged(path: &Path) -> Result<Sheet, Vec<String>> {
    let opening = Journal::open_read_only(path).and_then(|journal| journal.opening());
    opening
        .map(|opening| sheet(&opening.scenario))
        .map_err(|error| vec![format!("{}: {error}", path.display())])
}

fn problems(loaded: &files::LoadedScenario) -> Vec<String> {
    let text = report::to_plain(&loaded.checked.problems, &loaded.sources);
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn sheet(scenario: &Scenario) -> Sheet {
    let about = &scenario.about;
    Sheet {
        title: about.title.clone(),
        summary: about.summary.clone(),
        audience: about.audience.clone(),
        note: about.note.clone(),
        opening: about.opening.clone(),
        goals: about.learning_goals.clone(),
        minutes: about.minutes,
        difficulty: about.difficulty,
        turns: scenario.clock.turns.len(),
        nodes: scenario.nodes.len(),
        partners: scenario.partners.iter().map(|p| (p.short.clone(), p.name.clone())).collect(),
        cuts: Vec::new(),
        map: shared_map(scenario),
    }
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

/// Makes an exercise of a scenario, or goes on from the log of one that was interrupted (paused).
/// Takes as long as the score's scale takes to compute, or the log to replay.
///
/// # Errors
/// Everything that is wrong with the files.
pub(crate) fn open(path: &Path, cut: Option<&str>) -> Result<Opened, Vec<String>> {
    let live = if is_log(path) { go_on(path, None) } else { begin(path, cut, None, &data_folder()) }?;
    let sheet = live.look(|exercise| sheet(exercise.scenario()));
    Ok(Opened { link: Box::new(InProcess::new(Arc::new(live))), sheet })
}
