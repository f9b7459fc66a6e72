//! Orders: what can be done, what it costs and breaks, how likely it works. Anybody drafts what their
//! role allows; the lead commits and takes back.

use super::super::answer::{Problem, sorry, then};
use super::super::here::{Here, Sent};
use super::super::secret;
use super::{Search, layout, search_form, seat, situation, text};
use crate::conduct::{Act, Seen};
use crate::exercise::{Command, Request};
use crate::rules::order::{Order, Target, may_draft};
use crate::rules::situation::Phase;
use crate::scenario::ids::{LinkId, NodeId, PartnerId};
use crate::view::{
    DeskView, JobItem, Lang, LinkView, NodeView, OrderCard, OrderChoice, PreventionItem, SeatView, SheetView,
    names, wording,
};
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

/// `GET /seat/orders`.
pub async fn page(here: Here, Query(search): Query<Search>) -> Response {
    let (_, view, desk) = seat::own(&here);
    let body = html! {
        h1 { (here.say("Aufträge", "Orders")) }
        (seat::pen(&here, &desk))
        @if view.prevention.is_none() { (situation::people(&here, &view)) }
        (prevention(&here, &view))
        (sheet(&here, &view, &desk))
        (search_form(&here, here.say("Maßnahme oder Ziel suchen", "Search for a measure or a target"), &search.q))
        (cards(&here, &view, &search.q))
    };
    layout(&here, here.say("Aufträge", "Orders"), &body).into_response()
}

/// Before StartEx: what prevention is, and what is left for it.
fn prevention(here: &Here, view: &SeatView) -> Markup {
    html! {
        @if let Some(PreventionItem { budget, left }) = view.prevention {
            section.card data-live id="prevention" {
                h2 { (here.say("Vorsorge vor Beginn der Übung", "Prevention before StartEx")) }
                p { (here.say("Ihr Team hat Punkte für Vorsorge. Was Sie jetzt erteilen, ist bei Beginn der Übung getan. Was übrig bleibt, verfällt.", "Your team has points for prevention. What you commit now is done when the exercise starts. What is left over is lost.")) }
                p { strong { (here.say("Punkte übrig:", "Points left:")) " " (left) " " (here.say("von", "of")) " " (budget) } }
            }
        }
    }
}

/// What the given orders are.
fn given_when(here: &Here, view: &SeatView) -> &'static str {
    if view.prevention.is_some() {
        here.say("Erteilt vor Beginn der Übung", "Given before StartEx")
    } else {
        here.say("Erteilt in dieser Runde", "Given this turn")
    }
}

/// The team's sheet: drafts, what was given in this turn, and whether the team is done.
#[must_use]
pub fn sheet(here: &Here, view: &SeatView, desk: &DeskView) -> Markup {
    let Some(sheet) = &desk.sheet else { return html! {} };
    let given: Vec<&JobItem> = view.jobs.iter().filter(|job| job.fresh).collect();
    html! {
        section.card id="sheet" data-live {
            h2 { (here.say("Auftragszettel", "Order sheet")) }
            @if sheet.autopilot { p.warn { (here.say("Dieses Team spielt gerade die Automatik.", "A policy plays for this team at the moment.")) } }
            h3 { (here.say("Entwürfe", "Drafts")) " (" (sheet.drafts.len()) ")" }
            @if sheet.drafts.is_empty() { p.soft { (here.say("Noch nichts entworfen.", "Nothing drafted yet.")) } }
            ul.drafts { @for draft in &sheet.drafts {
                li {
                    (text(here.lang, &draft.text))
                    @if let Some(by) = &draft.by { span.soft { " · " (here.lang.of(by)) } }
                    @if let Some(problem) = &draft.problem { p.wrong { (here.lang.of(problem)) } }
                    @for warning in &draft.warnings { p.warn { (here.lang.of(warning)) } }
                    div.row {
                        @if sheet.may_commit && view.takes_orders() && draft.problem.is_none() {
                            (order_button(sheet, draft.order, "/seat/order", here.say("Erteilen", "Commit"), true))
                        }
                        (order_button(sheet, draft.order, "/seat/discard", here.say("Streichen", "Strike"), false))
                    }
                }
            } }
            h3 { (given_when(here, view)) " (" (given.len()) ")" }
            ul.drafts { @for job in given {
                li {
                    (text(here.lang, &job.text))
                    @if sheet.may_commit {
                        (order_button(sheet, job.order, "/seat/take-back", here.say("Zurücknehmen", "Take back"), false))
                    }
                }
            } }
            (ready(here, view, sheet))
        }
    }
}

fn ready(here: &Here, view: &SeatView, sheet: &SheetView) -> Markup {
    html! {
        @if view.clock.phase == Phase::Orders {
            @if sheet.may_commit {
                form method="post" action="/seat/ready" {
                    input type="hidden" name="ready" value=(!sheet.is_ready);
                    @if sheet.is_ready {
                        p { (here.say("Das Team ist fertig.", "The team is done.")) }
                        button { (here.say("Doch noch nicht fertig", "Not done after all")) }
                    } @else {
                        button.main { (here.say("Wir sind fertig", "We are done")) }
                    }
                }
            } @else {
                p.soft { (here.say("Erteilt wird von der Leitung des Teams. Nur Erteiltes wird ausgeführt.", "The team's lead commits. Only what was committed is carried out.")) }
            }
        } @else if view.prevention.is_none() {
            p.soft { (here.say("Aufträge werden in der Phase Entschluss erteilt; entwerfen kann man immer.", "Orders are committed in the orders phase; drafting is always possible.")) }
        }
    }
}

fn order_button(sheet: &SheetView, order: Order, to: &str, label: &str, is_main: bool) -> Markup {
    html! {
        form.inline method="post" action=(to) {
            input type="hidden" name="order" value=(encode(order));
            input type="hidden" name="turn" value=(sheet.turn);
            input type="hidden" name="sheet" value=(sheet.revision);
            input type="hidden" name="id" value=(mark(order, sheet));
            button.main[is_main] { (label) }
        }
    }
}

/// A mark that is the same for the same button on the same sheet: pressed twice, it is one order.
fn mark(order: Order, sheet: &SheetView) -> String {
    secret::hash_token(&format!("{} {} {}", encode(order), sheet.turn, sheet.revision))[..32].to_owned()
}

/// An order in a form.
#[must_use]
pub fn encode(order: Order) -> String {
    serde_json::to_string(&order).expect("an order has only JSON's kinds of values")
}

/// All measures that this seat may draft, by what they are for.
fn cards(here: &Here, view: &SeatView, search: &str) -> Markup {
    let scenario = &here.hall.scenario;
    let roles = match here.seat() {
        crate::conduct::Seat::Participant(partner, place) => {
            scenario.partners[partner.index()].seats[usize::from(place)].roles.clone()
        }
        _ => Vec::new(),
    };
    let wanted = search.to_lowercase();
    let has = |words: &str| words.to_lowercase().contains(&wanted);
    let fits = |card: &&OrderCard| {
        card.prevention != Some(0)
            && may_draft(&roles, &scenario.measures[card.measure.index()])
            && (wanted.is_empty()
                || has(here.lang.of(&card.name))
                || card.choices.iter().any(|choice| has(here.lang.of(&choice.label))))
    };
    let quiet = Quiet::of(view);
    let cards: Vec<&OrderCard> = view.orders.iter().filter(fits).collect();
    let mut groups: Vec<_> = cards.iter().map(|card| card.group).collect();
    groups.sort_unstable();
    groups.dedup();
    html! {
        section id="cards" data-live {
            @for group in groups {
                h2 { (names::group(group).say(here.lang)) }
                @for card in cards.iter().filter(|card| card.group == group) { (card_of(here, card, &quiet, &wanted)) }
            }
            @if cards.is_empty() { p.soft { (here.say("Keine Maßnahme passt.", "No measure fits.")) } }
        }
    }
}

/// What lies in zones that a large map folds, and of which nothing is known: targets that are shown only to
/// who searches for them by name.
struct Quiet {
    nodes: BTreeSet<NodeId>,
    links: BTreeSet<LinkId>,
}

impl Quiet {
    fn of(view: &SeatView) -> Quiet {
        let foldable = view.map.foldable();
        let alerted: BTreeSet<NodeId> = view.alerts.iter().map(|alert| alert.node).collect();
        let is_quiet = |node: &&NodeView| {
            foldable.contains(&node.zone)
                && node.marks.is_empty()
                && node.level == 1000
                && !alerted.contains(&node.id)
        };
        let nodes: BTreeSet<NodeId> = view.map.nodes.iter().filter(is_quiet).map(|node| node.id).collect();
        let inside = |link: &&LinkView| nodes.contains(&link.from) || nodes.contains(&link.to);
        let links = view.map.links.iter().filter(inside).map(|link| link.id).collect();
        Quiet { nodes, links }
    }

    fn has(&self, choice: &OrderChoice) -> bool {
        match choice.order.target {
            Target::Link(link) => self.links.contains(&link),
            Target::Node(node) => self.nodes.contains(&node),
            _ => false,
        }
    }
}

fn card_of(here: &Here, card: &OrderCard, quiet: &Quiet, wanted: &str) -> Markup {
    let id = format!("m-{}", card.slug);
    let is_named = |choice: &OrderChoice| {
        !wanted.is_empty() && here.lang.of(&choice.label).to_lowercase().contains(wanted)
    };
    let (shown, hidden): (Vec<&OrderChoice>, Vec<&OrderChoice>) =
        card.choices.iter().partition(|choice| !quiet.has(choice) || is_named(choice));
    html! {
        details.card id=(id) {
            summary {
                strong { (text(here.lang, &card.name)) }
                " " span.soft { (cost(here, card)) }
                @if card.blocked.is_some() { " " span.soft { "· " (here.say("jetzt nicht", "not now")) } }
            }
            p { (text(here.lang, &card.text)) }
            @if *here.lang.of(&card.breaks) != *"" {
                p { strong { (here.say("Nebenwirkung:", "Side effect:")) } " " (text(here.lang, &card.breaks)) }
            }
            @if card.assumption {
                p.soft { span.assumption { (here.say("Annahme", "assumption")) } " " (card.source) }
            } @else if !card.source.is_empty() {
                p.soft { (here.say("Quelle:", "Source:")) " " (card.source) }
            }
            @if let Some(blocked) = &card.blocked { p.wrong { (here.lang.of(blocked)) } }
            @if !shown.is_empty() {
                form method="post" action="/seat/draft" {
                    label for={ (id) "-target" } { (here.say("Ziel", "Target")) }
                    select id={ (id) "-target" } name="order" {
                        @for choice in shown { option value=(encode(choice.order)) { (here.lang.of(&choice.label)) } }
                    }
                    button { (here.say("Entwerfen", "Draft")) }
                }
                @if !hidden.is_empty() {
                    p.soft { (hidden.len()) " " (here.say("weitere Ziele, von denen nichts bekannt ist: oben nach dem Namen suchen.", "more targets of which nothing is known: search for the name above.")) }
                }
            }
        }
    }
}

/// What a measure takes and how likely it works.
fn cost(here: &Here, card: &OrderCard) -> String {
    if let Some(price) = card.prevention {
        return match (here.lang, price) {
            (Lang::De, 1) => "1 Punkt".to_owned(),
            (Lang::De, n) => format!("{n} Punkte"),
            (Lang::En, 1) => "1 point".to_owned(),
            (Lang::En, n) => format!("{n} points"),
        };
    }
    let turns = match (here.lang, card.turns) {
        (_, 0) => here.say("sofort", "at once").to_owned(),
        (Lang::De, 1) => "1 Runde".to_owned(),
        (Lang::De, n) => format!("{n} Runden"),
        (Lang::En, 1) => "1 turn".to_owned(),
        (Lang::En, n) => format!("{n} turns"),
    };
    let people =
        card.people.iter().map(|(kind, count)| format!("{count} {}", here.lang.of(&wording::people(*kind))));
    let odds = here.lang.percent(&((card.odds + 5) / 10).to_string());
    let odds = format!("{} {odds}", here.say("Erfolg", "works"));
    [turns].into_iter().chain(people).chain([odds]).collect::<Vec<_>>().join(" · ")
}

/// An order, and the sheet it was seen on.
#[derive(Debug, Deserialize)]
pub struct Given {
    order: String,
    turn: Option<u16>,
    sheet: Option<u32>,
    id: Option<String>,
}

/// What a form asks for, done for the seat's partner.
async fn on_sheet(here: &Here, form: Given, request: impl FnOnce(PartnerId, Order) -> Request) -> Response {
    let (partner, ..) = seat::own(here);
    let Ok(order) = serde_json::from_str(&form.order) else { return sorry(here, Problem::Unclear) };
    let request = request(partner, order);
    let id = if matches!(request.command, Command::Order { .. }) { form.id } else { None };
    then(here, here.send(request, id).await, "/seat/orders#sheet")
}

/// `POST /seat/draft`.
pub async fn draft(here: Here, Sent(form): Sent<Given>) -> Response {
    on_sheet(&here, form, |partner, order| Command::Act(Act::Draft { partner, order }).into()).await
}

/// `POST /seat/discard`.
pub async fn discard(here: Here, Sent(form): Sent<Given>) -> Response {
    on_sheet(&here, form, |partner, order| Command::Act(Act::Discard { partner, order }).into()).await
}

/// `POST /seat/order`: the lead commits.
pub async fn commit(here: Here, Sent(form): Sent<Given>) -> Response {
    let seen = form.turn.zip(form.sheet).map(|(turn, sheet)| Seen { turn, sheet });
    on_sheet(&here, form, |partner, order| Request { seen, ..Command::Order { partner, order }.into() }).await
}

/// `POST /seat/take-back`: until it is carried out.
pub async fn take_back(here: Here, Sent(form): Sent<Given>) -> Response {
    on_sheet(&here, form, |partner, order| Command::TakeBack { partner, order }.into()).await
}

/// Whether the team is done.
#[derive(Debug, Deserialize)]
pub struct Ready {
    ready: bool,
}

/// `POST /seat/ready`.
pub async fn set_ready(here: Here, Sent(form): Sent<Ready>) -> Response {
    let (partner, ..) = seat::own(&here);
    let done = here.conduct(Act::Ready { partner, is_ready: form.ready }, None).await;
    then(&here, done, "/seat/orders#sheet")
}
