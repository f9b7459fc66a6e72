//! What is wrong in a scenario file, where, and how to mend it: for authors, editors and `check`.
//! A problem is data; `report` turns it into text. Codes and their explanations stand in `codes`.

mod codes;

pub use codes::Code;

use serde::Serialize;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The scenario cannot be played.
    Error,
    /// It can be played, but hardly as meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Level {
    /// The word as written in JSON and on the command line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }
}

/// A piece of a file: bytes `start..end` of its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path with `/`, relative to the scenario's folder.
    pub file: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte; equal to `start` for a point.
    pub end: usize,
}

impl Place {
    /// The bytes `start..end` of `file`.
    #[must_use]
    pub fn new(file: impl Into<String>, start: usize, end: usize) -> Self {
        Place { file: file.into(), start, end: end.max(start) }
    }

    /// The very beginning of a file, for problems of the file as a whole.
    #[must_use]
    pub fn top(file: impl Into<String>) -> Self {
        Place::new(file, 0, 0)
    }
}

/// One problem of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub level: Level,
    pub place: Place,
    /// One sentence without a full stop: what is wrong.
    pub message: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// Other places that matter, each with what it has to do with the problem.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    /// A problem with its code's own level and no help yet.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        let message = message.into();
        Problem { code, level: code.level(), place, message, help: String::new(), related: Vec::new() }
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push((place, message.into()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_explained() {
        let mut slugs: Vec<_> = Code::ALL.iter().map(|code| code.slug()).collect();
        assert!(slugs.is_sorted(), "codes stand in order");
        slugs.dedup();
        assert_eq!(slugs.len(), Code::ALL.len());
        for code in Code::ALL {
            let digits = code.slug().strip_prefix("PS0").expect("slug begins with PS0");
            assert_eq!(digits.len(), 3, "{code}");
            assert!(!code.title().ends_with('.') && !code.title().is_empty(), "{code}");
            assert!(code.explanation().len() > 60, "{code} has an explanation");
        }
    }

    #[test]
    fn a_code_is_found_by_its_slug() {
        assert_eq!(Code::from_slug("PS0110"), Some(Code::UnknownField));
        assert_eq!(Code::from_slug("ps0110"), Some(Code::UnknownField));
        assert_eq!(Code::from_slug("PS9999"), None);
        assert_eq!(Code::UnknownField.to_string(), "PS0110");
    }
}
