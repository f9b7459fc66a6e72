//! From text to draft, with every mistake at once: where the parser stops, the smallest faulty
//! entry is blanked out and the rest is read again. A text without mistakes is parsed once.

use super::form;
use super::lexer::Span;
use super::mistake::{Mistake, Page};
use super::outline::{EntryId, NodeId, Outline, Shape};
use super::slip::{Mend, Slip};
use crate::scenario::draft::Draft;
use crate::scenario::limits::PROBLEMS_PER_FILE;
use crate::scenario::problem::{Code, Place, Problem};
use ron::error::{Position, SpannedError};
use std::collections::BTreeSet;

/// What became of one text.
pub(super) struct Reading {
    /// What could be read; faulty entries are left out. None when brackets do not match.
    pub draft: Option<Draft>,
    /// Where everything stands that was read; the same bytes as in the text.
    pub outline: Outline,
    /// The text with every faulty entry blanked out, when there was one.
    pub mended: Option<String>,
    pub problems: Vec<Problem>,
    /// The file says its format version, rightly or wrongly.
    pub says_format: bool,
}

/// Reads one file's text.
pub(super) fn read(file: &str, text: &str) -> Reading {
    let form = form::read(text);
    let problems: Vec<Problem> = form.slips.iter().map(|slip| slip.problem(file)).collect();
    if form.slips.iter().any(|slip| slip.mend == Mend::Never || slip.mend == Mend::Drop) {
        return Reading { draft: None, outline: form.outline, mended: None, problems, says_format: true };
    }
    let says_format =
        form.outline.root.is_some_and(|root| form.outline.keys(root, text).any(|(_, key)| key == "format"));
    if form.slips.is_empty()
        && let Ok(draft) = parse(text)
    {
        return Reading { draft: Some(draft), outline: form.outline, mended: None, problems, says_format };
    }
    let page = Page { text, outline: &form.outline };
    let mut reader = Reader::new(file, page, problems);
    reader.mend(&form.slips);
    let draft = reader.read();
    let mended = reader.kept.into_text();
    let outline = form::read(&mended).outline;
    let says_format = says_format
        || draft.is_none()
        || reader.meant.iter().any(|(node, name)| Some(*node) == form.outline.root && name == "format");
    Reading { draft, outline, mended: Some(mended), problems: reader.problems, says_format }
}

fn parse(text: &str) -> Result<Draft, SpannedError> {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME).from_str(text)
}

/// A text that can be blanked out without moving anything.
#[derive(Clone)]
struct Canvas(Vec<u8>);

impl Canvas {
    fn blank(&mut self, span: Span) {
        for byte in self.0.get_mut(span.start..span.end).into_iter().flatten().filter(|byte| **byte != b'\n')
        {
            *byte = b' ';
        }
    }

    fn put(&mut self, at: usize, byte: u8) {
        if let Some(old) = self.0.get_mut(at).filter(|old| old.is_ascii()) {
            *old = byte;
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only whole characters are blanked out")
    }

    fn into_text(self) -> String {
        String::from_utf8(self.0).expect("only whole characters are blanked out")
    }
}

struct Reader<'a> {
    file: &'a str,
    page: Page<'a>,
    /// Without the faulty entries.
    kept: Canvas,
    /// Without what was read before either, so that reading again is quick.
    rest: Canvas,
    dropped: BTreeSet<EntryId>,
    /// Fields that were written, only wrongly.
    meant: BTreeSet<(NodeId, String)>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, page: Page<'a>, problems: Vec<Problem>) -> Self {
        let kept = Canvas(page.text.as_bytes().to_vec());
        let rest = kept.clone();
        Reader { file, page, kept, rest, dropped: BTreeSet::new(), meant: BTreeSet::new(), problems }
    }

    fn mend(&mut self, slips: &[Slip]) {
        for slip in slips {
            match slip.mend {
                Mend::Put(at, byte) => {
                    self.kept.put(at, byte);
                    self.rest.put(at, byte);
                }
                Mend::DropEntry(entry) => {
                    self.drop_entry(self.page.outline.removable(Some(entry)));
                }
                Mend::Never | Mend::Drop => {}
            }
        }
    }

    fn read(&mut self) -> Option<Draft> {
        // Every round but the last drops one entry more; some rounds only drop what follows from another.
        for _ in 0..2 * PROBLEMS_PER_FILE {
            let Err(error) = parse(self.rest.text()) else { return parse(self.kept.text()).ok() };
            let offset = place_of(self.rest.text(), &error);
            let mistake = self.page.mistake(&error.code, offset);
            let entry = self.page.outline.removable(mistake.entry);
            self.report(mistake);
            if self.problems.len() >= PROBLEMS_PER_FILE {
                break;
            }
            if !self.drop_entry(entry) {
                return None;
            }
            self.forget_before(offset);
        }
        let place = Place::top(self.file);
        let message = format!("only the first {PROBLEMS_PER_FILE} problems of this file are shown");
        self.problems.push(Problem::new(Code::TooManyProblems, place, message));
        None
    }

    fn report(&mut self, mut mistake: Mistake) {
        match (mistake.code, mistake.fields.take()) {
            (Code::MissingField, Some((node, mut names))) => {
                names.retain(|name| !self.meant.contains(&(node, name.clone())));
                if names.is_empty() {
                    return;
                }
                (mistake.message, mistake.help) = self.page.missing_message(node, &names);
            }
            (_, Some((node, names))) => self.meant.extend(names.into_iter().map(|name| (node, name))),
            (_, None) => {}
        }
        let place = Place::new(self.file, mistake.span.start, mistake.span.end);
        self.problems.push(Problem::new(mistake.code, place, mistake.message).help(mistake.help));
    }

    /// Blanks out an entry, or the next one around it that is not blank yet; says whether there was one.
    fn drop_entry(&mut self, mut entry: Option<EntryId>) -> bool {
        let outline = self.page.outline;
        while let Some(id) = entry {
            if self.dropped.insert(id) {
                self.kept.blank(outline.entries[id].span);
                self.rest.blank(outline.entries[id].span);
                return true;
            }
            entry = outline.removable(outline.above(id));
        }
        false
    }

    /// Blanks out the sections, and entries of sections, that ended before `offset` and are in order.
    fn forget_before(&mut self, offset: usize) {
        let outline = self.page.outline;
        let Some(root) = outline.root else { return };
        let ended =
            outline.nodes[root].entries.partition_point(|entry| outline.entries[*entry].span.end <= offset);
        for entry in &outline.nodes[root].entries[..ended] {
            self.rest.blank(outline.entries[*entry].span);
        }
        let section = outline.nodes[root].entries.get(ended).and_then(|entry| outline.entries[*entry].value);
        let Some(section) = section.filter(|section| outline.nodes[*section].shape == Shape::List) else {
            return;
        };
        let entries = &outline.nodes[section].entries;
        for entry in entries.iter().take_while(|entry| outline.entries[**entry].span.end <= offset) {
            self.rest.blank(outline.entries[*entry].span);
        }
    }
}

/// The byte that the parser complains about: its span begins before white space, if there is any.
fn place_of(text: &str, error: &SpannedError) -> usize {
    let start = offset_of(text, error.span.start);
    let end = offset_of(text, error.span.end).max(start);
    let seen = &text[start..end];
    start + seen.len() - seen.trim_start().len()
}

/// The byte at a line and column as the parser counts them.
fn offset_of(text: &str, position: Position) -> usize {
    let lines_before = position.line.saturating_sub(1);
    let mut start = 0;
    for _ in 0..lines_before {
        start += text[start..].find('\n').map_or(text.len() - start, |end| end + 1);
    }
    let column = position.col.saturating_sub(1);
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}
