//! Who may ask for what. Judged from the seat, the conduct and the public phase alone: a refusal
//! tells nobody what is true.

use super::act::{Act, Audience, By, Command, Request, Seat, Simulated};
use super::fold::halves;
use super::{CLIENT_ID_BYTES, Conduct, MAX_DRAFTS, MAX_PEOPLE, MAX_SAID, TEXT_CHARS};
use crate::rules::order::{Order, Refusal, may_draft};
use crate::rules::situation::{Phase, Public};
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;

/// Whether the conduct lets a request pass; the rules have their own say afterwards.
///
/// # Errors
/// The first reason why not.
pub fn allow(
    scenario: &Scenario,
    conduct: &Conduct,
    public: Public,
    request: &Request,
) -> Result<(), Refusal> {
    within_limits(conduct, request)?;
    names_what_exists(scenario, conduct, &request.command)?;
    not_frozen(conduct, &request.command)?;
    if let Some(by) = &request.by {
        may_ask(scenario, by, &request.command)?;
        holds_pen(conduct, by, &request.command)?;
        commits(scenario, conduct, by.seat, &request.command)?;
    }
    is_current(conduct, public, request)?;
    claim_is_good(conduct, request)?;
    match request.command {
        Command::Act(act) => {
            fits_now(conduct, public, act)?;
            has_reason(act, request.text.as_deref())
        }
        Command::Edit { .. } => is_text(request.text.as_deref()),
        _ => Ok(()),
    }
}

/// New words for an inject are words.
fn is_text(text: Option<&str>) -> Result<(), Refusal> {
    let read = text.and_then(|text| serde_json::from_str::<Text>(text).ok());
    if read.is_some_and(|text| text != Text::default()) { Ok(()) } else { Err(Refusal::NoText) }
}

/// Whoever rates a task otherwise than the evidence suggests, or where it suggests nothing, says why.
fn has_reason(act: Act, text: Option<&str>) -> Result<(), Refusal> {
    let Act::RateTask { rating, suggested, .. } = act else { return Ok(()) };
    let is_told = text.is_some_and(|text| !text.trim().is_empty());
    if is_told || suggested == Some(rating) { Ok(()) } else { Err(Refusal::NoText) }
}

fn within_limits(conduct: &Conduct, request: &Request) -> Result<(), Refusal> {
    let limit = u16::try_from(TEXT_CHARS).unwrap_or(u16::MAX);
    if request.text.as_ref().is_some_and(|text| text.chars().count() > TEXT_CHARS) {
        return Err(Refusal::TooLong { limit });
    }
    let mark = request.by.as_ref().and_then(|by| by.id.as_ref());
    if mark.is_some_and(|id| id.is_empty() || id.len() > CLIENT_ID_BYTES) {
        return Err(Refusal::TooLong { limit: u16::try_from(CLIENT_ID_BYTES).unwrap_or(u16::MAX) });
    }
    let is_full = match request.command {
        Command::Act(Act::Join { .. }) => conduct.people.len() >= MAX_PEOPLE,
        Command::Act(
            Act::Say { .. }
            | Act::Unrealistic
            | Act::Note { .. }
            | Act::Improve { .. }
            | Act::Feedback { .. },
        ) => conduct.said.len() >= MAX_SAID,
        _ => false,
    };
    if is_full { Err(Refusal::Full) } else { Ok(()) }
}

fn names_what_exists(scenario: &Scenario, conduct: &Conduct, command: &Command) -> Result<(), Refusal> {
    let partner = |partner: PartnerId| partner.index() < scenario.partners.len();
    let seat = |seat: Seat| match seat {
        Seat::Participant(own, place) => {
            partner(own) && usize::from(place) < scenario.partners[own.index()].seats.len()
        }
        Seat::Red(actor) => actor.index() < scenario.actors.len(),
        _ => true,
    };
    let person = |number: u32| conduct.person(number).is_some_and(|person| !person.has_left);
    let known = match *command {
        Command::Order { partner: own, .. }
        | Command::TakeBack { partner: own, .. }
        | Command::Choose { partner: own, .. } => partner(own),
        Command::Act(act) => match act {
            Act::Draft { partner: own, order } | Act::Discard { partner: own, order } => {
                partner(own) && order.measure.index() < scenario.measures.len()
            }
            Act::Acknowledge { partner: own, fact } => partner(own) && fact.index() < scenario.facts.len(),
            Act::Ready { partner: own, .. } | Act::Autopilot { partner: own, .. } => partner(own),
            Act::Issue { seat: wanted } | Act::Join { seat: wanted } => seat(wanted),
            Act::Leave { person: number } => person(number),
            Act::Move { person: number, seat: wanted } => person(number) && seat(wanted),
            Act::Say { to: Audience::Partner(to), .. } => partner(to),
            Act::Note { partner: about, .. } => about.is_none_or(partner),
            Act::Rate { partner: about, objective, .. } => {
                partner(about) && usize::from(objective) < scenario.objectives.len()
            }
            Act::RateTask { objective, task, .. } => {
                let tasks = scenario.objectives.get(usize::from(objective)).map_or(0, |of| of.tasks.len());
                usize::from(task) < tasks
            }
            Act::Improve { simulated: Some(Simulated { measure, zone }), .. } => {
                measure.index() < scenario.measures.len() && zone.index() < scenario.zones.len()
            }
            Act::Hint { inject, step, to } => {
                let hints = scenario.injects.get(inject.index()).map_or(0, |inject| inject.hints.len());
                partner(to) && usize::from(step) < hints
            }
            _ => true,
        },
        _ => true,
    };
    if known { Ok(()) } else { Err(Refusal::NotYours) }
}

/// In an emergency only people come and go, talk, and the trainer ends it.
fn not_frozen(conduct: &Conduct, command: &Command) -> Result<(), Refusal> {
    let goes_on = matches!(
        command,
        Command::Act(
            Act::Thaw
                | Act::Issue { .. }
                | Act::Join { .. }
                | Act::Leave { .. }
                | Act::Move { .. }
                | Act::TakePen
                | Act::Say { .. }
        )
    );
    if conduct.frozen.is_some() && !goes_on { Err(Refusal::Frozen) } else { Ok(()) }
}

/// Which seats may ask for it at all.
fn may_ask(scenario: &Scenario, by: &By, command: &Command) -> Result<(), Refusal> {
    let seat = by.seat;
    let own = |partner: PartnerId| seat.partner() == Some(partner);
    let may = match (seat, command) {
        (Seat::Trainer, _) => true,
        (_, Command::Act(Act::Join { seat: wanted })) => *wanted == seat,
        (_, Command::Act(Act::Leave { person })) => *person == by.person,
        (Seat::Wall, _) => false,
        (_, Command::Act(Act::Freeze | Act::TakePen | Act::Feedback { .. })) => true,
        (_, Command::Act(Act::Say { to: Audience::Trainer, .. })) => true,
        (Seat::Red(own), Command::Steer { actor, .. } | Command::Unsteer { actor, .. }) => own == *actor,
        (Seat::Red(_), Command::Act(Act::Unrealistic)) => true,
        (Seat::Evaluator, Command::Act(Act::Note { .. } | Act::Rate { .. } | Act::RateTask { .. })) => true,
        (
            Seat::Participant(..),
            Command::Order { partner, order }
            | Command::TakeBack { partner, order }
            | Command::Act(Act::Draft { partner, order } | Act::Discard { partner, order }),
        ) => return if own(*partner) { drafts(scenario, seat, *order) } else { Err(Refusal::NotYours) },
        (
            Seat::Participant(..),
            Command::Choose { partner, .. }
            | Command::Act(Act::Ready { partner, .. } | Act::Acknowledge { partner, .. }),
        ) => own(*partner),
        (
            Seat::Participant(..),
            Command::Act(Act::Unrealistic | Act::Say { to: Audience::Partner(_), .. }),
        ) => true,
        _ => false,
    };
    if may { Ok(()) } else { Err(Refusal::NotYours) }
}

/// The seat's roles draft this measure.
fn drafts(scenario: &Scenario, seat: Seat, order: Order) -> Result<(), Refusal> {
    let Seat::Participant(partner, place) = seat else { return Ok(()) };
    let def = scenario.partners[partner.index()].seats.get(usize::from(place));
    let measure = scenario.measures.get(order.measure.index()).ok_or(Refusal::UnknownMeasure)?;
    let may = def.is_some_and(|def| may_draft(&def.roles, measure));
    if may { Ok(()) } else { Err(Refusal::WrongRole) }
}

/// Several may read at a seat; the one with the pen writes.
fn holds_pen(conduct: &Conduct, by: &By, command: &Command) -> Result<(), Refusal> {
    let needs = !matches!(
        command,
        Command::Act(
            Act::Join { .. } | Act::TakePen | Act::Leave { .. } | Act::Freeze | Act::Feedback { .. }
        )
    );
    let shares_seat = by.seat.partner().is_some();
    if by.person == 0 || !needs || !shares_seat {
        return Ok(());
    }
    match conduct.person(by.person) {
        Some(person) if person.seat == by.seat && person.has_pen && !person.has_left => Ok(()),
        _ => Err(Refusal::NoPen),
    }
}

/// The lead commits, takes back and says that the team is ready.
fn commits(scenario: &Scenario, conduct: &Conduct, seat: Seat, command: &Command) -> Result<(), Refusal> {
    if let Command::Choose { inject, .. } = command {
        let may = conduct.may_choose(scenario, seat, *inject);
        return if may { Ok(()) } else { Err(Refusal::LeadOnly) };
    }
    let is_commit =
        matches!(command, Command::Order { .. } | Command::TakeBack { .. } | Command::Act(Act::Ready { .. }));
    if is_commit && !conduct.may_commit(scenario, seat) { Err(Refusal::LeadOnly) } else { Ok(()) }
}

/// An order is given once, and for what its sender saw.
fn is_current(conduct: &Conduct, public: Public, request: &Request) -> Result<(), Refusal> {
    let (Command::Order { partner, .. } | Command::TakeBack { partner, .. }) = request.command else {
        return Ok(());
    };
    let sheet = &conduct.sheets[partner.index()];
    if let Some(id) = request.by.as_ref().and_then(|by| by.id.as_ref())
        && sheet.receipts.iter().any(|receipt| receipt.id == *id)
    {
        return Err(Refusal::Given);
    }
    match request.seen {
        Some(seen) if (seen.turn, seen.sheet) != (public.turn, sheet.revision) => {
            Err(Refusal::Stale { turn: public.turn, sheet: sheet.revision })
        }
        _ => Ok(()),
    }
}

/// A claim code is spent once, for its own seat.
fn claim_is_good(conduct: &Conduct, request: &Request) -> Result<(), Refusal> {
    let (Command::Act(Act::Join { seat }), Some(text)) = (&request.command, &request.text) else {
        return Ok(());
    };
    let (_, claim) = halves(text);
    let is_good = claim.is_none()
        || conduct.keys.iter().any(|key| key.seat == *seat && key.claim.is_some() && key.claim == claim);
    if is_good { Ok(()) } else { Err(Refusal::Done) }
}

const fn ended(public: Public) -> Result<(), Refusal> {
    if matches!(public.phase, Phase::Ended) { Ok(()) } else { Err(Refusal::NotEnded) }
}

/// The act has something to do now.
fn fits_now(conduct: &Conduct, public: Public, act: Act) -> Result<(), Refusal> {
    let done = |is_done: bool| if is_done { Err(Refusal::Done) } else { Ok(()) };
    let now = |fits: bool| if fits { Ok(()) } else { Err(Refusal::NotNow) };
    match act {
        Act::Pause => done(conduct.timer.is_paused()),
        Act::GoOn => done(!conduct.timer.is_paused()),
        Act::Bell { .. } => now(public.phase == Phase::Orders && conduct.last_orders_ms.is_none()),
        Act::Freeze => done(conduct.frozen.is_some()),
        Act::Thaw => done(conduct.frozen.is_none()),
        Act::Draft { partner, order } => {
            let sheet = &conduct.sheets[partner.index()];
            now(public.phase != Phase::Ended)?;
            done(sheet.drafts.iter().any(|draft| draft.order == order))?;
            let limit = u8::try_from(MAX_DRAFTS).unwrap_or(u8::MAX);
            if sheet.drafts.len() >= MAX_DRAFTS { Err(Refusal::TooMany { limit }) } else { Ok(()) }
        }
        Act::Discard { partner, order } => {
            done(!conduct.sheets[partner.index()].drafts.iter().any(|draft| draft.order == order))
        }
        Act::Ready { partner, is_ready } => {
            now(public.phase == Phase::Orders)?;
            done(conduct.sheets[partner.index()].is_ready == is_ready)
        }
        Act::Acknowledge { partner, fact } => {
            done(conduct.acknowledged.iter().any(|(by, read, _)| (*by, *read) == (partner, fact)))
        }
        Act::Autopilot { partner, on } => done(conduct.autopilot[partner.index()] == on),
        Act::RateTask { .. } => ended(public),
        Act::Declassify => ended(public).and_then(|()| done(conduct.is_declassified)),
        Act::Feedback { mark } => ended(public).and_then(|()| now((1..=5).contains(&mark))),
        _ => Ok(()),
    }
}
