//! The ladder of isolation: threads, else processes, else one worker.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// How far up the ladder of isolation this page could climb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// One worker: neither threads nor processes could be started.
    Single,
    /// Workers with memories of their own; memory cannot be shared here.
    Processes,
    /// Workers that share memory, and processes besides.
    Threads,
}
