//! Every table of a sweep.

mod experiments;

pub(super) use experiments::{dials, thresholds, variance, variance_parts, worth};

use super::Findings;
use super::table::{Cell, Column, Table};
use crate::analysis::{Distribution, Rate, seed_of};
use crate::rules::score::Part;
use experiments::{compared, comparison_cells, inject_verdict, measure_verdict};

/// The tables of what was found, in reading order; those about experiments that were not made are left
/// out.
#[must_use]
pub fn tables(of: &Findings<'_>) -> Vec<Table> {
    let all = [
        thresholds(of),
        variance(of),
        worth(of),
        scores(of),
        harm(of),
        objectives(of),
        endings(of),
        injects(of),
        measures(of),
        dials(of),
        nodes(of),
        exercises(of),
    ];
    all.into_iter().filter(|table| !table.is_empty()).collect()
}

/// Columns from keys and labels in the language.
fn columns<const N: usize>(of: &Findings<'_>, all: [(&str, &'static str, &'static str); N]) -> Vec<Column> {
    all.map(|(key, de, en)| Column::new(key, of.lang.pick(de, en))).to_vec()
}

fn named(ids: &str, name: &str) -> Cell {
    Cell::Named(ids.to_owned(), name.to_owned())
}

/// Names and distributions of all scores, the joint one first; ids are stable.
pub(super) fn distributions<'f>(of: &Findings<'f>) -> Vec<(String, String, &'f Distribution)> {
    let pick = |de, en| of.lang.pick(de, en);
    let found = of.found;
    let mut all = vec![
        ("joint".to_owned(), pick("Gemeinsames Ergebnis", "Joint score").to_owned(), &found.joint),
        ("outcome".to_owned(), pick("Ergebnis ohne Kooperation", "Outcome alone").to_owned(), &found.outcome),
        ("cooperation".to_owned(), pick("Kooperation", "Cooperation").to_owned(), &found.cooperation),
    ];
    for ((id, name), partner) in of.subject.partners.iter().zip(&of.names.partners).zip(&found.partners) {
        all.push((format!("{id}.outcome"), name.clone(), &partner.outcome));
    }
    all
}

pub(super) fn scores(of: &Findings<'_>) -> Table {
    let row = |(id, name, found): &(String, String, &Distribution)| {
        let figures =
            [found.mean, found.ci95, found.sd, found.p05, found.p25, found.p50, found.p75, found.p95];
        let places = |place: usize| if place == 1 { 2 } else { 1 };
        let cells = figures.iter().enumerate().map(|(place, figure)| Cell::Number(*figure, places(place)));
        std::iter::once(named(id, name)).chain(cells).collect()
    };
    Table {
        slug: "scores",
        title: of.lang.pick("Ergebnisse", "Scores").to_owned(),
        note: of
            .lang
            .pick(
                "0 ist der Schaden, wenn niemand handelt, 100 gar keiner. ± ist das halbe 95-%-Intervall des \
                 Mittels; die letzten fünf Spalten sagen, unter welchem Wert so viele Übungen blieben.",
                "0 is the harm if nobody acts, 100 none at all. ± is half the 95% interval of the mean; the last \
                 five columns say below which figure so many exercises stayed.",
            )
            .to_owned(),
        columns: columns(
            of,
            [
                ("score", "Ergebnis", "score"),
                ("mean", "Mittel", "mean"),
                ("ci95", "±", "±"),
                ("sd", "Streuung", "SD"),
                ("p05", "5 %", "5%"),
                ("p25", "25 %", "25%"),
                ("p50", "50 %", "50%"),
                ("p75", "75 %", "75%"),
                ("p95", "95 %", "95%"),
            ],
        ),
        rows: distributions(of).iter().map(row).collect(),
    }
}

const HARM: [(&str, &str); Part::ALL.len()] = [
    ("Dienste", "service"),
    ("Daten", "records"),
    ("Integrität", "integrity"),
    ("Entdeckung", "detection"),
    ("Eindämmung", "containment"),
    ("Wiederanlauf", "recovery"),
    ("Fristen", "duties"),
    ("Eigenausfall", "self-inflicted"),
];

pub(super) fn harm(of: &Findings<'_>) -> Table {
    let mut columns = columns(of, [("partner", "Partner", "partner"), ("harm", "Summe", "total")]);
    columns.extend(
        Part::ALL.iter().zip(HARM).map(|(part, (de, en))| Column::new(part.slug(), of.lang.pick(de, en))),
    );
    let row = |((id, name), partner): ((&String, &String), &crate::analysis::PartnerDistribution)| {
        let parts = partner.parts.iter().map(|part| Cell::Number(*part, 0));
        [named(id, name), Cell::Number(partner.harm.mean, 0)].into_iter().chain(parts).collect()
    };
    Table {
        slug: "harm",
        title: of.lang.pick("Schaden nach Ursache", "Harm by cause").to_owned(),
        note: of.lang.pick("Mittel in Punkten, nicht begrenzt.", "Mean in points, unclipped.").to_owned(),
        columns,
        rows: of.subject.partners.iter().zip(&of.names.partners).zip(&of.found.partners).map(row).collect(),
    }
}

fn rate_cells(rate: &Rate) -> [Cell; 3] {
    [Cell::Share(rate.rate), Cell::Share(rate.ci95[0]), Cell::Share(rate.ci95[1])]
}

pub(super) fn objectives(of: &Findings<'_>) -> Table {
    let row = |(((id, is_duty), name), rate): ((&(String, bool), &String), &Rate)| {
        let kind = if *is_duty {
            Cell::Word(of.lang.pick("Meldepflicht", "duty"), "duty")
        } else {
            Cell::Word(of.lang.pick("Ziel", "objective"), "objective")
        };
        [named(id, name)].into_iter().chain(rate_cells(rate)).chain([kind]).collect()
    };
    Table {
        slug: "objectives",
        title: of.lang.pick("Übungsziele", "Objectives").to_owned(),
        note: of
            .lang
            .pick(
                "Anteil der Übungen, in denen das Ziel erreicht wurde, mit 95-%-Intervall (Wilson).",
                "Share of exercises in which the objective was met, with its 95% interval (Wilson).",
            )
            .to_owned(),
        columns: columns(
            of,
            [
                ("objective", "Ziel", "objective"),
                ("rate", "erreicht", "met"),
                ("ci95_low", "von", "from"),
                ("ci95_high", "bis", "to"),
                ("kind", "Art", "kind"),
            ],
        ),
        rows: of
            .subject
            .objectives
            .iter()
            .zip(&of.names.objectives)
            .zip(&of.found.objectives)
            .map(row)
            .collect(),
    }
}

/// Endings by id, name and count of exercises; the last turn last.
pub(super) fn ending_counts(of: &Findings<'_>) -> Vec<(String, String, u32)> {
    let last = of.lang.pick("Bis zum letzten Zug gespielt", "Played to the last turn");
    let named = of.subject.ends.iter().cloned().zip(of.names.ends.iter().cloned());
    let all = named.chain([("last-turn".to_owned(), last.to_owned())]);
    all.zip(&of.found.endings).map(|((id, name), count)| (id, name, *count)).collect()
}

pub(super) fn endings(of: &Findings<'_>) -> Table {
    let row = |(id, name, count): (String, String, u32)| {
        let rate = crate::analysis::rate(count, of.found.n.max(1));
        let cells = [Cell::Named(id, name), Cell::Number(f64::from(count), 0)];
        cells.into_iter().chain(rate_cells(&rate)).collect()
    };
    Table {
        slug: "endings",
        title: of.lang.pick("Wie die Übungen enden", "How exercises end").to_owned(),
        note: String::new(),
        columns: columns(
            of,
            [
                ("ending", "Ende", "ending"),
                ("exercises", "Übungen", "exercises"),
                ("rate", "Anteil", "share"),
                ("ci95_low", "von", "from"),
                ("ci95_high", "bis", "to"),
            ],
        ),
        rows: ending_counts(of).into_iter().map(row).collect(),
    }
}

const NEVER_ORDERED: (&str, &str, &str) = ("never", "nie angeordnet", "never ordered");

/// Why an inject was not compared.
const fn untested(by_hand: bool) -> (&'static str, &'static str, &'static str) {
    if by_hand { ("hand", "nur von Hand", "by hand only") } else { ("never", "kam nie", "never came") }
}

pub(super) fn injects(of: &Findings<'_>) -> Table {
    let rates = [
        ("inject", "Einlage", "inject"),
        ("rate", "eingespielt", "fired"),
        ("ci95_low", "von", "from"),
        ("ci95_high", "bis", "to"),
        ("by", "wie", "how"),
    ];
    let row = |(index, (((id, by_hand), name), rate)): (usize, ((&(String, bool), &String), &Rate))| {
        let how = if *by_hand {
            Cell::Word(of.lang.pick("von Hand", "by hand"), "hand")
        } else {
            Cell::Word("", "itself")
        };
        let mut cells: Vec<Cell> =
            [named(id, name)].into_iter().chain(rate_cells(rate)).chain([how]).collect();
        if let Some(ablations) = of.ablations {
            cells.extend(comparison_cells(of, ablations.inject(index), inject_verdict, untested(*by_hand)));
        }
        cells
    };
    let all = of.subject.injects.iter().zip(&of.names.injects).zip(&of.found.injects);
    Table {
        slug: "injects",
        title: of.lang.pick("Einlagen", "Injects").to_owned(),
        note: of
            .lang
            .pick(
                "Anteil der Übungen, in denen die Einlage kam. Wert: gemeinsames Ergebnis mit ihr minus ohne sie, \
                 dieselben Würfel. Automatische Spieler lesen keine Texte und treffen keine Auswahl; was Menschen aus \
                 einer Einlage machen, misst das nicht.",
                "Share of exercises in which the inject came. Value: joint score with it minus without it, on the \
                 same dice. Policies read no texts and make no decisions, so this says nothing about what people make of \
                 an inject.",
            )
            .to_owned(),
        columns: columns(of, rates).into_iter().chain(compared(of)).collect(),
        rows: all.enumerate().map(row).collect(),
    }
}

pub(super) fn measures(of: &Findings<'_>) -> Table {
    let mut columns = columns(
        of,
        [
            ("measure", "Maßnahme", "measure"),
            ("orders", "je Übung", "per exercise"),
            ("rate", "angeordnet", "ordered"),
        ],
    );
    let partner = |(id, name): (&String, &String)| Column::new(format!("{id}.rate"), name.clone());
    columns.extend(of.subject.partners.iter().zip(&of.names.shorts).map(partner));
    columns.extend(compared(of));
    let row = |(index, ((id, name), used)): (usize, ((&String, &String), &crate::analysis::MeasureUse))| {
        let mut cells = vec![named(id, name), Cell::Number(used.orders, 1), Cell::Share(used.anybody.rate)];
        cells.extend(used.partners.iter().map(|rate| Cell::Share(rate.rate)));
        if let Some(ablations) = of.ablations {
            cells.extend(comparison_cells(of, ablations.measure(index), measure_verdict, NEVER_ORDERED));
        }
        cells
    };
    Table {
        slug: "measures",
        title: of.lang.pick("Maßnahmen", "Measures").to_owned(),
        note: of
            .lang
            .pick(
                "Anteil der Übungen, in denen die Maßnahme mindestens einmal angeordnet wurde. Wert: gemeinsames \
                 Ergebnis des Playbooks mit ihr minus ohne sie, dieselben Würfel.",
                "Share of exercises in which the measure was ordered at least once. Value: joint score of the playbook \
                 with it minus without it, on the same dice.",
            )
            .to_owned(),
        columns,
        rows: of.subject.measures.iter().zip(&of.names.measures).zip(&of.found.measures).enumerate().map(row).collect(),
    }
}

pub(super) fn nodes(of: &Findings<'_>) -> Table {
    let row = |((id, name), used): ((&String, &String), &crate::analysis::NodeUse)| {
        vec![named(id, name), Cell::Share(used.attacked.rate), Cell::Share(used.ordered.rate)]
    };
    Table {
        slug: "nodes",
        title: of.lang.pick("Systeme", "Nodes").to_owned(),
        note: of
            .lang
            .pick(
                "Anteil der Übungen, in denen ein Angriff auf das System versucht wurde, und in denen jemand eine \
                 Maßnahme dafür oder für eine seiner Verbindungen angeordnet hat. Maßnahmen für ganze Zonen zählen nicht.",
                "Share of exercises in which an attack on the node was attempted, and in which somebody ordered a measure \
                 for it or for one of its links. Orders for whole zones do not count.",
            )
            .to_owned(),
        columns: columns(
            of,
            [("node", "System", "node"), ("attacked", "angegriffen", "attacked"), ("ordered", "bearbeitet", "worked on")],
        ),
        rows: of.subject.nodes.iter().zip(&of.names.nodes).zip(&of.found.nodes).map(row).collect(),
    }
}

/// One line per exercise, for whoever wants to count anew.
fn exercises(of: &Findings<'_>) -> Table {
    let ending = |row: &crate::analysis::Row| {
        let id = row.ending().and_then(|end| of.subject.ends.get(end));
        Cell::Text(id.cloned().unwrap_or_else(|| "last-turn".to_owned()))
    };
    let row = |(index, row): (u32, &crate::analysis::Row)| {
        vec![
            Cell::Number(f64::from(index + 1), 0),
            Cell::Text(seed_of(of.seed, index).to_string()),
            Cell::Number(row.joint(), 1),
            Cell::Number(row.outcome(), 1),
            Cell::Number(row.cooperation(), 1),
            Cell::Number(f64::from(row.turns()), 0),
            Cell::Number(f64::from(row.fired()), 0),
            ending(row),
        ]
    };
    Table {
        slug: "exercises",
        title: of.lang.pick("Übungen", "Exercises").to_owned(),
        note: String::new(),
        columns: columns(
            of,
            [
                ("exercise", "Übung", "exercise"),
                ("seed", "Startwert", "seed"),
                ("joint", "gemeinsam", "joint"),
                ("outcome", "ohne Kooperation", "outcome"),
                ("cooperation", "Kooperation", "cooperation"),
                ("turns", "Züge", "turns"),
                ("injects_fired", "Einlagen", "injects"),
                ("ending", "Ende", "ending"),
            ],
        ),
        rows: (0..).zip(of.rows).map(row).collect(),
    }
}
