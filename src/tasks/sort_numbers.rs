//! `sort-numbers`: put many numbers in order.
//!
//! An item is a number. A range of them is sorted by itself into a run; the runs are then merged.
//! Merging is work that nobody shares, and the more runs there are, the more it is: cut finely,
//! the task spends as long merging as it would have taken to sort everything at once. That is
//! Amdahl's law, and it is also why many small chunks are not always better than a few large ones.

use std::collections::VecDeque;
use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::digest::digest;
use super::entry::decode;
use super::packed::Packed;
use super::random::SplitMix64;
use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "sort-numbers",
    title: Text::new("Sort numbers", "Zahlen sortieren"),
    summary: Text::new(
        "Sorts ranges of random numbers, then merges them. Merging is not shared, and limits what more workers can gain.",
        "Sortiert Bereiche von Zufallszahlen und fügt sie dann zusammen. Das Zusammenfügen wird nicht aufgeteilt und begrenzt, was weitere Worker bringen können.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Numbers", "Zahlen"),
        unit: Text::new("numbers", "Zahlen"),
        default: 2_000_000,
        python_default: 500_000,
        min: 1,
        // 160 MB, of which there are up to four copies at a time.
        max: 40_000_000,
    },
    needs_pictures: false,
    on_gpu: Err(Text::new(
        "A GPU sorts by other algorithms than a processor, and this task has no kernel for one.",
        "Eine GPU sortiert nach anderen Algorithmen als ein Prozessor, und diese Aufgabe hat keinen Kernel für eine.",
    )),
    build: |&Parameters { size, seed, .. }| Box::new(SortNumbers::random(size, seed)),
    decode: decode::<SortNumbers>,
};

/// How many numbers are shown from each end.
const SHOWN: usize = 5;

/// Sorts numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortNumbers {
    numbers: Packed<u32>,
}

impl SortNumbers {
    /// So many numbers, drawn from a seed.
    pub fn random(numbers: u32, seed: u32) -> Self {
        let mut stream = SplitMix64::at(seed, 0);
        let numbers = (0..numbers).map(|_| (stream.next_u64() >> 32) as u32);
        Self {
            numbers: Packed(numbers.collect()),
        }
    }
}

impl Task for SortNumbers {
    /// Numbers in order.
    type Part = Packed<u32>;

    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> Packed<u32> {
        let mut run = self.numbers[range].to_vec();
        run.sort_unstable();
        Packed(run)
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
            numbers: Packed(self.numbers[range].to_vec()),
        }
    }

    /// Merges the two runs that have waited longest, until one is left: each number is moved as
    /// often as the number of runs can be halved.
    fn combine(&self, parts: Vec<Packed<u32>>) -> Packed<u32> {
        let mut runs = VecDeque::from(parts);
        while let Some(left) = runs.pop_front() {
            let Some(right) = runs.pop_front() else {
                return left;
            };
            runs.push_back(Packed(merge(&left, &right)));
        }
        Packed(Vec::new())
    }

    fn combining_is_work(&self) -> bool {
        true
    }

    fn describe(&self, sorted: Packed<u32>) -> Description {
        let shown = sorted.len().min(SHOWN);
        json!({
            "numbers": sorted.len(),
            "first": sorted[..shown],
            "last": sorted[sorted.len() - shown..],
            "digest": digest(sorted.bytes()),
        })
        .into()
    }
}

/// Merges two runs from both ends at once, until they meet in the middle. A processor waits for
/// each comparison before it knows what to compare next; so it has two to wait for at a time.
fn merge(left: &[u32], right: &[u32]) -> Vec<u32> {
    let mut merged = vec![0; left.len() + right.len()];
    let (front, back) = merged.split_at_mut((left.len() + right.len()) / 2);

    // What lies past a run's end is as large as can be, what lies before it as small.
    let (mut i, mut j) = (0, 0);
    let mut least = || {
        let (x, y) = (left.get(i), right.get(j));
        let (x, y) = (x.map_or(u32::MAX, |&x| x), y.map_or(u32::MAX, |&y| y));
        let from_right = y < x;
        i += usize::from(!from_right);
        j += usize::from(from_right);
        x.min(y)
    };
    let (mut k, mut l) = (left.len(), right.len());
    let mut most = || {
        let (x, y) = (left.get(k.wrapping_sub(1)), right.get(l.wrapping_sub(1)));
        let (x, y) = (x.map_or(0, |&x| x), y.map_or(0, |&y| y));
        let from_left = y < x;
        k = k.wrapping_sub(usize::from(from_left));
        l = l.wrapping_sub(usize::from(!from_left));
        x.max(y)
    };

    for (least_left, most_left) in front.iter_mut().zip(back.iter_mut().rev()) {
        *least_left = least();
        *most_left = most();
    }
    if back.len() > front.len() {
        back[0] = most();
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_hand() {
        let task = SortNumbers {
            numbers: Packed(vec![5, 3, u32::MAX, 0, 3, 7]),
        };
        let parts = [0..2, 2..3, 3..6].map(|range| task.run(range, Vec::new()));
        assert_eq!(
            parts.each_ref().map(|part| &**part),
            [&[3, 5][..], &[u32::MAX], &[0, 3, 7]]
        );
        assert_eq!(*task.combine(parts.into()), [0, 3, 3, 5, 7, u32::MAX]);
    }

    /// Runs of unlike lengths, with numbers that are also what lies past an end.
    #[test]
    fn merges_whatever_runs_there_are() {
        let runs: [&[u32]; 6] = [
            &[],
            &[0],
            &[u32::MAX],
            &[0, 0, u32::MAX, u32::MAX, u32::MAX],
            &[1, 2, 3, 4, 5, 6, 7],
            &[0, 3, 3, u32::MAX],
        ];
        for left in runs {
            for right in runs {
                let mut sorted = [left, right].concat();
                sorted.sort();
                assert_eq!(merge(left, right), sorted, "{left:?} and {right:?}");
            }
        }
    }

    /// In order, and a permutation: as often as each number was there before, it is there after.
    #[test]
    fn puts_the_same_numbers_in_order() {
        let task = SortNumbers::random(10_000, 7);
        let range = |start: usize| start..(start + 700).min(task.len());
        let parts = (0..task.len()).step_by(700).map(range);
        let parts = parts.map(|range| task.run(range, Vec::new())).collect();
        let sorted = task.combine(parts);
        assert!(sorted.is_sorted());

        let tally = |numbers: &[u32]| {
            let mut tally = std::collections::BTreeMap::new();
            numbers
                .iter()
                .for_each(|&number| *tally.entry(number).or_insert(0) += 1);
            tally
        };
        assert_eq!(tally(&sorted), tally(&task.numbers));
    }
}
