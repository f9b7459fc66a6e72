//! Attackers: who they are, how they decide, what they are after, what they do by the script.

use crate::export::document::{Block, joined, same};
use crate::handbook::effects::nodes_or_none;
use crate::handbook::words::{fill, nodes, number, some, table, table_or};
use crate::scenario::Scenario;
use crate::scenario::model::{ActorDef, Goal, Text, WantDef, WhenFound};
use crate::scenario::words::{ActorKind, Brain};
use crate::view::wording::both;

/// Every attacker.
pub(super) fn blocks(scenario: &Scenario) -> Vec<Block> {
    if scenario.actors.is_empty() {
        return vec![Block::Words(both(
            "In diesem Szenario greift niemand an. Wer einen Täter nennt, irrt.",
            "Nobody attacks in this scenario. Whoever names a culprit is wrong.",
        ))];
    }
    let doctrine = both(
        "Ein Täter hat je Runde Angriffspunkte und gibt sie Schritt für Schritt aus. Er weiß nur, was er herausgefunden hat. Können und Tarnung gelten im Verhältnis zum Üblichen (100 %): mehr Können gelingt öfter, mehr Auffälligkeit wird öfter gesehen.",
        "An attacker has attack points per turn and spends them step by step. It knows only what it has found out. Skill and visibility are relative to the usual (100%): more skill works more often, more visibility is seen more often.",
    );
    let each = scenario.actors.iter().flat_map(|actor| one(scenario, actor));
    std::iter::once(Block::Words(doctrine)).chain(each).collect()
}

fn one(scenario: &Scenario, def: &ActorDef) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(def.name.clone())];
    if def.about != Text::default() {
        blocks.push(Block::Words(def.about.clone()));
    }
    blocks.push(table(
        "actor",
        vec![both("Angabe", "Item"), both("Inhalt", "Content")],
        facts(scenario, def),
    ));
    let wants = def.wants.iter().map(|want| self::want(scenario, want));
    let head = vec![
        both("Vorhaben", "Aim"),
        both("Systeme", "Systems"),
        both("Wert", "Worth"),
        both("Runden", "Turns"),
    ];
    let none = both("Hat kein erklärtes Ziel.", "Has no declared aim.");
    blocks.push(table_or("wants", head, wants.collect(), none));
    if !def.script.is_empty() {
        blocks.push(Block::Words(both(
            "Fester Zeitplan, wenn nach Skript gespielt wird (auch auf Papier):",
            "Fixed timetable if played by script (also on paper):",
        )));
        blocks.push(script(scenario, def));
    }
    blocks
}

fn facts(scenario: &Scenario, def: &ActorDef) -> Vec<Vec<Text>> {
    let percent = |permille: u32| {
        let of = permille / 10;
        both(format!("{of} %"), format!("{of}%"))
    };
    let technique = |id: &crate::scenario::ids::TechniqueId| {
        let def = &scenario.techniques[id.index()];
        fill("{} ({})", "{} ({})", &[&def.name, &same(&def.id)])
    };
    let techniques: Vec<Text> = def.techniques.iter().map(technique).collect();
    let credentials: Vec<&Text> = def.credentials.iter().map(|of| &scenario.credentials[of].name).collect();
    let mut rows = vec![
        vec![both("Art", "Kind"), kind(def.kind)],
        vec![both("Wie er entscheidet", "How it decides"), brain(def.brain)],
        vec![
            both("Können, Auffälligkeit", "Skill, visibility"),
            fill("{}, {}", "{}, {}", &[&percent(def.skill), &percent(def.stealth)]),
        ],
        vec![
            both("Punkte je Runde, ab Runde", "Points per turn, from turn"),
            fill("{}, ab Runde {}", "{}, from turn {}", &[&number(def.points), &number(def.from_turn)]),
        ],
        vec![both("Steht am Anfang in", "Starts in"), nodes_or_none(scenario, &def.start)],
        vec![both("Kennt am Anfang", "Knows at the start"), nodes_or_none(scenario, &def.knows)],
        vec![both("Adressen", "Addresses"), same(def.infrastructure.join(", "))],
        vec![both("Werkzeuge", "Tools"), same(def.tools.join(", "))],
        vec![
            both("Techniken, die liebste zuerst", "Techniques, the favorite first"),
            joined(techniques.iter(), ", "),
        ],
    ];
    if !credentials.is_empty() {
        rows.push(vec![both("Hat Zugangsdaten", "Has credentials"), some(credentials.into_iter())]);
    }
    if let Some(seller) = def.buys_from {
        rows.push(vec![
            both("Übernimmt die Zugänge von", "Takes over the access of"),
            scenario.actors[seller.index()].name.clone(),
        ]);
    }
    if let Some(found) = def.when_found {
        rows.push(vec![both("Wenn er entdeckt ist", "Once it is found"), when_found(found)]);
    }
    rows.retain(|row| row[1] != same(""));
    rows
}

fn when_found(of: WhenFound) -> Text {
    let times = number(of.after());
    match of {
        WhenFound::Leave(_) => fill(
            "zieht ab, sobald er aus so vielen Systemen hinausgeworfen ist: {}",
            "leaves once it has been thrown out of this many systems: {}",
            &[&times],
        ),
        WhenFound::Burn(_) => fill(
            "löscht, was er noch beherrscht, und zieht ab, sobald er aus so vielen Systemen hinausgeworfen ist: {}",
            "wipes what it still controls and leaves once it has been thrown out of this many systems: {}",
            &[&times],
        ),
    }
}

const fn span(want: &WantDef) -> (u32, Option<u32>) {
    (if want.not_before > 1 { want.not_before } else { 1 }, want.not_after)
}

fn want(scenario: &Scenario, want: &WantDef) -> Vec<Text> {
    let turns = match span(want) {
        (from, None) => both(format!("ab {from}"), format!("from {from}")),
        (from, Some(last)) => same(format!("{from}–{last}")),
    };
    vec![goal(want.goal), nodes(scenario, &want.nodes), number(want.worth), turns]
}

fn script(scenario: &Scenario, def: &ActorDef) -> Block {
    let step = |(technique, node): &(crate::scenario::ids::TechniqueId, crate::scenario::ids::NodeId)| {
        let technique = &scenario.techniques[technique.index()];
        fill("{} → {}", "{} → {}", &[&technique.name, &scenario.node(*node).name])
    };
    let rows = def.script.iter().map(|line| {
        let tries: Vec<Text> = line.tries.iter().map(step).collect();
        let (first, rest) = tries.split_first().map_or((same("–"), same("–")), |(first, rest)| {
            (first.clone(), if rest.is_empty() { same("–") } else { joined(rest.iter(), "; ") })
        });
        vec![number(line.turn), first, rest]
    });
    let head = vec![both("Runde", "Turn"), both("Schritt", "Step"), both("Sonst", "Otherwise")];
    table("script", head, rows.collect())
}

fn kind(of: ActorKind) -> Text {
    match of {
        ActorKind::Criminal => both("kriminell", "criminal"),
        ActorKind::Espionage => both("Spionage", "espionage"),
        ActorKind::Disruptive => both("Störung, Zerstörung", "disruption, destruction"),
    }
}

fn brain(of: Brain) -> Text {
    match of {
        Brain::Script => {
            both("nach festem Zeitplan, mit Ausweichschritten", "by a fixed timetable, with fallbacks")
        }
        Brain::Playbook => both(
            "nach eingeübter Kette: hinein, umsehen, ausbreiten, zuschlagen; was nicht geht, wird durch das Nächstbeste ersetzt",
            "by a practiced chain: in, look around, spread, strike; what does not work is replaced by the next best",
        ),
        Brain::Adaptive => both(
            "passt sich an: rechnet vor jedem Schritt, was er verspricht, und lässt, was entdeckt oder abgewehrt wurde",
            "adapts: works out before each step what it promises, and drops what was detected or blocked",
        ),
        Brain::Search => both(
            "denkt voraus: spielt im Kopf weiter, was aus jedem Schritt würde",
            "looks ahead: plays on in its head what would come of each step",
        ),
        Brain::Human => both(
            "ein Mensch am roten Platz; sitzt dort niemand, passt sich das Programm an",
            "a person in a red seat; where nobody sits, the program adapts",
        ),
    }
}

/// What an attacker is after.
pub(in crate::handbook) fn goal(of: Goal) -> Text {
    match of {
        Goal::Steal => both("Daten stehlen", "steal data"),
        Goal::Encrypt => both("verschlüsseln", "encrypt"),
        Goal::Wipe => both("löschen", "wipe"),
        Goal::Manipulate => both("verfälschen", "falsify"),
        Goal::Disrupt => both("stören", "disrupt"),
        Goal::Hold => both("Zugang halten", "keep access"),
    }
}
