//! What partners were told, turn by turn: as their pages tell it, with what only the notices before it say, such as an
//! alert's number or which address it was that arrived.

use crate::export::document::{Block, Table, same};
use crate::rules::event::Told;
use crate::scenario::Scenario;
use crate::scenario::ids::{FactId, NodeId, PartnerId};
use crate::scenario::model::Text;
use crate::view::wording::both;
use crate::view::{Notice, wording};
use std::collections::BTreeMap;

/// What partners were told, turn by turn.
pub(super) fn course(scenario: &Scenario, of: &[(PartnerId, &Vec<Notice>)]) -> Block {
    let mut lines: Vec<(u16, PartnerId, Text)> = Vec::new();
    for (partner, notices) in of {
        let mut so_far = SoFar::default();
        for (turn, told) in *notices {
            let text = so_far.tell(scenario, *partner, *turn, told);
            lines.extend(text.map(|text| (*turn, *partner, text)));
        }
    }
    lines.sort_by_key(|(turn, partner, _)| (*turn, *partner));
    let row = |(turn, partner, text): (u16, PartnerId, Text)| {
        let short = same(&scenario.partners[partner.index()].short);
        vec![same(turn.to_string()), same(scenario.clock.from_h(turn).to_string()), short, text]
    };
    Block::Table(Table {
        slug: "course",
        head: vec![
            both("Runde", "Turn"),
            both("Runde ab Stunde", "Turn from hour"),
            both("Partner", "Partner"),
            both("Was geschah", "What happened"),
        ],
        rows: lines.into_iter().map(row).collect(),
    })
}

/// What a partner was told so far, as far as later lines speak of it.
#[derive(Default)]
struct SoFar {
    /// Where its alerts were, by their numbers.
    alerts: Vec<NodeId>,
    /// Which of an actor's addresses and tools its indicators point at.
    held: BTreeMap<FactId, u8>,
    /// What is on its way, to whom.
    sent: Vec<(FactId, PartnerId, u8)>,
}

impl SoFar {
    /// A notice in words; `None` for what needs none.
    fn tell(&mut self, scenario: &Scenario, partner: PartnerId, turn: u16, told: &Told) -> Option<Text> {
        match *told {
            Told::Alert { node, .. } => {
                self.alerts.push(node);
                let (number, node) = (self.alerts.len(), &scenario.node(node).name);
                return Some(both(
                    format!("Neuer Alarm {number}: {}", node.de),
                    format!("New alert {number}: {}", node.en),
                ));
            }
            Told::Triaged { number, .. } => {
                let line = wording::told(scenario, partner, turn, told)?.text;
                let at = usize::from(number).checked_sub(1).and_then(|place| self.alerts.get(place));
                let Some(node) = at.map(|node| &scenario.node(*node).name) else { return Some(line) };
                return Some(both(format!("{}: {}", node.de, line.de), format!("{}: {}", node.en, line.en)));
            }
            Told::Learned { fact, generation, .. } => {
                self.held.insert(fact, generation);
            }
            Told::SharedWith { fact, to } => {
                let generation = self.generation(fact);
                let others = (0..scenario.partners.len()).filter(|other| to >> other & 1 == 1);
                self.sent.extend(others.map(|other| (fact, PartnerId::at(other), generation)));
            }
            Told::Arrived { fact, to } => {
                let is_it = |item: &(FactId, PartnerId, u8)| (item.0, item.1) == (fact, to);
                if let Some(place) = self.sent.iter().position(is_it) {
                    let (.., generation) = self.sent.remove(place);
                    return Some(wording::arrived(scenario, &wording::fact(scenario, fact, generation), to));
                }
            }
            Told::Heard { fact, from } => {
                let what = wording::fact(scenario, fact, self.generation(fact));
                return Some(wording::heard(scenario, &what, from));
            }
            _ => {}
        }
        wording::told(scenario, partner, turn, told).map(|line| line.text)
    }

    fn generation(&self, fact: FactId) -> u8 {
        self.held.get(&fact).copied().unwrap_or_default()
    }
}
