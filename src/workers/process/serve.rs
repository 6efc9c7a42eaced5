//! In a process: messages are answered, one after another.

use futures::channel::mpsc;
use futures::{Stream, StreamExt};
use gloo_events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::message::{Message, messages};
use super::outbox::Outbox;
use crate::timeline::now_ms;
use crate::workers::executor;
use crate::workers::link::{Link, keep_link};

/// How long a process may keep an answer back, to post it together with the next.
const POST_EVERY_MS: f64 = 1.0;

/// Answers every message from now on, one after another.
pub fn serve<F: Future<Output = Vec<u8>> + 'static>(answer: fn(Message) -> F) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let (arrived, mut waiting) = mpsc::unbounded();
    let listener = EventListener::new(&scope.clone(), "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let data = event.data();
        if let Some(peer) = data.as_f64() {
            if let Ok(port) = event.ports().get(0).dyn_into() {
                keep_link(peer as usize, Link::new(port));
            }
        } else {
            for message in messages(data) {
                // Messages are answered as long as the worker lives.
                let _ = arrived.unbounded_send(message);
            }
        }
    });
    listener.forget();
    executor::spawn(async move {
        let outbox = Outbox::default();
        let mut posted_ms = now_ms();
        while let Some(message) = waiting.next().await {
            outbox.add(&answer(message).await);
            let is_last = waiting.size_hint().0 == 0;
            if is_last || now_ms() - posted_ms >= POST_EVERY_MS {
                let posted = outbox.post(|messages, handed_over| {
                    scope.post_message_with_transfer(messages, handed_over)
                });
                if posted.is_err() {
                    // Only a scope that is being closed refuses a message.
                    scope.close();
                }
                posted_ms = now_ms();
            }
        }
    });
}
