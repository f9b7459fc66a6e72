//! Conditions that cannot become true, or that always are: whoever waits for them waits in vain.

use super::book::Book;
use super::desk::{Desk, Where};
use crate::scenario::draft::Condition as Written;
use crate::scenario::draft::{Evidence, When};
use crate::scenario::ids::*;
use crate::scenario::model::{Condition, Memo, Owner, Place, Scenario, WhenDef};
use crate::scenario::problem::Code;

/// What can be said of a condition before anybody plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Never,
    Always,
    Open,
}

impl Verdict {
    fn not(self) -> Self {
        match self {
            Verdict::Never => Verdict::Always,
            Verdict::Always => Verdict::Never,
            Verdict::Open => Verdict::Open,
        }
    }
}

/// Reports such conditions in objectives, endings and injects.
pub(super) fn check(desk: &mut Desk<'_>, book: &Book<'_>, scenario: &Scenario) {
    objectives(desk, book, scenario);
    for (entry, def) in book.ends.iter().zip(&scenario.ends) {
        walk(desk, &entry.at.field("when"), scenario, &entry.def.when, &def.when);
    }
    for (entry, def) in book.injects.iter().zip(&scenario.injects) {
        if let (Some(written), Some(checked)) = (&entry.def.skip_if, &def.skip_if) {
            let here = entry.at.field("skip_if");
            if walk(desk, &here, scenario, written, checked) == Verdict::Always {
                desk.report(Code::NeverFires, &here, "the inject is always skipped");
            }
        }
        if let (When::When(written), WhenDef::When(checked)) = (&entry.def.at, &def.at) {
            let here = entry.at.field("at");
            if walk(desk, &here.index(0), scenario, written, checked) == Verdict::Never {
                desk.report(Code::NeverFires, &here, "the inject waits for something that cannot happen");
            }
        }
    }
}

fn objectives(desk: &mut Desk<'_>, book: &Book<'_>, scenario: &Scenario) {
    for (entry, def) in book.objectives.iter().zip(&scenario.objectives) {
        let here = entry.at.field("met");
        match walk(desk, &here, scenario, &entry.def.met, &def.met) {
            Verdict::Never => {
                desk.report(Code::NeverMet, &here, format!("the objective `{}` can never be met", def.id));
            }
            Verdict::Always => {
                let message = format!("the objective `{}` is always met", def.id);
                desk.report(Code::AlwaysTrue, &here, message).help("let it hang on what the players do");
            }
            Verdict::Open => {}
        }
        let tasks_at = entry.at.field("tasks");
        for (index, (task, checked)) in entry.def.tasks.iter().zip(&def.tasks).enumerate() {
            let task_at = tasks_at.index(index);
            let list = task_at.field("evidence");
            for (place, pair) in task.evidence.iter().zip(&checked.evidence).enumerate() {
                if let (Evidence::Held(written), crate::scenario::model::EvidenceDef::Held(checked)) = pair {
                    walk(desk, &list.index(place).index(0), scenario, written, checked);
                }
            }
        }
    }
}

/// The verdict on a condition; each part that cannot become true, or cannot be false, is reported.
fn walk(
    desk: &mut Desk<'_>,
    at: &Where<'_>,
    scenario: &Scenario,
    written: &Written,
    checked: &Condition,
) -> Verdict {
    let list = at.index(0);
    match (written, checked) {
        (Written::All(written), Condition::All(checked)) => {
            let parts = parts(desk, &list, scenario, written, checked);
            joined(&parts, Verdict::Never, Verdict::Always)
        }
        (Written::Any(written), Condition::Any(checked)) => {
            let parts = parts(desk, &list, scenario, written, checked);
            joined(&parts, Verdict::Always, Verdict::Never)
        }
        (Written::Not(written), Condition::Not(checked)) => {
            walk(desk, &list, scenario, written, checked).not()
        }
        (Written::Ever(written), Condition::Noted(memo)) => match &scenario.memos[usize::from(*memo)] {
            Memo::Ever(checked) => walk(desk, &list, scenario, written, checked),
            _ => Verdict::Open,
        },
        _ => leaf(desk, at, scenario, written, checked),
    }
}

fn parts(
    desk: &mut Desk<'_>,
    list: &Where<'_>,
    scenario: &Scenario,
    written: &[Written],
    checked: &[Condition],
) -> Vec<Verdict> {
    let pairs = written.iter().zip(checked).enumerate();
    pairs
        .map(|(index, (written, checked))| walk(desk, &list.index(index), scenario, written, checked))
        .collect()
}

/// One part decides alone, or all agree.
fn joined(parts: &[Verdict], decides: Verdict, agreed: Verdict) -> Verdict {
    if parts.contains(&decides) {
        decides
    } else if parts.iter().all(|part| *part == agreed) {
        agreed
    } else {
        Verdict::Open
    }
}

fn leaf(
    desk: &mut Desk<'_>,
    at: &Where<'_>,
    scenario: &Scenario,
    written: &Written,
    checked: &Condition,
) -> Verdict {
    let always = match written {
        Written::FromTurn(turn) => *turn <= 1,
        Written::FromHour(hour) => *hour == 0,
        _ => false,
    };
    if always {
        desk.report(Code::AlwaysTrue, at, "this is true from the start").help("leave it out");
        return Verdict::Always;
    }
    match hindrance(scenario, checked) {
        Some(why) => {
            desk.report(Code::NeverTrue, at, format!("this can never become true: {why}"));
            Verdict::Never
        }
        None => Verdict::Open,
    }
}

/// Why a plain condition can never become true.
fn hindrance(scenario: &Scenario, condition: &Condition) -> Option<String> {
    match condition {
        Condition::FromTurn(turn) if *turn > scenario.turns() => {
            Some(format!("this version has {} turns", scenario.turns()))
        }
        Condition::FromHour(hour) => {
            let last = scenario.clock.turns.last().map_or(0, |turn| turn.from_h);
            (*hour > last).then(|| format!("the last turn begins in hour {last}"))
        }
        Condition::Confirmed(partner, node) => {
            let strange = scenario.node(*node).owner != Owner::Partner(*partner);
            let (partner, node) = (&scenario.partners[partner.index()].id, &scenario.node(*node).id);
            strange.then(|| format!("`{node}` is not `{partner}`'s to look into"))
        }
        Condition::ConfirmedFrom(partner, count)
        | Condition::CompromisedFrom(partner, count)
        | Condition::EncryptedFrom(partner, count) => {
            let nodes = scenario.partners[partner.index()].nodes.len();
            let id = &scenario.partners[partner.index()].id;
            (*count as usize > nodes).then(|| format!("`{id}` has {nodes} nodes"))
        }
        Condition::StolenFrom(partner, count) => {
            let records = records_of(scenario, *partner);
            let id = &scenario.partners[partner.index()].id;
            (u64::from(*count) > records).then(|| format!("`{id}` has {records} records"))
        }
        Condition::Stolen(node) => {
            let empty = scenario.node(*node).data.is_empty();
            empty.then(|| format!("`{}` holds no data", scenario.node(*node).id))
        }
        Condition::Patched(node, weakness) => {
            let def = scenario.node(*node);
            let (id, weak) = (&def.id, def.weaknesses.has(weakness.index()));
            let weakness = &scenario.weaknesses[weakness.index()].id;
            if def.owner.partner().is_none() {
                return Some(format!("`{id}` belongs to no partner"));
            }
            (!weak).then(|| format!("`{id}` does not have the weakness `{weakness}`"))
        }
        Condition::Noted(memo) => never_noted(scenario, &scenario.memos[usize::from(*memo)]),
        Condition::Isolated(node) => {
            let owned = scenario.node(*node).owner.partner().is_some();
            (!owned).then(|| format!("`{}` belongs to no partner", scenario.node(*node).id))
        }
        Condition::AidAsked(_) if scenario.partners.len() < 2 => Some("there is nobody to ask".to_owned()),
        _ => None,
    }
}

/// Why something can never be remembered.
fn never_noted(scenario: &Scenario, memo: &Memo) -> Option<String> {
    match memo {
        Memo::OrderedAt(partner, _, place) => {
            let (id, owner) = match place {
                Place::Node(node) => (&scenario.node(*node).id, scenario.node(*node).owner),
                Place::Zone(zone) => (&scenario.zones[zone.index()].id, scenario.zones[zone.index()].owner),
            };
            let strange = owner != Owner::Partner(*partner);
            strange.then(|| format!("`{id}` is not `{}`'s", scenario.partners[partner.index()].id))
        }
        Memo::OrderedIn(_, _, from, _) => {
            let turns = scenario.turns();
            (*from > turns).then(|| format!("this version has {turns} turns"))
        }
        Memo::BothOrdered(..) | Memo::Ever(_) => None,
    }
}

fn records_of(scenario: &Scenario, partner: PartnerId) -> u64 {
    let its = scenario.nodes.iter().filter(|node| node.worth_to == Some(partner));
    its.map(|node| u64::from(node.records)).sum()
}
