//! The trainer's view: what all events together say, and the score with the events behind it. The
//! trainer's knowledge receives every event, so it is the situation; there is no second door.

use super::moves::item as move_item;
use super::red;
use super::seat::{blank_node, clock, link, prevention, zones};
use super::wording::{self, both, english, german};
use super::*;
use crate::rules::attack::plan;
use crate::rules::check::Cause;
use crate::rules::dice::Purpose;
use crate::rules::event::{Event, Outcome, Sight, World};
use crate::rules::mind::{grip, nodes_in};
use crate::rules::score::{Scale, score};
use crate::rules::situation::{Situation, state};
use crate::scenario::Scenario;
use crate::scenario::model::WhenDef;

/// Everything the trainer is shown; `history` holds every event with its turn, `checks` those of the
/// latest resolution, `moves` what the attackers did in it.
#[must_use]
pub fn trainer_view(
    scenario: &Scenario,
    now: &Situation,
    scale: &Scale,
    history: &[(u16, Event)],
    checks: &[Check],
    moves: &[Move],
) -> TrainerView {
    TrainerView {
        title: scenario.about.title.clone(),
        clock: clock(scenario, now.public),
        map: map(scenario, now, history),
        partners: (0..scenario.partners.len()).map(|p| status(scenario, now, PartnerId::at(p))).collect(),
        injects: (0..scenario.injects.len()).map(|i| inject(scenario, now, InjectId::at(i))).collect(),
        actors: (0..scenario.actors.len()).map(|a| actor(scenario, now, ActorId::at(a))).collect(),
        transit: now
            .truth
            .transit
            .iter()
            .map(|t| (t.from, t.to, wording::fact(scenario, t.fact, t.generation), t.arrives))
            .collect(),
        checks: checks.iter().map(|check| check_item(scenario, check)).collect(),
        moves: moves.iter().map(|of| move_item(scenario, of)).collect(),
        log: history.iter().filter_map(|(turn, event)| log_line(scenario, *turn, event)).collect(),
        pictures: Vec::new(),
        score: score_view(scenario, now, &score(scenario, now, scale), scale, history),
    }
}

fn map(scenario: &Scenario, now: &Situation, history: &[(u16, Event)]) -> MapView {
    let nodes = (0..scenario.nodes.len()).map(|index| node(scenario, now, NodeId::at(index))).collect();
    let recent: Vec<(NodeId, NodeId)> = history
        .iter()
        .rev()
        .take_while(|(turn, _)| *turn >= now.public.turn)
        .filter_map(|(_, event)| match event {
            Event::World(World::Acted { source, target, .. }) => Some((*source, *target)),
            _ => None,
        })
        .collect();
    let links = (0..scenario.links.len())
        .map(|index| {
            let id = LinkId::at(index);
            let def = &scenario.links[index];
            LinkView {
                cut: now.truth.is_cut(id),
                attacked: recent.contains(&(def.from, def.to)),
                ..link(scenario, id)
            }
        })
        .collect();
    MapView { zones: zones(scenario, |_| true), nodes, links }
}

fn node(scenario: &Scenario, now: &Situation, id: NodeId) -> NodeView {
    let truth = &now.truth.nodes[id.index()];
    let table = [
        (state::ISOLATED, Mark::Isolated),
        (state::ENCRYPTED, Mark::Encrypted),
        (state::WIPED, Mark::Wiped),
        (state::MANIPULATED, Mark::Manipulated),
        (state::BLIND, Mark::Blind),
        (state::BACKUP_LOST, Mark::BackupLost),
        (state::COPIED, Mark::Copied),
        (state::CARRIED, Mark::Carried),
    ];
    let mut marks: Vec<Mark> =
        table.iter().filter(|(bit, _)| truth.marks & bit != 0).map(|(_, mark)| *mark).collect();
    let outside = scenario.node(id).outside;
    let holders: Vec<Text> = (0..scenario.actors.len())
        .filter(|actor| !outside && now.grip(ActorId::at(*actor), id) & grip::ACCESS != 0)
        .map(|actor| scenario.actors[actor].name.clone())
        .collect();
    if !holders.is_empty() {
        marks.push(Mark::Confirmed);
    }
    if truth.stolen > 0 {
        marks.push(Mark::Stolen);
    }
    if truth.level_unforced < 500 {
        marks.push(Mark::Out);
    }
    let open = truth.weaknesses.iter().map(|weakness| scenario.weaknesses[weakness].name.clone()).collect();
    NodeView { level: truth.level, marks, open, held_by: holders, ..blank_node(scenario, id, true) }
}

fn status(scenario: &Scenario, now: &Situation, partner: PartnerId) -> PartnerStatus {
    let def = &scenario.partners[partner.index()];
    let picture = &now.pictures[partner.index()];
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let held = def.nodes.iter().filter(|node| now.is_held(**node)).count();
    let down = |node: &&NodeId| now.truth.nodes[node.index()].level < 500;
    PartnerStatus {
        partner,
        slug: def.id.clone(),
        name: def.name.clone(),
        short: def.short.clone(),
        free: picture.free.iter().sum(),
        on_shift: picture.on_shift.iter().sum(),
        orders_this_turn: count(picture.jobs.iter().filter(|job| job.from == now.public.turn).count()),
        prevention: prevention(scenario, partner, picture),
        alerts_new: count(picture.alerts.iter().filter(|alert| alert.state == AlertState::New).count()),
        confirmed: picture.confirmed,
        held: count(held),
        impaired: count(def.nodes.iter().filter(down).count()),
        trust: picture.trust,
        shares: count(picture.facts.iter().filter(|held| held.told != 0).count()),
        autopilot: None,
    }
}

fn inject(scenario: &Scenario, now: &Situation, id: InjectId) -> InjectItem {
    let def = &scenario.injects[id.index()];
    let state = now.truth.injects[id.index()];
    let when = match (&def.at, state) {
        (_, InjectState::Delayed(turn)) => both(format!("Runde {turn}"), format!("turn {turn}")),
        (WhenDef::Turn(turn), _) => both(format!("Runde {turn}"), format!("turn {turn}")),
        (WhenDef::When(_), _) => both("sobald die Bedingung eintritt", "when its condition comes true"),
        (WhenDef::Hand, _) => both("von Hand", "by hand"),
    };
    let to = def.to.iter().map(|(partner, seat)| {
        let partner = &scenario.partners[partner.index()];
        seat.map_or(partner.short.clone(), |seat| {
            format!("{} {}", partner.short, partner.seats[usize::from(seat)].id)
        })
    });
    InjectItem {
        inject: id,
        slug: def.id.clone(),
        title: def.title.clone(),
        kind: def.kind,
        state,
        when,
        to: to.collect(),
        text: def.text.clone(),
        edited: false,
        read_aloud: def.read_aloud.clone(),
        expected: def.expected.clone(),
        hints: def.hints.clone(),
        questions: def.questions.clone(),
    }
}

fn actor(scenario: &Scenario, now: &Situation, id: ActorId) -> ActorItem {
    let def = &scenario.actors[id.index()];
    let held = nodes_in(&now.truth.held[id.index()]).filter(|node| !scenario.node(*node).outside);
    let means = |names: &[String], kind: usize| {
        let generation = usize::from(now.truth.generations[id.index()][kind]);
        names.get(generation % names.len().max(1)).cloned().unwrap_or_default()
    };
    let mind = &now.minds[id.index()];
    ActorItem {
        actor: id,
        name: def.name.clone(),
        about: def.about.clone(),
        brain: def.brain,
        held: held.collect(),
        known: u16::try_from(nodes_in(&now.minds[id.index()].known).count()).unwrap_or(u16::MAX),
        infrastructure: means(&def.infrastructure, 0),
        tool: means(&def.tools, 1),
        is_seated: mind.is_seated,
        has_left: mind.has_left,
        plan: mind.plan.iter().map(|step| red::item(scenario, *step)).collect(),
        choices: plan::choices(scenario, id, mind).iter().map(|step| red::item(scenario, *step)).collect(),
    }
}

/// A check with its causes in words.
#[must_use]
pub fn check_item(scenario: &Scenario, check: &Check) -> CheckItem {
    let key = check.key;
    let name = |text: &Text, en: bool| if en { english(text).to_owned() } else { german(text).to_owned() };
    let technique = scenario.techniques.get(usize::from(key.what)).map(|t| &t.name);
    let node = scenario.nodes.get(usize::from(key.target)).map(|n| &n.name);
    let (de, en) = match key.purpose {
        Purpose::Attack => ("Angriff", "Attack"),
        Purpose::Seen => ("Entdeckung", "Detection"),
        Purpose::Return => ("Rückkehr", "Return"),
        Purpose::Measure => ("Maßnahme", "Measure"),
        Purpose::Find => ("Untersuchung", "Examination"),
        Purpose::Leak => ("Abfluss", "Leak"),
        Purpose::Burn => ("Löschen vor dem Abzug", "Wiping before leaving"),
        Purpose::Handover => ("Übergabe in der Frist", "Handover in time"),
        Purpose::Noise | Purpose::NoiseShape | Purpose::Policy => ("Würfel", "Dice"),
    };
    let text = match (key.purpose, technique, node) {
        (Purpose::Attack | Purpose::Seen, Some(technique), Some(node)) => both(
            format!("{de}: {} → {}", name(technique, false), name(node, false)),
            format!("{en}: {} → {}", name(technique, true), name(node, true)),
        ),
        (Purpose::Find | Purpose::Return | Purpose::Burn, _, Some(node)) if key.target > 0 => {
            both(format!("{de}: {}", name(node, false)), format!("{en}: {}", name(node, true)))
        }
        _ => both(de, en),
    };
    let causes = check.causes.iter().map(|(cause, after)| (cause_text(scenario, *cause), *after)).collect();
    CheckItem { check: check.clone(), text, causes }
}

fn cause_text(scenario: &Scenario, cause: Cause) -> Text {
    match cause {
        Cause::Skill => both("Können des Angreifers", "skill of the attacker"),
        Cause::Controls => both("Schutzmaßnahmen am Ziel", "controls at the target"),
        Cause::Hardening(bit) => scenario.moves.hardenings.get(usize::from(bit)).map_or_else(
            || both("Härtung", "hardening"),
            |(control, _)| scenario.controls[control.index()].name.clone(),
        ),
        Cause::Block => both("Sperre durch bekannten Indikator", "block by a known indicator"),
        Cause::Sensors => both("Sensoren am Ziel", "sensors at the target"),
        Cause::ExtraSensor(bit) => scenario.moves.extra_sensors.get(usize::from(bit)).map_or_else(
            || both("zusätzlicher Sensor", "added sensor"),
            |(sensor, _)| scenario.sensors[sensor.index()].name.clone(),
        ),
        Cause::Stealth => both("Tarnung des Angreifers", "stealth of the attacker"),
        Cause::Attention => both("Aufmerksamkeit der Analyse", "attention of the analysts"),
        Cause::Watch => both("Suche nach bekanntem Indikator", "watch for a known indicator"),
        Cause::Foreknowledge => both("Wissen, wonach zu suchen ist", "knowing what to look for"),
    }
}

/// How an attack action went, German and English.
pub(super) const fn outcome(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Worked => ("gelungen", "worked"),
        Outcome::Failed => ("misslungen", "failed"),
        Outcome::Blocked => ("abgewehrt durch Sperre", "blocked"),
        Outcome::NoAnswer => ("ohne Antwort", "no answer"),
        Outcome::Vetoed => ("von der Leitung untersagt", "vetoed by the trainer"),
    }
}

/// An event as a line of the trainer's log; `None` for what needs no words there.
#[must_use]
pub fn log_line(scenario: &Scenario, turn: u16, event: &Event) -> Option<Line> {
    match event {
        Event::World(World::Acted { actor, technique, target, outcome, seen, .. }) => {
            let (actor, technique) =
                (&scenario.actors[actor.index()].name, &scenario.techniques[technique.index()]);
            let name = &scenario.node(*target).name;
            let (de, en) = self::outcome(*outcome);
            let tone = match outcome {
                Outcome::Worked => Tone::Bad,
                Outcome::Failed | Outcome::Blocked => Tone::Good,
                Outcome::NoAnswer | Outcome::Vetoed => Tone::Plain,
            };
            let (seen_de, seen_en) =
                if *seen == Sight::Seen { (", entdeckt", ", seen") } else { (", unentdeckt", ", unseen") };
            let text = both(
                format!("{}: {} → {}: {de}{seen_de}", german(actor), german(&technique.name), german(name)),
                format!(
                    "{}: {} → {}: {en}{seen_en}",
                    english(actor),
                    english(&technique.name),
                    english(name)
                ),
            );
            Some(Line { turn, text, tone, node: Some(*target) })
        }
        Event::Told(partner, told) => {
            let line = wording::told(scenario, *partner, turn, told)?;
            let short = &scenario.partners[partner.index()].short;
            let text = both(format!("[{short}] {}", line.text.de), format!("[{short}] {}", line.text.en));
            Some(Line { text, ..line })
        }
        _ => None,
    }
}
