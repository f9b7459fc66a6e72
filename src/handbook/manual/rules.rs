//! How it is played, for people who have never done so: the turn, the rules, labels, ratings.

use crate::conduct::Rating;
use crate::export::document::{Block, joined, same};
use crate::handbook::words::{fill, number, table};
use crate::rules::odds::{NIGHT_H, NO_AGREEMENT_H, TRANSLATION_H, channel_h};
use crate::rules::prevention;
use crate::scenario::Scenario;
use crate::scenario::model::Text;
use crate::scenario::words::{Channel, Pap, Tlp};
use crate::view::wording::{both, tlp};
use crate::view::{names, rating as rating_name, rating_meaning};

/// The four phases.
pub(super) fn turn(scenario: &Scenario) -> Vec<Block> {
    let minutes = scenario.phase_minutes();
    let words = [
        both(
            "Die Runde beginnt. Lesen Sie, was eingegangen ist: Alarme der Sensoren, Anrufe und Schreiben, Mitteilungen der Partner. Sagen Sie den anderen, was davon zählt.",
            "The turn begins. Read what has come in: alerts from sensors, calls and letters, messages from partners. Tell the others what matters.",
        ),
        both(
            "Das Team entwirft Aufträge und begründet jeden mit einem Satz. Jeder Platz entwirft, was seine Rolle erlaubt; die Leitung gibt frei. Was andere Teams beauftragen, sehen Sie nicht.",
            "The team drafts orders and gives the reason for each in one sentence. Each seat drafts what its role allows; the lead commits. You do not see what other teams order.",
        ),
        both(
            "Die Übungszeit der Runde vergeht. Aufträge wirken, Mitteilungen kommen an, und es geschieht, was sonst geschieht.",
            "The exercise time of the turn passes. Orders take effect, messages arrive, and whatever else happens, happens.",
        ),
        both(
            "Sie sehen, was aus Ihren Aufträgen wurde und was Ihr Team nun weiß. Halten Sie fest, was Sie anders entscheiden würden.",
            "You see what came of your orders and what your team knows now. Note what you would decide differently.",
        ),
    ];
    let phases = [
        crate::rules::Phase::Situation,
        crate::rules::Phase::Orders,
        crate::rules::Phase::Resolution,
        crate::rules::Phase::Review,
    ];
    let rows = phases.iter().zip(words).zip(minutes).map(|((phase, what), minutes)| {
        let name = names::phase(*phase);
        let minutes = if minutes == 0 { same("–") } else { number(minutes) };
        vec![both(name.0, name.1), minutes, what]
    });
    let head =
        vec![both("Phase", "Phase"), both("Minuten", "Minutes"), both("Was geschieht", "What happens")];
    vec![
        Block::Words(both(
            "Jede Runde steht für mehrere Stunden Übungszeit und hat vier Phasen, immer in dieser Reihenfolge. Die Minuten sind ein Richtwert; die Übungsleitung kann verlängern und anhalten.",
            "Each turn stands for several hours of exercise time and has four phases, always in this order. The minutes are a guide; exercise control can extend and pause.",
        )),
        table("phases", head, rows.collect()),
    ]
}

/// What everybody agrees to.
pub(super) fn rules(scenario: &Scenario) -> Vec<Block> {
    let mut conduct = vec![
        both(
            "Ein wirklicher Notfall geht vor. Wer „Ernstfall“ ruft oder am Platz auslöst, hält die ganze Übung an.",
            "A real emergency comes first. Whoever calls “NO DUFF” or triggers it at a seat stops the whole exercise.",
        ),
        both(
            "Jede Mitteilung nach außen beginnt mit „Übung, Übung, Übung“. Niemand ruft wirkliche Stellen an, die nicht mitspielen.",
            "Every message to the outside begins with “Exercise, exercise, exercise.” Nobody calls real offices that do not take part.",
        ),
        both(
            "Es gibt keine Schuldigen. Wer sich irrt, hat geübt. Personen werden nicht verglichen.",
            "There is no blame. Whoever gets something wrong has practiced. People are not compared.",
        ),
        both(
            "Nehmen Sie die Lage, wie sie ist. Was unwirklich scheint, melden Sie der Übungsleitung, ohne den Raum anzuhalten, und spielen weiter.",
            "Take the situation as it is. If something seems unrealistic, tell exercise control without stopping the room, and play on.",
        ),
    ];
    if scenario.partners.len() > 1 {
        conduct.push(both(
            "Mit anderen Teams sprechen Sie nur auf den Wegen der Übung. Was nicht mitgeteilt wurde, weiß der andere nicht.",
            "Talk to other teams only by the ways of the exercise. What was not shared, the other does not know.",
        ));
    }
    let mut play = vec![
        both(
            "Ihre Leute sind begrenzt. Tagsüber an Arbeitstagen sind mehr da als nachts und am Wochenende; es gilt Ihre Ortszeit. Wer in einem Auftrag gebunden ist, fehlt anderswo.",
            "Your people are limited. By day on working days there are more than at night and on weekends; your local time counts. Whoever is tied up in an order is missing elsewhere.",
        ),
        both(
            "Manches wirkt sofort, manches dauert Runden. Manches gelingt nur mit einer gewissen Chance; sie steht bei der Maßnahme.",
            "Some orders take effect at once, some take turns. Some work only with a certain chance, which is given with the measure.",
        ),
        both(
            "Vieles kostet auch: Ein getrenntes System dient niemandem. Selbst verursachter Ausfall zählt wie jeder andere.",
            "Much of it has a price: an isolated system serves nobody. An outage you caused yourselves counts like any other.",
        ),
        both(
            "Sie sehen, was Ihre Sensoren melden und was Sie herausfinden. Nicht jeder Alarm ist echt, und nicht alles löst einen aus. Unbekannt heißt nicht gesund.",
            "You see what your sensors report and what you find out. Not every alert is real, and not everything raises one. Unknown does not mean healthy.",
        ),
        both(
            "Eine Meldefrist beginnt, wenn Ihr Team vom Anlass weiß, nicht, wenn er eingetreten ist.",
            "A reporting clock starts when your team knows the cause, not when it happened.",
        ),
        both(
            "Was Sie beauftragt haben, können Sie bis zur Durchführung zurücknehmen.",
            "What you have ordered you can take back until resolution.",
        ),
    ];
    if prevention::is_played(scenario) {
        play.push(both(
            "Vor Übungsbeginn kann Ihr Team Punkte für Vorsorge ausgeben. Was Sie dann kaufen, wirkt ab der ersten Runde und bindet niemanden.",
            "Before StartEx your team can spend points on prevention. What you buy then works from the first turn on and ties up nobody.",
        ));
    }
    vec![
        Block::Heading(both("Miteinander", "With each other")),
        Block::List(conduct),
        Block::Heading(both("Im Spiel", "In play")),
        Block::List(play),
    ]
}

/// Labels, permissible actions, ways and how long they take.
pub(super) fn sharing(scenario: &Scenario) -> Vec<Block> {
    let tlp_rows = Tlp::ALL.iter().map(|label| vec![same(tlp(*label)), tlp_means(*label)]);
    let pap_rows = Pap::ALL.iter().map(|label| vec![pap_code(*label), pap_means(*label)]);
    let mut blocks = vec![
        Block::Words(both(
            "Was Sie herausfinden, können Sie Partnern mitteilen. Es nützt dort, solange es neu ist und jemand danach handelt. Jede Mitteilung trägt zwei Kennzeichen: wem sie weitergesagt werden darf (TLP) und was man daraufhin tun darf (PAP). Wer ein Kennzeichen bricht, verliert Vertrauen, und der Gegner kann davon erfahren.",
            "What you find out you can tell your partners. It is of use there while it is new and somebody acts on it. Every message bears two labels: whom it may be told (TLP) and what may be done about it (PAP). Whoever breaks a label loses trust, and the adversary may learn of it.",
        )),
        table(
            "tlp",
            vec![both("Stufe", "Label"), both("Wer es wissen darf", "Who may know")],
            tlp_rows.collect(),
        ),
        table(
            "pap",
            vec![both("Stufe", "Label"), both("Was man tun darf", "What may be done")],
            pap_rows.collect(),
        ),
    ];
    if scenario.partners.len() > 1 {
        blocks.extend(ways());
    }
    blocks
}

/// How long a message takes.
pub(in crate::handbook) fn ways() -> [Block; 2] {
    let rows = Channel::ALL.iter().map(|channel| {
        let name = names::channel(*channel);
        vec![both(name.0, name.1), number(channel_h(*channel)), way(*channel)]
    });
    [
        table(
            "ways",
            vec![both("Weg", "Way"), both("Stunden", "Hours"), both("Gut zu wissen", "Good to know")],
            rows.collect(),
        ),
        Block::Words(fill(
            "Nachts beim Empfänger kommen bei E-Mail und Datenaustausch {} Stunden hinzu, ohne gemeinsame Sprache {}, ohne Vereinbarung {}. Eine Mitteilung kommt frühestens in der nächsten Runde an; nur wer gemeinsam in einer Lagebesprechung sitzt, hört sie sofort.",
            "In the receiver's night, e-mail and data feed take {} hours more; without a common language {}, without an agreement {}. A message arrives in the next turn at the earliest; only those who sit together in a situation conference hear it at once.",
            &[&number(NIGHT_H), &number(TRANSLATION_H), &number(NO_AGREEMENT_H)],
        )),
    ]
}

fn way(channel: Channel) -> Text {
    match channel {
        Channel::Phone => both(
            "Kommt auch nachts an und weckt Leute, die dann müder sind.",
            "Arrives at night, too, and wakes people, who are more tired for it.",
        ),
        Channel::Mail => both("Wartet, bis jemand liest.", "Waits until somebody reads it."),
        Channel::Feed => both(
            "Der übliche Weg für Indikatoren, von Programm zu Programm.",
            "The usual way for indicators, from program to program.",
        ),
        Channel::Liaison => both(
            "Jemand sagt es jemandem, den er kennt; auch nachts.",
            "Somebody tells somebody they know; at night, too.",
        ),
        Channel::LawEnforcement => both(
            "Langsam, und der einzige zulässige Weg für Beweismittel.",
            "Slow, and the only lawful way for evidence.",
        ),
    }
}

/// What a TLP label allows (FIRST, TLP 2.0), in our own words.
fn tlp_means(label: Tlp) -> Text {
    match label {
        Tlp::Red => both(
            "Nur wer es persönlich bekommen hat. Keine Weitergabe.",
            "Only those who received it in person. No passing on.",
        ),
        Tlp::AmberStrict => both(
            "Nur die eigene Organisation, und dort nur, wer es braucht.",
            "Only your own organization, and only those there who need it.",
        ),
        Tlp::Amber => both(
            "Die eigene Organisation und die Stellen, die sie betreut, soweit nötig.",
            "Your own organization and those it serves, as far as they need it.",
        ),
        Tlp::Green => both(
            "Die Gemeinschaft der Fachstellen und Partner, nicht die Öffentlichkeit.",
            "The community of specialists and partners, not the public.",
        ),
        Tlp::Clear => both("Alle. Es darf veröffentlicht werden.", "Everybody. It may be published."),
    }
}

fn pap_code(label: Pap) -> Text {
    same(match label {
        Pap::Red => "PAP:RED",
        Pap::Amber => "PAP:AMBER",
        Pap::Green => "PAP:GREEN",
        Pap::Clear => "PAP:CLEAR",
    })
}

fn pap_means(label: Pap) -> Text {
    match label {
        Pap::Red => both("Nichts, was der Gegner bemerken könnte.", "Nothing the adversary could notice."),
        Pap::Amber => both("Nur verdeckt suchen, nicht sperren.", "Search passively; do not block."),
        Pap::Green => both("Sperren und andere aktive Schritte.", "Blocking and other active steps."),
        Pap::Clear => both("Alles.", "Anything."),
    }
}

/// What evaluators look at, and what the letters mean.
pub(super) fn rating(scenario: &Scenario) -> Vec<Block> {
    let mut capabilities: Vec<&Text> = Vec::new();
    for objective in &scenario.objectives {
        if !capabilities.contains(&&objective.capability) {
            capabilities.push(&objective.capability);
        }
    }
    let letters =
        Rating::ALL.iter().map(|of| vec![same(format!("{of:?}")), rating_name(*of), rating_meaning(*of)]);
    let head = vec![both("Stufe", "Letter"), both("Name", "Name"), both("Bedeutung", "Meaning")];
    vec![
        Block::Words(fill(
            "Beobachtet wird, wie die Teams diese Fähigkeiten zeigen: {}. Woran genau gemessen wird, erfahren Sie in der Nachbesprechung.",
            "Evaluators watch how the teams show these capabilities: {}. What exactly is measured you will learn in the hot wash.",
            &[&joined(capabilities.into_iter(), "; ")],
        )),
        table("letters", head, letters.collect()),
        Block::Words(fill(
            "Daneben rechnet das Programm eine gemeinsame Wertung von 0 bis 100: zu {} % aus dem, was von Diensten und Daten erhalten blieb, im Übrigen aus der Zusammenarbeit. Allein kann sie niemand verdienen.",
            "Beside that, the program computes a joint score of 0 to 100: {}% from what was kept of services and data, the rest from cooperation. Nobody can earn it alone.",
            &[&number(scenario.scoring.outcome)],
        )),
    ]
}
