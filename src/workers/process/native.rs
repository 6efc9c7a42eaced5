//! A process outside a browser: a thread that is given bytes and nothing else, so that what
//! strategies send can be tested without one.

use std::pin::Pin;
use std::sync::Mutex;

use futures::channel::oneshot;

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

/// What a process does with a message: the same as [`super::serve`]'s.
pub type Answer = fn(Message) -> Pin<Box<dyn Future<Output = Vec<u8>>>>;

/// A worker that is given bytes and answers with bytes.
#[derive(Debug)]
pub struct Process {
    answer: Answer,
    links: Mutex<Vec<(usize, Link)>>,
}

impl Process {
    /// A process that answers with `answer`.
    pub fn new(answer: Answer) -> Self {
        Self {
            answer,
            links: Mutex::default(),
        }
    }

    /// Connects processes number `a` and `b` of a crew.
    ///
    /// # Errors
    /// None outside a browser.
    pub fn connect(processes: &[Self], a: usize, b: usize) -> Result<(), PlaygroundError> {
        let (end_a, end_b) = pair();
        processes[a]
            .links
            .lock()
            .expect("nobody panics while holding it")
            .push((b, end_a));
        processes[b]
            .links
            .lock()
            .expect("nobody panics while holding it")
            .push((a, end_b));
        Ok(())
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
        let links =
            std::mem::take(&mut *self.links.lock().expect("nobody panics while holding it"));
        std::thread::spawn(move || {
            links
                .into_iter()
                .for_each(|(peer, link)| keep_link(peer, link));
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
