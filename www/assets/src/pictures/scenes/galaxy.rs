//! A spiral galaxy, seen aslant.

use glam::{Vec2, vec2};
use libm::{atan2f, cosf, expf, logf};

use crate::pictures::Picture;
use crate::pictures::colour::{Colour, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::parts::stars::starlight;
use crate::pictures::random::{between, dice};
use crate::pictures::render::CENTRE;
use crate::pictures::shape::smoothstep;

/// The scene in these colours.
pub fn galaxy(palette: &Palette, seed: u32) -> Picture {
    let mut dice = dice(seed);
    let disc = Disc {
        centre: CENTRE
            + vec2(
                between(&mut dice, -0.12, 0.12),
                between(&mut dice, -0.05, 0.05),
            ),
        tilt: Vec2::from_angle(between(&mut dice, -0.7, 0.7)),
        slant: between(&mut dice, 0.45, 0.7),
        arms: [2.0, 2.0, 3.0][dice.usize(0..3)],
        winding: between(&mut dice, 3.0, 4.2),
        dust: Noise::fractal(seed, 6),
    };
    let galaxy = Galaxy {
        gas: Field::sampled(2, |point| disc.gas(disc.place(point))),
        disc,
        space: lit(palette.ink, 0.6),
        arm: [palette.deep, palette.body, palette.bright],
        core: palette.accent,
        star: palette.pale,
        seed,
    };
    Box::new(move |point| galaxy.at(point))
}

struct Galaxy {
    disc: Disc,
    gas: Field,
    space: Colour,
    arm: [Colour; 3],
    core: Colour,
    star: Colour,
    seed: u32,
}

impl Galaxy {
    fn at(&self, point: Vec2) -> Colour {
        let radius = self.disc.place(point).length();
        let gas = self.gas.at(point);
        let faint = mix(self.space, self.arm[0], smoothstep(0.02, 0.35, gas));
        let bright = mix(faint, self.arm[1], smoothstep(0.2, 0.7, gas) * 0.9);
        let dense = mix(bright, self.arm[2], smoothstep(0.5, 1.1, gas) * 0.9);
        let core = expf(-radius * 11.0) + 0.45 * expf(-radius * 4.2);
        let glowing = mix(dense, self.core, core.min(1.0));
        mix(glowing, self.star, self.stars(point, gas))
    }

    /// Those of our own neighbourhood, and many faint ones where gas is dense.
    fn stars(&self, point: Vec2, gas: f32) -> f32 {
        let fine = starlight(point * 2.3, self.seed ^ 0xf17e) * smoothstep(0.1, 0.6, gas);
        starlight(point, self.seed).max(fine * 0.8)
    }
}

/// The galaxy's own disc, which ends at about 0.9 from its centre.
struct Disc {
    centre: Vec2,
    tilt: Vec2,
    slant: f32,
    arms: f32,
    winding: f32,
    dust: Noise,
}

impl Disc {
    /// The place on the disc that is seen at a point.
    fn place(&self, point: Vec2) -> Vec2 {
        let place = point - self.centre;
        vec2(
            place.dot(self.tilt),
            place.dot(self.tilt.perp()) / self.slant,
        )
    }

    /// How dense the gas is: in spiral arms, torn into clouds, crossed by dark lanes.
    fn gas(&self, place: Vec2) -> f32 {
        let radius = place.length() + 0.001;
        let bent = place + self.dust.warp(place * 2.4) * 0.07;
        let angle = atan2f(bent.y, bent.x);
        let phase = angle * self.arms - self.winding * self.arms * 0.55 * logf(radius);
        let arm = 0.5 + 0.5 * cosf(phase);
        let cloud = 0.62 + 0.75 * self.dust.at(bent * 4.5);
        let lanes = 1.0 - 0.55 * smoothstep(0.1, 0.7, self.dust.at(bent * 3.1 + vec2(7.0, 3.0)));
        (0.16 + arm * arm * 1.25)
            * cloud
            * lanes
            * expf(-radius * 2.3)
            * 2.3
            * smoothstep(0.95, 0.4, radius)
    }
}
