//! What moves by itself: pulses on attacked links and shares in flight. With less motion wished for,
//! they stand still where they can be seen.

use super::super::session::Session;
use bevy::prelude::*;

/// Goes from one point to another, over and over.
#[derive(Component, Debug, Clone, Copy)]
pub(crate) struct Traveller {
    pub from: Vec2,
    pub to: Vec2,
    /// Where on the way it starts, 0 to 1.
    pub start: f32,
    /// Ways per second.
    pub per_s: f32,
}

/// Moves the travellers.
pub(super) fn travel(
    time: Res<Time>,
    session: Res<Session>,
    mut travellers: Query<(&Traveller, &mut Transform)>,
) {
    if session.is_calm {
        return;
    }
    for (way, mut transform) in &mut travellers {
        let at = (way.start + time.elapsed_secs_wrapped() * way.per_s).fract();
        transform.translation = way.from.lerp(way.to, at).extend(transform.translation.z);
    }
}
