//! Plots as inline SVG: an axis, marks on it, labels beside it. Colours come from the page's style, so
//! that light, dark and paper each have their own.

use super::figures::number;
use crate::export::xml;
use crate::view::Lang;
use std::fmt::Write;

/// Width of every plot, in its own units.
pub(super) const WIDTH: f64 = 720.0;
/// Height of one line of a plot with labels at its left.
const LINE: f64 = 26.0;
/// Where the labels end, and where the figures at the right begin.
const LEFT: f64 = 268.0;
const RIGHT: f64 = WIDTH - 122.0;
/// Longest label.
const LABEL: usize = 32;

/// A range of figures along a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    pub from: f64,
    pub to: f64,
}

impl Axis {
    /// Across the plot, between labels and figures.
    pub(super) fn across(low: f64, high: f64) -> Self {
        Axis { low, high, from: LEFT, to: RIGHT }
    }

    /// An axis that holds all these figures and 0.
    pub(super) fn around_zero(figures: impl Iterator<Item = f64>) -> Self {
        let (low, high) = figures.fold((-0.5f64, 0.5f64), |(low, high), x| (low.min(x), high.max(x)));
        let margin = (high - low) * 0.04;
        Self::across(low - margin, high + margin)
    }

    /// Where a figure stands.
    pub(super) fn at(&self, figure: f64) -> f64 {
        let figure = figure.clamp(self.low, self.high);
        self.from + (figure - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Round figures, about five of them, and the places they need after the point.
    pub(super) fn ticks(&self) -> (Vec<f64>, usize) {
        let span = self.high - self.low;
        let rough = span / 5.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= rough);
        let step = step.unwrap_or(span);
        let places = if step >= 1.0 {
            0
        } else if step >= 0.1 {
            1
        } else {
            2
        };
        let first = (self.low / step).ceil();
        let all = (0..12).map(|place| (first + f64::from(place)) * step);
        (all.take_while(|tick| *tick <= self.high + step * 1e-9).collect(), places)
    }
}

/// A drawing in the making.
pub(super) struct Svg {
    pub lang: Lang,
    width: f64,
    body: String,
}

impl Svg {
    /// An empty one.
    pub(super) const fn new(lang: Lang) -> Self {
        Self::wide(lang, WIDTH)
    }

    /// An empty one of another width.
    pub(super) const fn wide(lang: Lang, width: f64) -> Self {
        Svg { lang, width, body: String::new() }
    }

    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        let _ = self.body.write_fmt(element);
    }

    /// A line with a class.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.add(format_args!(
            r#"<line class="{class}" x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}"/>"#
        ));
    }

    /// A box with a class.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), width: f64, height: f64) {
        self.add(format_args!(
            r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{:.1}" height="{height:.1}"/>"#,
            width.max(0.0)
        ));
    }

    /// A dot with a class.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64)) {
        self.add(format_args!(r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="4.5"/>"#));
    }

    /// Lines from point to point.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.add(format_args!(r#"<polyline class="{class}" points="{}"/>"#, points.join(" ")));
    }

    /// Text at a point; the class says how it is aligned.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        self.add(format_args!(r#"<text class="{class}" x="{x:.1}" y="{y:.1}">{}</text>"#, xml(text)));
    }

    /// Grid and figures of an axis from left to right.
    pub(super) fn axis(&mut self, axis: &Axis, top: f64, bottom: f64, unit: impl Fn(Lang, String) -> String) {
        let (ticks, places) = axis.ticks();
        for tick in ticks {
            let x = axis.at(tick);
            let class = if tick == 0.0 && axis.low < 0.0 { "zero" } else { "grid" };
            self.line(class, (x, top), (x, bottom));
            let figure = unit(self.lang, number(self.lang, tick, places));
            self.text("tick mid", (x, bottom + 16.0), &figure);
        }
    }

    /// The finished element; `alt` says in words what it shows.
    pub(super) fn close(self, height: f64, alt: &str) -> String {
        format!(
            r#"<svg role="img" aria-label="{}" viewBox="0 0 {width} {height:.0}" width="{width}" height="{height:.0}">{}</svg>"#,
            xml(alt),
            self.body,
            width = self.width
        )
    }
}

/// A line of a plot: a figure with its interval.
pub(super) struct Mark {
    pub label: String,
    pub figure: f64,
    pub low: f64,
    pub high: f64,
    /// What stands at the right.
    pub note: String,
    /// Class of dot and whisker.
    pub class: &'static str,
}

/// Figures with intervals, one a line.
pub(super) fn marks(
    lang: Lang,
    axis: &Axis,
    marks: &[Mark],
    unit: impl Fn(Lang, String) -> String,
    alt: &str,
) -> String {
    let mut svg = Svg::new(lang);
    let bottom = 6.0 + LINE * lines(marks.len());
    svg.axis(axis, 6.0, bottom, unit);
    for (place, mark) in (0..).zip(marks) {
        let y = middle(place);
        label(&mut svg, &mark.label, y);
        svg.line(mark.class, (axis.at(mark.low), y), (axis.at(mark.high), y));
        svg.dot(mark.class, (axis.at(mark.figure), y));
        svg.text("note", (RIGHT + 10.0, y + 4.0), &mark.note);
    }
    svg.close(bottom + 24.0, alt)
}

/// How far down the middle of a line is.
pub(super) fn middle(place: u32) -> f64 {
    6.0 + LINE * (f64::from(place) + 0.5)
}

/// So many lines, as a factor.
pub(super) fn lines(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Height of so many lines with an axis below.
pub(super) fn height(count: usize) -> (f64, f64) {
    let bottom = 6.0 + LINE * lines(count);
    (bottom, bottom + 24.0)
}

/// A label at the left of its line.
pub(super) fn label(svg: &mut Svg, text: &str, y: f64) {
    let text = text.trim_end_matches('.');
    let cut: String = text.chars().take(LABEL - 1).collect();
    let text = if text.chars().count() <= LABEL { text.to_owned() } else { format!("{}…", cut.trim_end()) };
    svg.text("label end", (LEFT - 12.0, y + 4.0), &text);
}

/// A figure at the right of its line.
pub(super) fn note(svg: &mut Svg, text: &str, y: f64) {
    svg.text("note", (RIGHT + 10.0, y + 4.0), text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within() {
        let (ticks, places) = Axis::across(-3.2, 11.0).ticks();
        assert_eq!((ticks, places), (vec![0.0, 5.0, 10.0], 0));
        let (ticks, _) = Axis::across(0.0, 100.0).ticks();
        assert_eq!(ticks, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        let (ticks, places) = Axis::around_zero([-0.1, 0.2].into_iter()).ticks();
        assert!(ticks.len() >= 3 && places == 1, "{ticks:?} {places}");
    }

    #[test]
    fn figures_stay_on_the_axis() {
        let axis = Axis::across(0.0, 10.0);
        assert!((axis.at(-5.0) - LEFT).abs() < 1e-9 && (axis.at(99.0) - RIGHT).abs() < 1e-9);
    }
}
