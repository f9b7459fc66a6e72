//! What the tests of logs share: a scenario, a folder, and people who play.

use planspiel::brain::{AttackPlan, Style};
use planspiel::exercise::{Command, Exercise};
use planspiel::files::load_scenario;
use planspiel::journal::{Journal, Opening};
use planspiel::live::link::{Answer, Ask, Link, Revision, Viewer};
use planspiel::live::{InProcess, Live};
use planspiel::rules::attack::Attackers;
use planspiel::rules::score::{PartnerScale, Scale};
use planspiel::rules::situation::Phase;
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::PartnerId;
use planspiel::view::{SeatView, TrainerView};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The smallest shipped scenario.
pub fn scenario() -> &'static Scenario {
    static SCENARIO: OnceLock<Scenario> = OnceLock::new();
    SCENARIO.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps");
        load_scenario(&path, None).checked.scenario.expect("a shipped scenario is without errors")
    })
}

/// A scale with figures that are easily lost between binary and decimal.
pub fn scale() -> Scale {
    let partner = || PartnerScale {
        idle: 100.0 / 3.0,
        idle_parts: std::array::from_fn(|part| 0.1 + 1.0 / (part as f64 + 7.0)),
        par: 2.0_f64.sqrt() * 40.0,
        no_outcome: false,
    };
    Scale { n: 1, partners: scenario().partners.iter().map(|_| partner()).collect() }
}

pub fn opening(seed: u64) -> Opening {
    Opening::new(scenario().clone(), scale(), seed, "adaptive".to_owned(), "a day in May".to_owned())
}

pub fn attackers(opening: &Opening) -> Arc<dyn Attackers + Send + Sync> {
    let style = Style::parse(&opening.attackers).expect("the opening names a brain");
    Arc::new(AttackPlan::new(&opening.scenario, style))
}

pub fn exercise(seed: u64) -> Exercise {
    let opening = opening(seed);
    opening.exercise(attackers(&opening))
}

/// A folder that is there for one test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("log-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the build folder can be written to");
        Folder(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A shared exercise with its log at `path`.
pub fn begin(path: &Path, seed: u64) -> Arc<Live> {
    let opening = opening(seed);
    let journal = Journal::create(path, &opening).expect("a new log");
    Arc::new(Live::new(opening.exercise(attackers(&opening)), Some(journal)))
}

/// The same, going on from the log.
pub fn resume(path: &Path) -> Arc<Live> {
    let journal = Journal::open(path).expect("a log to go on from");
    let attackers = attackers(&journal.opening().unwrap());
    Arc::new(
        Live::resume(journal, attackers, None).map_err(|error| error.to_string()).expect("an intact log"),
    )
}

/// A log of some turns, closed.
pub fn played(path: &Path, seed: u64, turns: u16) {
    let live = begin(path, seed);
    Table::at(&live, seed).play(turns);
}

/// Numbers for the tests' choices; nothing depends on their quality.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Everybody at the table: plays through the link, from the seats' views alone.
pub struct Table {
    pub link: InProcess,
    pub numbers: Numbers,
}

impl Table {
    pub fn at(live: &Arc<Live>, seed: u64) -> Self {
        Table { link: InProcess::new(Arc::clone(live)), numbers: Numbers(seed) }
    }

    pub fn trainer(&mut self) -> TrainerView {
        match self.link.ask(&Ask::View(Viewer::Trainer)) {
            Answer::Trainer(view, _) => *view,
            other => panic!("not a trainer's view: {other:?}"),
        }
    }

    pub fn seat(&mut self, partner: PartnerId) -> SeatView {
        match self.link.ask(&Ask::View(Viewer::Partner(partner))) {
            Answer::Seat(view, _) => *view,
            other => panic!("not a seat's view: {other:?}"),
        }
    }

    /// Everything that anybody sees.
    pub fn views(&mut self) -> (TrainerView, Vec<SeatView>) {
        (self.trainer(), partners().map(|partner| self.seat(partner)).collect())
    }

    pub fn revision(&mut self) -> Revision {
        match self.link.ask(&Ask::Revision) {
            Answer::Revision(revision) => revision,
            other => panic!("not a revision: {other:?}"),
        }
    }

    pub fn tell(&mut self, viewer: Viewer, command: Command, reason: Option<&str>) -> Answer {
        self.link.ask(&Ask::Do { viewer, command, reason: reason.map(str::to_owned), at: None })
    }

    pub fn trainer_does(&mut self, command: Command) {
        let answer = self.tell(Viewer::Trainer, command.clone(), None);
        assert!(matches!(answer, Answer::Done(_)), "{command:?}: {answer:?}");
    }

    /// Plays to the start of the turn that many turns on, or to EndEx.
    pub fn play(&mut self, turns: u16) {
        let clock = self.trainer().clock;
        let until = clock.turn + turns;
        loop {
            let clock = self.trainer().clock;
            if clock.phase == Phase::Ended || clock.turn >= until && clock.phase == Phase::Situation {
                return;
            }
            if clock.phase == Phase::Orders {
                partners().for_each(|partner| self.give_orders(partner));
            }
            self.trainer_does(Command::NextPhase);
        }
    }

    /// Some orders of one partner, one of them taken back, and an answer to an inject.
    pub fn give_orders(&mut self, partner: PartnerId) {
        let viewer = Viewer::Partner(partner);
        for round in 0..4 {
            let view = self.seat(partner);
            let open = view.orders.iter().filter(|card| card.blocked.is_none());
            let choices: Vec<_> = open.flat_map(|card| &card.choices).map(|choice| choice.order).collect();
            if choices.is_empty() {
                break;
            }
            let order = choices[self.numbers.below(choices.len())];
            let answer = self.tell(viewer, Command::Order { partner, order }, Some("weil es nötig ist"));
            assert!(matches!(answer, Answer::Done(_) | Answer::Refused { .. }), "{answer:?}");
            if round == 1 && matches!(answer, Answer::Done(_)) {
                self.tell(viewer, Command::TakeBack { partner, order }, None);
            }
        }
        let view = self.seat(partner);
        let open = view.inbox.iter().find(|item| item.chosen.is_none() && !item.choices.is_empty());
        if let Some(inject) = open.map(|item| item.inject) {
            self.tell(viewer, Command::Choose { partner, inject, choice: 0 }, Some("  "));
        }
    }
}

pub fn partners() -> impl Iterator<Item = PartnerId> {
    (0..scenario().partners.len()).map(PartnerId::at)
}
