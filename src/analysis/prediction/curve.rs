//! What was measured at several range counts, and what lies between.

use crate::order::sort_by_number;

/// A time that depends on the number of ranges: at least one was measured.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Curve {
    /// The ranges and the time, by the former.
    points: Vec<(f64, f64)>,
}

/// Times shorter than any clock shows; their logarithms are to be had.
const LEAST_MS: f64 = 1e-6;

impl Curve {
    /// Through what was measured; of two times at one count, the first is kept.
    pub(super) fn through(mut points: Vec<(f64, f64)>) -> Self {
        sort_by_number(&mut points, |(ranges, _)| *ranges);
        points.dedup_by(|later, first| later.0 == first.0);
        Self { points }
    }

    /// The most ranges at which it was measured.
    pub(super) fn most(&self) -> f64 {
        self.points.last().map_or(0.0, |&(ranges, _)| ranges)
    }

    /// The time: between two counts that were measured it grows by a power of the ranges, as what
    /// touches each of them does, or each item once for every time their number can be halved;
    /// outside it is that of the nearest.
    pub(super) fn at(&self, ranges: f64) -> f64 {
        let next = self.points.partition_point(|&(at, _)| at < ranges);
        let below = next.checked_sub(1).map(|last| self.points[last]);
        match (below, self.points.get(next).copied()) {
            (_, Some((at, ms))) if at == ranges => ms,
            (Some((from, a)), Some((to, b))) => {
                let share = (ranges / from).ln() / (to / from).ln();
                let (a, b) = (a.max(LEAST_MS).ln(), b.max(LEAST_MS).ln());
                (a + (b - a) * share).exp()
            }
            (Some((_, ms)), None) | (None, Some((_, ms))) => ms,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_the_ranges_is_found_again() {
        let curve = Curve::through(vec![(256.0, 128.0), (2.0, 1.0), (16.0, 8.0)]);
        for ranges in [2.0, 5.0, 16.0, 100.0, 256.0] {
            assert!((curve.at(ranges) - ranges / 2.0).abs() < 1e-9, "{ranges}");
        }
        assert_eq!((curve.at(1.0), curve.at(1e6)), (1.0, 128.0));
        assert_eq!(curve.most(), 256.0);
    }

    /// Merging moves each number once for every time the runs can be halved.
    #[test]
    fn merging_is_met_within_a_quarter() {
        let merging = |ranges: f64| (ranges, 4.0 * ranges.log2());
        let curve = Curve::through([2.0, 16.0, 64.0, 256.0].map(merging).to_vec());
        for ranges in 2..=256 {
            let (ranges, expected) = merging(f64::from(ranges));
            let off = (curve.at(ranges) / expected - 1.0).abs();
            assert!(off < 0.25, "{ranges}: {off}");
        }
    }

    #[test]
    fn what_took_no_time_and_what_was_measured_twice_do_no_harm() {
        let curve = Curve::through(vec![(2.0, 3.0), (1.0, 0.0), (2.0, 9.0)]);
        assert_eq!((curve.at(1.0), curve.at(2.0)), (0.0, 3.0));
        assert!((curve.at(1.5)).is_finite());
    }
}
