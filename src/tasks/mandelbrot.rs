//! `mandelbrot`: a picture of the Mandelbrot set.
//!
//! An item is a row of pixels. Rows that cross the set take many times as long as those that pass
//! it by, and they lie side by side: a worker that is given one great block of them is still busy
//! when all others have finished. Small ranges, handed out as workers come free, even that out.

use std::ops::Range;
use std::sync::LazyLock;

use locale::{Text, decimal, say};
use serde::{Deserialize, Serialize};
use serde_json::json;
use wide::f64x4;

use super::digest::digest;
use super::entry::decode;
use super::on_gpu::{AnyOnGpu, Deviation, Job, OnGpu, Steps, numbers};
use super::packed::Packed;
use super::png::png;
use super::{Description, Entry, Fetched, File, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "mandelbrot",
    title: Text::alike("Mandelbrot"),
    summary: Text::new(
        "Computes a picture of the Mandelbrot set, row by row. Rows differ greatly in cost, and the costly ones lie together.",
        "Berechnet Zeile für Zeile ein Bild der Mandelbrot-Menge. Der Aufwand der Zeilen ist sehr verschieden, und die aufwendigen liegen beieinander.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Width", "Breite"),
        unit: Text::new("pixels", "Pixel"),
        default: 900,
        python_default: 120,
        min: 1,
        max: 4_000,
    },
    needs_pictures: false,
    on_gpu: Ok(Steps::Diverging(Text::new(
        "near the set’s edge, a pixel that leaves at once lies beside one that stays for 2,000 iterations",
        "nahe am Rand der Menge liegt neben einem Pixel, das sie sofort verlässt, eines, das 2.000 Iterationen lang bleibt",
    ))),
    build: |&Parameters { size, .. }| Box::new(Mandelbrot::new(size)),
    decode: decode::<Mandelbrot>,
};

/// A point that has not left the circle of radius 2 by then counts as one of the set.
pub const MOST_ITERATIONS: u16 = 2_000;

/// The picture's left edge; it is [`REGION_WIDTH`] wide.
const LEFT: f64 = -2.1;
const REGION_WIDTH: f64 = 3.0;
/// The picture's top edge; it is [`REGION_HEIGHT`] high, and y grows downwards.
const TOP: f64 = -1.0;
const REGION_HEIGHT: f64 = 2.0;
/// The square of the radius that a point must leave.
const ESCAPE: f64 = 4.0;

/// Pixels that may differ where they are computed in 32-bit floats, in hundredths of all: where a
/// pixel takes many iterations, the last digit of the first decides how many.
const TOLERATED_PERCENT: f64 = 2.0;

/// Pixels that are computed at once.
const LANES: usize = 4;
/// Iterations after which to look whether all lanes are done; a look costs as much as one.
const LOOK_EVERY: u16 = 4;
const _: () = assert!(MOST_ITERATIONS.is_multiple_of(LOOK_EVERY));

/// Counts the iterations of the pixels in rows `first..end` of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandelbrot {
    width: u32,
    height: u32,
    first: u32,
    end: u32,
}

impl Mandelbrot {
    /// A picture so many pixels wide and two thirds of that high.
    pub fn new(width: u32) -> Self {
        let height = (2 * width / 3).max(1);
        Self {
            width,
            height,
            first: 0,
            end: height,
        }
    }

    /// Where the centre of a column's pixels lies; columns past the last one lie outside.
    fn x(&self, column: usize) -> f64 {
        LEFT + REGION_WIDTH * (column as f64 + 0.5) / f64::from(self.width)
    }

    /// Where the centre of a row's pixels lies.
    fn y(&self, row: u32) -> f64 {
        TOP + REGION_HEIGHT * (f64::from(row) + 0.5) / f64::from(self.height)
    }

    /// The iterations of a row's pixels.
    fn row(&self, row: u32) -> impl Iterator<Item = u16> {
        let width = self.width as usize;
        let y = f64x4::splat(self.y(row));
        let lanes = move |first| {
            let x = f64x4::new(std::array::from_fn(|lane| self.x(first + lane)));
            iterations(x, y)
        };
        (0..width).step_by(LANES).flat_map(lanes).take(width)
    }
}

impl Task for Mandelbrot {
    /// The iterations of each pixel, row after row.
    type Part = Packed<u16>;

    fn len(&self) -> usize {
        (self.end - self.first) as usize
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> Packed<u16> {
        let Self { first, end, .. } = self.extract(range);
        Packed((first..end).flat_map(|row| self.row(row)).collect())
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            first: self.first + range.start as u32,
            end: self.first + range.end as u32,
            ..*self
        }
    }

    fn combine(&self, parts: Vec<Packed<u16>>) -> Packed<u16> {
        Packed::concatenate(parts)
    }

    fn paint(&self, counts: &Packed<u16>) -> Option<Vec<u8>> {
        let pixel = |&count: &u16| {
            let [red, green, blue] = colour_of(count);
            [red, green, blue, u8::MAX]
        };
        Some(counts.iter().flat_map(pixel).collect())
    }

    fn on_gpu(&self) -> Option<&dyn AnyOnGpu> {
        Some(self)
    }

    fn describe(&self, counts: Packed<u16>) -> Description {
        let (width, height) = (self.width, self.end - self.first);
        let inside = counts.iter().filter(|&&count| count == MOST_ITERATIONS);
        let value = json!({
            "width": width,
            "height": height,
            "inside": inside.count(),
            "digest": digest(counts.bytes()),
        });
        let pixels: Vec<u8> = counts.iter().flat_map(|&count| colour_of(count)).collect();
        let picture = File {
            name: "mandelbrot.png".into(),
            bytes: png(&pixels, width, height),
        };
        Description {
            files: vec![picture],
            ..value.into()
        }
    }
}

impl OnGpu for Mandelbrot {
    fn job(&self) -> Job<'_> {
        Job {
            numbers: vec![self.width, self.height, self.first],
            inputs: Vec::new(),
            invocations: self.width as usize,
            output: self.width as usize * Task::len(self) * size_of::<u32>(),
        }
    }

    fn read(&self, output: &[u8]) -> Packed<u16> {
        Packed(numbers(output).map(|count| count as u16).collect())
    }

    fn deviation(&self, exact: &Packed<u16>, own: &Packed<u16>) -> Option<Deviation> {
        let steps = exact.iter().zip(own.iter()).map(|(&a, &b)| a.abs_diff(b));
        let (mut differ, mut by_more) = (0_usize, 0_usize);
        for step in steps {
            differ += usize::from(step > 0);
            by_more += usize::from(step > 1);
        }
        let percent = |pixels| 100.0 * pixels as f64 / exact.len() as f64;
        (differ > 0).then(|| Deviation {
            tolerable: percent(differ) <= TOLERATED_PERCENT,
            told: say!(
                "f32: {differ} % of pixels differ ({by_more} % by more than one step); up to {TOLERATED_PERCENT} % may differ.",
                "f32: {differ} % der Pixel weichen ab ({by_more} % um mehr als einen Schritt); bis zu {TOLERATED_PERCENT} % dürfen abweichen.",
                differ = decimal(format_args!("{:.2}", percent(differ))),
                by_more = decimal(format_args!("{:.2}", percent(by_more)))
            ),
        })
    }
}

/// How often z² + c can be taken, from z = 0, before z leaves the circle, for four c at once. A
/// lane whose z has left goes on being computed, but is no longer counted.
fn iterations(c_x: f64x4, c_y: f64x4) -> [u16; LANES] {
    let (mut x, mut y) = (f64x4::ZERO, f64x4::ZERO);
    let mut counts = f64x4::ZERO;
    let mut inside = f64x4::ZERO.simd_le(f64x4::ZERO);
    for _ in 0..MOST_ITERATIONS / LOOK_EVERY {
        for _ in 0..LOOK_EVERY {
            let (x_squared, y_squared) = (x * x, y * y);
            inside &= (x_squared + y_squared).simd_le(f64x4::splat(ESCAPE));
            counts += inside & f64x4::ONE;
            y = (x + x) * y + c_y;
            x = x_squared - y_squared + c_x;
        }
        if !inside.any() {
            break;
        }
    }
    counts.to_array().map(|count| count as u16)
}

/// The colour of pixels with this count; those of the set itself are black.
fn colour_of(count: u16) -> [u8; 3] {
    static COLOURS: LazyLock<Vec<[u8; 3]>> =
        LazyLock::new(|| (0..MOST_ITERATIONS).map(colour).collect());
    COLOURS.get(usize::from(count)).copied().unwrap_or_default()
}

/// The colours between which those of the counts lie: from night to dawn and back.
const PALETTE: [[f64; 3]; 6] = [
    [6.0, 10.0, 48.0],
    [24.0, 82.0, 177.0],
    [134.0, 181.0, 229.0],
    [241.0, 233.0, 191.0],
    [248.0, 168.0, 48.0],
    [120.0, 40.0, 60.0],
];

/// The colour of pixels that leave after `count` iterations. Each doubling of the count goes on
/// by about one colour, so that colours change calmly far from the set and near it.
fn colour(count: u16) -> [u8; 3] {
    let position = (f64::from(count) + 4.0).log2() - 2.0;
    let from = PALETTE[position as usize % PALETTE.len()];
    let to = PALETTE[(position as usize + 1) % PALETTE.len()];
    std::array::from_fn(|channel| {
        (from[channel] + (to[channel] - from[channel]) * position.fract()) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [`iterations`] for one point, as a textbook has it.
    fn reference(c_x: f64, c_y: f64) -> u16 {
        let (mut x, mut y) = (0.0, 0.0);
        let mut count = 0;
        while count < MOST_ITERATIONS && x * x + y * y <= ESCAPE {
            (x, y) = (x * x - y * y + c_x, 2.0 * x * y + c_y);
            count += 1;
        }
        count
    }

    #[test]
    fn knows_points_of_the_set_and_points_outside() {
        for (x, y, expected) in [
            (0.0, 0.0, MOST_ITERATIONS),
            (-1.0, 0.0, MOST_ITERATIONS),
            (-2.0, 0.0, MOST_ITERATIONS),
            (0.0, 1.0, MOST_ITERATIONS),
            // 0, 1, 2, 5: the third is the first to lie outside.
            (1.0, 0.0, 3),
            (2.1, 0.0, 1),
        ] {
            let [count, ..] = iterations(f64x4::splat(x), f64x4::splat(y));
            assert_eq!(count, expected, "{x} + {y}i");
        }
    }

    #[test]
    fn agrees_with_one_point_at_a_time() {
        for width in [1, 2, 3, 61, 96] {
            let task = Mandelbrot::new(width);
            let one_by_one: Vec<u16> = (0..task.height)
                .flat_map(|row| (0..width as usize).map(move |column| (column, row)))
                .map(|(column, row)| reference(task.x(column), task.y(row)))
                .collect();
            assert_eq!(*task.run(0..task.len(), Vec::new()), one_by_one, "{width}");
        }
    }

    /// The set's area is 1.5066 (OEIS A098403).
    #[test]
    fn the_set_covers_its_share_of_the_picture() {
        let task = Mandelbrot::new(150);
        let counts = task.run(0..task.len(), Vec::new());
        let inside = counts.iter().filter(|&&count| count == MOST_ITERATIONS);
        let area = inside.count() as f64 / counts.len() as f64 * REGION_WIDTH * REGION_HEIGHT;
        assert!((1.4..1.6).contains(&area), "{area}");
    }

    #[test]
    fn paints_each_pixel_of_a_picture_of_the_right_size() {
        let task = Mandelbrot::new(30);
        let counts = task.run(0..task.len(), Vec::new());
        let description = task.describe(counts.clone());
        let picture = image::load_from_memory(&description.files[0].bytes).expect("a PNG");
        let picture = picture.to_rgb8();
        assert_eq!(picture.dimensions(), (30, 20));
        for (pixel, &count) in picture.pixels().zip(counts.iter()) {
            assert_eq!(pixel.0 == [0; 3], count == MOST_ITERATIONS);
        }
        let black = picture.pixels().filter(|pixel| pixel.0 == [0; 3]).count();
        assert_eq!(description.value["inside"], black);
    }
}
