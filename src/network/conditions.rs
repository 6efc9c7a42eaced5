//! Under what conditions requests are made.

use serde::{Deserialize, Serialize};

/// What every request of a run has in common. It is sent to processes with their work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// The playground's own root: an absolute address that ends in a slash.
    pub base_url: String,
    /// How often a request that failed is tried again.
    pub retries: u32,
    /// How long one try may take, in milliseconds.
    pub timeout_ms: u32,
    /// The simulated network, or none for the real one.
    pub simulation: Option<Simulation>,
}

impl Conditions {
    /// The real network, as it is for the page itself.
    pub fn real(base_url: &str) -> Self {
        Self {
            base_url: base_url.into(),
            retries: 0,
            timeout_ms: 60_000,
            simulation: None,
        }
    }
}

/// What the service worker is asked to simulate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    /// Milliseconds until a response begins.
    pub latency_ms: u32,
    /// How many milliseconds a request's latency may differ, either way.
    pub jitter_ms: u32,
    /// KiB a second for each response; 0 is unlimited.
    pub bandwidth_kib: u32,
    /// How many of a hundred requests fail.
    pub failure_percent: u32,
    /// Jitter and failures follow from it.
    pub seed: u32,
}
