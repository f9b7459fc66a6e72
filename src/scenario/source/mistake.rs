//! The parser's complaints in an author's words: what is wrong, exactly where, what was probably
//! meant, and from which entry on the rest can still be read.

use super::lexer::Span;
use super::outline::{EntryId, Hit, NodeId, Outline, Shape};
use super::{quote, schema};
use crate::scenario::problem::Code;
use crate::scenario::suggest::did_you_mean;
use ron::Error;

/// A text with its outline.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub outline: &'a Outline,
}

/// A complaint, translated.
pub(super) struct Mistake {
    pub code: Code,
    pub span: Span,
    pub message: String,
    pub help: String,
    /// The entry that is at fault.
    pub entry: Option<EntryId>,
    /// For fields: the value that has or lacks them, and the names concerned.
    pub fields: Option<(NodeId, Vec<String>)>,
}

impl<'a> Page<'a> {
    /// What a complaint about the byte `offset` means.
    pub fn mistake(self, error: &Error, offset: usize) -> Mistake {
        let hit = self.hit(error, offset);
        match error {
            Error::NoSuchStructField { expected, found, .. } => self.unknown_field(hit, expected, found),
            Error::NoSuchEnumVariant { expected, found, .. } => {
                self.unknown_word(hit, offset, expected, found)
            }
            Error::MissingStructField { field, outer } => self.missing(hit, field, outer.as_deref()),
            Error::IntegerOutOfBounds => self.out_of_range(hit, offset),
            Error::ExceededRecursionLimit => self.at_value(
                hit,
                offset,
                Code::TooDeep,
                "this is nested too deeply".to_owned(),
                String::new(),
            ),
            _ => self.other(hit, offset, error),
        }
    }

    fn hit(self, error: &Error, offset: usize) -> Option<Hit> {
        let before = self.text.get(..offset).map_or(0, |text| text.trim_end().len().saturating_sub(1));
        let hit = match error {
            Error::ExpectedStructLike => self.outline.at(before),
            _ => self.outline.at(offset),
        };
        hit.or_else(|| self.outline.root.map(|node| Hit { node, entry: None }))
    }

    fn unknown_field(self, hit: Option<Hit>, expected: &'static [&'static str], found: &str) -> Mistake {
        let node = hit.map(|hit| hit.node);
        let entry = hit.and_then(|hit| hit.entry);
        let key = entry.and_then(|entry| self.outline.entries[entry].key);
        let present: Vec<&str> =
            node.map_or(Vec::new(), |node| self.outline.keys(node, self.text).map(|(_, key)| key).collect());
        let free = expected.iter().copied().filter(|field| !present.contains(field));
        let meant = did_you_mean(found, free).or_else(|| did_you_mean(found, expected.iter().copied()));
        let of = self.of(node.and_then(|node| self.outline.nodes[node].parent));
        Mistake {
            code: Code::UnknownField,
            span: key.unwrap_or(self.span_of(hit)),
            message: format!("unknown field `{}`{of}", quote(found)),
            help: one_of(meant.as_deref(), expected, "fields"),
            entry,
            fields: node.map(|node| (node, meant.into_iter().collect())),
        }
    }

    fn unknown_word(
        self,
        hit: Option<Hit>,
        offset: usize,
        expected: &'static [&'static str],
        found: &str,
    ) -> Mistake {
        let meant = did_you_mean(found, expected.iter().copied());
        let of = self.of(hit.and_then(|hit| hit.entry));
        let message = format!("unknown word `{}`{of}", quote(found));
        let mut mistake = self.at_value(
            hit,
            offset,
            Code::UnknownWord,
            message,
            one_of(meant.as_deref(), expected, "words"),
        );
        let end = offset + found.len();
        if self.text.get(offset..end) == Some(found) {
            mistake.span = Span { start: offset, end };
        }
        mistake
    }

    fn missing(self, hit: Option<Hit>, field: &str, type_name: Option<&str>) -> Mistake {
        let node = hit.map(|hit| hit.node);
        let present: Vec<&str> =
            node.map_or(Vec::new(), |node| self.outline.keys(node, self.text).map(|(_, key)| key).collect());
        let required = type_name.map_or(&[][..], schema::required);
        let mut names: Vec<String> =
            required.iter().filter(|name| !present.contains(*name)).map(|name| (*name).to_owned()).collect();
        if names.is_empty() && !present.contains(&field) {
            names.push(field.to_owned());
        }
        let parent = node.and_then(|node| self.outline.nodes[node].parent);
        let key = parent.and_then(|parent| self.outline.entries[parent].key);
        let start = node.map_or(0, |node| self.outline.nodes[node].span.start);
        let head = node.map_or(start, |node| self.outline.nodes[node].head.end);
        Mistake {
            code: Code::MissingField,
            span: key.unwrap_or(Span { start, end: head }),
            message: String::new(),
            help: String::new(),
            entry: parent,
            fields: node.map(|node| (node, names)),
        }
    }

    /// What a missing field is called, once it is known which of them are really missing.
    pub fn missing_message(self, node: NodeId, names: &[String]) -> (String, String) {
        let of = self.of(self.outline.nodes[node].parent);
        let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let plural = if names.len() == 1 { "" } else { "s" };
        (format!("missing field{plural} {list}{of}"), format!("write {}: ...", names.join(": ..., ")))
    }

    fn out_of_range(self, hit: Option<Hit>, offset: usize) -> Mistake {
        let found = self.found(hit, offset);
        let negative = self.span_of(hit).of(self.text).starts_with('-');
        let help = if negative { "it must not be negative" } else { "it must be smaller" };
        let message = format!("{found} is outside the range{}", self.of(hit.and_then(|hit| hit.entry)));
        self.at_value(hit, offset, Code::OutOfRange, message, help.to_owned())
    }

    fn other(self, hit: Option<Hit>, offset: usize, error: &Error) -> Mistake {
        let shape = hit.map_or(Shape::Broken, |hit| self.outline.nodes[hit.node].shape);
        let of = self.of(hit.and_then(|hit| hit.entry));
        let found = self.found(hit, offset);
        let (message, help) = match error {
            Error::ExpectedDifferentLength { expected, found } => {
                (format!("expected {} values in parentheses{of}, found {found}", count_in(expected)), "")
            }
            Error::ExpectedStructLikeEnd => (format!("too many values in parentheses{of}"), ""),
            Error::ExpectedStructLike => {
                (format!("{found} needs values in parentheses{of}"), "write them after the word: word(...)")
            }
            Error::ExpectedDifferentStructName { found, .. } => (
                format!("unexpected name `{}`{of}", quote(found)),
                "a group of fields needs no name: ( name: value, ... )",
            ),
            _ => match wanted(error, shape) {
                Some((wanted, help)) => (format!("expected {wanted}{of}, found {found}"), help),
                None => {
                    return self.at_value(
                        hit,
                        offset,
                        Code::Syntax,
                        quote(&lower(&error.to_string())),
                        String::new(),
                    );
                }
            },
        };
        self.at_value(hit, offset, Code::WrongType, message, help.to_owned())
    }

    fn at_value(self, hit: Option<Hit>, offset: usize, code: Code, message: String, help: String) -> Mistake {
        let span = self.key_at(hit, offset).unwrap_or(self.span_of(hit));
        Mistake { code, span, message, help, entry: hit.and_then(|hit| hit.entry), fields: None }
    }

    /// The field name or map key at the byte, if that is what stands there.
    fn key_at(self, hit: Option<Hit>, offset: usize) -> Option<Span> {
        self.outline.entries[hit?.entry?].key.filter(|key| key.holds(offset))
    }

    /// The bytes to show for a value: all of it, or of a group its beginning.
    fn span_of(self, hit: Option<Hit>) -> Span {
        let Some(hit) = hit else {
            return Span { start: 0, end: 0 };
        };
        let node = &self.outline.nodes[hit.node];
        let lines = node.span.of(self.text).contains('\n');
        if lines { Span { start: node.span.start, end: node.head.end } } else { node.span }
    }

    fn found(self, hit: Option<Hit>, offset: usize) -> String {
        if let Some(key) = self.key_at(hit, offset) {
            return format!("`{}`", quote(key.of(self.text)));
        }
        let Some(hit) = hit else {
            return "nothing".to_owned();
        };
        let node = &self.outline.nodes[hit.node];
        match node.shape {
            Shape::Number | Shape::Word | Shape::Text => {
                format!("`{}`", quote(node.span.of(self.text)))
            }
            shape => shape.words().to_owned(),
        }
    }

    fn of(self, entry: Option<EntryId>) -> String {
        let path = self.outline.path(entry, self.text);
        if path.is_empty() { path } else { format!(" in `{}`", quote(&path)) }
    }
}

fn one_of(meant: Option<&str>, expected: &[&str], what: &str) -> String {
    match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("possible {what}: {}", expected.join(", ")),
    }
}

/// What the parser wanted, and how to write it.
fn wanted(error: &Error, shape: Shape) -> Option<(&'static str, &'static str)> {
    let whole_number = ("a whole number", "numbers stand without quotes and without a fraction");
    Some(match error {
        Error::ExpectedInteger => whole_number,
        Error::ExpectedComma if shape == Shape::Number => whole_number,
        Error::ExpectedString => ("a text in quotes", "write it as \"...\""),
        Error::ExpectedBoolean => ("`true` or `false`", "they stand without quotes"),
        Error::ExpectedArray => ("a list", "write it as [ ... ], even for one entry"),
        Error::ExpectedMap => ("a map", "write it as { key: value, ... }"),
        Error::ExpectedIdentifier if shape == Shape::Text => {
            ("a word without quotes", "write the word itself, without quotes")
        }
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            ("a word", "fields are written name: value, and fixed words stand without quotes")
        }
        Error::ExpectedNamedStructLike("Text") => {
            ("a text in languages", "write it as (de: \"...\", en: \"...\")")
        }
        Error::ExpectedNamedStructLike(_) => ("a group of fields", "write it as ( name: value, ... )"),
        _ => return None,
    })
}

/// The number in "tuple variant Condition::Knows with 2 elements".
fn count_in(expected: &str) -> &str {
    expected.split(' ').find(|word| word.parse::<u32>().is_ok()).unwrap_or("other")
}

fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
