//! Where spans are put while a trial runs.

use std::sync::Mutex;

use super::store::{FIRST_BLOCK, SpanStore};
use super::{ItemRange, LaneKind, Sample, Span, SpanKind, Track, now_ms};
use crate::order::sort_by_number;

/// The lanes of one trial.
#[derive(Debug)]
pub struct Timeline {
    lanes: Vec<LaneRecorder>,
    tracks: Mutex<Vec<Track>>,
}

/// One worker's row while it is being filled. Each lane is written by its own worker alone, so
/// its lock is never contended.
#[derive(Debug)]
pub struct LaneRecorder {
    /// A short name, such as `thread 1`.
    pub name: String,
    /// What the lane's worker is.
    pub kind: LaneKind,
    spans: SpanStore,
}

impl Timeline {
    /// Lanes by name and kind, still empty.
    pub fn new(lanes: impl IntoIterator<Item = (String, LaneKind)>) -> Self {
        let lanes = lanes
            .into_iter()
            .map(|(name, kind)| LaneRecorder {
                name,
                kind,
                spans: SpanStore::default(),
            })
            .collect();
        Self {
            lanes,
            tracks: Mutex::default(),
        }
    }

    /// The lane of worker `index`.
    pub fn lane(&self, index: usize) -> &LaneRecorder {
        &self.lanes[index]
    }

    /// Adds a track, and yields its number.
    pub fn add_track(&self, track: Track) -> usize {
        let mut tracks = self.tracks.lock().expect("nobody panics while holding it");
        tracks.push(track);
        tracks.len() - 1
    }

    /// Adds a value to a track; the time is [`now_ms`]'s.
    pub fn sample(&self, track: usize, at_ms: f64, value: f64) {
        let mut tracks = self.tracks.lock().expect("nobody panics while holding it");
        tracks[track].samples.push(Sample { at_ms, value });
    }

    /// The tracks so far, times counted from `origin_ms`, in their order.
    pub fn tracks_since(&self, origin_ms: f64) -> Vec<Track> {
        let mut tracks = self
            .tracks
            .lock()
            .expect("nobody panics while holding it")
            .clone();
        for track in &mut tracks {
            track
                .samples
                .iter_mut()
                .for_each(|sample| sample.at_ms -= origin_ms);
            sort_by_number(&mut track.samples, |sample| sample.at_ms);
        }
        tracks
    }

    /// All lanes, in order.
    pub fn lanes(&self) -> &[LaneRecorder] {
        &self.lanes
    }
}

/// What a lane's worker does without a pause: a span begins where the one before it ended, and the clock
/// is read once for both, which is a good part of what it takes to send a small message.
#[derive(Debug)]
pub struct InARow<'lane> {
    lane: &'lane LaneRecorder,
    range: Option<ItemRange>,
    /// When the last span ended, or the first will have begun.
    pub last_ms: f64,
}

impl InARow<'_> {
    /// Does `work` and records how long it took.
    pub fn span<T>(&mut self, kind: SpanKind, work: impl FnOnce() -> T) -> T {
        let start_ms = self.last_ms;
        let done = work();
        self.last_ms = now_ms();
        self.lane.push(Span {
            kind,
            start_ms,
            end_ms: self.last_ms,
            range: self.range,
        });
        done
    }
}

impl LaneRecorder {
    /// Spans that the first block of its memory has room for; each other has room for twice as
    /// many as the one before.
    pub const FIRST_BLOCK: u32 = FIRST_BLOCK as u32;

    /// Does `work` and records how long it took.
    pub fn span<T>(&self, kind: SpanKind, range: Option<ItemRange>, work: impl FnOnce() -> T) -> T {
        self.in_a_row(range).span(kind, work)
    }

    /// Begins what is done without a pause, all of it about `range`.
    pub fn in_a_row(&self, range: Option<ItemRange>) -> InARow<'_> {
        InARow {
            lane: self,
            range,
            last_ms: now_ms(),
        }
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
        self.spans.push(span);
    }

    /// Where in this memory its spans can be found while it is being filled: see
    /// [`Window`](super::Window).
    pub fn address(&self) -> u32 {
        self.spans.address()
    }

    /// [`LaneRecorder::spans_since`], with neighbours of one kind that are less than `gap_ms`
    /// apart made one, which has no items: as much as can be seen from afar.
    pub fn outline_since(&self, origin_ms: f64, gap_ms: f64) -> Vec<Span> {
        let mut outline: Vec<Span> = Vec::new();
        self.spans.each(|span| {
            let (start_ms, end_ms) = (span.start_ms - origin_ms, span.end_ms - origin_ms);
            match outline.last_mut() {
                Some(last) if last.kind == span.kind && start_ms - last.end_ms < gap_ms => {
                    last.end_ms = last.end_ms.max(end_ms);
                    last.range = None;
                }
                _ => outline.push(Span {
                    start_ms,
                    end_ms,
                    ..span
                }),
            }
        });
        sort_by_number(&mut outline, |span| span.start_ms);
        outline
    }

    /// The spans so far, times counted from `origin_ms`, in order of their start.
    pub fn spans_since(&self, origin_ms: f64) -> Vec<Span> {
        let mut spans = Vec::new();
        self.spans.each(|span| {
            spans.push(Span {
                start_ms: span.start_ms - origin_ms,
                end_ms: span.end_ms - origin_ms,
                ..span
            });
        });
        sort_by_number(&mut spans, |span| span.start_ms);
        spans
    }
}

/// What it takes to record a span, in nanoseconds: the mean of so many, the readings of the clock
/// left out.
pub fn recording_ns(spans: u32) -> f64 {
    let record = || {
        let timeline = Timeline::new([(String::new(), LaneKind::Thread)]);
        let begin_ms = now_ms();
        for item in 0..spans {
            timeline.lane(0).push(Span {
                kind: SpanKind::Run,
                start_ms: begin_ms,
                end_ms: begin_ms,
                range: Some(ItemRange {
                    start: item,
                    end: item + 1,
                }),
            });
        }
        1e6 * (now_ms() - begin_ms) / f64::from(spans)
    };
    // The first time is for the browser, which then compiles it well.
    record();
    record()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_joins_what_is_close_and_of_one_kind() {
        let timeline = Timeline::new([("worker".to_owned(), LaneKind::Coordinator)]);
        let lane = timeline.lane(0);
        let spans = [
            (SpanKind::Run, 10.0, 11.0),
            (SpanKind::Run, 11.2, 12.0),
            (SpanKind::Run, 14.0, 15.0),
            (SpanKind::Copy, 15.1, 16.0),
        ];
        for (kind, start_ms, end_ms) in spans {
            let range = Some((0..1).into());
            lane.push(Span {
                kind,
                start_ms,
                end_ms,
                range,
            });
        }
        let outline = lane.outline_since(10.0, 0.5);
        let seen: Vec<_> = outline
            .iter()
            .map(|span| (span.kind, span.start_ms, span.end_ms, span.range.is_some()))
            .collect();
        assert_eq!(
            seen,
            [
                (SpanKind::Run, 0.0, 2.0, false),
                (SpanKind::Run, 4.0, 5.0, true),
                (SpanKind::Copy, 15.1 - 10.0, 6.0, true),
            ]
        );
    }
}
