//! The package's description for data portals: DCAT-AP.de 3.0 (GovData) as RDF in Turtle. Addresses of files are
//! relative to it; whoever publishes puts in its own name and, with GovData, its contributor id.

use super::package::{in_each_form, publisher};
use super::table::{Form, Table};
use super::{KEYWORDS, Package};
use crate::export::stable::{end_second, id, time};
use crate::scenario::model::Text;
use std::fmt::Write;

const HEAD: &str = "\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dcatde: <http://dcat-ap.de/def/dcatde/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// The European Union's lists of themes, languages and file types.
const EU: &str = "http://publications.europa.eu/resource/authority";

/// The dataset and its distributions.
pub(super) fn turtle(package: &Package<'_>) -> String {
    let mut out = HEAD.to_owned();
    dataset(&mut out, package).expect("memory takes everything");
    for (table, form) in in_each_form(package) {
        distribution(&mut out, package, table, form).expect("memory takes everything");
    }
    out
}

fn dataset(out: &mut String, package: &Package<'_>) -> std::fmt::Result {
    let scenario = package.source.exercise.scenario();
    writeln!(out, "\n<urn:uuid:{}> a dcat:Dataset ;", package.id)?;
    writeln!(out, "    dct:title {} ;", literals(&package.title()))?;
    writeln!(out, "    dct:description {} ;", literals(&package.about()))?;
    writeln!(out, "    dct:identifier {} ;", quoted(&format!("urn:uuid:{}", package.id)))?;
    for (de, en) in KEYWORDS {
        writeln!(out, "    dcat:keyword {}@de, {}@en ;", quoted(de), quoted(en))?;
    }
    writeln!(out, "    dcat:theme <{EU}/data-theme/TECH>, <{EU}/data-theme/GOVE>, <{EU}/data-theme/JUST> ;")?;
    writeln!(out, "    dct:language <{EU}/language/DEU>, <{EU}/language/ENG> ;")?;
    writeln!(out, "    dct:accessRights <{EU}/access-right/PUBLIC> ;")?;
    writeln!(out, "    dct:publisher [ a foaf:Agent ; foaf:name {} ] ;", literals(&publisher()))?;
    let (from, to) = (time(scenario.clock.start_s), time(end_second(scenario)));
    writeln!(out, "    dct:temporal [ a dct:PeriodOfTime ;")?;
    writeln!(
        out,
        "        dcat:startDate \"{from}\"^^xsd:dateTime ; dcat:endDate \"{to}\"^^xsd:dateTime ] ;"
    )?;
    let files: Vec<String> =
        in_each_form(package).map(|(table, form)| format!("<{}>", name(package, table, form))).collect();
    writeln!(out, "    dcat:distribution {} .", files.join(",\n        "))
}

fn distribution(out: &mut String, package: &Package<'_>, table: &Table, form: Form) -> std::fmt::Result {
    let path = table.path(form);
    writeln!(out, "\n<{}> a dcat:Distribution ;", name(package, table, form))?;
    writeln!(out, "    dct:title {} ;", literals(&table.title))?;
    writeln!(out, "    dcat:accessURL <{path}> ;\n    dcat:downloadURL <{path}> ;")?;
    writeln!(out, "    dct:format <{EU}/file-type/{}> ;", form.code())?;
    let media_type = form.media_type();
    writeln!(out, "    dcat:mediaType <https://www.iana.org/assignments/media-types/{media_type}> ;")?;
    if package.licence.wants_attribution() {
        let by = publisher();
        writeln!(out, "    dcatde:licenseAttributionByText {} ;", literals(&by))?;
    }
    writeln!(out, "    dct:license <{}> .", package.licence.dcat())
}

/// The name of a distribution.
fn name(package: &Package<'_>, table: &Table, form: Form) -> String {
    format!("urn:uuid:{}", id(&format!("{} {} {}", package.id, table.slug, form.slug())))
}

fn literals(text: &Text) -> String {
    format!("{}@de, {}@en", quoted(&text.de), quoted(&text.en))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out + "\""
}
