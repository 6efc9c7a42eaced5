//! Range behind range of mountains, each paler than the one before it, over a wooded slope.

use glam::{Vec2, vec2};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::outline::Outline;
use crate::pictures::parts::sky::{Sky, Sun};
use crate::pictures::random::{between, dice};
use crate::pictures::shape::{inside, smoothstep};

const RANGES: u32 = 6;

/// The scene in these colours.
pub fn mountains(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let sun = Sun {
        centre: vec2(between(&mut dice, 0.3, 1.2), between(&mut dice, 0.14, 0.42)),
        radius: between(&mut dice, 0.035, 0.07),
    };
    let sky = Sky::new(palette, sun, 0.72, 0.35, seed);
    let ranges: Vec<_> = (0..RANGES)
        .map(|nearness| Range::new(palette, sun, nearness, seed))
        .collect();
    let wood = Outline::wood(seed, &Outline::hills(seed, 0.94, 0.06, 0.8), 0.1);
    let trees = Ramp::through(&[palette.ink, mix(palette.ink, palette.deep, 0.6)]);
    Box::new(move |point| {
        let hidden = ranges
            .iter()
            .rposition(|range| range.outline.depth(point) > 0.01);
        let far = if hidden.is_some() {
            trees.at(0.0)
        } else {
            sky.at(point)
        };
        let seen = &ranges[hidden.unwrap_or(0)..];
        let land = seen
            .iter()
            .fold(far, |behind, range| range.over(behind, point));
        mix(
            land,
            trees.at(smoothstep(0.86, 1.0, point.y)),
            inside(-wood.depth(point)),
        )
    })
}

/// One range: an outline, rock in light and shade, mist at its foot.
struct Range {
    outline: Outline,
    rock: Noise,
    lit_from: f32,
    colour: Colour,
    mist: Colour,
    crags: f32,
}

impl Range {
    fn new(palette: &Palette, sun: Sun, nearness: u32, seed: u32) -> Self {
        let near = nearness as f32 / (RANGES - 1) as f32;
        let ramp = [palette.bright, palette.body, palette.deep, palette.ink];
        let colour = Ramp::through(&ramp).at(0.12 + near * 0.8);
        let base = 0.5 + near * 0.36;
        let tall = 0.19 - near * 0.07;
        Self {
            outline: Outline::mountains(seed * 31 + nearness, base, tall, 0.8 + near * 0.7),
            rock: Noise::ridged(seed * 17 + nearness, 4),
            lit_from: if sun.centre.x < 0.75 { -1.0 } else { 1.0 },
            colour: mix(colour, palette.pale, 0.25 * (1.0 - near)),
            mist: mix(palette.pale, palette.bright, 0.35 + near * 0.65),
            crags: 0.1 + near * 0.16,
        }
    }

    fn over(&self, behind: Colour, point: Vec2) -> Colour {
        let depth = self.outline.depth(point);
        if depth < -0.01 {
            return behind;
        }
        let rock = lit(self.colour, 1.0 + self.crags * self.slope(point, depth));
        let misty = mix(rock, self.mist, 0.75 * smoothstep(0.02, 0.3, depth));
        mix(behind, misty, inside(-depth))
    }

    /// Whether the rock faces the light (1) or not (-1): flanks lean as the outline does.
    fn slope(&self, point: Vec2, depth: f32) -> f32 {
        let flank = vec2(point.x + depth * 0.35 * self.lit_from, depth * 0.55) * 3.2;
        let step = vec2(self.lit_from * 0.05, 0.0);
        ((self.rock.at(flank + step) - self.rock.at(flank)) * 3.5).clamp(-1.0, 1.0)
    }
}
