//! How a request's trials are to be executed.

use super::request::{NetworkMode, RunRequest};
use crate::network::{Conditions, Simulation};
use crate::strategies::Plan;

/// The plan of a request's trials; `base_url` is the playground's own root.
pub(super) fn plan(request: &RunRequest, base_url: &str) -> Plan {
    let simulation = Simulation {
        latency_ms: request.latency_ms,
        jitter_ms: request.jitter_ms,
        bandwidth_kib: request.bandwidth_kib,
        failure_percent: request.failure_percent,
        seed: request.seed,
    };
    Plan {
        workers: request.workers as usize,
        chunk_size: request.chunk_size,
        in_flight: request.in_flight as usize,
        call: request.call,
        pre_dispatch: request.pre_dispatch as usize,
        verbose: request.verbose,
        paints: true,
        conditions: Conditions {
            base_url: base_url.into(),
            retries: request.retries,
            timeout_ms: request.timeout_ms,
            simulation: (request.network == NetworkMode::Simulated).then_some(simulation),
        },
    }
}
