//! `check` and `explain`: every problem of a scenario, and one diagnostic at length.

use super::Failure;
use super::args::{CheckArgs, Deny};
use crate::files::{ROOT, load_scenario};
use crate::scenario::problem::{Code, Level, Problem};
use crate::scenario::report::{self, Colour};
use crate::scenario::suggest::did_you_mean;
use serde_json::Value;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Shows every problem of each scenario.
pub(crate) fn check(options: &CheckArgs) -> Result<(), Failure> {
    let mut faulty = false;
    let mut objects: Vec<Value> = Vec::new();
    for path in &options.paths {
        if !path.exists() {
            let text =
                format!("{} does not exist; name a scenario's folder or its .ron file", path.display());
            return Err(Failure::Usage(text));
        }
        for scenario in scenarios_in(path) {
            faulty |= check_one(&scenario, options, &mut objects);
        }
    }
    if options.json || options.sarif {
        let all = if objects.len() == 1 { objects.remove(0) } else { Value::Array(objects) };
        anstream::println!("{all}");
    }
    if faulty { Err(Failure::Faulty) } else { Ok(()) }
}

/// The scenario itself, or every scenario in a folder of scenarios, by name.
fn scenarios_in(path: &Path) -> Vec<PathBuf> {
    let is_scenario = |folder: &Path| folder.join(ROOT).is_file();
    if !path.is_dir() || is_scenario(path) {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| is_scenario(path)).collect();
    found.sort();
    if found.is_empty() { vec![path.to_owned()] } else { found }
}

/// Checks one scenario; whether it is faulty.
fn check_one(path: &Path, options: &CheckArgs, objects: &mut Vec<Value>) -> bool {
    let loaded = load_scenario(path, None);
    let mut problems = loaded.checked.problems.clone();
    for cut in &loaded.cuts {
        let further = load_scenario(path, Some(cut)).checked.problems;
        problems.extend(further.into_iter().filter(|problem| !loaded.checked.problems.contains(problem)));
    }
    let sources = &loaded.sources;
    if options.json {
        objects.push(report::to_json(&problems, sources));
    } else if options.sarif {
        objects.push(report::to_sarif(&problems, sources));
    } else if options.plain {
        anstream::print!("{}", report::to_plain(&problems, sources));
    } else {
        let colour = if std::io::stdout().is_terminal() { Colour::On } else { Colour::Off };
        anstream::print!("{}", report::to_pretty(&problems, sources, colour));
        anstream::println!("{}: {}", path.display(), report::summary(&problems));
    }
    let bad = |problem: &Problem| match problem.level {
        Level::Error => true,
        Level::Warning => options.deny == Some(Deny::Warnings),
        Level::Note => false,
    };
    problems.iter().any(bad)
}

/// One diagnostic at length.
pub(crate) fn explain(code: &str) -> Result<(), Failure> {
    let Some(code) = Code::from_slug(code) else {
        let known = Code::ALL.iter().map(|code| code.slug());
        let hint =
            did_you_mean(code, known).map_or_else(String::new, |word| format!("; did you mean {word}?"));
        return Err(Failure::Usage(format!("there is no diagnostic \"{code}\"{hint}")));
    };
    anstream::println!(
        "{} ({}): {}\n\n{}",
        code.slug(),
        code.level().slug(),
        code.title(),
        code.explanation()
    );
    Ok(())
}
