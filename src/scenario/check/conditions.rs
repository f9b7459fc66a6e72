//! Facts and conditions: every id in them resolved, every number in range, turns mapped to the
//! version that is played.

use super::book::Book;
use super::clock::Version;
use super::desk::{Desk, Where, suggest};
use super::measures::is_practice;
use super::names::Kind;
use crate::scenario::draft::{Condition as Written, FactDraft};
use crate::scenario::ids::*;
use crate::scenario::limits::{CONDITION_DEPTH, MEMOS, TURNS};
use crate::scenario::model::{Condition, Fact, Memo, Place, Scenario, TargetKind};
use crate::scenario::problem::Code;
use std::cell::RefCell;

/// What conditions are read against.
pub(super) struct Context<'c, 'a> {
    pub(super) book: &'c Book<'a>,
    pub(super) version: &'c Version<'a>,
    memos: RefCell<Vec<Memo>>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// Nothing is to be remembered yet.
    pub(super) const fn new(book: &'c Book<'a>, version: &'c Version<'a>) -> Self {
        Context { book, version, memos: RefCell::new(Vec::new()) }
    }

    /// Everything that the conditions read so far want remembered.
    pub(super) fn into_memos(self) -> Vec<Memo> {
        self.memos.into_inner()
    }
}

impl Context<'_, '_> {
    /// A fact by its place in the list of facts.
    pub(super) fn fact(&self, desk: &mut Desk<'_>, at: &Where<'_>, fact: &FactDraft) -> Option<FactId> {
        let first = at.index(0);
        let fact = match fact {
            FactDraft::Indicator(actor, kind) => Fact::Indicator(desk.actor(&first, actor)?, *kind),
            FactDraft::Technique(technique) => Fact::Technique(desk.technique(&first, technique)?),
            FactDraft::Weakness(weakness) => Fact::Weakness(desk.weakness(&first, weakness)?),
            FactDraft::Mitigation(weakness) => Fact::Mitigation(desk.weakness(&first, weakness)?),
            FactDraft::Warning(actor) => Fact::Warning(desk.actor(&first, actor)?),
            FactDraft::Attribution(actor) => Fact::Attribution(desk.actor(&first, actor)?),
            FactDraft::Evidence(actor) => Fact::Evidence(desk.actor(&first, actor)?),
            FactDraft::Practice(measure) => Fact::Practice(self.practice(desk, &first, measure)?),
        };
        let (actors, techniques) = (self.book.actors.len(), self.book.techniques.len());
        Some(Scenario::place_of_fact(fact, actors, techniques, self.book.weaknesses.len()))
    }

    /// A practice by its measure, as its place among the practices.
    fn practice(&self, desk: &mut Desk<'_>, at: &Where<'_>, id: &str) -> Option<u8> {
        desk.measure(at, id)?;
        let practices = || self.book.measures.iter().map(|entry| entry.def).filter(|def| is_practice(def));
        let place = practices().position(|def| def.id == id);
        if place.is_none() {
            let help = suggest(id, practices().map(|def| def.id.as_str()));
            let message = format!("`{id}` is a measure that everybody knows, not a practice");
            desk.report(Code::UnknownId, at, message).help(help);
        }
        place.and_then(|place| u8::try_from(place).ok())
    }

    /// A duty by its place among the partner's own.
    pub(super) fn duty(
        &self,
        desk: &mut Desk<'_>,
        partner: Option<PartnerId>,
        at: &Where<'_>,
        id: &str,
    ) -> Option<DutyId> {
        desk.find(Kind::Duty, at, id)?;
        let partner = self.book.partners.get(partner?.index())?.def;
        let place = partner.duties.iter().position(|duty| duty == id);
        if place.is_none() {
            let help = suggest(id, partner.duties.iter().map(String::as_str));
            let message = format!("`{}` has no duty `{id}`", partner.id);
            desk.report(Code::UnknownId, at, message).help(help);
        }
        place.map(DutyId::at)
    }

    /// A turn of the full version, as the turn that is played.
    pub(super) fn turn(&self, desk: &mut Desk<'_>, at: &Where<'_>, turn: u32) -> u32 {
        let turn = desk.range(at, turn, 0..=u32::try_from(TURNS).unwrap_or(u32::MAX));
        self.version.turn(turn)
    }

    /// A condition; nothing if something in it is unknown.
    pub(super) fn condition(
        &self,
        desk: &mut Desk<'_>,
        at: &Where<'_>,
        condition: &Written,
    ) -> Option<Condition> {
        self.nested(desk, at, condition, 1)
    }

    fn nested(
        &self,
        desk: &mut Desk<'_>,
        at: &Where<'_>,
        written: &Written,
        depth: usize,
    ) -> Option<Condition> {
        if depth > CONDITION_DEPTH {
            let message = format!("the condition is nested more than {CONDITION_DEPTH} deep");
            desk.report(Code::TooDeep, at, message).help("`all` and `any` take lists");
            return None;
        }
        match written {
            Written::All(parts) => Some(Condition::All(self.parts(desk, at, parts, depth)?)),
            Written::Any(parts) => Some(Condition::Any(self.parts(desk, at, parts, depth)?)),
            Written::Not(part) => {
                Some(Condition::Not(Box::new(self.nested(desk, &at.index(0), part, depth + 1)?)))
            }
            Written::Ever(part) => {
                let part = self.nested(desk, &at.index(0), part, depth + 1)?;
                Some(self.noted(desk, at, Memo::Ever(part)))
            }
            plain => {
                let first = self.about_time_and_talk(desk, at, plain);
                let first = first.or_else(|| self.about_network(desk, at, plain));
                first.or_else(|| self.about_orders(desk, at, plain))
            }
        }
    }

    fn parts(
        &self,
        desk: &mut Desk<'_>,
        at: &Where<'_>,
        parts: &[Written],
        depth: usize,
    ) -> Option<Vec<Condition>> {
        let list = at.index(0);
        if parts.is_empty() {
            desk.report(Code::EmptyList, &list, "there is no condition in the list");
        }
        let part = |(index, part)| self.nested(desk, &list.index(index), part, depth + 1);
        let parts: Vec<Option<Condition>> = parts.iter().enumerate().map(part).collect();
        parts.into_iter().collect()
    }

    /// Conditions about clocks, knowledge and what partners told each other; nothing for others.
    fn about_time_and_talk(
        &self,
        desk: &mut Desk<'_>,
        at: &Where<'_>,
        written: &Written,
    ) -> Option<Condition> {
        let (first, second, third) = (at.index(0), at.index(1), at.index(2));
        Some(match written {
            Written::FromTurn(turn) => Condition::FromTurn(self.turn(desk, &first, *turn)),
            Written::FromHour(hour) => Condition::FromHour(desk.range(&first, *hour, 0..=14_400)),
            Written::Knows(partner, fact) => {
                let (partner, fact) = (desk.partner(&first, partner), self.fact(desk, &second, fact));
                Condition::Knows(partner?, fact?)
            }
            Written::Shared(from, to) => {
                let (from, to) = two_partners(desk, at, from, to);
                Condition::Shared(from?, to?)
            }
            Written::SharedFact(from, to, fact) => {
                let (from, to) = two_partners(desk, at, from, to);
                let fact = self.fact(desk, &third, fact);
                Condition::SharedFact(from?, to?, fact?)
            }
            Written::AidAsked(partner) => Condition::AidAsked(desk.partner(&first, partner)?),
            Written::AidSent(from, to) => {
                let (from, to) = two_partners(desk, at, from, to);
                Condition::AidSent(from?, to?)
            }
            Written::DutyOpen(partner, duty) => {
                let (partner, duty) = self.partner_and_duty(desk, at, partner, duty)?;
                Condition::DutyOpen(partner, duty)
            }
            Written::DutyMissed(partner, duty) => {
                let (partner, duty) = self.partner_and_duty(desk, at, partner, duty)?;
                Condition::DutyMissed(partner, duty)
            }
            Written::DutyMet(partner, duty) => {
                let (partner, duty) = self.partner_and_duty(desk, at, partner, duty)?;
                Condition::DutyMet(partner, duty)
            }
            Written::TrustBelow(partner, points) => {
                let (partner, points) =
                    (desk.partner(&first, partner), desk.range(&second, *points, 1..=100));
                Condition::TrustBelow(partner?, points)
            }
            Written::Ordered(partner, measure) => {
                let (partner, measure) = (desk.partner(&first, partner), desk.measure(&second, measure));
                Condition::Ordered(partner?, measure?)
            }
            Written::Active(actor) => Condition::Active(desk.actor(&first, actor)?),
            Written::Fired(inject) => Condition::Fired(desk.inject(&first, inject)?),
            Written::Chosen(inject, choice) => {
                let inject = desk.inject(&first, inject)?;
                Condition::Chosen(inject, self.choice(desk, &second, inject, choice)?)
            }
            _ => return None,
        })
    }

    /// Conditions about nodes; nothing for others.
    fn about_network(&self, desk: &mut Desk<'_>, at: &Where<'_>, written: &Written) -> Option<Condition> {
        let (first, second) = (at.index(0), at.index(1));
        Some(match written {
            Written::Confirmed(partner, node) => {
                let (partner, node) = (desk.partner(&first, partner), desk.node(&second, node));
                Condition::Confirmed(partner?, node?)
            }
            Written::Compromised(node) => Condition::Compromised(desk.node(&first, node)?),
            Written::Encrypted(node) => Condition::Encrypted(desk.node(&first, node)?),
            Written::Manipulated(node) => Condition::Manipulated(desk.node(&first, node)?),
            Written::Stolen(node) => Condition::Stolen(desk.node(&first, node)?),
            Written::Patched(node, weakness) => {
                let (node, weakness) = (desk.node(&first, node), desk.weakness(&second, weakness));
                Condition::Patched(node?, weakness?)
            }
            Written::Isolated(node) => Condition::Isolated(desk.node(&first, node)?),
            Written::ServiceBelow(node, level) => {
                let (node, level) = (desk.node(&first, node), desk.range(&second, *level, 1..=1000));
                Condition::ServiceBelow(node?, level)
            }
            Written::ConfirmedFrom(partner, count) => {
                let (partner, count) = count_of(desk, at, partner, *count);
                Condition::ConfirmedFrom(partner?, count)
            }
            Written::CompromisedFrom(partner, count) => {
                let (partner, count) = count_of(desk, at, partner, *count);
                Condition::CompromisedFrom(partner?, count)
            }
            Written::EncryptedFrom(partner, count) => {
                let (partner, count) = count_of(desk, at, partner, *count);
                Condition::EncryptedFrom(partner?, count)
            }
            Written::StolenFrom(partner, count) => {
                let (partner, count) = (desk.partner(&first, partner), (*count).max(1));
                Condition::StolenFrom(partner?, count)
            }
            _ => return None,
        })
    }

    /// Conditions about orders that have to be remembered; nothing for others.
    fn about_orders(&self, desk: &mut Desk<'_>, at: &Where<'_>, written: &Written) -> Option<Condition> {
        let (first, second, third) = (at.index(0), at.index(1), at.index(2));
        let memo = match written {
            Written::OrderedAt(partner, measure, place) => {
                let (partner, measure) = (
                    desk.partner(&first, partner),
                    self.placed(desk, &second, measure, "write ordered(...) or ordered_in(...) for it"),
                );
                let place = place_of(desk, &third, place);
                Memo::OrderedAt(partner?, measure?, place?)
            }
            Written::OrderedIn(partner, measure, from, to) => {
                let (partner, measure) = (desk.partner(&first, partner), desk.measure(&second, measure));
                let last = at.index(3);
                if from > to {
                    desk.report(Code::Contradiction, &last, format!("turn {to} comes before turn {from}"))
                        .help("write the first turn, then the last");
                }
                let (from, to) = (self.turn(desk, &third, *from), self.turn(desk, &last, *to));
                Memo::OrderedIn(partner?, measure?, from, to)
            }
            Written::BothOrdered(one, other, measure) => {
                let (one, other) = two_partners(desk, at, one, other);
                let measure = desk.measure(&third, measure);
                Memo::BothOrdered(one?, other?, measure?)
            }
            _ => return None,
        };
        Some(self.noted(desk, at, memo))
    }

    /// A measure that is ordered at nodes or zones; else with this help.
    pub(super) fn placed(
        &self,
        desk: &mut Desk<'_>,
        at: &Where<'_>,
        id: &str,
        help: &str,
    ) -> Option<MeasureId> {
        let measure = desk.measure(at, id)?;
        let target = self.book.measures.get(measure.index())?.def.target;
        if !matches!(target, TargetKind::Node | TargetKind::Zone) {
            desk.report(Code::WrongKind, at, format!("`{id}` is ordered at no node and no zone")).help(help);
        }
        Some(measure)
    }

    /// A condition on something that is remembered; asked about twice, it is kept once.
    fn noted(&self, desk: &mut Desk<'_>, at: &Where<'_>, memo: Memo) -> Condition {
        let mut memos = self.memos.borrow_mut();
        let place = memos.iter().position(|other| *other == memo).unwrap_or_else(|| {
            memos.push(memo);
            memos.len() - 1
        });
        if place >= MEMOS {
            desk.limit(at, "things to remember in conditions", place + 1, MEMOS);
        }
        Condition::Noted(u8::try_from(place).unwrap_or(u8::MAX))
    }

    fn partner_and_duty(
        &self,
        desk: &mut Desk<'_>,
        at: &Where<'_>,
        partner: &str,
        duty: &str,
    ) -> Option<(PartnerId, DutyId)> {
        let partner = desk.partner(&at.index(0), partner);
        let duty = self.duty(desk, partner, &at.index(1), duty);
        Some((partner?, duty?))
    }

    fn choice(&self, desk: &mut Desk<'_>, at: &Where<'_>, inject: InjectId, id: &str) -> Option<u8> {
        let inject = self.book.injects.get(inject.index())?.def;
        let place = inject.choices.iter().position(|choice| choice.id == id);
        if place.is_none() {
            let help = suggest(id, inject.choices.iter().map(|choice| choice.id.as_str()));
            let message = format!("the inject `{}` has no choice `{id}`", inject.id);
            desk.report(Code::UnknownId, at, message).help(help);
        }
        u8::try_from(place?).ok()
    }
}

/// A node or a zone.
pub(super) fn place_of(desk: &mut Desk<'_>, at: &Where<'_>, id: &str) -> Option<Place> {
    if let Some(node) = desk.names.get(Kind::Node, id) {
        return Some(Place::Node(NodeId::at(node)));
    }
    let zone = desk.names.get(Kind::Zone, id);
    if zone.is_none() {
        let place = desk.place(at);
        desk.unknown(&[Kind::Node, Kind::Zone], place, id);
    }
    zone.map(|zone| Place::Zone(ZoneId::at(zone)))
}

fn two_partners(
    desk: &mut Desk<'_>,
    at: &Where<'_>,
    from: &str,
    to: &str,
) -> (Option<PartnerId>, Option<PartnerId>) {
    let second = at.index(1);
    if from == to {
        desk.report(Code::Itself, &second, format!("`{from}` and itself; two different partners are needed"));
    }
    (desk.partner(&at.index(0), from), desk.partner(&second, to))
}

fn count_of(desk: &mut Desk<'_>, at: &Where<'_>, partner: &str, count: u32) -> (Option<PartnerId>, u32) {
    (desk.partner(&at.index(0), partner), desk.range(&at.index(1), count, 1..=16_000))
}
