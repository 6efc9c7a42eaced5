//! Phyllotaxis: petals set at the golden angle, as in a dahlia, a pine cone or a sunflower.

use glam::{Vec2, vec2};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, lit, mix};
use crate::pictures::palettes::Palette;
use crate::pictures::parts::canvas::Canvas;
use crate::pictures::random::{between, dice};
use crate::pictures::render::CENTRE;
use crate::pictures::shape::smoothstep;

/// The angle that divides a turn as the golden section divides a line.
const GOLDEN_ANGLE: f32 = 2.399_963_2;
const PETALS: u32 = 620;
/// How far out the last petal is.
const REACH: f32 = 1.3;

/// The scene in these colours.
pub fn bloom(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let aside = vec2(
        between(&mut dice, -0.3, 0.3),
        between(&mut dice, -0.12, 0.12),
    );
    let colours = Ramp::through(&[
        palette.accent,
        palette.pale,
        palette.bright,
        palette.body,
        palette.deep,
        palette.deep,
    ]);
    let mut canvas = Canvas::of(palette.ink);
    for index in (1..PETALS).rev() {
        let outward = Vec2::from_angle(index as f32 * GOLDEN_ANGLE);
        let part = index as f32 / PETALS as f32;
        let radius = REACH * part.sqrt() * (0.35 + 0.65 * part.sqrt());
        let size = 0.016 + 0.082 * radius;
        let petal = Petal {
            outward,
            colour: colours.at(radius),
            edge: palette.pale,
        };
        canvas.disc(CENTRE + aside + outward * radius, size, |place, behind| {
            petal.over(behind, place)
        });
    }
    Box::new(move |point| canvas.at(point))
}

/// A petal: dark where the next one inward lies on it, lightest at its rim.
struct Petal {
    outward: Vec2,
    colour: Colour,
    edge: Colour,
}

impl Petal {
    fn over(&self, behind: Colour, place: Vec2) -> Colour {
        let tip = place.dot(self.outward) * 0.5 + 0.5;
        let from_middle = place.length();
        let vein = smoothstep(0.09, 0.0, place.perp_dot(self.outward).abs()) * 0.12;
        let body = lit(self.colour, 0.38 + 0.75 * tip - vein);
        let rim = smoothstep(0.80, 0.93, from_middle) * tip * tip * 0.55;
        mix(
            behind,
            mix(body, self.edge, rim),
            smoothstep(1.0, 0.95, from_middle),
        )
    }
}
