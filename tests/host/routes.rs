//! The whole router, route by route: who may call it, by which method, how much it reads, what every
//! answer carries.

use crate::client::Client;
use crate::stage::*;
use planspiel::conduct::Seat;
use planspiel::host::{Clock, Verb, declared};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

fn example(path: &str) -> String {
    path.replace("{name}", "bw").replace("{slug}", "bw")
}

fn call(client: &Client, verb: Verb, path: &str) -> crate::client::Reply {
    match verb {
        Verb::Get => client.get(path),
        Verb::Post => client.post(path, &[]),
    }
}

const HEADERS: [&str; 6] = [
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cache-control",
    "permissions-policy",
];

#[test]
fn every_route_lets_in_whom_it_declares_and_nobody_else() {
    let hosted = Hosted::of("two-rivers", 11);
    let everybody = hosted.everybody();
    let nothing = |client: &Client, verb| call(client, verb, "/no/such/page").is(404);
    for route in declared() {
        let path = example(route.path);
        // These end the session or stop everything: they have tests of their own.
        if matches!(
            path.as_str(),
            "/leave" | "/no-duff" | "/stream" | "/api/v1/stream" | "/lead/end" | "/api/v1/close"
        ) {
            continue;
        }
        let stranger = call(&hosted.stranger(), route.verb, &path);
        let is_open = planspiel::host::Who::Anyone == route.who;
        assert_eq!(!matches!(stranger.status, 303 | 401), is_open, "{path}: {}", stranger.status);
        for (seat, client) in &everybody {
            let reply = call(client, route.verb, &path);
            for header in HEADERS {
                assert!(reply.header(header).is_some(), "{path} as {seat:?} lacks {header}");
            }
            if route.who.has(*seat) {
                let own = path.starts_with("/map/") && matches!(seat, Seat::Participant(p, _) if p.0 == 1);
                let blind = path.starts_with("/map/") && matches!(seat, Seat::Wall | Seat::Red(_));
                assert!(own || blind || reply.status != 404, "{path} as {seat:?}");
                assert!(reply.status < 500, "{path} as {seat:?}: {}", reply.body);
            } else {
                // What is forbidden looks like what does not exist, but for the page's own address.
                let unknown = nothing(client, route.verb);
                assert_eq!(reply.status, 404, "{path} as {seat:?}");
                if !path.starts_with("/api/") {
                    assert_eq!(
                        reply.body.replace(&path, "/no/such/page"),
                        unknown.body,
                        "{path} as {seat:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn other_methods_long_bodies_and_other_sites_are_refused() {
    let hosted = Hosted::of("first-steps", 12);
    let trainer = hosted.trainer();
    let participant = hosted.enter(lead_of(&hosted.scenario, planspiel::scenario::ids::PartnerId(0)));
    let red = hosted.enter(Seat::Red(planspiel::scenario::ids::ActorId(0)));
    let form = ("content-type", "application/x-www-form-urlencoded");
    let verbs = |path: &str| {
        let routes = declared();
        let own: Vec<Verb> =
            routes.iter().filter(|route| route.path == path).map(|route| route.verb).collect();
        own
    };
    for route in declared().iter().filter(|route| route.verb == Verb::Post) {
        let client = match route.who {
            who if who.has(Seat::Trainer) => &trainer,
            planspiel::host::Who::Red => &red,
            _ => &participant,
        };
        let long = format!("text={}", "x".repeat(route.limit + 1));
        let reads_nothing = [
            "/leave",
            "/pen",
            "/lead/pause",
            "/lead/go-on",
            "/lead/thaw",
            "/lead/cards",
            "/lead/end",
            "/lead/declassify",
        ];
        if !reads_nothing.contains(&route.path) {
            let reply = client.post_with(route.path, &[form], &long);
            assert!(matches!(reply.status, 400 | 413 | 415), "{}: {}", route.path, reply.status);
        }
        let elsewhere = [form, ("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
        assert_eq!(client.post_with(route.path, &elsewhere, "").status, 403, "{}", route.path);
        if !verbs(route.path).contains(&Verb::Get) {
            assert_eq!(client.get(route.path).status, 404, "{}", route.path);
        }
    }
}

#[test]
fn writing_too_fast_is_answered_with_when_to_come_back() {
    // The limiter's time stands still until the test moves it, however slow the machine is.
    let seconds = Arc::new(AtomicU64::new(0));
    let clock = seconds.clone();
    let clock = Clock(Arc::new(move || Duration::from_secs(clock.load(Ordering::SeqCst))));
    let hosted = Hosted::by(live(&shipped("first-steps"), 13, None), clock);
    let (trainer, evaluator) = (hosted.trainer(), hosted.enter(Seat::Evaluator));
    let write = || trainer.post("/lead/extend", &[("seconds", "1")]);
    let written_at_once = || {
        let mut written = 0;
        loop {
            let reply = write();
            if reply.status == 429 {
                return (written, reply);
            }
            written += 1;
            assert!(written < 200, "200 writes at once are too many");
        }
    };
    let (written, slowed) = written_at_once();
    assert_eq!(written, 60, "as many as a device may write at once");
    // The others at the table are not slowed.
    evaluator.post("/watch/note", &[("category", "strength"), ("text", "calm")]).is(303);
    write().is(429);
    // Who comes back when told may write again, and no faster than before.
    let wait: u64 = slowed.header("retry-after").expect("when to come back").parse().expect("seconds");
    seconds.fetch_add(wait, Ordering::SeqCst);
    assert_eq!(written_at_once().0, 20 * wait, "as many as a device may write in that time");
}

#[test]
fn the_api_describes_itself() {
    let hosted = Hosted::of("first-steps", 14);
    let document = hosted.stranger().get("/api/v1/openapi.json").is(200).json();
    let described: Vec<&String> = document["paths"].as_object().expect("paths").keys().collect();
    for route in declared().iter().filter(|route| route.path.starts_with("/api/")) {
        assert!(described.iter().any(|path| *path == route.path), "{} is not described", route.path);
    }
}

#[test]
fn the_report_comes_in_every_form_to_whom_it_belongs() {
    let hosted = Hosted::of("two-rivers", 15);
    let (trainer, lead) =
        (hosted.trainer(), hosted.enter(lead_of(&hosted.scenario, planspiel::scenario::ids::PartnerId(0))));
    let mut forms =
        vec![("", "text/html"), ("?format=html", "text/html"), ("?format=xlsx", "application/vnd.")];
    if cfg!(feature = "pdf") {
        forms.push(("?format=pdf", "application/pdf"));
    } else {
        trainer.get("/lead/report?format=pdf").is(404);
    }
    for (form, kind) in forms {
        let bodies = [(&trainer, "/lead/report"), (&lead, "/seat/report")].map(|(client, address)| {
            let reply = client.get(&format!("{address}{form}")).is(200);
            assert!(reply.header("content-type").is_some_and(|found| found.starts_with(kind)), "{form}");
            assert!(reply.header("content-disposition").is_some_and(|name| name.starts_with("attachment")));
            reply.body
        });
        assert_ne!(bodies[0], bodies[1], "a team gets its own report");
        lead.get(&format!("/lead/report{form}")).is(404);
        trainer.get(&format!("/seat/report{form}")).is(404);
    }
    trainer.get("/lead/report?format=docx").is(404);
    // Before EndEx nothing is declassified; after it, by the trainer alone.
    let truth = &hosted.scenario.actors[0].name;
    let says = |client: &Client, address: &str, words: [&str; 2]| {
        let body = client.get(address).is(200).body;
        words.iter().any(|words| body.contains(words))
    };
    let tells = || says(&lead, "/seat/report", [&truth.de, &truth.en]);
    trainer.post("/lead/declassify", &[]).is(422);
    trainer.post("/lead/end", &[]).is(303);
    lead.post("/lead/declassify", &[]).is(404);
    assert!(!tells(), "{truth:?}");
    for _ in 0..2 {
        trainer.post("/lead/declassify", &[]).is(303);
    }
    assert!(tells(), "{truth:?}");
    assert!(says(&lead, "/seat", ["Übung freigegeben", "declassified the exercise"]));
    assert!(says(&trainer, "/lead/debrief?step=luck", ["Freigegeben.", "Declassified."]));
    let offers_pdf = trainer.get("/lead/score").is(200).body.contains("/lead/report?format=pdf");
    assert_eq!(offers_pdf, cfg!(feature = "pdf"), "only what this build can make is offered");
}

#[test]
fn the_debrief_opens_after_the_end_and_goes_in_its_order() {
    let hosted = Hosted::of("first-steps", 15);
    let trainer = hosted.trainer();
    let before = trainer.get("/lead/debrief");
    assert!(before.body.contains("EndEx") && !before.body.contains("step=truth"), "{}", before.body);
    assert!(trainer.get("/lead/forecast?inject=0").body.contains("id=\"odds\""));
    trainer.post("/lead/next", &[]).is(303);
    trainer.post("/lead/end", &[]).is(303);
    let first = trainer.get("/lead/debrief");
    let places: Vec<usize> = ["own", "known", "truth", "alternatives", "luck"]
        .iter()
        .map(|step| first.body.find(&format!("step={step}")).unwrap_or_else(|| panic!("{step}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    for step in ["own", "known", "truth", "alternatives", "luck"] {
        trainer.get(&format!("/lead/debrief?step={step}&turn=1")).is(200);
    }
    let item = [("what", "Offline copies"), ("who", "IT"), ("due", "June"), ("element", "equipment")];
    trainer.post("/lead/improve", &item).is(303);
    let noted = trainer.get("/lead/debrief").body;
    assert!(noted.contains("Offline copies (") && noted.contains("IT: June"), "{noted}");
    assert!(!trainer.get("/lead/forecast").body.contains("id=\"odds\""), "there is nothing to forecast");
}
