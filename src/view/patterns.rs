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
    pattern.replacen("{}", &with.replace("{}", MARK), 1)
}

/// A number in both languages.
#[must_use]
pub fn number(number: impl std::fmt::Display) -> Text {
    both(number.to_string(), number.to_string())
}
