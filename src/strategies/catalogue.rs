//! Every strategy there is.

use super::entry::Entry;
use super::{
    event_loop, gil_threads, gpu, pipeline, processes, ranks, sequential, task_graph, threads,
    work_queue,
};

/// The strategies that are run when none are named.
pub const DEFAULT: [&str; 4] = ["sequential", "event-loop", "threads", "processes"];

/// The strategy that every other is compared with.
pub const YARDSTICK: &str = sequential::ENTRY.id;

/// The strategies whose requests one thread has in flight, many at a time.
pub const ON_EVENT_LOOP: [&str; 2] = [event_loop::ENTRY.id, pipeline::ENTRY.id];

/// The strategy that computes elsewhere, and may round where others do not.
pub const ON_GPU: &str = gpu::ENTRY.id;

/// All strategies, in the order they are shown.
pub const CATALOGUE: &[Entry] = &[
    sequential::ENTRY,
    event_loop::ENTRY,
    threads::ENTRY,
    gil_threads::ENTRY,
    processes::ENTRY,
    work_queue::ENTRY,
    task_graph::ENTRY,
    pipeline::ENTRY,
    ranks::ENTRY,
    gpu::ENTRY,
];

/// The entry of an id.
pub fn find(id: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.id == id)
}

/// All ids, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.id)
}
