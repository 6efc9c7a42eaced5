//! Where workers get their next range from.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard};

use super::batching::AutoBatch;
use super::{ChunkSize, Execution};

/// Hands out a task's ranges, first to last, each once.
#[derive(Debug)]
pub(super) struct Dispenser(Mutex<State>);

#[derive(Debug)]
struct State {
    /// How many were handed out.
    count: usize,
    left: Left,
}

#[derive(Debug)]
enum Left {
    /// Ranges that were cut in advance.
    Cut(VecDeque<Range<usize>>),
    /// Items that are cut as they go, by joblib's rule.
    Uncut(Range<usize>, AutoBatch),
}

impl Dispenser {
    /// The ranges of an execution's task: of the size that was asked for, or else of `auto` items.
    pub(super) fn new(execution: &Execution, auto: usize) -> Self {
        let left = match execution.plan.chunk_size {
            ChunkSize::Joblib => Left::Uncut(0..execution.task.len(), AutoBatch::default()),
            ChunkSize::Auto | ChunkSize::Items(_) => Left::Cut(execution.ranges(auto).into()),
        };
        Self(Mutex::new(State { count: 0, left }))
    }

    /// The next range and its number; nothing when all are handed out.
    pub(super) fn next(&self) -> Option<(usize, Range<usize>)> {
        let mut state = self.lock();
        let range = match &mut state.left {
            Left::Cut(ranges) => ranges.pop_front()?,
            Left::Uncut(items, _) if items.start >= items.end => return None,
            Left::Uncut(items, batch) => {
                let end = items.end.min(items.start + batch.size());
                std::mem::replace(&mut items.start, end)..end
            }
        };
        state.count += 1;
        Some((state.count - 1, range))
    }

    /// [`Dispenser::next`], but only while more than `reserve` ranges are left.
    pub(super) fn next_beyond(&self, reserve: usize) -> Option<(usize, Range<usize>)> {
        let plenty = match &mut self.lock().left {
            Left::Cut(ranges) => ranges.len() > reserve,
            Left::Uncut(items, batch) => items.len() > reserve * batch.size(),
        };
        if plenty { self.next() } else { None }
    }

    /// Notes how long a range of so many items took, from which later ones may be cut.
    pub(super) fn took(&self, items: usize, milliseconds: f64) {
        if let Left::Uncut(_, batch) = &mut self.lock().left {
            batch.completed(items, milliseconds / 1e3);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nobody panics while holding it")
    }
}
