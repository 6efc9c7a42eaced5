//! Where spans are put while a trial runs.

use std::sync::Mutex;

use super::{ItemRange, LaneKind, Span, SpanKind, now_ms};

/// The lanes of one trial.
#[derive(Debug)]
pub struct Timeline {
    lanes: Vec<LaneRecorder>,
}

/// One worker's row while it is being filled. Each lane is written by its own worker alone, so
/// its lock is never contended.
#[derive(Debug)]
pub struct LaneRecorder {
    /// A short name, such as `thread 1`.
    pub name: String,
    /// What the lane's worker is.
    pub kind: LaneKind,
    spans: Mutex<Vec<Span>>,
}

impl Timeline {
    /// Lanes by name and kind, still empty.
    pub fn new(lanes: impl IntoIterator<Item = (String, LaneKind)>) -> Self {
        let lanes = lanes
            .into_iter()
            .map(|(name, kind)| LaneRecorder {
                name,
                kind,
                spans: Mutex::default(),
            })
            .collect();
        Self { lanes }
    }

    /// The lane of worker `index`.
    pub fn lane(&self, index: usize) -> &LaneRecorder {
        &self.lanes[index]
    }

    /// All lanes, in order.
    pub fn lanes(&self) -> &[LaneRecorder] {
        &self.lanes
    }
}

impl LaneRecorder {
    /// Does `work` and records how long it took.
    pub fn span<T>(&self, kind: SpanKind, range: Option<ItemRange>, work: impl FnOnce() -> T) -> T {
        let start_ms = now_ms();
        let done = work();
        self.push(Span {
            kind,
            start_ms,
            end_ms: now_ms(),
            range,
        });
        done
    }

    /// Awaits `work` and records how long it took.
    pub async fn span_async<T>(
        &self,
        kind: SpanKind,
        range: Option<ItemRange>,
        work: impl Future<Output = T>,
    ) -> T {
        let start_ms = now_ms();
        let done = work.await;
        self.push(Span {
            kind,
            start_ms,
            end_ms: now_ms(),
            range,
        });
        done
    }

    /// Adds a span that was measured elsewhere; its times are [`now_ms`]'s.
    pub fn push(&self, span: Span) {
        self.spans
            .lock()
            .expect("a lane's writer never panics")
            .push(span);
    }

    /// The spans so far, times counted from `origin_ms`, in order of their start.
    pub fn spans_since(&self, origin_ms: f64) -> Vec<Span> {
        let mut spans = self
            .spans
            .lock()
            .expect("a lane's writer never panics")
            .clone();
        for span in &mut spans {
            span.start_ms -= origin_ms;
            span.end_ms -= origin_ms;
        }
        spans.sort_by(|a, b| a.start_ms.total_cmp(&b.start_ms));
        spans
    }
}
