//! The page that says whether what the scenarios show hangs on a single assumption, as Markdown in both
//! languages.

use crate::analysis::robust::{Flip, MOVED, Robust};
use crate::view::Lang;
use std::fmt::Write;

/// A scenario with what came of moving its numbers.
pub struct Case {
    pub id: String,
    /// As [`crate::scenario::check::hash`] gives it.
    pub hash: String,
    /// Exercises of each policy for each number moved.
    pub n: u32,
    pub found: Robust,
}

/// The page.
#[must_use]
pub fn page(cases: &[Case]) -> String {
    let mut page = String::new();
    for lang in [Lang::De, Lang::En] {
        head(&mut page, lang);
        for case in cases {
            page.push_str(&line(case));
        }
        flips(&mut page, cases, lang);
    }
    page.push_str("\n## Stand / Version\n\n");
    for case in cases {
        let _ = writeln!(page, "- `{}`: {}", case.id, case.hash);
    }
    page
}

/// A scenario's line in the table.
#[must_use]
pub fn line(case: &Case) -> String {
    let Robust { moved, too_small, flips } = &case.found;
    format!("| `{}` | {} | {moved} | {too_small} | {} |\n", case.id, case.n, flips.len())
}

fn head(page: &mut String, lang: Lang) {
    let _ = match lang {
        Lang::De => write!(
            page,
            "# Hängt es an einer einzelnen Annahme?\n\nGeschrieben von `planspiel robust`; nicht von Hand ändern.\n\n\
             Jede Zahl des Katalogs, die als Annahme gekennzeichnet ist und im Szenario etwas ausmachen kann, wird um \
             {MOVED} % verkleinert und um {MOVED} % vergrößert, eine nach der anderen: von Techniken, Maßnahmen, Sensoren, \
             Meldepflichten und Datenarten; dazu Können, Tarnung und Punkte je Runde der Angreifer, die keine Erhebung misst. Danach spielen die Vorgehensweisen \
             auf denselben Würfeln, jede so oft, wie die Tabelle sagt. Gefragt ist, ob ihre Reihenfolge bleibt: idle < random < playbook-weak < \
             playbook, und playbook-silent wie playbook-open unter playbook. Der Maßstab der Wertung bleibt der des \
             Szenarios, wie es ist. Ganze Zahlen, die zu klein für ein Fünftel sind, bleiben stehen. Nicht bewegt werden \
             andere Zahlen, die ein Szenario selbst setzt, und die Festwerte der Regeln.\n\n\
             | Szenario | Übungen | bewegt | zu klein | kippt |\n| --- | --: | --: | --: | --: |\n"
        ),
        Lang::En => write!(
            page,
            "\n# Does it hang on a single assumption?\n\nWritten by `planspiel robust`; do not edit by hand.\n\n\
             Every number of the catalogue that is marked as an assumption and can matter in the scenario is made \
             {MOVED}% smaller and {MOVED}% larger, one after the other: of techniques, measures, sensors, duties and classes \
             of data; and so are the skill, the stealth and the points a turn of the attackers, which no survey measures. Then the policies play on the same dice, each as often as \
             the table says. The question is whether their order stays: idle < random < playbook-weak < playbook, and both \
             playbook-silent and playbook-open below playbook. The score keeps the scale of the scenario as it is. Whole \
             numbers that are too small for a fifth stay as they are. Other numbers that a scenario sets itself are not moved, \
             nor are the constants of the rules.\n\n\
             | Scenario | exercises | moved | too small | flips |\n| --- | --: | --: | --: | --: |\n"
        ),
    };
}

fn flips(page: &mut String, cases: &[Case], lang: Lang) {
    let all: Vec<(&str, &Flip)> = cases
        .iter()
        .flat_map(|case| case.found.flips.iter().map(move |flip| (case.id.as_str(), flip)))
        .collect();
    if all.is_empty() {
        page.push_str(match lang {
            Lang::De => "\nNichts kippt.\n",
            Lang::En => "\nNothing flips.\n",
        });
        return;
    }
    page.push_str(match lang {
        Lang::De => "\nWas kippt:\n\n| Szenario | Zahl | von | auf | Reihenfolge | Mittelwerte |\n| --- | --- | --: | --: | --- | --- |\n",
        Lang::En => "\nWhat flips:\n\n| Scenario | number | from | to | order | means |\n| --- | --- | --: | --: | --- | --- |\n",
    });
    for (id, flip) in all {
        let [low, high] = flip.means.map(|mean| lang.number(mean));
        let Flip { number, from, to, order, .. } = flip;
        let _ = writeln!(page, "| `{id}` | {number} | {from} | {to} | {order} | {low} / {high} |");
    }
}
