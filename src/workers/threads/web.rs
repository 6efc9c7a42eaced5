//! Rayon's pool on Web Workers.

use std::cell::Cell;
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::PlaygroundError;
use crate::workers::deadline::{failed, started};

const STEP: &str = "start the thread pool";

thread_local! {
    /// Who wants to know of a worker that throws: a pool that starts.
    static STARTING: Cell<Option<oneshot::Sender<JsString>>> = const { Cell::new(None) };
    /// Whether a pool was lost at its start: what its other threads throw is no news.
    static IS_LOST: Cell<bool> = const { Cell::new(false) };
}

/// Starts so many threads.
///
/// # Errors
/// `start-failed` if memory cannot be shared here, if one of them throws, or if not all of them
/// answered in time.
pub async fn start_pool(workers: usize) -> Result<(), PlaygroundError> {
    let (thrown, heard) = oneshot::channel();
    STARTING.set(Some(thrown));
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
            Either::Right((cause, _)) => {
                let cause = cause.map(String::from).unwrap_or_default();
                Err(failed(STEP, &cause))
            }
        }
    };
    let outcome = started(STEP, start).await;
    STARTING.take();
    outcome
}

/// Tells a starting pool that a worker threw what nobody caught. Whether there is or was one: to any
/// other work it is a crash, after which no memory should be asked for: the message stays
/// JavaScript's.
pub fn worker_threw(message: JsString) -> bool {
    if let Some(thrown) = STARTING.take() {
        IS_LOST.set(true);
        // The pool waits for it, unless its time is over.
        let _ = thrown.send(message);
    }
    IS_LOST.get()
}
