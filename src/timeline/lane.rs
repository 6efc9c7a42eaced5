//! One worker's row, once it is filled.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{LaneKind, LaneRecorder, Span, SpanKind};

/// One worker's row in the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Lane {
    /// A short name, such as `thread 1`.
    pub name: String,
    /// What kind of row it is.
    pub kind: LaneKind,
    /// Time spent in `run` spans.
    pub busy_ms: f64,
    /// Its spans, in order of their start.
    pub spans: Vec<Span>,
}

impl Lane {
    /// A lane as it was recorded, its times counted from `begin_ms`, after its worker's `start`.
    pub fn of(recorder: &LaneRecorder, begin_ms: f64, start: Option<Span>) -> Self {
        let recorded = recorder.spans_since(begin_ms);
        Self::with(recorder, start.into_iter().chain(recorded).collect())
    }

    /// A lane as far as it was recorded, its times counted from `begin_ms`: its
    /// [outline](LaneRecorder::outline_since).
    pub fn so_far(recorder: &LaneRecorder, begin_ms: f64, gap_ms: f64) -> Self {
        Self::with(recorder, recorder.outline_since(begin_ms, gap_ms))
    }

    fn with(recorder: &LaneRecorder, spans: Vec<Span>) -> Self {
        let runs = spans.iter().filter(|span| span.kind == SpanKind::Run);
        Self {
            name: recorder.name.clone(),
            kind: recorder.kind,
            // Not `sum`, whose zero is negative.
            busy_ms: runs.fold(0.0, |busy, span| busy + span.end_ms - span.start_ms),
            spans,
        }
    }
}
