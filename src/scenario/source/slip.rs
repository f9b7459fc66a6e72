//! Slips of form: what the outline's builder found in a text before anybody asked what it means,
//! and how reading can go on in spite of it.

use super::lexer::Span;
use super::outline::{EntryId, Outline};
use crate::scenario::problem::{Code, Place, Problem};

/// One mistake of form.
#[derive(Debug)]
pub(super) struct Slip {
    pub code: Code,
    pub span: Span,
    pub message: String,
    pub help: &'static str,
    pub related: Option<(Span, &'static str)>,
    pub mend: Mend,
}

/// How reading can go on after a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// It cannot: brackets do not match, so nothing is certain after it.
    Never,
    /// With another byte in place of one of the text.
    Put(usize, u8),
    /// Without the smallest entry around the span.
    Drop,
    /// Without this entry.
    DropEntry(EntryId),
}

/// A text with its outline and its mistakes of form.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub outline: Outline,
    pub slips: Vec<Slip>,
}

impl Slip {
    /// A slip without help or related place.
    pub fn new(code: Code, span: Span, message: impl Into<String>, mend: Mend) -> Self {
        Slip { code, span, message: message.into(), help: "", related: None, mend }
    }

    /// Says how to mend it.
    pub fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    /// Adds another place that matters.
    pub fn related(mut self, span: Span, message: &'static str) -> Self {
        self.related = Some((span, message));
        self
    }

    /// The problem to show, in that file.
    pub fn problem(&self, file: &str) -> Problem {
        let place = |span: Span| Place::new(file, span.start, span.end);
        let problem = Problem::new(self.code, place(self.span), self.message.clone()).help(self.help);
        match self.related {
            Some((span, message)) => problem.related(place(span), message),
            None => problem,
        }
    }
}
