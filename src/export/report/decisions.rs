//! What decisions were worth and what was luck: the section of the report, where that was computed.

use crate::analysis::Paired;
use crate::analysis::decisions::{Decision, ForOthers, Label};
use crate::analysis::hindsight::{Hindsight, NoHindsight, Parts};
use crate::analysis::judged::Judged;
use crate::exercise::Exercise;
use crate::export::document::{Block, Table, joined, same};
use crate::rules::order::Order;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Lang, wording};

/// How many turning points are told, and from how many points of the joint score on: what rounds to none
/// turned nothing.
const TURNING_POINTS: usize = 5;
const TURNS_FROM: f64 = 0.1;

/// The section's blocks; a sentence where nothing was computed.
pub(super) fn blocks(exercise: &Exercise, judged: Option<&Judged>) -> Vec<Block> {
    let Some(judged) = judged else {
        return vec![Block::Words(both(
            "Was einzelne Entscheidungen wert waren und was Zufall war, ist noch nicht berechnet; das geschieht mit der Nachbesprechung, oder die Übungsleitung lässt es eigens berechnen.",
            "What single decisions were worth and what was luck has not been computed yet; that is done with the debrief, or the trainer has it computed.",
        ))];
    };
    let mut blocks = vec![Block::Heading(both("Aus damaliger Sicht", "As it could be seen at the time"))];
    let mut told = alternatives(exercise, &judged.decisions, judged.rollouts);
    told.insert(1, Block::List(turning_points(exercise.scenario(), &judged.decisions)));
    blocks.extend(told);
    blocks.push(Block::Heading(both("Im Nachhinein", "With hindsight")));
    blocks.extend(luck(exercise.scenario(), &judged.hindsight));
    blocks
}

/// What decisions were worth, by so many futures from what could be known; without the turning points.
#[must_use]
pub fn alternatives(exercise: &Exercise, judged: &[Decision], rollouts: u32) -> Vec<Block> {
    let mut blocks = vec![
        Block::Words(both(
            format!(
                "Beurteilt wird aus dem, was das Team in diesem Moment wissen konnte: Auf Lagen, die zu seinem Lagebild und zu seinen bisherigen Aufträgen passen, treten seine Aufträge gegen die der Vorgehensweise playbook an (eines Teams, das nach einem festen, vernünftigen Plan handelt), auf denselben Würfeln, bis zum Ende gespielt, {rollouts} Mal je Weg. Angegeben sind Punkte der gemeinsamen Wertung mit der halben Breite ihres 95-%-Intervalls. Gut oder schlecht heißt eine Entscheidung nur, wo das Intervall es zulässt."
            ),
            format!(
                "Judged from what the team could know at that moment: on situations that agree with its picture and with what it had ordered so far, its orders compete with those of the playbook policy (a team that acts by a fixed, sensible plan), on the same dice, played to the end, {rollouts} times for each way. Figures are points of the joint score with half the width of their 95% interval. A decision is called good or bad only where the interval allows."
            ),
        )),
        Block::Table(decisions(exercise, judged)),
        better(exercise, judged),
        Block::Words(both(
            "Versäumt ist, was der beste gefundene andere Weg gegenüber den wirklichen Aufträgen gebracht hätte. Gesucht wurde unter bis zu zehn Wegen, die sieben Vorgehensweisen aus demselben Lagebild wählen würden; ausgewählt wurde auf der einen Hälfte der Lagen, bewertet auf der anderen.",
            "Missed is what the best other way that was found would have gained over the real orders. It was sought among up to ten ways that seven policies would choose from the same picture; it was chosen on one half of the situations and weighed on the other.",
        )),
    ];
    if exercise.scenario().partners.len() > 1 {
        blocks.push(Block::Words(both(
            "„Für andere“ ist, was die Mitteilungen dieser Runde und was die Hilfe am mittleren Ergebnis der anderen Partner geändert haben. Unterlassen ist, was playbook ihnen außerdem mitgeteilt oder an Hilfe gegeben hätte, und was ihnen das gebracht hätte. Beides gilt für diese Runde allein: Danach geht es nach playbook weiter, das in der nächsten Runde nachholt, was noch nützt.",
            "“For others” is what this turn’s sharing and its aid changed in the other partners’ mean outcome. Refused is what playbook would have told or lent them as well, and what that would have gained them. Both hold for this turn alone: after it everybody goes on by playbook, which makes up next turn for what is still of use.",
        )));
    }
    blocks
}

/// How the score came to be, with hindsight; or why that is not known.
#[must_use]
pub fn luck(scenario: &Scenario, found: &Result<Hindsight, NoHindsight>) -> Vec<Block> {
    match found {
        Ok(found) => hindsight(scenario, found),
        Err(NoHindsight::NotEnded) => vec![Block::Words(both(
            "Die Übung ist nicht zu Ende; darum lässt sich das Ergebnis noch nicht zerlegen.",
            "The exercise has not ended; so its score cannot be taken apart yet.",
        ))],
        Err(NoHindsight::EndedByHand) => vec![Block::Words(both(
            "Die Übung wurde vorzeitig beendet. Wie sie geendet hätte, weiß niemand; darum wird das Ergebnis nicht zerlegt.",
            "The exercise was ended early. Nobody knows how it would have ended; so its score is not taken apart.",
        ))],
    }
}

/// The decisions with the largest value either way, of those that stand out.
#[must_use]
pub fn turning(decisions: &[Decision]) -> Vec<&Decision> {
    let stands_out = |of: &&Decision| of.label != Label::Open && of.value.mean.abs() >= TURNS_FROM;
    let mut clear: Vec<&Decision> = decisions.iter().filter(stands_out).collect();
    clear.sort_by(|one, other| other.value.mean.abs().total_cmp(&one.value.mean.abs()));
    clear.truncate(TURNING_POINTS);
    clear
}

/// The decisions for which the most was missed by what was found, where that is certain.
pub(super) fn regretted(decisions: &[Decision]) -> Vec<&Decision> {
    let mut clear: Vec<&Decision> = decisions.iter().filter(|of| is_clearly_missed(of)).collect();
    clear.sort_by(|one, other| other.best.regret.mean.total_cmp(&one.best.regret.mean));
    clear.truncate(TURNING_POINTS);
    clear
}

/// Another way certainly would have gained something.
fn is_clearly_missed(decision: &Decision) -> bool {
    decision.best.regret.is_gain() && decision.best.regret.mean >= TURNS_FROM
}

fn turning_points(scenario: &Scenario, decisions: &[Decision]) -> Vec<Text> {
    let clear = turning(decisions);
    if clear.is_empty() {
        return vec![both("Keine einzelne Entscheidung sticht heraus.", "No single decision stands out.")];
    }
    let tell = |decision: &&Decision| {
        let name = &scenario.partners[decision.partner.index()].name;
        let (when, value) = (when(decision.turn), figure(decision.value));
        both(
            format!("{}, {}: {} Punkte.", when.de, name.de, value.de),
            format!("{}, {}: {} points.", when.en, name.en, value.en),
        )
    };
    clear.iter().map(tell).collect()
}

/// A turn in words.
#[must_use]
pub fn when(turn: u16) -> Text {
    match turn {
        0 => both("Vorsorge", "Prevention"),
        _ => both(format!("Runde {turn}"), format!("Turn {turn}")),
    }
}

/// A turn in a column of turns.
#[must_use]
pub fn in_column(turn: u16) -> Text {
    if turn == 0 { when(0) } else { same(turn.to_string()) }
}

fn decisions(exercise: &Exercise, decisions: &[Decision]) -> Table {
    let mut head = vec![
        both("Runde", "Turn"),
        both("Partner", "Partner"),
        both("Aufträge", "Orders"),
        both("gegenüber playbook", "over playbook"),
        both("gegenüber nichts", "over nothing"),
        both("Urteil", "Verdict"),
        both("versäumt", "missed"),
    ];
    if exercise.scenario().partners.len() > 1 {
        head.push(both("für andere", "for others"));
    }
    Table {
        slug: "decisions",
        head,
        rows: decisions.iter().map(|decision| row(exercise, decision)).collect(),
    }
}

/// The best other way to decide that was found, where it certainly would have gained something.
fn better(exercise: &Exercise, decisions: &[Decision]) -> Block {
    let row = |decision: &Decision| {
        let best = decision.best.orders.as_ref().filter(|_| is_clearly_missed(decision))?;
        Some(vec![
            in_column(decision.turn),
            same(&exercise.scenario().partners[decision.partner.index()].short),
            orders(exercise, decision.partner, best),
            figure(decision.best.regret),
        ])
    };
    let table = Table {
        slug: "better",
        head: vec![
            both("Runde", "Turn"),
            both("Partner", "Partner"),
            both("Bester gefundener anderer Weg", "Best other way found"),
            both("versäumt", "missed"),
        ],
        rows: decisions.iter().filter_map(row).collect(),
    };
    table.or(both(
        "Für keine Entscheidung wurde ein Weg gefunden, der sicher besser gewesen wäre.",
        "For no decision was a way found that certainly would have been better.",
    ))
}

fn row(exercise: &Exercise, decision: &Decision) -> Vec<Text> {
    let scenario = exercise.scenario();
    // A way that was chosen on one half of the situations may be no better on the other.
    let regret = match &decision.best.orders {
        Some(_) if decision.best.regret.mean > 0.0 => figure(decision.best.regret),
        _ => both("nichts Besseres gefunden", "nothing better found"),
    };
    let mut row = vec![
        in_column(decision.turn),
        same(&scenario.partners[decision.partner.index()].short),
        orders(exercise, decision.partner, &decision.orders),
        figure(decision.value),
        figure(decision.over_nothing),
        match decision.label {
            Label::Good => both("gut", "good"),
            Label::Bad => both("schlecht", "bad"),
            Label::Open => both("offen", "open"),
        },
        regret,
    ];
    if scenario.partners.len() > 1 {
        row.push(for_others(decision.others));
    }
    row
}

/// What sharing and aid gained others, and what refusing them did.
fn for_others(of: ForOthers) -> Text {
    let parts = [
        (of.shared, both("Mitteilungen", "sharing")),
        (of.aided, both("Hilfe", "aid")),
        (of.refused, both("unterlassen", "refused")),
    ];
    let part = |(gained, what): (Option<Paired>, Text)| {
        let gained = figure(gained?);
        Some(both(format!("{}: {}", what.de, gained.de), format!("{}: {}", what.en, gained.en)))
    };
    let parts: Vec<Text> = parts.into_iter().filter_map(part).collect();
    if parts.is_empty() { both("–", "–") } else { joined(parts.iter(), "; ") }
}

/// Orders in words.
#[must_use]
pub fn orders(exercise: &Exercise, partner: PartnerId, orders: &[Order]) -> Text {
    let picture = &exercise.now().pictures[partner.index()];
    let order = |order: &Order| wording::order(exercise.scenario(), partner, picture, *order);
    let orders: Vec<Text> = orders.iter().map(order).collect();
    if orders.is_empty() { both("keine", "none") } else { joined(orders.iter(), "; ") }
}

/// How the score came to be, in sum and turn by turn.
fn hindsight(scenario: &Scenario, found: &Hindsight) -> Vec<Block> {
    let names = scenario.partners.iter().map(|partner| partner.name.clone());
    let mut rows = vec![vec![
        both(
            "Zu erwarten vor StartEx: alle Teams nach playbook, Angreifer, die dazulernen",
            "Expected before StartEx: every team by playbook, attackers that learn",
        ),
        figure(found.reference),
    ]];
    for (name, part) in names.zip(&found.whole.partners) {
        let what = both(format!("Entscheidungen: {}", name.de), format!("Decisions: {}", name.en));
        rows.push(vec![what, signed(*part)]);
    }
    rows.push(vec![both("Entscheidungen: Angreifer", "Decisions: attackers"), signed(found.whole.attackers)]);
    rows.push(vec![both("Zufall", "Luck"), signed(found.whole.luck)]);
    rows.push(vec![
        both("Rest (Ungenauigkeit der Berechnung)", "Rest (inaccuracy of the computation)"),
        signed(found.rest),
    ]);
    let actual = |lang: Lang| lang.number(found.actual);
    rows.push(vec![both("Gemeinsame Wertung", "Joint score"), both(actual(Lang::De), actual(Lang::En))]);
    let sum =
        Table { slug: "hindsight", head: vec![both("Woher", "From what"), both("Punkte", "Points")], rows };
    vec![
        Block::Words(both(
            "Hier wird aus der Wahrheit gerechnet, auch aus dem, was niemand wissen konnte. Das beurteilt niemanden; es sagt, woher die Wertung kam. Der Anteil der Partner ist ihr Shapley-Wert gegenüber playbook. Zufall ist, was nach dem Würfeln zu erwarten war, minus dem, was davor zu erwarten war; was die Übungsleitung von Hand eingespielt oder geändert hat, steckt darin. Wo die Zahl hinter ± größer ist als die davor, lässt sich der Anteil nicht von null unterscheiden.",
            "This is computed from the truth, including what nobody could know. It judges nobody; it says where the score came from. The partners’ parts are their Shapley values against playbook. Luck is what was to be expected after the dice minus what was to be expected before them; what trainers fired or changed by hand is in it. Where the figure after ± is larger than the one before it, the part cannot be told from zero.",
        )),
        Block::Table(sum),
        Block::Table(by_turn(scenario, found)),
    ]
}

fn by_turn(scenario: &Scenario, found: &Hindsight) -> Table {
    let mut head = vec![both("Runde", "Turn")];
    head.extend(scenario.partners.iter().map(|partner| same(&partner.short)));
    head.extend([both("Angreifer", "Attackers"), both("Zufall", "Luck")]);
    let row = |turn: u16, parts: &Parts| {
        let mut row = vec![in_column(turn)];
        row.extend(parts.partners.iter().map(|part| signed(*part)));
        row.extend([signed(parts.attackers), signed(parts.luck)]);
        row
    };
    let rows = found.turns.iter().map(|turn| row(turn.turn, &turn.parts)).collect();
    Table { slug: "luck", head, rows }
}

/// A figure with half of its interval.
#[must_use]
pub fn figure(of: Paired) -> Text {
    let in_words = |lang: Lang| format!("{} ± {}", lang.number(of.mean), lang.number(of.ci95));
    both(in_words(Lang::De), in_words(Lang::En))
}

/// The same as a change, with its sign.
#[must_use]
pub fn signed(of: Paired) -> Text {
    let sign = if of.mean >= 0.05 { "+" } else { "" };
    let text = figure(of);
    both(format!("{sign}{}", text.de), format!("{sign}{}", text.en))
}
