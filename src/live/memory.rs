//! What a shared exercise remembers for its views: every event with its turn, and what each partner
//! was told. A fold over the entries; an undone turn is forgotten, here as in the situation.

use crate::exercise::{Command, Entry};
use crate::rules::apply;
use crate::rules::check::Check;
use crate::rules::event::{Event, Public};
use crate::rules::situation::{Phase, Situation};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::view::{Move, Notice};

/// The memory after some entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// Every event with its turn: the trainer's.
    pub history: Vec<(u16, Event)>,
    /// Per partner: what it was told.
    pub notices: Vec<Vec<Notice>>,
    /// Checks of the latest resolution.
    pub checks: Vec<Check>,
    /// What the attackers did in it, and why.
    pub moves: Vec<Move>,
    turn: u16,
    phase: Phase,
    /// At the start of turn 1, 2, ...
    starts: Vec<Place>,
    /// Before the latest resolution.
    before: Option<Place>,
}

/// A place in the memory to which one can go back.
#[derive(Debug, Clone, PartialEq)]
struct Place {
    turn: u16,
    phase: Phase,
    history: usize,
    notices: Vec<usize>,
    checks: Vec<Check>,
    moves: Vec<Move>,
}

/// An attacker's thoughts with the events that came of them, up to its next.
fn moves(entry: &Entry) -> Vec<Move> {
    let starts = entry.thoughts.iter().map(|thought| thought.at as usize);
    let ends = starts.clone().skip(1).chain([entry.events.len()]);
    let events = starts.zip(ends).map(|(from, to)| entry.events.get(from..to).unwrap_or_default());
    let both = entry.thoughts.iter().zip(events);
    both.map(|(thought, events)| Move::new(thought, events)).collect()
}

impl Memory {
    /// Nothing yet, for that many partners.
    #[must_use]
    pub fn new(partners: usize) -> Self {
        Memory {
            history: Vec::new(),
            notices: vec![Vec::new(); partners],
            checks: Vec::new(),
            moves: Vec::new(),
            turn: 0,
            phase: Phase::Briefing,
            starts: Vec::new(),
            before: None,
        }
    }

    /// The memory of an exercise so far.
    #[must_use]
    pub fn of(partners: usize, entries: &[Entry]) -> Self {
        let mut memory = Memory::new(partners);
        entries.iter().for_each(|entry| memory.take(entry));
        memory
    }

    /// The checks of a turn as it stands, by that many partners: none of one that was undone or not carried out.
    #[must_use]
    pub fn checks_in(partners: usize, entries: &[Entry], turn: u16) -> Vec<Check> {
        let mut memory = Memory::new(partners);
        let mut found = Vec::new();
        for entry in entries {
            memory.take(entry);
            match entry.command {
                Command::Undo { turn: back, .. } if back <= turn => found.clear(),
                _ if memory.turn == turn && !entry.checks.is_empty() => found.clone_from(&memory.checks),
                _ => {}
            }
        }
        found
    }

    /// Takes in one more entry.
    pub fn take(&mut self, entry: &Entry) {
        let resolves = self.go_back(&entry.command);
        entry.events.iter().for_each(|event| self.note(event));
        if resolves {
            self.checks.clone_from(&entry.checks);
            self.moves = moves(entry);
        }
        if entry.command == Command::NextPhase && self.phase == Phase::Situation {
            self.starts.push(self.place());
            self.before = None;
        }
    }

    /// The situation after the first `events` of the history, by them alone.
    #[must_use]
    pub fn situation(&self, scenario: &Scenario, events: usize) -> Situation {
        let mut now = Situation::new(scenario);
        self.history.iter().take(events).for_each(|(_, event)| apply(&mut now, event));
        now
    }

    /// What a partner had been told after the first `events` of the history.
    #[must_use]
    pub fn told(&self, partner: PartnerId, events: usize) -> Vec<Notice> {
        let own = |(turn, event): &(u16, Event)| match event {
            Event::Told(to, told) if *to == partner => Some((*turn, *told)),
            _ => None,
        };
        self.history.iter().take(events).filter_map(own).collect()
    }

    /// How many events led to the moment at which a turn's orders were opened; where it never came to that, to
    /// the turn's end; for turn 0, to StartEx.
    #[must_use]
    pub fn opened(&self, turn: u16) -> usize {
        let opens = |(of, event): &(u16, Event)| {
            *of == turn && *event == Event::Public(Public::PhaseBegan(Phase::Orders))
        };
        let opened = self.history.iter().position(opens).map(|place| place + 1);
        opened.unwrap_or_else(|| self.history.partition_point(|(of, _)| *of <= turn))
    }

    /// Forgets what the command undoes; says whether it resolves a turn.
    fn go_back(&mut self, command: &Command) -> bool {
        match command {
            Command::Undo { turn, .. } => {
                let index = usize::from(*turn).saturating_sub(1);
                self.starts.truncate(index + 1);
                if let Some(start) = self.starts.get(index).cloned() {
                    self.return_to(start);
                }
                self.before = None;
                false
            }
            Command::Overrule { .. } | Command::Veto { .. } => {
                if let Some(before) = self.before.clone() {
                    self.return_to(before);
                }
                true
            }
            Command::NextPhase if self.phase == Phase::Orders => {
                self.before = Some(self.place());
                true
            }
            _ => false,
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Public(Public::TurnBegan(turn)) => self.turn = *turn,
            Event::Public(Public::PhaseBegan(phase)) => self.phase = *phase,
            Event::Told(partner, told) => self.notices[partner.index()].push((self.turn, *told)),
            Event::Public(_) | Event::World(_) | Event::Found(..) => {}
        }
        self.history.push((self.turn, *event));
    }

    fn place(&self) -> Place {
        Place {
            turn: self.turn,
            phase: self.phase,
            history: self.history.len(),
            notices: self.notices.iter().map(Vec::len).collect(),
            checks: self.checks.clone(),
            moves: self.moves.clone(),
        }
    }

    fn return_to(&mut self, place: Place) {
        (self.turn, self.phase) = (place.turn, place.phase);
        (self.checks, self.moves) = (place.checks, place.moves);
        self.history.truncate(place.history);
        self.notices.iter_mut().zip(place.notices).for_each(|(notices, length)| notices.truncate(length));
    }
}
