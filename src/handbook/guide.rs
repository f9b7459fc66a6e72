//! The facilitator guide: everything that those who lead need to know, the truth included.

mod actors;
mod debrief;
mod injects;
mod truth;

use super::words::{control_only, fill, local, number, partners, table, table_or, words};
use crate::export::document::{Block, Document, Section, joined, same};
use crate::scenario::Scenario;
use crate::scenario::model::{ObjectiveDef, Text, WhenDef};
use crate::view::conditions::{condition, parts};
use crate::view::evidence::evidence;
use crate::view::wording::both;

/// For exercise control.
pub(super) fn guide(scenario: &Scenario) -> Document {
    let section = Section::new;
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Leitfaden für die Übungsleitung", "Facilitator guide"),
        title: scenario.about.title.clone(),
        scope: control_only(both(
            "Das ganze Szenario mit dem Regiewissen: Täter, Einlagen, Ziele, Enden.",
            "The whole scenario with the ground truth: attackers, injects, objectives, endings.",
        )),
        sections: vec![
            section("scenario", both("Das Szenario", "The scenario"), about(scenario)),
            section("flow", both("Ablauf", "Course of the exercise"), flow()),
            section(
                "control",
                both("Wer in der Leitung was tut", "Who does what in exercise control"),
                roles(),
            ),
            section("schedule", both("Zeitplan", "Schedule"), schedule(scenario)),
            section("attackers", both("Täter", "Attackers"), actors::blocks(scenario)),
            section("truth", both("Was noch niemand weiß", "What nobody knows yet"), truth::blocks(scenario)),
            section("injects", both("Einlagen", "Injects"), injects::planned(scenario)),
            section(
                "contingency",
                both("Steuerungseinlagen", "Contingency injects"),
                injects::contingency(scenario),
            ),
            section(
                "objectives",
                both("Ziele, Fähigkeiten, Aufgaben, Belege", "Objectives, capabilities, tasks, evidence"),
                scenario.objectives.iter().flat_map(|of| objective(scenario, of)).collect(),
            ),
            section("endings", both("Enden", "Endings"), endings(scenario)),
            section("debrief", both("Nachbesprechung", "Hot wash"), debrief::blocks(scenario)),
        ],
    }
}

fn about(scenario: &Scenario) -> Vec<Block> {
    let about = &scenario.about;
    let mut blocks: Vec<Block> = words(&about.summary).into_iter().collect();
    let rows = vec![
        vec![both("Für wen", "For whom"), about.audience.clone()],
        vec![
            both("Dauer", "Length"),
            both(format!("{} Minuten", about.minutes), format!("{} minutes", about.minutes)),
        ],
        vec![
            both("Schwierigkeit", "Difficulty"),
            both(format!("{} von 5", about.difficulty), format!("{} of 5", about.difficulty)),
        ],
        vec![both("Beteiligte", "Participants"), joined(scenario.partners.iter().map(|of| &of.name), "; ")],
        vec![
            both("Techniken nach", "Techniques as in"),
            same(format!("MITRE ATT&CK v{}", about.attack_version)),
        ],
        vec![
            both("Verfasst von", "Written by"),
            same(format!("{} ({})", about.authors.join(", "), about.licence)),
        ],
    ];
    let filled = rows.into_iter().filter(|row| row[1] != Text::default()).collect();
    blocks.push(table("about", vec![both("Angabe", "Item"), both("Inhalt", "Content")], filled));
    if !about.learning_goals.is_empty() {
        blocks.push(Block::Heading(both("Lernziele", "Learning goals")));
        blocks.push(Block::List(about.learning_goals.clone()));
    }
    if about.note != Text::default() {
        blocks.push(Block::Heading(both("Tatsache und Erfindung", "Fact and invention")));
        blocks.push(Block::Words(about.note.clone()));
    }
    if about.opening != Text::default() {
        blocks.push(Block::Heading(both("Zum Vorlesen bei Übungsbeginn", "To read aloud at StartEx")));
        blocks.push(Block::Words(about.opening.clone()));
    }
    blocks
}

fn flow() -> Vec<Block> {
    vec![
        Block::Heading(both("Vorher", "Before")),
        Block::Steps(vec![
            both(
                "Teilnehmerhandbuch in der Ausgabe des Teams verteilen, am besten einige Tage vorher. Dieses Heft, Drehbuch und Bewertungsbögen behält die Leitung.",
                "Hand out the situation manual in each team's edition, some days ahead if possible. Exercise control keeps this guide, the MSEL and the evaluation guides.",
            ),
            both(
                "Räume so einteilen, dass Teams einander nicht hören. Auswerterinnen und Auswerter einweisen, je Team mindestens eine Person.",
                "Arrange rooms so that teams cannot hear each other. Brief the evaluators, at least one per team.",
            ),
            both(
                "Wort für den Ernstfall vereinbaren: „Ernstfall“. Telefon für wirkliche Notfälle an die Wand schreiben.",
                "Agree on the word for a real emergency: “NO DUFF.” Write the phone number for real emergencies on the wall.",
            ),
            both(
                "Plätze und Schlüssel prüfen, jede Person einmal anmelden. Papier bereitlegen, falls die Technik ausfällt.",
                "Check seats and keys, have everybody sign in once. Lay out the paper in case the technology fails.",
            ),
        ]),
        Block::Heading(both("Während der Übung", "During the exercise")),
        Block::Steps(vec![
            both(
                "Einweisung: Zweck, Spielregeln, Phasen. Vorsorge ausgeben lassen, wo es sie gibt. Eine Proberunde, wenn jemand zum ersten Mal spielt.",
                "Briefing: purpose, rules of play, phases. Have prevention spent where there is any. A practice turn if somebody plays for the first time.",
            ),
            both(
                "Übungsbeginn: Eröffnung vorlesen, dann Runde für Runde Lage, Entschluss, Durchführung, Auswertung.",
                "StartEx: read the opening, then turn by turn situation, orders, resolution, review.",
            ),
            both(
                "In der Lage die fälligen Einlagen vorlesen. Vor der Durchführung fragen, ob jedes Team freigegeben hat.",
                "In the situation phase read the injects that are due. Before resolution, ask whether each team has committed.",
            ),
            both(
                "Wer feststeckt, bekommt den ersten Hinweis, dann den zweiten. Jeder Hinweis steht im Protokoll. Steuerungseinlagen nur, wenn sonst nichts mehr in Gang kommt.",
                "Whoever is stuck gets the first hint, then the second. Every hint is on the record. Contingency injects only when nothing else gets play going.",
            ),
            both(
                "Nicht antworten, was richtig wäre. Fragen stellen.",
                "Do not say what would be right. Ask questions.",
            ),
        ]),
        Block::Heading(both("Danach", "Afterward")),
        Block::Steps(vec![
            both("Übungsende erklären, auf allen Wegen.", "Declare EndEx, on every channel."),
            both(
                "Sofort die Nachbesprechung führen, in der Reihenfolge am Ende dieses Hefts.",
                "Hold the hot wash at once, in the order at the end of this guide.",
            ),
            both(
                "Auswerterinnen und Auswerter zusammenholen, Stufen festlegen, Bericht erstellen.",
                "Gather the evaluators, settle the ratings, produce the report.",
            ),
        ]),
    ]
}

fn roles() -> Vec<Block> {
    let row = |name: Text, does: Text, not: Text| vec![name, does, not];
    let rows = vec![
        row(
            both("Übungsleitung", "Exercise director"),
            both(
                "Beginn, Unterbrechung, Ende; entscheidet im Zweifel",
                "StartEx, pause, EndEx; decides in doubt",
            ),
            both("die Teams führen", "lead the teams"),
        ),
        row(
            both("Moderation", "Facilitator"),
            both(
                "führt durch die Phasen, liest vor, gibt Hinweise",
                "leads through the phases, reads aloud, gives hints",
            ),
            both("für die Teams antworten", "answer for the teams"),
        ),
        row(
            both("Drehbuch", "MSEL manager"),
            both("spielt ein, verschiebt, lässt aus, formuliert um", "fires, delays, skips, rewords"),
            both("ohne Grund improvisieren", "improvise without a reason"),
        ),
        row(
            both("Rahmenleitungsgruppe", "Simulation cell"),
            both(
                "spielt, wer nicht da ist: Presse, Anbieter, Ministerium",
                "plays whoever is not there: press, supplier, ministry",
            ),
            both("mehr wissen, als die Rolle weiß", "know more than the role knows"),
        ),
        row(
            both("Auswertung", "Evaluator"),
            both("beobachtet, schreibt auf, bewertet", "observes, writes down, rates"),
            both("helfen", "coach"),
        ),
        row(
            both("Beobachtung, Gäste", "Observers, guests"),
            both("sehen zu", "watch"),
            both("eingreifen", "intervene"),
        ),
    ];
    let head = vec![both("Aufgabe", "Role"), both("tut", "does"), both("tut nicht", "does not")];
    vec![table("control", head, rows)]
}

/// Turn by turn: real minutes, exercise hours, local times, what is due.
fn schedule(scenario: &Scenario) -> Vec<Block> {
    let per_turn: u32 = scenario.phase_minutes().iter().sum();
    let mut head = vec![both("Runde", "Turn"), both("ab Minute", "from minute"), both("Stunden", "Hours")];
    head.extend(partners(scenario).map(|id| same(&scenario.partners[id.index()].short)));
    head.push(both("Einlagen nach Zeit", "Injects by time"));
    let rows = scenario.clock.turns.iter().zip(1u32..).map(|(turn, number_of)| {
        let hours = format!("{}–{}", turn.from_h, turn.from_h + turn.hours);
        let mut row = vec![number(number_of), number((number_of - 1) * per_turn), same(hours)];
        row.extend(partners(scenario).map(|id| {
            let mark = if turn.day[id.index()] { both("Tag", "day") } else { both("Nacht", "off hours") };
            fill("{}, {}", "{}, {}", &[&local(scenario, id, turn.from_h), &mark])
        }));
        row.push(due(scenario, number_of));
        row
    });
    let sum = per_turn * scenario.turns();
    vec![
        Block::Words(both(
            format!(
                "Eine Runde dauert nach Plan {per_turn} Minuten, alle zusammen {sum}; dazu kommen Einweisung und Nachbesprechung. „Nacht“ heißt: Nacht, Wochenende oder Feiertag, mit weniger Leuten."
            ),
            format!(
                "A turn takes {per_turn} minutes as planned, all of them {sum}; briefing and hot wash come on top. “Off hours” means night, weekend or holiday, with fewer people."
            ),
        )),
        table("schedule", head, rows.collect()),
    ]
}

fn due(scenario: &Scenario, turn: u32) -> Text {
    let due: Vec<Text> = super::msel::numbered(scenario)
        .into_iter()
        .filter(|(_, id)| matches!(scenario.injects[id.index()].at, WhenDef::Turn(at) if at == turn))
        .map(|(number, id)| fill("{} {}", "{} {}", &[&same(number), &scenario.injects[id.index()].title]))
        .collect();
    if due.is_empty() { same("–") } else { joined(due.iter(), "; ") }
}

fn objective(scenario: &Scenario, of: &ObjectiveDef) -> Vec<Block> {
    let met = parts(scenario, &of.met);
    let mut blocks = vec![Block::Heading(of.text.clone())];
    if let [only] = &met[..] {
        blocks.push(Block::Words(fill(
            "Fähigkeit: {}. Erreicht, wenn am Ende gilt: {}",
            "Capability: {}. Achieved if at the end: {}",
            &[&of.capability, only],
        )));
    } else {
        blocks.push(Block::Words(fill(
            "Fähigkeit: {}. Erreicht, wenn am Ende all das gilt:",
            "Capability: {}. Achieved if at the end all of this is so:",
            &[&of.capability],
        )));
        blocks.push(Block::List(met));
    }
    let rows = of.tasks.iter().map(|task| {
        let speaks: Vec<Text> =
            task.evidence.iter().map(|piece| evidence(scenario, task.partner, piece)).collect();
        let speaks =
            if speaks.is_empty() { both("Beobachtung", "observation") } else { joined(speaks.iter(), "; ") };
        vec![same(&scenario.partners[task.partner.index()].short), task.text.clone(), speaks]
    });
    let head =
        vec![both("Team", "Team"), both("Kritische Aufgabe", "Critical task"), both("Belege", "Evidence")];
    let none = both("Keine Aufgaben genannt.", "No tasks named.");
    blocks.push(table_or("tasks", head, rows.collect(), none));
    blocks
}

fn endings(scenario: &Scenario) -> Vec<Block> {
    let last = fill(
        "Die Übung endet nach Runde {}, oder früher, wenn die Leitung es sagt{}.",
        "The exercise ends after turn {}, or earlier if exercise control says so{}.",
        &[
            &number(scenario.turns()),
            &if scenario.ends.is_empty() {
                same("")
            } else {
                both(" oder eines davon eintritt", " or one of these comes true")
            },
        ],
    );
    let rows = scenario.ends.iter().map(|end| vec![condition(scenario, &end.when), end.text.clone()]);
    let head = vec![both("Wenn", "When"), both("Zum Vorlesen", "To read aloud")];
    let none = both("Dieses Szenario kennt kein vorzeitiges Ende.", "This scenario has no early ending.");
    vec![Block::Words(last), table_or("endings", head, rows.collect(), none)]
}
