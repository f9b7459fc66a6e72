//! The fonts of a PDF, how wide they set a text, and what becomes of letters that they lack.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::layout::{Abs, Em};
use typst::text::{Font, FontBook, FontInstance, FontStyle, FontVariations};
use typst::utils::LazyHash;

/// The text's family, then the one that has the signs it lacks.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];
const WEIGHTS: [u16; 2] = [400, 700];

/// Upright fonts, regular and bold, of each family.
pub(super) struct Fonts {
    pub(super) all: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
    /// The same fonts, to measure with.
    rulers: Vec<FontInstance>,
}

/// They come with the program: a PDF looks the same on every machine.
pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    let wanted = |family: &str, weight: u16| {
        let is_wanted = |font: &&Font| {
            let info = font.info();
            let upright = info.variant.style == FontStyle::Normal;
            info.family == family && info.variant.weight.to_number() == weight && upright
        };
        all.iter().find(is_wanted).cloned().expect("typst's assets hold its families, regular and bold")
    };
    let all: Vec<Font> = FAMILIES
        .into_iter()
        .flat_map(|family| WEIGHTS.map(|weight| (family, weight)))
        .map(|(family, weight)| wanted(family, weight))
        .collect();
    let book = LazyHash::new(FontBook::from_fonts(&all));
    let ruler = |font: &Font| {
        let variant = font.info().variant;
        font.clone().instantiate(variant, Abs::pt(10.0), &FontVariations::default())
    };
    let rulers = all.iter().map(ruler).collect();
    Fonts { all, book, rulers }
});

/// How heavy a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Fonts {
    /// The text with nothing in it that could not be set: letters that no font has become their number,
    /// signs that only steer something are left out.
    pub(super) fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
                '\t' => out.push(' '),
                // Marks of direction, of joining and of how an emoji looks.
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {}
                '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
                letter if letter.is_control() => {}
                letter if self.has(letter) => out.push(letter),
                other => out.push_str(&format!("[U+{:04X}]", u32::from(other))),
            }
        }
        out
    }

    /// Whether a letter can be set, regular and bold. Nobody agreed on what private letters mean.
    fn has(&self, letter: char) -> bool {
        let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        let in_family =
            |fonts: &[Font]| fonts.iter().all(|font| font.info().coverage.contains(u32::from(letter)));
        !is_private && self.all.chunks(WEIGHTS.len()).any(in_family)
    }

    /// The width of a line of text, in parts of the letters' height.
    pub(super) fn width(&self, text: &str, weight: Weight) -> f64 {
        text.chars().map(|letter| self.advance(letter, weight)).sum()
    }

    fn advance(&self, letter: char, weight: Weight) -> f64 {
        let weights = self.rulers.iter().skip(usize::from(weight == Weight::Bold)).step_by(WEIGHTS.len());
        let advance = |font: &FontInstance| {
            let glyph = font.ttf().glyph_index(letter)?;
            font.x_advance(glyph.0).map(Em::get)
        };
        weights.into_iter().find_map(advance).unwrap_or(0.0)
    }
}
