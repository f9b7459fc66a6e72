//! A sweep in parts: whoever puts them together gets the page, the data and the words of one played whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

const N: &str = "7";
const PARTS: u32 = 3;

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep").join(name);
    let _ = std::fs::remove_dir_all(&path);
    path
}

/// Runs the program with a folder as last word; it must end well.
fn planspiel(words: &[&str], folder: &Path) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_planspiel"));
    let output = command.args(words).arg(folder).output().expect("the program runs");
    assert!(output.status.success(), "{words:?}: {output:?}");
    output
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("the folder was written");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        (name, std::fs::read(path).expect("a file can be read"))
    };
    entries.map(read).collect()
}

#[test]
fn parts_put_together_are_told_like_a_whole() {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
    let scenario = scenario.to_str().expect("the folder's name is UTF-8");
    let sweep =
        ["--quiet", "sweep", scenario, "-n", N, "--seed", "5", "--play", "bw=random", "--dial", "tempo=120"];
    let parts = folder("parts");
    for place in 1..=PARTS {
        let shard = format!("{place}/{PARTS}");
        planspiel(&[&sweep[..], &["--shard", &shard, "--out"]].concat(), &parts);
    }
    for lang in ["de", "en"] {
        let (whole, merged) = (folder(&format!("whole-{lang}")), folder(&format!("merged-{lang}")));
        let lang = ["--lang", lang];
        let alone = planspiel(&[&lang[..], &sweep, &["--out"]].concat(), &whole);
        let place = parts.to_str().expect("the build folder's name is UTF-8");
        let together = planspiel(&[&lang[..], &["sweep", "merge", place, "--out"]].concat(), &merged);
        assert_eq!(alone.stdout, together.stdout, "in words");
        let (whole, merged) = (files(&whole), files(&merged));
        assert!(whole.contains_key("sweep.html") && whole.len() > 3, "{:?}", whole.keys());
        assert_eq!(whole.keys().collect::<Vec<_>>(), merged.keys().collect::<Vec<_>>());
        for (name, bytes) in &whole {
            assert!(merged[name] == *bytes, "{name} differs");
        }
    }
}
