//! A whole exercise over HTTP: both partners' leads, the trainer, an evaluator, and the log afterwards.

use crate::client::{Client, choices};
use crate::stage::*;
use planspiel::brain::{Policy, suggest};
use planspiel::conduct::Seat;
use planspiel::exercise::{Command, Exercise};
use planspiel::journal::Journal;
use planspiel::live::replay::replay;
use planspiel::rules::fingerprint::fingerprint;
use planspiel::rules::situation::{InjectState, Phase};
use planspiel::scenario::ids::PartnerId;
use serde_json::Value;

/// Numbers for the players' choices; nothing depends on their quality.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Gives some orders that the view offers, one by one, as a lead does: some as forms, some as a program.
fn play(lead: &Client, numbers: &mut Numbers, turn: u16) -> usize {
    let mut given = 0;
    for attempt in 0..4 {
        let view = lead.view();
        let offered = choices(&view);
        let Some(order) = offered.get(numbers.below(offered.len())) else { break };
        let text = order.to_string();
        if attempt % 2 == 0 {
            lead.post("/seat/draft", &[("order", &text)]).is(303);
            let page = lead.get("/seat/orders").is(200).body;
            assert!(page.contains("/seat/discard"), "the draft is shown");
        }
        let id = format!("turn {turn} attempt {attempt}");
        lead.order(&id, &view, order).is(201);
        // Asked again, it is the same receipt.
        let again = lead.order(&id, &view, order).is(200).json();
        assert_eq!(again["receipt"]["id"], Value::from(id));
        given += 1;
    }
    given
}

#[test]
fn two_rivers_is_played_to_the_end_and_its_log_replays() {
    let folder = Folder::new("whole");
    let path = folder.file("whole.planspiel");
    let scenario = shipped("two-rivers");
    let hosted = Hosted::new(live(&scenario, 7, Some(&path)));
    let trainer = hosted.trainer();
    let evaluator = hosted.enter(Seat::Evaluator);
    let leads: Vec<Client> = (0..2).map(|partner| hosted.lead(PartnerId(partner))).collect();
    let phase = || hosted.live.look(|exercise| exercise.now().public.phase);
    let turn = || hosted.live.look(|exercise| exercise.now().public.turn);
    let mut numbers = Numbers(7);
    let mut orders = 0;
    hosted.go_on(&trainer);
    while phase() != Phase::Ended {
        if phase() == Phase::Orders {
            for lead in &leads {
                orders += play(lead, &mut numbers, turn());
                lead.post("/say", &[("to", "bw"), ("label", "green"), ("text", "we see something")]).is(303);
                lead.post("/seat/ready", &[("ready", "true")]).is(303);
            }
            let fields = [("partner", "bw"), ("category", "communication"), ("text", "they talk")];
            evaluator.post("/watch/note", &fields).is(303);
        }
        for path in ["/seat", "/seat/inbox", "/seat/share", "/seat/duties", "/seat/talk", "/seat/recap"] {
            leads[0].get(path).is(200);
        }
        trainer.get("/lead").is(200);
        hosted.go_on(&trainer);
    }
    assert!(orders > 50, "{orders} orders");
    let rate = [("objective", "0"), ("partner", "0"), ("rating", "S"), ("text", "late, but told")];
    evaluator.post("/watch/rate", &rate).is(303);
    leads[0].post("/feedback", &[("mark", "4"), ("text", "more time")]).is(303);
    assert!(
        trainer.get("/lead/score").is(200).body.contains("Richtwert")
            || trainer.get("/lead/score").is(200).body.contains("Par")
    );
    let end = hosted.live.look(|exercise| fingerprint(exercise.now()));
    let entries = hosted.live.look(|exercise| exercise.entries().to_vec());
    drop(hosted);

    let journal = Journal::open_read_only(&path).expect("the log is there");
    journal.verify().expect("the log is intact");
    assert_eq!(journal.entries().expect("entries"), entries);
    let opening = journal.opening().expect("an opening");
    let again = replay(&opening, &entries, attackers(&opening), None).expect("the log replays");
    assert_eq!(fingerprint(again.now()), end);
    // What people did around the rules comes back as well.
    assert_eq!(again.conduct().ratings.len(), 1);
    assert!(again.conduct().said.iter().any(|said| said.text.as_deref() == Some("they talk")));
    // Nowhere in the log is a session, a key or a claim code; their hashes are.
    let bytes = std::fs::read(&path).expect("the file is there");
    for client in leads.iter().chain([&trainer, &evaluator]) {
        let session = client.session.as_ref().expect("a session").as_bytes();
        assert!(!bytes.windows(session.len()).any(|part| part == session), "a session stands in the log");
    }
}

#[test]
fn drafts_stay_and_are_not_carried_out() {
    let hosted = Hosted::of("two-rivers", 8);
    let trainer = hosted.trainer();
    let lead = hosted.lead(PartnerId(0));
    let analyst = hosted.enter(named(&hosted.scenario, "bw-analyst"));
    hosted.go_on(&trainer);
    hosted.go_on(&trainer);
    let view = analyst.view();
    let own = choices(&view);
    let drafted =
        own.iter().find(|order| analyst.post("/seat/draft", &[("order", &order.to_string())]).status == 303);
    let drafted = drafted.expect("an analyst drafts something").to_string();
    // Whoever does not lead does not commit.
    let refused = analyst.order("mine", &view, &serde_json::from_str(&drafted).expect("an order")).is(422);
    assert_eq!(refused.json()["refusal"]["code"], "lead_only");
    assert!(lead.get("/seat/orders").is(200).body.contains("/seat/order\""), "the lead sees the draft");
    hosted.go_on(&trainer);
    let orders = hosted.live.look(|exercise| {
        exercise.entries().iter().filter(|entry| matches!(entry.command, Command::Order { .. })).count()
    });
    assert_eq!(orders, 0, "what was only drafted is not carried out");
    assert_eq!(hosted.live.look(|exercise| exercise.conduct().sheets[0].drafts.len()), 1);
}

#[test]
fn an_undone_turn_gives_the_orders_back_as_drafts_and_tells_everybody() {
    let hosted = Hosted::of("two-rivers", 9);
    let trainer = hosted.trainer();
    let lead = hosted.lead(PartnerId(0));
    hosted.go_on(&trainer);
    hosted.go_on(&trainer);
    let view = lead.view();
    lead.order("one", &view, &choices(&view)[0]).is(201);
    hosted.go_on(&trainer);
    trainer.post("/lead/undo", &[("turn", "1"), ("dice", "new"), ("text", "again, please")]).is(303);
    assert_eq!(lead.view()["desk"]["sheet"]["drafts"][0]["order"], choices(&view)[0]);
    assert!(lead.get("/seat/talk").is(200).body.contains("again, please"));
    // The mark of an order that was undone may not be used for it once more by accident.
    hosted.go_on(&trainer);
    let stale = lead.order("two", &view, &choices(&view)[0]).is(409).json();
    assert_eq!(stale["refusal"]["turn"], 1);
}

#[test]
fn a_policy_plays_for_a_partner_that_is_away() {
    let hosted = Hosted::of("two-rivers", 10);
    let trainer = hosted.trainer();
    let orders = |partner: u8| {
        let is_own =
            |command: &Command| matches!(command, Command::Order { partner: own, .. } if own.0 == partner);
        let count = |exercise: &Exercise| exercise.entries().iter().filter(|e| is_own(&e.command)).count();
        hosted.live.look(count)
    };
    let wanted = || hosted.live.look(|exercise| suggest(exercise, PartnerId(1), Policy::Playbook).len());
    let phase = || hosted.live.look(|exercise| exercise.now().public.phase);
    while phase() != Phase::Orders || wanted() == 0 {
        hosted.go_on(&trainer);
    }
    // From the next turn's orders phase on, or at once where it has begun.
    let wanted = wanted();
    let mut grown = hosted.live.watch();
    trainer.post("/lead/autopilot", &[("partner", "ca"), ("on", "true")]).is(303);
    hosted.runtime.block_on(async {
        while orders(1) < wanted {
            grown.changed().await.expect("the exercise is there");
        }
    });
    assert_eq!(orders(0), 0, "the other partner's people play themselves");
}

#[test]
fn injects_come_when_the_trainer_sets_them() {
    let hosted = Hosted::of("two-rivers", 12);
    let trainer = hosted.trainer();
    hosted.go_on(&trainer);
    let at = |inject: usize| hosted.scenario.agenda.at[inject];
    let state = |inject: usize| hosted.live.look(|exercise| exercise.now().truth.injects[inject]);
    let of_turn = |turn: u16| (0..hosted.scenario.injects.len()).filter(move |inject| at(*inject) == turn);
    let second: Vec<usize> =
        of_turn(2).filter(|inject| hosted.scenario.injects[*inject].skip_if.is_none()).collect();
    assert!(second.len() >= 2, "the flagship has injects in turn 2");
    // All later ones by one turn, and one of them back to turn 2.
    trainer.post("/lead/shift", &[("turns", "1")]).is(303);
    let back = second[0].to_string();
    trainer.post("/lead/delay", &[("inject", &back), ("turn", "2")]).is(303);
    trainer.post("/lead/delay", &[("inject", &back), ("turn", "1")]).is(422);
    trainer.post("/lead/delay", &[("inject", &back), ("turn", "99")]).is(422);
    let turn = || hosted.live.look(|exercise| exercise.now().public.turn);
    while turn() < 2 {
        hosted.go_on(&trainer);
    }
    assert_eq!(state(second[0]), InjectState::Fired);
    assert_eq!(state(second[1]), InjectState::Delayed(3));
    while turn() < 3 {
        hosted.go_on(&trainer);
    }
    assert_eq!(state(second[1]), InjectState::Fired);
}
