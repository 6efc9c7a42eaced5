//! A process outside a browser: a thread that is given bytes and nothing else, so that what
//! strategies send can be tested without one.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};

use futures::channel::oneshot;
use locale::Text;

use crate::error::{ErrorCode, PlaygroundError};
use crate::workers::link::{Link, keep_link, pair};

/// Bytes that have arrived.
#[derive(Debug)]
pub struct Message(Vec<u8>);

impl Message {
    /// A message of these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// What a process does with a message: the same as in a browser.
pub type Answer = fn(Message) -> Pin<Box<dyn Future<Output = Vec<u8>>>>;

/// What a process's thread is told.
#[derive(Debug)]
enum Order {
    Answer(Message, oneshot::Sender<Message>),
    Keep(usize, Link),
}

/// A worker that is given bytes and answers with bytes, in order. Dropping it ends it once it has
/// done what it was sent; a panic ends it at once.
#[derive(Debug)]
pub struct Process {
    orders: Sender<Order>,
    killed: Arc<AtomicBool>,
}

impl Process {
    /// A process that answers with `answer`.
    pub fn new(answer: Answer) -> Self {
        let (orders, received) = mpsc::channel();
        let killed = Arc::new(AtomicBool::new(false));
        let ended = killed.clone();
        std::thread::spawn(move || {
            for order in received {
                match order {
                    Order::Keep(peer, link) => keep_link(peer, link),
                    Order::Answer(message, reply) => {
                        let bytes = futures::executor::block_on(answer(message));
                        if ended.load(Ordering::Relaxed) {
                            break;
                        }
                        // Nobody waits any more where the whole run was dropped.
                        let _ = reply.send(Message(bytes));
                    }
                }
            }
        });
        Self { orders, killed }
    }

    /// Connects two processes, each with its number.
    ///
    /// # Errors
    /// None outside a browser.
    pub fn connect(
        (a, to_a): (usize, &Self),
        (b, to_b): (usize, &Self),
    ) -> Result<(), PlaygroundError> {
        let (end_a, end_b) = pair();
        // A process that is gone is noticed when it is sent work.
        let _ = to_a.orders.send(Order::Keep(b, end_a));
        let _ = to_b.orders.send(Order::Keep(a, end_b));
        Ok(())
    }

    /// Ends it, whatever it is doing: the answers it owes will never come.
    pub fn kill(&self) {
        self.killed.store(true, Ordering::Relaxed);
    }

    /// What starting it took.
    pub fn started_in_ms(&self) -> f64 {
        0.0
    }

    /// Sends a copy of `bytes` now; the future yields the answer.
    ///
    /// # Errors
    /// `worker-crashed` if the process is gone before it answered.
    pub fn send(
        &self,
        bytes: &[u8],
    ) -> impl Future<Output = Result<Message, PlaygroundError>> + use<> {
        let (reply, answer) = oneshot::channel();
        // A process that is gone drops the order, and with it the reply.
        let _ = self
            .orders
            .send(Order::Answer(Message(bytes.to_vec()), reply));
        async {
            answer.await.map_err(|_| {
                PlaygroundError::new(
                    ErrorCode::WorkerCrashed,
                    Text::new(
                        "A process stopped in the middle of its work.",
                        "Ein Prozess hat mitten in der Arbeit aufgehört.",
                    ),
                )
            })
        }
    }
}
