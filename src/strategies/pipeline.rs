//! `pipeline`: two stages that overlap. The event loop downloads, many requests at a time, and
//! hands what has arrived to threads, which compute while further downloads are under way.

use std::cell::RefCell;
use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream};
use locale::Text;

use super::chunks::in_order;
use super::entry::Entry;
use super::lanes::{EVENT_LOOP, REQUEST, THREAD, lanes_of};
use super::{Execution, Stop};
use crate::tasks::{Kind, Part};
use crate::timeline::LaneKind;
use crate::workers::{Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "pipeline",
    title: Text::alike("Pipeline"),
    summary: Text::new(
        "An event loop downloads while threads compute what has already arrived: each does what it is best at.",
        "Eine Event-Loop lädt herunter, während Threads berechnen, was schon angekommen ist: Jede Seite tut, was sie am besten kann.",
    ),
    in_python: None,
    needs: Rung::Threads,
    scales: false,
    suits: |task| match task.kind {
        Kind::Download => Ok(()),
        Kind::Compute => {
            const REASON: Text = Text::new(
                "A pipeline overlaps two unlike stages, and this task has only one: computing.",
                "Eine Pipeline überlappt zwei ungleiche Stufen, und diese Aufgabe hat nur eine: Rechnen.",
            );
            Err(REASON.read())
        }
    },
    workers: |plan| plan.workers,
    lanes: |plan, _| {
        lanes_of(
            &[
                (LaneKind::Thread, THREAD, plan.workers),
                (LaneKind::Request, REQUEST, plan.in_flight),
            ],
            EVENT_LOOP,
        )
    },
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let (workers, in_flight) = (execution.plan.workers, execution.plan.in_flight);
    let threads = crew.threads()?;
    let free_lanes = RefCell::new((workers..workers + in_flight).collect::<Vec<_>>());

    let download = async |(index, range): (usize, std::ops::Range<usize>)| {
        let lane = free_lanes.borrow_mut().pop().unwrap_or(workers);
        let fetched = execution.fetch_range(range.clone(), lane).await?;
        free_lanes.borrow_mut().push(lane);
        Ok::<_, Stop>((index, range, fetched))
    };
    let compute = async |(index, range, fetched)| {
        let execution = execution.clone();
        let on_thread =
            move || execution.compute(range, fetched, rayon::current_thread_index().unwrap_or(0));
        Ok((index, threads.run(on_thread).await??))
    };
    let parts = stream::iter(execution.ranges(1).into_iter().enumerate())
        .map(download)
        .buffer_unordered(in_flight)
        .map_ok(compute)
        .try_buffer_unordered(workers * 2)
        .try_collect()
        .await?;
    Ok(in_order(parts))
}
