//! A sun over hills, in stained glass: rays of panes around the one, crazed panes in the other.

use core::f32::consts::TAU;

use glam::{IVec2, Vec2, ivec2, vec2};
use libm::{atan2f, logf};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::cells::cell_at;
use crate::pictures::parts::outline::Outline;
use crate::pictures::random::{between, dice, dice_at};
use crate::pictures::shape::{PIXEL, smoothstep};

/// Half the width of the lead between panes.
const LEAD: f32 = 0.0042;
/// How much wider each ring of panes around the sun is than the one within it.
const WIDENING: f32 = 1.5;
/// Panes of the hills to a picture's height.
const PANES: f32 = 9.0;

/// The scene in these colours.
pub fn stained_glass(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let hill = |near: u32| Outline::hills(seed + near, 0.66 + 0.12 * near as f32, 0.16, 0.7);
    let window = Window {
        sun: vec2(between(&mut dice, 0.4, 1.1), between(&mut dice, 0.26, 0.46)),
        sun_radius: between(&mut dice, 0.09, 0.13),
        sun_colour: palette.accent,
        sky: Ramp::through(&[palette.pale, palette.bright, palette.body, palette.deep]),
        hills: [0, 1, 2].map(hill),
        earth: [
            palette.body,
            palette.deep,
            mix(palette.deep, palette.ink, 0.5),
        ],
        streaks: Noise::fractal(seed, 3),
        lead: lit(palette.ink, 0.45),
        light: palette.pale,
        seed,
    };
    Box::new(move |point| window.at(point))
}

struct Window {
    sun: Vec2,
    sun_radius: f32,
    sun_colour: Colour,
    sky: Ramp,
    hills: [Outline; 3],
    earth: [Colour; 3],
    streaks: Noise,
    lead: Colour,
    light: Colour,
    seed: u32,
}

/// The pane that a point lies in.
struct Pane {
    id: IVec2,
    colour: Colour,
    border: f32,
}

impl Window {
    fn at(&self, point: Vec2) -> Colour {
        let pane = self.pane(point);
        let lead = smoothstep(LEAD + PIXEL, LEAD - PIXEL, pane.border);
        let bevel = 1.0 - 0.3 * smoothstep(0.014, LEAD, pane.border);
        mix(lit(self.glass(&pane, point), bevel), self.lead, lead)
    }

    /// Glass is uneven, as it was poured; light comes through it.
    fn glass(&self, pane: &Pane, point: Vec2) -> Colour {
        let mut dice = dice_at(self.seed ^ 0x61a5, pane.id);
        let colour = lit(pane.colour, between(&mut dice, 0.78, 1.15));
        let grain = Vec2::from_angle(dice.f32() * TAU).rotate(point);
        let streak = self.streaks.at(grain * vec2(4.0, 18.0) + pane.id.as_vec2());
        let shine = smoothstep(0.8, 0.0, point.distance(self.sun)) * 0.2;
        lit(
            mix(colour, self.light, shine + 0.06 * streak),
            1.0 + 0.1 * streak,
        )
    }

    fn pane(&self, point: Vec2) -> Pane {
        let depths = self.hills.each_ref().map(|hill| hill.depth(point));
        let outlines = depths
            .into_iter()
            .map(f32::abs)
            .fold(f32::INFINITY, f32::min);
        let pane = match depths.iter().rposition(|depth| *depth > 0.0) {
            Some(hill) => self.earth_pane(point, hill),
            None => self.sky_pane(point),
        };
        Pane {
            border: pane.border.min(outlines),
            ..pane
        }
    }

    fn earth_pane(&self, point: Vec2, hill: usize) -> Pane {
        let cell = cell_at(point * vec2(0.6, 1.0) * PANES, self.seed + hill as u32);
        Pane {
            id: cell.id,
            colour: self.earth[hill],
            border: cell.border / PANES,
        }
    }

    /// Rings around the sun, each divided by rays of its own.
    fn sky_pane(&self, point: Vec2) -> Pane {
        let from_sun = point - self.sun;
        let distance = from_sun.length();
        if distance < self.sun_radius {
            return Pane {
                id: IVec2::ZERO,
                colour: self.sun_colour,
                border: self.sun_radius - distance,
            };
        }
        let rings = logf(distance / self.sun_radius) / logf(WIDENING);
        let ring = rings.floor();
        let ring_border = (rings - ring).min(ring + 1.0 - rings) * distance * logf(WIDENING);
        let rays = 10.0 + 3.0 * ring;
        let turn = atan2f(from_sun.y, from_sun.x) / TAU + 0.5 + 0.37 * ring;
        let ray = turn * rays - (turn * rays).floor();
        let ray_border = ray.min(1.0 - ray) * TAU / rays * distance;
        let sector = (turn * rays).floor().rem_euclid(rays);
        Pane {
            id: ivec2(ring as i32 + 1, sector as i32),
            colour: self.sky.at((ring + 0.4 * (sector % 2.0)) / 4.5),
            border: ring_border.min(ray_border),
        }
    }
}
