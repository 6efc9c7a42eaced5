//! Rayon's pool on Web Workers.

use std::cell::Cell;
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::JsString;
use locale::Text;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Threads;
use crate::error::PlaygroundError;
use crate::timeline::{now_ms, shift_between, shift_clock};
use crate::workers::deadline::{failed, started};

const STEP: Text = Text::new("start the thread pool", "Thread-Pool starten");
const NO_REASON: Text = Text::new(
    "the browser gave no reason",
    "der Browser nannte keinen Grund",
);

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
                    STEP.read(),
                    &cause.unwrap_or_else(|| NO_REASON.into()),
                ))
            }
            Either::Right((cause, _)) => {
                let cause = cause.map(String::from).unwrap_or_default();
                Err(failed(STEP.read(), &cause))
            }
        }
    };
    let outcome = started(STEP.read(), start).await;
    STARTING.take();
    outcome
}

/// Sets each thread's clock by ours: what it read was between our question and its answer. Where one
/// was not, they are asked again, since the quickest answer tells the most.
///
/// # Errors
/// `worker-crashed` if one ended without an answer.
pub async fn set_clocks(threads: &Threads) -> Result<(), PlaygroundError> {
    const MOST_QUESTIONS: usize = 8;
    for _ in 0..MOST_QUESTIONS {
        let asked_ms = now_ms();
        let readings = threads.run_on_each(|_| now_ms()).await?;
        let heard_ms = now_ms();
        let shift = |reading_ms| shift_between(asked_ms, heard_ms, reading_ms, reading_ms);
        let shifts: Vec<_> = readings.into_iter().map(shift).collect();
        if shifts.iter().all(|&shift_ms| shift_ms == 0.0) {
            break;
        }
        threads
            .run_on_each(move |me| shift_clock(shifts[me]))
            .await?;
    }
    Ok(())
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
