//! Coming in, sharing a seat, being moved, leaving.

use crate::client::Client;
use crate::stage::*;
use planspiel::conduct::Seat;
use planspiel::scenario::ids::{ActorId, PartnerId};
use planspiel::view::seat_slug;

#[test]
fn a_link_admits_one_device_once_and_looking_at_it_spends_nothing() {
    let hosted = Hosted::of("first-steps", 1);
    let seat = lead_of(&hosted.scenario, PartnerId(0));
    let code = hosted.code(seat);
    let link = format!("/claim?code={code}");
    for _ in 0..5 {
        let page = hosted.stranger().get(&link).is(200);
        assert!(page.body.contains("<button"), "{}", page.body);
    }
    let mut one = hosted.stranger();
    one.spend(&code);
    one.get("/seat").is(200);
    // The second device, and whoever looks later, are turned away alike.
    hosted.stranger().post("/claim", &[("code", &code)]).is(403);
    let spent = hosted.stranger().get(&link).is(403);
    assert_eq!(
        spent.body,
        hosted.stranger().get("/claim?code=nonsense").is(403).body.replace("nonsense", &code)
    );
}

#[test]
fn a_key_admits_several_devices_until_it_is_issued_anew() {
    let hosted = Hosted::of("first-steps", 2);
    let seat = lead_of(&hosted.scenario, PartnerId(0));
    let (slug, key) = (seat_slug(&hosted.scenario, seat), hosted.key(seat));
    let room = hosted.host().room.clone();
    let join = |key: &str| hosted.stranger().post("/join", &[("room", &room), ("seat", &slug), ("key", key)]);
    let typed = format!("{} {}", key[..4].to_lowercase(), &key[4..]);
    let devices: Vec<Client> =
        [&key, &typed].iter().map(|key| hosted.stranger().seated(&join(key).is(303))).collect();
    devices.iter().for_each(|device| drop(device.get("/seat").is(200)));

    let trainer = hosted.trainer();
    let page = trainer.post("/lead/issue", &[("seat", &slug)]).is(200);
    join(&key).is(403);
    // Who is in stays in; the new key works; nowhere does an old key come back.
    devices.iter().for_each(|device| drop(device.get("/seat").is(200)));
    let fresh =
        page.body.split("class=\"key\">").nth(1).and_then(|rest| rest.get(..8)).expect("the key is shown");
    join(fresh).is(303);
    assert!(!trainer.get("/lead/people").is(200).body.contains(fresh));
}

#[test]
fn at_the_door_nobody_learns_who_attacks() {
    let hosted = Hosted::of("two-rivers", 9);
    let room = hosted.host().room.clone();
    let door = hosted.stranger().get(&format!("/?room={room}")).is(200);
    assert_eq!(door.body.matches("value=\"red\"").count(), 1, "all red seats are one");
    for actor in &hosted.scenario.actors {
        let said = [&actor.id, &actor.name.de, &actor.name.en];
        assert!(said.iter().all(|word| !door.body.contains(word.as_str())), "{} is told", actor.id);
    }
    // Each key opens its own red seat.
    for index in 0..hosted.scenario.actors.len() {
        let seat = Seat::Red(ActorId::at(index));
        let fields = [("room", room.as_str()), ("seat", "red"), ("key", &hosted.key(seat))];
        let red = hosted.stranger().seated(&hosted.stranger().post("/join", &fields).is(303));
        let (page, actor) = (red.get("/red").is(200).body, &hosted.scenario.actors[index]);
        assert!(page.contains(&actor.name.en), "{}", actor.id);
    }
    let key = hosted.key(lead_of(&hosted.scenario, PartnerId(0)));
    hosted.stranger().post("/join", &[("room", &room), ("seat", "red"), ("key", &key)]).is(403);
}

#[test]
fn wrong_keys_slow_the_device_and_never_lock_the_seat() {
    let hosted = Hosted::of("first-steps", 3);
    let seat = lead_of(&hosted.scenario, PartnerId(0));
    let (slug, key, room) = (seat_slug(&hosted.scenario, seat), hosted.key(seat), hosted.host().room.clone());
    let door = hosted.stranger().get("/").is(200);
    let cookie = door.header("set-cookie").and_then(|line| line.split(';').next()).expect("a device's mark");
    let body = |key: &str| format!("room={room}&seat={slug}&key={key}");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let try_with = |key: &str| hosted.stranger().post_with("/join", &[form, ("cookie", cookie)], &body(key));
    for _ in 0..5 {
        try_with("AAAAAAAA").is(403);
    }
    let slowed = try_with(&key).is(429);
    assert!(slowed.header("retry-after").is_some());
    // Another device in the same room gets in at once.
    hosted.stranger().post("/join", &[("room", &room), ("seat", &slug), ("key", &key)]).is(303);
}

#[test]
fn several_read_at_a_seat_and_one_writes() {
    let hosted = Hosted::of("first-steps", 4);
    let seat = lead_of(&hosted.scenario, PartnerId(0));
    let first = hosted.enter(seat);
    let (slug, room) = (seat_slug(&hosted.scenario, seat), hosted.host().room.clone());
    let fields = [("room", room.as_str()), ("seat", &slug), ("key", &hosted.key(seat))];
    let second = hosted.stranger().seated(&hosted.stranger().post("/join", &fields).is(303));
    let say =
        |client: &Client| client.post("/say", &[("to", "trainer"), ("label", "amber"), ("text", "hello")]);
    say(&first).is(303);
    let refused = say(&second).is(422);
    assert!(refused.body.contains("hello"), "what was written comes back");
    second.post("/pen", &[]).is(303);
    say(&second).is(303);
    say(&first).is(422);
    // The takeover is in the log.
    let taken = hosted.live.look(|exercise| {
        exercise.entries().iter().filter(|entry| format!("{:?}", entry.command).contains("TakePen")).count()
    });
    assert_eq!(taken, 1);
    // The writer goes: the pen passes on.
    second.post("/leave", &[]).is(303);
    assert_eq!(second.get("/seat").status, 303);
    say(&first).is(303);
}

#[test]
fn the_trainer_moves_people_and_shows_them_out() {
    let hosted = Hosted::of("two-rivers", 5);
    let (bw, ca) = (lead_of(&hosted.scenario, PartnerId(0)), lead_of(&hosted.scenario, PartnerId(1)));
    let trainer = hosted.trainer();
    let device = hosted.enter(bw);
    let number = hosted.live.look(|exercise| exercise.conduct().at(bw).next().expect("somebody is there").0);
    let to = seat_slug(&hosted.scenario, ca);
    trainer.post("/lead/move", &[("person", &number.to_string()), ("seat", &to)]).is(303);
    assert_eq!(device.view()["view"]["slug"], "ca");
    trainer.post("/lead/show-out", &[("person", &number.to_string())]).is(303);
    assert_eq!(device.get("/seat").status, 303);
    assert_eq!(device.get("/api/v1/view").status, 401);
    trainer.post("/lead/show-out", &[("person", "9999")]).is(422);
}

#[test]
fn an_emergency_from_any_seat_stops_everything_and_everybody_reads_it() {
    let hosted = Hosted::of("two-rivers", 6);
    let trainer = hosted.trainer();
    hosted.go_on(&trainer);
    let everybody: Vec<(Seat, Client)> = planspiel::view::seats(&hosted.scenario)
        .into_iter()
        .skip(1)
        .map(|seat| (seat, hosted.enter(seat)))
        .collect();
    let observer = everybody.iter().find(|(seat, _)| *seat == Seat::Observer).expect("there is one");
    observer.1.post("/no-duff", &[("text", "fire in room 2")]).is(303);
    for (seat, client) in &everybody {
        let home = match seat {
            Seat::Participant(..) => "/seat",
            Seat::Wall => "/wall",
            Seat::Red(_) => "/red",
            _ => "/watch",
        };
        let page = client.get(home).is(200).body;
        assert!(page.contains("ERNSTFALL") && page.contains("NO DUFF: real emergency"), "{seat:?}");
    }
    assert_eq!(trainer.post("/lead/next", &[]).status, 422);
    assert!(hosted.live.look(|exercise| exercise.conduct().timer.is_paused()));
    trainer.post("/lead/thaw", &[]).is(303);
    hosted.go_on(&trainer);
}
