//! `processes`: workers with a memory of their own. What a range needs is cut out of the task,
//! turned into bytes and sent; what it yields comes back the same way, as in Python's
//! multiprocessing.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use futures::future::try_join_all;

use super::catalogue::{Entry, lanes};
use super::chunks::{chunks_per_worker, in_order};
use super::remote::{Call, SentTask, ask};
use super::{Execution, Stop};
use crate::tasks::Part;
use crate::timeline::LaneKind;
use crate::workers::{Crew, Process, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "processes",
    title: "Processes",
    summary: "Workers have memories of their own. What they need is copied to them, and what they found is copied back.",
    needs: Rung::Processes,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Process, "process", plan.workers, "coordinator"),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// As Python's `Pool.map`.
const CHUNKS_PER_WORKER: usize = 4;

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let workers = execution.plan.workers;
    let auto = if execution.downloads() {
        1
    } else {
        chunks_per_worker(CHUNKS_PER_WORKER, execution.task.len(), workers)
    };
    let queue = RefCell::new(execution.ranges(auto).into_iter().enumerate());
    let parts = RefCell::new(Vec::new());

    let employ = async |(lane, process)| {
        loop {
            let next = queue.borrow_mut().next();
            let Some((index, range)) = next else {
                return Ok::<_, Stop>(());
            };
            let part = call(&execution, process, lane, range).await?;
            parts.borrow_mut().push((index, part));
        }
    };
    try_join_all(crew.processes().iter().enumerate().map(employ)).await?;
    Ok(in_order(parts.into_inner()))
}

/// Has a process execute one range.
async fn call(
    execution: &Execution,
    process: &Process,
    lane: usize,
    range: Range<usize>,
) -> Result<Part, Stop> {
    let call = || Call::Run(SentTask::cut(execution, range.clone()));
    let mut reply = ask(execution, process, &range, call).await?;
    reply.note(execution, lane, range.start);
    execution.counters.complete(range.len());
    reply.part(execution)
}
