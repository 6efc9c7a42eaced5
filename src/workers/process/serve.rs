//! In a process: messages are answered, one after another.

use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use futures::task::AtomicWaker;
use gloo_events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::inbox::Inbox;
use super::mailbox::Mailbox;
use super::message::Message;
use super::outbox::Outbox;
use crate::timeline::now_ms;
use crate::workers::executor;
use crate::workers::link::{Link, keep_link};

/// How long a process may keep an answer back, to post it together with the next.
const POST_EVERY_MS: f64 = 1.0;

/// Answers every message from now on, one after another, by `mailbox` if there is one.
pub fn serve<F: Future<Output = Vec<u8>> + 'static>(
    answer: fn(Message) -> F,
    mailbox: Option<Mailbox>,
) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let inbox = Rc::new(Inbox::new(mailbox.clone()));
    let waiting = Rc::new(AtomicWaker::new());
    listen(&scope, inbox.clone(), waiting.clone());
    executor::spawn(async move {
        let woken = waiting.clone();
        let on_ring = Closure::new(move || woken.wake());
        let wait = |mailbox: &Mailbox| mailbox.wait(&on_ring);
        let outbox = Outbox::default();
        let mut posted_ms = now_ms();
        loop {
            let message = poll_fn(|context| {
                loop {
                    if let Some(message) = inbox.next() {
                        return Poll::Ready(message);
                    }
                    waiting.register(context.waker());
                    if !mailbox.as_ref().is_some_and(wait) {
                        return Poll::Pending;
                    }
                }
            });
            let reply = answer(message.await).await;
            if mailbox.as_ref().is_some_and(|mailbox| mailbox.put(&reply)) {
                continue;
            }
            outbox.add(&reply);
            // Who has a mailbox may wait there next, where no more is posted.
            let is_last = mailbox.is_some() || !inbox.has_posted();
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

/// Takes in what is posted, and wakes who waits for it.
fn listen(scope: &DedicatedWorkerGlobalScope, inbox: Rc<Inbox>, waiting: Rc<AtomicWaker>) {
    let listener = EventListener::new(scope, "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let data = event.data();
        if let Some(peer) = data.as_f64()
            && let Ok(port) = event.ports().get(0).dyn_into()
        {
            keep_link(peer as usize, Link::new(port));
        }
        inbox.take_in(data);
        waiting.wake();
    });
    // Messages are answered as long as the worker lives.
    listener.forget();
}
