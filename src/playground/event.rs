//! What a run says while it goes on.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::report::{Skipped, Trial, TrialRecord};
use crate::language::Language;
use crate::timeline::{ItemRange, Window};

/// How far the present trial is. Counts are of completed items, never of items handed out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
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
    /// Items a second so far; none before one is completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub rate: Option<f64>,
    /// How long this strategy's trials, the present one among them, will still take; the other
    /// strategies' come on top. None before an item is completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub remaining_ms: Option<f64>,
}

/// A picture that has arrived since the last progress was told. Its bytes travel beside this event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PictureArrival {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
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

/// Rows of a picture, one below the other, that a worker has computed since the last progress was
/// told. Their pixels travel beside this event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PaintedRows {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// The rows, from 0.
    pub rows: ItemRange,
    /// Rows of the whole picture.
    pub height: u32,
    /// The worker that computed them, from 0.
    pub worker: u32,
}

/// A trial that whoever shares the coordinator's memory can look at while it goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialWindow {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// Where to look.
    pub window: Window,
}

/// A trial as far as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialSoFar {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// Its lanes in outline, without tracks, graph and log; and without spans where there is a
    /// [`TrialWindow`] to see them through.
    pub so_far: Trial,
}

/// Lines of a trial's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct LogLines {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// The lines, in order, that were written since the last such event.
    pub lines: Vec<String>,
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
    /// A picture arrived: told with the next progress; `bytes` (a `Uint8Array`) is added where the
    /// event crosses to the page.
    Picture(PictureArrival),
    /// Rows of a picture were computed: told with the next progress; `bytes` (a `Uint8Array`) is
    /// added where the event crosses to the page: row after row, each pixel's red, green, blue and opacity.
    Painted(PaintedRows),
    /// Where the spans of the trial that has just begun are; only where the page shares the
    /// coordinator's memory.
    TrialWindow(TrialWindow),
    /// What a trial's lanes look like by now: a few times a second.
    TrialSoFar(Box<TrialSoFar>),
    /// The log goes on.
    Log(LogLines),
    /// A trial is done.
    TrialEnd(Box<TrialRecord>),
    /// Something the reader should know, which stops nothing.
    Notice {
        /// A kebab-case name for it.
        code: String,
        /// What, and what next.
        message: String,
    },
}
