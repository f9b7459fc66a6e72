//! The report for everybody: the truth, the score and what speaks for it. For a team it is the same once the
//! exercise is declassified, but without feedback and without observations that ask for no improvement.

use super::partner::{duties, shares};
use super::{Computed, capabilities, decisions, network, plan, strengths, turns};
use crate::conduct::Topic;
use crate::exercise::{Exercise, RULES_VERSION};
use crate::export::document::{Block, Document, Section, Table, joined, same};
use crate::live::Memory;
use crate::rules::event::{Event, Outcome, Told, World};
use crate::rules::fingerprint::fingerprint;
use crate::rules::situation::{Phase, Public};
use crate::scenario::Scenario;
use crate::scenario::check::hash;
use crate::scenario::ids::{ActorId, PartnerId};
use crate::scenario::model::{Dial, Text};
use crate::view::patterns::fill;
use crate::view::wording::both;
use crate::view::{Lang, PartnerScoreView, ScoreView, category, score_view, seat_name};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub(super) fn report(
    exercise: &Exercise,
    memory: &Memory,
    computed: Computed<'_>,
    whom: Option<PartnerId>,
) -> Document {
    let (scenario, now) = (exercise.scenario(), exercise.now());
    let partners = || (0..scenario.partners.len()).map(PartnerId::at);
    let told: Vec<_> = partners().map(|partner| (partner, &memory.notices[partner.index()])).collect();
    let pictures: Vec<_> =
        told.iter().map(|(partner, notices)| (*partner, &now.pictures[partner.index()], *notices)).collect();
    let score = score_view(scenario, now, &exercise.score(), exercise.scale(), &memory.history);
    let section = Section::new;
    let mut sections = Vec::new();
    if let Some(partner) = whom {
        let own = network::own(exercise, memory, partner);
        sections.push(section("own", both("Ihr Lagebild", "Your picture"), own));
    }
    sections.extend([
        section("overview", both("Überblick", "Exercise overview"), vec![overview(exercise)]),
        section("summary", both("Zusammenfassung", "Summary"), summary(exercise, memory, &score)),
        section(
            "objectives",
            both("Ziele und Fähigkeiten", "Objectives and capabilities"),
            capabilities::blocks(exercise, memory, &score),
        ),
        section(
            "strengths",
            both("Stärken und Verbesserungsfelder", "Strengths and areas for improvement"),
            strengths::blocks(exercise, memory, computed.judged, whom),
        ),
        section("score", both("Wertung", "Score"), scores(&score)),
        section("pictures", both("Lagebilder", "Pictures"), turns::pictures(exercise)),
        section(
            "network",
            both("Das Netz an den Wendepunkten", "The network at the turning points"),
            network::blocks(exercise, memory, computed.judged),
        ),
    ]);
    if scenario.partners.len() > 1 {
        sections.push(section(
            "sharing",
            both("Wer wem was mitgeteilt hat", "Who told whom what"),
            shares(scenario, &told, Some(memory)),
        ));
    }
    sections.extend([
        section("duties", both("Meldepflichten", "Reporting duties"), duties(scenario, &pictures)),
        section(
            "decisions",
            both("Entscheidungen und Zufall", "Decisions and luck"),
            decisions::blocks(exercise, computed.judged),
        ),
        section(
            "plan",
            both("Verbesserungsplan", "Improvement plan"),
            plan::blocks(exercise, computed.improvements, whom),
        ),
    ]);
    if whom.is_none() {
        let heading = both("Beobachtungen und Rückmeldungen", "Observations and feedback");
        sections.push(section("notes", heading, notes(exercise)));
    }
    sections.extend([
        section("course", both("Verlauf", "Time line"), turns::course_of_all(exercise, memory, &told)),
        section(
            "method",
            both("Verfahren und Grenzen", "Method and limits"),
            method(exercise, computed.judged.is_some()),
        ),
    ]);
    let (title, scope) = (scenario.about.title.clone(), scope(scenario, whom));
    Document { schema: "planspiel.report/1", kind: super::kind(), title, scope, sections }
}

/// For whom the report is, and what it tells.
fn scope(scenario: &Scenario, whom: Option<PartnerId>) -> Text {
    match whom {
        None => both(
            "Übungsbericht über alle Beteiligten, für die Übungsleitung. Er nennt die Wahrheit, auch was ein Team nicht wissen konnte.",
            "Exercise report on everybody, for the trainer. It tells the truth, including what a team could not know.",
        ),
        Some(partner) => {
            let name = &scenario.partners[partner.index()].name;
            both(
                format!(
                    "Übungsbericht für {}, von der Übungsleitung freigegeben. Er nennt die Wahrheit, auch was ein Team nicht wissen konnte.",
                    name.de
                ),
                format!(
                    "Exercise report for {}, declassified by the trainer. It tells the truth, including what a team could not know.",
                    name.en
                ),
            )
        }
    }
}

/// The rows of the overview table of an AAR/IP (HSEEP 2020), as far as the log knows them.
fn overview(exercise: &Exercise) -> Block {
    let scenario = exercise.scenario();
    let about = &scenario.about;
    let mut capabilities: Vec<&Text> = Vec::new();
    for objective in &scenario.objectives {
        if !capabilities.contains(&&objective.capability) {
            capabilities.push(&objective.capability);
        }
    }
    let from_h = scenario.clock.turns.last().map_or(0, |turn| turn.from_h + turn.hours);
    let last = exercise.now().public.turn;
    let by_hand = || both("nicht im Protokoll; bitte eintragen", "not in the log; please fill in");
    let rows = vec![
        vec![both("Übung", "Exercise"), about.title.clone()],
        vec![both("Datum", "Exercise dates"), dates(exercise).unwrap_or_else(by_hand)],
        vec![both("Worum es ging", "Scenario"), about.summary.clone()],
        vec![both("Art", "Type"), both("Stabsrahmenübung", "Tabletop exercise")],
        vec![
            both("Umfang", "Scope"),
            both(
                format!(
                    "{} Runden, die für {from_h} Stunden stehen; gespielt bis Runde {last}",
                    scenario.clock.turns.len()
                ),
                format!(
                    "{} turns, representing {from_h} hours; played up to turn {last}",
                    scenario.clock.turns.len()
                ),
            ),
        ],
        vec![
            both("Beteiligte", "Participating organizations"),
            joined(scenario.partners.iter().map(|partner| &partner.name), "; "),
        ],
        vec![both("Auftraggeber", "Sponsor"), by_hand()],
        vec![both("Ansprechperson", "Point of contact"), by_hand()],
        vec![both("Aufgabenfeld", "Mission area"), by_hand()],
        vec![both("Bedrohung", "Threat"), joined(scenario.actors.iter().map(|actor| &actor.name), "; ")],
        vec![both("Fähigkeiten", "Capabilities"), joined(capabilities.into_iter(), "; ")],
        vec![
            both("Ziele", "Objectives"),
            joined(scenario.objectives.iter().map(|objective| &objective.text), " "),
        ],
    ];
    Block::Table(Table {
        slug: "overview",
        head: vec![both("Angabe", "Item"), both("Inhalt", "Content")],
        rows,
    })
}

/// What happened, in sentences made from the events.
fn summary(exercise: &Exercise, memory: &Memory, score: &ScoreView) -> Vec<Block> {
    let (scenario, now) = (exercise.scenario(), exercise.now());
    let figure = |value: f64| (Lang::De.number(value), Lang::En.number(value));
    let (de, en) = figure(score.joint);
    let turn = now.public.turn;
    let mut lines = vec![both(
        format!("Nach {turn} Runden steht die gemeinsame Wertung bei {de} von 100 Punkten."),
        format!("After {turn} turns the joint score is {en} of 100 points."),
    )];
    if now.public.end != Public::NO_END
        && let Some(end) = scenario.ends.get(usize::from(now.public.end))
    {
        lines.push(end.text.clone());
    } else if now.public.phase == Phase::Ended && u32::from(turn) < scenario.turns() {
        let turns = scenario.turns();
        lines.push(both(
            format!("Die Übungsleitung beendete die Übung in Runde {turn} von {turns}."),
            format!("The trainer ended the exercise in turn {turn} of {turns}."),
        ));
    }
    if now.public.phase == Phase::Ended {
        lines.push(objectives(score));
    }
    lines.extend(attackers(scenario, memory));
    for (index, partner) in score.partners.iter().enumerate() {
        lines.push(partner_summary(scenario, memory, index, partner));
    }
    vec![Block::List(lines)]
}

/// When the exercise was led; `None` where nobody's clock was recorded.
fn dates(exercise: &Exercise) -> Option<Text> {
    let mut days = exercise.entries().iter().filter(|entry| entry.at_ms > 0).map(|entry| {
        let at = Timestamp::from_millisecond(entry.at_ms).unwrap_or_default();
        TimeZone::UTC.to_datetime(at).date().to_string()
    });
    let first = days.next()?;
    let last = days.next_back().filter(|last| *last != first);
    Some(last.map_or_else(
        || both(format!("{first} (UTC)"), format!("{first} (UTC)")),
        |last| both(format!("{first} bis {last} (UTC)"), format!("{first} to {last} (UTC)")),
    ))
}

/// How many objectives were met, and which were not.
fn objectives(score: &ScoreView) -> Text {
    let missed: Vec<&Text> =
        score.objectives.iter().filter(|(_, is_met)| !is_met).map(|(text, _)| text).collect();
    let (all, met) = (score.objectives.len(), score.objectives.len() - missed.len());
    let quoted: Vec<Text> = missed.into_iter().map(|text| fill("„{}“", "“{}”", &[text])).collect();
    let missed = joined(quoted.iter(), "; ");
    if met == all {
        return both(format!("Alle {all} Ziele sind erfüllt."), format!("All {all} objectives were met."));
    }
    both(
        format!("Erfüllt sind {met} von {all} Zielen. Nicht erfüllt: {}", missed.de),
        format!("{met} of {all} objectives were met. Not met: {}", missed.en),
    )
}

/// What each attacker tried and reached.
fn attackers(scenario: &Scenario, memory: &Memory) -> Vec<Text> {
    let of = |actor: ActorId| {
        let name = &scenario.actors[actor.index()].name;
        let acts = memory.history.iter().filter_map(|(turn, event)| match event {
            Event::World(World::Acted { actor: by, outcome, .. }) if *by == actor => {
                Some((*turn, *outcome == Outcome::Worked))
            }
            _ => None,
        });
        let acts: Vec<(u16, bool)> = acts.collect();
        let worked = acts.iter().filter(|(_, worked)| *worked).count();
        match acts.first() {
            Some((first, _)) => both(
                format!(
                    "{}: {} Angriffsschritte ab Runde {first}, davon {worked} mit Erfolg.",
                    name.de,
                    acts.len()
                ),
                format!(
                    "{}: {} attack steps, beginning in turn {first}; {worked} succeeded.",
                    name.en,
                    acts.len()
                ),
            ),
            None => both(format!("{} blieb untätig.", name.de), format!("{} did nothing.", name.en)),
        }
    };
    (0..scenario.actors.len()).map(ActorId::at).map(of).collect()
}

fn partner_summary(scenario: &Scenario, memory: &Memory, index: usize, score: &PartnerScoreView) -> Text {
    let notices = &memory.notices[index];
    let orders = notices.iter().filter(|(_, told)| matches!(told, Told::Done { .. })).count();
    let shared = notices.iter().filter(|(_, told)| matches!(told, Told::SharedWith { .. })).count();
    let confirmed = crate::rules::picture::mark::CONFIRMED;
    let first = notices.iter().find_map(|(turn, told)| match told {
        Told::Marked { set, .. } if set & confirmed != 0 => Some(*turn),
        _ => None,
    });
    let (seen_de, seen_en) = match first {
        Some(turn) => (
            format!("bestätigte den ersten Befall in Runde {turn}"),
            format!("confirmed the first compromise in turn {turn}"),
        ),
        None => ("bestätigte keinen Befall".to_owned(), "confirmed no compromise".to_owned()),
    };
    let name = &scenario.partners[index].name;
    both(
        format!(
            "{}: Ergebnis {} (Richtwert, wenn alle nach playbook handeln: {}). Das Team {seen_de}, führte {orders} Aufträge aus und teilte {shared} Erkenntnisse mit.",
            name.de,
            Lang::De.number(score.outcome),
            Lang::De.number(score.par)
        ),
        format!(
            "{}: outcome {} (par, if everybody acts by playbook: {}). The team {seen_en}, carried out {orders} orders and shared {shared} findings.",
            name.en,
            Lang::En.number(score.outcome),
            Lang::En.number(score.par)
        ),
    )
}

/// Every figure with its formula.
fn scores(score: &ScoreView) -> Vec<Block> {
    let figure = |value: f64| both(Lang::De.number(value), Lang::En.number(value));
    let share = score.outcome_share;
    let joint = both(
        format!(
            "Gemeinsame Wertung: {share} % Ergebnis, {} % Zusammenarbeit. Ergebnis ist das gewichtete Potenzmittel der Partner (p = 0,25): Niemand gleicht aus, dass ein anderer im Stich gelassen wurde.",
            100 - share
        ),
        format!(
            "Joint score: {share}% outcome, {}% cooperation. Outcome is the weighted power mean of the partners (p = 0.25): nobody makes up for a partner that was left alone.",
            100 - share
        ),
    );
    let joint = if score.cooperation.is_some() {
        joint
    } else {
        both(
            "Wertung: Es gibt nur einen Partner, darum zählt allein sein Ergebnis.",
            "Score: there is only one partner, so its outcome alone counts.",
        )
    };
    let all = both("alle", "all");
    let row = |of: &Text, name: &Text, value: f64, formula: &Text| {
        vec![of.clone(), name.clone(), figure(value), formula.clone()]
    };
    let mut rows: Vec<Vec<Text>> =
        score.totals.iter().map(|of| row(&all, &of.name, of.figure, &of.formula)).collect();
    let outcome = both("Ergebnis", "Outcome");
    for partner in &score.partners {
        rows.push(row(&partner.name, &outcome, partner.outcome, &partner.formula));
        for part in &partner.parts {
            rows.push(row(&partner.name, &part.name, part.figure, &part.formula));
        }
        for of in &partner.cooperation {
            rows.push(row(&partner.name, &of.name, of.figure, &of.formula));
        }
    }
    let head = vec![
        both("Partner", "Partner"),
        both("Größe", "Figure"),
        both("Wert", "Value"),
        both("Formel", "Formula"),
    ];
    vec![
        Block::Words(joint),
        Block::Table(Table { slug: "score", head, rows }),
        Block::Heading(both(
            "Schaden je Runde, und was dahinter steht",
            "Harm by turn, and what is behind it",
        )),
        behind(score),
    ]
}

/// Harm in points, turn by turn, with the events that speak for it.
fn behind(score: &ScoreView) -> Block {
    let mut rows = Vec::new();
    for partner in &score.partners {
        for part in &partner.parts {
            for (turn, harm) in &part.by_turn {
                let events: Vec<Text> =
                    part.events.iter().filter(|of| of.turn == *turn).map(|of| of.text.clone()).collect();
                let events = if events.is_empty() { same("–") } else { joined(events.iter(), "; ") };
                rows.push(vec![
                    partner.name.clone(),
                    part.name.clone(),
                    same(turn.to_string()),
                    both(Lang::De.number(*harm), Lang::En.number(*harm)),
                    events,
                ]);
            }
        }
    }
    let table = Table {
        slug: "harm",
        head: vec![
            both("Partner", "Partner"),
            both("Größe", "Figure"),
            both("Runde", "Turn"),
            both("Schaden, Punkte", "Harm, points"),
            both("Ereignisse der Runde", "Events of the turn"),
        ],
        rows,
    };
    table.or(both("Es entstand kein Schaden.", "No harm was done."))
}

/// What evaluators noted and participants said at the end.
fn notes(exercise: &Exercise) -> Vec<Block> {
    let scenario = exercise.scenario();
    let rows: Vec<Vec<Text>> = exercise
        .conduct()
        .said
        .iter()
        .filter_map(|said| {
            let (kind, about) = match said.topic {
                Topic::Note(about, kind) => (category(kind), about),
                Topic::Feedback(mark) => {
                    (both(format!("Rückmeldung: {mark} von 5"), format!("Feedback: {mark} of 5")), None)
                }
                _ => return None,
            };
            let about = about.map_or_else(
                || both("alle", "all"),
                |partner| scenario.partners[partner.index()].name.clone(),
            );
            let text = same(said.text.clone().unwrap_or_default());
            Some(vec![same(said.turn.to_string()), seat_name(scenario, said.from), about, kind, text])
        })
        .collect();
    if rows.is_empty() {
        return vec![Block::Words(both(
            "Niemand hat etwas notiert oder zurückgemeldet.",
            "Nobody noted anything or gave feedback.",
        ))];
    }
    let head = vec![
        both("Runde", "Turn"),
        both("von", "from"),
        both("über", "about"),
        both("Art", "Kind"),
        both("Text", "Text"),
    ];
    vec![Block::Table(Table { slug: "notes", head, rows })]
}

/// Every dial as it stood.
fn dials(scenario: &Scenario) -> String {
    let dial = |dial: &Dial| format!("{} {}", dial.name(), dial.of(&scenario.dials));
    Dial::ALL.iter().map(dial).collect::<Vec<_>>().join(", ")
}

/// What the figures rest on, and with what the same bytes can be had again.
fn method(exercise: &Exercise, judges: bool) -> Vec<Block> {
    let scenario = exercise.scenario();
    let mut blocks = vec![Block::Words(both(
        "Das Netz ist simuliert, und Adressen im Netz sind erfunden; welche Namen wirklich sind, sagt der Hinweis weiter unten. Chancen und Kosten sind zum Teil Annahmen: Im Katalog steht bei jeder Zahl die Quelle oder dass sie angenommen ist. Die Wertung misst, was in der Simulation geschah, nicht die Menschen.",
        "The network is simulated, and network addresses are invented; the note below says which names are real. Some chances and costs are assumptions: the catalog gives the source of each number or says that it is assumed. The score measures what happened in the simulation, not the people.",
    ))];
    if judges {
        blocks.push(Block::Words(both(
            "Was ein Team wissen konnte, wird so nachgestellt: Vom Übungsbeginn an werden viele Verläufe gespielt, in denen das Team seine wirklichen Aufträge gibt und alle anderen handeln wie zu erwarten. Genommen werden die, deren Lagebild dem wirklichen am nächsten kommt; wo sie noch abweichen, werden sie ihm angeglichen (Approximate Bayesian Computation: Tavaré, Balding, Griffiths, Donnelly 1997). So zählt auch, was das Team nicht gesehen hat, obwohl es gesucht hat. Die Würfel der Übung kommen darin nicht vor.",
            "What a team could know is modeled like this: the exercise is simulated many times from its start, with the team giving its real orders and everybody else acting as expected. The runs whose picture comes nearest to the real one are taken, and made to agree with it where they still differ (approximate Bayesian computation: Tavaré, Balding, Griffiths, Donnelly 1997). That way, what the team did not see although it searched counts as well. The dice of the exercise have no part in it.",
        )));
    }
    blocks.extend([
        Block::Words(scenario.about.note.clone()),
        Block::Table(Table {
            slug: "origin",
            head: vec![both("Angabe", "Item"), both("Wert", "Value")],
            rows: vec![
                vec![both("Szenario", "Scenario"), same(format!("{} {}", scenario.about.id, hash(scenario)))],
                vec![both("Startwert der Würfel", "Seed"), same(exercise.seed().to_string())],
                vec![both("Regelwerk", "Rules version"), same(RULES_VERSION.to_string())],
                vec![both("Regler, Prozent", "Dials, percent"), same(dials(scenario))],
                vec![
                    both("Einträge im Protokoll", "Entries in the log"),
                    same(exercise.entries().len().to_string()),
                ],
                vec![both("Fingerabdruck", "Fingerprint"), same(fingerprint(exercise.now()))],
            ],
        }),
    ]);
    blocks
}
