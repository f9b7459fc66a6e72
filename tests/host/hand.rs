//! The trainer's hand in the exercise, and receipts between teams.

use crate::client::choices;
use crate::stage::*;
use planspiel::conduct::Seat;
use planspiel::exercise::Command;
use planspiel::live::link::{Answer, Ask, Moment, Viewer};
use planspiel::rules::dice::Purpose;
use planspiel::rules::event::{Event, Outcome, World};
use planspiel::rules::situation::{InjectState, Phase};
use planspiel::scenario::ids::PartnerId;
use serde_json::Value;

#[test]
fn a_reworded_inject_comes_in_its_new_words() {
    let hosted = Hosted::of("two-rivers", 13);
    let trainer = hosted.trainer();
    hosted.go_on(&trainer);
    let turn = |inject: usize| hosted.scenario.agenda.at[inject];
    let inject = (0..hosted.scenario.injects.len())
        .find(|inject| {
            let def = &hosted.scenario.injects[*inject];
            turn(*inject) == 2 && def.skip_if.is_none() && def.to.iter().any(|(partner, _)| partner.0 == 0)
        })
        .expect("Baden-Württemberg gets an inject in turn 2");
    let number = inject.to_string();
    let words = [("inject", number.as_str()), ("de", "Ganz\r\nneu"), ("en", "Quite new")];
    trainer.post("/lead/edit", &words).is(303);
    assert!(trainer.get("/lead/msel").is(200).body.contains("Quite new"));
    // An inject needs words, and one that has fired keeps its own.
    trainer.post("/lead/edit", &[("inject", &number), ("de", " "), ("en", "")]).is(422);
    trainer.post("/lead/edit", &[("inject", "250"), ("de", "a"), ("en", "b")]).is(422);
    let lead = hosted.lead(PartnerId(0));
    assert!(!lead.get("/seat/inbox").is(200).body.contains("Quite new"), "nobody reads it before its time");
    let state = || hosted.live.look(|exercise| exercise.now().truth.injects[inject]);
    while state() != InjectState::Fired {
        hosted.go_on(&trainer);
    }
    let view = lead.view();
    let mut items = view["view"]["inbox"].as_array().expect("an inbox").iter();
    let item = items.find(|item| item["inject"] == inject).expect("it has come");
    assert_eq!((&item["text"]["de"], &item["text"]["en"]), (&"Ganz\nneu".into(), &"Quite new".into()));
    trainer.post("/lead/edit", &words).is(422);
}

#[test]
fn a_vetoed_move_did_not_happen() {
    let hosted = Hosted::of("two-rivers", 14);
    let trainer = hosted.trainer();
    let worked = || {
        hosted.live.look(|exercise| {
            let last = exercise.entries().last()?;
            let check =
                last.checks.iter().find(|check| check.key.purpose == Purpose::Attack && check.success)?;
            Some(check.key)
        })
    };
    let key = loop {
        hosted.go_on(&trainer);
        if let Some(key) = worked() {
            break key;
        }
    };
    let text = serde_json::to_string(&key).expect("a key");
    trainer.post("/lead/veto", &[("key", &text), ("text", "too early for this team")]).is(303);
    hosted.live.look(|exercise| {
        let last = exercise.entries().last().expect("an entry");
        assert_eq!(last.command, Command::Veto { key });
        assert_eq!(last.text.as_deref(), Some("too early for this team"));
        assert!(last.checks.iter().all(|check| check.key != key), "nothing was rolled for it");
        let acted = |event: &Event| match event {
            Event::World(World::Acted { technique, target, outcome, .. }) => {
                (technique.index(), target.index(), *outcome)
                    == (usize::from(key.what), usize::from(key.target), Outcome::Vetoed)
            }
            _ => false,
        };
        assert!(last.events.iter().any(acted), "the log says what was not let happen");
    });
    assert!(trainer.get("/lead").is(200).body.contains("vetoed by the trainer"));
    // Only moves of this turn, and only moves.
    let other = text.replace("\"attack\"", "\"seen\"");
    trainer.post("/lead/veto", &[("key", &other)]).is(422);
    trainer.post("/lead/veto", &[("key", "no key")]).is(400);
    while hosted.live.look(|exercise| exercise.now().public.phase) != Phase::Orders {
        hosted.go_on(&trainer);
    }
    trainer.post("/lead/veto", &[("key", &text)]).is(422);
}

#[test]
fn a_sender_sees_when_a_share_arrived_and_was_read() {
    let hosted = Hosted::of("two-rivers", 15);
    let trainer = hosted.trainer();
    let (bw, ca) = (hosted.lead(PartnerId(0)), hosted.lead(PartnerId(1)));
    let is_share = |order: &&Value| order["target"]["share"].is_object();
    let order = loop {
        hosted.go_on(&trainer);
        let offered = choices(&bw.view());
        if let Some(order) = offered.iter().find(is_share) {
            break order.clone();
        }
    };
    bw.order("share", &bw.view(), &order).is(201);
    let fact = order["target"]["share"]["fact"].clone();
    let item = |client: &crate::client::Client| {
        let view = client.view();
        let facts = view["view"]["facts"].as_array().expect("facts").iter();
        facts.clone().find(|item| item["fact"] == fact).cloned()
    };
    ca.post("/seat/acknowledge", &[("fact", &fact.to_string())]).is(422);
    while item(&bw).is_none_or(|item| item["arrived"] == Value::Array(Vec::new())) {
        hosted.go_on(&trainer);
    }
    assert_eq!(item(&bw).expect("it is known")["read"], Value::Array(Vec::new()));
    assert_eq!(item(&ca).expect("it has arrived")["acknowledged"], Value::Null);
    ca.post("/seat/acknowledge", &[("fact", &fact.to_string())]).is(303);
    let turn = hosted.live.look(|exercise| exercise.now().public.turn);
    assert_eq!(item(&bw).expect("it is known")["read"], serde_json::json!([[1, turn]]));
    assert_eq!(item(&ca).expect("it has arrived")["acknowledged"], turn);
    // Nobody acknowledges what they found themselves, or twice.
    bw.post("/seat/acknowledge", &[("fact", &fact.to_string())]).is(422);
    ca.post("/seat/acknowledge", &[("fact", &fact.to_string())]).is(422);
}

#[test]
fn going_on_twice_from_one_place_goes_on_once() {
    let hosted = Hosted::of("two-rivers", 16);
    let trainer = hosted.trainer();
    let at = Some(Moment { turn: 0, phase: Phase::Briefing });
    let ask = Ask::Do { viewer: Viewer::Trainer, command: Command::NextPhase, reason: None, at };
    let body = serde_json::to_string(&ask).expect("a question");
    for _ in 0..3 {
        let reply = trainer.post_with("/api/v1/commands", &[("content-type", "application/json")], &body);
        let answer: Answer = serde_json::from_value(reply.is(200).json()).expect("an answer");
        assert!(matches!(answer, Answer::Done(_)));
        assert!(matches!(hosted.live.ask(&ask), Answer::Done(_)));
    }
    assert_eq!(hosted.live.look(|exercise| exercise.now().public.phase), Phase::Situation);
}

#[test]
fn whoever_an_inject_is_addressed_to_decides_it() {
    let hosted = Hosted::of("two-rivers", 17);
    let trainer = hosted.trainer();
    let scenario = &hosted.scenario;
    let (inject, partner, place) = scenario
        .injects
        .iter()
        .enumerate()
        .filter(|(_, def)| !def.choices.is_empty())
        .find_map(|(index, def)| {
            let named = def.to.iter().find_map(|(partner, place)| Some((*partner, (*place)?)))?;
            let leads = Seat::Participant(named.0, named.1) == lead_of(scenario, named.0);
            (!leads).then_some((index, named.0, named.1))
        })
        .expect("somebody else than the lead has a decision to make");
    let seats = scenario.partners[partner.index()].seats.len();
    let lead = lead_of(scenario, partner);
    let other = (0..seats)
        .filter_map(|place| u8::try_from(place).ok())
        .map(|place| Seat::Participant(partner, place))
        .find(|seat| *seat != lead && *seat != Seat::Participant(partner, place))
        .expect("there is a third seat");
    let _lead = hosted.enter(lead);
    let (named, other) = (hosted.enter(Seat::Participant(partner, place)), hosted.enter(other));
    let number = inject.to_string();
    hosted.go_on(&trainer);
    trainer.post("/lead/fire", &[("inject", &number)]).is(303);
    let choice = [("inject", number.as_str()), ("choice", "0")];
    assert!(!other.get("/seat/inbox").is(200).body.contains("/seat/choose"));
    other.post("/seat/choose", &choice).is(422);
    assert!(named.get("/seat/inbox").is(200).body.contains("/seat/choose"));
    named.post("/seat/choose", &choice).is(303);
    named.post("/seat/choose", &choice).is(422);
}
