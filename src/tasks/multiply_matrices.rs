//! `multiply-matrices`: the product of two square matrices.
//!
//! An item is a row of the product. It takes one row of the left matrix but all of the right one,
//! so that a process, which is sent what it needs, gets the whole right matrix with every range.
//! Threads read the one that is there: here sharing memory pays.
//!
//! The kernel shows what parallel programs should be compared with: before work is shared out, one
//! core should do it well. It computes tiles of the product in registers, several numbers at a
//! time, from blocks that stay in the caches.

use std::borrow::Cow;
use std::ops::Range;

use locale::{Text, decimal, say};
use serde::{Deserialize, Serialize};
use serde_json::json;
use wide::f64x8;

use super::digest::digest;
use super::entry::decode;
use super::on_gpu::{AnyOnGpu, Deviation, Job, OnGpu, Steps, numbers};
use super::packed::Packed;
use super::random::SplitMix64;
use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "multiply-matrices",
    title: Text::new("Multiply matrices", "Matrizen multiplizieren"),
    summary: Text::new(
        "Multiplies two square matrices, row by row. Each row needs all of the right matrix: threads share it, processes get copies.",
        "Multipliziert zwei quadratische Matrizen, Zeile für Zeile. Jede Zeile braucht die ganze rechte Matrix: Threads teilen sie sich, Prozesse bekommen Kopien.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Rows and columns", "Zeilen und Spalten"),
        unit: Text::new("rows", "Zeilen"),
        default: 768,
        python_default: 240,
        min: 1,
        max: 2_048,
    },
    needs_pictures: false,
    on_gpu: Ok(Steps::Alike),
    build: |&Parameters { size, seed, .. }| Box::new(MultiplyMatrices::random(size as usize, seed)),
    decode: decode::<MultiplyMatrices>,
};

/// Numbers of a row that are computed at once.
const LANES: usize = 8;
/// Rows of a tile: with [`LANES`] columns, its sums fill half of the processor's registers.
const TILE_ROWS: usize = 2;
/// Rows that are worked on with one block of the right matrix: theirs of the left matrix, 128 KiB,
/// stay in the second cache.
const BLOCK_ROWS: usize = 64;
/// Numbers of a dot product that are taken at a time: as many rows of a panel, 16 KiB, stay in the
/// first cache.
const BLOCK_DEPTH: usize = 256;

/// Multiplies rows of a matrix with another matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MultiplyMatrices {
    /// Columns of the left matrix; rows and columns of the right one.
    n: usize,
    /// The left matrix, row after row.
    left: Packed<f64>,
    /// The right matrix in panels of [`LANES`] columns, each row after row, so that a tile reads
    /// it from front to back; the last panel is filled up with zeros.
    right: Packed<f64x8>,
}

impl MultiplyMatrices {
    /// Two matrices of `n` rows and columns, drawn from a seed. Their numbers are whole and small,
    /// from -8 to 7, so that no sum is ever rounded and the order of adding does not matter.
    pub fn random(n: usize, seed: u32) -> Self {
        let row = |row: usize| {
            let mut stream = SplitMix64::of_item(seed, row as u64);
            std::iter::repeat_with(move || f64::from(stream.below(16)) - 8.0).take(n)
        };
        let left: Vec<f64> = (0..n).flat_map(row).collect();
        let right: Vec<f64> = (n..2 * n).flat_map(row).collect();
        Self::new(n, left, &right)
    }

    /// Two matrices, each given row after row; the right one has `n` rows and columns, the left
    /// one `n` columns.
    fn new(n: usize, left: Vec<f64>, right: &[f64]) -> Self {
        let panel_row = |(first, row): (usize, usize)| {
            let mut lanes = [0.0; LANES];
            let numbers = &right[row * n + first..row * n + n.min(first + LANES)];
            lanes[..numbers.len()].copy_from_slice(numbers);
            f64x8::new(lanes)
        };
        let panels = (0..n).step_by(LANES);
        let panel_rows = panels.flat_map(|first| (0..n).map(move |row| (first, row)));
        Self {
            n,
            left: Packed(left),
            right: Packed(panel_rows.map(panel_row).collect()),
        }
    }

    /// Multiplies at most [`BLOCK_ROWS`] rows of the left matrix with the right one.
    fn multiply_rows(&self, left: &[f64], product: &mut [f64]) {
        for depth in (0..self.n).step_by(BLOCK_DEPTH) {
            let depths = depth..self.n.min(depth + BLOCK_DEPTH);
            let tiles = self.tiles(left, &depths);
            for (number, panel) in self.right.chunks_exact(self.n).enumerate() {
                let panel = Panel {
                    n: self.n,
                    columns: number * LANES..self.n.min((number + 1) * LANES),
                    rows: &panel[depths.clone()],
                };
                panel.multiply(&tiles, product);
            }
        }
    }

    /// What tiles take of rows of the left matrix, one tile after another: side by side what is
    /// multiplied with the same row of a panel, so that it too is read from front to back. A last
    /// tile of fewer rows is filled up with zeros.
    fn tiles(&self, left: &[f64], depths: &Range<usize>) -> Vec<[f64; TILE_ROWS]> {
        let mut tiles = Vec::with_capacity(BLOCK_ROWS / TILE_ROWS * BLOCK_DEPTH);
        for rows in left.chunks(TILE_ROWS * self.n) {
            let number = |place: usize| rows.get(place).copied().unwrap_or(0.0);
            let column = |depth| std::array::from_fn(|row| number(row * self.n + depth));
            tiles.extend(depths.clone().map(column));
        }
        tiles
    }
}

impl Task for MultiplyMatrices {
    /// Rows of the product, one after another.
    type Part = Packed<f64>;

    fn len(&self) -> usize {
        self.left.len() / self.n
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> Packed<f64> {
        let left = &self.left[range.start * self.n..range.end * self.n];
        let mut product = vec![0.0; left.len()];
        let block = BLOCK_ROWS * self.n;
        for (left, product) in left.chunks(block).zip(product.chunks_mut(block)) {
            self.multiply_rows(left, product);
        }
        Packed(product)
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            n: self.n,
            left: Packed(self.left[range.start * self.n..range.end * self.n].to_vec()),
            right: self.right.clone(),
        }
    }

    fn combine(&self, parts: Vec<Packed<f64>>) -> Packed<f64> {
        Packed::concatenate(parts)
    }

    fn on_gpu(&self) -> Option<&dyn AnyOnGpu> {
        Some(self)
    }

    fn describe(&self, product: Packed<f64>) -> Description {
        let trace: f64 = product.iter().step_by(self.n + 1).sum();
        // A whole number, far below the 2^53 up to which f64 knows them all.
        let trace = trace as i64;
        json!({ "n": self.n, "trace": trace, "digest": digest(product.bytes()) }).into()
    }
}

impl OnGpu for MultiplyMatrices {
    fn job(&self) -> Job<'_> {
        let panels = self.right.iter().flat_map(|numbers| numbers.to_array());
        Job {
            numbers: vec![self.n as u32],
            inputs: vec![as_f32(self.left.iter().copied()), as_f32(panels)],
            invocations: self.n,
            output: self.left.len() * size_of::<f32>(),
        }
    }

    fn read(&self, output: &[u8]) -> Packed<f64> {
        let number = |bits| f64::from(f32::from_bits(bits));
        Packed(numbers(output).map(number).collect())
    }

    fn deviation(&self, exact: &Packed<f64>, own: &Packed<f64>) -> Option<Deviation> {
        let distance = |(a, b): (&f64, &f64)| (a - b).abs();
        let most = exact
            .iter()
            .zip(own.iter())
            .map(distance)
            .fold(0.0, f64::max);
        let largest = exact.iter().fold(0.0, |most: f64, a| most.max(a.abs()));
        let allowed = self.n as f64 * f64::from(f32::EPSILON);
        (most > 0.0).then(|| Deviation {
            tolerable: most <= allowed * largest,
            told: say!(
                "f32: numbers differ by up to {share} of the largest; up to {allowed} is allowed.",
                "f32: Zahlen weichen um bis zu {share} der größten ab; bis zu {allowed} ist erlaubt.",
                share = decimal(format_args!("{:.1e}", most / largest)),
                allowed = decimal(format_args!("{allowed:.1e}"))
            ),
        })
    }
}

/// Numbers as 32-bit floats, and these as bytes.
fn as_f32(numbers: impl Iterator<Item = f64>) -> Cow<'static, [u8]> {
    numbers
        .flat_map(|number| (number as f32).to_le_bytes())
        .collect()
}

/// A block of the right matrix: some rows of a few neighbouring columns.
struct Panel<'a> {
    n: usize,
    columns: Range<usize>,
    rows: &'a [f64x8],
}

impl Panel<'_> {
    /// Adds what this block contributes to tiles of the product.
    fn multiply(&self, tiles: &[[f64; TILE_ROWS]], product: &mut [f64]) {
        let tiles = tiles.chunks_exact(self.rows.len());
        for (tile, product) in tiles.zip(product.chunks_mut(TILE_ROWS * self.n)) {
            let sums = sums(tile, self.rows);
            for (sum, row) in sums.iter().zip(product.chunks_exact_mut(self.n)) {
                for (number, sum) in row[self.columns.clone()].iter_mut().zip(sum.to_array()) {
                    *number += sum;
                }
            }
        }
    }
}

/// What a tile and some rows of a panel come to. It stays a function of its own, as small as can be:
/// inside a larger one, browsers do not keep all sums in registers.
#[inline(never)]
fn sums(tile: &[[f64; TILE_ROWS]], rows: &[f64x8]) -> [f64x8; TILE_ROWS] {
    let mut sums = [f64x8::ZERO; TILE_ROWS];
    for (left, &right) in tile.iter().zip(rows) {
        for (sum, &left) in sums.iter_mut().zip(left) {
            *sum += f64x8::splat(left) * right;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The product by its definition.
    fn reference(n: usize, left: &[f64], right: &[f64]) -> Vec<f64> {
        let number = |(row, column)| {
            (0..n)
                .map(|depth| left[row * n + depth] * right[depth * n + column])
                .sum::<f64>()
        };
        let places = (0..left.len() / n).flat_map(|row| (0..n).map(move |column| (row, column)));
        places.map(number).collect()
    }

    fn multiply(n: usize, left: &[f64], right: &[f64]) -> Vec<f64> {
        let task = MultiplyMatrices::new(n, left.to_vec(), right);
        task.run(0..task.len(), Vec::new()).0
    }

    #[test]
    fn multiplies_two_by_two() {
        let product = multiply(2, &[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0, 8.0]);
        assert_eq!(product, [19.0, 22.0, 43.0, 50.0]);
    }

    #[test]
    fn draws_whole_numbers_from_minus_eight_to_seven() {
        let MultiplyMatrices { left, .. } = MultiplyMatrices::random(100, 1);
        for wanted in -8_i32..8 {
            let count = left.iter().filter(|&&number| number == f64::from(wanted));
            assert!((500..750).contains(&count.count()), "{wanted}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn agrees_with_the_definition(n in 1_usize..20, rows in 1_usize..140, seed: u32) {
            let numbers = |row: usize| {
                let mut stream = SplitMix64::of_item(seed, row as u64);
                (0..n).map(|_| f64::from(stream.below(16)) - 8.0).collect::<Vec<_>>()
            };
            let left: Vec<f64> = (0..rows).flat_map(numbers).collect();
            let right: Vec<f64> = (rows..rows + n).flat_map(numbers).collect();
            prop_assert_eq!(multiply(n, &left, &right), reference(n, &left, &right));
        }
    }

    /// Past one block in each direction, with a rest in each.
    #[test]
    fn agrees_with_the_definition_across_blocks() {
        let n = BLOCK_DEPTH + 3;
        let rows = BLOCK_ROWS + TILE_ROWS + 1;
        let wave = |count: usize, step: usize| -> Vec<f64> {
            (0..count)
                .map(|index| (index * step % 17) as f64 - 8.0)
                .collect()
        };
        let (left, right) = (wave(rows * n, 5), wave(n * n, 7));
        assert_eq!(multiply(n, &left, &right), reference(n, &left, &right));
    }
}
