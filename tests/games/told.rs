//! What happened, in lines: for each turn what was really so, harm included, and what each partner
//! was told in English.

use planspiel::exercise::Entry;
use planspiel::rules::check::Check;
use planspiel::rules::dice::Purpose;
use planspiel::rules::event::{Event, Found, Outcome, Sight, World};
use planspiel::rules::score::Part;
use planspiel::rules::situation::{InjectState, Transit};
use planspiel::scenario::Scenario;
use planspiel::scenario::ids::*;
use planspiel::view::wording;
use std::collections::BTreeMap;

/// Lines of some entries.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// What was really so.
    pub so: Vec<String>,
    /// Harm in thousandths of a point, by partner and part.
    pub harm: BTreeMap<(usize, usize), u64>,
    /// Per partner.
    pub told: Vec<Vec<String>>,
}

impl Lines {
    pub fn new(partners: usize) -> Self {
        Lines { told: vec![Vec::new(); partners], ..Lines::default() }
    }

    pub fn add(&mut self, scenario: &Scenario, turn: u16, entry: &Entry) {
        self.so.extend(entry.checks.iter().filter_map(|check| returned(scenario, check)));
        for event in &entry.events {
            match event {
                Event::World(World::Harmed { partner, part, milli }) => {
                    *self.harm.entry((partner.index(), usize::from(*part))).or_default() += u64::from(*milli);
                }
                Event::World(world) => self.so.extend(so(scenario, world)),
                Event::Told(partner, told) => {
                    let line = wording::told(scenario, *partner, turn, told);
                    let text = line.map(|line| wording::english(&line.text).to_owned());
                    self.told[partner.index()].extend(text);
                }
                Event::Found(actor, Found::Left) => {
                    self.so.push(format!("{} gives up and leaves", scenario.actors[actor.index()].id));
                }
                Event::Public(_) | Event::Found(..) => {}
            }
        }
    }

    pub fn join(&mut self, later: &Lines) {
        self.so.extend(later.so.iter().cloned());
        for (place, milli) in &later.harm {
            *self.harm.entry(*place).or_default() += milli;
        }
        for (told, more) in self.told.iter_mut().zip(&later.told) {
            told.extend(more.iter().cloned());
        }
    }

    /// What was really so, with the turn's harm.
    pub fn truth(&self, scenario: &Scenario) -> Vec<String> {
        let mut lines = self.so.clone();
        for ((partner, part), milli) in &self.harm {
            let (partner, part) = (&scenario.partners[*partner].id, Part::ALL[*part].slug());
            lines.push(format!("harm to {partner}: {part} {}", points(*milli)));
        }
        lines
    }
}

/// Thousandths as points, without needless zeros.
pub fn points(milli: u64) -> String {
    let (whole, rest) = (milli / 1000, milli % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() }
}

/// An actor tried to come back through persistence that nobody found.
fn returned(scenario: &Scenario, check: &Check) -> Option<String> {
    let back = if check.success { "comes back" } else { "does not come back" };
    let actor = &scenario.actors.get(usize::from(check.key.who))?.id;
    let node = &scenario.nodes.get(usize::from(check.key.target))?.id;
    (check.key.purpose == Purpose::Return).then(|| format!("{actor} {back} to {node}"))
}

fn so(scenario: &Scenario, world: &World) -> Option<String> {
    let partner = |id: PartnerId| &scenario.partners[id.index()].id;
    let node = |id: NodeId| &scenario.nodes[id.index()].id;
    Some(match *world {
        World::Acted { .. } => return acted(scenario, world),
        World::Renewed { actor, kind } => {
            format!("{} renews its {}", scenario.actors[actor.index()].id, kind.slug())
        }
        World::DataLeft { node: at, permille } => format!("{permille} per mille has left {}", node(at)),
        World::Level { node: at, level, unforced } => {
            format!("{} at {level} ({unforced} without own orders)", node(at))
        }
        World::Violated { partner: by } => format!("{} breaks a label", partner(by)),
        World::Useful { partner: by, ppm } => format!("{} was of use: {ppm}", partner(by)),
        World::Sent(Transit { from, to, arrives, .. }) => {
            format!("{} tells {} something, which arrives in turn {arrives}", partner(from), partner(to))
        }
        World::Inject { inject, state } => {
            let state = match state {
                InjectState::Pending => "waits".to_owned(),
                InjectState::Armed => "will fire".to_owned(),
                InjectState::Fired => "fires".to_owned(),
                InjectState::Skipped => "is skipped".to_owned(),
                InjectState::Delayed(turn) => format!("is set to turn {turn}"),
            };
            format!("inject {} {state}", scenario.injects[inject.index()].id)
        }
        _ => return None,
    })
}

fn acted(scenario: &Scenario, world: &World) -> Option<String> {
    let World::Acted { actor, technique, source, target, outcome, seen } = world else { return None };
    let (actor, technique) = (&scenario.actors[actor.index()].id, &scenario.techniques[technique.index()].id);
    let (source, target) = (&scenario.node(*source).id, &scenario.node(*target).id);
    let way = if source == target { target.clone() } else { format!("{source} > {target}") };
    let outcome = match outcome {
        Outcome::Worked => "worked",
        Outcome::Failed => "failed",
        Outcome::Blocked => "blocked",
        Outcome::NoAnswer => "no answer",
        Outcome::Vetoed => "vetoed",
    };
    let seen = match seen {
        Sight::Seen => "seen",
        Sight::Unseen => "unseen",
        Sight::Unwatched => "unwatched",
    };
    Some(format!("{actor}: {technique} {way}: {outcome}, {seen}"))
}
