//! What a trial has done so far, in numbers.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// What has been done so far, for whoever watches.
#[derive(Debug, Default)]
pub struct Counters {
    /// Items completed.
    pub completed: AtomicUsize,
    /// Bytes received from the network.
    pub bytes: AtomicUsize,
    /// Requests that were tried again.
    pub retries: AtomicU32,
    /// Messages between workers with memories of their own.
    pub messages: AtomicUsize,
    /// Bytes in those messages: each is copied from one memory to another.
    pub copied: AtomicUsize,
}

impl Counters {
    /// Counts items as completed.
    pub(super) fn complete(&self, items: usize) {
        self.completed.fetch_add(items, Ordering::Relaxed);
    }

    /// Counts a message of so many bytes.
    pub fn sent(&self, bytes: usize) {
        self.messages.fetch_add(1, Ordering::Relaxed);
        self.copied.fetch_add(bytes, Ordering::Relaxed);
    }
}
