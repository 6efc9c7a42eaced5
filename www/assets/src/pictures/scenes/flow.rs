//! Ribbons that follow a current and never cross.

use std::collections::HashMap;

use fastrand::Rng;
use glam::{IVec2, Vec2, vec2};
use libm::{cosf, sinf};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::canvas::Canvas;
use crate::pictures::random::{between, dice};
use crate::pictures::render::ASPECT;

/// The current is followed in steps of this length.
const STEP: f32 = 0.0022;
/// Room between ribbons.
const GAP: f32 = 0.0045;
const SEEDS: usize = 3200;

/// The scene in these colours.
pub fn flow(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let light_ground = dice.bool();
    let ground = if light_ground {
        palette.pale
    } else {
        palette.ink
    };
    let first = if light_ground {
        palette.ink
    } else {
        palette.pale
    };
    let paints = [
        first,
        palette.deep,
        palette.body,
        palette.body,
        palette.bright,
        palette.accent,
    ];
    let mut weave = Weave {
        current: Current::new(&mut dice, seed),
        taken: Taken::default(),
        canvas: Canvas::of(ground),
    };
    for index in 0..SEEDS {
        weave.ribbon(index, &paints, &mut dice);
    }
    let canvas = weave.canvas;
    Box::new(move |point| canvas.at(point))
}

/// Which way things drift.
struct Current {
    noise: Noise,
    scale: f32,
    turns: f32,
    heading: f32,
}

impl Current {
    fn new(dice: &mut Rng, seed: u32) -> Self {
        Self {
            noise: Noise::smooth(seed),
            scale: between(dice, 0.5, 0.9),
            turns: between(dice, 1.4, 2.6),
            heading: between(dice, -1.0, 1.0),
        }
    }

    fn at(&self, point: Vec2) -> Vec2 {
        let angle = self.heading + self.noise.at(point * self.scale) * self.turns;
        vec2(cosf(angle), sinf(angle))
    }
}

struct Weave {
    current: Current,
    taken: Taken,
    canvas: Canvas,
}

impl Weave {
    /// Lays one ribbon, if there is room: broad ones first, then what fits between them.
    fn ribbon(&mut self, index: usize, paints: &[Colour], dice: &mut Rng) {
        let broad = 1.0 - index as f32 / SEEDS as f32;
        let radius = 0.0025 + 0.022 * broad * broad * broad * dice.f32();
        let start = vec2(between(dice, -0.1, ASPECT + 0.1), between(dice, -0.1, 1.1));
        let longest = dice.usize(60..420);
        let paint = paints[dice.usize(0..paints.len())];
        let path = self.path(start, radius, longest);
        if path.len() as f32 * STEP < radius * 5.0 {
            return;
        }
        for (step, place) in path.iter().enumerate() {
            self.taken.insert(*place, radius);
            let along = step as f32 / path.len() as f32;
            self.canvas.disc(*place, radius, |_, _| {
                lit(mix(paint, paints[0], along * 0.18), 1.0)
            });
        }
    }

    fn path(&self, start: Vec2, radius: f32, longest: usize) -> Vec<Vec2> {
        let onward = |place: &Vec2| Some(*place + self.current.at(*place) * STEP);
        std::iter::successors(Some(start), onward)
            .take(longest)
            .take_while(|place| self.taken.is_free(*place, radius))
            .collect()
    }
}

/// Where ribbons lie: their points, by squares as wide as the broadest ribbons' reach.
#[derive(Default)]
struct Taken(HashMap<IVec2, Vec<(Vec2, f32)>>);

const SQUARE: f32 = 0.055;

impl Taken {
    fn insert(&mut self, place: Vec2, radius: f32) {
        self.0
            .entry((place / SQUARE).floor().as_ivec2())
            .or_default()
            .push((place, radius));
    }

    fn is_free(&self, place: Vec2, radius: f32) -> bool {
        let home = (place / SQUARE).floor().as_ivec2();
        let near =
            (-1..=1).flat_map(|row| (-1..=1).map(move |column| home + IVec2::new(column, row)));
        near.filter_map(|square| self.0.get(&square))
            .flatten()
            .all(|(other, others_radius)| other.distance(place) > radius + others_radius + GAP)
    }
}
