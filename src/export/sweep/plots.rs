//! The plots of a sweep. Each has its table beside it, and says in words what it shows.

use super::Findings;
use super::draw::{Axis, Mark, Svg, WIDTH, height, label, marks, middle, note};
use super::figures::{number, percent, signed, with_error};
use super::tables::{distributions, ending_counts, variance_parts};
use crate::analysis::{Comparison, DialEffect, Distribution, Paired, Verdict, rate};
use crate::scenario::model::Dial;
use crate::view::Lang;

/// Width of the plots that stand two by two.
const HALF: f64 = 350.0;
/// Bins of a histogram over 0 to 100.
const BINS: usize = 25;

fn plain(_: Lang, figure: String) -> String {
    figure
}

fn as_percent(lang: Lang, figure: String) -> String {
    lang.percent(&figure)
}

/// How often which joint score was reached.
pub(super) fn histogram(of: &Findings<'_>) -> String {
    let counts = binned(&of.found.joints);
    let n = f64::from(of.found.n.max(1));
    let most = counts.iter().fold(0.0f64, |most, count| most.max(f64::from(*count) / n)).max(0.01);
    let (top, bottom, left) = (24.0, 214.0, 56.0);
    let axis = Axis { low: 0.0, high: 100.0, from: left, to: WIDTH - 20.0 };
    let up = Axis { low: 0.0, high: most * 100.0, from: bottom, to: top };
    let mut svg = Svg::new(of.lang);
    for tick in up.ticks().0 {
        svg.line("grid", (left, up.at(tick)), (axis.to, up.at(tick)));
        svg.text("tick end", (left - 8.0, up.at(tick) + 4.0), &of.lang.percent(&number(of.lang, tick, 0)));
    }
    let wide = (axis.to - axis.from) / f64::from(u32::try_from(BINS).unwrap_or(1));
    for (place, count) in (0u32..).zip(&counts) {
        let y = up.at(f64::from(*count) / n * 100.0);
        svg.rect("bar", (axis.from + wide * f64::from(place) + 1.0, y), wide - 2.0, bottom - y);
    }
    let mean = of.found.joint.mean;
    svg.axis(&Axis { low: 0.0, ..axis }, bottom, bottom, plain);
    svg.line("zero", (axis.from, bottom), (axis.to, bottom));
    svg.line("mean", (axis.at(mean), top - 4.0), (axis.at(mean), bottom));
    let words = format!("{} {}", of.lang.pick("Mittel", "mean"), number(of.lang, mean, 1));
    let (class, x) = if mean > 80.0 { ("label end", -6.0) } else { ("label", 6.0) };
    svg.text(class, (axis.at(mean) + x, top - 8.0), &words);
    let title = of.lang.pick("gemeinsames Ergebnis, Punkte", "joint score, points");
    svg.text("tick mid", ((axis.from + axis.to) / 2.0, bottom + 34.0), title);
    svg.close(254.0, &histogram_alt(of))
}

fn histogram_alt(of: &Findings<'_>) -> String {
    let joint = &of.found.joint;
    let figures = [joint.mean, joint.p05, joint.p95].map(|figure| number(of.lang, figure, 1));
    let [mean, low, high] = &figures;
    match of.lang {
        Lang::De => {
            format!("Verteilung des gemeinsamen Ergebnisses: Mittel {mean}, 90 % zwischen {low} und {high}")
        }
        Lang::En => format!("Distribution of the joint score: mean {mean}, 90% between {low} and {high}"),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score from 0 to 100")]
fn binned(scores: &[f64]) -> [u32; BINS] {
    let mut counts = [0; BINS];
    for score in scores {
        let place = (score.clamp(0.0, 100.0) / (100.0 / 25.0)) as usize;
        counts[place.min(BINS - 1)] += 1;
    }
    counts
}

/// Scores as boxes: middle half, 90 %, median and mean.
pub(super) fn boxes(of: &Findings<'_>) -> String {
    let all = distributions(of);
    let axis = Axis::across(0.0, 100.0);
    let (bottom, full) = height(all.len());
    let mut svg = Svg::new(of.lang);
    svg.axis(&axis, 6.0, bottom, plain);
    for (place, (_, name, found)) in (0..).zip(&all) {
        box_of(&mut svg, &axis, name, found, middle(place));
        note(&mut svg, &number(of.lang, found.mean, 1), middle(place));
    }
    let alt = of.lang.pick(
        "Ergebnisse als Kästen: mittlere Hälfte, 90 % der Übungen als Strich, Median als Balken, Mittel als Punkt",
        "Scores as boxes: middle half, 90% of exercises as a line, median as a bar, mean as a dot",
    );
    svg.close(full, alt)
}

fn box_of(svg: &mut Svg, axis: &Axis, name: &str, found: &Distribution, y: f64) {
    label(svg, name, y);
    svg.line("whisker", (axis.at(found.p05), y), (axis.at(found.p95), y));
    svg.rect("box", (axis.at(found.p25), y - 8.0), axis.at(found.p75) - axis.at(found.p25), 16.0);
    svg.line("median", (axis.at(found.p50), y - 8.0), (axis.at(found.p50), y + 8.0));
    svg.dot("plain", (axis.at(found.mean), y));
}

/// Objectives and how often each was met.
pub(super) fn objectives(of: &Findings<'_>) -> String {
    let mark = |(name, rate): (&String, &crate::analysis::Rate)| Mark {
        label: name.clone(),
        figure: rate.rate * 100.0,
        low: rate.ci95[0] * 100.0,
        high: rate.ci95[1] * 100.0,
        note: percent(of.lang, rate.rate),
        class: if (0.02..=0.98).contains(&rate.rate) { "plain" } else { "look" },
    };
    let all: Vec<Mark> = of.names.objectives.iter().zip(&of.found.objectives).map(mark).collect();
    let alt = of
        .lang
        .pick("Anteil der Übungen je erreichtem Ziel", "Share of exercises in which each objective was met");
    marks(of.lang, &Axis::across(0.0, 100.0), &all, as_percent, alt)
}

/// How exercises end.
pub(super) fn endings(of: &Findings<'_>) -> String {
    let mark = |(_, name, count): (String, String, u32)| {
        let rate = rate(count, of.found.n.max(1));
        Mark {
            label: name,
            figure: rate.rate * 100.0,
            low: rate.ci95[0] * 100.0,
            high: rate.ci95[1] * 100.0,
            note: percent(of.lang, rate.rate),
            class: "plain",
        }
    };
    let all: Vec<Mark> = ending_counts(of).into_iter().map(mark).collect();
    let alt = of.lang.pick("Anteil der Übungen je Ende", "Share of exercises by ending");
    marks(of.lang, &Axis::across(0.0, 100.0), &all, as_percent, alt)
}

/// How the variance divides: one bar.
pub(super) fn variance(of: &Findings<'_>) -> Option<String> {
    let parts = variance_parts(of);
    if parts.is_empty() {
        return None;
    }
    let mut svg = Svg::new(of.lang);
    let wide = WIDTH - 4.0;
    let mut x = 2.0;
    for (place, (id, name, share)) in (0u32..).zip(&parts) {
        svg.rect(&format!("part {id}"), (x, 8.0), wide * share, 44.0);
        if *share >= 0.07 {
            svg.text(&format!("inside {id}"), (x + wide * share / 2.0, 35.0), &percent(of.lang, *share));
        }
        x += wide * share;
        let key = 2.0 + f64::from(place) * 190.0;
        svg.rect(&format!("part {id}"), (key, 66.0), 14.0, 14.0);
        svg.text("label", (key + 20.0, 78.0), name);
    }
    let words: Vec<String> =
        parts.iter().map(|(_, name, share)| format!("{name} {}", percent(of.lang, *share))).collect();
    Some(svg.close(88.0, &words.join(", ")))
}

/// What sharing and aid are worth.
pub(super) fn worth(of: &Findings<'_>) -> Option<String> {
    let worth = of.worth?;
    let mark = |(de, en): (&'static str, &'static str), paired: &Paired| {
        gain_mark(of, of.lang.pick(de, en), paired, class_of(paired))
    };
    let all = [
        mark(("Austausch, gemeinsames Ergebnis", "sharing, joint score"), &worth.sharing.joint),
        mark(("Austausch, ohne Kooperation", "sharing, outcome alone"), &worth.sharing.outcome),
        mark(("Hilfe, gemeinsames Ergebnis", "aid, joint score"), &worth.aid.joint),
        mark(("Hilfe, ohne Kooperation", "aid, outcome alone"), &worth.aid.outcome),
    ];
    let alt = of.lang.pick(
        "Punkte, die Austausch und Hilfe bringen, mit 95-%-Intervall",
        "Points that sharing and aid bring, with their 95% intervals",
    );
    Some(gains(of, &all, alt))
}

const fn class_for(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pays => "good",
        Verdict::Costs => "look",
        Verdict::Unclear | Verdict::Same => "faint",
    }
}

fn class_of(paired: &Paired) -> &'static str {
    if paired.is_gain() {
        "good"
    } else if paired.is_loss() {
        "look"
    } else {
        "faint"
    }
}

fn gain_mark(of: &Findings<'_>, label: &str, paired: &Paired, class: &'static str) -> Mark {
    Mark {
        label: label.to_owned(),
        figure: paired.mean,
        low: paired.mean - paired.ci95,
        high: paired.mean + paired.ci95,
        note: with_error(of.lang, paired.mean, paired.ci95, 2),
        class,
    }
}

fn gains(of: &Findings<'_>, all: &[Mark], alt: &str) -> String {
    let axis = Axis::around_zero(all.iter().flat_map(|mark| [mark.low, mark.high]));
    marks(of.lang, &axis, all, plain, alt)
}

/// What leaving out each measure or inject changes, the greatest first; what changes no score is left
/// to the table.
pub(super) fn compared(
    of: &Findings<'_>,
    comparisons: &[Comparison],
    names: &[String],
    alt: &str,
) -> Option<String> {
    let mut all: Vec<&Comparison> = comparisons.iter().filter(|one| one.verdict != Verdict::Same).collect();
    all.sort_by(|one, other| other.gain.joint.mean.total_cmp(&one.gain.joint.mean));
    let mark = |one: &&Comparison| gain_mark(of, &names[one.index], &one.gain.joint, class_for(one.verdict));
    let all: Vec<Mark> = all.iter().map(mark).collect();
    (!all.is_empty()).then(|| gains(of, &all, alt))
}

/// One small plot per dial: joint score over its settings.
pub(super) fn dials(of: &Findings<'_>) -> Vec<(String, String)> {
    let shown = || of.dials.iter().filter(|effect| effect.dial != Dial::Pressure);
    let figures = || shown().flat_map(|effect| &effect.points).map(|point| point.joint.mean);
    let (low, high) = figures().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let margin = ((high - low) * 0.12).max(1.0);
    let range = (low - margin, high + margin);
    shown()
        .map(|effect| (super::names::dial(of.lang, effect.dial).to_owned(), dial(of, effect, range)))
        .collect()
}

fn dial(of: &Findings<'_>, effect: &DialEffect, (low, high): (f64, f64)) -> String {
    let (left, top, bottom) = (52.0, 14.0, 150.0);
    let up = Axis { low, high, from: bottom, to: top };
    let most = effect.points.iter().map(|point| point.percent).max().unwrap_or(100);
    let along = Axis { low: 0.0, high: f64::from(most), from: left, to: HALF - 24.0 };
    let mut svg = Svg::wide(of.lang, HALF);
    let (ticks, places) = up.ticks();
    for tick in ticks {
        svg.line("grid", (left, up.at(tick)), (along.to, up.at(tick)));
        svg.text("tick end", (left - 8.0, up.at(tick) + 4.0), &number(of.lang, tick, places));
    }
    let at =
        |point: &crate::analysis::DialPoint| (along.at(f64::from(point.percent)), up.at(point.joint.mean));
    svg.path("course", &effect.points.iter().map(at).collect::<Vec<_>>());
    for point in &effect.points {
        let (x, y) = at(point);
        let whisker = |figure: f64| (x, up.at(figure));
        svg.line(
            "plain",
            whisker(point.joint.mean - point.joint.ci95),
            whisker(point.joint.mean + point.joint.ci95),
        );
        svg.dot("plain", (x, y));
        svg.text("tick mid", (x, bottom + 18.0), &of.lang.percent(&point.percent.to_string()));
    }
    svg.close(176.0, &dial_alt(of, effect))
}

fn dial_alt(of: &Findings<'_>, effect: &DialEffect) -> String {
    let points: Vec<String> = effect
        .points
        .iter()
        .map(|point| {
            let percent = of.lang.percent(&point.percent.to_string());
            format!(
                "{percent}: {} ({})",
                number(of.lang, point.joint.mean, 1),
                signed(of.lang, point.change.mean, 1)
            )
        })
        .collect();
    format!("{}: {}", super::names::dial(of.lang, effect.dial), points.join(", "))
}
