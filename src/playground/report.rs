//! What a run says of itself: plain data with a version, the same in Rust and TypeScript.
//!
//! Times are in milliseconds; a span's times count from its trial's start, so that a worker
//! that was started beforehand has its `start` span before zero.
//!
//! A saved report is read again long after. So a field that is added later has a default
//! (`serde(default)`) that stands for a report of before it; only where none would be true does
//! [`REPORT_VERSION`] go up. What follows from the rest (`serde(skip_deserializing)`) is not read
//! but found again.

use serde::{Deserialize, Serialize};
use serde_json::Value;
#[cfg(feature = "typescript")]
use ts_rs::TS;

use super::date::Date;
use super::request::RunRequest;
use crate::analysis::{Breakdown, Finding, Inflation, Interference, Sounding, SpeedupStack};
use crate::language::Language;
use crate::strategies::GraphNode;
use crate::tasks::{Deviation, Fingerprint};
use crate::timeline::{Lane, Track};
use crate::workers::{GpuInfo, Rung};

/// The version of [`RunReport`]'s shape.
pub const REPORT_VERSION: u32 = 1;

/// Where a run took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Environment {
    /// The browser's own name for itself (its user-agent string); empty outside of one.
    pub browser: String,
    /// Processors the browser admits to; logical ones, possibly capped.
    pub logical_cores: u32,
    /// Whether the page is cross-origin isolated.
    pub isolated: bool,
    /// The rung in use.
    pub rung: Rung,
    /// The smallest step the clock was seen to make.
    pub timer_resolution_ms: f64,
    /// The build that ran, as the page and every worker of it agreed at the handshake.
    pub build_id: String,
    /// Whether requests could pass through the simulated network.
    pub simulated_network: bool,
    /// The GPU that computed, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub gpu: Option<GpuInfo>,
    /// CPython's version, if any of the run was in Python.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub python: Option<String>,
    /// The place, if it is none in a browser. Only the page looks at it, to show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "typescript",
        ts(optional, as = "Option<super::native::Native>")
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<super::native::Native>"))]
    pub native: Option<Value>,
}

/// What a trial moved.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Traffic {
    /// Messages between workers with memories of their own.
    pub messages: u32,
    /// Bytes in those messages.
    pub bytes_copied: f64,
    /// Bytes that each range needs, however few its items: what they all have in common.
    #[serde(default)]
    pub bytes_shared: f64,
    /// Bytes received from the network.
    pub bytes_received: f64,
    /// Requests that were tried again.
    pub retries: u32,
}

/// Where a program prints to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stream {
    /// `stdout`.
    Out,
    /// `stderr`.
    Err,
}

/// Something that a program in Python printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Printed {
    /// When, since the trial began.
    pub at_ms: f64,
    /// Which process and thread printed it, such as `main` or `Process-1 main`.
    pub who: String,
    /// Where to.
    pub stream: Stream,
    /// What; it may end within a line.
    pub text: String,
}

/// One timed execution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// From handing out the first range to having combined the last part. Starting the workers
    /// is not included: see `startup_ms`.
    pub elapsed_ms: f64,
    /// What starting the workers this trial ran on took; they are kept between trials, so it was
    /// paid once.
    pub startup_ms: f64,
    /// What was moved between memories and over the network.
    pub traffic: Traffic,
    /// What the workers did with their time: what follows from the lanes, and so is found anew
    /// when a report is read.
    #[serde(default)]
    pub breakdown: Breakdown,
    /// One row a worker.
    pub lanes: Vec<Lane>,
    /// Figures over time, such as a queue's depth; a strategy without any has none.
    #[serde(default)]
    pub tracks: Vec<Track>,
    /// The graph of the work, where the strategy made one; else empty.
    #[serde(default)]
    pub graph: Vec<GraphNode>,
    /// What went wrong and was mended, each in a sentence; usually empty.
    #[serde(default)]
    pub incidents: Vec<String>,
    /// The lines of its log, where the request is `verbose`; in a report that is older than
    /// `console`, what a program in Python printed as well.
    #[serde(default)]
    pub log: Vec<String>,
    /// What a program in Python printed.
    #[serde(default)]
    pub console: Vec<Printed>,
}

/// A finished trial with what it computed: what the coordinator sends as soon as it has it, so
/// that nothing that finished can be lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct TrialRecord {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// Workers that computed.
    pub workers: u32,
    /// The task's items.
    pub items: u32,
    /// The warm-up's time, where it did the whole work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub warm_up_ms: Option<f64>,
    /// What came out, as the task describes it.
    pub output: Value,
    /// What tells whether it is another's equal.
    pub fingerprint: Fingerprint,
    /// How it differs from sequential's, where it was rounded more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub deviation: Option<Deviation>,
    /// The timings.
    pub trial: Trial,
}

/// A strategy that was asked for and has no result, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// Why, and what would change it.
    pub reason: String,
}

/// One strategy's trials and what follows from them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StrategyResult {
    /// The language that it is in.
    #[serde(default)]
    pub language: Language,
    /// The strategy's id.
    pub strategy: String,
    /// Workers that computed.
    pub workers: u32,
    /// The task's items.
    pub items: u32,
    /// What came out of the first trial, as the task describes it.
    pub output: Value,
    /// Whether every trial's output equals that of the same language's sequential, and agrees with
    /// that of Rust's where both ran.
    pub matches_sequential: bool,
    /// Why that cannot be said, where the network kept something from one of them: what both have is
    /// the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub not_comparable: Option<String>,
    /// How the output differs from sequential's, where it was rounded more: it is not equal, but may
    /// be as near as it is meant to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub deviation: Option<Deviation>,
    /// Every trial, in the order they ran.
    pub trials: Vec<Trial>,
    /// The median of the trials' `elapsed_ms`.
    pub median_ms: f64,
    /// The shortest of them.
    pub min_ms: f64,
    /// The longest of them.
    pub max_ms: f64,
    /// The median of the same language's sequential over this one's.
    pub speedup: f64,
    /// Speed-up over workers.
    pub efficiency: f64,
    /// What became of all workers, in the median trial; none of a lone worker, or where requests
    /// wait outside of the workers.
    #[cfg_attr(feature = "schema", schemars(skip))]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub stack: Option<SpeedupStack>,
    /// Work inflation, where it explains what the speed-up lacks.
    #[cfg_attr(feature = "schema", schemars(skip))]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub inflation: Option<Inflation>,
    /// Downloads that it has in flight at most; none of a task that downloads nothing.
    #[cfg_attr(feature = "schema", schemars(skip))]
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub in_flight: Option<u32>,
    /// The warm-up's time, where it did the whole work; it is not among the trials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub warm_up_ms: Option<f64>,
}

impl StrategyResult {
    /// The trial whose time is nearest to the median.
    pub fn median_trial(&self) -> Option<&Trial> {
        let distance = |trial: &Trial| (trial.elapsed_ms - self.median_ms).abs();
        self.trials
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// What `run()` resolves to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunReport {
    /// [`REPORT_VERSION`].
    pub version: u32,
    /// When the run ended; a report that is older than this field does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
    pub ended_at: Option<Date>,
    /// The request as it was understood, defaults filled in.
    pub request: RunRequest,
    /// Where it ran.
    pub environment: Environment,
    /// A result for each strategy that finished at least one trial, in the request's order.
    pub results: Vec<StrategyResult>,
    /// The others.
    pub skipped: Vec<Skipped>,
    /// What other programs had of the cores; none if nobody looked, or the clock is too coarse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub interference: Option<Interference>,
    /// What combining takes in more and more ranges, where it is real work or took long; else empty.
    #[serde(default)]
    pub soundings: Vec<Sounding>,
    /// What computing takes beside another worker, over what it takes alone: measured where a run
    /// of Rust has one worker, a thread, for which that takes long enough to tell and no longer
    /// than a second, on a machine with further cores that no other program has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub inflation_beside_another: Option<f64>,
    /// Why it took as long as it did: strategy by strategy, the weightiest findings first.
    #[cfg_attr(feature = "schema", schemars(skip))]
    #[serde(skip_deserializing)]
    pub diagnosis: Vec<Finding>,
}

impl RunReport {
    /// Every trial, result by result.
    pub fn trials_mut(&mut self) -> impl Iterator<Item = &mut Trial> {
        self.results
            .iter_mut()
            .flat_map(|result| &mut result.trials)
    }
}
