//! The verdict in plain words: what an author should know before looking at any figure.

use super::Findings;
use super::figures::{list, number, percent, signed, with_error};
use super::tables::{ending_counts, variance_parts};
use crate::analysis::{Ablations, Comparison, DialEffect, INJECTS_PER_H, Paired, Verdict};
use crate::scenario::model::Dial;

/// How a finding is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As an author would wish.
    Good,
    /// So it is.
    Plain,
    /// Worth a look.
    Look,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub tone: Tone,
    pub text: String,
}

/// Objectives met in fewer exercises than this are out of reach, and in more than 1 less it too easy.
const OPEN: f64 = 0.02;
/// Above this multiple of the guide injects come far too fast.
const FAR_ABOVE: f64 = 2.0;
/// Up to this multiple they keep to it.
const NEAR: f64 = 1.2;
/// Fewer points than this are next to nothing, however certain they are.
const LITTLE: f64 = 0.5;
/// From this share on luck decides more than an exercise should let it.
const MUCH_LUCK: f64 = 0.5;

/// The verdict, the most important first.
#[must_use]
pub fn verdict(of: &Findings<'_>) -> Vec<Sentence> {
    let mut all = Vec::new();
    all.extend(thresholds(of));
    all.extend(what_decides(of));
    all.push(level(of));
    all.extend(sharing_and_aid(of));
    all.extend(objectives(of));
    all.push(endings(of));
    all.extend(pace(of));
    all.extend(silent_injects(of));
    all.extend(of.ablations.iter().flat_map(|ablations| experiments(of, ablations)));
    all.extend(never_ordered(of));
    all.extend(untouched(of));
    all.extend(dials(of));
    all
}

impl Findings<'_> {
    fn say(&self, tone: Tone, de: String, en: String) -> Sentence {
        let text = match self.lang {
            crate::view::Lang::De => de,
            crate::view::Lang::En => en,
        };
        Sentence { tone, text }
    }

    fn figure(&self, value: f64) -> String {
        number(self.lang, value, 1)
    }

    fn share(&self, share: f64) -> String {
        percent(self.lang, share)
    }
}

fn thresholds(of: &Findings<'_>) -> Option<Sentence> {
    let missed: Vec<String> =
        of.thresholds.iter().filter(|one| !one.is_met).map(|one| one.name.clone()).collect();
    let all = of.thresholds.len();
    match (all, missed.len()) {
        (0, _) => None,
        (_, 0) => Some(of.say(
            Tone::Good,
            format!("Alle {all} Schwellen sind eingehalten."),
            format!("All {all} thresholds are met."),
        )),
        (_, count) => {
            let names = list(of.lang, &missed);
            let (de, en) = (
                format!("{count} von {all} Schwellen sind verfehlt: {names}."),
                format!("{count} of {all} thresholds are missed: {names}."),
            );
            Some(of.say(Tone::Look, de, en))
        }
    }
}

/// How the differences between exercises divide.
fn what_decides(of: &Findings<'_>) -> Option<Sentence> {
    let luck = of.worth?.shares.luck;
    let parts = variance_parts(of);
    let all: Vec<String> =
        parts.iter().map(|(_, name, share)| format!("{name} {}", of.share(*share))).collect();
    let all = all.join(", ");
    let most = parts.iter().max_by(|one, other| one.2.total_cmp(&other.2)).map_or("", |(id, ..)| *id);
    let (tone, de, en) = match most {
        _ if luck >= MUCH_LUCK => {
            (Tone::Look, "Hier entscheiden vor allem die Würfel", "The dice matter most here")
        }
        "policy" => (Tone::Good, "Hier entscheidet, wie die Teams spielen", "Team play matters most here"),
        "attacker" => (Tone::Look, "Hier entscheidet, wer angreift", "The attacker matters most here"),
        "both" => (
            Tone::Plain,
            "Hier entscheidet, wie gut die Spielweise zum Angreifer passt",
            "How well the play fits the attacker matters most here",
        ),
        _ => (
            Tone::Plain,
            "Keine Quelle der Unterschiede sticht heraus",
            "No one source of the differences stands out",
        ),
    };
    Some(of.say(
        tone,
        format!("{de}. Die Unterschiede zwischen Übungen erklären sich so: {all}."),
        format!("{en}. The differences between exercises come from: {all}."),
    ))
}

fn level(of: &Findings<'_>) -> Sentence {
    let joint = &of.found.joint;
    let (mean, low, high) = (of.figure(joint.mean), of.figure(joint.p05), of.figure(joint.p95));
    of.say(
        Tone::Plain,
        format!(
            "Das gemeinsame Ergebnis liegt im Mittel bei {mean} von 100 Punkten; neun von zehn Übungen enden zwischen \
             {low} und {high}."
        ),
        format!("The joint score averages {mean} of 100 points; nine in ten exercises end between {low} and {high}."),
    )
}

/// Whether partners gain by working together.
fn sharing_and_aid(of: &Findings<'_>) -> Vec<Sentence> {
    let Some(worth) = of.worth else { return Vec::new() };
    if of.subject.partners.len() < 2 {
        return Vec::new();
    }
    vec![
        gain(of, ("Informationen zu teilen", "Sharing information"), &worth.sharing.joint),
        gain(of, ("Einander mit Leuten zu helfen", "Sending each other people"), &worth.aid.joint),
    ]
}

fn gain(of: &Findings<'_>, (de, en): (&str, &str), paired: &Paired) -> Sentence {
    let points = with_error(of.lang, paired.mean, paired.ci95, 2);
    let (tone, says_de, says_en) = match paired {
        paired if paired.mean.abs() < LITTLE => {
            (Tone::Look, "ändert hier so gut wie nichts", "changes next to nothing here")
        }
        paired if paired.is_gain() => (Tone::Good, "lohnt sich", "pays"),
        paired if paired.is_loss() => (Tone::Look, "schadet hier", "does harm here"),
        _ => (Tone::Look, "bringt hier nichts Erkennbares", "shows no clear effect here"),
    };
    of.say(
        tone,
        format!("{de} {says_de}: {points} Punkte im gemeinsamen Ergebnis, mit denselben Würfeln."),
        format!("{en} {says_en}: {points} points of joint score, on the same dice."),
    )
}

/// Objectives that decide nothing, because they are always or never met.
fn objectives(of: &Findings<'_>) -> Vec<Sentence> {
    let all = || of.subject.objectives.iter().zip(&of.names.objectives).zip(&of.found.objectives);
    let open = || all().filter(|(((_, is_duty), _), _)| !is_duty);
    let those = |is_so: &dyn Fn(f64) -> bool| -> Vec<String> {
        open().filter(|(_, rate)| is_so(rate.rate)).map(|((_, name), _)| name.clone()).collect()
    };
    let (easy, hard) = (those(&|rate| rate > 1.0 - OPEN), those(&|rate| rate < OPEN));
    let mut sentences = Vec::new();
    if !easy.is_empty() {
        let names = list(of.lang, &easy);
        let (de, en) = (
            format!("Zu leicht, fast immer erreicht: {names}."),
            format!("Too easy, almost always met: {names}."),
        );
        sentences.push(of.say(Tone::Look, de, en));
    }
    if !hard.is_empty() {
        let names = list(of.lang, &hard);
        let (de, en) = (
            format!("Zu schwer, fast nie erreicht: {names}."),
            format!("Too hard, almost never met: {names}."),
        );
        sentences.push(of.say(Tone::Look, de, en));
    }
    let rates = || open().map(|(_, rate)| rate.rate);
    if sentences.is_empty() && open().next().is_some() {
        let low = of.share(rates().fold(1.0, f64::min));
        let high = of.share(rates().fold(0.0, f64::max));
        sentences.push(of.say(
            Tone::Good,
            format!("Alle Übungsziele sind offen: erreicht in {low} bis {high} der Übungen."),
            format!("No objective is a given: met in {low} to {high} of exercises."),
        ));
    }
    sentences
}

fn endings(of: &Findings<'_>) -> Sentence {
    let n = f64::from(of.found.n.max(1));
    let turns = of.figure(of.found.turns.mean);
    let counts = ending_counts(of);
    let early: Vec<String> = counts
        .iter()
        .filter(|(id, _, count)| id != "last-turn" && *count > 0)
        .map(|(_, name, count)| {
            format!("{}: {}", name.trim_end_matches('.'), of.share(f64::from(*count) / n))
        })
        .collect();
    if early.is_empty() {
        return of.say(
            Tone::Plain,
            format!("Eine Übung dauert {turns} Züge; keine endet vor der Zeit."),
            format!("An exercise takes {turns} turns; none ends early."),
        );
    }
    let early = early.join("; ");
    of.say(
        Tone::Plain,
        format!("Eine Übung dauert im Mittel {turns} Züge. Vorzeitig endet sie so: {early}."),
        format!("An exercise takes {turns} turns on average. It ends early as follows: {early}."),
    )
}

/// Whether people could keep up with the injects.
fn pace(of: &Findings<'_>) -> Option<Sentence> {
    let pace = of.found.injects_per_h.p50;
    let is_advised = of.subject.turn_minutes > 0 && !of.subject.injects.is_empty();
    let (found, guide) = (of.figure(pace), number(of.lang, INJECTS_PER_H, 0));
    if is_advised && is_far_above(pace) {
        let more = of.figure(pace - INJECTS_PER_H);
        return Some(of.say(
            Tone::Look,
            format!(
                "In einer Stunde echter Zeit kommen {found} Einlagen (Median), {more} mehr als die Richtschnur von etwa \
                 {guide} (zehn in zwei Stunden). Abhilfe: weniger Einlagen oder mehr Minuten je Zug."
            ),
            format!(
                "{found} injects come in an hour of real time (median), {more} more than the guideline of about {guide} (ten \
                 in two hours). Fewer injects or more minutes per turn would help."
            ),
        ));
    }
    let tone = if pace <= NEAR * INJECTS_PER_H { Tone::Good } else { Tone::Plain };
    is_advised.then(|| {
        of.say(
            tone,
            format!(
                "In einer Stunde echter Zeit kommen {found} Einlagen (Median; Richtschnur: etwa {guide})."
            ),
            format!("{found} injects come in an hour of real time (median; the guideline is about {guide})."),
        )
    })
}

/// Far more injects per hour than the guide.
pub(super) fn is_far_above(injects_per_h: f64) -> bool {
    injects_per_h > FAR_ABOVE * INJECTS_PER_H
}

fn silent_injects(of: &Findings<'_>) -> Option<Sentence> {
    let all = of.subject.injects.iter().zip(&of.names.injects).zip(&of.found.injects);
    let silent = all.filter(|(((_, by_hand), _), rate)| !by_hand && rate.rate == 0.0);
    let silent: Vec<String> = silent.map(|((_, name), _)| name.clone()).collect();
    let names = list(of.lang, &silent);
    (!silent.is_empty()).then(|| {
        of.say(
            Tone::Look,
            format!("Diese Einlagen kamen nie: {names}."),
            format!("These injects never came: {names}."),
        )
    })
}

/// What the experiments with measures and injects say.
fn experiments(of: &Findings<'_>, ablations: &Ablations) -> Vec<Sentence> {
    let measures = |verdict| those(&ablations.measures, verdict, &of.names.measures);
    let injects = |verdict| those(&ablations.injects, verdict, &of.names.injects);
    let same = [measures(Verdict::Unclear), measures(Verdict::Same)].concat();
    let all = [
        (Tone::Good, "Diese Maßnahmen lohnen sich", "These measures are worth it", measures(Verdict::Pays)),
        (Tone::Look, "Diese Maßnahmen kosten Punkte", "These measures cost points", measures(Verdict::Costs)),
        (
            Tone::Plain,
            "Diese Maßnahmen bringen nichts Erkennbares",
            "These measures show no clear effect",
            same,
        ),
        (
            Tone::Plain,
            "Diese Einlagen erschweren die Lage",
            "These injects make it harder",
            injects(Verdict::Costs),
        ),
        (
            Tone::Plain,
            "Diese Einlagen helfen den Teams",
            "These injects help the teams",
            injects(Verdict::Pays),
        ),
        (
            Tone::Plain,
            "Diese Einlagen ändern kein Ergebnis, solange niemand sie liest",
            "These injects change no score as long as nobody reads them",
            injects(Verdict::Same),
        ),
    ];
    let said = |(tone, de, en, names): (Tone, &str, &str, Vec<String>)| {
        let listed = list(of.lang, &names);
        (!names.is_empty()).then(|| of.say(tone, format!("{de}: {listed}."), format!("{en}: {listed}.")))
    };
    all.into_iter().filter_map(said).collect()
}

/// Names of what has a verdict, what makes the greatest difference first.
fn those(comparisons: &[Comparison], verdict: Verdict, names: &[String]) -> Vec<String> {
    let mut found: Vec<&Comparison> = comparisons.iter().filter(|one| one.verdict == verdict).collect();
    found.sort_by(|one, other| other.gain.joint.mean.abs().total_cmp(&one.gain.joint.mean.abs()));
    found.iter().map(|one| names[one.index].clone()).collect()
}

fn never_ordered(of: &Findings<'_>) -> Option<Sentence> {
    let all = of.found.measures.len();
    let never = of.found.measures.iter().filter(|used| used.anybody.rate == 0.0).count();
    (never > 0).then(|| {
        of.say(
            Tone::Plain,
            format!("{never} von {all} Maßnahmen wurden in keiner Übung angeordnet."),
            format!("{never} of {all} measures were never ordered in any exercise."),
        )
    })
}

fn untouched(of: &Findings<'_>) -> Option<Sentence> {
    let all = of.found.nodes.len();
    let nodes = of.names.nodes.iter().zip(&of.found.nodes);
    let names: Vec<String> =
        nodes.filter(|(_, used)| used.is_untouched()).map(|(name, _)| name.clone()).collect();
    let (count, listed) = (names.len(), list(of.lang, &names));
    (count > 0).then(|| {
        of.say(
            Tone::Look,
            format!("{count} von {all} Systemen hat niemand je angerührt: {listed}."),
            format!("Nobody ever touched {count} of {all} nodes: {listed}."),
        )
    })
}

/// What the dials do: each by itself where few were asked for, otherwise the strongest and the idle.
fn dials(of: &Findings<'_>) -> Vec<Sentence> {
    const FEW: usize = 2;
    if of.dials.len() <= FEW {
        return of.dials.iter().map(|effect| dial(of, effect)).collect();
    }
    let span = |effect: &DialEffect| {
        effect.points.iter().fold(0.0f64, |most, point| most.max(point.change.mean.abs()))
    };
    let strongest = of.dials.iter().max_by(|one, other| span(one).total_cmp(&span(other)));
    let is_idle = |effect: &&DialEffect| {
        effect.dial != Dial::Pressure
            && effect.points.iter().all(|point| !point.change.is_gain() && !point.change.is_loss())
    };
    let idle: Vec<String> = of
        .dials
        .iter()
        .filter(is_idle)
        .map(|effect| super::names::dial(of.lang, effect.dial).to_owned())
        .collect();
    let mut sentences: Vec<Sentence> = strongest.map(|effect| dial(of, effect)).into_iter().collect();
    if !idle.is_empty() {
        let names = list(of.lang, &idle);
        sentences.push(of.say(
            Tone::Plain,
            format!("Diese Regler ändern nichts Erkennbares: {names}."),
            format!("These dials show no clear effect: {names}."),
        ));
    }
    sentences
}

/// What a dial does between its lowest and highest setting.
fn dial(of: &Findings<'_>, effect: &DialEffect) -> Sentence {
    let name = super::names::dial(of.lang, effect.dial);
    if effect.dial == Dial::Pressure {
        return of.say(
            Tone::Plain,
            format!("Regler „{name}“: verkürzt die Minuten je Zug; das trifft nur Menschen."),
            format!("Dial “{name}”: leaves fewer minutes per turn; only people feel it."),
        );
    }
    let ends: Vec<String> = effect
        .points
        .iter()
        .filter(|point| point.percent != 100)
        .map(|point| {
            let change = signed(of.lang, point.change.mean, 1);
            let percent = of.lang.percent(&point.percent.to_string());
            format!("{percent}:\u{a0}{change}")
        })
        .collect();
    let ends = ends.join(", ");
    of.say(
        Tone::Plain,
        format!("Regler „{name}“, Punkte gegenüber 100\u{a0}%: {ends}."),
        format!("Dial “{name}”, points against 100%: {ends}."),
    )
}
