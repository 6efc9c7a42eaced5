//! Soft edges and simple outlines.

use glam::Vec2;

/// A pixel's width, in units of the picture's height.
pub const PIXEL: f32 = 1.0 / super::render::HEIGHT as f32;

/// 0 before `from`, 1 after `to`, smooth between; `from` may be the larger.
pub fn smoothstep(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 1 where `distance` from a shape's edge is negative (inside), 0 outside, a pixel's width soft.
pub fn inside(distance: f32) -> f32 {
    smoothstep(PIXEL, -PIXEL, distance)
}

/// How far outside (or, negative, inside) a box a point is; all from the box's centre.
pub fn box_distance(point: Vec2, half: Vec2) -> f32 {
    let beyond = point.abs() - half;
    beyond.max(Vec2::ZERO).length() + beyond.max_element().min(0.0)
}

/// How far a point is from the stretch between two others.
pub fn line_distance(point: Vec2, from: Vec2, to: Vec2) -> f32 {
    let along = to - from;
    let t = ((point - from).dot(along) / along.length_squared()).clamp(0.0, 1.0);
    point.distance(from + along * t)
}
