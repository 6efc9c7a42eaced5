//! Northern lights over a wood and a still lake.

use glam::{Vec2, vec2};
use libm::expf;

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::parts::outline::Outline;
use crate::pictures::parts::stars::starlight;
use crate::pictures::parts::water::Water;
use crate::pictures::shape::{inside, smoothstep};

const SHORE: f32 = 0.74;

/// The scene in these colours.
pub fn aurora(palette: &Palette, seed: u32) -> Picture {
    let night = Night {
        top: palette.ink,
        low: palette.deep,
        curtains: (0..3)
            .map(|index| Curtain::new(palette, index, seed))
            .collect(),
        hills: Outline::mountains(seed, SHORE - 0.09, 0.1, 1.1),
        hill: mix(palette.ink, palette.deep, 0.55),
        wood: Outline::wood(seed, &Outline::hills(seed, SHORE - 0.018, 0.012, 2.0), 0.11),
        trees: lit(palette.ink, 0.55),
        star: palette.pale,
        seed,
    };
    let water = Water::new(SHORE, seed);
    let dark = palette.ink;
    Box::new(move |point| match water.mirror(point) {
        Some((mirrored, depth)) => mix(night.at(mirrored), dark, 0.28 + depth * 0.9),
        None => night.at(point),
    })
}

struct Night {
    top: Colour,
    low: Colour,
    curtains: Vec<Curtain>,
    hills: Outline,
    hill: Colour,
    wood: Outline,
    trees: Colour,
    star: Colour,
    seed: u32,
}

impl Night {
    fn at(&self, point: Vec2) -> Colour {
        let sky = mix(self.top, self.low, smoothstep(0.0, SHORE, point.y));
        let starry = mix(sky, self.star, starlight(point, self.seed));
        let glowing = self
            .curtains
            .iter()
            .fold(starry, |behind, curtain| curtain.over(behind, point));
        let hilly = mix(glowing, self.hill, inside(-self.hills.depth(point)));
        mix(hilly, self.trees, inside(-self.wood.depth(point)))
    }
}

/// A band of light that hangs in folds: sharp below, fading upward in rays.
struct Curtain {
    fold: Field,
    swell: Noise,
    rays: Noise,
    base: f32,
    tall: f32,
    foot: Colour,
    head: Colour,
    strength: f32,
}

impl Curtain {
    fn new(palette: &Palette, index: u32, seed: u32) -> Self {
        let far = index as f32;
        let folds = Noise::fractal(seed * 7 + index, 3);
        Self {
            fold: Field::sampled(4, |point| folds.at(point * vec2(0.9, 0.35))),
            swell: Noise::smooth(seed * 5 + index),
            rays: Noise::fractal(seed * 11 + index, 3),
            base: 0.5 - 0.1 * far,
            tall: 0.26 - 0.03 * far,
            foot: mix(palette.bright, palette.pale, 0.45),
            head: mix(palette.accent, palette.body, 0.25 * far),
            strength: 1.35 - 0.2 * far,
        }
    }

    fn over(&self, behind: Colour, point: Vec2) -> Colour {
        let fold = self.fold.at(point) * 0.22;
        let height = (self.base + fold - point.y) / self.tall;
        let lower_edge = smoothstep(-0.1, 0.08, height);
        let along = point.x + fold * 1.6;
        let ray =
            0.45 + 0.55 * smoothstep(-0.5, 0.6, self.rays.at(vec2(along * 9.0, point.y * 0.4)));
        let swell = smoothstep(-0.7, 0.25, self.swell.at(vec2(along * 1.3, 9.0)));
        let light = lower_edge * expf(-height.max(0.0) * 1.35) * ray * swell * self.strength;
        let colour = mix(self.foot, self.head, smoothstep(0.1, 1.3, height));
        mix(behind, colour, light.clamp(0.0, 1.0))
    }
}
