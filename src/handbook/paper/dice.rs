//! What is rolled against: measures with their chances, attack steps with theirs, and what changes them. All
//! numbers are the catalogue's and those the rules start from.

mod outcomes;

use crate::export::document::{Block, same};
use crate::handbook::measures::chance;
use crate::handbook::words::{d100, fill, number, people, table, table_or, turns};
use crate::rules::dice::CERTAIN_PPM;
use crate::rules::odds::{
    AID_LEAD_TURNS, INDICATOR_AT_TRIAGE_PPM, KNOWING, LEAK_PPM, MOST_FOUND_PPM, RETURN_PPM, SCOPE_PPM,
    seen_ppm, works_ppm,
};
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, NodeId, TechniqueId};
use crate::scenario::model::{ActorDef, Effect, MeasureDef, Move, Reach, Text};
use crate::view::Lang;
use crate::view::wording::both;
use std::collections::BTreeMap;

/// Every measure with what is rolled, and what measures change of other rolls.
pub(super) fn measures(scenario: &Scenario) -> Vec<Block> {
    let row = |measure: &MeasureDef| {
        vec![
            measure.name.clone(),
            people(&measure.people),
            turns(measure.turns),
            roll(measure.chance_ppm),
            outcomes::of(measure.effect),
        ]
    };
    let head = vec![
        both("Maßnahme", "Measure"),
        both("Leute", "People"),
        both("Dauer", "Takes"),
        both("Wurf bis", "Roll up to"),
        both("Wenn es gelingt", "If it works"),
    ];
    let percent = |ppm: u32| chance(ppm);
    let knowing = KNOWING / 10;
    vec![
        Block::Words(fill(
            "Wer nachsieht (Alarm bewerten, untersuchen, durchsuchen, Forensik) und schon ein gültiges Merkmal dieses Täters kennt, würfelt gegen {} der Zahl, höchstens {}. Ein bestätigter Alarm gibt mit Chance {} auch das Merkmal selbst preis; Forensik zeigt mit Chance {} auf jedes weitere System desselben Täters. Gemeinsame Maßnahmen gelingen nur, wenn ein Partner in derselben Runde dasselbe beauftragt; wer allein handelt, warnt den Täter. Leute, die helfen, sind nach {} Runden dort.",
            "Whoever looks into something (triage, investigate, hunt, forensics) and already knows a valid indicator of this attacker rolls against {} of the number, at most {}. A confirmed alert yields the indicator itself with a chance of {}; forensics point at each further system of the same attacker with a chance of {}. Joint measures work only if a partner orders the same in the same turn; whoever acts alone warns the attacker. People who help are there after {} turns.",
            &[
                &both(Lang::De.percent(&knowing.to_string()), Lang::En.percent(&knowing.to_string())),
                &number(d100(MOST_FOUND_PPM)),
                &percent(INDICATOR_AT_TRIAGE_PPM),
                &percent(SCOPE_PPM),
                &number(AID_LEAD_TURNS),
            ],
        )),
        table("measures", head, scenario.useful_measures().map(|(_, measure)| row(measure)).collect()),
        Block::Heading(both("Was Maßnahmen an anderen Würfen ändern", "What measures change of other rolls")),
        modifiers(scenario),
    ]
}

fn roll(ppm: u32) -> Text {
    if ppm >= CERTAIN_PPM { both("–", "–") } else { same(d100(ppm)) }
}

/// Blocks, watches, hardenings, attention: by how much.
fn modifiers(scenario: &Scenario) -> Block {
    let rows: Vec<Vec<Text>> = scenario
        .measures
        .iter()
        .filter_map(|measure| modifier(scenario, measure).map(|text| vec![measure.name.clone(), text]))
        .collect();
    let head = vec![both("Maßnahme", "Measure"), both("Ändert", "Changes")];
    table_or("modifiers", head, rows, both("Keine.", "None."))
}

fn modifier(scenario: &Scenario, measure: &MeasureDef) -> Option<Text> {
    let percent = |permille: u32| {
        let of = (permille + 5) / 10;
        both(format!("{of} %"), format!("{of}%"))
    };
    match measure.effect {
        Effect::Block(permille) => Some(fill(
            "Angriffe mit diesem Merkmal gelingen nur noch mit {} ihrer Chance.",
            "Attacks with this indicator work with only {} of their chance.",
            &[&percent(1000u32.saturating_sub(permille))],
        )),
        Effect::Watch(permille) => Some(fill(
            "Wer dieses Merkmal zeigt, wird auch dann mit Chance {} bemerkt, wenn der Wurf misslang.",
            "Whoever shows this indicator is noticed with a chance of {} even if the roll failed.",
            &[&percent(permille)],
        )),
        Effect::Attention(permille, for_turns) => Some(fill(
            "Die Chance, etwas zu bemerken, steigt {} lang auf {} ihres Werts.",
            "For {} the chance to notice anything rises to {} of its value.",
            &[&turns(for_turns), &percent(1000 + permille)],
        )),
        Effect::Harden(..) => {
            let bit = usize::from(measure.bit);
            let left = scenario.moves.harden_left.iter().filter_map(|of| of.get(bit).copied());
            span(left.filter(|left| *left < CERTAIN_PPM)).map(|span| {
                fill(
                    "Passende Angriffe auf dieses Ziel gelingen nur noch mit {} % ihrer Chance, je nach Technik.",
                    "Attacks that it fits work on this target with only {}% of their chance, depending on the technique.",
                    &[&span],
                )
            })
        }
        Effect::Sensor(..) => {
            let bit = usize::from(measure.bit);
            let miss = scenario.moves.sensor_miss.iter().filter_map(|of| of.get(bit).copied());
            span(miss.filter(|miss| *miss < CERTAIN_PPM).map(|miss| CERTAIN_PPM - miss)).map(|span| {
                fill(
                    "Auf diesem Ziel kommt ein zweiter Wurf fürs Bemerken hinzu: {} %, je nach Technik, multipliziert mit der Auffälligkeit des Täters.",
                    "On this target a second roll for noticing is added: {}%, depending on the technique, times the attacker's visibility.",
                    &[&span],
                )
            })
        }
        _ => None,
    }
}

/// The smallest and the largest of some chances, as numbers of a roll.
fn span(chances: impl Iterator<Item = u32>) -> Option<Text> {
    let (least, most) = chances.fold((u32::MAX, 0), |(least, most), of| (least.min(of), most.max(of)));
    if least > most {
        return None;
    }
    let (least, most) = (d100(least), d100(most));
    Some(if least == most { same(least) } else { same(format!("{least}–{most}")) })
}

/// Attacker by attacker: the timetable with its rolls, and all techniques with theirs.
pub(super) fn attacks(scenario: &Scenario) -> Vec<Block> {
    if scenario.actors.is_empty() {
        return vec![Block::Words(both(
            "In diesem Szenario greift niemand an; es wird nur für Fehlalarme und Maßnahmen gewürfelt.",
            "Nobody attacks in this scenario; roll only for false alarms and measures.",
        ))];
    }
    let how = fill(
        "Spielen Sie den Zeitplan: je Zeile ein Wurf, ob der Schritt gelingt, und einer, ob ihn jemand bemerkt. Ist das Ziel oder der Weg dorthin getrennt, die Schwachstelle geschlossen oder das Passwort erneuert, misslingt er ohne Wurf; nehmen Sie dann die Spalte „sonst“. Misslingt ein Schritt, versuchen Sie ihn in der nächsten Runde noch einmal, und alles Spätere rückt nach. Ein Täter mit Rückweg („kommt wieder“), der entfernt wurde, bevor die Forensik diesen Weg fand, ist mit Chance {} zu Beginn jeder Runde wieder da. Von einem gebrochenen Kennzeichen erfährt der Täter mit Chance {}; dann wechselt er Adressen oder Werkzeug, und was darauf zeigte, ist wertlos.",
        "Play the timetable: for each line one roll whether the step works, and one whether anybody notices. If the target or the way to it is isolated, the weakness closed or the password changed, it fails without a roll; then take the column “otherwise.” If a step fails, try it again in the next turn, and everything later moves back. An attacker with a way back (“comes back”) that was evicted before forensics found that way is back at the start of each turn with a chance of {}. Of a broken label the attacker learns with a chance of {}; then it changes addresses or tools, and what pointed at them is worthless.",
        &[&chance(RETURN_PPM), &chance(LEAK_PPM)],
    );
    let each = scenario.actors.iter().enumerate();
    let each = each.flat_map(|(place, def)| actor(scenario, ActorId::at(place), def));
    std::iter::once(Block::Words(how)).chain(each).collect()
}

fn actor(scenario: &Scenario, id: ActorId, def: &ActorDef) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(def.name.clone())];
    if def.script.is_empty() {
        blocks.push(Block::Words(both(
            "Ohne Zeitplan: Wählen Sie je Runde so viele Schritte, wie die Punkte erlauben, auf dem Weg zum ersten Vorhaben.",
            "No timetable: in each turn choose as many steps as the points allow, on the way to the first aim.",
        )));
    } else {
        let rows = def.script.iter().map(|line| {
            let mut tries = line.tries.iter().map(|(technique, node)| step(scenario, id, *technique, *node));
            let [what, works, seen] = tries.next().unwrap_or_else(|| [same("–"), same("–"), same("–")]);
            let rest: Vec<Text> = tries
                .map(|[what, works, seen]| fill("{} ({} / {})", "{} ({} / {})", &[&what, &works, &seen]))
                .collect();
            let rest = if rest.is_empty() {
                same("–")
            } else {
                crate::export::document::joined(rest.iter(), "; ")
            };
            vec![number(line.turn), what, works, seen, rest]
        });
        let head = vec![
            both("Runde", "Turn"),
            both("Schritt", "Step"),
            both("gelingt bis", "works up to"),
            both("bemerkt bis", "noticed up to"),
            both("sonst", "otherwise"),
        ];
        blocks.push(table("script", head, rows.collect()));
    }
    blocks.push(Block::Words(fill(
        "Alle Techniken; {} Punkte je Runde. Die Spannen umfassen alle Systeme dieses Szenarios: niedrig, wo gut geschützt oder kaum überwacht wird, hoch im umgekehrten Fall.",
        "All techniques; {} points per turn. The ranges cover all systems of this scenario: low where protection is good or watching is thin, high the other way round.",
        &[&number(def.points)],
    )));
    blocks.push(techniques(scenario, id, def));
    blocks
}

/// A step in words, with the numbers for "works" and "noticed".
fn step(scenario: &Scenario, actor: ActorId, technique: TechniqueId, node: NodeId) -> [Text; 3] {
    let name = &scenario.techniques[technique.index()].name;
    let what = fill("{} → {}", "{} → {}", &[name, &scenario.node(node).name]);
    let fits = |mv: &&Move| mv.technique == technique && mv.target == node;
    match scenario.moves.all.iter().find(fits) {
        Some(mv) => [what, same(d100(works_ppm(scenario, actor, mv))), seen(scenario, actor, mv)],
        None => [what, same("–"), same("–")],
    }
}

/// The number for "noticed"; a dash where nobody who plays could.
fn seen(scenario: &Scenario, actor: ActorId, mv: &Move) -> Text {
    match scenario.node(mv.target).owner.partner() {
        Some(_) => same(d100(seen_ppm(scenario, actor, mv))),
        None => same("–"),
    }
}

fn techniques(scenario: &Scenario, actor: ActorId, def: &ActorDef) -> Block {
    let mut chances: BTreeMap<TechniqueId, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for mv in &scenario.moves.all {
        let (works, seen) = chances.entry(mv.technique).or_default();
        works.push(works_ppm(scenario, actor, mv));
        if scenario.node(mv.target).owner.partner().is_some() {
            seen.push(seen_ppm(scenario, actor, mv));
        }
    }
    let none = || same("–");
    let rows = def.techniques.iter().map(|id| {
        let technique = &scenario.techniques[id.index()];
        let found = chances.get(id);
        let works = found.and_then(|(works, _)| span(works.iter().copied()));
        let seen = found.and_then(|(_, seen)| span(seen.iter().copied()));
        let works = if technique.reach == Reach::Home {
            both("sicher", "certain")
        } else {
            works.unwrap_or_else(none)
        };
        vec![
            fill("{} ({})", "{} ({})", &[&technique.name, &same(&technique.id)]),
            number(technique.cost.max(1)),
            works,
            seen.unwrap_or_else(none),
            outcomes::gains(technique),
        ]
    });
    let head = vec![
        both("Technik", "Technique"),
        both("Punkte", "Points"),
        both("gelingt bis", "works up to"),
        both("bemerkt bis", "noticed up to"),
        both("Bringt", "Gives"),
    ];
    table("techniques", head, rows.collect())
}
