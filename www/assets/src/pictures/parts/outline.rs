//! The outline of a range of mountains, of hills, of a wood: everything below it is the range.

use glam::{Vec2, ivec2, vec2};

use crate::pictures::noise::Noise;
use crate::pictures::random::dice_at;
use crate::pictures::render::ASPECT;

/// Places where an outline is known, over a picture's width and a little more.
const PLACES: usize = 4096;
const MARGIN: f32 = 0.1;
const WIDTH: f32 = ASPECT + 2.0 * MARGIN;

/// For each place from left to right, the height in the picture where the range begins.
pub struct Outline(Vec<f32>);

impl Outline {
    /// The outline whose height at each x `height` gives.
    pub fn of(height: impl Fn(f32) -> f32) -> Self {
        let place = |index| index as f32 / (PLACES - 1) as f32 * WIDTH - MARGIN;
        Self((0..PLACES).map(|index| height(place(index))).collect())
    }

    /// Sharp mountains: `tall` above and below `base`, about `count` to a picture's height.
    pub fn mountains(seed: u32, base: f32, tall: f32, count: f32) -> Self {
        let noise = Noise::ridged(seed, 5);
        Self::of(|x| base - tall * noise.at(vec2(x * count, 0.0)))
    }

    /// Rounded hills: `tall` above and below `base`, about `count` to a picture's height.
    pub fn hills(seed: u32, base: f32, tall: f32, count: f32) -> Self {
        let noise = Noise::fractal(seed, 3);
        Self::of(|x| base - tall * noise.at(vec2(x * count, 0.0)))
    }

    /// Firs, up to `tall` high, on the ground whose outline is given.
    pub fn wood(seed: u32, ground: &Self, tall: f32) -> Self {
        Self::of(|x| {
            let firs = (0..3).map(|row| fir(seed + row, x / (0.017 + 0.006 * row as f32)));
            ground.height(x) - tall * firs.fold(0.0, f32::max)
        })
    }

    /// How far below the outline a point is; negative is above, in the sky.
    pub fn depth(&self, point: Vec2) -> f32 {
        point.y - self.height(point.x)
    }

    fn height(&self, x: f32) -> f32 {
        let last = (PLACES - 1) as f32;
        let place = ((x + MARGIN) / WIDTH * last).clamp(0.0, last - 1.0);
        let left = place as usize;
        let (from, to) = (self.0[left], self.0[left + 1]);
        from + (to - from) * (place - left as f32)
    }
}

/// The height at `x` of a row of firs that are about 1 wide and up to 1 high.
fn fir(seed: u32, x: f32) -> f32 {
    let trunk = x.floor();
    let tall = dice_at(seed, ivec2(trunk as i32, 1)).f32();
    (0.25 + 0.75 * tall * tall) * (1.0 - (x - trunk - 0.5).abs() * 2.0)
}
