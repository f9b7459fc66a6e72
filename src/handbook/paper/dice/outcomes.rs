//! What comes of it when a roll succeeds: for measures and for techniques, in the trainer's words.

use crate::export::document::joined;
use crate::scenario::model::{Effect, Gain, TechniqueDef, Text};
use crate::view::wording::both;

/// What the trainer says or notes when a measure works.
pub(super) fn of(effect: Effect) -> Text {
    looking(effect).or_else(|| systems(effect)).unwrap_or_else(|| together(effect))
}

fn looking(effect: Effect) -> Option<Text> {
    Some(match effect {
        Effect::Triage => both(
            "Sagen Sie, ob der Alarm echt ist; wenn ja, mit welcher Technik.",
            "Say whether the alert is real; if so, by what technique.",
        ),
        Effect::Investigate => both(
            "Ist jemand darin: bestätigen, mit Adresse, Warnung und Einstieg. Sonst: ohne Befund.",
            "If somebody is inside: confirm, with address, warning and way in. Otherwise: clean.",
        ),
        Effect::Hunt => both(
            "Für jedes befallene System der Zone einzeln würfeln; Treffer bestätigen, mit Warnung und Einstieg.",
            "Roll for each compromised system of the zone; confirm hits, with warning and way in.",
        ),
        Effect::Forensics => both(
            "Adresse, Werkzeug, Einstieg, Täter und Abfluss nennen; der Rückweg ist gefunden. Beweise nur, wenn vorher gesichert wurde.",
            "Name address, tool, way in, attacker and what was taken; the way back is found. Evidence only if it was preserved before.",
        ),
        Effect::Compare => both(
            "Sind die Daten falsch: sagen Sie es. Sonst: ohne Ergebnis.",
            "If the data is false: say so. Otherwise: no result.",
        ),
        Effect::Sensor(..) => {
            both("Ein Sensor mehr auf dem Ziel; siehe unten.", "One more sensor on the target; see below.")
        }
        Effect::Watch(_) | Effect::Block(_) => both(
            "Das Merkmal ist im Einsatz, bis der Täter wechselt; siehe unten.",
            "The indicator is in use until the attacker changes; see below.",
        ),
        Effect::Attention(..) => {
            both("Die Analyse sieht genauer hin; siehe unten.", "Analysts look harder; see below.")
        }
        Effect::PreserveEvidence => both("Beweise sind gesichert.", "Evidence is preserved."),
        Effect::Takedown => both(
            "Der Täter verliert in der nächsten Runde Punkte und muss seine Mittel wechseln.",
            "The attacker loses points next turn and has to change its means.",
        ),
        Effect::Attribute(_) => both(
            "Der Täter verliert in der nächsten Runde Punkte und weiß sich erkannt; das Vertrauen steigt.",
            "The attacker loses points next turn and knows it is recognized; trust rises.",
        ),
        _ => return None,
    })
}

fn systems(effect: Effect) -> Option<Text> {
    Some(match effect {
        Effect::Patch | Effect::Clean(_) => {
            both("Bekannte Schwachstellen dort sind zu.", "Known weaknesses there are closed.")
        }
        Effect::Harden(..) => {
            both("Das Ziel ist besser geschützt; siehe unten.", "The target is better protected; see below.")
        }
        Effect::RotateCredentials | Effect::RotateShared => {
            both("Gestohlene Passwörter gelten nicht mehr.", "Stolen passwords no longer work.")
        }
        Effect::Isolate | Effect::IsolateZone | Effect::CutLink => both(
            "Getrennt: niemand kommt hin, und der Dienst steht.",
            "Isolated: nobody gets there, and the service stops.",
        ),
        Effect::Reconnect | Effect::ReconnectZone | Effect::RestoreLink => {
            both("Wieder verbunden.", "Connected again.")
        }
        Effect::Evict => both(
            "Der Täter ist draußen; hatte die Forensik seinen Rückweg nicht gefunden, kann er wiederkommen.",
            "The attacker is out; if forensics had not found the way back, it may return.",
        ),
        Effect::Rebuild => both(
            "Sauber und in Betrieb; ohne Datensicherung fehlen Daten.",
            "Clean and in service; without a backup, data is missing.",
        ),
        Effect::Restore => both(
            "Wieder in Betrieb, wenn es eine Datensicherung gibt. Wer darin war, ist es noch.",
            "Back in service if there is a backup. Whoever was inside still is.",
        ),
        Effect::FailOver | Effect::GoManual => {
            both("Der Dienst läuft ersatzweise.", "The service is carried on otherwise.")
        }
        Effect::Resume => both("Zurück zum System, wenn es läuft.", "Back to the system, if it runs."),
        Effect::BackUp => both("Eine Kopie liegt außer Reichweite.", "A copy is out of reach."),
        Effect::PayRansom(_) => both(
            "Der Schlüssel passt. Der Täter bleibt und hat mehr Punkte; das Vertrauen sinkt.",
            "The key works. The attacker stays and has more points; trust drops.",
        ),
        Effect::Withdraw(_) => both(
            "Daten sind vom Netz; waren sie richtig, sinkt das Vertrauen.",
            "The data is off the net; if it was right, trust drops.",
        ),
        Effect::Correct => both("Die Daten stimmen wieder.", "The data is right again."),
        Effect::WarnReusers => {
            both("Falsche Daten schaden nur noch halb so viel.", "False data does only half the harm.")
        }
        _ => return None,
    })
}

fn together(effect: Effect) -> Text {
    match effect {
        Effect::Share | Effect::Advisory | Effect::Sitrep => both(
            "Mitteilung unterwegs; Ankunft nach der Tafel beim Mitteilungszettel.",
            "Message on its way; arrival by the table on the share sheet.",
        ),
        Effect::Confer => both(
            "Nur wenn beide es beauftragen: Was sie einander mitteilen, kommt in dieser Runde an.",
            "Only if both order it: what they share arrives this turn.",
        ),
        Effect::AskAid | Effect::AskInformation | Effect::DeclineInformation => {
            both("Sagen Sie es dem Partner.", "Tell the partner.")
        }
        Effect::SendAid | Effect::Liaison | Effect::NightWatch | Effect::LendTools(..) => both(
            "Wer hilft, fehlt hier und ist dort da.",
            "Whoever helps is missing here and there over there.",
        ),
        Effect::Surge(_) => {
            both("Ab der nächsten Runde sind mehr Leute da.", "From the next turn on there are more people.")
        }
        Effect::Inform(_) => both("Das Vertrauen steigt.", "Trust rises."),
        Effect::Notify => both("Meldung abgehakt; auf die Frist achten.", "Notice given; mind the deadline."),
        Effect::Redact => both(
            "Ohne Personenbezug; darf jetzt mitgeteilt werden.",
            "Without personal data; may be shared now.",
        ),
        _ => both("Nach dem Text der Maßnahme.", "As the measure says."),
    }
}

/// What a technique gives its actor.
pub(super) fn gains(technique: &TechniqueDef) -> Text {
    let gains: Vec<Text> = technique.gives.iter().map(|gain| self::gain(*gain)).collect();
    joined(gains.iter(), ", ")
}

fn gain(gain: Gain) -> Text {
    match gain {
        Gain::User => both("Zugang", "access"),
        Gain::Admin => both("volle Rechte", "full rights"),
        Gain::Discovery => both("kennt die Nachbarn", "knows the neighbors"),
        Gain::Credentials => both("Passwörter, die dort liegen", "passwords that lie there"),
        Gain::Persistence => both("kommt wieder", "comes back"),
        Gain::Staging => both("Daten gepackt", "data packed"),
        Gain::Exfiltration(permille) => {
            let of = permille / 10;
            both(format!("{of} % der Daten weg"), format!("{of}% of the data gone"))
        }
        Gain::Encryption => both("verschlüsselt", "encrypted"),
        Gain::Wiping => both("gelöscht", "wiped"),
        Gain::Manipulation => both("Daten falsch", "data false"),
        Gain::Disruption(1) => both("Dienst steht 1 Runde", "service stops for 1 turn"),
        Gain::Disruption(turns) => {
            both(format!("Dienst steht {turns} Runden"), format!("service stops for {turns} turns"))
        }
        Gain::Blinding => both("Sensoren blind", "sensors blind"),
        Gain::BackupLoss => both("Sicherung am Netz weg", "online backup gone"),
        Gain::NewInfrastructure => both("neue Adressen", "new addresses"),
        Gain::NewTools => both("neues Werkzeug", "new tools"),
    }
}
