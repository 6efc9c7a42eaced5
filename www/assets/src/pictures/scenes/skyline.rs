//! A city by the water at the hour when the lamps go on.

use glam::{Vec2, vec2};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, lit, mix};
use crate::pictures::palettes::Palette;
use crate::pictures::parts::sky::{Sky, Sun};
use crate::pictures::parts::water::Water;
use crate::pictures::random::{between, cell, dice, dice_at};
use crate::pictures::shape::{inside, smoothstep};

const QUAY: f32 = 0.76;
const STREETS: u32 = 4;

/// The scene in these colours.
pub fn skyline(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let sun = Sun {
        centre: vec2(between(&mut dice, 0.3, 1.2), between(&mut dice, 0.2, 0.55)),
        radius: between(&mut dice, 0.05, 0.11),
    };
    let sky = Sky::new(palette, sun, QUAY, 0.3, seed);
    let streets: Vec<_> = (0..STREETS)
        .map(|nearness| Street::new(palette, nearness, seed))
        .collect();
    let water = Water::new(QUAY, seed);
    let deep = palette.ink;
    let city = move |point: Vec2| {
        streets
            .iter()
            .fold(sky.at(point), |behind, street| street.over(behind, point))
    };
    Box::new(move |point| match water.mirror(point) {
        Some((mirrored, depth)) => mix(city(mirrored), deep, (0.2 + depth * 1.8).min(0.8)),
        None => city(point),
    })
}

/// A row of houses.
struct Street {
    wall: Colour,
    lamp: Colour,
    width: f32,
    tall: f32,
    lamps: f32,
    seed: u32,
}

/// One house of the row, around a point.
struct House {
    place: Vec2,
    height: f32,
    half_width: f32,
    style: u32,
    seed: u32,
}

impl Street {
    fn new(palette: &Palette, nearness: u32, seed: u32) -> Self {
        let near = nearness as f32 / (STREETS - 1) as f32;
        Self {
            wall: mix(
                mix(palette.bright, palette.body, 0.5),
                palette.ink,
                0.12 + 0.8 * near,
            ),
            lamp: mix(palette.accent, palette.bright, 0.25 * (1.0 - near)),
            width: 0.058 + 0.024 * near,
            tall: 0.52 - 0.32 * near,
            lamps: 0.12 + 0.4 * near,
            seed: seed * 13 + nearness,
        }
    }

    fn over(&self, behind: Colour, point: Vec2) -> Colour {
        let house = self.house(point);
        let above = house.above();
        if above > 0.01 {
            return behind;
        }
        let foggy = lit(self.wall, 1.0 + 0.35 * smoothstep(0.3, 0.0, QUAY - point.y));
        mix(behind, self.windows(foggy, &house), inside(above))
    }

    fn house(&self, point: Vec2) -> House {
        let shift = self.seed as f32 * 0.31;
        let (plot, place) = cell(vec2(point.x / self.width + shift, 0.0));
        let mut dice = dice_at(self.seed, plot);
        let rise = dice.f32();
        let aside = (place.x - 0.5) * self.width;
        let downtown = smoothstep(0.85, 0.1, (point.x - aside - 0.75).abs());
        House {
            place: vec2(aside, QUAY - point.y),
            height: self.tall * (0.22 + 0.78 * rise * (0.35 + 0.65 * downtown)),
            half_width: self.width * between(&mut dice, 0.36, 0.52),
            style: dice.u32(0..5),
            seed: dice.u32(..),
        }
    }

    fn windows(&self, wall: Colour, house: &House) -> Colour {
        let (window, place) = cell(house.place / vec2(0.0092, 0.0125));
        let framed = (place - 0.5).abs().cmplt(vec2(0.27, 0.3)).all();
        let under_roof = house.above() < -0.012 && house.place.x.abs() < house.half_width - 0.006;
        let mut dice = dice_at(house.seed, window);
        let is_lit = framed && under_roof && dice.f32() < self.lamps;
        if is_lit {
            mix(wall, self.lamp, between(&mut dice, 0.35, 0.95))
        } else {
            wall
        }
    }
}

impl House {
    /// How far a point is outside the house's outline.
    fn above(&self) -> f32 {
        let beside = self.place.x.abs();
        let walls = (beside - self.half_width).max(self.place.y - self.height);
        let top = self.place.y - self.height;
        let roof = match self.style {
            0 => (beside - self.half_width * 0.6).max(top - 0.022),
            1 => top - 0.05 + beside * 0.05 / self.half_width.max(0.001),
            2 => (beside - 0.0016).max(top - 0.07),
            3 => (beside - self.half_width * 0.45)
                .max(top - 0.03)
                .min((beside - 0.0014).max(top - 0.08)),
            _ => return walls,
        };
        let roof = roof.max(beside - self.half_width).max(-top);
        walls.min(roof)
    }
}
