//! Problems as people and programs read them: one line each, JSON, SARIF for editors and code
//! hosts, and text with the lines in question. Always in the order of files and places.

mod pretty;
mod sarif;

pub use pretty::{Colour, to_pretty};
pub use sarif::to_sarif;

use super::problem::{Level, Place, Problem};
use super::source::Sources;
use serde_json::{Value, json};

/// Problems in the order of the files that were read, and within a file in that of their places.
#[must_use]
pub fn sorted<'a>(problems: &'a [Problem], sources: &Sources) -> Vec<&'a Problem> {
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_cached_key(|problem| {
        let place = &problem.place;
        let unread = sources.find(&place.file).is_none();
        (unread, sources.find(&place.file), place.clone(), problem.code)
    });
    sorted
}

/// One object of the schema `planspiel.check/1`; lines and columns are 1-based, columns count
/// characters, the end is one past the last.
#[must_use]
pub fn to_json(problems: &[Problem], sources: &Sources) -> Value {
    let files: Vec<&str> = sources.iter().map(|(name, _)| name).collect();
    let problems: Vec<Value> =
        sorted(problems, sources).into_iter().map(|problem| problem_json(problem, sources)).collect();
    json!({ "schema": "planspiel.check/1", "files": files, "problems": problems })
}

fn problem_json(problem: &Problem, sources: &Sources) -> Value {
    let related = problem.related.iter().map(|(place, message)| {
        let mut object = place_json(place, sources);
        object["message"] = json!(message);
        object
    });
    let mut object = place_json(&problem.place, sources);
    object["code"] = json!(problem.code.slug());
    object["level"] = json!(problem.level.slug());
    object["message"] = json!(problem.message);
    object["help"] = json!(problem.help);
    object["related"] = related.collect();
    object
}

fn place_json(place: &Place, sources: &Sources) -> Value {
    let at = sources.line_column(place);
    json!({
        "file": place.file, "line": at.line, "column": at.column,
        "end_line": at.end_line, "end_column": at.end_column,
    })
}

/// One line per problem: `file:line:column: error[PS0110]: message (help)`.
#[must_use]
pub fn to_plain(problems: &[Problem], sources: &Sources) -> String {
    sorted(problems, sources).into_iter().map(|problem| plain_line(problem, sources)).collect()
}

fn plain_line(problem: &Problem, sources: &Sources) -> String {
    let at = sources.line_column(&problem.place);
    let (file, level, code) = (&problem.place.file, problem.level.slug(), problem.code);
    let help = if problem.help.is_empty() { String::new() } else { format!(" ({})", problem.help) };
    format!("{file}:{}:{}: {level}[{code}]: {}{help}\n", at.line, at.column, problem.message)
}

/// "2 errors, 1 warning"; "no problems" where there are none. Notes do not count.
#[must_use]
pub fn summary(problems: &[Problem]) -> String {
    let count =
        |level: Level, word: &str| match problems.iter().filter(|problem| problem.level == level).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            n => Some(format!("{n} {word}s")),
        };
    let parts: Vec<String> =
        [count(Level::Error, "error"), count(Level::Warning, "warning")].into_iter().flatten().collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::source::{Files, Loaded, ReadError, load};

    struct One(&'static str);

    impl Files for One {
        fn read(&self, path: &str) -> Result<String, ReadError> {
            if path == "scenario.ron" { Ok(self.0.to_owned()) } else { Err(ReadError::NotFound) }
        }
    }

    fn loaded() -> Loaded {
        let text = "(\n    format: 1,\n    include: [\"ä.ron\"],\n    dials: (tempo: 1, tempo: 2),\n    zoness: [],\n)\n";
        load(&One(text), "scenario.ron")
    }

    #[test]
    fn plain_lines_stand_in_order() {
        let Loaded { problems, sources, .. } = loaded();
        assert_eq!(
            to_plain(&problems, &sources),
            "scenario.ron:3:15: error[PS0107]: the included file `ä.ron` does not exist (paths are relative to the file that includes)\n\
             scenario.ron:4:23: error[PS0113]: `tempo` is given twice (delete one of the two)\n\
             scenario.ron:5:5: error[PS0110]: unknown field `zoness` (did you mean `zones`?)\n"
        );
        assert_eq!(summary(&problems), "3 errors");
        assert_eq!(summary(&[]), "no problems");
    }

    #[test]
    fn json_keeps_its_contract() {
        let Loaded { problems, sources, .. } = loaded();
        let found = to_json(&problems, &sources);
        assert_eq!(found["schema"], "planspiel.check/1");
        assert_eq!(found["files"], json!(["scenario.ron"]));
        let twice = json!({
            "code": "PS0113", "level": "error", "file": "scenario.ron",
            "line": 4, "column": 23, "end_line": 4, "end_column": 28,
            "message": "`tempo` is given twice", "help": "delete one of the two",
            "related": [{
                "file": "scenario.ron", "line": 4, "column": 13, "end_line": 4, "end_column": 18,
                "message": "given here first",
            }],
        });
        assert_eq!(found["problems"][1], twice);
    }

    #[test]
    fn sarif_names_rules_and_regions() {
        let Loaded { problems, sources, .. } = loaded();
        let found = to_sarif(&problems, &sources);
        let run = &found["runs"][0];
        assert_eq!(found["version"], "2.1.0");
        assert_eq!(run["results"].as_array().map(Vec::len), Some(3));
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(3));
        let result = &run["results"][1];
        assert_eq!(result["ruleId"], "PS0113");
        let index =
            result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "PS0113");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(*region, json!({ "startLine": 4, "startColumn": 23, "endLine": 4, "endColumn": 28 }));
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "scenario.ron");
    }

    #[test]
    fn pretty_text_shows_the_line() {
        let Loaded { problems, sources, .. } = loaded();
        let plain = to_pretty(&problems, &sources, Colour::Off);
        assert!(
            plain.contains("PS0113") && plain.contains(" 4 │     dials: (tempo: 1, tempo: 2)"),
            "{plain}"
        );
        assert!(plain.contains("given here first") && plain.contains("delete one of the two"), "{plain}");
        assert!(!plain.contains('\u{1b}'), "{plain}");
        assert!(to_pretty(&problems, &sources, Colour::On).contains('\u{1b}'));
    }

    #[test]
    fn pretty_text_survives_any_place() {
        let Loaded { sources, .. } = loaded();
        let places = [
            ("scenario.ron", 0, 0),
            ("scenario.ron", 70, 9999),
            ("other.ron", 5, 9),
            ("scenario.ron", 33, 34),
        ];
        for (file, start, end) in places {
            let problem =
                Problem::new(crate::scenario::problem::Code::Syntax, Place::new(file, start, end), "m");
            for colour in [Colour::On, Colour::Off] {
                assert!(to_pretty(std::slice::from_ref(&problem), &sources, colour).contains("PS0101"));
            }
        }
    }
}
