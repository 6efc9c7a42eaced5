//! What a trial took, read off its execution.

use std::sync::atomic::Ordering;

use super::report::{Traffic, Trial};
use crate::analysis::Breakdown;
use crate::strategies::{Counters, Execution};
use crate::timeline::{Lane, LaneKind, LaneRecorder, Span, SpanKind};
use crate::workers::Crew;

/// A trial's lanes, from its beginning on; a worker's start, which was before it, is put before
/// zero.
pub(super) fn timings(execution: &Execution, crew: &Crew, begin_ms: f64, elapsed_ms: f64) -> Trial {
    let started_in_ms = |(index, lane): (usize, &LaneRecorder)| match lane.kind {
        LaneKind::Thread => crew.threads().ok().map(|threads| threads.started_in_ms()),
        LaneKind::Process => crew
            .process(index)
            .ok()
            .map(|process| process.started_in_ms()),
        LaneKind::Gpu => crew.gpu_told().map(|(_, started_in_ms)| started_in_ms),
        LaneKind::Coordinator | LaneKind::Request => None,
    };
    let lanes = execution.timeline.lanes();
    let starts: Vec<Option<f64>> = lanes.iter().enumerate().map(started_in_ms).collect();
    let startup_ms = starts.iter().flatten().copied().fold(0.0, f64::max);
    let lane = |(lane, took_ms): (&LaneRecorder, &Option<f64>)| {
        let start = took_ms.map(|took_ms| Span {
            kind: SpanKind::Start,
            start_ms: -startup_ms,
            end_ms: took_ms - startup_ms,
            range: None,
        });
        Lane::of(lane, begin_ms, start)
    };
    let lanes = lanes.iter().zip(&starts).map(lane).collect();
    Trial {
        startup_ms,
        tracks: execution.timeline.tracks_since(begin_ms),
        graph: execution.graph.get().cloned().unwrap_or_default(),
        ..trial_of(execution, lanes, elapsed_ms)
    }
}

/// A trial with these lanes; without its workers' start, its tracks, graph and log.
pub(super) fn trial_of(execution: &Execution, lanes: Vec<Lane>, elapsed_ms: f64) -> Trial {
    Trial {
        elapsed_ms,
        startup_ms: 0.0,
        traffic: traffic(&execution.counters),
        breakdown: Breakdown::of(&lanes, elapsed_ms, execution.task.len()),
        lanes,
        tracks: Vec::new(),
        graph: Vec::new(),
        incidents: execution.incidents(),
        log: Vec::new(),
        console: Vec::new(),
    }
}

/// What crossed between memories and came from the network.
pub(super) fn traffic(counters: &Counters) -> Traffic {
    Traffic {
        messages: counters.messages.load(Ordering::Relaxed) as u32,
        bytes_copied: counters.copied.load(Ordering::Relaxed) as f64,
        bytes_shared: 0.0,
        bytes_received: counters.bytes.load(Ordering::Relaxed) as f64,
        retries: counters.retries.load(Ordering::Relaxed),
    }
}
