//! Words into ids: what a game's orders, checks and commands mean in its scenario. A word that the
//! scenario does not know ends the test and says so.

use crate::written;
use planspiel::exercise::Command;
use planspiel::rules::check::Check;
use planspiel::rules::dice::Purpose;
use planspiel::rules::mind::Step;
use planspiel::rules::order::{Order, Target};
use planspiel::rules::sharing::proper_pap;
use planspiel::scenario::Scenario;
use planspiel::scenario::draft::FactDraft;
use planspiel::scenario::ids::*;
use planspiel::scenario::model::Fact;

/// The words of one scenario.
#[derive(Clone, Copy)]
pub struct Words<'s>(pub &'s Scenario);

fn place<T>(kind: &str, list: &[T], id_of: impl Fn(&T) -> &String, id: &str) -> usize {
    let known = || list.iter().map(|item| id_of(item).as_str()).collect::<Vec<_>>().join(", ");
    list.iter().position(|item| id_of(item) == id).unwrap_or_else(|| panic!("no {kind} {id}: {}", known()))
}

impl Words<'_> {
    pub fn partner(self, id: &str) -> PartnerId {
        PartnerId::at(place("partner", &self.0.partners, |def| &def.id, id))
    }

    pub fn node(self, id: &str) -> NodeId {
        NodeId::at(place("node", &self.0.nodes, |def| &def.id, id))
    }

    fn zone(self, id: &str) -> ZoneId {
        ZoneId::at(place("zone", &self.0.zones, |def| &def.id, id))
    }

    pub fn inject(self, id: &str) -> InjectId {
        InjectId::at(place("inject", &self.0.injects, |def| &def.id, id))
    }

    pub fn choice(self, inject: InjectId, id: &str) -> u8 {
        let choices = &self.0.injects[inject.index()].choices;
        u8::try_from(place("choice", choices, |def| &def.id, id)).expect("choices are few")
    }

    fn actor(self, id: &str) -> ActorId {
        ActorId::at(place("actor", &self.0.actors, |def| &def.id, id))
    }

    fn technique(self, id: &str) -> TechniqueId {
        TechniqueId::at(place("technique", &self.0.techniques, |def| &def.id, id))
    }

    fn weakness(self, id: &str) -> WeaknessId {
        WeaknessId::at(place("weakness", &self.0.weaknesses, |def| &def.id, id))
    }

    fn link(self, ends: &str) -> LinkId {
        let (from, to) = ends.split_once(" > ").unwrap_or_else(|| panic!("{ends} is not `a > b`"));
        let (from, to) = (self.node(from), self.node(to));
        let found = self.0.links.iter().position(|link| link.from == from && link.to == to);
        LinkId::at(found.unwrap_or_else(|| panic!("no link {ends}")))
    }

    fn fact(self, fact: &FactDraft) -> FactId {
        self.0.fact(match fact {
            FactDraft::Indicator(actor, kind) => Fact::Indicator(self.actor(actor), *kind),
            FactDraft::Technique(technique) => Fact::Technique(self.technique(technique)),
            FactDraft::Weakness(weakness) => Fact::Weakness(self.weakness(weakness)),
            FactDraft::Mitigation(weakness) => Fact::Mitigation(self.weakness(weakness)),
            FactDraft::Warning(actor) => Fact::Warning(self.actor(actor)),
            FactDraft::Attribution(actor) => Fact::Attribution(self.actor(actor)),
            FactDraft::Evidence(actor) => Fact::Evidence(self.actor(actor)),
            FactDraft::Practice(measure) => self.practice(measure),
        })
    }

    fn practice(self, measure: &str) -> Fact {
        let known = place("measure", &self.0.measures, |def| &def.id, measure);
        let practice = self.0.measures[known].practice;
        Fact::Practice(practice.unwrap_or_else(|| panic!("everybody knows {measure}")))
    }

    fn step(self, technique: &str, target: &str) -> Step {
        Step { technique: self.technique(technique), target: self.node(target) }
    }

    fn duty(self, partner: PartnerId, duty: &str, stage: &str) -> Target {
        let duties = &self.0.partners[partner.index()].duties;
        let duty = place("duty", duties, |def| &def.id, duty);
        let stage = place("stage", &duties[duty].stages, |def| &def.id, stage);
        Target::Duty(DutyId::at(duty), u8::try_from(stage).expect("stages are few"))
    }

    fn target(self, partner: PartnerId, target: &written::Target) -> Target {
        match target {
            written::Target::Own => Target::Own,
            written::Target::Alert(number) => Target::Alert(*number),
            written::Target::Node(node) => Target::Node(self.node(node)),
            written::Target::Zone(zone) => Target::Zone(self.zone(zone)),
            written::Target::Link(ends) => Target::Link(self.link(ends)),
            written::Target::Fact(fact) => Target::Fact(self.fact(fact)),
            written::Target::Partner(other) => Target::Partner(self.partner(other)),
            written::Target::Duty(duty, stage) => self.duty(partner, duty, stage),
            written::Target::Share { fact, to, label, pap, channel } => {
                let to = to.iter().fold(0, |bits, id| bits | 1 << self.partner(id).index());
                let fact = self.fact(fact);
                let pap = pap.unwrap_or_else(|| proper_pap(self.0.facts[fact.index()]));
                Target::Share { fact, to, label: *label, pap, channel: *channel }
            }
        }
    }

    pub fn order(self, partner: PartnerId, order: &written::Order) -> Order {
        let measure = MeasureId::at(place("measure", &self.0.measures, |def| &def.id, &order.order));
        Order { measure, target: self.target(partner, &order.at) }
    }

    /// A trainer's command; `checks` are those of the latest resolution.
    ///
    /// # Errors
    /// When the check that is to be overruled was not made.
    pub fn command(self, trainer: &written::Trainer, checks: &[Check]) -> Result<Command, String> {
        Ok(match trainer {
            written::Trainer::Fire(inject) => Command::Fire { inject: self.inject(inject) },
            written::Trainer::Skip(inject) => Command::Skip { inject: self.inject(inject) },
            written::Trainer::Undo(turn, dice) => {
                Command::Undo { turn: *turn, new_dice: *dice == written::Reroll::New }
            }
            written::Trainer::Steer(actor, technique, target) => {
                Command::Steer { actor: self.actor(actor), step: self.step(technique, target) }
            }
            written::Trainer::Unsteer(actor, technique, target) => {
                Command::Unsteer { actor: self.actor(actor), step: self.step(technique, target) }
            }
            written::Trainer::Take(actor) => Command::TakeActor { actor: self.actor(actor), on: true },
            written::Trainer::End => Command::End,
            written::Trainer::Overrule(check, success) => {
                let found = checks.iter().find(|made| self.is_check(check, made));
                let key = found.ok_or_else(|| format!("no such check was made: {check:?}"))?.key;
                Command::Overrule { key, success: *success }
            }
        })
    }

    fn is_check(self, written: &written::Check, made: &Check) -> bool {
        let (purpose, actor, technique, node) = match written {
            written::Check::Attack(actor, technique, node) => {
                (Purpose::Attack, actor, self.technique(technique).index(), node)
            }
            written::Check::Return(actor, node) => (Purpose::Return, actor, 0, node),
        };
        let key = made.key;
        key.purpose == purpose
            && usize::from(key.who) == self.actor(actor).index()
            && usize::from(key.what) == technique
            && usize::from(key.target) == self.node(node).index()
    }
}
