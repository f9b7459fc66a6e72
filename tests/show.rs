//! What `show` makes of the shipped scenarios.

use planspiel::export::{Lang, svg};
use planspiel::files::load_scenario;
use planspiel::view::shared_map;
use std::path::Path;

#[test]
fn scratch() {
    for name in ["two-rivers", "first-steps"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        let loaded = load_scenario(&path, None);
        for p in loaded.checked.problems.iter().take(10) {
            println!("{p:?}");
        }
        let scenario = loaded.checked.scenario.unwrap();
        let start = std::time::Instant::now();
        for (l, t) in [(Lang::De, "de"), (Lang::En, "en")] {
            std::fs::write(
                format!("/tmp/show-{name}-{t}.svg"),
                svg::svg(&scenario, &shared_map(&scenario), l),
            )
            .unwrap();
        }
        let facts = planspiel::scenario::graph::facts(&scenario);
        std::fs::write(
            format!("/tmp/show-{name}.json"),
            serde_json::to_string_pretty(&planspiel::export::json(&scenario, &facts)).unwrap(),
        )
        .unwrap();
        std::fs::write(format!("/tmp/show-{name}.dot"), planspiel::export::dot(&scenario, Lang::De)).unwrap();
        println!("{:?}", start.elapsed());
    }
}
