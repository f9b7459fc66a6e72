//! Replay: the same fingerprint at every entry, or the first entry where not.

use crate::stage::*;
use planspiel::exercise::{Command, RULES_VERSION, fold};
use planspiel::journal::Journal;
use planspiel::live::Live;
use planspiel::live::replay::{Difference, replay};
use planspiel::rules::event::{Event, Public};
use planspiel::rules::situation::{InjectState, Phase};
use planspiel::scenario::ids::InjectId;

#[test]
fn a_resumed_exercise_goes_on_as_if_nothing_had_happened() {
    let folder = Folder::new("resume");
    let path = folder.file("log");
    let mut whole = Table::at(&std::sync::Arc::new(Live::new(exercise(31), None)), 31);
    whole.play(6);

    let live = begin(&path, 31);
    let mut table = Table::at(&live, 31);
    table.play(3);
    let (views, numbers) = (table.views(), table.numbers.0);
    drop((table, live));

    let live = resume(&path);
    let mut table = Table::at(&live, 31);
    table.numbers.0 = numbers;
    assert!(table.revision().paused);
    assert!(table.views() == views);
    table.play(3);
    assert!(table.views() == whole.views());
    drop((table, live));
    let journal = Journal::open_read_only(&path).unwrap();
    assert_eq!(journal.verify().unwrap().entries, journal.last());
}

/// Commands at random, wise or not, by everybody.
fn muddle(table: &mut Table, steps: usize) {
    use planspiel::live::link::Viewer;
    for _ in 0..steps {
        let view = table.trainer();
        let turn = view.clock.turn;
        let inject = InjectId::at(table.numbers.below(scenario().injects.len() + 1));
        let command = match table.numbers.below(14) {
            0 => Command::Fire { inject },
            1 => Command::Skip { inject },
            2 => Command::Undo { turn: turn.saturating_sub(1), new_dice: turn.is_multiple_of(2) },
            3 => match view.checks.get(table.numbers.below(view.checks.len())) {
                Some(item) => Command::Overrule { key: item.check.key, success: turn.is_multiple_of(2) },
                None => Command::NextPhase,
            },
            4..6 => {
                partners().for_each(|partner| table.give_orders(partner));
                Command::NextPhase
            }
            _ => Command::NextPhase,
        };
        table.tell(Viewer::Trainer, command, Some("a try"));
    }
}

#[test]
fn any_course_can_be_had_again_from_its_log() {
    let folder = Folder::new("muddle");
    for seed in 40..46 {
        let path = folder.file(&seed.to_string());
        let live = begin(&path, seed);
        let mut table = Table::at(&live, seed);
        muddle(&mut table, 60);
        let views = table.views();
        live.look(|exercise| {
            assert!(fold(exercise.scenario(), exercise.entries()) == *exercise.now(), "seed {seed}");
        });
        drop((table, live));
        assert!(Table::at(&resume(&path), 0).views() == views, "seed {seed}");
        let journal = Journal::open_read_only(&path).unwrap();
        let (opening, entries) = (journal.opening().unwrap(), journal.entries().unwrap());
        let again = replay(&opening, &entries, attackers(&opening), None).expect("the same again");
        assert_eq!(again.entries(), entries);
    }
}

#[test]
fn a_replay_stops_at_the_end_of_a_turn_as_it_was_played_last() {
    let live = std::sync::Arc::new(Live::new(exercise(51), None));
    let mut table = Table::at(&live, 51);
    table.play(4);
    table.trainer_does(Command::Undo { turn: 2, new_dice: true });
    table.play(3);
    let (opening, entries) = (opening(51), live.look(|exercise| exercise.entries().to_vec()));
    let until = |turn| replay(&opening, &entries, attackers(&opening), Some(turn)).unwrap();
    let now = until(2);
    assert_eq!((now.now().public.turn, now.now().public.phase), (2, Phase::Review));
    let undone = entries.iter().position(|entry| matches!(entry.command, Command::Undo { .. })).unwrap();
    assert!(now.entries().len() > undone);
    assert_eq!(until(0).entries().len(), 0);
    assert_eq!(until(99).entries(), entries);
}

#[test]
fn a_replay_names_the_first_entry_that_differs() {
    let live = std::sync::Arc::new(Live::new(exercise(52), None));
    Table::at(&live, 52).play(3);
    let (mut opening, entries) = (opening(52), live.look(|exercise| exercise.entries().to_vec()));
    let drift =
        |opening: &_, entries: &[_]| replay(opening, entries, attackers(opening), None).err().unwrap();
    let last = entries.len() - 1;

    let mut changed = entries.clone();
    changed[last].fingerprint = "00".to_owned();
    let found = drift(&opening, &changed);
    assert_eq!(found.number as usize, last + 1);
    let words =
        format!("entry {}, turn 2: fingerprint {} instead of 00", last + 1, entries[last].fingerprint);
    assert_eq!(found.to_string(), words);

    let mut changed = entries.clone();
    changed[4].events.push(Event::Public(Public::TurnBegan(7)));
    let found = drift(&opening, &changed);
    assert_eq!(found.number, 5);
    assert!(matches!(found.difference, Difference::Event { computed: None, .. }), "{found}");

    let mut changed = entries.clone();
    changed[3].command = Command::Skip { inject: InjectId::at(250) };
    let found = drift(&opening, &changed);
    assert!(matches!(found.difference, Difference::Refused { .. }), "{found}");
    assert!(matches!(drift(&opening, &entries[1..]).difference, Difference::Number { found: 2 }));

    opening.seed += 1;
    opening.rules_version = 0;
    let words = drift(&opening, &entries).to_string();
    let versions = format!("; the log was written under rules version 0, these are version {RULES_VERSION}");
    assert!(words.ends_with(&versions), "{words}");
}

#[test]
fn a_log_of_other_rules_is_not_continued() {
    let folder = Folder::new("rules");
    let path = folder.file("log");
    let mut old = opening(53);
    old.rules_version = 0;
    drop(Journal::create(&path, &old).unwrap());
    let why = Live::resume(Journal::open(&path).unwrap(), attackers(&old), None).err().unwrap().to_string();
    assert!(why.contains("rules version 0"), "{why}");
}

#[test]
fn undone_turns_are_forgotten_in_every_view() {
    let live = std::sync::Arc::new(Live::new(exercise(54), None));
    let mut table = Table::at(&live, 54);
    table.play(2);
    let start = table.views();
    table.play(2);
    assert!(table.views() != start);
    table.trainer_does(Command::Undo { turn: 2, new_dice: false });
    assert!(table.views() == start);
    // A check set to the outcome that it had changes nothing.
    table.trainer_does(Command::NextPhase);
    partners().for_each(|partner| table.give_orders(partner));
    table.trainer_does(Command::NextPhase);
    let resolved = table.views();
    let check = &resolved.0.checks.first().expect("something was left to chance").check;
    table.trainer_does(Command::Overrule { key: check.key, success: check.success });
    let again = table.views();
    assert!((&again.0.log, &again.0.map, &again.1) == (&resolved.0.log, &resolved.0.map, &resolved.1));
    assert_eq!(again.0.checks.len(), resolved.0.checks.len());
    assert!(again.0.injects.iter().all(|item| item.state != InjectState::Skipped));
}

#[test]
fn a_fork_goes_on_from_the_start_of_a_turn_and_changes_nothing_before() {
    let folder = Folder::new("fork");
    let (path, other) = (folder.file("log"), folder.file("other"));
    let live = begin(&path, 31);
    let mut table = Table::at(&live, 31);
    table.play(4);
    drop((table, live));
    let fork = |at: &str| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_planspiel"));
        program.arg("fork").arg(&path).args(["--at", at, "-o"]).arg(&other).output().expect("it runs")
    };
    let wrong = fork("5");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("turns are 1 to 4"), "{wrong:?}");
    assert!(fork("3").status.success());
    assert_eq!(fork("3").status.code(), Some(2), "a log is never overwritten");
    let (whole, forked) = (Journal::open_read_only(&path).unwrap(), Journal::open_read_only(&other).unwrap());
    assert_eq!(forked.verify().unwrap().entries, forked.last());
    let (whole, forked) = (whole.entries().unwrap(), forked.entries().unwrap());
    assert_eq!(forked[..], whole[..forked.len()]);
    let began = Event::Public(Public::TurnBegan(3));
    assert!(forked.last().is_some_and(|entry| entry.events.contains(&began)));
    let live = resume(&other);
    let mut table = Table::at(&live, 31);
    table.numbers.0 = 7;
    table.play(2);
}
