//! How a task is executed: each file reads like the definition of its strategy.
//!
//! A strategy gets an [`Execution`] (the task, cut into ranges, and what is noted while it runs)
//! and a crew of workers, and returns the parts in the order of their ranges.
//!
//! To add a strategy: write its file and name it in [`CATALOGUE`].

mod answer;
mod batching;
mod cancellation;
mod catalogue;
mod chunks;
mod counters;
mod dispenser;
mod entry;
mod event_loop;
mod execution;
mod fetching;
mod gil_threads;
mod gpu;
mod graph_node;
mod here;
mod lanes;
mod news;
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

pub use answer::answer;
pub use cancellation::Cancellation;
pub use catalogue::{CATALOGUE, DEFAULT, ON_EVENT_LOOP, ON_GPU, YARDSTICK, find, ids};
pub use chunks::ChunkSize;
pub use counters::Counters;
pub use entry::{Entry, Outcome};
pub use execution::{Execution, Inbox, Stop};
pub use gil_threads::Gil;
pub use graph_node::GraphNode;
pub use news::{Arrival, Band, News};
pub use plan::{Plan, PoolCall, StartMethod};
pub use task_graph::Countdown;
pub use work_queue::BoundedQueue;
