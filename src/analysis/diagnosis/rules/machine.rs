//! What the machine has to do with it.

use locale::{Text, say};

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
        message: Text::new(
            "This is too short to be timed well: give it more to do.",
            "Das ist zu kurz, um gut gemessen zu werden: mehr zu tun geben.",
        )
        .into(),
        evidence: say!(
            "It took {median}, and the browser’s clock moves in steps of {step}.",
            "Es dauerte {median}, und die Uhr des Browsers geht in Schritten von {step}.",
            median = milliseconds(median_ms),
            step = milliseconds(step_ms)
        ),
        remedy: Some(larger_size(case)),
        ..found("timer-too-coarse", case)
    })
}

pub(super) fn oversubscribed(case: &Case) -> Option<Finding> {
    let cores = case.circumstances.machine.logical_cores;
    let is_crowded = case.own.workers > cores && cores > 0 && !case.circumstances.downloads;
    is_crowded.then(|| Finding {
        message: Text::new(
            "There are more workers than cores: they take turns, and gain nothing by it.",
            "Es sind mehr Worker als Kerne: Sie wechseln sich ab und gewinnen nichts dabei.",
        )
        .into(),
        evidence: say!(
            "{workers} workers, {cores} logical cores.",
            "{workers} Worker, {cores} logische Kerne.",
            workers = case.own.workers
        ),
        remedy: Some(Remedy {
            label: say!("Use {cores} workers", "{cores} Worker nehmen"),
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
            Text::new(
                "The machine was busy: other programs used the cores for part of the time, so the same work took longer. Close them, and run again.",
                "Die Maschine war beschäftigt: Andere Programme nutzten die Kerne einen Teil der Zeit, sodass dieselbe Arbeit länger dauerte. Sie schließen und noch einmal starten.",
            ),
        ),
        InflationCause::SharedHardware => (
            "memory-bound",
            Text::new(
                "The same work takes longer when several workers do it at once: they share a memory and its caches, or the parts of a core.",
                "Dieselbe Arbeit dauert länger, wenn mehrere Worker sie zugleich tun: Sie teilen sich einen Speicher und dessen Caches oder die Teile eines Kerns.",
            ),
        ),
        InflationCause::Unknown => (
            "work-inflation",
            Text::new(
                "The same work took longer when several workers did it at once: they share a memory and its caches, or other programs used the cores. Run again: sharing slows them down every time.",
                "Dieselbe Arbeit dauerte länger, als mehrere Worker sie zugleich taten: Sie teilen sich einen Speicher und dessen Caches, oder andere Programme nutzten die Kerne. Noch einmal starten: Das Teilen bremst sie jedes Mal.",
            ),
        ),
    };
    let computing = say!(
        "Computing took {own} in all, {alone} alone.",
        "Das Rechnen dauerte {own} insgesamt, {alone} allein.",
        own = milliseconds(computing_ms(case.own.lanes)),
        alone = milliseconds(computing_ms(case.sequential.lanes))
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
        Some(Interference { before, after, .. }) => say!(
            "Other programs used {share} of the cores.",
            "Andere Programme nutzten {share} der Kerne.",
            share = percent(before.max(after))
        ),
        None => say!(
            "Sequential’s own trials took from {min} to {max}.",
            "Die eigenen Versuche von „Sequenziell“ dauerten von {min} bis {max}.",
            min = milliseconds(sequential.min),
            max = milliseconds(sequential.max)
        ),
    }
}

pub(super) fn cold_start(case: &Case) -> Option<Finding> {
    if case.own.adapter.is_some() {
        return None;
    }
    let evidence = long_warm_up(case)?;
    Some(Finding {
        message: if is_python(case) {
            Text::new(
                "The first time took longer: Python imports its modules, and in a tab the browser first compiles the interpreter quickly, then well. That is what the warm-up is for; it is not among the trials.",
                "Das erste Mal dauerte länger: Python importiert seine Module, und in einem Tab kompiliert der Browser den Interpreter erst schnell, dann gut. Dafür ist der Aufwärmlauf da; er zählt nicht zu den Versuchen.",
            )
        } else {
            Text::new(
                "The first time took longer: browsers first compile WebAssembly quickly, then well. That is what the warm-up is for; it is not among the trials.",
                "Das erste Mal dauerte länger: Browser kompilieren WebAssembly erst schnell, dann gut. Dafür ist der Aufwärmlauf da; er zählt nicht zu den Versuchen.",
            )
        }
        .into(),
        evidence,
        ..found("cold-start", case)
    })
}

/// The figures of a warm-up that took notably longer than the trials.
pub(super) fn long_warm_up(case: &Case) -> Option<String> {
    let (warm_up, median) = (case.own.warm_up_ms?, case.own.median_ms);
    (warm_up > median * NOTABLE_WARM_UP && warm_up - median > LEAST_WARM_UP_MS).then(|| {
        say!(
            "The warm-up took {warm_up}, the median trial {median}.",
            "Der Aufwärmlauf dauerte {warm_up}, der mittlere Versuch {median}.",
            warm_up = milliseconds(warm_up),
            median = milliseconds(median)
        )
    })
}
