//! In a browser a connection is a message channel.

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::lock::Mutex;
use gloo_events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use crate::workers::Message;
use crate::workers::process::post_alone;

/// One end of a connection. Dropping it closes it.
#[derive(Debug)]
pub struct Link {
    port: MessagePort,
    incoming: Mutex<UnboundedReceiver<Message>>,
    _listener: EventListener,
}

/// The two ends of a new connection, to be sent to where they are used.
pub fn pair() -> Option<(MessagePort, MessagePort)> {
    let channel = MessageChannel::new().ok()?;
    Some((channel.port1(), channel.port2()))
}

impl Link {
    /// The end that `port` is.
    pub fn new(port: MessagePort) -> Self {
        let (arrived, incoming) = unbounded();
        let listener = EventListener::new(&port, "message", move |event| {
            if let Ok(bytes) = event
                .unchecked_ref::<MessageEvent>()
                .data()
                .dyn_into::<Uint8Array>()
            {
                // Nobody waits any more where the link is being dropped.
                let _ = arrived.unbounded_send(Message::new(bytes));
            }
        });
        port.start();
        Self {
            port,
            incoming: Mutex::new(incoming),
            _listener: listener,
        }
    }

    /// Sends a copy of `bytes` to the other end.
    pub fn send(&self, bytes: &[u8]) {
        // Posting plain bytes is refused by no browser.
        let _ = post_alone(bytes, |message, transfer| {
            self.port.post_message_with_transferable(message, transfer)
        });
    }

    /// The next message from the other end; none if it is gone.
    pub async fn receive(&self) -> Option<Message> {
        self.incoming.lock().await.next().await
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.port.close();
    }
}
