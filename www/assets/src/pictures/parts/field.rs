//! A field of numbers over the picture, computed once and asked often.

use glam::{Vec2, vec2};

use crate::pictures::render::{HEIGHT, WIDTH};

/// Numbers in squares of some pixels, smooth between them.
pub struct Field {
    values: Vec<f32>,
    columns: usize,
    rows: usize,
}

impl Field {
    /// The field of these values, row by row, each for a square `square` pixels wide.
    pub fn of(values: Vec<f32>, square: u32) -> Self {
        Self {
            values,
            columns: (WIDTH / square) as usize,
            rows: (HEIGHT / square) as usize,
        }
    }

    /// The field of a function of the point.
    pub fn sampled(square: u32, value: impl Fn(Vec2) -> f32) -> Self {
        let scale = square as f32 / HEIGHT as f32;
        let point = |column, row| vec2(column as f32 + 0.5, row as f32 + 0.5) * scale;
        let row = |row| (0..WIDTH / square).map(move |column| point(column, row));
        Self::of(
            (0..HEIGHT / square).flat_map(row).map(value).collect(),
            square,
        )
    }

    /// The value at a point: a smooth surface (a quadratic B-spline) over the nine squares
    /// around it. The field's edges go on outside it.
    pub fn at(&self, point: Vec2) -> f32 {
        let place = point * self.rows as f32 - 0.5;
        let middle = (place + 0.5).floor();
        let across = weights(place.x - middle.x);
        let down = weights(place.y - middle.y);
        let columns = [-1.0, 0.0, 1.0].map(|step| clamp(middle.x + step, self.columns));
        let rows = [-1.0, 0.0, 1.0].map(|step| clamp(middle.y + step, self.rows));
        let mut sum = 0.0;
        for (row, down) in rows.into_iter().zip(down) {
            for (column, across) in columns.into_iter().zip(across) {
                sum += down * across * self.values[row * self.columns + column];
            }
        }
        sum
    }

    /// How the value changes to the right and downwards, over the width of a square.
    pub fn slope(&self, point: Vec2) -> Vec2 {
        let step = 0.5 / self.rows as f32;
        let (right, down) = (vec2(step, 0.0), vec2(0.0, step));
        vec2(
            self.at(point + right) - self.at(point - right),
            self.at(point + down) - self.at(point - down),
        )
    }
}

fn weights(t: f32) -> [f32; 3] {
    [
        0.5 * (0.5 - t) * (0.5 - t),
        0.75 - t * t,
        0.5 * (0.5 + t) * (0.5 + t),
    ]
}

fn clamp(place: f32, length: usize) -> usize {
    (place.max(0.0) as usize).min(length - 1)
}
