//! A sky full of stars.

use glam::{Vec2, vec2};

use crate::pictures::random::{between, cell, dice_at};
use crate::pictures::shape::{PIXEL, smoothstep};

/// Stars to a picture's height.
const ROWS: f32 = 26.0;

/// How bright the stars are at a point, from 0 to 1: one star for each cell of a grid, most of
/// them faint.
pub fn starlight(point: Vec2, seed: u32) -> f32 {
    let (patch, place) = cell(point * ROWS);
    let mut dice = dice_at(seed ^ 0x57a2, patch);
    let centre = vec2(
        between(&mut dice, 0.15, 0.85),
        between(&mut dice, 0.15, 0.85),
    );
    let rarity = dice.f32();
    let brightness = 0.12 + 0.88 * rarity * rarity * rarity * rarity;
    let radius = (0.5 + 0.9 * brightness) * PIXEL * ROWS;
    brightness * smoothstep(radius * 1.5, radius * 0.3, place.distance(centre))
}
