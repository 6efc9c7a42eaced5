//! Outside a browser a connection is a pair of channels.

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::lock::Mutex;

use crate::workers::Message;

/// One end of a connection.
#[derive(Debug)]
pub struct Link {
    outgoing: UnboundedSender<Message>,
    incoming: Mutex<UnboundedReceiver<Message>>,
}

/// The two ends of a new connection.
pub fn pair() -> (Link, Link) {
    let ((to_a, from_b), (to_b, from_a)) = (unbounded(), unbounded());
    let end = |outgoing, incoming| Link {
        outgoing,
        incoming: Mutex::new(incoming),
    };
    (end(to_b, from_b), end(to_a, from_a))
}

impl Link {
    /// Sends a copy of `bytes` to the other end.
    pub fn send(&self, bytes: &[u8]) {
        // The other end is gone only where the whole run was dropped.
        let _ = self.outgoing.unbounded_send(Message::new(bytes.to_vec()));
    }

    /// The next message from the other end; none if it is gone.
    pub async fn receive(&self) -> Option<Message> {
        self.incoming.lock().await.next().await
    }
}
