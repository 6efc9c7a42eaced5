//! Chance that is the same every time.

use fastrand::Rng;
use glam::{IVec2, Vec2};

/// The dice of one picture.
pub fn dice(seed: u32) -> Rng {
    dice_at(seed, IVec2::ZERO)
}

/// The dice of one cell of a pattern: each has its own, so that cells can be asked in any order.
pub fn dice_at(seed: u32, cell: IVec2) -> Rng {
    let place = (u64::from(cell.x as u32) << 32) | u64::from(cell.y as u32);
    let mut mixer = Rng::with_seed(u64::from(seed));
    Rng::with_seed(mixer.u64(..) ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A number between two.
pub fn between(dice: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * dice.f32()
}

/// The cell of a square grid that a point lies in, and the point within it (0 to 1).
pub fn cell(point: Vec2) -> (IVec2, Vec2) {
    let corner = point.floor();
    (corner.as_ivec2(), point - corner)
}
