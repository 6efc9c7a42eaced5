//! How long a run would take with other workers: a discrete-event model, fed with what one run
//! measured.
//!
//! A worker that is free takes the next range. A range costs what its items cost sequential, times
//! what sharing a memory slowed them down, and what handing it out cost; where a coordinator
//! serialises and copies, it hands out one range after another, and large ranges cost it more, but
//! for the bytes that all of them need. Waiting for the network takes as
//! long on any machine; computing takes turns where workers outnumber cores, or share a lock.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::breakdown::{time_of, worker_lanes};
use crate::timeline::{ItemRange, Lane, LaneKind, SpanKind};

/// What is imagined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// Workers, on all machines together.
    pub workers: u32,
    /// Machines that are alike.
    pub machines: u32,
    /// Cores of each machine.
    pub cores: u32,
    /// Items a worker is given at a time; else as many ranges a worker as were measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub chunk_size: Option<u32>,
    /// What a network between the machines adds to each message.
    #[serde(default)]
    pub message_ms: f64,
}

impl WhatIf {
    /// So many workers on one machine, and all else as it was.
    pub fn here(workers: u32, cores: u32) -> Self {
        Self {
            workers,
            machines: 1,
            cores,
            chunk_size: None,
            message_ms: 0.0,
        }
    }
}

/// A message costs at least as much as copying so many bytes.
const BYTES_OF_A_MESSAGE: f64 = 65_536.0;

/// A trial that is predicted from.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'trial> {
    /// Its lanes.
    pub lanes: &'trial [Lane],
    /// Its workers.
    pub workers: u32,
    /// What it took.
    pub elapsed_ms: f64,
    /// Bytes that were copied between its workers.
    pub bytes_copied: f64,
    /// Bytes that each range needs, however few its items.
    pub bytes_shared: f64,
}

/// One item or several: what they cost sequential.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cost {
    computing: f64,
    waiting: f64,
}

/// What one run measured, as far as it says something of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The cost of all items before each one at which it is known, beginning with 0.
    until: Vec<(f64, Cost)>,
    items: u32,
    /// Ranges that a worker had.
    ranges_per_worker: f64,
    /// Items that a range had.
    items_per_range: f64,
    /// A worker's time besides computing and waiting, for each range as large as those were.
    overhead_ms: f64,
    /// The coordinator's time for each such range.
    handing_ms: f64,
    /// How much of both a range costs however few its items: 0 to 1.
    fixed: f64,
    /// From the beginning to the first range, and from the last range to the end.
    around_ms: f64,
    /// How much longer computing took than for sequential, less one, for each further worker.
    slowdown: f64,
    /// Whether workers waited for a lock: then one at a time computes, however many cores.
    takes_turns: bool,
}

impl Model {
    /// From the lanes of a trial of sequential and from a trial of another strategy; none if
    /// either has no ranges.
    pub fn of(sequential: &[Lane], measured: &Measured) -> Option<Self> {
        let &Measured {
            lanes,
            workers,
            elapsed_ms,
            bytes_copied,
            bytes_shared,
        } = measured;
        let until = costs(sequential);
        let (last, total) = *until.last()?;
        let own = worker_lanes(lanes);
        let ranges = own.iter().map(|lane| ranges_of(lane)).sum::<usize>();
        if ranges == 0 || total.computing + total.waiting <= 0.0 {
            return None;
        }
        let busy: f64 = own.iter().map(|lane| lane.busy_ms).sum();
        let waiting = time_of(own.iter().copied(), SpanKind::Fetch);
        let locked = time_of(own.iter().copied(), SpanKind::LockWait);
        let mut spans = own.iter().flat_map(|lane| &lane.spans);
        let extents = own.iter().filter_map(|lane| extent(lane));
        let (mut first, mut end, mut present) = (f64::INFINITY, 0.0_f64, 0.0);
        for (from, to) in extents {
            first = first.min(from);
            end = end.max(to);
            present += to - from;
        }
        let has_coordinator = own.iter().all(|lane| lane.kind != LaneKind::Coordinator);
        let coordinators = lanes
            .iter()
            .filter(|lane| has_coordinator && lane.kind == LaneKind::Coordinator);
        let handing = moving(coordinators);
        // Where a coordinator hands out, a worker without a range waits for it.
        let overhead = if handing > 0.0 {
            moving(own.iter().copied())
        } else {
            (present - busy - waiting - locked).max(0.0)
        };
        let count = ranges as f64;
        let (overhead_ms, handing_ms) = (overhead / count, handing / count);
        let fixed_bytes = bytes_shared + BYTES_OF_A_MESSAGE;
        let bytes = bytes_copied / count + BYTES_OF_A_MESSAGE;
        let further = f64::from(workers) - 1.0;
        let slower = if total.computing > 0.0 {
            busy / total.computing - 1.0
        } else {
            0.0
        };
        Some(Self {
            items: last as u32,
            ranges_per_worker: count / f64::from(workers),
            items_per_range: last / count,
            overhead_ms,
            handing_ms,
            fixed: (fixed_bytes / bytes).min(1.0),
            // The first range's way there and the last one's way back are counted with them.
            around_ms: (first + elapsed_ms - end - handing_ms - overhead_ms).max(0.0),
            slowdown: if further > 0.0 {
                slower.max(0.0) / further
            } else {
                0.0
            },
            takes_turns: spans.any(|span| span.kind == SpanKind::LockWait),
            until,
        })
    }

    /// How long a run would take.
    pub fn predict_ms(&self, what_if: &WhatIf) -> f64 {
        let workers = what_if.workers.max(1);
        let auto = f64::from(self.items) / (self.ranges_per_worker * f64::from(workers));
        let size = what_if.chunk_size.unwrap_or(auto.ceil() as u32).max(1);
        let neighbours = workers.div_ceil(what_if.machines.max(1));
        let at_once = neighbours.min(what_if.cores.max(1));
        let sharing = 1.0 + self.slowdown * f64::from(at_once - 1);
        let turns = if self.takes_turns {
            f64::from(workers)
        } else {
            f64::from(neighbours) / f64::from(at_once)
        };
        let mut free: BinaryHeap<Reverse<Moment>> =
            (0..workers).map(|_| Reverse(Moment(0.0))).collect();
        let (mut handed, mut end) = (0.0, 0.0_f64);
        let mut start = 0;
        while start < self.items {
            let next = self.items.min(start.saturating_add(size));
            let Cost { computing, waiting } = self.cost(start, next);
            let size = f64::from(next - start) / self.items_per_range;
            let moving = self.fixed + (1.0 - self.fixed) * size;
            start = next;
            handed += self.handing_ms * moving;
            let Some(Reverse(Moment(free_at))) = free.pop() else {
                break;
            };
            let begin = (handed + what_if.message_ms).max(free_at);
            let done = begin + waiting + computing * sharing * turns + self.overhead_ms * moving;
            end = end.max(done + what_if.message_ms);
            free.push(Reverse(Moment(done)));
        }
        self.around_ms + end
    }

    fn cost(&self, start: u32, end: u32) -> Cost {
        let (from, to) = (self.before(start), self.before(end));
        Cost {
            computing: to.computing - from.computing,
            waiting: to.waiting - from.waiting,
        }
    }

    /// The cost of all items before this one: on a line between the two that are known.
    fn before(&self, item: u32) -> Cost {
        let item = f64::from(item);
        let next = self.until.partition_point(|(at, _)| *at < item);
        let Some(&(to, b)) = self.until.get(next) else {
            return self.until[self.until.len() - 1].1;
        };
        let Some(&(from, a)) = next.checked_sub(1).and_then(|last| self.until.get(last)) else {
            return b;
        };
        let share = (item - from) / (to - from);
        let between = |a: f64, b: f64| a + (b - a) * share;
        Cost {
            computing: between(a.computing, b.computing),
            waiting: between(a.waiting, b.waiting),
        }
    }
}

/// When a worker is free; moments of a trial are never NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Moment(f64);

impl Eq for Moment {}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The spans that are about items, computing or waiting.
fn about_items(lane: &Lane) -> impl Iterator<Item = (SpanKind, f64, ItemRange)> {
    lane.spans.iter().filter_map(|span| {
        let counts = matches!(span.kind, SpanKind::Run | SpanKind::Fetch | SpanKind::Wait);
        let range = span.range.filter(|_| counts)?;
        Some((span.kind, span.end_ms - span.start_ms, range))
    })
}

/// What sequential's ranges cost, summed up.
fn costs(sequential: &[Lane]) -> Vec<(f64, Cost)> {
    let mut until = vec![(
        0.0,
        Cost {
            computing: 0.0,
            waiting: 0.0,
        },
    )];
    let mut spans: Vec<_> = sequential.iter().flat_map(about_items).collect();
    spans.sort_by_key(|(_, _, range)| range.end);
    for (kind, took_ms, range) in spans {
        let (_, mut cost) = until[until.len() - 1];
        match kind {
            SpanKind::Run => cost.computing += took_ms,
            _ => cost.waiting += took_ms,
        }
        let end = f64::from(range.end);
        match until.last_mut() {
            Some((at, last)) if *at == end => *last = cost,
            _ => until.push((end, cost)),
        }
    }
    until
}

/// Time spent on moving data from one memory to another.
fn moving<'a>(lanes: impl Iterator<Item = &'a Lane> + Clone) -> f64 {
    time_of(lanes.clone(), SpanKind::Serialise) + time_of(lanes, SpanKind::Copy)
}

fn ranges_of(lane: &Lane) -> usize {
    about_items(lane)
        .filter(|(kind, ..)| *kind == SpanKind::Run)
        .count()
}

/// From a lane's first span about items to the end of its last.
fn extent(lane: &Lane) -> Option<(f64, f64)> {
    let mut own = lane
        .spans
        .iter()
        .filter(|span| span.range.is_some() && span.kind != SpanKind::Start);
    let first = own.next()?;
    Some((first.start_ms, own.next_back().unwrap_or(first).end_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Span;

    /// A lane that computes these ranges, one after another.
    fn lane(kind: LaneKind, ranges: &[(u32, u32, f64)]) -> Lane {
        let mut now = 0.0;
        let span = |&(start, end, took_ms): &(u32, u32, f64)| {
            let start_ms = now;
            now += took_ms;
            Span {
                kind: SpanKind::Run,
                start_ms,
                end_ms: now,
                range: Some(ItemRange { start, end }),
            }
        };
        let spans: Vec<Span> = ranges.iter().map(span).collect();
        Lane {
            name: "lane".into(),
            kind,
            busy_ms: now,
            spans,
        }
    }

    /// 100 items of 1 ms each, measured on two threads with no overhead at all.
    fn even() -> Model {
        let sequential = [lane(
            LaneKind::Coordinator,
            &[(0, 50, 50.0), (50, 100, 50.0)],
        )];
        let threads = [
            lane(LaneKind::Thread, &[(0, 25, 25.0), (25, 50, 25.0)]),
            lane(LaneKind::Thread, &[(50, 75, 25.0), (75, 100, 25.0)]),
            lane(LaneKind::Coordinator, &[]),
        ];
        Model::of(&sequential, &measured(&threads, 2, 50.0)).expect("there are ranges")
    }

    fn measured(lanes: &[Lane], workers: u32, elapsed_ms: f64) -> Measured<'_> {
        Measured {
            lanes,
            workers,
            elapsed_ms,
            bytes_copied: 0.0,
            bytes_shared: 0.0,
        }
    }

    fn workers(workers: u32) -> WhatIf {
        WhatIf::here(workers, workers)
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn even_work_without_overhead_scales_with_the_workers() {
        let model = even();
        for (count, expected) in [(1, 100.0), (2, 50.0), (4, 26.0), (100, 1.0)] {
            let predicted = model.predict_ms(&workers(count));
            assert!(close(predicted, expected), "{count}: {predicted}");
        }
    }

    #[test]
    fn workers_share_the_cores_there_are() {
        let crowded = WhatIf::here(4, 2);
        assert!(close(even().predict_ms(&crowded), 52.0));
        let two_machines = WhatIf {
            machines: 2,
            ..crowded
        };
        assert!(close(even().predict_ms(&two_machines), 26.0));
    }

    #[test]
    fn workers_that_share_a_lock_compute_one_at_a_time() {
        let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
        let mut threads = [
            lane(LaneKind::Thread, &[(0, 50, 50.0)]),
            lane(LaneKind::Thread, &[(50, 100, 50.0)]),
        ];
        for span in &mut threads[1].spans {
            (span.start_ms, span.end_ms) = (50.0, 100.0);
        }
        threads[1].spans.insert(
            0,
            Span {
                kind: SpanKind::LockWait,
                start_ms: 0.0,
                end_ms: 50.0,
                range: Some((50..100).into()),
            },
        );
        let model =
            Model::of(&sequential, &measured(&threads, 2, 100.0)).expect("there are ranges");
        assert!(close(model.predict_ms(&workers(4)), 100.0));
    }

    #[test]
    fn one_great_chunk_leaves_all_but_one_idle() {
        let one = WhatIf {
            chunk_size: Some(100),
            ..workers(4)
        };
        assert!(close(even().predict_ms(&one), 100.0));
    }

    #[test]
    fn a_network_adds_its_time_to_the_first_message_and_the_last() {
        let far = WhatIf {
            message_ms: 3.0,
            ..workers(2)
        };
        assert!(close(even().predict_ms(&far), 56.0));
    }

    /// 100 items of 1 ms on one process, in four ranges that took a coordinator 10 ms each to hand
    /// out, with a gigabyte copied for each.
    fn copying(bytes_shared: f64) -> Model {
        let sequential = [lane(LaneKind::Coordinator, &[(0, 100, 100.0)])];
        let quarters = [
            (0, 25, 25.0),
            (25, 50, 25.0),
            (50, 75, 25.0),
            (75, 100, 25.0),
        ];
        let mut coordinator = lane(
            LaneKind::Coordinator,
            &quarters.map(|(a, b, _)| (a, b, 10.0)),
        );
        for span in &mut coordinator.spans {
            span.kind = SpanKind::Copy;
        }
        let lanes = [lane(LaneKind::Process, &quarters), coordinator];
        let measured = Measured {
            bytes_copied: 4e9,
            bytes_shared,
            ..measured(&lanes, 1, 110.0)
        };
        Model::of(&sequential, &measured).expect("there are ranges")
    }

    #[test]
    fn items_that_are_copied_cost_the_same_in_however_many_ranges() {
        let hardly_a_range = copying(0.0).predict_ms(&workers(100));
        assert!((40.0..45.0).contains(&hardly_a_range), "{hardly_a_range}");
    }

    #[test]
    fn what_every_range_needs_is_copied_for_each() {
        let all_ranges = copying(1e9).predict_ms(&workers(100));
        assert!(all_ranges > 100.0 * 10.0, "{all_ranges}");
    }

    #[test]
    fn uneven_work_is_as_long_as_its_longest_range() {
        let sequential = [lane(
            LaneKind::Coordinator,
            &[(0, 1, 1.0), (1, 2, 40.0), (2, 4, 2.0)],
        )];
        let threads = [lane(
            LaneKind::Thread,
            &[(0, 1, 1.0), (1, 2, 40.0), (2, 3, 1.0), (3, 4, 1.0)],
        )];
        let model = Model::of(&sequential, &measured(&threads, 1, 43.0)).expect("there are ranges");
        let single = WhatIf {
            chunk_size: Some(1),
            ..workers(4)
        };
        assert!(close(model.predict_ms(&single), 40.0));
    }

    #[test]
    fn a_lone_trial_without_ranges_says_nothing() {
        let nothing = [lane(LaneKind::Coordinator, &[])];
        assert_eq!(Model::of(&nothing, &measured(&nothing, 1, 0.0)), None);
    }
}
