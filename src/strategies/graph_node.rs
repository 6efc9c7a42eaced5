//! A node of a graph of work, as it is shown.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use ts_rs::TS;

/// A node of a graph of work, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(TS))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GraphNode {
    /// What it does, in a word or two.
    pub label: String,
    /// The numbers of the nodes it depends on, all smaller than its own.
    pub depends_on: Vec<u32>,
}
