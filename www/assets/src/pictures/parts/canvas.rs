//! A canvas to paint on, for pictures that are made stroke by stroke and not point by point.

use glam::{UVec2, Vec2};

use crate::pictures::colour::Colour;
use crate::pictures::render::{HEIGHT, SAMPLES, WIDTH};

const COLUMNS: u32 = WIDTH * SAMPLES;
const ROWS: u32 = HEIGHT * SAMPLES;

/// As many dots as the picture will have samples.
pub struct Canvas(Vec<Colour>);

impl Canvas {
    /// A canvas of one colour.
    pub fn of(ground: Colour) -> Self {
        Self(vec![ground; (COLUMNS * ROWS) as usize])
    }

    /// The colour at a point of the picture.
    pub fn at(&self, point: Vec2) -> Colour {
        let place = (point * ROWS as f32)
            .as_uvec2()
            .min(UVec2::new(COLUMNS - 1, ROWS - 1));
        self.0[(place.y * COLUMNS + place.x) as usize]
    }

    /// Paints a disc, each dot in the colour that `paint` gives for its place in the disc (from
    /// -1 to 1 in both directions) and for what was there.
    pub fn disc(&mut self, centre: Vec2, radius: f32, paint: impl Fn(Vec2, Colour) -> Colour) {
        let scale = ROWS as f32;
        let low = ((centre - radius) * scale).max(Vec2::ZERO).as_uvec2();
        let high = ((centre + radius) * scale).max(Vec2::ZERO).as_uvec2();
        for row in low.y..=high.y.min(ROWS - 1) {
            for column in low.x..=high.x.min(COLUMNS - 1) {
                let dot = (Vec2::new(column as f32, row as f32) + 0.5) / scale;
                let place = (dot - centre) / radius;
                if place.length_squared() <= 1.0 {
                    let colour = &mut self.0[(row * COLUMNS + column) as usize];
                    *colour = paint(place, *colour);
                }
            }
        }
    }
}
