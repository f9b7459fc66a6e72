//! Meshes and materials that the map is drawn with: made once, shared by everything that looks alike.

use super::super::icons::{self, Body, MARKS};
use super::super::sketch::Sketch;
use crate::scenario::words::NodeKind;
use crate::view::Mark;
use bevy::prelude::*;
use bevy_egui::egui::Color32;
use std::collections::BTreeMap;

/// Half the width of a node's body.
pub(crate) const BODY: f32 = 27.0;
/// Radius of the ring around a node.
pub(crate) const RING: f32 = 34.0;
/// Half the width of a badge.
pub(crate) const BADGE: f32 = 10.0;

/// Everything prepared.
#[derive(Resource)]
pub(crate) struct Art {
    pub bodies: Vec<Handle<Mesh>>,
    pub rims: Vec<Handle<Mesh>>,
    glyphs: Vec<Handle<Mesh>>,
    badges: BTreeMap<Mark, Handle<Mesh>>,
    pub ring: Handle<Mesh>,
    pub dashes: Handle<Mesh>,
    pub glow: Handle<Mesh>,
    pub disc: Handle<Mesh>,
    pub quad: Handle<Mesh>,
    pub letter: Handle<Mesh>,
    pub pulse: Handle<Mesh>,
    pub font: Handle<Font>,
    materials: BTreeMap<[u8; 4], Handle<ColorMaterial>>,
}

impl Art {
    pub(crate) fn body(&self, kind: NodeKind) -> (Handle<Mesh>, Handle<Mesh>) {
        let index = Body::of(kind) as usize;
        (self.bodies[index].clone(), self.rims[index].clone())
    }

    pub(crate) fn glyph(&self, kind: NodeKind) -> Handle<Mesh> {
        self.glyphs[kind as usize].clone()
    }

    pub(crate) fn badge(&self, mark: Mark) -> Handle<Mesh> {
        self.badges.get(&mark).unwrap_or(&self.disc).clone()
    }

    /// The one material of a colour.
    pub(crate) fn paint(
        &mut self,
        materials: &mut Assets<ColorMaterial>,
        color: Color32,
    ) -> MeshMaterial2d<ColorMaterial> {
        let make = || materials.add(ColorMaterial::from_color(bevy_color(color)));
        MeshMaterial2d(self.materials.entry(color.to_array()).or_insert_with(make).clone())
    }
}

/// The same colour for Bevy.
pub(crate) fn bevy_color(color: Color32) -> Color {
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    Color::srgba_u8(r, g, b, a)
}

/// Makes meshes and loads the font.
pub(super) fn prepare(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut fonts: ResMut<Assets<Font>>,
) {
    let mut mesh = |sketch: Sketch, scale: f32| meshes.add(sketch.mesh(scale));
    let bodies = Body::ALL.map(|body| mesh(body.sketch(1.0), BODY));
    let rims = Body::ALL.map(|body| mesh(body.sketch(1.0), BODY + 3.0));
    let glyphs = NodeKind::ALL.iter().map(|kind| mesh(icons::glyph(*kind), BODY * 0.98)).collect();
    let badges = MARKS.map(|mark| (mark, mesh(icons::badge(mark), BADGE)));
    commands.insert_resource(Art {
        bodies: bodies.to_vec(),
        rims: rims.to_vec(),
        glyphs,
        badges: badges.into_iter().collect(),
        ring: mesh(Sketch::new().ring(0.0, 0.0, 1.0, 0.1), RING),
        dashes: mesh(Sketch::new().dashes(1.0, 0.09, 14), RING),
        glow: mesh(Sketch::new().ring(0.0, 0.0, 1.22, 0.09), RING),
        disc: mesh(Sketch::new().disc(0.0, 0.0, 1.0), BADGE + 4.0),
        quad: mesh(Sketch::new().block(0.0, 0.0, 1.0, 1.0), 1.0),
        letter: mesh(icons::letter(), 18.0),
        pulse: mesh(Sketch::new().disc(0.0, 0.0, 1.0), 6.0),
        font: fonts.add(Font::from_bytes(epaint_default_fonts::UBUNTU_LIGHT.to_vec())),
        materials: BTreeMap::new(),
    });
}
