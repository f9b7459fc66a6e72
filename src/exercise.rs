//! One exercise: its entries and the situation they lead to. A command is first proposed (nothing
//! changes), then written down by whoever keeps the log, then committed. Everything that ever
//! happened can be had again from the entries alone.

use crate::conduct::{By, Conduct, allow};
use crate::rules::attack::Attackers;
use crate::rules::check::Check;
use crate::rules::dice::{Dice, Key, Purpose, Rulings};
use crate::rules::event::Event;
use crate::rules::figures::{PictureFigures, pictures};
use crate::rules::fingerprint::fingerprint;
use crate::rules::order::Refusal;
use crate::rules::picture::Picture;
use crate::rules::score::{Scale, Score, score};
use crate::rules::situation::{InjectState, Phase, Situation};
use crate::rules::table::{Table, Transcript};
use crate::rules::thought::Thought;
use crate::rules::{apply, turn};
use crate::scenario::Scenario;
use crate::scenario::ids::{InjectId, PartnerId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Changes whenever the same commands could lead elsewhere; part of every log.
pub const RULES_VERSION: u32 = 5;

pub use crate::conduct::{Act, Command, Request};

/// One accepted command with everything it caused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1.
    pub number: u32,
    pub command: Command,
    /// Who gave it; `None` for policies and for screens that share one machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Milliseconds since 1970 by the clock of whoever keeps the log; 0 where there is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub at_ms: i64,
    /// What was said with it: a reason, a message. May be erased without breaking the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    pub events: Vec<Event>,
    pub checks: Vec<Check>,
    /// What the attackers thought before each of their actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thoughts: Vec<Thought>,
    /// Of the situation after it.
    pub fingerprint: String,
}

impl Entry {
    /// What was asked for.
    #[must_use]
    pub fn request(&self) -> Request {
        let (command, by, text) = (self.command.clone(), self.by.clone(), self.text.clone());
        Request { command, by, at_ms: self.at_ms, text, seen: None }
    }
}

/// A command that may be committed.
#[derive(Debug)]
pub struct Proposal {
    pub entry: Entry,
    after: Course,
}

/// The situation with what is needed to go back from it.
#[derive(Debug, Clone)]
struct Course {
    now: Situation,
    /// Situations at the start of turn 1, 2, ...
    starts: Vec<Arc<Situation>>,
    /// Before the latest resolution.
    before: Option<Arc<Situation>>,
    reroll: u16,
    rulings: Rulings,
}

/// A place in an exercise to which it can go back as if nothing had been asked since.
pub struct Mark {
    entries: usize,
    course: Course,
    conduct: Conduct,
}

/// One exercise.
#[derive(Clone)]
pub struct Exercise {
    scenario: Arc<Scenario>,
    scale: Scale,
    seed: u64,
    attackers: Arc<dyn Attackers + Send + Sync>,
    entries: Vec<Entry>,
    course: Course,
    conduct: Conduct,
}

impl Exercise {
    /// An exercise before StartEx.
    #[must_use]
    pub fn new(
        scenario: Arc<Scenario>,
        scale: Scale,
        seed: u64,
        attackers: Arc<dyn Attackers + Send + Sync>,
    ) -> Self {
        let now = Situation::new(&scenario);
        let rulings = Rulings::default();
        let course = Course { now, starts: Vec::new(), before: None, reroll: 0, rulings };
        let conduct = Conduct::new(&scenario);
        Exercise { scenario, scale, seed, attackers, entries: Vec::new(), course, conduct }
    }

    /// What is played.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// The score's scale, fixed for this exercise.
    #[must_use]
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Who plays the attackers.
    #[must_use]
    pub fn attackers(&self) -> &(dyn Attackers + Send + Sync) {
        &*self.attackers
    }

    /// The situation. For the trainer, scores and tests: seats get their pictures.
    #[must_use]
    pub fn now(&self) -> &Situation {
        &self.course.now
    }

    /// What people do around the rules.
    #[must_use]
    pub fn conduct(&self) -> &Conduct {
        &self.conduct
    }

    /// Everything so far.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The score as things stand.
    #[must_use]
    pub fn score(&self) -> Score {
        score(&self.scenario, self.now(), &self.scale)
    }

    /// How near the partners' pictures were to the truth and to each other at the end of each turn.
    #[must_use]
    pub fn pictures(&self) -> Vec<PictureFigures> {
        self.turn_ends().map(|(turn, now)| pictures(&self.scenario, now, turn)).collect()
    }

    /// A partner's picture at the end of each turn.
    #[must_use]
    pub fn pictures_of(&self, partner: PartnerId) -> Vec<(u16, &Picture)> {
        self.turn_ends().map(|(turn, now)| (turn, &now.pictures[partner.index()])).collect()
    }

    /// The score at the end of each turn, as if the exercise had ended there.
    #[must_use]
    pub fn scores(&self) -> Vec<(u16, Score)> {
        self.turn_ends().map(|(turn, now)| (turn, score(&self.scenario, now, &self.scale))).collect()
    }

    /// Every turn that is over, with the situation it led to.
    fn turn_ends(&self) -> impl Iterator<Item = (u16, &Situation)> {
        let over = self.course.starts.iter().skip(1).map(|start| (start.public.turn - 1, &**start));
        let is_over = matches!(self.now().public.phase, Phase::Review | Phase::Ended);
        over.chain(is_over.then(|| (self.now().public.turn, self.now())))
    }

    /// What a command would cause; nothing changes.
    ///
    /// # Errors
    /// Why the command is refused.
    pub fn propose(&self, request: impl Into<Request>) -> Result<Proposal, Refusal> {
        let request = request.into();
        allow(&self.scenario, &self.conduct, self.course.now.public, &request)?;
        let mut after = self.course.clone();
        let mut transcript = Transcript::default();
        self.carry_out(&request.command, &mut after, &mut transcript)?;
        let number = u32::try_from(self.entries.len() + 1).unwrap_or(u32::MAX);
        let fingerprint = fingerprint(&after.now);
        let Transcript { events, checks, thoughts } = transcript;
        let Request { command, by, at_ms, text, seen: _ } = request;
        let entry = Entry { number, command, by, at_ms, text, events, checks, thoughts, fingerprint };
        Ok(Proposal { entry, after })
    }

    /// Makes a proposal true. The caller has written it down before.
    ///
    /// # Panics
    /// When another command was committed since it was proposed.
    pub fn commit(&mut self, proposal: Proposal) -> &Entry {
        assert_eq!(
            proposal.entry.number as usize,
            self.entries.len() + 1,
            "proposals are committed in the order in which they were made"
        );
        let before = self.course.now.public;
        self.course = proposal.after;
        let after = self.course.now.public;
        self.conduct.take(&self.scenario, &proposal.entry.request(), before, after);
        self.entries.push(proposal.entry);
        self.entries.last().expect("an entry was just added")
    }

    /// Proposes and commits at once, for exercises that nobody logs.
    ///
    /// # Errors
    /// Why the command is refused.
    pub fn run(&mut self, command: impl Into<Request>) -> Result<&Entry, Refusal> {
        let proposal = self.propose(command)?;
        Ok(self.commit(proposal))
    }

    /// Where it is now.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { entries: self.entries.len(), course: self.course.clone(), conduct: self.conduct.clone() }
    }

    /// Forgets everything since a mark: what could not be written down has not happened.
    pub fn go_back(&mut self, mark: Mark) {
        self.entries.truncate(mark.entries);
        (self.course, self.conduct) = (mark.course, mark.conduct);
    }

    fn carry_out(
        &self,
        command: &Command,
        course: &mut Course,
        recorder: &mut Transcript,
    ) -> Result<(), Refusal> {
        let dice = Dice::with(self.seed, course.reroll, course.rulings.clone());
        match command {
            Command::Undo { turn, new_dice } => return undo(course, *turn, *new_dice),
            Command::Overrule { key, success } => {
                let rule = |rulings: &mut Rulings| rulings.overruled.push((*key, *success));
                return self.resolve_again(course, recorder, *key, rule);
            }
            Command::Veto { key } if key.purpose != Purpose::Attack => return Err(Refusal::NotYours),
            Command::Veto { key } => {
                let rule = |rulings: &mut Rulings| rulings.vetoed.push(*key);
                return self.resolve_again(course, recorder, *key, rule);
            }
            Command::NextPhase => return self.next_phase(course, recorder, &dice),
            Command::Act(act) => return self.fits(course, *act),
            _ => {}
        }
        let mut table = Table { scenario: &self.scenario, now: &mut course.now, dice: &dice, recorder };
        match *command {
            Command::Order { partner, order } => turn::give(&mut table, partner, order),
            Command::TakeBack { partner, order } => turn::take_back(&mut table, partner, order),
            Command::Choose { partner, inject, choice } => turn::choose(&mut table, partner, inject, choice),
            Command::Fire { inject } => {
                pending(&table, inject).map(|()| turn::fire_by_hand(&mut table, inject))
            }
            Command::Skip { inject } => pending(&table, inject).map(|()| turn::skip(&mut table, inject)),
            Command::Delay { inject, turn } => pending(&table, inject)
                .and_then(|()| later(&table, turn))
                .map(|()| turn::delay(&mut table, inject, turn)),
            Command::ShiftLater { turns } => later(&table, table.now.public.turn.saturating_add(turns))
                .map(|()| turn::shift_later(&mut table, turns)),
            Command::Edit { inject } => pending(&table, inject),
            Command::Steer { .. } | Command::Unsteer { .. } | Command::TakeActor { .. }
                if table.now.public.phase == Phase::Ended =>
            {
                Err(Refusal::NotNow)
            }
            Command::Steer { actor, step } => turn::steer(&mut table, actor, step),
            Command::Unsteer { actor, step } => turn::unsteer(&mut table, actor, step),
            Command::TakeActor { actor, on } => turn::take_seat(&mut table, actor, on),
            Command::End if table.now.public.phase == Phase::Ended => Err(Refusal::NotNow),
            Command::End => {
                turn::end(&mut table);
                Ok(())
            }
            Command::NextPhase
            | Command::Overrule { .. }
            | Command::Veto { .. }
            | Command::Undo { .. }
            | Command::Act(_) => Ok(()),
        }
    }

    fn next_phase(&self, course: &mut Course, recorder: &mut Transcript, dice: &Dice) -> Result<(), Refusal> {
        let phase = course.now.public.phase;
        if phase == Phase::Orders {
            course.before = Some(Arc::new(course.now.clone()));
        }
        let mut table = Table { scenario: &self.scenario, now: &mut course.now, dice, recorder };
        match phase {
            Phase::Briefing | Phase::Review => {
                turn::begin_turn(&mut table);
                course.starts.push(Arc::new(course.now.clone()));
                course.before = None;
            }
            Phase::Situation => turn::open_orders(&mut table),
            Phase::Orders | Phase::Resolution => turn::resolve(&mut table, &*self.attackers),
            Phase::Ended => return Err(Refusal::NotNow),
        }
        Ok(())
    }

    /// An act that speaks of the situation fits it.
    fn fits(&self, course: &Course, act: Act) -> Result<(), Refusal> {
        let Act::Acknowledge { partner, fact } = act else { return Ok(()) };
        let held = course.now.pictures[partner.index()].facts.get(fact.index());
        let is_told = held.is_some_and(|held| held.is_held() && held.heard != 0);
        if is_told { Ok(()) } else { Err(Refusal::NotYours) }
    }

    /// The trainer has decided something about the turn: the same orders, resolved anew.
    fn resolve_again(
        &self,
        course: &mut Course,
        recorder: &mut Transcript,
        key: Key,
        rule: impl FnOnce(&mut Rulings),
    ) -> Result<(), Refusal> {
        let before = course.before.clone().ok_or(Refusal::NotNow)?;
        if key.turn != before.public.turn {
            return Err(Refusal::NotYours);
        }
        rule(&mut course.rulings);
        course.now = (*before).clone();
        let dice = Dice::with(self.seed, course.reroll, course.rulings.clone());
        let mut table = Table { scenario: &self.scenario, now: &mut course.now, dice: &dice, recorder };
        turn::resolve(&mut table, &*self.attackers);
        Ok(())
    }
}

fn pending(table: &Table<'_, Transcript>, inject: InjectId) -> Result<(), Refusal> {
    match table.now.truth.injects.get(inject.index()) {
        Some(InjectState::Pending | InjectState::Armed | InjectState::Delayed(_)) => Ok(()),
        Some(InjectState::Fired | InjectState::Skipped) => Err(Refusal::Done),
        None => Err(Refusal::NotYours),
    }
}

/// A turn of this exercise that has not begun.
fn later(table: &Table<'_, Transcript>, turn: u16) -> Result<(), Refusal> {
    let is_later = turn > table.now.public.turn && u32::from(turn) <= table.scenario.turns();
    if is_later && table.now.public.phase != Phase::Ended { Ok(()) } else { Err(Refusal::NotNow) }
}

/// Back to the start of a turn.
fn undo(course: &mut Course, turn: u16, new_dice: bool) -> Result<(), Refusal> {
    let index = usize::from(turn).checked_sub(1).ok_or(Refusal::NotYours)?;
    let start = course.starts.get(index).cloned().ok_or(Refusal::NotYours)?;
    course.now = (*start).clone();
    course.starts.truncate(index + 1);
    course.before = None;
    course.rulings.overruled.retain(|(key, _)| key.turn < turn);
    course.rulings.vetoed.retain(|key| key.turn < turn);
    course.reroll += u16::from(new_dice);
    Ok(())
}

/// The situation that entries lead to, by their events alone: no rules, no dice, no attackers.
#[must_use]
pub fn fold(scenario: &Scenario, entries: &[Entry]) -> Situation {
    let mut now = Situation::new(scenario);
    let mut starts: Vec<Situation> = Vec::new();
    let mut before = None;
    for entry in entries {
        match entry.command {
            Command::Undo { turn, .. } => {
                let index = usize::from(turn).saturating_sub(1);
                starts.truncate(index + 1);
                now = starts.get(index).cloned().unwrap_or(now);
                before = None;
            }
            Command::Overrule { .. } | Command::Veto { .. } => now = before.clone().unwrap_or(now),
            Command::NextPhase if now.public.phase == Phase::Orders => before = Some(now.clone()),
            _ => {}
        }
        entry.events.iter().for_each(|event| apply(&mut now, event));
        if entry.command == Command::NextPhase && now.public.phase == Phase::Situation {
            starts.push(now.clone());
            before = None;
        }
    }
    now
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}
