//! The calibration page as Markdown, in both languages: the figures, then what they are made of.

use crate::analysis::calibration::{Figure, N, POPULATION, POSTURES, Tally, Unit};
use crate::view::Lang;
use std::fmt::Write;

/// The page.
#[must_use]
pub fn page(figures: &[Figure], tallies: &[Tally]) -> String {
    let mut page = String::new();
    for lang in [Lang::De, Lang::En] {
        head(&mut page, lang);
        table(&mut page, figures, lang);
        differences(&mut page, figures, lang);
        foundations(&mut page, lang);
    }
    counts(&mut page, tallies);
    page
}

fn line(page: &mut String, text: impl AsRef<str>) {
    page.push_str(text.as_ref());
    page.push('\n');
}

fn head(page: &mut String, lang: Lang) {
    line(
        page,
        match lang {
            Lang::De => {
                "# Kalibrierung\n\nGeschrieben von `planspiel calibrate`; nicht von Hand ändern. `planspiel calibrate --check` rechnet nach.\n\n\
             Eine Behörde mit 800 Beschäftigten, ein Eindringling, ein Jahr: immer wieder, mit dreierlei Vorsorge und den \
             mitgelieferten Tätern. Die Behörde handelt nach der Vorgehensweise `playbook`. Links steht, was dabei herauskommt, \
             daneben, was andere gezählt haben. Ein Wert passt, wenn er nicht weiter abweicht als die veröffentlichten \
             untereinander; wo es nur einen gibt, um ein Fünftel, und bei Tagen um eine Runde von zwei Tagen.\n"
            }
            Lang::En => {
                "# Calibration\n\nWritten by `planspiel calibrate`; do not edit by hand. `planspiel calibrate --check` recomputes it.\n\n\
             One authority of 800 people, one intruder, one year: again and again, at three levels of preparation and with the \
             stock adversaries. The authority plays the `playbook` policy. The first column is what comes of it, next to it what \
             others have counted. A figure fits if it is no further off than the published ones are from one another; where there \
             is one only, by a fifth, and for days by one turn of two days.\n"
            }
        },
    );
}

fn table(page: &mut String, figures: &[Figure], lang: Lang) {
    line(
        page,
        match lang {
            Lang::De => {
                "| Größe | simuliert | veröffentlicht | passt bei | | Quelle | Beleg |\n| --- | --: | --: | --: | --- | --- | --- |"
            }
            Lang::En => {
                "| Figure | simulated | published | fits at | | Source | Mark |\n| --- | --: | --: | --: | --- | --- | --- |"
            }
        },
    );
    for figure in figures {
        let [low, high] = figure.published.map(|value| number(value, figure.unit, lang));
        let published = if low == high { low } else { format!("{low}–{high}") };
        let [from, to] = figure.allowed().map(|value| number(value, figure.unit, lang));
        let fits = match (figure.fits(), lang) {
            (true, Lang::De) => "passt",
            (true, Lang::En) => "fits",
            (false, Lang::De) => "**weicht ab**",
            (false, Lang::En) => "**differs**",
        };
        let what = lang.of(&figure.what);
        let simulated = number(figure.simulated, figure.unit, lang);
        let (source, mark) = (figure.source, figure.mark.slug());
        line(
            page,
            format!("| {what} | {simulated} | {published} | {from}–{to} | {fits} | {source} | {mark} |"),
        );
    }
    page.push('\n');
}

/// A figure with its unit, at one decimal; below a tenth of a day in minutes.
fn number(value: f64, unit: Unit, lang: Lang) -> String {
    let point = |text: String| if lang == Lang::De { text.replace('.', ",") } else { text };
    match unit {
        Unit::Percent => lang.percent(&point(format!("{value:.1}"))),
        Unit::Days if value > 0.0 && value < 0.1 => format!("{:.0} min", value * 1440.0),
        Unit::Days => point(format!("{value:.1} {}", if lang == Lang::De { "T" } else { "d" })),
    }
}

fn differences(page: &mut String, figures: &[Figure], lang: Lang) {
    for figure in figures.iter().filter(|figure| !figure.fits()) {
        let why = figure.why.as_ref().map_or("", |why| lang.of(why));
        line(page, format!("*{}*: {why}\n", lang.of(&figure.what)));
    }
}

/// What the mix is made of: assumptions, all of it.
fn foundations(page: &mut String, lang: Lang) {
    let postures = listed(POSTURES.iter().map(|(name, share)| ((*name).to_owned(), *share)), lang);
    let population =
        listed(POPULATION.iter().map(|(intruder, like, share)| (format!("{intruder} {like}"), *share)), lang);
    line(
        page,
        match lang {
            Lang::De => format!(
                "Je {N} Jahre für jede Vorsorge und jeden Täter, mit festen Würfeln. Anteile der Vorsorge: {postures}. Anteile der \
             Täter: {population}. Beides sind Annahmen, so gewählt, dass \
             die Werte passen: Die Seite zeigt, dass der Katalog zu den veröffentlichten Zahlen führen kann, nicht, dass er sie \
             vorhersagt. Die Berichte zählen, wer gefunden wurde, nicht, wer kam. Beleg: v heißt, \
             der Bericht selbst wurde geöffnet (in maschinell umgewandelter Fassung). Vorsorge und Netz stehen in \
             `assets/calibration`, die Täter in `assets/catalog/adversaries.ron`.\n"
            ),
            Lang::En => format!(
                "{N} years for every posture and every adversary, with fixed dice. Shares of the postures: {postures}. Shares of the \
             adversaries: {population}. Both are assumptions, chosen so that the figures \
             fit: the page shows that the catalogue can come to the published figures, not that it predicts them. The reports \
             count who was found, not who came. Mark: v means the \
             report itself was opened (in a machine conversion). Postures and network are in `assets/calibration`, the \
             adversaries in `assets/catalog/adversaries.ron`.\n"
            ),
        },
    );
}

fn listed(shares: impl Iterator<Item = (String, u32)>, lang: Lang) -> String {
    let shares = shares.map(|(name, share)| format!("{name} {}", lang.percent(&share.to_string())));
    shares.collect::<Vec<_>>().join(", ")
}

/// Case by case.
fn counts(page: &mut String, tallies: &[Tally]) {
    line(page, "# Fall für Fall / Case by case\n");
    line(
        page,
        "| Vorsorge / posture | Täter / intruder | drin / got in | selbst / internal | außen / outside | Täter / intruder | niemand / nobody | Median, Tage / days | zerstört / ruined |",
    );
    line(page, "| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
    for tally in tallies {
        line(page, tally_line(tally));
    }
}

/// The line of one case.
#[must_use]
pub fn tally_line(tally: &Tally) -> String {
    let Tally { posture, intruder, adversary, entered, noticed, median_d, ruined } = tally;
    let mut line = format!("| {posture} | {intruder} {adversary} | {entered} |");
    for count in noticed {
        // Writing to a string cannot fail.
        let _ = write!(line, " {count} |");
    }
    let _ = write!(line, " {median_d:.1} | {ruined} |");
    line
}
