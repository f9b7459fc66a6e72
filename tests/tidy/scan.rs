//! Reads Rust source as text, well enough to keep house: blanks what is not code, finds functions and
//! the paths that start at a root. It knows nothing of types, and it expands no macro.

/// A function with a body: where it starts and how many lines it takes, signature included.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// The source with every comment, string and character literal turned into spaces; lines stay where they are.
pub fn code_only(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        match foreign_end(bytes, at) {
            Some(end) => {
                blank(&mut code[at..end]);
                at = end;
            }
            None => at += 1,
        }
    }
    String::from_utf8(code).expect("comments and literals are blanked as a whole")
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

/// The end of the comment or literal that starts at `at`, if one does.
fn foreign_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let length = match rest {
        [b'/', b'/', ..] => rest.iter().position(|b| *b == b'\n'),
        [b'/', b'*', ..] => block_comment(rest),
        [b'"', ..] => string(rest),
        [b'\'', ..] => return character(rest).map(|length| at + length),
        [b'r', ..] if !follows_word(bytes, at) => return raw_string(rest).map(|length| at + length),
        // `br"..."` and `cr"..."`: the `r` is looked at as if it stood alone.
        [b'b' | b'c', b'r', ..] if !follows_word(bytes, at) => {
            return raw_string(&rest[1..]).map(|length| at + 1 + length);
        }
        _ => return None,
    };
    // What is never closed goes on to the end.
    Some(at + length.unwrap_or(rest.len()))
}

fn follows_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && is_word(bytes[at - 1])
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn block_comment(rest: &[u8]) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    while at + 1 < rest.len() {
        match &rest[at..at + 2] {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn string(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// `'x'` and `'\n'`, but not the lifetime in `&'a str`.
fn character(rest: &[u8]) -> Option<usize> {
    if rest.get(1) == Some(&b'\\') {
        let close = rest.iter().skip(3).position(|b| *b == b'\'')?;
        return Some(3 + close + 1);
    }
    let text = &rest[1..rest.len().min(6)];
    let close = text.iter().position(|b| *b == b'\'')?;
    let inside = &text[..close];
    let is_one = std::str::from_utf8(inside).is_ok_and(|inside| inside.chars().count() == 1);
    is_one.then_some(close + 2)
}

/// `r"..."` and `r#"..."#`, but not the name `r#type`.
fn raw_string(rest: &[u8]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|b| **b == b'#').count();
    let open = 1 + hashes;
    if rest.get(open) != Some(&b'"') {
        return None;
    }
    let mut close = vec![b'"'];
    close.resize(1 + hashes, b'#');
    let body = &rest[open + 1..];
    let length = body.windows(close.len()).position(|window| window == close);
    Some(length.map_or(rest.len(), |length| open + 1 + length + close.len()))
}

/// Every place where `word` stands alone in `code`.
fn places_of<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let end = at + word.len();
        !follows_word(code.as_bytes(), *at) && !code.as_bytes().get(end).copied().is_some_and(is_word)
    })
}

/// The line, counted from 1, of a place in a text.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Every function with a body in `code`, which must have gone through `code_only`.
pub fn functions(code: &str) -> Vec<Function> {
    places_of(code, "fn").filter_map(|at| function(code, at)).collect()
}

fn function(code: &str, at: usize) -> Option<Function> {
    let name: String = code[at + 2..].trim_start().chars().take_while(|c| *c != '(' && *c != '<').collect();
    let name = name.trim();
    // `fn(u8) -> u8` is a type, and a declaration in a trait ends before it has a body.
    if name.is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let body = body_start(code, at)?;
    let end = matching_brace(code, body);
    let line = line_of(code, at);
    Some(Function { name: name.to_owned(), line, lines: line_of(code, end) - line + 1 })
}

fn body_start(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, byte) in code[at..].bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None,
            b'{' if depth == 0 => return Some(at + offset),
            _ => {}
        }
    }
    None
}

fn matching_brace(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (offset, byte) in code[open..].bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return open + offset;
        }
    }
    code.len()
}

/// What follows `root::` in `code`, each with its line: `use std::{fs, io::Read}` names `fs` and `io`.
pub fn firsts_after(code: &str, root: &str) -> Vec<(String, usize)> {
    let mut firsts = Vec::new();
    for at in places_of(code, root) {
        let Some(rest) = code[at + root.len()..].trim_start().strip_prefix("::") else { continue };
        let rest = rest.trim_start();
        let line = line_of(code, at);
        match rest.strip_prefix('{') {
            Some(group) => firsts.extend(group_firsts(group).into_iter().map(|name| (name, line))),
            None => firsts.push((word_at_start(rest), line)),
        }
    }
    firsts
}

fn group_firsts(group: &str) -> Vec<String> {
    let mut firsts = vec![word_at_start(group)];
    let mut depth = 0;
    for (at, byte) in group.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => break,
            b'}' => depth -= 1,
            b',' if depth == 0 => firsts.push(word_at_start(&group[at + 1..])),
            _ => {}
        }
    }
    firsts.retain(|name| !name.is_empty());
    firsts
}

fn word_at_start(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Lines of `code` that hold `needle`, counted from 1.
pub fn lines_with(code: &str, needle: &str) -> Vec<usize> {
    code.lines().enumerate().filter(|(_, line)| line.contains(needle)).map(|(at, _)| at + 1).collect()
}

/// Public items without a word of documentation, by line. Fields, variants, modules and re-exports may go without:
/// the first two are often said by their type, the last two where they lead.
pub fn undocumented(source: &str) -> Vec<usize> {
    let code = code_only(source);
    let written: Vec<&str> = source.lines().collect();
    let is_public = |line: &str| {
        let Some(item) = line.trim_start().strip_prefix("pub ") else { return false };
        ["fn ", "const ", "async ", "struct ", "enum ", "trait ", "type ", "static ", "union "]
            .iter()
            .any(|keyword| item.starts_with(keyword))
    };
    let lines = code.lines().enumerate().filter(|(_, line)| is_public(line)).map(|(at, _)| at);
    lines.filter(|at| !is_documented(&written[..*at])).map(|at| at + 1).collect()
}

/// Walks up over attributes to the nearest documentation.
fn is_documented(above: &[&str]) -> bool {
    for line in above.iter().rev().map(|line| line.trim()) {
        // In a macro, the documentation is what the macro was given.
        if line.starts_with("///") || line.starts_with("#[doc") || line.starts_with("$(#[") {
            return true;
        }
        if line.is_empty() || line.ends_with(['{', '}', ';']) {
            return false;
        }
    }
    false
}
