//! What nobody may see: two exercises that agree on what a seat knows answer it byte for byte the same,
//! and no word of a scenario reaches a seat that was not told it.

use crate::client::{Client, choices};
use crate::stage::*;
use planspiel::conduct::Seat;
use planspiel::host::{Verb, declared};
use planspiel::rules::situation::{InjectState, Phase};
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::{NodeId, PartnerId};
use planspiel::scenario::model::{Owner, Text};
use planspiel::view::seats;
use std::collections::BTreeSet;

/// Every page that can be read, with examples for what stands in braces.
fn pages(scenario: &Scenario) -> Vec<String> {
    let mut pages = Vec::new();
    for route in declared().iter().filter(|route| route.verb == Verb::Get) {
        if route.path.ends_with("/stream") {
            continue;
        }
        if route.path.contains('{') {
            let names = scenario.partners.iter().map(|partner| partner.id.as_str()).chain(["truth", "none"]);
            pages.extend(names.map(|name| route.path.replace("{name}", name).replace("{slug}", name)));
        } else {
            pages.push(route.path.to_owned());
        }
    }
    // After the end a team's page goes back to its earlier pictures.
    pages.extend((0..=4).map(|turn| format!("/seat/recap?turn={turn}")));
    pages
}

/// Everything a device can read, without what differs between any two answers.
fn everything(client: &Client, pages: &[String]) -> Vec<(String, u16, Vec<(String, String)>, String)> {
    let read = |page: &String| {
        let reply = client.get(page);
        let headers = reply.headers.into_iter().filter(|(name, _)| name != "date").collect();
        (page.clone(), reply.status, headers, reply.body)
    };
    pages.iter().map(read).collect()
}

/// Does everything that Baden-Württemberg's seats must not notice.
fn unseen(hosted: &Hosted, trainer: &Client) {
    let scenario = &hosted.scenario;
    let ca = hosted.lead(PartnerId(1));
    let view = ca.view();
    let own = choices(&view);
    for order in own.iter().take(6) {
        ca.post("/seat/draft", &[("order", &order.to_string())]);
    }
    ca.order("hidden", &view, &own[0]).is(201);
    ca.post("/say", &[("to", "trainer"), ("label", "red"), ("text", "between us")]).is(303);
    ca.post("/say", &[("to", "ca"), ("label", "red"), ("text", "among us")]).is(303);
    ca.post("/unrealistic", &[("text", "not so fast")]).is(303);
    ca.post("/seat/ready", &[("ready", "true")]).is(303);
    let evaluator = hosted.enter(Seat::Evaluator);
    evaluator
        .post("/watch/note", &[("partner", "bw"), ("category", "improvement"), ("text", "slow")])
        .is(303);
    evaluator
        .post("/watch/rate", &[("objective", "0"), ("partner", "0"), ("rating", "M"), ("text", "late")])
        .is(303);
    trainer.post("/say", &[("to", "ca"), ("label", "amber"), ("text", "a private line")]).is(303);
    let pending =
        scenario.injects.iter().enumerate().filter(|(_, inject)| {
            inject.to.iter().all(|(partner, _)| partner.0 == 1) && !inject.to.is_empty()
        });
    let later =
        pending.map(|(index, _)| index.to_string()).next_back().expect("California has injects of its own");
    trainer.post("/lead/skip", &[("inject", &later), ("text", "not today")]).is(303);
    trainer.post("/lead/autopilot", &[("partner", "ca"), ("on", "true")]).is(303);
    trainer.post("/lead/autopilot", &[("partner", "ca"), ("on", "false")]).is(303);
    trainer.post("/lead/issue", &[("seat", "ca-lead")]).is(200);
}

#[test]
fn what_others_do_unseen_changes_no_byte_of_a_seats_answers() {
    let pair = [Hosted::of("two-rivers", 31), Hosted::of("two-rivers", 31)];
    let trainers = pair.each_ref().map(Hosted::trainer);
    let everybody: Vec<[(Seat, Client); 2]> = seats(&pair[0].scenario)
        .into_iter()
        .filter(|seat| seat.partner() == Some(PartnerId(0)) || *seat == Seat::Wall)
        .map(|seat| pair.each_ref().map(|hosted| (seat, hosted.enter(seat))))
        .collect();
    for (hosted, trainer) in pair.iter().zip(&trainers) {
        trainer.post("/lead/pause", &[]).is(303);
        (0..5).for_each(|_| hosted.go_on(trainer));
    }
    let before: Vec<String> = everybody.iter().map(|[(_, one), _]| one.get("/mark").body).collect();
    unseen(&pair[0], &trainers[0]);
    for ([(seat, one), _], before) in everybody.iter().zip(&before) {
        assert_eq!(one.get("/mark").body, *before, "{seat:?} was told that something changed");
    }
    let pages = pages(&pair[0].scenario);
    let rooms = pair.each_ref().map(|hosted| hosted.host().room.clone());
    let origins = pair.each_ref().map(|hosted| hosted.host().reach.origin.clone());
    let compare = || {
        for [(seat, one), (_, other)] in &everybody {
            let (one_sees, other_sees) = (everything(one, &pages), everything(other, &pages));
            for (mine, theirs) in one_sees.into_iter().zip(other_sees) {
                let plain = |text: &str| text.replace(&rooms[1], &rooms[0]).replace(&origins[1], &origins[0]);
                assert_eq!(timeless(&mine.3), timeless(&plain(&theirs.3)), "{} as {seat:?}", mine.0);
                assert_eq!((mine.1, &mine.2), (theirs.1, &theirs.2), "{} as {seat:?}", mine.0);
            }
        }
    };
    compare();
    for [(seat, one), (_, other)] in &everybody {
        // Orders are refused alike, too: those of others, and those that are none.
        for order in [r#"{"measure":0,"target":{"node":60}}"#, r#"{"measure":3,"target":{"alert":99}}"#, "{}"]
        {
            let answer = |client: &Client| {
                let reply = client.post("/seat/draft", &[("order", order)]);
                (reply.status, reply.body)
            };
            assert_eq!(answer(one), answer(other), "{order} as {seat:?}");
        }
    }
    // Nor after the end, when pages tell what a seat did and what its team knew.
    for trainer in &trainers {
        trainer.post("/lead/end", &[]).is(303);
    }
    compare();
}

/// Without times of day by the wall clock: two hosts were not asked in the same second.
fn timeless(text: &str) -> String {
    let is_clock = |part: &[u8]| {
        let is_digit = |place: usize| part[place].is_ascii_digit();
        [0, 1, 3, 4, 6, 7].into_iter().all(is_digit) && part[2] == b':' && part[5] == b':'
    };
    let mut bytes = text.as_bytes().to_vec();
    for place in 0..bytes.len().saturating_sub(7) {
        if is_clock(&bytes[place..place + 8]) {
            bytes[place..place + 8].copy_from_slice(b"hh:mm:ss");
        }
    }
    String::from_utf8(bytes).expect("only digits were replaced")
}

/// The same scenario with everything changed that Baden-Württemberg's seats cannot know at its start and
/// that steers no dice: what the other side has, who attacks, what the trainer holds in hand. Injects that
/// `fired` keep their words.
fn hidden_changed(mut scenario: Scenario, fired: &[bool]) -> Scenario {
    let other = || Text { de: "anders".to_owned(), en: "different".to_owned(), ..Text::default() };
    let is_linked = |scenario: &Scenario, node: usize| {
        let own = |at: NodeId| scenario.node(at).owner == Owner::Partner(PartnerId(0));
        let mut links = scenario.links.iter();
        links.any(|link| {
            link.from.index() == node && own(link.to) || link.to.index() == node && own(link.from)
        })
    };
    for node in 0..scenario.nodes.len() {
        if scenario.nodes[node].owner == Owner::Partner(PartnerId(1)) && !is_linked(&scenario, node) {
            let def = &mut scenario.nodes[node];
            (def.name, def.stakes, def.records) = (other(), other(), def.records * 3 + 7);
        }
    }
    for (inject, fired) in scenario.injects.iter_mut().zip(fired) {
        (inject.read_aloud, inject.expected, inject.hints) = (other(), other(), vec![other()]);
        let is_known = *fired && inject.to.iter().any(|(partner, _)| partner.0 == 0);
        if !is_known {
            (inject.title, inject.text, inject.from) = (other(), other(), other());
            inject.questions = vec![other()];
        }
    }
    for actor in &mut scenario.actors {
        (actor.name, actor.about) = (other(), other());
        actor.tools.iter_mut().chain(&mut actor.infrastructure).for_each(|name| name.push_str("-b"));
    }
    for seat in &mut scenario.partners[1].seats {
        seat.card = other();
    }
    scenario.partners[1].people[0][0] += 2;
    scenario.about.debrief = vec![other()];
    scenario
}

#[test]
fn what_a_seat_cannot_know_changes_no_byte_of_its_answers() {
    let plain = Hosted::of("two-rivers", 37);
    let stopped = |hosted: &Hosted| {
        let trainer = hosted.trainer();
        trainer.post("/lead/pause", &[]).is(303);
        (0..6).for_each(|_| hosted.go_on(&trainer));
        trainer
    };
    let first = stopped(&plain);
    let fired = plain.live.look(|exercise| {
        // Facts name actors: in this exercise Baden-Württemberg holds none that it did not start with.
        let facts = exercise.now().pictures[0].facts.iter();
        assert_eq!(facts.filter(|held| held.is_held()).count(), plain.scenario.partners[0].knows.len());
        let injects = &exercise.now().truth.injects;
        injects.iter().map(|state| *state == InjectState::Fired).collect::<Vec<bool>>()
    });
    let changed = Hosted::new(live(&hidden_changed(shipped("two-rivers"), &fired), 37, None));
    let second = stopped(&changed);
    let pages = pages(&plain.scenario);
    let own = |seat: &Seat| seat.partner() == Some(PartnerId(0)) || *seat == Seat::Wall;
    let pairs: Vec<(Seat, Client, Client)> = seats(&plain.scenario)
        .into_iter()
        .filter(own)
        .map(|seat| (seat, plain.enter(seat), changed.enter(seat)))
        .collect();
    let plainly = |text: &str| {
        let (here, there) = (plain.host(), changed.host());
        text.replace(&there.room, &here.room).replace(&there.reach.origin, &here.reach.origin)
    };
    let mut compared = 0;
    let mut compare = || {
        for (seat, one, other) in &pairs {
            for (mine, theirs) in everything(one, &pages).into_iter().zip(everything(other, &pages)) {
                assert_eq!(mine.3, plainly(&theirs.3), "{} as {seat:?}", mine.0);
                assert_eq!((mine.1, &mine.2), (theirs.1, &theirs.2), "{} as {seat:?}", mine.0);
                compared += 1;
            }
        }
    };
    compare();
    // What a seat did and what its team knew, as its page tells it after the end.
    for trainer in [&first, &second] {
        trainer.post("/lead/end", &[]).is(303);
    }
    compare();
    assert!(compared > 200, "{compared} answers");
}

/// A scenario in which every text of some kinds is a word that stands nowhere else.
fn marked(mut scenario: Scenario) -> Scenario {
    let text = |kind: &str, index: usize| {
        let word = format!("zq{kind}{index}qz");
        Text { de: word.clone(), en: word, ..Text::default() }
    };
    for (index, node) in scenario.nodes.iter_mut().enumerate() {
        (node.name, node.stakes) = (text("node", index), text("stakes", index));
    }
    for (index, inject) in scenario.injects.iter_mut().enumerate() {
        (inject.title, inject.text) = (text("title", index), text("inject", index));
        (inject.read_aloud, inject.expected) = (text("aloud", index), text("expected", index));
        inject.hints = vec![text("hint", index)];
    }
    for (index, actor) in scenario.actors.iter_mut().enumerate() {
        (actor.name, actor.about) = (text("actor", index), text("about", index));
        let words = |kind: &str, list: &[String]| {
            (0..list.len()).map(|place| format!("zq{kind}{index}n{place}qz")).collect()
        };
        (actor.tools, actor.infrastructure) =
            (words("tool", &actor.tools), words("address", &actor.infrastructure));
    }
    for (index, weakness) in scenario.weaknesses.iter_mut().enumerate() {
        (weakness.name, weakness.remedy) = (text("weakness", index), text("remedy", index));
    }
    for (index, seat) in scenario.partners.iter_mut().flat_map(|partner| &mut partner.seats).enumerate() {
        seat.card = text("card", index);
    }
    scenario
}

/// The marked words in a text.
fn words(text: &str) -> BTreeSet<String> {
    let mut rest = text;
    let mut found = BTreeSet::new();
    while let Some(start) = rest.find("zq") {
        rest = &rest[start..];
        let end = rest.find("qz").map_or(rest.len(), |end| end + 2);
        found.insert(rest[..end].to_owned());
        rest = &rest[end..];
    }
    found
}

/// Words that a partner's seats may never see, whatever happens: other partners' systems (except where
/// a link of one's own ends) and what only the trainer has.
fn never(scenario: &Scenario, partner: PartnerId) -> BTreeSet<String> {
    let mut never = BTreeSet::new();
    let own = |node: NodeId| scenario.node(node).owner == Owner::Partner(partner);
    let is_linked = |node: NodeId| {
        scenario
            .links
            .iter()
            .any(|link| link.from == node && own(link.to) || link.to == node && own(link.from))
    };
    for (index, node) in scenario.nodes.iter().enumerate() {
        if matches!(node.owner, Owner::Partner(other) if other != partner) {
            never.insert(format!("zqstakes{index}qz"));
            if !is_linked(NodeId::at(index)) {
                never.insert(format!("zqnode{index}qz"));
            }
        }
    }
    for index in 0..scenario.injects.len() {
        never.extend([
            format!("zqaloud{index}qz"),
            format!("zqexpected{index}qz"),
            format!("zqhint{index}qz"),
        ]);
    }
    never.extend((0..scenario.actors.len()).map(|index| format!("zqabout{index}qz")));
    let mut card = 0;
    for (index, def) in scenario.partners.iter().enumerate() {
        for _ in &def.seats {
            if index != partner.index() {
                never.insert(format!("zqcard{card}qz"));
            }
            card += 1;
        }
    }
    never
}

/// Plays one exercise with whatever is offered, and crawls everything as everybody on the way.
fn crawl(name: &str, seed: u64) {
    let hosted = Hosted::new(live(&marked(shipped(name)), seed, None));
    let scenario = &hosted.scenario;
    let trainer = hosted.trainer();
    let everybody: Vec<(Seat, Client)> =
        seats(scenario).into_iter().skip(1).map(|seat| (seat, hosted.enter(seat))).collect();
    let pages = pages(scenario);
    let mut step = 0usize;
    let mut seen = BTreeSet::new();
    let ended = || hosted.live.look(|exercise| exercise.now().public.phase == Phase::Ended);
    while !ended() && step < 24 {
        step += 1;
        if step == 24 {
            trainer.post("/lead/end", &[]).is(303);
        } else {
            hosted.go_on(&trainer);
        }
        for (seat, client) in &everybody {
            let Some(partner) = seat.partner() else { continue };
            if *seat == lead_of(scenario, partner) && step % 3 == 2 && !ended() {
                let view = client.view();
                let offered = choices(&view);
                for place in 0..3 {
                    if let Some(order) = offered.get((step * 7 + place * 13) % offered.len().max(1)) {
                        client.order(&format!("{step} {place}"), &client.view(), order);
                    }
                }
            }
            if !step.is_multiple_of(4) && !ended() {
                continue;
            }
            // What the seat was told is in its view; nothing else may be on any page.
            let told = words(&client.get("/api/v1/view").is(200).body);
            let forbidden = never(scenario, partner);
            let known: Vec<&String> = told.intersection(&forbidden).collect();
            assert!(known.is_empty(), "{name}, {seat:?}: the view itself has {known:?}");
            for (page, _, headers, body) in everything(client, &pages) {
                let there = words(&format!("{body} {headers:?}"));
                let foreign: Vec<&String> = there.difference(&told).collect();
                assert!(foreign.is_empty(), "{name}, {page} as {seat:?}: {foreign:?}");
                seen.extend(there);
            }
        }
    }
    assert!(seen.len() > 10, "the crawl saw {} words only", seen.len());
}

#[test]
fn no_word_reaches_a_seat_that_was_not_told_it_in_first_steps() {
    crawl("first-steps", 41);
}

#[test]
fn no_word_reaches_a_seat_that_was_not_told_it_in_two_rivers() {
    crawl("two-rivers", 42);
}
