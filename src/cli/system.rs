//! What concerns the machine: opening the board, looking at the environment, completions, manual.

use super::Failure;
use super::args::{Args, HostArgs, ReachArgs};
use clap::CommandFactory;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A host elsewhere: its address, the trainer's key, its certificate.
pub(crate) type Attach<'a> = (&'a str, &'a str, Option<&'a Path>);

/// What is hosted when nobody can choose: the flagship.
const FLAGSHIP: &str = "scenarios/two-rivers";

/// Opens the board; where there is no display, a host for browsers.
#[cfg(feature = "board")]
pub(crate) fn board(
    scenario: Option<&Path>,
    host: Option<Attach<'_>>,
    reach: &ReachArgs,
    args: &Args,
) -> Result<(), Failure> {
    use crate::board::{BoardError, BoardOptions, Elsewhere, run};
    let mut connect =
        host.map(|(url, key, _)| Elsewhere { url: url.to_owned(), key: key.to_owned(), trust: None });
    if let (Some(connect), Some((.., Some(path)))) = (&mut connect, host) {
        let read = std::fs::read(path);
        connect.trust = Some(read.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?);
    }
    let is_elsewhere = connect.is_some();
    let options = BoardOptions {
        scenario: scenario.map(Path::to_path_buf),
        connect,
        reach: reach.words(),
        folder: "scenarios".into(),
        lang: args.language(),
    };
    match run(options) {
        Ok(()) => Ok(()),
        Err(error @ (BoardError::NoDisplay | BoardError::NoGraphics)) if !is_elsewhere => {
            without_window(scenario, &error.to_string(), reach, args)
        }
        Err(error) => Err(Failure::Environment(error.to_string())),
    }
}

/// This build has no window.
#[cfg(not(feature = "board"))]
pub(crate) fn board(
    scenario: Option<&Path>,
    host: Option<Attach<'_>>,
    reach: &ReachArgs,
    args: &Args,
) -> Result<(), Failure> {
    let why = "this build has no board; build it with the default features for one";
    match host {
        Some(_) => Err(Failure::Environment(why.to_owned())),
        None => without_window(scenario, why, reach, args),
    }
}

/// The same exercise for browsers.
fn without_window(scenario: Option<&Path>, why: &str, reach: &ReachArgs, args: &Args) -> Result<(), Failure> {
    let path = scenario.map_or_else(|| PathBuf::from(FLAGSHIP), Path::to_path_buf);
    if !path.exists() {
        return Err(Failure::Environment(format!("{why}; for browsers: planspiel host SCENARIO")));
    }
    anstream::eprintln!("planspiel: {why}");
    anstream::eprintln!(
        "planspiel: {} {} (planspiel host SCENARIO)",
        args.language().pick("Für Browser geht es trotzdem, mit", "for browsers it works all the same, with"),
        path.display()
    );
    super::host::host(&HostArgs { reach: reach.clone(), ..HostArgs::of(path) }, args)
}

/// One thing looked at.
struct Finding {
    name: &'static str,
    ok: bool,
    text: String,
    /// What to do when it is not in order.
    help: &'static str,
}

/// Looks at the environment.
pub(crate) fn doctor(as_json: bool) -> Result<(), Failure> {
    let findings = [display(), vulkan(), port(), addresses(), disk(), clock()];
    let all = findings.iter().all(|finding| finding.ok);
    if as_json {
        let list: Vec<_> = findings
            .iter()
            .map(|f| json!({"name": f.name, "ok": f.ok, "text": f.text, "help": if f.ok { "" } else { f.help }}))
            .collect();
        anstream::println!("{}", json!({"schema": "planspiel.doctor/1", "ok": all, "findings": list}));
    } else {
        for finding in &findings {
            let mark = if finding.ok { "ok  " } else { "miss" };
            anstream::println!("{mark}  {:<8} {}", finding.name, finding.text);
            if !finding.ok {
                anstream::println!("      what to do: {}", finding.help);
            }
        }
    }
    if all { Ok(()) } else { Err(Failure::Environment("not everything is in order, see above".to_owned())) }
}

fn display() -> Finding {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let ok = !cfg!(target_os = "linux") || set("WAYLAND_DISPLAY") || set("DISPLAY");
    let text =
        if ok { "a display is there" } else { "no display: neither WAYLAND_DISPLAY nor DISPLAY is set" };
    let help = "start from a desktop session; without one, `planspiel run` and `sweep` work all the same";
    Finding { name: "display", ok, text: text.to_owned(), help }
}

fn vulkan() -> Finding {
    let folders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];
    let drivers = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flat_map(|entries| entries.filter_map(Result::ok))
        .count();
    let ok = !cfg!(target_os = "linux") || drivers > 0;
    let text = if cfg!(target_os = "linux") {
        format!("{drivers} Vulkan drivers")
    } else {
        "not looked at".to_owned()
    };
    let help = "install a Vulkan driver, on Debian and Ubuntu `apt-get install mesa-vulkan-drivers`";
    Finding { name: "gpu", ok, text, help }
}

/// The host's usual port.
fn port() -> Finding {
    let ok = std::net::TcpListener::bind(("127.0.0.1", super::host::USUAL_PORT)).is_ok();
    let is = if ok { "free" } else { "taken" };
    let text = format!("port {} is {is}", super::host::USUAL_PORT);
    Finding {
        name: "port",
        ok,
        text,
        help: "close the other host, or choose a port with `planspiel host --listen`",
    }
}

/// Where participants could reach a host on this machine.
fn addresses() -> Finding {
    let found = crate::host::outside_address();
    let text = found.map_or_else(
        || "no address that others could reach".to_owned(),
        |address| format!("others can reach this machine at {address}, with `host --listen {address}:PORT`"),
    );
    Finding {
        name: "network",
        ok: found.is_some(),
        text,
        help: "connect this machine to the network of the room",
    }
}

/// Writes a little file and waits until it is on the disk, as the log does with every order.
fn disk() -> Finding {
    let help = "point TMPDIR at a local disk with free space";
    let path = std::env::temp_dir().join(format!("planspiel-doctor-{}", std::process::id()));
    #[expect(clippy::disallowed_types, reason = "a reading for people, never decided by")]
    let started = std::time::Instant::now();
    let written = std::fs::File::create(&path).and_then(|mut file| {
        file.write_all(&[0; 4096])?;
        file.sync_all()
    });
    let ms = started.elapsed().as_secs_f64() * 1000.0;
    let removed = std::fs::remove_file(&path);
    match written.and(removed) {
        Ok(()) => Finding { name: "disk", ok: true, text: format!("4 KiB synced in {ms:.1} ms"), help },
        Err(error) => Finding { name: "disk", ok: false, text: format!("cannot write: {error}"), help },
    }
}

fn clock() -> Finding {
    /// 2025-01-01: an older clock is wrong.
    const EARLIEST_S: i64 = 1_735_689_600;
    let ok = jiff::Timestamp::now().as_second() > EARLIEST_S;
    let text = if ok { "the clock is plausible" } else { "the clock is years behind" };
    Finding { name: "clock", ok, text: text.to_owned(), help: "set the date and time of this machine" }
}

/// Completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "planspiel", &mut out);
    print(&out)
}

/// The manual page.
pub(crate) fn man() -> Result<(), Failure> {
    let mut out = Vec::new();
    let page = clap_mangen::Man::new(Args::command());
    page.render(&mut out).map_err(|error| Failure::Defect(error.to_string()))?;
    print(&out)
}

fn print(bytes: &[u8]) -> Result<(), Failure> {
    match std::io::stdout().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Environment(format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
