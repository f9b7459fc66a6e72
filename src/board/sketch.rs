//! Small pictures made of triangles: the same icon stands on the map as a mesh and in a panel as an
//! egui shape. Coordinates run from -1 to 1, y upwards.

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use bevy_egui::egui;
use std::f32::consts::{FRAC_PI_2, TAU};

/// A picture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sketch {
    points: Vec<[f32; 2]>,
    triangles: Vec<u32>,
}

impl Sketch {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A convex polygon.
    pub(crate) fn polygon(mut self, corners: &[[f32; 2]]) -> Self {
        let first = u32::try_from(self.points.len()).unwrap_or(0);
        self.points.extend_from_slice(corners);
        let count = u32::try_from(corners.len()).unwrap_or(0);
        for corner in 1..count.saturating_sub(1) {
            self.triangles.extend([first, first + corner, first + corner + 1]);
        }
        self
    }

    /// A rectangle around a centre.
    pub(crate) fn block(self, x: f32, y: f32, width: f32, height: f32) -> Self {
        let (w, h) = (width / 2.0, height / 2.0);
        self.polygon(&[[x - w, y - h], [x + w, y - h], [x + w, y + h], [x - w, y + h]])
    }

    /// A rectangle with round corners.
    pub(crate) fn round_block(self, x: f32, y: f32, width: f32, height: f32, radius: f32) -> Self {
        let (w, h) = (width / 2.0 - radius, height / 2.0 - radius);
        let mut corners = Vec::new();
        for (quarter, (cx, cy)) in [(w, h), (-w, h), (-w, -h), (w, -h)].into_iter().enumerate() {
            for step in 0..=6u8 {
                let angle = (quarter as f32 + f32::from(step) / 6.0) * FRAC_PI_2;
                corners.push([x + cx + radius * angle.cos(), y + cy + radius * angle.sin()]);
            }
        }
        self.polygon(&corners)
    }

    /// A disc.
    pub(crate) fn disc(self, x: f32, y: f32, radius: f32) -> Self {
        self.regular(x, y, radius, 28, 0.0)
    }

    /// A regular polygon; `turn` in whole turns.
    pub(crate) fn regular(self, x: f32, y: f32, radius: f32, corners: u16, turn: f32) -> Self {
        let corner = |n: u16| {
            let angle = (f32::from(n) / f32::from(corners) + turn) * TAU;
            [x + radius * angle.cos(), y + radius * angle.sin()]
        };
        let corners: Vec<[f32; 2]> = (0..corners).map(corner).collect();
        self.polygon(&corners)
    }

    /// A line with a width.
    pub(crate) fn line(self, from: [f32; 2], to: [f32; 2], width: f32) -> Self {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let length = (dx * dx + dy * dy).sqrt().max(1e-6);
        let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
        self.polygon(&[
            [from[0] + nx, from[1] + ny],
            [from[0] - nx, from[1] - ny],
            [to[0] - nx, to[1] - ny],
            [to[0] + nx, to[1] + ny],
        ])
    }

    /// Lines from point to point.
    pub(crate) fn path(self, points: &[[f32; 2]], width: f32) -> Self {
        points.windows(2).fold(self, |sketch, pair| sketch.line(pair[0], pair[1], width))
    }

    /// Part of a ring; angles in whole turns, counted from the right, anticlockwise.
    pub(crate) fn arc(mut self, at: [f32; 2], radius: f32, width: f32, from: f32, to: f32) -> Self {
        let steps = ((to - from).abs() * 40.0).ceil().max(2.0) as u16;
        for step in 0..steps {
            let angle = |n: u16| (from + (to - from) * f32::from(n) / f32::from(steps)) * TAU;
            let (a, b) = (angle(step), angle(step + 1));
            let (inner, outer) = (radius - width / 2.0, radius + width / 2.0);
            let point = |r: f32, angle: f32| [at[0] + r * angle.cos(), at[1] + r * angle.sin()];
            self = self.polygon(&[point(inner, a), point(outer, a), point(outer, b), point(inner, b)]);
        }
        self
    }

    /// A ring.
    pub(crate) fn ring(self, x: f32, y: f32, radius: f32, width: f32) -> Self {
        self.arc([x, y], radius, width, 0.0, 1.0)
    }

    /// A dashed ring.
    pub(crate) fn dashes(self, radius: f32, width: f32, count: u16) -> Self {
        let step = 1.0 / f32::from(count);
        (0..count).fold(self, |sketch, n| {
            let from = f32::from(n) * step;
            sketch.arc([0.0, 0.0], radius, width, from, from + step * 0.6)
        })
    }

    /// As a mesh; lengths are multiplied.
    pub(crate) fn mesh(&self, scale: f32) -> Mesh {
        let points: Vec<[f32; 3]> = self.points.iter().map(|p| [p[0] * scale, p[1] * scale, 0.0]).collect();
        let count = points.len();
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::default())
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, points)
            .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, vec![[0.0, 0.0, 1.0]; count])
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, vec![[0.0, 0.0]; count])
            .with_inserted_indices(Indices::U32(self.triangles.clone()))
    }

    /// As an egui shape filling a square.
    pub(crate) fn shape(&self, rect: egui::Rect, color: egui::Color32) -> egui::Shape {
        let (center, half) = (rect.center(), rect.width().min(rect.height()) / 2.0);
        let mut mesh = egui::Mesh::default();
        for point in &self.points {
            mesh.colored_vertex(center + egui::vec2(point[0] * half, -point[1] * half), color);
        }
        for triangle in self.triangles.chunks_exact(3) {
            mesh.add_triangle(triangle[0], triangle[1], triangle[2]);
        }
        egui::Shape::mesh(mesh)
    }
}
