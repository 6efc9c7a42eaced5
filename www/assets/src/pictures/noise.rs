//! Smooth chance: hills and dales without end, from -1 to 1.

use fastnoise_lite::{FastNoiseLite, FractalType, NoiseType};
use glam::{Vec2, Vec3, vec2};

/// A noise whose features are about 1 wide.
pub struct Noise {
    noise: FastNoiseLite,
    /// Where it is asked: at the origin all noises are alike.
    origin: Vec2,
}

impl Noise {
    /// Plain: rounded hills.
    pub fn smooth(seed: u32) -> Self {
        let mut noise = FastNoiseLite::with_seed(seed as i32);
        noise.set_noise_type(Some(NoiseType::OpenSimplex2));
        noise.set_frequency(Some(0.7));
        let origin = vec2(17.3, 41.9) + vec2(7.13, 3.71) * (seed % 101) as f32;
        Self { noise, origin }
    }

    /// Hills upon hills, each half as large as the last: clouds, rocks.
    pub fn fractal(seed: u32, octaves: i32) -> Self {
        Self::layered(seed, octaves, FractalType::FBm)
    }

    /// Like [`Noise::fractal`] with sharp crests: mountains.
    pub fn ridged(seed: u32, octaves: i32) -> Self {
        Self::layered(seed, octaves, FractalType::Ridged)
    }

    fn layered(seed: u32, octaves: i32, layers: FractalType) -> Self {
        let mut plain = Self::smooth(seed);
        plain.noise.set_fractal_type(Some(layers));
        plain.noise.set_fractal_octaves(Some(octaves));
        plain
    }

    /// The height at a point.
    pub fn at(&self, point: Vec2) -> f32 {
        let Vec2 { x, y } = point + self.origin;
        self.noise.get_noise_2d(x, y)
    }

    /// The height at a point in space.
    pub fn at3(&self, point: Vec3) -> f32 {
        let Vec3 { x, y, z } = point + self.origin.extend(0.0);
        self.noise.get_noise_3d(x, y, z)
    }

    /// Two heights that have nothing to do with each other, as a displacement.
    pub fn warp(&self, point: Vec2) -> Vec2 {
        vec2(self.at(point), self.at(point + vec2(37.2, -81.7)))
    }
}
