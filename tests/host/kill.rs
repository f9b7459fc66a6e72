//! Killing the host at any moment under load: no acknowledged order is lost or doubled, everybody is
//! back. 30 times here, about 40 s; PLANSPIEL_KILLS=1000 for more.

use crate::client::{Client, choices};
use crate::stage::*;
use planspiel::exercise::{Act, Command};
use planspiel::journal::Journal;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A host of its own process.
struct Running {
    child: Child,
    origin: String,
    link: String,
    log: PathBuf,
}

impl Running {
    fn start(data: &Path, listen: &str, resume: bool) -> Running {
        let more: &[&str] = if resume { &["--resume"] } else { &[] };
        Running::with(data, listen, more)
    }

    fn with(data: &Path, listen: &str, more: &[&str]) -> Running {
        let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
        let mut process = Process::new(env!("CARGO_BIN_EXE_planspiel"));
        process
            .arg("host")
            .arg(scenario)
            .args(["--json", "--seed", "61", "--listen", listen, "--data"])
            .arg(data);
        process.arg("--cards").arg(data.join("cards"));
        process.args(more);
        let mut child = process.stdout(Stdio::piped()).spawn().expect("the host starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output is ours");
        BufReader::new(out).read_line(&mut line).expect("it says where it is");
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let text = |key: &str| said[key].as_str().expect("a text").to_owned();
        Running { child, origin: text("address"), link: text("trainer"), log: text("log").into() }
    }

    fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends messages until the host is gone; what was acknowledged is noted.
fn load(client: &Client, partner: usize, count: &AtomicUsize, round: usize) -> Vec<(usize, String)> {
    let mut acknowledged = Vec::new();
    let text = |number: usize| format!("round {round} partner {partner} number {number}");
    for number in 0.. {
        let words = text(number);
        match client.try_post("/say", &[("to", "trainer"), ("label", "amber"), ("text", &words)]) {
            Ok(reply) if reply.status == 303 => {
                acknowledged.push((partner, words));
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok(reply) => assert_eq!(reply.status, 429, "{}", reply.body),
            Err(_) => break,
        }
    }
    acknowledged
}

fn enter(origin: &str, data: &Path, slug: &str) -> Client {
    let cards = std::fs::read_to_string(data.join("cards/cards.json")).expect("cards are written");
    let cards: Value = serde_json::from_str(&cards).expect("cards are JSON");
    let card = cards["cards"].as_array().expect("a list").iter().find(|card| card["seat"] == slug);
    let link = card.and_then(|card| card["link"].as_str()).expect("every seat has a card").to_owned();
    let mut client = Client::new(origin);
    client.spend(link.split("code=").nth(1).expect("a link has a code"));
    client
}

#[test]
fn thirty_kills_under_load_lose_and_double_nothing() {
    let kills = std::env::var("PLANSPIEL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(30);
    let folder = Folder::new("kill");
    let data = folder.file("data");
    let mut host = Running::start(&data, "127.0.0.1:0", false);
    let address = host.origin.strip_prefix("http://").expect("plain on loopback").to_owned();
    let mut trainer = Client::new(&host.origin);
    trainer.spend(host.link.split("code=").nth(1).expect("a code"));
    let leads = ["bw-lead", "ca-lead"].map(|slug| enter(&host.origin, &data, slug));
    trainer.post("/lead/next", &[]).is(303);
    trainer.post("/lead/next", &[]).is(303);
    let mut acknowledged: Vec<(usize, String)> = Vec::new();
    let mut orders: Vec<String> = Vec::new();
    for round in 0..kills {
        // One order each time as long as there are people: the receipt must survive.
        let view = leads[0].view();
        if let Some(order) = choices(&view).first() {
            let id = format!("round {round}");
            leads[0].order(&id, &view, order).is(201);
            orders.push(id);
        }
        let count = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let threads: Vec<_> = leads
                .iter()
                .enumerate()
                .map(|(partner, client)| {
                    let count = &count;
                    scope.spawn(move || load(client, partner, count, round))
                })
                .collect();
            // At another moment each time: after so many acknowledgements.
            while count.load(Ordering::Relaxed) < 2 + (round * 7) % 11 {
                trainer.get("/mark").is(200);
            }
            host.kill();
            threads
                .into_iter()
                .for_each(|thread| acknowledged.extend(thread.join().expect("no client fails")));
        });
        host = Running::start(&data, &address, true);
        for client in leads.iter().chain([&trainer]) {
            assert_ne!(client.get("/mark").is(200).json()["mark"], "", "everybody is back in their seat");
        }
    }
    assert!(acknowledged.len() > kills, "there was load: {} messages", acknowledged.len());
    host.kill();
    let journal = Journal::open(&host.log).expect("the log opens");
    journal.verify().expect("the log is intact");
    let entries = journal.entries().expect("entries");
    for (partner, words) in &acknowledged {
        let times = entries.iter().filter(|entry| entry.text.as_ref() == Some(words)).count();
        assert_eq!(times, 1, "partner {partner}: \"{words}\" stands {times} times in the log");
    }
    for id in &orders {
        let is_it = |by: &planspiel::conduct::By| by.id.as_ref() == Some(id);
        let times = entries.iter().filter(|entry| entry.by.as_ref().is_some_and(is_it)).count();
        assert_eq!(times, 1, "order \"{id}\" stands {times} times in the log");
    }
    let pauses = entries.iter().filter(|entry| entry.command == Command::Act(Act::Pause)).count();
    assert!(pauses >= 1, "after a crash the timer stands still");
}

#[test]
fn a_host_turns_the_dials_and_an_exercise_that_goes_on_keeps_them() {
    let folder = Folder::new("dials");
    let dials = ["--dial", "tempo=150", "--dial", "staff=80", "--attacker", "adaptive"];
    let running = Running::with(&folder.file("data"), "127.0.0.1:0", &dials);
    let mut trainer = Client::new(&running.origin);
    trainer.spend(running.link.split("code=").nth(1).expect("a code"));
    trainer.post("/lead/next", &[]).is(303);
    let opening = Journal::open_read_only(&running.log).expect("the log").opening().expect("an opening");
    let set = opening.scenario.dials;
    assert_eq!((set.tempo, set.staff, set.skill, &*opening.attackers), (150, 80, 100, "adaptive"));
    let refused = |words: &[&str]| {
        let mut process = Process::new(env!("CARGO_BIN_EXE_planspiel"));
        let said = process.args(["host", "--json", "--listen", "127.0.0.1:0"]).args(words).output();
        let said = said.expect("the program runs");
        assert!(!said.status.success());
        String::from_utf8(said.stderr).expect("words")
    };
    let log = running.log.display().to_string();
    let again = refused(&[&log, "--dial", "tempo=100"]);
    assert!(again.contains("keeps its dials and its attackers; leave out --dial"), "{again}");
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers").display().to_string();
    let wrong = refused(&[&scenario, "--dial", "tempo=5000"]);
    assert!(wrong.contains("the dial tempo takes"), "{wrong}");
    let nobody = refused(&[&scenario, "--attacker", "human"]);
    assert!(nobody.contains("there are scenario, script, playbook, adaptive, search"), "{nobody}");
}
