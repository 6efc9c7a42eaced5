//! What panics say is kept: it explains the trap that follows.

use std::sync::{Mutex, Once};

use wasm_bindgen::prelude::*;

static KEPT: Once = Once::new();
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// From now on, what a panic says is kept before the trap that follows.
pub(super) fn keep_panics() {
    KEPT.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if let Ok(mut last) = LAST_PANIC.lock() {
                *last = Some(panic.to_string());
            }
            report(panic);
        }));
    });
}

/// What the last panic in this memory said, if there was one: it explains a trap.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST_PANIC.try_lock().ok()?.clone()
}
