//! `estimate-pi`: throw darts at a square, and see how many land in the circle.
//!
//! An item is one sample, and all of them cost the same: the task that is easiest to share out,
//! since nothing but a seed goes to a worker and nothing but a count comes back. What is hard is
//! the randomness. A generator that all workers draw from would make them wait for each other,
//! and one for each worker would make the answer depend on how many there are. Here a sample's
//! number is computed from its position, so that every way of cutting gives the same answer.

use std::hint::black_box;
use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entry::decode;
use super::on_gpu::{AnyOnGpu, Job, OnGpu, Steps, total};
use super::random::SplitMix64;
use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "estimate-pi",
    title: Text::new("Estimate pi", "Pi schätzen"),
    summary: Text::new(
        "Throws darts at a square and counts those in the circle. Pure computing, in items that cost the same and need no data.",
        "Wirft Pfeile auf ein Quadrat und zählt die im Kreis. Reines Rechnen, in Elementen von gleichem Aufwand, die keine Daten brauchen.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Samples", "Stichproben"),
        unit: Text::new("samples", "Stichproben"),
        default: 20_000_000,
        python_default: 700_000,
        min: 1,
        max: 2_000_000_000,
    },
    needs_pictures: false,
    on_gpu: Ok(Steps::Alike),
    build: |&Parameters { size, seed, .. }| Box::new(EstimatePi::new(size, seed)),
    decode: decode::<EstimatePi>,
};

/// Counts, among the samples `first..end` of a seed, those inside the quarter circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstimatePi {
    seed: u32,
    first: u32,
    end: u32,
}

impl EstimatePi {
    /// So many samples, drawn from a seed.
    pub fn new(samples: u32, seed: u32) -> Self {
        Self {
            seed,
            first: 0,
            end: samples,
        }
    }
}

impl Task for EstimatePi {
    type Part = u64;

    fn len(&self) -> usize {
        (self.end - self.first) as usize
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> u64 {
        let first = u64::from(self.first) + range.start as u64;
        let mut stream = SplitMix64::at(self.seed, first);
        range
            .map(|_| u64::from(is_inside(one_by_one(stream.next_u64()))))
            .sum()
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            seed: self.seed,
            first: self.first + range.start as u32,
            end: self.first + range.end as u32,
        }
    }

    fn combine(&self, parts: Vec<u64>) -> u64 {
        parts.into_iter().sum()
    }

    fn on_gpu(&self) -> Option<&dyn AnyOnGpu> {
        Some(self)
    }

    fn describe(&self, inside: u64) -> Description {
        let samples = self.len();
        let estimate = (4 * inside) as f64 / samples as f64;
        json!({ "inside": inside, "samples": samples, "estimate": estimate }).into()
    }
}

impl OnGpu for EstimatePi {
    fn job(&self) -> Job<'_> {
        Job {
            numbers: vec![self.seed, self.first],
            inputs: Vec::new(),
            invocations: 1,
            output: size_of::<u32>(),
        }
    }

    fn read(&self, output: &[u8]) -> u64 {
        total(output)
    }
}

/// A number, which a browser is to compute by itself. WebAssembly can multiply two 64-bit numbers
/// at once, but few processors can: for the others the engine makes it up of so many steps that
/// two single multiplications are quicker. So the compiler is told not to compute several at once.
fn one_by_one(number: u64) -> u64 {
    if cfg!(target_arch = "wasm32") {
        black_box(number)
    } else {
        number
    }
}

/// Whether the point whose x is a number's upper 31 bits and whose y its lower 31 bits, both in
/// units of 2^-31, is nearer to the origin than 1. In whole numbers it is the same everywhere.
fn is_inside(number: u64) -> bool {
    let x = number >> 33;
    let y = number & 0x7fff_ffff;
    x * x + y * y < 1 << 62
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    #[test]
    fn knows_the_corners_and_the_arc() {
        let point = |x: u64, y: u64| x << 33 | y;
        let most = (1 << 31) - 1;
        assert!(is_inside(point(0, 0)));
        assert!(is_inside(point(most, 0)));
        assert!(is_inside(point(0, most)));
        assert!(!is_inside(point(most, most)));
        // The bits between x and y belong to neither.
        assert!(is_inside(3 << 31));
        // 3-4-5: on the circle scaled by 2^31 / 5, one step to either side.
        let (three, four) = ((3 << 31) / 5, (4 << 31) / 5);
        assert!(is_inside(point(three, four)));
        assert!(!is_inside(point(three + 1, four + 1)));
    }

    /// A count of hits with chance π/4 has the standard deviation √(n·π/4·(1-π/4)).
    #[test]
    fn lies_within_four_standard_errors_of_pi() {
        for seed in 0..20 {
            let samples = 100_000;
            let task = EstimatePi::new(samples, seed);
            let inside = task.run(0..task.len(), Vec::new());
            let estimate = 4.0 * inside as f64 / f64::from(samples);
            let error = (PI * (4.0 - PI) / f64::from(samples)).sqrt();
            assert!(
                (estimate - PI).abs() < 4.0 * error,
                "seed {seed}: {estimate}"
            );
        }
    }
}
