//! Still water that mirrors what stands above it.

use glam::{Vec2, vec2};

use crate::pictures::noise::Noise;

/// A lake, from its far shore to the picture's lower edge.
pub struct Water {
    shore: f32,
    ripples: Noise,
}

impl Water {
    /// Water below height `shore` of the picture.
    pub fn new(shore: f32, seed: u32) -> Self {
        let ripples = Noise::fractal(seed ^ 0x3a7e, 3);
        Self { shore, ripples }
    }

    /// What a point of the water mirrors, and how deep in the picture it lies (0 at the shore);
    /// nothing for a point above the shore.
    pub fn mirror(&self, point: Vec2) -> Option<(Vec2, f32)> {
        let depth = point.y - self.shore;
        (depth > 0.0).then(|| {
            let near = 0.04 + depth;
            let ripple = self
                .ripples
                .at(vec2(point.x * 2.2, 1.0) * vec2(1.0, 2.4) / near);
            let mirrored = self.shore - depth * 1.05 + ripple * 0.16 * near;
            (
                vec2(
                    point.x + ripple * 0.03 * near,
                    mirrored.min(self.shore - 0.002),
                ),
                depth,
            )
        })
    }
}
