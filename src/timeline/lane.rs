//! One worker's row, once it is filled.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::{LaneKind, LaneRecorder, Span, SpanKind};

/// One worker's row in the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Lane {
    /// A short name, such as `thread 1`.
    pub name: String,
    /// What kind of row it is.
    pub kind: LaneKind,
    /// The machine that it is on, where the trial's lanes are on several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub machine: Option<String>,
    /// Time spent in `run` spans.
    pub busy_ms: f64,
    /// Its spans, in order of their start.
    pub spans: Vec<Span>,
}

impl Lane {
    /// A lane as it was recorded, its times counted from `begin_ms`, after its worker's `start`.
    pub fn of(recorder: &LaneRecorder, begin_ms: f64, start: Option<Span>) -> Self {
        let recorded = recorder.spans_since(begin_ms);
        let spans = start.into_iter().chain(recorded).collect();
        Self::new(recorder.name.clone(), recorder.kind, spans)
    }

    /// A lane as far as it was recorded, its times counted from `begin_ms`: its
    /// [outline](LaneRecorder::outline_since).
    pub fn so_far(recorder: &LaneRecorder, begin_ms: f64, gap_ms: f64) -> Self {
        let spans = recorder.outline_since(begin_ms, gap_ms);
        Self::new(recorder.name.clone(), recorder.kind, spans)
    }

    /// A lane of these spans, which are in order of their start.
    pub fn new(name: String, kind: LaneKind, spans: Vec<Span>) -> Self {
        let runs = spans.iter().filter(|span| span.kind == SpanKind::Run);
        Self {
            name,
            kind,
            machine: None,
            // Not `sum`, whose zero is negative.
            busy_ms: runs.fold(0.0, |busy, span| busy + span.end_ms - span.start_ms),
            spans,
        }
    }
}
