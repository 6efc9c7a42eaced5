//! What passes between the coordinator and a process in a browser.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// Bytes that have arrived, still outside our memory.
#[derive(Debug)]
pub struct Message(Uint8Array);

impl Message {
    /// A message of these bytes.
    pub fn new(bytes: Uint8Array) -> Self {
        Self(bytes)
    }

    /// Copies the bytes into our memory.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// What an outbox had posted; nothing if this did not come from one.
pub fn messages(data: JsValue) -> impl Iterator<Item = Message> {
    let several = data.dyn_ref::<Array>().map(Array::to_vec);
    several
        .unwrap_or_else(|| vec![data])
        .into_iter()
        .filter_map(|bytes| bytes.dyn_into().map(Message).ok())
}
