//! Words for what the rules say in codes: facts, orders, refusals, what a partner was told. Both
//! languages stand side by side, so that a screen can switch while it runs.

pub use super::refusals::refusal;

use super::names::relabelled;
use super::{Line, Tone};
use crate::rules::event::{JobResult, Told};
use crate::rules::order::{Order, Target};
use crate::rules::picture::{AlertState, Held, Picture, StageState, mark};
use crate::rules::sharing::Breach;
use crate::scenario::Scenario;
use crate::scenario::ids::*;
use crate::scenario::model::{Effect, Fact, Text};
use crate::scenario::words::{IndicatorKind, People, Tlp};

/// A text in both languages.
#[must_use]
pub fn both(de: impl Into<String>, en: impl Into<String>) -> Text {
    Text { de: de.into(), en: en.into(), ..Text::default() }
}

/// `{}` in both patterns replaced by the same text in its language.
fn fill(de: &str, en: &str, with: &Text) -> Text {
    both(de.replacen("{}", german(with), 1), en.replacen("{}", english(with), 1))
}

/// German where there is any, else what there is.
#[must_use]
pub fn german(text: &Text) -> &str {
    if text.de.is_empty() { &text.en } else { &text.de }
}

/// English where there is any, else what there is.
#[must_use]
pub fn english(text: &Text) -> &str {
    if text.en.is_empty() { &text.de } else { &text.en }
}

/// The name of a node.
fn node(scenario: &Scenario, id: NodeId) -> &Text {
    &scenario.node(id).name
}

/// A fact.
#[must_use]
pub fn fact(scenario: &Scenario, id: FactId, generation: u8) -> Text {
    match scenario.facts[id.index()] {
        Fact::Indicator(actor, kind) => indicator(scenario, actor, kind, generation),
        Fact::Technique(technique) => {
            let def = &scenario.techniques[technique.index()];
            let en = format!("Technique in use: {} ({})", english(&def.name), def.id);
            both(format!("Beobachtete Technik: {} ({})", german(&def.name), def.id), en)
        }
        Fact::Weakness(weakness) => {
            fill("Schwachstelle: {}", "Weakness: {}", &scenario.weaknesses[weakness.index()].name)
        }
        Fact::Mitigation(weakness) => {
            let def = &scenario.weaknesses[weakness.index()];
            let what = if def.remedy == Text::default() { &def.name } else { &def.remedy };
            fill("Gegenmittel: {}", "Mitigation: {}", what)
        }
        Fact::Practice(practice) => {
            let measure = scenario.practices[usize::from(practice)];
            fill("Gute Praxis: {}", "Best practice: {}", &scenario.measures[measure.index()].name)
        }
        Fact::Warning(actor) => {
            fill("Warnung vor „{}“", "Warning about {}", &scenario.actors[actor.index()].name)
        }
        Fact::Attribution(actor) => {
            fill("Zuordnung: „{}“", "Attribution: {}", &scenario.actors[actor.index()].name)
        }
        Fact::Evidence(actor) => {
            fill("Beweise gegen „{}“", "Evidence against {}", &scenario.actors[actor.index()].name)
        }
    }
}

/// The same where nobody said which of an actor's addresses or tools an indicator points at.
#[must_use]
pub fn fact_at_large(scenario: &Scenario, id: FactId) -> Text {
    match scenario.facts[id.index()] {
        Fact::Indicator(_, IndicatorKind::Tool) => {
            both("Kompromittierungsindikator (Werkzeug)", "Indicator of compromise (tool)")
        }
        Fact::Indicator(_, IndicatorKind::Infrastructure) => {
            both("Kompromittierungsindikator (Adresse)", "Indicator of compromise (address)")
        }
        _ => fact(scenario, id, 0),
    }
}

/// That a fact arrived at a partner.
#[must_use]
pub fn arrived(scenario: &Scenario, what: &Text, to: PartnerId) -> Text {
    let who = &scenario.partners[to.index()].name;
    both(
        format!("Angekommen bei {}: {}", german(who), german(what)),
        format!("Arrived at {}: {}", english(who), english(what)),
    )
}

/// That a partner told what was known already.
#[must_use]
pub fn heard(scenario: &Scenario, what: &Text, from: PartnerId) -> Text {
    let who = &scenario.partners[from.index()].name;
    both(
        format!("{} teilt schon Bekanntes mit: {}", german(who), german(what)),
        format!("{} tells what was known already: {}", english(who), english(what)),
    )
}

/// An indicator as it would be read out: an address or a tool's name.
fn indicator(scenario: &Scenario, actor: ActorId, kind: IndicatorKind, generation: u8) -> Text {
    let def = &scenario.actors[actor.index()];
    let names = if kind == IndicatorKind::Tool { &def.tools } else { &def.infrastructure };
    let name = names
        .get(usize::from(generation) % names.len().max(1))
        .cloned()
        .unwrap_or_else(|| format!("#{}", generation + 1));
    match kind {
        IndicatorKind::Tool => both(
            format!("Kompromittierungsindikator (Werkzeug): {name}"),
            format!("Indicator of compromise (tool): {name}"),
        ),
        IndicatorKind::Infrastructure => both(
            format!("Kompromittierungsindikator (Adresse): {name}"),
            format!("Indicator of compromise (address): {name}"),
        ),
    }
}

/// A traffic light label as printed.
#[must_use]
pub const fn tlp(label: Tlp) -> &'static str {
    match label {
        Tlp::Red => "TLP:RED",
        Tlp::AmberStrict => "TLP:AMBER+STRICT",
        Tlp::Amber => "TLP:AMBER",
        Tlp::Green => "TLP:GREEN",
        Tlp::Clear => "TLP:CLEAR",
    }
}

/// A kind of people.
#[must_use]
pub fn people(kind: People) -> Text {
    match kind {
        People::Analyst => both("Analyse", "analysis"),
        People::Operator => both("IT-Betrieb", "IT operations"),
        People::Forensic => both("Forensik", "forensics"),
        People::Liaison => both("Verbindung", "liaison"),
        People::Legal => both("Recht", "legal"),
        People::Press => both("Presse", "press"),
    }
}

/// What an order points at.
#[must_use]
pub fn target(scenario: &Scenario, partner: PartnerId, picture: &Picture, target: Target) -> Text {
    match target {
        Target::Own => scenario.partners[partner.index()].name.clone(),
        Target::Alert(number) => {
            let name = picture.alert(number).map(|alert| node(scenario, alert.node));
            let (de, en) = name.map_or(("", ""), |name| (german(name), english(name)));
            both(format!("Alarm {number}: {de}"), format!("Alert {number}: {en}"))
        }
        Target::Node(id) => node(scenario, id).clone(),
        Target::Zone(zone) => scenario.zones[zone.index()].name.clone(),
        Target::Link(link) => {
            let def = &scenario.links[link.index()];
            let (from, to) = (node(scenario, def.from), node(scenario, def.to));
            both(format!("{} – {}", german(from), german(to)), format!("{} – {}", english(from), english(to)))
        }
        Target::Fact(id) => fact(scenario, id, picture.fact(id).generation),
        Target::Partner(other) => scenario.partners[other.index()].name.clone(),
        Target::Duty(duty, stage) => {
            let def = &scenario.partners[partner.index()].duties[duty.index()];
            let stage = &def.stages[usize::from(stage)];
            both(
                format!("{}: {}", german(&def.name), german(&stage.name)),
                format!("{}: {}", english(&def.name), english(&stage.name)),
            )
        }
        Target::Share { fact: id, to, label, .. } => {
            let what = fact(scenario, id, picture.fact(id).generation);
            let shorts: Vec<&str> = (0..scenario.partners.len())
                .filter(|other| to >> other & 1 == 1)
                .map(|other| scenario.partners[other].short.as_str())
                .collect();
            let (to, label) = (shorts.join(", "), tlp(label));
            both(format!("{} – an {to}, {label}", what.de), format!("{} – to {to}, {label}", what.en))
        }
    }
}

/// An order.
#[must_use]
pub fn order(scenario: &Scenario, partner: PartnerId, picture: &Picture, order: Order) -> Text {
    let name = &scenario.measures[order.measure.index()].name;
    if order.target == Target::Own {
        return name.clone();
    }
    let at = target(scenario, partner, picture, order.target);
    both(format!("{}: {}", german(name), at.de), format!("{}: {}", english(name), at.en))
}

/// There is nothing this measure could be ordered for.
#[must_use]
pub fn nothing_to_choose() -> Text {
    both("Dafür gibt es zurzeit kein Ziel.", "There is nothing to order it for at the moment.")
}

/// What is wrong with a share, and what it costs.
#[must_use]
pub fn breach(scenario: &Scenario, breach: Breach) -> Text {
    let name = |partner: PartnerId| &scenario.partners[partner.index()].name;
    match breach {
        Breach::Label => both(
            "Die Stufe ist offener als die der Erkenntnis. Das wird festgehalten, kostet Vertrauen, und der Angreifer kann es erfahren.",
            "The label is less restrictive than the one the finding carries. This is recorded, costs trust, and the attacker may learn of it.",
        ),
        Breach::Onward(source) => fill(
            "{} hat das nicht zur Weitergabe freigegeben. Wer es trotzdem weitergibt, erfährt dort künftig weniger.",
            "{} has not released this for passing on. Whoever passes it on anyway will be told less from now on.",
            name(source),
        ),
        Breach::Pap => both(
            "Das geht über das hinaus, was die Quelle erlaubt (PAP). Der Angreifer kann davon erfahren.",
            "This goes beyond what the source permits (PAP). The attacker may learn of it.",
        ),
        Breach::PersonalData(to) => fill(
            "Darin stehen personenbezogene Daten, und für {} fehlt die Rechtsgrundlage. Entfernen Sie zuerst den Personenbezug.",
            "This contains personal data, and there is no legal basis for sending it to {}. Redact it first.",
            name(to),
        ),
        Breach::EvidenceChannel => both(
            "Beweise gehen nur auf dem Weg der Rechtshilfe hinüber; sonst sind sie vor Gericht nichts wert.",
            "Evidence may go across only by legal assistance; otherwise it is worth nothing in court.",
        ),
    }
}

/// What a partner was told, as a line of its recap; `None` for what needs no words.
#[must_use]
pub fn told(scenario: &Scenario, partner: PartnerId, turn: u16, told: &Told) -> Option<Line> {
    let line = |text: Text, tone: Tone, node: Option<NodeId>| Some(Line { turn, text, tone, node });
    let name = |id: PartnerId| &scenario.partners[id.index()].name;
    match *told {
        Told::Alert { node: at, .. } => {
            line(fill("Neuer Alarm: {}", "New alert: {}", node(scenario, at)), Tone::Plain, Some(at))
        }
        Told::Triaged { number, state } => {
            triaged(number, state).and_then(|(text, tone)| line(text, tone, None))
        }
        Told::Marked { node: at, set, clear, .. } => marked(scenario, turn, at, set, clear),
        Told::Learned { fact: id, from, generation, .. } => {
            let what = fact(scenario, id, generation);
            if from == Held::OWN {
                line(fill("Erkenntnis: {}", "Finding: {}", &what), Tone::Good, None)
            } else {
                let who = name(PartnerId(from));
                let de = format!("{} teilt mit: {}", german(who), what.de);
                line(both(de, format!("{} tells us: {}", english(who), what.en)), Tone::Good, None)
            }
        }
        Told::Labelled { fact: id, label } => line(relabelled(scenario, id, label), Tone::Plain, None),
        Told::Heard { fact: id, from } => {
            line(heard(scenario, &fact_at_large(scenario, id), from), Tone::Plain, None)
        }
        Told::Arrived { fact: id, to } => {
            line(arrived(scenario, &fact_at_large(scenario, id), to), Tone::Plain, None)
        }
        Told::Done { order, result } => done(scenario, partner, turn, order, result),
        Told::DutyStarted { duty, .. } => {
            let def = &scenario.partners[partner.index()].duties[duty.index()];
            line(fill("Meldefrist läuft: {}", "Reporting clock started: {}", &def.name), Tone::Bad, None)
        }
        Told::DutyStage { duty, stage, state } => duty_stage(scenario, partner, turn, duty, stage, state),
        Told::Inject { inject } => {
            let def = &scenario.injects[inject.index()];
            line(fill("Einlage: {}", "Inject: {}", &def.title), Tone::Plain, None)
        }
        _ => contact(scenario, turn, told),
    }
}

/// What a partner itself did, as it was told: an order given or taken back, an inject answered; `None` for the rest.
#[must_use]
pub fn decided(scenario: &Scenario, partner: PartnerId, picture: &Picture, told: &Told) -> Option<Text> {
    let ordered =
        |de: &str, en: &str, order: Order| fill(de, en, &self::order(scenario, partner, picture, order));
    match *told {
        Told::Ordered { order, .. } => Some(ordered("Auftrag erteilt: {}", "Order given: {}", order)),
        Told::TakenBack { order, .. } => {
            Some(ordered("Auftrag zurückgenommen: {}", "Order taken back: {}", order))
        }
        Told::Chosen { inject, choice } => Some(chosen(scenario, inject, choice)),
        _ => None,
    }
}

/// How an inject was answered.
#[must_use]
pub fn chosen(scenario: &Scenario, inject: InjectId, choice: u8) -> Text {
    let def = &scenario.injects[inject.index()];
    let answer = def.choices.get(usize::from(choice)).map(|choice| choice.text.clone()).unwrap_or_default();
    both(
        format!("Entschieden zu „{}“: {}", german(&def.title), german(&answer)),
        format!("Decided on “{}”: {}", english(&def.title), english(&answer)),
    )
}

/// What partners said to each other or did for each other.
fn contact(scenario: &Scenario, turn: u16, told: &Told) -> Option<Line> {
    let line = |text: Text, tone: Tone, node: Option<NodeId>| Some(Line { turn, text, tone, node });
    let name = |id: PartnerId| &scenario.partners[id.index()].name;
    match *told {
        Told::AidWanted { by } => {
            line(fill("{} bittet um Hilfe.", "{} asks for aid.", name(by)), Tone::Plain, None)
        }
        Told::Joined { order, with } => {
            let what = &scenario.measures[order.measure.index()].name;
            let who = names_of(scenario, with);
            let de = format!("Gemeinsam mit {}: {}", who.de, german(what));
            line(both(de, format!("Together with {}: {}", who.en, english(what))), Tone::Good, None)
        }
        Told::Handover { from, suspected, confirmed, alerts, down } => {
            let who = name(from);
            let de = format!(
                "Übergabe der Nachtwache von {}: {confirmed} Befälle bestätigt, {suspected} Verdachtsfälle, {alerts} Alarme offen, {down} Systeme ausgefallen.",
                german(who)
            );
            let en = format!(
                "Night watch handed over by {}: {confirmed} compromises confirmed, {suspected} suspected, {alerts} alerts open, {down} systems down.",
                english(who)
            );
            line(both(de, en), Tone::Plain, None)
        }
        Told::InformationWanted { by } => {
            line(fill("{} bittet um Auskunft.", "{} asks for information.", name(by)), Tone::Plain, None)
        }
        Told::InformationDeclined { by } => line(
            fill(
                "{} lehnt unsere Bitte um Auskunft ab.",
                "{} declines our request for information.",
                name(by),
            ),
            Tone::Plain,
            None,
        ),
        Told::LabelBroken { by, fact: id } => {
            let (what, who) = (fact_at_large(scenario, id), name(by));
            let de = format!("{} hat weitergegeben, was vertraulich war: {}", german(who), what.de);
            let en = format!("{} passed on what was confidential: {}", english(who), what.en);
            line(both(de, en), Tone::Bad, None)
        }
        Told::AidSent { to } => line(
            fill("Hilfe für {} ist unterwegs.", "Aid for {} is on its way.", name(to)),
            Tone::Plain,
            None,
        ),
        Told::AidArrived { from } => {
            line(fill("Hilfe von {} ist da.", "Aid from {} has arrived.", name(from)), Tone::Good, None)
        }
        _ => None,
    }
}

/// Partners of a set of bits, by name.
fn names_of(scenario: &Scenario, bits: u8) -> Text {
    let names = scenario.partners.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1);
    let names: Vec<&Text> = names.map(|(_, partner)| &partner.name).collect();
    let join = |of: fn(&Text) -> &str| names.iter().map(|name| of(name)).collect::<Vec<_>>().join(", ");
    both(join(german), join(english))
}

fn triaged(number: u16, state: AlertState) -> Option<(Text, Tone)> {
    let text = |de: &str, en: &str| both(format!("Alarm {number} {de}"), format!("Alert {number} {en}"));
    match state {
        AlertState::Confirmed => Some((text("hat sich bestätigt.", "is confirmed."), Tone::Bad)),
        AlertState::False => Some((text("war ein Fehlalarm.", "was a false alarm."), Tone::Good)),
        AlertState::Unclear => Some((text("bleibt unklar.", "remains unclear."), Tone::Plain)),
        AlertState::New => None,
    }
}

fn marked(scenario: &Scenario, turn: u16, at: NodeId, set: u16, clear: u16) -> Option<Line> {
    let table: [(u16, &str, &str); 8] = [
        (mark::ENCRYPTED, "Verschlüsselt: {}", "Encrypted: {}"),
        (mark::WIPED, "Gelöscht: {}", "Wiped: {}"),
        (mark::STOLEN, "Daten abgeflossen: {}", "Data exfiltrated: {}"),
        (mark::MANIPULATED, "Daten verfälscht: {}", "Data manipulated: {}"),
        (mark::OUT, "Ausgefallen: {}", "Out of service: {}"),
        (mark::CONFIRMED, "Befall bestätigt: {}", "Compromise confirmed: {}"),
        (mark::SUSPECTED, "Verdacht: {}", "Suspected: {}"),
        (mark::NO_BACKUP, "Die Datensicherung ist verloren: {}", "The backup is lost: {}"),
    ];
    let name = node(scenario, at);
    let line = |text: Text, tone: Tone| Some(Line { turn, text, tone, node: Some(at) });
    if let Some((_, de, en)) = table.iter().find(|(bits, ..)| set & bits != 0) {
        return line(fill(de, en, name), Tone::Bad);
    }
    if set & mark::LOOKED != 0 {
        return line(fill("Ohne Befund: {}", "Nothing found: {}", name), Tone::Good);
    }
    if clear & mark::OUT != 0 {
        return line(fill("Wieder in Betrieb: {}", "Back in service: {}", name), Tone::Good);
    }
    None
}

fn done(scenario: &Scenario, partner: PartnerId, turn: u16, order: Order, result: JobResult) -> Option<Line> {
    let blank = Picture::blank_for_words(scenario);
    let what = match order.target {
        Target::Alert(_) => return None,
        // That it was filed, and whether in time, is told by itself.
        Target::Duty(..) if result == JobResult::Worked => return None,
        Target::Duty(..) | Target::Own => scenario.measures[order.measure.index()].name.clone(),
        Target::Share { fact, to, .. } => {
            let (what, to) = (fact_at_large(scenario, fact), names_of(scenario, to));
            let name = &scenario.measures[order.measure.index()].name;
            both(
                format!("{}: {}; {}", german(name), what.de, to.de),
                format!("{}: {}; {}", english(name), what.en, to.en),
            )
        }
        Target::Fact(fact) => {
            let (what, name) =
                (fact_at_large(scenario, fact), &scenario.measures[order.measure.index()].name);
            both(format!("{}: {}", german(name), what.de), format!("{}: {}", english(name), what.en))
        }
        _ => self::order(scenario, partner, &blank, order),
    };
    let is_back = scenario.measures[order.measure.index()].effect == Effect::SendAid;
    let (de, en, tone) = match result {
        JobResult::Worked if is_back => ("Wieder daheim: {}", "Back home: {}", Tone::Good),
        JobResult::Worked => ("Erledigt: {}", "Done: {}", Tone::Good),
        JobResult::Nothing => ("Ohne Ergebnis: {}", "Without result: {}", Tone::Plain),
        JobResult::Failed => ("Misslungen: {}", "Failed: {}", Tone::Bad),
    };
    let node = if let Target::Node(node) = order.target { Some(node) } else { None };
    Some(Line { turn, text: fill(de, en, &what), tone, node })
}

fn duty_stage(
    scenario: &Scenario,
    partner: PartnerId,
    turn: u16,
    duty: DutyId,
    stage: u8,
    state: StageState,
) -> Option<Line> {
    let def = &scenario.partners[partner.index()].duties[duty.index()];
    let name = &def.stages[usize::from(stage)].name;
    let (de, en, tone) = match state {
        StageState::Met => ("Fristgerecht gemeldet: {}", "Reported in time: {}", Tone::Good),
        StageState::Late => ("Verspätet gemeldet: {}", "Reported late: {}", Tone::Bad),
        StageState::Overdue => ("Frist verstrichen: {}", "Deadline passed: {}", Tone::Bad),
        StageState::Idle | StageState::Open => return None,
    };
    Some(Line { turn, text: fill(de, en, name), tone, node: None })
}
