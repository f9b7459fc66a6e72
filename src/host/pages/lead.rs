//! The trainer's pages: pace, teams at a glance, the truth, the checks.

use super::super::answer::{Problem, sorry, then};
use super::super::here::{Here, Sent};
use super::{layout, red, situation, text};
use crate::conduct::{Act, Seat};
use crate::exercise::Command;
use crate::live::now_ms;
use crate::rules::dice::Key;
use crate::rules::order::Refusal;
use crate::rules::situation::Phase;
use crate::scenario::ids::{ActorId, PartnerId};
use crate::view::{ActorItem, PartnerStatus, TrainerView, add_conduct_to_trainer};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The trainer's view as of now.
#[must_use]
pub fn trainer_view(here: &Here) -> TrainerView {
    here.hall.live.look_back(|exercise, memory| {
        let (scenario, now) = (exercise.scenario(), exercise.now());
        let scale = exercise.scale();
        let (history, checks, moves) = (&memory.history, &memory.checks, &memory.moves);
        let mut view = crate::view::trainer_view(scenario, now, scale, history, checks, moves);
        add_conduct_to_trainer(&mut view, exercise.conduct());
        view.pictures = exercise.pictures();
        view
    })
}

/// `GET /lead`.
pub async fn page(here: Here) -> Response {
    let view = trainer_view(&here);
    let title = here.say("Leitung", "Lead");
    let body = html! {
        h1 { (title) }
        (pace(&here))
        (teams(&here, &view))
        @if here.stage.public.phase == Phase::Briefing { (ready_to_start(&here)) }
        (log(&here, &view))
    };
    layout(&here, title, &body).into_response()
}

/// What moves the exercise on.
fn pace(here: &Here) -> Markup {
    let phase = here.stage.public.phase;
    let conduct = &here.stage.conduct;
    let next = match phase {
        Phase::Briefing => ("Übung starten", "Start the exercise"),
        Phase::Situation => ("Entschluss beginnt", "Open the orders phase"),
        Phase::Orders => ("Gong: letzte Aufträge, dann durchführen", "Bell: last orders, then carry out"),
        Phase::Resolution => ("Durchführen", "Carry out"),
        Phase::Review => ("Nächste Runde", "Next turn"),
        Phase::Ended => ("", ""),
    };
    html! {
        section.card id="pace" data-live {
            @if conduct.frozen.is_some() {
                form method="post" action="/lead/thaw" { button.main { (here.say("Ernstfall vorbei: Übung geht weiter (Uhr steht noch)", "Emergency over: resume the exercise (timer still stopped)")) } }
            } @else if phase == Phase::Briefing {
                (confirm(here, "/lead/next", here.say(next.0, next.1), here.say("Start ist StartEx: Die Übung beginnt für alle.", "This is StartEx: the exercise begins for everybody."), &html! {}))
            } @else if phase != Phase::Ended {
                form.inline method="post" action="/lead/next" {
                    input type="hidden" name="phase" value=(format!("{phase:?}"));
                    input type="hidden" name="turn" value=(here.stage.public.turn);
                    button.main { (here.say(next.0, next.1)) }
                }
            } @else { p { (here.say("Die Übung ist beendet.", "The exercise has ended.")) } }
            @if !matches!(phase, Phase::Briefing | Phase::Ended) {
                div.row {
                    @if conduct.timer.is_paused() { (button("/lead/go-on", here.say("Uhr weiter", "Resume the timer"))) }
                    @else { (button("/lead/pause", here.say("Uhr anhalten", "Pause the timer"))) }
                    @for (s, label) in [(-60, "−1 min"), (60, "+1 min"), (300, "+5 min")] {
                        form.inline method="post" action="/lead/extend" { button name="seconds" value=(s) { (label) } }
                    }
                }
                (undo(here))
                (confirm(here, "/lead/end", here.say("Übung beenden (EndEx)", "End the exercise (EndEx)"), here.say("Die Übung endet jetzt für alle.", "The exercise ends now, for everybody."), &html! {}))
            }
        }
    }
}

fn undo(here: &Here) -> Markup {
    let turn = here.stage.public.turn;
    let fields = html! {
        label for="undo-turn" { (here.say("Zurück an den Anfang von Runde", "Back to the start of turn")) }
        select id="undo-turn" name="turn" { @for turn in (1..=turn).rev() { option value=(turn) { (turn) } } }
        label.choice { input type="radio" name="dice" value="same" checked; (here.say("gleiche Würfel", "same dice")) }
        label.choice { input type="radio" name="dice" value="new"; (here.say("neue Würfel", "new dice")) }
        label for="undo-why" { (here.say("Grund (alle Plätze lesen ihn)", "Reason (every seat reads it)")) }
        input id="undo-why" name="text" maxlength="500";
    };
    let warning = here.say(
        "Die Plätze haben diese Runde schon gesehen. Alle werden benachrichtigt; erteilte Aufträge werden wieder Entwürfe.",
        "Seats have already seen this turn. Everybody is notified; orders already given become drafts again.",
    );
    confirm(here, "/lead/undo", here.say("Runde zurücknehmen", "Undo a turn"), warning, &fields)
}

/// A button that asks first, without a script.
#[must_use]
pub fn confirm(here: &Here, to: &str, label: &str, warning: &str, fields: &Markup) -> Markup {
    html! {
        details.confirm.start[to == "/lead/next"] {
            summary { (label) }
            form method="post" action=(to) {
                p { (warning) }
                (fields)
                button.danger { (here.say("Ja:", "Yes:")) " " (label) }
            }
        }
    }
}

/// A button that acts at once.
#[must_use]
pub fn button(to: &str, label: &str) -> Markup {
    html! { form.inline method="post" action=(to) { button { (label) } } }
}

/// One line per team.
fn teams(here: &Here, view: &TrainerView) -> Markup {
    html! {
        section id="teams" data-live {
            h2 { (here.say("Teams", "Teams")) }
            table {
                thead { tr {
                    th scope="col" { (here.say("Team", "Team")) }
                    th scope="col" { (here.say("tut gerade", "Status")) }
                    th scope="col" { (here.say("Entwürfe / erteilt", "Drafts / given")) }
                    th scope="col" { (here.say("Alarme neu", "New alerts")) }
                    th scope="col" { (here.say("Zuletzt", "Last action")) }
                    th scope="col" { (here.say("Letzter Kontakt", "Last contact")) }
                } }
                tbody { @for team in &view.partners { (team_row(here, team)) } }
            }
        }
    }
}

fn team_row(here: &Here, team: &PartnerStatus) -> Markup {
    let sheet = &here.stage.conduct.sheets[team.partner.index()];
    let people = (0..here.hall.scenario.partners[team.partner.index()].seats.len())
        .filter_map(|place| u8::try_from(place).ok())
        .filter(|place| here.stage.conduct.is_taken(Seat::Participant(team.partner, *place)))
        .count();
    let doing = if here.stage.conduct.autopilot[team.partner.index()] {
        here.say("Automatik spielt", "played by a policy")
    } else if people == 0 {
        here.say("niemand da", "nobody present")
    } else if sheet.is_ready {
        here.say("fertig", "ready")
    } else if !sheet.drafts.is_empty() || team.orders_this_turn > 0 {
        here.say("entwirft", "drafting")
    } else {
        here.say("liest", "reading")
    };
    let ago = |at: Option<i64>| {
        // What was recorded without a clock stands at 0.
        let at = at.filter(|at| *at > 0);
        at.map_or("–".to_owned(), |at| format!("{} min", (now_ms() - at).max(0) / 60_000))
    };
    let contacts = sheet.contact_ms.iter().enumerate().filter(|(other, _)| *other != team.partner.index());
    html! {
        tr {
            th scope="row" { a href={ "/watch/team/" (team.slug) } { (here.lang.of(&team.name)) } }
            td { (doing) " (" (people) ")" }
            td {
                (sheet.drafts.len()) " / " (team.orders_this_turn)
                @if let Some(of) = team.prevention { " · " (here.say("Vorsorge übrig:", "prevention left:")) " " (of.left) }
            }
            td { (team.alerts_new) }
            td { (ago(sheet.last_ms)) }
            td { @for (other, at) in contacts {
                (here.hall.scenario.partners[other].short) ": " (ago(*at)) " "
            } }
        }
    }
}

/// What should be so before the exercise starts.
fn ready_to_start(here: &Here) -> Markup {
    let scenario = &here.hall.scenario;
    let conduct = &here.stage.conduct;
    let mut points: Vec<(bool, String)> = Vec::new();
    for (index, partner) in scenario.partners.iter().enumerate() {
        let partner_id = PartnerId::at(index);
        let seats = || (0..partner.seats.len()).filter_map(|place| u8::try_from(place).ok());
        let taken = seats().filter(|place| conduct.is_taken(Seat::Participant(partner_id, *place))).count();
        let name = here.lang.of(&partner.name);
        let count =
            format!("{name}: {taken}/{} {}", partner.seats.len(), here.say("Plätze besetzt", "seats taken"));
        points.push((taken > 0, count));
        let has_lead = seats().any(|place| {
            let leads = partner.seats[usize::from(place)].roles.contains(&crate::scenario::words::Role::Lead);
            leads && conduct.is_taken(Seat::Participant(partner_id, place))
        });
        points.push((has_lead, format!("{name}: {}", here.say("Leitung ist da", "the lead is present"))));
    }
    let someone = conduct.is_taken(Seat::Evaluator);
    points.push((someone, here.say("Auswertung ist da", "an evaluator is present").to_owned()));
    points.push((
        here.hall.reach.is_encrypted,
        here.say("Verbindungen sind verschlüsselt", "connections are encrypted").to_owned(),
    ));
    html! {
        section.card id="go-live" data-live {
            h2 { (here.say("Vor dem Start", "Before the start")) }
            p { (here.say("Adresse:", "Address:")) " " strong { (here.hall.reach.origin) } " · " (here.say("Raumcode:", "Room code:")) " " strong { (here.hall.room) } }
            ul.checks { @for (is_so, point) in &points {
                li class=(if *is_so { "good" } else { "bad" }) { (if *is_so { "✓ " } else { "– " }) (point) }
            } }
            p.soft { (here.say("Eine Proberunde: starten, eine Runde spielen, danach Runde 1 mit neuen Würfeln zurücknehmen.", "A practice turn: start, play one turn, then undo turn 1 with new dice.")) }
        }
    }
}

fn log(here: &Here, view: &TrainerView) -> Markup {
    html! {
        section id="log" data-live {
            h2 { (here.say("Was geschehen ist", "What happened")) }
            ul.lines { @for line in view.log.iter().rev().take(60) { li { span.soft { (line.turn) } " " (text(here.lang, &line.text)) } } }
        }
    }
}

/// `GET /lead/truth`.
pub async fn truth(here: Here) -> Response {
    let view = trainer_view(&here);
    let title = here.say("Wahrheit", "Truth");
    let body = html! {
        h1 { (title) }
        section id="pictures" data-live { (pictures(&here, &view)) }
        section id="truth" data-live {
            (situation::drawing(&here, &view.map, "truth"))
            (super::super::folds::bar(&here, &view.map))
            (situation::list(&here, &view.map))
            @for actor in &view.actors {
                article.card {
                    h2 { (text(here.lang, &actor.name)) }
                    p { (text(here.lang, &actor.about)) }
                    p.soft { (here.say("hält", "holds")) " " (actor.held.len()) " · " (actor.infrastructure) " · " (actor.tool)
                        @if actor.has_left { " · " b { (here.say("abgezogen", "has left")) } } }
                    (moves(&here, &view, actor.actor))
                    @if view.clock.phase != Phase::Ended { (hand_on(&here, actor)) }
                }
            }
        }
    };
    layout(&here, title, &body).into_response()
}

/// The three pictures on one graph, as figures turn by turn.
fn pictures(here: &Here, view: &TrainerView) -> Markup {
    let short = |partner: PartnerId| here.hall.scenario.partners[partner.index()].short.as_str();
    let percent = |value: u8| here.lang.percent(&value.to_string());
    let Some(first) = view.pictures.first() else { return html! {} };
    html! {
        details.card {
            summary { (here.say("Lagebilder in Zahlen", "Situation pictures in numbers")) }
            p.soft { (here.say(
                "Zutreffend: von den eigenen Systemen, die befallen, zerstört oder verfälscht sind oder dafür gehalten werden, der Anteil, auf den beides zutrifft. Übereinstimmend: von den Erkenntnissen, die eine der Seiten hat, der Anteil, den beide haben.",
                "Correct: of a team's own systems that are compromised, destroyed or falsified, or believed to be, the share that are both. In agreement: of the findings either side has, the share both have.",
            )) }
            table {
                thead { tr {
                    th scope="col" { (here.say("Runde", "Turn")) }
                    @for partner in &view.partners { th scope="col" { (here.say("Zutreffend", "Correct")) " " (partner.short) } }
                    @for (one, other, _) in &first.agreement {
                        th scope="col" { (here.say("Übereinstimmend", "In agreement")) " " (short(*one)) "–" (short(*other)) }
                    }
                } }
                tbody { @for figures in &view.pictures { tr {
                    th scope="row" { (figures.turn) }
                    @for value in &figures.correctness { td { (percent(*value)) } }
                    @for (_, _, value) in &figures.agreement { td { (percent(*value)) } }
                } } }
            }
        }
    }
}

/// The trainer's hand on an actor: who plays it, and what it is to do next.
fn hand_on(here: &Here, actor: &ActorItem) -> Markup {
    html! {
        details {
            summary { (here.say("Lenken", "Steer")) @if !actor.plan.is_empty() { " (" (actor.plan.len()) ")" } }
            (red::steering(here, actor.actor, &actor.plan, &actor.choices, "/lead"))
            form method="post" action="/lead/take-actor" {
                input type="hidden" name="actor" value=(actor.actor.index());
                input type="hidden" name="on" value=(!actor.is_seated);
                @if actor.is_seated {
                    p { (here.say("Diesen Angreifer spielen Menschen: Er tut nur, was geplant ist.", "People play this attacker: it does only what is planned.")) }
                    button { (here.say("Dem Programm überlassen", "Leave it to the program")) }
                } @else {
                    p.soft { (here.say("Sonst spielt ihn das Programm. Den roten Platz vergeben Sie unter „Plätze“.", "Otherwise the program plays it. You assign the red seat under “Seats”.")) }
                    button { (here.say("Von Menschen spielen lassen", "Let people play it")) }
                }
            }
        }
    }
}

/// What an actor did in this turn, and why that.
fn moves(here: &Here, view: &TrainerView, actor: ActorId) -> Markup {
    html! {
        @for item in view.moves.iter().filter(|item| item.actor == actor) {
            details {
                summary { (text(here.lang, &item.text)) }
                p { (text(here.lang, &item.why)) }
                @if !item.others.is_empty() {
                    p.soft { (here.say("Stattdessen erwogen:", "Considered instead:")) }
                    ul { @for other in &item.others { li { (text(here.lang, other)) } } }
                }
                @if !item.learned.is_empty() {
                    p.soft { (here.say("Gelernt:", "Learned:")) }
                    ul { @for line in &item.learned { li { (text(here.lang, line)) } } }
                }
            }
        }
    }
}

/// Where the trainer saw the exercise when they pressed.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    phase: String,
    turn: Option<u16>,
}

/// `POST /lead/next`. Pressed twice, it goes on once. In the orders phase it rings the bell.
pub async fn next(here: Here, Sent(form): Sent<Next>) -> Response {
    let public = here.stage.public;
    let is_old = (!form.phase.is_empty() && form.phase != format!("{:?}", public.phase))
        || form.turn.is_some_and(|turn| turn != public.turn);
    if is_old {
        return then(&here, Ok(()), "/lead");
    }
    let done = go_on(&here).await;
    then(&here, done, "/lead")
}

/// The bell in the orders phase; in every other the next one.
///
/// # Errors
/// Why not.
pub async fn go_on(here: &Here) -> Result<(), Problem> {
    if here.stage.public.phase != Phase::Orders {
        return here.act(Command::NextPhase, None).await;
    }
    match here.conduct(Act::Bell { grace_ms: here.hall.grace_ms }, None).await {
        // It rang already: the grace runs.
        Err(Problem::Refused(Refusal::NotNow)) => Ok(()),
        done => done,
    }
}

/// `POST /lead/pause`.
pub async fn pause(here: Here) -> Response {
    then(&here, so(here.conduct(Act::Pause, None).await), "/lead")
}

/// `POST /lead/go-on`.
pub async fn resume(here: Here) -> Response {
    then(&here, so(here.conduct(Act::GoOn, None).await), "/lead")
}

/// `POST /lead/thaw`.
pub async fn thaw(here: Here) -> Response {
    then(&here, so(here.conduct(Act::Thaw, None).await), "/lead")
}

/// What is so already needs no doing.
pub(super) fn so(done: Result<(), Problem>) -> Result<(), Problem> {
    match done {
        Err(Problem::Refused(Refusal::Done)) => Ok(()),
        other => other,
    }
}

/// More or less time.
#[derive(Debug, Deserialize)]
pub struct Extend {
    seconds: i32,
}

/// `POST /lead/extend`.
pub async fn extend(here: Here, Sent(form): Sent<Extend>) -> Response {
    if form.seconds.abs() > 86_400 {
        return sorry(&here, Problem::Unclear);
    }
    then(&here, here.conduct(Act::Extend { seconds: form.seconds }, None).await, "/lead")
}

/// Which turn to go back to.
#[derive(Debug, Deserialize)]
pub struct Undo {
    turn: u16,
    dice: String,
    #[serde(default)]
    text: String,
}

/// `POST /lead/undo`: back; everybody is told.
pub async fn undo_turn(here: Here, Sent(form): Sent<Undo>) -> Response {
    let command = Command::Undo { turn: form.turn, new_dice: form.dice == "new" };
    let done = here.act(command, Some(form.text)).await;
    then(&here, done, "/lead")
}

/// `POST /lead/end`.
pub async fn end(here: Here) -> Response {
    then(&here, here.act(Command::End, None).await, "/lead")
}

/// The other outcome.
#[derive(Debug, Deserialize)]
pub struct Overrule {
    key: String,
    success: bool,
    #[serde(default)]
    text: String,
}

/// A move of an attacker, by its check.
#[derive(Debug, Deserialize)]
pub struct Veto {
    key: String,
    #[serde(default)]
    text: String,
}

/// `POST /lead/veto`: the turn again, without this move.
pub async fn veto(here: Here, Sent(form): Sent<Veto>) -> Response {
    let Ok(key) = serde_json::from_str::<Key>(&form.key) else { return sorry(&here, Problem::Unclear) };
    let done = here.act(Command::Veto { key }, Some(form.text)).await;
    then(&here, done, "/lead/checks")
}

/// `POST /lead/overrule`.
pub async fn overrule(here: Here, Sent(form): Sent<Overrule>) -> Response {
    let Ok(key) = serde_json::from_str::<Key>(&form.key) else { return sorry(&here, Problem::Unclear) };
    let done = here.act(Command::Overrule { key, success: form.success }, Some(form.text)).await;
    then(&here, done, "/lead/checks")
}
