//! The score: every number with its formula, its turns and the events behind it. For the trainer.

use super::super::here::Here;
use super::lead::trainer_view;
use super::{layout, report, text};
use crate::rules::situation::Phase;
use crate::view::{FigureView, PartView, PartnerScoreView};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// `GET /lead/score`.
pub async fn page(here: Here) -> Response {
    let view = trainer_view(&here);
    let score = &view.score;
    let has_ended = here.stage.public.phase == Phase::Ended;
    let title = here.say("Wertung", "Score");
    let body = html! {
        h1 { (title) }
        (report::buttons(&here, "/lead/report", here.say("Bericht herunterladen", "Download the report")))
        section id="score" data-live {
            @if let Some((joint, others)) = score.totals.split_first() {
                p.large { (here.lang.of(&joint.name)) ": " strong { (here.lang.number(joint.figure)) } }
                p.soft { (here.lang.of(&joint.formula)) }
                @for figure in others { (figure_details(&here, figure)) }
            }
            h2 { (here.say("Ziele", "Objectives")) }
            ul { @for (objective, is_met) in &score.objectives {
                li {
                    strong { (match (*is_met, has_ended) {
                        (true, true) => here.say("erfüllt", "met"),
                        (true, false) => here.say("bisher erfüllt", "met so far"),
                        (false, true) => here.say("versäumt", "missed"),
                        (false, false) => here.say("offen", "open"),
                    }) }
                    " · " (text(here.lang, objective))
                }
            } }
            @for partner in &score.partners { (partner_card(&here, partner)) }
        }
    };
    layout(&here, title, &body).into_response()
}

fn partner_card(here: &Here, partner: &PartnerScoreView) -> Markup {
    html! {
        article.card {
            h2 { (text(here.lang, &partner.name)) ": " (here.lang.number(partner.outcome)) }
            p.soft {
                (here.say("Richtwert", "Par")) " " (here.lang.number(partner.par)) " · "
                (here.say("Schaden", "Harm")) " " (here.lang.number(partner.harm)) " / " (here.lang.number(partner.idle)) " "
                (here.say("ohne jede Maßnahme", "if nobody acts"))
            }
            p { (here.lang.of(&partner.formula)) }
            @for part in &partner.parts { (part_details(here, part)) }
            @for figure in &partner.cooperation { (figure_details(here, figure)) }
        }
    }
}

fn figure_details(here: &Here, figure: &FigureView) -> Markup {
    html! {
        details {
            summary { (here.lang.of(&figure.name)) ": " strong { (here.lang.number(figure.figure)) } }
            p { (here.lang.of(&figure.formula)) }
        }
    }
}

fn part_details(here: &Here, part: &PartView) -> Markup {
    html! {
        details {
            summary { (here.lang.of(&part.name)) ": " strong { (here.lang.number(part.figure)) } }
            p { (here.lang.of(&part.formula)) }
            ul { @for (turn, harm) in part.by_turn.iter().filter(|(_, harm)| *harm > 0.0) {
                li { a href={ "/lead/checks?turn=" (turn) } { (here.say("Runde", "Turn")) " " (turn) } ": " (here.lang.number(*harm)) }
            } }
            ul.lines { @for line in &part.events { li { a.soft href={ "/lead/checks?turn=" (line.turn) } { (line.turn) } " " (text(here.lang, &line.text)) } } }
            p.soft { (here.say("Eine Runde führt zu ihren Proben.", "A turn leads to its checks.")) }
        }
    }
}
