//! Sand dunes in perspective, their crests curved by the wind, a low sun on one side.

use glam::{Vec2, Vec3, vec2, vec3};
use libm::sinf;

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::sky::{Sky, Sun};
use crate::pictures::parts::terrain::{Eye, Terrain, normal};
use crate::pictures::random::{between, dice};
use crate::pictures::shape::smoothstep;

const HORIZON: f32 = 0.4;

/// The scene in these colours.
pub fn dunes(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let sun = Sun {
        centre: vec2(between(&mut dice, 0.2, 1.3), between(&mut dice, 0.1, 0.3)),
        radius: between(&mut dice, 0.03, 0.06),
    };
    let sky = Sky::new(palette, sun, HORIZON + 0.05, 0.25, seed);
    let sand = Sand::new(palette, sun, seed);
    let eye = Eye {
        height: 1.5,
        horizon: HORIZON,
    };
    let terrain = Terrain::seen_by(eye, |place| sand.height(place));
    Box::new(move |point| match terrain.at(point) {
        Some((place, distance)) => sand.colour(place, distance),
        None => sky.at(point),
    })
}

struct Sand {
    swell: Noise,
    bend: Noise,
    to_sun: Vec3,
    ramp: Ramp,
    haze: Colour,
}

impl Sand {
    fn new(palette: &Palette, sun: Sun, seed: u32) -> Self {
        let side = if sun.centre.x < 0.75 { -1.0 } else { 1.0 };
        Self {
            swell: Noise::smooth(seed),
            bend: Noise::fractal(seed ^ 0xbe4d, 2),
            to_sun: vec3(side, 0.42, 0.35).normalize(),
            ramp: palette.ramp(),
            haze: mix(palette.pale, palette.bright, 0.4),
        }
    }

    /// Dunes are valleys of a noise turned over: smooth below, sharp on top.
    fn height(&self, place: Vec2) -> f32 {
        let bent = place + self.bend.warp(place * 0.22) * 1.1;
        let valley = self.swell.at(bent * vec2(0.34, 0.26));
        let crest = 1.0 - (valley * valley + 0.0016).sqrt();
        crest * crest * 0.95 + self.swell.at(place * 0.09) * 0.55
    }

    fn colour(&self, place: Vec2, distance: f32) -> Colour {
        let slope = normal(|place| self.height(place), place, 0.02 + distance * 0.002);
        let rippled = (slope + self.ripple(place, distance)).normalize();
        let light = rippled.dot(self.to_sun);
        let tone =
            0.30 + 0.52 * smoothstep(-0.25, 0.95, light) + 0.1 * smoothstep(0.3, 0.9, slope.y);
        mix(
            self.ramp.at(tone),
            self.haze,
            smoothstep(4.0, 46.0, distance) * 0.85,
        )
    }

    /// The wind's small waves, too fine to see from afar.
    fn ripple(&self, place: Vec2, distance: f32) -> Vec3 {
        let across = place.dot(vec2(0.5, 1.0)) + 0.12 * self.bend.at(place * 1.6);
        let near = smoothstep(5.0, 0.8, distance);
        vec3(0.6, 0.0, 1.0) * (sinf(across * 60.0) * 0.09 * near)
    }
}
