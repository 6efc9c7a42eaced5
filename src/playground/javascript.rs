//! Plain data as JavaScript has it.

use js_sys::{Array, Function, Promise, Reflect};
use locale::say;
use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::packing::{put_spans, restore, take_spans, trials, unpack_spans};
use super::python::PythonTrial;
use super::report::{RunReport, TrialRecord};
use crate::error::{ErrorCode, PlaygroundError};

impl From<PlaygroundError> for JsValue {
    fn from(error: PlaygroundError) -> Self {
        to_js(&error).unwrap_or_else(|_| Self::from(error.message))
    }
}

/// What JavaScript threw at `whose` work, which is a `PlaygroundError` unless something broke.
pub(super) fn failure_of(whose: &str, thrown: JsValue) -> PlaygroundError {
    from_js(thrown.clone()).unwrap_or_else(|_| {
        PlaygroundError::new(
            ErrorCode::WorkerCrashed,
            say!(
                "{whose} stopped in the middle of its work ({thrown:?}).",
                "{whose} hat mitten in der Arbeit aufgehört ({thrown:?})."
            ),
        )
    })
}

/// What a function of JavaScript's promises.
pub(super) async fn promised(by: &Function) -> Result<JsValue, JsValue> {
    let promise = by.call0(&JsValue::NULL)?;
    JsFuture::from(Promise::resolve(&promise)).await
}

/// A report with its spans packed.
pub(super) fn report_to_js(mut report: RunReport) -> Result<JsValue, JsValue> {
    let spans: Vec<_> = report.trials_mut().map(take_spans).collect();
    let report = to_js(&report)?;
    for (trial, spans) in trials(&report)?.iter().zip(spans) {
        put_spans(trial, spans)?;
    }
    Ok(report)
}

/// [`report_to_js`], undone.
pub(super) fn report_from_js(report: JsValue) -> Result<RunReport, JsValue> {
    let spans: Result<Vec<_>, _> = trials(&report)?.iter().map(unpack_spans).collect();
    let spans = spans?;
    let mut report: RunReport = from_js(report)?;
    for (trial, spans) in report.trials_mut().zip(spans) {
        restore(trial, spans);
    }
    report.explain();
    Ok(report)
}

/// A report as it was saved, its spans packed if JavaScript found that they can be.
///
/// # Errors
/// `unreadable-report`, as of [`RunReport::read`].
pub(super) fn saved_report_from_js(saved: &JsValue) -> Result<RunReport, PlaygroundError> {
    let trials = trials(saved).unwrap_or_default();
    let unpack = |trial| unpack_spans(trial).unwrap_or_default();
    let spans: Vec<_> = trials.iter().map(unpack).collect();
    RunReport::read_and_complete(
        || Deserializer::from(saved.clone()),
        |report| {
            for (trial, spans) in report.trials_mut().zip(spans) {
                restore(trial, spans);
            }
        },
    )
}

/// Records as the page was sent them.
pub(super) fn records_from_js(records: JsValue) -> Result<Vec<TrialRecord>, JsValue> {
    let spans: Result<Vec<_>, _> = Array::from(&records)
        .iter()
        .map(|record| unpack_spans(&trial_of(&record)?))
        .collect();
    let spans = spans?;
    let mut records: Vec<TrialRecord> = from_js(records)?;
    for (record, spans) in records.iter_mut().zip(spans) {
        restore(&mut record.trial, spans);
    }
    Ok(records)
}

/// A trial as Python told of it, its lanes' spans packed.
pub(super) fn python_trial_from_js(trial: JsValue) -> Result<PythonTrial, JsValue> {
    let spans = unpack_spans(&trial)?;
    let mut trial: PythonTrial = from_js(trial)?;
    for (lane, spans) in trial.lanes.iter_mut().zip(spans) {
        lane.spans = spans;
    }
    Ok(trial)
}

/// The trial of a `TrialRecord` as JavaScript has it.
fn trial_of(record: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(record, &"trial".into())
}

/// Plain objects, arrays, numbers and texts, as JSON would have them.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// Only the engine calls: a value of another type comes from another build.
pub(super) fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|cause| {
        PlaygroundError::new(
            ErrorCode::BuildMismatch,
            say!(
                "The page asked in the words of another build ({cause}): reload it.",
                "Die Seite fragte in den Worten eines anderen Builds ({cause}): sie neu laden."
            ),
        )
        .into()
    })
}
