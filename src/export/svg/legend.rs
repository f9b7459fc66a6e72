//! The legend: only what is on the map.

use super::nodes::write_badge;
use super::{Drawing, GREY, MARGIN, Write, text_width, xml};
use crate::export::icons::{Family, badge};
use crate::view::Mark;

const ROW: i32 = 26;
const FONT: i32 = 11;

/// What an entry shows.
#[derive(Debug, Clone, Copy)]
enum Sample {
    Shape(Family),
    Line(&'static str, &'static str),
    Mark(Mark),
    Unknown,
    Fold,
}

/// One entry.
pub(super) struct Entry {
    sample: Sample,
    text: &'static str,
}

impl Entry {
    fn width(&self) -> i32 {
        let sample = if matches!(self.sample, Sample::Line(..)) { 44 } else { 26 };
        sample + text_width(self.text, FONT) + 22
    }
}

/// What the map needs explained.
pub(super) fn entries(drawing: &Drawing<'_>) -> Vec<Entry> {
    let map = drawing.map;
    let say = |(de, en)| drawing.lang.pick(de, en);
    let mut entries: Vec<Entry> = Family::ALL
        .into_iter()
        .filter(|family| map.nodes.iter().any(|node| Family::of(node.kind) == *family))
        .map(|family| Entry { sample: Sample::Shape(family), text: say(family.words()) })
        .collect();
    let lines = [
        (map.links.iter().any(|link| !link.trust), "link", "plain", ("Verbindung", "Link")),
        (
            map.links.iter().any(|link| link.trust),
            "trust",
            "trust",
            ("Vertrauensstellung: Fernwartung, VPN, Updates", "Trust link: remote support, VPN, updates"),
        ),
        (
            map.links.iter().any(|link| link.attacked),
            "link attacked",
            "attacked",
            ("Angriff gesehen", "Attack seen"),
        ),
        (map.links.iter().any(|link| link.cut), "link cut", "plain", ("Getrennt", "Cut")),
    ];
    entries.extend(
        lines
            .into_iter()
            .filter(|(there, ..)| *there)
            .map(|(_, class, head, words)| Entry { sample: Sample::Line(class, head), text: say(words) }),
    );
    let mut marks: Vec<Mark> = map.nodes.iter().flat_map(|node| node.marks.iter().copied()).collect();
    marks.sort_unstable();
    marks.dedup();
    entries.extend(
        marks.into_iter().map(|mark| Entry { sample: Sample::Mark(mark), text: say(badge(mark).words) }),
    );
    if map.nodes.iter().any(|node| node.fold.is_some()) {
        entries.push(Entry { sample: Sample::Fold, text: say(("Gefaltete Zone", "Folded zone")) });
    }
    if map.nodes.iter().any(|node| !node.known) {
        entries.push(Entry { sample: Sample::Unknown, text: say(("Kein Einblick", "No insight")) });
    }
    entries
}

/// Upper left corner of each entry, and the height of all.
fn places(entries: &[Entry], width: i32) -> (Vec<(i32, i32)>, i32) {
    let (mut x, mut y) = (MARGIN, 14);
    let mut places = Vec::new();
    for entry in entries {
        if x + entry.width() > width - MARGIN && x > MARGIN {
            (x, y) = (MARGIN, y + ROW);
        }
        places.push((x, y));
        x += entry.width();
    }
    (places, y + ROW + 12)
}

/// How high the legend is.
pub(super) fn height(entries: &[Entry], width: i32) -> i32 {
    places(entries, width).1
}

/// Draws it below the map.
pub(super) fn write(
    out: &mut String,
    drawing: &Drawing<'_>,
    entries: &[Entry],
    top: i32,
    width: i32,
) -> std::fmt::Result {
    let label = xml(drawing.lang.pick("Legende", "Legend"));
    writeln!(out, "<g transform=\"translate(0 {top})\" role=\"group\" aria-label=\"{label}\">")?;
    let right = width - MARGIN;
    writeln!(out, "<path d=\"M{MARGIN} 0H{right}\" stroke=\"#d5dade\"/>")?;
    for (entry, (x, y)) in entries.iter().zip(places(entries, width).0) {
        let indent = sample(out, entry.sample, x, y)?;
        writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{FONT}\">{}</text>",
            x + indent,
            y + 14,
            xml(entry.text)
        )?;
    }
    writeln!(out, "</g>")
}

fn sample(out: &mut String, sample: Sample, x: i32, y: i32) -> Result<i32, std::fmt::Error> {
    match sample {
        Sample::Shape(family) => shape(out, family.outline(), "", x, y)?,
        Sample::Unknown => shape(out, Family::Office.outline(), " stroke-dasharray=\"4 6\"", x, y)?,
        Sample::Fold => {
            shape(out, Family::Office.outline(), "", x + 3, y - 3)?;
            shape(out, Family::Office.outline(), "", x, y)?;
        }
        Sample::Mark(mark) => write_badge(out, mark, x + 3, y + 3)?,
        Sample::Line(class, head) => {
            let (from, level, to) = (x, y + 10, x + 36);
            writeln!(
                out,
                "<path class=\"{class}\" d=\"M{from} {level}H{to}\" marker-end=\"url(#to-{head})\"/>"
            )?;
            return Ok(44);
        }
    }
    Ok(26)
}

fn shape(out: &mut String, outline: &str, dash: &str, x: i32, y: i32) -> std::fmt::Result {
    writeln!(
        out,
        "<path transform=\"translate({x} {y}) scale(0.5)\" d=\"{outline}\" fill=\"#ffffff\" stroke=\"{GREY}\" \
         stroke-width=\"4\"{dash}/>"
    )
}
