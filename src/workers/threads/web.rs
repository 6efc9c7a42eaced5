//! Rayon's pool on Web Workers.

use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, WorkerGlobalScope};

use crate::error::PlaygroundError;
use crate::workers::deadline::{failed, started};

const STEP: &str = "start the thread pool";

/// Starts so many threads.
///
/// # Errors
/// `start-failed` if memory cannot be shared here, if one of them throws, or if not all of them
/// answered in time.
pub async fn start_pool(workers: usize) -> Result<(), PlaygroundError> {
    let (thrown, heard) = oneshot::channel();
    let _listener = hear_error(thrown);
    let pool = JsFuture::from(wasm_bindgen_rayon::init_thread_pool(workers));
    let start = async {
        match select(pool, pin!(heard)).await {
            Either::Left((Ok(_), _)) => Ok(()),
            Either::Left((Err(cause), _)) => {
                let cause = cause.dyn_ref::<js_sys::Error>();
                let cause = cause.map(|error| String::from(error.message()));
                Err(failed(
                    STEP,
                    &cause.unwrap_or_else(|| "the browser gave no reason".into()),
                ))
            }
            Either::Right((cause, _)) => Err(failed(STEP, &cause.unwrap_or_default())),
        }
    };
    started(STEP, start).await
}

/// Hears what a worker throws that nobody catches, before anybody else does: while the pool starts
/// it costs the pool, and is no crash.
fn hear_error(thrown: oneshot::Sender<String>) -> EventListener {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let mut thrown = Some(thrown);
    let first = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::run_in_capture_phase()
    };
    EventListener::new_with_options(&scope, "error", first, move |event| {
        event.prevent_default();
        event.stop_immediate_propagation();
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        // Nobody waits any more where another worker has thrown before.
        let _ = thrown
            .take()
            .map(|thrown| thrown.send(message.unwrap_or_default()));
    })
}
