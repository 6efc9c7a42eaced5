//! `processes`: workers with a memory of their own. What a range needs is cut out of the task,
//! turned into bytes and sent; what it yields comes back the same way, as in Python's
//! multiprocessing.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use futures::channel::mpsc;
use futures::future::try_join_all;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::catalogue::{Entry, lanes};
use super::chunks::{chunks_per_worker, in_order};
use super::execution::{Arrival, Counters, Plan};
use super::{Cancellation, ChunkSize, Execution, Stop};
use crate::error::{ErrorCode, PlaygroundError};
use crate::network::Conditions;
use crate::tasks::{self, Part};
use crate::timeline::{ItemRange, LaneKind, Span, SpanKind};
use crate::workers::{Crew, Message, Process, Rung};

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

/// What is sent to a process: a small task and how to execute it.
#[derive(Debug, Serialize, Deserialize)]
struct Call {
    task_id: String,
    task: ByteBuf,
    conditions: Conditions,
}

/// A [`Span`] for sending: bytes without names cannot leave a field out, as the report does.
type SentSpan = (SpanKind, f64, f64, Option<ItemRange>);

/// What comes back.
#[derive(Debug, Serialize, Deserialize)]
struct Reply {
    part: ByteBuf,
    spans: Vec<SentSpan>,
    retries: u32,
    arrivals: Vec<(usize, ByteBuf)>,
}

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
    let coordinator = execution.coordinator();
    let items = Some(range.clone().into());
    let call = coordinator.span(SpanKind::Serialise, items, || {
        to_bytes(&Call {
            task_id: execution.task_id.into(),
            task: execution.task.extract(range.clone()).encode().into(),
            conditions: execution.plan.conditions.clone(),
        })
    });
    let answer = coordinator.span(SpanKind::Copy, items, || process.send(&call));
    let message = execution.unless_cancelled(answer).await??;
    let reply = coordinator.span(SpanKind::Copy, items, || message.into_bytes());
    coordinator.span(SpanKind::Serialise, items, || {
        let reply: Reply =
            postcard::from_bytes(&reply).map_err(|cause| unreadable(&cause.to_string()))?;
        take_in(execution, lane, range, reply)
    })
}

/// Notes what a process says it did, and yields its part.
fn take_in(
    execution: &Execution,
    lane: usize,
    range: Range<usize>,
    reply: Reply,
) -> Result<Part, Stop> {
    for (kind, start_ms, end_ms, items) in reply.spans {
        // A process counts its items from 0.
        let first = range.start as u32;
        let items = items.map(|items| ItemRange {
            start: first + items.start,
            end: first + items.end,
        });
        execution.timeline.lane(lane).push(Span {
            kind,
            start_ms,
            end_ms,
            range: items,
        });
    }
    for (item, body) in reply.arrivals {
        execution
            .counters
            .bytes
            .fetch_add(body.len(), Ordering::Relaxed);
        let (item, body) = (range.start + item, body.into_vec());
        // Nobody listens any more where the run is being given up.
        let _ = execution
            .arrivals
            .unbounded_send(Arrival { item, lane, body });
    }
    execution
        .counters
        .retries
        .fetch_add(reply.retries, Ordering::Relaxed);
    execution
        .counters
        .completed
        .fetch_add(range.len(), Ordering::Relaxed);
    let part = execution.task.decode_part(&reply.part);
    part.map_err(|cause| unreadable(&cause.to_string()).into())
}

/// In a process: executes what a message asks for.
pub async fn answer(message: Message) -> Vec<u8> {
    // A message that cannot be read comes from another build, which the handshake rules out:
    // the trap ends this worker, and the coordinator hears of it.
    let timeline = lanes(LaneKind::Process, "process", 0, "process");
    let lane = timeline.lane(0);
    let call = lane.span(SpanKind::Copy, None, || message.into_bytes());
    let (task_id, task, conditions) = lane.span(SpanKind::Serialise, None, || {
        let call: Call = postcard::from_bytes(&call).expect("the coordinator is of the same build");
        let entry = tasks::find(&call.task_id).expect("the coordinator has the same catalogue");
        let task = (entry.decode)(&call.task).expect("the coordinator has the same tasks");
        (entry.id, task, call.conditions)
    });
    let (arrivals, arrived) = mpsc::unbounded();
    let execution = Execution {
        task_id,
        task: task.into(),
        plan: Plan {
            workers: 1,
            chunk_size: ChunkSize::Auto,
            in_flight: 1,
            conditions,
        },
        timeline,
        counters: Counters::default(),
        cancellation: Arc::new(Cancellation::default()),
        arrivals,
        graph: OnceLock::new(),
    };
    let part = execution.run(0..execution.task.len(), 0, 0).await;
    let part = part.expect("nobody cancels inside a process: it is ended from outside");
    let part = execution.coordinator().span(SpanKind::Serialise, None, || {
        execution.task.encode_part(part)
    });
    to_bytes(&reply(execution, part, arrived))
}

fn reply(
    execution: Execution,
    part: Vec<u8>,
    mut arrived: mpsc::UnboundedReceiver<Arrival>,
) -> Reply {
    let arrivals = std::iter::from_fn(|| arrived.try_recv().ok());
    Reply {
        part: part.into(),
        spans: execution
            .coordinator()
            .spans_since(0.0)
            .into_iter()
            .map(to_send)
            .collect(),
        retries: execution.counters.retries.load(Ordering::Relaxed),
        arrivals: arrivals
            .map(|arrival| (arrival.item, arrival.body.into()))
            .collect(),
    }
}

fn to_send(span: Span) -> SentSpan {
    (span.kind, span.start_ms, span.end_ms, span.range)
}

fn to_bytes(message: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(message).expect("plain data has a length known in advance")
}

fn unreadable(cause: &str) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::BuildMismatch,
        format!("A process answered in words of another build ({cause}): reload the page."),
    )
}
