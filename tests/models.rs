//! The protocols that are our own, in every order of events there can be (loom).
//!
//! Run with `cargo test --features models --test models`: all other tests need real locks.

use loom::future::block_on;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use loom::thread;
use playground::strategies::{BoundedQueue, Countdown, Gil};

/// Does something that must not happen twice at once.
fn alone(busy: &AtomicBool) {
    assert!(
        !busy.swap(true, Ordering::Relaxed),
        "two threads hold the lock"
    );
    busy.store(false, Ordering::Relaxed);
}

#[test]
fn one_thread_at_a_time_holds_the_gil() {
    loom::model(|| {
        let shared = Arc::new((Gil::default(), AtomicBool::new(false)));
        let threads: Vec<_> = (0..2)
            .map(|me| {
                let shared = shared.clone();
                thread::spawn(move || {
                    let (gil, busy) = &*shared;
                    gil.take(me);
                    alone(busy);
                    gil.drop_by(me);
                })
            })
            .collect();
        threads
            .into_iter()
            .for_each(|thread| thread.join().expect("the thread ends well"));
    });
}

/// A waiter that has asked gets the lock although the holder wants it again at once. The model
/// has no clock: that a switch interval has passed may here happen at any moment.
#[test]
fn who_asks_for_the_gil_gets_it() {
    loom::model(|| {
        let shared = Arc::new((
            Gil::default(),
            AtomicBool::new(false),
            AtomicBool::new(false),
        ));
        let (gil, busy, had_it) = &*shared;
        gil.take(0);
        let waiter = {
            let shared = shared.clone();
            thread::spawn(move || {
                let (gil, busy, had_it) = &*shared;
                gil.request_drop();
                gil.take(1);
                alone(busy);
                had_it.store(true, Ordering::Release);
                gil.drop_by(1);
            })
        };
        alone(busy);
        if gil.drop_requested() {
            gil.drop_by(0);
            gil.take(0);
            assert!(
                had_it.load(Ordering::Acquire),
                "the holder snatched the lock back"
            );
        }
        gil.drop_by(0);
        waiter.join().expect("the waiter ends well");
    });
}

#[test]
fn the_queue_hands_out_every_item_once_and_ends() {
    const ITEMS: usize = 3;
    loom::model(|| {
        let shared = Arc::new((BoundedQueue::new(1), AtomicUsize::new(0)));
        let consumer = {
            let shared = shared.clone();
            thread::spawn(move || {
                let (queue, seen) = &*shared;
                while let Some((item, left)) = queue.get() {
                    assert!(left < 1, "more in the queue than it holds");
                    // Items are powers of ten: the sum tells how often each was seen.
                    seen.fetch_add(item, Ordering::Relaxed);
                }
            })
        };
        let (queue, seen) = &*shared;
        block_on(async {
            for item in 0..ITEMS as u32 {
                assert!(queue.put(10_usize.pow(item)).await <= 1);
            }
        });
        queue.close();
        consumer.join().expect("the consumer ends well");
        assert_eq!(seen.load(Ordering::Relaxed), 111);
    });
}

#[test]
fn a_closed_queue_ends_every_consumer() {
    loom::model(|| {
        let queue = Arc::new(BoundedQueue::<()>::new(1));
        let consumers: Vec<_> = (0..2)
            .map(|_| {
                let queue = queue.clone();
                thread::spawn(move || assert!(queue.get().is_none()))
            })
            .collect();
        queue.close();
        consumers
            .into_iter()
            .for_each(|consumer| consumer.join().expect("the consumer ends well"));
    });
}

/// Two leaves and their parent: the parent is begun once, and sees what both leaves did.
#[test]
fn a_node_begins_once_when_all_it_depends_on_is_done() {
    loom::model(|| {
        let leaves_done = [AtomicUsize::new(0), AtomicUsize::new(0)];
        let countdown = Countdown::new(&[vec![], vec![], vec![0, 1]]);
        let shared = Arc::new((countdown, leaves_done, AtomicUsize::new(0)));
        let threads: Vec<_> = (0..2)
            .map(|leaf| {
                let shared = shared.clone();
                thread::spawn(move || {
                    let (countdown, leaves_done, begun) = &*shared;
                    leaves_done[leaf].store(1, Ordering::Relaxed);
                    for next in countdown.done(leaf) {
                        assert_eq!(next, 2);
                        begun.fetch_add(1, Ordering::Relaxed);
                        let done: usize = leaves_done
                            .iter()
                            .map(|done| done.load(Ordering::Relaxed))
                            .sum();
                        assert_eq!(done, 2, "the parent began before its leaves were done");
                    }
                })
            })
            .collect();
        threads
            .into_iter()
            .for_each(|thread| thread.join().expect("the thread ends well"));
        assert_eq!(shared.2.load(Ordering::Relaxed), 1);
    });
}
