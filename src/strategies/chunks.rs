//! How a task is cut into ranges.

use std::num::NonZeroU32;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::order::sort_by_number;
use crate::tasks::AnyTask;

/// How many items a worker is given at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkSize {
    /// The strategy's own rule.
    Auto,
    /// So many.
    Items(NonZeroU32),
    /// joblib's rule: more and more, until a range takes between 0.2 and 2 seconds.
    Joblib,
}

impl ChunkSize {
    /// Cuts `items` into ranges of this size; the last may be smaller. `auto` is the strategy's
    /// own size.
    pub fn ranges(self, items: usize, auto: usize) -> Vec<Range<usize>> {
        let size = match self {
            Self::Auto | Self::Joblib => auto.max(1),
            Self::Items(size) => size.get() as usize,
        };
        (0..items)
            .step_by(size)
            .map(|start| start..items.min(start + size))
            .collect()
    }
}

/// The size that cuts `items` into so many chunks for each worker. Python's `Pool.map` aims at
/// four (`Lib/multiprocessing/pool.py`, `_map_async`): few enough to cost little, enough to even
/// out ranges of different cost.
pub fn chunks_per_worker(chunks: usize, items: usize, workers: usize) -> usize {
    items.div_ceil(chunks * workers)
}

/// The size for a lone worker: so many ranges that progress is seen and a wish to stop is heard,
/// or the whole task at once where cutting it would only make work.
pub fn alone(task: &dyn AnyTask) -> usize {
    const RANGES: usize = 64;
    if task.combining_is_work() {
        task.len()
    } else {
        chunks_per_worker(RANGES, task.len(), 1)
    }
}

/// The parts alone, in the order of the ranges they came from.
pub fn in_order<T>(mut parts: Vec<(usize, T)>) -> Vec<T> {
    sort_by_number(&mut parts, |(index, _)| *index as f64);
    parts.into_iter().map(|(_, part)| part).collect()
}

impl Serialize for ChunkSize {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::Joblib => serializer.serialize_str("joblib"),
            Self::Items(items) => items.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ChunkSize {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Given {
            Items(NonZeroU32),
            Word(String),
        }
        match Given::deserialize(deserializer)? {
            Given::Items(items) => Ok(Self::Items(items)),
            Given::Word(word) if word == "auto" => Ok(Self::Auto),
            Given::Word(word) if word == "joblib" => Ok(Self::Joblib),
            _ => Err(serde::de::Error::custom(
                "chunkSize is a number from 1, \"auto\" or \"joblib\"",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_without_gaps_and_ends_with_the_rest() {
        let three = ChunkSize::Items(NonZeroU32::new(3).expect("three is not zero"));
        assert_eq!(three.ranges(7, 1), [0..3, 3..6, 6..7]);
        assert_eq!(three.ranges(0, 1), []);
        assert_eq!(ChunkSize::Auto.ranges(4, 2), [0..2, 2..4]);
    }

    /// `Pool(4).map(f, range(100))` hands out 7 items at a time.
    #[test]
    fn follows_pythons_pool() {
        assert_eq!(chunks_per_worker(4, 100, 4), 7);
        assert_eq!(chunks_per_worker(4, 1, 4), 1);
    }
}
