//! `work-queue`: a producer puts ranges into a bounded queue in shared memory, and threads take
//! them out. The queue's length over time tells which of the two is the slower.

mod queue;

use std::sync::Arc;

use locale::Text;

use super::chunks::in_order;
use super::entry::Entry;
use super::lanes::{PRODUCER, THREAD, lanes};
use super::{Execution, Stop};
use crate::tasks::Part;
use crate::timeline::{LaneKind, SpanKind, Track, now_ms};
use crate::workers::{Crew, Rung};

pub use queue::BoundedQueue;

pub(super) const ENTRY: Entry = Entry {
    id: "work-queue",
    title: Text::new("Work queue", "Warteschlange"),
    summary: Text::new(
        "A producer puts ranges into a queue of limited length; threads take them out as they become free.",
        "Ein Erzeuger stellt Bereiche in eine Warteschlange von begrenzter Länge; Threads nehmen sie heraus, sobald sie frei sind.",
    ),
    in_python: None,
    needs: Rung::Threads,
    scales: true,
    suits: |_| Ok(()),
    workers: |plan| plan.workers,
    lanes: |plan, _| lanes(LaneKind::Thread, THREAD, plan.workers, PRODUCER),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// Enough ranges that the queue fills and empties many times.
const CHUNKS_PER_WORKER: usize = 16;

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let workers = execution.plan.workers;
    let auto = execution.few_or(CHUNKS_PER_WORKER);
    let queue = Arc::new(BoundedQueue::new(execution.plan.pre_dispatch * workers));
    let depth = execution.timeline.add_track(Track::new(
        Text::new("queue depth", "Länge der Warteschlange").read(),
        Text::new("ranges", "Bereiche").read(),
    ));

    let consumers = {
        let (execution, queue) = (execution.clone(), queue.clone());
        crew.threads()?.run_on_each(move |me| {
            let lane = execution.timeline.lane(me);
            let mut parts = Vec::new();
            while let Some(((index, range), left)) = lane.span(SpanKind::Wait, None, || queue.get())
            {
                execution.timeline.sample(depth, now_ms(), left as f64);
                parts.push((index, execution.run_blocking(range, me)?));
            }
            Ok::<_, Stop>(parts)
        })
    };
    let producer = async {
        for range in execution.ranges(auto).into_iter().enumerate() {
            let length = execution.unless_cancelled(queue.put(range)).await;
            let Ok(length) = length else { break };
            execution.timeline.sample(depth, now_ms(), length as f64);
        }
        queue.close();
    };
    let (parts, ()) = futures::join!(consumers, producer);
    // Two that took the last ranges may have noted so in either order; now it is empty.
    execution.timeline.sample(depth, now_ms(), 0.0);
    let parts: Result<Vec<Vec<_>>, Stop> = parts?.into_iter().collect();
    Ok(in_order(parts?.into_iter().flatten().collect()))
}
