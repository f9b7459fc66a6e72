//! The debrief as a board shows it: one step of one turn, and nothing of the steps after it.

use super::here::Here;
use super::judging::{ROLLOUTS, SoFar};
use super::pages::replay::stops;
use crate::analysis::decisions::{Decision, Label};
use crate::analysis::improve::Improvement;
use crate::analysis::moments::{Moment, moments};
use crate::conduct::{Said, Simulated};
use crate::exercise::{Command, Exercise};
use crate::export::document::{Block, joined};
use crate::export::report::decisions::{alternatives, in_column, luck, orders, signed, turning};
use crate::live::Memory;
use crate::live::link::{Answer, DebriefStep, DebriefView, PictureView, Piece, SimulatedView, TurningView};
use crate::rules::situation::Phase;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{seat_view, trainer_view, wording};

/// What the step shows of this turn, or after so many events; refused in words before EndEx.
pub(super) fn answer(here: &Here, step: DebriefStep, turn: u16, events: Option<usize>) -> Answer {
    if here.stage.public.phase != Phase::Ended {
        return Answer::Failed {
            text: both("Die Nachbesprechung beginnt nach EndEx.", "The debrief begins after EndEx."),
        };
    }
    // What later steps need is computed while the teams speak for themselves.
    let so_far = here.hall.judged();
    let view = here.hall.live.look_back(|exercise, memory| {
        let last = here.stage.public.turn;
        let nothing = DebriefView {
            step,
            turn: turn.clamp(last.min(1), last),
            last,
            pictures: Vec::new(),
            events: Vec::new(),
            happened: 0,
            turning: Vec::new(),
            pieces: Vec::new(),
            computing: None,
            plan: here.stage.conduct.said.iter().filter_map(Said::planned).collect(),
            simulated: match here.hall.improving.found() {
                // What would have been worth how much is told after the truth.
                Some(found) if step >= DebriefStep::Alternatives => simulated(exercise, found),
                _ => Vec::new(),
            },
        };
        fill(nothing, exercise, memory, &so_far, events)
    });
    Answer::Debrief(Box::new(view))
}

fn fill(
    mut view: DebriefView,
    exercise: &Exercise,
    memory: &Memory,
    so_far: &SoFar,
    events: Option<usize>,
) -> DebriefView {
    let opened = memory.opened(view.turn);
    match view.step {
        DebriefStep::Own => view.pieces = accounts(exercise),
        DebriefStep::Known => view.pictures = pictures(exercise, memory, &view, opened),
        DebriefStep::Truth => {
            let stops = stops(exercise, memory);
            let asked = events.and_then(|events| stops.get(events.min(stops.len()).checked_sub(1)?));
            let at = asked.map_or(opened, |stop| stop.events);
            view.turn = asked.map_or(view.turn, |stop| stop.turn);
            view.happened = stops.partition_point(|stop| stop.events <= at);
            view.pictures = pictures(exercise, memory, &view, at);
            view.events = stops.into_iter().map(|stop| stop.line).collect();
        }
        DebriefStep::Alternatives => {
            view.computing = so_far.judging;
            view.turning = turning_points(exercise, &so_far.decisions);
            view.pieces = pieces(weighed(exercise, so_far));
        }
        DebriefStep::Luck => match &so_far.hindsight {
            Ok(found) => view.pieces = pieces(luck(exercise.scenario(), found)),
            Err(done) => view.computing = Some(*done),
        },
    }
    if view.step == DebriefStep::Alternatives {
        view.pictures = pictures(exercise, memory, &view, opened);
    }
    view
}

/// What an item of the improvement plan can be in the simulation, partner by partner, the most worth first.
pub(super) fn simulated(exercise: &Exercise, found: &[Improvement]) -> Vec<SimulatedView> {
    let scenario = exercise.scenario();
    let choice = |of: &Improvement| {
        let (measure, zone) =
            (&scenario.measures[of.measure.index()].name, &scenario.zones[of.zone.index()].name);
        let gain = signed(of.gain);
        SimulatedView {
            partner: of.partner,
            what: Simulated { measure: of.measure, zone: of.zone },
            name: both(
                format!("{}, {} ({})", measure.de, zone.de, gain.de),
                format!("{}, {} ({})", measure.en, zone.en, gain.en),
            ),
        }
    };
    let mut choices: Vec<SimulatedView> = found.iter().map(choice).collect();
    choices.sort_by_key(|choice| choice.partner.0);
    choices
}

/// The truth from its step on, and every team's picture, after the first `events` of the history.
fn pictures(exercise: &Exercise, memory: &Memory, view: &DebriefView, events: usize) -> Vec<PictureView> {
    let scenario = exercise.scenario();
    let now = memory.situation(scenario, events);
    let mut pictures = Vec::new();
    if view.step >= DebriefStep::Truth {
        let past = &memory.history[..events];
        let map = trainer_view(scenario, &now, exercise.scale(), past, &[], &[]).map;
        pictures.push(PictureView { of: None, map, told: Vec::new() });
    }
    for partner in (0..scenario.partners.len()).map(PartnerId::at) {
        let notices = memory.told(partner, events);
        let map = seat_view(scenario, partner, &now.pictures[partner.index()], now.public, &notices).map;
        let late = notices.iter().rev().filter(|(at, _)| at + 1 == view.turn || *at == view.turn);
        let told = late.filter_map(|(at, told)| wording::told(scenario, partner, *at, told)).collect();
        pictures.push(PictureView { of: Some(partner), map, told });
    }
    pictures
}

/// Every team's decisions and reasons, turn by turn.
fn accounts(exercise: &Exercise) -> Vec<Piece> {
    let (scenario, moments) = (exercise.scenario(), moments(exercise));
    let mut pieces = Vec::new();
    for partner in (0..scenario.partners.len()).map(PartnerId::at) {
        pieces.push(Piece::Heading(scenario.partners[partner.index()].name.clone()));
        let rows = moments.iter().filter_map(|moment| account(exercise, partner, moment));
        let cells = |row: Account| {
            let reasons = row.reasons.join("; ");
            vec![in_column(row.turn), joined(row.decided.iter(), "; "), both(reasons.clone(), reasons)]
        };
        pieces.push(Piece::Table {
            head: vec![both("Runde", "Turn"), both("Aufträge", "Orders"), both("Gründe", "Reasons")],
            rows: rows.map(cells).collect(),
        });
    }
    pieces
}

/// What a team decided in a turn.
pub(super) struct Account<'e> {
    pub turn: u16,
    /// Its orders, then each choice in an inject.
    pub decided: Vec<Text>,
    /// In its own words, each once.
    pub reasons: Vec<&'e str>,
}

/// What a team decided at a moment, and why; `None` where it took no precautions before StartEx.
pub(super) fn account<'e>(
    exercise: &'e Exercise,
    partner: PartnerId,
    moment: &Moment,
) -> Option<Account<'e>> {
    let given = &moment.given[partner.index()];
    if moment.turn == 0 && given.orders.is_empty() {
        return None;
    }
    let mut decided = vec![orders(exercise, partner, &given.orders)];
    for (inject, choice) in &given.choices {
        let inject = &exercise.scenario().injects[inject.index()];
        let (title, chosen) = (&inject.title, &inject.choices[usize::from(*choice)].text);
        decided.push(both(format!("{}: {}", title.de, chosen.de), format!("{}: {}", title.en, chosen.en)));
    }
    let mut reasons: Vec<&str> = Vec::new();
    for entry in exercise.entries() {
        let is_own = matches!(entry.command, Command::Order { partner: of, order }
            if of == partner && given.orders.contains(&order));
        if let Some(reason) = entry.text.as_deref().filter(|_| is_own)
            && !reasons.contains(&reason)
        {
            reasons.push(reason);
        }
    }
    Some(Account { turn: moment.turn, decided, reasons })
}

/// The decisions that turned the exercise, the largest first.
pub(super) fn turning_points(exercise: &Exercise, decisions: &[Decision]) -> Vec<TurningView> {
    let point = |decision: &Decision| TurningView {
        turn: decision.turn,
        partner: decision.partner,
        orders: orders(exercise, decision.partner, &decision.orders),
        value: signed(decision.value),
        is_good: decision.label == Label::Good,
    };
    turning(decisions).into_iter().map(point).collect()
}

/// What every decision judged so far was worth.
pub(super) fn weighed(exercise: &Exercise, so_far: &SoFar) -> Vec<Block> {
    if so_far.decisions.is_empty() && so_far.judging.is_some() {
        return Vec::new();
    }
    alternatives(exercise, &so_far.decisions, ROLLOUTS)
}

/// A page's blocks as they go over the line; drawings stay behind.
fn pieces(blocks: impl IntoIterator<Item = Block>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for block in blocks {
        match block {
            Block::Words(text) => pieces.push(Piece::Words(text)),
            Block::Heading(text) => pieces.push(Piece::Heading(text)),
            Block::List(texts) | Block::Steps(texts) => {
                pieces.extend(texts.into_iter().map(Piece::Words));
            }
            Block::Table(table) => pieces.push(Piece::Table { head: table.head, rows: table.rows }),
            Block::Drawing(_) => {}
        }
    }
    pieces
}
