//! Policies for either side. A brain gets what a person in its seat would get (a picture or a mind,
//! never the truth) and gives orders through the same door. It remembers nothing of its own: what it
//! has learned stands in its picture or mind, so the same log gives the same game.

mod ahead;
mod attacker;
mod desk;
mod doctrine;
mod planner;
mod playbook;
mod random;
mod sets;

pub use ahead::{Way, orders, play_out, prevent};
pub use attacker::{AttackPlan, Style};
pub use desk::{ExerciseDesk, play_to_end, suggest};
pub use doctrine::Doctrine;
pub use playbook::doctrine as playbook_doctrine;

use crate::rules::dice::Dice;
use crate::rules::order::{Order, Refusal};
use crate::rules::picture::Picture;
use crate::rules::table::{Recorder, Table};
use crate::rules::turn;
use crate::scenario::Scenario;
use crate::scenario::ids::{MeasureId, PartnerId};

/// A partner's seat as a policy sees it.
pub trait Desk {
    /// What is played.
    fn scenario(&self) -> &Scenario;
    /// Which partner this is.
    fn partner(&self) -> PartnerId;
    /// The turn.
    fn turn(&self) -> u16;
    /// What the partner knows.
    fn picture(&self) -> &Picture;
    /// Dice for the policy's own choices.
    fn dice(&self) -> &Dice;
    /// Gives an order.
    ///
    /// # Errors
    /// Why it was refused.
    fn give(&mut self, order: Order) -> Result<(), Refusal>;
    /// Whether an order would be accepted now, without giving it.
    fn may_give(&self, order: Order) -> bool {
        crate::rules::order::accept(self.scenario(), self.partner(), self.picture(), order).is_ok()
    }
}

/// A desk at a table.
pub struct Seat<'t, 'a, R: Recorder> {
    pub table: &'t mut Table<'a, R>,
    pub partner: PartnerId,
}

impl<R: Recorder> Desk for Seat<'_, '_, R> {
    fn scenario(&self) -> &Scenario {
        self.table.scenario
    }
    fn partner(&self) -> PartnerId {
        self.partner
    }
    fn turn(&self) -> u16 {
        self.table.now.public.turn
    }
    fn picture(&self) -> &Picture {
        &self.table.now.pictures[self.partner.index()]
    }
    fn dice(&self) -> &Dice {
        self.table.dice
    }
    fn give(&mut self, order: Order) -> Result<(), Refusal> {
        turn::give(self.table, self.partner, order)
    }
}

/// How a partner is played when no people play it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Gives no orders.
    Idle,
    /// A set of legal orders that the free people allow, each set as likely as the others, doing nothing
    /// included.
    Random,
    /// A competent crisis team's doctrine, sharing included.
    Playbook,
    /// The playbook with 30 % of its orders replaced by random legal ones.
    PlaybookWeak,
    /// The playbook that never shares.
    PlaybookSilent,
    /// The playbook that shares everything with everyone.
    PlaybookOpen,
    /// The playbook that neither asks for aid nor gives any.
    PlaybookUnaided,
    /// The playbook in the order that promises most, by playing on from what the partner could believe.
    Planner,
    /// One measure at every target it can be ordered for.
    Spam(MeasureId),
}

impl Policy {
    /// The policy of a name as on the command line.
    ///
    /// # Errors
    /// The names that would have been right.
    pub fn parse(scenario: &Scenario, name: &str) -> Result<Policy, String> {
        if let Some(measure) = name.strip_prefix("spam:") {
            let found = scenario.measures.iter().position(|known| known.id == measure);
            return found.map(|index| Policy::Spam(MeasureId::at(index))).ok_or_else(|| {
                let names: Vec<&str> = scenario.measures.iter().map(|known| known.id.as_str()).collect();
                format!("no measure \"{measure}\"; there are {}", names.join(", "))
            });
        }
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, policy)| *policy).ok_or_else(|| {
            let names: Vec<&str> = Self::NAMED.iter().map(|(name, _)| *name).collect();
            format!("no policy \"{name}\"; there are {}, spam:<measure>", names.join(", "))
        })
    }

    /// Names and policies.
    pub const NAMED: &'static [(&'static str, Policy)] = &[
        ("idle", Policy::Idle),
        ("random", Policy::Random),
        ("playbook", Policy::Playbook),
        ("playbook-weak", Policy::PlaybookWeak),
        ("playbook-silent", Policy::PlaybookSilent),
        ("playbook-open", Policy::PlaybookOpen),
        ("playbook-unaided", Policy::PlaybookUnaided),
        ("planner", Policy::Planner),
    ];

    /// Gives the partner's orders for this turn.
    pub fn play(self, doctrine: &Doctrine, desk: &mut impl Desk) {
        match self {
            Policy::Idle => {}
            Policy::Random => random::play(desk),
            Policy::Playbook => playbook::play(doctrine, desk, playbook::Sharing::Honest, None),
            Policy::PlaybookSilent => playbook::play(doctrine, desk, playbook::Sharing::Never, None),
            Policy::PlaybookOpen => playbook::play(doctrine, desk, playbook::Sharing::Everything, None),
            Policy::PlaybookUnaided => playbook::play(doctrine, desk, playbook::Sharing::WithoutAid, None),
            Policy::PlaybookWeak => {
                let mut shaky = random::Shaky { desk, given: 0 };
                playbook::play(doctrine, &mut shaky, playbook::Sharing::Honest, None);
            }
            Policy::Planner => planner::play(doctrine, desk),
            Policy::Spam(measure) => random::spam(desk, measure),
        }
    }
}
