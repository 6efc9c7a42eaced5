//! How the death of a worker is found out that says nothing, because it closed itself or the
//! browser ended it: it holds a Web Lock as long as it lives, and the lock is granted to who waits
//! for it when the worker has ended, however it ended.

use js_sys::{Math, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = request, catch)]
    fn request_lock(name: &str, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// A lock's name that no other worker of this site has.
pub fn new_lock(worker: &str) -> String {
    format!("parallel-playground {worker} {}", Math::random())
}

/// Has `ended` called once the worker has ended that holds `lock`.
pub fn when_ended(lock: &str, ended: impl FnOnce() + 'static) {
    // Where the worker could ask for it, so can we.
    let _ = request_lock(lock, &Closure::once_into_js(ended));
}
