//! After EndEx: the replay and its forks, the ratings of tasks, each seat's own timeline.

use crate::client::{Client, choices};
use crate::stage::*;
use planspiel::analysis::ratings::{TeamLetter, ratings};
use planspiel::conduct::{Rating, Seat};
use planspiel::host::Remote;
use planspiel::journal::Journal;
use planspiel::live::Memory;
use planspiel::live::link::{Answer, Ask, ForkView, Link};
use planspiel::live::replay::replay;
use planspiel::rules::fingerprint::fingerprint;
use planspiel::rules::situation::Phase;
use planspiel::scenario::ids::PartnerId;

/// Plays on until a turn's review, both leads ordering the first thing that is offered.
fn play_turn(hosted: &Hosted, trainer: &Client, leads: &[Client]) {
    let phase = || hosted.live.look(|exercise| exercise.now().public.phase);
    while phase() != Phase::Orders {
        hosted.go_on(trainer);
    }
    let turn = hosted.live.look(|exercise| exercise.now().public.turn);
    for lead in leads {
        let view = lead.view();
        lead.order(&format!("turn {turn}"), &view, &choices(&view)[0]).is(201);
    }
    while phase() != Phase::Review {
        hosted.go_on(trainer);
    }
}

fn ended(hosted: &Hosted, turns: u16) -> (Client, Vec<Client>) {
    let trainer = hosted.trainer();
    let leads: Vec<Client> = (0..2).map(|partner| hosted.lead(PartnerId(partner))).collect();
    for _ in 0..turns {
        play_turn(hosted, &trainer, &leads);
    }
    trainer.post("/lead/end", &[]).is(303);
    (trainer, leads)
}

/// The number in front of some words.
fn number_before(page: &str, words: &str) -> usize {
    let before = page.split(words).next().expect("a page has a beginning");
    let digits = before.rsplit(|letter: char| !letter.is_ascii_digit()).find(|part| !part.is_empty());
    digits.and_then(|digits| digits.parse().ok()).expect("a number")
}

#[test]
fn the_replay_goes_to_any_event_and_its_end_is_the_exercises() {
    let hosted = Hosted::of("two-rivers", 18);
    let (trainer, _leads) = ended(&hosted, 2);
    trainer.get("/lead/debrief?step=truth&turn=1").is(200);
    hosted.live.look_back(|exercise, memory| {
        let all = memory.history.len();
        let folded = |events: usize| fingerprint(&memory.situation(exercise.scenario(), events));
        assert_eq!(folded(all), fingerprint(exercise.now()));
        assert_ne!(folded(memory.opened(1)), folded(memory.opened(2)));
        for partner in [PartnerId(0), PartnerId(1)] {
            assert_eq!(memory.told(partner, all), memory.notices[partner.index()]);
        }
    });
    let page = trainer.get("/lead/debrief?step=truth&at=0").is(200).body;
    let last = number_before(&page, "\" value=\"0\" list");
    assert!(last > 20, "{last} events");
    for at in (1..=last).step_by(7).chain([last]) {
        let page = trainer.get(&format!("/lead/debrief?step=truth&at={at}")).is(200).body;
        assert!(page.contains(&format!("id=\"event-{at}\"")), "event {at} can be jumped to");
        // The truth and both pictures.
        assert_eq!(page.matches("data:image/svg+xml").count(), 3, "event {at}");
    }
    let beyond = trainer.get("/lead/debrief?step=truth&at=999999").is(200).body;
    assert!(beyond.contains(&format!("Event {last} of {last}")));
    // What could be known when it was decided: nothing that came of it.
    let known = trainer.get("/lead/debrief?step=known&turn=1").is(200).body;
    assert_eq!(known.matches("data:image/svg+xml").count(), 2);
    assert!(!known.contains("id=\"event-"), "the truth comes later");
}

#[test]
fn a_fork_is_made_by_a_button_and_stands_at_the_start_of_its_turn() {
    let folder = Folder::new("fork");
    let path = folder.file("an exercise.planspiel");
    let hosted = Hosted::new(live(&shipped("two-rivers"), 19, Some(&path)));
    let trainer = hosted.trainer();
    trainer.post("/lead/fork", &[("turn", "1")]).is(404);
    let leads = [hosted.lead(PartnerId(0)), hosted.lead(PartnerId(1))];
    for _ in 0..3 {
        play_turn(&hosted, &trainer, &leads);
    }
    // What was undone is no turn to begin from; turn 2 begins with the dice it was played with at last.
    trainer.post("/lead/undo", &[("turn", "2"), ("dice", "new")]).is(303);
    let undone = hosted.live.look(|exercise| exercise.entries().len());
    trainer.post("/lead/end", &[]).is(303);
    let out = folder.file("an exercise-turn-2.planspiel");
    let command = format!("planspiel fork \"{}\" --at 2 -o \"{}\"", path.display(), out.display());
    let page = trainer.get("/lead/debrief?step=truth&turn=2").is(200).body.replace("&quot;", "\"");
    assert!(page.contains(&command), "{command}");
    for _ in 0..2 {
        trainer.post("/lead/fork", &[("turn", "2"), ("step", "alternatives")]).is(303);
    }
    trainer.post("/lead/fork", &[("turn", "3")]).is(500);
    assert!(!folder.file("an exercise-turn-3.planspiel").exists());
    let page = trainer.get("/lead/debrief?step=alternatives&turn=2").is(200).body.replace("&quot;", "\"");
    assert!(!page.contains(&command) && page.contains(&format!("planspiel host \"{}\"", out.display())));
    // A board is told where it lies, and that nobody played turn 3.
    let mut board = Remote::with_key(&hosted.host().reach.origin, &hosted.key(Seat::Trainer), None)
        .expect("the key is good");
    let asked = board.ask(&Ask::Fork { turn: 2 });
    let there = ForkView { turn: 2, log: format!("\"{}\"", out.display()) };
    assert_eq!(asked, Answer::Forked(there));
    assert!(matches!(board.ask(&Ask::Fork { turn: 3 }), Answer::Failed { .. }));
    let forked = Journal::open_read_only(&out).expect("the fork is there");
    forked.verify().expect("it is intact");
    let entries = forked.entries().expect("entries");
    assert_eq!(entries, hosted.live.look(|exercise| exercise.entries()[..undone].to_vec()));
    let opening = forked.opening().expect("an opening");
    let again = replay(&opening, &entries, attackers(&opening), None).expect("it replays");
    assert_eq!((again.now().public.turn, again.now().public.phase), (2, Phase::Situation));
    assert_eq!(again.conduct().keys.len(), hosted.live.look(|exercise| exercise.conduct().keys.len()));
}

#[test]
fn an_evaluator_confirms_or_says_otherwise_task_by_task_and_the_objective_follows() {
    let hosted = Hosted::of("two-rivers", 20);
    let evaluator = hosted.enter(Seat::Evaluator);
    let early = evaluator.get("/watch/ratings").is(200).body;
    assert!(!early.contains("/watch/rate-task"), "evidence holds the truth: not before the end");
    let rate = |task: (usize, usize), letter: Rating, why: &str| {
        let (objective, task) = (task.0.to_string(), task.1.to_string());
        let letter = format!("{letter:?}");
        let fields = [("objective", &*objective), ("task", &*task), ("rating", &*letter), ("text", why)];
        evaluator.post("/watch/rate-task", &fields)
    };
    rate((0, 0), Rating::S, "too early").is(422);
    let (trainer, leads) = ended(&hosted, 2);
    let teams = || -> Vec<TeamLetter> {
        hosted.live.look_back(|exercise, memory: &Memory| {
            ratings(exercise.scenario(), exercise.now(), exercise.conduct(), &memory.notices)
        })
    };
    assert!(teams().iter().all(|team| team.letter().is_none()), "no suggestion counts by itself");
    rate((99, 0), Rating::S, "nowhere").is(400);
    leads[0].post("/watch/rate-task", &[("objective", "0"), ("task", "0"), ("rating", "P")]).is(404);
    let team = teams().into_iter().find(|team| !team.tasks.is_empty()).expect("a team has tasks");
    for task in &team.tasks {
        let place = (task.found.objective, task.found.task);
        let suggested = task.found.suggestion;
        let other = Rating::ALL.into_iter().find(|letter| Some(*letter) != suggested).expect("another");
        rate(place, other, "  ").is(422);
        match suggested {
            Some(letter) => rate(place, letter, "").is(303),
            None => rate(place, other, "seen on the spot").is(303),
        };
    }
    let after = || {
        let own = |of: &TeamLetter| (of.objective, of.partner) == (team.objective, team.partner);
        teams().into_iter().find(own).expect("it is still there")
    };
    let follows = after().follows.expect("all tasks are rated");
    assert_eq!(follows == Rating::U, !team.is_met, "U says that the objective was not achieved");
    let first = &team.tasks[0].found;
    rate((first.objective, first.task), Rating::M, "they went by hand").is(303);
    let rated = after().tasks[0].rated.clone().expect("it is rated");
    assert_eq!((rated.rating, rated.suggested), (Rating::M, first.suggestion));
    let page = evaluator.get("/watch/ratings").is(200).body;
    assert!(page.contains("they went by hand"));
    let report = trainer.get("/lead/report").is(200).body;
    let how = if team.is_met { "follows from the tasks" } else { "objective not achieved" };
    assert!(report.contains("they went by hand") && report.contains(how));
    // Given itself, it goes before what follows.
    let (objective, partner) = (team.objective.to_string(), team.partner.index().to_string());
    let given = [("objective", &*objective), ("partner", &*partner), ("rating", "S"), ("text", "as seen")];
    evaluator.post("/watch/rate", &given).is(303);
    assert_eq!(after().letter(), Some(Rating::S));
}

#[test]
fn a_seats_own_timeline_tells_after_the_end_what_it_did_and_what_its_team_knew() {
    let hosted = Hosted::of("two-rivers", 21);
    let trainer = hosted.trainer();
    let leads = [hosted.lead(PartnerId(0)), hosted.lead(PartnerId(1))];
    leads[0].post("/say", &[("to", "ca"), ("label", "amber"), ("text", "are you there?")]).is(303);
    leads[1].post("/say", &[("to", "trainer"), ("label", "red"), ("text", "between us")]).is(303);
    play_turn(&hosted, &trainer, &leads);
    let before = leads[0].get("/seat/recap?turn=1").is(200).body;
    assert!(!before.contains("What you did") && !before.contains("data:image"), "it opens after the end");
    trainer.post("/lead/end", &[]).is(303);
    let page = leads[0].get("/seat/recap").is(200).body;
    let given = page.matches("Order given:").count();
    assert_eq!(given, 1, "its own order");
    assert!(page.contains("are you there?") && !page.contains("between us"));
    let then = leads[0].get("/seat/recap?turn=1").is(200).body;
    assert_eq!(then.matches("data:image/svg+xml").count(), 1);
    // Another seat of the team did nothing of that.
    let analyst = hosted.enter(named(&hosted.scenario, "bw-analyst")).get("/seat/recap").is(200).body;
    assert!(!analyst.contains("Order given:") && !analyst.contains("are you there?"));
}

#[test]
fn every_turn_leads_to_its_checks() {
    let hosted = Hosted::of("two-rivers", 18);
    let (trainer, _leads) = ended(&hosted, 2);
    let of = |turn: u16| trainer.get(&format!("/lead/checks?turn={turn}")).is(200).body;
    let count = |page: &str| page.matches("<details class=\"card\">").count();
    let rolled =
        |turn: u16| hosted.live.look(|exercise| Memory::checks_in(2, exercise.entries(), turn)).len();
    assert!(rolled(1) > 0 && rolled(2) > 0 && rolled(3) == 0);
    for turn in 1..=3 {
        assert_eq!(count(&of(turn)), rolled(turn), "turn {turn}");
        assert!(!of(turn).contains("/lead/overrule"), "only the last resolution can be decided otherwise");
    }
    let score = trainer.get("/lead/score").is(200).body;
    assert!(score.contains("/lead/checks?turn=1"), "a figure leads to the checks behind it");
    // What was undone is gone, and so are its checks.
    trainer.post("/lead/undo", &[("turn", "2"), ("dice", "new")]).is(303);
    assert!(rolled(1) > 0 && rolled(2) == 0);
}
