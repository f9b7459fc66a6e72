//! SARIF 2.1.0 (OASIS, 2020): problems for editors and code hosts.

use super::sorted;
use crate::scenario::problem::{Code, Place, Problem};
use crate::scenario::source::Sources;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One SARIF log with one run; its rules are the codes that occur.
#[must_use]
pub fn to_sarif(problems: &[Problem], sources: &Sources) -> Value {
    let codes: BTreeSet<Code> = problems.iter().map(|problem| problem.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results = sorted(problems, sources).into_iter().map(|problem| result(problem, &codes, sources));
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "planspiel",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.slug(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": code.explanation() },
        "defaultConfiguration": { "level": code.level().slug() },
    })
}

fn result(problem: &Problem, codes: &[Code], sources: &Sources) -> Value {
    let text = match problem.help.as_str() {
        "" => problem.message.clone(),
        help => format!("{} ({help})", problem.message),
    };
    let related = problem.related.iter().map(|(place, message)| {
        let mut object = location(place, sources);
        object["message"] = json!({ "text": message });
        object
    });
    json!({
        "ruleId": problem.code.slug(),
        "ruleIndex": codes.iter().position(|code| *code == problem.code),
        "level": problem.level.slug(),
        "message": { "text": text },
        "locations": [location(&problem.place, sources)],
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

fn location(place: &Place, sources: &Sources) -> Value {
    let at = sources.line_column(place);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.file) },
        "region": {
            "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column,
        },
    }})
}

/// A relative path as a URI reference (RFC 3986): everything but unreserved characters and `/` encoded.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
