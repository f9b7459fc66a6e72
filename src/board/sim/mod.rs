//! The stage without a window: the network as entities, the turn and its phase as Bevy states, wishes
//! and what was told as messages. It holds nothing that the exercise does not: everything is taken
//! from the view whenever the log has grown, and nothing is ever decided from a Bevy state.

mod line;
mod mirror;

pub use line::{Line, Preview, Shown, View};
pub use mirror::{LinkOnMap, NodeOnMap, ZoneOnMap};

use crate::conduct::Seat;
use crate::exercise::Command;
use crate::live::link::{DebriefStep, Viewer};
use crate::rules::situation::Phase;
use crate::scenario::model::Text;
use bevy::prelude::*;

/// The turn as a state, 0 before StartEx.
#[derive(States, Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Turn(pub u16);

/// The phase as a state.
#[derive(States, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhaseState(pub Phase);

impl Default for PhaseState {
    fn default() -> Self {
        PhaseState(Phase::Briefing)
    }
}

/// Something a seat or the trainer wants from the exercise.
#[derive(Message, Debug, Clone)]
pub enum Wish {
    /// A command in the name of a viewer, with the reason given for it.
    Do { viewer: Viewer, command: Command, reason: Option<String> },
    /// On to the next phase, from where the exercise stands for whoever looks.
    GoOn,
    /// The timer stops or runs again.
    Pause(bool),
    /// How people come in, and who is there.
    Seats,
    /// A new key for a seat.
    Issue(Seat),
    /// A step of the debrief, at a turn or after so many events.
    Debrief(DebriefStep, u16, Option<usize>),
    /// A log to play on otherwise from a turn.
    Fork(u16),
    /// From now on show what this viewer may see.
    See(Viewer),
}

/// What came of a wish.
#[derive(Message, Debug, Clone)]
pub enum Outcome {
    /// It is in the log.
    Done,
    /// It was refused, and why.
    Refused(Text),
    /// The exercise could not be reached; nothing has changed.
    Failed(Text),
}

/// A line that the viewer was told since the last look.
#[derive(Message, Debug, Clone)]
pub struct EventTold(pub crate::view::Line);

/// The view is another one than before: another revision, viewer or exercise.
#[derive(Message, Debug, Clone, Copy)]
pub struct ViewChanged;

/// The steps of one update, in this order.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Wishes go over the line.
    Ask,
    /// The view is fetched when the log has grown.
    Fetch,
    /// Entities, states and messages follow the view.
    Mirror,
}

/// Adds the stage. Needs Bevy's `StatesPlugin`.
#[derive(Debug, Default, Clone, Copy)]
pub struct SimPlugin;

impl Plugin for SimPlugin {
    fn build(&self, app: &mut App) {
        app.init_state::<Turn>()
            .init_state::<PhaseState>()
            .init_resource::<Shown>()
            .init_resource::<Preview>()
            .init_resource::<mirror::Stage>()
            .add_message::<Wish>()
            .add_message::<Outcome>()
            .add_message::<EventTold>()
            .add_message::<ViewChanged>()
            .configure_sets(Update, (Step::Ask, Step::Fetch, Step::Mirror).chain())
            .add_systems(
                Update,
                (
                    line::ask.in_set(Step::Ask),
                    line::fetch.in_set(Step::Fetch),
                    mirror::follow.in_set(Step::Mirror),
                ),
            );
    }
}
