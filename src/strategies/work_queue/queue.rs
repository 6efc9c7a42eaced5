//! A bounded queue in shared memory: one producer that awaits a free place, and consumers that
//! block until there is something to do, as with Python's `queue.Queue(maxsize)`.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

use crate::strategies::sync::{Condvar, Mutex, MutexGuard};

/// The queue.
#[derive(Debug)]
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
    closed: bool,
    producer: Option<Waker>,
}

impl<T> BoundedQueue<T> {
    /// A queue with so many places.
    pub fn new(capacity: usize) -> Self {
        let state = State {
            items: VecDeque::new(),
            closed: false,
            producer: None,
        };
        Self {
            capacity,
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// Puts an item in, as soon as there is a free place, and yields how many there are then. A
    /// queue that is closed takes nothing more: the item is dropped.
    pub async fn put(&self, item: T) -> usize {
        let mut item = Some(item);
        poll_fn(|context| self.try_put(&mut item, context)).await
    }

    fn try_put(&self, item: &mut Option<T>, context: &Context) -> Poll<usize> {
        let mut state = self.lock();
        if state.items.len() >= self.capacity && !state.closed {
            state.producer = Some(context.waker().clone());
            return Poll::Pending;
        }
        if !state.closed {
            state.items.extend(item.take());
            self.changed.notify_one();
        }
        Poll::Ready(state.items.len())
    }

    /// Takes the first item out, waiting until there is one, and tells how many remain; nothing
    /// once the queue is closed and empty.
    pub fn get(&self) -> Option<(T, usize)> {
        let mut state = self.lock();
        loop {
            if let Some(item) = state.items.pop_front() {
                let (left, producer) = (state.items.len(), state.producer.take());
                drop(state);
                producer.into_iter().for_each(Waker::wake);
                return Some((item, left));
            }
            if state.closed {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .expect("nobody panics while holding it");
        }
    }

    /// Says that nothing more will come. What is in the queue is still taken out.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        self.changed.notify_all();
        let producer = state.producer.take();
        drop(state);
        producer.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect("nobody panics while holding it")
    }
}
