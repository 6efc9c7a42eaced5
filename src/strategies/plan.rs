//! How a trial is to be executed.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::ChunkSize;
use crate::network::Conditions;

/// How a trial is to be executed.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Threads or processes to use.
    pub workers: usize,
    /// Items a worker is given at a time.
    pub chunk_size: ChunkSize,
    /// Requests that the event loop keeps in flight at once.
    pub in_flight: usize,
    /// How ranges are handed to processes.
    pub call: PoolCall,
    /// Ranges that are handed out ahead, for each worker.
    pub pre_dispatch: usize,
    /// How much the log says; at 0 completions are not told.
    pub verbose: u32,
    /// Whether parts of a picture are shown as they are there.
    pub paints: bool,
    /// Under what conditions requests are made.
    pub conditions: Conditions,
}

/// How ranges are handed to a pool of processes: the methods of Python's `multiprocessing.Pool`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PoolCall {
    /// All ranges at once; the caller has the parts when all are there.
    #[default]
    Map,
    /// As `map`; in Python each item is a tuple of arguments.
    Starmap,
    /// All ranges at once; the caller has each part as soon as it is there, in whatever order.
    ImapUnordered,
    /// Each range by itself, all queued at once; a callback is called as each completes.
    ApplyAsync,
    /// Each range by itself, the next one only when the last is done: no two at the same time.
    Apply,
}

/// How processes are started, by the names of Python's `multiprocessing.set_start_method`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StartMethod {
    /// One pool, kept open for all trials, as joblib keeps its own.
    #[default]
    Reuse,
    /// For each trial anew, from a module that is ready: as a server forks a clean process.
    Forkserver,
    /// For each trial anew, from nothing: the module is fetched and compiled again.
    Spawn,
}
