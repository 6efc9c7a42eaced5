//! What a GPU has to do with it.

use locale::{Text, say};

use super::machine::long_warm_up;
use super::{found, larger_size, milliseconds};
use crate::analysis::breakdown::{time_of, worker_lanes};
use crate::analysis::diagnosis::{Case, Finding};
use crate::timeline::SpanKind;

pub(super) fn software_adapter(case: &Case) -> Option<Finding> {
    let adapter = case.own.adapter.filter(|adapter| adapter.software)?;
    Some(Finding {
        message: Text::new(
            "No GPU computed: the processor did its work in software. The output is a GPU’s, the times are not.",
            "Keine GPU hat gerechnet: Der Prozessor tat ihre Arbeit in Software. Die Ausgabe ist die einer GPU, die Zeiten sind es nicht.",
        )
        .into(),
        evidence: say!(
            "The browser’s adapter is {name}.",
            "Der Adapter des Browsers ist {name}.",
            name = adapter.name
        ),
        ..found("software-adapter", case)
    })
}

/// What the GPU is for was less than half of it.
pub(super) fn too_little_for_the_gpu(case: &Case) -> Option<Finding> {
    case.own.adapter?;
    let median_ms = case.own.median_ms;
    let [computing_ms, copying_ms, serialising_ms] =
        [SpanKind::Run, SpanKind::Copy, SpanKind::Serialise].map(|kind| took(case, kind));
    (computing_ms < median_ms / 2.0).then(|| Finding {
        message: Text::new(
            "There is too little work to repay the cost of reaching the GPU. It pays where much is computed for each byte that is copied.",
            "Es ist zu wenig Arbeit, als dass sich der Weg zur GPU lohnte. Er lohnt sich, wo für jedes kopierte Byte viel gerechnet wird.",
        )
        .into(),
        evidence: say!(
            "Of {median}, it computed for {computing}; {copying} went into copying there and back, {serialising} into turning data into bytes.",
            "Von {median} hat sie {computing} lang gerechnet; {copying} gingen ins Kopieren hin und zurück, {serialising} in die Umwandlung von Daten in Bytes.",
            median = milliseconds(median_ms),
            computing = milliseconds(computing_ms),
            copying = milliseconds(copying_ms),
            serialising = milliseconds(serialising_ms)
        ),
        remedy: Some(larger_size(case)),
        ..found("too-little-for-the-gpu", case)
    })
}

/// Only where computing is most of it: else it does not matter how well it goes. What stands in for a
/// GPU in software goes in no step.
pub(super) fn diverging_branches(case: &Case) -> Option<Finding> {
    case.own.adapter.filter(|adapter| !adapter.software)?;
    let why = case.circumstances.diverges?;
    let computing_ms = took(case, SpanKind::Run);
    (computing_ms >= case.own.median_ms / 2.0).then(|| Finding {
        message: say!(
            "The branches diverge: {why}. A GPU’s places go in step, 32 or 64 together, and wait for the one that takes longest.",
            "Die Verzweigungen laufen auseinander: {why}. Die Plätze einer GPU gehen im Gleichschritt, 32 oder 64 zusammen, und warten auf den, der am längsten braucht."
        ),
        evidence: say!(
            "Of {median}, it computed for {computing}.",
            "Von {median} hat sie {computing} lang gerechnet.",
            median = milliseconds(case.own.median_ms),
            computing = milliseconds(computing_ms)
        ),
        ..found("diverging-branches", case)
    })
}

pub(super) fn shader_compiled(case: &Case) -> Option<Finding> {
    case.own.adapter?;
    Some(Finding {
        message: Text::new(
            "The first time took longer: the browser looked for the GPU, and its driver compiled the kernel. That is what the warm-up is for; it is not among the trials.",
            "Das erste Mal dauerte länger: Der Browser suchte die GPU, und ihr Treiber kompilierte den Kernel. Dafür ist der Aufwärmlauf da; er zählt nicht zu den Versuchen.",
        )
        .into(),
        evidence: long_warm_up(case)?,
        ..found("shader-compiled", case)
    })
}

fn took(case: &Case, kind: SpanKind) -> f64 {
    time_of(worker_lanes(case.own.lanes), kind)
}
