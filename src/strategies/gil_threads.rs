//! `gil-threads`: real threads under one real lock, as Python's threads are. Only the thread that
//! holds the lock computes; it lets go of it while it waits for the network.

mod gil;

use std::ops::Range;
use std::sync::Arc;

use locale::Text;

use super::chunks::in_order;
use super::dispenser::Dispenser;
use super::entry::Entry;
use super::lanes::{COORDINATOR, THREAD, lanes};
use super::{Execution, Stop};
use crate::tasks::Part;
use crate::timeline::{LaneKind, SpanKind, now_ms};
use crate::workers::{Crew, Rung};

pub use gil::Gil;

pub(super) const ENTRY: Entry = Entry {
    id: "gil-threads",
    title: Text::new("Threads with a GIL", "Threads mit GIL"),
    summary: Text::new(
        "Python's threads: only one computes at a time, but any number can wait for the network. No gain on computing, full gain on downloads.",
        "Pythons Threads: Nur einer rechnet zur selben Zeit, aber beliebig viele können auf das Netz warten. Kein Gewinn beim Rechnen, voller Gewinn beim Herunterladen.",
    ),
    in_python: Some(Text::new(
        "In Python, this lock is CPython’s own GIL, which passes to another thread every 5 ms. Here each worker is a `Thread` of its own; Threads has a pool of them.",
        "In Python ist diese Sperre CPythons eigener GIL, der alle 5 ms an einen anderen Thread übergeht. Hier ist jeder Worker ein eigener `Thread`; „Threads“ hat einen Pool davon.",
    )),
    needs: Rung::Threads,
    scales: true,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Thread, THREAD, plan.workers, COORDINATOR),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// As many as `Pool.map` makes.
const CHUNKS_PER_WORKER: usize = 4;

/// Between two looks at the drop request a thread computes about so long. CPython looks between
/// two bytecodes, far more often; this is a small part of the switch interval, too.
const STEP_MS: f64 = 0.25;

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let auto = execution.few_or(CHUNKS_PER_WORKER);
    let (gil, dispenser) = (Gil::default(), Dispenser::new(&execution, auto));
    let work = move |me| {
        let mut thread = Thread::start(&execution, &gil, me);
        let mut parts = Vec::new();
        while let Some((index, range)) = dispenser.next() {
            parts.push((index, thread.run(range)?));
        }
        Ok(parts)
    };
    let parts: Result<Vec<Vec<_>>, Stop> = crew
        .threads()?
        .run_on_each(work)
        .await?
        .into_iter()
        .collect();
    Ok(in_order(parts?.into_iter().flatten().collect()))
}

/// A thread that holds the lock, unless it waits for the network. Dropping it lets go.
struct Thread<'run> {
    execution: &'run Execution,
    gil: &'run Gil,
    me: usize,
    /// Items it computes between two looks at the drop request.
    step: usize,
}

impl<'run> Thread<'run> {
    fn start(execution: &'run Execution, gil: &'run Gil, me: usize) -> Self {
        let thread = Self {
            execution,
            gil,
            me,
            step: 1,
        };
        thread.take_lock();
        thread
    }

    /// Executes a range, step by step.
    fn run(&mut self, range: Range<usize>) -> Result<Part, Stop> {
        let mut parts = Vec::new();
        let mut start = range.start;
        while start < range.end {
            let items = start..range.end.min(start + self.step);
            start = items.end;
            parts.push(self.run_step(items)?);
            if self.gil.drop_requested() {
                self.gil.drop_by(self.me);
                self.take_lock();
            }
        }
        Ok(self.execution.task.combine(parts))
    }

    fn run_step(&mut self, items: Range<usize>) -> Result<Part, Stop> {
        let mut fetched = Vec::new();
        if self.execution.downloads() {
            self.gil.drop_by(self.me);
            let outcome = self.execution.fetch_range_blocking(items.clone(), self.me);
            self.take_lock();
            fetched = outcome?;
        }
        let begin_ms = now_ms();
        let part = self.execution.compute(items, fetched, self.me);
        self.adapt(now_ms() - begin_ms);
        part
    }

    fn adapt(&mut self, took_ms: f64) {
        if took_ms < STEP_MS / 2.0 {
            self.step = (self.step * 2).min(self.execution.task.len());
        } else if took_ms > STEP_MS * 2.0 {
            self.step = (self.step / 2).max(1);
        }
    }

    fn take_lock(&self) {
        let lane = self.execution.timeline.lane(self.me);
        lane.span(SpanKind::LockWait, None, || self.gil.take(self.me));
    }
}

impl Drop for Thread<'_> {
    fn drop(&mut self) {
        self.gil.drop_by(self.me);
    }
}
