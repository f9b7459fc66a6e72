//! Sentences with places to fill, in both languages at once.

use crate::scenario::model::Text;
use crate::view::wording::{both, english, german};

/// Both patterns with each `{}` replaced by the next text in its language.
#[must_use]
pub fn fill(de: &str, en: &str, with: &[&Text]) -> Text {
    let put = |pattern: &str, of: fn(&Text) -> &str| {
        with.iter().fold(pattern.to_owned(), |text, next| replace_next(&text, of(next)))
    };
    both(put(de, german).replace(MARK, "{}"), put(en, english).replace(MARK, "{}"))
}

/// Stands for braces that came with a text, so that they are not taken for a place to fill.
const MARK: &str = "\u{1}";

fn replace_next(pattern: &str, with: &str) -> String {
    let with = with.replace("{}", MARK);
    // Quotation marks within quotation marks are single ones.
    let with = match pattern.split_once("{}") {
        Some((before, _)) if before.ends_with('„') => with.replace('„', "‚").replace('“', "‘"),
        Some((before, _)) if before.ends_with('“') => with.replace('“', "‘").replace('”', "’"),
        _ => with,
    };
    pattern.replacen("{}", &with, 1)
}

/// One of several things: "a, b or c".
#[must_use]
pub fn one_of(of: &[Text]) -> Text {
    let [before @ .., last] = of else { return Text::default() };
    let Some((first, rest)) = before.split_first() else { return last.clone() };
    let list = rest.iter().fold(first.clone(), |list, next| fill("{}, {}", "{}, {}", &[&list, next]));
    // English puts a comma before "or" from three things on.
    let en = if rest.is_empty() { "{} or {}" } else { "{}, or {}" };
    fill("{} oder {}", en, &[&list, last])
}

/// A number in both languages.
#[must_use]
pub fn number(number: impl std::fmt::Display) -> Text {
    both(number.to_string(), number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_within_quotation_marks_are_single_ones() {
        let name = both("Warnung vor „Trockene Hand“", "Warning of “Dry Hand”");
        let text = fill("{}: „{}“", "{}: “{}”", &[&name, &name]);
        assert_eq!(text.de, "Warnung vor „Trockene Hand“: „Warnung vor ‚Trockene Hand‘“");
        assert_eq!(text.en, "Warning of “Dry Hand”: “Warning of ‘Dry Hand’”");
    }

    #[test]
    fn one_of_several_things_reads_as_people_say_it() {
        let of = |count: usize| one_of(&["a", "b", "c"].map(|text| both(text, text))[..count]);
        assert_eq!((of(1).de, of(1).en), ("a".to_owned(), "a".to_owned()));
        assert_eq!((of(2).de, of(2).en), ("a oder b".to_owned(), "a or b".to_owned()));
        assert_eq!((of(3).de, of(3).en), ("a, b oder c".to_owned(), "a, b, or c".to_owned()));
    }
}
