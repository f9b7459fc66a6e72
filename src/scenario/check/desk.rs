//! The checker's desk: where things stand in the files, what exists under which id, and every
//! problem found so far.

use super::names::{Kind, Names};
use crate::scenario::draft::Text;
use crate::scenario::ids::*;
use crate::scenario::problem::{Code, Level, Place, Problem};
use crate::scenario::source::{FileId, Loaded, Sources, Step};
use crate::scenario::suggest::did_you_mean;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Where a value of a draft stands: a place in a list of a file, and steps into it.
#[derive(Clone, Copy)]
pub(super) enum Where<'w> {
    /// A section that exists once.
    Section(FileId, &'static str),
    /// An entry of a list.
    Entry(FileId, &'static str, usize),
    /// An entry of a list in an entry of a list.
    Inner(FileId, [(&'static str, usize); 2]),
    /// One list deeper.
    Innermost(FileId, [(&'static str, usize); 3]),
    /// A step further in.
    Below(&'w Where<'w>, Step<'w>),
}

impl<'w> Where<'w> {
    /// A field of the value here.
    pub(super) fn field(&'w self, name: &'w str) -> Where<'w> {
        Where::Below(self, Step::Field(name))
    }

    /// An element of the list, or a value in the parentheses, here.
    pub(super) fn index(&'w self, index: usize) -> Where<'w> {
        Where::Below(self, Step::Index(index))
    }

    /// An entry of the map here.
    pub(super) fn key(&'w self, key: &'w str) -> Where<'w> {
        Where::Below(self, Step::Key(key))
    }

    fn file_and_path(&self) -> (FileId, Vec<Step<'w>>) {
        match *self {
            Where::Section(file, section) => (file, vec![Step::Field(section)]),
            Where::Entry(file, section, index) => (file, vec![Step::Field(section), Step::Index(index)]),
            Where::Inner(file, path) => (file, steps(&path)),
            Where::Innermost(file, path) => (file, steps(&path)),
            Where::Below(above, step) => {
                let (file, mut path) = above.file_and_path();
                path.push(step);
                (file, path)
            }
        }
    }
}

fn steps<'w>(path: &[(&'static str, usize)]) -> Vec<Step<'w>> {
    path.iter().flat_map(|(list, index)| [Step::Field(list), Step::Index(*index)]).collect()
}

/// What all checks share.
pub(super) struct Desk<'a> {
    pub(super) sources: &'a Sources,
    pub(super) names: Names<'a>,
    pub(super) problems: Vec<Problem>,
    /// Files with mistakes of form lack entries; what they would have defined is not reported as missing.
    incomplete: bool,
    /// Ids that stand in such files, read or not.
    written: BTreeSet<&'a str>,
    /// Errors, and other problems, so far.
    count: [usize; 2],
    /// Takes what comes after too many.
    spare: Problem,
}

/// Errors, and other problems, that are kept; nobody reads more.
const MOST: usize = 10_000;
/// Unknown ids for which a likely one is looked for.
const MOST_SUGGESTIONS: usize = 300;

impl<'a> Desk<'a> {
    pub(super) fn new(loaded: &'a Loaded) -> Self {
        let incomplete = loaded.problems.iter().any(|problem| problem.level == Level::Error);
        let written = if incomplete { ids_in(&loaded.sources) } else { BTreeSet::new() };
        Desk {
            sources: &loaded.sources,
            names: Names::default(),
            problems: Vec::new(),
            incomplete,
            written,
            count: [0; 2],
            spare: Problem::new(Code::TooManyProblems, Place::top(""), ""),
        }
    }

    /// Whether some files had mistakes of form, so that entries may be missing.
    pub(super) fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// Whether an error was found.
    pub(super) fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.level == Level::Error)
    }

    /// Where a value stands.
    pub(super) fn place(&self, at: &Where<'_>) -> Place {
        let (file, path) = at.file_and_path();
        self.sources.place(file, &path)
    }

    /// Where the name of a field or the key of a map entry stands.
    pub(super) fn key_place(&self, at: &Where<'_>) -> Place {
        let (file, path) = at.file_and_path();
        self.sources.key_place(file, &path)
    }

    /// Notes a problem; what is returned takes help and related places.
    pub(super) fn report(&mut self, code: Code, at: &Where<'_>, message: impl Into<String>) -> Draftsman<'_> {
        let place = self.place(at);
        self.report_at(code, place, message)
    }

    /// The same at a place that is known already.
    pub(super) fn report_at(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<String>,
    ) -> Draftsman<'_> {
        let problem = Problem::new(code, place, message);
        let count = &mut self.count[usize::from(problem.level != Level::Error)];
        *count += 1;
        if *count > MOST {
            return Draftsman { problem: &mut self.spare };
        }
        self.problems.push(problem);
        Draftsman { problem: self.problems.last_mut().expect("one was just pushed") }
    }

    /// The thing of that kind with that id; a problem if there is none.
    pub(super) fn find(&mut self, kind: Kind, at: &Where<'_>, id: &str) -> Option<usize> {
        let found = self.names.get(kind, id);
        if found.is_none() {
            let place = self.place(at);
            self.unknown(&[kind], place, id);
        }
        found
    }

    /// The same for the key of a map.
    pub(super) fn find_key(&mut self, kind: Kind, at: &Where<'_>, id: &str) -> Option<usize> {
        let found = self.names.get(kind, id);
        if found.is_none() {
            let place = self.key_place(at);
            self.unknown(&[kind], place, id);
        }
        found
    }

    /// Reports that nothing of these kinds has that id.
    pub(super) fn unknown(&mut self, kinds: &[Kind], place: Place, id: &str) {
        if self.written.contains(id) {
            return;
        }
        let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
        let wanted = wanted.join(" or ");
        if let Some(other) = self.names.kind_of(id).filter(|other| !kinds.contains(other)) {
            let message = format!("`{id}` is a {}, but a {wanted} is needed here", other.word());
            let help = self.suggestion(kinds, id);
            self.report_at(Code::WrongKind, place, message).help(help);
            return;
        }
        let help = self.suggestion(kinds, id);
        self.report_at(Code::UnknownId, place, format!("no {wanted} has the id `{id}`")).help(help);
    }

    fn suggestion(&self, kinds: &[Kind], id: &str) -> String {
        if self.count[0] > MOST_SUGGESTIONS {
            return String::new();
        }
        let words = || kinds.iter().flat_map(|kind| self.names.of(*kind));
        suggest(id, words())
    }

    /// A number within its range; a problem if it is not.
    pub(super) fn range(&mut self, at: &Where<'_>, value: u32, range: RangeInclusive<u32>) -> u32 {
        if !range.contains(&value) {
            let help = format!("it takes {} to {}", range.start(), range.end());
            self.report(Code::OutOfRange, at, format!("{value} is outside the range")).help(help);
        }
        value.clamp(*range.start(), *range.end())
    }

    /// The same for a number that may be negative.
    pub(super) fn signed(&mut self, at: &Where<'_>, value: i32, most: i32) -> i32 {
        if value.abs() > most {
            let help = format!("it takes -{most} to {most}");
            self.report(Code::OutOfRange, at, format!("{value} is outside the range")).help(help);
        }
        value.clamp(-most, most)
    }

    /// A list within its limit.
    pub(super) fn limit(&mut self, at: &Where<'_>, what: &str, count: usize, most: usize) {
        if count > most {
            self.report(Code::TooMany, at, format!("{count} {what}, but {most} is the limit"));
        }
    }

    /// A text that people will read: it must not be empty.
    pub(super) fn text(&mut self, at: &Where<'_>, text: &Text) {
        if is_empty(text) {
            self.report(Code::EmptyText, at, "the text is empty")
                .help("write it: (de: \"...\", en: \"...\")");
        } else {
            self.text_if_any(at, text);
        }
    }

    /// A text that people will read in a place where only so many characters fit.
    pub(super) fn text_within(&mut self, at: &Where<'_>, text: &Text, most: usize) {
        self.text(at, text);
        let longest = [&text.de, &text.en, &text.he, &text.fr, &text.es].map(|words| words.chars().count());
        let longest = longest.into_iter().max().unwrap_or(0);
        if longest > most {
            let message = format!("the text has {longest} characters where {most} can be read");
            self.report(Code::TooLong, at, message).help("shorten it, or move details elsewhere");
        }
    }

    /// A text that may be absent, but not in one language only.
    pub(super) fn text_if_any(&mut self, at: &Where<'_>, text: &Text) {
        if is_empty(text) {
            return;
        }
        for (language, words) in [("de", &text.de), ("en", &text.en)] {
            if words.trim().is_empty() {
                let message = format!("the text is missing in `{language}`");
                self.report(Code::MissingLanguage, at, message).help(format!("add {language}: \"...\""));
            }
        }
    }
}

/// Everything that stands as `id: "..."` in some file.
fn ids_in(sources: &Sources) -> BTreeSet<&str> {
    sources.iter().flat_map(|(_, text)| text.split("id").skip(1).filter_map(id_after)).collect()
}

/// The id in `: "bw-portal", ...`.
fn id_after(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(id, _)| id)
}

/// Whether a text says nothing in any language.
pub(super) fn is_empty(text: &Text) -> bool {
    [&text.de, &text.en, &text.he, &text.fr, &text.es].iter().all(|words| words.trim().is_empty())
}

/// "did you mean", or all words there are, if few.
pub(super) fn suggest<'w>(id: &str, words: impl Iterator<Item = &'w str> + Clone) -> String {
    const FEW: usize = 8;
    if let Some(meant) = did_you_mean(id, words.clone()) {
        return format!("did you mean `{meant}`?");
    }
    match words.clone().count() {
        0 => "there is none yet".to_owned(),
        1..=FEW => format!("there are: {}", words.collect::<Vec<_>>().join(", ")),
        _ => String::new(),
    }
}

/// Completes a problem that was just noted.
pub(super) struct Draftsman<'p> {
    problem: &'p mut Problem,
}

impl Draftsman<'_> {
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        self.problem.help = help.into();
        self
    }

    pub(super) fn level(self, level: Level) -> Self {
        self.problem.level = level;
        self
    }

    pub(super) fn related(self, place: Place, message: impl Into<String>) -> Self {
        self.problem.related.push((place, message.into()));
        self
    }
}

macro_rules! lookups {
    ($($name:ident $kind:ident $id:ident)*) => {
        impl Desk<'_> {$(
            pub(super) fn $name(&mut self, at: &Where<'_>, id: &str) -> Option<$id> {
                self.find(Kind::$kind, at, id).map($id::at)
            }
        )*}
    };
}

lookups! {
    partner Partner PartnerId
    zone Zone ZoneId
    node Node NodeId
    actor Actor ActorId
    inject Inject InjectId
    technique Technique TechniqueId
    measure Measure MeasureId
    sensor Sensor SensorId
    control Control ControlId
    weakness Weakness WeaknessId
}
