//! What items cost sequential.

use crate::order::sort_by_number;
use crate::timeline::{ItemRange, Lane, SpanKind};

/// One item or several: what they cost sequential.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    pub(super) computing: f64,
    pub(super) waiting: f64,
}

/// The cost of all items before each one at which it is known, beginning with 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Costs(Vec<(f64, Cost)>);

impl Costs {
    /// What sequential's ranges cost, summed up.
    pub(super) fn of(sequential: &[Lane]) -> Self {
        let mut until = vec![(
            0.0,
            Cost {
                computing: 0.0,
                waiting: 0.0,
            },
        )];
        let mut spans: Vec<_> = sequential.iter().flat_map(about_items).collect();
        sort_by_number(&mut spans, |(_, _, range)| f64::from(range.end));
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
        Self(until)
    }

    /// How many items there are.
    pub(super) fn items(&self) -> u32 {
        self.last().0 as u32
    }

    /// What all of them cost.
    pub(super) fn total(&self) -> Cost {
        self.last().1
    }

    fn last(&self) -> (f64, Cost) {
        self.0[self.0.len() - 1]
    }

    /// What a range costs.
    pub(super) fn of_range(&self, start: u32, end: u32) -> Cost {
        let (from, to) = (self.before(start), self.before(end));
        Cost {
            computing: to.computing - from.computing,
            waiting: to.waiting - from.waiting,
        }
    }

    /// The cost of all items before this one: on a line between the two that are known.
    fn before(&self, item: u32) -> Cost {
        let item = f64::from(item);
        let next = self.0.partition_point(|(at, _)| *at < item);
        let Some(&(to, b)) = self.0.get(next) else {
            return self.total();
        };
        let Some(&(from, a)) = next.checked_sub(1).and_then(|last| self.0.get(last)) else {
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

/// The spans that are about items, computing or waiting.
pub(super) fn about_items(lane: &Lane) -> impl Iterator<Item = (SpanKind, f64, ItemRange)> {
    lane.spans.iter().filter_map(|span| {
        let counts = matches!(span.kind, SpanKind::Run | SpanKind::Fetch | SpanKind::Wait);
        let range = span.range.filter(|_| counts)?;
        Some((span.kind, span.end_ms - span.start_ms, range))
    })
}
