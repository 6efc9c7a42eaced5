//! What a run asks of the place that it runs in where a program is in Python, and what it is told.

use serde::{Deserialize, Serialize};
use serde_json::Value;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::report::{Printed, Traffic};
use super::version::Version;
use crate::order::sort_by_number;
use crate::strategies::StartMethod;
use crate::tasks::{FetchFailure, File, Fingerprint, Make};
use crate::timeline::{Lane, LaneKind, Span};

/// What Python can do in a place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct PythonAbilities {
    /// CPython's version, such as `3.14.2`.
    pub version: String,
    /// Whether one stack can be left for another, so that whatever waits lets others go on.
    pub threads: bool,
    /// Whether a thread that computes can be made to let go of the GIL.
    pub preemption: bool,
    /// The packages at hand beside the standard library, such as `joblib`.
    pub packages: Vec<String>,
}

/// A trial of a program in Python.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PythonTrialRequest {
    /// The task's id.
    pub task: String,
    /// The strategy's id, or the version's.
    pub strategy: String,
    /// The version, where a program is run instead of a task.
    pub version: Option<Version>,
    /// 0 is the warm-up; counted trials begin at 1.
    pub trial: u32,
    /// The task's main number.
    pub size: u32,
    /// Whatever is random follows from it.
    pub seed: u32,
    /// What becomes of pictures that were downloaded.
    pub make: Make,
    /// The addresses to be asked for, in full, of a task that downloads or works on pictures.
    pub urls: Vec<String>,
    /// How often a download that failed is tried again.
    pub retries: u32,
    /// How long one try of it may take, in milliseconds.
    pub timeout_ms: u32,
    /// Threads or processes to use.
    pub workers: u32,
    /// Downloads that the event loop keeps in flight at once.
    pub in_flight: u32,
    /// Ranges that are handed out ahead, for each worker.
    pub pre_dispatch: u32,
    /// How processes are started.
    pub start_method: StartMethod,
}

/// A finished trial of a program in Python.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PythonTrial {
    /// When it began, as `performance` has it: its time origin and its time together.
    pub begin_ms: f64,
    /// How long it took, without starting interpreters.
    pub elapsed_ms: f64,
    /// What starting them took.
    pub startup_ms: f64,
    /// Workers that computed.
    pub workers: u32,
    /// The task's items.
    pub items: u32,
    /// One row a thread, process or rank.
    pub lanes: Vec<PythonLane>,
    /// What was moved between interpreters and over the network.
    pub traffic: PythonTraffic,
    /// What came out, as the program describes it.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub output: Value,
    /// What tells whether that is another's equal, where it is not simply what came out.
    pub fingerprint: Option<Fingerprint>,
    /// Of a task that downloads, why an item's body did not come, if it did not. JavaScript has the
    /// bodies themselves here, which the host keeps.
    #[cfg_attr(
        feature = "typescript",
        ts(type = "(Uint8Array | { code: string; message: string })[] | null")
    )]
    pub bodies: Option<Vec<Option<FetchFailure>>>,
    /// What it made to be saved: thumbnails, or a sheet of what was downloaded.
    #[cfg_attr(
        feature = "typescript",
        ts(type = "{ name: string; bytes: Uint8Array }[]")
    )]
    pub files: Vec<File>,
    /// What went wrong and was mended, each in a sentence; usually empty.
    pub incidents: Vec<String>,
    /// What the program printed.
    pub console: Vec<Printed>,
}

/// A row of a trial in Python.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
pub struct PythonLane {
    /// A short name, such as `thread 1`.
    pub name: String,
    /// What kind of row it is.
    pub kind: LaneKind,
    /// Its spans; JavaScript has them packed: see `packing.rs`.
    #[cfg_attr(feature = "typescript", ts(type = "Float64Array"))]
    pub spans: Vec<Span>,
}

/// What a trial in Python moved.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PythonTraffic {
    /// Messages between interpreters.
    pub messages: u32,
    /// Bytes in those messages.
    pub bytes_copied: f64,
    /// Bytes received from the network.
    pub bytes_received: f64,
    /// Requests that were tried again.
    pub retries: u32,
}

impl From<PythonTraffic> for Traffic {
    fn from(traffic: PythonTraffic) -> Self {
        let PythonTraffic {
            messages,
            bytes_copied,
            bytes_received,
            retries,
        } = traffic;
        Self {
            messages,
            bytes_copied,
            bytes_shared: 0.0,
            bytes_received,
            retries,
        }
    }
}

impl From<PythonLane> for Lane {
    /// Spans of one lane may be told by several, and so in any order.
    fn from(lane: PythonLane) -> Self {
        let PythonLane {
            name,
            kind,
            mut spans,
        } = lane;
        sort_by_number(&mut spans, |span| span.start_ms);
        Self::new(name, kind, spans)
    }
}
