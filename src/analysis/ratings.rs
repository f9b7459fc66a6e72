//! Ratings at EndEx: what the evidence suggests for each critical task, what an evaluator made of it, and a team's
//! letter for an objective. Nothing counts that no evaluator has confirmed.

use super::evidence::{TaskFound, evidence};
use crate::conduct::{Conduct, Rated, Rating, TaskRated};
use crate::rules::inject::is_true;
use crate::rules::situation::Situation;
use crate::scenario::Scenario;
use crate::scenario::ids::PartnerId;
use crate::view::Notice;

/// A critical task with its evidence and its rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLetter {
    pub found: TaskFound,
    /// An evaluator's; `None` as long as nobody has rated it.
    pub rated: Option<TaskRated>,
}

/// A team at an objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamLetter {
    /// Place in the scenario's objectives.
    pub objective: usize,
    pub partner: PartnerId,
    pub is_met: bool,
    /// The team's own tasks.
    pub tasks: Vec<TaskLetter>,
    /// What follows from the tasks; `None` while one of them is not rated, or where there is none.
    pub follows: Option<Rating>,
    /// What an evaluator gave the team for the objective itself: it goes before what follows.
    pub given: Option<Rated>,
}

impl TeamLetter {
    /// The letter that stands.
    #[must_use]
    pub fn letter(&self) -> Option<Rating> {
        self.given.as_ref().map(|given| given.rating).or(self.follows)
    }
}

/// Every team at every objective, as things stand. `notices` are what each partner was told, with its turn.
#[must_use]
pub fn ratings(
    scenario: &Scenario,
    now: &Situation,
    conduct: &Conduct,
    notices: &[Vec<Notice>],
) -> Vec<TeamLetter> {
    let found = evidence(scenario, now, notices);
    let partners = || (0..scenario.partners.len()).map(PartnerId::at);
    let places =
        (0..scenario.objectives.len()).flat_map(|objective| partners().map(move |of| (objective, of)));
    let team = |(objective, partner): (usize, PartnerId)| {
        let def = &scenario.objectives[objective];
        let is_met = is_true(scenario, now, &def.met);
        let is_own = |of: &&TaskFound| of.objective == objective && def.tasks[of.task].partner == partner;
        let rated = |of: &TaskFound| {
            let mut all = conduct.task_ratings.iter();
            all.find(|rated| (usize::from(rated.objective), usize::from(rated.task)) == (objective, of.task))
        };
        let own = found.iter().filter(is_own);
        let tasks: Vec<TaskLetter> =
            own.map(|of| TaskLetter { found: of.clone(), rated: rated(of).cloned() }).collect();
        let letters: Vec<Option<Rating>> =
            tasks.iter().map(|task| task.rated.as_ref().map(|rated| rated.rating)).collect();
        let mut given = conduct.ratings.iter();
        let given = given.find(|of| (usize::from(of.objective), of.partner) == (objective, partner)).cloned();
        TeamLetter { objective, partner, is_met, tasks, follows: follows(&letters, is_met), given }
    };
    places.map(team).collect()
}

/// The letter that follows from a team's tasks. An objective that was not met is U; one that was met has the worst
/// letter of the tasks, where a task that was not performed counts as M: the objective was achieved all the same,
/// and U would say that it was not (HSEEP 2020, section 5).
fn follows(tasks: &[Option<Rating>], is_met: bool) -> Option<Rating> {
    let rated: Vec<Rating> = tasks.iter().copied().collect::<Option<_>>()?;
    let worst = rated.into_iter().max()?;
    Some(if is_met { worst.min(Rating::M) } else { Rating::U })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_of_an_objective_follows_from_its_tasks_by_the_stated_rule() {
        let [p, s, m, u] = Rating::ALL.map(Some);
        assert_eq!(follows(&[], true), None);
        assert_eq!(follows(&[p, None], true), None, "what nobody rated says nothing");
        assert_eq!(follows(&[None, u], false), None);
        assert_eq!(follows(&[p, p], true), p);
        assert_eq!(follows(&[p, s], true), s);
        assert_eq!(follows(&[m, s], true), m);
        assert_eq!(follows(&[u, p], true), m, "the objective was achieved");
        assert_eq!(follows(&[p, p], false), u, "the objective was not achieved");
    }
}
