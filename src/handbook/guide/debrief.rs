//! The hot wash: five steps in their order, and the scenario's own questions.

use crate::export::document::Block;
use crate::handbook::words::blank;
use crate::scenario::Scenario;
use crate::view::wording::both;

/// The steps, the questions, and a sheet for what comes of them.
pub(super) fn blocks(scenario: &Scenario) -> Vec<Block> {
    let mut blocks = vec![
        Block::Words(both(
            "Sofort nach dem Übungsende, mit allen. Die Reihenfolge ist wichtig: Wer zuerst die Wahrheit hört, erinnert sich nicht mehr daran, was er wusste.",
            "Right after EndEx, with everybody. The order matters: whoever hears the truth first no longer remembers what they knew.",
        )),
        Block::Steps(vec![
            both(
                "Eigene Darstellung: Jedes Team erzählt, was es gesehen und warum es so entschieden hat. Niemand verbessert. Frage: „Was war für Sie der Wendepunkt?“",
                "Own account: each team tells what it saw and why it decided so. Nobody corrects. Ask: “What was the turning point for you?”",
            ),
            both(
                "Was man wissen konnte: Die Leitung zeigt je Team das Lagebild, wie es war. Frage: „Was davon lag Ihnen vor, und wer hätte es gebraucht?“",
                "What could be known: exercise control shows each team's picture as it was. Ask: “Which of this did you have, and who would have needed it?”",
            ),
            both(
                "Die Wahrheit: Verlauf des Vorfalls von Anfang an. Frage: „Wo lagen Bild und Wirklichkeit am weitesten auseinander?“",
                "The truth: the course of the incident from the start. Ask: “Where were picture and reality furthest apart?”",
            ),
            both(
                "Alternativen: zwei oder drei Entscheidungen, die den Unterschied machten. Frage: „Was hätten Sie mit demselben Wissen auch tun können?“",
                "Alternatives: two or three decisions that made the difference. Ask: “What else could you have done with the same knowledge?”",
            ),
            both(
                "Zufall: Was war Glück oder Pech, was Verdienst? Frage: „Was würden Sie beim nächsten Mal wieder so machen, gleich wie es ausging?“",
                "Luck: what was good or bad fortune, what was merit? Ask: “What would you do the same way again, however it turned out?”",
            ),
        ]),
    ];
    let debrief = &scenario.about.debrief;
    if !debrief.is_empty() {
        blocks.push(Block::Heading(both("Fragen zu diesem Szenario", "Questions for this scenario")));
        blocks.push(Block::List(debrief.clone()));
    }
    blocks.push(Block::Heading(both("Maßnahmenplan", "Improvement plan")));
    blocks.push(blank(
        "plan",
        vec![
            both("Fähigkeit", "Capability"),
            both("Was besser werden soll", "Area for improvement"),
            both("Maßnahme", "Corrective action"),
            both("Wer", "Who"),
            both("Bis wann", "By when"),
        ],
        6,
    ));
    blocks
}
