//! `count-in-range`: how many numbers of each row of a matrix lie in 4..=8.
//!
//! The tutorial's own program: 200,000 rows of 5 numbers from 0 to 9. An item is a row. It is
//! so little work that handing out rows one at a time costs more than computing them, and, for
//! processes, the rows themselves have to be copied.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use serde_json::json;
use wide::u8x16;

use super::digest::digest;
use super::entry::decode;
use super::on_gpu::{AnyOnGpu, Job, OnGpu, Steps};
use super::random::SplitMix64;
use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "count-in-range",
    title: Text::new("Count in range", "Im Bereich zählen"),
    summary: Text::new(
        "Counts, in each row of a random matrix, the numbers from 4 to 8. Many tiny items, whose data has to be copied to a process.",
        "Zählt in jeder Zeile einer zufälligen Matrix die Zahlen von 4 bis 8. Viele winzige Elemente, deren Daten für einen Prozess kopiert werden müssen.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Rows", "Zeilen"),
        unit: Text::new("rows of 5", "Zeilen zu je 5"),
        default: 200_000,
        python_default: 100_000,
        min: 1,
        max: 20_000_000,
    },
    needs_pictures: false,
    on_gpu: Ok(Steps::Alike),
    build: |&Parameters { size, seed, .. }| Box::new(CountInRange::random(size, seed)),
    decode: decode::<CountInRange>,
};

/// Numbers in a row.
const COLUMNS: usize = 5;
/// Numbers are from 0 up to this, exclusive.
const BOUND: u32 = 10;
/// What is counted.
const WANTED: RangeInclusive<u8> = 4..=8;

/// Counts, in each row, the numbers from 4 to 8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountInRange {
    /// Row after row.
    #[serde(with = "serde_bytes")]
    numbers: Vec<u8>,
}

impl CountInRange {
    /// So many rows, drawn from a seed: each row from a random stream of its own.
    pub fn random(rows: u32, seed: u32) -> Self {
        let row = |row| {
            let mut stream = SplitMix64::of_item(seed, u64::from(row));
            std::array::from_fn::<u8, COLUMNS, _>(|_| stream.below(BOUND) as u8)
        };
        Self {
            numbers: (0..rows).flat_map(row).collect(),
        }
    }
}

impl Task for CountInRange {
    type Part = ByteBuf;

    fn len(&self) -> usize {
        self.numbers.len() / COLUMNS
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> ByteBuf {
        let rows = &self.numbers[range.start * COLUMNS..range.end * COLUMNS];
        let (blocks, rest) = rows.as_chunks();
        let mut counts = Vec::with_capacity(range.len());
        counts.extend(blocks.iter().flat_map(count_block));
        counts.extend(rest.chunks_exact(COLUMNS).map(count));
        counts.into()
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            numbers: self.numbers[range.start * COLUMNS..range.end * COLUMNS].to_vec(),
        }
    }

    fn combine(&self, parts: Vec<ByteBuf>) -> ByteBuf {
        let mut counts = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
        parts.iter().for_each(|part| counts.extend_from_slice(part));
        counts.into()
    }

    fn on_gpu(&self) -> Option<&dyn AnyOnGpu> {
        Some(self)
    }

    fn describe(&self, counts: ByteBuf) -> Description {
        let total = counts.iter().map(|&count| u64::from(count)).sum::<u64>();
        let first = &counts[..counts.len().min(10)];
        let digest = digest(counts.iter());
        json!({ "rows": counts.len(), "total": total, "first": first, "digest": digest }).into()
    }
}

impl OnGpu for CountInRange {
    fn job(&self) -> Job<'_> {
        Job {
            numbers: Vec::new(),
            inputs: vec![Cow::Borrowed(&self.numbers)],
            invocations: 1,
            output: Task::len(self),
        }
    }

    fn read(&self, output: &[u8]) -> ByteBuf {
        output.to_vec().into()
    }
}

/// How many numbers of a row are wanted.
fn count(row: &[u8]) -> u8 {
    row.iter().filter(|number| WANTED.contains(number)).count() as u8
}

/// Numbers that are compared at once, and rows that fill whole registers with theirs.
const LANES: usize = 16;

/// [`count`] for each of many rows: a bit says of each number whether it is wanted, and the ones
/// among a row's bits are counted.
fn count_block(rows: &[u8; LANES * COLUMNS]) -> [u8; LANES] {
    let (registers, _) = rows.as_chunks::<LANES>();
    let wanted = registers.iter().rev().fold(0_u128, |bits, &numbers| {
        let numbers = u8x16::new(numbers);
        let wanted = numbers.simd_ge(u8x16::splat(*WANTED.start()))
            & numbers.simd_le(u8x16::splat(*WANTED.end()));
        bits << LANES | u128::from(wanted.to_bitmask())
    });
    let of_row = (1 << COLUMNS) - 1;
    std::array::from_fn(|row| (wanted >> (row * COLUMNS) & of_row).count_ones() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_both_ends_of_the_range_and_nothing_beyond() {
        let task = CountInRange {
            numbers: vec![3, 4, 8, 9, 6, 0, 1, 2, 3, 9, 4, 5, 6, 7, 8],
        };
        assert_eq!(task.run(0..3, Vec::new()), [3, 0, 5]);
        assert_eq!(task.run(1..2, Vec::new()), [0]);
    }

    #[test]
    fn counts_many_rows_as_it_counts_one() {
        let task = CountInRange::random(5 * LANES as u32 + 3, 1);
        let one_by_one: Vec<u8> = task.numbers.chunks(COLUMNS).map(count).collect();
        assert_eq!(task.run(0..task.len(), Vec::new()), one_by_one);
    }

    #[test]
    fn draws_every_number_about_equally_often() {
        let CountInRange { numbers } = CountInRange::random(20_000, 1);
        for wanted in 0..BOUND as u8 {
            let count = numbers.iter().filter(|&&number| number == wanted).count();
            assert!(
                (9_500..10_500).contains(&count),
                "{wanted} was drawn {count} times of 100,000"
            );
        }
    }
}
