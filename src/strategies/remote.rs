//! What crosses between the coordinator and a process.

use std::ops::Range;
use std::sync::atomic::Ordering;

use futures::channel::mpsc::UnboundedReceiver;
use locale::say;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::execution::{Execution, Stop};
use super::news::{Arrival, News};
use crate::error::{ErrorCode, PlaygroundError};
use crate::network::Conditions;
use crate::tasks::{Body, DecodeError, Part};
use crate::timeline::{ItemRange, Span, SpanKind, shift_between};
use crate::workers::Process;

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
    pub(super) id: String,
    pub(super) bytes: ByteBuf,
    pub(super) conditions: Conditions,
}

/// What makes a process a rank.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RankCall {
    pub(super) rank: usize,
    pub(super) ranks: usize,
    pub(super) items: usize,
    /// The whole task, for rank 0; the others get theirs from their parents.
    pub(super) task: Option<SentTask>,
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
    let mut row = coordinator.in_a_row(items);
    let call = row.span(SpanKind::Serialise, || to_bytes(&call()));
    execution.counters.sent(call.len());
    let sent_ms = row.last_ms;
    let answer = row.span(SpanKind::Copy, || process.send(&call));
    let message = execution.unless_cancelled(answer).await??;
    let mut row = coordinator.in_a_row(items);
    let received_ms = row.last_ms;
    let reply = row.span(SpanKind::Copy, || message.into_bytes());
    execution.counters.sent(reply.len());
    let reply = row.span(SpanKind::Serialise, || postcard::from_bytes(&reply));
    let mut reply: Reply = reply.map_err(|cause| {
        unreadable(&DecodeError {
            what: "a reply",
            cause,
        })
    })?;
    let (first_ms, last_ms) = extent(&reply.spans);
    let shift_ms = shift_between(sent_ms, received_ms, first_ms, last_ms);
    for (_, start_ms, end_ms, _) in &mut reply.spans {
        *start_ms += shift_ms;
        *end_ms += shift_ms;
    }
    Ok(reply)
}

/// When the first of some spans began and the last one ended; no span lies between them if there is
/// none.
fn extent(spans: &[SentSpan]) -> (f64, f64) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    spans.iter().fold(none, |(first, last), span| {
        (first.min(span.1), last.max(span.2))
    })
}

impl Reply {
    /// In a process: a part that has been encoded, and all that an execution has noted.
    pub(super) fn new(
        part: Vec<u8>,
        execution: &Execution,
        news: &mut UnboundedReceiver<News>,
    ) -> Self {
        let news = std::iter::from_fn(|| news.try_recv().ok());
        let arrival = |news| match news {
            News::Arrival(Arrival { item, body, .. }) => Some((item, body.to_vec().into())),
            News::Completed { .. } | News::Painted(_) => None,
        };
        let arrivals = news.filter_map(arrival).collect();
        let spans = execution.coordinator().spans_since(0.0);
        let counters = &execution.counters;
        Self {
            part: part.into(),
            spans: spans.into_iter().map(to_send).collect(),
            retries: counters.retries.load(Ordering::Relaxed),
            messages: counters.messages.load(Ordering::Relaxed),
            copied: counters.copied.load(Ordering::Relaxed),
            arrivals,
        }
    }

    /// At the coordinator: notes what a process says it did, on its `lane`; its first item is our `first`.
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
            let (item, body) = (first + item, Body::from(body.into_vec()).into());
            execution.tell(News::Arrival(Arrival { item, lane, body }));
        }
        counters.retries.fetch_add(self.retries, Ordering::Relaxed);
        counters
            .messages
            .fetch_add(self.messages, Ordering::Relaxed);
        counters.copied.fetch_add(self.copied, Ordering::Relaxed);
    }

    /// At the coordinator: the part.
    ///
    /// # Errors
    /// `build-mismatch` if it cannot be read.
    pub(super) fn part(&self, execution: &Execution) -> Result<Part, Stop> {
        let part = execution.task.decode_part(&self.part);
        part.map_err(|cause| unreadable(&cause).into())
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
        say!(
            "A process answered in the words of another build ({cause}): reload the page.",
            "Ein Prozess antwortete in den Worten eines anderen Builds ({cause}): die Seite neu laden."
        ),
    )
}
