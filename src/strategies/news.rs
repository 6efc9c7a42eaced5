//! What a trial tells as it happens.

use std::ops::Range;
use std::sync::Arc;

use crate::tasks::Body;

/// Something that whoever watches a trial is told as it happens.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A source's body has arrived.
    Arrival(Arrival),
    /// So many items were completed; told where a log is kept.
    Completed {
        /// How many.
        items: usize,
        /// When, by [`now_ms`](crate::timeline::now_ms).
        at_ms: f64,
    },
    /// A part of a picture is there to be looked at.
    Painted {
        /// The items it shows.
        items: Range<usize>,
        /// The lane of the worker that made it.
        lane: usize,
        /// Its pixels: [`AnyTask::paint`](crate::tasks::AnyTask::paint).
        pixels: Vec<u8>,
    },
}

/// A source whose body has just arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The item it is for.
    pub item: usize,
    /// The lane of the worker that fetched it.
    pub lane: usize,
    /// Its body.
    pub body: Arc<Body>,
}
