//! Futures on a worker's event loop.
//!
//! Where memory is shared, `wasm_bindgen_futures` has a future wait by `Atomics.waitAsync`, so that
//! any thread may wake it; each wake then takes a turn of the event loop and some 40 µs, twice for
//! every message to a process. Nearly all wakes come from the future's own worker, from a message's
//! or a timer's callback: here such a wake costs a microtask. One from another thread goes the
//! long way.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, ThreadId};

use futures::channel::oneshot;
use futures::future::poll_fn;
use futures::task::AtomicWaker;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(callback: &Closure<dyn FnMut()>);
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The futures of a worker.
struct Executor {
    doorbell: Arc<Doorbell>,
    /// A place for each; it is empty while its future is being polled, and once that has ended.
    places: Vec<Option<Task>>,
    /// The places of those that have ended.
    free: Vec<usize>,
    /// Those that were woken, each with its waker.
    woken: VecDeque<Arc<Bell>>,
    poll_woken: Closure<dyn FnMut()>,
}

thread_local! {
    static EXECUTOR: RefCell<Executor> = RefCell::new(Executor::new());
}

/// Where other threads leave word of whom they woke.
#[derive(Default)]
struct Doorbell {
    listener: AtomicWaker,
    rung: Mutex<Vec<Arc<Bell>>>,
}

/// Wakes one future.
struct Bell {
    place: usize,
    home: ThreadId,
    doorbell: Arc<Doorbell>,
    /// Whether the future was woken and has not been polled since.
    is_rung: AtomicBool,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        if self.is_rung.swap(true, Ordering::AcqRel) {
            return;
        }
        if thread::current().id() == self.home {
            wake_here(self);
        } else {
            let doorbell = self.doorbell.clone();
            doorbell.note(self);
        }
    }
}

impl Doorbell {
    fn note(&self, bell: Arc<Bell>) {
        self.rung().push(bell);
        self.listener.wake();
    }

    fn rung(&self) -> MutexGuard<'_, Vec<Arc<Bell>>> {
        self.rung.lock().expect("nobody panics while holding it")
    }
}

impl Executor {
    fn new() -> Self {
        let doorbell = Arc::new(Doorbell::default());
        wasm_bindgen_futures::spawn_local(answer_door(doorbell.clone()));
        Self {
            doorbell,
            places: Vec::new(),
            free: Vec::new(),
            woken: VecDeque::new(),
            poll_woken: Closure::new(poll_woken),
        }
    }

    fn keep(&mut self, task: Task) -> Arc<Bell> {
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        self.places[place] = Some(task);
        Arc::new(Bell {
            place,
            home: thread::current().id(),
            doorbell: self.doorbell.clone(),
            is_rung: AtomicBool::new(true),
        })
    }

    /// The next future to be polled. One that has ended meanwhile is passed over, or polled in its stead
    /// is who has its place, which does no harm.
    fn next_woken(&mut self) -> Option<(Arc<Bell>, Task)> {
        while let Some(bell) = self.woken.pop_front() {
            if let Some(task) = self.places[bell.place].take() {
                return Some((bell, task));
            }
        }
        None
    }
}

/// Has a future go on whenever it is woken, until it ends.
pub(super) fn spawn(task: impl Future<Output = ()> + 'static) {
    let bell = EXECUTOR.with_borrow_mut(|executor| executor.keep(Box::pin(task)));
    wake_here(bell);
}

/// What `work` yields, which goes on whenever it is woken, as `spawn` has it.
pub async fn run_here<T: 'static>(work: impl Future<Output = T> + 'static) -> T {
    let (done, result) = oneshot::channel();
    spawn(async move {
        // Nobody waits any more where the caller was dropped.
        let _ = done.send(work.await);
    });
    result.await.expect("what was spawned goes on to its end")
}

/// Wakes those that other threads have woken.
async fn answer_door(doorbell: Arc<Doorbell>) {
    poll_fn(|context| {
        doorbell.listener.register(context.waker());
        let rung = std::mem::take(&mut *doorbell.rung());
        rung.into_iter().for_each(wake_here);
        Poll::<()>::Pending
    })
    .await;
}

fn wake_here(bell: Arc<Bell>) {
    EXECUTOR.with_borrow_mut(|executor| {
        if executor.woken.is_empty() {
            queue_microtask(&executor.poll_woken);
        }
        executor.woken.push_back(bell);
    });
}

/// Polls all that were woken. A future that is polled may wake others, and itself.
fn poll_woken() {
    while let Some((bell, mut task)) = EXECUTOR.with_borrow_mut(Executor::next_woken) {
        bell.is_rung.store(false, Ordering::Release);
        let place = bell.place;
        let waker = Waker::from(bell);
        let polled = task.as_mut().poll(&mut Context::from_waker(&waker));
        if polled.is_pending() {
            EXECUTOR.with_borrow_mut(|executor| executor.places[place] = Some(task));
        } else {
            // What a future held may wake others when it is dropped.
            drop(task);
            EXECUTOR.with_borrow_mut(|executor| executor.free.push(place));
        }
    }
}
