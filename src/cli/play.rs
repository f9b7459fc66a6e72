//! `run`: one exercise played by policies, to the end.

use super::Failure;
use super::args::{Args, Difficulty, Players, RunArgs};
use crate::analysis;
use crate::brain::{AttackPlan, Policy, Style, play_to_end};
use crate::exercise::{Command, Exercise};
use crate::files::load_scenario;
use crate::journal::Opening;
use crate::rules::event::{Event, World};
use crate::rules::fingerprint::fingerprint;
use crate::rules::score::{Part, duties};
use crate::rules::situation::Public;
use crate::scenario::Scenario;
use crate::scenario::check::hash;
use crate::scenario::model::Dial;
use crate::scenario::problem::Level;
use crate::scenario::report;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// A scenario with everybody who plays it.
pub(crate) struct Cast {
    pub scenario: Scenario,
    pub hash: String,
    pub policies: Vec<Policy>,
    pub style: Style,
    /// Name of the attackers' brain.
    pub attacker: String,
}

/// Reads, checks and casts a scenario.
pub(crate) fn cast(path: &Path, players: &Players) -> Result<Cast, Failure> {
    let mut scenario = playable(path, players.cut.as_deref())?;
    let hash = hash(&scenario);
    let style = difficult(&mut scenario, &players.difficulty)?;
    let policies = policies(&scenario, &players.play)?;
    let attacker = players.difficulty.attacker.clone();
    Ok(Cast { scenario, hash, policies, style, attacker })
}

/// Turns a scenario's dials, and says who plays its attackers.
pub(crate) fn difficult(scenario: &mut Scenario, difficulty: &Difficulty) -> Result<Style, Failure> {
    for dial in &difficulty.dial {
        turn_dial(scenario, dial)?;
    }
    Style::parse(&difficulty.attacker).map_err(Failure::Usage)
}

/// A scenario without errors; its problems are shown otherwise.
pub(crate) fn playable(path: &Path, cut: Option<&str>) -> Result<Scenario, Failure> {
    if !path.exists() {
        let text = format!("{} does not exist; name a scenario's folder or its .ron file", path.display());
        return Err(Failure::Usage(text));
    }
    let loaded = load_scenario(path, cut);
    if let Some(cut) = cut.filter(|cut| !loaded.cuts.iter().any(|known| known == cut)) {
        let known = if loaded.cuts.is_empty() { "none".to_owned() } else { loaded.cuts.join(", ") };
        return Err(Failure::Usage(format!(
            "there is no cut \"{cut}\" in this scenario; there are: {known}"
        )));
    }
    if let Some(scenario) = loaded.checked.scenario {
        return Ok(scenario);
    }
    let errors: Vec<_> =
        loaded.checked.problems.into_iter().filter(|problem| problem.level == Level::Error).collect();
    anstream::eprint!("{}", report::to_plain(&errors, &loaded.sources));
    Err(Failure::Faulty)
}

fn turn_dial(scenario: &mut Scenario, text: &str) -> Result<(), Failure> {
    let known: Vec<&str> = Dial::ALL.iter().map(|dial| dial.name()).collect();
    let wrong = || {
        let known = known.join(", ");
        Failure::Usage(format!("\"{text}\" is no dial; write for example tempo=120 (dials: {known})"))
    };
    let (name, percent) = text.split_once('=').ok_or_else(wrong)?;
    let dial = Dial::named(name).ok_or_else(wrong)?;
    let (least, most) = dial.range();
    let percent = percent.parse().ok().filter(|percent| (least..=most).contains(percent));
    let percent = percent.ok_or_else(|| {
        Failure::Usage(format!("the dial {name} takes {least} to {most} percent, for example {name}=80"))
    })?;
    dial.turn(&mut scenario.dials, percent);
    Ok(())
}

fn policies(scenario: &Scenario, play: &[String]) -> Result<Vec<Policy>, Failure> {
    let mut policies = vec![Policy::Playbook; scenario.partners.len()];
    for one in play {
        match one.split_once('=') {
            None => policies.fill(Policy::parse(scenario, one).map_err(Failure::Usage)?),
            Some((partner, name)) => {
                let id = scenario.partner_named(partner).ok_or_else(|| {
                    let known: Vec<&str> = scenario.partners.iter().map(|p| p.id.as_str()).collect();
                    Failure::Usage(format!(
                        "there is no partner \"{partner}\"; there are {}",
                        known.join(", ")
                    ))
                })?;
                policies[id.index()] = Policy::parse(scenario, name).map_err(Failure::Usage)?;
            }
        }
    }
    Ok(policies)
}

/// Plays one exercise by policies, to the end.
pub(crate) fn run(options: &RunArgs, args: &Args) -> Result<(), Failure> {
    let cast = cast(&options.scenario, &options.players)?;
    let scale = analysis::scale(&cast.scenario);
    let attackers = Arc::new(AttackPlan::new(&cast.scenario, cast.style));
    let opening =
        Opening::new(cast.scenario.clone(), scale, options.seed, cast.attacker.clone(), super::log::now());
    let mut exercise = opening.exercise(attackers);
    let mut journal = options.log.as_deref().map(|path| super::log::create(path, &opening)).transpose()?;
    let mut carry = |exercise: &mut Exercise, command: Command| -> Result<_, Failure> {
        let proposal = match exercise.propose(command) {
            Ok(proposal) => proposal,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if let Some(journal) = &mut journal {
            journal.append(&proposal.entry).map_err(|error| Failure::Environment(error.to_string()))?;
        }
        exercise.commit(proposal);
        Ok(Ok(()))
    };
    play_to_end(&mut exercise, &cast.policies, &mut carry)?;
    if options.json {
        anstream::println!("{}", to_json(&cast, &exercise));
    } else {
        print_words(&cast.scenario, &exercise, args);
    }
    Ok(())
}

fn ended(scenario: &Scenario, exercise: &Exercise) -> Value {
    let public = exercise.now().public;
    let reason = match public.end {
        Public::NO_END => "last turn",
        end => scenario.ends[usize::from(end)].id.as_str(),
    };
    json!({"turn": public.turn, "reason": reason})
}

fn to_json(cast: &Cast, exercise: &Exercise) -> Value {
    let (scenario, now, score) = (&cast.scenario, exercise.now(), exercise.score());
    let partners: serde_json::Map<String, Value> = scenario
        .partners
        .iter()
        .zip(&score.partners)
        .map(|(def, partner)| {
            let parts: serde_json::Map<String, Value> =
                Part::ALL.iter().map(|p| (p.slug().to_owned(), json!(partner.parts[*p as usize]))).collect();
            let harm: serde_json::Map<String, Value> =
                Part::ALL.iter().map(|p| (p.slug().to_owned(), json!(partner.harm[*p as usize]))).collect();
            let value = json!({"outcome": partner.outcome, "par": partner.par, "parts": parts,
                "harm": harm, "cooperation": partner.cooperation});
            (def.id.clone(), value)
        })
        .collect();
    let events = || exercise.entries().iter().flat_map(|entry| &entry.events);
    let shares = events().filter(|event| matches!(event, Event::World(World::Sent(_)))).count();
    let orders =
        exercise.entries().iter().filter(|entry| matches!(entry.command, Command::Order { .. })).count();
    let [met, late, missed] = duties(scenario, now);
    json!({
        "schema": "planspiel.run/1",
        "scenario": {"id": scenario.about.id, "hash": cast.hash},
        "seed": exercise.seed(), "turns": scenario.turns(),
        "ended": ended(scenario, exercise),
        "fingerprint": fingerprint(now),
        "score": {"joint": score.joint, "outcome": score.outcome, "cooperation": score.cooperation,
            "capabilities": null, "partners": partners},
        "facts": {"attack_actions": now.truth.actions, "attack_successes": now.truth.successes,
            "alerts": {"true": now.truth.alerts[0], "false": now.truth.alerts[1]},
            "orders": orders, "shares": shares,
            "duties": {"met": met, "late": late, "missed": missed}},
    })
}

pub(crate) fn print_words(scenario: &Scenario, exercise: &Exercise, args: &Args) {
    let lang = args.language();
    let pick = |text: &crate::scenario::model::Text| lang.of(text).to_owned();
    if args.verbose > 0 {
        print_course(exercise, &pick);
    }
    let score = exercise.score();
    let joint = lang.pick("Gemeinsames Ergebnis", "Joint score");
    let outcome = lang.pick("Ergebnis", "outcome");
    let cooperation = lang.pick("Kooperation", "cooperation");
    anstream::println!("{}", pick(&scenario.about.title));
    let public = exercise.now().public;
    if let Some(end) = scenario.ends.get(usize::from(public.end)) {
        anstream::println!("{}", pick(&end.text));
    }
    anstream::println!("{joint}: {:.1}", score.joint);
    for (def, partner) in scenario.partners.iter().zip(&score.partners) {
        let with =
            partner.cooperation.map_or_else(String::new, |c| format!(", {cooperation} {:.1}", c.score));
        anstream::println!(
            "  {}: {outcome} {:.1} (par {:.1}){with}",
            pick(&def.name),
            partner.outcome,
            partner.par
        );
    }
    for objective in &scenario.objectives {
        let met = crate::rules::inject::is_true(scenario, exercise.now(), &objective.met);
        anstream::println!("  [{}] {}", if met { "x" } else { " " }, pick(&objective.text));
    }
    anstream::println!("fingerprint {}", fingerprint(exercise.now()));
}

/// What happened, turn by turn, as the trainer's log has it.
fn print_course(exercise: &Exercise, pick: &dyn Fn(&crate::scenario::model::Text) -> String) {
    let scenario = exercise.scenario();
    let memory = crate::live::Memory::of(scenario.partners.len(), exercise.entries());
    let view = crate::view::trainer_view(
        scenario,
        exercise.now(),
        exercise.scale(),
        &memory.history,
        &memory.checks,
        &memory.moves,
    );
    for line in &view.log {
        anstream::eprintln!("{:>3}  {}", line.turn, pick(&line.text));
    }
}
