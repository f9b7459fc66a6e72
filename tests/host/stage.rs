//! What the tests of the host share: scenarios, folders, a host in this process.

use crate::client::Client;
use planspiel::brain::{AttackPlan, Style};
use planspiel::conduct::Seat;
use planspiel::files::load_scenario;
use planspiel::host::{Clock, Host, Options, serve};
use planspiel::journal::{Journal, Opening};
use planspiel::live::Live;
use planspiel::rules::score::{PartnerScale, Scale};
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::PartnerId;
use planspiel::view::{Lang, names, seat_slug, seats};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What marks are mixed with, where two hosts must give the same.
const SALT: &[u8] = b"the same in every test";

pub fn shipped(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    load_scenario(&path, None).checked.scenario.expect("a shipped scenario is without errors")
}

/// An exercise's opening; the scale is none that a sweep would give.
pub fn opening(scenario: &Scenario, seed: u64) -> Opening {
    let partner = || PartnerScale { idle: 5000.0, idle_parts: [1000.0; 8], par: 50.0, no_outcome: false };
    let scale = Scale { n: 1, partners: scenario.partners.iter().map(|_| partner()).collect() };
    Opening::new(scenario.clone(), scale, seed, "scenario".to_owned(), "a day in May".to_owned())
}

pub fn attackers(opening: &Opening) -> Arc<AttackPlan> {
    Arc::new(AttackPlan::new(&opening.scenario, Style::parse(&opening.attackers).expect("a brain's name")))
}

/// An exercise of a scenario, with its log where a path is given.
pub fn live(scenario: &Scenario, seed: u64, log: Option<&Path>) -> Arc<Live> {
    let opening = opening(scenario, seed);
    let journal = log.map(|path| Journal::create(path, &opening).expect("a new log"));
    Arc::new(Live::new(opening.exercise(attackers(&opening)), journal))
}

/// A folder that is there for one test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("host-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("the build folder can be written to");
        Folder(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Time to write: a second between any two looks at it, so that nobody is too fast, however fast the machine.
fn at_leisure() -> Clock {
    let seconds = AtomicU64::new(0);
    Clock(Arc::new(move || Duration::from_secs(seconds.fetch_add(1, Ordering::Relaxed))))
}

/// A host in this process.
pub struct Hosted {
    pub live: Arc<Live>,
    pub scenario: Arc<Scenario>,
    pub runtime: tokio::runtime::Runtime,
    host: Option<Host>,
}

impl Hosted {
    pub fn new(live: Arc<Live>) -> Hosted {
        Hosted::by(live, at_leisure())
    }

    /// One that tells by this clock who writes too fast.
    pub fn by(live: Arc<Live>, clock: Clock) -> Hosted {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads");
        let options = Options { grace_ms: 0, salt: SALT.to_vec(), clock, ..Options::local(live.clone()) };
        let host = runtime.block_on(serve(options)).expect("a free port");
        let scenario = live.look(|exercise| exercise.scenario().clone());
        Hosted { live, scenario, runtime, host: Some(host) }
    }

    pub fn of(name: &str, seed: u64) -> Hosted {
        Hosted::new(live(&shipped(name), seed, None))
    }

    pub fn host(&self) -> &Host {
        self.host.as_ref().expect("it is open until it is dropped")
    }

    /// Somebody without a seat.
    pub fn stranger(&self) -> Client {
        Client::new(&self.host().reach.origin)
    }

    /// The claim code of a seat, as it was issued first.
    pub fn code(&self, seat: Seat) -> String {
        let issued = self.host().issued.iter().find(|issued| issued.seat == seat);
        issued.expect("every seat got a key").claim.clone()
    }

    pub fn key(&self, seat: Seat) -> String {
        let issued = self.host().issued.iter().find(|issued| issued.seat == seat);
        issued.expect("every seat got a key").key.clone()
    }

    /// A device at a seat, come in by its first claim code.
    pub fn enter(&self, seat: Seat) -> Client {
        let mut client = self.stranger();
        client.spend(&self.code(seat));
        client
    }

    pub fn trainer(&self) -> Client {
        self.enter(Seat::Trainer)
    }

    /// One device at every seat.
    pub fn everybody(&self) -> Vec<(Seat, Client)> {
        seats(&self.scenario).into_iter().map(|seat| (seat, self.enter(seat))).collect()
    }

    pub fn lead(&self, partner: PartnerId) -> Client {
        self.enter(lead_of(&self.scenario, partner))
    }

    /// From phase to phase, waiting until the host has done it.
    pub fn go_on(&self, trainer: &Client) {
        let phase = || self.live.look(|exercise| (exercise.now().public.turn, exercise.now().public.phase));
        let before = phase();
        let mut grown = self.live.watch();
        trainer.post("/lead/next", &[]).is(303);
        self.runtime.block_on(async {
            while phase() == before {
                grown.changed().await.expect("the exercise is there");
            }
        });
        // The pages follow the log; the next press is meant for what they show then.
        let shown = format!("<p class=\"phase\"><strong>{}</strong>", names::phase(phase().1).say(Lang::En));
        while !trainer.get("/lead").is(200).body.contains(&shown) {}
    }
}

impl Drop for Hosted {
    fn drop(&mut self) {
        if let Some(host) = self.host.take() {
            self.runtime.block_on(host.close());
        }
    }
}

/// The seat that commits a partner's orders.
pub fn lead_of(scenario: &Scenario, partner: PartnerId) -> Seat {
    use planspiel::scenario::words::Role;
    let seats = &scenario.partners[partner.index()].seats;
    let place = seats.iter().position(|seat| seat.roles.contains(&Role::Lead)).expect("a team has a lead");
    Seat::Participant(partner, u8::try_from(place).expect("few seats"))
}

/// A seat by its short name.
pub fn named(scenario: &Scenario, slug: &str) -> Seat {
    seats(scenario).into_iter().find(|seat| seat_slug(scenario, *seat) == slug).expect("a seat of that name")
}
