//! The gallery's colours: a few hours of the day, a few substances, all of them friends.

use super::colour::{Colour, Ramp, colour};

/// Five colours from dark to light and one that stands out from them.
#[derive(Clone, Copy)]
pub struct Palette {
    /// The darkest: what is nearest, outlines.
    pub ink: Colour,
    /// Dark.
    pub deep: Colour,
    /// In the middle.
    pub body: Colour,
    /// Light and saturated.
    pub bright: Colour,
    /// The lightest.
    pub pale: Colour,
    /// Sun, moon, lamps, petals.
    pub accent: Colour,
}

/// A palette as it is written down: `ink`, `deep`, `body`, `bright`, `pale`, `accent`.
pub type Hexes = [u32; 6];

impl Palette {
    /// The palette of these colours.
    pub fn of(hexes: Hexes) -> Self {
        let [ink, deep, body, bright, pale, accent] = hexes.map(colour);
        Self {
            ink,
            deep,
            body,
            bright,
            pale,
            accent,
        }
    }

    /// From dark to light, without the accent.
    pub fn ramp(&self) -> Ramp {
        Ramp::through(&[self.ink, self.deep, self.body, self.bright, self.pale])
    }
}

pub const DAWN: Hexes = [0x241f4b, 0x4f437f, 0xb5668f, 0xf4a08a, 0xfde1bf, 0xfff6dc];
pub const MORNING: Hexes = [0x16324a, 0x3a6d92, 0x7fb4cc, 0xc4dfe2, 0xfbf1dc, 0xfff3d0];
pub const NOON: Hexes = [0x0f3350, 0x2068a0, 0x56a8d6, 0xa9d8ea, 0xf2f7ee, 0xfffbe8];
pub const GOLDEN: Hexes = [0x2c1b2e, 0x6d3b4f, 0xc86b4a, 0xf2a65a, 0xfbe0a6, 0xfff4d0];
pub const DUSK: Hexes = [0x170f2e, 0x43205f, 0x9c3a72, 0xec6f5b, 0xffc27d, 0xffefc6];
pub const TWILIGHT: Hexes = [0x0c1230, 0x23306b, 0x5a55a0, 0xa686bd, 0xf0c3c2, 0xffe9cf];
pub const NIGHT: Hexes = [0x050a1c, 0x0e1e42, 0x203f6e, 0x3f6c98, 0x86aac4, 0xfdf3cf];
pub const AURORA: Hexes = [0x050d1a, 0x0a2438, 0x14665f, 0x41c98e, 0xc5f5c0, 0xb48cff];
pub const VIOLET: Hexes = [0x0b0820, 0x231a52, 0x5a3a9c, 0xb06fd0, 0xf3c4ec, 0x7fe0d8];
pub const EMBER: Hexes = [0x190a12, 0x521722, 0xa82d2c, 0xea6a2e, 0xffc670, 0xfff2cf];
pub const LAGOON: Hexes = [0x04222c, 0x0b4f60, 0x158c92, 0x62cbb6, 0xdcf4dc, 0xff8f6e];
pub const FOREST: Hexes = [0x0b1d17, 0x1d4032, 0x41755a, 0x93b475, 0xe8eabf, 0xf3b64e];
pub const PLUM: Hexes = [0x1b0e25, 0x46205a, 0x8b4190, 0xd481b4, 0xf9d9e1, 0xffd27a];
pub const DESERT: Hexes = [0x33182a, 0x78363c, 0xc4683f, 0xeaa860, 0xf9e3b8, 0xfff3d6];
pub const GLACIER: Hexes = [0x0b2032, 0x245371, 0x5d98b8, 0xa9d2df, 0xf0f8f7, 0xffbd9b];
pub const SAKURA: Hexes = [0x33202f, 0x7c4560, 0xc97a92, 0xf2b3b8, 0xfdeae2, 0xfff4df];
pub const CITRUS: Hexes = [0x1d3127, 0x39664a, 0x8aa33f, 0xf0b93a, 0xfdf0c4, 0xef6b3a];
pub const RETRO: Hexes = [0x1b2a3a, 0x2a6f77, 0xe2654b, 0xf3b15c, 0xf8ead0, 0xd93f55];
pub const PORCELAIN: Hexes = [0x12244f, 0x2b4c9b, 0x6d93d1, 0xb9d0ea, 0xf7f6f0, 0xe0a458];
pub const ROSE: Hexes = [0x2b0f22, 0x6e1f45, 0xc13f63, 0xf28a86, 0xfddcc9, 0xf7c35f];
