//! A place outside of browsers, as a report that was written there tells of it.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// A place outside of browsers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Native {
    /// The operating system and the processor, such as `Linux x86_64`.
    pub system: String,
    /// Whose Python it is, such as `CPython`.
    pub implementation: String,
    /// Whether its threads compute at the same time, as there is no GIL.
    pub free_threaded: bool,
    /// Cores, each of which may be several logical ones.
    pub physical_cores: u32,
    /// What executed strategies besides Python itself, each with its version.
    pub engines: Vec<String>,
    /// How much longer a trial took, at most, for being recorded.
    pub recording_cost_percent: f64,
    /// The machines, where they are several.
    pub machines: Vec<Machine>,
}

/// One of several machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Machine {
    /// What its lanes call it.
    pub name: String,
    /// How far its clock was found to be ahead of that of the coordinator's machine; its lanes'
    /// times are corrected by that.
    pub clock_ahead_ms: f64,
    /// By how much the truth may differ from it.
    pub clock_residual_ms: f64,
}
