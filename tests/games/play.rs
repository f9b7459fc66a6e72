//! Plays a game as written and says what was found, place by place.

use crate::told::{Lines, points};
use crate::words::Words;
use crate::written::{ByHand, Cooperation, Game, Order, Trainer, Turn};
use planspiel::brain::{AttackPlan, Policy, Style, play_to_end};
use planspiel::exercise::{Command, Entry, Exercise, fold};
use planspiel::rules::check::Check;
use planspiel::rules::fingerprint::fingerprint;
use planspiel::rules::order::Refusal;
use planspiel::rules::score::{Part, PartnerScale, Scale};
use planspiel::rules::situation::{HARM_PARTS, Phase, Public, Situation};
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::PartnerId;
use std::sync::Arc;

/// Places and the lines found there.
pub type Found = Vec<(String, Vec<String>)>;

/// A game that was played.
pub struct Played {
    pub found: Found,
    /// By-hand figures that are not so.
    pub wrong: Vec<String>,
}

/// Plays a game to where it stops.
///
/// # Errors
/// What could not be done as written.
pub fn play(game: &Game, scenario: &Arc<Scenario>) -> Result<Played, String> {
    let style = Style::parse(&game.attackers)?;
    let attackers = Arc::new(AttackPlan::new(scenario, style));
    let exercise = Exercise::new(Arc::clone(scenario), scale(game, scenario), game.seed, attackers);
    let mut table = Table { exercise, scenario: Arc::clone(scenario), checks: Vec::new(), turns: Vec::new() };
    if let Some(policy) = &game.policy {
        let policies = vec![Policy::parse(scenario, policy)?; scenario.partners.len()];
        let mut carry =
            |exercise: &mut Exercise, command: Command| Ok::<_, String>(exercise.run(command).map(drop));
        play_to_end(&mut table.exercise, &policies, &mut carry)?;
    }
    for (partner, orders) in &game.before {
        let partner = Words(scenario).partner(partner);
        let mut lines = Lines::new(scenario.partners.len());
        orders.iter().try_for_each(|order| table.order(partner, order, &mut lines))?;
    }
    for turn in &game.turns {
        table.play(turn)?;
    }
    if fold(scenario, table.exercise.entries()) != *table.exercise.now() {
        return Err("the events of the log do not lead to the situation".to_owned());
    }
    let wrong = game.by_hand.iter().filter_map(|figure| table.wrong(figure)).collect();
    Ok(Played { found: table.found(), wrong })
}

/// The scale that the game gives.
fn scale(game: &Game, scenario: &Scenario) -> Scale {
    assert_eq!(game.idle.len(), scenario.partners.len(), "one idle harm per partner");
    let partner = |idle: &f64| PartnerScale {
        idle: *idle,
        idle_parts: [*idle; HARM_PARTS],
        par: 0.0,
        no_outcome: false,
    };
    Scale { n: 1, partners: game.idle.iter().map(partner).collect() }
}

/// One turn as it was played.
struct PlayedTurn {
    turn: u16,
    lines: Lines,
    after: Situation,
}

/// Everybody at the table.
struct Table {
    exercise: Exercise,
    scenario: Arc<Scenario>,
    /// Of the latest resolution.
    checks: Vec<Check>,
    turns: Vec<PlayedTurn>,
}

impl Table {
    fn play(&mut self, turn: &Turn) -> Result<(), String> {
        let scenario = Arc::clone(&self.scenario);
        let mut lines = Lines::new(scenario.partners.len());
        if self.exercise.now().public.phase != Phase::Situation {
            self.run(Command::NextPhase, &mut lines)?;
        }
        self.run(Command::NextPhase, &mut lines)?;
        for command in &turn.trainer {
            self.run(Words(&scenario).command(command, &self.checks)?, &mut lines)?;
        }
        for (partner, choices) in &turn.choose {
            for (inject, choice) in choices {
                let (partner, inject) = (Words(&scenario).partner(partner), Words(&scenario).inject(inject));
                let choice = Words(&scenario).choice(inject, choice);
                self.run(Command::Choose { partner, inject, choice }, &mut lines)?;
            }
        }
        for (partner, orders) in &turn.orders {
            let partner = Words(&scenario).partner(partner);
            orders.iter().try_for_each(|order| self.order(partner, order, &mut lines))?;
        }
        self.resolve(turn, lines)
    }

    fn resolve(&mut self, turn: &Turn, lines: Lines) -> Result<(), String> {
        let scenario = Arc::clone(&self.scenario);
        let number = self.exercise.now().public.turn;
        let mut resolution = Lines::new(scenario.partners.len());
        self.checks = self.run(Command::NextPhase, &mut resolution)?.checks.clone();
        for command in &turn.after {
            if matches!(command, Trainer::Undo(..)) {
                self.keep(number, &lines, &resolution);
            }
            if matches!(command, Trainer::Overrule(..)) {
                // Resolved again: what happened first did not.
                resolution = Lines::new(scenario.partners.len());
            }
            let command = Words(&scenario).command(command, &self.checks)?;
            let entry = self.run(command, &mut resolution)?;
            if matches!(entry.command, Command::Overrule { .. }) {
                self.checks = entry.checks.clone();
            }
        }
        if self.exercise.now().public.phase != Phase::Situation {
            self.keep(number, &lines, &resolution);
        }
        Ok(())
    }

    /// Keeps what was found in a turn, with the situation after it.
    fn keep(&mut self, turn: u16, before: &Lines, resolution: &Lines) {
        let mut lines = before.clone();
        lines.join(resolution);
        self.turns.push(PlayedTurn { turn, lines, after: self.exercise.now().clone() });
    }

    fn run(&mut self, command: Command, lines: &mut Lines) -> Result<&Entry, String> {
        let turn = self.exercise.now().public.turn;
        let words = format!("turn {turn}: {command:?}");
        let entry = self.exercise.run(command).map_err(|refusal| format!("{words}: {refusal:?}"))?;
        lines.add(&self.scenario, turn, entry);
        Ok(entry)
    }

    /// An order is accepted, or refused for the reason that is written, which changes nothing.
    fn order(&mut self, partner: PartnerId, written: &Order, lines: &mut Lines) -> Result<(), String> {
        let order = Words(&self.scenario).order(partner, written);
        let command = Command::Order { partner, order };
        let Some(expected) = &written.refused else {
            return self.run(command, lines).map(drop).map_err(|error| format!("{written:?}: {error}"));
        };
        let (before, entries) = (self.exercise.now().clone(), self.exercise.entries().len());
        let found = self.exercise.run(command).map_or_else(code, |_| "accepted".to_owned());
        let turn = before.public.turn;
        if found != *expected {
            return Err(format!("turn {turn}: {written:?}: expected {expected}, found {found}"));
        }
        if *self.exercise.now() != before || self.exercise.entries().len() != entries {
            return Err(format!("turn {turn}: {written:?}: refused, but it changed something"));
        }
        Ok(())
    }

    fn found(&self) -> Found {
        let mut found = Found::new();
        for (index, played) in self.turns.iter().enumerate() {
            let times = self.turns[..index].iter().filter(|earlier| earlier.turn == played.turn).count();
            let again = if times == 0 { String::new() } else { format!(" ({})", times + 1) };
            let turn = format!("turn {}{again}", played.turn);
            found.push((turn.clone(), played.lines.truth(&self.scenario)));
            for (partner, told) in self.scenario.partners.iter().zip(&played.lines.told) {
                found.push((format!("{turn}, {}", partner.id), told.clone()));
            }
        }
        self.harm(&mut found);
        self.score(&mut found);
        found.push(("ending".to_owned(), vec![self.ending()]));
        found.push(("fingerprint".to_owned(), vec![fingerprint(self.exercise.now())]));
        found.retain(|(_, lines)| !lines.is_empty());
        found
    }

    fn harm(&self, found: &mut Found) {
        for (partner, truth) in self.scenario.partners.iter().zip(&self.exercise.now().truth.partners) {
            let parts = Part::ALL.iter().zip(truth.harm).filter(|(_, milli)| *milli > 0);
            let lines = parts.map(|(part, milli)| format!("{} {}", part.slug(), points(milli))).collect();
            found.push((format!("harm, {}", partner.id), lines));
        }
    }

    fn score(&self, found: &mut Found) {
        let score = self.exercise.score();
        let mut lines = vec![format!("joint {:.3}", score.joint), format!("outcome {:.3}", score.outcome)];
        lines.extend(score.cooperation.map(|figure| format!("cooperation {figure:.3}")));
        found.push(("score".to_owned(), lines));
        for (partner, figures) in self.scenario.partners.iter().zip(&score.partners) {
            let mut lines = vec![format!("outcome {:.3}", figures.outcome)];
            if let Some(all) = figures.cooperation {
                lines.push(format!("cooperation {:.3}", all.score));
                lines.push(format!("timeliness {:.3}", all.timeliness));
                lines.push(format!("usefulness {:.3}", all.usefulness));
                lines.push(format!("labels {:.3}", all.labels));
                lines.push(format!("aid {:.3}", all.aid));
            }
            found.push((format!("score, {}", partner.id), lines));
        }
    }

    fn ending(&self) -> String {
        let Public { turn, phase, end } = self.exercise.now().public;
        match self.scenario.ends.get(usize::from(end)) {
            Some(end) => format!("{}, in turn {turn}", end.id),
            None if phase == Phase::Ended => format!("EndEx, in turn {turn}"),
            None => format!("still running after turn {turn}"),
        }
    }

    /// What is wrong with a figure reckoned by hand, if anything.
    fn wrong(&self, figure: &ByHand) -> Option<String> {
        let words = Words(&self.scenario);
        let now = self.exercise.now();
        let score = self.exercise.score();
        let of = |partner: &String| &score.partners[words.partner(partner).index()];
        let differs = |expected: f64, found: f64| {
            ((expected - found).abs() > 0.000_5).then(|| format!("{figure:?}: found {found}"))
        };
        match figure {
            ByHand::Harm(partner, part, points) => differs(*points, of(partner).harm[*part as usize]),
            ByHand::Outcome(partner, outcome) => differs(*outcome, of(partner).outcome),
            ByHand::Cooperation(partner, part, expected) => {
                let all = of(partner).cooperation.expect("there are several partners");
                let found = match part {
                    Cooperation::Timeliness => all.timeliness,
                    Cooperation::Usefulness => all.usefulness,
                    Cooperation::Labels => all.labels,
                    Cooperation::Aid => all.aid,
                };
                differs(*expected, found)
            }
            ByHand::Trust(partner, points) => {
                let found = now.pictures[words.partner(partner).index()].trust;
                differs(f64::from(*points), f64::from(found))
            }
            ByHand::Same(a, b) => {
                (!self.is_same(*a, *b)).then(|| format!("{figure:?}: the situations differ"))
            }
            ByHand::Other(a, b) => self.is_same(*a, *b).then(|| format!("{figure:?}: they are the same")),
        }
    }

    /// The situations after two turns, counted from 1 as they were played, are the same to the byte.
    fn is_same(&self, a: usize, b: usize) -> bool {
        let [a, b] = [a, b].map(|place| &self.turns[place - 1].after);
        a == b && fingerprint(a) == fingerprint(b)
    }
}

/// A refusal's code as written in JSON.
fn code(refusal: Refusal) -> String {
    let value = serde_json::to_value(refusal).expect("a refusal can be written");
    value["code"].as_str().expect("a refusal has a code").to_owned()
}
