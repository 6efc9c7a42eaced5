//! What passes between the coordinator and a process in a browser.

use js_sys::Uint8Array;

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
