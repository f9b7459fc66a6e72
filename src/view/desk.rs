//! What a seat is shown of the exercise's conduct: its team's sheet, what was said to it, the timer.
//! Nothing of another seat's doings that it was not told.

use super::wording::{self, both};
use super::{SeatView, TrainerView};
use crate::conduct::{Audience, Category, Conduct, Element, Rating, Receipt, Said, Seat, Topic};
use crate::rules::order::{Order, Target, accept};
use crate::rules::picture::Picture;
use crate::rules::prevention::takes_orders;
use crate::rules::sharing::{Breach, Share, breaches};
use crate::rules::situation::Public;
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, InjectId, PartnerId};
use crate::scenario::model::{Effect, Text};
use crate::scenario::words::{Pap, Tlp};
use serde::{Deserialize, Serialize};

/// A seat's share of the conduct.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeskView {
    pub seat: Seat,
    pub name: Text,
    /// The role card; empty for seats without one.
    pub card: Text,
    pub timer: TimerView,
    /// A real emergency stopped everything.
    pub is_frozen: bool,
    /// Only for a partner's seats.
    pub sheet: Option<SheetView>,
    pub messages: Vec<MessageItem>,
    /// Only for evaluators and the trainer.
    pub ratings: Vec<RatingItem>,
    /// Devices at this seat, and which of them writes.
    pub devices: u32,
    pub writer: Option<u32>,
}

/// The phase's timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerView {
    /// When it runs out, milliseconds since 1970; `None` while it is stopped or nothing is advised.
    pub ends_ms: Option<i64>,
    /// What is left while it is stopped.
    pub left_ms: Option<i64>,
    pub is_paused: bool,
    /// The bell rang: until when orders are still taken.
    pub last_orders_ms: Option<i64>,
}

/// A team's sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetView {
    pub turn: u16,
    pub revision: u32,
    pub drafts: Vec<DraftItem>,
    pub is_ready: bool,
    /// This seat commits.
    pub may_commit: bool,
    /// A policy plays for the team.
    pub autopilot: bool,
}

/// An order that is not given yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftItem {
    pub order: Order,
    pub text: Text,
    /// Who wrote it.
    pub by: Option<Text>,
    /// Why it could not be given now.
    pub problem: Option<Text>,
    /// What is wrong with it, though it can be given.
    pub warnings: Vec<Text>,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageItem {
    pub turn: u16,
    pub at_ms: i64,
    pub from: Text,
    pub to: Text,
    pub is_own: bool,
    /// Its label, for messages.
    pub label: Option<Tlp>,
    /// What it is, when it is no plain message.
    pub kind: Option<Text>,
    /// `None` when it was erased.
    pub text: Option<String>,
}

/// An evaluator's rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingItem {
    pub partner: PartnerId,
    pub objective: u8,
    pub rating: Rating,
    pub turn: u16,
    pub text: Option<String>,
}

/// A seat's share of the conduct. A partner's picture judges whether its drafts could be given.
#[must_use]
pub fn desk_view(
    scenario: &Scenario,
    conduct: &Conduct,
    public: Public,
    seat: Seat,
    picture: Option<&Picture>,
) -> DeskView {
    let sheet = match (seat.partner(), picture) {
        (Some(partner), Some(picture)) => Some(sheet(scenario, conduct, public, seat, partner, picture)),
        _ => None,
    };
    let rates = matches!(seat, Seat::Evaluator | Seat::Trainer);
    let at: Vec<u32> = conduct.at(seat).map(|(number, _)| number).collect();
    DeskView {
        seat,
        name: seat_name(scenario, seat),
        card: seat_def(scenario, seat).map(|def| def.card.clone()).unwrap_or_default(),
        timer: timer_view(conduct),
        is_frozen: conduct.frozen.is_some(),
        sheet,
        messages: conduct
            .said
            .iter()
            .filter(|said| said.is_for(seat))
            .map(|said| message(scenario, said, seat))
            .collect(),
        ratings: if rates { ratings(conduct) } else { Vec::new() },
        devices: u32::try_from(at.len()).unwrap_or(u32::MAX),
        writer: conduct.at(seat).find(|(_, person)| person.has_pen).map(|(number, _)| number),
    }
}

/// Adds to what a partner knows what people did around the rules: injects as the trainer reworded
/// them, and who has read what.
pub fn add_conduct(view: &mut SeatView, conduct: &Conduct) {
    for item in &mut view.inbox {
        reword(conduct, item.inject, &mut item.text);
    }
    for item in &mut view.facts {
        let acknowledged = conduct.acknowledged.iter().filter(|(_, fact, _)| *fact == item.fact);
        for (by, _, turn) in acknowledged {
            if *by == view.partner {
                item.acknowledged = Some(*turn);
            } else if item.arrived.iter().any(|(to, at)| to == by && at <= turn) {
                item.read.push((*by, *turn));
            }
        }
    }
}

/// The same for the trainer.
pub fn add_conduct_to_trainer(view: &mut TrainerView, conduct: &Conduct) {
    for status in &mut view.partners {
        let on = conduct.autopilot[status.partner.index()];
        status.autopilot = on.then(|| conduct.doctrine[status.partner.index()].clone().unwrap_or_default());
    }
    for item in &mut view.injects {
        item.edited = conduct.edits.iter().any(|(of, _)| *of == item.inject);
        reword(conduct, item.inject, &mut item.text);
    }
}

/// The words of an inject as the trainer wants them.
fn reword(conduct: &Conduct, inject: InjectId, text: &mut Text) {
    if let Some((_, words)) = conduct.edits.iter().find(|(of, _)| *of == inject) {
        text.clone_from(words);
    }
}

/// The timer as everybody sees it. A stopped one does not change by itself.
#[must_use]
pub fn timer_view(conduct: &Conduct) -> TimerView {
    let timer = conduct.timer;
    TimerView {
        ends_ms: timer.ends_ms(),
        left_ms: timer.is_paused().then(|| timer.left_ms(0)),
        is_paused: timer.is_paused(),
        last_orders_ms: conduct.last_orders_ms,
    }
}

fn sheet(
    scenario: &Scenario,
    conduct: &Conduct,
    public: Public,
    seat: Seat,
    partner: PartnerId,
    picture: &Picture,
) -> SheetView {
    let sheet = &conduct.sheets[partner.index()];
    let drafts = sheet.drafts.iter().map(|draft| DraftItem {
        order: draft.order,
        text: wording::order(scenario, partner, picture, draft.order),
        by: draft.by.map(|seat| seat_name(scenario, seat)),
        warnings: warnings(scenario, partner, picture, draft.order),
        problem: takes_orders(scenario, partner, public)
            .then(|| accept(scenario, partner, picture, draft.order).err())
            .flatten()
            .map(|refusal| wording::refusal(scenario, refusal)),
    });
    SheetView {
        turn: public.turn,
        revision: sheet.revision,
        drafts: drafts.collect(),
        is_ready: sheet.is_ready,
        may_commit: conduct.may_commit(scenario, seat),
        autopilot: conduct.autopilot[partner.index()],
    }
}

/// What an order breaks if it is given as it stands, from what the partner knows.
fn warnings(scenario: &Scenario, partner: PartnerId, picture: &Picture, order: Order) -> Vec<Text> {
    let joint = scenario.measures[order.measure.index()].joint;
    let alone = joint.then(|| {
        both(
            "Das gelingt nur, wenn ein Partner dasselbe für dieselbe Runde beauftragt. Sprechen Sie sich ab.",
            "This works only if a partner orders the same for the same turn. Agree on it first.",
        )
    });
    let broken = match order.target {
        Target::Share { fact, to, label, pap, channel } if picture.fact(fact).is_held() => {
            let share = Share { fact, to, label, pap, channel };
            breaches(scenario, partner, picture, share).map(|of| wording::breach(scenario, of)).collect()
        }
        Target::Fact(fact) => {
            let blocks = matches!(scenario.measures[order.measure.index()].effect, Effect::Block(_));
            let too_much = blocks && picture.fact(fact).is_held() && picture.fact(fact).pap < Pap::Green;
            Vec::from_iter(too_much.then(|| wording::breach(scenario, Breach::Pap)))
        }
        _ => Vec::new(),
    };
    broken.into_iter().chain(alone).collect()
}

fn message(scenario: &Scenario, said: &Said, seat: Seat) -> MessageItem {
    let kind = match said.topic {
        Topic::Message(..) => None,
        Topic::Unrealistic => Some(both("„Das ist unrealistisch“", "“This is unrealistic”")),
        Topic::Note(_, category) => Some(self::category(category)),
        Topic::Improve(..) => Some(category(Category::Improvement)),
        Topic::Feedback(mark) => {
            Some(both(format!("Rückmeldung: {mark} von 5"), format!("Feedback: {mark} of 5")))
        }
        Topic::Emergency => Some(both("Ernstfall", "NO DUFF")),
        Topic::Undone(turn) => Some(both(
            format!("Zurückgesetzt an den Anfang von Runde {turn}"),
            format!("Back to the start of turn {turn}"),
        )),
    };
    let to = match said.topic {
        Topic::Message(Audience::Everyone, _) | Topic::Emergency | Topic::Undone(_) => {
            both("alle", "everyone")
        }
        Topic::Message(Audience::Partner(partner), _) => scenario.partners[partner.index()].name.clone(),
        Topic::Note(Some(partner), _) => scenario.partners[partner.index()].name.clone(),
        Topic::Message(Audience::Trainer, _)
        | Topic::Unrealistic
        | Topic::Feedback(_)
        | Topic::Improve(..)
        | Topic::Note(None, _) => seat_name(scenario, Seat::Trainer),
    };
    MessageItem {
        turn: said.turn,
        at_ms: said.at_ms,
        from: sender_name(scenario, said.from, seat),
        to,
        is_own: said.from == seat,
        label: match said.topic {
            Topic::Message(_, label) => Some(label),
            _ => None,
        },
        kind,
        text: match said.planned() {
            Some((_, item)) => Some(format!("{} ({}: {})", item.what, item.who, item.due)),
            None => said.text.clone(),
        },
    }
}

/// What has to change for an improvement, in words.
#[must_use]
pub fn element(element: Element) -> Text {
    match element {
        Element::Planning => both("Planung", "Planning"),
        Element::Organization => both("Organisation", "Organization"),
        Element::Equipment => both("Ausstattung", "Equipment"),
        Element::Training => both("Ausbildung", "Training"),
        Element::Exercises => both("Übung", "Exercises"),
    }
}

/// Another partner's seat speaks as its partner: who sits where there is its own affair.
fn sender_name(scenario: &Scenario, from: Seat, to: Seat) -> Text {
    match from.partner() {
        Some(partner) if to.partner().is_some_and(|own| own != partner) => {
            scenario.partners[partner.index()].name.clone()
        }
        _ => seat_name(scenario, from),
    }
}

fn ratings(conduct: &Conduct) -> Vec<RatingItem> {
    let item = |rated: &crate::conduct::Rated| RatingItem {
        partner: rated.partner,
        objective: rated.objective,
        rating: rated.rating,
        turn: rated.turn,
        text: rated.text.clone(),
    };
    conduct.ratings.iter().map(item).collect()
}

fn seat_def(scenario: &Scenario, seat: Seat) -> Option<&crate::scenario::model::SeatDef> {
    match seat {
        Seat::Participant(partner, place) => {
            scenario.partners.get(partner.index())?.seats.get(usize::from(place))
        }
        _ => None,
    }
}

/// What a seat is called.
#[must_use]
pub fn seat_name(scenario: &Scenario, seat: Seat) -> Text {
    match seat {
        Seat::Trainer => both("Übungsleitung", "Trainer"),
        Seat::Evaluator => both("Auswertung", "Evaluator"),
        Seat::Observer => both("Beobachtung", "Observer"),
        Seat::Wall => both("Wand", "Wall"),
        Seat::Red(actor) => {
            let name = &scenario.actors[actor.index()].name;
            both(format!("Rot · {}", wording::german(name)), format!("Red · {}", wording::english(name)))
        }
        Seat::Participant(partner, _) => {
            let short = &scenario.partners[partner.index()].short;
            let name = seat_def(scenario, seat).map(|def| def.name.clone()).unwrap_or_default();
            both(
                format!("{short} · {}", wording::german(&name)),
                format!("{short} · {}", wording::english(&name)),
            )
        }
    }
}

/// Every seat of an exercise, the trainer's first.
#[must_use]
pub fn seats(scenario: &Scenario) -> Vec<Seat> {
    let partners = scenario.partners.iter().enumerate().flat_map(|(partner, def)| {
        let places = 0..u8::try_from(def.seats.len()).unwrap_or(u8::MAX);
        places.map(move |place| Seat::Participant(PartnerId::at(partner), place))
    });
    let red = (0..scenario.actors.len()).map(|actor| Seat::Red(ActorId::at(actor)));
    let others = [Seat::Evaluator, Seat::Observer, Seat::Wall];
    [Seat::Trainer].into_iter().chain(partners).chain(others).chain(red).collect()
}

/// A short name for addresses and files: `trainer`, `bw-lead`.
#[must_use]
pub fn seat_slug(scenario: &Scenario, seat: Seat) -> String {
    match seat {
        Seat::Trainer => "trainer".to_owned(),
        Seat::Evaluator => "evaluator".to_owned(),
        Seat::Observer => "observer".to_owned(),
        Seat::Wall => "wall".to_owned(),
        Seat::Red(actor) => format!("red-{}", scenario.actors[actor.index()].id),
        Seat::Participant(partner, place) => {
            let def = &scenario.partners[partner.index()];
            let seat = def.seats.get(usize::from(place)).map_or("", |seat| seat.id.as_str());
            format!("{}-{seat}", def.id)
        }
    }
}

/// What an observation is about, in words.
#[must_use]
pub fn category(category: Category) -> Text {
    match category {
        Category::Strength => both("Stärke", "Strength"),
        Category::Improvement => both("Verbesserung", "Area for improvement"),
        Category::Decision => both("Entscheidung", "Decision"),
        Category::Communication => both("Kommunikation", "Communication"),
        Category::Other => both("Sonstiges", "Other"),
    }
}

/// A rating in words (HSEEP 2020, section 5).
#[must_use]
pub fn rating(rating: Rating) -> Text {
    match rating {
        Rating::P => both("ohne Schwierigkeiten erfüllt", "performed without challenges"),
        Rating::S => both("mit einigen Schwierigkeiten erfüllt", "performed with some challenges"),
        Rating::M => both("mit erheblichen Schwierigkeiten erfüllt", "performed with major challenges"),
        Rating::U => both("nicht erfüllt", "unable to be performed"),
    }
}

/// What a letter means (HSEEP 2020, section 5), in our own words: P, S and M achieve the objective, U does not.
#[must_use]
pub fn rating_meaning(of: Rating) -> Text {
    match of {
        Rating::P => both(
            "Aufgabe oder Ziel erreicht; anderes wurde nicht gestört, niemand gefährdet, Vorschriften und Pläne wurden eingehalten.",
            "Task or objective achieved; nothing else was disturbed, nobody was put at risk, rules and plans were kept.",
        ),
        Rating::S => both(
            "Erreicht wie bei P; es zeigten sich aber Möglichkeiten, besser oder schneller zu werden.",
            "Achieved as for P, but there were ways to do it better or faster.",
        ),
        Rating::M => both(
            "Erreicht, aber anderes wurde gestört, jemand in Gefahr gebracht oder eine Vorschrift nicht eingehalten.",
            "Achieved, but something else was disturbed, somebody was put at risk, or a rule was not kept.",
        ),
        Rating::U => both("Nicht erreicht.", "Not achieved."),
    }
}

/// The receipt of an order that a client marked, if that order was given.
#[must_use]
pub fn receipt<'a>(conduct: &'a Conduct, partner: PartnerId, id: &str) -> Option<&'a Receipt> {
    let sheet = conduct.sheets.get(partner.index())?;
    sheet.receipts.iter().rev().find(|receipt| receipt.id == id)
}
