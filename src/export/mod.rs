//! Files for other people's tools and for print. Nothing here reads a file or changes anything.

pub mod calibration;
pub mod document;
pub mod dot;
mod icons;
pub mod journal;
pub mod json;
pub mod misp;
pub mod navigator;
pub mod open_data;
pub mod report;
pub mod robust;
mod route;
mod shared;
mod stable;
pub mod stix;
pub mod svg;
pub mod sweep;
pub mod validity;

pub use dot::dot;
pub use json::json;
pub use svg::{svg, svg_to_open};

pub use crate::view::Lang;

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
