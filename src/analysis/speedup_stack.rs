//! Where the rest of the ideal went.

use serde::Serialize;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::breakdown::worker_lanes;
use crate::timeline::{Lane, LaneKind, Span, SpanKind};

/// A speed-up stack: the workers there were, each of which could have added 1 to the speed-up, and
/// what became of them. All parts are in workers, and `workers = speedup + inflation + lock_wait +
/// serialise + copy + waiting + start_and_combine`.
///
/// The form is that of Eyerman, Du Bois and Eeckhout, "Speedup stacks: Identifying scaling
/// bottlenecks in multi-threaded applications" (ISPASS 2012). Theirs is taken by the hardware;
/// this one is read off the lanes, and so cannot tell a cache from a memory.
///
/// Two parts say how much more there was of a thing than sequential had, and are negative where
/// there was less: `inflation` and `start_and_combine`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct SpeedupStack {
    /// The speed-up itself.
    pub speedup: f64,
    /// Computing, and waiting for responses, that took longer in all than it took sequential.
    pub inflation: f64,
    /// Waiting for a lock.
    pub lock_wait: f64,
    /// Turning data into bytes and back, or waiting while the coordinator did so.
    pub serialise: f64,
    /// Moving bytes between memories, or waiting while the coordinator did so.
    pub copy: f64,
    /// Having nothing to do while others computed.
    pub waiting: f64,
    /// What is done before anyone computes and after all have: handing out the first range, and
    /// combining; besides what sequential spends on that.
    pub start_and_combine: f64,
}

/// A trial, as far as a stack is made of it.
#[derive(Debug, Clone, Copy)]
pub struct Timed<'trial> {
    /// Its lanes.
    pub lanes: &'trial [Lane],
    /// What it took.
    pub elapsed_ms: f64,
}

impl SpeedupStack {
    /// Of a trial on several workers that is `speedup` times as fast as one of sequential; none of
    /// a lone worker, or where requests wait outside of the workers.
    pub fn of(own: Timed, sequential: Timed, speedup: f64) -> Option<Self> {
        let workers = worker_lanes(own.lanes);
        let waits_outside = own.lanes.iter().any(|lane| lane.kind == LaneKind::Request);
        if workers.len() < 2 || waits_outside || own.elapsed_ms <= 0.0 {
            return None;
        }
        let mut spent = Spent::of(own, &workers);
        for time in spent.all() {
            *time /= own.elapsed_ms;
        }
        let worked = Spent::of(sequential, &worker_lanes(sequential.lanes)).work;
        let share = (worked / sequential.elapsed_ms.max(f64::MIN_POSITIVE)).min(1.0);
        Some(Self {
            speedup,
            inflation: spent.work - speedup * share,
            lock_wait: spent.lock_wait,
            serialise: spent.serialise,
            copy: spent.copy,
            waiting: spent.waiting,
            start_and_combine: spent.alone - speedup * (1.0 - share),
        })
    }

    /// The workers that did not add to the speed-up.
    pub fn lost(&self) -> f64 {
        let Self {
            inflation,
            lock_wait,
            serialise,
            copy,
            waiting,
            start_and_combine,
            ..
        } = self;
        inflation + lock_wait + serialise + copy + waiting + start_and_combine
    }
}

/// What workers spent their time on; together that is all the time they had.
#[derive(Debug, Default)]
struct Spent {
    work: f64,
    lock_wait: f64,
    serialise: f64,
    copy: f64,
    waiting: f64,
    alone: f64,
}

/// What a worker without a span of its own is looked at against.
struct Surroundings<'trial> {
    coordinator: &'trial [Span],
    /// From when on anyone works, and until when.
    work: (f64, f64),
}

impl Spent {
    fn of(Timed { lanes, elapsed_ms }: Timed, workers: &[&Lane]) -> Self {
        let spans = || workers.iter().flat_map(|lane| &lane.spans);
        let names_items = spans().any(|span| span.range.is_some());
        let is_work = |span: &Span| match span.kind {
            // Python does not tell which items a worker is at: all that it computes counts.
            SpanKind::Run | SpanKind::Fetch if !names_items => true,
            _ => is_about_items(span),
        };
        let work = spans()
            .filter(|span| is_work(span))
            .fold((elapsed_ms, 0.0_f64), |(first, last), span| {
                (span.start_ms.min(first), span.end_ms.max(last))
            });
        let of_coordinator = |lane: &&Lane| lane.kind == LaneKind::Coordinator;
        let coordinator = lanes.iter().find(of_coordinator);
        let works_itself = workers.iter().any(of_coordinator);
        let surroundings = Surroundings {
            coordinator: coordinator
                .filter(|_| !works_itself)
                .map_or(&[], |lane| &lane.spans),
            work,
        };
        let mut spent = Self::default();
        for lane in workers {
            let mut now = 0.0;
            for span in &lane.spans {
                // Clocks of two workers may differ by a little: no time is counted twice.
                let from = span.start_ms.clamp(now, elapsed_ms.max(now));
                let to = span.end_ms.clamp(from, elapsed_ms.max(from));
                spent.idle(now, from, &surroundings);
                if span.kind == SpanKind::Wait && span.range.is_none() {
                    spent.idle(from, to, &surroundings);
                } else if is_work(span) {
                    spent.work += to - from;
                } else {
                    *spent.by(span) += to - from;
                }
                now = to;
            }
            spent.idle(now, elapsed_ms, &surroundings);
        }
        spent
    }

    fn all(&mut self) -> [&mut f64; 6] {
        let Self {
            work,
            lock_wait,
            serialise,
            copy,
            waiting,
            alone,
        } = self;
        [work, lock_wait, serialise, copy, waiting, alone]
    }

    /// What a span's time is counted as.
    fn by(&mut self, span: &Span) -> &mut f64 {
        match span.kind {
            SpanKind::LockWait => &mut self.lock_wait,
            SpanKind::Serialise => &mut self.serialise,
            SpanKind::Copy => &mut self.copy,
            _ if is_about_items(span) => &mut self.work,
            _ => &mut self.alone,
        }
    }

    /// A worker did nothing meanwhile: perhaps since the coordinator did something.
    fn idle(&mut self, from: f64, to: f64, surroundings: &Surroundings) {
        let Surroundings { coordinator, work } = *surroundings;
        let first = coordinator.partition_point(|span| span.end_ms <= from);
        let mut now = from;
        for span in coordinator[first..]
            .iter()
            .take_while(|span| span.start_ms < to)
            // One that waits itself, as Python's main thread for its pool, keeps nobody.
            .filter(|span| span.kind != SpanKind::Wait)
        {
            let begin = span.start_ms.clamp(now, to);
            let end = span.end_ms.clamp(begin, to);
            self.without_cause(now, begin, work);
            *self.by(span) += end - begin;
            now = end;
        }
        self.without_cause(now, to, work);
    }

    fn without_cause(&mut self, from: f64, to: f64, (first, last): (f64, f64)) {
        let during = (to.min(last) - from.max(first)).max(0.0);
        self.waiting += during;
        self.alone += to - from - during;
    }
}

/// Whether a span is about items: computing them, or waiting for what they need.
fn is_about_items(span: &Span) -> bool {
    let counts = matches!(span.kind, SpanKind::Run | SpanKind::Fetch | SpanKind::Wait);
    counts && span.range.is_some()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A span about items; without them if `about` is not.
    fn span(kind: SpanKind, start_ms: f64, end_ms: f64, about: bool) -> Span {
        Span {
            kind,
            start_ms,
            end_ms,
            range: about.then(|| (0..1).into()),
        }
    }

    fn lane(kind: LaneKind, spans: Vec<Span>) -> Lane {
        Lane {
            name: "lane".into(),
            kind,
            machine: None,
            busy_ms: 0.0,
            spans,
        }
    }

    fn timed(lanes: &[Lane], elapsed_ms: f64) -> Timed<'_> {
        Timed { lanes, elapsed_ms }
    }

    /// 100 ms, 5 of which are combining.
    fn sequential() -> [Lane; 1] {
        let spans = vec![
            span(SpanKind::Run, 0.0, 95.0, true),
            span(SpanKind::Run, 95.0, 100.0, false),
        ];
        [lane(LaneKind::Coordinator, spans)]
    }

    fn close(stack: SpeedupStack, expected: SpeedupStack) -> bool {
        let parts = |of: SpeedupStack| {
            [
                of.speedup,
                of.inflation,
                of.lock_wait,
                of.serialise,
                of.copy,
                of.waiting,
                of.start_and_combine,
            ]
        };
        let mut pairs = parts(stack).into_iter().zip(parts(expected));
        pairs.all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn every_worker_is_accounted_for() {
        let busy = |spans: &[(SpanKind, f64, f64)]| {
            let spans = spans.iter().map(|&(kind, a, b)| span(kind, a, b, true));
            lane(LaneKind::Thread, spans.collect())
        };
        let threads = [
            busy(&[(SpanKind::Run, 0.0, 60.0)]),
            busy(&[
                (SpanKind::LockWait, 0.0, 10.0),
                (SpanKind::Run, 10.0, 50.0),
                (SpanKind::Copy, 50.0, 54.0),
            ]),
            lane(
                LaneKind::Coordinator,
                vec![span(SpanKind::Run, 60.0, 80.0, false)],
            ),
        ];
        let alone = sequential();
        let stack = SpeedupStack::of(timed(&threads, 80.0), timed(&alone, 100.0), 1.25);
        let expected = SpeedupStack {
            speedup: 1.25,
            inflation: 100.0 / 80.0 - 95.0 / 80.0,
            lock_wait: 10.0 / 80.0,
            serialise: 0.0,
            copy: 4.0 / 80.0,
            waiting: 6.0 / 80.0,
            start_and_combine: 40.0 / 80.0 - 5.0 / 80.0,
        };
        let stack = stack.expect("there are two workers");
        assert!(close(stack, expected), "{stack:?}");
        assert!((stack.lost() - 0.75).abs() < 1e-9);
    }

    /// A process that waits while the coordinator makes bytes for it does not wait for work.
    #[test]
    fn waiting_is_blamed_on_what_the_coordinator_does_meanwhile() {
        let run = |from| {
            lane(
                LaneKind::Process,
                vec![span(SpanKind::Run, from, 100.0, true)],
            )
        };
        let processes = [
            run(20.0),
            run(50.0),
            lane(
                LaneKind::Coordinator,
                vec![
                    span(SpanKind::Serialise, 0.0, 20.0, true),
                    span(SpanKind::Copy, 20.0, 40.0, true),
                    // Waiting as well, it keeps nobody from work.
                    span(SpanKind::Wait, 40.0, 100.0, false),
                ],
            ),
        ];
        let alone = sequential();
        let stack = SpeedupStack::of(timed(&processes, 100.0), timed(&alone, 100.0), 1.0);
        let expected = SpeedupStack {
            speedup: 1.0,
            inflation: 1.3 - 0.95,
            serialise: 0.4,
            copy: 0.2,
            waiting: 0.1,
            start_and_combine: -0.05,
            ..SpeedupStack::default()
        };
        let stack = stack.expect("there are two workers");
        assert!(close(stack, expected), "{stack:?}");
    }

    #[test]
    fn a_lone_worker_and_requests_in_flight_have_no_stack() {
        let alone = sequential();
        let own = timed(&alone, 100.0);
        assert_eq!(SpeedupStack::of(own, own, 1.0), None);
        let worker = || lane(LaneKind::Thread, Vec::new());
        let pipeline = [worker(), worker(), lane(LaneKind::Request, Vec::new())];
        assert_eq!(SpeedupStack::of(timed(&pipeline, 100.0), own, 1.0), None);
        let instant = [worker(), worker()];
        assert_eq!(SpeedupStack::of(timed(&instant, 0.0), own, 1.0), None);
    }

    /// Spans in the order of their starts, as lanes have them; they may even overlap.
    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let kind = proptest::sample::select(SpanKind::ALL.to_vec());
        let one = (kind, -20.0..130.0, 0.0..40.0, any::<bool>());
        let one = one.prop_map(|(kind, from, took, about)| span(kind, from, from + took, about));
        proptest::collection::vec(one, 0..12).prop_map(|mut spans| {
            spans.sort_by(|a, b| a.start_ms.total_cmp(&b.start_ms));
            spans
        })
    }

    proptest! {
        #[test]
        fn the_parts_sum_to_the_workers(
            workers in proptest::collection::vec(spans(), 2..6),
            coordinator in spans(),
            alone in spans(),
            elapsed_ms in 1.0..120.0,
            speedup in 0.01..8.0,
        ) {
            let count = workers.len() as f64;
            let mut lanes: Vec<_> =
                workers.into_iter().map(|spans| lane(LaneKind::Thread, spans)).collect();
            lanes.push(lane(LaneKind::Coordinator, coordinator));
            let alone = [lane(LaneKind::Coordinator, alone)];
            let stack = SpeedupStack::of(timed(&lanes, elapsed_ms), timed(&alone, 100.0), speedup)
                .expect("there are several workers");
            prop_assert!((stack.speedup + stack.lost() - count).abs() < 1e-9, "{stack:?}");
            let SpeedupStack { lock_wait, serialise, copy, waiting, .. } = stack;
            prop_assert!([lock_wait, serialise, copy, waiting].iter().all(|&part| part >= 0.0));
        }
    }
}
