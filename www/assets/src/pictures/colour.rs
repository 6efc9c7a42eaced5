//! Colours and mixtures of them, in Oklab: there, halfway between two colours looks halfway.

use palette::{FromColor, LinSrgb, Mix, Oklab, Srgb};

/// A colour. Lightness is from 0 to 1.
pub type Colour = Oklab<f32>;

/// The colour that is written `#rrggbb`.
pub fn colour(hex: u32) -> Colour {
    let [_, red, green, blue] = hex.to_be_bytes();
    Colour::from_color(Srgb::new(red, green, blue).into_linear::<f32>())
}

/// The bytes of red, green and blue that a screen wants.
pub fn to_rgb(colour: Colour) -> [u8; 3] {
    let srgb: Srgb<u8> = Srgb::from_linear(LinSrgb::from_color(colour));
    [srgb.red, srgb.green, srgb.blue]
}

/// From `from` at 0 to `to` at 1.
pub fn mix(from: Colour, to: Colour, amount: f32) -> Colour {
    from.mix(to, amount)
}

/// As if more (above 1) or less light fell on it.
pub fn lit(colour: Colour, light: f32) -> Colour {
    let light = light.max(0.0);
    let faded = light.min(1.6);
    Colour::new(
        (colour.l * light).min(1.0),
        colour.a * faded,
        colour.b * faded,
    )
}

/// Colours at even distances from 0 to 1 and all that lie between them.
pub struct Ramp(Vec<Colour>);

impl Ramp {
    /// A ramp through `stops`; at least two.
    pub fn through(stops: &[Colour]) -> Self {
        Self(stops.to_vec())
    }

    /// The colour at a place, the ends' beyond them.
    pub fn at(&self, place: f32) -> Colour {
        let last = self.0.len() - 1;
        let scaled = place.clamp(0.0, 1.0) * last as f32;
        let index = (scaled as usize).min(last - 1);
        mix(self.0[index], self.0[index + 1], scaled - index as f32)
    }
}
