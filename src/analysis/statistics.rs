//! A handful of timings in three numbers.

use crate::order::sort_by_number;

/// The median and the extremes of some timings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistics {
    /// Half of the timings are no larger; of an even number, the mean of the middle two.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Statistics {
    /// Of at least one timing; none of none.
    pub fn of(timings: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut timings: Vec<f64> = timings.into_iter().collect();
        sort_by_number(&mut timings, |timing| *timing);
        let (&min, &max) = (timings.first()?, timings.last()?);
        let middle = timings.len() / 2;
        let median = if timings.len().is_multiple_of(2) {
            f64::midpoint(timings[middle - 1], timings[middle])
        } else {
            timings[middle]
        };
        Some(Self { median, min, max })
    }
}

/// How many times as fast one time is as another. Where the clock saw no time pass, it tells nothing
/// apart.
pub fn times_as_fast(sequential_ms: f64, elapsed_ms: f64) -> f64 {
    if elapsed_ms > 0.0 {
        sequential_ms / elapsed_ms
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_is_no_faster_than_any() {
        assert_eq!(times_as_fast(6.0, 2.0), 3.0);
        assert_eq!(times_as_fast(0.0, 0.0), 1.0);
        assert_eq!(times_as_fast(6.0, 0.0), 1.0);
    }

    #[test]
    fn takes_the_middle_of_an_odd_number_and_the_mean_of_two_else() {
        let expected = Statistics {
            median: 2.0,
            min: 1.0,
            max: 9.0,
        };
        assert_eq!(Statistics::of([9.0, 1.0, 2.0]), Some(expected));
        assert_eq!(
            Statistics::of([9.0, 1.0, 3.0, 2.0]).map(|of| of.median),
            Some(2.5)
        );
        assert_eq!(Statistics::of([]), None);
    }
}
