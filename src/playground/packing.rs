//! Spans on their way between the page and the coordinator, and on the page: one array of numbers for
//! each lane, since to copy as many objects would keep both threads from all else.
//!
//! A span is five numbers: its kind's number in [`SpanKind::ALL`], its start and its end in
//! milliseconds, and its first item and the one after its last, both -1 if it is about none.

use js_sys::{Array, Float64Array, Reflect};
use wasm_bindgen::prelude::*;

use super::report::Trial;
use crate::timeline::{ItemRange, Span, SpanKind};

/// Numbers of a span.
const WIDTH: usize = 5;
/// In the place of items that there are not.
const NONE: f64 = -1.0;

/// Takes the spans out of a trial's lanes, packed, one array for each lane.
pub(super) fn take_spans(trial: &mut Trial) -> Vec<Float64Array> {
    let take = |spans: &mut Vec<Span>| Float64Array::from(pack(&std::mem::take(spans)).as_slice());
    let lanes = trial.lanes.iter_mut();
    lanes.map(|lane| take(&mut lane.spans)).collect()
}

/// Puts packed spans into the lanes of `trial`, a `Trial` as JavaScript has it.
///
/// # Errors
/// If `trial` is none.
pub(super) fn put_spans(trial: &JsValue, spans: Vec<Float64Array>) -> Result<(), JsValue> {
    for (lane, spans) in array(trial, "lanes")?.iter().zip(spans) {
        Reflect::set(&lane, &"spans".into(), &spans)?;
    }
    Ok(())
}

/// Empties the lanes of `trial`, as [`put_spans`] left it, and yields what was in them.
///
/// # Errors
/// If `trial` has no packed spans.
pub(super) fn unpack_spans(trial: &JsValue) -> Result<Vec<Vec<Span>>, JsValue> {
    let unpack_lane = |lane: JsValue| {
        let packed: Float64Array = Reflect::get(&lane, &"spans".into())?.dyn_into()?;
        Reflect::set(&lane, &"spans".into(), &Array::new())?;
        Ok(unpack(&packed.to_vec()))
    };
    array(trial, "lanes")?.iter().map(unpack_lane).collect()
}

/// Puts spans back into a trial's lanes.
pub(super) fn restore(trial: &mut Trial, spans: Vec<Vec<Span>>) {
    for (lane, spans) in trial.lanes.iter_mut().zip(spans) {
        lane.spans = spans;
    }
}

/// The trials of `report`, a `RunReport` as JavaScript has it, in the order of
/// [`RunReport::trials_mut`](super::RunReport::trials_mut).
///
/// # Errors
/// If `report` is none.
pub(super) fn trials(report: &JsValue) -> Result<Vec<JsValue>, JsValue> {
    let mut trials = Vec::new();
    for result in array(report, "results")?.iter() {
        trials.extend(array(&result, "trials")?.iter());
    }
    Ok(trials)
}

fn array(of: &JsValue, name: &str) -> Result<Array, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}

fn pack(spans: &[Span]) -> Vec<f64> {
    let numbers = |span: &Span| {
        let items = span
            .range
            .map(|range| (f64::from(range.start), f64::from(range.end)));
        let (start, end) = items.unwrap_or((NONE, NONE));
        [
            f64::from(span.kind as u32),
            span.start_ms,
            span.end_ms,
            start,
            end,
        ]
    };
    spans.iter().flat_map(numbers).collect()
}

/// Spans that were packed.
pub(super) fn unpack(numbers: &[f64]) -> Vec<Span> {
    let span = |&[kind, start_ms, end_ms, start, end]: &[f64; WIDTH]| {
        let range = ItemRange {
            start: start as u32,
            end: end as u32,
        };
        Some(Span {
            kind: *SpanKind::ALL.get(kind as usize)?,
            start_ms,
            end_ms,
            range: (start >= 0.0).then_some(range),
        })
    };
    let (spans, _) = numbers.as_chunks::<WIDTH>();
    spans.iter().filter_map(span).collect()
}
