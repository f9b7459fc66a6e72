//! The API for programs: the board, scripts of trainers, other clients. Described by `openapi.json`.

use super::answer::{Problem, sorry};
use super::cards;
use super::debriefing;
use super::forking;
use super::hall::Kept;
use super::here::{Here, SentJson};
use super::pages::join::seat_named;
use super::pages::lead;
use crate::conduct::{Act, Seat, Seen};
use crate::exercise::{Command, Request};
use crate::live::link::{Answer, Ask, IssuedView, Moment, SeatItem, SeatsView, Viewer};
use crate::rules::order::{Order, Refusal};
use crate::rules::situation::Phase;
use crate::view::{receipt, seat_name, seats, synopsis, wording};
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// `GET /api/v1/view`: everything the seat sees.
pub async fn view(here: Here) -> Response {
    let seat = here.seat();
    let stage = &here.stage;
    let desk = stage.desk(seat);
    let mark = stage.mark(seat);
    match seat {
        Seat::Participant(partner, _) => {
            Json(json!({"schema": "planspiel.seat/1", "mark": mark, "view": **stage.view(partner), "desk": **desk}))
                .into_response()
        }
        Seat::Trainer => {
            let view = lead::trainer_view(&here);
            Json(json!({"schema": "planspiel.trainer/1", "mark": mark, "view": view, "desk": **desk})).into_response()
        }
        Seat::Evaluator | Seat::Observer => {
            let views: Vec<_> = stage.views().iter().map(|view| json!(**view)).collect();
            Json(json!({"schema": "planspiel.watch/1", "mark": mark, "views": views, "desk": **desk})).into_response()
        }
        Seat::Red(actor) => {
            let red = stage.red(actor);
            Json(json!({"schema": "planspiel.red/1", "mark": mark, "view": **red, "desk": **desk})).into_response()
        }
        Seat::Wall => {
            Json(json!({"schema": "planspiel.wall/1", "mark": mark, "clock": stage.clock, "desk": **desk})).into_response()
        }
    }
}

/// A way in: a claim code, or a seat with its key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    #[serde(default)]
    claim: String,
    #[serde(default)]
    seat: String,
    #[serde(default)]
    key: String,
}

/// `POST /api/v1/join`: gives a session.
pub async fn join(here: Here, SentJson(form): SentJson<Entry>) -> Response {
    let entered = if form.claim.is_empty() {
        match seat_named(&here, &form.seat) {
            Some(seat) => here.hall.enter_with_key("programs", &[seat], &form.key).await,
            None => Err(Kept::Wrong),
        }
    } else {
        here.hall.enter_with_claim(&form.claim).await
    };
    match entered {
        Ok(session) => Json(json!({"schema": "planspiel.session/1", "session": session})).into_response(),
        Err(Kept::Wrong) => sorry(&here, Problem::NoSession),
        Err(Kept::Wait(s)) => sorry(&here, Problem::TooFast(s)),
        Err(Kept::Failed(error)) => sorry(&here, error.into()),
    }
}

/// `GET /api/v1/synopsis`: what is played here.
pub async fn about(here: Here) -> Response {
    Json(synopsis(&here.hall.scenario)).into_response()
}

/// Whether the host stays open for those who are there.
#[derive(Debug, Deserialize)]
pub struct Close {
    #[serde(default)]
    unless_in_use: bool,
}

/// `POST /api/v1/close`: the host goes; what was acknowledged is in the log.
pub async fn close(here: Here, SentJson(form): SentJson<Close>) -> Response {
    let others =
        here.stage.conduct.people.iter().filter(|person| !person.has_left && person.seat != Seat::Trainer);
    let closes = !(form.unless_in_use && others.count() > 0);
    if closes {
        here.hall.goodbye.notify_one();
    }
    Json(json!({"closes": closes})).into_response()
}

/// An order of a participant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The client's own mark, 1 to 64 characters: the same mark again is the same order.
    id: String,
    /// The turn and the sheet's revision it was written for.
    turn: u16,
    sheet: u32,
    order: Order,
}

/// What is answered to an order.
#[derive(Debug, Serialize)]
struct Taken<'a> {
    schema: &'static str,
    receipt: &'a crate::conduct::Receipt,
}

/// `POST /api/v1/orders`: 201 accepted, 200 the same receipt again, 409 stale, 422 refused.
pub async fn order(here: Here, SentJson(form): SentJson<Given>) -> Response {
    let Some(partner) = here.seat().partner() else { return sorry(&here, Problem::NotHere) };
    let (order, id) = (form.order, form.id);
    let seen = Some(Seen { turn: form.turn, sheet: form.sheet });
    let request = Request { seen, ..Command::Order { partner, order }.into() };
    let done = here.send(request, Some(id.clone())).await;
    let status = match done {
        Ok(()) => StatusCode::CREATED,
        Err(Problem::Refused(Refusal::Given)) => StatusCode::OK,
        Err(problem) => return sorry(&here, problem),
    };
    let stage = here.hall.stage();
    match receipt(&stage.conduct, partner, &id) {
        // The same mark on another order is a mistake of the client.
        Some(receipt) if receipt.order == order => {
            (status, Json(Taken { schema: "planspiel.receipt/1", receipt })).into_response()
        }
        _ => sorry(&here, Problem::Refused(Refusal::Given)),
    }
}

/// `POST /api/v1/commands`: the trainer's board asks and is answered, as in `live::link`.
pub async fn command(here: Here, SentJson(ask): SentJson<Ask>) -> Response {
    let answer = match ask {
        Ask::Revision | Ask::View(_) => here.hall.live.ask(&ask),
        Ask::Pause { paused } => {
            let act = if paused { Act::Pause } else { Act::GoOn };
            match here.conduct(act, None).await {
                Ok(()) | Err(Problem::Refused(Refusal::Done)) => here.hall.live.ask(&Ask::Revision),
                Err(problem) => answer(&here, problem),
            }
        }
        Ask::Do { at: Some(Moment { turn, phase }), .. }
            if (turn, phase) != (here.stage.public.turn, here.stage.public.phase) =>
        {
            done(&here)
        }
        Ask::Do { viewer, command, reason, .. } => carry_out(&here, viewer, command, reason).await,
        Ask::Seats => seats_view(&here),
        Ask::Debrief { step, turn, events } => debriefing::answer(&here, step, turn, events),
        Ask::Fork { turn } => match forking::answer(&here, turn).await {
            Ok(forked) => forked,
            Err(problem) => answer(&here, problem),
        },
        Ask::Issue { seat } => match here.hall.issue(seat, here.by(None)).await {
            Ok(issued) => Answer::Issued(IssuedView {
                seat,
                name: seat_name(&here.hall.scenario, seat),
                link: cards::link(&here.hall, &issued),
                key: issued.key,
            }),
            Err(error) => answer(&here, error.into()),
        },
    };
    Json(answer).into_response()
}

async fn carry_out(here: &Here, viewer: Viewer, command: Command, text: Option<String>) -> Answer {
    if !viewer.may(&command) {
        return answer(here, Problem::Refused(Refusal::NotYours));
    }
    let rings = command == Command::NextPhase && here.stage.public.phase == Phase::Orders;
    let done = if rings { lead::go_on(here).await } else { here.act(command, text).await };
    match done {
        Ok(()) => self::done(here),
        Err(problem) => answer(here, problem),
    }
}

/// It is done, by this question or by one before it.
fn done(here: &Here) -> Answer {
    match here.hall.live.ask(&Ask::Revision) {
        Answer::Revision(revision) => Answer::Done(revision),
        other => other,
    }
}

fn seats_view(here: &Here) -> Answer {
    let (hall, scenario) = (&here.hall, &here.hall.scenario);
    let devices = |seat: Seat| u32::try_from(here.stage.conduct.at(seat).count()).unwrap_or(u32::MAX);
    let seats = seats(scenario).into_iter();
    let seats = seats.map(|seat| SeatItem { seat, name: seat_name(scenario, seat), devices: devices(seat) });
    let (address, room) = (hall.reach.origin.clone(), hall.room.clone());
    Answer::Seats(Box::new(SeatsView { address, room, seats: seats.collect() }))
}

fn answer(here: &Here, problem: Problem) -> Answer {
    match problem {
        Problem::Refused(refusal) => {
            Answer::Refused { refusal, text: wording::refusal(&here.hall.scenario, refusal) }
        }
        other => {
            let sentence = other.sentence(here);
            Answer::Failed { text: wording::both(sentence.clone(), sentence) }
        }
    }
}

/// `GET /api/v1/openapi.json`.
pub async fn openapi() -> Response {
    ([(CONTENT_TYPE, "application/json")], include_str!("../../assets/host/openapi.json")).into_response()
}
