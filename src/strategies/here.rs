//! In a process: an execution of its own, of a task that was sent.

use std::ops::Range;
use std::sync::Arc;

use futures::channel::mpsc::UnboundedReceiver;
use serde::de::DeserializeOwned;

use super::cancellation::Cancellation;
use super::chunks::ChunkSize;
use super::execution::{Execution, Inbox};
use super::news::News;
use super::plan::{Plan, PoolCall};
use super::remote::{Reply, SentTask, to_bytes};
use crate::tasks::{self, Part};
use crate::timeline::{LaneRecorder, SpanKind, Timeline};
use crate::workers::Message;

/// Takes a message in.
pub(super) fn receive<T: DeserializeOwned>(lane: &LaneRecorder, message: Message) -> T {
    let mut row = lane.in_a_row(None);
    let bytes = row.span(SpanKind::Copy, || message.into_bytes());
    let read = || postcard::from_bytes(&bytes).expect("the sender is of the same build");
    row.span(SpanKind::Serialise, read)
}

/// An execution in a process, and what it has to tell.
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
        let (execution, Inbox { news, .. }) = Execution::new(
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
        to_bytes(&Reply::new(part, &self.execution, &mut self.news))
    }
}
