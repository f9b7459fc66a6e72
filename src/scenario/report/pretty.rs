//! Problems for a person at a terminal: each with the lines in question, drawn by `ariadne`.

use super::{plain_line, sorted};
use crate::scenario::problem::{Level, Place, Problem};
use crate::scenario::source::Sources;
use ariadne::{Color, Config, IndexType, Label, Report, ReportKind, Source};
use std::ops::Range;

/// Whether escape sequences for colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    On,
    Off,
}

/// Longest line that is drawn, in bytes; of longer ones only the place is given.
const LINE_BYTES: usize = 400;

/// All problems, each as a block with an empty line after it.
#[must_use]
pub fn to_pretty(problems: &[Problem], sources: &Sources, colour: Colour) -> String {
    sorted(problems, sources).into_iter().map(|problem| block(problem, sources, colour)).collect()
}

fn block(problem: &Problem, sources: &Sources, colour: Colour) -> String {
    let text = sources.find(&problem.place.file).map_or("", |file| sources.text(file));
    let drawn = Sketch::of(problem, text).and_then(|sketch| sketch.draw(problem, colour));
    drawn.unwrap_or_else(|| plain_line(problem, sources)) + "\n"
}

/// The part of a file that is drawn for a problem.
struct Sketch {
    /// As many empty lines as the file has before it, so that lines keep their numbers, then the lines.
    text: String,
    /// How many bytes of the file are left out before it.
    less: usize,
}

impl Sketch {
    /// Only the lines from the first to the last place, so that a large file costs no more than a small one.
    fn of(problem: &Problem, text: &str) -> Option<Self> {
        let places = || std::iter::once(&problem.place).chain(near(problem).map(|(place, _)| place));
        let first = places().map(|place| place.start).min()?;
        let last = places().map(|place| place.end).max()?;
        if text.is_empty()
            || last > text.len()
            || !places().all(|place| text.is_char_boundary(place.start) && text.is_char_boundary(place.end))
        {
            return None;
        }
        let start = text[..first].rfind('\n').map_or(0, |end| end + 1);
        let end = text[last..].find('\n').map_or(text.len(), |end| last + end);
        let part = &text[start..end];
        let drawable = !part.is_empty() && part.lines().all(|line| line.len() <= LINE_BYTES);
        let line = text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count();
        drawable.then(|| Sketch { text: "\n".repeat(line) + part, less: start - line })
    }

    fn draw(&self, problem: &Problem, colour: Colour) -> Option<String> {
        let source = (problem.place.file.as_str(), Source::from(self.text.as_str()));
        let mut drawn = Vec::new();
        self.report(problem, colour).write(source, &mut drawn).ok()?;
        String::from_utf8(drawn).ok()
    }

    fn span<'p>(&self, place: &'p Place) -> (&'p str, Range<usize>) {
        (place.file.as_str(), place.start - self.less..place.end - self.less)
    }

    fn report<'p>(&self, problem: &'p Problem, colour: Colour) -> Report<'p, (&'p str, Range<usize>)> {
        let (kind, tint) = match problem.level {
            Level::Error => (ReportKind::Error, Color::Red),
            Level::Warning => (ReportKind::Warning, Color::Yellow),
            Level::Note => (ReportKind::Advice, Color::Blue),
        };
        let config = Config::default().with_index_type(IndexType::Byte).with_color(colour == Colour::On);
        let label = Label::new(self.span(&problem.place)).with_message(&problem.message).with_color(tint);
        let mut report = Report::build(kind, self.span(&problem.place))
            .with_config(config)
            .with_code(problem.code)
            .with_message(problem.code.title())
            .with_label(label);
        for (place, message) in near(problem) {
            report.add_label(Label::new(self.span(place)).with_message(message).with_color(Color::Cyan));
        }
        for (place, message) in problem.related.iter().filter(|(place, _)| place.file != problem.place.file) {
            report.add_note(format!("{message}: {}", place.file));
        }
        if !problem.help.is_empty() {
            report.set_help(&problem.help);
        }
        report.finish()
    }
}

/// The other places in the same file.
fn near(problem: &Problem) -> impl Iterator<Item = &(Place, String)> {
    problem.related.iter().filter(|(place, _)| place.file == problem.place.file)
}
