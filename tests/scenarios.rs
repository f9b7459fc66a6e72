//! Every shipped scenario, in every version, is without errors.

use planspiel::files::load_scenario;
use planspiel::scenario::check::hash;
use planspiel::scenario::problem::{Level, Problem};
use planspiel::scenario::source::Sources;
use std::path::{Path, PathBuf};

fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("the shipped scenarios can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.retain(|path| path.join("scenario.ron").is_file());
    paths.sort();
    paths
}

fn line(problem: &Problem, sources: &Sources) -> String {
    let at = sources.line_column(&problem.place);
    let (file, level) = (&problem.place.file, problem.level.slug());
    let (code, message, help) = (problem.code, &problem.message, &problem.help);
    format!("{file}:{}:{} {level} {code} {message} ({help})", at.line, at.column)
}

fn versions(path: &Path) -> Vec<Option<String>> {
    let full = load_scenario(path, None);
    let cuts = std::iter::once(None).chain(full.cuts.iter().cloned().map(Some));
    cuts.collect()
}

#[test]
fn shipped_scenarios_are_without_errors() {
    let mut errors = Vec::new();
    for path in shipped() {
        for cut in versions(&path) {
            let loaded = load_scenario(&path, cut.as_deref());
            let lines = loaded.checked.problems.iter();
            let lines = lines.map(|problem| (problem.level, line(problem, &loaded.sources)));
            for (level, line) in lines {
                println!("{line}");
                if level == Level::Error {
                    errors.push(line);
                }
            }
            if let Some(scenario) = &loaded.checked.scenario {
                assert_eq!(hash(scenario).len(), 64);
                assert!(!scenario.moves.all.is_empty() || scenario.actors.is_empty());
                let (nodes, links, moves) =
                    (scenario.nodes.len(), scenario.links.len(), scenario.moves.all.len());
                println!("{} {cut:?}: {nodes} nodes, {links} links, {moves} moves", scenario.about.id);
            }
        }
    }
    assert!(errors.is_empty(), "\n{}\n", errors.join("\n"));
}
