//! Messages on their way out of a worker.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

/// A buffer of so many bytes is handed over; a smaller one is copied once more instead, which
/// takes a few microseconds where handing over takes ten.
const HANDED_OVER_FROM: u32 = 64 * 1024;

/// Messages that are posted together: to post one takes some twenty microseconds, since the other
/// side has to be woken for it, and to post ten takes hardly more.
#[derive(Debug, Default)]
pub struct Outbox(RefCell<Posting>);

/// Messages, and what of them is handed over.
#[derive(Debug, Default)]
struct Posting {
    messages: Array,
    handed_over: Array,
}

impl Outbox {
    /// Adds a message of these bytes, and tells whether it is the only one.
    pub fn add(&self, bytes: &[u8]) -> bool {
        let Posting {
            messages,
            handed_over,
        } = &*self.0.borrow();
        let message = Uint8Array::from(bytes);
        hand_over(&message, handed_over);
        messages.push(&message) == 1
    }

    /// Posts what is there, if anything is: a message, or an array of several, with what is handed
    /// over.
    pub fn post(
        &self,
        post: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>,
    ) -> Result<(), JsValue> {
        let Posting {
            messages,
            handed_over,
        } = self.0.take();
        match messages.length() {
            0 => Ok(()),
            1 => post(&messages.get(0), &handed_over),
            _ => post(&messages, &handed_over),
        }
    }
}

/// Posts a single message of these bytes, with what is handed over.
pub fn post_alone(
    bytes: &[u8],
    post: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let (message, handed_over) = (Uint8Array::from(bytes), Array::new());
    hand_over(&message, &handed_over);
    post(&message, &handed_over)
}

fn hand_over(message: &Uint8Array, handed_over: &Array) {
    if message.length() >= HANDED_OVER_FROM {
        handed_over.push(&message.buffer());
    }
}
