//! A process outside a browser: a thread that is given bytes and nothing else, so that what
//! strategies send can be tested without one.

use std::pin::Pin;

use futures::channel::oneshot;

use crate::error::{ErrorCode, PlaygroundError};

/// Bytes that have arrived.
#[derive(Debug)]
pub struct Message(Vec<u8>);

impl Message {
    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// What a process does with a message: the same as [`super::serve`]'s.
pub type Answer = fn(Message) -> Pin<Box<dyn Future<Output = Vec<u8>>>>;

/// A worker that is given bytes and answers with bytes.
#[derive(Debug)]
pub struct Process {
    answer: Answer,
}

impl Process {
    /// A process that answers with `answer`.
    pub fn new(answer: Answer) -> Self {
        Self { answer }
    }

    /// What starting it took.
    pub fn started_in_ms(&self) -> f64 {
        0.0
    }

    /// Hands over a copy of `bytes`; the future yields the answer.
    ///
    /// # Errors
    /// `worker-crashed` if there is none.
    pub fn send(
        &self,
        bytes: &[u8],
    ) -> impl Future<Output = Result<Message, PlaygroundError>> + use<> {
        let (reply, answered) = oneshot::channel();
        let (answer, message) = (self.answer, Message(bytes.to_vec()));
        std::thread::spawn(move || {
            // Nobody waits any more where the whole run was dropped.
            let _ = reply.send(Message(futures::executor::block_on(answer(message))));
        });
        async {
            answered.await.map_err(|_| {
                PlaygroundError::new(
                    ErrorCode::WorkerCrashed,
                    "A process stopped in the middle of its work.",
                )
            })
        }
    }
}
