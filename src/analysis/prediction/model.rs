//! The model.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use super::combining::Combining;
use super::costs::{Costs, about_items};
use super::curve::Curve;
use super::{Sounding, WhatIf};
use crate::analysis::breakdown::{time_of, worker_lanes};
use crate::analysis::computing_ms;
use crate::timeline::{Lane, LaneKind, SpanKind};

/// A message costs at least as much as copying so many bytes.
const BYTES_OF_A_MESSAGE: f64 = 65_536.0;

/// So much of a prediction may be combining in more ranges than were measured: more would be a
/// guess.
const NEGLIGIBLE: f64 = 0.2;

/// A trial that is predicted from.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'trial> {
    /// Its lanes.
    pub lanes: &'trial [Lane],
    /// Its workers.
    pub workers: u32,
    /// The cores there were for them, on each machine.
    pub cores: u32,
    /// What it took.
    pub elapsed_ms: f64,
    /// Bytes that were copied between its workers.
    pub bytes_copied: f64,
    /// Bytes that each range needs, however few its items.
    pub bytes_shared: f64,
    /// What was measured beside it.
    pub soundings: &'trial [Sounding],
    /// How many times as long computing takes beside another worker, if that was measured: it
    /// counts where none of the trial's own workers had another beside it.
    pub inflation_beside_another: Option<f64>,
    /// Whether other programs used the cores for part of the time: then computing that took longer
    /// says nothing of other runs.
    pub was_disturbed: bool,
}

/// What one run measured, as far as it says something of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    costs: Costs,
    /// What computing costs one worker, by the ranges.
    computing: Curve,
    combining: Combining,
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
    /// From the beginning to the first range, and from the last range to the end, but for
    /// combining.
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
            cores,
            elapsed_ms,
            bytes_copied,
            bytes_shared,
            soundings,
            inflation_beside_another,
            was_disturbed,
        } = measured;
        let costs = Costs::of(sequential);
        let (items, total) = (f64::from(costs.items()), costs.total());
        let own = worker_lanes(lanes);
        let (count, alone) = (ranges_of(lanes), ranges_of(sequential));
        if count == 0.0 || total.computing + total.waiting <= 0.0 {
            return None;
        }
        let busy: f64 = own.iter().map(|lane| lane.busy_ms).sum();
        let waiting = time_of(own.iter().copied(), SpanKind::Fetch);
        let locked = time_of(own.iter().copied(), SpanKind::LockWait);
        let mut spans = own.iter().flat_map(|lane| &lane.spans);
        let takes_turns = spans.any(|span| span.kind == SpanKind::LockWait);
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
        let (overhead_ms, handing_ms) = (overhead / count, handing / count);
        let fixed_bytes = bytes_shared + BYTES_OF_A_MESSAGE;
        let bytes = bytes_copied / count + BYTES_OF_A_MESSAGE;
        let sounded = soundings
            .iter()
            .map(|sounding| (f64::from(sounding.ranges), sounding.computing_ms));
        let own_time = [(alone, total.computing)].into_iter();
        let computing = Curve::through(own_time.chain(sounded).collect());
        let combining = Combining::of(lanes, count, (alone, sequential), soundings);
        let combined_ms = combining.of_ranges(count, f64::from(workers));
        let neighbours = workers.div_ceil(machines_of(&own));
        let at_once = neighbours.min(cores.max(1));
        let took_turns = if takes_turns {
            1.0
        } else {
            f64::from(neighbours) / f64::from(at_once)
        };
        let expected_ms = computing.at(count) * took_turns;
        let slower = if expected_ms > 0.0 && !was_disturbed {
            (computing_ms(lanes) / expected_ms - 1.0).max(0.0)
        } else {
            0.0
        };
        Some(Self {
            ranges_per_worker: count / f64::from(workers),
            items_per_range: items / count,
            overhead_ms,
            handing_ms,
            fixed: (fixed_bytes / bytes).min(1.0),
            // The first range's way there and the last one's way back are counted with them.
            around_ms: (first + elapsed_ms - end - handing_ms - overhead_ms - combined_ms).max(0.0),
            slowdown: match at_once {
                1 => (1.0 + slower) * inflation_beside_another.unwrap_or(1.0).max(1.0) - 1.0,
                several => slower / f64::from(several - 1),
            },
            takes_turns,
            costs,
            computing,
            combining,
        })
    }

    /// The most ranges with which combining was measured.
    pub fn most_ranges(&self) -> u32 {
        self.combining.most_ranges() as u32
    }

    /// How long a run would take; nothing where that hangs on what combining costs in more ranges
    /// than it was measured with.
    pub fn predict_ms(&self, what_if: &WhatIf) -> Option<f64> {
        let (workers, items) = (what_if.workers.max(1), self.costs.items());
        let auto = f64::from(items) / (self.ranges_per_worker * f64::from(workers));
        let size = what_if.chunk_size.unwrap_or(auto.ceil() as u32).max(1);
        let ranges = f64::from(items.div_ceil(size));
        let rest_ms = self.around_ms + self.execute_ms(what_if, size, ranges);
        let combining_ms = self.combining.of_ranges(ranges, f64::from(workers));
        let stands = ranges <= self.combining.most_ranges()
            || combining_ms <= NEGLIGIBLE * (rest_ms + combining_ms);
        stands.then_some(rest_ms + combining_ms)
    }

    /// From handing out the first range to the end of the last.
    fn execute_ms(&self, what_if: &WhatIf, size: u32, ranges: f64) -> f64 {
        let (workers, items) = (what_if.workers.max(1), self.costs.items());
        let neighbours = workers.div_ceil(what_if.machines.max(1));
        let at_once = neighbours.min(what_if.cores.max(1));
        let sharing = 1.0 + self.slowdown * f64::from(at_once - 1);
        let turns = if self.takes_turns {
            f64::from(workers)
        } else {
            f64::from(neighbours) / f64::from(at_once)
        };
        let total = self.costs.total().computing.max(f64::MIN_POSITIVE);
        let slower = self.computing.at(ranges) / total * sharing * turns;
        let mut free: BinaryHeap<Reverse<Moment>> =
            (0..workers).map(|_| Reverse(Moment(0.0))).collect();
        let (mut handed, mut end) = (0.0, 0.0_f64);
        let mut start = 0;
        while start < items {
            let next = items.min(start.saturating_add(size));
            let cost = self.costs.of_range(start, next);
            let size = f64::from(next - start) / self.items_per_range;
            let moving = self.fixed + (1.0 - self.fixed) * size;
            start = next;
            handed += self.handing_ms * moving;
            let Some(Reverse(Moment(free_at))) = free.pop() else {
                break;
            };
            let begin = (handed + what_if.message_ms).max(free_at);
            let done = begin + cost.waiting + cost.computing * slower + self.overhead_ms * moving;
            end = end.max(done + what_if.message_ms);
            free.push(Reverse(Moment(done)));
        }
        end
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

/// Time spent on moving data from one memory to another.
fn moving<'a>(lanes: impl Iterator<Item = &'a Lane> + Clone) -> f64 {
    time_of(lanes.clone(), SpanKind::Serialise) + time_of(lanes, SpanKind::Copy)
}

/// How many ranges were computed; where computing them was too little to be told, how many were
/// waited for.
fn ranges_of(lanes: &[Lane]) -> f64 {
    let count = |kind| {
        let spans = lanes.iter().flat_map(about_items);
        spans.filter(|(of, ..)| *of == kind).count()
    };
    count(SpanKind::Run).max(count(SpanKind::Fetch)) as f64
}

/// How many machines the workers are on.
fn machines_of(workers: &[&Lane]) -> u32 {
    let named: HashSet<_> = workers.iter().map(|lane| &lane.machine).collect();
    named.len().max(1) as u32
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
