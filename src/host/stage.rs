//! What the pages are made of: every seat's view as of one moment. Made by the writer after each
//! group of entries, read by everybody without waiting for anybody.

use crate::conduct::{Conduct, Person, Seat};
use crate::exercise::{Act, Command, Entry, Exercise};
use crate::live::Memory;
use crate::rules::event::{Event, Found};
use crate::rules::fingerprint::hex;
use crate::rules::situation::Public;
use crate::scenario::ids::{ActorId, PartnerId};
use crate::view::{
    ClockView, DeskView, RedView, SeatView, add_conduct, clock_view, desk_view, red_view, seat_view, seats,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One moment of an exercise, as its seats see it.
pub struct Stage {
    /// Entries in the log; the trainer's alone to know.
    pub entries: u32,
    pub public: Public,
    pub clock: ClockView,
    pub conduct: Conduct,
    /// Per partner.
    views: Vec<Arc<SeatView>>,
    /// Per actor.
    reds: Vec<Arc<RedView>>,
    desks: Vec<Desk>,
}

/// One seat's share of the conduct, with the mark of everything the seat sees.
#[derive(Clone)]
struct Desk {
    seat: Seat,
    view: Arc<DeskView>,
    token: String,
}

impl Stage {
    /// The stage as it is; what no new entry can have changed is taken from the one before.
    #[must_use]
    pub fn new(exercise: &Exercise, memory: &Memory, before: Option<&Stage>, salt: &[u8]) -> Stage {
        let new = before.map_or(exercise.entries(), |stage| &exercise.entries()[stage.entries as usize..]);
        let (scenario, now, conduct) = (exercise.scenario(), exercise.now(), exercise.conduct());
        let touched = Touched::by(new);
        let views: Vec<Arc<SeatView>> = (0..scenario.partners.len())
            .map(PartnerId::at)
            .map(|partner| match before {
                Some(stage) if !touched.picture(partner) => stage.views[partner.index()].clone(),
                _ => {
                    let (picture, notices) =
                        (&now.pictures[partner.index()], &memory.notices[partner.index()]);
                    let mut view = seat_view(scenario, partner, picture, now.public, notices);
                    add_conduct(&mut view, conduct);
                    Arc::new(view)
                }
            })
            .collect();
        let reds = (0..scenario.actors.len()).map(ActorId::at).map(|actor| match before {
            Some(stage) if !touched.everybody => stage.reds[actor.index()].clone(),
            _ => {
                let mind = &now.minds[actor.index()];
                Arc::new(red_view(scenario, actor, mind, now.public, &found(memory, actor)))
            }
        });
        let mut stage = Stage {
            entries: u32::try_from(exercise.entries().len()).unwrap_or(u32::MAX),
            public: now.public,
            clock: clock_view(scenario, now.public),
            conduct: conduct.clone(),
            views,
            reds: reds.collect(),
            desks: Vec::new(),
        };
        let desks = seats(scenario).into_iter().map(|seat| {
            let known = before.and_then(|stage| stage.desk_of(seat)).cloned();
            match known {
                Some(desk) if !touched.desk(seat) && !touched.seen_by(seat) => desk,
                _ => {
                    let picture = seat.partner().map(|partner| &now.pictures[partner.index()]);
                    let view = Arc::new(desk_view(scenario, conduct, now.public, seat, picture));
                    let token = stage.token(seat, &view, salt);
                    Desk { seat, view, token }
                }
            }
        });
        stage.desks = desks.collect();
        stage
    }

    /// What a partner knows.
    #[must_use]
    pub fn view(&self, partner: PartnerId) -> &Arc<SeatView> {
        &self.views[partner.index()]
    }

    /// What partners there are.
    #[must_use]
    pub fn views(&self) -> &[Arc<SeatView>] {
        &self.views
    }

    /// What an actor knows.
    #[must_use]
    pub fn red(&self, actor: ActorId) -> &Arc<RedView> {
        &self.reds[actor.index()]
    }

    /// A seat's share of the conduct.
    ///
    /// # Panics
    /// Never: there is one for each of the scenario's seats.
    #[must_use]
    pub fn desk(&self, seat: Seat) -> &Arc<DeskView> {
        &self.desk_of(seat).expect("every seat has a desk").view
    }

    /// A mark of everything a seat sees: it changes when that changes, and tells nothing else.
    #[must_use]
    pub fn mark(&self, seat: Seat) -> &str {
        self.desk_of(seat).map_or("", |desk| &desk.token)
    }

    /// Whose device it is, by its session's hash.
    #[must_use]
    pub fn person(&self, session: &str) -> Option<(u32, &Person)> {
        let people = self.conduct.people.iter().zip(1..);
        let mut own = people.filter(|(person, _)| person.session == session && !person.has_left);
        own.next().map(|(person, number)| (number, person))
    }

    fn desk_of(&self, seat: Seat) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.seat == seat)
    }

    fn token(&self, seat: Seat, desk: &DeskView, salt: &[u8]) -> String {
        let mut sum = Sha256::new_with_prefix(salt);
        sum.update(json(desk));
        sum.update(json(&self.clock));
        match seat {
            Seat::Participant(partner, _) => sum.update(json(&*self.views[partner.index()])),
            Seat::Trainer => sum.update(self.entries.to_le_bytes()),
            Seat::Evaluator | Seat::Observer => self.views.iter().for_each(|view| sum.update(json(&**view))),
            Seat::Red(actor) => sum.update(json(&*self.reds[actor.index()])),
            Seat::Wall => {}
        }
        hex(&sum.finalize()[..8])
    }
}

/// What an actor noticed, with the turn.
fn found(memory: &Memory, actor: ActorId) -> Vec<(u16, Found)> {
    let own = |(turn, event): &(u16, Event)| match event {
        Event::Found(by, found) if *by == actor => Some((*turn, *found)),
        _ => None,
    };
    memory.history.iter().filter_map(own).collect()
}

fn json(what: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(what).expect("a view has only JSON's kinds of values")
}

/// Whose pictures and desks entries can have changed.
struct Touched {
    everybody: bool,
    /// Their pictures.
    pictures: BTreeSet<PartnerId>,
    /// Their sheets.
    sheets: BTreeSet<PartnerId>,
}

impl Touched {
    fn by(entries: &[Entry]) -> Touched {
        let mut touched = Touched { everybody: false, pictures: BTreeSet::new(), sheets: BTreeSet::new() };
        for entry in entries {
            match entry.command {
                Command::Order { partner, .. } | Command::TakeBack { partner, .. } => {
                    touched.pictures.insert(partner);
                    touched.sheets.insert(partner);
                }
                Command::Act(
                    Act::Draft { partner, .. } | Act::Discard { partner, .. } | Act::Ready { partner, .. },
                ) => {
                    touched.sheets.insert(partner);
                }
                _ => touched.everybody = true,
            }
        }
        touched
    }

    fn picture(&self, partner: PartnerId) -> bool {
        self.everybody || self.pictures.contains(&partner)
    }

    fn desk(&self, seat: Seat) -> bool {
        self.everybody || seat.partner().is_some_and(|partner| self.sheets.contains(&partner))
    }

    /// Seats that see more than their own team.
    fn seen_by(&self, seat: Seat) -> bool {
        let watches = matches!(seat, Seat::Trainer | Seat::Evaluator | Seat::Observer);
        watches && (self.everybody || !self.pictures.is_empty() || !self.sheets.is_empty())
    }
}
