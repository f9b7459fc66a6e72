//! The host behind the board: a process of its own, started as a child and found again after a crash
//! of either; or one elsewhere.

use crate::host::{Remote, RemoteError};
use crate::live::data_folder;
use crate::live::link::{Answer, Ask, Link};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Where another board finds the host again.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Running {
    origin: String,
    /// As secret as a key: the file is its owner's alone to read.
    session: String,
    log: PathBuf,
    /// The host's certificate (PEM), where it made one itself.
    #[serde(default)]
    certificate: Option<PathBuf>,
    /// The options that bring it back to where it was.
    #[serde(default)]
    reach: Vec<OsString>,
}

impl Running {
    /// The line to it.
    fn remote(&self) -> Result<Remote, RemoteError> {
        Remote::again(&self.origin, &self.session, pem(self.certificate.as_deref()).as_deref())
    }
}

fn pem(path: Option<&Path>) -> Option<Vec<u8>> {
    path.and_then(|path| std::fs::read(path).ok())
}

/// A line to a host of ours, which is started anew when it is gone: its log has everything.
pub(super) struct Tended {
    remote: Remote,
    log: PathBuf,
    /// The options that bring its host back to where it was.
    reach: Vec<OsString>,
}

impl Link for Tended {
    fn ask(&mut self, ask: &Ask) -> Answer {
        let answer = self.remote.ask(ask);
        let is_gone = matches!(answer, Answer::Failed { .. })
            && matches!(self.remote.synopsis(), Err(RemoteError::Unreachable(_)));
        // Only what was asked is asked again: a command may have been done before the host was gone.
        let may_repeat = matches!(ask, Ask::Revision | Ask::View(_) | Ask::Seats | Ask::Debrief { .. });
        if is_gone && may_repeat && self.log.exists() && host(&self.log, None, &self.reach).is_ok() {
            return self.remote.ask(ask);
        }
        answer
    }
}

/// Starts a host for a scenario, or for the log of an exercise that was interrupted.
///
/// # Errors
/// What it said.
pub(super) fn start(path: &Path, cut: Option<&str>, reach: &[OsString]) -> Result<Tended, Vec<String>> {
    // One board leads one exercise.
    part();
    let listen = |address: &str| vec![OsString::from("--listen"), address.into()];
    let is_private = reach.is_empty();
    let open = host(path, cut, &if is_private { listen("127.0.0.1:0") } else { reach.to_vec() })?;
    let trust = pem(open.certificate.as_deref());
    let remote = Remote::with_link(&open.link, trust.as_deref()).map_err(|error| vec![error.to_string()])?;
    let here = remote.origin().trim_start_matches("http://");
    let running = Running {
        origin: remote.origin().to_owned(),
        session: remote.session().to_owned(),
        log: open.log,
        certificate: open.certificate,
        reach: if is_private { listen(here) } else { reach.to_vec() },
    };
    remember(&running);
    Ok(Tended { remote, log: running.log, reach: running.reach })
}

/// What a host that was started says of itself.
struct Open {
    /// The trainer's link.
    link: String,
    log: PathBuf,
    certificate: Option<PathBuf>,
}

impl Tended {
    /// The line itself.
    pub(super) const fn remote(&self) -> &Remote {
        &self.remote
    }
}

/// Starts the process.
fn host(path: &Path, cut: Option<&str>, reach: &[OsString]) -> Result<Open, Vec<String>> {
    let program = std::env::current_exe().map_err(|error| vec![error.to_string()])?;
    let mut command = Command::new(program);
    command.arg("host").arg(path).args(["--json", "--quiet"]).args(reach);
    if let Some(cut) = cut {
        command.args(["--cut", cut]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| vec![error.to_string()])?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        // What cannot be read is as good as nothing said.
        let _ = BufReader::new(out).read_line(&mut line);
    }
    let said: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
    match (said["trainer"].as_str(), said["log"].as_str()) {
        (Some(link), Some(log)) => {
            let certificate = said["certificate"].as_str().map(PathBuf::from);
            let open = Open { link: link.to_owned(), log: PathBuf::from(log), certificate };
            pass_on(child);
            Ok(open)
        }
        _ => Err(complaint(child)),
    }
}

/// What the host says later goes where the board's own words go.
fn pass_on(mut child: Child) {
    let Some(errors) = child.stderr.take() else { return };
    std::thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok) {
            anstream::eprintln!("{line}");
        }
        // It has ended; the system may forget it.
        let _ = child.wait();
    });
}

fn complaint(mut child: Child) -> Vec<String> {
    let mut text = String::new();
    if let Some(errors) = child.stderr.as_mut() {
        let _ = errors.read_to_string(&mut text);
    }
    let _ = child.wait();
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    if lines.is_empty() { vec!["the host did not start, and did not say why".to_owned()] } else { lines }
}

fn place() -> PathBuf {
    data_folder().join("running.json")
}

/// Notes where the host is, for the board that comes after a crash. Without the note it is not found
/// again by itself; nothing else is lost.
fn remember(running: &Running) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let text = serde_json::to_string(running).unwrap_or_default();
    let _ = options.open(place()).and_then(|mut file| file.write_all(text.as_bytes()));
}

/// The host that a board before this one left running, if it still answers.
pub(super) fn running() -> Option<Tended> {
    let text = std::fs::read_to_string(place()).ok()?;
    let running: Running = serde_json::from_str(&text).ok()?;
    if let Ok(remote) = running.remote()
        && remote.synopsis().is_ok()
    {
        return Some(Tended { remote, log: running.log, reach: running.reach });
    }
    forget();
    None
}

/// The board goes: its host goes with it, unless people sit there.
pub(super) fn part() {
    let text = std::fs::read_to_string(place()).unwrap_or_default();
    let Ok(running) = serde_json::from_str::<Running>(&text) else { return };
    if !matches!(running.remote().and_then(|remote| remote.close(true)), Ok(false)) {
        forget();
    }
}

fn forget() {
    let _ = std::fs::remove_file(place());
}
