//! The page of a sweep: one file that needs nothing else, for screen and paper, light and dark. The
//! verdict stands first, each plot has its table beside it.

use super::figures::{list, number};
use super::table::{Cell, Column, Table};
use super::verdict::{Tone, verdict};
use super::{Findings, plots, tables};
use crate::analysis::FAMILY_ALPHA;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../../assets/export/sweep.css");
/// Nodes that the page lists; the file has them all.
const NODES: usize = 30;

/// The page.
#[must_use]
pub fn page(of: &Findings<'_>) -> String {
    let title = format!("{}: {}", of.title, of.lang.pick("Was der Durchlauf zeigt", "What the sweep shows"));
    html! {
        (DOCTYPE)
        html lang=(of.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (head(of))
                    (sections(of))
                    (origin(of))
                }
            }
        }
    }
    .into_string()
}

fn head(of: &Findings<'_>) -> Markup {
    let exercises = of.lang.grouped(of.found.n);
    html! {
        p.over { "Planspiel · " (of.lang.pick("Auswertung vieler Übungen", "many exercises, evaluated")) }
        h1 { (of.title) }
        p.over { (exercises) " " (of.lang.pick("Übungen, automatisch gespielt", "exercises, played by policies")) " · " (of.cast) }
        ul.verdict {
            @for sentence in verdict(of) {
                li { span class={ "sign " (class(sentence.tone)) } aria-hidden="true" { (sign(sentence.tone)) } (sentence.text) }
            }
        }
        p.note {
            (of.lang.pick(
                "✓ wie gewünscht · ! einen Blick wert · – Tatsache",
                "✓ as desired · ! worth a look · – fact",
            ))
        }
    }
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Plain => "plain",
        Tone::Look => "look",
    }
}

const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "✓",
        Tone::Plain => "–",
        Tone::Look => "!",
    }
}

fn sections(of: &Findings<'_>) -> Markup {
    html! {
        (section(of, &tables::thresholds(of), &[]))
        (section(of, &tables::variance(of), plots::variance(of).as_slice()))
        (section(of, &tables::worth(of), plots::worth(of).as_slice()))
        (section(of, &tables::scores(of), &[plots::histogram(of), plots::boxes(of)]))
        (section(of, &tables::harm(of), &[]))
        (section(of, &tables::objectives(of), &[plots::objectives(of)]))
        (section(of, &tables::endings(of), &[plots::endings(of)]))
        (section(of, &tables::injects(of), inject_plot(of).as_slice()))
        (measures(of))
        (dials(of))
        (nodes(of))
    }
}

fn inject_plot(of: &Findings<'_>) -> Option<String> {
    let alt = of.lang.pick(
        "Wert der Einlagen in Punkten, mit 95-%-Intervall",
        "Value of injects in points, with 95% intervals",
    );
    of.ablations.and_then(|found| plots::compared(of, &found.injects, &of.names.injects, alt))
}

/// A table with its plots above it; nothing where the table is empty.
fn section(of: &Findings<'_>, table: &Table, plots: &[String]) -> Markup {
    html! {
        @if !table.is_empty() {
            section {
                (heading(table))
                @for plot in plots { figure { (PreEscaped(plot)) } }
                (body(of, table, &table.rows))
            }
        }
    }
}

fn heading(table: &Table) -> Markup {
    html! {
        h2 { (table.title) }
        @if !table.note.is_empty() { p.note { (table.note) } }
    }
}

fn body(of: &Findings<'_>, table: &Table, rows: &[Vec<Cell>]) -> Markup {
    let file = format!("{}.csv", table.slug);
    html! {
        div.wide {
            table {
                thead {
                    tr { @for (place, column) in table.columns.iter().enumerate() { (column_head(column, table.is_figure(place))) } }
                }
                tbody {
                    @for row in rows { tr { @for (place, cell) in row.iter().enumerate() { (shown(of, cell, place, table)) } } }
                }
            }
        }
        p.note { (of.lang.pick("Daten:", "Data:")) " " a href=(file) { (file) } }
    }
}

fn column_head(column: &Column, is_figure: bool) -> Markup {
    html! { th scope="col" class=[is_figure.then_some("figure")] { (column.label) } }
}

fn shown(of: &Findings<'_>, cell: &Cell, place: usize, table: &Table) -> Markup {
    let text = cell.shown(of.lang);
    let class = table.is_figure(place).then_some("figure");
    html! {
        @match cell {
            Cell::Named(id, name) if place == 0 && id != name && table.slug != "scores" => { th scope="row" { (text) br; code { (id) } } }
            _ if place == 0 => { th scope="row" { (text) } }
            _ => { td class=[class] { (text) } }
        }
    }
}

fn measures(of: &Findings<'_>) -> Markup {
    let table = tables::measures(of);
    let used: Vec<Vec<Cell>> = table
        .rows
        .iter()
        .zip(&of.found.measures)
        .filter(|(_, used)| used.anybody.rate > 0.0)
        .map(|(row, _)| row.clone())
        .collect();
    let never: Vec<&str> = of
        .names
        .measures
        .iter()
        .zip(&of.found.measures)
        .filter(|(_, used)| used.anybody.rate == 0.0)
        .map(|(name, _)| name.as_str())
        .collect();
    let alt = of.lang.pick(
        "Wert der Maßnahmen in Punkten, mit 95-%-Intervall",
        "Value of measures in points, with 95% intervals",
    );
    let plot = of.ablations.and_then(|found| plots::compared(of, &found.measures, &of.names.measures, alt));
    html! {
        section {
            (heading(&table))
            @if let Some(plot) = plot { figure { (PreEscaped(plot)) } }
            @if !used.is_empty() { (body(of, &table, &used)) }
            @if !never.is_empty() {
                p.note { strong { (of.lang.pick("Nie angeordnet: ", "Never ordered: ")) } (never.join(" · ")) }
            }
        }
    }
}

fn dials(of: &Findings<'_>) -> Markup {
    let table = tables::dials(of);
    html! {
        @if !table.is_empty() {
            section {
                (heading(&table))
                div.two {
                    @for (name, plot) in plots::dials(of) { figure { figcaption { (name) } (PreEscaped(plot)) } }
                }
                (body(of, &table, &table.rows))
            }
        }
    }
}

/// The nodes that are touched most, and those that nobody touches.
fn nodes(of: &Findings<'_>) -> Markup {
    let table = tables::nodes(of);
    let mut order: Vec<usize> =
        (0..table.rows.len()).filter(|place| !of.found.nodes[*place].is_untouched()).collect();
    let touched = |place: usize| of.found.nodes[place].attacked.rate + of.found.nodes[place].ordered.rate;
    order.sort_by(|one, other| touched(*other).total_cmp(&touched(*one)));
    let shown: Vec<Vec<Cell>> = order.iter().take(NODES).map(|place| table.rows[*place].clone()).collect();
    let left = order.len().saturating_sub(NODES);
    let names = of.names.nodes.iter().zip(&of.found.nodes);
    let untouched: Vec<String> =
        names.filter(|(_, used)| used.is_untouched()).map(|(name, _)| name.clone()).collect();
    html! {
        section {
            (heading(&table))
            @if !shown.is_empty() { (body(of, &table, &shown)) }
            @if left > 0 { p.note { (left) " " (of.lang.pick("weitere stehen in der Datei.", "more are in the file.")) } }
            @if !untouched.is_empty() {
                p.note { strong { (of.lang.pick("Von niemandem angerührt: ", "Touched by no one: ")) } (list(of.lang, &untouched)) }
            }
        }
    }
}

/// How the figures came about, so that anybody can repeat them.
fn origin(of: &Findings<'_>) -> Markup {
    let pick = |de, en| of.lang.pick(de, en);
    html! {
        section {
            h2 { (pick("Wie die Zahlen entstanden", "Where the figures come from")) }
            dl {
                dt { (pick("Szenario", "Scenario")) } dd { (of.scenario.0) }
                dt { (pick("Prüfsumme", "Hash")) } dd { code { (of.scenario.1) } }
                dt { (pick("Übungen", "Exercises")) } dd { (of.lang.grouped(of.found.n)) }
                dt { (pick("Startwert", "Seed")) } dd { (of.seed) }
                dt { (pick("Gespielt haben", "Played by")) } dd { (of.cast) }
                dt { (pick("Jede Übung", "Every exercise")) } dd { a href="exercises.csv" { "exercises.csv" } }
            }
            p.note {
                (pick(
                    "Dasselbe Szenario mit demselben Startwert gibt dieselben Zahlen, auf jedem Rechner.",
                    "The same scenario with the same seed gives the same figures on every machine.",
                ))
                @if let Some(found) = of.ablations { " " (correction(of, found.tested())) }
            }
        }
    }
}

fn correction(of: &Findings<'_>, tested: usize) -> String {
    let alpha = of.lang.percent(&number(of.lang, FAMILY_ALPHA * 100.0, 0));
    match of.lang {
        crate::view::Lang::De => format!(
            "Für Maßnahmen und Einlagen wurden {tested} Vergleiche auf denselben Würfeln gezogen. Die Urteile sind nach \
             Holm (1979) so streng, dass die Gefahr auch nur eines falschen Urteils höchstens {alpha} beträgt; die gezeigten \
             Intervalle gelten je Vergleich."
        ),
        crate::view::Lang::En => format!(
            "Measures and injects were tested in {tested} comparisons on the same dice. Verdicts follow Holm (1979), so \
             that the chance of even one false verdict is {alpha} at most; the intervals shown hold for each comparison \
             by itself."
        ),
    }
}
