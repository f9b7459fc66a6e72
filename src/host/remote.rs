//! A board's line to a host: the same questions and answers as within one process, over HTTP.

use crate::live::link::{Answer, Ask, Link};
use crate::scenario::model::Text;
use crate::view::Synopsis;
use crate::view::wording::both;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// How long the host may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest answer, bytes: a trainer's view of a large exercise.
const LONGEST: u64 = 64 * 1024 * 1024;

/// A line to a host, with the trainer's session.
#[derive(Clone)]
pub struct Remote {
    agent: Agent,
    origin: String,
    session: String,
}

/// Why there is no line.
#[derive(Debug)]
pub enum RemoteError {
    /// The host does not answer.
    Unreachable(String),
    /// The key, the code or the session is not good.
    Kept,
    /// It was asked too often; it answers again after so many seconds.
    TooFast(u64),
    /// What answers is no host of ours, or of another version.
    Strange(String),
}

impl RemoteError {
    /// What people are told.
    #[must_use]
    pub fn told(&self) -> Text {
        match self {
            RemoteError::Unreachable(error) => both(
                format!("der Host antwortet nicht: {error}"),
                format!("the host does not answer: {error}"),
            ),
            RemoteError::Kept => both(
                "der Host lässt diese Tafel nicht herein; einen neuen Schlüssel für den Platz der Übungsleitung gibt es auf der Seite „Plätze“",
                "the host does not let this board in; a new key for the trainer's seat is on the page \"Seats\"",
            ),
            RemoteError::TooFast(seconds) => both(
                format!("der Host wurde zu oft hintereinander gefragt; bitte {seconds} s warten"),
                format!("the host was asked too often; wait {seconds} s"),
            ),
            RemoteError::Strange(error) => both(
                format!("dort antwortet kein Host dieser Version: {error}"),
                format!("what answers there is no host of this version: {error}"),
            ),
        }
    }
}

impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told().en)
    }
}

impl std::error::Error for RemoteError {}

impl Remote {
    /// Comes in by the trainer's link. A host that made its certificate itself is trusted where that
    /// certificate (PEM) is given; the same holds below.
    ///
    /// # Errors
    /// Why not.
    pub fn with_link(link: &str, trust: Option<&[u8]>) -> Result<Remote, RemoteError> {
        let (origin, code) = link
            .split_once("/claim?code=")
            .ok_or_else(|| RemoteError::Strange(format!("\"{link}\" is no trainer's link")))?;
        Self::line(origin, "", trust)?.enter(&json!({"claim": code}))
    }

    /// Comes in by the key of the trainer's seat. A host that made its certificate itself is trusted
    /// where that certificate (PEM) is given.
    ///
    /// # Errors
    /// Why not.
    pub fn with_key(origin: &str, key: &str, trust: Option<&[u8]>) -> Result<Remote, RemoteError> {
        let line = Self::line(origin.trim_end_matches('/'), "", trust)?;
        line.enter(&json!({"seat": "trainer", "key": key}))
    }

    /// Goes on with a session that was given before.
    ///
    /// # Errors
    /// When the certificate cannot be read.
    pub fn again(origin: &str, session: &str, trust: Option<&[u8]>) -> Result<Remote, RemoteError> {
        Self::line(origin, session, trust)
    }

    fn line(origin: &str, session: &str, trust: Option<&[u8]>) -> Result<Remote, RemoteError> {
        let mut tls = TlsConfig::builder();
        if let Some(pem) = trust {
            let certificate = Certificate::from_pem(pem);
            let certificate = certificate.map_err(|error| RemoteError::Strange(error.to_string()))?;
            tls = tls.root_certs(RootCerts::new_with_certs(&[certificate]));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .tls_config(tls.build())
            .build();
        Ok(Remote { agent: config.into(), origin: origin.to_owned(), session: session.to_owned() })
    }

    /// Where the host is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What opens the line again; as secret as a key.
    #[must_use]
    pub fn session(&self) -> &str {
        &self.session
    }

    fn enter(self, with: &Value) -> Result<Remote, RemoteError> {
        let entered: Value = self.post("/api/v1/join", with)?;
        let session = entered["session"].as_str().ok_or(RemoteError::Kept)?.to_owned();
        Ok(Remote { session, ..self })
    }

    /// What is played there.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn synopsis(&self) -> Result<Synopsis, RemoteError> {
        let request = self.agent.get(format!("{}/api/v1/synopsis", self.origin));
        let answer = request.header("authorization", format!("Bearer {}", self.session)).call();
        read(answer)
    }

    /// Asks the host to close; with `unless_in_use` only if nobody but the trainer sits there. Says
    /// whether it does.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn close(&self, unless_in_use: bool) -> Result<bool, RemoteError> {
        let answer: Value = self.post("/api/v1/close", &json!({"unless_in_use": unless_in_use}))?;
        Ok(answer["closes"] == true)
    }

    fn post<T: DeserializeOwned>(&self, path: &str, body: &impl serde::Serialize) -> Result<T, RemoteError> {
        let text = serde_json::to_string(body).map_err(|error| RemoteError::Strange(error.to_string()))?;
        let request =
            self.agent.post(format!("{}{path}", self.origin)).header("content-type", "application/json");
        read(request.header("authorization", format!("Bearer {}", self.session)).send(text))
    }
}

fn read<T: DeserializeOwned>(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<T, RemoteError> {
    let mut answer = answer.map_err(|error| RemoteError::Unreachable(error.to_string()))?;
    match answer.status().as_u16() {
        200 => {}
        401 | 403 => return Err(RemoteError::Kept),
        429 => {
            let wait =
                answer.headers().get("retry-after").and_then(|seconds| seconds.to_str().ok()?.parse().ok());
            return Err(RemoteError::TooFast(wait.unwrap_or(1)));
        }
        status => return Err(RemoteError::Strange(format!("status {status}"))),
    }
    let body = answer.body_mut().with_config().limit(LONGEST).read_to_vec();
    let body = body.map_err(|error| RemoteError::Unreachable(error.to_string()))?;
    serde_json::from_slice(&body).map_err(|error| RemoteError::Strange(error.to_string()))
}

impl Link for Remote {
    fn ask(&mut self, ask: &Ask) -> Answer {
        self.post("/api/v1/commands", ask).unwrap_or_else(|error| {
            let why = error.told();
            Answer::Failed {
                text: both(
                    format!("Die Übung ist gerade nicht erreichbar: {}.", why.de),
                    format!("The exercise cannot be reached right now: {}.", why.en),
                ),
            }
        })
    }
}
