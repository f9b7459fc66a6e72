//! Tables of experiments: thresholds, what sharing and aid are worth, single measures and injects, dials.

use super::columns;
use crate::analysis::{Comparison, Gain, Verdict};
use crate::export::sweep::Findings;
use crate::export::sweep::table::{Cell, Column, Table};

pub(in crate::export::sweep) fn thresholds(of: &Findings<'_>) -> Table {
    let word = |is_met| if is_met { ("eingehalten", "met") } else { ("verfehlt", "missed") };
    let row = |threshold: &crate::export::sweep::Threshold| {
        let (de, en) = word(threshold.is_met);
        vec![
            Cell::Text(threshold.name.clone()),
            Cell::Number(threshold.found, 2),
            Cell::Text(threshold.wanted.clone()),
            Cell::Word(of.lang.pick(de, en), en),
        ]
    };
    Table {
        slug: "thresholds",
        title: of.lang.pick("Schwellen", "Thresholds").to_owned(),
        note: String::new(),
        columns: columns(
            of,
            [
                ("name", "Schwelle", "threshold"),
                ("found", "gefunden", "found"),
                ("wanted", "verlangt", "wanted"),
                ("verdict", "Urteil", "verdict"),
            ],
        ),
        rows: of.thresholds.iter().map(row).collect(),
    }
}

/// What shares of the variance are about: their names, and what they are.
pub(in crate::export::sweep) fn variance_parts(of: &Findings<'_>) -> Vec<(&'static str, &'static str, f64)> {
    let Some(worth) = of.worth else { return Vec::new() };
    let shares = worth.shares;
    let pick = |de, en| of.lang.pick(de, en);
    vec![
        ("policy", pick("wie die Teams spielen", "how teams play"), shares.policy),
        ("attacker", pick("wer angreift", "who attacks"), shares.attacker),
        ("both", pick("beides im Zusammenspiel", "both together"), shares.both),
        ("luck", pick("Würfelglück", "luck of the dice"), shares.luck),
    ]
}

pub(in crate::export::sweep) fn variance(of: &Findings<'_>) -> Table {
    let row = |(id, name, share): &(&'static str, &'static str, f64)| {
        vec![Cell::Keyed(id, name), Cell::Share(*share)]
    };
    Table {
        slug: "variance",
        title: of.lang.pick("Was die Unterschiede erklärt", "What explains the differences").to_owned(),
        note: of
            .lang
            .pick(
                "Anteile an der Varianz des gemeinsamen Ergebnisses. Gespielt wurde jede von drei Spielweisen \
                 (zufällig, schwaches und volles Playbook) gegen jedes von drei Angreiferhirnen (Drehbuch, Playbook, \
                 anpassungsfähig).",
                "Shares of the variance of the joint score. Each of three ways to play (random, weak and full \
                 playbook) met each of three attacker brains (script, playbook, adaptive).",
            )
            .to_owned(),
        columns: columns(of, [("part", "Quelle", "source"), ("share", "Anteil", "share")]),
        rows: variance_parts(of).iter().map(row).collect(),
    }
}

pub(in crate::export::sweep) fn worth(of: &Findings<'_>) -> Table {
    let row = |id: &'static str, name: &'static str, gain: &Gain| {
        let (joint, outcome) = (gain.joint, gain.outcome);
        let figures = [joint.mean, joint.ci95, outcome.mean, outcome.ci95];
        let [a, b, c, d] = figures;
        vec![Cell::Keyed(id, name), Cell::Change(a), Cell::Number(b, 2), Cell::Change(c), Cell::Number(d, 2)]
    };
    let rows = |worth: &crate::analysis::Worth| {
        vec![
            row("sharing", of.lang.pick("Austausch", "sharing"), &worth.sharing),
            row("aid", of.lang.pick("Hilfe", "aid"), &worth.aid),
        ]
    };
    Table {
        slug: "worth",
        title: of.lang.pick("Was Austausch und Hilfe bringen", "What sharing and aid bring").to_owned(),
        note: of
            .lang
            .pick(
                "Das Playbook gegen dasselbe Playbook ohne Austausch oder ohne Hilfe, mit denselben Würfeln; \
                 ± ist das halbe 95-%-Intervall.",
                "The playbook against the same playbook without sharing or without aid, on the same dice; ± is half \
                 the 95% interval.",
            )
            .to_owned(),
        columns: columns(
            of,
            [
                ("what", "Was", "what"),
                ("joint", "gemeinsam", "joint"),
                ("joint_ci95", "±", "±"),
                ("outcome", "ohne Kooperation", "outcome alone"),
                ("outcome_ci95", "±", "±"),
            ],
        ),
        rows: of.worth.map(rows).unwrap_or_default(),
    }
}

/// Mean, half interval, how many exercises changed, and the verdict; where nothing was compared, why.
pub(super) fn comparison_cells(
    of: &Findings<'_>,
    found: Option<&Comparison>,
    words: fn(Verdict) -> (&'static str, &'static str),
    untested: (&'static str, &'static str, &'static str),
) -> [Cell; 4] {
    let Some(found) = found else {
        let (slug, de, en) = untested;
        return [Cell::Missing, Cell::Missing, Cell::Missing, Cell::Word(of.lang.pick(de, en), slug)];
    };
    let (de, en) = words(found.verdict);
    [
        Cell::Change(found.gain.joint.mean),
        Cell::Number(found.gain.joint.ci95, 2),
        Cell::Share(found.changed.rate),
        Cell::Word(of.lang.pick(de, en), found.verdict.slug()),
    ]
}

/// What a verdict says of an inject, German and English.
pub(super) const fn inject_verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Pays => ("hilft", "helps"),
        Verdict::Costs => ("erschwert", "makes it harder"),
        Verdict::Unclear => ("kein Unterschied erkennbar", "no difference shows"),
        Verdict::Same => ("ändert kein Ergebnis", "changes no score"),
    }
}

/// What a verdict says of a measure, German and English.
pub(super) const fn measure_verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Pays => ("lohnt sich", "worth it"),
        Verdict::Costs => ("kostet Punkte", "costs points"),
        Verdict::Unclear => ("kein Nutzen erkennbar", "no benefit shows"),
        Verdict::Same => ("ändert kein Ergebnis", "changes no score"),
    }
}

const COMPARED: [(&str, &str, &str); 4] = [
    ("joint_change", "Wert", "value"),
    ("ci95", "±", "±"),
    ("changed", "verändert", "changed"),
    ("verdict", "Urteil", "verdict"),
];

/// The columns of an experiment, where there was one.
pub(super) fn compared(of: &Findings<'_>) -> Vec<Column> {
    if of.ablations.is_some() { columns(of, COMPARED) } else { Vec::new() }
}

pub(in crate::export::sweep) fn dials(of: &Findings<'_>) -> Table {
    let point = |effect: &crate::analysis::DialEffect| {
        let name = crate::export::sweep::names::dial(of.lang, effect.dial);
        let row = move |point: &crate::analysis::DialPoint| {
            vec![
                Cell::Keyed(effect.dial.name(), name),
                Cell::Number(f64::from(point.percent), 0),
                Cell::Number(point.joint.mean, 1),
                Cell::Number(point.joint.ci95, 2),
                Cell::Change(point.change.mean),
                Cell::Number(point.change.ci95, 2),
                Cell::Number(f64::from(point.turn_minutes), 0),
                Cell::Number(point.injects_per_h, 1),
            ]
        };
        effect.points.iter().map(row).collect::<Vec<_>>()
    };
    Table {
        slug: "dials",
        title: of.lang.pick("Was die Regler bewirken", "What the dials do").to_owned(),
        note: of
            .lang
            .pick(
                "Das Playbook bei jeder Einstellung, mit denselben Würfeln; Prozent der Einstellung des Szenarios. \
                 Zeitdruck verkürzt nur die empfohlenen Minuten: Er trifft Menschen, automatische Spieler spüren nichts davon.",
                "The playbook at each setting, on the same dice; per cent of the scenario’s own setting. Time pressure \
                 only shortens the advised minutes: people feel it, policies do not.",
            )
            .to_owned(),
        columns: columns(
            of,
            [
                ("dial", "Regler", "dial"),
                ("percent", "auf %", "at %"),
                ("joint", "gemeinsam", "joint"),
                ("ci95", "±", "±"),
                ("change", "Änderung", "change"),
                ("change_ci95", "±", "±"),
                ("turn_minutes", "Min. je Zug", "min a turn"),
                ("injects_per_h", "Einlagen je Std.", "injects an hour"),
            ],
        ),
        rows: of.dials.iter().flat_map(point).collect(),
    }
}
