//! What a run says while it goes on.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::report::{Skipped, TrialRecord};

/// How far the present trial is. Counts are of completed items, never of items handed out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The strategy's id.
    pub strategy: String,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// Items completed.
    pub completed: u32,
    /// Items in all.
    pub items: u32,
    /// Bytes received from the network.
    pub bytes: f64,
    /// Requests that were tried again.
    pub retries: u32,
    /// Time since the trial began.
    pub elapsed_ms: f64,
}

/// A picture that has just arrived. Its bytes travel beside this event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PictureArrival {
    /// The strategy's id.
    pub strategy: String,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// The item's number, from 0.
    pub item: u32,
    /// The worker that fetched it, from 0.
    pub worker: u32,
    /// The address asked for.
    pub url: String,
}

/// One event of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum RunEvent {
    /// A strategy will not run, and why.
    StrategySkipped(Skipped),
    /// A trial begins.
    TrialStart(Progress),
    /// A trial goes on: at most twenty times a second.
    Progress(Progress),
    /// A picture arrived; `bytes` (a `Uint8Array`) is added where the event crosses to the page.
    Picture(PictureArrival),
    /// A trial is done.
    TrialEnd(TrialRecord),
    /// Something the reader should know, which stops nothing.
    Notice {
        /// A kebab-case name for it.
        code: String,
        /// What, and what next.
        message: String,
    },
}
