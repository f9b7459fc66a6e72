//! The figures of the calibration: what was simulated, what was published, and whether they fit.

use super::{Case, Intrusion, Source, stopped_and_seen};
use crate::scenario::model::Text;
use crate::scenario::words::Mark;
use crate::view::wording::both;

/// Days of one turn of the calibration: finer it cannot be.
const TURN_D: f64 = 2.0;
/// Where only one figure is published, so much of it counts as its spread either way. Assumption.
const SINGLE: f64 = 0.2;
/// Days of the simulated year.
const WEEK_D: f64 = 7.0;
const MONTH_D: f64 = 30.0;
const HALF_YEAR_D: f64 = 182.0;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Days,
    Percent,
}

/// One row of the page.
#[derive(Debug, Clone)]
pub struct Figure {
    pub what: Text,
    pub unit: Unit,
    pub simulated: f64,
    /// Lowest and highest published figure.
    pub published: [f64; 2],
    pub source: &'static str,
    pub mark: Mark,
    /// Why it differs, where that is known and accepted.
    pub why: Option<Text>,
}

impl Figure {
    /// Lowest and highest simulated figure that fits.
    #[must_use]
    pub fn allowed(&self) -> [f64; 2] {
        let [low, high] = self.published;
        let single = if (high - low).abs() < f64::EPSILON { SINGLE * low } else { 0.0 };
        let grain = if self.unit == Unit::Days { TURN_D } else { 0.0 };
        let more = if single > grain { single } else { grain };
        let most = if self.unit == Unit::Percent { 100.0 } else { f64::INFINITY };
        [(low - more).max(0.0), (high + more).min(most)]
    }

    /// The simulated figure differs by no more than the published ones do among themselves.
    #[must_use]
    pub fn fits(&self) -> bool {
        let [low, high] = self.allowed();
        let shown = (self.simulated * 10.0).round() / 10.0;
        low <= shown && shown <= high
    }
}

/// All figures, in the order of the page.
#[must_use]
pub fn figures(cases: &[Case], intrusions: &[Intrusion]) -> Vec<Figure> {
    let mut figures = dwell(intrusions);
    figures.extend(who(intrusions));
    figures.extend(steps(cases));
    figures.extend(ransom(intrusions));
    figures.push(breakout(intrusions));
    figures
}

fn text(de: &str, en: &str) -> Text {
    both(de.to_owned(), en.to_owned())
}

fn row([de, en]: [&str; 2], unit: Unit, simulated: f64, published: [f64; 2], source: &'static str) -> Figure {
    Figure { what: text(de, en), unit, simulated, published, source, mark: Mark::Official, why: None }
}

/// Days until somebody noticed.
fn dwell(intrusions: &[Intrusion]) -> Vec<Figure> {
    let median_of = |of: &dyn Fn(&Intrusion, Source) -> bool| {
        let noticed =
            |one: &Intrusion| one.noticed.filter(|(_, source)| of(one, *source)).map(|(days, _)| days);
        median(intrusions, noticed)
    };
    let within = |days: f64| share(intrusions, |one| one.noticed.map(|(dwell, _)| dwell <= days));
    vec![
        row(
            ["Verweildauer, Median", "Dwell time, median"],
            Unit::Days,
            median_of(&|_, _| true),
            [10.0, 16.0],
            "M-Trends 2026 and 2025: 14 (2025), 11 (2024), 10 (2023), 16 (2022)",
        ),
        row(
            ["Verweildauer, selbst bemerkt", "Dwell time, noticed internally"],
            Unit::Days,
            median_of(&|_, source| source == Source::Internal),
            [9.0, 10.0],
            "M-Trends 2026 (9) and 2025 (10)",
        ),
        row(
            ["Verweildauer, von außen gemeldet", "Dwell time, told from outside"],
            Unit::Days,
            median_of(&|_, source| source == Source::External),
            [25.0, 26.0],
            "M-Trends 2026 (26, in the text also 25) and 2025 (26)",
        ),
        row(
            ["Verweildauer, Täter meldet sich", "Dwell time, the intruder gives notice"],
            Unit::Days,
            median_of(&|_, source| source == Source::Adversary),
            [5.0, 7.0],
            "M-Trends 2025 (5) and 2026 (7)",
        ),
        row(
            ["Verweildauer bei Spionage", "Dwell time of espionage"],
            Unit::Days,
            median_of(&|one, _| one.intruder == "espionage"),
            [122.0, 122.0],
            "M-Trends 2026",
        ),
        row(
            ["Bemerkt binnen einer Woche", "Noticed within a week"],
            Unit::Percent,
            within(WEEK_D),
            [44.2, 44.2],
            "M-Trends 2026: 41.5 of the 93.9 % that were noticed within a year",
        ),
        row(
            ["Bemerkt binnen 30 Tagen", "Noticed within 30 days"],
            Unit::Percent,
            within(MONTH_D),
            [65.6, 65.6],
            "M-Trends 2026: 61.6 of the 93.9 %",
        ),
        row(
            ["Bemerkt binnen eines halben Jahres", "Noticed within half a year"],
            Unit::Percent,
            within(HALF_YEAR_D),
            [94.0, 94.0],
            "M-Trends 2026: 88.3 of the 93.9 %",
        ),
    ]
}

/// Who noticed first.
fn who(intrusions: &[Intrusion]) -> Vec<Figure> {
    let by = |source: Source| share(intrusions, |one| one.noticed.map(|(_, by)| by == source));
    const SOURCE: &str = "M-Trends 2026 and 2025";
    vec![
        row(
            ["Selbst bemerkt", "Noticed internally"],
            Unit::Percent,
            by(Source::Internal),
            [43.0, 52.0],
            SOURCE,
        ),
        row(
            ["Von außen gemeldet", "Told from outside"],
            Unit::Percent,
            by(Source::External),
            [34.0, 43.0],
            SOURCE,
        ),
        row(
            ["Täter meldet sich", "The intruder gives notice"],
            Unit::Percent,
            by(Source::Adversary),
            [14.0, 14.0],
            SOURCE,
        ),
    ]
}

/// What controls stop and sensors report, at the usual posture.
fn steps(cases: &[Case]) -> Vec<Figure> {
    let usual = cases.iter().filter(|case| case.posture == "usual").filter_map(|case| case.scenarios.first());
    let each: Vec<[f64; 2]> = usual.map(stopped_and_seen).collect();
    let mean = |of: usize| each.iter().map(|both| both[of]).sum::<f64>() / each.len().max(1) as f64;
    let (stopped, seen) = (mean(0), mean(1));
    const SOURCE: &str = "Picus Blue Report 2025 (160 million simulated steps)";
    vec![
        row(
            [
                "Angriffsschritte, die nicht gelingen (übliche Vorsorge)",
                "Attack steps that do not work (usual posture)",
            ],
            Unit::Percent,
            stopped,
            [62.0, 62.0],
            SOURCE,
        ),
        row(
            [
                "Angriffsschritte, die einen Alarm auslösen (übliche Vorsorge)",
                "Attack steps that raise an alert (usual posture)",
            ],
            Unit::Percent,
            seen,
            [14.0, 14.0],
            SOURCE,
        ),
    ]
}

/// Extortion: how often it comes to encryption, and how soon everything is back.
fn ransom(intrusions: &[Intrusion]) -> Vec<Figure> {
    let extortion = |one: &Intrusion| one.intruder == "extortion";
    let encrypted = share(intrusions, |one| extortion(one).then(|| one.restored.is_some()));
    let back = |days: Option<f64>| days.is_some_and(|days| days <= WEEK_D);
    let restored = share(intrusions, |one| one.restored.filter(|_| extortion(one)).map(back));
    vec![
        row(
            ["Erpressung, bei der verschlüsselt wurde", "Extortion that came to encryption"],
            Unit::Percent,
            encrypted,
            [50.0, 50.0],
            "Sophos State of Ransomware 2025",
        ),
        row(
            ["Danach binnen einer Woche alles wiederhergestellt", "All restored within a week after it"],
            Unit::Percent,
            restored,
            [35.0, 53.0],
            "Sophos State of Ransomware 2025 (53; the year before 35)",
        ),
    ]
}

fn breakout(intrusions: &[Intrusion]) -> Figure {
    const MINUTES_PER_DAY: f64 = 1440.0;
    let crime = |one: &Intrusion| matches!(one.intruder, "extortion" | "theft");
    let days = median(intrusions, |one| one.breakout_d.filter(|_| crime(one)));
    let published = 29.0 / MINUTES_PER_DAY;
    let mut figure = row(
        ["Vom ersten zum zweiten System (Kriminelle)", "From the first system to the second (crime)"],
        Unit::Days,
        days,
        [published, published],
        "CrowdStrike Global Threat Report 2026: 29 minutes on average",
    );
    figure.why = Some(text(
        "Eine Runde dauert hier zwei Tage, und ein Täter hat je Runde zwei bis fünf Schritte. Minuten lassen sich so nicht abbilden; wer sie üben will, spielt Runden von einer Stunde.",
        "A turn lasts two days here, and an intruder has two to five steps a turn. Minutes cannot be shown that way; whoever wants to train for them plays turns of one hour.",
    ));
    figure
}

/// Weighted share of those for whom there is an answer, percent.
fn share(intrusions: &[Intrusion], of: impl Fn(&Intrusion) -> Option<bool>) -> f64 {
    let (mut all, mut yes) = (0.0, 0.0);
    for one in intrusions {
        if let Some(is_so) = of(one) {
            all += one.weight;
            yes += if is_so { one.weight } else { 0.0 };
        }
    }
    if all > 0.0 { 100.0 * yes / all } else { 0.0 }
}

/// Weighted median of those for whom there is a figure; 0 for none.
pub(super) fn median(intrusions: &[Intrusion], of: impl Fn(&Intrusion) -> Option<f64>) -> f64 {
    let mut list: Vec<(f64, f64)> =
        intrusions.iter().filter_map(|one| Some((of(one)?, one.weight))).collect();
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = list.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    let middle = list.iter().find(|(_, weight)| {
        sum += weight;
        sum >= half
    });
    middle.map_or(0.0, |(figure, _)| *figure)
}
