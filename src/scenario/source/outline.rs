//! Where everything in a file stands: a tree of values with their bytes, built from the tokens
//! alone and even from broken text. It says what is where; what it means is `serde`'s business.

use super::lexer::{Bracket, Span};
use std::fmt::Write;

pub(super) type NodeId = usize;
pub(super) type EntryId = usize;

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `(name: value, ...)`, perhaps with a name before it.
    Struct,
    /// `(value, ...)` or `()`, perhaps with a name before it.
    Tuple,
    List,
    Map,
    Text,
    Character,
    Number,
    Word,
    /// Nothing that could be a value.
    Broken,
}

impl Shape {
    /// The same in an author's words.
    pub fn words(self) -> &'static str {
        match self {
            Shape::Struct => "a group of fields",
            Shape::Tuple => "values in parentheses",
            Shape::List => "a list",
            Shape::Map => "a map",
            Shape::Text => "a text in quotes",
            Shape::Character => "a character",
            Shape::Number => "a number",
            Shape::Word => "a word",
            Shape::Broken => "something else",
        }
    }
}

/// A value.
#[derive(Debug)]
pub(super) struct Node {
    pub span: Span,
    pub shape: Shape,
    /// Where its opening bracket stands; for others the whole value.
    pub head: Span,
    /// The entry whose value it is; none for the root.
    pub parent: Option<EntryId>,
    pub entries: Vec<EntryId>,
}

/// A field, list element or map entry.
#[derive(Debug)]
pub(super) struct Entry {
    /// The field's name or the map's key.
    pub key: Option<Span>,
    /// All of it, with the comma after it.
    pub span: Span,
    pub value: Option<NodeId>,
    /// The value that it is part of.
    pub owner: NodeId,
}

/// All values of a file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub nodes: Vec<Node>,
    pub entries: Vec<Entry>,
    pub root: Option<NodeId>,
}

/// What stands at a byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// The smallest value around it; for a key, the value whose key it is.
    pub node: NodeId,
    /// The smallest entry around it.
    pub entry: Option<EntryId>,
}

impl Outline {
    /// What stands at that byte; none outside the root value.
    pub fn at(&self, offset: usize) -> Option<Hit> {
        let mut hit =
            Hit { node: self.root.filter(|root| self.nodes[*root].span.holds(offset))?, entry: None };
        while let Some(entry) = self.entry_at(hit.node, offset) {
            hit.entry = Some(entry);
            match self.entries[entry].value.filter(|value| self.nodes[*value].span.holds(offset)) {
                Some(value) => hit.node = value,
                None => break,
            }
        }
        Some(hit)
    }

    fn entry_at(&self, node: NodeId, offset: usize) -> Option<EntryId> {
        let entries = &self.nodes[node].entries;
        let after = entries.partition_point(|entry| self.entries[*entry].span.start <= offset);
        let entry = *entries.get(after.checked_sub(1)?)?;
        self.entries[entry].span.holds(offset).then_some(entry)
    }

    /// The smallest entry around that one that can be left out without changing what the others
    /// mean: arguments in parentheses count, so the whole value goes.
    pub fn removable(&self, mut entry: Option<EntryId>) -> Option<EntryId> {
        while let Some(id) = entry {
            let owner = &self.nodes[self.entries[id].owner];
            if owner.shape != Shape::Tuple {
                return Some(id);
            }
            entry = owner.parent;
        }
        None
    }

    /// The entry that holds the value of which this one is part.
    pub fn above(&self, entry: EntryId) -> Option<EntryId> {
        self.nodes[self.entries[entry].owner].parent
    }

    /// Names and bytes of the fields of a value.
    pub fn keys<'a>(&'a self, node: NodeId, text: &'a str) -> impl Iterator<Item = (EntryId, &'a str)> {
        let entries = self.nodes[node].entries.iter().copied();
        entries.filter_map(move |entry| Some((entry, self.entries[entry].key?.of(text))))
    }

    /// How to get there from the root, such as `injects[3].at`; empty for the root.
    pub fn path(&self, mut entry: Option<EntryId>, text: &str) -> String {
        let mut steps = Vec::new();
        while let Some(id) = entry {
            steps.push(id);
            entry = self.above(id);
        }
        let mut path = String::new();
        for id in steps.into_iter().rev() {
            self.write_step(&mut path, id, text);
        }
        path
    }

    fn write_step(&self, path: &mut String, id: EntryId, text: &str) {
        let entry = &self.entries[id];
        let owner = &self.nodes[entry.owner];
        let index = owner.entries.partition_point(|other| self.entries[*other].span.start < entry.span.start);
        let dot = if path.is_empty() { "" } else { "." };
        let _ = match (owner.shape, entry.key) {
            (Shape::Map, Some(key)) => write!(path, "[{}]", key.of(text)),
            (_, Some(key)) => write!(path, "{dot}{}", key.of(text)),
            (Shape::List, None) => write!(path, "[{index}]"),
            (_, None) => write!(path, "({index})"),
        };
    }
}

/// The shape that a bracket begins; of parentheses, the one without names.
pub(super) fn shape_of(bracket: Bracket) -> Shape {
    match bracket {
        Bracket::Paren => Shape::Tuple,
        Bracket::Square => Shape::List,
        Bracket::Curly => Shape::Map,
    }
}
