//! `count-primes`: how many primes lie below a limit, by trial division.
//!
//! An item is a number to test. Large primes take longest, so the items' costs are uneven: most
//! are over after one division, and some take thousands.

use std::ops::Range;

use locale::Text;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entry::decode;
use super::on_gpu::{AnyOnGpu, Job, OnGpu, Steps, total};
use super::{Description, Entry, Fetched, Kind, Parameters, SizeField, Task};

pub(super) const ENTRY: Entry = Entry {
    id: "count-primes",
    title: Text::new("Count primes", "Primzahlen zählen"),
    summary: Text::new(
        "Counts the primes below a limit by trial division. Pure computing, in items of uneven cost.",
        "Zählt die Primzahlen unter einer Grenze durch Probedivision. Reines Rechnen, in Elementen von ungleichem Aufwand.",
    ),
    kind: Kind::Compute,
    size: SizeField {
        label: Text::new("Limit", "Grenze"),
        unit: Text::new("numbers", "Zahlen"),
        default: 2_000_000,
        python_default: 300_000,
        min: 1,
        max: 50_000_000,
    },
    needs_pictures: false,
    on_gpu: Ok(Steps::Diverging(Text::new(
        "most numbers are done after one division, and a prime among them takes up to thousands",
        "die meisten Zahlen sind nach einer Division erledigt, und eine Primzahl unter ihnen braucht bis zu Tausende",
    ))),
    build: |&Parameters { size, .. }| Box::new(CountPrimes::below(size)),
    decode: decode::<CountPrimes>,
};

/// Counts the primes among `first..end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountPrimes {
    first: u32,
    end: u32,
}

impl CountPrimes {
    /// Counts the primes below `limit`.
    pub fn below(limit: u32) -> Self {
        Self {
            first: 0,
            end: limit,
        }
    }
}

impl Task for CountPrimes {
    type Part = u64;

    fn len(&self) -> usize {
        (self.end - self.first) as usize
    }

    fn run(&self, range: Range<usize>, _: Vec<Fetched>) -> u64 {
        let Self { first, end } = self.extract(range);
        (first..end).filter(|&number| is_prime(number)).count() as u64
    }

    fn extract(&self, range: Range<usize>) -> Self {
        Self {
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

    fn describe(&self, primes: u64) -> Description {
        json!(primes).into()
    }
}

impl OnGpu for CountPrimes {
    fn job(&self) -> Job<'_> {
        Job {
            numbers: vec![self.first],
            inputs: Vec::new(),
            invocations: 1,
            output: size_of::<u32>(),
        }
    }

    fn read(&self, output: &[u8]) -> u64 {
        total(output)
    }
}

/// Whether no number from 2 to the square root divides `number`.
fn is_prime(number: u32) -> bool {
    if number < 2 {
        return false;
    }
    if number.is_multiple_of(2) {
        return number == 2;
    }
    let mut divisor = 3;
    while divisor * divisor <= number {
        if number.is_multiple_of(divisor) {
            return false;
        }
        divisor += 2;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the prime-counting function's table, OEIS A006880.
    #[test]
    fn agrees_with_the_prime_counting_function() {
        for (limit, primes) in [
            (0, 0),
            (2, 0),
            (3, 1),
            (10, 4),
            (100, 25),
            (1_000, 168),
            (1_000_000, 78_498),
        ] {
            let task = CountPrimes::below(limit);
            let parts = vec![task.run(0..task.len(), Vec::new())];
            assert_eq!(task.combine(parts), primes, "below {limit}");
        }
    }
}
