//! What kinds and states look like: each kind a body and a glyph, each state a badge of its own shape
//! besides its colour.

use super::sketch::Sketch;
use super::theme;
use crate::scenario::words::NodeKind;
use crate::view::Mark;
use bevy_egui::egui::Color32;

/// The outline a node stands in: by what it broadly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Body {
    Disc,
    Block,
    Diamond,
    Hexagon,
    Pentagon,
}

impl Body {
    pub(crate) const ALL: [Body; 5] = [Body::Disc, Body::Block, Body::Diamond, Body::Hexagon, Body::Pentagon];

    /// Outside networks are round, gateways stand on a corner, machines of a process have six sides,
    /// services for people five.
    pub(crate) const fn of(kind: NodeKind) -> Body {
        match kind {
            NodeKind::Internet | NodeKind::Cloud => Body::Disc,
            NodeKind::Gateway | NodeKind::Vpn => Body::Diamond,
            NodeKind::Hmi | NodeKind::Plc | NodeKind::Historian | NodeKind::Field => Body::Hexagon,
            NodeKind::Service | NodeKind::Portal | NodeKind::Phone => Body::Pentagon,
            _ => Body::Block,
        }
    }

    pub(crate) fn sketch(self, size: f32) -> Sketch {
        let sketch = Sketch::new();
        match self {
            Body::Disc => sketch.disc(0.0, 0.0, size),
            Body::Block => sketch.round_block(0.0, 0.0, 1.78 * size, 1.78 * size, 0.3 * size),
            Body::Diamond => sketch.regular(0.0, 0.0, 1.16 * size, 4, 0.25),
            Body::Hexagon => sketch.regular(0.0, 0.0, 1.04 * size, 6, 0.0),
            Body::Pentagon => sketch.regular(0.0, -0.04 * size, 1.1 * size, 5, 0.25),
        }
    }
}

/// The glyph inside a body.
pub(crate) fn glyph(kind: NodeKind) -> Sketch {
    let s = Sketch::new();
    match kind {
        NodeKind::Internet => s
            .ring(0.0, 0.0, 0.5, 0.1)
            .line([-0.5, 0.0], [0.5, 0.0], 0.1)
            .line([0.0, -0.5], [0.0, 0.5], 0.1)
            .arc([-0.42, 0.0], 0.66, 0.09, -0.13, 0.13)
            .arc([0.42, 0.0], 0.66, 0.09, 0.37, 0.63),
        NodeKind::Workstation => {
            s.block(0.0, 0.12, 1.0, 0.62).block(0.0, -0.3, 0.14, 0.2).block(0.0, -0.44, 0.56, 0.12)
        }
        NodeKind::Server => {
            s.block(0.0, 0.36, 0.9, 0.26).block(0.0, 0.0, 0.9, 0.26).block(0.0, -0.36, 0.9, 0.26)
        }
        NodeKind::Database => cylinder(s),
        NodeKind::FileTransfer => arrow(arrow(s, 0.2, 1.0), -0.2, -1.0),
        NodeKind::Mail => s
            .path(&[[-0.52, 0.34], [0.52, 0.34], [0.52, -0.34], [-0.52, -0.34], [-0.52, 0.38]], 0.1)
            .path(&[[-0.52, 0.34], [0.0, -0.06], [0.52, 0.34]], 0.1),
        NodeKind::Directory => s.disc(0.0, 0.28, 0.2).polygon(&[
            [-0.42, -0.46],
            [0.42, -0.46],
            [0.34, -0.1],
            [0.0, 0.02],
            [-0.34, -0.1],
        ]),
        NodeKind::Web => s
            .path(&[[-0.52, 0.4], [0.52, 0.4], [0.52, -0.4], [-0.52, -0.4], [-0.52, 0.45]], 0.1)
            .block(0.0, 0.28, 1.0, 0.24),
        NodeKind::Vpn => s.block(0.0, -0.16, 0.66, 0.46).arc([0.0, 0.08], 0.24, 0.12, 0.0, 0.5),
        NodeKind::Gateway => {
            s.block(-0.36, 0.0, 0.14, 0.8).block(0.36, 0.0, 0.14, 0.8).line([-0.3, 0.0], [0.3, 0.0], 0.14)
        }
        NodeKind::Backup => {
            s.arc([0.0, 0.0], 0.42, 0.13, 0.05, 0.85).polygon(&[[0.2, 0.0], [0.64, 0.0], [0.42, 0.34]])
        }
        NodeKind::Cloud => s
            .disc(-0.26, -0.08, 0.25)
            .disc(0.06, 0.1, 0.32)
            .disc(0.34, -0.1, 0.22)
            .block(0.04, -0.22, 0.62, 0.22),
        NodeKind::Portal => {
            s.block(-0.26, 0.0, 0.2, 0.7).block(0.26, 0.0, 0.2, 0.7).block(0.0, 0.38, 0.9, 0.16)
        }
        NodeKind::Phone => s
            .arc([0.0, -0.1], 0.42, 0.2, 0.08, 0.42)
            .round_block(-0.4, -0.02, 0.28, 0.3, 0.06)
            .round_block(0.4, -0.02, 0.28, 0.3, 0.06)
            .block(0.0, -0.3, 0.6, 0.2),
        NodeKind::Hmi => s
            .path(&[[-0.5, 0.36], [0.5, 0.36], [0.5, -0.36], [-0.5, -0.36], [-0.5, 0.41]], 0.1)
            .block(-0.22, -0.1, 0.12, 0.3)
            .block(0.0, 0.0, 0.12, 0.5)
            .block(0.22, -0.05, 0.12, 0.4),
        NodeKind::Plc => teeth(s.ring(0.0, 0.0, 0.32, 0.16)),
        NodeKind::Historian => s
            .path(&[[-0.46, 0.46], [-0.46, -0.42], [0.5, -0.42]], 0.1)
            .path(&[[-0.36, -0.24], [-0.1, 0.1], [0.12, -0.06], [0.46, 0.36]], 0.11),
        NodeKind::Field => s
            .arc([0.0, -0.3], 0.3, 0.11, 0.06, 0.44)
            .arc([0.0, -0.3], 0.56, 0.11, 0.08, 0.42)
            .disc(0.0, -0.3, 0.14),
        NodeKind::Service => s
            .disc(-0.28, 0.2, 0.15)
            .disc(0.28, 0.2, 0.15)
            .disc(0.0, 0.32, 0.17)
            .round_block(-0.3, -0.2, 0.26, 0.5, 0.1)
            .round_block(0.3, -0.2, 0.26, 0.5, 0.1)
            .round_block(0.0, -0.16, 0.3, 0.64, 0.12),
    }
}

fn cylinder(sketch: Sketch) -> Sketch {
    [0.34, 0.0, -0.34].into_iter().fold(sketch, |sketch, y| sketch.round_block(0.0, y, 0.9, 0.28, 0.13))
}

fn arrow(sketch: Sketch, y: f32, way: f32) -> Sketch {
    sketch.line([-0.5 * way, y], [0.2 * way, y], 0.14).polygon(&[
        [0.14 * way, y + 0.24],
        [0.14 * way, y - 0.24],
        [0.54 * way, y],
    ])
}

fn teeth(sketch: Sketch) -> Sketch {
    (0..8u8).fold(sketch, |sketch, tooth| {
        let angle = f32::from(tooth) / 8.0 * std::f32::consts::TAU;
        let (x, y) = (angle.cos(), angle.sin());
        sketch.line([x * 0.36, y * 0.36], [x * 0.58, y * 0.58], 0.17)
    })
}

/// The badge of a mark; each has a shape of its own.
pub(crate) fn badge(mark: Mark) -> Sketch {
    let s = Sketch::new();
    match mark {
        Mark::Suspected => s
            .path(&[[0.0, 0.8], [0.86, -0.66], [-0.86, -0.66], [0.0, 0.8]], 0.2)
            .block(0.0, 0.04, 0.2, 0.5)
            .disc(0.0, -0.42, 0.13),
        Mark::Confirmed => s
            .disc(0.0, 0.06, 0.5)
            .path(&[[-0.8, 0.6], [0.8, -0.5]], 0.16)
            .path(&[[0.8, 0.6], [-0.8, -0.5]], 0.16)
            .line([-0.95, 0.05], [0.95, 0.05], 0.16)
            .line([0.0, 0.9], [0.0, -0.8], 0.16),
        Mark::Isolated => s
            .path(&[[-0.3, 0.8], [-0.8, 0.8], [-0.8, -0.8], [-0.3, -0.8]], 0.22)
            .path(&[[0.3, 0.8], [0.8, 0.8], [0.8, -0.8], [0.3, -0.8]], 0.22),
        Mark::Encrypted => s.block(0.0, -0.3, 1.3, 0.95).arc([0.0, 0.2], 0.46, 0.22, 0.0, 0.5),
        Mark::Wiped => s.line([-0.75, -0.75], [0.75, 0.75], 0.3).line([-0.75, 0.75], [0.75, -0.75], 0.3),
        Mark::Manipulated => s
            .path(&[[-0.85, 0.1], [-0.5, 0.5], [0.0, 0.0], [0.5, -0.4], [0.85, 0.0]], 0.24)
            .line([-0.85, -0.7], [0.85, -0.7], 0.2),
        Mark::Stolen => s
            .path(&[[0.1, -0.7], [-0.75, -0.7], [-0.75, 0.7], [0.1, 0.7]], 0.2)
            .line([-0.3, 0.0], [0.5, 0.0], 0.22)
            .polygon(&[[0.4, 0.42], [0.4, -0.42], [0.95, 0.0]]),
        Mark::Out => s.arc([0.0, -0.05], 0.62, 0.24, 0.34, 1.16).block(0.0, 0.5, 0.24, 0.8),
        Mark::Carried => s.block(0.0, -0.1, 0.34, 1.4).block(0.0, -0.1, 1.4, 0.34),
        Mark::Copied => s.path(&[[-0.8, 0.4], [-0.8, -0.8], [0.3, -0.8]], 0.18).block(0.15, 0.15, 1.1, 1.1),
        Mark::Looked => s.ring(-0.15, 0.2, 0.45, 0.2).line([0.2, -0.2], [0.8, -0.8], 0.26),
        Mark::Working => teeth(s.ring(0.0, 0.0, 0.5, 0.26)).ring(0.0, 0.0, 0.72, 0.2),
        Mark::Blind => s.arc([0.0, -0.5], 0.85, 0.18, 0.1, 0.4).disc(0.0, 0.05, 0.26).line(
            [-0.8, -0.75],
            [0.8, 0.75],
            0.2,
        ),
        Mark::BackupLost => s.arc([0.0, 0.0], 0.68, 0.2, 0.05, 0.8).line([-0.3, -0.3], [0.3, 0.3], 0.2).line(
            [-0.3, 0.3],
            [0.3, -0.3],
            0.2,
        ),
    }
}

/// The colour of a mark.
pub(crate) const fn color(mark: Mark) -> Color32 {
    match mark {
        Mark::Suspected => theme::YELLOW,
        Mark::Confirmed | Mark::Manipulated => theme::RED,
        Mark::Encrypted | Mark::Wiped | Mark::Out | Mark::Stolen | Mark::BackupLost => theme::PURPLE,
        Mark::Isolated => theme::SKY,
        Mark::Carried | Mark::Copied | Mark::Looked => theme::GREEN,
        Mark::Working | Mark::Blind => theme::ORANGE,
    }
}

/// Every mark, worst first: the order in which badges are drawn and lists are sorted.
pub(crate) const MARKS: [Mark; 14] = [
    Mark::Encrypted,
    Mark::Wiped,
    Mark::Out,
    Mark::Confirmed,
    Mark::Stolen,
    Mark::Manipulated,
    Mark::Suspected,
    Mark::Isolated,
    Mark::BackupLost,
    Mark::Blind,
    Mark::Working,
    Mark::Carried,
    Mark::Copied,
    Mark::Looked,
];

/// A sealed letter: a share in flight.
pub(crate) fn letter() -> Sketch {
    Sketch::new()
        .path(&[[-0.9, 0.6], [0.9, 0.6], [0.9, -0.6], [-0.9, -0.6], [-0.9, 0.68]], 0.18)
        .path(&[[-0.9, 0.6], [0.0, -0.1], [0.9, 0.6]], 0.18)
}

/// A tick, a cross and a dash for good, bad and neither.
pub(crate) fn tone(tone: crate::view::Tone) -> (Sketch, Color32) {
    use crate::view::Tone;
    let s = Sketch::new();
    match tone {
        Tone::Good => (s.path(&[[-0.7, 0.0], [-0.2, -0.55], [0.75, 0.6]], 0.28), theme::GREEN),
        Tone::Bad => (s.polygon(&[[0.0, 0.85], [-0.85, -0.7], [0.85, -0.7]]), theme::RED),
        Tone::Plain => (s.disc(0.0, 0.0, 0.32), theme::SOFT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_marks_are_told_apart_by_shape() {
        let mut seen = Vec::new();
        for kind in NodeKind::ALL {
            seen.push(format!("{:?}", glyph(*kind)));
        }
        for mark in MARKS {
            seen.push(format!("{:?}", badge(mark)));
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count);
    }
}
