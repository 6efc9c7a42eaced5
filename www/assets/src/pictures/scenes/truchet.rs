//! Truchet tiles: tiles of two bands, each turned by chance, and yet the bands never end.

use glam::{Vec2, vec2};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, Ramp, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::random::{between, cell, dice, dice_at};
use crate::pictures::shape::smoothstep;

/// Half a band's width, in tiles.
const BAND: f32 = 0.19;
/// How far a band's shadow reaches, in tiles.
const SHADOW: f32 = 0.16;

/// The scene in these colours.
pub fn truchet(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let tides = Noise::fractal(seed, 2);
    let tiles = Tiles {
        rows: between(&mut dice, 5.5, 8.5),
        turn: Vec2::from_angle([0.0, core::f32::consts::FRAC_PI_4][dice.usize(0..2)]),
        ground: palette.ink,
        edge: palette.pale,
        colours: Ramp::through(&[palette.deep, palette.body, palette.bright, palette.accent]),
        tide: Field::sampled(8, |point| tides.at(point * 1.3)),
        seed,
    };
    Box::new(move |point| tiles.at(point))
}

struct Tiles {
    rows: f32,
    turn: Vec2,
    ground: Colour,
    edge: Colour,
    colours: Ramp,
    tide: Field,
    seed: u32,
}

impl Tiles {
    fn at(&self, point: Vec2) -> Colour {
        let (tile, place) = cell(self.turn.rotate(point) * self.rows);
        let tide = self.tide.at(point);
        let colour = self.colours.at(0.5 + 0.75 * tide);
        let below = lit(self.ground, 1.0 - 0.25 * tide);
        distances(place, dice_at(self.seed, tile).u32(0..6))
            .into_iter()
            .fold(below, |below, distance| {
                self.band_over(below, colour, distance)
            })
    }

    /// A band over what lies below it: its shadow, its light edges, its body.
    fn band_over(&self, below: Colour, colour: Colour, from_middle: f32) -> Colour {
        let aside = from_middle.abs();
        let shaded = lit(below, 1.0 - 0.5 * smoothstep(BAND + SHADOW, BAND, aside));
        let soft = 0.004 * self.rows;
        let round = lit(colour, 1.08 - 0.5 * (aside / BAND) * (aside / BAND) * 0.5);
        let lined = mix(
            round,
            self.edge,
            smoothstep(0.03 + soft, 0.03, (aside - BAND * 0.62).abs()) * 0.9,
        );
        mix(
            shaded,
            lined,
            smoothstep(BAND + soft / 2.0, BAND - soft / 2.0, aside),
        )
    }
}

/// How far a point of a tile is from the middles of the tile's two bands, the lower band first:
/// two quarter circles one way or the other, or now and then a crossing.
fn distances(place: Vec2, kind: u32) -> [f32; 2] {
    let mirrored = vec2(1.0 - place.x, place.y);
    let arcs = |place: Vec2| [place.length() - 0.5, (Vec2::ONE - place).length() - 0.5];
    match kind {
        0 | 1 => arcs(place),
        2 | 3 => arcs(mirrored),
        4 => [place.x - 0.5, place.y - 0.5],
        _ => [place.y - 0.5, place.x - 0.5],
    }
}
