//! The situation as one partner knows it: a drawing, and the same as a list for those who cannot see it.

use super::super::answer::{Problem, sorry};
use super::super::folds::{self, Open};
use super::super::here::Here;
use super::text;
use crate::conduct::Seat;
use crate::scenario::ids::PartnerId;
use crate::scenario::words::Pap;
use crate::view::{FactItem, MapView, NodeView, SeatView, names, wording};
use axum::extract::Path;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// What the drawing's own styles need; it loads nothing.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// Drawing and list.
#[must_use]
pub fn situation(here: &Here, view: &SeatView) -> Markup {
    html! {
        section id="map" data-live {
            h2 { (here.say("Netz", "Network")) }
            (drawing(here, &view.map, &view.slug))
            (folds::bar(here, &view.map))
            (list(here, &view.map))
        }
    }
}

/// The drawing, by its address. Its address changes with the picture, so that nothing old is shown.
#[must_use]
pub fn drawing(here: &Here, map: &MapView, name: &str) -> Markup {
    let open = Open::of(here);
    let svg = here.hall.drawing(name, map, here.lang, &open);
    let mark = &super::super::secret::hash_token(&svg)[..12];
    html! {
        a.map href={ "/map/" (name) (open.query()) } {
            img src={ "/map/" (name) (open.query_with(mark)) } alt=(here.say("Zeichnung des Netzes; darunter dasselbe als Liste", "Drawing of the network; the same as a list below"));
        }
    }
}

/// Every system as a row, those with something to say first.
#[must_use]
pub fn list(here: &Here, map: &MapView) -> Markup {
    let foldable = map.foldable();
    let is_loose =
        |node: &&NodeView| !foldable.contains(&node.zone) || !node.marks.is_empty() || node.level < 1000;
    let mut nodes: Vec<&NodeView> = map.nodes.iter().filter(is_loose).collect();
    nodes.sort_by_key(|node| (node.marks.is_empty() && node.level == 1000, !node.known));
    html! {
        details id="systems" {
            summary { (here.say("Systeme als Liste", "Systems as a list")) " (" (map.nodes.len()) ")" }
            (table(here, map, &nodes))
            @for (family, zones) in folds::families(map, &foldable) {
                details {
                    summary { (text(here.lang, family)) " (" (zones.len()) ")" }
                    @for zone in zones {
                        @let inside: Vec<&NodeView> = map.nodes.iter().filter(|node| node.zone == zone.id).collect();
                        details id={ "zone-" (zone.slug) } {
                            summary { (text(here.lang, &zone.name)) " " span.soft { (folds::state(here, &inside)) } }
                            (table(here, map, &inside))
                        }
                    }
                }
            }
        }
    }
}

/// Systems as rows.
fn table(here: &Here, map: &MapView, nodes: &[&NodeView]) -> Markup {
    let zone = |node: &NodeView| map.zones.iter().find(|zone| zone.id == node.zone);
    html! {
            table {
                thead { tr {
                    th scope="col" { (here.say("System", "System")) }
                    th scope="col" { (here.say("Zone", "Zone")) }
                    th scope="col" { (here.say("Zustand", "State")) }
                    th scope="col" { (here.say("Dienst", "Service")) }
                    th scope="col" { (here.say("Stand", "As of")) }
                } }
                tbody {
                    @for node in nodes {
                        tr {
                            th scope="row" { (text(here.lang, &node.name)) @if node.count > 1 { " ×" (node.count) } }
                            td { @if let Some(zone) = zone(node) { (text(here.lang, &zone.name)) } }
                            td { (marks(here, node)) }
                            td { @if node.known { (here.lang.percent(&(node.level / 10).to_string())) } @else { "?" } }
                            td { @if node.since > 0 { (here.say("Runde", "turn")) " " (node.since) } }
                        }
                    }
                }
            }
    }
}

fn marks(here: &Here, node: &NodeView) -> Markup {
    html! {
        @if !node.known { (here.say("kein Einblick", "no insight")) }
        @for (index, mark) in node.marks.iter().enumerate() {
            @if index > 0 { ", " } (names::mark(*mark).say(here.lang))
        }
        @for weakness in &node.open {
            " · " (here.say("offen:", "open:")) " " (text(here.lang, weakness))
        }
        @for actor in &node.held_by {
            " · " (text(here.lang, actor))
        }
    }
}

/// What is known, with where it is from and how old it is.
#[must_use]
pub fn facts(here: &Here, view: &SeatView) -> Markup {
    let partner = |id: PartnerId| here.lang.of(&here.hall.scenario.partners[id.index()].name);
    html! {
        section id="facts" data-live {
            h2 { (here.say("Erkenntnisse", "Findings")) }
            @if view.facts.is_empty() { p.soft { (here.say("Noch keine.", "None yet.")) } }
            ul.facts {
                @for fact in &view.facts {
                    li {
                        (text(here.lang, &fact.text)) " " (super::tlp(fact.label)) " "
                        span.soft title=(here.say("Zuverlässigkeit der Quelle und Glaubwürdigkeit (Admiralty-Code)", "Reliability of the source and credibility (Admiralty code)")) { (fact.admiralty) }
                        @if fact.pap < Pap::Green { " " span.soft { (names::pap(fact.pap).say(here.lang)) } }
                        p.soft {
                            @if fact.turn == 0 { (here.say("Schon vor der Übung", "Since before StartEx")) ", " }
                            @else { (here.say("Runde", "Turn")) " " (fact.turn) ", " }
                            @match fact.from {
                                Some(from) => { (here.say("von", "from")) " " (partner(from)) },
                                None => { (here.say("eigene Erkenntnis", "own finding")) },
                            }
                            @for to in &fact.told { " · " (here.say("mitgeteilt an", "shared with")) " " (partner(*to)) (way(here, fact, *to)) }
                            @if fact.blocked { " · " (here.say("gesperrt", "blocked")) }
                            @if fact.watched { " · " (here.say("überwacht", "watched for")) }
                            @if let Some(turn) = fact.acknowledged { " · " (here.say("bestätigt in Runde", "acknowledged in turn")) " " (turn) }
                        }
                        @if !fact.heard.is_empty() && fact.acknowledged.is_none() && here.seat().partner() == Some(view.partner) {
                            form.inline method="post" action="/seat/acknowledge" {
                                input type="hidden" name="fact" value=(fact.fact.index());
                                button { (here.say("Gelesen, Eingang bestätigen", "Read, acknowledge receipt")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How far a share has come on its way to a partner.
fn way(here: &Here, fact: &FactItem, to: PartnerId) -> Markup {
    let turn = |list: &[(PartnerId, u16)]| list.iter().rev().find(|(at, _)| *at == to).map(|(_, turn)| *turn);
    html! {
        @match (turn(&fact.arrived), turn(&fact.read)) {
            (_, Some(turn)) => { ", " (here.say("gelesen in Runde", "read in turn")) " " (turn) },
            (Some(turn), None) => { ", " (here.say("angekommen in Runde", "arrived in turn")) " " (turn) },
            (None, None) => { ", " (here.say("unterwegs", "on its way")) },
        }
    }
}

/// People on shift.
#[must_use]
pub fn people(here: &Here, view: &SeatView) -> Markup {
    html! {
        p id="staff" .staff data-live {
            strong { (here.say("Frei:", "Free:")) }
            @for item in view.people.iter().filter(|item| item.on_shift > 0) {
                span { (here.lang.of(&wording::people(item.kind))) " " (item.free) "/" (item.on_shift) }
            }
        }
    }
}

/// `GET /map/{name}`: the drawing of a partner's picture, or of the truth.
pub async fn map(here: Here, Path(name): Path<String>) -> Response {
    let seat = here.seat();
    let svg = if name == "truth" {
        if seat != Seat::Trainer {
            return sorry(&here, Problem::NotHere);
        }
        here.hall.drawing("truth", &super::lead::trainer_view(&here).map, here.lang, &Open::of(&here))
    } else {
        let views = here.stage.views();
        let Some(view) = views.iter().find(|view| view.slug == name) else {
            return sorry(&here, Problem::NotHere);
        };
        let may = match seat {
            Seat::Participant(partner, _) => partner == view.partner,
            Seat::Trainer | Seat::Evaluator | Seat::Observer => true,
            Seat::Wall | Seat::Red(_) => false,
        };
        if !may {
            return sorry(&here, Problem::NotHere);
        }
        here.hall.drawing(&view.slug, &view.map, here.lang, &Open::of(&here))
    };
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CONTENT_SECURITY_POLICY, DRAWING_POLICY)];
    (headers, svg.as_str().to_owned()).into_response()
}
