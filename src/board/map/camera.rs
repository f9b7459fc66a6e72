//! The eye on the map: pan by dragging, zoom towards the pointer, fit. One camera draws map and panels;
//! the map's middle stands in the middle of what the panels leave free.

use super::draw::Standing;
use bevy::camera::ClearColorConfig;
use bevy::input::mouse::{AccumulatedMouseScroll, MouseScrollUnit};
use bevy::prelude::*;
use bevy::window::PrimaryWindow;

/// Where the eye is.
#[derive(Component, Debug)]
pub(crate) struct MapCamera {
    /// Logical pixels per unit of the map.
    pub zoom: f32,
    center: Vec2,
    /// The whole map is to be shown at the next opportunity.
    pub wants_fit: bool,
    is_fitted: bool,
}

/// The part of the window that belongs to the map, in logical pixels from the top left.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub(crate) struct MapFrame {
    pub rect: Rect,
    /// The map is drawn at all.
    pub is_open: bool,
    /// Nothing that takes the pointer lies over it.
    pub is_free: bool,
    /// How much larger text is than written.
    pub text_zoom: f32,
}

impl Default for MapFrame {
    fn default() -> Self {
        MapFrame { rect: Rect::new(0.0, 0.0, 640.0, 480.0), is_open: false, is_free: false, text_zoom: 1.0 }
    }
}

impl MapFrame {
    /// What the whole map has to fit into, in logical pixels.
    pub(crate) fn inside(&self) -> Vec2 {
        (self.rect.size() - Vec2::splat(12.0)).max(Vec2::splat(60.0))
    }

    /// Whether a point of the window is one of the map.
    pub(crate) fn is_hit(&self, at: Vec2) -> bool {
        self.is_open && self.is_free && self.rect.contains(at)
    }
}

impl MapCamera {
    /// Zooms about the centre.
    pub(crate) fn zoom_by(&mut self, factor: f32) {
        self.zoom = (self.zoom * factor).clamp(0.04, 4.0);
        self.is_fitted = false;
    }
}

/// The camera.
pub(super) fn spawn(mut commands: Commands) {
    commands.spawn((
        Camera2d,
        Camera {
            order: 0,
            clear_color: ClearColorConfig::Custom(super::art::bevy_color(super::super::theme::GROUND)),
            ..default()
        },
        Msaa::Sample4,
        MapCamera { zoom: 1.0, center: Vec2::ZERO, wants_fit: true, is_fitted: true },
    ));
}

/// Follows drag and wheel.
pub(super) fn steer(
    mut camera: Single<&mut MapCamera>,
    frame: Res<MapFrame>,
    window: Single<&Window, With<PrimaryWindow>>,
    buttons: Res<ButtonInput<MouseButton>>,
    scroll: Res<AccumulatedMouseScroll>,
    mut last: Local<Option<Vec2>>,
) {
    let pointer = window.cursor_position();
    let is_dragging = buttons.pressed(MouseButton::Left) || buttons.pressed(MouseButton::Middle);
    match (pointer, *last) {
        (Some(now), Some(before)) if is_dragging => {
            let moved = now - before;
            let zoom = camera.zoom;
            if moved != Vec2::ZERO {
                camera.center += Vec2::new(-moved.x, moved.y) / zoom;
                camera.is_fitted = false;
            }
            *last = Some(now);
        }
        (Some(now), None) if is_dragging && frame.is_hit(now) => *last = Some(now),
        _ if !is_dragging => *last = None,
        _ => {}
    }
    if let Some(at) = pointer.filter(|at| frame.is_hit(*at) && scroll.delta.y != 0.0) {
        let lines = if scroll.unit == MouseScrollUnit::Line { scroll.delta.y } else { scroll.delta.y / 40.0 };
        let offset = (at - frame.rect.center()) * Vec2::new(1.0, -1.0);
        let before = camera.center + offset / camera.zoom;
        camera.zoom_by(1.15f32.powf(lines.clamp(-6.0, 6.0)));
        camera.center = before - offset / camera.zoom;
    }
}

/// Fits if wanted, and hands everything to Bevy's camera.
pub(super) fn apply(
    mut camera: Single<(&mut MapCamera, &mut Projection, &mut Transform)>,
    frame: Res<MapFrame>,
    standing: Res<Standing>,
    window: Single<&Window, With<PrimaryWindow>>,
) {
    let (eye, projection, transform) = &mut *camera;
    if (eye.wants_fit || (eye.is_fitted && frame.is_changed()))
        && let Some(bounds) = standing.layout.bounds
    {
        let free = frame.inside();
        eye.zoom = (free.x / bounds.width()).min(free.y / bounds.height()).clamp(0.04, 1.6);
        eye.center = bounds.center();
        eye.wants_fit = false;
        eye.is_fitted = true;
    }
    if let Projection::Orthographic(flat) = &mut **projection {
        flat.scale = 1.0 / eye.zoom;
    }
    // Behind a curtain the eye looks away: nothing of the map is drawn at all.
    let aside = if frame.is_open { Vec2::ZERO } else { Vec2::splat(1.0e6) };
    let shift = (frame.rect.center() - window.size() / 2.0) * Vec2::new(-1.0, 1.0) / eye.zoom;
    transform.translation = (eye.center + shift + aside).extend(transform.translation.z);
}

/// The point of the map under a point of the window.
pub(super) fn on_map(eye: &MapCamera, frame: &MapFrame, pointer: Vec2) -> Vec2 {
    eye.center + (pointer - frame.rect.center()) * Vec2::new(1.0, -1.0) / eye.zoom
}
