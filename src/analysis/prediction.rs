//! How long a run would take with other workers: a discrete-event model, fed with what one run
//! measured.
//!
//! A worker that is free takes the next range. A range costs what its items cost sequential, times
//! what sharing a memory slowed them down, and what handing it out cost; where a coordinator
//! serialises and copies, it hands out one range after another. Waiting for the network takes as
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
    /// A worker's time besides computing and waiting, for each range.
    overhead_ms: f64,
    /// The coordinator's time for each range.
    handing_ms: f64,
    /// From the beginning to the first range, and from the last range to the end.
    around_ms: f64,
    /// How much longer computing took than for sequential, less one, for each further worker.
    slowdown: f64,
    /// Whether workers waited for a lock: then one at a time computes, however many cores.
    takes_turns: bool,
}

impl Model {
    /// From the lanes of a trial of sequential and of one on `workers` workers that took
    /// `elapsed_ms`; none if either has no ranges.
    pub fn of(sequential: &[Lane], lanes: &[Lane], workers: u32, elapsed_ms: f64) -> Option<Self> {
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
        let handing = time_of(coordinators.clone(), SpanKind::Serialise)
            + time_of(coordinators, SpanKind::Copy);
        let further = f64::from(workers) - 1.0;
        let slower = if total.computing > 0.0 {
            busy / total.computing - 1.0
        } else {
            0.0
        };
        Some(Self {
            items: last as u32,
            ranges_per_worker: ranges as f64 / f64::from(workers),
            overhead_ms: (present - busy - waiting - locked).max(0.0) / ranges as f64,
            handing_ms: handing / ranges as f64,
            around_ms: (first + elapsed_ms - end).max(0.0),
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
            start = next;
            handed += self.handing_ms;
            let Some(Reverse(Moment(free_at))) = free.pop() else {
                break;
            };
            let begin = (handed + what_if.message_ms).max(free_at);
            let done = begin + waiting + computing * sharing * turns + self.overhead_ms;
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
        Model::of(&sequential, &threads, 2, 50.0).expect("there are ranges")
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
        let model = Model::of(&sequential, &threads, 2, 100.0).expect("there are ranges");
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
        let model = Model::of(&sequential, &threads, 1, 43.0).expect("there are ranges");
        let single = WhatIf {
            chunk_size: Some(1),
            ..workers(4)
        };
        assert!(close(model.predict_ms(&single), 40.0));
    }

    #[test]
    fn a_lone_trial_without_ranges_says_nothing() {
        let nothing = [lane(LaneKind::Coordinator, &[])];
        assert_eq!(Model::of(&nothing, &nothing, 1, 0.0), None);
    }
}
