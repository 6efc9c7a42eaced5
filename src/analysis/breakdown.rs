//! What a trial's workers did with their time.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use crate::timeline::{Lane, LaneKind, SpanKind};

/// What a trial's workers did with their time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Breakdown {
    /// How much of their time the workers computed: 0 to 1.
    pub utilisation: f64,
    /// The busiest worker's time over the mean, less one: 0 where all computed equally long.
    pub imbalance: f64,
    /// Time of all workers in which they did not compute, over the items.
    pub overhead_per_item_us: f64,
    /// Time of all lanes by what was done in it, in the order of the kinds; none without any.
    pub kinds: Vec<KindTime>,
}

/// Time spent on one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KindTime {
    /// What was done.
    pub kind: SpanKind,
    /// How long, in all lanes together.
    pub total_ms: f64,
}

impl Breakdown {
    /// Of a trial that took `elapsed_ms` for `items` items.
    pub fn of(lanes: &[Lane], elapsed_ms: f64, items: usize) -> Self {
        let busy: Vec<f64> = worker_lanes(lanes)
            .iter()
            .map(|lane| lane.busy_ms)
            .collect();
        let (total, workers) = (sum(busy.iter().copied()), busy.len() as f64);
        let most = busy.iter().copied().fold(0.0, f64::max);
        let available = workers * elapsed_ms;
        let kind = |kind| KindTime {
            kind,
            total_ms: time_of(lanes, kind),
        };
        Self {
            utilisation: over(total, available).min(1.0),
            imbalance: over(most * workers, total).max(1.0) - 1.0,
            overhead_per_item_us: over((available - total).max(0.0) * 1e3, items as f64),
            kinds: SpanKind::ALL
                .map(kind)
                .into_iter()
                .filter(|time| time.total_ms > 0.0)
                .collect(),
        }
    }
}

/// The lanes of those who compute: threads, processes or a GPU; else the coordinator's.
pub fn worker_lanes(lanes: &[Lane]) -> Vec<&Lane> {
    let of = |kinds: &[LaneKind]| -> Vec<&Lane> {
        lanes
            .iter()
            .filter(|lane| kinds.contains(&lane.kind))
            .collect()
    };
    let workers = of(&[LaneKind::Thread, LaneKind::Process, LaneKind::Gpu]);
    if workers.is_empty() {
        of(&[LaneKind::Coordinator])
    } else {
        workers
    }
}

/// Whether it was a GPU that computed on these lanes.
pub fn is_of_gpu(lanes: &[Lane]) -> bool {
    lanes.iter().any(|lane| lane.kind == LaneKind::Gpu)
}

/// Time of these lanes spent on one kind of thing.
pub fn time_of<'a>(lanes: impl IntoIterator<Item = &'a Lane>, kind: SpanKind) -> f64 {
    let spans = lanes.into_iter().flat_map(|lane| &lane.spans);
    sum(spans
        .filter(|span| span.kind == kind)
        .map(|span| span.end_ms - span.start_ms))
}

/// Not `Iterator::sum`, whose zero is negative.
fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

/// A quotient, and 0 where there is nothing to divide by.
fn over(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::timeline::Span;

    /// A lane with these spans, for the tests of what is concluded from lanes.
    pub(in crate::analysis) fn lane(kind: LaneKind, spans: &[(SpanKind, f64, f64)]) -> Lane {
        let span = |&(kind, start_ms, end_ms): &(SpanKind, f64, f64)| Span {
            kind,
            start_ms,
            end_ms,
            range: None,
        };
        let spans: Vec<Span> = spans.iter().map(span).collect();
        let mut lane = Lane {
            name: "lane".into(),
            kind,
            machine: None,
            busy_ms: 0.0,
            spans,
        };
        lane.busy_ms = time_of([&lane], SpanKind::Run);
        lane
    }

    #[test]
    fn tells_who_computed_and_who_did_not() {
        let lanes = [
            lane(LaneKind::Thread, &[(SpanKind::Run, 0.0, 9.0)]),
            lane(
                LaneKind::Thread,
                &[(SpanKind::Run, 0.0, 3.0), (SpanKind::Wait, 3.0, 10.0)],
            ),
            lane(LaneKind::Coordinator, &[(SpanKind::Copy, 0.0, 1.0)]),
        ];
        let Breakdown {
            utilisation,
            imbalance,
            overhead_per_item_us,
            kinds,
        } = Breakdown::of(&lanes, 10.0, 4);
        assert_eq!((utilisation, imbalance), (0.6, 0.5));
        assert_eq!(overhead_per_item_us, 2_000.0);
        let kinds: Vec<_> = kinds
            .iter()
            .map(|time| (time.kind, time.total_ms))
            .collect();
        assert_eq!(
            kinds,
            [
                (SpanKind::Run, 12.0),
                (SpanKind::Wait, 7.0),
                (SpanKind::Copy, 1.0)
            ]
        );
    }

    #[test]
    fn nothing_done_is_nothing_wasted() {
        let nothing = Breakdown::of(&[lane(LaneKind::Coordinator, &[])], 0.0, 0);
        assert_eq!((nothing.utilisation, nothing.imbalance), (0.0, 0.0));
        assert_eq!(nothing.kinds, []);
    }
}
