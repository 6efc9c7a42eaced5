//! What crosses between the coordinator and a process, and what a process does with it.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures::channel::mpsc::UnboundedReceiver;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_bytes::ByteBuf;

use super::catalogue::lanes;
use super::execution::{Arrival, News};
use super::ranks::{self, RankCall};
use super::{Cancellation, ChunkSize, Execution, Plan, PoolCall, Stop};
use crate::error::{ErrorCode, PlaygroundError};
use crate::network::Conditions;
use crate::tasks::{self, DecodeError, Part};
use crate::timeline::{ItemRange, LaneKind, LaneRecorder, Span, SpanKind, Timeline};
use crate::workers::{Message, Process};

/// What a process is asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Call {
    /// Execute a small task, and yield its part.
    Run(SentTask),
    /// Be one of many that share a task among themselves.
    Rank(RankCall),
}

/// A task on its way.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SentTask {
    id: String,
    bytes: ByteBuf,
    conditions: Conditions,
}

/// A [`Span`] for sending: bytes without names cannot leave a field out, as the report does.
type SentSpan = (SpanKind, f64, f64, Option<ItemRange>);

/// What comes back.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reply {
    part: ByteBuf,
    spans: Vec<SentSpan>,
    retries: u32,
    messages: usize,
    copied: usize,
    arrivals: Vec<(usize, ByteBuf)>,
}

impl SentTask {
    /// Cuts a range out of an execution's task, for sending.
    pub(super) fn cut(execution: &Execution, range: Range<usize>) -> Self {
        Self {
            id: execution.task_id.into(),
            bytes: execution.task.extract(range).encode().into(),
            conditions: execution.plan.conditions.clone(),
        }
    }
}

/// At the coordinator: sends `call`, which is about `range`, to a process, and awaits the reply.
pub(super) async fn ask(
    execution: &Execution,
    process: &Process,
    range: &Range<usize>,
    call: impl FnOnce() -> Call,
) -> Result<Reply, Stop> {
    let (coordinator, items) = (execution.coordinator(), Some(range.clone().into()));
    let call = coordinator.span(SpanKind::Serialise, items, || to_bytes(&call()));
    execution.counters.sent(call.len());
    let answer = coordinator.span(SpanKind::Copy, items, || process.send(&call));
    let message = execution.unless_cancelled(answer).await??;
    let reply = coordinator.span(SpanKind::Copy, items, || message.into_bytes());
    execution.counters.sent(reply.len());
    let reply = coordinator.span(SpanKind::Serialise, items, || postcard::from_bytes(&reply));
    reply.map_err(|cause| {
        unreadable(&DecodeError {
            what: "a reply",
            cause,
        })
        .into()
    })
}

impl Reply {
    /// Notes what a process says it did, on its `lane`; its first item is our `first`.
    pub(super) fn note(&mut self, execution: &Execution, lane: usize, first: usize) {
        for (kind, start_ms, end_ms, items) in self.spans.drain(..) {
            let range = items.map(|items| ItemRange {
                start: first as u32 + items.start,
                end: first as u32 + items.end,
            });
            execution.timeline.lane(lane).push(Span {
                kind,
                start_ms,
                end_ms,
                range,
            });
        }
        let counters = &execution.counters;
        for (item, body) in self.arrivals.drain(..) {
            counters.bytes.fetch_add(body.len(), Ordering::Relaxed);
            let (item, body) = (first + item, body.into_vec());
            execution.tell(News::Arrival(Arrival { item, lane, body }));
        }
        counters.retries.fetch_add(self.retries, Ordering::Relaxed);
        counters
            .messages
            .fetch_add(self.messages, Ordering::Relaxed);
        counters.copied.fetch_add(self.copied, Ordering::Relaxed);
    }

    /// The part.
    ///
    /// # Errors
    /// `build-mismatch` if it cannot be read.
    pub(super) fn part(&self, execution: &Execution) -> Result<Part, Stop> {
        let part = execution.task.decode_part(&self.part);
        part.map_err(|cause| unreadable(&cause).into())
    }
}

/// In a process: does what a message asks for.
///
/// A message that cannot be read comes from another build, which the handshake rules out: the
/// panic ends this worker, and the coordinator hears of it.
pub async fn answer(message: Message) -> Vec<u8> {
    let timeline = lanes(LaneKind::Process, "", 0, "process");
    match receive(timeline.lane(0), message) {
        Call::Run(task) => {
            let here = Here::unpack(timeline, task);
            let part = here.run(0..here.execution.task.len()).await;
            let part = here.lane().span(SpanKind::Serialise, None, || {
                here.execution.task.encode_part(part)
            });
            here.reply(part)
        }
        Call::Rank(call) => ranks::answer(timeline, call).await,
    }
}

/// In a process: takes a message in.
pub(super) fn receive<T: DeserializeOwned>(lane: &LaneRecorder, message: Message) -> T {
    let bytes = lane.span(SpanKind::Copy, None, || message.into_bytes());
    let read = || postcard::from_bytes(&bytes).expect("the sender is of the same build");
    lane.span(SpanKind::Serialise, None, read)
}

/// In a process: an execution of its own.
pub(super) struct Here {
    pub(super) execution: Execution,
    news: UnboundedReceiver<News>,
}

impl Here {
    /// Reads a task that was sent; what is noted goes on in `timeline`.
    pub(super) fn unpack(timeline: Timeline, sent: SentTask) -> Self {
        let entry = tasks::find(&sent.id).expect("the sender has the same catalogue");
        let read = || (entry.decode)(&sent.bytes).expect("the sender has the same tasks");
        let task = timeline
            .lane(0)
            .span(SpanKind::Serialise, None, read)
            .into();
        let plan = Plan {
            workers: 1,
            chunk_size: ChunkSize::Auto,
            in_flight: 1,
            call: PoolCall::Map,
            pre_dispatch: 1,
            verbose: 0,
            paints: false,
            conditions: sent.conditions,
        };
        let (execution, news) = Execution::new(
            entry.id,
            task,
            plan,
            timeline,
            Arc::new(Cancellation::default()),
        );
        Self { execution, news }
    }

    pub(super) fn lane(&self) -> &LaneRecorder {
        self.execution.coordinator()
    }

    pub(super) async fn run(&self, range: Range<usize>) -> Part {
        let part = self.execution.run(range, 0, 0).await;
        part.expect("nobody cancels inside a process: it is ended from outside")
    }

    /// The reply with a part that has been encoded, and all that was noted.
    pub(super) fn reply(mut self, part: Vec<u8>) -> Vec<u8> {
        let news = std::iter::from_fn(|| self.news.try_recv().ok());
        let arrival = |news| match news {
            News::Arrival(Arrival { item, body, .. }) => Some((item, body.into())),
            News::Completed { .. } | News::Painted { .. } => None,
        };
        let arrivals = news.filter_map(arrival).collect();
        let counters = &self.execution.counters;
        to_bytes(&Reply {
            part: part.into(),
            spans: self
                .lane()
                .spans_since(0.0)
                .into_iter()
                .map(to_send)
                .collect(),
            retries: counters.retries.load(Ordering::Relaxed),
            messages: counters.messages.load(Ordering::Relaxed),
            copied: counters.copied.load(Ordering::Relaxed),
            arrivals,
        })
    }
}

/// Plain data, which postcard can always write to a growing vector.
pub(super) fn to_bytes(message: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(message).expect("plain data has a length known in advance")
}

fn to_send(span: Span) -> SentSpan {
    (span.kind, span.start_ms, span.end_ms, span.range)
}

fn unreadable(cause: &DecodeError) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::BuildMismatch,
        format!("A process answered in words of another build ({cause}): reload the page."),
    )
}
