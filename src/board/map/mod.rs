//! The network as a picture: sides and zones as areas, nodes by shape and icon, states as badges, links
//! with what runs along them. Drawn from the stage's entities; decides nothing.

mod art;
mod camera;
mod draw;
mod labels;
pub(crate) mod layout;
mod motion;
mod pick;

pub(crate) use art::{BODY, RING};
pub(crate) use camera::{MapCamera, MapFrame};
pub(crate) use draw::{Standing, look};
pub(crate) use motion::Traveller;

use super::sim::Step;
use bevy::prelude::*;

/// Adds the picture.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<MapFrame>()
        .init_resource::<Standing>()
        .add_systems(Startup, (art::prepare, camera::spawn))
        .add_systems(
            Update,
            (
                draw::redraw,
                draw::highlight,
                camera::steer,
                camera::apply,
                labels::refit,
                motion::travel,
                pick::point,
            )
                .chain()
                .after(Step::Mirror),
        );
}
