//! Reads the files of a scenario: follows includes, turns each text into a `Draft` and collects
//! every mistake of form with its place. Opens nothing itself: the caller hands in the `Files`.
//! Reading order: `lexer`, `outline`, `form` (where things stand), `reading` (all mistakes), `sources`.

mod form;
mod include;
mod lexer;
mod mistake;
mod outline;
mod reading;
mod schema;
mod slip;
mod sources;
#[cfg(test)]
mod tests;

pub use sources::{FileId, LineColumn, Sources, Step};

use super::draft::{Draft, FORMAT};
use super::limits::{FILE_BYTES, FILES, QUOTE_CHARS, TOTAL_BYTES};
use super::problem::{Code, Place, Problem};
use include::Refused;

/// Access to the files of a scenario, handed in by the caller.
pub trait Files {
    /// The whole text of a file. `path` is relative to the scenario's folder, written with `/`, without
    /// `.` or `..`. Should refuse files larger than `limits::FILE_BYTES` without reading them.
    ///
    /// # Errors
    /// Why there is no text.
    fn read(&self, path: &str) -> Result<String, ReadError>;
}

/// Why a file has no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    NotFound,
    /// It is larger than `limits::FILE_BYTES`.
    TooLarge,
    /// It is not UTF-8.
    NotText,
    /// Anything else, in the words of the system.
    Other(String),
}

/// Everything that could be read of a scenario.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Drafts in the order of reading: a file, then its includes. Where there are mistakes, the
    /// faulty entries are missing, or the whole draft.
    pub drafts: Vec<(FileId, Draft)>,
    /// Every text that was read.
    pub sources: Sources,
    /// Every mistake of form, in the order of reading.
    pub problems: Vec<Problem>,
}

/// Reads a scenario from its root file (`"scenario.ron"`), which must say its format version.
#[must_use]
pub fn load(files: &dyn Files, root: &str) -> Loaded {
    load_all(files, &[root])
}

/// Reads several files with everything they include, as one scenario; the first is the root file.
/// The others (such as catalogues) need not say their format version.
#[must_use]
pub fn load_all(files: &dyn Files, roots: &[&str]) -> Loaded {
    let mut loader = Loader { files, loaded: Loaded::default(), bytes: 0, root_says_format: true };
    for (index, root) in roots.iter().enumerate() {
        loader.load_root(root);
        if index == 0 {
            loader.require_format();
        }
    }
    loader.loaded
}

struct Loader<'a> {
    files: &'a dyn Files,
    loaded: Loaded,
    bytes: usize,
    root_says_format: bool,
}

/// An include that waits for its turn.
struct Waiting {
    path: String,
    /// Where it is asked for; none for a root.
    asked: Option<Place>,
    /// Files that led here, outermost first.
    trail: Vec<String>,
}

impl Loader<'_> {
    fn load_root(&mut self, root: &str) {
        match include::resolve("", root) {
            Ok(path) => self.load_tree(Waiting { path, asked: None, trail: Vec::new() }),
            Err(refused) => {
                self.problem(Problem::new(Code::FileNotFound, Place::top(root), refused.words(root)));
            }
        }
    }

    fn load_tree(&mut self, root: Waiting) {
        // Depth first: the includes of a file come before its next sister.
        let mut waiting = vec![root];
        while let Some(next) = waiting.pop() {
            let mut includes = self.load_file(next);
            includes.reverse();
            waiting.append(&mut includes);
        }
    }

    /// Reads one file; the files it includes.
    fn load_file(&mut self, file: Waiting) -> Vec<Waiting> {
        if let Err(problem) = self.may_include(&file) {
            self.problem(problem);
            return Vec::new();
        }
        let text = match self.text(&file) {
            Ok(text) => text,
            Err(problem) => {
                self.problem(problem);
                return Vec::new();
            }
        };
        let mut reading = reading::read(&file.path, &text);
        self.loaded.problems.append(&mut reading.problems);
        let asked = file.asked.clone();
        let id = self.loaded.sources.add(&file.path, text, reading.outline, reading.mended, asked);
        self.root_says_format &= id != FileId::ROOT || reading.says_format;
        let Some(draft) = reading.draft else {
            return Vec::new();
        };
        self.check_format(id, &draft);
        let includes = self.includes(id, &file, &draft.include);
        self.loaded.drafts.push((id, draft));
        includes
    }

    fn may_include(&self, file: &Waiting) -> Result<(), Problem> {
        let place = file.asked.clone().unwrap_or_else(|| Place::top(&file.path));
        let path = quote(&file.path);
        if file.trail.contains(&file.path) {
            let circle = quote(&[file.trail.join(" > "), path.clone()].join(" > "));
            let problem =
                Problem::new(Code::IncludeCycle, place, format!("`{path}` includes itself in a circle"));
            return Err(problem.help(format!("break the circle {circle}")));
        }
        if let Some(id) = self.loaded.sources.find(&file.path) {
            let problem = Problem::new(Code::IncludedTwice, place, format!("`{path}` is included twice"));
            let first = self.loaded.sources.asked(id).unwrap_or_else(|| Place::top(&file.path));
            return Err(problem.help("delete one of the two").related(first, "included here first"));
        }
        if self.loaded.sources.len() >= FILES {
            let problem = Problem::new(Code::TooManyFiles, place, format!("more than {FILES} files"));
            return Err(problem.help("join small files"));
        }
        Ok(())
    }

    fn text(&mut self, file: &Waiting) -> Result<String, Problem> {
        let place = file.asked.clone().unwrap_or_else(|| Place::top(&file.path));
        let text = self.files.read(&file.path).map_err(|error| unread(error, file, &place))?;
        if text.len() > FILE_BYTES {
            return Err(unread(ReadError::TooLarge, file, &place));
        }
        if self.bytes + text.len() > TOTAL_BYTES {
            let message =
                format!("with `{}` the scenario is larger than {} MiB", quote(&file.path), TOTAL_BYTES >> 20);
            return Err(Problem::new(Code::TooLarge, place, message));
        }
        self.bytes += text.len();
        Ok(without_mark(text))
    }

    fn includes(&mut self, id: FileId, file: &Waiting, paths: &[String]) -> Vec<Waiting> {
        let trail: Vec<String> = file.trail.iter().chain([&file.path]).cloned().collect();
        let mut includes = Vec::new();
        for (index, path) in paths.iter().enumerate() {
            let place = self.loaded.sources.place(id, &[Step::Field("include"), Step::Index(index)]);
            match include::resolve(&file.path, path) {
                Ok(path) => includes.push(Waiting { path, asked: Some(place), trail: trail.clone() }),
                Err(refused) => self.problem(outside(place, path, refused)),
            }
        }
        includes
    }

    /// A version that is given must be known, whichever file gives it.
    fn check_format(&mut self, id: FileId, draft: &Draft) {
        let Some(format) = draft.format.filter(|format| *format != FORMAT) else {
            return;
        };
        let place = self.loaded.sources.place(id, &[Step::Field("format")]);
        let message = format!("format version {format} is not known");
        let help = format!("this program reads version {FORMAT}; a higher one needs a newer program");
        self.problem(Problem::new(Code::Format, place, message).help(help));
    }

    fn require_format(&mut self) {
        if self.root_says_format || self.loaded.sources.is_empty() {
            return;
        }
        let place = Place::top(self.loaded.sources.name(FileId::ROOT));
        let problem = Problem::new(Code::Format, place, "the root file does not say its format version");
        self.problem(problem.help(format!("write format: {FORMAT}, as its first field")));
    }

    fn problem(&mut self, problem: Problem) {
        self.loaded.problems.push(problem);
    }
}

fn unread(error: ReadError, file: &Waiting, place: &Place) -> Problem {
    let path = quote(&file.path);
    let (code, message) = match error {
        ReadError::NotFound if file.asked.is_none() => {
            (Code::FileNotFound, format!("there is no file `{path}`"))
        }
        ReadError::NotFound => (Code::IncludeMissing, format!("the included file `{path}` does not exist")),
        ReadError::TooLarge => (Code::TooLarge, format!("`{path}` is larger than {} MiB", FILE_BYTES >> 20)),
        ReadError::NotText => (Code::NotText, format!("`{path}` is not UTF-8 text")),
        ReadError::Other(reason) => {
            (Code::Unreadable, format!("`{path}` cannot be read: {}", quote(&reason)))
        }
    };
    let help = match code {
        Code::FileNotFound => "name the folder that holds it, or make a scenario with `planspiel new DIR`",
        Code::IncludeMissing => "paths are relative to the file that includes",
        Code::TooLarge => "split the file and include the parts, or use `count` for alike nodes",
        Code::NotText => "save it in the encoding UTF-8",
        _ => "",
    };
    Problem::new(code, place.clone(), message).help(help)
}

fn outside(place: Place, path: &str, refused: Refused) -> Problem {
    Problem::new(Code::IncludeOutside, place, refused.words(path)).help(refused.help())
}

/// Without the byte order mark that some editors put first; the bytes keep their places.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => text,
    }
}

/// A piece of a file, short enough for a message and without line breaks or control characters.
fn quote(text: &str) -> String {
    let mut quoted: String =
        text.chars().take(QUOTE_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(QUOTE_CHARS).is_some() {
        quoted.push('…');
    }
    quoted
}
