//! A GPU as a worker: it has a memory of its own, and thousands of places that go in step.

use std::ops::Range;

use futures::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use crate::error::PlaygroundError;
use crate::tasks::Job;
use crate::timeline::Span;

/// What a browser says of a GPU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GpuInfo {
    /// Its name, as far as the browser tells.
    pub name: String,
    /// Whether it is none: the processor computes in its place.
    pub software: bool,
    /// Whether it told by a clock of its own when it computed. Else that is from when it was handed
    /// the work to when it was seen to be done.
    pub own_clock: bool,
}

/// What a GPU did.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// What the kernel yielded.
    pub output: Vec<u8>,
    /// When it copied and computed, by [`now_ms`](crate::timeline::now_ms).
    pub spans: Vec<Span>,
    /// What it took to find the GPU and to compile the kernel, once for all.
    pub started_in_ms: f64,
    /// Which GPU it was.
    pub info: GpuInfo,
}

/// A GPU, wherever it is.
pub trait Gpu {
    /// Has it compute these ranges of a task, by the kernel of the task's id.
    fn compute<'a>(
        &'a self,
        task: &'a str,
        job: Job<'a>,
        ranges: &'a [Range<usize>],
    ) -> LocalBoxFuture<'a, Result<Computed, PlaygroundError>>;

    /// Gives up whatever it is doing.
    fn give_up(&self);
}
