//! `processes`: workers with a memory of their own. What a range needs is cut out of the task,
//! turned into bytes and sent; what it yields comes back the same way, as in Python's
//! multiprocessing.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use futures::future::try_join_all;
use locale::{Text, count, say};

use super::chunks::in_order;
use super::dispenser::Dispenser;
use super::entry::Entry;
use super::lanes::{COORDINATOR, PROCESS, lanes};
use super::remote::{Call, SentTask, ask};
use super::{Execution, PoolCall, Stop};
use crate::error::ErrorCode;
use crate::tasks::Part;
use crate::timeline::{LaneKind, SpanKind, now_ms};
use crate::workers::{Crew, Process, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "processes",
    title: Text::new("Processes", "Prozesse"),
    summary: Text::new(
        "Workers have memories of their own. What they need is copied to them, and what they found is copied back.",
        "Worker haben eigene Speicher. Was sie brauchen, wird zu ihnen kopiert, und was sie finden, zurück.",
    ),
    in_python: None,
    needs: Rung::Processes,
    scales: true,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Process, PROCESS, plan.workers, COORDINATOR),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// As Python's `Pool.map`.
const CHUNKS_PER_WORKER: usize = 4;

/// A range that has brought down so many processes is to blame itself.
const MOST_DEATHS: usize = 3;

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let auto = execution.chunk(CHUNKS_PER_WORKER);
    let pool = Pool {
        execution: &execution,
        crew,
        dispenser: Dispenser::new(&execution, auto),
        parts: RefCell::default(),
    };
    match execution.plan.call {
        PoolCall::Apply => pool.apply().await?,
        PoolCall::Map | PoolCall::Starmap | PoolCall::ImapUnordered | PoolCall::ApplyAsync => {
            pool.map().await?
        }
    }
    Ok(in_order(pool.parts.into_inner()))
}

/// Processes that execute ranges.
struct Pool<'run> {
    execution: &'run Execution,
    crew: &'run Crew,
    dispenser: Dispenser,
    parts: RefCell<Vec<(usize, Part)>>,
}

impl Pool<'_> {
    /// One range after another, whoever's turn it is.
    async fn apply(&self) -> Result<(), Stop> {
        let workers = self.execution.plan.workers;
        while let Some((index, range)) = self.dispenser.next() {
            self.call(index % workers, index, range).await?;
        }
        Ok(())
    }

    /// Each process has its next range before it is done with the last, so that it need not wait
    /// for one; but the last ranges go to whoever is free.
    async fn map(&self) -> Result<(), Stop> {
        let (workers, ahead) = (
            self.execution.plan.workers,
            self.execution.plan.pre_dispatch,
        );
        let employ = async |(worker, place): (usize, usize)| {
            let reserve = if place == 0 { 0 } else { workers * ahead };
            while let Some((index, range)) = self.dispenser.next_beyond(reserve) {
                self.call(worker, index, range).await?;
            }
            Ok::<_, Stop>(())
        };
        let places = (0..ahead).flat_map(|place| (0..workers).map(move |worker| (worker, place)));
        try_join_all(places.map(employ)).await?;
        Ok(())
    }

    /// Has a process execute a range. If it dies, a fresh one takes its place and its range.
    async fn call(&self, worker: usize, index: usize, range: Range<usize>) -> Result<(), Stop> {
        let begin_ms = now_ms();
        for death in 1.. {
            let process = self.crew.process(worker)?;
            match self.try_call(&process, worker, &range).await {
                Err(Stop::Failed(failure))
                    if failure.code == ErrorCode::WorkerCrashed && death < MOST_DEATHS =>
                {
                    self.replace(worker, &process, &range).await?;
                }
                part => {
                    self.parts.borrow_mut().push((index, part?));
                    self.dispenser.took(range.len(), now_ms() - begin_ms);
                    break;
                }
            }
        }
        Ok(())
    }

    async fn try_call(
        &self,
        process: &Process,
        worker: usize,
        range: &Range<usize>,
    ) -> Result<Part, Stop> {
        let call = || Call::Run(SentTask::cut(self.execution, range.clone()));
        let mut reply = ask(self.execution, process, range, call).await?;
        reply.note(self.execution, worker, range.start);
        self.execution.completed(range.len());
        let part = reply.part(self.execution)?;
        self.execution.show(range.clone(), worker, &part);
        Ok(part)
    }

    async fn replace(
        &self,
        worker: usize,
        dead: &Process,
        range: &Range<usize>,
    ) -> Result<(), Stop> {
        let lane = self.execution.timeline.lane(worker);
        lane.span_async(SpanKind::Start, None, self.crew.replace(worker, dead))
            .await?;
        self.execution.note_incident(say!(
            "Process {process} died; items {first} to {last} were run again on a fresh one.",
            "Prozess {process} ist gestorben; die Elemente {first} bis {last} wurden auf einem neuen noch einmal berechnet.",
            process = worker + 1,
            first = count(range.start as u64),
            last = count(range.end as u64 - 1)
        ));
        Ok(())
    }
}
