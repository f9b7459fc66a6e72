//! Every route: its method, its path, who may call it, how much it reads. The router is made of this
//! list and of nothing else, so that no route escapes the tests that walk it.

use super::hall::Hall;
use super::here::Who::{self, Anyone, Evaluator, Participant, Red, Seated, Trainer, Watcher};
use super::here::{Here, guard};
use super::pages::{
    checks, debrief, forecast, fork, inbox, join, lead, msel, orders, people, ratings, recap, red, report,
    score, seat, share, situation, talk, wall, watch,
};
use super::{answer, api, stream};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// Scripts and styles of ours alone; nothing from elsewhere, nothing inline, in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How a route is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
}

/// One route.
pub struct Declared {
    pub verb: Verb,
    pub path: &'static str,
    pub who: Who,
    /// Bytes that it reads at most.
    pub limit: usize,
    handler: MethodRouter<Arc<Hall>>,
}

const SMALL: usize = 4 * 1024;
const TEXT: usize = 32 * 1024;

/// The whole list.
#[must_use]
pub fn declared() -> Vec<Declared> {
    [doors(), everybodys(), teams(), reds(), watchers(), trainers(), programs()]
        .into_iter()
        .flatten()
        .collect()
}

const fn read(path: &'static str, who: Who, handler: MethodRouter<Arc<Hall>>) -> Declared {
    Declared { verb: Verb::Get, path, who, limit: 0, handler }
}

const fn write(path: &'static str, who: Who, limit: usize, handler: MethodRouter<Arc<Hall>>) -> Declared {
    Declared { verb: Verb::Post, path, who, limit, handler }
}

/// Before somebody has a seat.
#[rustfmt::skip]
fn doors() -> Vec<Declared> {
    vec![
        read("/", Anyone, get(join::door)),
        read("/claim", Anyone, get(join::claim)),
        read("/style.css", Anyone, get(style)),
        read("/live.js", Anyone, get(script)),
        write("/language", Anyone, SMALL, post(join::language)),
        write("/join", Anyone, SMALL, post(join::join)),
        write("/claim", Anyone, SMALL, post(join::spend)),
    ]
}

/// For every seat.
#[rustfmt::skip]
fn everybodys() -> Vec<Declared> {
    vec![
        read("/stream", Seated, get(stream::stream)),
        read("/mark", Seated, get(stream::mark)),
        read("/wall", Seated, get(wall::page)),
        read("/map/{name}", Seated, get(situation::map)),
        write("/leave", Seated, SMALL, post(join::leave)),
        write("/no-duff", Seated, SMALL, post(join::no_duff)),
        write("/pen", Seated, SMALL, post(seat::take_pen)),
        write("/feedback", Seated, TEXT, post(seat::give_feedback)),
        write("/say", Seated, TEXT, post(talk::say)),
    ]
}

/// For participants.
#[rustfmt::skip]
fn teams() -> Vec<Declared> {
    vec![
        read("/seat", Participant, get(seat::page)),
        read("/seat/inbox", Participant, get(inbox::page)),
        read("/seat/orders", Participant, get(orders::page)),
        read("/seat/share", Participant, get(share::page)),
        read("/seat/duties", Participant, get(seat::duties_page)),
        read("/seat/talk", Participant, get(talk::page)),
        read("/seat/recap", Participant, get(recap::page)),
        read("/seat/report", Participant, get(report::own)),
        write("/seat/choose", Participant, SMALL, post(inbox::choose)),
        write("/seat/draft", Participant, SMALL, post(orders::draft)),
        write("/seat/discard", Participant, SMALL, post(orders::discard)),
        write("/seat/order", Participant, SMALL, post(orders::commit)),
        write("/seat/take-back", Participant, SMALL, post(orders::take_back)),
        write("/seat/ready", Participant, SMALL, post(orders::set_ready)),
        write("/seat/acknowledge", Participant, SMALL, post(share::acknowledge)),
        write("/seat/share", Participant, SMALL, post(share::share)),
        write("/unrealistic", Participant, TEXT, post(talk::flag)),
    ]
}

/// For red seats.
#[rustfmt::skip]
fn reds() -> Vec<Declared> {
    vec![
        read("/red", Red, get(red::page)),
        read("/red/talk", Red, get(talk::page)),
        write("/red/steer", Red, SMALL, post(red::steer)),
        write("/red/unsteer", Red, SMALL, post(red::unsteer)),
    ]
}

/// For those who watch.
#[rustfmt::skip]
fn watchers() -> Vec<Declared> {
    vec![
        read("/watch", Watcher, get(watch::page)),
        read("/watch/team/{slug}", Watcher, get(watch::team)),
        read("/watch/notes", Evaluator, get(watch::notes_page)),
        read("/watch/ratings", Evaluator, get(ratings::page)),
        write("/watch/note", Evaluator, TEXT, post(watch::note)),
        write("/watch/rate", Evaluator, TEXT, post(ratings::rate)),
        write("/watch/rate-task", Evaluator, TEXT, post(ratings::rate_task)),
    ]
}

/// For the trainer.
#[rustfmt::skip]
fn trainers() -> Vec<Declared> {
    vec![
        read("/lead", Trainer, get(lead::page)),
        read("/lead/msel", Trainer, get(msel::page)),
        read("/lead/truth", Trainer, get(lead::truth)),
        read("/lead/checks", Trainer, get(checks::page)),
        read("/lead/talk", Trainer, get(talk::page)),
        read("/lead/people", Trainer, get(people::page)),
        read("/lead/score", Trainer, get(score::page)),
        read("/lead/debrief", Trainer, get(debrief::page)),
        write("/lead/improve", Trainer, TEXT, post(debrief::add)),
        write("/lead/declassify", Trainer, SMALL, post(debrief::release)),
        write("/lead/fork", Trainer, SMALL, post(fork::write)),
        read("/lead/forecast", Trainer, get(forecast::page)),
        read("/lead/report", Trainer, get(report::lead)),
        write("/lead/next", Trainer, SMALL, post(lead::next)),
        write("/lead/pause", Trainer, SMALL, post(lead::pause)),
        write("/lead/go-on", Trainer, SMALL, post(lead::resume)),
        write("/lead/extend", Trainer, SMALL, post(lead::extend)),
        write("/lead/thaw", Trainer, SMALL, post(lead::thaw)),
        write("/lead/undo", Trainer, SMALL, post(lead::undo_turn)),
        write("/lead/end", Trainer, SMALL, post(lead::end)),
        write("/lead/overrule", Trainer, SMALL, post(lead::overrule)),
        write("/lead/veto", Trainer, SMALL, post(lead::veto)),
        write("/lead/steer", Trainer, SMALL, post(red::steer)),
        write("/lead/unsteer", Trainer, SMALL, post(red::unsteer)),
        write("/lead/take-actor", Trainer, SMALL, post(red::take)),
        write("/lead/edit", Trainer, TEXT, post(msel::edit)),
        write("/lead/fire", Trainer, SMALL, post(msel::fire)),
        write("/lead/skip", Trainer, SMALL, post(msel::skip)),
        write("/lead/delay", Trainer, SMALL, post(msel::delay_one)),
        write("/lead/shift", Trainer, SMALL, post(msel::shift_all)),
        write("/lead/hint", Trainer, SMALL, post(msel::hint)),
        write("/lead/improvise", Trainer, TEXT, post(msel::improvised)),
        write("/lead/issue", Trainer, SMALL, post(people::issue)),
        write("/lead/cards", Trainer, SMALL, post(people::issue_all)),
        write("/lead/move", Trainer, SMALL, post(people::move_to)),
        write("/lead/show-out", Trainer, SMALL, post(people::show_out)),
        write("/lead/autopilot", Trainer, SMALL, post(people::autopilot)),
    ]
}

/// For programs.
#[rustfmt::skip]
fn programs() -> Vec<Declared> {
    vec![
        read("/api/v1/openapi.json", Anyone, get(api::openapi)),
        read("/api/v1/synopsis", Trainer, get(api::about)),
        write("/api/v1/close", Trainer, SMALL, post(api::close)),
        write("/api/v1/join", Anyone, SMALL, post(api::join)),
        read("/api/v1/view", Seated, get(api::view)),
        read("/api/v1/stream", Seated, get(stream::stream)),
        write("/api/v1/orders", Participant, SMALL, post(api::order)),
        write("/api/v1/commands", Trainer, TEXT, post(api::command)),
    ]
}

/// The router, made of the list.
///
/// # Panics
/// When the host's own address is none.
pub fn router(hall: &Arc<Hall>) -> Router {
    let csrf = CsrfLayer::new().add_trusted_origin(&hall.reach.origin).expect("the host's address is one");
    let mut router = Router::new();
    for route in declared() {
        let guarded = route
            .handler
            .layer(DefaultBodyLimit::max(route.limit))
            .route_layer(from_fn_with_state((hall.clone(), route.who), guard));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .with_state(hall.clone())
        .layer(csrf)
        .layer(CompressionLayer::new())
        .layer(from_fn(headers))
}

/// Unknown and forbidden answer alike.
async fn nothing_here(here: Here) -> Response {
    answer::sorry(&here, answer::Problem::NotHere)
}

/// What every answer carries.
async fn headers(request: Request, next: Next) -> Response {
    let is_static = is_static(request.uri());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(CONTENT_SECURITY_POLICY, POLICY);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    // With "no-referrer" browsers would send forms without an origin, and forms would be refused.
    set(REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    set(CACHE_CONTROL, if is_static { "no-cache" } else { "no-store" });
    response
}

fn is_static(uri: &Uri) -> bool {
    matches!(uri.path(), "/style.css" | "/live.js")
}

async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../assets/host/style.css")).into_response()
}

async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../../assets/host/live.js"))
        .into_response()
}
