//! Cut paper: sheets with holes in them, stacked, each casting its shadow on the next.

use glam::{Vec2, vec2};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::random::{between, dice};
use crate::pictures::render::CENTRE;
use crate::pictures::shape::{PIXEL, smoothstep};

const SHEETS: u32 = 8;
/// Where a sheet's shadow falls from.
const LIGHT: Vec2 = vec2(-0.012, -0.016);

/// The scene in these colours.
pub fn paper(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let mut colours = [
        palette.pale,
        palette.bright,
        palette.body,
        palette.deep,
        palette.ink,
    ];
    if dice.bool() {
        colours.reverse();
    }
    let cuts = Cuts {
        noise: Noise::fractal(seed, 2),
        scale: between(&mut dice, 0.7, 1.1),
        middle: CENTRE
            + vec2(
                between(&mut dice, -0.3, 0.3),
                between(&mut dice, -0.12, 0.12),
            ),
    };
    let colours = Ramp::through(&colours);
    let sheets: Vec<_> = (0..SHEETS)
        .map(|sheet| Sheet::new(sheet, &cuts, &colours))
        .collect();
    let heart = palette.accent;
    Box::new(move |point| {
        let top = sheets
            .iter()
            .position(|sheet| sheet.margin.at(point) > PIXEL);
        let above = &sheets[..top.map_or(sheets.len(), |top| top + 1)];
        above
            .iter()
            .rev()
            .fold(heart, |below, sheet| sheet.over(below, point))
    })
}

/// Where the sheets are cut.
struct Cuts {
    noise: Noise,
    scale: f32,
    middle: Vec2,
}

impl Cuts {
    /// How far a point is from the edge of a sheet's hole, about; positive is on the paper.
    /// `depth` is 0 for the uppermost sheet.
    fn margin(&self, point: Vec2, depth: f32) -> f32 {
        let from_middle = (point - self.middle) * vec2(0.8, 1.1);
        let bent = self.noise.at(point * self.scale + vec2(0.0, depth * 0.5)) * 0.28;
        let fine = self
            .noise
            .at(point * self.scale * 2.6 + vec2(9.0, depth * 1.4))
            * 0.07;
        from_middle.length() + bent + fine - 0.68 * (1.0 - depth)
    }
}

struct Sheet {
    margin: Field,
    colour: Colour,
}

impl Sheet {
    fn new(sheet: u32, cuts: &Cuts, colours: &Ramp) -> Self {
        let depth = sheet as f32 / SHEETS as f32;
        Self {
            margin: Field::sampled(4, |point| cuts.margin(point, depth)),
            colour: colours.at(depth),
        }
    }

    /// The sheet over those below it: its shadow on them, then its paper.
    fn over(&self, below: Colour, point: Vec2) -> Colour {
        let shadow = smoothstep(-0.035, 0.045, self.margin.at(point + LIGHT));
        let shaded = lit(below, 1.0 - 0.42 * shadow);
        let margin = self.margin.at(point);
        let edge = lit(self.colour, 1.0 + 0.1 * smoothstep(0.012, 0.0, margin));
        mix(shaded, edge, smoothstep(-PIXEL, PIXEL, margin))
    }
}
