//! An exercise as open data: tables without names and free texts, with a data dictionary in both languages, for
//! everybody (Frictionless Data Package), for the German data portals (DCAT-AP.de) and for CKAN. What bears a
//! label above TLP:CLEAR stays inside unless it was released; the README says what is missing, how much, and
//! whom one could still recognize.

mod acts;
mod alias;
mod check;
mod dcat;
mod figures;
mod orders;
mod package;
mod parquet;
mod readme;
mod table;

use crate::exercise::Exercise;
use crate::live::Memory;
use crate::rules::situation::Phase;
use crate::scenario::model::Text;
use crate::scenario::words::Tlp;
use crate::view::wording::both;
use alias::Aliases;
use table::{Form, Table};
use uuid::Uuid;

/// Under which terms data may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Licence {
    /// Data licence Germany, attribution, version 2.0.
    #[default]
    DlDeBy2,
    /// Creative Commons Attribution 4.0.
    CcBy4,
    /// Creative Commons Zero 1.0.
    Cc0,
}

impl Licence {
    /// SPDX's id.
    pub(crate) const fn spdx(self) -> &'static str {
        match self {
            Licence::DlDeBy2 => "DL-DE-BY-2.0",
            Licence::CcBy4 => "CC-BY-4.0",
            Licence::Cc0 => "CC0-1.0",
        }
    }

    const fn page(self) -> &'static str {
        match self {
            Licence::DlDeBy2 => "https://www.govdata.de/dl-de/by-2-0",
            Licence::CcBy4 => "https://creativecommons.org/licenses/by/4.0/",
            Licence::Cc0 => "https://creativecommons.org/publicdomain/zero/1.0/",
        }
    }

    /// In DCAT-AP.de's list of licences.
    const fn dcat(self) -> &'static str {
        match self {
            Licence::DlDeBy2 => "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
            Licence::CcBy4 => "http://dcat-ap.de/def/licenses/cc-by/4.0",
            Licence::Cc0 => "http://dcat-ap.de/def/licenses/cc-zero",
        }
    }

    /// In CKAN's list of licences, and GovData's.
    const fn ckan(self) -> &'static str {
        match self {
            Licence::DlDeBy2 => "dl-de-by-2.0",
            Licence::CcBy4 => "cc-by-4.0",
            Licence::Cc0 => "cc-zero",
        }
    }

    fn name(self) -> Text {
        match self {
            Licence::DlDeBy2 => both(
                "Datenlizenz Deutschland – Namensnennung – Version 2.0",
                "Data licence Germany – attribution – version 2.0",
            ),
            Licence::CcBy4 => both(
                "Creative Commons Namensnennung 4.0 International",
                "Creative Commons Attribution 4.0 International",
            ),
            Licence::Cc0 => both(
                "Creative Commons Zero 1.0 (gemeinfrei)",
                "Creative Commons Zero 1.0 (public domain dedication)",
            ),
        }
    }

    const fn wants_attribution(self) -> bool {
        !matches!(self, Licence::Cc0)
    }
}

/// What may leave the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Release {
    /// Nothing above TLP:CLEAR.
    #[default]
    ClearOnly,
    /// Whoever set the labels has agreed to publication.
    Everything,
}

/// A file of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// From the package's folder, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// What tables are made from.
struct Source<'a> {
    exercise: &'a Exercise,
    memory: Memory,
    aliases: Aliases,
    release: Release,
    /// The scenario's own words may be told.
    tells_scenario: bool,
    is_over: bool,
}

impl Source<'_> {
    fn lets_out(&self, label: Tlp) -> bool {
        self.release == Release::Everything || label == Tlp::Clear
    }
}

/// The package before it is written.
struct Package<'a> {
    source: Source<'a>,
    licence: Licence,
    tables: Vec<Table>,
    /// Per table in order: rows that were left out.
    left_out: Vec<usize>,
    /// Follows from the data.
    id: Uuid,
}

/// The files of the package.
#[must_use]
pub fn open_data(exercise: &Exercise, licence: Licence, release: Release) -> Vec<File> {
    let package = gather(exercise, licence, release);
    let file = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes() };
    let data = package.tables.iter().flat_map(|table| {
        let parquet = File { path: table.path(Form::Parquet), bytes: parquet::parquet(table) };
        [file(&table.path(Form::Csv), table.csv()), parquet]
    });
    let mut files: Vec<File> = data.collect();
    files.push(file("datapackage.json", package::frictionless(&package)));
    files.push(file("package.json", package::ckan(&package)));
    files.push(file("dcat.ttl", dcat::turtle(&package)));
    files.push(file("README.md", readme::readme(&package)));
    files
}

fn gather(exercise: &Exercise, licence: Licence, release: Release) -> Package<'_> {
    let scenario = exercise.scenario();
    let source = Source {
        exercise,
        memory: Memory::of(scenario.partners.len(), exercise.entries()),
        aliases: Aliases::of(exercise),
        release,
        tells_scenario: release == Release::Everything || scenario.about.tlp == Tlp::Clear,
        is_over: exercise.now().public.phase == Phase::Ended,
    };
    let whole = |table: Table| (table, 0);
    let (tables, left_out): (Vec<Table>, Vec<usize>) = [
        whole(figures::turns(&source)),
        whole(figures::partners(&source)),
        whole(figures::partner_turns(&source)),
        whole(figures::objectives(&source)),
        whole(figures::duties(&source)),
        acts::shares(&source),
        acts::orders(&source),
        acts::steps(&source),
    ]
    .into_iter()
    .unzip();
    let content: String = tables.iter().map(Table::csv).collect();
    Package { source, licence, tables, left_out, id: crate::export::stable::id(&content) }
}

impl Package<'_> {
    /// A name for addresses.
    fn slug(&self) -> String {
        format!("planspiel-{}", &self.id.simple().to_string()[..12])
    }

    fn title(&self) -> Text {
        let scenario = self.source.exercise.scenario();
        if self.source.tells_scenario {
            let title = &scenario.about.title;
            let (de, en) = (crate::view::wording::german(title), crate::view::wording::english(title));
            return both(format!("Cyberübung „{de}“"), format!("Cyber exercise “{en}”"));
        }
        let count = scenario.partners.len();
        both(format!("Cyberübung, Beteiligte: {count}"), format!("Cyber exercise, participants: {count}"))
    }

    fn about(&self) -> Text {
        both(
            "Verlauf und Ergebnis einer simulierten Cyberübung: Wertung je Runde, Ergebnisse der Beteiligten, Meldepflichten, Aufträge, Mitteilungen und Schritte der Angreifer. Netze, Angriffe und Adressen sind erfunden; Beteiligte und Plätze stehen unter Decknamen, freie Texte fehlen. Zeiten sind die der Übungslage.",
            "Course and result of a simulated cyber exercise: score by turn, outcomes of the participants, reporting duties, orders, messages and steps of the attackers. Networks, attacks and addresses are invented; participants and seats stand under pseudonyms, free texts are left out. Times are those of the exercise.",
        )
    }
}

/// Words by which the data are found.
const KEYWORDS: [(&str, &str); 4] = [
    ("Cybersicherheit", "cybersecurity"),
    ("Übung", "exercise"),
    ("Krisenmanagement", "crisis management"),
    ("Simulation", "simulation"),
];
