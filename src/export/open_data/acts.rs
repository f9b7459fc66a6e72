//! What was done, as tables: what partners told each other, what they ordered, what the attackers tried. What
//! bears a label above TLP:CLEAR is left out unless it was released, and counted.

use super::Source;
use super::figures::{partner, turn};
use super::orders::{Given, orders as given};
use super::table::{Field, Table, cell};
use crate::export::shared::{KINDS, Way, kind, shared};
use crate::rules::event::{Event, Outcome, Sight, World};
use crate::rules::order::Target;
use crate::scenario::model::Owner;
use crate::scenario::words::{OrderGroup, Pap, Tactic, Tlp};
use crate::view::wording::both;

/// A table, and how many rows were left out of it.
pub(super) type Kept = (Table, usize);

/// Who told whom what kind of thing.
pub(super) fn shares(of: &Source<'_>) -> Kept {
    let scenario = of.exercise.scenario();
    let hour = |turn: u16| scenario.clock.from_h(turn);
    let all = shared(scenario, &of.memory.history);
    let kept: Vec<_> = all.iter().filter(|item| of.lets_out(item.label)).collect();
    let rows = kept.iter().map(|item| {
        vec![
            item.turn.to_string(),
            of.aliases.partner(item.from),
            of.aliases.partner(item.to),
            kind(scenario.facts[item.fact.index()]).to_owned(),
            item.label.slug().to_owned(),
            item.pap.slug().to_owned(),
            item.way.slug().to_owned(),
            cell(item.arrived),
            cell(item.arrived.map(|at| hour(at) - hour(item.turn))),
        ]
    });
    let partner = |name: &'static str, de: &str, en: &str| {
        Field::text(name, both(de, en), both("Deckname des Partners.", "Pseudonym of the partner."))
    };
    let table = Table {
        slug: "shares",
        title: both("Was Partner einander mitteilten", "What partners told each other"),
        about: both(
            "Eine Zeile je Erkenntnis und Empfänger. Was die Erkenntnis sagt, steht nicht dabei.",
            "A row for each finding and receiver. What the finding says is not part of it.",
        ),
        fields: vec![
            turn(),
            partner("from", "von", "From"),
            partner("to", "an", "To"),
            Field::text("kind", both("Art", "Kind"), both("Art der Erkenntnis.", "Kind of finding."))
                .one_of(KINDS),
            Field::text(
                "tlp",
                both("TLP-Stufe", "TLP label"),
                both("Traffic Light Protocol 2.0.", "Traffic Light Protocol 2.0."),
            )
            .one_of(Tlp::ALL.iter().map(|label| label.slug())),
            Field::text(
                "pap",
                both("PAP-Stufe", "PAP label"),
                both("Permissible Actions Protocol.", "Permissible Actions Protocol."),
            )
            .one_of(Pap::ALL.iter().map(|label| label.slug())),
            Field::text("channel", both("Weg", "Channel"), both("Auf welchem Weg.", "By which way."))
                .one_of(Way::all().map(Way::slug)),
            Field::integer(
                "arrived",
                both("angekommen in Runde", "Arrived in turn"),
                both("Leer, wenn nicht mehr angekommen.", "Empty if it never arrived."),
            )
            .optional(),
            Field::integer(
                "delay_h",
                both("Verzug in Stunden", "Delay in hours"),
                both(
                    "Übungsstunden vom Beginn der einen bis zum Beginn der anderen Runde.",
                    "Exercise hours from the start of one turn to the start of the other.",
                ),
            )
            .optional(),
        ],
        key: Vec::new(),
        rows: rows.collect(),
    };
    (table, all.len() - kept.len())
}

/// Who ordered what; an order to tell something bears the label of what it tells.
pub(super) fn orders(of: &Source<'_>) -> Kept {
    let scenario = of.exercise.scenario();
    let all = given(of);
    let lets_out = |given: &&Given| match given.order.target {
        Target::Share { label, .. } => of.lets_out(label),
        _ => true,
    };
    let kept: Vec<&Given> = all.iter().filter(lets_out).collect();
    let rows = kept.iter().map(|given| {
        let measure = &scenario.measures[given.order.measure.index()];
        vec![
            given.turn.to_string(),
            of.aliases.partner(given.partner),
            cell(given.seat.map(|seat| of.aliases.seat(seat))),
            measure.group.slug().to_owned(),
            measure.id.clone(),
            given.result.to_owned(),
        ]
    });
    let table = Table {
        slug: "orders",
        title: both("Aufträge", "Orders"),
        about: both(
            "Jeder erteilte und nicht zurückgenommene Auftrag; worauf er zielte, steht nicht dabei. Runde 0 ist die Vorsorge vor Beginn.",
            "Each order that was given and not taken back; what it pointed at is not part of it. Turn 0 is prevention before StartEx.",
        ),
        fields: vec![
            turn(),
            partner(),
            Field::text(
                "seat",
                both("Platz", "Seat"),
                both(
                    "Deckname des Platzes, der den Auftrag freigab; control ist die Übungsleitung; leer, wo ein Programm spielte.",
                    "Pseudonym of the seat that committed the order; control is exercise control; empty where a program played.",
                ),
            )
            .optional(),
            Field::text("group", both("Gruppe", "Group"), both("Wofür er ist.", "What it is for."))
                .one_of(OrderGroup::ALL.iter().map(|group| group.slug())),
            Field::text("measure", both("Maßnahme", "Measure"), both("Kennung im Katalog.", "Id in the catalog.")),
            Field::text("result", both("Ausgang", "Result"), both("Was daraus wurde.", "What came of it."))
                .one_of(["worked", "nothing", "failed", "running"]),
        ],
        key: Vec::new(),
        rows: rows.collect(),
    };
    (table, all.len() - kept.len())
}

/// What the attackers tried: only when the exercise is over and the scenario may be released.
pub(super) fn steps(of: &Source<'_>) -> Kept {
    let scenario = of.exercise.scenario();
    let acted = of.memory.history.iter().filter_map(|(turn, event)| match event {
        Event::World(World::Acted { actor, technique, target, outcome, seen, .. }) => {
            Some((*turn, *actor, *technique, *target, *outcome, *seen))
        }
        _ => None,
    });
    let rows = acted.map(|(turn, actor, technique, target, outcome, seen)| {
        let def = &scenario.techniques[technique.index()];
        let node = scenario.node(target);
        let whose = match node.owner {
            Owner::Partner(partner) => of.aliases.partner(partner),
            Owner::Third(_) | Owner::Nobody => String::new(),
        };
        vec![
            turn.to_string(),
            of.aliases.actor(actor),
            def.id.clone(),
            def.tactic.slug().to_owned(),
            whose,
            outcome_slug(outcome).to_owned(),
            sight_slug(seen).to_owned(),
        ]
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    let mut left_out = 0;
    if !(of.is_over && of.tells_scenario) {
        left_out = rows.len();
        rows.clear();
    }
    (steps_table(rows), left_out)
}

fn steps_table(rows: Vec<Vec<String>>) -> Table {
    let slugs = |of: [Outcome; 5]| of.map(outcome_slug);
    Table {
        slug: "attack-steps",
        title: both("Schritte der Angreifer", "Steps of the attackers"),
        about: both(
            "Jeder Versuch der simulierten Angreifer; welches System er traf, steht nicht dabei.",
            "Each try of the simulated attackers; which system it hit is not part of it.",
        ),
        fields: vec![
            turn(),
            Field::text("attacker", both("Angreifer", "Attacker"), both("Deckname.", "Pseudonym.")),
            Field::text(
                "technique",
                both("Technik", "Technique"),
                both("Kennung in MITRE ATT&CK.", "Id in MITRE ATT&CK."),
            ),
            Field::text("tactic", both("Taktik", "Tactic"), both("In MITRE ATT&CK.", "In MITRE ATT&CK."))
                .one_of(Tactic::ALL.iter().map(|tactic| tactic.slug())),
            partner().optional(),
            Field::text("outcome", both("Ausgang", "Outcome"), both("Wie er ausging.", "How it went."))
                .one_of(slugs([
                    Outcome::Worked,
                    Outcome::Failed,
                    Outcome::Blocked,
                    Outcome::NoAnswer,
                    Outcome::Vetoed,
                ])),
            Field::text(
                "seen",
                both("gesehen", "Seen"),
                both("Ob Sensoren ihn sahen.", "Whether sensors saw it."),
            )
            .one_of([Sight::Seen, Sight::Unseen, Sight::Unwatched].map(sight_slug)),
        ],
        key: Vec::new(),
        rows,
    }
}

const fn outcome_slug(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Worked => "worked",
        Outcome::Failed => "failed",
        Outcome::Blocked => "blocked",
        Outcome::NoAnswer => "no_answer",
        Outcome::Vetoed => "vetoed",
    }
}

const fn sight_slug(sight: Sight) -> &'static str {
    match sight {
        Sight::Seen => "seen",
        Sight::Unseen => "unseen",
        Sight::Unwatched => "unwatched",
    }
}
