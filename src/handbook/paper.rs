//! The paper fallback: how a turn is played when there is no machine at all. Sheets to copy, and what the
//! trainer rolls dice against.

mod dice;
mod state;

use super::words::{blank, control_only, form, partners};
use crate::export::document::{Block, Document, Section, same};
use crate::scenario::Scenario;
use crate::scenario::model::Text;
use crate::scenario::words::{Pap, Tlp};
use crate::view::wording::{both, tlp};

/// For exercise control, with sheets for the teams.
pub(super) fn fallback(scenario: &Scenario) -> Document {
    let section = Section::new;
    let mut sections = vec![
        section("how", both("Eine Runde ohne Technik", "A turn without any machine"), how()),
        section("sheet-orders", both("Auftragszettel", "Order sheet"), orders()),
        section("sheet-share", both("Mitteilungszettel", "Share sheet"), share(scenario)),
    ];
    sections.extend(partners(scenario).map(|partner| state::sheet(scenario, partner)));
    sections.push(section(
        "sheet-log",
        both("Rundenprotokoll (Leitung)", "Turn log (control)"),
        state::log(scenario),
    ));
    sections.push(section(
        "sheet-measures",
        both("Würfe für Maßnahmen (Leitung)", "Rolls for measures (control)"),
        dice::measures(scenario),
    ));
    sections.push(section(
        "sheet-attacks",
        both("Würfe für Angriffe (Leitung)", "Rolls for attacks (control)"),
        dice::attacks(scenario),
    ));
    Document {
        schema: "planspiel.handbook/1",
        kind: both("Papier für den Ausfall", "Paper fallback"),
        title: scenario.about.title.clone(),
        scope: control_only(both(
            "Falls die Technik ausfällt. Auftrags-, Mitteilungs- und Lagezettel bekommen die Teams; Protokoll und Würfeltafeln bleiben bei der Leitung.",
            "In case the technology fails. Order, share and situation sheets go to the teams; log and dice tables stay with exercise control.",
        )),
        sections,
    }
}

fn how() -> Vec<Block> {
    vec![
        Block::Words(both(
            "Sie brauchen: zwei zehnseitige Würfel (einer für die Zehner, einer für die Einer; 00 zählt als 100), die Zettel dieses Hefts in genügender Zahl, das Drehbuch und eine Person je Team, die Zettel hin- und herträgt. Ein Wurf gelingt, wenn er höchstens so hoch ist wie die angegebene Zahl.",
            "You need: two ten-sided dice (one for tens, one for ones; 00 counts as 100), enough copies of these sheets, the MSEL, and one person per team to carry sheets back and forth. A roll succeeds if it is no higher than the number given.",
        )),
        Block::Steps(vec![
            both(
                "Lage: Die Leitung sagt Runde und Ortszeit an und liest fällige Einlagen vor. Jedes Team bekommt seine Alarme und was an Mitteilungen angekommen ist. Aus dem Lagezettel ergibt sich, wie viele Leute da sind.",
                "Situation: exercise control announces turn and local time and reads the injects that are due. Each team gets its alerts and the messages that have arrived. The situation sheet tells how many people are there.",
            ),
            both(
                "Entschluss: Jedes Team füllt einen Auftragszettel aus, für Mitteilungen zusätzlich je einen Mitteilungszettel. Mehr Leute, als da sind, kann niemand binden. Die Leitung des Teams unterschreibt.",
                "Orders: each team fills in an order sheet and, for every message, a share sheet. Nobody can tie up more people than there are. The team's lead signs.",
            ),
            both(
                "Durchführung, immer in dieser Reihenfolge: Mitteilungen und Hilfe kommen an; Aufträge, die fertig sind, wirken (Würfe für Maßnahmen); Täter handeln (Würfe für Angriffe); für jeden Schritt wird gewürfelt, ob er bemerkt wird; Fehlalarme; Ausfälle und Fristen.",
                "Resolution, always in this order: messages and aid arrive; orders that are done take effect (rolls for measures); attackers act (rolls for attacks); for each step roll whether it is noticed; false alarms; outages and deadlines.",
            ),
            both(
                "Auswertung: Die Leitung trägt alles ins Rundenprotokoll ein und gibt jedem Team zurück, was es sehen konnte, und sonst nichts. Danach beginnt die nächste Runde.",
                "Review: exercise control enters everything in the turn log and returns to each team what it could see, and nothing else. Then the next turn begins.",
            ),
        ]),
        Block::Words(both(
            "Auf Papier wird nicht gerechnet, sondern entschieden: Eine Wertung gibt es nicht. Was erreicht wurde, sagen die Bewertungsbögen. Läuft die Technik wieder, gehen Sie mit dem letzten Stand im Protokoll weiter.",
            "On paper nothing is computed, it is decided: there is no score. What was achieved is told by the evaluation guides. When the technology is back, go on from the last state in the log.",
        )),
    ]
}

fn orders() -> Vec<Block> {
    vec![
        form(
            "header",
            vec![
                both("Team, Runde", "Team, turn"),
                both("Leute da, davon gebunden", "People there, of them tied up"),
            ],
        ),
        blank(
            "orders",
            vec![
                both("Nr.", "No."),
                both("Maßnahme", "Measure"),
                both("Ziel", "Target"),
                both("Leute", "People"),
                both("fertig in Runde", "done in turn"),
                both("Warum", "Why"),
                both("Ergebnis (Leitung)", "Result (control)"),
            ],
            12,
        ),
        form("signed", vec![both("Freigegeben von", "Committed by")]),
    ]
}

fn share(scenario: &Scenario) -> Vec<Block> {
    let boxes =
        |labels: &[&str]| same(labels.iter().map(|of| format!("☐ {of}")).collect::<Vec<_>>().join("   "));
    let tlps: Vec<&str> = Tlp::ALL.iter().map(|of| tlp(*of)).collect();
    let paps: Vec<String> = Pap::ALL.iter().map(|of| format!("PAP:{}", of.slug().to_uppercase())).collect();
    let paps: Vec<&str> = paps.iter().map(String::as_str).collect();
    let shorts: Vec<&str> = scenario.partners.iter().map(|of| of.short.as_str()).collect();
    let ways = both(
        "☐ Telefon   ☐ E-Mail   ☐ Datenaustausch   ☐ Verbindungsperson   ☐ Rechtshilfe",
        "☐ phone   ☐ e-mail   ☐ data feed   ☐ liaison   ☐ legal assistance",
    );
    let rows = [
        (both("Von, Runde, Uhrzeit", "From, turn, time"), same("")),
        (both("An", "To"), boxes(&shorts)),
        (both("Was wir wissen", "What we know"), same("")),
        (both("Woher, wie sicher", "Source, how sure"), same("")),
        (both("Was der Empfänger tun sollte", "What the receiver should do"), same("")),
        (both("Weitergabe", "Passing on"), boxes(&tlps)),
        (both("Erlaubt ist", "Allowed actions"), boxes(&paps)),
        (both("Weg", "Way"), ways),
        (both("Angekommen (Leitung): Runde", "Arrived (control): turn"), same("")),
        (both("Gelesen von, Runde", "Read by, turn"), same("")),
    ];
    let rows: Vec<Vec<Text>> = rows.into_iter().map(|(name, entry)| vec![name, entry]).collect();
    let head = vec![both("Angabe", "Item"), both("Eintrag", "Entry")];
    let mut blocks = vec![super::words::table("share", head, rows)];
    if scenario.partners.len() > 1 {
        blocks.extend(super::manual::ways());
    }
    blocks
}
