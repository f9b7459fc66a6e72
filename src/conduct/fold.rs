//! The fold: what an accepted request does to the conduct.

use super::act::{Act, Audience, Command, Request, Seat};
use super::words::{Said, Topic};
use super::{Conduct, Draft, Person, Rated, Receipt, SeatKey, TaskRated};
use crate::rules::order::{Order, Target};
use crate::rules::situation::{Phase, Public};
use crate::scenario::Scenario;
use crate::scenario::ids::{InjectId, PartnerId};
use crate::scenario::words::Tlp;

impl Conduct {
    /// Takes in a request that was accepted; `before` and `after` are the public part
    /// of the situation around it.
    pub fn take(&mut self, scenario: &Scenario, request: &Request, before: Public, after: Public) {
        let from = request.by.as_ref().map_or(Seat::Trainer, |by| by.seat);
        if let Some(partner) = from.partner() {
            self.sheets[partner.index()].last_ms = Some(request.at_ms);
        }
        match request.command {
            Command::Order { partner, order } => self.ordered(request, partner, order, before.turn),
            Command::TakeBack { partner, order } => {
                let sheet = &mut self.sheets[partner.index()];
                sheet.given.retain(|(_, given, _)| *given != order);
                sheet.revision += 1;
                self.draft(partner, order, Some(from));
            }
            Command::Choose { partner, .. } => self.sheets[partner.index()].revision += 1,
            Command::Undo { turn, .. } => {
                self.undone(turn);
                // Seats have seen what is undone: every one of them is told.
                self.say(request, Seat::Trainer, Topic::Undone(turn), before);
            }
            Command::Edit { inject } => self.reworded(inject, request.text.as_deref()),
            Command::Act(act) => self.act(request, act, from, before),
            Command::NextPhase
            | Command::Fire { .. }
            | Command::Skip { .. }
            | Command::Delay { .. }
            | Command::ShiftLater { .. }
            | Command::Overrule { .. }
            | Command::Veto { .. }
            | Command::Steer { .. }
            | Command::Unsteer { .. }
            | Command::TakeActor { .. }
            | Command::End => {}
        }
        if (before.turn, before.phase) != (after.turn, after.phase) {
            self.phase_began(scenario, request, after);
        }
    }

    fn phase_began(&mut self, scenario: &Scenario, request: &Request, after: Public) {
        self.timer.begin(phase_minutes(scenario, after.phase), request.at_ms);
        self.last_orders_ms = None;
        for sheet in &mut self.sheets {
            sheet.is_ready = false;
            sheet.revision += 1;
        }
    }

    fn ordered(&mut self, request: &Request, partner: PartnerId, order: Order, turn: u16) {
        let sheet = &mut self.sheets[partner.index()];
        sheet.drafts.retain(|draft| draft.order != order);
        sheet.revision += 1;
        let from = request.by.as_ref().map_or(Seat::Trainer, |by| by.seat);
        sheet.given.push((turn, order, from));
        if let Some(id) = request.by.as_ref().and_then(|by| by.id.clone()) {
            sheet.receipts.push(Receipt { id, turn, sheet: sheet.revision, order });
        }
        let turned_to = match order.target {
            Target::Share { to, .. } => to,
            Target::Partner(to) => 1 << to.index(),
            _ => 0,
        };
        self.contact(partner, turned_to, request.at_ms);
    }

    fn contact(&mut self, partner: PartnerId, to: u8, at_ms: i64) {
        let contacts = &mut self.sheets[partner.index()].contact_ms;
        for (index, contact) in contacts.iter_mut().enumerate().filter(|(index, _)| to >> index & 1 == 1) {
            if index != partner.index() {
                *contact = Some(at_ms);
            }
        }
    }

    fn draft(&mut self, partner: PartnerId, order: Order, by: Option<Seat>) {
        let sheet = &mut self.sheets[partner.index()];
        if !sheet.drafts.iter().any(|draft| draft.order == order) {
            sheet.drafts.push(Draft { order, by });
        }
    }

    /// Orders of undone turns are drafts again: nobody writes them twice.
    fn undone(&mut self, turn: u16) {
        self.acknowledged.retain(|(_, _, at)| *at < turn);
        // They were about an end that is none any more.
        self.task_ratings.clear();
        self.is_declassified = false;
        for index in 0..self.sheets.len() {
            let given = std::mem::take(&mut self.sheets[index].given);
            let (back, kept): (Vec<_>, Vec<_>) = given.into_iter().partition(|(at, ..)| *at >= turn);
            self.sheets[index].given = kept;
            // The orders of later turns would make no sense at the start of this one.
            for (_, order, by) in back.into_iter().filter(|(at, ..)| *at == turn) {
                self.draft(PartnerId::at(index), order, Some(by));
            }
        }
    }

    fn act(&mut self, request: &Request, act: Act, from: Seat, now: Public) {
        let at_ms = request.at_ms;
        let text = || request.text.clone();
        match act {
            Act::Pause => {
                self.timer.pause(at_ms);
                self.last_orders_ms = None;
            }
            Act::GoOn => self.timer.go_on(at_ms),
            Act::Extend { seconds } => {
                self.timer.extend(seconds);
                self.last_orders_ms = None;
            }
            Act::Bell { grace_ms } => self.last_orders_ms = Some(at_ms.saturating_add(i64::from(grace_ms))),
            Act::Freeze => {
                self.timer.pause(at_ms);
                self.last_orders_ms = None;
                self.frozen = Some(from);
                self.say(request, from, Topic::Emergency, now);
            }
            Act::Thaw => self.frozen = None,
            Act::Draft { partner, order } => self.draft(partner, order, Some(from)),
            Act::Discard { partner, order } => {
                let sheet = &mut self.sheets[partner.index()];
                sheet.drafts.retain(|draft| draft.order != order);
                sheet.revision += 1;
            }
            Act::Ready { partner, is_ready } => self.sheets[partner.index()].is_ready = is_ready,
            Act::Issue { seat } => {
                let text = text().unwrap_or_default();
                let (key, claim) = halves(&text);
                self.keys.retain(|known| known.seat != seat);
                self.keys.push(SeatKey { seat, key, claim });
            }
            Act::Join { seat } => {
                let has_pen = !self.at(seat).any(|(_, person)| person.has_pen);
                let text = text().unwrap_or_default();
                let (session, spent) = halves(&text);
                if let Some(key) = self.keys.iter_mut().find(|key| spent.is_some() && key.claim == spent) {
                    key.claim = None;
                }
                self.people.push(Person { seat, session, has_left: false, has_pen });
            }
            Act::Leave { person } => self.leave(person),
            Act::Move { person, seat } => self.move_to(person, seat),
            Act::TakePen => self.take_pen(request.by.as_ref().map_or(0, |by| by.person)),
            Act::Say { to, label } => {
                if let (Some(own), Audience::Partner(other)) = (from.partner(), to) {
                    self.contact(own, 1 << other.index(), at_ms);
                }
                self.say(request, from, Topic::Message(to, label), now);
            }
            Act::Unrealistic => self.say(request, from, Topic::Unrealistic, now),
            Act::Acknowledge { partner, fact } => self.acknowledged.push((partner, fact, now.turn)),
            Act::Note { partner, category } => {
                self.say(request, from, Topic::Note(partner, category), now);
            }
            Act::Improve { element, simulated } => {
                self.say(request, from, Topic::Improve(element, simulated), now);
            }
            Act::Feedback { mark } => self.say(request, from, Topic::Feedback(mark), now),
            Act::Rate { partner, objective, rating } => {
                self.ratings.retain(|rated| (rated.partner, rated.objective) != (partner, objective));
                self.ratings.push(Rated { partner, objective, rating, turn: now.turn, text: text() });
            }
            Act::RateTask { objective, task, rating, suggested } => {
                self.task_ratings.retain(|rated| (rated.objective, rated.task) != (objective, task));
                self.task_ratings.push(TaskRated { objective, task, rating, suggested, text: text() });
            }
            Act::Declassify => self.is_declassified = true,
            Act::Hint { inject, step, to } => {
                self.hints.push((inject, step));
                self.say(request, Seat::Trainer, Topic::Message(Audience::Partner(to), Tlp::Amber), now);
            }
            Act::Autopilot { partner, on } => {
                self.autopilot[partner.index()] = on;
                self.doctrine[partner.index()] = text().filter(|_| on);
            }
        }
    }

    /// Words that were erased leave the inject as its author wrote it.
    fn reworded(&mut self, inject: InjectId, text: Option<&str>) {
        self.edits.retain(|(of, _)| *of != inject);
        if let Some(Ok(text)) = text.map(serde_json::from_str) {
            self.edits.push((inject, text));
        }
    }

    fn say(&mut self, request: &Request, from: Seat, topic: Topic, now: Public) {
        let (turn, at_ms, text) = (now.turn, request.at_ms, request.text.clone());
        self.said.push(Said { turn, at_ms, from, topic, text });
    }

    fn leave(&mut self, number: u32) {
        let Some(person) = self.person_mut(number) else { return };
        person.has_left = true;
        let (seat, had_pen) = (person.seat, std::mem::take(&mut person.has_pen));
        if had_pen {
            self.pass_pen(seat);
        }
    }

    fn move_to(&mut self, number: u32, seat: Seat) {
        let is_free = !self.at(seat).any(|(_, person)| person.has_pen);
        let Some(person) = self.person_mut(number) else { return };
        let old = std::mem::replace(&mut person.seat, seat);
        let had_pen = std::mem::replace(&mut person.has_pen, is_free);
        if had_pen {
            self.pass_pen(old);
        }
    }

    /// The pen of a seat whose writer went goes to whoever joined there first.
    fn pass_pen(&mut self, seat: Seat) {
        let next = self.people.iter_mut().find(|person| person.seat == seat && !person.has_left);
        if let Some(person) = next {
            person.has_pen = true;
        }
    }

    fn take_pen(&mut self, number: u32) {
        let Some(seat) = self.person(number).map(|person| person.seat) else { return };
        for (person, at) in self.people.iter_mut().zip(1..) {
            if person.seat == seat {
                person.has_pen = at == number;
            }
        }
    }

    fn person_mut(&mut self, number: u32) -> Option<&mut Person> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.people.get_mut(place)
    }
}

/// The two halves of a text, parted by a space.
pub(super) fn halves(text: &str) -> (String, Option<String>) {
    match text.split_once(' ') {
        Some((first, second)) => (first.to_owned(), Some(second.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// Advice for the timer in a phase, real minutes; 0 for none.
fn phase_minutes(scenario: &Scenario, phase: Phase) -> u32 {
    let [situation, orders, resolution, review] = scenario.phase_minutes();
    match phase {
        Phase::Situation => situation,
        Phase::Orders => orders,
        Phase::Resolution => resolution,
        Phase::Review => review,
        Phase::Briefing | Phase::Ended => 0,
    }
}
