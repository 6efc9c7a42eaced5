//! A banded giant with its rings, lit from one side, before stars and a faint nebula.

use glam::{Vec2, Vec3, vec2, vec3};
use libm::{cosf, expf, sinf};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::parts::stars::starlight;
use crate::pictures::random::{between, dice};
use crate::pictures::shape::{inside, smoothstep};

/// The scene in these colours.
pub fn planet(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let planet = Planet::new(palette, &mut dice, seed);
    let moon = vec2(between(&mut dice, 0.12, 0.4), between(&mut dice, 0.1, 0.3));
    let moon_radius = between(&mut dice, 0.02, 0.045);
    let space = Space::new(palette, seed);
    let pale = mix(palette.pale, palette.body, 0.3);
    Box::new(move |point| {
        let sky = ball(space.at(point), point, moon, moon_radius, |facing| {
            lit(pale, 0.08 + planet.light(facing))
        });
        planet.over(sky, point)
    })
}

/// The background.
struct Space {
    dark: Colour,
    haze: [Colour; 2],
    star: Colour,
    clouds: Field,
    seed: u32,
}

impl Space {
    fn new(palette: &Palette, seed: u32) -> Self {
        let drift = Noise::fractal(seed, 5);
        let cloud = |point| drift.at((point + drift.warp(point * 1.1) * 0.35) * 1.3);
        Self {
            dark: lit(palette.ink, 0.75),
            haze: [palette.deep, palette.body],
            star: palette.pale,
            clouds: Field::sampled(4, cloud),
            seed,
        }
    }

    fn at(&self, point: Vec2) -> Colour {
        let cloud = self.clouds.at(point);
        let hazy = mix(self.dark, self.haze[0], smoothstep(-0.25, 0.8, cloud) * 0.9);
        let bright = mix(hazy, self.haze[1], smoothstep(0.25, 1.0, cloud) * 0.6);
        mix(bright, self.star, starlight(point, self.seed))
    }
}

struct Planet {
    centre: Vec2,
    radius: f32,
    tilt: Vec2,
    flatness: f32,
    to_sun: Vec3,
    bands: Ramp,
    storms: Noise,
    rim: Colour,
    ring: [Colour; 2],
}

impl Planet {
    fn new(palette: &Palette, dice: &mut fastrand::Rng, seed: u32) -> Self {
        let tilt = between(dice, -0.55, 0.55);
        let side = [-1.0, 1.0][dice.usize(0..2)];
        Self {
            centre: vec2(
                0.75 - side * between(dice, -0.05, 0.28),
                between(dice, 0.46, 0.6),
            ),
            radius: between(dice, 0.2, 0.35),
            tilt: vec2(cosf(tilt), sinf(tilt)),
            flatness: between(dice, 0.14, 0.4),
            to_sun: vec3(0.75 * side, -0.42, 0.52).normalize(),
            bands: Ramp::through(&[
                palette.body,
                palette.bright,
                palette.pale,
                palette.bright,
                palette.body,
                palette.pale,
                palette.deep,
                palette.bright,
            ]),
            storms: Noise::fractal(seed ^ 0x5708, 4),
            rim: palette.accent,
            ring: [palette.bright, palette.pale],
        }
    }

    fn over(&self, behind: Colour, point: Vec2) -> Colour {
        let place = (point - self.centre) / self.radius;
        let turned = vec2(place.dot(self.tilt), place.dot(self.tilt.perp()));
        let halo = expf(-(place.length() - 1.0).max(0.0) * 9.0) * 0.22;
        let glowing = mix(behind, self.rim, halo);
        let back = self.ring_over(glowing, turned, turned.y < 0.0);
        let globe = ball(back, point, self.centre, self.radius, |facing| {
            self.surface(facing)
        });
        self.ring_over(globe, turned, turned.y >= 0.0)
    }

    fn surface(&self, facing: Vec3) -> Colour {
        let across = facing.x * self.tilt.x + facing.y * self.tilt.y;
        let latitude = facing.y * self.tilt.x - facing.x * self.tilt.y - facing.z * self.flatness;
        let whirl = self
            .storms
            .at3(vec3(across, latitude * 2.0, facing.z) * 1.7);
        let streak = self.storms.at3(vec3(
            across * 0.7 + whirl * 0.3,
            latitude * 9.0 + whirl * 1.1,
            3.0,
        ));
        let colour = self.bands.at(0.5 + latitude * 0.5 + streak * 0.11);
        let shaded = lit(
            colour,
            0.04 + self.light(facing) * (1.0 - 0.35 * self.ring_shadow(latitude)),
        );
        let edge = 1.0 - facing.z;
        mix(
            shaded,
            self.rim,
            edge * edge * edge * self.light(facing) * 0.8,
        )
    }

    /// How much of the sun's light falls on what faces so.
    fn light(&self, facing: Vec3) -> f32 {
        1.08 * smoothstep(-0.12, 0.95, facing.dot(self.to_sun))
    }

    fn ring_shadow(&self, latitude: f32) -> f32 {
        smoothstep(0.13, 0.05, (latitude + 0.16).abs())
    }

    /// The ring where `here` (before or behind the globe), else what is behind.
    fn ring_over(&self, behind: Colour, turned: Vec2, here: bool) -> Colour {
        let on_ring = vec2(turned.x, turned.y / self.flatness);
        let radius = on_ring.length();
        if !here || !(1.3..2.4).contains(&radius) {
            return behind;
        }
        let grooves = self.storms.at(vec2(radius * 14.0, 0.0));
        let gap = smoothstep(0.015, 0.04, (radius - 1.95).abs());
        let ends = smoothstep(1.3, 1.36, radius) * smoothstep(2.4, 2.28, radius);
        let colour = mix(self.ring[0], self.ring[1], 0.5 + grooves);
        let shaded = lit(colour, 1.0 - 0.75 * self.globe_shadow(on_ring));
        mix(behind, shaded, gap * ends * (0.62 + 0.45 * grooves))
    }

    /// Whether a place on the ring lies in the globe's shadow: behind it, as the sun sees it.
    fn globe_shadow(&self, on_ring: Vec2) -> f32 {
        let towards = on_ring.y * (1.0 - self.flatness * self.flatness).sqrt();
        let upright = vec2(on_ring.x, on_ring.y * self.flatness);
        let place = self.tilt.rotate(upright).extend(towards);
        let along = place.dot(self.to_sun);
        let aside = (place - self.to_sun * along).length();
        smoothstep(1.04, 0.96, aside) * smoothstep(0.0, -0.1, along)
    }
}

/// A ball over what is behind it; `surface` gives the colour where it faces so.
fn ball(
    behind: Colour,
    point: Vec2,
    centre: Vec2,
    radius: f32,
    surface: impl Fn(Vec3) -> Colour,
) -> Colour {
    let place = (point - centre) / radius;
    let outside = (place.length() - 1.0) * radius;
    if outside > 0.01 {
        return behind;
    }
    let towards = (1.0 - place.length_squared()).max(0.0).sqrt();
    mix(behind, surface(place.extend(towards)), inside(outside))
}
