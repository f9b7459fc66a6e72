//! A board's line over HTTP: the same questions, the same answers.

use crate::stage::*;
use planspiel::conduct::{Act, Element, Planned, Seat};
use planspiel::exercise::Command;
use planspiel::host::{Options, Remote, RemoteError, Security, serve};
use planspiel::live::link::{Answer, Ask, DebriefStep, DebriefView, Link, Viewer};
use planspiel::rules::situation::Phase;
use planspiel::scenario::ids::PartnerId;

#[test]
fn a_board_comes_in_by_link_or_key_and_sees_what_it_would_see_at_home() {
    let hosted = Hosted::of("two-rivers", 81);
    let origin = hosted.host().reach.origin.clone();
    let mut remote = Remote::with_link(&hosted.host().trainer_link(), None).expect("the link is good");
    assert!(matches!(Remote::with_link(&hosted.host().trainer_link(), None), Err(RemoteError::Kept)));
    assert!(matches!(Remote::with_key(&origin, "WRONGKEY", None), Err(RemoteError::Kept)));
    assert!(matches!(
        Remote::with_key("http://127.0.0.1:1", "AAAAAAAA", None),
        Err(RemoteError::Unreachable(_))
    ));
    let mut second = Remote::with_key(&origin, &hosted.key(Seat::Trainer), None).expect("the key is good");
    assert_eq!(remote.synopsis().expect("it is said").turns, hosted.scenario.clock.turns.len());

    let viewers = [Viewer::Trainer, Viewer::Partner(PartnerId(0)), Viewer::Partner(PartnerId(1))];
    let next = Ask::Do {
        viewer: Viewer::Trainer,
        command: Command::NextPhase,
        reason: Some("go".to_owned()),
        at: None,
    };
    assert!(matches!(remote.ask(&next), Answer::Done(_)));
    assert!(matches!(second.ask(&next), Answer::Done(_)), "two boards lead one exercise");
    assert_eq!(hosted.live.look(|exercise| exercise.now().public.phase), Phase::Orders);
    for viewer in viewers {
        assert!(remote.ask(&Ask::View(viewer)) == hosted.live.ask(&Ask::View(viewer)), "{viewer:?}");
    }
    // A partner at a shared screen orders for itself alone.
    let foreign = Ask::Do {
        viewer: Viewer::Partner(PartnerId(1)),
        command: Command::Choose {
            partner: PartnerId(0),
            inject: planspiel::scenario::ids::InjectId(0),
            choice: 0,
        },
        reason: None,
        at: None,
    };
    assert!(matches!(remote.ask(&foreign), Answer::Refused { .. }));
    // A session survives the board: whoever has it goes on.
    let mut again = Remote::again(remote.origin(), remote.session(), None).expect("no certificate is read");
    assert!(matches!(again.ask(&Ask::Pause { paused: true }), Answer::Revision(revision) if revision.paused));
    // A seat's key leads no exercise.
    let lead = hosted.enter(lead_of(&hosted.scenario, PartnerId(0)));
    let mut stranger = Remote::again(&origin, lead.session.as_ref().expect("a session"), None)
        .expect("no certificate is read");
    assert!(matches!(stranger.ask(&Ask::Revision), Answer::Failed { .. }));
}

#[test]
fn a_board_that_guesses_is_told_how_long_to_wait() {
    let hosted = Hosted::of("first-steps", 85);
    let origin = hosted.host().reach.origin.clone();
    // The first guesses are free; from then on each wait is longer than the one before.
    let tries: Vec<RemoteError> =
        (0..12).filter_map(|_| Remote::with_key(&origin, "WRONGKEY", None).err()).collect();
    assert!(matches!(tries[0], RemoteError::Kept));
    let slowed = tries.iter().find(|error| matches!(error, RemoteError::TooFast(1..)));
    let slowed = slowed.expect("it is slowed down").to_string();
    assert!(slowed.starts_with("the host was asked too often; wait "), "{slowed}");
    assert_eq!(tries.len(), 12, "and never let in");
}

#[test]
fn a_host_goes_when_asked_unless_people_sit_there() {
    let hosted = Hosted::of("first-steps", 82);
    let remote = Remote::with_link(&hosted.host().trainer_link(), None).expect("the link is good");
    let lead = hosted.enter(lead_of(&hosted.scenario, PartnerId(0)));
    remote.close(true).expect("it answers");
    lead.get("/seat").is(200);
    lead.post("/leave", &[]).is(303);
    remote.close(true).expect("it answers");
    hosted.runtime.block_on(hosted.host().asked_to_close());
}

#[test]
fn an_encrypted_host_is_trusted_by_its_certificate_alone() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    let live = live(&shipped("first-steps"), 83, None);
    let options = Options { security: Security::SelfSigned, ..Options::local(live) };
    let host = runtime.block_on(serve(options)).expect("a free port");
    assert!(host.reach.is_encrypted && host.reach.origin.starts_with("https://"));
    let issued = host.issued.iter().find(|issued| issued.seat == Seat::Trainer).expect("a key");
    let pem = host.certificate.clone().expect("a certificate was made");
    assert!(matches!(
        Remote::with_key(&host.reach.origin, &issued.key, None),
        Err(RemoteError::Unreachable(_))
    ));
    let mut remote = Remote::with_key(&host.reach.origin, &issued.key, Some(pem.as_bytes()))
        .expect("the certificate is its own");
    assert!(matches!(remote.ask(&Ask::Revision), Answer::Revision(_)));
    runtime.block_on(host.close());
}

/// What a board is told of a step.
fn told(remote: &mut Remote, step: DebriefStep) -> DebriefView {
    match remote.ask(&Ask::Debrief { step, turn: 1, events: None }) {
        Answer::Debrief(view) => *view,
        other => panic!("{step:?}: {other:?}"),
    }
}

#[test]
fn a_board_is_told_one_step_of_the_debrief_and_nothing_of_those_to_come() {
    let hosted = Hosted::of("first-steps", 84);
    let (trainer, key) = (hosted.trainer(), hosted.key(Seat::Trainer));
    let mut remote = Remote::with_key(&hosted.host().reach.origin, &key, None).expect("the key is good");
    let early = remote.ask(&Ask::Debrief { step: DebriefStep::Own, turn: 1, events: None });
    assert!(matches!(early, Answer::Failed { .. }), "nothing before EndEx");
    while hosted.live.look(|exercise| exercise.now().public.phase) != Phase::Ended {
        hosted.go_on(&trainer);
    }
    let teams = hosted.scenario.partners.len();
    let own = told(&mut remote, DebriefStep::Own);
    assert!(!own.pieces.is_empty() && own.pictures.is_empty());
    let known = told(&mut remote, DebriefStep::Known);
    assert_eq!(known.pictures.len(), teams);
    assert!(known.pictures.iter().all(|picture| picture.of.is_some()), "no truth yet");
    for view in [&own, &known] {
        assert!(view.events.is_empty() && view.turning.is_empty());
    }
    assert!(known.pieces.is_empty(), "nothing of what was worth what");
    let truth = told(&mut remote, DebriefStep::Truth);
    assert_eq!((truth.pictures.len(), truth.pictures[0].of), (teams + 1, None));
    assert!(!truth.events.is_empty() && truth.turning.is_empty() && truth.pieces.is_empty());
    // After its last event the truth is what it was in the end.
    let all = Some(truth.events.len());
    match remote.ask(&Ask::Debrief { step: DebriefStep::Truth, turn: 1, events: all }) {
        Answer::Debrief(end) => {
            assert_eq!((Some(end.happened), end.turn), (all, end.events[end.happened - 1].turn));
            assert!(truth.happened < end.happened && truth.pictures != end.pictures);
        }
        other => panic!("{other:?}"),
    }
    // What is still being computed says how far it is, and nothing half done.
    let alternatives = told(&mut remote, DebriefStep::Alternatives);
    assert_eq!(alternatives.pictures.len(), teams + 1);
    let luck = told(&mut remote, DebriefStep::Luck);
    assert!(luck.pictures.is_empty() && luck.turning.is_empty());
    for view in [&alternatives, &luck] {
        assert!(view.turning.len() <= 5 && view.computing.is_some() == view.pieces.is_empty());
        assert!(view.computing.is_none_or(|(played, planned)| played <= planned));
    }
    // What is written on the plan, here or at a page, is told with every step.
    let item = Planned { what: "Offline copies".into(), who: "IT".into(), due: "June".into() };
    let improve = Command::Act(Act::Improve { element: Element::Equipment, simulated: None });
    let (viewer, reason) = (Viewer::Trainer, Some(item.written()));
    let done = remote.ask(&Ask::Do { viewer, command: improve, reason, at: None });
    assert!(matches!(done, Answer::Done(_)), "{done:?}");
    assert_eq!(told(&mut remote, DebriefStep::Own).plan, [(Element::Equipment, item)]);
    // A turn that was never played is the nearest that was.
    let far = remote.ask(&Ask::Debrief { step: DebriefStep::Known, turn: 999, events: None });
    assert!(matches!(far, Answer::Debrief(view) if view.turn == view.last));
}
