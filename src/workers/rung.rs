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

impl Rung {
    /// Why something that needs this rung cannot be had on a lower one, and what would change it.
    pub fn out_of_reach(self) -> &'static str {
        match self {
            Self::Threads => {
                "Threads need shared memory, which browsers give only to a cross-origin isolated page. Open the full page, or have the host send the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy."
            }
            Self::Processes | Self::Single => {
                "This place lets the page start no more than one worker. Open the full page, or use another browser."
            }
        }
    }
}
