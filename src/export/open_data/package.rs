//! The package's descriptions for programs: Frictionless (`datapackage.json`) and CKAN (`package.json`).

use super::table::{Form, Table};
use super::{KEYWORDS, Package};
use crate::export::shared::slashed;
use crate::export::stable::{end_second, time};
use crate::view::wording::both;
use serde_json::{Value, json};

/// Who is named as publisher until whoever publishes puts in a name.
pub(super) fn publisher() -> crate::scenario::model::Text {
    both("Übungsleitung", "Exercise control")
}

/// A Data Package (Frictionless, version 1).
pub(super) fn frictionless(package: &Package<'_>) -> String {
    let (title, about, licence) = (package.title(), package.about(), package.licence);
    let scenario = package.source.exercise.scenario();
    let keywords: Vec<&str> = KEYWORDS.iter().flat_map(|(de, en)| [*de, *en]).collect();
    pretty(&json!({
        "profile": "data-package",
        "name": package.slug(),
        "id": package.id.to_string(),
        "title": title.en,
        "description": about.en,
        "translations": { "de": { "title": title.de, "description": about.de } },
        "keywords": keywords,
        "licenses": [{ "name": licence.spdx(), "path": licence.page(), "title": licence.name().en }],
        "contributors": [{ "title": slashed(&publisher()), "role": "publisher" }],
        "exercise": {
            "turns": scenario.turns(), "partners": scenario.partners.len(),
            "from": time(scenario.clock.start_s), "to": time(end_second(scenario)),
            "over": package.source.is_over,
        },
        "resources": in_each_form(package).map(|(table, form)| table.resource(form)).collect::<Vec<_>>(),
    }))
}

/// A dataset as CKAN's `package_create` takes it; addresses of files are relative until they are uploaded.
pub(super) fn ckan(package: &Package<'_>) -> String {
    let (title, about, licence) = (package.title(), package.about(), package.licence);
    let extra = |key: &str, value: &str| json!({ "key": key, "value": value });
    let tags = KEYWORDS.iter().flat_map(|(de, en)| [*de, *en]).map(|tag| json!({ "name": tag }));
    let files = in_each_form(package).map(|(table, form)| {
        json!({
            "name": format!("{}.{}", table.slug, form.slug()), "url": table.path(form), "format": form.code(),
            "mimetype": form.media_type(),
            "description": format!("{}\n\n{}", table.about.de, table.about.en),
        })
    });
    let described = [("datapackage.json", "JSON", "application/json"), ("README.md", "TXT", "text/markdown")];
    let described = described.map(|(path, format, mimetype)| {
        json!({ "name": path, "url": path, "format": format, "mimetype": mimetype,
            "description": "Beschreibung der Daten / description of the data" })
    });
    pretty(&json!({
        "name": package.slug(),
        "title": title.de,
        "notes": format!("{}\n\n{}", about.de, about.en),
        "author": slashed(&publisher()),
        "license_id": licence.ckan(),
        "license_title": licence.name().de,
        "license_url": licence.page(),
        "isopen": true,
        "private": false,
        "state": "active",
        "type": "dataset",
        "tags": tags.collect::<Vec<_>>(),
        "extras": [
            extra("identifier", &format!("urn:uuid:{}", package.id)),
            extra("language", "de,en"),
            extra("title_en", &title.en),
            extra("notes_en", &about.en),
        ],
        "resources": files.chain(described).collect::<Vec<_>>(),
    }))
}

/// All tables as CSV, then all as Parquet.
pub(super) fn in_each_form<'p>(package: &'p Package<'_>) -> impl Iterator<Item = (&'p Table, Form)> {
    Form::ALL.into_iter().flat_map(|form| package.tables.iter().map(move |table| (table, form)))
}

fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).expect("a value is JSON");
    text + "\n"
}
