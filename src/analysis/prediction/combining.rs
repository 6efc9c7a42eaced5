//! What combining costs, by who does it and in how many pieces.

use super::Sounding;
use super::curve::Curve;
use crate::timeline::{Lane, LaneKind, SpanKind};

/// How a strategy combines.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Combining {
    /// The coordinator combines all parts, once they are there.
    AtOnce(Curve),
    /// Workers combine two neighbours at a time, in a tree each level of which costs as much.
    InTree {
        /// The ranges at which it was measured.
        ranges: f64,
        /// What a level costs.
        level_ms: f64,
    },
}

impl Combining {
    /// Of a trial with so many ranges, and of what was measured beside it.
    pub(super) fn of(
        lanes: &[Lane],
        ranges: f64,
        sequential: (f64, &[Lane]),
        soundings: &[Sounding],
    ) -> Self {
        let has_own_work = |lane: &&Lane| lane.kind != LaneKind::Coordinator;
        let by_workers = combining_ms(lanes.iter().filter(has_own_work));
        if by_workers > 0.0 && ranges > 1.0 {
            return Self::InTree {
                ranges,
                level_ms: by_workers / ranges.log2(),
            };
        }
        let sounded = soundings
            .iter()
            .map(|sounding| (f64::from(sounding.ranges), sounding.combining_ms));
        let (alone, sequential) = sequential;
        let own = [
            (ranges, combining_ms(lanes)),
            (alone, combining_ms(sequential)),
        ];
        Self::AtOnce(Curve::through(own.into_iter().chain(sounded).collect()))
    }

    /// The most ranges with which it was measured.
    pub(super) fn most_ranges(&self) -> f64 {
        match self {
            Self::AtOnce(curve) => curve.most(),
            Self::InTree { ranges, .. } => *ranges,
        }
    }

    /// What it takes.
    pub(super) fn of_ranges(&self, ranges: f64, workers: f64) -> f64 {
        match self {
            // Beyond what was measured each range is taken to cost as much.
            Self::AtOnce(curve) => curve.at(ranges) * (ranges / curve.most()).max(1.0),
            Self::InTree { level_ms, .. } => {
                let level = |from_root: i32| level_ms / workers.min(2_f64.powi(from_root));
                (0..ranges.log2().ceil() as i32).map(level).sum()
            }
        }
    }
}

/// Time spent on combining, and on what else concerns no range.
pub fn combining_ms<'a>(lanes: impl IntoIterator<Item = &'a Lane>) -> f64 {
    let spans = lanes.into_iter().flat_map(|lane| &lane.spans);
    spans
        .filter(|span| span.kind == SpanKind::Run && span.range.is_none())
        .fold(0.0, |sum, span| sum + span.end_ms - span.start_ms)
}
