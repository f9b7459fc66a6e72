//! One exercise shared through the link: who may do what, and what happens when the log fails.

use crate::stage::*;
use planspiel::conduct::TEXT_CHARS;
use planspiel::exercise::Command;
use planspiel::live::link::{Answer, Ask, Link, Viewer};
use planspiel::live::{ASK_BYTES, Live};
use planspiel::rules::order::{Order, Refusal, Target};
use planspiel::scenario::ids::{InjectId, MeasureId, PartnerId};
use planspiel::scenario::model::{Requirement, TargetKind, Text};
use planspiel::scenario::words::People;
use rusqlite::Connection;
use std::sync::Arc;

fn refusal(answer: Answer) -> Refusal {
    match answer {
        Answer::Refused { refusal, text } => {
            assert!(!text.de.is_empty() && !text.en.is_empty());
            refusal
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn is_failed(answer: &Answer) -> bool {
    matches!(answer, Answer::Failed { text } if !text.de.is_empty() && !text.en.is_empty())
}

#[test]
fn a_partner_acts_for_itself_alone() {
    let mut table = Table::at(&Arc::new(Live::new(exercise(61), None)), 61);
    table.trainer_does(Command::NextPhase);
    table.trainer_does(Command::NextPhase);
    let order = Order { measure: MeasureId(0), target: Target::Own };
    let (own, other) = (PartnerId(0), PartnerId(1));
    let viewer = Viewer::Partner(own);
    let before = table.revision().entries;
    for command in [
        Command::NextPhase,
        Command::Order { partner: other, order },
        Command::TakeBack { partner: other, order },
        Command::Choose { partner: other, inject: InjectId(0), choice: 0 },
        Command::Fire { inject: InjectId(0) },
        Command::Skip { inject: InjectId(0) },
        Command::Undo { turn: 1, new_dice: false },
        Command::End,
    ] {
        assert_eq!(refusal(table.tell(viewer, command, None)), Refusal::NotYours);
    }
    assert_eq!(table.revision().entries, before);
    table.give_orders(own);
    assert!(table.revision().entries > before, "what it may do, it can do");
}

#[test]
fn partners_that_do_not_exist_see_and_do_nothing() {
    let mut table = Table::at(&Arc::new(Live::new(exercise(62), None)), 62);
    table.trainer_does(Command::NextPhase);
    table.trainer_does(Command::NextPhase);
    let nobody = PartnerId(200);
    let viewer = Viewer::Partner(nobody);
    assert_eq!(refusal(table.link.ask(&Ask::View(viewer))), Refusal::NotYours);
    let order = Order { measure: MeasureId(0), target: Target::Own };
    for viewer in [viewer, Viewer::Trainer] {
        for command in [
            Command::Order { partner: nobody, order },
            Command::TakeBack { partner: nobody, order },
            Command::Choose { partner: nobody, inject: InjectId(0), choice: 0 },
        ] {
            assert_eq!(refusal(table.tell(viewer, command, None)), Refusal::NotYours);
        }
    }
}

#[test]
fn when_the_log_cannot_be_written_nothing_happens() {
    let folder = Folder::new("full");
    let path = folder.file("log");
    let live = begin(&path, 63);
    let mut table = Table::at(&live, 63);
    table.play(1);
    let (views, revision) = (table.views(), table.revision().entries);
    let raw = Connection::open(&path).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    raw.execute_batch(full).unwrap();
    let answer = table.tell(Viewer::Trainer, Command::NextPhase, None);
    assert!(is_failed(&answer), "{answer:?}");
    assert!(table.views() == views);
    assert_eq!(table.revision().entries, revision);
    raw.execute_batch("DROP TRIGGER full").unwrap();
    table.trainer_does(Command::NextPhase);
    assert_eq!(table.revision().entries, revision + 1);
    drop((table, live, raw));
    resume(&path);
}

#[test]
fn what_cannot_be_understood_is_answered() {
    let live = Live::new(exercise(64), None);
    let answer = |bytes: &[u8]| serde_json::from_slice::<Answer>(&live.handle(bytes)).unwrap();
    assert!(is_failed(&answer(b"")));
    assert!(is_failed(&answer(b"\"views\"")));
    assert!(is_failed(&answer(&[0xFF; 20])));
    assert!(is_failed(&answer(&b"[".repeat(5000))));
    assert!(is_failed(&answer(&b" ".repeat(ASK_BYTES + 1))));
    assert!(matches!(answer(b"\"revision\""), Answer::Revision(_)));
    let reason = Some("x".repeat(TEXT_CHARS + 1));
    let ask = Ask::Do { viewer: Viewer::Trainer, command: Command::NextPhase, reason, at: None };
    let limit = u16::try_from(TEXT_CHARS).unwrap();
    let answer = live.ask(&ask);
    assert!(
        matches!(answer, Answer::Refused { refusal: Refusal::TooLong { limit: said }, .. } if said == limit)
    );
    assert_eq!(live.look(|exercise| exercise.entries().len()), 0);
}

#[test]
fn answers_come_over_the_line_as_they_were_given() {
    let live = Arc::new(Live::new(exercise(65), None));
    let mut table = Table::at(&live, 65);
    table.play(4);
    let viewers = partners().map(Viewer::Partner).chain([Viewer::Trainer]);
    for viewer in viewers {
        let ask = Ask::View(viewer);
        assert!(table.link.ask(&ask) == live.ask(&ask), "{viewer:?}");
    }
}

#[test]
fn refusals_come_over_the_line_with_what_would_be_allowed() {
    let kind = People::Forensic;
    for refusal in [
        Refusal::NotNow,
        Refusal::WrongTarget { expected: TargetKind::Duty },
        Refusal::NoPeople { kind, needed: 3, free: 2 },
        Refusal::Missing { requirement: Requirement::Confirmed },
        Refusal::TooMany { limit: 32 },
    ] {
        let answer = Answer::Refused { refusal, text: Text::default() };
        let bytes = serde_json::to_vec(&answer).unwrap();
        assert!(serde_json::from_slice::<Answer>(&bytes).unwrap() == answer, "{refusal:?}");
    }
}

#[test]
fn the_timer_follows_the_phases_and_can_be_stopped() {
    let mut table = Table::at(&Arc::new(Live::new(exercise(66), None)), 66);
    let minutes = scenario().clock.phase_minutes;
    assert_eq!(table.revision().timer_ms, 0, "no advice for the briefing");
    let pause = |table: &mut Table, paused| table.link.ask(&Ask::Pause { paused });
    pause(&mut table, true);
    for phase in [0, 1, 3] {
        table.trainer_does(Command::NextPhase);
        let revision = table.revision();
        assert_eq!((revision.timer_ms, revision.paused), (i64::from(minutes[phase]) * 60_000, true));
    }
    pause(&mut table, false);
    assert!(!table.revision().paused);
    assert!(table.revision().timer_ms <= i64::from(minutes[3]) * 60_000);
}

#[test]
fn many_screens_share_one_exercise() {
    let folder = Folder::new("many");
    let path = folder.file("log");
    let live = begin(&path, 67);
    let mut table = Table::at(&live, 67);
    table.trainer_does(Command::NextPhase);
    table.trainer_does(Command::NextPhase);
    std::thread::scope(|scope| {
        for partner in partners().chain(partners()) {
            let live = &live;
            scope.spawn(move || Table::at(live, u64::from(partner.0)).give_orders(partner));
        }
    });
    let views = table.views();
    drop((table, live));
    assert!(Table::at(&resume(&path), 0).views() == views);
}
