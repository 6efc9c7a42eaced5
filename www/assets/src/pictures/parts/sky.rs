//! The sky: a gradient down to the horizon, a sun or a moon and its glow, clouds, and stars
//! where it is dark enough.

use glam::{Vec2, vec2};
use libm::expf;

use super::field::Field;
use super::stars::starlight;
use crate::pictures::colour::{Colour, Ramp, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::shape::{PIXEL, smoothstep};

/// Where the disc of the sky stands, and how large it is.
#[derive(Clone, Copy)]
pub struct Sun {
    /// Its centre.
    pub centre: Vec2,
    /// Its radius.
    pub radius: f32,
}

/// A sky, asked by the point.
pub struct Sky {
    ramp: Ramp,
    sun: Sun,
    light: Colour,
    cloud_light: Colour,
    horizon: f32,
    clouds: Field,
    seed: u32,
}

impl Sky {
    /// A sky over a horizon at height `horizon`; `cloudiness` from 0 to 1.
    pub fn new(palette: &Palette, sun: Sun, horizon: f32, cloudiness: f32, seed: u32) -> Self {
        let drift = Noise::fractal(seed, 5);
        let cover = |point: Vec2| {
            let thickness = drift.at(point * vec2(1.1, 4.2)) * 0.5 + 0.5;
            smoothstep(0.55 - cloudiness, 0.95 - cloudiness * 0.6, thickness)
        };
        Self {
            ramp: Ramp::through(&[palette.deep, palette.body, palette.bright, palette.pale]),
            sun,
            light: palette.accent,
            cloud_light: palette.pale,
            horizon,
            clouds: Field::sampled(3, cover),
            seed,
        }
    }

    /// The colour at a point, which may lie outside the picture.
    pub fn at(&self, point: Vec2) -> Colour {
        let clear = self.ramp.at(point.y / self.horizon);
        let stars = starlight(point, self.seed) * smoothstep(0.45, 0.2, clear.l);
        let glowing = mix(mix(clear, self.light, stars), self.light, self.glow(point));
        let disc = smoothstep(
            PIXEL,
            -PIXEL,
            point.distance(self.sun.centre) - self.sun.radius,
        );
        self.clouded(mix(glowing, self.light, disc), point)
    }

    /// The light around the sun: a halo and a wide shine.
    fn glow(&self, point: Vec2) -> f32 {
        let distance = (point.distance(self.sun.centre) - self.sun.radius).max(0.0);
        0.42 * expf(-distance * 22.0) + 0.38 * expf(-distance * 4.5)
    }

    fn clouded(&self, clear: Colour, point: Vec2) -> Colour {
        let height = point.y / self.horizon;
        let cover = self.clouds.at(point);
        let body = mix(clear, self.cloud_light, 0.25 + 0.5 * height.clamp(0.0, 1.0));
        let lit = mix(body, self.light, (self.glow(point) * 1.3).min(0.8));
        mix(clear, lit, cover * 0.7 * smoothstep(1.02, 0.75, height))
    }
}
