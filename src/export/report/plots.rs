//! Plots of a report: lines over the turns, and below them what happened how often. Each line has a stroke and
//! a mark of its own, so that print without colour tells them apart; what it says stands at its end.

use crate::export::document::Drawing;
use crate::export::icons::{INK, side};
use crate::export::xml;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::Lang;
use crate::view::wording::both;
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const LEFT: f64 = 122.0;
const RIGHT: f64 = 530.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 224.0;
/// Height of a row of counts, and of the turns below them.
const ROW: f64 = 22.0;
const FOOT: f64 = 34.0;
/// How near the words at the ends of two lines may come.
const APART: f64 = 15.0;
const GRID: &str = "#c3ced8";
const SOFT: &str = "#3d4854";
const DASHES: [&str; 4] = ["", "7 4", "2 3", "9 3 2 3"];

/// A line over the turns.
pub(super) struct Line {
    pub name: Text,
    /// Whose it is, for its colour; `None` is everybody's.
    pub of: Option<PartnerId>,
    /// Turn and figure.
    pub points: Vec<(u16, f64)>,
}

/// A row of counts below the plot: turns in which something happened, as often as it did.
pub(super) struct Row {
    pub name: Text,
    pub turns: Vec<u16>,
}

/// A plot over the turns 1 to `last`.
pub(super) struct Plot {
    pub caption: Text,
    /// Highest figure that can be; 0 is the lowest.
    pub high: f64,
    pub last: u16,
    pub lines: Vec<Line>,
    pub rows: Vec<Row>,
}

impl Plot {
    /// As a drawing in both languages.
    pub fn drawn(self) -> Drawing {
        Drawing { svg: both(self.svg(Lang::De), self.svg(Lang::En)), caption: self.caption }
    }

    fn svg(&self, lang: Lang) -> String {
        let height = BOTTOM + ROW * f64::from(u32::try_from(self.rows.len()).unwrap_or(0)) + FOOT;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             role=\"img\" lang=\"{}\" aria-label=\"{}\" font-family=\"'DejaVu Sans','Noto Sans',Arial,sans-serif\" font-size=\"12\">",
            lang.tag(),
            xml(&self.in_words(lang))
        );
        self.grid(&mut out, lang, height);
        for (place, line) in self.lines.iter().enumerate() {
            self.line(&mut out, place, line);
        }
        self.ends(&mut out, lang);
        for (place, row) in (0..).zip(&self.rows) {
            self.row(&mut out, BOTTOM + ROW * (f64::from(place) + 1.0), row, lang);
        }
        out.push_str("</svg>");
        out
    }

    /// The caption, and where each line ends.
    fn in_words(&self, lang: Lang) -> String {
        let ends = self.lines.iter().filter_map(|line| {
            let (turn, figure) = line.points.last()?;
            let turn = lang.pick("Runde", "turn").to_owned() + " " + &turn.to_string();
            Some(format!("{} {turn}: {}", lang.of(&line.name), lang.number(*figure)))
        });
        format!("{} {}", lang.of(&self.caption), ends.collect::<Vec<_>>().join("; "))
    }

    fn x(&self, turn: u16) -> f64 {
        let steps = f64::from(self.last.max(2) - 1);
        LEFT + (f64::from(turn) - 1.0) / steps * (RIGHT - LEFT)
    }

    fn y(&self, figure: f64) -> f64 {
        BOTTOM - (figure / self.high).clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    fn grid(&self, out: &mut String, lang: Lang, height: f64) {
        for step in 0..=4 {
            let figure = self.high * f64::from(step) / 4.0;
            let y = self.y(figure);
            let _ = write!(
                out,
                "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"{GRID}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{SOFT}\">{figure:.0}</text>",
                LEFT - 10.0,
                y + 4.0
            );
        }
        let every = self.last / 24 + 1;
        for turn in (1..=self.last).filter(|turn| (turn - 1) % every == 0) {
            let x = self.x(turn);
            let _ = write!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"{SOFT}\">{turn}</text>",
                height - 12.0
            );
        }
        let turn = lang.pick("Runde", "Turn");
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{SOFT}\">{turn}</text>",
            LEFT - 16.0,
            height - 12.0
        );
    }

    fn line(&self, out: &mut String, place: usize, line: &Line) {
        let colour = line.colour();
        let points: Vec<(f64, f64)> =
            line.points.iter().map(|(turn, figure)| (self.x(*turn), self.y(*figure))).collect();
        let way: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let dash = DASHES[place % DASHES.len()];
        let _ = write!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\" stroke-dasharray=\"{}\"/>",
            way.join(" "),
            if dash.is_empty() { "none" } else { dash }
        );
        for (x, y) in points {
            mark(out, place, colour, x, y);
        }
    }

    /// The name of each line at its end, none over another.
    fn ends(&self, out: &mut String, lang: Lang) {
        let mut ends: Vec<(f64, usize)> = Vec::new();
        for (place, line) in self.lines.iter().enumerate() {
            if let Some((_, figure)) = line.points.last() {
                ends.push((self.y(*figure), place));
            }
        }
        ends.sort_by(|one, other| one.0.total_cmp(&other.0));
        for at in 1..ends.len() {
            ends[at].0 = ends[at].0.max(ends[at - 1].0 + APART);
        }
        // What was pushed out at the bottom goes up again.
        let mut lowest = BOTTOM;
        for (y, _) in ends.iter_mut().rev() {
            *y = y.min(lowest);
            lowest = *y - APART;
        }
        for (y, place) in ends {
            let line = &self.lines[place];
            mark(out, place, line.colour(), RIGHT + 16.0, y);
            let _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{}\">{}</text>",
                RIGHT + 26.0,
                y + 4.0,
                line.colour(),
                xml(lang.of(&line.name))
            );
        }
    }

    fn row(&self, out: &mut String, y: f64, row: &Row, lang: Lang) {
        let name = xml(lang.of(&row.name));
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{INK}\">{name}</text><path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"{GRID}\" stroke-dasharray=\"1 4\"/>",
            LEFT - 16.0,
            y + 4.0
        );
        for turn in 1..=self.last {
            let count = row.turns.iter().filter(|at| **at == turn).count();
            if count > 0 {
                let x = self.x(turn);
                let _ = write!(
                    out,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"8.5\" fill=\"#fff\" stroke=\"{INK}\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"11\" fill=\"{INK}\">{count}</text>",
                    y + 4.0
                );
            }
        }
    }
}

impl Line {
    fn colour(&self) -> &'static str {
        self.of.map_or(INK, |partner| side(Some(partner.index())).0)
    }
}

/// The mark of the line at this place.
fn mark(out: &mut String, place: usize, colour: &str, x: f64, y: f64) {
    let _ = match place % 4 {
        0 => write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.6\" fill=\"{colour}\"/>"),
        1 => write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"7\" height=\"7\" fill=\"{colour}\"/>",
            x - 3.5,
            y - 3.5
        ),
        2 => write!(out, "<path d=\"M{x:.1} {:.1}l4.6 8h-9.2z\" fill=\"{colour}\"/>", y - 5.0),
        _ => write!(
            out,
            "<path d=\"M{x:.1} {:.1}l4.8 4.8l-4.8 4.8l-4.8 -4.8z\" fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"1.6\"/>",
            y - 4.8
        ),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let line = |name: &str, figures: &[f64]| Line {
            name: both(name, name),
            of: None,
            points: (1..).zip(figures.iter().copied()).collect(),
        };
        Plot {
            caption: both("Verlauf.", "Course."),
            high: 100.0,
            last: 3,
            lines: vec![line("a & b", &[100.0, 50.0, 0.0]), line("c", &[100.0, 60.0, 2.0])],
            rows: vec![Row { name: both("Einspielungen", "Injects"), turns: vec![2, 2, 3] }],
        }
    }

    #[test]
    fn names_at_the_ends_of_lines_stand_apart_and_within() {
        let svg = plot().drawn().svg.en;
        let at = |name: &str| -> f64 {
            let before = svg.split(&format!(">{name}</text>")).next().expect("the name is there");
            let y = before.rsplit("y=\"").next().and_then(|rest| rest.split('"').next());
            y.and_then(|y| y.parse().ok()).expect("it stands somewhere")
        };
        let (upper, lower) = (at("c"), at("a &amp; b"));
        assert!(lower - upper >= APART - 0.1 && lower <= BOTTOM + 4.1, "{upper} {lower}");
    }

    #[test]
    fn counts_stand_in_their_turns_and_words_say_the_ends() {
        let svg = plot().drawn().svg;
        assert_eq!(svg.en.matches("r=\"8.5\"").count(), 2, "two turns with injects");
        assert!(svg.en.contains(">2</text>") && svg.en.contains("c turn 3: 2.0"), "{}", svg.en);
        assert!(svg.de.contains("c Runde 3: 2,0"), "{}", svg.de);
    }
}
