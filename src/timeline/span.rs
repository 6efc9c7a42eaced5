//! What is recorded: a stretch of time on a lane, of one kind.

use std::ops::Range;

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// What a worker was doing. A kind's number is its place here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[repr(u32)]
pub enum SpanKind {
    /// Computing items.
    Run,
    /// Waiting for a response and reading it.
    Fetch,
    /// Idle, or pausing between two tries of a request.
    Wait,
    /// Waiting for a lock that another worker holds.
    LockWait,
    /// Turning data into bytes, or bytes into data.
    Serialise,
    /// Moving bytes between two memories.
    Copy,
    /// Being started.
    Start,
}

impl SpanKind {
    /// All kinds, by their numbers: the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Run,
        Self::Fetch,
        Self::Wait,
        Self::LockWait,
        Self::Serialise,
        Self::Copy,
        Self::Start,
    ];
}

/// What a lane's worker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LaneKind {
    /// The worker that hands out ranges and combines parts; alone, it computes as well.
    Coordinator,
    /// A worker that shares the coordinator's memory.
    Thread,
    /// A worker with a memory of its own.
    Process,
    /// A GPU, which has a memory of its own too, and thousands of places.
    Gpu,
    /// Not a worker: a place for one request in flight on the event loop.
    Request,
}

/// A run of items: `start` included, `end` not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemRange {
    /// The first item.
    pub start: u32,
    /// One past the last item.
    pub end: u32,
}

impl From<Range<usize>> for ItemRange {
    /// Item counts are bounded well below 2^32 by the request's check.
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
        }
    }
}

/// A stretch of time on a lane.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// What the worker was doing.
    pub kind: SpanKind,
    /// When it began.
    pub start_ms: f64,
    /// When it was over.
    pub end_ms: f64,
    /// The items it was for, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub range: Option<ItemRange>,
}
