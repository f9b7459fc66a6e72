//! The situation manual: what players read before StartEx. One for everybody, with what lies between the
//! partners, and an edition for each team, with its own network. Names no attacker, no inject, no ending and
//! no condition: see `tests/handbook.rs`.

mod partner;
mod rules;

pub(super) use rules::ways;

use super::measures;
use super::words::{self, fill, form, local, number, partners, table};
use crate::export::document::{Block, Document, Drawing, Section, joined, same};
use crate::export::svg;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Lang, MapView, Side, shared_map, wording};
use std::collections::BTreeSet;

/// For everybody who plays.
pub(super) fn manual(scenario: &Scenario) -> Document {
    let scope = both(
        "Für alle, die spielen, und für Gäste. Enthält nichts, was ein Team vor den anderen weiß; das steht in der Ausgabe des Teams.",
        "For everybody who plays, and for guests. Holds nothing that one team knows before the others; that is in the team's own edition.",
    );
    let mut sections = opening(scenario);
    sections.push(between(scenario));
    sections.extend(partners(scenario).map(|partner| partner::public(scenario, partner)));
    sections.extend(closing(scenario));
    document(scenario, scope, sections)
}

/// For one partner's team: the same, with its own network, systems and duties.
pub(super) fn edition(scenario: &Scenario, partner: PartnerId) -> Document {
    let scope = if scenario.partners.len() == 1 {
        both("Für alle, die spielen, und für Gäste.", "For everybody who plays, and for guests.")
    } else {
        fill(
            "Ausgabe für das Team {}. Sie zeigt das eigene Netz; andere Teams bekommen sie nicht zu sehen.",
            "Edition for the team of {}. It shows the team's own network; other teams do not get to see it.",
            &[&scenario.partners[partner.index()].name],
        )
    };
    let mut sections = opening(scenario);
    sections.extend(partner::own(scenario, partner));
    let others = partners(scenario).filter(|other| *other != partner);
    sections.extend(others.map(|other| partner::public(scenario, other)));
    sections.extend(closing(scenario));
    document(scenario, scope, sections)
}

fn document(scenario: &Scenario, scope: Text, sections: Vec<Section>) -> Document {
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Teilnehmerhandbuch", "Situation manual"),
        title: scenario.about.title.clone(),
        scope,
        sections,
    }
}

/// What stands before the partners' chapters.
fn opening(scenario: &Scenario) -> Vec<Section> {
    vec![
        Section::new("exercise", both("Die Übung", "The exercise"), exercise(scenario)),
        Section::new("purpose", both("Worum es geht", "Purpose"), purpose(scenario)),
        Section::new(
            "start",
            both("Fiktive Ausgangslage", "Starting situation"),
            words::words(&scenario.about.opening).into_iter().collect(),
        ),
        Section::new("turn", both("Wie eine Runde verläuft", "How a turn runs"), rules::turn(scenario)),
        Section::new("rules", both("Spielregeln", "Rules of play"), rules::rules(scenario)),
        Section::new(
            "sharing",
            both("Mitteilen und Kennzeichnen", "Sharing and labels"),
            rules::sharing(scenario),
        ),
    ]
}

/// What stands after them.
fn closing(scenario: &Scenario) -> Vec<Section> {
    vec![
        Section::new("measures", both("Maßnahmen", "Measures"), measures::by_group(scenario)),
        Section::new("rating", both("Wie bewertet wird", "How you are evaluated"), rules::rating(scenario)),
        Section::new(
            "notes",
            both("Eigene Notizen", "Your notes"),
            vec![words::blank("notes", vec![both("Runde", "Turn"), both("Notiz", "Note")], 12)],
        ),
    ]
}

fn exercise(scenario: &Scenario) -> Vec<Block> {
    let about = &scenario.about;
    let turns = scenario.turns();
    let hours = scenario.clock.turns.last().map_or(0, |turn| turn.from_h + turn.hours);
    let starts: Vec<Text> = partners(scenario)
        .map(|id| {
            let name = &scenario.partners[id.index()].short;
            fill("{}: {}", "{}: {}", &[&same(name), &local(scenario, id, 0)])
        })
        .collect();
    let mut rows = vec![
        vec![both("Übung", "Exercise"), about.title.clone()],
        vec![
            both("Art", "Type"),
            both(
                "Stabsrahmenübung am Tisch, von einem Programm simuliert",
                "Tabletop exercise, simulated by a program",
            ),
        ],
        vec![
            both("Beteiligte", "Participants"),
            joined(scenario.partners.iter().map(|partner| &partner.name), "; "),
        ],
        vec![
            both("Dauer", "Length"),
            fill(
                "{} Minuten mit Einweisung und Nachbesprechung",
                "{} minutes, briefing and hot wash included",
                &[&number(about.minutes)],
            ),
        ],
        vec![
            both("Übungszeit", "Exercise time"),
            fill(
                "{} Runden, die für bis zu {} Stunden stehen; Übungsbeginn {}",
                "{} turns that stand for up to {} hours; StartEx {}",
                &[&number(turns), &number(hours), &joined(starts.iter(), "; ")],
            ),
        ],
        vec![both("Einstufung", "Label"), same(wording::tlp(about.tlp))],
    ];
    if about.audience != Text::default() {
        rows.insert(2, vec![both("Für wen", "For whom"), about.audience.clone()]);
    }
    vec![
        table("exercise", vec![both("Angabe", "Item"), both("Inhalt", "Content")], rows),
        form(
            "venue",
            vec![
                both("Datum und Ort", "Date and place"),
                both("Übungsleitung", "Exercise control"),
                both("Telefon für den Ernstfall", "Phone for real emergencies"),
                both("Adresse und Raumcode", "Address and room code"),
            ],
        ),
    ]
}

fn purpose(scenario: &Scenario) -> Vec<Block> {
    let goals = &scenario.about.learning_goals;
    let together = both(
        "Behörden, die einander brauchen, üben gemeinsam: Lage erkennen, entscheiden, einander rechtzeitig unterrichten, Fristen halten und die Öffentlichkeit informieren.",
        "Authorities that need each other practice together: to recognize what is going on, decide, tell each other in time, meet deadlines and inform the public.",
    );
    let alone = both(
        "Eine Behörde übt: Lage erkennen, entscheiden, Fristen halten und die Öffentlichkeit informieren.",
        "An authority practices: to recognize what is going on, decide, meet deadlines and inform the public.",
    );
    let intro = fill(
        "{} Geübt wird der Ablauf, geprüft wird niemand. Das sollen Sie danach besser können:",
        "{} What is exercised is the way of working; nobody is being tested. This is what you should be better at afterward:",
        &[if scenario.partners.len() > 1 { &together } else { &alone }],
    );
    let facts = both(
        "Die genannten Behörden und Vorschriften gibt es, soweit nicht anders gesagt. Vorfälle, Netze, Zahlen und Personen sind erfunden und sagen nichts über den wirklichen Schutz einer Behörde. Was im Einzelnen Tatsache und was erfunden ist, erläutert die Übungsleitung in der Nachbesprechung.",
        "The authorities and laws that are named exist unless stated otherwise. Incidents, networks, figures and people are invented and say nothing about the real defenses of any authority. What exactly is fact and what is invented will be explained in the hot wash.",
    );
    if goals.is_empty() {
        return vec![Block::Words(intro), Block::Words(facts)];
    }
    vec![Block::Words(intro), Block::List(goals.clone()), Block::Words(facts)]
}

/// What lies between the partners: third parties and the Internet.
fn between(scenario: &Scenario) -> Section {
    let map = shared_map(scenario);
    let map = only(&map, |side| side == Side::Shared);
    let caption = both(
        "Was zwischen den Partnern liegt und allen bekannt ist. Wie es dort steht, sieht niemand von außen.",
        "What lies between the partners and is known to all. Nobody sees from outside how things stand there.",
    );
    let title = both("Was alle kennen", "What everybody knows of");
    Section::new("map-between", title, vec![drawing(scenario, &map, caption)])
}

/// The part of a map that stands on some sides.
fn only(map: &MapView, on: impl Fn(Side) -> bool) -> MapView {
    let nodes: Vec<_> = map.nodes.iter().filter(|node| on(node.side)).cloned().collect();
    let there: BTreeSet<_> = nodes.iter().map(|node| node.id).collect();
    let zones = map.zones.iter().filter(|zone| on(zone.side)).cloned().collect();
    let links = map.links.iter().filter(|link| there.contains(&link.from) && there.contains(&link.to));
    MapView { links: links.cloned().collect(), zones, nodes }
}

/// A map as a drawing, folded where it is large.
fn drawing(scenario: &Scenario, map: &MapView, caption: Text) -> Block {
    let map = map.folded(&BTreeSet::new());
    let draw = |lang| svg(scenario, &map, lang);
    Block::Drawing(Drawing { caption, svg: both(draw(Lang::De), draw(Lang::En)) })
}
