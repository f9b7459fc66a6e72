//! Power cuts: whatever was written after an acknowledgement may be torn anywhere, the acknowledged
//! order is there.

use crate::client::choices;
use crate::stage::*;
use planspiel::exercise::Command;
use planspiel::journal::Journal;
use planspiel::scenario::ids::PartnerId;
use std::path::{Path, PathBuf};

fn wal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

#[test]
fn every_prefix_after_an_acknowledgement_keeps_the_order() {
    let folder = Folder::new("cut");
    let (path, copy) = (folder.file("log"), folder.file("copy"));
    let hosted = Hosted::new(live(&shipped("first-steps"), 51, Some(&path)));
    let trainer = hosted.trainer();
    let lead = hosted.lead(PartnerId(0));
    hosted.go_on(&trainer);
    hosted.go_on(&trainer);
    let length = || std::fs::metadata(wal(&path)).map_or(0, |meta| meta.len());
    let mut acknowledged = Vec::new();
    for number in 0..3 {
        let view = lead.view();
        let Some(order) = choices(&view).into_iter().next() else { break };
        lead.order(&format!("order {number}"), &view, &order).is(201);
        acknowledged.push((length(), hosted.live.look(|exercise| exercise.entries().len())));
        trainer.post("/lead/extend", &[("seconds", "5")]).is(303);
    }
    assert!(acknowledged.len() >= 2, "the turn has room for two orders");
    let (bytes, tail) =
        (std::fs::read(&path).expect("the log"), std::fs::read(wal(&path)).expect("its tail"));
    let first = usize::try_from(acknowledged[0].0).expect("a short file");
    assert!(tail.len() > first + 1000, "something was written after the first acknowledgement");
    for end in first..=tail.len() {
        std::fs::write(&copy, &bytes).expect("a copy");
        std::fs::write(wal(&copy), &tail[..end]).expect("a copy");
        let journal = Journal::open(&copy).expect("the log opens");
        let there = usize::try_from(journal.last()).expect("few entries");
        let reached = acknowledged.iter().rev().find(|(length, _)| *length <= end as u64);
        let (_, entries) = reached.expect("the first acknowledgement is before all of these");
        assert!(there >= *entries, "{end} bytes of {}: {there} entries instead of {entries}", tail.len());
        drop(journal);
        let _ = std::fs::remove_file(wal(&copy));
    }
    let orders = hosted.live.look(|exercise| {
        exercise.entries().iter().filter(|entry| matches!(entry.command, Command::Order { .. })).count()
    });
    assert_eq!(orders, acknowledged.len());
}
