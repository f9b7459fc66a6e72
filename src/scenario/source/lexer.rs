//! RON's tokens with their bytes. Knows strings, raw strings, characters and comments, so that a
//! bracket inside them counts for nothing; never fails and never goes back, whatever the text.

/// Bytes `start..end` of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The piece of the text; empty where the text is shorter.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether the byte is one of them.
    pub fn holds(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }
}

/// The three pairs of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Paren,
    Square,
    Curly,
}

impl Bracket {
    /// The character that closes the pair.
    pub fn closing(self) -> char {
        match self {
            Bracket::Paren => ')',
            Bracket::Square => ']',
            Bracket::Curly => '}',
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    Equals,
    /// `#`, which begins a file attribute.
    Hash,
    Text,
    Character,
    Number,
    Word,
    /// A string without its closing quote; reaches to the end of the text.
    OpenText,
    /// A block comment without its end; reaches to the end of the text.
    OpenComment,
    /// Any other character.
    Other,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// Reads tokens one after the other; after the last one, `End` for ever.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Begins at the start of the text.
    pub fn new(text: &'a str) -> Self {
        Lexer { text, at: 0 }
    }

    /// The next token; white space and comments are skipped.
    pub fn next_token(&mut self) -> Token {
        if let Some(start) = self.skip_space() {
            return self.token(TokenKind::OpenComment, start);
        }
        let start = self.at;
        let kind = self.read();
        self.token(kind, start)
    }

    fn token(&self, kind: TokenKind, start: usize) -> Token {
        Token { kind, span: Span { start, end: self.at } }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or(&[])
    }

    /// Skips white space and comments; the start of a block comment that never ends.
    fn skip_space(&mut self) -> Option<usize> {
        loop {
            match self.rest() {
                [b' ' | b'\t'..=b'\r', ..] => self.at += 1,
                [b'/', b'/', ..] => {
                    self.at += self.rest().iter().position(|b| *b == b'\n').unwrap_or(self.rest().len());
                }
                [b'/', b'*', ..] => {
                    let start = self.at;
                    if !self.skip_block() {
                        return Some(start);
                    }
                }
                [first, ..] if !first.is_ascii() => {
                    let space = self.text[self.at..].chars().next().filter(|c| is_wide_space(*c))?;
                    self.at += space.len_utf8();
                }
                _ => return None,
            }
        }
    }

    /// Skips a block comment, which may hold others; says whether it ends.
    fn skip_block(&mut self) -> bool {
        let mut open = 0_usize;
        loop {
            match self.rest() {
                [] => return false,
                [b'/', b'*', ..] => {
                    open += 1;
                    self.at += 2;
                }
                [b'*', b'/', ..] => {
                    open -= 1;
                    self.at += 2;
                    if open == 0 {
                        return true;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    fn read(&mut self) -> TokenKind {
        let single = match self.rest() {
            [] => return TokenKind::End,
            [b'(', ..] => TokenKind::Open(Bracket::Paren),
            [b'[', ..] => TokenKind::Open(Bracket::Square),
            [b'{', ..] => TokenKind::Open(Bracket::Curly),
            [b')', ..] => TokenKind::Close(Bracket::Paren),
            [b']', ..] => TokenKind::Close(Bracket::Square),
            [b'}', ..] => TokenKind::Close(Bracket::Curly),
            [b',', ..] => TokenKind::Comma,
            [b':', ..] => TokenKind::Colon,
            [b'=', ..] => TokenKind::Equals,
            [b'#', ..] => TokenKind::Hash,
            _ => return self.read_long(),
        };
        self.at += 1;
        single
    }

    fn read_long(&mut self) -> TokenKind {
        match self.rest() {
            [b'"', ..] => self.read_text(1),
            [b'b', b'"', ..] => self.read_text(2),
            [b'r', b'"' | b'#', ..] if self.raw_hashes(1).is_some() => self.read_raw(1),
            [b'b', b'r', b'"' | b'#', ..] if self.raw_hashes(2).is_some() => self.read_raw(2),
            [b'\'', ..] => self.read_character(1),
            [b'b', b'\'', ..] => self.read_character(2),
            [b'0'..=b'9', ..] | [b'.' | b'+' | b'-', b'0'..=b'9' | b'.' | b'i' | b'N', ..] => {
                self.read_number()
            }
            [b'r', b'#', ..] => {
                self.at += 2;
                self.read_word()
            }
            _ => self.read_word(),
        }
    }

    fn read_text(&mut self, quote: usize) -> TokenKind {
        self.at += quote;
        loop {
            match self.rest() {
                [] => return TokenKind::OpenText,
                [b'\\', _, ..] => self.at += 2,
                [b'"', ..] => {
                    self.at += 1;
                    return TokenKind::Text;
                }
                _ => self.at += 1,
            }
        }
    }

    /// Number of `#` before the quote of a raw string that begins after `prefix` bytes.
    fn raw_hashes(&self, prefix: usize) -> Option<usize> {
        let rest = &self.rest()[prefix..];
        let hashes = rest.iter().take_while(|b| **b == b'#').count();
        (rest.get(hashes) == Some(&b'"')).then_some(hashes)
    }

    fn read_raw(&mut self, prefix: usize) -> TokenKind {
        let hashes = self.raw_hashes(prefix).unwrap_or(0);
        self.at += prefix + hashes + 1;
        while let Some(quote) = self.rest().iter().position(|b| *b == b'"') {
            self.at += quote + 1;
            let found = self.rest().iter().take(hashes).take_while(|b| **b == b'#').count();
            self.at += found;
            if found == hashes {
                return TokenKind::Text;
            }
        }
        self.at = self.text.len();
        TokenKind::OpenText
    }

    fn read_character(&mut self, quote: usize) -> TokenKind {
        let inside = &self.text[self.at + quote..];
        let mut chars = inside.char_indices();
        let end = match chars.next() {
            Some((_, '\\')) => {
                inside.get(2..).and_then(|tail| tail.find('\'')).filter(|end| *end < 10).map(|end| end + 2)
            }
            Some(_) => chars.next().filter(|(_, c)| *c == '\'').map(|(end, _)| end),
            None => None,
        };
        self.at += end.map_or(quote, |end| quote + end + 1);
        if end.is_some() { TokenKind::Character } else { TokenKind::Other }
    }

    fn read_number(&mut self) -> TokenKind {
        let rest = self.rest();
        let mut length = 1;
        while let Some(byte) = rest.get(length) {
            let exponent_sign = matches!(byte, b'+' | b'-') && matches!(rest[length - 1], b'e' | b'E');
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || exponent_sign) {
                break;
            }
            length += 1;
        }
        self.at += length;
        TokenKind::Number
    }

    fn read_word(&mut self) -> TokenKind {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if length > 0 {
            self.at += length;
            return TokenKind::Word;
        }
        self.at += rest.chars().next().map_or(0, char::len_utf8);
        TokenKind::Other
    }
}

fn is_wide_space(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(TokenKind, &str)]) {
        let mut lexer = Lexer::new(text);
        let found: Vec<_> = std::iter::from_fn(|| Some(lexer.next_token()))
            .take_while(|token| token.kind != TokenKind::End)
            .map(|token| (token.kind, token.span.of(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn tokens() {
        use TokenKind::*;
        check("a:1,", &[(Word, "a"), (Colon, ":"), (Number, "1"), (Comma, ",")]);
        check("\"a\\\"(\" x", &[(Text, "\"a\\\"(\""), (Word, "x")]);
        check("r#\"a\"(\"#)", &[(Text, "r#\"a\"(\"#"), (Close(Bracket::Paren), ")")]);
        check(
            "br\"(\" b\"(\" b'(' '(' '\\''",
            &[
                (Text, "br\"(\""),
                (Text, "b\"(\""),
                (Character, "b'('"),
                (Character, "'('"),
                (Character, "'\\''"),
            ],
        );
        check(
            "-1.5e-3 0xFF -inf NaN",
            &[(Number, "-1.5e-3"), (Number, "0xFF"), (Number, "-inf"), (Word, "NaN")],
        );
        check("// (\n/* ( /* */ ( */ x", &[(Word, "x")]);
        check("\"ä\" ß €", &[(Text, "\"ä\""), (Word, "ß"), (Other, "€")]);
    }

    #[test]
    fn what_never_ends() {
        use TokenKind::*;
        check("x \"abc", &[(Word, "x"), (OpenText, "\"abc")]);
        check("\"abc\\", &[(OpenText, "\"abc\\")]);
        check("r##\"abc\"#", &[(OpenText, "r##\"abc\"#")]);
        check("/* /* */", &[(OpenComment, "/* /* */")]);
        check("' \0", &[(Other, "'"), (Other, "\0")]);
        check("r#", &[(Other, "r#")]);
    }
}
