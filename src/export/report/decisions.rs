//! What single decisions were worth, and the turning points among them.

use crate::analysis::decisions::{Decision, Label};
use crate::exercise::Exercise;
use crate::export::document::{Block, Table, joined, same};
use crate::rules::order::Order;
use crate::scenario::Scenario;
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Lang, wording};

/// How many turning points are told, and from how many points of the joint score on: what rounds to none
/// turned nothing.
const TURNING_POINTS: usize = 5;
const TURNS_FROM: f64 = 0.1;

/// The section's blocks; a sentence where nothing was computed.
pub(super) fn blocks(exercise: &Exercise, decisions: &[Decision]) -> Vec<Block> {
    if decisions.is_empty() {
        return vec![Block::Words(both(
            "Was einzelne Entscheidungen wert waren, ist hier nicht berechnet; `planspiel report --decisions` tut es.",
            "What single decisions were worth is not computed here; `planspiel report --decisions` does it.",
        ))];
    }
    let rows = decisions.iter().map(|decision| row(exercise, decision)).collect();
    vec![
        Block::Words(both(
            "Beurteilt wird aus dem, was das Team in diesem Moment wissen konnte: Auf Lagen, die zu seinem Lagebild passen, treten seine Aufträge gegen die der Vorgehensweise playbook an, auf denselben Würfeln, bis zum Ende gespielt. Angegeben sind Punkte der gemeinsamen Wertung mit dem halben 95-%-Intervall. Gut oder schlecht heißt eine Entscheidung nur, wo das Intervall es zulässt. Was Glück war, ist nicht berechnet.",
            "Judged from what the team could know at that moment: on situations that agree with its picture, its orders compete with those of the playbook policy, on the same dice, played to the end. Given are points of the joint score with half of the 95% interval. A decision is called good or bad only where the interval allows. What was luck is not computed.",
        )),
        Block::List(turning_points(exercise.scenario(), decisions)),
        Block::Table(Table {
            slug: "decisions",
            head: vec![
                both("Runde", "Turn"),
                both("Partner", "Partner"),
                both("Aufträge", "Orders"),
                both("gegenüber playbook", "over playbook"),
                both("gegenüber nichts", "over nothing"),
                both("Urteil", "Verdict"),
            ],
            rows,
        }),
    ]
}

/// The decisions with the largest value either way, of those that stand out.
fn turning_points(scenario: &Scenario, decisions: &[Decision]) -> Vec<Text> {
    let stands_out = |of: &&Decision| of.label != Label::Open && of.value.mean.abs() >= TURNS_FROM;
    let mut clear: Vec<&Decision> = decisions.iter().filter(stands_out).collect();
    clear.sort_by(|one, other| other.value.mean.abs().total_cmp(&one.value.mean.abs()));
    if clear.is_empty() {
        return vec![both("Keine einzelne Entscheidung sticht heraus.", "No single decision stands out.")];
    }
    let tell = |decision: &&Decision| {
        let name = &scenario.partners[decision.partner.index()].name;
        let (turn, value) = (decision.turn, figure(decision.value.mean, decision.value.ci95));
        both(
            format!("Runde {turn}, {}: {} Punkte.", name.de, value.de),
            format!("Turn {turn}, {}: {} points.", name.en, value.en),
        )
    };
    clear.iter().take(TURNING_POINTS).map(tell).collect()
}

fn row(exercise: &Exercise, decision: &Decision) -> Vec<Text> {
    let scenario = exercise.scenario();
    let picture = &exercise.now().pictures[decision.partner.index()];
    let order = |order: &Order| wording::order(scenario, decision.partner, picture, *order);
    let orders: Vec<Text> = decision.orders.iter().map(order).collect();
    let orders = if orders.is_empty() { both("keine", "none") } else { joined(orders.iter(), "; ") };
    vec![
        same(decision.turn.to_string()),
        same(&scenario.partners[decision.partner.index()].short),
        orders,
        figure(decision.value.mean, decision.value.ci95),
        figure(decision.over_nothing.mean, decision.over_nothing.ci95),
        match decision.label {
            Label::Good => both("gut", "good"),
            Label::Bad => both("schlecht", "bad"),
            Label::Open => both("offen", "open"),
        },
    ]
}

fn figure(mean: f64, ci95: f64) -> Text {
    let in_words = |lang: Lang| format!("{} ± {}", lang.number(mean), lang.number(ci95));
    both(in_words(Lang::De), in_words(Lang::En))
}
