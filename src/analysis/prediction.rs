//! How long a run would take with other workers: a discrete-event model, fed with what one run
//! measured.
//!
//! A worker that is free takes the next range. A range costs what its items cost sequential, times
//! what sharing a memory slowed them down, and what handing it out cost. Of a lone worker it is
//! measured beside its trials what another would slow it down. Where a coordinator serialises and
//! copies, it hands out one range after another, and large ranges cost it more, but for the bytes
//! that all of them need. Waiting for the network takes as long on any machine; computing takes
//! turns where workers outnumber cores, or share a lock. What combining costs grows with the
//! ranges, as it was seen to.

mod combining;
mod costs;
mod curve;
mod model;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

pub use combining::combining_ms;
pub use model::{Measured, Model};

/// What is imagined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// Workers, on all machines together.
    pub workers: u32,
    /// Machines that are alike.
    pub machines: u32,
    /// Cores of each machine.
    pub cores: u32,
    /// Items a worker is given at a time; else as many ranges a worker as were measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub chunk_size: Option<u32>,
    /// What a network between the machines adds to each message.
    #[serde(default)]
    pub message_ms: f64,
}

impl WhatIf {
    /// So many workers on one machine, and all else as it was.
    pub fn here(workers: u32, cores: u32) -> Self {
        Self {
            workers,
            machines: 1,
            cores,
            chunk_size: None,
            message_ms: 0.0,
        }
    }
}

/// What one worker took to compute all items in so many ranges, and to combine these: measured
/// beside the trials where combining is real work, or took long.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sounding {
    /// How many ranges.
    pub ranges: u32,
    /// Computing them, one after another.
    pub computing_ms: f64,
    /// Combining what they yielded.
    pub combining_ms: f64,
}
