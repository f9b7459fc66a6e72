//! Policies at the desks of an exercise that is logged command by command.

use super::{Desk, Doctrine, Policy};
use crate::exercise::{Command, Exercise};
use crate::rules::dice::Dice;
use crate::rules::order::{Order, Refusal};
use crate::rules::picture::Picture;
use crate::rules::prevention::takes_orders;
use crate::rules::situation::Phase;
use crate::rules::table::Table;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;

/// Carries out one command: proposes it, has it written down, commits it.
pub type Carry<'c, E> = &'c mut dyn FnMut(&mut Exercise, Command) -> Result<Result<(), Refusal>, E>;

/// A partner's desk in an exercise.
pub struct ExerciseDesk<'e, 'c, E> {
    exercise: &'e mut Exercise,
    partner: PartnerId,
    dice: Dice,
    carry: Carry<'c, E>,
    /// What went wrong while writing down, if anything.
    broken: Option<E>,
}

impl<E> Desk for ExerciseDesk<'_, '_, E> {
    fn scenario(&self) -> &Scenario {
        self.exercise.scenario()
    }
    fn partner(&self) -> PartnerId {
        self.partner
    }
    fn turn(&self) -> u16 {
        self.exercise.now().public.turn
    }
    fn picture(&self) -> &Picture {
        &self.exercise.now().pictures[self.partner.index()]
    }
    fn dice(&self) -> &Dice {
        &self.dice
    }
    fn give(&mut self, order: Order) -> Result<(), Refusal> {
        if self.broken.is_some() {
            return Err(Refusal::NotNow);
        }
        let command = Command::Order { partner: self.partner, order };
        match (self.carry)(self.exercise, command) {
            Ok(result) => result,
            Err(error) => {
                self.broken = Some(error);
                Err(Refusal::NotNow)
            }
        }
    }
}

/// Plays an exercise from where it is to EndEx, each partner by its policy.
///
/// # Errors
/// What `carry` could not write down.
pub fn play_to_end<E>(exercise: &mut Exercise, policies: &[Policy], carry: Carry<'_, E>) -> Result<(), E> {
    let doctrine = Doctrine::new(exercise.scenario());
    while exercise.now().public.phase != Phase::Ended {
        for (index, policy) in policies.iter().enumerate() {
            if takes_orders(exercise.scenario(), PartnerId::at(index), exercise.now().public) {
                let dice = Dice::new(exercise.seed());
                let partner = PartnerId::at(index);
                let mut desk = ExerciseDesk { exercise, partner, dice, carry, broken: None };
                policy.play(&doctrine, &mut desk);
                if let Some(error) = desk.broken {
                    return Err(error);
                }
            }
        }
        let moved = carry(exercise, Command::NextPhase)?;
        debug_assert!(moved.is_ok(), "an exercise that has not ended has a next phase");
    }
    Ok(())
}

/// A seat that notes what it gives, at a table of its own.
struct Noted<'t, 'a> {
    seat: super::Seat<'t, 'a, ()>,
    given: Vec<Order>,
}

impl Desk for Noted<'_, '_> {
    fn scenario(&self) -> &Scenario {
        self.seat.scenario()
    }
    fn partner(&self) -> PartnerId {
        self.seat.partner()
    }
    fn turn(&self) -> u16 {
        self.seat.turn()
    }
    fn picture(&self) -> &Picture {
        self.seat.picture()
    }
    fn dice(&self) -> &Dice {
        self.seat.dice()
    }
    fn give(&mut self, order: Order) -> Result<(), Refusal> {
        self.seat.give(order)?;
        self.given.push(order);
        Ok(())
    }
}

/// What a policy would order for a partner now; nothing changes.
#[must_use]
pub fn suggest(exercise: &Exercise, partner: PartnerId, policy: Policy) -> Vec<Order> {
    let scenario = exercise.scenario();
    let (mut now, dice) = (exercise.now().clone(), Dice::new(exercise.seed()));
    let mut table = Table { scenario, now: &mut now, dice: &dice, recorder: &mut () };
    let seat = super::Seat { table: &mut table, partner };
    let mut noted = Noted { seat, given: Vec::new() };
    policy.play(&Doctrine::new(scenario), &mut noted);
    noted.given
}
