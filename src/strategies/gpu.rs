//! `gpu`: the GPU computes all items, thousands at a time. It has a memory of its own: what it
//! needs is copied there, and what it found is copied back.

use std::sync::Arc;

use locale::Text;

use super::chunks::ChunkSize;
use super::entry::Entry;
use super::lanes::{COORDINATOR, GPU, lanes};
use super::{Execution, Stop};
use crate::error::{ErrorCode, PlaygroundError};
use crate::tasks::{AnyOnGpu, Part};
use crate::timeline::{LaneKind, SpanKind};
use crate::workers::{Computed, Crew, Rung};

pub(super) const ENTRY: Entry = Entry {
    id: "gpu",
    title: Text::alike("GPU"),
    summary: Text::new(
        "The graphics processor computes thousands of items at a time, in step. What it needs and what it found are copied.",
        "Der Grafikprozessor berechnet Tausende Elemente zugleich, im Gleichschritt. Was er braucht und was er findet, wird kopiert.",
    ),
    in_python: Some(Text::new(
        "Python reaches a GPU by numba.cuda or CuPy: neither runs in a browser.",
        "Python erreicht eine GPU durch numba.cuda oder CuPy: Keines von beiden läuft in einem Browser.",
    )),
    needs: Rung::Single,
    scales: false,
    suits: |task| task.on_gpu.map(drop).map_err(Text::read),
    workers: |_| 1,
    lanes: |_, _| lanes(LaneKind::Gpu, GPU, 1, COORDINATOR),
    execute: |execution, crew| Box::pin(execute(execution, crew)),
};

/// A GPU has all its places taken by one range. They are several for the drivers, which reset a GPU
/// that is at one thing for some seconds.
const RANGES: usize = 16;

async fn execute(execution: Arc<Execution>, crew: &Crew) -> Result<Vec<Part>, Stop> {
    let task = execution.task.on_gpu().ok_or_else(without_kernel)?;
    let lane = execution.timeline.lane(0);
    let job = lane.span(SpanKind::Serialise, None, || task.job());
    let sent = job.inputs.iter().map(|input| input.len()).sum();
    let items = execution.task.len();
    // Which items are whose matters to workers; a GPU's places find theirs by themselves.
    let ranges = ChunkSize::Auto.ranges(items, items.div_ceil(RANGES));
    let computing = crew.compute_on_gpu(execution.task_id, job, &ranges);
    let computed = execution.unless_cancelled(computing).await;
    if computed.is_err() {
        crew.give_up_gpu();
    }
    let Computed { output, spans, .. } = computed??;
    spans.into_iter().for_each(|span| lane.push(span));
    execution.counters.sent(sent);
    execution.counters.sent(output.len());
    Ok(vec![whole(&execution, task, &output)])
}

/// What a GPU yielded, as the part of all items.
fn whole(execution: &Execution, task: &dyn AnyOnGpu, output: &[u8]) -> Part {
    let lane = execution.timeline.lane(0);
    let part = lane.span(SpanKind::Serialise, None, || task.read(output));
    let items = execution.task.len();
    execution.completed(items);
    execution.show(0..items, 0, &part);
    part
}

fn without_kernel() -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::StartFailed,
        Text::new(
            "This task has no kernel for a GPU: choose another.",
            "Diese Aufgabe hat keinen Kernel für eine GPU: eine andere wählen.",
        ),
    )
}
