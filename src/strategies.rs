//! How a task is executed: each file reads like the definition of its strategy.
//!
//! A strategy gets an [`Execution`] (the task, cut into ranges, and what is noted while it runs)
//! and a crew of workers, and returns the parts in the order of their ranges.
//!
//! To add a strategy: write its file and name it in [`CATALOGUE`].

mod batching;
mod cancellation;
mod catalogue;
mod chunks;
mod dispenser;
mod event_loop;
mod execution;
mod gil_threads;
mod pipeline;
mod plan;
mod processes;
mod ranks;
mod remote;
mod sequential;
mod sync;
mod task_graph;
mod threads;
mod work_queue;

pub use cancellation::Cancellation;
pub use catalogue::{CATALOGUE, DEFAULT, Entry, Outcome, YARDSTICK, find, ids};
pub use chunks::ChunkSize;
pub use execution::{Arrival, Counters, Execution, News, Stop};
pub use gil_threads::Gil;
pub use plan::{Plan, PoolCall, StartMethod};
pub use remote::answer;
pub use task_graph::{Countdown, GraphNode};
pub use work_queue::BoundedQueue;
