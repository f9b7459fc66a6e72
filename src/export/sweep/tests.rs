//! What must hold of every page, file and JSON of a sweep.

use super::{Findings, Names, Threshold, csv, json, page, tables, words};
use crate::analysis::{Setup, Subject, SweepOptions, Titles, ablations, dial_effects, rows, summary, worth};
use crate::brain::Policy;
use crate::files::load_scenario;
use crate::rules::score::{PartnerScale, Scale};
use crate::scenario::Scenario;
use crate::scenario::model::Dial;
use crate::view::Lang;
use serde_json::Value;
use std::path::Path;

/// Elements that HTML never closes.
const VOID: [&str; 3] = ["meta", "br", "link"];
const N: u32 = 6;

fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario is right")
}

/// A scale that nobody computed: figures need one, tests of pages do not care which.
fn some_scale(scenario: &Scenario) -> Scale {
    let partner = PartnerScale { idle: 2000.0, idle_parts: [250.0; 8], par: 50.0, no_outcome: false };
    Scale { n: 1, partners: vec![partner; scenario.partners.len()] }
}

/// Sweeps a scenario with every experiment and hands over what was found.
fn with_findings(name: &str, lang: Lang, look: impl FnOnce(&Findings<'_>)) {
    let scenario = scenario(name);
    let scale = some_scale(&scenario);
    let subject = Subject::new(&scenario);
    let setup = Setup::all(&scenario, Policy::Playbook);
    let rows = rows(&scenario, &scale, &SweepOptions { seed: 3, setup, range: 0..N }, &|| {});
    let found = summary(&subject, &rows);
    let worth = worth(&scenario, &scale, 2, 3);
    let ablations = ablations(&scenario, &scale, N, 3, &());
    let dials = dial_effects(&scenario, &scale, 2, 3, &[Dial::Tempo, Dial::Reliability, Dial::Pressure], &());
    let threshold = Threshold { name: "joint".into(), found: 1.0, wanted: "<2 & >0".into(), is_met: false };
    look(&Findings {
        lang,
        title: lang.of(&scenario.about.title).to_owned(),
        scenario: &(scenario.about.id.clone(), "0123".into()),
        seed: 3,
        cast: "playbook".into(),
        seconds: 1.0,
        subject: &subject,
        names: Names::of(&Titles::new(&scenario), lang),
        rows: &rows,
        found: &found,
        worth: Some(&worth),
        ablations: Some(&ablations),
        dials: &dials,
        thresholds: vec![threshold],
    });
}

/// The elements that stand open at the end, or the first that is closed wrongly.
fn unbalanced(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let style_ends = html.find("</style>").ok_or("no style")?;
    for part in html[style_ends..].split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or_else(|| format!("<{part}: no end"))?;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or(tag);
        if text.contains('>') {
            return Err(format!("a bare > after <{tag}>"));
        }
        if tag.starts_with('/') {
            // The style and the head around it were opened before.
            let is_before = matches!(name, "style" | "head" | "html") && !open.contains(&name);
            if !is_before && open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never closed: {open:?}")) }
}

#[test]
fn a_missing_end_is_noticed() {
    assert!(unbalanced("</style></head><p>a<br>b</p></html>").is_ok());
    for wrong in ["</style><p><b></p></b>", "</style><p>", "</style></p>", "</style><p>1 > 0</p>"] {
        assert!(unbalanced(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_page_is_well_formed_and_needs_nothing_else() {
    for lang in [Lang::De, Lang::En] {
        with_findings("two-rivers", lang, |of| {
            let page = page(of);
            assert_eq!(unbalanced(&page), Ok(()));
            assert!(page.contains(&format!("<html lang=\"{}\">", lang.tag())));
            for foreign in ["<script", "src=", "url(", "@import", "http://", "https://"] {
                assert!(!page.contains(foreign), "{foreign}");
            }
            let plots = page.matches("<svg ").count();
            assert_eq!(page.matches("<svg role=\"img\" aria-label=\"").count(), plots);
            assert!(plots >= 9 && !page.contains("aria-label=\"\""), "{plots} plots");
            assert!(!page.contains("NaN") && !page.contains("inf\""), "a figure that is none");
            for table in tables(of) {
                assert!(page.contains(&format!("href=\"{0}.csv\">{0}.csv<", table.slug)), "{}", table.slug);
            }
        });
    }
}

#[test]
fn an_exercise_of_one_partner_has_a_page_too() {
    with_findings("first-steps", Lang::De, |of| {
        assert_eq!(unbalanced(&page(of)), Ok(()));
        assert!(!words(of).contains("Informationen zu teilen"), "there is nobody to share with");
    });
}

/// A CSV file as records of fields by name.
fn read(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a record like its head")).collect()
}

fn number(text: &str) -> f64 {
    text.parse().expect("a figure")
}

fn near(one: f64, other: &Value) -> bool {
    other.as_f64().is_some_and(|other| (one - other).abs() < 1e-9)
}

#[test]
fn files_and_json_say_the_same() {
    with_findings("two-rivers", Lang::De, |of| {
        let all = json(of);
        let file = |slug: &str| {
            let table =
                tables(of).into_iter().find(|table| table.slug == slug).expect("a table of this name");
            read(&csv(&table))
        };
        assert!(near(number(&file("scores")[0]["mean"]), &all["joint"]["mean"]));
        let exercises = file("exercises");
        assert_eq!(exercises.len() as u32, N);
        let sum: f64 = exercises.iter().map(|row| number(&row["joint"])).sum();
        assert!(near(sum / f64::from(N), &all["joint"]["mean"]), "{sum}");
        let ended: f64 = file("endings").iter().map(|row| number(&row["exercises"])).sum();
        assert!((ended - f64::from(N)).abs() < 1e-9);
        for row in file("measures") {
            let measure = &all["measures"][&row["measure"]];
            assert!(
                near(number(&row["rate"]), &measure["rate"])
                    && near(number(&row["bw.rate"]), &measure["partners"]["bw"]["rate"])
            );
            let tested = &all["worth"]["measures"][&row["measure"]];
            assert_eq!(row["joint_change"].is_empty(), tested.is_null(), "{row:?}");
            if !tested.is_null() {
                assert!(near(number(&row["joint_change"]), &tested["joint"]["mean"]), "{row:?}");
                assert_eq!(row["verdict"], tested["verdict"].as_str().unwrap_or_default());
            }
        }
        for row in file("injects") {
            assert!(near(number(&row["rate"]), &all["injects"][&row["inject"]]["rate"]));
        }
        assert!(near(number(&file("variance")[3]["share"]), &all["worth"]["variance"]["luck"]));
        let tested = all["worth"]["method"]["tested"].as_u64();
        assert_eq!(tested, of.ablations.map(|found| found.tested() as u64));
    });
}

#[test]
fn neither_threads_nor_parts_change_what_is_noted() {
    let scenario = scenario("two-rivers");
    let scale = some_scale(&scenario);
    let play = |threads: usize, range: std::ops::Range<u32>| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let setup = Setup::all(&scenario, Policy::Playbook);
        pool.install(|| rows(&scenario, &scale, &SweepOptions { seed: 5, setup, range }, &|| {}))
    };
    let whole = serde_json::to_string(&play(1, 0..9)).expect("rows are plain");
    let parts = [play(3, 0..2), play(2, 2..9)].concat();
    assert_eq!(serde_json::to_string(&parts).expect("rows are plain"), whole);
    for noted in ["\"orders\":[[[", "\"attacked\":[", "\"ordered\":["] {
        assert!(whole.contains(noted) && !whole.contains(&format!("{noted}]")), "{noted}");
    }
}
