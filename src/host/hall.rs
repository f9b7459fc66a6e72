//! What every handler shares: the way to the writer, the stage, who may come in, and how often.

use super::improving::Improving;
use super::judging::{Judging, SoFar};
use super::secret;
use super::stage::Stage;
use super::writer::{NoAnswer, Writer};
use crate::analysis::judged::Judged;
use crate::conduct::{Act, By, Command, Request, Seat};
use crate::exercise::{Entry, Exercise};
use crate::live::{Live, now_ms};
use crate::scenario::Scenario;
use crate::view::{Lang, seats};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::time::Instant;

/// Wrong keys from one device before it has to wait.
const FREE_TRIES: u32 = 5;
/// The longest wait between tries, seconds.
const LONGEST_WAIT_S: i64 = 60;
/// Devices whose wrong tries are remembered.
const MOST_DEVICES: usize = 10_000;
/// Keys that are checked at once: they share one memory.
const CHECKS_AT_ONCE: usize = 1;
/// Writes of one device in a second, and at once.
const WRITES_A_SECOND: NonZeroU32 = NonZeroU32::new(20).expect("20 is more than 0");
const WRITES_AT_ONCE: NonZeroU32 = NonZeroU32::new(60).expect("60 is more than 0");

/// How the host is reached.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The address people type, without a slash at its end.
    pub origin: String,
    /// Between people and us everything is encrypted.
    pub is_encrypted: bool,
}

/// The clock that tells who writes too fast: the time since some moment, never less than before.
#[derive(Clone)]
pub struct Clock(pub Arc<dyn Fn() -> Duration + Send + Sync>);

impl Default for Clock {
    /// The machine's own.
    fn default() -> Self {
        let start = Instant::now();
        Clock(Arc::new(move || start.elapsed()))
    }
}

impl governor::clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        (self.0)()
    }
}

/// What every handler shares.
pub struct Hall {
    pub live: Arc<Live>,
    pub scenario: Arc<Scenario>,
    pub writer: Writer,
    pub reach: Reach,
    /// What people type to be sure that they are in the right exercise.
    pub room: String,
    /// How long orders are taken after the bell.
    pub grace_ms: u32,
    /// Turns true when the host is going away: streams end.
    pub closing: watch::Receiver<bool>,
    /// Somebody asked the host to go.
    pub goodbye: Notify,
    /// Network drawings, by what they show.
    drawings: Mutex<BTreeMap<String, Arc<String>>>,
    /// What improvements would be worth.
    pub improving: Arc<Improving>,
    judging: Judging,
    tries: Mutex<BTreeMap<String, Tries>>,
    checks: Semaphore,
    writes: RateLimiter<u32, DashMapStateStore<u32>, Clock, NoOpMiddleware<Duration>>,
}

/// Wrong keys from one device.
#[derive(Debug, Clone, Copy, Default)]
struct Tries {
    wrong: u32,
    next_ms: i64,
}

/// A key that was just issued, in clear: to be handed over and forgotten.
#[derive(Debug, Clone)]
pub struct Issued {
    pub seat: Seat,
    pub key: String,
    pub claim: String,
}

/// Why somebody did not get in.
#[derive(Debug)]
pub enum Kept {
    /// The key or the code is wrong, was spent, or there is no such seat.
    Wrong,
    /// Too many wrong tries: wait this long, seconds.
    Wait(i64),
    /// The exercise did not take it.
    Failed(NoAnswer),
}

impl Hall {
    /// Opens the hall for an exercise.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub async fn open(
        live: Arc<Live>,
        reach: Reach,
        closing: watch::Receiver<bool>,
        grace_ms: u32,
        salt: Vec<u8>,
        clock: Clock,
    ) -> Result<(Arc<Hall>, Vec<Issued>), NoAnswer> {
        let writer = Writer::start(live.clone(), salt);
        let scenario = live.look(|exercise| exercise.scenario().clone());
        let mut hall = Hall {
            live,
            scenario,
            writer,
            reach,
            room: String::new(),
            grace_ms,
            closing,
            goodbye: Notify::new(),
            drawings: Mutex::default(),
            improving: Arc::default(),
            judging: Judging::default(),
            tries: Mutex::default(),
            checks: Semaphore::new(CHECKS_AT_ONCE),
            writes: RateLimiter::dashmap_with_clock(
                Quota::per_second(WRITES_A_SECOND).allow_burst(WRITES_AT_ONCE),
                clock,
            ),
        };
        let issued = hall.issue_missing().await?;
        let began_ms = hall.live.look(|exercise| exercise.entries().first().map_or(0, |entry| entry.at_ms));
        hall.room = secret::room_code(&began_ms.to_le_bytes());
        Ok((Arc::new(hall), issued))
    }

    /// The trainer's key anew, and one for every seat that has none.
    async fn issue_missing(&self) -> Result<Vec<Issued>, NoAnswer> {
        let stage = self.writer.stage();
        let has_key = |seat: Seat| stage.conduct.keys.iter().any(|key| key.seat == seat);
        let missing =
            seats(&self.scenario).into_iter().filter(|seat| *seat == Seat::Trainer || !has_key(*seat));
        let mut issued = Vec::new();
        for seat in missing {
            issued.push(self.issue(seat, None).await?);
        }
        Ok(issued)
    }

    /// What decisions were worth and what was luck, of an ended exercise, as far as it is computed.
    #[must_use]
    pub fn judged(&self) -> SoFar {
        self.judging.of(|| self.live.look(Exercise::clone), self.decided())
    }

    /// The same, if it was computed already; nothing is set going.
    #[must_use]
    pub fn judged_before(&self) -> Option<Arc<Judged>> {
        self.judging.found(self.decided())
    }

    /// What is computed of an exercise that has ended stops when it goes on.
    pub fn stop_judging(&self) {
        self.judging.stop();
    }

    /// Entries that decide something: words that come after the end do not.
    fn decided(&self) -> usize {
        let is_act = |entry: &Entry| matches!(entry.command, Command::Act(_));
        self.live.look(|exercise| exercise.entries().iter().filter(|entry| !is_act(entry)).count())
    }

    /// A new key for a seat. Devices that are in stay in.
    ///
    /// # Errors
    /// When the exercise does not take it.
    pub async fn issue(&self, seat: Seat, by: Option<By>) -> Result<Issued, NoAnswer> {
        let (key, claim) = (secret::new_key(), secret::new_token());
        let plain = key.clone();
        let hash = tokio::task::spawn_blocking(move || secret::hash_key(&plain)).await;
        let hash = hash.map_err(|_| NoAnswer::Closed)?;
        let text = Some(format!("{hash} {}", secret::hash_token(&claim)));
        let act = Command::Act(Act::Issue { seat });
        self.writer.carry(Request { by, at_ms: now_ms(), text, ..act.into() }).await?;
        Ok(Issued { seat, key, claim })
    }

    /// A device comes in with the key of one of these seats; gives its session.
    ///
    /// # Errors
    /// Why not.
    pub async fn enter_with_key(&self, device: &str, seats: &[Seat], key: &str) -> Result<String, Kept> {
        self.may_try(device)?;
        let stage = self.writer.stage();
        let keys = stage.conduct.keys.iter().filter(|known| seats.contains(&known.seat));
        let mut stored: Vec<(Seat, String)> = keys.map(|known| (known.seat, known.key.clone())).collect();
        if stored.is_empty() {
            // A seat that does not exist takes as long as a wrong key.
            stored.push((Seat::Observer, secret::hash_key("no such seat")));
        }
        let typed = secret::as_typed(key);
        let turn = self.checks.acquire().await;
        let opened = tokio::task::spawn_blocking(move || {
            stored.into_iter().find(|(_, stored)| secret::is_key(stored, &typed)).map(|(seat, _)| seat)
        });
        let opened = opened.await.unwrap_or_default();
        drop(turn);
        let Some(seat) = opened.filter(|seat| seats.contains(seat)) else {
            self.tried(device);
            return Err(Kept::Wrong);
        };
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(device);
        self.seat(seat, None).await
    }

    /// Whose seat a claim code opens, if it was not spent.
    #[must_use]
    pub fn claimed(&self, code: &str) -> Option<Seat> {
        let hash = secret::hash_token(code);
        let stage = self.writer.stage();
        let mut keys = stage.conduct.keys.iter();
        keys.find(|key| key.claim.as_ref() == Some(&hash)).map(|key| key.seat)
    }

    /// A device comes in by a claim code, which is spent; gives its session.
    ///
    /// # Errors
    /// Why not.
    pub async fn enter_with_claim(&self, code: &str) -> Result<String, Kept> {
        let seat = self.claimed(code).ok_or(Kept::Wrong)?;
        self.seat(seat, Some(secret::hash_token(code))).await
    }

    async fn seat(&self, seat: Seat, claim: Option<String>) -> Result<String, Kept> {
        let session = secret::new_token();
        let hash = secret::hash_token(&session);
        let text = Some(claim.map_or(hash.clone(), |claim| format!("{hash} {claim}")));
        let by = Some(By { seat, person: 0, id: None });
        let join = Command::Act(Act::Join { seat });
        let carried = self.writer.carry(Request { by, at_ms: now_ms(), text, ..join.into() }).await;
        match carried {
            Ok(_) => Ok(session),
            Err(NoAnswer::Undone(crate::live::Undone::Refused(_))) => Err(Kept::Wrong),
            Err(error) => Err(Kept::Failed(error)),
        }
    }

    fn may_try(&self, device: &str) -> Result<(), Kept> {
        let tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let wait_ms = tries.get(device).map_or(0, |tries| tries.next_ms - now_ms());
        if wait_ms > 0 { Err(Kept::Wait((wait_ms + 999) / 1000)) } else { Ok(()) }
    }

    fn tried(&self, device: &str) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= MOST_DEVICES {
            tries.clear();
        }
        let tried = tries.entry(device.to_owned()).or_default();
        tried.wrong += 1;
        if tried.wrong >= FREE_TRIES {
            let wait_s = 1i64 << (tried.wrong - FREE_TRIES).min(6);
            tried.next_ms = now_ms() + wait_s.min(LONGEST_WAIT_S) * 1000;
        }
    }

    /// Whether a device may write now, or writes too fast.
    #[must_use]
    pub fn may_write(&self, person: u32) -> bool {
        self.writes.check_key(&person).is_ok()
    }

    /// The exercise as its seats see it now.
    #[must_use]
    pub fn stage(&self) -> Arc<Stage> {
        self.writer.stage()
    }

    /// A network drawing, made once for each state of the network.
    #[must_use]
    pub fn drawing(
        &self,
        name: &str,
        map: &crate::view::MapView,
        lang: Lang,
        open: &super::folds::Open,
    ) -> Arc<String> {
        const KEPT: usize = 64;
        let (map, slugs) = (map.folded(&open.zones(map)), open.slugs());
        let key = format!("{name} {} {}", lang.tag(), secret::hash_token(&format!("{slugs:?} {map:?}")));
        let mut drawings = self.drawings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawing) = drawings.get(&key) {
            return drawing.clone();
        }
        if drawings.len() >= KEPT {
            drawings.clear();
        }
        let drawing = Arc::new(crate::export::svg_to_open(&self.scenario, &map, lang, slugs));
        drawings.insert(key, drawing.clone());
        drawing
    }
}
