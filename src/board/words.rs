//! What the board itself says, German and English side by side in one table. What the exercise says
//! comes from the views with both languages in it.

pub use crate::view::Lang;
pub(crate) use crate::view::names::*;

macro_rules! table {
    ($($name:ident: $de:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Word = Word($de, $en);)*
        /// Every text of the board, for tests.
        #[cfg(test)]
        pub(crate) const ALL: &[Word] = &[$($name,)*];
    };
}

table! {
    TAGLINE: "Cyber-Planspiel für Behörden, die zusammen handeln müssen", "A tabletop cyber exercise for authorities that must respond together";
    NO_SCENARIOS: "Hier liegt kein Szenario. Gesucht wurde in {}.", "There is no scenario here. This folder was searched: {}.";
    MINUTES: "{} Minuten", "{} minutes";
    TURNS: "Runden", "turns";
    DIFFICULTY: "Schwierigkeit", "Difficulty";
    NODES: "Systeme", "systems";
    GOALS: "Lernziele", "Learning goals";
    AUDIENCE: "Für wen", "Audience";
    NOTE: "Tatsache und Erfindung", "Fact and invention";
    VERSION: "Fassung", "Version";
    FULL: "Vollständig", "Complete";
    OPEN: "Öffnen", "Open";
    OPENING: "Wird geöffnet …", "Opening …";
    BROKEN: "Dieses Szenario lässt sich nicht spielen:", "This scenario cannot be played:";
    RELOADED: "Die Dateien haben sich geändert: neu geladen.", "The files have changed: loaded again.";
    FIX_AND_WAIT: "Sobald die Datei gespeichert ist, wird neu geladen.", "It is loaded again as soon as the file is saved.";
    BRIEFING: "Einweisung", "Briefing";
    START: "Übung starten", "Start exercise";
    START_ASK: "Die Übung beginnt für alle Plätze.", "The exercise begins for every seat.";
    BACK: "Zurück", "Back";
    CANCEL: "Abbrechen", "Cancel";
    YES_START: "Ja, starten", "Yes, start";
    CLOSE: "Schließen", "Close";
    TRAINER: "Übungsleitung", "Trainer";
    TRUTH: "Übungsleitung sieht die Wahrheit", "The trainer sees the truth";
    TRUTH_SHORT: "Wahrheit", "The truth";
    HAND_OVER: "Übergabe an", "Hand over to";
    CURTAIN_NOTE: "Die anderen sehen jetzt bitte nicht hin.", "Everybody else looks away now, please.";
    LIFT: "Bereit: Vorhang auf", "Ready: open the curtain";
    SEATS: "Platz", "Seat";
    TURN: "Runde", "Turn";
    OF: "von", "of";
    TIMER_OVER: "überzogen", "over time";
    PAUSED: "ANGEHALTEN", "PAUSED";
    PAUSE: "Anhalten", "Pause";
    RESUME: "Weiter", "Resume";
    NEXT_SITUATION: "Nächste Runde", "Next turn";
    NEXT_ORDERS: "Zum Entschluss", "To orders";
    NEXT_RESOLUTION: "Durchführen", "Resolve";
    NEXT_REVIEW: "Zur Auswertung", "To review";
    ENDS_AT: "Ende etwa {}", "ends about {}";
    OVERRUN: "{} min später als geplant", "{} min later than planned";
    DAY: "Tag", "day";
    NIGHT: "Nacht", "night";
    HOURS: "h", "h";
    INBOX: "Eingang", "Inbox";
    ALERTS: "Meldungen", "Alerts";
    DUTIES: "Pflichten", "Duties";
    SHARED: "Austausch", "Sharing";
    EMPTY_INBOX: "Noch ist nichts eingegangen.", "Nothing has come in yet.";
    EMPTY_ALERTS: "Keine Meldungen.", "No alerts.";
    EMPTY_DUTIES: "Keine Meldepflichten in diesem Szenario.", "No reporting duties in this scenario.";
    EMPTY_FACTS: "Noch keine Erkenntnisse. Sichten und untersuchen bringt welche.", "No findings yet. Triage and investigation bring them.";
    FROM: "von", "from";
    QUESTIONS: "Fragen", "Questions";
    CHOICES: "Antwort wählen", "Choose an answer";
    CHOSEN: "Gewählt", "Chosen";
    RESTS: "Frist ruht", "Clock rests";
    LEFT: "noch {} h", "{} h left";
    OVERDUE: "seit {} h überfällig", "{} h overdue";
    MUST_SAY: "Muss enthalten", "Must contain";
    OWN_FINDING: "eigene Erkenntnis", "own finding";
    TOLD_BY: "von {}", "from {}";
    NOT_TOLD: "nicht weitergegeben", "not shared";
    IN_FLIGHT: "unterwegs", "in flight";
    ARRIVES: "kommt in Runde {} an", "arrives in turn {}";
    BLOCKED: "gesperrt", "blocked";
    WATCHED: "beobachtet", "watched";
    ORDERS: "Aufträge", "Orders";
    NODE: "System", "System";
    ALL_NODES: "Alle Systeme", "All systems";
    SEARCH_NODE: "System suchen", "Find a system";
    RUNNING: "Läuft", "Running";
    DRAFTS: "Entwürfe", "Drafts";
    NO_DRAFTS: "Noch nichts entworfen.", "Nothing drafted yet.";
    DRAFT: "Entwerfen", "Draft";
    COMMIT_ALL: "{} erteilen", "Commit {}";
    REASON: "Warum? (ein Satz, freiwillig)", "Why? (one sentence, optional)";
    TAKE_BACK: "Zurücknehmen", "Take back";
    DROP: "Verwerfen", "Discard";
    AT_ONCE: "sofort", "at once";
    NO_SUCH_ORDER: "Dafür lässt sich gerade kein Auftrag erteilen.", "No order for that can be given at the moment.";
    ONE_TURN: "1 Runde", "1 turn";
    N_TURNS: "{} Runden", "{} turns";
    ODDS: "Erfolg", "Odds";
    BREAKS: "Preis", "Price";
    ASSUMPTION: "Annahme", "assumption";
    NO_PEOPLE: "keine Personen nötig", "no people needed";
    PEOPLE: "Personen", "People";
    FREE: "frei", "free";
    TRUST: "Vertrauen", "Trust";
    TOO_MANY: "Die Entwürfe brauchen mehr Personen, als frei sind.", "The drafts take more people than are free.";
    PREVENTS: "Vorsorge:", "Prevention:";
    PREVENTION: "Vorsorge: Was jetzt erteilt wird, ist bei Beginn der Übung getan. Was übrig bleibt, verfällt.", "Prevention: what is committed now is done when the exercise starts. What is left over is lost.";
    POINTS_LEFT: "Punkte übrig", "Points left";
    ONE_POINT: "1 Punkt", "1 point";
    N_POINTS: "{} Punkte", "{} points";
    NOT_ORDERS: "Aufträge werden in der Phase Entschluss erteilt.", "Orders are given in the orders phase.";
    ONLY_PARTNERS: "Aufträge erteilen die Partner. Wechseln Sie den Platz mit 1 bis 9.", "Partners give orders. Change seats with 1 to 9.";
    UNTIL: "bis Runde {}", "until turn {}";
    SEARCH: "Ziel suchen", "Find a target";
    MORE: "… und {} weitere; suchen grenzt ein", "… and {} more; search to narrow down";
    NOTHING_SELECTED: "Ein System auf der Karte anklicken oder mit Tab wählen.", "Click a system on the map, or choose one with Tab.";
    COUNT: "Anzahl", "Count";
    LEVEL: "Dienst", "Service";
    SINCE: "seit Runde {}", "since turn {}";
    WORTH: "Schaden je Stunde Ausfall", "Harm per hour of outage";
    POINTS: "Punkte", "points";
    RECORDS: "Datensätze", "Records";
    STAKES: "Was daran hängt", "What depends on it";
    WEAKNESSES: "Offene Schwachstellen", "Open weaknesses";
    HELD_BY: "In der Hand von", "Held by";
    UNKNOWN: "unbekannt: dorthin reicht unser Bild nicht", "unknown: our picture does not reach there";
    SYSTEMS: "Systeme", "systems";
    UNFOLD: "Aufklappen (Enter)", "Unfold (Enter)";
    HEALTHY: "unauffällig", "nothing unusual";
    CAN_DO: "Was wir hier tun können", "What we can do here";
    RECAP: "Was geschehen ist", "What happened";
    RECAP_OF: "Rückblick auf Runde {}", "Recap of turn {}";
    EMPTY_RECAP: "Noch ist nichts geschehen.", "Nothing has happened yet.";
    TEAMS: "Teams", "Teams";
    INJECTS: "Einlagen", "Injects";
    ATTACKERS: "Angreifer", "Attackers";
    CHECKS: "Proben", "Checks";
    EMPTY_CHECKS: "In dieser Runde wurde noch nichts gewürfelt.", "Nothing has been rolled in this turn yet.";
    FIRE: "Einspielen", "Fire";
    SKIP: "Auslassen", "Skip";
    EXPECTED: "Erwartet wird", "Expected";
    READ_ALOUD: "Vorlesen", "Read aloud";
    HINTS: "Hilfen", "Hints";
    OVERRULE: "Anders entscheiden", "Overrule";
    OVERRULE_NOTE: "Die Runde wird mit denselben Aufträgen neu aufgelöst.", "The turn is resolved again with the same orders.";
    OVERRULE_LATE: "Anders entscheiden lässt sich eine Probe nur, bis die nächste Runde beginnt.", "A check can be overruled only until the next turn begins.";
    OVERRULED: "von der Übungsleitung entschieden", "decided by the trainer";
    SUCCESS: "gelungen", "success";
    FAILURE: "misslungen", "failure";
    BASE: "Grundwert", "Base rate";
    CHANCE: "Chance", "Chance";
    ROLL: "Wurf", "Roll";
    UNDO: "Runde zurück", "Undo turn";
    UNDO_ASK: "Zurück an den Anfang von Runde {}? Alles seither wird verworfen.", "Back to the start of turn {}? Everything since is discarded.";
    UNDO_SAME: "Mit denselben Würfeln", "With the same dice";
    UNDO_NEW: "Mit neuen Würfeln", "With new dice";
    UNDO_EARLIER: "Eine Runde weiter zurück", "One turn further back";
    END: "Übung beenden", "End exercise";
    END_ASK: "Die Übung endet jetzt für alle.", "The exercise ends now for everybody.";
    LEAVE_ASK: "Zurück zur Auswahl? Diese Übung wird verlassen. Was gespielt wurde, steht im Protokoll.", "Back to the scenarios? This exercise is left. What was played is in its log.";
    LEAVE: "Verlassen", "Leave";
    SCORE: "Wertung", "Score";
    JOINT: "Gemeinsam", "Joint";
    OUTCOME: "Ergebnis", "Outcome";
    COOPERATION: "Zusammenarbeit", "Cooperation";
    OBJECTIVES: "Ziele", "Objectives";
    PAR: "Richtwert", "Par";
    HARM: "Schaden", "Harm";
    IDLE: "ohne jede Maßnahme", "if nobody acts";
    BY_TURN: "Schaden je Runde", "Harm by turn";
    BEHIND: "Ereignisse dahinter", "Events behind it";
    NO_EVENTS: "Keine einzelnen Ereignisse; der Wert folgt aus der Formel.", "No single events; the figure follows from the formula.";
    OPEN_NUMBER: "Auf eine Zahl klicken zeigt, woraus sie entsteht.", "Click a number to see what it is made of.";
    DUTIES_SCORE: "Meldepflichten: {}", "Duties: {}";
    MET: "erfüllt", "met";
    LATE: "verspätet", "late";
    MISSED: "versäumt", "missed";
    MET_SO_FAR: "bisher erfüllt", "met so far";
    STILL_OPEN: "offen", "open";
    ENDED: "Die Übung ist beendet.", "The exercise has ended.";
    KEYS: "Tasten", "Keys";
    LEGEND: "Zeichen auf der Karte", "Signs on the map";
    LANGUAGE: "English", "Deutsch";
    SIZE: "Größe", "Size";
    CALM: "Weniger Bewegung", "Less motion";
    NO_VIEW: "Dorthin reicht unser Bild nicht", "Our picture does not reach there";
    BETWEEN: "Dritte", "Shared";
    EMERGENCY: "Ernstfall: Übung anhalten", "NO DUFF: stop the exercise";
    EMERGENCY_ASK: "Es ist wirklich etwas passiert. Alle Uhren halten an, und jeder Bildschirm sagt es. Entwürfe bleiben.", "Something real has happened. Every clock stops, and every screen says so. Drafts stay.";
    EMERGENCY_NOW: "Das ist keine Übung. Die Übung ist angehalten.", "This is not an exercise. The exercise is stopped.";
    EMERGENCY_OVER: "Ernstfall vorbei, Übung geht weiter", "Emergency over, the exercise goes on";
    EMERGENCY_NOTE: "Die Uhr bleibt stehen, bis jemand sie wieder startet.", "The timer stays stopped until somebody starts it again.";
    EMERGENCY_SHORT: "Ernstfall", "NO DUFF";
    JOINING: "Beitreten", "Joining";
    PLACES: "Plätze", "Seats";
    ADDRESS: "Adresse", "Address";
    ROOM: "Raumcode", "Room code";
    ONLY_HERE: "Diese Adresse gilt nur auf diesem Rechner. Für andere Geräte: planspiel board SZENARIO --listen ADRESSE:PORT --self-signed", "This address works on this machine only. For other devices: planspiel board SCENARIO --listen ADDRESS:PORT --self-signed";
    NOBODY: "niemand", "nobody";
    DEVICES: "Geräte: {}", "devices: {}";
    NEW_KEY: "Neuer Schlüssel", "New key";
    KEY: "Schlüssel", "Key";
    KEY_NOTE: "Ein neuer Schlüssel erscheint hier mit einem QR-Code, der ein Gerät ohne Tippen einlässt. Angemeldete Geräte bleiben.", "A new key appears here with a QR code that admits one device without typing. Devices that are in stay in.";
    KEY_ONCE: "Wird nur jetzt gezeigt. Der alte Schlüssel gilt nicht mehr.", "Shown only now. The old key no longer works.";
    MESSAGES: "Nachrichten", "Messages";
    NO_MESSAGES: "Noch keine Nachrichten.", "No messages yet.";
    MESSAGE: "Was wollen Sie sagen?", "What do you want to say?";
    EVERYBODY: "alle", "everyone";
    SEND: "Senden", "Send";
    VETO: "Angriffszug untersagen", "Veto this move";
    VETO_NOTE: "Die Runde wird ohne diesen Zug neu durchgeführt.", "The turn is carried out again without this move.";
    CONSIDERED: "Stattdessen erwogen", "Considered instead";
    LEARNED: "Gelernt", "Learned";
    AUTOPILOT: "Automatik", "policy";
    REWORDED: "umformuliert", "reworded";
    ON_ITS_WAY: "{}: unterwegs", "{}: on its way";
    ARRIVED: "{}: angekommen", "{}: arrived";
    READ_BY: "{}: gelesen", "{}: read";
    ACKNOWLEDGE: "Eingang bestätigen", "Acknowledge receipt";
    ACKNOWLEDGED: "bestätigt", "acknowledged";
    UNREACHABLE: "Die Übung antwortet nicht. Nichts wurde verändert.", "The exercise does not answer. Nothing has changed.";
    NEW_ALERTS: "neue Alarme", "new alerts";
    CONFIRMED: "bestätigt", "confirmed";
    IMPAIRED: "gestört", "impaired";
    HELD: "in fremder Hand", "held";
    SHARES: "Weitergaben", "shares";
    ORDERS_NOW: "Aufträge", "orders";
    ON_SHIFT: "im Dienst", "on shift";
    KNOWN_NODES: "kennt {} Systeme", "knows {} systems";
    HAS_LEFT: "abgezogen", "has left";
    USES: "benutzt", "uses";
    NO_LIMIT: "ohne Zeitvorgabe", "no time limit";
    DEBRIEF: "Nachbesprechung", "Debrief";
    LEAD_OWN: "Jedes Team erzählt zuerst selbst: Was haben wir entschieden, und warum?", "Each team speaks first: what did we decide, and why?";
    LEAD_KNOWN: "So sah jedes Team die Lage, als es entschied. Was hier nicht steht, konnte es nicht wissen.", "This is how each team saw the situation when it decided. What is not here, it could not know.";
    LEAD_TRUTH: "So war es wirklich, neben dem, was die Teams im selben Augenblick glaubten.", "This is how it really was, beside what the teams believed at the same moment.";
    LEAD_ALTERNATIVES: "Die Entscheidungen, an denen am meisten hing, und was sie wert waren.", "The decisions that mattered most, and what they were worth.";
    LEAD_LUCK: "Woher die Wertung kam, und was davon Zufall war.", "Where the score came from, and what of it was luck.";
    BELIEVED: "Bild von {}", "Picture of {}";
    PREVENTION_SHORT: "Vorsorge", "Prevention";
    TURNING: "Wendepunkte", "Turning points";
    NO_TURNING: "Keine einzelne Entscheidung sticht heraus.", "No single decision stands out.";
    COMPUTING: "Wird berechnet: {}", "Being computed: {}";
    FETCHING: "Wird geholt …", "Loading …";
    STEP_NEXT: "Weiter: {}", "Next: {}";
    FORK: "Anders weiterspielen ab Runde {}", "Play on otherwise from turn {}";
    FORK_SHORT: "Abzweigen ab Runde {} …", "Fork at turn {} …";
    FORK_ABOUT: "Eine Abzweigung ist eine neue Übung mit denselben Plätzen, Schlüsseln und Würfeln. Sie steht am Anfang dieser Runde; was hier gespielt wurde, bleibt, wie es ist.", "A fork is a new exercise with the same seats, keys and dice. It stands at the start of this turn; what was played here stays as it is.";
    FORK_NOW: "Abzweigung anlegen", "Create the fork";
    FORK_READY: "Die Abzweigung liegt bereit. So geht es dort weiter, auf dem Rechner des Hosts:", "The fork is ready. This is how it goes on there, on the host's computer:";
    IMPROVE: "Was besser werden soll", "What is to improve";
    IMPROVE_SHORT: "Verbesserung …", "Improvement …";
    ITEM_WHAT: "Was", "What";
    ITEM_WHO: "Wer", "Who";
    ITEM_DUE: "Bis wann", "By when";
    ITEM_ELEMENT: "Worin", "Element";
    ITEM_SIMULATED: "In der Simulation ist das", "In the simulation this is";
    ITEM_NONE: "nichts davon", "none of these";
    ITEM_NOT_YET: "Was Verbesserungen in der Simulation wert wären, steht erst vom vierten Schritt an hier, sobald es berechnet ist.", "What improvements would be worth in the simulation is shown here from step four on, once it is computed.";
    ITEM_PARTS: "Es fehlt etwas: Was, wer und bis wann gehören dazu.", "Something is missing: what, who and by when belong to it.";
    RECORD: "Festhalten", "Record";
    TOLD_THEN: "Was es erfuhr", "What it was told";
    EVENTS: "Was geschah", "What happened";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_each_language_writes_them() {
        for (value, de, en) in [
            (1720.14, "1.720,1", "1,720.1"),
            (99.96, "100,0", "100.0"),
            (0.0, "0,0", "0.0"),
            (-0.04, "0,0", "0.0"),
            (-3.25, "−3,3", "−3.3"),
        ] {
            assert_eq!((Lang::De.number(value), Lang::En.number(value)), (de.to_owned(), en.to_owned()));
        }
        assert_eq!(
            (Lang::De.percent("65,6"), Lang::En.percent("65.6")),
            ("65,6\u{a0}%".into(), "65.6%".into())
        );
    }

    #[test]
    fn both_languages_have_the_same_gaps() {
        for word in ALL {
            assert!(!word.0.is_empty() && !word.1.is_empty());
            assert_eq!(word.0.matches("{}").count(), word.1.matches("{}").count(), "{word:?}");
        }
    }
}
