//! The exercise again, for the debrief: what each team could know when it decided; and the truth beside every team's
//! picture at any moment, with a time line to move along.

use super::super::folds::Open;
use super::super::here::Here;
use super::debrief::link;
use super::{minute, seat, text};
use crate::exercise::Exercise;
use crate::live::Memory;
use crate::live::link::{DebriefStep, TurningView};
use crate::rules::event::{Event, Told};
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::view::wording::{self, both};
use crate::view::{Line, MapView, Notice, Tone, clock_view, log_line, names, seat_view, trainer_view};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};

/// An event that can be jumped to.
pub(in super::super) struct Stop {
    /// Events of the history up to and with it.
    pub events: usize,
    pub turn: u16,
    pub line: Line,
}

/// A moment of the replay.
struct At<'m> {
    memory: &'m Memory,
    /// Events that have happened.
    events: usize,
    turn: u16,
}

/// Every team's picture side by side when a turn's orders were opened, and what it had just been told.
#[must_use]
pub fn known(here: &Here, scenario: &Scenario, memory: &Memory, turn: u16) -> Markup {
    let at = At { memory, events: memory.opened(turn), turn };
    let now = memory.situation(scenario, at.events);
    let last = here.stage.public.turn;
    html! {
        section id="replay" .stage {
            (turns(here, DebriefStep::Known, turn, last, &[]))
            (heading(here, scenario, &now, turn))
            (beside(here, turn, last))
            p { (here.say("So sah jedes Team die Lage, als es entschied. Was hier nicht steht, konnte es nicht wissen.", "This is how each team saw the situation when it decided. What does not stand here it could not know.")) }
            div.pictures { @for partner in partners(scenario) { (team(here, scenario, &now, partner, &at)) } }
        }
    }
}

/// The truth and every team's picture at one moment, and the events of its turn; also the turn that it is in.
#[must_use]
pub fn truth(
    here: &Here,
    exercise: &Exercise,
    memory: &Memory,
    turn: u16,
    at: Option<usize>,
) -> (u16, Markup) {
    let scenario = exercise.scenario();
    let stops = stops(exercise, memory);
    let opened = memory.opened(turn);
    let place =
        at.map_or_else(|| stops.partition_point(|stop| stop.events <= opened), |at| at.min(stops.len()));
    let (events, turn) = match place.checked_sub(1).filter(|_| at.is_some()) {
        Some(before) => (stops[before].events, stops[before].turn),
        None if at.is_some() => (0, 0),
        None => (opened, turn),
    };
    let now = memory.situation(scenario, events);
    let at = At { memory, events, turn };
    let shown = html! {
        section id="replay" .stage data-replay {
            (turns(here, DebriefStep::Truth, turn, here.stage.public.turn, &[]))
            (scrub(here, &stops, place, here.stage.public.turn, memory))
            div id="moment" {
                (heading(here, scenario, &now, turn))
                p.soft { (here.say("So war es wirklich, und daneben, was jedes Team im selben Augenblick für wahr hielt.", "This is how it really was, and beside it what each team held to be true at the same moment.")) }
                (jumps(here, place, stops.len()))
                (beside_truth(here, exercise, &now, &at, &events_of(here, &stops, place, turn)))
            }
        }
    };
    (turn, shown)
}

/// The truth and every team's picture when a turn's orders were opened, and among all turns those that turned the
/// exercise.
#[must_use]
pub fn turned(
    here: &Here,
    exercise: &Exercise,
    memory: &Memory,
    turn: u16,
    points: &[TurningView],
) -> Markup {
    let scenario = exercise.scenario();
    let at = At { memory, events: memory.opened(turn), turn };
    let now = memory.situation(scenario, at.events);
    html! {
        section id="replay" .stage {
            (turns(here, DebriefStep::Alternatives, turn, here.stage.public.turn, points))
            (heading(here, scenario, &now, turn))
            p.soft { (here.say("So stand es, als die Aufträge dieser Runde gegeben wurden.", "This is how things stood when the orders of this turn were given.")) }
            (beside_truth(here, exercise, &now, &at, &html! {}))
        }
    }
}

/// The truth, with what stands below it, and every team's picture.
fn beside_truth(here: &Here, exercise: &Exercise, now: &Situation, at: &At<'_>, below: &Markup) -> Markup {
    let scenario = exercise.scenario();
    let past = &at.memory.history[..at.events];
    let map = trainer_view(scenario, now, exercise.scale(), past, &[], &[]).map;
    html! {
        div.pictures {
            article.card.truth { h3 { (here.say("Die Wahrheit", "The truth")) } (picture(here, &map)) (below) }
            @for partner in partners(scenario) { (team(here, scenario, now, partner, at)) }
        }
    }
}

fn partners(scenario: &Scenario) -> impl Iterator<Item = PartnerId> {
    (0..scenario.partners.len()).map(PartnerId::at)
}

/// Everything that can be jumped to, in its order: what the trainer's log tells, and what teams ordered and decided.
pub(in super::super) fn stops(exercise: &Exercise, memory: &Memory) -> Vec<Stop> {
    let scenario = exercise.scenario();
    let line = |turn: u16, event: &Event| match event {
        Event::Told(partner, told) => {
            decided(exercise, turn, *partner, told).or_else(|| log_line(scenario, turn, event))
        }
        _ => log_line(scenario, turn, event),
    };
    let numbered = memory.history.iter().zip(1..);
    numbered
        .filter_map(|((turn, event), events)| {
            line(*turn, event).map(|line| Stop { events, turn: *turn, line })
        })
        .collect()
}

/// What a team ordered, took back or chose.
fn decided(exercise: &Exercise, turn: u16, partner: PartnerId, told: &Told) -> Option<Line> {
    let scenario = exercise.scenario();
    let text = wording::decided(scenario, partner, &exercise.now().pictures[partner.index()], told)?;
    let short = &scenario.partners[partner.index()].short;
    let text = both(format!("[{short}] {}", text.de), format!("[{short}] {}", text.en));
    Some(Line { turn, text, tone: Tone::Plain, node: None })
}

/// The turns in a row; those that turned the exercise are marked.
fn turns(here: &Here, step: DebriefStep, turn: u16, last: u16, points: &[TurningView]) -> Markup {
    let mark = |of: u16| {
        let is_turning = points.iter().any(|point| point.turn.max(1) == of);
        is_turning.then(|| here.say("Wendepunkt", "Turning point"))
    };
    html! {
        nav.turns id="turns" aria-label=(here.say("Runden", "Turns")) {
            span { (here.say("Runde", "Turn")) }
            @for of in 1..=last { a id={ "to-turn-" (of) } href={ (link(step, of)) "#replay" } title=[mark(of)] aria-current=[(of == turn).then_some("true")] { (of) @if mark(of).is_some() { "\u{a0}◆" } } " " }
        }
    }
}

/// Where one is: turn, phase, and what the clocks of the partners showed.
fn heading(here: &Here, scenario: &Scenario, now: &Situation, turn: u16) -> Markup {
    let clock = clock_view(scenario, now.public);
    html! {
        h2 {
            @if turn == 0 { (here.say("Vor StartEx", "Before StartEx")) } @else { (here.say("Runde", "Turn")) " " (turn) }
            " · " (names::phase(clock.phase).say(here.lang))
            span.soft { @for local in &clock.local { " · " (local.short) " " (minute(local.minute)) @if local.day { " ☀" } @else { " ☾" } } }
        }
    }
}

/// One turn back, one on, of what could be known.
fn beside(here: &Here, turn: u16, last: u16) -> Markup {
    let to = |turn: u16, words: &str| {
        html! { @if (1..=last).contains(&turn) { a.button href={ (link(DebriefStep::Known, turn)) "#replay" } { (words) } " " } }
    };
    html! { p.row { (to(turn.saturating_sub(1), here.say("← Runde zurück", "← Turn back"))) (to(turn + 1, here.say("Runde weiter →", "Turn on →"))) } }
}

/// The time line: a slider over every event. Without a script its button moves there.
fn scrub(here: &Here, stops: &[Stop], place: usize, last: u16, memory: &Memory) -> Markup {
    let begins = |turn: u16| stops.partition_point(|stop| stop.events <= memory.opened(turn));
    html! {
        form.scrub method="get" action="/lead/debrief" {
            input type="hidden" name="step" value="truth";
            label for="at" { (here.say("Zeitleiste: mit der Maus oder den Pfeiltasten von Ereignis zu Ereignis", "Time line: from event to event by mouse or arrow keys")) }
            input id="at" type="range" name="at" min="0" max=(stops.len()) value=(place) list="turn-marks" autocomplete="off";
            datalist id="turn-marks" { @for turn in 1..=last { option value=(begins(turn)) label=(turn) {} } }
            button { (here.say("Dorthin", "Go there")) }
        }
    }
}

/// The event before, and the next.
fn jumps(here: &Here, place: usize, all: usize) -> Markup {
    let to = |id: &str, at: Option<usize>, words: &str| {
        html! { @if let Some(at) = at { a.button id=(id) href=(address(at)) { (words) } " " } }
    };
    html! {
        p.row {
            (to("back", place.checked_sub(1), here.say("← Ereignis zurück", "← Event back")))
            (to("on", Some(place + 1).filter(|at| *at <= all), here.say("Ereignis weiter →", "Event on →")))
            output for="at" { (here.say("Ereignis", "Event")) " " (place) " " (here.say("von", "of")) " " (all) }
        }
    }
}

fn address(at: usize) -> String {
    format!("/lead/debrief?step=truth&at={at}#replay")
}

/// What happened in a turn, each a jump to the moment after it; what has not happened yet is dim.
fn events_of(here: &Here, stops: &[Stop], place: usize, turn: u16) -> Markup {
    let own = || stops.iter().zip(1..).filter(|(stop, _)| stop.turn == turn);
    html! {
        h4 { (here.say("Was in dieser Runde geschah", "What happened in this turn")) }
        @if own().next().is_none() { p.soft { (here.say("Nichts.", "Nothing.")) } }
        ol.lines.jumps tabindex="0" aria-label=(here.say("Ereignisse", "Events")) { @for (stop, at) in own() {
            li class=(seat::tone(stop.line.tone)) {
                a.soft[at > place] id={ "event-" (at) } href=(address(at)) aria-current=[(at == place).then_some("true")] { (text(here.lang, &stop.line.text)) }
            }
        } }
    }
}

/// A team's picture at a moment, and what it had been told in this turn until then, the latest first; where that is
/// nothing yet, in the turn before.
fn team(here: &Here, scenario: &Scenario, now: &Situation, partner: PartnerId, at: &At<'_>) -> Markup {
    let notices = at.memory.told(partner, at.events);
    let view = seat_view(scenario, partner, &now.pictures[partner.index()], now.public, &notices);
    let of = |turn: u16| -> Vec<Line> {
        let own = notices.iter().rev().filter(|(told, _): &&Notice| *told == turn);
        own.filter_map(|(turn, told)| wording::told(scenario, partner, *turn, told)).collect()
    };
    html! {
        article.card {
            h3 { (here.lang.of(&view.name)) }
            (picture(here, &view.map))
            h4 { (here.say("Was es zuletzt erfuhr", "What it was told last")) }
            @let lines: Vec<Line> = of(at.turn).into_iter().chain(at.turn.checked_sub(1).map(of).unwrap_or_default()).collect();
            @if lines.is_empty() { p.soft { (here.say("Nichts.", "Nothing.")) } }
            ul.lines { @for line in &lines { li class=(seat::tone(line.tone)) { span.soft { (here.say("Runde", "Turn")) " " (line.turn) ": " } (text(here.lang, &line.text)) } } }
        }
    }
}

/// A network as it was: drawn into the page, for no address leads to the past.
#[must_use]
pub fn picture(here: &Here, map: &MapView) -> Markup {
    let svg = here.hall.drawing("debrief", map, here.lang, &Open::of(here));
    let data = format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg.as_bytes()));
    html! { div.map { img src=(data) alt=(here.say("Zeichnung des Netzes zu diesem Zeitpunkt", "Drawing of the network at that time")); } }
}
