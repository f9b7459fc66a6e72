//! Labels on one or two lines, measured without a font: 0.6 of the type size per letter, a whole one
//! for wide scripts. Generous, so that what fits here fits in any common sans serif.

/// A break inside a word must save this much width, in tenths of the type size.
const INSIDE: i32 = 36;

/// Width of a text at a type size.
#[must_use]
pub fn text_width(text: &str, font: i32) -> i32 {
    (tenths(text) * font + 9) / 10
}

/// The text on at most two lines of at most so many tenths of a type size, as even as words allow.
#[must_use]
pub fn wrap(text: &str, most: i32) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if tenths(&text) <= most * 6 / 10 {
        return vec![text];
    }
    let splits = text.char_indices().filter_map(|(at, letter)| match letter {
        ' ' => Some((at, at + 1, 0)),
        '-' | '/' if at + 1 < text.len() => Some((at + 1, at + 1, INSIDE)),
        _ => None,
    });
    let widest = |end: usize, start: usize| tenths(&text[..end]).max(tenths(&text[start..]));
    let best = splits.min_by_key(|(end, start, cost)| widest(*end, *start) + cost);
    match best {
        Some((end, start, _)) => vec![cut(&text[..end], most), cut(&text[start..], most)],
        None if tenths(&text) <= most => vec![text],
        None => broken(&text, most),
    }
}

/// A single long word on two lines.
fn broken(word: &str, most: i32) -> Vec<String> {
    let half = tenths(word) / 2;
    let mut width = 0;
    let at = word.char_indices().find(|(_, letter)| {
        width += letter_tenths(*letter);
        width > half
    });
    let at = at.map_or(word.len(), |(at, _)| at);
    vec![cut(&format!("{}-", &word[..at]), most), cut(&word[at..], most)]
}

/// The text, shortened with an ellipsis if it is wider than that.
pub(super) fn cut(text: &str, most: i32) -> String {
    if tenths(text) <= most {
        return text.to_owned();
    }
    let mut width = letter_tenths('…');
    let kept = text.chars().take_while(|letter| {
        width += letter_tenths(*letter);
        width <= most
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

fn tenths(text: &str) -> i32 {
    text.chars().map(letter_tenths).sum()
}

fn letter_tenths(letter: char) -> i32 {
    match letter {
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' => 0,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 9,
        '\u{1100}'.. => 10,
        _ => 6,
    }
}
