//! How wide a table's columns are: no word is cut while there is room, and what is long gets more.

use super::fonts::{Fonts, Weight};
use crate::view::Lang;

/// Height of the letters in a table, and the least that may come of it where there are many columns.
const TEXT_PT: f64 = 9.0;
const SMALLER_PT: f64 = 8.0;
const SMALLEST_PT: f64 = 6.5;
/// How much more than the longest words of all columns a table with long texts asks for.
const ROOMIER: f64 = 1.4;
/// Space left and right of what a cell says.
pub(super) const INSET_PT: f64 = 4.0;
/// No piece of a word needs more, in letters' heights: a longer one is broken, whatever the language says.
const PIECE_EM: f64 = 8.0;
/// What is no word and longer than this may be broken anywhere.
const TOKEN_EM: f64 = 12.0;
/// Steps in which room goes from column to column, in letters' heights.
const STEPS_EM: [f64; 3] = [4.0, 2.0, 1.0];
/// How much longer a text is where its lines end between words.
const RAGGED: f64 = 1.08;
/// What a blank cell asks for, where people write; and what an empty text comes to.
const BLANK_EM: f64 = 16.0;
const NOTHING_EM: f64 = 0.2;
/// A table that needs less than this part of the page does not stretch over all of it.
const STRETCHED_FROM: f64 = 0.6;

/// How wide texts are in a language that says where its words may be broken.
#[derive(Clone, Copy)]
pub(super) struct Ruler<'a> {
    pub fonts: &'a Fonts,
    pub lang: Lang,
}

impl Ruler<'_> {
    fn width(self, text: &str, weight: Weight) -> f64 {
        self.fonts.width(text, weight)
    }

    fn syllables(self, word: &str) -> impl Iterator<Item = &str> {
        let lang = match self.lang {
            Lang::De => hypher::Lang::German,
            Lang::En => hypher::Lang::English,
        };
        hypher::hyphenate(word, lang)
    }

    /// The widest piece of a word, with its hyphen.
    fn piece(self, word: &str, weight: Weight) -> f64 {
        let pieces = self.syllables(word).map(|piece| self.width(piece, weight));
        pieces.fold(0.0, f64::max) + self.width("-", weight)
    }
}

/// A table's columns, ready to be set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    pub widths_pt: Vec<f64>,
    pub text_pt: f64,
}

/// What a column asks for, in letters' heights.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Wish {
    /// Words are hyphenated, long tokens broken.
    least: f64,
    /// No word is cut, unless it is very long.
    whole: f64,
    /// Every cell on one line.
    single: f64,
    /// The head, too.
    headed: f64,
    /// What most cells would need on one line.
    usual: f64,
}

/// What the columns of a table ask for.
pub(super) struct Wishes {
    columns: Vec<Wish>,
    /// The rows that need most room: how wide each cell would be on one line.
    longest: Vec<Vec<f64>>,
}

/// Rows by which columns are weighed against each other.
const WEIGHED: usize = 60;

impl Wishes {
    /// Of a table's head and rows.
    pub(super) fn of(head: &[String], rows: &[Vec<String>], ruler: Ruler<'_>) -> Self {
        let column = |(at, head): (usize, &String)| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            Wish::of(head, cells, ruler)
        };
        let width = |cell: &String| {
            if cell.is_empty() { BLANK_EM } else { ruler.width(cell, Weight::Regular) }
        };
        let mut longest: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(width).collect()).collect();
        let most = |row: &Vec<f64>| row.iter().copied().fold(0.0, f64::max);
        longest.sort_by(|one, other| most(other).total_cmp(&most(one)));
        longest.truncate(WEIGHED);
        Wishes { columns: head.iter().enumerate().map(column).collect(), longest }
    }

    /// Whether the words stay whole at this width.
    pub(super) fn fit(&self, room_pt: f64) -> bool {
        self.sum(|wish| wish.whole) * SMALLER_PT + self.insets() <= room_pt
    }

    fn sum(&self, of: fn(&Wish) -> f64) -> f64 {
        self.columns.iter().map(of).sum()
    }

    fn insets(&self) -> f64 {
        2.0 * INSET_PT * self.columns.len() as f64
    }

    /// The columns within this width; what they say never needs more.
    pub(super) fn within(&self, room_pt: f64) -> Columns {
        let room_pt = (room_pt - self.insets()).max(self.columns.len() as f64);
        let (least, whole) = (self.sum(|wish| wish.least), self.sum(|wish| wish.whole));
        let text_pt = if whole * SMALLER_PT <= room_pt {
            // Where texts go over several lines, smaller letters leave them more than their longest word.
            let is_crowded = self.sum(|wish| wish.single) * TEXT_PT > room_pt;
            let wished = if is_crowded { whole * ROOMIER } else { whole };
            (room_pt / wished.max(1.0)).clamp(SMALLER_PT, TEXT_PT)
        } else {
            (room_pt / least.max(1.0)).clamp(SMALLEST_PT, SMALLER_PT)
        };
        let room = room_pt / text_pt;
        let widths = if least >= room {
            let scaled = |wish: &Wish| wish.least * room / least;
            self.columns.iter().map(scaled).collect()
        } else if whole >= room {
            self.shared(room, |wish| wish.least, |wish| wish.whole - wish.least)
        } else {
            self.roomy(room)
        };
        let widths_pt = widths.into_iter().map(|width: f64| rounded(width * text_pt + 2.0 * INSET_PT));
        Columns { widths_pt: widths_pt.collect(), text_pt: rounded(text_pt) }
    }

    /// There is room for whole words.
    fn roomy(&self, room: f64) -> Vec<f64> {
        let (single, headed) = (self.sum(|wish| wish.single), self.sum(|wish| wish.headed));
        if headed <= room * STRETCHED_FROM {
            return self.columns.iter().map(|wish| wish.headed).collect();
        }
        if headed <= room {
            return self.shared(room, |wish| wish.headed, |wish| wish.headed);
        }
        if single <= room {
            return self.shared(room, |wish| wish.single, |wish| wish.headed - wish.single);
        }
        self.shortest(self.crowded(room))
    }

    /// Room goes from one column to another as long as that makes the table shorter; words stay whole.
    fn shortest(&self, mut widths: Vec<f64>) -> Vec<f64> {
        for step in STEPS_EM {
            let mut lines = self.lines(&widths);
            loop {
                let mut best: Option<(f64, Vec<f64>)> = None;
                for from in (0..widths.len()).filter(|from| widths[*from] - step >= self.columns[*from].whole)
                {
                    for to in (0..widths.len()).filter(|to| *to != from) {
                        let mut moved = widths.clone();
                        (moved[from], moved[to]) = (moved[from] - step, moved[to] + step);
                        let needed = self.lines(&moved);
                        if needed < best.as_ref().map_or(lines, |(needed, _)| *needed) {
                            best = Some((needed, moved));
                        }
                    }
                }
                let Some((needed, moved)) = best else { break };
                (lines, widths) = (needed, moved);
            }
        }
        widths
    }

    /// Lines that the longest rows come to.
    fn lines(&self, widths: &[f64]) -> f64 {
        let cell = |(cell, width): (&f64, &f64)| (cell * RAGGED / width).ceil();
        self.longest.iter().map(|row| row.iter().zip(widths).map(cell).fold(1.0, f64::max)).sum()
    }

    /// Columns with little to say have it on one line; the others share what is left.
    fn crowded(&self, room: f64) -> Vec<f64> {
        let mut by_length: Vec<usize> = (0..self.columns.len()).collect();
        by_length.sort_by(|one, other| self.columns[*one].single.total_cmp(&self.columns[*other].single));
        let (mut left, mut needed) = (room, self.sum(|wish| wish.whole));
        let mut short = vec![false; self.columns.len()];
        for (place, column) in by_length.iter().enumerate() {
            let wish = &self.columns[*column];
            let fair = 1.25 * left / (self.columns.len() - place) as f64;
            if wish.single > fair || left - wish.single < needed - wish.whole {
                break;
            }
            (left, needed) = (left - wish.single, needed - wish.whole);
            short[*column] = true;
        }
        let weight = |column: usize| (self.columns[column].usual - self.columns[column].whole).max(0.0);
        let weights: f64 = (0..self.columns.len()).filter(|column| !short[*column]).map(weight).sum();
        let width = |column: usize| {
            let wish = &self.columns[column];
            let part = if weights > 0.0 { weight(column) / weights } else { 0.0 };
            if short[column] { wish.single } else { wish.whole + (left - needed) * part }
        };
        (0..self.columns.len()).map(width).collect()
    }

    /// Each column gets its `base`; what is left is shared out by `weight`.
    fn shared(&self, room: f64, base: fn(&Wish) -> f64, weight: fn(&Wish) -> f64) -> Vec<f64> {
        let left = room - self.sum(base);
        let weights = self.sum(weight);
        let part = |wish: &Wish| if weights > 0.0 { weight(wish) / weights } else { 0.0 };
        self.columns.iter().map(|wish| base(wish) + left * part(wish)).collect()
    }
}

impl Wish {
    fn of<'t>(head: &str, cells: impl Iterator<Item = &'t String>, ruler: Ruler<'_>) -> Self {
        let mut wish = Self::default();
        let head = wish.add(head, Weight::Bold, ruler);
        // The head may break between words; it alone does not make a column wide, but two lines are enough.
        wish.whole = wish.whole.max(head * 0.5);
        wish.single = wish.whole;
        let mut lines: Vec<f64> = cells.map(|text| wish.add(text, Weight::Regular, ruler)).collect();
        if !lines.is_empty() && lines.iter().all(|line| *line <= NOTHING_EM) {
            // It is to be filled in.
            lines = vec![BLANK_EM];
            wish.single = wish.single.max(BLANK_EM);
        }
        lines.sort_by(f64::total_cmp);
        let most = lines.get(lines.len() * 9 / 10).copied().unwrap_or(0.0);
        wish.usual = most.max(wish.whole);
        wish.single = wish.single.max(wish.whole);
        wish.headed = head.max(wish.single);
        wish
    }

    /// Asks for this text too, and says how wide its longest line is.
    fn add(&mut self, text: &str, weight: Weight, ruler: Ruler<'_>) -> f64 {
        for word in text.split(is_gap).filter(|word| !word.is_empty()) {
            let width = ruler.width(word, weight);
            let (least, whole) = if breaks_by_itself(word) {
                (ruler.piece(word, weight).min(PIECE_EM), 2.0 * TOKEN_EM)
            } else {
                (PIECE_EM / 2.0, TOKEN_EM)
            };
            self.least = self.least.max(width.min(least));
            self.whole = self.whole.max(width.min(whole));
        }
        // Rounding and kerning must not break what fits.
        let line = |line: &str| ruler.width(line, weight) * 1.01 + 0.1;
        let longest = text.lines().map(line).fold(0.0, f64::max);
        self.whole = self.whole.max((self.whole * 1.01 + 0.1).min(longest));
        self.single = self.single.max(longest);
        longest
    }
}

/// Where a line may end between words.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace() && letter != '\u{a0}'
}

/// Whether a word can be hyphenated: letters, and not without end.
fn breaks_by_itself(word: &str) -> bool {
    let letters = word.trim_matches(|letter: char| letter.is_ascii_punctuation());
    letters.chars().count() <= 40 && letters.chars().all(char::is_alphabetic)
}

/// The text with places to break in whatever does not fit: soft hyphens in words whose pieces are too wide,
/// marks without width in addresses and the like.
pub(super) fn breakable(text: &str, room_em: f64, weight: Weight, ruler: Ruler<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(is_gap) {
        let word = piece.trim_end();
        if ruler.width(word, weight) <= room_em {
            out.push_str(piece);
        } else if breaks_by_itself(word) {
            let room_em = room_em - ruler.width("-", weight);
            ruler.syllables(piece).for_each(|part| broken(part, room_em, '\u{ad}', weight, ruler, &mut out));
        } else {
            broken(piece, room_em, '\u{200b}', weight, ruler, &mut out);
        }
    }
    out
}

/// The mark wherever the next letter would not fit.
fn broken(piece: &str, room_em: f64, mark: char, weight: Weight, ruler: Ruler<'_>, out: &mut String) {
    let mut used = 0.0;
    for letter in piece.chars() {
        let width = ruler.width(letter.encode_utf8(&mut [0; 4]), weight);
        if used > 0.0 && used + width > room_em * 0.98 && !letter.is_whitespace() {
            out.push(mark);
            used = 0.0;
        }
        out.push(letter);
        used += width;
    }
}

/// Hundredths of a point, downwards: enough for the eye, and the sum stays within the page.
fn rounded(pt: f64) -> f64 {
    (pt * 100.0).floor() / 100.0
}
