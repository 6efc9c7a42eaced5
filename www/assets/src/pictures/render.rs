//! From a picture that is a function of the point to one that is pixels.

use glam::{Vec2, vec2};
use image::{Rgb, RgbImage};

use super::Picture;
use super::colour::{Colour, to_rgb};
use super::random::dice;

/// A picture's width in pixels: 3 to 2, and whole blocks of JPEG's.
pub const WIDTH: u32 = 648;
/// A picture's height in pixels.
pub const HEIGHT: u32 = 432;
/// A picture's width in units of its height.
pub const ASPECT: f32 = WIDTH as f32 / HEIGHT as f32;
/// Samples a pixel, in each direction: edges come out smooth.
pub const SAMPLES: u32 = 2;

/// Neighbouring pixels that differ more than this have an edge between them.
const CONTRAST: f32 = 0.035;
/// How much darker the corners are.
const VIGNETTE: f32 = 0.12;
/// How much pixels differ by chance, as in film; it keeps gradients from showing steps.
const GRAIN: f32 = 0.012;

/// The middle of all pictures.
pub const CENTRE: Vec2 = vec2(ASPECT / 2.0, 0.5);

/// The pixels of a picture: each is asked once in its middle, and where it differs from its
/// neighbours, where edges are, in its corners too.
pub fn render(picture: &Picture, seed: u32) -> RgbImage {
    let mut grain = dice(seed);
    let middles = Middles::of(picture);
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let colour = if middles.contrast(x, y) > CONTRAST {
            average(picture, x, y)
        } else {
            middles.at(x, y)
        };
        Rgb(to_rgb(finish(colour, x, y, grain.f32() - grain.f32())))
    })
}

/// Every pixel's colour in its middle.
struct Middles(Vec<Colour>);

impl Middles {
    fn of(picture: &Picture) -> Self {
        let middle = |x, y| vec2(x as f32 + 0.5, y as f32 + 0.5) / HEIGHT as f32;
        let row = |y| (0..WIDTH).map(move |x| middle(x, y));
        Self((0..HEIGHT).flat_map(row).map(picture).collect())
    }

    fn at(&self, x: u32, y: u32) -> Colour {
        self.0[(y.min(HEIGHT - 1) * WIDTH + x.min(WIDTH - 1)) as usize]
    }

    /// How much a pixel differs from the four around it.
    fn contrast(&self, x: u32, y: u32) -> f32 {
        let here = self.at(x, y);
        let around = [
            (x + 1, y),
            (x.saturating_sub(1), y),
            (x, y + 1),
            (x, y.saturating_sub(1)),
        ];
        around
            .map(|(x, y)| difference(here, self.at(x, y)))
            .into_iter()
            .fold(0.0, f32::max)
    }
}

fn difference(one: Colour, other: Colour) -> f32 {
    let apart = one - other;
    apart.l.abs() + apart.a.abs() + apart.b.abs()
}

fn average(picture: &Picture, x: u32, y: u32) -> Colour {
    let samples = (0..SAMPLES * SAMPLES).map(|sample| {
        let column = x * SAMPLES + sample % SAMPLES;
        let row = y * SAMPLES + sample / SAMPLES;
        picture(sample_point(column, row))
    });
    samples.fold(Colour::new(0.0, 0.0, 0.0), |sum, sample| sum + sample)
        / (SAMPLES * SAMPLES) as f32
}

/// Where the picture is asked, for a column and a row of samples.
pub fn sample_point(column: u32, row: u32) -> Vec2 {
    vec2(column as f32 + 0.5, row as f32 + 0.5) / (HEIGHT * SAMPLES) as f32
}

fn finish(colour: Colour, x: u32, y: u32, grain: f32) -> Colour {
    let from_centre = (vec2(x as f32, y as f32) / HEIGHT as f32 - CENTRE) / CENTRE;
    let shade = 1.0 - VIGNETTE * from_centre.length_squared() / 2.0;
    let grained = (colour.l * shade + grain * GRAIN).clamp(0.0, 1.0);
    Colour::new(grained, colour.a * shade, colour.b * shade)
}
