//! Files for other people's tools and for print. Nothing here reads a file or changes anything.

pub mod dot;
mod icons;
pub mod json;
mod route;
pub mod svg;

pub use dot::dot;
pub use json::json;
pub use svg::svg;

use crate::scenario::model::Text;
use crate::view::wording::{english, german};

/// Language of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    De,
    En,
}

impl Lang {
    /// The text in this language, or what there is.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        match self {
            Lang::De => german(text),
            Lang::En => english(text),
        }
    }

    /// One of two words.
    #[must_use]
    pub const fn pick(self, de: &'static str, en: &'static str) -> &'static str {
        match self {
            Lang::De => de,
            Lang::En => en,
        }
    }

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick("de", "en")
    }
}

/// Text as it may stand in XML, between tags or in a quoted attribute. Characters that XML cannot
/// hold are left out.
#[must_use]
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}
