//! The README of open data, whole in German and then whole in English: what the files are, what is missing and how
//! much of it, and whom one could still recognize.

use super::check::{Findings, Groups, K, check};
use super::table::Form;
use super::{Package, Release};
use crate::scenario::model::Text;
use crate::view::Lang;
use crate::view::wording::both;

pub(super) fn readme(package: &Package<'_>) -> String {
    let findings = check(package);
    let half = |lang: Lang| half(package, &findings, lang);
    format!("{}\n---\n\n{}", half(Lang::De), half(Lang::En))
}

fn half(package: &Package<'_>, findings: &Findings, lang: Lang) -> String {
    let mut out = format!("# {}\n\n{}\n", lang.of(&package.title()), lang.of(&package.about()));
    let mut part = |title: Text, lines: Vec<Text>| {
        out.push_str(&format!("\n## {}\n\n", lang.of(&title)));
        lines.iter().for_each(|line| out.push_str(&format!("{}\n", lang.of(line))));
    };
    part(both("Dateien", "Files"), files(package));
    part(both("Was fehlt", "What is missing"), missing(package));
    part(both("Wer wiederzuerkennen ist", "Who can be recognized"), recognized(findings));
    part(both("Vor der Veröffentlichung", "Before publication"), before(package));
    out
}

fn files(package: &Package<'_>) -> Vec<Text> {
    let mut lines = vec![
        both("| Datei | Zeilen | Inhalt |", "| file | rows | content |"),
        both("| --- | ---: | --- |", "| --- | ---: | --- |"),
    ];
    for table in &package.tables {
        let (path, rows) = (table.path(Form::Csv), table.rows.len());
        let line = |title: &str, about: &str| format!("| `{path}` | {rows} | {title}. {about} |");
        lines.push(both(line(&table.title.de, &table.about.de), line(&table.title.en, &table.about.en)));
    }
    lines.push(both(
        "\nNeben jeder CSV-Datei liegt dieselbe Tabelle als Parquet (`.parquet`). Was jede Spalte bedeutet, steht in beiden Sprachen in `datapackage.json` (Frictionless). `dcat.ttl` beschreibt die Daten für Datenportale (DCAT-AP.de), `package.json` für CKAN.",
        "\nBeside each CSV file lies the same table as Parquet (`.parquet`). What each column means stands in both languages in `datapackage.json` (Frictionless). `dcat.ttl` describes the data for data portals (DCAT-AP.de), `package.json` for CKAN.",
    ));
    lines
}

fn missing(package: &Package<'_>) -> Vec<Text> {
    let source = &package.source;
    let texts = source.exercise.entries().iter().filter(|entry| entry.text.is_some()).count();
    let mut lines = vec![match source.release {
        Release::ClearOnly => both(
            "Alles, was eine Stufe über TLP:CLEAR trägt, ist ausgelassen:\n",
            "Everything that bears a label above TLP:CLEAR is left out:\n",
        ),
        Release::Everything => both(
            "Wegen einer TLP-Stufe ist nichts ausgelassen: Wer die Daten ausgab, hat erklärt, dass alle, die Stufen vergeben haben, der Veröffentlichung zustimmen (`--released`).\n",
            "Nothing is left out because of a TLP label: whoever made this package declared that everybody who set a label agrees to publication (`--released`).\n",
        ),
    }];
    for (table, left_out) in package.tables.iter().zip(&package.left_out) {
        let all = table.rows.len() + left_out;
        if matches!(table.slug, "shares" | "orders" | "attack-steps") {
            lines.push(both(
                format!("- `{}`: {left_out} von {all} Zeilen", table.path(Form::Csv)),
                format!("- `{}`: {left_out} of {all} rows", table.path(Form::Csv)),
            ));
        }
    }
    if !source.tells_scenario {
        lines.push(both(
            "- Titel und Ziele des Szenarios im Wortlaut und alle Schritte der Angreifer, weil das Szenario selbst eine Stufe über TLP:CLEAR trägt",
            "- title and objectives of the scenario in words, and all steps of the attackers, since the scenario itself bears a label above TLP:CLEAR",
        ));
    }
    if !source.is_over {
        lines.push(both(
            "- alle Schritte der Angreifer, weil die Übung noch nicht zu Ende ist",
            "- all steps of the attackers, since the exercise is not over",
        ));
    }
    lines.push(both(
        format!("\nIn jedem Fall fehlen: Namen, freie Texte und Schlüssel (Einträge im Protokoll, die welche tragen: {texts}), wann jemand nach der Uhr handelte, und worauf sich Aufträge und Mitteilungen im Einzelnen bezogen."),
        format!("\nMissing in any case: names, free texts and keys (entries of the log that bear some: {texts}), when people acted by the clock, and what orders and messages were about in detail."),
    ));
    lines
}

fn recognized(findings: &Findings) -> Vec<Text> {
    let mut lines = vec![if findings.is_clean() {
        both(
            format!(
                "Gesucht wurden Gruppen von weniger als {K} Zeilen, die in dem übereinstimmen, was Außenstehende wissen können. **Befund: keine.**\n"
            ),
            format!(
                "The check looked for groups of fewer than {K} rows that are alike in what outsiders may know. **Finding: none.**\n"
            ),
        )
    } else {
        both(
            format!(
                "Gesucht wurden Gruppen von weniger als {K} Zeilen, die in dem übereinstimmen, was Außenstehende wissen können. **Befund: Es gibt welche. Wer die Übung miterlebt hat, kann Beteiligte oder Plätze wiedererkennen.**\n"
            ),
            format!(
                "The check looked for groups of fewer than {K} rows that are alike in what outsiders may know. **Finding: there are some. Whoever was at the exercise can recognize participants or seats.**\n"
            ),
        )
    }];
    lines.extend(findings.groups.iter().map(group));
    for (partner, seats) in &findings.few_seats {
        lines.push(both(
            format!("- {partner}: Zahl der Plätze, die Aufträge freigaben: {seats}. Bei so wenigen lässt sich leicht sagen, wer dort saß und was er freigab."),
            format!("- {partner}: number of seats that committed orders: {seats}. With so few it is easy to tell who sat there and what they committed."),
        ));
    }
    if !findings.telling_duties.is_empty() {
        let ids = findings.telling_duties.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        lines.push(both(
            format!("- Pflichten, die nur einer der Beteiligten hat: {ids}. Sie verraten, wer sich hinter dem Decknamen verbirgt."),
            format!("- Duties that only one of the participants has: {ids}. They tell who is behind the pseudonym."),
        ));
    }
    lines
}

fn group(groups: &Groups) -> Text {
    let Groups { table, columns, all, small, rows } = groups;
    let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    let columns = columns.join(", ");
    both(
        format!(
            "- `{table}` nach {columns}: {small} von {all} Gruppen haben weniger als {K} Zeilen; Zeilen darin: {rows}"
        ),
        format!(
            "- `{table}` by {columns}: {small} of {all} groups have fewer than {K} rows; rows in them: {rows}"
        ),
    )
}

fn before(package: &Package<'_>) -> Vec<Text> {
    let licence = package.licence;
    let name = licence.name();
    let page = licence.page();
    vec![
        both(
            format!("Lizenz: [{}]({page}) ({}).\n", name.de, licence.spdx()),
            format!("License: [{}]({page}) ({}).\n", name.en, licence.spdx()),
        ),
        both(
            "Tragen Sie in `datapackage.json`, `dcat.ttl` und `package.json` die veröffentlichende Stelle ein, bei GovData auch deren Kennung (`dcatde:contributorID`), und ersetzen Sie die Dateinamen durch Adressen. Lesen Sie vorher den Abschnitt über das Wiedererkennen und entscheiden Sie, ob Sie die genannten Spalten oder Zeilen veröffentlichen dürfen.",
            "In `datapackage.json`, `dcat.ttl` and `package.json`, put in the publishing body, with GovData also its id (`dcatde:contributorID`), and replace the file names by addresses. First read the section on who can be recognized, and decide whether you may publish the columns or rows it names.",
        ),
        both(
            "\nDie Zuordnung der Decknamen folgt aus dem Protokoll der Übung. Wer auch das Protokoll veröffentlicht (`export --journal`), hebt sie auf.",
            "\nWho is behind which pseudonym follows from the log of the exercise. Whoever publishes the log as well (`export --journal`) gives the pseudonyms away.",
        ),
    ]
}
