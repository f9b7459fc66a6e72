//! Exactly once: an order that is sent many times at once, through a line that loses requests and
//! answers, is one order.

use crate::client::choices;
use crate::stage::*;
use planspiel::exercise::Command;
use planspiel::scenario::ids::PartnerId;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A line that drops every third request before it arrives, and every fourth answer.
fn bad_line(to: SocketAddr) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has an address");
    let count = Arc::new(AtomicU32::new(0));
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let Ok(client) = client else { return };
            let number = count.fetch_add(1, Ordering::Relaxed);
            std::thread::spawn(move || pass(client, to, number));
        }
    });
    format!("http://{address}")
}

/// One exchange. What is dropped ends the connection, as a dead line does.
fn pass(mut client: TcpStream, to: SocketAddr, number: u32) {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !is_whole(&request) {
        match client.read(&mut part) {
            Ok(read) if read > 0 => request.extend_from_slice(&part[..read]),
            _ => return,
        }
    }
    if number.is_multiple_of(3) {
        return;
    }
    let Ok(mut host) = TcpStream::connect(to) else { return };
    let text = String::from_utf8_lossy(&request).replacen("\r\n", "\r\nconnection: close\r\n", 1);
    if host.write_all(text.as_bytes()).is_err() {
        return;
    }
    let mut answer = Vec::new();
    if host.read_to_end(&mut answer).is_ok() && !number.is_multiple_of(4) {
        let _ = client.write_all(&answer);
        let _ = client.shutdown(Shutdown::Both);
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length:").map(str::to_owned));
    body.len() >= length.and_then(|length| length.trim().parse().ok()).unwrap_or(0)
}

#[test]
fn the_same_mark_sent_1_to_20_times_over_a_bad_line_is_one_order() {
    let hosted = Hosted::of("two-rivers", 21);
    let trainer = hosted.trainer();
    let lead = hosted.lead(PartnerId(0));
    hosted.go_on(&trainer);
    hosted.go_on(&trainer);
    let mut bad = lead.clone();
    bad.origin = bad_line(hosted.host().address);
    let mut given = 0;
    for times in [1, 2, 3, 5, 8, 13, 20] {
        let view = lead.view();
        let Some(order) = choices(&view).first().cloned() else { break };
        let id = format!("sent {times} times");
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let send = || {
                // A client repeats until it has an answer.
                loop {
                    if let Ok(reply) = bad.try_order(&id, &view, &order) {
                        return reply.status;
                    }
                }
            };
            let threads: Vec<_> = (0..times).map(|_| scope.spawn(send)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no client fails")).collect()
        });
        assert!(statuses.iter().all(|status| matches!(status, 200 | 201)), "{statuses:?}");
        given += 1;
        let orders = hosted.live.look(|exercise| {
            let is_order = |command: &Command| matches!(command, Command::Order { .. });
            exercise.entries().iter().filter(|entry| is_order(&entry.command)).count()
        });
        assert_eq!(orders, given, "{id}: {statuses:?}");
    }
    assert!(given >= 5, "the turn has room for {given} orders");
}
