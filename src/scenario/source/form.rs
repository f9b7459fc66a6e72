//! Builds the outline of a text and collects its mistakes of form, all of them in one pass. Depth
//! and number of mistakes are limited, so no text makes it slow or overflows the stack.

use super::lexer::{Bracket, Lexer, Span, Token, TokenKind};
use super::outline::{Entry, EntryId, Node, NodeId, Shape, shape_of};
use super::slip::{Form, Mend, Slip};
use crate::scenario::limits::{DEPTH, PROBLEMS_PER_FILE};
use crate::scenario::problem::Code;
use std::collections::BTreeMap;

/// Reads the form of a text.
pub(super) fn read(text: &str) -> Form {
    let mut lexer = Lexer::new(text);
    let next = lexer.next_token();
    let before = Span { start: 0, end: 0 };
    let mut builder = Builder {
        text,
        lexer,
        next,
        before,
        open: Vec::new(),
        entry: None,
        given_up: false,
        form: Form::default(),
    };
    builder.file();
    builder.form
}

struct Builder<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    next: Token,
    /// The token before `next`.
    before: Span,
    /// Brackets open at the moment, outermost first.
    open: Vec<(Bracket, Span)>,
    /// The entry that is being read.
    entry: Option<EntryId>,
    given_up: bool,
    form: Form,
}

impl Builder<'_> {
    fn file(&mut self) {
        while self.next.kind == TokenKind::Hash {
            self.skip_attribute();
        }
        if self.next.kind == TokenKind::End {
            let slip = Slip::new(Code::Syntax, self.next.span, "the file is empty", Mend::Never);
            return self.slip(slip.help("a scenario file begins with ( and ends with )"));
        }
        let root = self.value();
        self.form.outline.root = Some(root);
        if !self.given_up && self.next.kind != TokenKind::End {
            let slip =
                Slip::new(Code::Syntax, self.next.span, "something follows after the end", Mend::Never);
            self.slip(slip.help("the file ends with the parenthesis that closes its first one"));
        }
    }

    /// Skips `#![...]`, which the parser proper reads.
    fn skip_attribute(&mut self) {
        while !matches!(self.next.kind, TokenKind::Close(Bracket::Square) | TokenKind::End) {
            self.advance();
        }
        self.advance();
    }

    fn advance(&mut self) -> Token {
        let token = self.next;
        self.before = token.span;
        if !self.given_up {
            self.next = self.lexer.next_token();
        }
        token
    }

    fn slip(&mut self, mut slip: Slip) {
        if self.given_up {
            return;
        }
        if let (Mend::Drop, Some(entry)) = (slip.mend, self.entry) {
            slip.mend = Mend::DropEntry(entry);
        }
        self.form.slips.push(slip);
        if self.form.slips.len() >= PROBLEMS_PER_FILE {
            self.give_up();
        }
    }

    /// Nothing more is read: every loop sees the end of the text.
    fn give_up(&mut self) {
        self.given_up = true;
        let end = self.text.len();
        self.next = Token { kind: TokenKind::End, span: Span { start: end, end } };
    }

    fn value(&mut self) -> NodeId {
        let token = self.next;
        match token.kind {
            TokenKind::Text => self.leaf(Shape::Text),
            TokenKind::Character => self.leaf(Shape::Character),
            TokenKind::Number => self.leaf(Shape::Number),
            TokenKind::Word => self.word(),
            TokenKind::Open(bracket) => self.group(bracket, token.span.start),
            _ => self.broken(token),
        }
    }

    fn leaf(&mut self, shape: Shape) -> NodeId {
        let span = self.advance().span;
        self.node(shape, span)
    }

    fn node(&mut self, shape: Shape, span: Span) -> NodeId {
        self.form.outline.nodes.push(Node { span, shape, head: span, parent: None, entries: Vec::new() });
        self.form.outline.nodes.len() - 1
    }

    fn word(&mut self) -> NodeId {
        let word = self.advance().span;
        match self.next.kind {
            TokenKind::Open(Bracket::Paren) => self.group(Bracket::Paren, word.start),
            _ => self.node(Shape::Word, word),
        }
    }

    fn broken(&mut self, token: Token) -> NodeId {
        match token.kind {
            TokenKind::OpenText => self.unfinished(token, "a text begins here and has no closing quote"),
            TokenKind::OpenComment => self.unfinished(token, "a comment begins here and has no closing */"),
            TokenKind::Other => {
                let span = self.advance().span;
                let message = format!("unexpected character `{}`", span.of(self.text).escape_debug());
                self.slip(Slip::new(Code::Syntax, span, message, Mend::Drop));
                while self.next.kind == TokenKind::Other && !self.given_up {
                    self.advance();
                }
            }
            TokenKind::End => {}
            // Whoever asked for a value sees the same token again and deals with it.
            _ => self.slip(Slip::new(Code::Syntax, token.span, "a value is missing here", Mend::Drop)),
        }
        let at = Span { start: token.span.start, end: self.before.end.max(token.span.start) };
        self.node(Shape::Broken, at)
    }

    fn unfinished(&mut self, token: Token, message: &str) {
        let start = token.span.start;
        let line = token.span.of(self.text).lines().next().unwrap_or("").len();
        self.slip(Slip::new(Code::Syntax, Span { start, end: start + line }, message, Mend::Never));
        self.give_up();
    }

    fn group(&mut self, bracket: Bracket, start: usize) -> NodeId {
        let open = self.advance().span;
        let id = self.node(shape_of(bracket), open);
        if self.open.len() >= DEPTH {
            let message = format!("more than {DEPTH} brackets are open here");
            let slip = Slip::new(Code::TooDeep, open, message, Mend::Never);
            self.slip(slip.help("join nested conditions, or look for closing brackets that are missing"));
            self.give_up();
            return id;
        }
        self.open.push((bracket, open));
        while !self.at_end_of_group(bracket, open) {
            self.entry(id, bracket);
        }
        self.open.pop();
        self.form.outline.nodes[id].span = Span { start, end: self.before.end.max(open.end) };
        self.find_duplicates(id);
        id
    }

    /// Whether the group is over; reads its closing bracket and reports a missing one.
    fn at_end_of_group(&mut self, bracket: Bracket, open: Span) -> bool {
        match self.next.kind {
            TokenKind::Close(close) if close == bracket => {
                self.advance();
                true
            }
            TokenKind::Close(close) if self.open.iter().any(|(outer, _)| *outer == close) => {
                self.unclosed(bracket, open);
                true
            }
            TokenKind::Close(close) => {
                let message = format!("`{}` closes nothing", close.closing());
                let slip = Slip::new(Code::Syntax, self.next.span, message, Mend::Never);
                self.slip(slip.related(open, "the bracket that is open here"));
                self.advance();
                false
            }
            TokenKind::End => {
                self.unclosed(bracket, open);
                self.give_up();
                true
            }
            _ => false,
        }
    }

    fn unclosed(&mut self, bracket: Bracket, open: Span) {
        let message = format!("`{}` is missing", bracket.closing());
        let slip = Slip::new(Code::Syntax, self.next.span, message, Mend::Never);
        let help = "the bracket was opened at the place shown; close it where its content ends";
        self.slip(slip.help(help).related(open, "opened here"));
    }

    fn entry(&mut self, owner: NodeId, bracket: Bracket) {
        let start = self.next.span.start;
        let id = self.form.outline.entries.len();
        let whole = Span { start, end: start };
        self.form.outline.entries.push(Entry { key: None, span: whole, value: None, owner });
        self.form.outline.nodes[owner].entries.push(id);

        let around = self.entry.replace(id);
        let mut value = self.value();
        if bracket != Bracket::Square && (self.at_colon() || self.lacks_colon(bracket, value)) {
            self.form.outline.entries[id].key = Some(self.form.outline.nodes[value].span);
            if bracket == Bracket::Paren {
                self.form.outline.nodes[owner].shape = Shape::Struct;
            }
            value = self.value();
        } else if bracket == Bracket::Curly {
            let slip = Slip::new(Code::Syntax, self.next.span, "a `:` and a value are missing", Mend::Drop);
            self.slip(slip.help("the entries of a map are written key: value"));
        }
        self.form.outline.nodes[value].parent = Some(id);
        self.form.outline.entries[id].value = Some(value);
        self.separator();
        self.form.outline.entries[id].span.end = self.before.end.max(start);
        self.entry = around;
    }

    /// Reads a colon, or an equals sign in its place.
    fn at_colon(&mut self) -> bool {
        if self.next.kind == TokenKind::Equals {
            let span = self.next.span;
            let slip =
                Slip::new(Code::Syntax, span, "`=` where a colon belongs", Mend::Put(span.start, b':'));
            self.slip(slip.help("fields are written name: value"));
        }
        let found = matches!(self.next.kind, TokenKind::Colon | TokenKind::Equals);
        if found {
            self.advance();
        }
        found
    }

    /// Whether a name is followed by its value at once; the colon between them is put in.
    fn lacks_colon(&mut self, bracket: Bracket, name: NodeId) -> bool {
        let named = bracket == Bracket::Paren && self.form.outline.nodes[name].shape == Shape::Word;
        let open = TokenKind::Open(Bracket::Square);
        if !named
            || !(matches!(self.next.kind, TokenKind::Text | TokenKind::Number) || self.next.kind == open)
        {
            return false;
        }
        let at = self.before.end;
        let spaced = self.text.as_bytes().get(at).is_some_and(u8::is_ascii_whitespace);
        let mend = if spaced { Mend::Put(at, b':') } else { Mend::Drop };
        let slip = Slip::new(Code::Syntax, self.before, "a colon is missing after this", mend);
        self.slip(slip.help("fields are written name: value"));
        true
    }

    fn separator(&mut self) {
        match self.next.kind {
            TokenKind::Comma => {
                self.advance();
            }
            TokenKind::OpenText | TokenKind::OpenComment => {
                self.broken(self.next);
            }
            TokenKind::Close(_) | TokenKind::End => {}
            _ if self.text.as_bytes().get(self.before.end).is_some_and(u8::is_ascii_whitespace) => {
                let mend = Mend::Put(self.before.end, b',');
                let slip = Slip::new(Code::Syntax, self.before, "a comma is missing after this", mend);
                self.slip(slip.help("separate entries by commas"));
            }
            _ => {
                let slip = Slip::new(Code::Syntax, self.next.span, "this does not belong here", Mend::Drop);
                self.slip(slip.help("separate entries by commas; perhaps a quote is missing before this"));
                self.skip_to_separator();
            }
        }
    }

    fn skip_to_separator(&mut self) {
        loop {
            match self.next.kind {
                TokenKind::Comma => {
                    self.advance();
                    return;
                }
                TokenKind::Close(_) | TokenKind::End => return,
                TokenKind::Open(_) => {
                    self.value();
                }
                _ => {
                    self.advance();
                }
            }
        }
    }

    fn find_duplicates(&mut self, node: NodeId) {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        let mut slips = Vec::new();
        for (entry, key) in self.form.outline.keys(node, self.text) {
            let span = self.form.outline.entries[entry].key.unwrap_or(self.next.span);
            match first.get(key) {
                None if key.is_empty() => {}
                None => {
                    first.insert(key, span);
                }
                Some(before) => {
                    let message = format!("`{}` is given twice", super::quote(key));
                    let slip = Slip::new(Code::Duplicate, span, message, Mend::DropEntry(entry));
                    slips.push(slip.help("delete one of the two").related(*before, "given here first"));
                }
            }
        }
        for slip in slips {
            self.slip(slip);
        }
    }
}
