//! Live streams: an event only when the seat's own picture changed, and an end when the host goes.

use crate::client::{Client, choices};
use crate::stage::*;
use planspiel::scenario::ids::PartnerId;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

fn open(hosted: &Hosted, client: &Client) -> BufReader<TcpStream> {
    let address = hosted.host().address;
    let mut line = TcpStream::connect(address).expect("the host listens");
    let session = client.session.as_ref().expect("a session");
    write!(line, "GET /stream HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {session}\r\n\r\n")
        .expect("sent");
    BufReader::new(line)
}

/// The next mark that the stream tells; signs of life are passed over.
fn next_mark(stream: &mut BufReader<TcpStream>) -> String {
    let mut is_mark = false;
    loop {
        let mut line = String::new();
        assert_ne!(stream.read_line(&mut line).expect("the stream is open"), 0, "the stream has ended");
        match line.trim_end_matches(['\r', '\n']) {
            "event: mark" => is_mark = true,
            data if is_mark && data.starts_with("data: ") => return data["data: ".len()..].to_owned(),
            _ => {}
        }
    }
}

#[test]
fn a_stream_tells_only_what_changed_for_its_own_seat() {
    let hosted = Hosted::of("two-rivers", 91);
    let trainer = hosted.trainer();
    let (bw, ca) = (hosted.lead(PartnerId(0)), hosted.lead(PartnerId(1)));
    hosted.go_on(&trainer);
    hosted.go_on(&trainer);
    let mark =
        |client: &Client| client.get("/mark").is(200).json()["mark"].as_str().expect("a mark").to_owned();
    let mut stream = open(&hosted, &bw);
    let first = next_mark(&mut stream);
    assert_eq!(first, mark(&bw));
    // California is busy; Baden-Württemberg's stream stays silent until its own sheet changes.
    let view = ca.view();
    for (number, order) in choices(&view).iter().take(5).enumerate() {
        ca.post("/seat/draft", &[("order", &order.to_string())]).is(303);
        ca.post("/say", &[("to", "trainer"), ("label", "amber"), ("text", &format!("message {number}"))])
            .is(303);
    }
    ca.order("one", &view, &choices(&view)[0]).is(201);
    let own = choices(&bw.view())[0].to_string();
    bw.post("/seat/draft", &[("order", &own)]).is(303);
    let second = next_mark(&mut stream);
    assert_ne!(second, first);
    assert_eq!(second, mark(&bw), "the next event is the seat's own change, with nothing in between");
}

#[test]
fn streams_end_when_the_host_goes_and_when_a_device_leaves() {
    let hosted = Hosted::of("first-steps", 92);
    let lead = hosted.lead(PartnerId(0));
    let trainer = hosted.trainer();
    let mut gone = open(&hosted, &lead);
    next_mark(&mut gone);
    lead.post("/leave", &[]).is(303);
    assert_eq!(next_mark(&mut gone), "-", "this device no longer has the seat");
    let mut stream = open(&hosted, &trainer);
    next_mark(&mut stream);
    drop(hosted);
    let mut rest = Vec::new();
    // A reset is an end as well.
    let _ = stream.read_to_end(&mut rest);
}
