//! The texts of a scenario, and where in them things stand: from a path such as `injects[3].at` to
//! bytes, and from bytes to line and column.

use super::outline::{EntryId, NodeId, Outline, Shape};
use crate::scenario::problem::Place;

/// One of the files that were read, in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u16);

impl FileId {
    /// The scenario's root file.
    pub const ROOT: FileId = FileId(0);

    /// Its number, from 0 in the order of reading.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One step of a path into a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// A field of a group.
    Field(&'a str),
    /// An element of a list, or a value in parentheses, from 0.
    Index(usize),
    /// An entry of a map, by its key without quotes.
    Key(&'a str),
}

/// Where a place begins and ends for people: 1-based, columns in characters. The end is one past
/// the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

#[derive(Debug)]
struct Source {
    name: String,
    text: String,
    outline: Outline,
    /// What was parsed in place of `text`: faulty entries are blank in it.
    mended: Option<String>,
    /// Where another file asks for this one.
    asked: Option<Place>,
    /// Byte at which each line begins.
    lines: Vec<usize>,
}

/// Every text that was read.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    pub(super) fn add(
        &mut self,
        name: &str,
        text: String,
        outline: Outline,
        mended: Option<String>,
        asked: Option<Place>,
    ) -> FileId {
        let lines = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1));
        let lines = lines.collect();
        self.files.push(Source { name: name.to_owned(), text, outline, mended, asked, lines });
        FileId(u16::try_from(self.files.len() - 1).expect("the number of files is limited"))
    }

    /// Number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Paths and texts of all files, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|file| (file.name.as_str(), file.text.as_str()))
    }

    /// The file of that path, relative to the scenario's folder.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FileId> {
        let index = self.files.iter().position(|file| file.name == name)?;
        u16::try_from(index).ok().map(FileId)
    }

    /// The path of a file, relative to the scenario's folder.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        self.files.get(file.index()).map_or("", |file| &file.name)
    }

    /// The text of a file as written.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.index()).map_or("", |file| &file.text)
    }

    /// Every file, in the order of reading.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len()).filter_map(|index| u16::try_from(index).ok().map(FileId))
    }

    /// Where another file asks for this one; none for a root.
    pub(in crate::scenario) fn asked(&self, file: FileId) -> Option<Place> {
        self.files.get(file.index())?.asked.clone()
    }

    /// Where the value at that path of a file's draft stands. Where a step leads nowhere (the field
    /// has its default), the smallest group around it that is written.
    #[must_use]
    pub fn place(&self, file: FileId, path: &[Step<'_>]) -> Place {
        self.walk(file, path, Source::value_place)
    }

    /// The same for the name of the last field or the key of the last map entry, rather than its value.
    #[must_use]
    pub fn key_place(&self, file: FileId, path: &[Step<'_>]) -> Place {
        self.walk(file, path, Source::key_place)
    }

    fn walk(
        &self,
        file: FileId,
        path: &[Step<'_>],
        place: fn(&Source, NodeId, Option<EntryId>) -> Place,
    ) -> Place {
        let Some(source) = self.files.get(file.index()) else {
            return Place::top("");
        };
        let Some(root) = source.outline.root else {
            return Place::top(&source.name);
        };
        let mut at = (root, None);
        for step in path {
            match source.step(at.0, *step) {
                Some(next) => at = next,
                None => return source.head_place(at.0, at.1),
            }
        }
        place(source, at.0, at.1)
    }

    /// Line and column of a place; line 1 and column 1 in a file that was not read.
    #[must_use]
    pub fn line_column(&self, place: &Place) -> LineColumn {
        let Some(source) = self.files.iter().find(|file| file.name == place.file) else {
            return LineColumn { line: 1, column: 1, end_line: 1, end_column: 1 };
        };
        let (line, column) = source.line_column(place.start);
        let (end_line, end_column) = source.line_column(place.end.max(place.start));
        LineColumn { line, column, end_line, end_column }
    }
}

impl Source {
    /// The text that the outline was made from.
    fn parsed(&self) -> &str {
        self.mended.as_deref().unwrap_or(&self.text)
    }

    fn step(&self, node: NodeId, step: Step<'_>) -> Option<(NodeId, Option<EntryId>)> {
        let node = self.through_some(node);
        let entry = match step {
            Step::Index(index) => self.outline.nodes[node].entries.get(index).copied(),
            Step::Field(name) => self.entry_named(node, name),
            Step::Key(name) => self.entry_named(node, name),
        }?;
        Some((self.outline.entries[entry].value?, Some(entry)))
    }

    fn entry_named(&self, node: NodeId, name: &str) -> Option<EntryId> {
        let mut keys = self.outline.keys(node, self.parsed());
        keys.find(|(_, key)| *key == name || unquoted(key) == Some(name)).map(|(entry, _)| entry)
    }

    /// `Some(x)` may be written for `x`.
    fn through_some(&self, node: NodeId) -> NodeId {
        let value = &self.outline.nodes[node];
        let optional = value.shape == Shape::Tuple && value.span.of(self.parsed()).starts_with("Some");
        let inside = value.entries.first().and_then(|entry| self.outline.entries[*entry].value);
        inside.filter(|_| optional).unwrap_or(node)
    }

    fn value_place(&self, node: NodeId, _: Option<EntryId>) -> Place {
        let span = self.outline.nodes[node].span;
        Place::new(&self.name, span.start, span.end)
    }

    fn key_place(&self, node: NodeId, entry: Option<EntryId>) -> Place {
        match entry.and_then(|entry| self.outline.entries[entry].key) {
            Some(key) => Place::new(&self.name, key.start, key.end),
            None => self.head_place(node, entry),
        }
    }

    /// A group is shown by its field's name or its opening bracket, not by all its lines.
    fn head_place(&self, node: NodeId, entry: Option<EntryId>) -> Place {
        if let Some(key) = entry.and_then(|entry| self.outline.entries[entry].key) {
            return Place::new(&self.name, key.start, key.end);
        }
        let value = &self.outline.nodes[node];
        Place::new(&self.name, value.span.start, value.head.end)
    }

    fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
    }
}

fn unquoted(key: &str) -> Option<&str> {
    key.strip_prefix('"')?.strip_suffix('"')
}
