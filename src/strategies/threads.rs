//! `threads`: workers that share our memory take ranges from a common store, by rayon. A
//! download blocks the thread that asked for it, as it does in Python.

use std::sync::Arc;

use locale::Text;
use rayon::prelude::*;

use super::chunks::in_order;
use super::dispenser::Dispenser;
use super::entry::Entry;
use super::lanes::{COORDINATOR, THREAD, lanes};
use super::{ChunkSize, Execution, Stop};
use crate::tasks::Part;
use crate::timeline::{LaneKind, now_ms};
use crate::workers::{Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "threads",
    title: Text::alike("Threads"),
    summary: Text::new(
        "Workers share one memory and take ranges of items from it. Nothing is copied.",
        "Worker teilen sich einen Speicher und holen sich Bereiche von Elementen daraus. Nichts wird kopiert.",
    ),
    in_python: Some(Text::new(
        "In Python, threads share one interpreter: only the one that holds its GIL computes. They gain where they wait for the network.",
        "In Python teilen sich Threads einen Interpreter: Nur der rechnet, der dessen GIL hält. Sie gewinnen, wo sie auf das Netz warten.",
    )),
    needs: Rung::Threads,
    scales: true,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Thread, THREAD, plan.workers, COORDINATOR),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// Handing a range to a thread costs about a microsecond, so there may be many, which evens out
/// ranges of different cost.
const CHUNKS_PER_WORKER: usize = 64;

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let auto = execution.few_or(CHUNKS_PER_WORKER);
    if execution.plan.chunk_size == ChunkSize::Joblib {
        return in_batches(execution, crew).await;
    }
    let on_threads = move || {
        let run = |range| execution.run_blocking(range, rayon::current_thread_index().unwrap_or(0));
        execution
            .ranges(auto)
            .into_par_iter()
            .with_max_len(1)
            .map(run)
            .collect()
    };
    crew.threads()?.run(on_threads).await?
}

/// As joblib's threading backend: threads take batches, whose size follows from how long the
/// last ones took.
async fn in_batches(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let dispenser = Dispenser::new(&execution, 1);
    let work = move |me| {
        let mut parts = Vec::new();
        while let Some((index, range)) = dispenser.next() {
            let (items, begin_ms) = (range.len(), now_ms());
            parts.push((index, execution.run_blocking(range, me)?));
            dispenser.took(items, now_ms() - begin_ms);
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
