//! Open water under a low sun, with a path of glitter and a sail or two.

use glam::{Vec2, vec2, vec3};
use libm::powf;

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::outline::Outline;
use crate::pictures::parts::sky::{Sky, Sun};
use crate::pictures::random::{between, dice};
use crate::pictures::shape::{inside, line_distance, smoothstep};

/// The scene in these colours.
pub fn sea(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let horizon = between(&mut dice, 0.5, 0.62);
    let sun = Sun {
        centre: vec2(
            between(&mut dice, 0.35, 1.15),
            horizon - between(&mut dice, 0.06, 0.3),
        ),
        radius: between(&mut dice, 0.05, 0.085),
    };
    let water = Water {
        sky: Sky::new(palette, sun, horizon, 0.45, seed),
        sun,
        horizon,
        waves: Noise::fractal(seed, 4),
        deep: mix(palette.ink, palette.deep, 0.55),
        light: palette.accent,
    };
    let coast = Outline::hills(seed ^ 0xc0a5, horizon - 0.004, 0.06, 1.4);
    let land = mix(palette.deep, palette.bright, 0.25);
    let boats: Vec<_> = (0..dice.u32(1..4))
        .map(|_| Boat::new(horizon, &mut dice))
        .collect();
    let hull = palette.ink;
    Box::new(move |point| {
        let scene = if point.y > horizon {
            water.at(point)
        } else {
            mix(water.sky.at(point), land, inside(-coast.depth(point)))
        };
        boats
            .iter()
            .fold(scene, |behind, boat| boat.over(behind, hull, point))
    })
}

struct Water {
    sky: Sky,
    sun: Sun,
    horizon: f32,
    waves: Noise,
    deep: Colour,
    light: Colour,
}

impl Water {
    fn at(&self, point: Vec2) -> Colour {
        let below = point.y - self.horizon;
        let distance = 0.12 / (below + 0.004);
        let place = vec2((point.x - 0.75) * distance * 6.0, distance * 7.0);
        let tilt = self.tilt(place) * smoothstep(40.0, 2.0, distance);
        let up = self.horizon - below * 0.9 - tilt.y.abs() * 0.35;
        let mirrored = self.sky.at(vec2(point.x + tilt.x * 0.12, up.max(0.02)));
        let clear = powf(below / (1.0 - self.horizon), 0.7) * (0.62 - tilt.y * 0.9);
        let water = mix(mirrored, self.deep, clear.clamp(0.0, 0.92));
        mix(
            lit(water, 1.0 + tilt.y * 0.5),
            self.light,
            self.glitter(point, below, tilt),
        )
    }

    /// How the surface leans: left or right, to us or from us.
    fn tilt(&self, place: Vec2) -> Vec2 {
        let here = self.waves.at(place);
        let step = 0.2;
        vec2(
            self.waves.at(place + vec2(step, 0.0)) - here,
            self.waves.at(place + vec2(0.0, step)) - here,
        )
    }

    /// Facets that send the sun's light to the eye: in a path below it.
    fn glitter(&self, point: Vec2, below: f32, tilt: Vec2) -> f32 {
        let width = self.sun.radius * 0.9 + below * 0.28;
        let aside = (point.x - self.sun.centre.x).abs() / width;
        let facing = vec3(tilt.x, 1.0, tilt.y * 2.0).normalize().z;
        smoothstep(1.25, 0.0, aside) * smoothstep(0.02, 0.16, facing + 0.06)
    }
}

/// A sailing boat, seen against the light.
struct Boat {
    place: Vec2,
    size: f32,
}

impl Boat {
    fn new(horizon: f32, dice: &mut fastrand::Rng) -> Self {
        let nearness = dice.f32();
        let place = vec2(between(dice, 0.1, 1.4), horizon + 0.012 + nearness * 0.11);
        Self {
            place,
            size: 0.03 + nearness * 0.06,
        }
    }

    fn over(&self, behind: Colour, hull: Colour, point: Vec2) -> Colour {
        let place = (point - self.place) / self.size;
        if place.abs().cmpgt(vec2(0.6, 1.3)).any() {
            return behind;
        }
        let mirrored = vec2(place.x, -place.y * 1.3);
        let shape = inside(outline(place) * self.size);
        let image = inside(outline(mirrored) * self.size) * 0.4;
        mix(behind, hull, shape.max(image))
    }
}

/// How far outside the boat a point is, in the boat's own measure: its waterline is 0, its mast 1
/// high.
fn outline(place: Vec2) -> f32 {
    let hull = (place.y.abs() - 0.07).max(place.x.abs() - 0.42 + place.y);
    let mainsail = triangle(place, vec2(0.02, -0.14), vec2(0.02, -1.1), vec2(0.4, -0.14));
    let foresail = triangle(
        place,
        vec2(-0.04, -0.14),
        vec2(-0.04, -0.95),
        vec2(-0.36, -0.14),
    );
    hull.min(mainsail).min(foresail)
}

fn triangle(point: Vec2, a: Vec2, b: Vec2, c: Vec2) -> f32 {
    let side = |from: Vec2, to: Vec2| (to - from).perp_dot(point - from);
    let sides = [side(a, b), side(b, c), side(c, a)];
    let within = sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0);
    let edge = line_distance(point, a, b)
        .min(line_distance(point, b, c))
        .min(line_distance(point, c, a));
    if within { -edge } else { edge }
}
