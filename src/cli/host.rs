//! `host`: an exercise for browsers and boards, without a window.

use super::Failure;
use super::args::{Args, HostArgs, ReachArgs};
use crate::conduct::Seat;
use crate::host::{Host, HostError, Options, Security, serve};
use crate::live::{self, Live, begin, data_folder, go_on, is_log};
use crate::rules::situation::Phase;
use serde_json::json;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Opens a host and keeps it open until Ctrl-C.
pub(crate) fn host(options: &HostArgs, args: &Args) -> Result<(), Failure> {
    let folder = options.data.clone().unwrap_or_else(data_folder);
    let live = Arc::new(exercise(options, &folder)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Environment(error.to_string()))?;
    let (log, exercise) = (live.log(), live.clone());
    let open = Options {
        listen: options.reach.listen.unwrap_or_else(usual_address),
        public_url: options.reach.public_url.clone(),
        security: security(&options.reach),
        cards: options.cards.clone(),
        note: log.as_deref().map(note_of),
        ..Options::local(live)
    };
    runtime.block_on(async {
        let host = serve(open).await.map_err(failure)?;
        announce(&host, log.as_deref(), options, args);
        tokio::select! {
            () = until_stopped() => {}
            () = host.asked_to_close() => {}
        }
        if !args.quiet {
            anstream::eprintln!("planspiel: closing; what was acknowledged is in the log");
        }
        tokio::select! {
            () = host.close() => {}
            () = until_stopped() => {}
        }
        Ok(())
    })?;
    forget_unplayed(&exercise);
    Ok(())
}

/// Of an exercise that nobody began and nobody came to, no file is left.
fn forget_unplayed(exercise: &Live) {
    let is_unplayed = exercise.look(|exercise| {
        let people = &exercise.conduct().people;
        exercise.now().public.phase == Phase::Briefing
            && people.iter().all(|person| person.seat == Seat::Trainer)
    });
    if let Some(log) = exercise.log().filter(|_| is_unplayed) {
        for end in ["", "-wal", "-shm"] {
            let mut name = log.clone().into_os_string();
            name.push(end);
            // Most of these are not there.
            let _ = std::fs::remove_file(name);
        }
        let _ = std::fs::remove_file(note_of(&log));
    }
}

/// What is hosted: a new exercise, or one that was interrupted.
fn exercise(options: &HostArgs, folder: &Path) -> Result<Live, Failure> {
    if !options.scenario.exists() {
        let path = options.scenario.display();
        let text = format!("{path} does not exist; name a scenario's folder, its .ron file, or a log");
        return Err(Failure::Usage(text));
    }
    let goes_on = options.resume || is_log(&options.scenario);
    if goes_on && !options.difficulty.is_as_written() {
        let text =
            "an exercise that goes on keeps its dials and its attackers; leave out --dial and --attacker";
        return Err(Failure::Usage(text.to_owned()));
    }
    if is_log(&options.scenario) {
        return resumed(&options.scenario);
    }
    let cut = options.cut.as_deref();
    if options.resume {
        let id = super::play::playable(&options.scenario, cut)?.about.id;
        let log = latest(folder, &id).ok_or_else(|| {
            Failure::Usage(format!("there is no log of {id} in {}; start without --resume", folder.display()))
        })?;
        return resumed(&log);
    }
    let mut scenario = super::play::playable(&options.scenario, cut)?;
    let style = super::play::difficult(&mut scenario, &options.difficulty)?;
    let attackers = (options.difficulty.attacker.as_str(), style);
    begin(scenario, attackers, options.seed, folder).map_err(Failure::Environment)
}

fn resumed(log: &Path) -> Result<Live, Failure> {
    let noted = std::fs::read_to_string(note_of(log)).ok().and_then(|text| text.trim().parse().ok());
    go_on(log, noted).map_err(|problems| Failure::Usage(problems.join("\n")))
}

/// The scenario's newest log: names begin with the scenario and go on with the moment.
fn latest(folder: &Path, id: &str) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let own = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let rest = name.strip_prefix(id).and_then(|rest| rest.strip_prefix('-'));
        is_log(path) && rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    };
    files.filter(own).max()
}

/// Where it is noted when an exercise was last known to run.
fn note_of(log: &Path) -> PathBuf {
    log.with_extension(format!("{}-alive", live::LOG))
}

/// The port of a host where none is named.
pub(super) const USUAL_PORT: u16 = 7420;

/// The usual port of this machine, or any where it is taken.
fn usual_address() -> SocketAddr {
    let usual = SocketAddr::from(([127, 0, 0, 1], USUAL_PORT));
    let is_free = std::net::TcpListener::bind(usual).is_ok();
    if is_free { usual } else { SocketAddr::from(([127, 0, 0, 1], 0)) }
}

fn security(options: &ReachArgs) -> Security {
    match (&options.tls_cert, &options.tls_key) {
        (Some(certificate), Some(key)) => {
            Security::Certificate { certificate: certificate.clone(), key: key.clone() }
        }
        _ if options.self_signed => Security::SelfSigned,
        _ if options.insecure_lan => Security::InsecureLan,
        _ => Security::Loopback,
    }
}

fn failure(error: HostError) -> Failure {
    match error {
        HostError::Unprotected(_) | HostError::PublicUrl(_) | HostError::Certificate(_) => {
            Failure::Usage(error.to_string())
        }
        other => Failure::Environment(other.to_string()),
    }
}

/// The trainer's link, once, and how the others come in.
fn announce(host: &Host, log: Option<&Path>, options: &HostArgs, args: &Args) {
    let (link, room) = (host.trainer_link(), &host.room);
    let certificate = certificate_file(host, log);
    if options.json {
        let value = json!({"schema": "planspiel.host/1", "address": host.reach.origin, "room": room,
            "trainer": link, "log": log, "certificate": certificate});
        anstream::println!("{value}");
        return;
    }
    let say = |de: &'static str, en: &'static str| args.language().pick(de, en);
    anstream::println!("{}: {link}", say("Übungsleitung (gilt einmal)", "trainer (works once)"));
    anstream::println!(
        "{}: {}  {}: {room}",
        say("Beitritt", "join"),
        host.reach.origin,
        say("Raumcode", "room code")
    );
    if let Some(log) = log {
        anstream::println!("{}: {}", say("Protokoll", "log"), log.display());
    }
    match &options.cards {
        Some(folder) => anstream::println!(
            "{}: {}",
            say("Platzkarten", "seat cards"),
            folder.join("cards.html").display()
        ),
        None => anstream::println!(
            "{}",
            say(
                "Schlüssel für die Plätze: auf der Seite „Plätze“ der Übungsleitung, oder mit --cards DIR",
                "keys for the seats: on the trainer's page \"Seats\", or with --cards DIR"
            )
        ),
    }
    if let Some(path) = &certificate {
        anstream::println!(
            "{}: {}",
            say("Zertifikat für andere Tafeln (--trust)", "certificate for other boards (--trust)"),
            path.display()
        );
    }
    if options.reach.self_signed && !args.quiet {
        anstream::eprintln!(
            "planspiel: {}",
            say(
                "das Zertifikat ist selbst ausgestellt; Browser warnen davor",
                "the certificate is self-signed; browsers warn about it"
            )
        );
    }
}

/// Writes the certificate that was made on the spot beside the log, for boards elsewhere.
fn certificate_file(host: &Host, log: Option<&Path>) -> Option<PathBuf> {
    let (pem, path) = (host.certificate.as_ref()?, log?.with_extension("pem"));
    match std::fs::write(&path, pem) {
        Ok(()) => Some(path),
        Err(error) => {
            anstream::eprintln!("planspiel: {}: {error}", path.display());
            None
        }
    }
}

/// Ctrl-C, or the system's wish to stop.
async fn until_stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
