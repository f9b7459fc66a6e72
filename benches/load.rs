//! The host under load, on loopback: orders a second with their receipts on the disk, how soon others
//! see them, what streams cost, how big and how fast a first page is. Run it with
//! `cargo bench --no-default-features --bench load`; it starts a host of its own process.
//!
//! Wanted: with 200 streams and 50 writes a second, receipt p50 <= 10 ms and p99 <= 50 ms, changed view
//! p99 <= 100 ms; 1,000 idle streams under 150 MB; first page under 60 KB and 20 ms at p95.
//!
//! On two cores of an AMD EPYC, host and load together, log on a local disk: 54 writes a second, receipt
//! p50 5.7 to 6.7 ms, p99 12 to 16 ms; changed view p50 1.0 ms, p99 4.9 ms; 1,000 idle streams 61 to 65 MB
//! in all (12 to 18 MB of it for them); first page 18.6 KB with style, script and drawing, p95 0.4 ms;
//! killed, it answers after 0.07 s and has 200 streams back after 0.09 s (wanted: 2 s and 5 s).

#[path = "../tests/host/client.rs"]
#[expect(dead_code, reason = "the load needs less of a client than the tests")]
mod client;

use client::{Client, choices};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

const STREAMS: usize = 200;
const IDLE: usize = 1000;
const WRITES_A_SECOND: u64 = 65;
const SECONDS: u64 = 20;

#[expect(clippy::disallowed_types, reason = "a benchmark measures time")]
type Moment = std::time::Instant;

/// Milliseconds, sorted when asked.
#[derive(Default)]
struct Histogram(Mutex<Vec<f64>>);

impl Histogram {
    fn add(&self, took: Duration) {
        self.0.lock().expect("nobody panics").push(took.as_secs_f64() * 1000.0);
    }

    fn print(&self, name: &str) {
        let mut all = self.0.lock().expect("nobody panics").clone();
        all.sort_by(f64::total_cmp);
        if all.is_empty() {
            println!("{name}: nothing was measured");
            return;
        }
        let at = |part: f64| all[((all.len() - 1) as f64 * part).round() as usize];
        println!(
            "{name}: n {}, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, max {:.1} ms",
            all.len(),
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0)
        );
        for edge in [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, f64::INFINITY] {
            let below = all.iter().filter(|ms| **ms <= edge).count();
            println!("  <= {edge:>5} ms {:>6.2} %", below as f64 / all.len() as f64 * 100.0);
            if below == all.len() {
                break;
            }
        }
    }
}

struct Host {
    child: Child,
    origin: String,
    cards: Vec<(String, String)>,
    room: String,
}

/// The process, once it has said where it is.
fn launch(folder: &PathBuf, listen: &str, more: &[&str]) -> (Child, Value) {
    let scenario = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios/two-rivers");
    let mut child = Command::new(env!("CARGO_BIN_EXE_planspiel"))
        .arg("host")
        .arg(scenario)
        .args(["--json", "--listen", listen, "--data"])
        .arg(folder)
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the host starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("ours")).read_line(&mut line).expect("it says where it is");
    (child, serde_json::from_str(&line).expect("JSON"))
}

fn start(folder: &PathBuf) -> Host {
    let _ = std::fs::remove_dir_all(folder);
    let cards = folder.join("cards");
    let more = ["--seed", "1", "--cards", cards.to_str().expect("a plain path")];
    let (child, said) = launch(folder, "127.0.0.1:0", &more);
    let cards = std::fs::read_to_string(folder.join("cards/cards.json")).expect("cards");
    let cards: Value = serde_json::from_str(&cards).expect("JSON");
    let cards = cards["cards"].as_array().expect("a list").iter().map(|card| {
        let text = |key: &str| card[key].as_str().expect("a text").to_owned();
        (text("seat"), text("key"))
    });
    let text = |key: &str| said[key].as_str().expect("a text").to_owned();
    Host { child, origin: text("address"), room: text("room"), cards: cards.collect() }
}

impl Host {
    fn enter(&self, seat: &str) -> Client {
        let (_, key) = self.cards.iter().find(|(known, _)| known == seat).expect("a card");
        let client = Client::new(&self.origin);
        let reply = client.post("/join", &[("room", &self.room), ("seat", seat), ("key", key)]).is(303);
        client.seated(&reply)
    }

    fn stream(&self, client: &Client) -> TcpStream {
        let address = self.origin.strip_prefix("http://").expect("plain");
        let mut line = TcpStream::connect(address).expect("a line");
        let session = client.session.as_ref().expect("a session");
        write!(line, "GET /stream HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {session}\r\n\r\n")
            .expect("sent");
        line
    }

    fn resident_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }
}

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("load");
    let mut host = start(&folder);
    let trainer = host.enter("trainer");
    trainer.post("/lead/next", &[]).is(303);
    trainer.post("/lead/next", &[]).is(303);
    let slugs: Vec<String> =
        host.cards.iter().map(|(slug, _)| slug.clone()).filter(|slug| slug.contains('-')).collect();
    let writers: Vec<Client> = slugs.iter().map(|slug| host.enter(slug)).collect();
    println!("{} devices are in: {:.0} MB", writers.len() + 1, host.resident_mb());
    first_page(&writers[0]);
    println!("after 200 pages: {:.0} MB", host.resident_mb());
    under_load(&host, &slugs, &writers);
    recovery(&mut host, &folder, &writers);
    let before = host.resident_mb();
    let idle: Vec<TcpStream> = (0..IDLE).map(|n| host.stream(&writers[n % writers.len()])).collect();
    // Each has its first event when the last of them has.
    for mut line in &idle {
        let mut first = [0; 16];
        line.read_exact(&mut first).expect("a first line");
    }
    println!("{IDLE} idle streams: {:.0} MB in all ({before:.0} MB before)", host.resident_mb());
    drop(idle);
    let _ = host.child.kill();
    let _ = host.child.wait();
}

/// Killed and started anew: until the host answers, and until every stream is back.
fn recovery(host: &mut Host, folder: &PathBuf, writers: &[Client]) {
    let address = host.origin.strip_prefix("http://").expect("plain").to_owned();
    host.child.kill().expect("it runs");
    host.child.wait().expect("it ends");
    let began = Moment::now();
    (host.child, _) = launch(folder, &address, &["--resume"]);
    writers[0].get("/mark").is(200);
    let answers = began.elapsed();
    let streams: Vec<TcpStream> = (0..STREAMS).map(|n| host.stream(&writers[n % writers.len()])).collect();
    for mut line in &streams {
        let mut first = [0; 16];
        line.read_exact(&mut first).expect("a first line");
    }
    let entries = "after the load's log was read again";
    println!(
        "killed: answers after {:.2} s, {STREAMS} streams back after {:.2} s, {entries}",
        answers.as_secs_f64(),
        began.elapsed().as_secs_f64()
    );
}

fn first_page(client: &Client) {
    let took = Histogram::default();
    let mut size = 0;
    for _ in 0..200 {
        let began = Moment::now();
        size = client.get("/seat").is(200).body.len();
        took.add(began.elapsed());
    }
    took.print("first page");
    let parts: Vec<usize> = ["/style.css", "/live.js", "/map/bw"]
        .iter()
        .map(|path| client.get(path).is(200).body.len())
        .collect();
    println!("first page: {size} bytes and {parts:?} for style, script, drawing, before compression");
    let address = client.origin.strip_prefix("http://").expect("plain");
    let sizes: Vec<usize> = ["/seat", "/style.css", "/live.js", "/map/bw"]
        .iter()
        .map(|path| {
            let mut line = TcpStream::connect(address).expect("a line");
            let session = client.session.as_ref().expect("a session");
            let head = format!(
                "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: gzip\r\nconnection: close\r\n"
            );
            write!(line, "{head}authorization: Bearer {session}\r\n\r\n").expect("sent");
            let mut all = Vec::new();
            line.read_to_end(&mut all).expect("read");
            all.len()
        })
        .collect();
    println!("first page, compressed, with headers: {sizes:?}, {} bytes in all", sizes.iter().sum::<usize>());
}

/// The latest write of a seat, until a watcher has seen it.
#[derive(Default)]
struct Slot {
    /// The order, as it stands in the page.
    order: String,
    /// Whether the write put it there or took it away.
    is_there: bool,
    receipt: Option<Moment>,
    is_seen: bool,
}

fn under_load(host: &Host, slugs: &[String], writers: &[Client]) {
    let (receipts, views) = (Histogram::default(), Histogram::default());
    let stop = AtomicBool::new(false);
    let events = AtomicU64::new(0);
    let slots: Vec<Mutex<Slot>> = writers.iter().map(|_| Mutex::default()).collect();
    let side = |slug: &str| slug.starts_with("ca");
    std::thread::scope(|scope| {
        for n in 0..STREAMS {
            let place = n % writers.len();
            let line = host.stream(&writers[place]);
            let (stop, events, views, slots) = (&stop, &events, &views, &slots);
            // One per side fetches the page as a browser would; the others count.
            let own = slugs.iter().position(|slug| side(slug) == side(&slugs[place]));
            let watcher = (n == place && own == Some(place)).then(|| writers[place].clone());
            let watched: Vec<usize> =
                (0..slugs.len()).filter(|other| side(&slugs[*other]) == side(&slugs[place])).collect();
            scope.spawn(move || {
                line.set_read_timeout(Some(Duration::from_secs(1))).expect("a timeout");
                let mut lines = BufReader::new(line);
                let mut text = String::new();
                while !stop.load(Ordering::Relaxed) {
                    text.clear();
                    if lines.read_line(&mut text).is_ok() && text.starts_with("event: mark") {
                        events.fetch_add(1, Ordering::Relaxed);
                        if let Some(watcher) = &watcher {
                            look(&watcher.get("/seat/orders").body, &watched, slots, views);
                        }
                    }
                }
            });
        }
        let per_writer = Duration::from_millis(1000 * writers.len() as u64 / WRITES_A_SECOND);
        for (client, slot) in writers.iter().zip(&slots) {
            let (stop, receipts, views) = (&stop, &receipts, &views);
            scope.spawn(move || write_on(client, per_writer, stop, receipts, views, slot));
        }
        std::thread::park_timeout(Duration::from_secs(SECONDS));
        stop.store(true, Ordering::Relaxed);
    });
    let count = receipts.0.lock().expect("nobody panics").len();
    println!("{:.0} writes a second", count as f64 / SECONDS as f64);
    receipts.print("write to receipt");
    views.print("receipt to changed view");
    println!(
        "{STREAMS} streams took {} events; {:.0} MB",
        events.load(Ordering::Relaxed),
        host.resident_mb()
    );
}

/// What a watcher finds on its page of what was written.
fn look(page: &str, watched: &[usize], slots: &[Mutex<Slot>], views: &Histogram) {
    let sheet =
        page.split("id=\"sheet\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or("");
    for place in watched {
        let mut slot = slots[*place].lock().expect("nobody panics");
        let is_shown = !slot.order.is_empty() && sheet.contains(&slot.order) == slot.is_there;
        if is_shown && !slot.is_seen {
            slot.is_seen = true;
            if let Some(receipt) = slot.receipt {
                views.add(receipt.elapsed());
            }
        }
    }
}

/// Drafts and strikes, as fast as agreed.
fn write_on(
    client: &Client,
    every: Duration,
    stop: &AtomicBool,
    receipts: &Histogram,
    views: &Histogram,
    slot: &Mutex<Slot>,
) {
    let view = client.view();
    let drafted = choices(&view)
        .into_iter()
        .rev()
        .find(|order| client.post("/seat/draft", &[("order", &order.to_string())]).status == 303);
    let Some(order) = drafted else { return };
    let order = order.to_string();
    client.post("/seat/discard", &[("order", &order)]);
    let mut is_there = false;
    while !stop.load(Ordering::Relaxed) {
        is_there = !is_there;
        let path = if is_there { "/seat/draft" } else { "/seat/discard" };
        // As the page writes it, in the same order of keys.
        let shown = serde_json::from_str::<planspiel::rules::order::Order>(&order).expect("an order");
        let shown = serde_json::to_string(&shown).expect("JSON").replace('"', "&quot;");
        *slot.lock().expect("nobody panics") = Slot { order: shown, is_there, ..Slot::default() };
        let began = Moment::now();
        let reply = client.post(path, &[("order", &order)]);
        let ended = Moment::now();
        if reply.status == 303 {
            receipts.add(ended - began);
            let mut slot = slot.lock().expect("nobody panics");
            if slot.is_seen {
                views.add(Duration::ZERO);
            }
            slot.receipt = Some(ended);
        }
        std::thread::park_timeout(every.saturating_sub(ended - began));
    }
}
