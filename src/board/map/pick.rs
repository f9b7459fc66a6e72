//! Which node the pointer touches, and choosing it by a click.

use super::super::act::Act;
use super::super::session::Session;
use super::art::RING;
use super::camera::{MapCamera, MapFrame, on_map};
use super::draw::Standing;
use crate::scenario::ids::NodeId;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;

/// Farthest a pointer may move between press and release for a click, in logical pixels.
const STILL: f32 = 6.0;

/// Follows the pointer.
pub(super) fn point(
    camera: Single<&MapCamera>,
    frame: Res<MapFrame>,
    window: Single<&Window, With<PrimaryWindow>>,
    standing: Res<Standing>,
    buttons: Res<ButtonInput<MouseButton>>,
    mut session: ResMut<Session>,
    mut acts: MessageWriter<Act>,
    mut pressed: Local<Option<Vec2>>,
) {
    let pointer = window.cursor_position().filter(|at| frame.is_hit(*at));
    let touched = pointer.and_then(|at| nearest(&standing, on_map(&camera, &frame, at), camera.zoom));
    if session.hovered != touched {
        session.hovered = touched;
    }
    if buttons.just_pressed(MouseButton::Left) {
        *pressed = pointer;
    }
    if buttons.just_released(MouseButton::Left)
        && let (Some(from), Some(to)) = (pressed.take(), pointer)
        && from.distance(to) < STILL
    {
        let place = on_map(&camera, &frame, to);
        let fold = touched.map_or_else(|| standing.title_at(place), |node| standing.fold_of(node));
        acts.write(fold.map_or(Act::Select(touched), Act::Fold));
    }
}

fn nearest(standing: &Standing, at: Vec2, zoom: f32) -> Option<NodeId> {
    let reach = RING.max(14.0 / zoom);
    let nodes = standing.layout.nodes.iter().map(|(node, place)| (place.distance(at), *node));
    nodes.filter(|(distance, _)| *distance <= reach).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node)| node)
}
