//! Opening and closing: the address, the encryption, what runs beside the routes.

use super::hall::{Clock, Hall, Issued, Reach};
use super::writer::NoAnswer;
use super::{bell, cards, routes, secret};
use crate::conduct::{GRACE_MS, Seat};
use crate::live::Live;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::fmt;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long requests under way may take when the host goes.
const DRAIN: Duration = Duration::from_millis(1500);

/// What protects the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Security {
    /// Nothing: for this machine alone, or behind a proxy on it.
    Loopback,
    /// Nothing, on a network where everybody may listen.
    InsecureLan,
    /// A certificate and its key, as PEM files.
    Certificate { certificate: PathBuf, key: PathBuf },
    /// A certificate made on the spot; browsers warn.
    SelfSigned,
}

/// How a host is opened.
pub struct Options {
    pub live: Arc<Live>,
    pub listen: SocketAddr,
    /// What people type, where that is not the address itself.
    pub public_url: Option<String>,
    pub security: Security,
    /// How long orders are taken after the bell, milliseconds.
    pub grace_ms: u32,
    /// What seats' marks are mixed with; new for each host, so that they tell nothing.
    pub salt: Vec<u8>,
    /// Folder for seat cards.
    pub cards: Option<PathBuf>,
    /// File that says when the exercise was last known to run.
    pub note: Option<PathBuf>,
    /// By which it is told who writes too fast.
    pub clock: Clock,
}

impl Options {
    /// For this machine alone, at any free port.
    #[must_use]
    pub fn local(live: Arc<Live>) -> Options {
        Options {
            live,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            security: Security::Loopback,
            grace_ms: GRACE_MS,
            salt: secret::random::<16>().to_vec(),
            cards: None,
            note: None,
            clock: Clock::default(),
        }
    }
}

/// Why a host does not open.
#[derive(Debug)]
pub enum HostError {
    /// The address cannot be listened on.
    Address(SocketAddr, std::io::Error),
    /// Others could reach an unencrypted host.
    Unprotected(SocketAddr),
    /// The address people type is none.
    PublicUrl(String),
    /// The certificate or its key.
    Certificate(String),
    /// The log.
    Log(String),
    /// The cards.
    Cards(PathBuf, std::io::Error),
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostError::Address(address, error) => {
                write!(
                    f,
                    "cannot listen on {address}: {error}; choose another port with --listen, or 0 for any"
                )
            }
            HostError::Unprotected(address) => write!(
                f,
                "{address} can be reached by others, and nothing would be encrypted; give --tls-cert and --tls-key, \
                 or --self-signed (browsers warn), or, where everybody may listen, --insecure-lan"
            ),
            HostError::PublicUrl(url) => {
                write!(f, "\"{url}\" is no address; write for example https://exercise.example.org")
            }
            HostError::Certificate(error) => write!(f, "the certificate cannot be used: {error}"),
            HostError::Log(error) => write!(f, "the log cannot be written: {error}"),
            HostError::Cards(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for HostError {}

/// An open host.
pub struct Host {
    pub address: SocketAddr,
    pub reach: Reach,
    /// The room's code.
    pub room: String,
    /// Keys that were issued on opening.
    pub issued: Vec<Issued>,
    /// The certificate that was made on the spot, as PEM: whoever holds it may trust this host.
    pub certificate: Option<String>,
    hall: Arc<Hall>,
    handle: Handle<SocketAddr>,
    closing: watch::Sender<bool>,
    serving: JoinHandle<std::io::Result<()>>,
    beside: Vec<JoinHandle<()>>,
}

impl Host {
    /// The trainer's link: admits one device, once.
    #[must_use]
    pub fn trainer_link(&self) -> String {
        let issued = self.issued.iter().find(|issued| issued.seat == Seat::Trainer);
        let code = issued.map_or("", |issued| issued.claim.as_str());
        format!("{}/claim?code={code}", self.reach.origin)
    }

    /// Waits until a board asks the host to go.
    pub async fn asked_to_close(&self) {
        self.hall.goodbye.notified().await;
    }

    /// Goes: streams end, requests under way are answered.
    pub async fn close(self) {
        // Nobody listens any more when all streams have ended.
        let _ = self.closing.send(true);
        self.handle.graceful_shutdown(Some(DRAIN));
        let _ = self.serving.await;
        self.beside.iter().for_each(JoinHandle::abort);
        self.hall.improving.stop();
    }
}

/// Opens a host.
///
/// # Errors
/// Why not, with what would be right.
pub async fn serve(options: Options) -> Result<Host, HostError> {
    let listen = options.listen;
    if !listen.ip().is_loopback() && options.security == Security::Loopback {
        return Err(HostError::Unprotected(listen));
    }
    let listener = TcpListener::bind(listen).map_err(|error| HostError::Address(listen, error))?;
    listener.set_nonblocking(true).map_err(|error| HostError::Address(listen, error))?;
    let address = listener.local_addr().map_err(|error| HostError::Address(listen, error))?;
    let (tls, certificate) = tls(&options.security, address).await?.unzip();
    let reach = reach(&options, address, tls.is_some())?;
    let (closing, closed) = watch::channel(false);
    let opened =
        Hall::open(options.live, reach.clone(), closed, options.grace_ms, options.salt, options.clock);
    let (hall, issued) = opened.await.map_err(|error| HostError::Log(words(&error)))?;
    if let Some(folder) = &options.cards {
        cards::write(&hall, &issued, folder).map_err(|error| HostError::Cards(folder.clone(), error))?;
    }
    let mut beside = vec![
        tokio::spawn(bell::ring(hall.clone())),
        tokio::spawn(bell::stand_in(hall.clone())),
        tokio::spawn(bell::improve(hall.clone())),
        tokio::spawn(bell::stop_judging(hall.clone())),
    ];
    if let Some(path) = options.note {
        beside.push(tokio::spawn(bell::note(hall.clone(), path)));
    }
    let handle = Handle::new();
    let service = routes::router(&hall).into_make_service();
    let on = handle.clone();
    let serving = match tls {
        Some(tls) => {
            let server = axum_server::from_tcp_rustls(listener, tls)
                .map_err(|error| HostError::Address(address, error))?;
            tokio::spawn(async move { server.handle(on).serve(service).await })
        }
        None => {
            let server =
                axum_server::from_tcp(listener).map_err(|error| HostError::Address(address, error))?;
            tokio::spawn(async move { server.handle(on).serve(service).await })
        }
    };
    let room = hall.room.clone();
    let certificate = certificate.flatten();
    Ok(Host { address, reach, room, issued, certificate, hall, handle, closing, serving, beside })
}

fn words(error: &NoAnswer) -> String {
    match error {
        NoAnswer::Undone(crate::live::Undone::NotWritten(error)) => error.clone(),
        other => format!("{other:?}"),
    }
}

/// What people type.
fn reach(options: &Options, address: SocketAddr, has_tls: bool) -> Result<Reach, HostError> {
    let scheme = if has_tls { "https" } else { "http" };
    let origin = match &options.public_url {
        Some(url) => {
            let origin = url.trim_end_matches('/');
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            let is_origin =
                host.is_some_and(|host| !host.is_empty() && !host.contains(['/', ' ', '?', '#', '@']));
            if !is_origin {
                return Err(HostError::PublicUrl(url.clone()));
            }
            origin.to_owned()
        }
        None if address.ip().is_unspecified() => {
            format!("{scheme}://{}:{}", own_address(address), address.port())
        }
        None => format!("{scheme}://{address}"),
    };
    let is_encrypted = origin.starts_with("https://");
    Ok(Reach { origin, is_encrypted })
}

/// The address by which others reach this machine, where there is one: that of the way out. Nothing is
/// sent.
#[must_use]
pub fn outside_address() -> Option<IpAddr> {
    let own = own_address(SocketAddr::from(([127, 0, 0, 1], 0)));
    (!own.is_loopback()).then_some(own)
}

/// The same, else the address that is listened on.
fn own_address(listen: SocketAddr) -> IpAddr {
    let any = |address: &str| std::net::UdpSocket::bind(address).ok();
    let found = any("0.0.0.0:0").and_then(|socket| {
        // An address reserved for documentation (RFC 5737).
        socket.connect("192.0.2.1:9").ok()?;
        socket.local_addr().ok()
    });
    found.map_or(listen.ip(), |address| address.ip())
}

/// The encryption, and the certificate where it was made here.
async fn tls(
    security: &Security,
    address: SocketAddr,
) -> Result<Option<(RustlsConfig, Option<String>)>, HostError> {
    let wrong = |error: &dyn fmt::Display| HostError::Certificate(error.to_string());
    match security {
        Security::Loopback | Security::InsecureLan => Ok(None),
        Security::Certificate { certificate, key } => {
            provide();
            let config = RustlsConfig::from_pem_file(certificate, key).await;
            config.map(|config| Some((config, None))).map_err(|error| {
                HostError::Certificate(format!("{}, {}: {error}", certificate.display(), key.display()))
            })
        }
        Security::SelfSigned => {
            provide();
            let names =
                vec!["localhost".to_owned(), address.ip().to_string(), own_address(address).to_string()];
            let made = rcgen::generate_simple_self_signed(names).map_err(|error| wrong(&error))?;
            let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
            let config = RustlsConfig::from_pem(certificate.clone().into_bytes(), key.into_bytes()).await;
            config.map(|config| Some((config, Some(certificate)))).map_err(|error| wrong(&error))
        }
    }
}

/// One source of cryptography for this process; whoever was first stays.
fn provide() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
