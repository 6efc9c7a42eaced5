//! Ink in water: a noise bent by a noise bent by a noise, with a sheen.

use glam::{Vec2, vec2, vec3};

use crate::pictures::Picture;
use crate::pictures::colour::{lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::random::{between, dice};
use crate::pictures::shape::smoothstep;

/// The scene in these colours.
pub fn marble(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let ink = Ink {
        currents: Noise::fractal(seed, 3),
        scale: between(&mut dice, 0.7, 1.05),
        strength: between(&mut dice, 0.9, 1.3),
    };
    let height = Field::sampled(1, |point| ink.height(point));
    let carried = Field::sampled(4, |point| ink.bend(point).length());
    let (ramp, gold) = (palette.ramp(), palette.accent);
    Box::new(move |point| {
        let slope = height.slope(point);
        let sheen = vec3(-slope.x, -slope.y, 0.013)
            .normalize()
            .dot(vec3(-0.5, -0.6, 0.62));
        let colour = ramp.at(0.5 + height.at(point) * 0.66);
        let veined = mix(
            colour,
            gold,
            smoothstep(0.55, 0.95, carried.at(point)) * 0.8,
        );
        lit(veined, 0.76 + 0.38 * sheen)
    })
}

struct Ink {
    currents: Noise,
    scale: f32,
    strength: f32,
}

impl Ink {
    fn height(&self, point: Vec2) -> f32 {
        self.currents
            .at(point * self.scale + self.bend(point) * self.strength)
    }

    /// Where the currents carry a point.
    fn bend(&self, point: Vec2) -> Vec2 {
        let first = self.currents.warp(point * self.scale);
        self.currents
            .warp(point * self.scale + first * self.strength + vec2(5.2, 1.3))
    }
}
