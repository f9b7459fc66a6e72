//! Ratings, for evaluators and the trainer: objectives while the exercise runs; after EndEx each critical task with
//! what the evidence suggests, to confirm or to rate otherwise with a reason.

use super::super::answer::{Problem, sorry, then_with};
use super::super::here::{Here, Sent};
use super::{layout, text};
use crate::analysis::ratings::{TaskLetter, TeamLetter, ratings};
use crate::conduct::{Act, Rated, Rating};
use crate::export::report::capabilities::{pieces, rule};
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::view::{rating, rating_meaning};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Every team at every objective, as things stand.
fn letters(here: &Here) -> Vec<TeamLetter> {
    here.hall.live.look_back(|exercise, memory| {
        ratings(exercise.scenario(), exercise.now(), exercise.conduct(), &memory.notices)
    })
}

/// `GET /watch/ratings`: the check list of objectives, per team.
pub async fn page(here: Here) -> Response {
    let title = here.say("Bewertung", "Ratings");
    let body = html! {
        h1 { (title) }
        @if here.stage.public.phase == Phase::Ended { (after(&here)) } @else { (before(&here)) }
        (key(&here))
    };
    layout(&here, title, &body).into_response()
}

/// While the exercise runs: what is going to be rated, and room for a first letter. No evidence: it holds the truth.
fn before(here: &Here) -> Markup {
    let scenario = &here.hall.scenario;
    let given = &here.stage.conduct.ratings;
    html! {
        p { (here.say("Nach EndEx steht hier bei jeder Aufgabe, was dafür spricht und welche Stufe daraus folgt.", "After EndEx each task here shows its evidence and the letter it suggests.")) }
        @for (place, objective) in scenario.objectives.iter().enumerate() {
            article.card {
                h2 { (text(here.lang, &objective.text)) }
                @if !objective.tasks.is_empty() {
                    h3 { (here.say("Kritische Aufgaben", "Critical tasks")) }
                    ul { @for task in &objective.tasks {
                        li { (scenario.partners[task.partner.index()].short) ": " (text(here.lang, &task.text)) }
                    } }
                }
                @for partner in (0..scenario.partners.len()).map(PartnerId::at) {
                    @let rated = given.iter().find(|rated| usize::from(rated.objective) == place && rated.partner == partner);
                    (rating_form(here, place, partner, rated))
                }
            }
        }
    }
}

/// After EndEx: task by task, then what follows for the objective.
fn after(here: &Here) -> Markup {
    let scenario = &here.hall.scenario;
    let teams = letters(here);
    let tasks = || teams.iter().flat_map(|team| &team.tasks);
    let open = tasks().filter(|task| task.rated.is_none()).count();
    html! {
        p { strong { @if open == 0 { (here.say("Alle Aufgaben sind bewertet.", "All tasks are rated.")) }
            @else { (here.say("Noch zu bewerten:", "Still to rate:")) " " (open) " " (here.say("von", "of")) " " (tasks().count()) " " (here.say("Aufgaben", "tasks")) } } }
        p { (text(here.lang, &rule())) }
        @for (place, objective) in scenario.objectives.iter().enumerate() {
            @let own: Vec<&TeamLetter> = teams.iter().filter(|team| team.objective == place).collect();
            article.card id={ "objective-" (place) } {
                h2 { (text(here.lang, &objective.text)) }
                p {
                    (text(here.lang, &objective.capability)) " · "
                    @if own.iter().any(|team| team.is_met) { span.good { (here.say("erreicht", "achieved")) } }
                    @else { span.bad { (here.say("nicht erreicht", "not achieved")) } }
                }
                @for team in &own { @for task in &team.tasks { (rate_one(here, team, task)) } }
                @for team in &own { (letter(here, team)) }
            }
        }
    }
}

/// A task: what speaks for it, what that suggests, and an evaluator's word.
fn rate_one(here: &Here, team: &TeamLetter, task: &TaskLetter) -> Markup {
    let scenario = &here.hall.scenario;
    let partner = &scenario.partners[team.partner.index()];
    let def = &scenario.objectives[team.objective].tasks[task.found.task];
    let mut turns: Vec<u16> = task.found.found.iter().flat_map(|found| found.turns.clone()).collect();
    turns.sort_unstable();
    turns.dedup();
    html! {
        section.task id={ "task-" (team.objective) "-" (task.found.task) } {
            h3 { (partner.short) ": " (text(here.lang, &def.text)) }
            ul.checks { @for piece in pieces(scenario, team.partner, task) { li { (text(here.lang, &piece)) } } }
            @if !turns.is_empty() {
                p.soft { (here.say("Was das Team erfuhr und tat:", "What the team learned and did:"))
                    @for turn in turns { " " a href={ "/watch/team/" (partner.id) "#turn-" (turn) } {
                        @if turn == 0 { (here.say("Vorsorge", "Prevention")) } @else { (here.say("Runde", "Turn")) " " (turn) } } }
                }
            }
            @match &task.rated {
                None => {
                    (suggested(here, task))
                    (forms(here, team, task))
                },
                Some(rated) => {
                    p { strong { (here.say("Bewertet:", "Rated:")) " " (named(here, rated.rating)) } " "
                        @match rated.suggested {
                            Some(letter) if letter == rated.rating => (here.say("Vorschlag bestätigt.", "Suggestion confirmed.")),
                            Some(letter) => { (here.say("Vorgeschlagen war", "Suggested was")) " " (format!("{letter:?}")) "." },
                            None => (here.say("Ohne Vorschlag.", "Without a suggestion.")),
                        }
                    }
                    @if let Some(reason) = &rated.text { p.prose { (reason) } }
                    details { summary { (here.say("Bewertung ändern", "Change the rating")) } (suggested(here, task)) (forms(here, team, task)) }
                },
            }
        }
    }
}

fn suggested(here: &Here, task: &TaskLetter) -> Markup {
    html! { p {
        @match task.found.suggestion {
            Some(letter) => { (here.say("Vorschlag:", "Suggestion:")) " " strong { (named(here, letter)) } },
            None => (here.say("Kein Vorschlag: Nichts davon war zu erwarten. Ihre Stufe braucht einen Grund.", "No suggestion: none of this was to be expected. Your letter needs a reason.")),
        }
    } }
}

/// A letter with its name.
fn named(here: &Here, letter: Rating) -> String {
    format!("{letter:?} ({})", here.lang.of(&rating(letter)))
}

fn forms(here: &Here, team: &TeamLetter, task: &TaskLetter) -> Markup {
    let place = html! {
        input type="hidden" name="objective" value=(team.objective);
        input type="hidden" name="task" value=(task.found.task);
    };
    let id = format!("why-{}-{}", team.objective, task.found.task);
    let suggestion = task.found.suggestion;
    html! {
        @if let Some(letter) = suggestion {
            form.inline method="post" action="/watch/rate-task" {
                (place)
                button.main name="rating" value=(format!("{letter:?}")) { (here.say("", "Confirm ")) (format!("{letter:?}")) (here.say(" bestätigen", "")) }
            }
        }
        details open[suggestion.is_none()] {
            summary { (here.say("Anders bewerten", "Rate otherwise")) }
            form method="post" action="/watch/rate-task" {
                (place)
                fieldset {
                    legend { (here.say("Stufe", "Letter")) }
                    @for letter in Rating::ALL.iter().filter(|letter| Some(**letter) != suggestion) { (choice(here, *letter, false)) }
                }
                label for=(id) { (here.say("Grund (nötig)", "Reason (required)")) }
                textarea id=(id) name="text" rows="2" maxlength="4000" required data-keep {}
                button { (here.say("Festhalten", "Record")) }
            }
        }
    }
}

fn choice(here: &Here, letter: Rating, is_chosen: bool) -> Markup {
    html! {
        label.choice {
            input type="radio" name="rating" value=(format!("{letter:?}")) required checked[is_chosen];
            span { strong { (format!("{letter:?}")) } " " span.soft { (here.lang.of(&rating(letter))) } }
        }
    }
}

/// A team's letter for the objective, and room to give another.
fn letter(here: &Here, team: &TeamLetter) -> Markup {
    let name = here.lang.of(&here.hall.scenario.partners[team.partner.index()].name);
    let open = team.tasks.iter().filter(|task| task.rated.is_none()).count();
    let is_at_odds = !team.is_met && team.letter().is_some_and(|letter| letter != Rating::U);
    html! {
        p { strong { (name) ": " @if let Some(letter) = team.letter() { (named(here, letter)) } @else { (here.say("noch keine Stufe", "no letter yet")) } }
            " · "
            @if team.given.is_some() { (here.say("von der Auswertung vergeben", "given by an evaluator")) }
            @else if team.follows.is_some() && !team.is_met { (here.say("denn das Ziel wurde verfehlt", "for the objective was not achieved")) }
            @else if team.follows.is_some() { (here.say("folgt aus den Aufgaben", "follows from the tasks")) }
            @else if team.tasks.is_empty() { (here.say("Für dieses Team nennt das Szenario hier keine Aufgabe.", "The scenario names no task of this team here.")) }
            @else { (here.say("Aufgaben ohne Bewertung:", "tasks without a rating:")) " " (open) }
        }
        @if is_at_odds {
            p.warn { (here.say("P, S und M sagen, dass das Ziel erreicht wurde. Es wurde aber nicht erreicht.", "P, S and M say that the objective was achieved. But it was not.")) }
        }
        details {
            summary { (here.say("Dem Ziel selbst eine Stufe geben", "Give the objective itself a letter")) ": " (name) }
            (rating_form(here, team.objective, team.partner, team.given.as_ref()))
        }
    }
}

fn rating_form(here: &Here, place: usize, partner: PartnerId, rated: Option<&Rated>) -> Markup {
    let id = format!("rate-{place}-{}", partner.index());
    html! {
        form method="post" action="/watch/rate" {
            input type="hidden" name="objective" value=(place);
            input type="hidden" name="partner" value=(partner.index());
            fieldset {
                legend { (here.lang.of(&here.hall.scenario.partners[partner.index()].name)) }
                div.row { @for letter in Rating::ALL { (choice(here, letter, rated.is_some_and(|rated| rated.rating == letter))) } }
                label for=(id) { (here.say("Beleg", "Evidence")) }
                textarea id=(id) name="text" rows="2" maxlength="4000" data-keep { @if let Some(text) = rated.and_then(|rated| rated.text.as_ref()) { (text) } }
                button { (here.say("Festhalten", "Record")) }
            }
        }
    }
}

/// What the letters mean.
fn key(here: &Here) -> Markup {
    html! {
        section.card {
            h2 { (here.say("Was die Stufen bedeuten", "What the letters mean")) }
            dl { @for letter in Rating::ALL {
                dt { strong { (named(here, letter)) } }
                dd { (text(here.lang, &rating_meaning(letter))) }
            } }
        }
    }
}

/// A rating of an objective.
#[derive(Debug, Deserialize)]
pub struct Rate {
    objective: u8,
    partner: u8,
    rating: Rating,
    #[serde(default)]
    text: String,
}

/// `POST /watch/rate`.
pub async fn rate(here: Here, Sent(form): Sent<Rate>) -> Response {
    let (partner, objective) = (PartnerId(form.partner), form.objective);
    let act = Act::Rate { partner, objective, rating: form.rating };
    let done = here.conduct(act, Some(form.text.clone())).await;
    then_with(&here, done, &format!("/watch/ratings#objective-{objective}"), Some(&form.text))
}

/// A rating of a critical task.
#[derive(Debug, Deserialize)]
pub struct RateTask {
    objective: u8,
    task: u8,
    rating: Rating,
    #[serde(default)]
    text: String,
}

/// `POST /watch/rate-task`: the log keeps what the evidence suggested beside what was decided.
pub async fn rate_task(here: Here, Sent(form): Sent<RateTask>) -> Response {
    let RateTask { objective, task, rating, .. } = form;
    let teams = letters(&here);
    let mut tasks = teams.iter().flat_map(|team| &team.tasks).map(|task| &task.found);
    let place = (usize::from(objective), usize::from(task));
    let Some(found) = tasks.find(|found| (found.objective, found.task) == place) else {
        return sorry(&here, Problem::Unclear);
    };
    let act = Act::RateTask { objective, task, rating, suggested: found.suggestion };
    let done = here.conduct(act, Some(form.text.clone())).await;
    then_with(&here, done, &format!("/watch/ratings#task-{objective}-{task}"), Some(&form.text))
}
