//! What the machine has to do with it.

use super::{found, is_python, larger_size, milliseconds, percent};
use crate::analysis::diagnosis::{Case, Finding, Remedy};
use crate::analysis::{InflationCause, Interference, Machine, computing_ms};

/// A timing of fewer clock steps than this says little.
const FEWEST_STEPS: f64 = 50.0;
/// How many times as long as a later trial the first one may take.
const NOTABLE_WARM_UP: f64 = 1.6;
/// Below this a warm-up's surplus is not worth a word.
const LEAST_WARM_UP_MS: f64 = 20.0;

pub(super) fn timer_too_coarse(case: &Case) -> Option<Finding> {
    let step_ms = case.circumstances.timer_resolution_ms;
    let median_ms = case.own.median_ms;
    (median_ms < FEWEST_STEPS * step_ms).then(|| Finding {
        message: "This is too short to be timed well: give it more to do.".into(),
        evidence: format!(
            "It took {}, and the browser’s clock moves in steps of {}.",
            milliseconds(median_ms),
            milliseconds(step_ms)
        ),
        remedy: Some(larger_size(case)),
        ..found("timer-too-coarse", case)
    })
}

pub(super) fn oversubscribed(case: &Case) -> Option<Finding> {
    let cores = case.circumstances.machine.logical_cores;
    let is_crowded = case.own.workers > cores && cores > 0 && !case.circumstances.downloads;
    is_crowded.then(|| Finding {
        message: "There are more workers than cores: they take turns, and gain nothing by it."
            .into(),
        evidence: format!("{} workers, {cores} logical cores.", case.own.workers),
        remedy: Some(Remedy {
            label: format!("Use {cores} workers"),
            field: "workers".into(),
            value: cores.to_string(),
        }),
        ..found("oversubscribed", case)
    })
}

pub(super) fn work_inflation(case: &Case) -> Option<Finding> {
    let (code, message) = match case.own.inflation?.cause {
        InflationCause::Oversubscribed => return None,
        InflationCause::BusyMachine => (
            "busy-machine",
            "The machine was busy: other programs had the cores for part of the time, so the same work took longer. Let them end, and run again.",
        ),
        InflationCause::SharedHardware => (
            "memory-bound",
            "The same work takes longer when several workers do it at once: they share a memory and its caches, or the parts of a core.",
        ),
        InflationCause::Unknown => (
            "work-inflation",
            "The same work took longer when several workers did it at once: they share a memory and its caches, or other programs had the cores. Run again: what is shared slows them down each time.",
        ),
    };
    let computing = format!(
        "Computing took {} in all, {} alone.",
        milliseconds(computing_ms(case.own.lanes)),
        milliseconds(computing_ms(case.sequential.lanes))
    );
    let evidence = if code == "busy-machine" {
        format!("{computing} {}", interruptions(&case.circumstances.machine))
    } else {
        computing
    };
    Some(Finding {
        message: message.into(),
        evidence,
        ..found(code, case)
    })
}

/// By what other programs were noticed.
fn interruptions(machine: &Machine) -> String {
    let Machine {
        interference,
        sequential,
        ..
    } = machine;
    match interference.filter(Interference::is_busy) {
        Some(Interference { before, after, .. }) => format!(
            "Other programs had {} of the cores.",
            percent(before.max(after))
        ),
        None => format!(
            "Sequential’s own trials took from {} to {}.",
            milliseconds(sequential.min),
            milliseconds(sequential.max)
        ),
    }
}

pub(super) fn cold_start(case: &Case) -> Option<Finding> {
    let (warm_up, median) = (case.own.warm_up_ms?, case.own.median_ms);
    (warm_up > median * NOTABLE_WARM_UP && warm_up - median > LEAST_WARM_UP_MS).then(|| Finding {
        message: if is_python(case) {
            "The first time took longer: Python imported its modules, and the browser compiled the interpreter first quickly, then well. That is what the warm-up is for; it is not among the trials."
        } else {
            "The first time took longer: browsers first compile WebAssembly quickly, then well. That is what the warm-up is for; it is not among the trials."
        }
        .into(),
        evidence: format!(
            "The warm-up took {}, the median trial {}.",
            milliseconds(warm_up),
            milliseconds(median)
        ),
        ..found("cold-start", case)
    })
}
