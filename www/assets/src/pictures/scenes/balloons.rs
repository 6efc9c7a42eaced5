//! Hot-air balloons over morning hills.

use glam::{Vec2, vec2};
use libm::{asinf, cosf};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, colour, lit, mix};
use crate::pictures::palettes::Palette;
use crate::pictures::parts::outline::Outline;
use crate::pictures::parts::sky::{Sky, Sun};
use crate::pictures::random::{between, dice};
use crate::pictures::shape::{box_distance, inside, line_distance, smoothstep};

const HILLS: u32 = 4;
/// What envelopes are sewn from, whatever the hour.
const SILKS: [u32; 6] = [0xd9423f, 0xf4b23c, 0x2f7f8f, 0xfbf0dc, 0xe8743b, 0x3d4f8f];

/// The scene in these colours.
pub fn balloons(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let sun = Sun {
        centre: vec2(between(&mut dice, 0.1, 0.4), between(&mut dice, 0.3, 0.62)),
        radius: between(&mut dice, 0.04, 0.06),
    };
    let sky = Sky::new(palette, sun, 0.8, 0.7, seed);
    let ramp = Ramp::through(&[palette.bright, palette.body, palette.deep, palette.ink]);
    let hills: Vec<_> = (0..HILLS)
        .map(|nearness| hill(&ramp, nearness, seed))
        .collect();
    let mist = palette.pale;
    let balloons = fleet(palette, &mut dice);
    Box::new(move |point| {
        let land = hills.iter().fold(sky.at(point), |behind, (ridge, colour)| {
            let depth = ridge.depth(point);
            let misty = mix(*colour, mist, 0.5 * smoothstep(0.0, 0.16, depth));
            mix(behind, misty, inside(-depth))
        });
        balloons
            .iter()
            .fold(land, |behind, balloon| balloon.over(behind, point))
    })
}

fn hill(ramp: &Ramp, nearness: u32, seed: u32) -> (Outline, Colour) {
    let near = nearness as f32 / (HILLS - 1) as f32;
    let ridge = Outline::hills(
        seed * 5 + nearness,
        0.74 + 0.18 * near,
        0.07,
        0.8 + 0.4 * near,
    );
    (ridge, ramp.at(0.1 + 0.75 * near))
}

/// Balloons that do not touch each other, the far ones first.
fn fleet(palette: &Palette, dice: &mut fastrand::Rng) -> Vec<Balloon> {
    let mut fleet: Vec<Balloon> = Vec::new();
    for radius in [
        0.16, 0.11, 0.085, 0.062, 0.05, 0.04, 0.032, 0.026, 0.021, 0.017,
    ] {
        let free = (0..60)
            .map(|_| {
                vec2(
                    between(dice, 0.12, 1.38),
                    between(dice, radius + 0.05, 0.72 - radius * 1.9),
                )
            })
            .find(|place| {
                fleet
                    .iter()
                    .all(|other| other.centre.distance(*place) > (other.radius + radius) * 1.5)
            });
        fleet.extend(free.map(|centre| Balloon::new(palette, centre, radius, dice)));
    }
    fleet.reverse();
    fleet
}

struct Balloon {
    centre: Vec2,
    radius: f32,
    stripes: [Colour; 3],
    gores: f32,
    zigzag: f32,
    basket: Colour,
    haze: f32,
    air: Colour,
}

impl Balloon {
    fn new(palette: &Palette, centre: Vec2, radius: f32, dice: &mut fastrand::Rng) -> Self {
        let mut stripes = SILKS.map(colour);
        dice.shuffle(&mut stripes);
        Self {
            centre,
            radius,
            stripes: [stripes[0], stripes[1], stripes[2]],
            gores: [8.0, 10.0, 12.0][dice.usize(0..3)],
            zigzag: [0.0, 0.0, 0.25][dice.usize(0..3)],
            basket: palette.ink,
            haze: smoothstep(0.12, 0.0, radius) * 0.55,
            air: palette.pale,
        }
    }

    fn over(&self, behind: Colour, point: Vec2) -> Colour {
        let place = (point - self.centre) / self.radius;
        let reach = vec2(1.2, 2.1);
        if place.abs().cmpgt(reach).any() {
            return behind;
        }
        let roped = mix(behind, self.basket, self.basket_cover(place));
        let envelope = inside((place.x.abs() - half_width(place.y)) * self.radius * 0.8);
        let colour = mix(self.silk(place), self.air, self.haze);
        mix(roped, colour, envelope)
    }

    fn silk(&self, place: Vec2) -> Colour {
        let across = (place.x / half_width(place.y).max(0.001)).clamp(-1.0, 1.0);
        let turn = asinf(across) / core::f32::consts::PI + 0.5;
        let gore = turn * self.gores;
        let zigzag = (gore - gore.floor() - 0.5).abs() * self.zigzag;
        let belt = (0.05..0.4).contains(&(place.y + zigzag));
        let stripe = if belt {
            self.stripes[2]
        } else {
            self.stripes[gore as usize % 2]
        };
        let seam = 1.0 - 0.14 * smoothstep(0.38, 0.5, (gore - gore.floor() - 0.5).abs());
        let round = 1.12 - 0.3 * (across * 0.75 + 0.25) - 0.16 * smoothstep(-0.4, 1.2, place.y);
        lit(stripe, round * seam)
    }

    fn basket_cover(&self, place: Vec2) -> f32 {
        let basket = box_distance(place - vec2(0.0, 1.78), vec2(0.15, 0.11)) - 0.02;
        let ropes = line_distance(
            vec2(place.x.abs(), place.y),
            vec2(0.22, 1.2),
            vec2(0.13, 1.7),
        ) - 0.012;
        inside(basket.min(ropes) * self.radius)
    }
}

/// Half the envelope's width at a height: a half sphere above, a taper to the mouth below.
fn half_width(y: f32) -> f32 {
    match y {
        y if !(-1.0..=1.28).contains(&y) => -1.0,
        y if y < 0.0 => (1.0 - y * y).sqrt(),
        y => 0.24 + 0.76 * (0.5 + 0.5 * cosf(y / 1.28 * core::f32::consts::PI)) * (1.0 - 0.04 * y),
    }
}
