//! Land in perspective: a field of heights seen from a standing eye.
//!
//! Each column of the picture is filled from below by walking away from the eye and keeping what
//! is not hidden by nearer land, as the flight simulators of the 1990s did.

use glam::{Vec2, Vec3, vec2, vec3};

use crate::pictures::render::{ASPECT, HEIGHT, SAMPLES, WIDTH};

const COLUMNS: u32 = WIDTH;
const ROWS: u32 = HEIGHT * SAMPLES;
const NEAREST: f32 = 0.35;
const FARTHEST: f32 = 60.0;
/// How much farther each step looks than the one before.
const STEP: f32 = 1.002;
/// How much of the land a picture's width sees, per distance.
const SPREAD: f32 = 0.9;

/// Where the eye is.
#[derive(Clone, Copy)]
pub struct Eye {
    /// Its height over the land's zero.
    pub height: f32,
    /// Where in the picture the horizon is.
    pub horizon: f32,
}

/// What each pixel (or half of it, one above the other) sees of the land: its distance, or
/// infinity for the sky.
pub struct Terrain {
    distances: Vec<f32>,
}

impl Terrain {
    /// Looks at the land whose height at each place `height` gives.
    pub fn seen_by(eye: Eye, height: impl Fn(Vec2) -> f32) -> Self {
        let mut distances = vec![f32::INFINITY; (COLUMNS * ROWS) as usize];
        for column in 0..COLUMNS {
            let mut free = ROWS;
            let mut distance = NEAREST;
            while distance < FARTHEST && free > 0 {
                let place = place((column as f32 + 0.5) / HEIGHT as f32, distance);
                let y = eye.horizon + (eye.height - height(place)) / (distance * SPREAD);
                let row = (y.max(0.0) * ROWS as f32) as u32;
                for hidden in row..free {
                    distances[(hidden * COLUMNS + column) as usize] = distance;
                }
                free = free.min(row);
                distance *= STEP;
            }
        }
        Self { distances }
    }

    /// The place of the land that a point of the picture shows, and its distance; nothing where
    /// it shows the sky.
    pub fn at(&self, point: Vec2) -> Option<(Vec2, f32)> {
        let (column, row) = (
            (point.x * HEIGHT as f32) as u32,
            (point.y * ROWS as f32) as u32,
        );
        let distance = self.distances[(row * COLUMNS + column) as usize];
        distance
            .is_finite()
            .then(|| (place(point.x, distance), distance))
    }
}

fn place(x: f32, distance: f32) -> Vec2 {
    vec2((x - ASPECT / 2.0) * SPREAD * distance, distance)
}

/// The direction that the land faces at a place: x right, y up, z away.
pub fn normal(height: impl Fn(Vec2) -> f32, place: Vec2, reach: f32) -> Vec3 {
    let here = height(place);
    let right = height(place + vec2(reach, 0.0)) - here;
    let away = height(place + vec2(0.0, reach)) - here;
    vec3(-right, reach, -away).normalize()
}
