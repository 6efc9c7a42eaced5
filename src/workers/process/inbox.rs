//! Messages that have arrived at a worker, in the order in which they were sent.

use std::cell::RefCell;
use std::collections::VecDeque;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::mailbox::Mailbox;
use super::message::Message;

/// Messages that have arrived, in a mailbox, where there is one, and by post.
#[derive(Debug, Default)]
pub struct Inbox {
    /// Keeps the places of those that are posted.
    mailbox: Option<Mailbox>,
    /// What was posted; nothing in the place of what is no message.
    posted: RefCell<VecDeque<Option<Message>>>,
}

impl Inbox {
    /// An inbox with this mailbox.
    pub fn new(mailbox: Option<Mailbox>) -> Self {
        let posted = RefCell::default();
        Self { mailbox, posted }
    }

    /// Takes what was posted: what an outbox had, or something else.
    pub fn take_in(&self, data: JsValue) {
        let several = data.dyn_ref::<Array>().map(Array::to_vec);
        let posted = several.unwrap_or_else(|| vec![data]);
        let messages = posted
            .into_iter()
            .map(|bytes| bytes.dyn_into::<Uint8Array>().ok().map(Message::new));
        self.posted.borrow_mut().extend(messages);
    }

    /// Whether something that was posted is left.
    pub fn has_posted(&self) -> bool {
        !self.posted.borrow().is_empty()
    }

    /// The next message, if it is there.
    pub fn next(&self) -> Option<Message> {
        loop {
            if let Some(mailbox) = &self.mailbox {
                let next = mailbox.take();
                if !next.is_null() {
                    return next.dyn_into().ok().map(Message::new);
                }
            }
            let posted = self.posted.borrow_mut().pop_front()?;
            if let Some(mailbox) = &self.mailbox {
                mailbox.pass();
            }
            if posted.is_some() {
                return posted;
            }
        }
    }
}
