//! Conditions in words: for those who lead. They hold the truth and never stand in what players get.

use super::patterns::{fill, number};
use crate::scenario::Scenario;
use crate::scenario::ids::{ActorId, DutyId, FactId, InjectId, MeasureId, NodeId, PartnerId, WeaknessId};
use crate::scenario::model::{Condition, Memo, Place, Text};
use crate::view::Lang;
use crate::view::wording::{self, both};

/// Whether something is to hold or not to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Is,
    IsNot,
}

/// Patterns: German and German negated, English and English negated; and what they are filled with.
type Phrase = ([&'static str; 4], Vec<Text>);

/// A condition in words.
#[must_use]
pub fn condition(scenario: &Scenario, of: &Condition) -> Text {
    told(scenario, of, Sense::Is)
}

/// What must hold together, part by part; one part where the condition is of another kind.
#[must_use]
pub fn parts(scenario: &Scenario, of: &Condition) -> Vec<Text> {
    match of {
        Condition::All(parts) => parts.iter().map(|part| condition(scenario, part)).collect(),
        _ => vec![condition(scenario, of)],
    }
}

fn told(scenario: &Scenario, of: &Condition, sense: Sense) -> Text {
    match of {
        Condition::All(parts) => list(scenario, parts, sense, Sense::Is),
        Condition::Any(parts) => list(scenario, parts, sense, Sense::IsNot),
        Condition::Not(part) => told(scenario, part, other(sense)),
        _ => say(phrase(scenario, of), sense),
    }
}

const fn other(sense: Sense) -> Sense {
    match sense {
        Sense::Is => Sense::IsNot,
        Sense::IsNot => Sense::Is,
    }
}

/// Parts that hold together where `sense` is `all_in`, and otherwise one by one.
fn list(scenario: &Scenario, parts: &[Condition], sense: Sense, all_in: Sense) -> Text {
    let told: Vec<Text> = parts
        .iter()
        .map(|part| {
            let text = told(scenario, part, sense);
            if is_list(part) && parts.len() > 1 { fill("({})", "({})", &[&text]) } else { text }
        })
        .collect();
    let (de, en) = if sense == all_in { ("und", "and") } else { ("oder", "or") };
    let join = |of: fn(&Text) -> &str, word: &str| {
        told.iter().map(of).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    both(join(wording::german, de), join(wording::english, en))
}

fn is_list(of: &Condition) -> bool {
    match of {
        Condition::All(parts) | Condition::Any(parts) => parts.len() > 1,
        Condition::Not(part) => is_list(part),
        _ => false,
    }
}

fn say((patterns, with): Phrase, sense: Sense) -> Text {
    let with: Vec<&Text> = with.iter().collect();
    match sense {
        Sense::Is => fill(patterns[0], patterns[2], &with),
        Sense::IsNot => fill(patterns[1], patterns[3], &with),
    }
}

fn phrase(scenario: &Scenario, of: &Condition) -> Phrase {
    about_time(scenario, of)
        .or_else(|| about_systems(scenario, of))
        .or_else(|| about_numbers(scenario, of))
        .or_else(|| about_doings(scenario, of))
        .or_else(|| about_duties(scenario, of))
        .unwrap_or_else(|| (["immer", "nie", "always", "never"], Vec::new()))
}

/// A partner by its name.
#[must_use]
pub fn named(scenario: &Scenario, id: PartnerId) -> Text {
    scenario.partners[id.index()].name.clone()
}

/// A system, with whose it is where several are called the same.
#[must_use]
pub fn node(scenario: &Scenario, id: NodeId) -> Text {
    let def = scenario.node(id);
    let is_common = scenario.nodes.iter().filter(|other| other.name == def.name).count() > 1;
    match def.owner.partner() {
        Some(owner) if is_common => {
            fill("{} ({})", "{} ({})", &[&def.name, &number(&scenario.partners[owner.index()].short)])
        }
        _ => def.name.clone(),
    }
}

/// A node or a zone by its name.
#[must_use]
pub fn place(scenario: &Scenario, of: Place) -> Text {
    match of {
        Place::Node(id) => node(scenario, id),
        Place::Zone(id) => scenario.zones[id.index()].name.clone(),
    }
}

/// A measure by its name.
#[must_use]
pub fn measure(scenario: &Scenario, id: MeasureId) -> Text {
    scenario.measures[id.index()].name.clone()
}

/// A finding by its kind and name.
#[must_use]
pub fn fact(scenario: &Scenario, id: FactId) -> Text {
    wording::fact(scenario, id, 0)
}

fn weakness(scenario: &Scenario, id: WeaknessId) -> Text {
    scenario.weaknesses[id.index()].name.clone()
}

/// An attacker by its name.
#[must_use]
pub fn actor(scenario: &Scenario, id: ActorId) -> Text {
    scenario.actors[id.index()].name.clone()
}

fn inject(scenario: &Scenario, id: InjectId) -> Text {
    scenario.injects[id.index()].title.clone()
}

fn percent(permille: u32) -> Text {
    let tenths = f64::from(permille) / 10.0;
    let figure = |lang: Lang| {
        let text =
            if permille.is_multiple_of(10) { (permille / 10).to_string() } else { lang.number(tenths) };
        lang.percent(&text)
    };
    both(figure(Lang::De), figure(Lang::En))
}

/// Conditions on the clock, on what partners know and on what people did with injects.
fn about_time(scenario: &Scenario, of: &Condition) -> Option<Phrase> {
    Some(match of {
        Condition::FromTurn(turn) => (
            [
                "es ist Runde {} oder später",
                "es ist vor Runde {}",
                "it is turn {} or later",
                "it is before turn {}",
            ],
            vec![number(turn)],
        ),
        Condition::FromHour(hour) => (
            [
                "{} Übungsstunden sind vergangen",
                "noch keine {} Übungsstunden sind vergangen",
                "{} exercise hours have passed",
                "{} exercise hours have not passed yet",
            ],
            vec![number(hour)],
        ),
        Condition::Knows(who, what) => (
            ["{} weiß: „{}“", "{} weiß nicht: „{}“", "{} knows: “{}”", "{} does not know: “{}”"],
            vec![named(scenario, *who), fact(scenario, *what)],
        ),
        Condition::Fired(what) => (
            [
                "die Einlage „{}“ wurde eingespielt",
                "die Einlage „{}“ wurde nicht eingespielt",
                "the inject “{}” has fired",
                "the inject “{}” has not fired",
            ],
            vec![inject(scenario, *what)],
        ),
        Condition::Chosen(what, choice) => {
            let choices = &scenario.injects[what.index()].choices;
            let answer =
                choices.get(usize::from(*choice)).map(|choice| choice.text.clone()).unwrap_or_default();
            (
                [
                    "auf „{}“ wurde geantwortet: „{}“",
                    "auf „{}“ wurde nicht geantwortet: „{}“",
                    "the answer to “{}” was: “{}”",
                    "the answer to “{}” was not: “{}”",
                ],
                vec![inject(scenario, *what), answer],
            )
        }
        Condition::TrustBelow(who, points) => (
            [
                "das Vertrauen der Öffentlichkeit in {} liegt unter {}",
                "das Vertrauen der Öffentlichkeit in {} liegt bei {} oder darüber",
                "public trust in {} is below {}",
                "public trust in {} is {} or more",
            ],
            vec![named(scenario, *who), number(points)],
        ),
        Condition::Active(who) => (
            [
                "„{}“ hält mindestens ein System",
                "„{}“ hält kein System",
                "“{}” holds at least one system",
                "“{}” holds no system",
            ],
            vec![actor(scenario, *who)],
        ),
        Condition::Noted(memo) => {
            return scenario.memos.get(usize::from(*memo)).map(|memo| noted(scenario, memo));
        }
        _ => return None,
    })
}

/// Conditions on the state of systems.
fn about_systems(scenario: &Scenario, of: &Condition) -> Option<Phrase> {
    let one = |id: &NodeId| vec![node(scenario, *id)];
    Some(match of {
        Condition::Confirmed(who, at) => (
            [
                "{} hat den Befall bestätigt: {}",
                "{} hat keinen Befall bestätigt: {}",
                "{} has confirmed a compromise: {}",
                "{} has confirmed no compromise: {}",
            ],
            vec![named(scenario, *who), node(scenario, *at)],
        ),
        Condition::Compromised(at) => {
            (["befallen: {}", "nicht befallen: {}", "compromised: {}", "not compromised: {}"], one(at))
        }
        Condition::Encrypted(at) => {
            (["verschlüsselt: {}", "nicht verschlüsselt: {}", "encrypted: {}", "not encrypted: {}"], one(at))
        }
        Condition::Manipulated(at) => (
            [
                "Daten verfälscht: {}",
                "Daten nicht verfälscht: {}",
                "data falsified: {}",
                "data not falsified: {}",
            ],
            one(at),
        ),
        Condition::Stolen(at) => (
            ["Daten abgeflossen: {}", "keine Daten abgeflossen: {}", "data stolen: {}", "no data stolen: {}"],
            one(at),
        ),
        Condition::ServiceBelow(at, level) => (
            [
                "„{}“ läuft zu weniger als {}",
                "„{}“ läuft zu mindestens {}",
                "“{}” runs at less than {}",
                "“{}” runs at {} or more",
            ],
            vec![node(scenario, *at), percent(*level)],
        ),
        Condition::Isolated(at) => {
            (["getrennt: {}", "nicht getrennt: {}", "isolated: {}", "not isolated: {}"], one(at))
        }
        Condition::Patched(at, what) => (
            [
                "auf „{}“ ist geschlossen: {}",
                "auf „{}“ ist noch offen: {}",
                "on “{}” this is closed: {}",
                "on “{}” this is still open: {}",
            ],
            vec![node(scenario, *at), weakness(scenario, *what)],
        ),
        _ => return None,
    })
}

/// Conditions on how many systems or records.
fn about_numbers(scenario: &Scenario, of: &Condition) -> Option<Phrase> {
    let one = |who: &PartnerId| vec![named(scenario, *who)];
    let many = |who: &PartnerId, from: &u32| vec![named(scenario, *who), number(from)];
    Some(match of {
        Condition::ConfirmedFrom(who, 1) => (
            [
                "{} hat mindestens einen Befall bestätigt",
                "{} hat keinen Befall bestätigt",
                "{} has confirmed at least one compromise",
                "{} has confirmed no compromise",
            ],
            one(who),
        ),
        Condition::ConfirmedFrom(who, from) => (
            [
                "{} hat mindestens {} Befälle bestätigt",
                "{} hat weniger als {} Befälle bestätigt",
                "{} has confirmed at least {} compromises",
                "{} has confirmed fewer than {} compromises",
            ],
            many(who, from),
        ),
        Condition::CompromisedFrom(who, 1) => (
            [
                "bei {} ist mindestens ein System befallen",
                "bei {} ist kein System befallen",
                "at {}, at least one system is compromised",
                "at {}, no system is compromised",
            ],
            one(who),
        ),
        Condition::CompromisedFrom(who, from) => (
            [
                "bei {} sind mindestens {} Systeme befallen",
                "bei {} sind weniger als {} Systeme befallen",
                "at {}, at least {} systems are compromised",
                "at {}, fewer than {} systems are compromised",
            ],
            many(who, from),
        ),
        Condition::EncryptedFrom(who, 1) => (
            [
                "bei {} ist mindestens ein System verschlüsselt oder gelöscht",
                "bei {} ist kein System verschlüsselt oder gelöscht",
                "at {}, at least one system is encrypted or wiped",
                "at {}, no system is encrypted or wiped",
            ],
            one(who),
        ),
        Condition::EncryptedFrom(who, from) => (
            [
                "bei {} sind mindestens {} Systeme verschlüsselt oder gelöscht",
                "bei {} sind weniger als {} Systeme verschlüsselt oder gelöscht",
                "at {}, at least {} systems are encrypted or wiped",
                "at {}, fewer than {} systems are encrypted or wiped",
            ],
            many(who, from),
        ),
        Condition::StolenFrom(who, 1) => (
            [
                "bei {} ist mindestens ein Datensatz abgeflossen",
                "bei {} ist kein Datensatz abgeflossen",
                "at {}, at least one record has been stolen",
                "at {}, no record has been stolen",
            ],
            one(who),
        ),
        Condition::StolenFrom(who, from) => (
            [
                "bei {} sind mindestens {} Datensätze abgeflossen",
                "bei {} sind weniger als {} Datensätze abgeflossen",
                "at {}, at least {} records have been stolen",
                "at {}, fewer than {} records have been stolen",
            ],
            many(who, from),
        ),
        _ => return None,
    })
}

/// Conditions on what partners did.
fn about_doings(scenario: &Scenario, of: &Condition) -> Option<Phrase> {
    Some(match of {
        Condition::Ordered(who, what) => (
            [
                "{} hat beauftragt: „{}“",
                "{} hat nie beauftragt: „{}“",
                "{} has ordered “{}”",
                "{} has never ordered “{}”",
            ],
            vec![named(scenario, *who), measure(scenario, *what)],
        ),
        Condition::Shared(from, to) => (
            [
                "{} hat {} etwas mitgeteilt",
                "{} hat {} nichts mitgeteilt",
                "{} has told {} something",
                "{} has told {} nothing",
            ],
            vec![named(scenario, *from), named(scenario, *to)],
        ),
        Condition::SharedFact(from, to, what) => (
            [
                "{} hat {} mitgeteilt: „{}“",
                "{} hat {} nicht mitgeteilt: „{}“",
                "{} has told {}: “{}”",
                "{} has not told {}: “{}”",
            ],
            vec![named(scenario, *from), named(scenario, *to), fact(scenario, *what)],
        ),
        Condition::AidAsked(who) => (
            [
                "{} hat um Hilfe gebeten",
                "{} hat nicht um Hilfe gebeten",
                "{} has asked for aid",
                "{} has not asked for aid",
            ],
            vec![named(scenario, *who)],
        ),
        Condition::AidSent(from, to) => (
            [
                "{} hat {} Hilfe geschickt",
                "{} hat {} keine Hilfe geschickt",
                "{} has sent aid to {}",
                "{} has sent no aid to {}",
            ],
            vec![named(scenario, *from), named(scenario, *to)],
        ),
        _ => return None,
    })
}

/// Conditions on reporting duties.
fn about_duties(scenario: &Scenario, of: &Condition) -> Option<Phrase> {
    let duty = |who: &PartnerId, duty: &DutyId| {
        let def = &scenario.partners[who.index()];
        vec![def.name.clone(), def.duties[duty.index()].name.clone()]
    };
    Some(match of {
        Condition::DutyOpen(who, what) => (
            [
                "{}: eine Frist läuft: „{}“",
                "{}: keine Frist läuft: „{}“",
                "{}: a deadline is running: “{}”",
                "{}: no deadline is running: “{}”",
            ],
            duty(who, what),
        ),
        Condition::DutyMissed(who, what) => (
            [
                "{}: Frist versäumt: „{}“",
                "{}: keine Frist versäumt: „{}“",
                "{}: deadline missed: “{}”",
                "{}: no deadline missed: “{}”",
            ],
            duty(who, what),
        ),
        Condition::DutyMet(who, what) => (
            [
                "{}: fristgerecht gemeldet: „{}“",
                "{}: nicht fristgerecht gemeldet: „{}“",
                "{}: reported in time: “{}”",
                "{}: not reported in time: “{}”",
            ],
            duty(who, what),
        ),
        _ => return None,
    })
}

fn noted(scenario: &Scenario, memo: &Memo) -> Phrase {
    match memo {
        Memo::OrderedAt(who, what, place) => (
            [
                "{} hat „{}“ beauftragt für: {}",
                "{} hat „{}“ nie beauftragt für: {}",
                "{} has ordered “{}” for: {}",
                "{} has never ordered “{}” for: {}",
            ],
            vec![named(scenario, *who), measure(scenario, *what), self::place(scenario, *place)],
        ),
        Memo::OrderedIn(who, what, first, last) => (
            [
                "{} hat „{}“ zwischen Runde {} und Runde {} beauftragt",
                "{} hat „{}“ zwischen Runde {} und Runde {} nicht beauftragt",
                "{} has ordered “{}” between turns {} and {}",
                "{} has not ordered “{}” between turns {} and {}",
            ],
            vec![named(scenario, *who), measure(scenario, *what), number(first), number(last)],
        ),
        Memo::BothOrdered(one, other, what) => (
            [
                "{} und {} haben in derselben Runde beauftragt: „{}“",
                "{} und {} haben nie in derselben Runde beauftragt: „{}“",
                "{} and {} have ordered in the same turn: “{}”",
                "{} and {} have never ordered in the same turn: “{}”",
            ],
            vec![named(scenario, *one), named(scenario, *other), measure(scenario, *what)],
        ),
        Memo::Ever(of) => (
            [
                "am Ende mindestens einer Runde galt: {}",
                "nie am Ende einer Runde galt: {}",
                "at the end of at least one turn: {}",
                "never at the end of a turn: {}",
            ],
            vec![condition(scenario, of)],
        ),
    }
}
