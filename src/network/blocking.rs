//! Requests that threads wait for, as a Python thread does in `urllib`.
//!
//! A thread sleeps while an event loop makes its request, as the operating system makes it for
//! Python's. The one request that a browser lets a worker block on by itself, a synchronous
//! XMLHttpRequest, may be answered from the HTTP cache, past which all other requests go.

use std::sync::mpsc;

use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use super::Tried;
use crate::tasks::Source;

/// One try of a request that a thread waits for. Dropped unanswered, it wakes the thread as well.
#[derive(Debug)]
pub struct Order {
    /// What is wanted.
    pub source: Source,
    /// The number of the try, from 0.
    pub attempt: u32,
    tried: mpsc::Sender<Tried>,
}

impl Order {
    /// Hands over what came of it, and wakes the thread.
    pub fn answer(self, tried: Tried) {
        // A thread that waits is there to be woken.
        let _ = self.tried.send(tried);
    }
}

/// The orders of all threads, as they come.
pub type Orders = UnboundedReceiver<Order>;

/// Where threads leave their orders.
#[derive(Debug)]
pub struct Requester(UnboundedSender<Order>);

impl Requester {
    /// A requester, and where its orders arrive.
    pub fn open() -> (Self, Orders) {
        let (orders, arrived) = unbounded();
        (Self(orders), arrived)
    }

    /// Has one try of a request made, and lets the calling thread sleep until it has been; nothing
    /// if nobody makes any more.
    pub fn get_blocking(&self, source: &Source, attempt: u32) -> Option<Tried> {
        let (tried, answer) = mpsc::channel();
        let source = source.clone();
        let order = Order {
            source,
            attempt,
            tried,
        };
        self.0.unbounded_send(order).ok()?;
        answer.recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use futures::StreamExt;
    use futures::executor::block_on;

    use super::*;

    #[test]
    fn threads_sleep_until_their_own_requests_are_answered() {
        let (requester, orders) = Requester::open();
        thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|number| {
                    let requester = &requester;
                    scope.spawn(move || requester.get_blocking(&Source::Picture(number), number))
                })
                .collect();
            // All are in flight at once, and the last to come is the first to be answered.
            let mut all: Vec<_> = block_on(orders.take(4).collect());
            while let Some(order) = all.pop() {
                let body = vec![order.attempt as u8];
                order.answer(Ok(body.into()));
            }
            for (number, thread) in threads.into_iter().enumerate() {
                let tried = thread.join().expect("no thread panics");
                assert_eq!(tried, Some(Ok(vec![number as u8].into())));
            }
        });
    }

    #[test]
    fn a_thread_whose_request_nobody_makes_is_woken() {
        let (requester, mut orders) = Requester::open();
        thread::scope(|scope| {
            let thread = scope.spawn(|| requester.get_blocking(&Source::Picture(0), 0));
            drop(block_on(orders.next()));
            assert_eq!(thread.join().expect("no thread panics"), None);
        });
        drop(orders);
        assert_eq!(requester.get_blocking(&Source::Picture(0), 0), None);
    }
}
