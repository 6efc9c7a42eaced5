//! A figure that changes while a trial runs, such as a queue's length.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// A figure over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Track {
    /// What it is.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Its values, in the order of their times; each holds until the next.
    pub samples: Vec<Sample>,
}

/// A figure's value from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// When.
    pub at_ms: f64,
    /// How many.
    pub value: f64,
}

impl Track {
    /// A track without samples yet.
    pub fn new(name: &str, unit: &str) -> Self {
        Self {
            name: name.into(),
            unit: unit.into(),
            samples: Vec::new(),
        }
    }
}
