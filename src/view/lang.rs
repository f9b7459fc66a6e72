//! The languages of every screen and page, and how each writes figures.

use super::wording;
use crate::scenario::model::Text;
use serde::{Deserialize, Serialize};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// German (de-DE).
    #[default]
    De,
    /// English (en-US).
    En,
}

impl Lang {
    /// By its BCP 47 tag, also one with a region.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next() {
            Some("de") => Some(Lang::De),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick("de", "en")
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Lang {
        match self {
            Lang::De => Lang::En,
            Lang::En => Lang::De,
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

    /// A text of the exercise in this language, or what there is of it.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        match self {
            Lang::De => wording::german(text),
            Lang::En => wording::english(text),
        }
    }

    /// A figure with one place after the point or comma, and marks between thousands.
    #[must_use]
    pub fn number(self, value: f64) -> String {
        let tenths = (value.abs() * 10.0).round();
        let whole = self.grouped((tenths / 10.0) as u32);
        let sign = if value < 0.0 && tenths > 0.0 { "−" } else { "" };
        format!("{sign}{whole}{}{}", self.pick(",", "."), tenths as u64 % 10)
    }

    /// A whole number with marks between thousands.
    #[must_use]
    pub fn grouped(self, number: u32) -> String {
        let digits = number.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.pick(".", ","));
            }
            text.push(digit);
        }
        text
    }

    /// A figure as per cent.
    #[must_use]
    pub fn percent(self, figure: &str) -> String {
        format!("{figure}{}%", self.pick("\u{a0}", ""))
    }

    /// A time of day.
    #[must_use]
    pub fn hour(self, hour: i8, minute: i8) -> String {
        format!("{hour:02}:{minute:02}{}", self.pick(" Uhr", ""))
    }
}
